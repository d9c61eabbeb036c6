/** Highlighting of JMESPath and Jinja: small tokenizers, for whole grammars of HTML and CSS would come along. */
import { HighlightStyle, StreamLanguage } from '@codemirror/language'
import { tags } from '@lezer/highlight'

export const jmespath = StreamLanguage.define<null>({
  name: 'jmespath',
  startState: () => null,
  token(stream) {
    if (stream.eatSpace()) return null
    if (stream.match(/^'(?:[^'\\]|\\.)*'?/) || stream.match(/^`(?:[^`\\]|\\.)*`?/)) return 'string'
    if (stream.match(/^"(?:[^"\\]|\\.)*"?/)) return 'propertyName'
    if (stream.match(/^\$\w*/)) return 'variableName.special'
    if (stream.match(/^-?\d+/)) return 'number'
    if (stream.match(/^[A-Za-z_]\w*(?=\s*\()/) || stream.match(/^(let|in)\b/)) return 'keyword'
    if (stream.match(/^[A-Za-z_]\w*/)) return 'propertyName'
    if (stream.match(/^(&&|\|\||[<>=!]=|[<>!&|@*?:.,])/)) return 'operator'
    stream.next()
    return 'bracket'
  },
})

const WORDS = /^(if|elif|else|endif|for|in|endfor|set|endset|and|or|not|is|none|true|false)\b/i
const CLOSED: Record<string, string> = { '{{': '}}', '{%': '%}' }

interface Inside {
  until: string | null
}

export const jinja = StreamLanguage.define<Inside>({
  name: 'jinja',
  startState: () => ({ until: null }),
  token(stream, state) {
    if (state.until === null) {
      if (stream.match('{#')) {
        if (stream.skipTo('#}')) stream.match('#}')
        else stream.skipToEnd()
        return 'comment'
      }
      const opened = stream.match(/^\{[{%]/)
      if (opened) {
        state.until = CLOSED[stream.current()]!
        stream.eat('-')
        return 'bracket'
      }
      stream.next()
      stream.eatWhile(/[^{]/)
      return null
    }
    if (stream.match(new RegExp(`^-?${state.until}`))) {
      state.until = null
      return 'bracket'
    }
    if (stream.eatSpace()) return null
    if (stream.match(/^'(?:[^'\\]|\\.)*'?/) || stream.match(/^"(?:[^"\\]|\\.)*"?/)) return 'string'
    if (stream.match(/^\d+(\.\d+)?/)) return 'number'
    if (stream.match(WORDS) || stream.match(/^\|\s*[A-Za-z_]\w*/)) return 'keyword'
    if (stream.match(/^[A-Za-z_]\w*/)) return 'propertyName'
    stream.next()
    return 'operator'
  },
})

export const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.variableName], color: 'var(--st-blue-text-color)' },
  { tag: tags.special(tags.variableName), color: 'var(--st-violet-text-color)' },
  { tag: tags.string, color: 'var(--st-green-text-color)' },
  { tag: tags.number, color: 'var(--st-orange-text-color)' },
  { tag: tags.keyword, color: 'var(--st-violet-text-color)' },
  { tag: [tags.operator, tags.bracket, tags.comment], color: 'var(--quiet)' },
])
