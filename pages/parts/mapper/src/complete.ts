/** What may come next in an expression: paths with their samples, variables, functions with their help, tables. */
import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete'
import { written, type Places } from './paths'
import type { FunctionHelp, Schema } from './types'
import type { Say } from './words'

/** What completion knows of the place where the expression stands. */
export interface Known {
  schema: Schema
  /** the source's paths that may be read here, with a sample */
  paths: { path: string; kind: string; sample: string }[]
  places: Places
  say: Say
}

export type Kind = 'jmespath' | 'jinja'

export function completions(kind: Kind, known: () => Known): (context: CompletionContext) => CompletionResult | null {
  return kind === 'jmespath' ? context => ofJmespath(context, known()) : context => ofJinja(context, known())
}

function ofJmespath(context: CompletionContext, known: Known): CompletionResult | null {
  const word = context.matchBefore(/[\w.[\]$"]*/)
  if (!word || (word.from === word.to && !context.explicit)) return null
  if (inText(context.state.sliceDoc(0, word.from))) return null
  return {
    from: word.from,
    validFor: /^[\w.[\]$"]*$/,
    options: [...ofPaths(known), ...variables(known), ...ofFunctions(known.schema.jmespath, name => `${name}(`)],
  }
}

function ofPaths({ paths, places }: Known): Completion[] {
  return paths.map(({ path, kind, sample }) => {
    const label = written(path, places)
    return { label, type: 'property', detail: sample || kind, boost: label.startsWith('$record') ? -2 : 1 }
  })
}

const variables = (known: Known): Completion[] => [
  { label: '$record', type: 'variable', detail: known.say('theRecord'), boost: -3 },
  ...(known.places.length > 1
    ? [
        { label: '$parent', type: 'variable', detail: known.say('theParent'), boost: -3 },
        { label: '$index', type: 'variable', detail: known.say('theIndex'), boost: -3 },
      ]
    : []),
  { label: '$settings', type: 'variable', detail: known.say('theSettings'), boost: -3 },
  { label: '$run', type: 'variable', detail: known.say('theRun'), boost: -4 },
]

const ofFunctions = (functions: FunctionHelp[], apply: (name: string) => string): Completion[] =>
  functions.map(each => ({
    label: each.name,
    type: 'function',
    detail: each.write,
    apply: apply(each.name),
    info: () => help(each),
    boost: -1,
  }))

/** The help of a function, as text: nothing in it is markup. */
function help(each: FunctionHelp): HTMLElement {
  const made = document.createElement('div')
  for (const [kind, text] of [
    ['b', each.write],
    ['p', each.help],
    ['code', each.example ? `${each.example} → ${each.gives}` : ''],
  ] as const) {
    if (text) made.appendChild(document.createElement(kind)).textContent = text
  }
  return made
}

const TABLE = /lookup\(\s*['"](\w*)$/

function ofJinja(context: CompletionContext, known: Known): CompletionResult | null {
  const before = context.state.sliceDoc(0, context.pos)
  if (!inside(before)) return opening(context, known)
  const table = TABLE.exec(before)
  if (table)
    return {
      from: context.pos - table[1]!.length,
      validFor: /^\w*$/,
      options: known.schema.tables.map(each => ({ label: each.name, type: 'constant', detail: known.say('rows', { n: each.rows }) })),
    }
  const word = context.matchBefore(/[\w.]*/)
  if (!word) return null
  const piped = /\|\s*$/.test(before.slice(0, word.from - context.pos || undefined))
  if (word.from === word.to && !context.explicit && !piped) return null
  if (!piped && inText(before.slice(before.lastIndexOf('{{')))) return null
  if (piped) return { from: word.from, validFor: /^\w*$/, options: ofFilters(known.schema.functions) }
  return { from: word.from, validFor: /^[\w.]*$/, options: names(known) }
}

const ofFilters = (functions: FunctionHelp[]): Completion[] =>
  ofFunctions(functions, name => (functions.find(each => each.name === name)?.write.includes('(') ? `${name}(` : name))

const names = (known: Known): Completion[] => [
  { label: 'value', type: 'variable', detail: known.say('theValue'), boost: 3 },
  ...known.paths
    .filter(({ path }) => !path.includes('['))
    .map(({ path, kind, sample }) => ({
      label: path.startsWith('$settings.')
        ? path.slice(1)
        : path.startsWith('$')
          ? `checks.${path.slice(1)}`
          : `record.${path}`,
      type: 'property',
      detail: sample || kind,
    })),
]

function opening(context: CompletionContext, known: Known): CompletionResult | null {
  if (!context.explicit || context.state.doc.length) return null
  return { from: 0, options: [{ label: '{{ value }}', type: 'text', detail: known.say('theValue') }] }
}

const inside = (text: string): boolean =>
  text.lastIndexOf('{{') > text.lastIndexOf('}}') || text.lastIndexOf('{%') > text.lastIndexOf('%}')

const inText = (text: string): boolean => (text.match(/(?<!\\)'/g)?.length ?? 0) % 2 === 1
