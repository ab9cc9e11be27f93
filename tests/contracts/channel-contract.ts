/**
 * What every channel promises, whatever it can show. One suite: an adapter passes it through a rig that plays the people
 * at the real edge of the channel (its HTTP fake, its page, its terminal).
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, onTestFinished, type TestContext, test } from 'vitest'
import { pieces } from '../../bot/channels/render.ts'
import {
  type ChannelAdapter,
  type ConversationId,
  channelOf,
  DeliveryError,
  type DeliveryFailure,
  plain,
  type Reply,
  type Update,
} from '../../bot/chat.ts'
import { openDatabase } from '../../storage/database.ts'
import { createRepositories, type Repositories } from '../../storage/repositories.ts'

/** One message of the bot as its reader sees it: no tags, no marks. */
export interface Shown {
  readonly text: string
  readonly buttons: readonly string[]
  readonly files: readonly string[]
}

export interface ChannelRig {
  readonly adapter: ChannelAdapter
  /** The private conversation of the person who plays. */
  readonly conversation: ConversationId
  /**
   * The person writes. Resolves when the channel has done its part: `taken` when the other side counts it as delivered,
   * `refused` when whoever wrote was told that it was not.
   */
  says(text: string): Promise<'taken' | 'refused'>
  /** The person taps a button; only where the channel has buttons. */
  presses?(label: string): Promise<void>
  /** The person sends a file; only where files come in. */
  sendsFile?(name: string, bytes: Buffer): Promise<void>
  /** Everything the bot showed, oldest first; channels that can't tell messages apart give one. */
  shown(): Promise<readonly Shown[]>
  /** Makes the next send fail like this at the edge; only reasons the channel knows. */
  readonly breakNext?: Partial<Record<DeliveryFailure['reason'], () => void>>
  close(): Promise<void>
}

export interface RigContext {
  readonly repositories: Repositories
  readonly now: () => Date
}

export type MakeRig = (context: RigContext) => Promise<ChannelRig>

const hint = 'Anh/chị trả lời bằng số.'
const words = 'Chào bác, "làm khai sinh" hết <b>mấy</b> đồng & ở đâu ạ? 5 > 3 🙏'

/** A channel under test with an inbox that only remembers. */
const running = async (makeRig: MakeRig) => {
  const database = await openDatabase(':memory:')
  const rig = await makeRig({ repositories: createRepositories(database.db), now: () => new Date() })
  const received: Update[] = []
  let store: (update: Update) => Promise<void> = async () => undefined
  onTestFinished(async () => {
    await rig.adapter.stop()
    await rig.close()
    await database.close()
  })
  const begin = async (): Promise<void> => {
    await rig.adapter.start(async update => {
      await store(update)
      received.push(update)
    })
    await expect.poll(() => rig.adapter.status().state, { timeout: 20_000 }).toBe('connected')
  }
  return {
    rig,
    received,
    begin,
    /** How the inbox behaves from now on. */
    storing(behaviour: (update: Update) => Promise<void>) {
      store = behaviour
    },
    async send(reply: Reply): Promise<void> {
      for (const piece of pieces(reply, rig.adapter.capabilities, hint))
        await rig.adapter.send(rig.conversation, piece)
    },
    async text(): Promise<string> {
      return (await rig.shown()).map(({ text }) => text).join('\n')
    },
  }
}

