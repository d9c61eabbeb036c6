/** The mapper: two trees, the lines between them, and the editor of the rule that is open. */
import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import type { Asker } from './ask'
import { Bar, type Filter } from './Bar'
import type { Known } from './complete'
import { accept, connect } from './connect'
import { around, change, copied, put, rulesOf, same, says } from './document'
import { Functions, Keys } from './Dialogs'
import { Icon, IconButton } from './Icon'
import { Links } from './Links'
import { ROW } from './links'
import { idOf, openAtFirst, ruleIn, sourceNodes, targetNodes, visible, type SourceNode, type TargetNode } from './nodes'
import { plainBases, type Places } from './paths'
import { Choice, EMPTIES, RuleEditor, WRITES } from './RuleEditor'
import { Scroll } from './scroll'
import { SourceRow, TargetRow } from './rows'
import { Tree } from './Tree'
import type { Doc, Rule, Schema, Sent, Suggestion, Tables } from './types'
import { useDraft, type Standing } from './useDraft'
import { useDrag } from './useDrag'
import { isAway, isExpired, useOutcomes } from './useOutcomes'
import { useSuggestions } from './useSuggestions'
import { useWords } from './words'

const WIDTH = 112
/** Below so many pixels a window is that of a telephone. */
const SMALL = 640
const LIKELY = 0.75

export interface MapperProps {
  schema: Schema
  standing: Standing
  record: number
  asked: { check: string; turn: string } | null
  asker: Asker
  root: Document | ShadowRoot
  onDoc: (sent: Sent) => void
  onRecord: (record: number) => void
  onPublish: () => void
  onExpired: () => void
}

