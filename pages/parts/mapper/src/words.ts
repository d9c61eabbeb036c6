/** Every word that the mapper says; Python may give other ones, of another language. */
import { createContext, useContext } from 'react'
import ENGLISH from './words.json'

export { ENGLISH }

type Given = keyof typeof ENGLISH
/** A word by its name; what ends in `.one` is said of one of a thing. */
export type Word = Exclude<Given, `${string}.one`>
export type Say = (word: Word, values?: Record<string, string | number>) => string

const one = (word: Word): Given => `${word}.one` as Given
const given = (other: Partial<Record<string, string>>, word: Given): string => other[word] ?? ENGLISH[word]

/** Gives a word or sentence, with what belongs between its braces. */
export const saying =
  (other: Partial<Record<string, string>>): Say =>
  (word, values = {}) =>
    given(other, values.n === 1 && one(word) in ENGLISH ? one(word) : word).replace(/\{(\w+)\}/g, (whole, name: string) =>
      String(values[name] ?? whole),
    )

export const Words = createContext<Say>(saying({}))
export const useWords = (): Say => useContext(Words)
