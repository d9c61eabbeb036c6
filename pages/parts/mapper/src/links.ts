/** The lines between the trees: arithmetic over two lists of rows of one height. */
import type { TreeNode } from './nodes'

export const ROW = 30

/** Where a row is drawn; `off` beyond the edge of its tree, `folded` at the holder that hides it. */
export interface End {
  y: number
  off: boolean
  folded: boolean
}

/** A tree as it is scrolled: its nodes, the place of each row that is shown, how far it is scrolled, its height. */
export interface Side {
  nodes: ReadonlyMap<string, TreeNode>
  rows: ReadonlyMap<string, number>
  top: number
  height: number
}

/** Where a line to a node ends: at its row, or at that of the nearest holder which is shown. */
export function end(side: Side, id: string): End | null {
  let at: string | null = id
  while (at !== null && !side.rows.has(at)) at = side.nodes.get(at)?.above ?? null
  if (at === null) return null
  const y = side.rows.get(at)! * ROW + ROW / 2 - side.top
  return { y: Math.max(2, Math.min(side.height - 2, y)), off: y < 0 || y > side.height, folded: at !== id }
}

export interface Line {
  key: string
  source: string
  target: string
  from: End
  to: End
  faint: boolean
}

/** The lines of which at least one end is in sight. */
export function lines(pairs: Iterable<readonly [source: string, target: string]>, left: Side, right: Side): Line[] {
  const made: Line[] = []
  const drawn = new Set<string>()
  for (const [source, target] of pairs) {
    const to = end(right, target)
    const from = end(left, source)
    if (!from || !to || (from.off && to.off)) continue
    const place = `${from.y} ${to.y} ${from.folded || to.folded ? 'folded' : target}`
    if (drawn.has(place)) continue
    drawn.add(place)
    const faint = from.off || to.off || from.folded || to.folded
    made.push({ key: `${source}>${target}`, source, target, from, to, faint })
  }
  return made
}

/** A line as an SVG path: it leaves and arrives level. */
export const curve = (from: number, to: number, width: number, x0 = 0): string =>
  `M${x0} ${from} C${x0 + (width - x0) * 0.5} ${from}, ${x0 + (width - x0) * 0.5} ${to}, ${width} ${to}`