export function Mapper({ schema, standing, asker, root, ...on }: MapperProps) {
  const t = useWords()
  const draft = useDraft(schema.doc, standing, on.onDoc)
  const { doc } = draft
  const [partAt, setPart] = useState(0)
  useEffect(() => {
    const n = schema.parts.findIndex(each => each.check === on.asked?.check)
    if (n > 0) setPart(n)
  }, [on.asked?.turn])
  const partNumber = Math.min(partAt, schema.parts.length - 1)
  const part = schema.parts[partNumber]!
  const [record, setRecord] = useState(on.record)
  useEffect(() => setRecord(on.record), [on.record])
  const [told, setTold] = useState('')
  const [trouble, setTrouble] = useState('')
  const [dialog, setDialog] = useState<'functions' | 'keys' | null>(null)
  const [words, setWords] = useState({ source: '', target: '' })
  const [filter, setFilter] = useState<Filter>('all')
  const [clip, setClip] = useState<Omit<Rule, 'to'> | null>(null)
  const [held, setHeld] = useState<readonly string[]>([])
  const height = useHeight()
  const width = useWidth()

  // ---- the two trees
  const sources = useMemo(() => sourceNodes(schema.source.fields, part.checks), [schema, part])
  const targets = useMemo(() => targetNodes(part, doc), [part, doc])
  const sourceById = useMemo(() => new Map(sources.map(node => [node.id, node])), [sources])
  const targetById = useMemo(() => new Map(targets.map(node => [node.id, node])), [targets])
  const [openS, setOpenS] = useState(() => openAtFirst(sources, () => false, 0))
  const [openT, setOpenT] = useState(() => openAtFirst(targets, node => says((node as TargetNode).rule), 400))
  useEffect(() => setOpenT(open => new Set([...open, ...openAtFirst(targets, node => says((node as TargetNode).rule), 400)])), [part])
  const [activeS, setActiveS] = useState<string | null>(null)
  const [activeT, setActiveT] = useState<string | null>(null)
  const [chosenS, setChosenS] = useState<ReadonlySet<string>>(new Set())
  const [chosenT, setChosenT] = useState<ReadonlySet<string>>(new Set())
  const node = activeT === null ? undefined : targetById.get(activeT)

  // ---- what the rules give
  const fail = useCallback(
    (error: unknown) => {
      if (error && isExpired(error)) on.onExpired()
      setTrouble(!error ? '' : isExpired(error) ? t('sessionEnded') : isAway(error) ? t('unreachable') : String((error as Error).message))
    },
    [on.onExpired, t],
  )
  asker.tables = doc.tables
  const results = useOutcomes(asker, doc, targets, record, activeT, fail, schema.samples.length)
  const placesOf = useCallback(
    (at: { check: string; steps: readonly string[] }): Places => {
      const made: Places = [['']]
      if (part.bases.length) made.push(part.bases)
      around(doc, at).forEach(([, each], n) => {
        const told = results.of(idOf(at.check, at.steps.slice(0, n + 1)))?.bases
        const found = told?.length ? told : plainBases(each, made.at(-1)!)
        made.push(found.length ? found : [''])
      })
      return made
    },
    [doc, part, results],
  )
  const suggested = useSuggestions(asker, schema, part, doc, targets, fail)
  const offers = useCallback(
    (at: TargetNode): readonly Suggestion[] => (says(at.rule) ? [] : suggested(at)),
    [suggested],
  )

  // ---- which rows are shown
  const bad = useCallback((at: TargetNode) => at.missing || !!results.of(at.id)?.error || !!results.of(at.id)?.failed, [results])
  const fits: Record<Filter, (at: TargetNode) => boolean> = useMemo(
    () => ({
      all: () => true,
      mapped: at => says(at.rule),
      requiredOpen: at => at.missing,
      problems: bad,
      changed: at => !at.list && !same(at.rule && says(at.rule) ? at.rule : undefined, ruleIn(schema.saved, at)),
      suggested: at => offers(at).length > 0,
    }),
    [bad, schema.saved, offers],
  )
  const counts = useMemo(
    () => Object.fromEntries(Object.entries(fits).map(([name, fit]) => [name, targets.filter(at => (at.field?.type !== 'object' || !at.kids) && fit(at)).length])) as Record<Filter, number>,
    [fits, targets],
  )
  const rowsS = useMemo(() => visible(sources, openS, words.source), [sources, openS, words.source])
  const rowsT = useMemo(
    () => visible(targets, openT, words.target, filter === 'all' ? undefined : fits[filter]),
    [targets, openT, words.target, filter, fits],
  )
  const placeS = useMemo(() => new Map(rowsS.map((row, n) => [row.id, n])), [rowsS])
  const placeT = useMemo(() => new Map(rowsT.map((row, n) => [row.id, n])), [rowsT])

  // ---- edits
  const edit = (next: Doc | null, said: string, typed = false): void => {
    if (!next) return
    if (!rulesOf(next, '').length) return setTold(t('atLeastOne'))
    draft.put(next, typed)
    if (said) setTold(said)
  }
  const join = (paths: readonly string[], to: TargetNode, add = false): void => {
    const before = add ? (results.of(to.id)?.reads ?? []) : []
    const every = [...new Set([...before, ...paths])].map(path => {
      const field = sourceById.get(path)?.field
      return { path, list: !!field?.type.startsWith('list'), holds: path.startsWith('$') }
    })
    const next = connect(doc, to, every, placesOf(to), suggested(to))
    const names = { from: paths.join(', '), to: to.name, list: to.steps[0]! }
    const why = to.list ? 'cannotList' : to.field?.type === 'object' && to.kids ? 'cannotGroup' : 'cannotRows'
    if (!next) return setTold(t(why, names))
    edit(next, t('mappedTo', names))
    setHeld([])
    setActiveT(to.id)
    if (to.list) setOpenT(open => new Set(open).add(to.id))
  }
  const use = (to: TargetNode, rule: Rule, tables?: Tables): void => {
    const made = accept(doc, to, rule)
    edit(tables && Object.keys(tables).length ? { ...made, tables: { ...doc.tables, ...tables } } : made, t('accepted', { to: to.name, from: rule.each ?? rule.select ?? '' }))
    setActiveT(to.id)
    if (to.list) setOpenT(open => new Set(open).add(to.id))
  }
  const likely = counts.suggested > 1 ? targets.flatMap(at => (offers(at)[0] && offers(at)[0]!.score >= LIKELY && !around(doc, at).some(([, each]) => !each) ? [[at, offers(at)[0]!] as const] : [])) : []
  const useAll = (): void => {
    if (likely.length) edit(likely.reduce((made, [at, one]) => accept(made, at, one.rule), doc), t('pasted', { n: likely.length }))
  }
  const picked = (): TargetNode[] => {
    const ids = chosenT.size ? [...chosenT] : activeT ? [activeT] : []
    return ids.map(id => targetById.get(id)).filter(at => at !== undefined)
  }
  const remove = (some: TargetNode[]): void => {
    const mapped = some.filter(at => at.rule)
    if (mapped.length) edit(mapped.reduce((made, at) => put(made, at, undefined), doc), t('removed', { to: mapped.map(at => at.name).join(', ') }))
  }
  const changeAll = (changes: Partial<Rule>): void =>
    edit(
      picked()
        .filter(at => says(at.rule))
        .reduce((made, at) => change(made, at, changes), doc),
      '',
    )
  const common = <K extends 'write' | 'empty'>(key: K): Rule[K] => {
    const [one, ...others] = picked().filter(at => says(at.rule))
    return others.every(at => at.rule?.[key] === one?.rule?.[key]) ? one?.rule?.[key] : undefined
  }
  const copy = (at: TargetNode | undefined): void => {
    if (!at?.rule) return
    setClip(copied(at.rule))
    void navigator.clipboard?.writeText(JSON.stringify(at.rule)).catch(() => undefined)
    setTold(t('copied', { to: at.name }))
  }
  const paste = (some: TargetNode[]): void => {
    if (!clip) return setTold(t('nothingCopied'))
    const fit = some.filter(at => at.list === (clip.each !== undefined) && !around(doc, at).some(([, each]) => !each))
    if (fit.length) edit(fit.reduce((made, at) => put(made, at, { ...clip, to: at.steps.at(-1)! }), doc), t('pasted', { n: fit.length }))
  }
  const look = (n: number): void => {
    const next = Math.max(0, Math.min(schema.samples.length - 1, n))
    setRecord(next)
    on.onRecord(next)
  }
  const step = (forward: boolean): void => {
    if (forward ? draft.redo() : draft.undo()) setTold(t(forward ? 'redone' : 'undone'))
  }

  // ---- choosing
  const boxes = useRef({ source: useRef<HTMLDivElement>(null), target: useRef<HTMLDivElement>(null) }).current
  const scroll = useRef(new Scroll()).current
  const wrap = useRef<HTMLDivElement>(null)
  const activate = (id: string): void => {
    draft.rest()
    setActiveT(id)
    const from = results.of(id)?.reads.find(path => nearest(path, sourceById))
    const to = from && nearest(from, sourceById)
    if (to) {
      setActiveS(to)
      setOpenS(open => opened(open, to, sourceById))
    }
  }
  const focusEditor = (): void => wrap.current?.querySelector<HTMLElement>('.editor .cm-content')?.focus()
  const { drag, start } = useDrag(boxes, { source: rowsS, target: rowsT }, (from, side, over, add) => {
    const to = targetById.get(side === 'source' ? over : from)
    if (to) join(side === 'source' ? carried(from, chosenS) : [over], to, add)
  })

  const keysS = (event: KeyboardEvent, at: SourceNode | undefined): boolean => {
    if (event.key === 'Enter' && at) {
      const paths = carried(at.id, chosenS)
      setHeld(paths)
      setTold(t('held', { from: paths.join(', ') }))
      setActiveT(activeT ?? rowsT[0]?.id ?? null)
      boxes.target.current?.focus()
    } else if (event.key === ' ' && at) setChosenS(toggled(chosenS, at.id))
    else if (event.key === 'Escape') setChosenS(new Set())
    else return false
    return true
  }
  const keysT = (event: KeyboardEvent, at: TargetNode | undefined): boolean => {
    const ctrl = event.ctrlKey || event.metaKey
    const key = event.key.toLowerCase()
    if (ctrl && key === 'c') copy(at)
    else if (ctrl && key === 'v') paste(picked())
    else if (ctrl && key === 'a') setChosenT(new Set(rowsT.filter(row => !row.kids || row.list).map(row => row.id)))
    else if (ctrl || event.altKey) return false
    else if (key === 'enter' && at && held.length) join(held, at, event.shiftKey)
    else if (key === 'enter' || key === 'f2') focusEditor()
    else if (key === 'delete' || key === 'backspace') remove(picked())
    else if (key === ' ' && at) setChosenT(toggled(chosenT, at.id))
    else if (key === 'escape') {
      setHeld([])
      setChosenT(new Set())
    } else if (key === 'a' && event.shiftKey) useAll()
    else if (key === 'a' && at) offers(at)[0] && use(at, offers(at)[0]!.rule)
    else if (key === 'n') next(bad)
    else if (key === 'f') look(results.of(activeT ?? '')?.first?.n ?? record)
    else return false
    return true
  }
  const next = (fit: (at: TargetNode) => boolean): void => {
    const from = targets.findIndex(at => at.id === activeT) + 1
    const found = [...targets.slice(from), ...targets.slice(0, from)].find(fit)
    if (!found) return
    setOpenT(open => opened(open, found.id, targetById))
    activate(found.id)
  }
  const keys = (event: KeyboardEvent): void => {
    const ctrl = event.ctrlKey || event.metaKey
    const key = event.key.toLowerCase()
    const writing = (event.target as HTMLElement).closest('input, select, .cm-editor, dialog') !== null
    if (ctrl && key === 's') {
      draft.flush()
      on.onPublish()
    } else if (ctrl && event.shiftKey && key === 'f') {
      if (node && results.opened?.tidy) edit(change(doc, node, results.opened.tidy), '')
    } else if (event.key === 'Escape' && writing && !event.defaultPrevented) {
      boxes.target.current?.focus()
    } else if (writing) {
      if (!ctrl) event.stopPropagation() // Streamlit's own keys of one letter stay out of what is written
      return
    } else if (ctrl && key === 'z') step(event.shiftKey)
    else if (ctrl && key === 'y') step(true)
    else if (event.key === '/') wrap.current?.querySelector<HTMLInputElement>('.side.target input')?.focus()
    else if (event.key === '?') setDialog('keys')
    else if (event.key === '[') look(record - 1)
    else if (event.key === ']') look(record + 1)
    else {
      if (!ctrl && event.key.length === 1) event.stopPropagation()
      return
    }
    event.preventDefault()
    event.stopPropagation()
  }

  // ---- lines
  const pairs = useMemo(
    () =>
      targets.flatMap(at =>
        (says(at.rule) ? (results.of(at.id)?.reads ?? []) : [])
          .map(path => nearest(path, sourceById))
          .filter(path => path !== null)
          .map(path => [path, at.id] as const),
      ),
    [targets, results, sourceById],
  )
  const linkedS = useMemo(() => new Set(pairs.map(([path]) => path)), [pairs])
  const stateOf = (id: string): string => {
    const found = results.of(id)
    return !found ? '' : found.error || found.failed ? 'bad' : found.filled >= 100 ? 'good' : found.filled > 0 ? 'part' : 'nothing'
  }
  const here = useMemo(() => (node ? placesOf(node) : [['']]), [node, placesOf])
  const scoped = here.length > 1 ? here.at(-1)! : []
  const known = useCallback(
    (): Known => ({
      schema,
      say: t,
      places: here,
      paths: sources.map(each => ({ path: each.id, kind: each.field.kind ?? each.field.type, sample: results.values[each.id] ?? each.field.example ?? '' })),
    }),
    [schema, here, sources, results, t],
  )
  const y0 = drag ? ((drag.side === 'source' ? placeS : placeT).get(drag.from) ?? 0) * ROW + ROW / 2 - scroll.of(drag.side) : 0
  const need = targets.filter(at => at.field?.required && !(at.field.type === 'object' && at.kids) && at.steps.length === 1)

  return (
    <div className="mapper" ref={wrap} onKeyDown={keys} data-testid="mapper">
      <Bar
        source={schema.source.title}
        parts={schema.parts}
        part={partNumber}
        filter={filter}
        counts={counts}
        required={{ n: need.filter(at => !at.missing).length, of: need.length }}
        onPart={n => {
          setPart(n)
          setActiveT(null)
          setChosenT(new Set())
        }}
        onFilter={setFilter}
        onKeys={() => setDialog('keys')}
      />
      {!part.fields.length && <p className="notice">{t('noTarget')}</p>}
      <div className="trees" style={{ gridTemplateColumns: `minmax(0, 1fr) ${width}px minmax(0, 1.25fr)` }}>
        <div className="side">
          <Search label={t('searchSource')} word={words.source} onWord={source => setWords({ ...words, source })}>
            <IconButton icon={openS.size ? 'fold' : 'unfold'} label={t(openS.size ? 'foldAll' : 'unfoldAll')} onPress={() => setOpenS(openS.size ? new Set() : new Set(sources.filter(each => each.kids).map(each => each.id)))} />
          </Search>
          <Tree<SourceNode>
            side="source"
            label={t('source')}
            empty={t('noField')}
            rows={rowsS}
            open={openS}
            sought={words.source}
            active={activeS}
            chosen={chosenS}
            over={drag?.side === 'target' ? drag.over : null}
            height={height}
            scroll={scroll}
            box={boxes.source}
            classes={at => `${linkedS.has(at.id) ? 'linked' : ''}${scoped.length && !inScope(at.id, scoped) ? ' outer' : ''}${held.includes(at.id) ? ' held' : ''}${at.field.filled ? '' : ' unseen'}`}
            render={at => <SourceRow node={at} value={results.values[at.id]} samples={schema.samples.length} />}
            onActive={(id, how) => {
              setActiveS(id)
              setChosenS(chosen(chosenS, activeS, id, how, rowsS))
            }}
            onOpen={(id, open) => setOpenS(with_(openS, id, open))}
            onKey={keysS}
            onPick={at => node && join(carried(at.id, chosenS), node)}
            onGrip={(at, event) => start('source', at, event)}
          />
        </div>
        <Links
          pairs={pairs}
          source={{ nodes: sourceById, rows: placeS, height }}
          target={{ nodes: targetById, rows: placeT, height }}
          scroll={scroll}
          width={width}
          active={activeT}
          look={id => ({ state: stateOf(id), shaped: !!targetById.get(id)?.rule?.transform })}
          dragged={drag && (drag.side === 'source' ? { x: drag.x, y: drag.y, y0 } : { x: width, y: y0, y0: drag.y })}
          onPick={id => {
            setOpenT(open => opened(open, id, targetById))
            activate(id)
          }}
        />
        <div className="side target">
          <Search label={t('searchTarget')} word={words.target} onWord={target => setWords({ ...words, target })}>
            {likely.length > 0 && (
              <button type="button" className="offer" onClick={useAll}>
                {t('acceptAll', { n: likely.length })}
              </button>
            )}
          </Search>
          <Tree<TargetNode>
            side="target"
            label={t('target')}
            empty={t('noField')}
            rows={rowsT}
            open={openT}
            sought={filter === 'all' ? words.target : `${filter} ${words.target}`}
            active={activeT}
            chosen={chosenT}
            over={drag?.side === 'source' ? drag.over : null}
            height={height}
            scroll={scroll}
            box={boxes.target}
            classes={at => (says(at.rule) ? 'linked' : '') + (at.list ? ' list' : '')}
            render={at => <TargetRow node={at} outcome={results.of(at.id)} offer={offers(at)[0]} samples={schema.samples.length} onUse={rule => use(at, rule)} />}
            onActive={(id, how) => {
              activate(id)
              setChosenT(chosen(chosenT, activeT, id, how, rowsT))
            }}
            onOpen={(id, open) => setOpenT(with_(openT, id, open))}
            onKey={keysT}
            onPick={focusEditor}
            onGrip={(at, event) => start('target', at, event)}
          />
        </div>
      </div>
      {node && !(node.field?.type === 'object' && node.kids && !node.rule) ? (
        <RuleEditor
          key={node.id}
          doc={doc}
          node={node}
          outcome={results.of(node.id)}
          opened={results.opened}
          suggested={offers(node)}
          record={record}
          samples={schema.samples}
          asker={asker}
          known={known}
          root={root}
          onChange={(changes, typed) => edit(change(doc, node, changes), '', typed)}
          onUse={(rule, tables) => use(node, rule, tables)}
          onLook={look}
          onRemove={() => remove([node])}
          onCopy={() => copy(node)}
          onPaste={() => paste([node])}
          onFunctions={() => setDialog('functions')}
        />
      ) : (
        <p className="editor nothing">{t('pick')}</p>
      )}
      {chosenT.size > 1 && (
        <div className="several">
          {t('chosen', { n: chosenT.size })}
          {picked().some(at => says(at.rule)) && (
            <>
              <Choice label={t('writePolicy')} options={WRITES} value={common('write') ?? 'always'} onChoose={write => changeAll({ write })} />
              <Choice label={t('emptyPolicy')} options={EMPTIES} value={common('empty') ?? 'omit'} onChoose={empty => changeAll({ empty })} />
            </>
          )}
          <button type="button" className="text-button" onClick={() => paste(picked())}>
            {t('paste')}
          </button>
          <button type="button" className="text-button" onClick={() => remove(picked())}>
            {t('remove')}
          </button>
        </div>
      )}
      <p className={trouble ? 'notice' : 'heard'} role="status" aria-live="polite">
        {trouble || told}
      </p>
      {dialog === 'keys' && <Keys onClose={() => setDialog(null)} />}
      {dialog === 'functions' && <Functions functions={schema.functions} jmespath={schema.jmespath} onClose={() => setDialog(null)} />}
    </div>
  )
}

