/** What Streamlit starts: one mapper for each place on the page, drawn anew when Python has something new. */
import { StrictMode, useEffect, useMemo, useRef, useState } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { Asker, Expired } from './ask'
import { Mapper } from './Mapper'
import style from './mapper.css?inline'
import type { Data, Schema, Sent } from './types'
import { saying, Words } from './words'

interface Component {
  data: Data
  parentElement: HTMLElement | ShadowRoot
  setStateValue: (name: string, value: unknown) => void
  setTriggerValue: (name: string, value: unknown) => void
}

const RECORD_PAUSE = 400
const roots = new WeakMap<object, Root>()

export default function (component: Component): () => void {
  const parent = component.parentElement
  let root = roots.get(parent)
  if (!root) {
    const sheet = document.createElement('style')
    sheet.textContent = style
    const host = document.createElement('div')
    parent.append(sheet, host)
    root = createRoot(host)
    roots.set(parent, root)
  }
  root.render(
    <StrictMode>
      <Opened component={component} />
    </StrictMode>,
  )
  return () => {
    const left = roots.get(parent)
    roots.delete(parent)
    setTimeout(() => {
      left?.unmount()
      parent.replaceChildren()
    })
  }
}

/** The mapper as soon as its schema is there; another turn of Python's brings another one. */
function Opened({ component }: { component: Component }) {
  const live = useRef(component)
  live.current = component
  const { turn, ground, token, taken, record, part, t } = component.data
  const asker = useMemo(() => new Asker(() => live.current.data.token), [])
  const [schema, setSchema] = useState<{ turn: string; made: Schema }>()
  const [trouble, setTrouble] = useState('')
  const renewed = useRef('')
  const renew = (): void => {
    if (renewed.current === live.current.data.token) return
    renewed.current = live.current.data.token
    live.current.setTriggerValue('renew', Date.now())
  }
  useEffect(() => {
    let here = true
    asker.schema().then(
      made => {
        if (!here) return
        asker.forget()
        setTrouble('')
        setSchema({ turn, made })
      },
      (error: unknown) => {
        if (!here) return
        if (error instanceof Expired) renew()
        else setTrouble(error instanceof Error ? error.message : String(error))
      },
    )
    return () => {
      here = false
    }
  }, [turn, ground, token, asker])
  const later = useRef<ReturnType<typeof setTimeout>>(undefined)
  const onRecord = (n: number): void => {
    clearTimeout(later.current)
    later.current = setTimeout(() => live.current.setStateValue('record', n), RECORD_PAUSE)
  }
  const say = useMemo(() => saying(t), [JSON.stringify(t)])
  const parent = component.parentElement
  if (trouble) return <p role="alert">{trouble}</p>
  if (!schema) return <div className="mapper waiting" aria-busy="true" />
  return (
    <Words value={say}>
      <Mapper
        schema={schema.made}
        standing={{ turn: schema.turn, session: token, taken }}
        record={record}
        asked={part}
        asker={asker}
        root={parent instanceof ShadowRoot ? parent : document}
        onDoc={(sent: Sent) => live.current.setStateValue('doc', sent)}
        onRecord={onRecord}
        onPublish={() => live.current.setTriggerValue('publish', Date.now())}
        onExpired={renew}
      />
    </Words>
  )
}
