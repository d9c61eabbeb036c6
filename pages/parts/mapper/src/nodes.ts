/** The two trees as flat lists in their order, and which of their rows are shown. */
import { find, rulesOf, says } from './document'
import { above, label } from './paths'
import type { Doc, Part, Rule, SourceField, TargetField } from './types'

export interface TreeNode {
  id: string
  name: string
  depth: number
  above: string | null
  kids: boolean
  /** what a search looks in, in small letters */
  words: string
}

export interface SourceNode extends TreeNode {
  field: SourceField
}

export interface TargetNode extends TreeNode {
  check: string
  steps: string[]
  field?: TargetField
  rule?: Rule
  /** whether it holds rows, which may be mapped one by one */
  list: boolean
  missing: boolean
}

/** The source's fields that a part may read, each below its holder. */
export function sourceNodes(fields: SourceField[], part: number): SourceNode[] {
  const shown = fields.filter(each => each.after === undefined || each.after < part)
  const known = new Map<string, SourceField>(shown.map(each => [each.path, each]))
  const children = new Map<string, SourceField[]>()
  for (const each of shown) {
    let holder = above(each.path)
    while (holder && !known.has(holder)) holder = above(holder)
    children.set(holder, [...(children.get(holder) ?? []), each])
  }
  const made: SourceNode[] = []
  const add = (holder: string, depth: number): void => {
    for (const field of children.get(holder) ?? []) {
      const words = `${field.path} ${field.example ?? ''} ${field.help ?? ''}`.toLowerCase()
      made.push({
        id: field.path,
        name: label(field.path),
        depth,
        above: holder || null,
        kids: children.has(field.path),
        words,
        field,
      })
      if (field.path) add(field.path, depth + 1)
    }
  }
  add('', 0)
  return made
}

const quoted = (name: string): string => (name.includes('.') ? `"${name}"` : name)
export const idOf = (check: string, steps: readonly string[]): string => `${check}|${steps.join('/')}`

/** The target's fields of a part with their rules; what is not among the known fields stands at the end. */
export function targetNodes(part: Part, doc: Doc): TargetNode[] {
  const made: TargetNode[] = []
  block(part.fields, rulesOf(doc, part.check), [], 0, null, '')
  return made

  function block(
    fields: TargetField[],
    rules: Rule[],
    outer: string[],
    depth: number,
    holder: string | null,
    before: string,
    left = firstOf(rules),
  ): void {
    for (const field of fields) {
      const to = before + quoted(field.name)
      const rule = left.get(to)
      left.delete(to)
      const inside = !rule && [...left.keys()].some(key => key.startsWith(to + '.'))
      if (!field.write && !rule && !inside) continue
      const node = add(to, field, rule, outer, depth, holder)
      if (field.type === 'object' && field.fields.length && !rule) {
        node.kids = true
        block(field.fields, [], outer, depth + 1, node.id, to + '.', left)
        if (made.at(-1) === node) made.pop()
      } else if (node.list) {
        block(field.fields, rule?.map ?? [], node.steps, depth + 1, node.id, '')
        node.kids = made.at(-1) !== node
      }
    }
    if (before) return
    for (const [to, rule] of left) {
      const node = add(to, undefined, rule, outer, depth, holder)
      if (!node.list) continue
      block([], rule.map ?? [], node.steps, depth + 1, node.id, '')
      node.kids = made.at(-1) !== node
    }
  }

  function add(
    to: string,
    field: TargetField | undefined,
    rule: Rule | undefined,
    outer: string[],
    depth: number,
    holder: string | null,
  ): TargetNode {
    const steps = [...outer, to]
    const list = rule ? rule.each !== undefined : field?.type === 'list' && field.fields.length > 0
    const group = field?.type === 'object' && field.fields.length > 0 && !rule
    const node: TargetNode = {
      id: idOf(part.check, steps),
      name: field?.name ?? to,
      depth,
      above: holder,
      kids: false,
      words: `${steps.join('.')} ${field?.help ?? ''} ${rule?.select ?? ''} ${rule?.note ?? ''}`.toLowerCase(),
      check: part.check,
      steps,
      list,
      missing: !!field?.required && !says(rule) && !group,
      ...(field && { field }),
      ...(rule && { rule }),
    }
    made.push(node)
    return node
  }
}

/** The rules by their fields; of two for one field the first, as everywhere. */
function firstOf(rules: readonly Rule[]): Map<string, Rule> {
  const made = new Map<string, Rule>()
  for (const rule of rules) if (!made.has(rule.to)) made.set(rule.to, rule)
  return made
}

/** The rows that are shown: of open holders, or, in a search or under a filter, what fits with its holders. */
export function visible<T extends TreeNode>(
  nodes: readonly T[],
  open: ReadonlySet<string>,
  word = '',
  fits?: (node: T) => boolean,
): T[] {
  const wanted = word.trim().toLowerCase()
  if (!wanted && !fits) {
    const shown = new Set<string>()
    return nodes.filter(node => {
      const show = node.above === null || (shown.has(node.above) && open.has(node.above))
      if (show) shown.add(node.id)
      return show
    })
  }
  const kept = new Set<string>()
  for (let n = nodes.length - 1; n >= 0; n--) {
    const node = nodes[n]!
    if (kept.has(node.id) || ((!wanted || node.words.includes(wanted)) && (!fits || fits(node)))) {
      kept.add(node.id)
      if (node.above !== null) kept.add(node.above)
    }
  }
  return nodes.filter(node => kept.has(node.id))
}

/** The holders that are open at first: all of a small tree, else those that hold something mapped. */
export function openAtFirst(nodes: readonly TreeNode[], used: (node: TreeNode) => boolean, small = 80): Set<string> {
  if (nodes.length <= small) return new Set(nodes.filter(node => node.kids).map(node => node.id))
  const byId = new Map(nodes.map(node => [node.id, node]))
  const open = new Set<string>()
  for (const node of nodes.filter(used))
    for (let id = node.above; id !== null && !open.has(id); id = byId.get(id)?.above ?? null) open.add(id)
  return open
}

/** The rule that stood at a node in another document. */
export const ruleIn = (doc: Doc | null, node: TargetNode): Rule | undefined => (doc ? find(doc, node) : undefined)