function Search({ label, word, onWord, children }: { label: string; word: string; onWord: (word: string) => void; children: React.ReactNode }) {
  return (
    <div className="search-line">
      <Icon name="search" />
      <input type="search" aria-label={label} placeholder={label} value={word} onChange={event => onWord(event.target.value)} />
      {children}
    </div>
  )
}

/** How tall the trees are: a good part of the window, in whole rows. */
function useHeight(): number {
  const tall = (): number => ROW * Math.max(9, Math.min(18, Math.floor((window.innerHeight * 0.39) / ROW)))
  const [height, setHeight] = useState(tall)
  useEffect(() => {
    const resized = (): void => setHeight(tall())
    window.addEventListener('resize', resized)
    return () => window.removeEventListener('resize', resized)
  }, [])
  return height
}

/** How wide the place for the lines is: on a telephone the fields need it more. */
function useWidth(): number {
  const wide = (): number => (window.innerWidth > SMALL ? WIDTH : WIDTH / 4)
  const [width, setWidth] = useState(wide)
  useEffect(() => {
    const resized = (): void => setWidth(wide())
    window.addEventListener('resize', resized)
    return () => window.removeEventListener('resize', resized)
  }, [])
  return width
}

/** The node that a path is shown at: itself, or, for the rows of a list, the list. */
function nearest(path: string, nodes: ReadonlyMap<string, SourceNode>): string | null {
  for (let at = path; at; at = at.replace(/(\[\]|\.?("(?:[^"\\]|\\.)*"|[^."[\]]+))$/, '')) if (nodes.has(at)) return at
  return null
}

