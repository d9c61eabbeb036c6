/** Edits of the document: each gives a new one and leaves the old as it was. */
import type { Doc, Rule } from './types'

/** Where a rule stands: in the flow (`check` is empty) or a check, by the target fields from the outermost in. */
export interface Address {
  check: string
  steps: readonly string[]
}

/** The lists around a rule, as pairs of target field and `each`. */
export type Around = [to: string, each: string][]

export const rulesOf = (doc: Doc, check: string): Rule[] => (check ? (doc.checks[check] ?? []) : doc.map)

/** The rule at an address; of two for one field, the first. */
export function find(doc: Doc, at: Address): Rule | undefined {
  let rules: Rule[] = rulesOf(doc, at.check)
  let rule: Rule | undefined
  for (const step of at.steps) {
    rule = rules.find(each => each.to === step)
    rules = rule?.map ?? []
  }
  return rule
}

/** The document with another rule at an address, or with none there; lists on the way are made with `each`. */
export function put(doc: Doc, at: Address, rule: Rule | undefined, each = ''): Doc {
  const rules = placed(rulesOf(doc, at.check), at.steps, rule, each)
  return at.check ? { ...doc, checks: { ...doc.checks, [at.check]: rules } } : { ...doc, map: rules }
}

function placed(rules: Rule[], steps: readonly string[], rule: Rule | undefined, each: string): Rule[] {
  const [step, ...rest] = steps
  const n = rules.findIndex(one => one.to === step)
  let made = rule
  if (rest.length) {
    const outer = n < 0 ? undefined : rules[n]
    if (!outer && !rule) return rules
    made = { ...(outer ?? { to: step!, each }), map: placed(outer?.map ?? [], rest, rule, each) }
  }
  if (n < 0) return made ? [...rules, made] : rules
  return made ? rules.with(n, made) : rules.toSpliced(n, 1)
}

/** The document with some keys of a rule changed; a key that is emptied goes. */
export function change(doc: Doc, at: Address, changes: Partial<Rule>): Doc {
  const before = find(doc, at) ?? { to: at.steps.at(-1)! }
  const made: Rule = { ...before, ...changes }
  for (const key of Object.keys(made) as (keyof Rule)[]) {
    const value = made[key]
    if (key !== 'to' && (value === '' || value === undefined)) delete made[key]
  }
  if (made.write === 'always') delete made.write
  if (made.empty === 'omit') delete made.empty
  return put(doc, at, made)
}

/** The lists around an address. */
export function around(doc: Doc, at: Address): Around {
  return at.steps.slice(0, -1).map((to, n) => [to, find(doc, { ...at, steps: at.steps.slice(0, n + 1) })?.each ?? ''])
}

/** Whether a rule gives its field something; a list does so before its rows are mapped. */
export const says = (rule: Rule | undefined): boolean =>
  !!rule && !!(rule.each?.trim() || rule.select?.trim() || rule.transform?.trim())

/** What of a rule is copied onto another field. */
export const copied = (rule: Rule): Omit<Rule, 'to'> => {
  const { to: _, ...rest } = rule
  return rest
}

/** Whether two rules say the same. */
export const same = (one: Rule | undefined, other: Rule | undefined): boolean =>
  JSON.stringify(sorted(one)) === JSON.stringify(sorted(other))

function sorted(rule: Rule | undefined): unknown {
  if (!rule) return null
  const { map, ...rest } = rule
  const pairs = Object.entries(rest).filter(([, value]) => value !== undefined && value !== '')
  return [pairs.sort(([a], [b]) => (a < b ? -1 : 1)), map?.map(sorted)]
}
