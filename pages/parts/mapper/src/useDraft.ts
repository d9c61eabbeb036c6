/** The document in the hands of a person: edited here, undone here, and sent to Python after a pause. */
import { useCallback, useEffect, useRef, useState } from 'react'
import { History } from './history'
import type { Doc } from './types'

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

/** `sent` sends a document and the turn that it was made of; `turn` is the state of Python's that `first` is.
 *
 * Another turn brings another document; while one is in hand that was not sent yet, it waits: Python puts the two
 * together, and that is another turn again. */
export function useDraft(first: Doc, turn: string, sent: (doc: Doc, turn: string) => void): DraftInHand {
  const history = useRef<History<Doc>>(null)
  history.current ??= new History(first)
  const [doc, setDoc] = useState(first)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const since = useRef<number>(null)
  const send = useRef(sent)
  send.current = sent
  const known = useRef(turn)

  const flush = useCallback(() => {
    clearTimeout(timer.current)
    if (since.current === null) return
    since.current = null
    send.current(history.current!.now, known.current)
  }, [])

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
    if (known.current === turn || since.current !== null) return
    known.current = turn
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
