/** What the rules give: asked of Python as soon as a rule is another one, the rule in the editor first. */
import { useEffect, useMemo, useReducer, useRef } from 'react'
import { Expired, keyOf, type Asker, type Question } from './ask'
import { around, says } from './document'
import type { TargetNode } from './nodes'
import type { Doc, Opened, Outcome } from './types'

const AT_ONCE = 60
/** Milliseconds without a key before a rule that is being typed is tried. */
const PAUSE = 40

export interface Outcomes {
  of: (id: string) => Outcome | undefined
  opened: Opened | undefined
  values: Record<string, string>
}

interface Asked {
  id: string
  key: string
  question: Question
}

export function useOutcomes(
  asker: Asker,
  doc: Doc,
  nodes: readonly TargetNode[],
  record: number,
  open: string | null,
  typing: () => boolean,
  onTrouble: (error: unknown) => void,
  samples: number,
): Outcomes {
  const [turn, drawn] = useReducer((n: number) => n + 1, 0)
  const latest = useRef(new Map<string, Outcome>())
  const trouble = useRef(onTrouble)
  trouble.current = onTrouble
  const asked = useMemo(() => questions(doc, nodes, record), [doc, nodes, record])
  const opened = asked.find(each => each.id === open)

  useEffect(() => {
    let live = true
    const missing = asked.filter(each => !asker.outcomes.has(each.key))
    const more = opened && !asker.opened.has(opened.key)
    if (!samples || (!missing.length && !more && asker.values.has(record))) return
    const queue = more ? [opened, ...missing.filter(each => each !== opened)] : missing
    const ask = async (): Promise<void> => {
      for (let n = 0; live && n < Math.max(queue.length, 1); n += AT_ONCE) {
        const some = queue.slice(n, n + AT_ONCE)
        try {
          await asker.preview(new Map(some.map(each => [each.key, each.question])), record, n ? null : (more ? opened.key : null))
        } catch (error) {
          if (live) trouble.current(error)
          return
        }
        drawn()
      }
      trouble.current(null)
    }
    const later = setTimeout(() => void ask(), typing() ? PAUSE : 0)
    return () => {
      live = false
      clearTimeout(later)
    }
  }, [asked, opened?.key, record, asker, samples])

  return useMemo(() => {
    const keys = new Map(asked.map(each => [each.id, each.key]))
    for (const [id, key] of keys) {
      const found = asker.outcomes.get(key)
      if (found) latest.current.set(id, found)
    }
    return {
      of: id => {
        const key = keys.get(id)
        return key === undefined ? undefined : (asker.outcomes.get(key) ?? latest.current.get(id))
      },
      opened: opened && asker.opened.get(opened.key),
      values: asker.values.get(record) ?? {},
    }
  }, [asked, opened?.key, record, turn, asker])
}

function questions(doc: Doc, nodes: readonly TargetNode[], record: number): Asked[] {
  return nodes
    .filter(node => says(node.rule))
    .map(node => {
      const { map: _, note: __, write: ___, ...rule } = node.rule!
      const question = { check: node.check, around: around(doc, node), rule }
      return { id: node.id, key: keyOf(question, record, doc.tables), question }
    })
}

export const isExpired = (error: unknown): boolean => error instanceof Expired
