/** Undo and redo over documents that never change themselves. */
export class History<T> {
  private past: T[] = []
  private future: T[] = []
  private typing = false

  constructor(
    public now: T,
    private readonly most = 200,
  ) {}

  /** Put a new state in place; letters that are typed one after the other make one step. */
  push(next: T, typed = false): T {
    if (!(typed && this.typing)) {
      this.past.push(this.now)
      if (this.past.length > this.most) this.past.shift()
    }
    this.typing = typed
    this.future = []
    return (this.now = next)
  }

  /** End the step that is being typed: what is typed next is another one. */
  rest(): void {
    this.typing = false
  }

  undo(): T | undefined {
    return this.turn(this.past, this.future)
  }

  redo(): T | undefined {
    return this.turn(this.future, this.past)
  }

  private turn(from: T[], to: T[]): T | undefined {
    const state = from.pop()
    if (state === undefined) return undefined
    to.push(this.now)
    this.typing = false
    return (this.now = state)
  }
}
