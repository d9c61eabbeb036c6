/** An editor for one expression: colours, completion, and what is wrong at its place. */
import {
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  startCompletion,
} from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { bracketMatching, syntaxHighlighting } from '@codemirror/language'
import { setDiagnostics } from '@codemirror/lint'
import { EditorState } from '@codemirror/state'
import { drawSelection, EditorView, keymap, placeholder, tooltips } from '@codemirror/view'
import { useEffect, useRef } from 'react'
import { completions, type Kind, type Known } from './complete'
import { colours, jinja, jmespath } from './languages'
import { look } from './look'

interface Props {
  kind: Kind
  label: string
  hint: string
  value: string
  wrong: { at: number | null; why: string } | undefined
  known: () => Known
  root: Document | ShadowRoot
  onType: (text: string) => void
}

/** Another rule in the same place is another editor: give it a `key`. */
export function Code(props: Props) {
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(null)
  const live = useRef(props)
  live.current = props
  // What was typed here and has not come back as the value yet: a value that is one of these is no news, and
  // must not be put over what was typed since.
  const typed = useRef<string[]>([])
  useEffect(() => {
    const made = new EditorView({ root: props.root, parent: host.current!, state: begun(live, typed.current) })
    view.current = made
    return () => made.destroy()
    // eslint-disable-next-line -- made once: what changes is read from `live`
  }, [])
  useEffect(() => {
    const since = typed.current.splice(0, typed.current.lastIndexOf(props.value) + 1)
    if (!since.length) typed.current.length = 0
    if (!typed.current.length) replace(view.current!, props.value)
  }, [props.value])
  useEffect(() => mark(view.current!, props.wrong), [props.wrong?.at, props.wrong?.why, props.value])
  return <div className="code" ref={host} />
}

function begun(live: { current: Props }, typed: string[]): EditorState {
  const { kind, value, label, hint } = live.current
  return EditorState.create({
    doc: value,
    extensions: [
      history(),
      drawSelection(),
      kind === 'jmespath' ? jmespath : jinja,
      bracketMatching(),
      closeBrackets(),
      syntaxHighlighting(colours),
      look,
      placeholder(hint),
      EditorView.lineWrapping,
      autocompletion({ override: [completions(kind, () => live.current.known())], icons: false, maxRenderedOptions: 40, interactionDelay: 30 }),
      tooltips({ position: 'fixed' }),
      keymap.of([
        { key: 'Tab', run: acceptCompletion },
        { key: 'Ctrl-Space', run: startCompletion },
        ...closeBracketsKeymap,
        ...completionKeymap,
        ...historyKeymap,
        ...defaultKeymap,
      ]),
      EditorView.contentAttributes.of({ 'aria-label': label, 'data-testid': `code-${kind}` }),
      EditorView.updateListener.of(update => {
        if (!update.docChanged || update.transactions.some(one => one.isUserEvent('outside'))) return
        typed.push(update.state.doc.toString())
        live.current.onType(typed.at(-1)!)
      }),
    ],
  })
}

/** Show a text that was not typed here; the caret stays where it can. */
function replace(view: EditorView, text: string): void {
  const length = view.state.doc.length
  if (view.state.doc.toString() === text) return
  view.dispatch({ changes: { from: 0, to: length, insert: text }, userEvent: 'outside' })
}

function mark(view: EditorView, wrong: Props['wrong']): void {
  const length = view.state.doc.length
  if (!wrong) return view.dispatch(setDiagnostics(view.state, []))
  const from = wrong.at === null ? 0 : Math.max(0, Math.min(wrong.at, length - 1))
  const word = wrong.at === null ? null : view.state.wordAt(from)
  const to = wrong.at === null ? length : Math.min(length, word && word.from === from ? word.to : from + 1)
  view.dispatch(setDiagnostics(view.state, [{ from, to, severity: 'error', message: wrong.why }]))
}
