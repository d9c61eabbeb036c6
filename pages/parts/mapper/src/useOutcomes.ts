/** What the rules give: asked of Python as soon as a rule is another one, the rule in the editor first. */
import { useEffect, useMemo, useReducer, useRef } from 'react'
import { Expired, keyOf, type Asker, type Question } from './ask'
import { around, says } from './document'
import type { TargetNode } from './nodes'
import type { Doc, Opened, Outcome } from './types'

const AT_ONCE = 60

/** Milliseconds after which what got no answer is asked again: at first, and at most. */
const AGAIN = { first: 1000, most: 16_000 }

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

interface Wanted {
  asked: readonly Asked[]
  opened: Asked | undefined
  record: number
}

/** One question is under way at a time, and the next one asks for what is wanted then: nothing queues up. */
export function useOutcomes(
  asker: Asker,
  doc: Doc,
  nodes: readonly TargetNode[],
  record: number,
  open: string | null,
  onTrouble: (error: unknown) => void,
  samples: number,
): Outcomes {
  const [turn, drawn] = useReducer((n: number) => n + 1, 0)
  const latest = useRef(new Map<string, Outcome>())
  const asked = useMemo(() => questions(doc, nodes, record), [doc, nodes, record])
  const opened = asked.find(each => each.id === open)
  const wanted = useRef<Wanted>({ asked, opened, record })
  wanted.current = { asked, opened, record }
  const busy = useRef(false)
  const trouble = useRef(onTrouble)
  trouble.current = onTrouble
  const [round, again] = useReducer((n: number) => n + 1, 0)
  const pause = useRef(AGAIN.first)
  const later = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(later.current), [])

  useEffect(() => {
    if (busy.current || !samples) return
    busy.current = true
    clearTimeout(later.current)
    void answerAll(asker, wanted, drawn)
      .finally(() => (busy.current = false)) // before it is asked again, which may be drawn at once
      .then(
        answered => {
          trouble.current(null)
          pause.current = AGAIN.first
          if (answered !== wanted.current) again()
        },
        (error: unknown) => {
          trouble.current(error)
          later.current = setTimeout(again, pause.current)
          pause.current = Math.min(2 * pause.current, AGAIN.most)
        },
      )
  }, [asked, opened?.key, record, asker, samples, round])

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

/** Ask until all that is wanted is answered, and tell what that was; what has no answer is not asked again. */
async function answerAll(asker: Asker, wanted: { current: Wanted }, drawn: () => void): Promise<Wanted> {
  const { tried } = asker
  tried.clear()
  for (;;) {
    const now = wanted.current
    const { asked, opened, record } = now
    const missing = asked.filter(each => !asker.outcomes.has(each.key) && !tried.has(each.key))
    const more = opened && !asker.opened.has(opened.key) && !tried.has(`open ${opened.key}`) ? opened : undefined
    if (!missing.length && !more && asker.values.has(record)) return now
    const some = [...(more ? [more] : []), ...missing.filter(each => each !== more)].slice(0, AT_ONCE)
    for (const each of some) tried.add(each.key)
    if (more) tried.add(`open ${more.key}`)
    await asker.preview(new Map(some.map(each => [each.key, each.question])), record, more?.key ?? null)
    drawn()
  }
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
/** No answer came: the server cannot be reached, or took too long. */
export const isAway = (error: unknown): boolean => error instanceof TypeError || (error instanceof DOMException && error.name === 'TimeoutError')
