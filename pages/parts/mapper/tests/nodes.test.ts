import { describe, expect, it } from 'vitest'
import { openAtFirst, sourceNodes, targetNodes, visible } from '../src/nodes'
import type { Doc, Part, TargetField } from '../src/types'

const field = (name: string, more: Partial<TargetField> = {}): TargetField => ({
  name,
  type: 'text',
  said: '',
  help: '',
  required: false,
  write: true,
  fields: [],
  ...more,
})
const part: Part = {
  check: '',
  title: 'Orders',
  bases: [],
  checks: 1,
  fields: [
    field('ID', { write: false }),
    field('YourRef', { required: true }),
    field('Address', { type: 'object', fields: [field('City', { required: true }), field('Country')] }),
    field('Lines', { type: 'list', fields: [field('Item', { required: true }), field('Quantity')] }),
  ],
}
const doc: Doc = {
  map: [
    { to: 'Address.City', select: 'city' },
    { to: 'Lines', each: 'rows[]', map: [{ to: 'Item', select: 'sku' }, { to: 'Free', select: 'x' }] },
    { to: 'Own', select: 'y' },
  ],
  checks: {},
}
const ids = (nodes: readonly { id: string }[]): string[] => nodes.map(node => node.id)

describe('the target tree', () => {
  const nodes = targetNodes(part, doc)

  it('has every field that can be written, with the rules of its rows in their list', () => {
    expect(ids(nodes)).toEqual([
      '|YourRef',
      '|Address',
      '|Address.City',
      '|Address.Country',
      '|Lines',
      '|Lines/Item',
      '|Lines/Quantity',
      '|Lines/Free',
      '|Own',
    ])
    expect(nodes.find(node => node.id === '|Lines/Item')?.rule?.select).toBe('sku')
  })

  it('knows what is required and missing', () => {
    expect(ids(nodes.filter(node => node.missing))).toEqual(['|YourRef'])
  })

  it('holds children where it holds fields', () => {
    expect(ids(nodes.filter(node => node.kids))).toEqual(['|Address', '|Lines'])
    expect(nodes.find(node => node.id === '|Lines')?.list).toBe(true)
    expect(nodes.find(node => node.id === '|Own')?.field).toBeUndefined()
  })

  it('shows a whole object that one rule makes as one field', () => {
    const whole = targetNodes(part, { map: [{ to: 'Address', select: 'address' }], checks: {} })
    expect(ids(whole)).not.toContain('|Address.City')
  })
})

describe('the source tree', () => {
  const fields = [
    { path: 'name', type: 'text', filled: 100 },
    { path: 'rows', type: 'list of objects', filled: 100 },
    { path: 'rows[].sku', type: 'text', filled: 50 },
    { path: '$customer', type: 'check', filled: 100, after: 0 },
    { path: '$customer.ID', type: 'text', filled: 100, after: 0 },
    { path: '$items', type: 'check', filled: 100, after: 1 },
  ]

  it('has the fields of rows right below their list', () => {
    const nodes = sourceNodes(fields, 2)
    expect(ids(nodes)).toEqual(['name', 'rows', 'rows[].sku', '$customer', '$customer.ID', '$items'])
    expect(nodes.map(node => node.depth)).toEqual([0, 0, 1, 0, 1, 0])
  })

  it('has only the checks that are made before', () => {
    expect(ids(sourceNodes(fields, 1))).not.toContain('$items')
    expect(ids(sourceNodes(fields, 0))).not.toContain('$customer')
  })
})

describe('the rows that are shown', () => {
  const nodes = targetNodes(part, doc)

  it('are those of open holders', () => {
    expect(ids(visible(nodes, new Set()))).toEqual(['|YourRef', '|Address', '|Lines', '|Own'])
    expect(ids(visible(nodes, new Set(['|Lines'])))).toContain('|Lines/Item')
  })

  it('in a search fit it, with their holders, open or not', () => {
    expect(ids(visible(nodes, new Set(), 'item'))).toEqual(['|Lines', '|Lines/Item'])
    expect(ids(visible(nodes, new Set(), 'nothing like it'))).toEqual([])
  })

  it('under a filter fit it', () => {
    expect(ids(visible(nodes, new Set(), '', node => node.missing))).toEqual(['|YourRef'])
    expect(ids(visible(nodes, new Set(), 'free', node => !!node.rule))).toEqual(['|Lines', '|Lines/Free'])
  })

  it('are open at first where something is mapped in a large tree, and all in a small one', () => {
    const mapped = (node: { id: string }): boolean => node.id === '|Lines/Item'
    expect([...openAtFirst(nodes, mapped, 3)]).toEqual(['|Lines'])
    expect([...openAtFirst(nodes, mapped)]).toEqual(['|Address', '|Lines'])
  })

  it('of two thousand fields are found in no time', () => {
    const many: Part = { ...part, fields: Array.from({ length: 2000 }, (_, n) => field(`Field${n}`)) }
    const made = targetNodes(many, { map: [], checks: {} })
    expect(visible(made, new Set(), 'field1999')).toHaveLength(1)
  })
})
