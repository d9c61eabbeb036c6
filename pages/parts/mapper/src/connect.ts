/** A source field put onto a target field: the rule that this means, where it stands. */
import { around, change, copied, find, put, says, type Address } from './document'
import type { TargetNode } from './nodes'
import { first, listOf, written, type Places } from './paths'
import type { Doc, Rule, Suggestion } from './types'

/** Put source fields onto a target field; several become one text. Gives null where that has no meaning. */
export function connect(
  doc: Doc,
  node: TargetNode,
  sources: readonly { path: string; list: boolean; holds: boolean }[],
  places: Places,
  rows: readonly Suggestion[] = [],
): Doc | null {
  const [one] = sources
  if (!one) return null
  if (node.list) return one.list || one.holds ? feed(doc, node, one, places, rows) : null
  if (node.field?.type === 'object' && node.field.fields.length) return null
  const inside = opened(doc, node, sources, places)
  if (!inside) return null
  const many = node.field?.type === 'list' || node.field?.type === 'any'
  const texts = sources.map(each => {
    const text = written(each.path, inside.places)
    return many ? text : first(text)
  })
  if (texts.length === 1) return change(inside.doc, node, { select: texts[0]! })
  const shape = find(doc, node)?.transform
  return change(inside.doc, node, {
    select: `[${texts.join(', ')}][?@]`,
    transform: shape && shape.includes('join') ? shape : "{{ value | join(' ') }}",
  })
}

/** A list onto a list: its rows are what is likely, or are left to be mapped. */
function feed(
  doc: Doc,
  node: TargetNode,
  one: { path: string; list: boolean },
  places: Places,
  rows: readonly Suggestion[],
): Doc {
  const each = written(one.list ? `${one.path}[]` : one.path, places)
  const before = find(doc, node)
  if (before?.map?.length) return change(doc, node, { each })
  const likely = rows.find(suggestion => suggestion.rule.each === each)
  return put(doc, node, likely ? { ...copied(likely.rule), to: node.steps.at(-1)! } : { to: node.steps.at(-1)!, each, map: [] })
}

/** The document with the lists around a field opened, and where its nodes stand then. */
function opened(
  doc: Doc,
  node: Address,
  sources: readonly { path: string }[],
  places: Places,
): { doc: Doc; places: Places } | null {
  const outer = around(doc, node)
  const closed = outer.findIndex(([, each]) => !each)
  if (closed < 0) return { doc, places }
  const list = listOf(sources[0]!.path)
  if (!list || closed < outer.length - 1) return null
  const at = { check: node.check, steps: node.steps.slice(0, -1) }
  const each = written(list, places.slice(0, closed + 1))
  const rule: Rule = { to: at.steps.at(-1)!, each, map: find(doc, at)?.map ?? [] }
  return { doc: put(doc, at, rule), places: [...places.slice(0, closed + 1), [list]] }
}

/** The document with a suggested rule at a field; what a person has set beside the expression stays. */
export function accept(doc: Doc, node: TargetNode, rule: Rule): Doc {
  const before = find(doc, node)
  const made: Rule = { ...(before && !says(before) ? before : {}), ...copied(rule), to: node.steps.at(-1)! }
  return put(doc, node, made)
}