/** Runs the whole contract for one channel. */
export const channelContract = (name: string, makeRig: MakeRig): void => {
  describe(`the ${name} channel`, () => {
    let on: Awaited<ReturnType<typeof running>>
    beforeEach(async () => {
      on = await running(makeRig)
    })
    const unless = (context: TestContext, able: unknown, what: string): void => {
      if (able === undefined || able === false || able === 0) context.skip(`${name} has no ${what}`)
    }

    test('says whether it is on', async () => {
      expect(on.rig.adapter.status().state).toBe('off')
      await on.begin()
      await on.rig.adapter.stop()
      expect(on.rig.adapter.status().state).toBe('off')
    })

    test('hands over what people write, letter for letter, in order, each under an id of its own', async () => {
      await on.begin()
      await on.rig.says(words)
      await on.rig.says('/riengtu')
      expect(on.received.map(({ content }) => content)).toEqual([
        { kind: 'text', text: words },
        { kind: 'text', text: '/riengtu' },
      ])
      const [first, second] = on.received
      expect(first?.id).not.toBe(second?.id)
      for (const update of on.received) {
        expect(update.channel).toBe(on.rig.adapter.channel)
        expect(update.conversation).toBe(on.rig.conversation)
        expect(channelOf(update.sender.id)).toBe(on.rig.adapter.channel)
        expect(update.chat).toBe('private')
        expect(update.addressed).toBe(true)
        expect(Number.isNaN(Date.parse(update.at))).toBe(false)
      }
    })

    test('loses nothing silently when the inbox can not store: it brings it again, or says so', async () => {
      await on.begin()
      let tries = 0
      on.storing(async () => {
        tries += 1
        if (tries === 1) throw new Error('the disk is full')
      })
      const outcome = await on.rig.says('còn tôi thì sao')
      expect(outcome === 'refused' || on.received.length === 1).toBe(true)
    })

    test('stops only when what it handed over is stored, and hands over nothing after', async () => {
      await on.begin()
      const stored = Promise.withResolvers<void>()
      const begun = Promise.withResolvers<void>()
      on.storing(() => {
        begun.resolve()
        return stored.promise
      })
      const said = on.rig.says('tin cuối').catch(() => undefined)
      await begun.promise
      let stopped = false
      const stopping = on.rig.adapter.stop().then(() => {
        stopped = true
      })
      await new Promise(resolve => setImmediate(resolve))
      expect(stopped).toBe(false)
      stored.resolve()
      await stopping
      await Promise.race([said, new Promise(resolve => setImmediate(resolve))])
      expect(on.received).toHaveLength(1)
    })

    test('shows words, not marks, and content can break nothing', async () => {
      await on.begin()
      await on.send({
        text: `**Lệ phí:** _không mất tiền_, xem [Cổng](https://dichvucong.gov.vn/a_b_c?x=1&y=2)\n- một\n- hai\n${plain(words)} ${plain('*sao* _gạch_ [ngoặc](không)')}`,
      })
      const text = await on.text()
      expect(text).toContain('Lệ phí: không mất tiền, xem ')
      expect(text).toContain('Cổng')
      expect(text).toContain(words)
      expect(text).toContain('*sao* _gạch_ [ngoặc](không)')
      expect(text).not.toContain('**')
    })

    test('brings a long answer whole and in order', async () => {
      await on.begin()
      const lines = Array.from(
        { length: 400 },
        (_, index) => `Bước ${index + 1}: nộp **giấy số ${index + 1}** tại quầy.`,
      )
      await on.send({ text: lines.join('\n') })
      const text = (await on.text()).replaceAll(/\s+/g, ' ')
      const places = lines.map((_, index) =>
        text.indexOf(`Bước ${index + 1}: nộp giấy số ${index + 1} tại quầy.`),
      )
      expect(places).not.toContain(-1)
      expect(places).toEqual([...places].sort((a, b) => a - b))
    })

    test('offers choices people can make: taps where there are buttons, numbers where there are none', async () => {
      await on.begin()
      await on.send({
        text: 'Bác hỏi việc nào ạ?',
        buttons: [[{ label: 'Khai sinh', value: 'entry:a' }], [{ label: 'Khai tử', value: 'entry:b' }]],
      })
      if (on.rig.adapter.capabilities.maxButtons > 1) {
        expect((await on.rig.shown()).at(-1)?.buttons).toEqual(['Khai sinh', 'Khai tử'])
        await on.rig.presses?.('Khai tử')
        expect(on.received.map(({ content }) => content)).toMatchObject([
          { kind: 'button', value: 'entry:b' },
        ])
      } else {
        expect(await on.text()).toMatch(/1\. Khai sinh\n2\. Khai tử\n+.*trả lời bằng số/)
        await on.rig.says('2')
        expect(on.received.map(({ content }) => content)).toEqual([{ kind: 'text', text: '2' }])
      }
    })

    test('sends files with their names', async context => {
      unless(context, on.rig.adapter.capabilities.document, 'outgoing files')
      await on.begin()
      const folder = mkdtempSync(join(tmpdir(), 'contract-'))
      onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
      const path = join(folder, 'bao-cao.txt')
      writeFileSync(path, 'nội dung')
      const attachment = { kind: 'document', path, mimeType: 'text/plain' } as const
      await on.send({
        text: 'Báo cáo của phường đây ạ.',
        attachments: [
          { ...attachment, name: 'báo cáo.txt' },
          { ...attachment, name: 'phụ lục.txt' },
        ],
      })
      expect(await on.text()).toContain('Báo cáo của phường đây ạ.')
      expect((await on.rig.shown()).flatMap(({ files }) => files)).toEqual(['báo cáo.txt', 'phụ lục.txt'])
    })

    test('edits its own message in place, and sends anew what can not be edited', async context => {
      unless(context, on.rig.adapter.capabilities.edit, 'editing')
      await on.begin()
      const { messageRef } = await on.rig.adapter.send(on.rig.conversation, { text: 'Bước 1' })
      expect(messageRef).toBeDefined()
      if (messageRef === undefined) return
      await on.rig.adapter.send(on.rig.conversation, { text: 'Bước 2', edit: messageRef })
      await on.rig.adapter.send(on.rig.conversation, { text: 'Bước 2', edit: messageRef })
      expect((await on.rig.shown()).map(({ text }) => text)).toEqual(['Bước 2'])
      await on.rig.adapter.send(on.rig.conversation, { text: 'Bước 3', edit: '987654321' })
      expect((await on.rig.shown()).map(({ text }) => text)).toEqual(['Bước 2', 'Bước 3'])
    })

    test('fails with a reason the outbox can act on', async context => {
      const breaks = Object.entries(on.rig.breakNext ?? {})
      unless(context, breaks.length, 'failures to play')
      await on.begin()
      for (const [reason, breakNext] of breaks) {
        breakNext()
        const error: unknown = await on.rig.adapter.send(on.rig.conversation, { text: reason }).then(
          () => undefined,
          thrown => thrown,
        )
        expect(error).toBeInstanceOf(DeliveryError)
        expect(error instanceof DeliveryError && error.failure.reason).toBe(reason)
      }
      await on.rig.adapter.send(on.rig.conversation, { text: 'lại được rồi' })
      expect(await on.text()).toContain('lại được rồi')
    })

    test('hands over a file people send, and its bytes when asked', async context => {
      unless(context, on.rig.sendsFile, 'incoming files')
      await on.begin()
      const bytes = Buffer.from(Array.from({ length: 70_000 }, (_, index) => index % 251))
      await on.rig.sendsFile?.('anh tuyen truyen.bin', bytes)
      const content = on.received[0]?.content
      if (content?.kind !== 'file') throw new Error(`no file came: ${JSON.stringify(content)}`)
      const chunks: Uint8Array[] = []
      for await (const chunk of (await on.rig.adapter.download?.(content.file)) ?? []) chunks.push(chunk)
      expect(Buffer.concat(chunks).equals(bytes)).toBe(true)
    })

    test('shows that it is at work without ever failing for it', async context => {
      unless(context, on.rig.adapter.capabilities.typing, 'typing sign')
      await on.begin()
      await on.rig.adapter.typing?.(on.rig.conversation)
      on.rig.breakNext?.unavailable?.()
      await on.rig.adapter.typing?.(on.rig.conversation)
    })
  })
}
