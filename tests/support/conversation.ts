/** Conversations with a real ward: real handlers, content and SQLite; only the channel is a script. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Logger, pino } from 'pino'
import { expect, onTestFinished } from 'vitest'
import { choicesOf } from '../../bot/channels/render.ts'
import {
  type Channel,
  type ConversationId,
  conversationId,
  type Reply,
  senderId,
  type Update,
  type UpdateContent,
} from '../../bot/chat.ts'
import { contentDir } from '../../bot/content-dir.ts'
import { type ContentHolder, createContentHolder } from '../../bot/content-holder.ts'
import { createMetrics } from '../../bot/metrics.ts'
import { createWard, type WardOptions, type WardRuntime } from '../../bot/ward.ts'
import { createRepositories } from '../../storage/repositories.ts'
import { makeHere } from './make-report.ts'
import { createScriptedChannel, type ScriptedChannel } from './scripted-channel.ts'

export { createScriptedChannel, type ScriptedChannel } from './scripted-channel.ts'

const silent = pino({ level: 'silent' })
const shared = new Map<string, ContentHolder>()

/** The shipped content of a ward, loaded once a test process. */
export const sharedContent = (ward: string): ContentHolder => {
  const known = shared.get(ward)
  if (known !== undefined) return known
  const holder = createContentHolder({ contentDir, ward }, silent)
  shared.set(ward, holder)
  return holder
}

export interface TestWard {
  readonly runtime: WardRuntime
  readonly dataDir: string
  readonly channels: ReadonlyMap<Channel, ScriptedChannel>
  /** The clock all of it runs by; tests move it. */
  readonly clock: { now: Date; forward(ms: number): void }
  readonly repositories: ReturnType<typeof createRepositories>
  person(name: string, channel?: Channel): Person
}

export interface Person {
  readonly conversation: ConversationId
  says(text: string): Promise<void>
  sends(content: UpdateContent, more?: Partial<Update>): Promise<void>
  /** Taps the button with this label on the newest message that has one. */
  presses(label: string | RegExp): Promise<void>
  /** The same update once more, as channels do after a time-out. */
  deliversLastUpdateAgain(): Promise<void>
  /** Texts since the person last wrote. */
  readonly heard: readonly Reply[]
  hears(pattern: RegExp | string): void
  hearsNothing(): void
  /** Labels of the choices on offer now. */
  readonly choices: readonly string[]
  /** Becomes an officer, lead, admin … without a code. */
  hasRole(role: 'volunteer' | 'officer' | 'lead' | 'admin', unit?: string): Promise<void>
}

/** 22 November 2026, a Sunday, 9:00 in Vietnam. */
export const testStart = new Date('2026-11-22T09:00:00+07:00')

export const testWard = async (
  given: {
    ward?: string
    channels?: readonly ScriptedChannel[]
    start?: Date
    dataDir?: string
    content?: ContentHolder
    /** Seals phone numbers; 32 bytes. */
    dataKey?: Uint8Array
    log?: Logger
    /** Reports are made in the process of the test unless it says otherwise. */
    makeReport?: WardOptions['makeReport']
    /** Waits of retries end at once unless a test wants them. */
    delay?: (ms: number, signal: AbortSignal) => Promise<void>
  } = {},
): Promise<TestWard> => {
  const ward = given.ward ?? 'muong-lay'
  const dataDir = given.dataDir ?? mkdtempSync(join(tmpdir(), 'ward-'))
  const clock = {
    now: given.start ?? testStart,
    forward(ms: number) {
      clock.now = new Date(clock.now.getTime() + ms)
    },
  }
  let seed = 7
  const runtime = await createWard({
    ward,
    dataDir,
    contentDir,
    content: given.content ?? sharedContent(ward),
    dataKey: given.dataKey,
    log: given.log ?? silent,
    metrics: createMetrics(),
    makeReport: given.makeReport ?? makeHere,
    now: () => clock.now,
    random: limit => {
      seed = (seed * 48_271) % 2_147_483_647
      return seed % limit
    },
    delay:
      given.delay ??
      ((_ms, signal) =>
        new Promise((resolve, reject) => {
          // The sweep of the outbox must not spin: a wait ends only with the ward.
          signal.addEventListener('abort', () => reject(new Error('stopped')), { once: true })
          void resolve
        })),
  })
  const channels = new Map(
    (given.channels ?? [createScriptedChannel('telegram')]).map(channel => [channel.channel, channel]),
  )
  await runtime.start([...channels.values()])
  onTestFinished(async () => {
    await runtime.stop().catch(() => undefined)
    if (given.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true })
  })
  const repositories = createRepositories(runtime.database.db)
  // Over data of an earlier run, ids go on where that one stopped.
  let updates = Number(runtime.database.raw.prepare('SELECT count(*) FROM inbox').pluck().get())

  const person = (name: string, channel: Channel = [...channels.keys()][0] ?? 'telegram'): Person => {
    const adapter = channels.get(channel)
    if (adapter === undefined) throw new Error(`no such channel in this test: ${channel}`)
    const conversation = conversationId(channel, name)
    let from = adapter.sent.length
    let last: Update | undefined
    const own = (): Reply[] =>
      adapter.sent
        .slice(from)
        .filter(({ to }) => to === conversation)
        .map(({ reply }) => reply)
    const all = (): Reply[] => adapter.sent.filter(({ to }) => to === conversation).map(({ reply }) => reply)
    const deliver = async (update: Update): Promise<void> => {
      from = adapter.sent.length
      last = update
      await adapter.receive(update)
      await runtime.idle()
    }
    return {
      conversation,
      says: text => deliver(makeUpdate({ kind: 'text', text })),
      sends: (content, more) => deliver({ ...makeUpdate(content), ...more }),
      async presses(label) {
        const found = all()
          .toReversed()
          .flatMap(choicesOf)
          .find(button => (typeof label === 'string' ? button.label === label : label.test(button.label)))
        if (found === undefined)
          throw new Error(
            `${name} sees no button ${String(label)}; there are: ${all()
              .flatMap(choicesOf)
              .map(button => button.label)
              .join(' | ')}`,
          )
        await deliver(makeUpdate({ kind: 'button', value: found.value }))
      },
      async deliversLastUpdateAgain() {
        if (last === undefined) throw new Error('nothing was sent yet')
        await deliver(last)
      },
      get heard() {
        return own()
      },
      hears(pattern) {
        const text = own()
          .map(reply => reply.text)
          .join('\n---\n')
        expect(text).toMatch(pattern)
      },
      hearsNothing() {
        expect(own()).toEqual([])
      },
      get choices() {
        return (all().findLast(reply => choicesOf(reply).length > 0)?.buttons ?? [])
          .flat()
          .map(button => button.label)
      },
      async hasRole(role, unit) {
        const { contact } = await repositories.contacts.meet({
          sender: senderId(channel, name),
          conversation,
          name,
          privateChat: true,
          locale: 'vi',
          now: clock.now,
        })
        await repositories.contacts.setRole(contact.person, role, unit ?? null)
      },
    }

    function makeUpdate(content: UpdateContent): Update {
      updates += 1
      return {
        channel,
        id: `u${updates}`,
        conversation,
        sender: { id: senderId(channel, name), name },
        chat: 'private',
        addressed: true,
        at: clock.now.toISOString(),
        content,
      }
    }
  }
  return { runtime, dataDir, channels, clock, repositories, person }
}
