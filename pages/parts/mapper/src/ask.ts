/** The questions that the mapper asks Python while a person types; what was answered is remembered. */
import type { Address, Around } from './document'
import type { Guesses, Opened, Outcome, Rule, Schema, Suggestion, Tables } from './types'

const ANSWERS_AT_MOST = 20_000
/** Milliseconds after which an answer is given up. */
const PATIENCE = 20_000

/** One rule as it stands, with the lists around it. */
export interface Question extends Pick<Address, 'check'> {
  around: Around
  rule: Rule
}

/** What makes one question another: not what its rows say, the note, or when it is written. */
export function keyOf({ check, around, rule }: Question, record: number, tables?: Tables): string {
  const { to, select, transform, each, empty } = rule
  return JSON.stringify([record, check, around, to, select, transform, each, empty, tables])
}

/** The session is not known (any more). */
export class Expired extends Error {}

interface Previewed {
  outcomes: Record<string, Outcome | null>
  open?: Opened
  values?: Record<string, string>
}

export class Asker {
  readonly outcomes = new Map<string, Outcome>()
  readonly opened = new Map<string, Opened>()
  readonly values = new Map<number, Record<string, string>>()
  /** those of the document that Python may not have yet */
  tables: Tables | undefined
  /** what was asked since the last rest, so that what has no answer is not asked for ever */
  readonly tried = new Set<string>()
  private readonly suggested = new Map<string, Promise<Record<string, Suggestion[]>>>()

  constructor(private readonly token: () => string) {}

  /** Forget every answer: the samples, tables or settings are other ones. */
  forget(): void {
    for (const each of [this.outcomes, this.opened, this.values, this.suggested, this.tried]) each.clear()
  }

  schema(): Promise<Schema> {
    return this.post<Schema>('schema', {})
  }

  /** Find out what rules give, and, of the one that is open, all about it. */
  async preview(questions: Map<string, Question>, record: number, open: string | null): Promise<void> {
    const values = !this.values.has(record)
    const rules = Object.fromEntries(questions)
    const made = await this.post<Previewed>('preview', { record, rules, open, source: values, tables: this.tables })
    if (this.outcomes.size > ANSWERS_AT_MOST) this.outcomes.clear()
    for (const [key, outcome] of Object.entries(made.outcomes)) if (outcome) this.outcomes.set(key, outcome)
    if (open && made.open) this.opened.set(open, made.open)
    if (made.values) this.values.set(record, made.values)
  }

  suggestions(check: string, around: Around): Promise<Record<string, Suggestion[]>> {
    const key = JSON.stringify([check, around])
    let found = this.suggested.get(key)
    if (!found) {
      found = this.post<{ suggestions: Record<string, Suggestion[]> }>('suggestions', { check, around }).then(
        made => made.suggestions,
      )
      found.catch(() => this.suggested.delete(key))
      this.suggested.set(key, found)
    }
    return found
  }

  example(at: { check: string; around: Around; to: string; record: number; wanted: Record<number, string> }): Promise<Guesses> {
    return this.post<Guesses>('example', at)
  }

  private async post<T>(name: string, body: unknown): Promise<T> {
    const answer = await fetch(new URL(`/api/${name}`, document.baseURI), {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-koppel-token': this.token() },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE),
    })
    const made: unknown = await answer.json().catch(() => ({ why: answer.statusText }))
    if (answer.status === 403) throw new Expired()
    if (!answer.ok) throw new Error((made as { why: string }).why)
    return made as T
  }
}
