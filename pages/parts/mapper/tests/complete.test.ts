import { CompletionContext } from '@codemirror/autocomplete'
import { EditorState } from '@codemirror/state'
import { describe, expect, it } from 'vitest'
import { completions, type Kind, type Known } from '../src/complete'
import { saying } from '../src/words'

const known: Known = {
  say: saying({}),
  schema: {
    doc: { map: [], checks: {} },
    saved: null,
    source: { title: '', fields: [] },
    parts: [],
    samples: [],
    functions: [{ name: 'upper', write: 'upper', help: 'Capitals.' }, { name: 'round', write: 'round(digits=0)', help: '' }],
    jmespath: [{ name: 'join', write: 'join(glue, texts)', help: 'As one.' }],
    tables: [{ name: 'vat_codes', rows: 2 }],
    settings: {},
  },
  places: [[''], ['rows[]']],
  paths: [
    { path: 'name', kind: 'text', sample: '#1001' },
    { path: 'rows[].sku', kind: 'text', sample: 'A-1' },
    { path: '$customer.ID', kind: 'text', sample: '' },
  ],
}

function offered(kind: Kind, text: string, explicit = false): string[] {
  const state = EditorState.create({ doc: text })
  const found = completions(kind, () => known)(new CompletionContext(state, text.length, explicit))
  return found?.options.map(each => each.label) ?? []
}

describe('completion', () => {
  it('offers paths as the rule sees them, variables and functions', () => {
    expect(offered('jmespath', 's')).toEqual(expect.arrayContaining(['sku', '$record.name', '$customer.ID', '$parent', 'join']))
  })

  it('offers nothing inside of a text', () => {
    expect(offered('jmespath', "contains(@, 'na")).toEqual([])
    expect(offered('jinja', "{{ value ~ 'na")).toEqual([])
  })

  it('offers functions behind a bar, and names elsewhere', () => {
    expect(offered('jinja', '{{ value | ')).toEqual(['upper', 'round'])
    expect(offered('jinja', '{{ val')).toEqual(expect.arrayContaining(['value', 'record.name', 'checks.customer.ID']))
  })

  it('offers tables where one is looked up', () => {
    expect(offered('jinja', "{{ value | lookup('va")).toEqual(['vat_codes'])
  })

  it('offers nothing in the text around', () => {
    expect(offered('jinja', 'Web order na')).toEqual([])
  })
})
