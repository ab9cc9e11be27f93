/** The page of the web chat: sends what people write, shows replies, keeps the conversation over reloads and breaks. */

interface ShownButton {
  readonly label: string
  readonly value: string
  /** Buttons of one row stand together. */
  readonly row?: number
  readonly url?: string
}
interface ShownMessage {
  readonly id: number
  readonly side?: 'in' | 'out'
  readonly text: string
  readonly html?: string
  readonly buttons?: readonly ShownButton[]
  readonly files?: readonly { readonly name: string; readonly url: string }[]
}

const element = <T extends HTMLElement>(id: string, type: new () => T): T => {
  const found = document.getElementById(id)
  if (!(found instanceof type)) throw new Error(`the page lacks #${id}`)
  return found
}
const log = element('log', HTMLOListElement)
const typing = element('typing', HTMLParagraphElement)
const state = element('state', HTMLParagraphElement)
const form = element('form', HTMLFormElement)
const box = element('text', HTMLTextAreaElement)
const send = element('send', HTMLButtonElement)
const restart = element('restart', HTMLButtonElement)
const scroller = log.parentElement ?? document.body
const calm = state.textContent ?? ''

// A private window may refuse storage: the conversation then lasts as long as the page.
const memory = new Map<string, string>()
const storage = {
  get(key: string): string | null {
    try {
      return localStorage.getItem(key)
    } catch {
      return memory.get(key) ?? null
    }
  },
  set(key: string, value: string): void {
    memory.set(key, value)
    try {
      localStorage.setItem(key, value)
    } catch {
      // kept in memory
    }
  },
}

const randomId = (): string => {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
}
const sessionKey = 'tro-ly-phuong.session'
let session = storage.get(sessionKey) ?? randomId()
storage.set(sessionKey, session)

let lastId = 0
const seen = new Set<number>()
let waiting = 0

const toEnd = (): void => {
  scroller.scrollTop = scroller.scrollHeight
}

/** People read from the top: the question they asked stays in sight, its answer begins below it. */
const reveal = (item: HTMLElement): void => {
  const own = [...log.children].findLast(child => child.classList.contains('in'))
  const start = own instanceof HTMLElement ? own : item
  scroller.scrollTop = start.offsetTop - log.offsetTop
}

const bubble = (side: 'in' | 'out'): { item: HTMLLIElement; body: HTMLDivElement } => {
  const item = document.createElement('li')
  item.className = side
  const who = document.createElement('span')
  who.className = 'sr'
  who.textContent = side === 'in' ? 'Anh/chị hỏi:' : 'Trợ lý trả lời:'
  const body = document.createElement('div')
  body.className = 'bubble'
  item.append(who, body)
  return { item, body }
}

const showOwn = (text: string): HTMLLIElement => {
  const { item, body } = bubble('in')
  body.textContent = text
  log.append(item)
  toEnd()
  return item
}

const choice = ({ label, value, url }: ShownButton): HTMLElement => {
  if (url !== undefined) {
    const link = document.createElement('a')
    link.href = url
    link.target = '_blank'
    link.rel = 'noopener noreferrer'
    link.textContent = label
    return link
  }
  const button = document.createElement('button')
  button.type = 'button'
  button.textContent = label
  button.addEventListener('click', () => {
    void post({ button: value, label }, label)
    box.focus()
  })
  return button
}

const show = (message: ShownMessage): void => {
  if (seen.has(message.id)) return
  seen.add(message.id)
  lastId = Math.max(lastId, message.id)
  if (message.side === 'in') {
    showOwn(message.text)
    return
  }
  const { item, body } = bubble('out')
  // The server escaped everything that came from people or content.
  body.innerHTML = message.html ?? ''
  const row = (className: string, children: readonly HTMLElement[]): void => {
    if (children.length === 0) return
    const list = document.createElement('ul')
    list.className = className
    for (const child of children) {
      const entry = document.createElement('li')
      entry.append(child)
      list.append(entry)
    }
    item.append(list)
  }
  row(
    'files',
    (message.files ?? []).map(({ name, url }) => {
      const link = document.createElement('a')
      link.href = url
      link.textContent = `📎 ${name}`
      link.setAttribute('download', name)
      return link
    }),
  )
  const rows = Map.groupBy(message.buttons ?? [], button => button.row ?? 0)
  for (const buttons of rows.values()) row('choices', buttons.map(choice))
  log.append(item)
  reveal(item)
}

