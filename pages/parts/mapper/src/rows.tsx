/** What stands in a row of either tree. */
import { says } from './document'
import type { SourceNode, TargetNode } from './nodes'
import type { Outcome, Rule, Suggestion } from './types'
import { written } from './Proposals'
import { useWords } from './words'

const KINDS: Record<string, string> = {
  text: 'abc',
  number: '123',
  integer: '123',
  decimal: '1.5',
  boolean: '✓✗',
  'yes or no': '✓✗',
  date: '31-12',
  datetime: '12:30',
  object: '{ }',
  list: '[ ]',
  'list of objects': '[ ]',
  check: '✓',
  settings: '⚙',
}

function Kind({ type, said }: { type: string; said: string }) {
  return (
    <i className={`kind ${type.replaceAll(' ', '-')}`} title={said}>
      {KINDS[type] ?? '·'}
    </i>
  )
}

export function SourceRow({ node, value, samples }: { node: SourceNode; value: string | undefined; samples: number }) {
  const t = useWords()
  const { field } = node
  const title = [field.path, field.help, ...(field.values ?? [])].filter(Boolean).join('\n')
  const said = samples ? value : field.example
  return (
    <>
      <Kind type={field.type} said={field.kind ?? field.type} />
      <span className="name" title={title}>
        {node.name}
      </span>
      <span className="sample" title={said}>
        {said}
      </span>
      {field.filled < 100 && samples > 0 && (
        <span className="share" title={t('filledShare', { n: field.filled })}>
          {field.filled}%
        </span>
      )}
    </>
  )
}

interface TargetRowProps {
  node: TargetNode
  outcome: Outcome | undefined
  offer: Suggestion | undefined
  samples: number
  onUse: (rule: Rule) => void
}

export function TargetRow({ node, outcome, offer, samples, onUse }: TargetRowProps) {
  const t = useWords()
  const { field, rule } = node
  const mapped = says(rule)
  return (
    <>
      <Kind type={field?.type ?? 'any'} said={field?.kind ?? t('any')} />
      <span className="name" title={[node.steps.join('.'), field?.said, field?.help, rule?.note].filter(Boolean).join('\n')}>
        {node.name}
        {field?.required && <abbr title={t('required')}>*</abbr>}
      </span>
      {rule?.note && <i className="noted" title={rule.note} aria-label={rule.note} />}
      {mapped ? (
        <>
          <code className="written" title={written(rule!)}>
            {rule!.each ? `each ${rule!.each}` : [rule!.select, rule!.transform].filter(Boolean).join(' ')}
          </code>
          <span className="sample" title={outcome?.here}>
            {outcome?.here}
          </span>
          {samples > 0 && <State outcome={outcome} />}
        </>
      ) : offer ? (
        <button
          type="button"
          className="ghost"
          tabIndex={-1}
          title={`${offer.why}${offer.example ? ` · ${offer.example}` : ''}`}
          onClick={event => {
            event.stopPropagation()
            onUse(offer.rule)
          }}
        >
          + {written(offer.rule)}
        </button>
      ) : (
        <span className="sample" />
      )}
      {node.missing && <span className="state warn">{t('required')}</span>}
    </>
  )
}

function State({ outcome }: { outcome: Outcome | undefined }) {
  const t = useWords()
  if (!outcome) return <span className="state" />
  if (outcome.error) return <span className="state bad" title={outcome.error.why}>!</span>
  if (outcome.failed) return <span className="state bad" title={outcome.first?.why}>{outcome.failed} ✕</span>
  const look = outcome.filled >= 100 ? 'good' : outcome.filled > 0 ? 'part' : 'nothing'
  return (
    <span className={`state ${look}`} title={t('filledShare', { n: outcome.filled })}>
      {outcome.filled >= 100 ? '✓' : outcome.filled > 0 ? `${outcome.filled}%` : '∅'}
    </span>
  )
}
