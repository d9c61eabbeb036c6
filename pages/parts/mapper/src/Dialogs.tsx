/** What lies over the mapper for a moment: the functions with their help, and the keys. */
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { IconButton } from './Icon'
import type { FunctionHelp } from './types'
import { useWords, type Word } from './words'

function Dialog({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  const t = useWords()
  const box = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    box.current?.showModal()
  }, [])
  return (
    <dialog ref={box} aria-label={title} onClose={onClose} onKeyDown={event => event.stopPropagation()}>
      <div className="caption">
        <b>{title}</b>
        <span className="grow" />
        <IconButton icon="close" label={t('close')} onPress={onClose} />
      </div>
      {children}
    </dialog>
  )
}

interface Known {
  functions: readonly FunctionHelp[]
  jmespath: readonly FunctionHelp[]
  onClose: () => void
}

export function Functions({ functions, jmespath, onClose }: Known) {
  const t = useWords()
  const [word, setWord] = useState('')
  const wanted = word.toLowerCase()
  const found = (some: readonly FunctionHelp[]): FunctionHelp[] =>
    some.filter(each => `${each.name} ${each.help}`.toLowerCase().includes(wanted))
  return (
    <Dialog title={t('functions')} onClose={onClose}>
      <input
        className="search"
        type="search"
        aria-label={t('functionsSearch')}
        placeholder={t('functionsSearch')}
        value={word}
        autoFocus
        onChange={event => setWord(event.target.value)}
      />
      <div className="help" tabIndex={0}>
        {(
          [
            [t('jinja'), found(functions)],
            [t('jmespath'), found(jmespath)],
          ] as const
        ).map(([title, some]) => (
          <section key={title}>
            <h4>{title}</h4>
            <dl>
              {some.map(each => (
                <div key={each.name}>
                  <dt>
                    <code>{each.write}</code>
                  </dt>
                  <dd>
                    {each.help}{' '}
                    {each.example && (
                      <code className="quiet">
                        {each.example} → {each.gives}
                      </code>
                    )}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}

const KEYS: readonly (readonly [keys: string, does: Word])[] = [
  ['↑ ↓ ← →', 'keyWalk'],
  ['Enter', 'keyEnter'],
  ['Escape', 'keyEscape'],
  ['A · Shift+A', 'keyAccept'],
  ['Delete', 'remove'],
  ['Space · Shift+↑↓', 'keyChoose'],
  ['Ctrl+C · Ctrl+V', 'keyCopy'],
  ['Ctrl+Z · Ctrl+Shift+Z', 'keyUndo'],
  ['[ · ]', 'keyRecord'],
  ['N · F', 'keyNext'],
  ['/', 'keySearch'],
  ['Ctrl+Space · Tab', 'keyComplete'],
  ['Ctrl+Shift+F', 'format'],
  ['Ctrl+S', 'keySave'],
]

export function Keys({ onClose }: { onClose: () => void }) {
  const t = useWords()
  return (
    <Dialog title={t('keys')} onClose={onClose}>
      <table className="keys">
        <tbody>
          {KEYS.map(([keys, does]) => (
            <tr key={keys}>
              <th scope="row">
                <kbd>{keys}</kbd>
              </th>
              <td>{t(does)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  )
}
