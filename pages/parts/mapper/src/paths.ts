/** Paths of the source, and how a rule writes them where it stands. */

const STEP = /"(?:[^"\\]|\\.)*"(?:\[\])?|[^."]+/g

/** The steps of a path: `lines[].sku` is `lines[]` and `sku`. */
export const steps = (path: string): string[] => path.match(STEP) ?? []

/** The path of the field that holds this one, '' for the record; a row's holder is its list. */
export function above(path: string): string {
  return steps(path).slice(0, -1).join('.').replace(/\[\]$/, '')
}

/** The last name of a path, without its quotes. */
export function label(path: string): string {
  const last = steps(path).at(-1) ?? path
  if (!last.startsWith('"')) return last
  try {
    return JSON.parse(last) as string
  } catch {
    return last
  }
}

const below = (path: string, base: string): string | undefined =>
  !base ? path : path === base ? '@' : path.startsWith(base + '.') ? path.slice(base.length + 1) : undefined

/** Where the nodes of a block stand: one entry for each list, from the record in; each may have several places. */
export type Places = string[][]

/** How a rule writes a source path where it stands: `sku` in the rows of `lines[]`, `$record.name` for the order. */
export function written(path: string, places: Places): string {
  if (path.startsWith('$')) return path
  const here = places.at(-1) ?? ['']
  for (const base of here) {
    const found = below(path, base)
    if (found !== undefined) return found
  }
  if (places.length > 2)
    for (const base of places.at(-2)!) {
      const found = base ? below(path, base) : undefined
      if (found !== undefined) return found === '@' ? '$parent' : `$parent.${found}`
    }
  return `$record.${path}`
}

/** A list read for one value gives its first item. */
export const first = (expression: string): string => expression.replaceAll('[]', '[0]')

/** The list whose rows hold a path, `lines[]` for `lines[].sku`; '' where it stands in no list. */
export function listOf(path: string): string {
  const at = path.lastIndexOf('[]')
  return at < 0 ? '' : path.slice(0, at + 2)
}

/** The places of the rows of `each`, as far as they can be told without Python: those of a plain path. */
export function plainBases(each: string, around: string[]): string[] {
  const text = each.trim()
  if (!/^(\$record\.)?[\w."[\]-]+\[\]$/.test(text)) return []
  if (text.startsWith('$record.')) return [text.slice('$record.'.length)]
  return around.map(base => (base ? `${base}.${text}` : text))
}