const busy = (change: 1 | -1): void => {
  waiting += change
  typing.hidden = waiting === 0
  if (waiting > 0) toEnd()
}

const pauses = [0, 1000, 3000, 8000]
const wait = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

/** Sends one message; the same id on every try, so that the server takes it once. */
const post = async (
  content: { text: string } | { button: string; label: string },
  own: string,
): Promise<void> => {
  const item = showOwn(own)
  const id = randomId()
  const of = session
  busy(1)
  try {
    for (const pause of pauses) {
      await wait(pause)
      const response = await fetch('/api/chat', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ session: of, id, after: lastId, ...content }),
      }).catch(() => undefined)
      if (of !== session) return
      if (response?.ok) {
        const answer: { replies: ShownMessage[] } = await response.json()
        for (const reply of answer.replies) show(reply)
        state.textContent = calm
        return
      }
      if (response !== undefined && response.status < 500 && response.status !== 429) {
        const refusal: { message?: string } = await response.json().catch(() => ({}))
        fail(item, refusal.message ?? 'Tin này không gửi được.')
        return
      }
      state.textContent =
        response?.status === 429 ? 'Anh/chị gửi hơi nhanh, đợi một chút…' : 'Mất kết nối, đang thử lại…'
    }
    fail(item, 'Chưa gửi được. Anh/chị kiểm tra mạng rồi gửi lại.')
  } finally {
    busy(-1)
  }
}

const fail = (item: HTMLLIElement, why: string): void => {
  item.classList.add('failed')
  const note = document.createElement('p')
  note.className = 'small'
  note.setAttribute('role', 'alert')
  note.textContent = why
  item.append(note)
  state.textContent = calm
  toEnd()
}

let stream: EventSource | undefined
const listen = (): void => {
  stream?.close()
  stream = new EventSource(`/api/chat/events?session=${session}&after=${lastId}`)
  stream.addEventListener('message', event => {
    const message: ShownMessage = JSON.parse(String(event.data))
    // What this page wrote itself stands there already; replies under way come with their request.
    if (message.side === 'out') show(message)
  })
  stream.addEventListener('open', () => {
    state.textContent = calm
  })
  stream.addEventListener('error', () => {
    state.textContent = 'Mất kết nối, đang nối lại…'
  })
}

const begin = async (): Promise<void> => {
  const response = await fetch(`/api/chat?session=${session}&after=0`).catch(() => undefined)
  if (response?.ok) {
    const { messages }: { messages: ShownMessage[] } = await response.json()
    for (const message of messages) show(message)
  }
  listen()
  // A code scanned at a counter counts for who has talked here before, too.
  const topic = new URLSearchParams(location.search).get('start') ?? ''
  if (seen.size === 0 || topic !== '') await greet(topic)
}

/** The first screen: what the bot is, as it says itself. */
const greet = async (topic: string): Promise<void> => {
  busy(1)
  try {
    // Taken off the address, so that reloading the page does not ask again.
    if (topic !== '') history.replaceState(null, '', location.pathname)
    const id = topic === '' ? 'start' : `start-${Date.now()}`
    const response = await fetch('/api/chat', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ session, id, after: lastId, start: topic }),
    }).catch(() => undefined)
    if (!response?.ok) return
    const answer: { replies: ShownMessage[] } = await response.json()
    for (const reply of answer.replies) show(reply)
  } finally {
    busy(-1)
  }
}

const submit = (): void => {
  const text = box.value.trim()
  if (text === '') return
  box.value = ''
  void post({ text }, text)
}
form.addEventListener('submit', event => {
  event.preventDefault()
  submit()
})
box.addEventListener('keydown', event => {
  // While a Vietnamese keyboard is composing, Enter belongs to it.
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
  event.preventDefault()
  submit()
})
send.addEventListener('click', () => box.focus())
restart.addEventListener('click', () => {
  session = randomId()
  storage.set(sessionKey, session)
  log.replaceChildren()
  seen.clear()
  lastId = 0
  listen()
  void greet('')
  box.focus()
})

void begin()

export {}
