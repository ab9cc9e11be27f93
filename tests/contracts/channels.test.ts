/** The terminal, the web chat and Telegram keep the contract of channels. */
import { randomUUID } from 'node:crypto'
import { PassThrough } from 'node:stream'
import { pino } from 'pino'
import { createConsoleChannel } from '../../bot/channels/console.ts'
import { toWebHtml } from '../../bot/channels/markup.ts'
import { createTelegramChannel } from '../../bot/channels/telegram/telegram.ts'
import { createWebChannel, webConversation } from '../../bot/channels/web.ts'
import { conversationId } from '../../bot/chat.ts'
import { badGateway, type Fault, flood, unauthorized } from '../support/fake-telegram/faults.ts'
import { parseHtml } from '../support/fake-telegram/html.ts'
import { startFakeTelegram } from '../support/fake-telegram/server.ts'
import { fastClock } from '../support/fast-clock.ts'
import { channelContract, type MakeRig } from './channel-contract.ts'
import { channelConversation } from './channel-conversation.ts'

const terminal: MakeRig = async ({ now }) => {
  const input = new PassThrough()
  const output = new PassThrough({ encoding: 'utf8' })
  let written = ''
  output.on('data', chunk => {
    written += String(chunk)
  })
  let handed = 0
  const adapter = createConsoleChannel({
    input,
    output,
    user: 'lan',
    now,
    newId: randomUUID,
    onEnd: () => undefined,
  })
  const { start } = adapter
  return {
    adapter: {
      ...adapter,
      start: receive =>
        start(async update => {
          try {
            await receive(update)
          } finally {
            handed += 1
          }
        }),
    },
    conversation: conversationId('console', 'lan'),
    async says(text) {
      const before = handed
      input.write(`${text}\n`)
      while (handed === before) await new Promise(resolve => setImmediate(resolve))
      await new Promise(resolve => setImmediate(resolve))
      return written.includes('chưa ghi được tin này') ? 'refused' : 'taken'
    },
    async shown() {
      const files = [...written.matchAll(/^📎 (.+?): /gm)].map(([, name]) => name ?? '')
      return [{ text: written, buttons: [], files }]
    },
    async close() {
      input.destroy()
    },
  }
}

/** What the page shows of the HTML it gets. */
const seen = (html: string): string =>
  parseHtml(
    html
      .replaceAll(/<a [^>]*href=/g, '<a href=')
      .replaceAll(/<\/(?:p|li)>/g, '\n')
      .replaceAll(/<\/?(?:p|ul|ol|li)(?: [^>]*)?>/g, ''),
  ).text

const web: MakeRig = async ({ repositories, now }) => {
  const adapter = createWebChannel({ messages: repositories.webMessages, now })
  const session = 'contract-session-0001'
  const post = (content: Parameters<typeof adapter.post>[0]['content']): Promise<'taken' | 'refused'> =>
    adapter.post({ session, id: randomUUID(), content }).then(
      () => 'taken',
      () => 'refused',
    )
  const replies = async () =>
    (await repositories.webMessages.after(session, 0)).flatMap(message =>
      message.side === 'out' ? [message.reply] : [],
    )
  return {
    adapter,
    conversation: webConversation(session),
    says: text => post({ kind: 'text', text }),
    async presses(label) {
      const button = (await replies())
        .toReversed()
        .flatMap(({ buttons }) => (buttons ?? []).flat())
        .find(candidate => candidate.label === label)
      await post({ kind: 'button', value: button?.value ?? '' })
    },
    async shown() {
      return (await replies()).map(({ text, buttons, attachments }) => ({
        text: seen(toWebHtml(text)),
        buttons: (buttons ?? []).flat().map(({ label }) => label),
        files: (attachments ?? []).map(({ name }) => name),
      }))
    },
    close: async () => undefined,
  }
}

const telegram: MakeRig = async () => {
  const fake = await startFakeTelegram()
  const clock = fastClock(100, new Date())
  const person = fake.person('Lan')
  const adapter = createTelegramChannel({
    token: fake.token,
    apiRoot: fake.root,
    menus: { forRole: () => [], forGroups: () => [] },
    log: pino({ level: 'silent' }),
    now: clock.now,
    delay: clock.delay,
    answerMs: 1500,
    holdSeconds: 20,
  })
  const fail = (fault: Fault) => () => fake.faults.plan(/^send/, fault)
  const refused = (code: number, description: string, parameters?: Record<string, number>): Fault => ({
    kind: 'error',
    code,
    description,
    ...(parameters === undefined ? {} : { parameters }),
  })
  return {
    adapter,
    conversation: conversationId('telegram', String(person.chat.id)),
    async says(text) {
      person.says(text)
      await fake.confirmed()
      return 'taken'
    },
    async presses(label) {
      person.presses(label)
      await fake.confirmed()
    },
    async sendsFile(name, bytes) {
      person.sendsDocument(name, bytes, 'application/octet-stream')
      await fake.confirmed()
    },
    shown: async () =>
      person.seen.map(({ text, buttons, file }) => ({
        text,
        buttons: buttons.flat().map(button => button.text),
        files: file === undefined ? [] : [file.name],
      })),
    breakNext: {
      'rate-limited': fail(flood(1)),
      unavailable: fail(badGateway),
      unknown: fail({ kind: 'reset-after' }),
      blocked: fail(refused(403, 'Forbidden: bot was blocked by the user')),
      'not-found': fail(refused(400, 'Bad Request: chat not found')),
      refused: fail(refused(400, 'Bad Request: message text is empty')),
      'signed-out': fail(unauthorized),
      moved: fail(
        refused(400, 'Bad Request: group chat was upgraded to a supergroup chat', {
          migrate_to_chat_id: -1_001_234,
        }),
      ),
    },
    close: () => fake.close(),
  }
}

for (const [name, makeRig] of [
  ['terminal', terminal],
  ['web', web],
  ['telegram', telegram],
] as const) {
  channelContract(name, makeRig)
  channelConversation(name, makeRig)
}
