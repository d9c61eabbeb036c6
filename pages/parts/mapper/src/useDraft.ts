/** The document in the hands of a person: edited here, undone here, and sent to Python after a pause. */
import { useCallback, useEffect, useRef, useState } from 'react'
import { History } from './history'
import type { Doc, Sent } from './types'

/** Milliseconds of rest after which the document is sent, and those after which it is sent without a rest. */
const PAUSE = 500
const AT_LATEST = 1800

export interface DraftInHand {
  doc: Doc
  put: (doc: Doc, typed?: boolean) => void
  undo: () => boolean
  redo: () => boolean
  rest: () => void
  flush: () => void
}

/** What Python says of where it stands. */
export interface Standing {
  /** the state of Python's that the first document is; another turn brings another document */
  turn: string
  session: string
  taken: string
}

/** Python's documents, and a person's edits of them.
 *
 * Another turn brings another document; while one is in hand that was not sent yet, it waits: Python puts the two
 * together, and that is another turn again. What was sent and not taken before a session ended is sent again. */
export function useDraft(first: Doc, { turn, session, taken }: Standing, sent: (what: Sent) => void): DraftInHand {
  const history = useRef<History<Doc>>(null)
  history.current ??= new History(first)
  const [doc, setDoc] = useState(first)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const since = useRef<number>(null)
  const send = useRef(sent)
  send.current = sent
  const known = useRef({ turn, session, doc: first })
  const under = useRef<Sent>(null)

  const flush = useCallback(() => {
    clearTimeout(timer.current)
    if (since.current === null) return
    since.current = null
    under.current = { turn: known.current.turn, doc: history.current!.now, name: `${Date.now()}` }
    send.current(under.current)
  }, [])

  useEffect(() => {
    if (under.current?.name !== taken) return
    known.current.doc = under.current.doc
    under.current = null
  }, [taken])

  useEffect(() => {
    if (known.current.session === session) return
    known.current.session = session
    flush()
    if (under.current === null) return
    under.current = { ...under.current, name: `${under.current.name}.again`, base: known.current.doc }
    send.current(under.current)
  }, [session, flush])

  const show = useCallback(
    (next: Doc) => {
      setDoc(next)
      since.current ??= Date.now()
      clearTimeout(timer.current)
      timer.current = setTimeout(flush, Math.max(0, Math.min(PAUSE, since.current + AT_LATEST - Date.now())))
    },
    [flush],
  )

  useEffect(() => {
    if (known.current.turn === turn || since.current !== null) return
    known.current = { ...known.current, turn, doc: first }
    if (JSON.stringify(first) === JSON.stringify(history.current!.now)) return
    history.current!.push(first)
    setDoc(first)
  }, [turn, first])

  useEffect(() => {
    const leave = (): void => flush()
    window.addEventListener('pagehide', leave)
    return () => {
      window.removeEventListener('pagehide', leave)
      flush()
    }
  }, [flush])

  const turnTo = (next: Doc | undefined): boolean => {
    if (next) show(next)
    return next !== undefined
  }
  return {
    doc,
    put: (next, byKey = false) => {
      history.current!.push(next, byKey)
      show(next)
    },
    undo: () => turnTo(history.current!.undo()),
    redo: () => turnTo(history.current!.redo()),
    rest: () => history.current!.rest(),
    flush,
  }
}
