/** How far the trees are scrolled: kept outside of what is drawn, so that scrolling draws lines and rows only. */
export class Scroll {
  private readonly tops = { source: 0, target: 0 }
  private readonly listeners = new Set<() => void>()
  private turn = 0

  to(side: 'source' | 'target', top: number): void {
    if (this.tops[side] === top) return
    this.tops[side] = top
    this.turn++
    for (const each of this.listeners) each()
  }

  of(side: 'source' | 'target'): number {
    return this.tops[side]
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  readonly version = (): number => this.turn
}
