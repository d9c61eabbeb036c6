/** Rules that fields without one are likely to want, block by block. */
import { useCallback, useEffect, useMemo, useState } from 'react'
import type { Asker } from './ask'
import { around, says, type Around } from './document'
import type { TargetNode } from './nodes'
import type { Doc, Part, Schema, Suggestion } from './types'

type Found = Record<string, Record<string, Suggestion[]>>

/** Gives what is suggested for a field, best first. */
export function useSuggestions(
  asker: Asker,
  schema: Schema,
  part: Part,
  doc: Doc,
  nodes: readonly TargetNode[],
  onTrouble: (error: unknown) => void,
): (node: TargetNode) => readonly Suggestion[] {
  const [found, setFound] = useState<Found>({})
  const wanted = useMemo(() => {
    const blocks = new Map<string, Around>([['[]', []]])
    for (const node of nodes) {
      if (!node.list || !says(node.rule)) continue
      const inside: Around = [...around(doc, node), [node.steps.at(-1)!, node.rule!.each!]]
      blocks.set(JSON.stringify(inside), inside)
    }
    return blocks
  }, [doc, nodes])
  const key = `${part.check} ${[...wanted.keys()].join()}`
  useEffect(() => {
    let live = true
    setFound({})
    if (!schema.samples.length) return
    for (const [name, inside] of wanted)
      asker.suggestions(part.check, inside).then(
        some => live && setFound(before => ({ ...before, [name]: some })),
        error => live && onTrouble(error),
      )
    return () => {
      live = false
    }
  }, [key, asker, schema])
  return useCallback(
    node => found[JSON.stringify(around(doc, node))]?.[node.steps.at(-1)!] ?? [],
    [found, doc],
  )
}
