/** One case over two real channels: the resident on a stand-in for Zalo OA, the officer on a stand-in for Telegram. */
import { pino } from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import { createZaloOaChannel, type ZaloOaChannel } from '../../bot/channels/zalo-oa/channel.ts'
import { webhookPath } from '../../bot/channels/zalo-oa/routes.ts'
import { createRepositories } from '../../storage/repositories.ts'
import { userSends, userText } from '../support/fake-zalo-oa/events.ts'
import { startFakeZaloOa } from '../support/fake-zalo-oa/fake-zalo-oa.ts'
import { oaSettings, oaWords, testKey, untilStopped } from '../support/fake-zalo-oa/start-oa.ts'
import { phonePicture } from '../support/pictures.ts'
import { telegramWard } from '../support/telegram-ward.ts'

const hour = 3_600_000

const setting = async () => {
  const zalo = await startFakeZaloOa()
  onTestFinished(() => zalo.close())
  const channels: ZaloOaChannel[] = []
  const ward = await telegramWard({
    beside: ({ runtime, server, clock, dataDir }) => {
      const repositories = createRepositories(runtime.database.db)
      const channel = createZaloOaChannel({
        settings: oaSettings(zalo),
        dataDir,
        dataKey: testKey,
        publicUrl: undefined,
        credentials: repositories.credentials,
        windows: repositories.windows,
        remembered: repositories.settings,
        words: oaWords,
        fileLink: () => undefined,
        count: () => undefined,
        now: clock.now,
        delay: untilStopped,
        log: pino({ level: 'silent' }),
        timeoutMs: 10_000,
      })
      channel.routes(server)
      channels.push(channel)
      return [channel]
    },
  })
  const webhook = `http://127.0.0.1:${ward.port}${webhookPath}`
  let from = 0
  const send = async (event: Readonly<Record<string, unknown>>): Promise<void> => {
    from = zalo.sent.length
    expect(await zalo.post(webhook, event)).toBe(200)
    await ward.settle()
  }
  const texts = (): string[] => zalo.sent.map(({ message }) => message.text ?? '')
  const resident = {
    says: (text: string) => send(userText(text, ward.clock.now())),
    sendsPhoto: async (bytes: Buffer) =>
      await send(userSends('image', { url: zalo.media('anh.jpg', bytes), thumbnail: '' }, ward.clock.now())),
    presses: async (label: string) => {
      const button = zalo.sent
        .toReversed()
        .flatMap(({ message }) => message.attachment?.payload.buttons ?? [])
        .find(({ title }) => title === label)
      if (typeof button?.payload !== 'string') throw new Error(`no button ${label}`)
      await send(userText(button.payload, ward.clock.now()))
    },
    hears: (pattern: RegExp) => expect(texts().slice(from).join('\n---\n')).toMatch(pattern),
    last: () => texts().at(-1) ?? '',
  }
  const lan = ward.resident('Lan')
  await lan.talk.says(`/dangky ${await ward.invite('officer')}`)
  lan.talk.hears(/cán bộ/)
  return { ward, zalo, resident, lan }
}

test('ask, hand over, answer, answer next day with the officer’s file, reopen, close, rate', async () => {
  const { ward, resident, lan, zalo } = await setting()
  await resident.says('gặp cán bộ')
  resident.hears(/H1/)
  const seen = (): string => lan.seen.map(({ text }) => text).join('\n---\n')
  expect(seen()).toMatch(/H1[\s\S]*muốn gặp cán bộ/)
  await resident.says('hồ sơ của con tôi 079201001234 chưa xong')
  expect(seen()).toMatch(/hồ sơ của con tôi \[số giấy tờ/)
  await resident.sendsPhoto(await phonePicture(1))
  resident.hears(/Đã chuyển vào H1/)
  expect(seen()).toMatch(/gửi ảnh/)
  await lan.talk.presses('Nhận H1')
  lan.talk.hears(/Lan nhận H1/)
  await lan.talk.says('H1 chị chờ em xem nhé')
  expect(resident.last()).toMatch(/Cán bộ trả lời H1[\s\S]*chị chờ em xem nhé/)
  ward.clock.forward(20 * hour)
  await lan.talk.says('H1')
  await lan.talk.presses('Trả lời H1')
  await lan.talk.does(() => lan.sendsPhoto(Buffer.from([0, 1, 2, 3, 0, 9, 8])))
  lan.talk.hears(/không mở được|không nhận/)
  const photo = await phonePicture(2)
  await lan.talk.says('H1')
  await lan.talk.presses('Trả lời H1')
  await lan.talk.does(() => lan.sendsPhoto(photo, 'giấy đây chị'))
  lan.talk.hears(/Đã gửi trả lời H1/)
  expect(zalo.uploads.map(({ kind }) => kind)).toContain('image')
  await lan.talk.says('H1 đóng')
  expect(resident.last()).toMatch(/đã được giải quyết chưa/)
  await resident.presses('Chưa')
  resident.hears(/mở lại việc H1/)
  expect(seen()).toMatch(/chưa được giải quyết/)
  await lan.talk.says('H1 đã trả kết quả tại quầy')
  await lan.talk.says('H1 đóng')
  await resident.presses('Đã được giải quyết')
  resident.hears(/giải quyết việc H1 thế nào/)
  await resident.presses('Hài lòng')
  resident.hears(/Cảm ơn/)
  expect(await ward.repositories.cases.byCode('H1')).toMatchObject({ state: 'closed', settled: 'yes' })
})

test('answered after Zalo’s 48 hours: the officer knows, and the answer goes out when the resident writes again', async () => {
  const { ward, resident, lan } = await setting()
  await resident.says('gặp cán bộ')
  ward.clock.forward(49 * hour)
  await lan.talk.says('H1 mời bác đến quầy')
  lan.talk.hears(/chưa tới/)
  expect(resident.last()).not.toMatch(/mời bác đến quầy/)
  await resident.says('có ai trả lời chưa')
  await ward.settle()
  await expect.poll(resident.last, { timeout: 10_000 }).toMatch(/mời bác đến quầy/)
})
