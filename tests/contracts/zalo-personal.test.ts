/** The personal Zalo account keeps the contract of channels, through the real zca-js and against a stand-in for Zalo. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { createZaloPersonalChannel } from '../../bot/channels/zalo-personal/channel.ts'
import { contactBook } from '../../bot/channels/zalo-personal/contact-book.ts'
import { conversationId } from '../../bot/chat.ts'
import { startFakeZalo } from '../support/fake-zalo-personal/server.ts'
import { storeLogin, testKey, testLimits, testPace, testWords } from '../support/fake-zalo-personal/start.ts'
import type { Fault } from '../support/fake-zalo-personal/state.ts'
import { fastClock } from '../support/fast-clock.ts'
import { channelContract, type MakeRig } from './channel-contract.ts'
import { channelConversation } from './channel-conversation.ts'

const person = '5550001'

const account: MakeRig = async ({ repositories }) => {
  const clock = fastClock(100, new Date())
  const fake = await startFakeZalo({ now: () => clock.now().getTime() })
  const dataDir = mkdtempSync(join(tmpdir(), 'zalo-rig-'))
  storeLogin(dataDir, fake)
  let handed = 0
  const adapter = createZaloPersonalChannel({
    settings: { dataKey: testKey, apiRoot: fake.root, pace: testPace },
    dataDir,
    book: contactBook(repositories),
    windows: repositories.windows,
    remembered: repositories.settings,
    words: testWords,
    fileLink: () => undefined,
    count: () => undefined,
    onNeedsHuman: () => undefined,
    now: clock.now,
    random: () => 0.5,
    delay: clock.delay,
    log: pino({ level: 'silent' }),
    limits: testLimits,
  })
  const { start } = adapter
  const writes = async (write: () => unknown): Promise<void> => {
    const before = handed
    write()
    await fake.until(() => handed > before, 'handed over')
  }
  const fail = (fault: Fault) => () => {
    // A rest the account takes after one failure must not meet the next.
    clock.forward(2 * 60 * 60_000)
    fake.fail(/\/sms$/, fault)
  }
  const inner = (code: number): Fault => ({ kind: 'inner', code, message: 'trouble' })
  return {
    adapter: {
      ...adapter,
      start: receive =>
        start(async update => {
          await receive(update)
          handed += 1
        }),
    },
    conversation: conversationId('zalo-personal', person),
    async says(text) {
      await writes(() => fake.writes(text, { from: person }))
      return 'taken'
    },
    async sendsFile(name, bytes) {
      const href = fake.media(name, bytes)
      await writes(() =>
        fake.writes({ href, title: name, params: '{}' }, { from: person, msgType: 'share.file' }),
      )
    },
    shown: async () =>
      fake.delivered.map(({ path, text }) => ({
        text: path.endsWith('/asyncfile/msg') ? '' : text,
        buttons: [],
        files: path.endsWith('/asyncfile/msg') ? [text] : [],
      })),
    breakNext: {
      'rate-limited': fail(inner(221)),
      unavailable: fail(inner(112)),
      unknown: fail({ kind: 'no-id' }),
      blocked: fail(inner(123)),
      refused: fail(inner(114)),
    },
    async close() {
      await fake.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

channelContract('zalo-personal', account)
channelConversation('zalo-personal', account)
