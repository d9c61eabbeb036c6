/** The editor of one rule: JMESPath and Jinja side by side, and at once what they give. */
import { useCallback, useState } from 'react'
import type { Asker } from './ask'
import { Code } from './Code'
import type { Known } from './complete'
import { around, says } from './document'
import { IconButton } from './Icon'
import type { TargetNode } from './nodes'
import { ByExample, Suggestions } from './Proposals'
import { Result, Sentence } from './Result'
import type { Doc, Empty, Opened, Outcome, Rule, Suggestion, Tables, Write } from './types'
import { useWords, type Word } from './words'

export const WRITES: Write[] = ['always', 'create', 'update', 'if_empty', 'if_changed']
export const EMPTIES: Empty[] = ['omit', 'null', 'fail']

interface Props {
  doc: Doc
  node: TargetNode
  outcome: Outcome | undefined
  opened: Opened | undefined
  suggested: readonly Suggestion[]
  record: number
  samples: readonly string[]
  asker: Asker
  known: () => Known
  root: Document | ShadowRoot
  onChange: (changes: Partial<Rule>, typed?: boolean) => void
  onUse: (rule: Rule, tables?: Tables) => void
  onLook: (record: number) => void
  onRemove: () => void
  onCopy: () => void
  onPaste: () => void
  onFunctions: () => void
}

export function RuleEditor(props: Props) {
  const { node, outcome, opened, record } = props
  const rule = node.rule
  const bare = !says(rule)
  return (
    <div className="editor" data-testid="editor">
      <Head {...props} />
      <div className={`panes${node.list ? ' of-list' : ''}`}>
        {node.list ? <Each {...props} /> : <Expressions {...props} />}
        {bare ? (
          <div className="result">
            <Suggestions some={props.suggested} onUse={props.onUse} />
            {!node.list && <Examples {...props} />}
          </div>
        ) : (
          <Result
            outcome={outcome}
            opened={opened}
            record={record}
            samples={props.samples}
            onLook={props.onLook}
            onChange={changes => props.onChange(changes)}
          />
        )}
      </div>
      {opened?.said && !bare && <p className="plainly"><Sentence text={opened.said} /></p>}
      {rule && !bare && <Policies rule={rule} onChange={props.onChange} />}
    </div>
  )
}

function Head({ node, opened, onRemove, onCopy, onPaste, onFunctions, onChange }: Props) {
  const t = useWords()
  const { rule, field } = node
  const tidy = opened?.tidy
  return (
    <div className="caption head">
      <b className="crumb">{node.steps.join(' › ')}</b>
      {field?.required && <span className="chip warn">{t('required')}</span>}
      <span className="quiet described" title={field?.help}>
        {field ? [field.said, field.help].filter(Boolean).join(' · ') : t('unlisted')}
      </span>
      <span className="grow" />
      <IconButton icon="format" label={t('format')} keys="Ctrl+Shift+F" disabled={!tidy} onPress={() => tidy && onChange(tidy)} />
      <IconButton icon="function" label={t('functions')} onPress={onFunctions} />
      <IconButton icon="copy" label={t('copy')} keys="Ctrl+C" disabled={!rule} onPress={onCopy} />
      <IconButton icon="paste" label={t('paste')} keys="Ctrl+V" onPress={onPaste} />
      <IconButton icon="remove" label={t('remove')} keys="Delete" disabled={!rule} onPress={onRemove} />
    </div>
  )
}

function Expressions({ node, outcome, known, root, onChange }: Props) {
  const t = useWords()
  const wrong = outcome?.error
  const of = (part: 'select' | 'transform') => (wrong && (wrong.part === part || (!wrong.part && part === 'select')) ? wrong : undefined)
  return (
    <>
      <Pane title={t('jmespath')} about={t('jmespathAbout')} wrong={of('select')?.why}>
        <Code
          key={node.id}
          kind="jmespath"
          label={t('jmespath')}
          hint={t('jmespathHint')}
          value={node.rule?.select ?? ''}
          wrong={of('select')}
          known={known}
          root={root}
          onType={select => onChange({ select }, true)}
        />
      </Pane>
      <Pane title={t('jinja')} about={t('jinjaAbout')} wrong={of('transform')?.why}>
        <Code
          key={node.id}
          kind="jinja"
          label={t('jinja')}
          hint={t('jinjaHint')}
          value={node.rule?.transform ?? ''}
          wrong={of('transform')}
          known={known}
          root={root}
          onType={transform => onChange({ transform }, true)}
        />
      </Pane>
    </>
  )
}

function Pane({ title, about, wrong, children }: { title: string; about: string; wrong: string | undefined; children: React.ReactNode }) {
  return (
    <div className="pane">
      <div className="caption">
        <b>{title}</b> <span className="quiet">{about}</span>
      </div>
      {children}
      <p className="bad small" role="status">
        {wrong}
      </p>
    </div>
  )
}

function Each({ node, outcome, known, root, onChange }: Props) {
  const t = useWords()
  return (
    <Pane title={t('each')} about={node.rule ? t('rowsMapped', { n: node.rule.map?.length ?? 0 }) : ''} wrong={outcome?.error?.why}>
      <Code
        key={node.id}
        kind="jmespath"
        label={t('each')}
        hint="line_items[]"
        value={node.rule?.each ?? ''}
        wrong={outcome?.error}
        known={known}
        root={root}
        onType={each => onChange({ each, map: node.rule?.map ?? [] }, true)}
      />
    </Pane>
  )
}

function Examples({ doc, node, asker, record, samples, onUse }: Props) {
  const use = useCallback((rule: Rule, tables: Tables) => onUse(rule, tables), [onUse])
  if (!samples.length) return null
  const place = { asker, check: node.check, around: around(doc, node), to: node.steps.at(-1)!, record }
  return <ByExample key={node.id} place={place} onUse={use} />
}

function Policies({ rule, onChange }: { rule: Rule; onChange: Props['onChange'] }) {
  const t = useWords()
  const [note, setNote] = useState<string | null>(null)
  return (
    <div className="policies">
      <Choice label={t('writePolicy')} options={WRITES} value={rule.write ?? 'always'} onChoose={write => onChange({ write })} />
      <Choice label={t('emptyPolicy')} options={EMPTIES} value={rule.empty ?? 'omit'} onChoose={empty => onChange({ empty })} />
      <label className="note">
        <span>{t('note')}</span>
        <input
          value={note ?? rule.note ?? ''}
          placeholder={t('noteHint')}
          onChange={event => {
            setNote(event.target.value)
            onChange({ note: event.target.value }, true)
          }}
          onBlur={() => setNote(null)}
        />
      </label>
    </div>
  )
}

interface ChoiceProps<T extends Word> {
  label: string
  options: readonly T[]
  value: T
  onChoose: (value: T) => void
}

export function Choice<T extends Word>({ label, options, value, onChoose }: ChoiceProps<T>) {
  const t = useWords()
  return (
    <label>
      <span>{label}</span>
      <select value={value} onChange={event => onChoose(event.target.value as T)}>
        {options.map(each => (
          <option key={each} value={each}>
            {t(each)}
          </option>
        ))}
      </select>
    </label>
  )
}
