/** What the open rule gives: for the record that is looked at, and for all of them at a glance. */
import { useState } from 'react'
import { IconButton } from './Icon'
import type { Opened, Outcome, Rule } from './types'
import { useWords } from './words'

const LISTED = 200

interface Props {
  outcome: Outcome | undefined
  opened: Opened | undefined
  record: number
  samples: readonly string[]
  onLook: (record: number) => void
  onChange: (changes: Partial<Rule>) => void
}

export function Result(props: Props) {
  const { outcome, opened, record, samples, onLook } = props
  const t = useWords()
  const [every, setEvery] = useState(false)
  if (!samples.length) return <div className="result quiet">{t('noSamples')}</div>
  const here = opened?.values[record] ?? outcome?.here ?? ''
  const fault = opened?.faults[record]
  return (
    <div className="result">
      <div className="caption">
        <b>{t('result')}</b>
        <span className="grow" />
        <Stepper record={record} samples={samples} onLook={onLook} />
      </div>
      <output className={`value${fault && !here ? ' bad' : ''}`} data-testid="result">
        {outcome?.error ? <span className="quiet">({t('unreadable')})</span> : here || fault || <span className="quiet">({t('emptyValue')})</span>}
      </output>
      {outcome && !outcome.error && <Strip outcome={outcome} record={record} samples={samples} onLook={onLook} />}
      {!outcome?.error && here && fault && <p className="bad">{fault}</p>}
      <Reasons opened={opened} onChange={props.onChange} />
      {!outcome?.error && outcome?.first && outcome.first.n !== record && (
        <p className="bad first">
          {t('first', { n: outcome.first.n + 1, why: outcome.first.why })}{' '}
          <button type="button" className="text-button" onClick={() => onLook(outcome.first!.n)}>
            {t('look')}
          </button>
        </p>
      )}
      {opened && !outcome?.error && (
        <>
          <button type="button" className="text-button" aria-expanded={every} onClick={() => setEvery(!every)}>
            {t('samples')}
          </button>
          {every && <Every opened={opened} samples={samples} record={record} onLook={onLook} />}
        </>
      )}
    </div>
  )
}

function Stepper({ record, samples, onLook }: Pick<Props, 'record' | 'samples' | 'onLook'>) {
  const t = useWords()
  const last = samples.length - 1
  return (
    <span className="stepper">
      <IconButton icon="left" label={t('previous')} keys="[" disabled={record <= 0} onPress={() => onLook(record - 1)} />
      <span>{t('record', { n: record + 1, of: samples.length })}</span> <span className="quiet">{samples[record]}</span>
      <IconButton icon="right" label={t('next')} keys="]" disabled={record >= last} onPress={() => onLook(record + 1)} />
    </span>
  )
}

const STATES: Record<string, string> = { g: 'good', p: 'part', n: 'nothing', b: 'bad' }

function Strip({ outcome, record, samples, onLook }: Pick<Props, 'record' | 'samples' | 'onLook'> & { outcome: Outcome }) {
  const t = useWords()
  const filled = [...outcome.states].filter(state => state === 'g' || state === 'p').length
  const said = t('filled', { n: filled, of: outcome.states.length })
  const bad = outcome.failed ? `, ${t('failed', { n: outcome.failed })}` : ''
  return (
    <>
      <div className="strip" role="img" aria-label={said + bad}>
        {[...outcome.states].map((state, n) => (
          <i
            key={n}
            className={`${STATES[state]}${n === record ? ' here' : ''}`}
            title={samples[n]}
            onClick={() => onLook(n)}
          />
        ))}
      </div>
      <p className="quiet small">
        {said}
        {bad && <span className="bad">{bad}</span>}
      </p>
    </>
  )
}

/** A sentence of Python's in which paths between backticks are code. */
export function Sentence({ text }: { text: string }) {
  return text.split(/(`[^`]+`)/).map((piece, n) => (n % 2 ? <code key={n}>{piece.slice(1, -1)}</code> : piece))
}

function Reasons({ opened, onChange }: { opened: Opened | undefined; onChange: Props['onChange'] }) {
  const t = useWords()
  return (
    <div className="reasons" data-testid="reasons">
      {opened?.why?.map(why => (
        <p key={why}>
          <Sentence text={why} />
        </p>
      ))}
      {opened?.ways?.map(way => (
        <button key={way.text} type="button" className="offer" onClick={() => onChange(way.changes)}>
          {t('useInstead', { text: way.text })}
        </button>
      ))}
    </div>
  )
}

function Every({ opened, samples, record, onLook }: Pick<Props, 'samples' | 'record' | 'onLook'> & { opened: Opened }) {
  return (
    <div className="every" role="list" tabIndex={0} data-testid="every">
      {opened.values.slice(0, LISTED).map((value, n) => (
        <div key={n} role="listitem" className={n === record ? 'here' : ''} onClick={() => onLook(n)}>
          <span>{samples[n]}</span>
          <code>{value}</code>
          {opened.faults[n] && <em className="bad">{opened.faults[n]}</em>}
        </div>
      ))}
    </div>
  )
}
