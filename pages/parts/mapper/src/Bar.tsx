/** The line above the trees: what is filled, how far it is, which fields are shown, and the keys. */
import { IconButton } from './Icon'
import type { Part } from './types'
import { useWords, type Word } from './words'

export const FILTERS = ['all', 'mapped', 'requiredOpen', 'problems', 'changed', 'suggested'] as const satisfies readonly Word[]
export type Filter = (typeof FILTERS)[number]

interface Props {
  source: string
  parts: readonly Part[]
  part: number
  filter: Filter
  counts: Record<Filter, number>
  required: { n: number; of: number }
  onPart: (part: number) => void
  onFilter: (filter: Filter) => void
  onKeys: () => void
}

export function Bar(props: Props) {
  const { parts, part, filter, counts, required } = props
  const t = useWords()
  return (
    <div className="bar">
      {parts.length > 1 ? (
        <div className="segments" role="group" aria-label={t('target')}>
          {parts.map((each, n) => (
            <button key={each.check} type="button" aria-pressed={n === part} onClick={() => props.onPart(n)}>
              {each.title}
            </button>
          ))}
        </div>
      ) : (
        <b>
          {props.source} <span className="quiet">→</span> {parts[part]?.title}
        </b>
      )}
      {required.of > 0 && (
        <span className={`chip ${required.n === required.of ? 'good' : 'warn'}`}>{t('requiredMapped', required)}</span>
      )}
      <span className="grow" />
      <div className="segments" role="group" aria-label={t('show')}>
        {FILTERS.filter(each => each !== 'suggested' || counts.suggested > 0 || filter === each).map(each => (
          <button
            key={each}
            type="button"
            aria-pressed={each === filter}
            className={each === 'problems' && counts.problems ? 'bad' : ''}
            onClick={() => props.onFilter(each)}
          >
            {t(each)} <small>{counts[each]}</small>
          </button>
        ))}
      </div>
      <IconButton icon="keys" label={t('keys')} keys="?" onPress={props.onKeys} />
    </div>
  )
}
