/** The lines between the two trees, drawn anew while these are scrolled. */
import { useSyncExternalStore } from 'react'
import { curve, lines, type Side } from './links'
import type { Scroll } from './scroll'

export interface Dragged {
  x: number
  y: number
  y0: number
}

interface Props {
  pairs: readonly (readonly [string, string])[]
  source: Omit<Side, 'top'>
  target: Omit<Side, 'top'>
  scroll: Scroll
  width: number
  active: string | null
  /** how the rule of a target field fares, and whether it shapes what it picks */
  look: (target: string) => { state: string; shaped: boolean }
  dragged: Dragged | null
  onPick: (target: string) => void
}

export function Links({ pairs, source, target, scroll, width, active, look, dragged, onPick }: Props) {
  useSyncExternalStore(scroll.subscribe, scroll.version)
  const made = lines(pairs, { ...source, top: scroll.of('source') }, { ...target, top: scroll.of('target') })
  made.sort((one, other) => Number(one.target === active) - Number(other.target === active))
  return (
    <svg className="links" width={width} height={source.height} aria-hidden="true">
      {made.map(line => {
        const { state, shaped } = look(line.target)
        const d = curve(line.from.y, line.to.y, width)
        const on = line.target === active && !line.faint
        return (
          <g
            key={line.key}
            className={`link ${state}${line.faint ? ' faint' : ''}${on ? ' on' : ''}`}
            data-link={line.key}
            onClick={() => onPick(line.target)}
          >
            {!line.faint && <path className="wide" d={d} />}
            <path className="line" d={d} />
            {shaped && !line.faint && <circle cx={width / 2} cy={(line.from.y + line.to.y) / 2} r="4" />}
          </g>
        )
      })}
      {dragged && <path className="line dragged" d={curve(dragged.y0, dragged.y, dragged.x)} />}
    </svg>
  )
}
