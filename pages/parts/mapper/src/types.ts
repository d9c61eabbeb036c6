/** What travels between the browser and Python. */

export type Write = 'always' | 'create' | 'update' | 'if_empty' | 'if_changed'
export type Empty = 'omit' | 'null' | 'fail'

/** One target field; with `each`, a list whose rows `map` fills. */
export interface Rule {
  to: string
  select?: string
  transform?: string
  each?: string
  map?: Rule[]
  write?: Write
  empty?: Empty
  note?: string
}

/** The rules of the flow, and of each check that makes something. */
export interface Doc {
  map: Rule[]
  checks: Record<string, Rule[]>
  /** value tables that a rule found by example needs, and the flow does not have */
  tables?: Tables
}

export type Tables = Record<string, Record<string, unknown>>

export interface SourceField {
  path: string
  type: string
  /** the type in words */
  kind?: string
  /** percent of the samples that hold something */
  filled: number
  example?: string
  values?: string[]
  help?: string
  /** of what a check finds: the number of that check */
  after?: number
}

export interface TargetField {
  name: string
  type: string
  /** the type in words */
  kind?: string
  said: string
  help: string
  required: boolean
  write: boolean
  fields: TargetField[]
}

/** What is filled: the record itself (`check` is empty), or what a check makes. */
export interface Part {
  check: string
  title: string
  /** how many of the checks are made before it, so that it may read what they find */
  checks: number
  /** the places of the rows that its rules see; none when they see the record */
  bases: string[]
  fields: TargetField[]
}

export interface FunctionHelp {
  name: string
  write: string
  help: string
  example?: string
  gives?: string
}

export interface Schema {
  doc: Doc
  saved: Doc | null
  source: { title: string; fields: SourceField[] }
  parts: Part[]
  samples: string[]
  functions: FunctionHelp[]
  jmespath: FunctionHelp[]
  tables: { name: string; rows: number }[]
  settings: Record<string, string>
}

/** What is wrong with an expression: in which part of the rule, at which character, and why. */
export interface Wrong {
  part: '' | 'select' | 'transform' | 'each'
  at: number | null
  why: string
}

/** What a rule gives; `states` has a letter for each sample: g(ood), p(artly), n(othing), b(ad). */
export interface Outcome {
  states: string
  filled: number
  here: string
  reads: string[]
  bases?: string[]
  error?: Wrong
  failed?: number
  first?: { n: number; why: string }
}

/** What the editor shows of the rule that is open. */
export interface Opened {
  values: string[]
  faults: Record<string, string>
  why?: string[]
  ways?: { text: string; changes: Partial<Rule> }[]
  said?: string
  tidy?: Partial<Rule>
}

export interface Suggestion {
  rule: Rule
  score: number
  why: string
  example: string
}

export interface Guesses {
  places: { place: number; label: string }[]
  question: string
  guesses: { rule: Rule; why: string; tables: Tables }[]
}

/** What the component sends: a document, the turn that it was made of, and what to know it by.
 *
 * `base` goes along where Python has forgotten the turn: what it was known to have when this was made. */
export interface Sent {
  turn: string
  doc: Doc
  name: string
  base?: Doc
}

/** What Python gives the component with every drawing. */
export interface Data {
  /** tells the documents apart that Python gives */
  turn: string
  /** all that results depend on beside the rules */
  ground: string
  /** another one is another session, which knows of no turn before */
  token: string
  /** the name of what was taken last */
  taken: string
  record: number
  /** the part that was asked for elsewhere on the page; `turn` tells one asking from another */
  part: { check: string; turn: string } | null
  t: Partial<Record<string, string>>
}
