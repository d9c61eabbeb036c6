import { describe, expect, it } from 'vitest'
import { above, first, label, listOf, plainBases, written } from '../src/paths'

describe('a source path', () => {
  it('tells its holder and its own name', () => {
    expect(above('customer.email')).toBe('customer')
    expect(above('line_items[].tax_lines[].rate')).toBe('line_items[].tax_lines')
    expect(above('name')).toBe('')
    expect(above('a."b.c"')).toBe('a')
    expect(label('a."b.c"')).toBe('b.c')
    expect(label('line_items[].sku')).toBe('sku')
  })

  it('is written as the rule sees it', () => {
    const rows = [[''], ['line_items[]']]
    expect(written('customer.email', [['']])).toBe('customer.email')
    expect(written('line_items[].sku', rows)).toBe('sku')
    expect(written('customer.email', rows)).toBe('$record.customer.email')
    expect(written('line_items[]', rows)).toBe('@')
    expect(written('$customer.ID', rows)).toBe('$customer.ID')
  })

  it('is written alike for either list of a block that goes through two', () => {
    const rows = [[''], ['line_items[]', 'shipping_lines[]']]
    expect(written('shipping_lines[].title', rows)).toBe('title')
  })

  it('knows the row around a row', () => {
    const rows = [[''], ['line_items[]'], ['line_items[].tax_lines[]']]
    expect(written('line_items[].tax_lines[].rate', rows)).toBe('rate')
    expect(written('line_items[].sku', rows)).toBe('$parent.sku')
    expect(written('name', rows)).toBe('$record.name')
  })

  it('of a list gives its first item where one value is wanted', () => {
    expect(first('line_items[].sku')).toBe('line_items[0].sku')
    expect(listOf('a[].b[].c')).toBe('a[].b[]')
    expect(listOf('a.b')).toBe('')
  })

  it('tells where the rows of a plain list stand', () => {
    expect(plainBases('line_items[]', [''])).toEqual(['line_items[]'])
    expect(plainBases('tax_lines[]', ['line_items[]'])).toEqual(['line_items[].tax_lines[]'])
    expect(plainBases('$record.notes[]', ['line_items[]'])).toEqual(['notes[]'])
    expect(plainBases('[a, b][]', [''])).toEqual([])
  })
})
