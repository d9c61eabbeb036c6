/** Carrying a field from one tree to the other with the pointer. */
import { useCallback, useEffect, useRef, useState, type PointerEvent as Pressed, type RefObject } from 'react'
import { ROW } from './links'
import type { TreeNode } from './nodes'

const FAR_ENOUGH = 5
const EDGE = 12
const STEP = 10

export interface Drag {
  from: string
  side: 'source' | 'target'
  /** the row under the pointer in the other tree */
  over: string | null
  /** the pointer's place, from the left upper corner of the lines */
  x: number
  y: number
}

interface Boxes {
  source: RefObject<HTMLDivElement | null>
  target: RefObject<HTMLDivElement | null>
}

type Rows = Record<'source' | 'target', readonly TreeNode[]>

export function useDrag(boxes: Boxes, rows: Rows, onDrop: (from: string, side: Drag['side'], over: string, add: boolean) => void) {
  const [drag, setDrag] = useState<Drag | null>(null)
  const live = useRef({ rows, onDrop })
  live.current = { rows, onDrop }
  const stop = useRef<() => void>(undefined)
  useEffect(() => () => stop.current?.(), [])

  const start = useCallback(
    (side: Drag['side'], node: TreeNode, pressed: Pressed) => {
      if (pressed.button !== 0) return
      const other = side === 'source' ? 'target' : 'source'
      const begun = { x: pressed.clientX, y: pressed.clientY }
      let carried: Drag | null = null
      const seen = (event: PointerEvent): Drag => {
        const box = boxes[other].current!
        const left = boxes.source.current!.getBoundingClientRect()
        const place = box.getBoundingClientRect()
        const within =
          event.clientX > place.left && event.clientX < place.right && event.clientY > place.top && event.clientY < place.bottom
        const n = Math.floor((event.clientY - place.top + box.scrollTop) / ROW)
        if (within && event.clientY < place.top + EDGE) box.scrollTop -= STEP
        if (within && event.clientY > place.bottom - EDGE) box.scrollTop += STEP
        const over = within ? (live.current.rows[other][n]?.id ?? null) : null
        return { from: node.id, side, over, x: event.clientX - left.right, y: event.clientY - left.top }
      }
      const move = (event: PointerEvent): void => {
        if (!carried && Math.hypot(event.clientX - begun.x, event.clientY - begun.y) < FAR_ENOUGH) return
        event.preventDefault()
        setDrag((carried = seen(event)))
      }
      const end = (event: PointerEvent): void => {
        stop.current?.()
        if (!carried) return
        const at = seen(event)
        if (at.over) live.current.onDrop(node.id, side, at.over, event.shiftKey)
      }
      const escape = (event: KeyboardEvent): void => {
        if (event.key === 'Escape') stop.current?.()
      }
      stop.current?.()
      stop.current = () => {
        window.removeEventListener('pointermove', move)
        window.removeEventListener('pointerup', end)
        window.removeEventListener('keydown', escape, true)
        stop.current = undefined
        setDrag(null)
      }
      window.addEventListener('pointermove', move)
      window.addEventListener('pointerup', end)
      window.addEventListener('keydown', escape, true)
    },
    [boxes],
  )
  return { drag, start }
}
