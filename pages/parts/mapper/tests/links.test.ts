import { describe, expect, it } from 'vitest'
import { curve, end, lines, ROW, type Side } from '../src/links'

const side = (ids: string[], more: Partial<Side> = {}, above: Record<string, string> = {}): Side => ({
  nodes: new Map(
    [...ids, ...Object.keys(above)].map(id => [
      id,
      { id, name: id, depth: 0, above: above[id] ?? null, kids: false, words: '' },
    ]),
  ),
  rows: new Map(ids.map((id, n) => [id, n])),
  top: 0,
  height: 3 * ROW,
  ...more,
})

describe('a line', () => {
  it('ends in the middle of its row, wherever that is scrolled to', () => {
    expect(end(side(['a', 'b']), 'b')).toEqual({ y: 1.5 * ROW, off: false, folded: false })
    expect(end(side(['a', 'b'], { top: ROW }), 'b')?.y).toBe(0.5 * ROW)
  })

  it('ends at the edge when its row is out of sight', () => {
    const far = side(['a', 'b', 'c', 'd', 'e'])
    expect(end(far, 'e')).toEqual({ y: 3 * ROW - 2, off: true, folded: false })
    expect(end({ ...far, top: 3 * ROW }, 'a')).toMatchObject({ y: 2, off: true })
  })

  it('ends at the holder that hides its field', () => {
    expect(end(side(['a', 'b'], {}, { 'b.c': 'b', 'b.c.d': 'b.c' }), 'b.c.d')).toMatchObject({ y: 1.5 * ROW, folded: true })
    expect(end(side(['a']), 'unknown')).toBeNull()
  })

  it('is drawn when one of its ends is in sight, and faintly then', () => {
    const left = side(['a', 'b', 'c', 'd', 'e'])
    const right = side(['x', 'y', 'z', 'v', 'w'])
    const made = lines([['a', 'x'], ['e', 'y'], ['e', 'w']], left, right)
    expect(made.map(line => [line.key, line.faint])).toEqual([
      ['a>x', false],
      ['e>y', true],
    ])
  })

  it('of many folded fields is drawn once', () => {
    const left = side(['a'], {}, { 'a.b': 'a', 'a.c': 'a' })
    expect(lines([['a.b', 'x'], ['a.c', 'x']], left, side(['x']))).toHaveLength(1)
  })

  it('leaves and arrives level', () => {
    expect(curve(10, 50, 100)).toBe('M0 10 C50 10, 50 50, 100 50')
  })
})
