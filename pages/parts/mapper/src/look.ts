/** How an editor looks: Streamlit's colours and fonts, in the light and in the dark. */
import { EditorView } from '@codemirror/view'

const GROUND = 'var(--st-background-color)'
const EDGE = '1px solid var(--line)'

export const look = EditorView.theme({
  '&': { fontSize: '13.5px', background: GROUND, border: EDGE, borderRadius: '6px', color: 'var(--st-text-color)' },
  '&.cm-focused': { outline: '2px solid var(--st-primary-color)', outlineOffset: '-1px' },
  '.cm-scroller': { fontFamily: 'var(--st-code-font)', lineHeight: '1.5', maxHeight: '170px' },
  '.cm-content': { padding: '8px 4px', minHeight: '64px', caretColor: 'var(--st-text-color)' },
  '.cm-cursor': { borderLeftColor: 'var(--st-text-color)' },
  '.cm-placeholder': { color: 'var(--quiet)' },
  '.cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': {
    background: 'color-mix(in srgb, var(--st-primary-color) 28%, transparent)',
  },
  '&.cm-focused .cm-matchingBracket': { background: 'var(--tint)', outline: EDGE },
  '.cm-tooltip': {
    background: GROUND,
    color: 'var(--st-text-color)',
    border: EDGE,
    borderRadius: '7px',
    boxShadow: '0 6px 22px rgb(0 0 0 / 22%)',
    zIndex: '30',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--st-code-font)', maxHeight: '264px', minWidth: '340px' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { display: 'flex', gap: '16px', padding: '3px 10px', lineHeight: '1.45' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': { background: 'var(--tint)', color: 'var(--st-text-color)' },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '600', color: 'var(--st-link-color)' },
  '.cm-completionDetail': {
    marginLeft: 'auto',
    fontStyle: 'normal',
    color: 'var(--quiet)',
    maxWidth: '240px',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
  },
  '.cm-completionInfo': { padding: '8px 11px', fontFamily: 'var(--st-font)', fontSize: '13px', maxWidth: '330px' },
  '.cm-completionInfo p': { margin: '3px 0' },
  '.cm-diagnostic': { padding: '5px 10px', fontFamily: 'var(--st-font)', fontSize: '13px' },
  '.cm-diagnostic-error': { borderLeft: '3px solid var(--st-red-color)' },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--st-red-color)',
    textUnderlineOffset: '3px',
    background: 'var(--st-red-background-color)',
  },
})
