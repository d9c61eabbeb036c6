import { describe, expect, it } from 'vitest'
import { around, change, find, put, same, says } from '../src/document'
import type { Doc } from '../src/types'

const doc: Doc = {
  map: [
    { to: 'YourRef', select: 'name' },
    { to: 'Lines', each: 'line_items[]', map: [{ to: 'Item', select: 'sku', write: 'create' }] },
  ],
  checks: { customer: [{ to: 'Email', select: 'email' }] },
}
const item = { check: '', steps: ['Lines', 'Item'] }

describe('the document', () => {
  it('finds a rule of the record, of a row and of a check', () => {
    expect(find(doc, { check: '', steps: ['YourRef'] })?.select).toBe('name')
    expect(find(doc, item)?.select).toBe('sku')
    expect(find(doc, { check: 'customer', steps: ['Email'] })?.select).toBe('email')
    expect(find(doc, { check: '', steps: ['Lines', 'Nothing'] })).toBeUndefined()
  })

  it('is never changed itself', () => {
    const before = JSON.stringify(doc)
    const made = change(doc, item, { select: 'code' })
    expect(find(made, item)).toEqual({ to: 'Item', select: 'code', write: 'create' })
    expect(JSON.stringify(doc)).toBe(before)
    expect(made.map[0]).toBe(doc.map[0])
  })

  it('forgets what is emptied and what is the default', () => {
    const made = change(doc, item, { select: '', transform: '{{ item.sku }}', write: 'always', empty: 'omit' })
    expect(find(made, item)).toEqual({ to: 'Item', transform: '{{ item.sku }}' })
  })

  it('keeps a list whose last row rule goes, for its rows are mapped next', () => {
    const made = put(doc, item, undefined)
    expect(find(made, { check: '', steps: ['Lines'] })).toEqual({ to: 'Lines', each: 'line_items[]', map: [] })
  })

  it('makes the list around a new rule', () => {
    const made = put(doc, { check: '', steps: ['Taxes', 'Rate'] }, { to: 'Rate', select: 'rate' }, 'tax_lines[]')
    expect(made.map.at(-1)).toEqual({ to: 'Taxes', each: 'tax_lines[]', map: [{ to: 'Rate', select: 'rate' }] })
    expect(put(doc, { check: '', steps: ['Taxes', 'Rate'] }, undefined)).toEqual(doc)
  })

  it('tells the lists around a rule', () => {
    expect(around(doc, item)).toEqual([['Lines', 'line_items[]']])
    expect(around(doc, { check: '', steps: ['YourRef'] })).toEqual([])
  })

  it('knows a rule that says nothing, and two that say the same', () => {
    expect(says({ to: 'A', select: '  ' })).toBe(false)
    expect(says({ to: 'A', transform: 'x' })).toBe(true)
    expect(same({ to: 'A', select: 'a', write: 'create' }, { write: 'create', select: 'a', to: 'A' })).toBe(true)
    expect(same({ to: 'A', select: 'a' }, { to: 'A', select: 'b' })).toBe(false)
    expect(same({ to: 'A', select: 'a' }, undefined)).toBe(false)
  })
})
