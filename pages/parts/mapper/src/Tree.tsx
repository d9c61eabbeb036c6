/** A tree of fields of which only the rows in sight are drawn; it is walked with the keys of a tree. */
import { memo, useEffect, useRef, useState, type KeyboardEvent, type MouseEvent, type PointerEvent, type ReactNode, type RefObject } from 'react'
import { ROW } from './links'
import type { TreeNode } from './nodes'
import type { Scroll } from './scroll'

const SPARE = 4

export interface TreeProps<T extends TreeNode> {
  side: 'source' | 'target'
  label: string
  empty: string
  rows: readonly T[]
  open: ReadonlySet<string>
  /** what is searched for, '' for nothing: what fits is shown from the top, and folding plays no part */
  sought: string
  active: string | null
  chosen: ReadonlySet<string>
  over: string | null
  height: number
  scroll: Scroll
  box: RefObject<HTMLDivElement | null>
  classes: (node: T) => string
  render: (node: T) => ReactNode
  onActive: (id: string, how: { add: boolean; through: boolean }) => void
  onOpen: (id: string, open: boolean) => void
  onKey: (event: KeyboardEvent, node: T | undefined) => boolean
  onPick: (node: T) => void
  onGrip: (node: T, event: PointerEvent) => void
}

export function Tree<T extends TreeNode>(props: TreeProps<T>) {
  const { side, rows, active, height, box, scroll } = props
  const [top, setTop] = useState(0)
  const place = rows.findIndex(row => row.id === active)
  const seen = useRef<string | null>(null)
  useEffect(() => {
    if (seen.current === active || place < 0 || !box.current) return
    seen.current = active
    reveal(box.current, place)
  }, [active, place, box])
  useEffect(() => {
    if (!box.current) return
    if (props.sought) box.current.scrollTop = 0
    else if (place >= 0) reveal(box.current, place)
  }, [props.sought])
  useEffect(() => {
    const element = box.current
    if (element) scroll.to(side, element.scrollTop)
  }, [rows, height, box, scroll, side])
  const from = Math.max(0, Math.floor(top / ROW) - SPARE)
  const to = Math.min(rows.length, Math.ceil((top + height) / ROW) + SPARE)

  const keys = (event: KeyboardEvent): void => {
    const node = rows[place]
    if (!props.onKey(event, node) && !walk(event, node)) return
    event.preventDefault()
    event.stopPropagation()
  }
  const walk = (event: KeyboardEvent, node: T | undefined): boolean => {
    if (event.ctrlKey || event.metaKey || event.altKey) return false
    if (event.key === 'ArrowRight' && node?.kids && !props.open.has(node.id)) props.onOpen(node.id, true)
    else if (event.key === 'ArrowLeft' && node?.kids && props.open.has(node.id)) props.onOpen(node.id, false)
    else {
      const next = step(event.key, place, rows, height)
      if (next === null) return false
      const row = rows[Math.max(0, Math.min(rows.length - 1, next))]
      if (row) props.onActive(row.id, { add: false, through: event.shiftKey })
    }
    return true
  }
  return (
    <div
      ref={box}
      className="tree"
      role="tree"
      aria-label={props.label}
      aria-multiselectable="true"
      tabIndex={0}
      aria-activedescendant={place >= from && place < to ? rowId(side, active!) : undefined}
      data-testid={`tree-${side}`}
      style={{ height }}
      onKeyDown={keys}
      onScroll={event => {
        const now = event.currentTarget.scrollTop
        setTop(now)
        scroll.to(side, now)
      }}
    >
      <div role="presentation" style={{ height: Math.max(rows.length * ROW, 1), position: 'relative' }}>
        {!rows.length && <p className="none">{props.empty}</p>}
        {rows.slice(from, to).map((node, k) => (
          <Row
            key={node.id}
            side={side}
            node={node}
            n={from + k}
            of={rows.length}
            active={node.id === active}
            chosen={props.chosen.has(node.id)}
            over={node.id === props.over}
            open={node.kids && (props.sought !== '' || props.open.has(node.id))}
            tree={props as unknown as TreeProps<TreeNode>}
          />
        ))}
      </div>
    </div>
  )
}

interface RowProps {
  side: string
  node: TreeNode
  n: number
  of: number
  active: boolean
  chosen: boolean
  over: boolean
  open: boolean
  /** the same object while the tree is only scrolled, so that rows in sight are not drawn anew */
  tree: TreeProps<TreeNode>
}

const Row = memo(function Row({ side, node, n, of, active, chosen, over, open, tree }: RowProps) {
  const take = (event: MouseEvent): void => {
    tree.onActive(node.id, { add: event.ctrlKey || event.metaKey, through: event.shiftKey })
    tree.box.current?.focus({ preventScroll: true })
  }
  return (
    <div
      id={rowId(side, node.id)}
      role="treeitem"
      aria-level={node.depth + 1}
      aria-setsize={of}
      aria-posinset={n + 1}
      aria-expanded={node.kids ? open : undefined}
      aria-selected={active || chosen}
      className={`row ${tree.classes(node)}${active ? ' active' : ''}${chosen ? ' chosen' : ''}${over ? ' over' : ''}`}
      data-path={node.id}
      style={{ top: n * ROW, paddingLeft: (side === 'source' ? 8 : 18) + node.depth * 16 }}
      onClick={take}
      onDoubleClick={() => tree.onPick(node)}
    >
      <span
        className={node.kids ? `twist${open ? ' open' : ''}` : 'twist none'}
        aria-hidden="true"
        onClick={event => {
          if (!node.kids) return
          event.stopPropagation()
          tree.onOpen(node.id, !open)
        }}
      />
      {tree.render(node)}
      <span
        className="port"
        aria-hidden="true"
        onPointerDown={event => tree.onGrip(node, event)}
        onClick={event => event.stopPropagation()}
      />
    </div>
  )
})

/** The id of a row in the page, which may hold no blank. */
const rowId = (side: string, id: string): string => `${side}-${id.replace(/\s/g, '_')}`

function step(key: string, place: number, rows: readonly TreeNode[], height: number): number | null {
  const page = Math.max(1, Math.floor(height / ROW) - 1)
  switch (key) {
    case 'ArrowDown':
    case 'ArrowRight':
      return place + 1
    case 'ArrowUp':
      return place - 1
    case 'ArrowLeft':
      return rows.some(row => row.id === rows[place]?.above) ? rows.findIndex(row => row.id === rows[place]?.above) : null
    case 'Home':
      return 0
    case 'End':
      return rows.length - 1
    case 'PageDown':
      return place + page
    case 'PageUp':
      return place - page
    default:
      return null
  }
}

/** Scroll no further than a row needs to be in sight. */
function reveal(box: HTMLElement, place: number): void {
  const y = place * ROW
  if (y < box.scrollTop) box.scrollTop = y
  else if (y + ROW > box.scrollTop + box.clientHeight) box.scrollTop = y + ROW - box.clientHeight
}
