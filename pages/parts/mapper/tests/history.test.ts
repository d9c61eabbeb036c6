import { describe, expect, it } from 'vitest'
import { History } from '../src/history'

describe('undo and redo', () => {
  it('go back and forth', () => {
    const history = new History('a')
    history.push('b')
    history.push('c')
    expect(history.undo()).toBe('b')
    expect(history.undo()).toBe('a')
    expect(history.undo()).toBeUndefined()
    expect(history.redo()).toBe('b')
    expect(history.now).toBe('b')
  })

  it('take letters typed one after the other as one step', () => {
    const history = new History('')
    for (const text of ['n', 'na', 'name']) history.push(text, true)
    expect(history.undo()).toBe('')
  })

  it('begin another step when another field is edited', () => {
    const history = new History('')
    history.push('name', true)
    history.rest()
    history.push('name, email', true)
    expect(history.undo()).toBe('name')
  })

  it('forget what was undone once something else is done', () => {
    const history = new History('a')
    history.push('b')
    history.undo()
    history.push('c')
    expect(history.redo()).toBeUndefined()
    expect(history.undo()).toBe('a')
  })

  it('keep so many steps and no more', () => {
    const history = new History(0, 3)
    for (let n = 1; n <= 9; n++) history.push(n)
    let steps = 0
    while (history.undo() !== undefined) steps++
    expect(steps).toBe(3)
    expect(history.now).toBe(6)
  })
})
