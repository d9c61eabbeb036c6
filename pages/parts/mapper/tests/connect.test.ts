import { describe, expect, it } from 'vitest'
import { accept, connect } from '../src/connect'
import { find } from '../src/document'
import { targetNodes } from '../src/nodes'
import type { Doc, Part, TargetField } from '../src/types'

const field = (name: string, type = 'text', fields: TargetField[] = []): TargetField => ({
  name,
  type,
  said: '',
  help: '',
  required: false,
  write: true,
  fields,
})
const part: Part = {
  check: '',
  title: '',
  bases: [],
  checks: 0,
  fields: [field('Name'), field('Tags', 'list'), field('Address', 'object', [field('City')]), field('Lines', 'list', [field('Item')])],
}
const empty: Doc = { map: [], checks: {} }
const at = (doc: Doc, id: string) => targetNodes(part, doc).find(node => node.id === id)!
const one = (path: string, list = false) => ({ path, list, holds: false })
const record = [['']]

describe('a source field put onto a target field', () => {
  it('is a rule', () => {
    expect(connect(empty, at(empty, '|Name'), [one('name')], record)?.map).toEqual([{ to: 'Name', select: 'name' }])
    expect(connect(empty, at(empty, '|Address.City'), [one('city')], record)?.map[0]?.to).toBe('Address.City')
  })

  it('keeps what the rule says beside its path', () => {
    const doc: Doc = { map: [{ to: 'Name', select: 'a', transform: '{{ value | upper }}', note: 'why' }], checks: {} }
    const made = connect(doc, at(doc, '|Name'), [one('name')], record)
    expect(made?.map[0]).toEqual({ to: 'Name', select: 'name', transform: '{{ value | upper }}', note: 'why' })
  })

  it('gives the first of a list where one value is wanted, and the list where that is', () => {
    expect(connect(empty, at(empty, '|Name'), [one('rows[].sku')], record)?.map[0]?.select).toBe('rows[0].sku')
    expect(connect(empty, at(empty, '|Tags'), [one('rows[].sku')], record)?.map[0]?.select).toBe('rows[].sku')
  })

  it('makes one text of several', () => {
    const made = connect(empty, at(empty, '|Name'), [one('first'), one('last')], record)
    expect(made?.map[0]).toEqual({ to: 'Name', select: '[first, last][?@]', transform: "{{ value | join(' ') }}" })
  })

  it('opens the list around it', () => {
    const made = connect(empty, at(empty, '|Lines/Item'), [one('rows[].sku')], record)
    expect(made?.map).toEqual([{ to: 'Lines', each: 'rows[]', map: [{ to: 'Item', select: 'sku' }] }])
  })

  it('is written as the open list sees it', () => {
    const doc: Doc = { map: [{ to: 'Lines', each: 'rows[]', map: [] }], checks: {} }
    const rows = [[''], ['rows[]']]
    expect(find(connect(doc, at(doc, '|Lines/Item'), [one('rows[].sku')], rows)!, { check: '', steps: ['Lines', 'Item'] })?.select).toBe('sku')
    expect(find(connect(doc, at(doc, '|Lines/Item'), [one('name')], rows)!, { check: '', steps: ['Lines', 'Item'] })?.select).toBe('$record.name')
  })

  it('feeds a list with a list, with the rows that are likely', () => {
    const likely = { rule: { to: 'Lines', each: 'rows[]', map: [{ to: 'Item', select: 'sku' }] }, score: 1, why: '', example: '' }
    expect(connect(empty, at(empty, '|Lines'), [one('rows', true)], record, [likely])?.map).toEqual([likely.rule])
    expect(connect(empty, at(empty, '|Lines'), [one('rows', true)], record)?.map).toEqual([{ to: 'Lines', each: 'rows[]', map: [] }])
  })

  it('has no meaning for a group, for a value on a list, or for a value in rows of nothing', () => {
    expect(connect(empty, at(empty, '|Address'), [one('city')], record)).toBeNull()
    expect(connect(empty, at(empty, '|Lines'), [one('name')], record)).toBeNull()
    expect(connect(empty, at(empty, '|Lines/Item'), [one('name')], record)).toBeNull()
  })
})

describe('a suggestion that is taken', () => {
  it('is the rule of its field', () => {
    expect(accept(empty, at(empty, '|Name'), { to: 'other', select: 'name', transform: 'x' }).map).toEqual([
      { to: 'Name', select: 'name', transform: 'x' },
    ])
  })
})
