/** Rules for a field that has none: likely ones with their reasons, and ones found by example. */
import { useEffect, useState } from 'react'
import type { Asker } from './ask'
import type { Around } from './document'
import { Icon } from './Icon'
import type { Guesses, Rule, Suggestion, Tables } from './types'
import { useWords } from './words'

const PAUSE = 250

export function Suggestions({ some, onUse }: { some: readonly Suggestion[]; onUse: (rule: Rule) => void }) {
  const t = useWords()
  if (!some.length) return null
  return (
    <div className="proposals">
      <b>{t('suggestions')}</b>
      {some.map((each, n) => (
        <Offer
          key={n}
          rule={each.rule}
          why={each.example ? `${each.why} · ${each.example}` : each.why}
          keys={n ? '' : 'A'}
          onUse={() => onUse(each.rule)}
        />
      ))}
    </div>
  )
}

function Offer({ rule, why, keys, onUse }: { rule: Rule; why: string; keys: string; onUse: () => void }) {
  const t = useWords()
  return (
    <div className="proposal">
      <button type="button" className="offer" onClick={onUse}>
        {t('accept')}
        {keys && <kbd>{keys}</kbd>}
      </button>
      <code>{written(rule)}</code>
      <span className="quiet" title={why}>{why}</span>
    </div>
  )
}

/** A rule in one line. */
export const written = (rule: Rule): string =>
  rule.each ? `${rule.each} (${rule.map?.length ?? 0})` : [rule.select, rule.transform].filter(Boolean).join('  ')

interface Place {
  asker: Asker
  check: string
  around: Around
  to: string
  record: number
}

export function ByExample({ place, onUse }: { place: Place; onUse: (rule: Rule, tables: Tables) => void }) {
  const t = useWords()
  const [open, setOpen] = useState(false)
  const [wanted, setWanted] = useState<Record<number, string>>({})
  const [found, setFound] = useState<Guesses | null>(null)
  const { asker, check, around, to, record } = place
  const block = JSON.stringify(around)
  useEffect(() => {
    if (!open) return
    let live = true
    const later = setTimeout(() => {
      asker
        .example({ check, around, to, record, wanted })
        .then(made => live && setFound(made))
        .catch(() => live && setFound(null))
    }, PAUSE)
    return () => {
      live = false
      clearTimeout(later)
    }
  }, [open, wanted, check, block, to, record, asker])
  return (
    <div className="proposals">
      <button type="button" className="text-button" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name="bulb" /> {t('byExample')}
      </button>
      {open && (
        <>
          <p className="quiet small">{t('byExampleHelp')}</p>
          <div className="examples">
            {found?.places.map(({ place: n, label }) => (
              <label key={n}>
                <span>{t('forRecord', { record: label })}</span>
                <input value={wanted[n] ?? ''} onChange={event => setWanted({ ...wanted, [n]: event.target.value })} />
              </label>
            ))}
          </div>
          {found?.question && <p className="quiet small">{found.question}</p>}
          {found?.guesses.map((guess, n) => (
            <Offer key={n} rule={guess.rule} why={guess.why} keys="" onUse={() => onUse(guess.rule, guess.tables)} />
          ))}
        </>
      )}
    </div>
  )
}
