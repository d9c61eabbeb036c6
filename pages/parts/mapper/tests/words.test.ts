import { describe, expect, it } from 'vitest'
import { ENGLISH, saying } from '../src/words'

describe('words', () => {
  it('are said with what belongs into them', () => {
    expect(saying({})('record', { n: 3, of: 25 })).toBe('Record 3 of 25')
    expect(saying({})('record', { n: 3 })).toBe('Record 3 of {of}')
  })

  it('are other ones where there is one of a thing', () => {
    expect(saying({})('rows', { n: 1 })).toBe('1 row')
    expect(saying({})('rows', { n: 2 })).toBe('2 rows')
    expect(saying({ 'rows.one': '{n} rij' })('rows', { n: 1 })).toBe('1 rij')
  })

  it('can be those of another language', () => {
    expect(saying({ undone: 'Ongedaan gemaakt' })('undone')).toBe('Ongedaan gemaakt')
    expect(saying({ undone: 'Ongedaan gemaakt' })('redone')).toBe(ENGLISH.redone)
  })
})