const inScope = (path: string, bases: readonly string[]): boolean =>
  bases.some(base => path.startsWith(base + '.') || base === `${path}[]` || base.startsWith(`${path}.`))

const carried = (id: string, chosen: ReadonlySet<string>): string[] => (chosen.has(id) ? [...chosen] : [id])

const toggled = (set: ReadonlySet<string>, id: string): ReadonlySet<string> => with_(set, id, !set.has(id))

function with_(set: ReadonlySet<string>, id: string, there: boolean): Set<string> {
  const made = new Set(set)
  if (there) made.add(id)
  else made.delete(id)
  return made
}

function chosen(
  before: ReadonlySet<string>,
  from: string | null,
  id: string,
  how: { add: boolean; through: boolean },
  rows: readonly { id: string }[],
): ReadonlySet<string> {
  if (how.add) return toggled(before.size || !from ? before : new Set([from]), id)
  if (!how.through || from === null) return new Set()
  const [a, b] = [rows.findIndex(row => row.id === from), rows.findIndex(row => row.id === id)]
  return new Set([...before, ...rows.slice(Math.min(a, b), Math.max(a, b) + 1).map(row => row.id)])
}

/** The open holders with all those of a node. */
function opened(open: ReadonlySet<string>, id: string, nodes: ReadonlyMap<string, { above: string | null }>): Set<string> {
  const made = new Set(open)
  for (let at = nodes.get(id)?.above ?? null; at !== null; at = nodes.get(at)?.above ?? null) made.add(at)
  return made
}
