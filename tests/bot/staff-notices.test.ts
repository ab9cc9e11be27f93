/** What a channel could not do reaches leads and admins on one that works, once, and never goes round in circles. */
import { expect, test } from 'vitest'
import { type ChannelStatus, conversationId, senderId } from '../../bot/chat.ts'
import { testWard } from '../support/conversation.ts'
import { createScriptedChannel } from '../support/scripted-channel.ts'

const days = (count: number): number => count * 86_400_000

const setting = async () => {
  const telegram = createScriptedChannel('telegram')
  const zalo = createScriptedChannel('zalo-oa')
  const ward = await testWard({ channels: [telegram, zalo] })
  const admin = ward.person('quan-tri', 'telegram')
  await admin.hasRole('admin')
  const resident = ward.person('ba-lan', 'zalo-oa')
  await resident.says('xin chào')
  const reply = async (text: string, priority: 'answer' | 'broadcast' = 'answer') => {
    await ward.repositories.outbox.add(resident.conversation, [{ text, priority }], { now: ward.clock.now })
    ward.runtime.sender.wake([resident.conversation])
    await ward.runtime.idle()
    // The notice is written after the failure is settled.
    await expect.poll(async () => (await ward.repositories.outbox.counts()).pending).toBe(0)
    await ward.runtime.idle()
  }
  const told = (): string[] => telegram.sent.map(({ reply: { text } }) => text)
  return { ward, telegram, zalo, admin, resident, reply, told }
}

test('a reply too late for Zalo’s window: the admin on Telegram learns for whom and since when', async () => {
  const { ward, zalo, resident, reply, told } = await setting()
  await ward.repositories.windows.noteInteraction(resident.conversation, ward.clock.now)
  ward.clock.forward(days(8))
  zalo.failNext({ reason: 'window-closed' })
  await reply('Hồ sơ của bà đã xong')
  await expect.poll(told).toHaveLength(1)
  expect(told()[0]).toMatch(/ba-lan.*Zalo của phường.*nhắn lần cuối lúc 09:00 22\/11\/2026/)
  zalo.failNext({ reason: 'window-closed' })
  await reply('Bà đến lấy nhé')
  expect(told()).toHaveLength(1)
})

test('broadcasts and messages to staff themselves raise no notices', async () => {
  const { ward, zalo, reply, told } = await setting()
  zalo.failNext({ reason: 'window-closed' })
  await reply('Mời bà con dự họp', 'broadcast')
  const lead = ward.person('lanh-dao', 'zalo-oa')
  await lead.hasRole('lead')
  zalo.failNext({ reason: 'quota' })
  await ward.repositories.outbox.add(lead.conversation, [{ text: 'báo cáo' }], { now: ward.clock.now })
  ward.runtime.sender.wake([lead.conversation])
  await ward.runtime.idle()
  expect(told()).toEqual([])
})

test('a channel that needs a person is told about once, and again when it works', async () => {
  const { ward, zalo, told } = await setting()
  let status: ChannelStatus = { state: 'connected' }
  zalo.status = () => status
  await ward.runtime.notices.watch()
  status = { state: 'needs-human', detail: 'Official Account chưa cấp quyền: mở https://x/a_b_c' }
  await ward.runtime.notices.watch()
  await ward.runtime.notices.watch()
  status = { state: 'connected' }
  await ward.runtime.notices.watch()
  await ward.runtime.idle()
  expect(told()).toHaveLength(2)
  expect(told()[0]).toMatch(/Zalo của phường cần người xử lý: Official Account chưa cấp quyền/)
  expect(told()[1]).toMatch(/hoạt động lại/)
})

test('a channel without a connection for ten minutes is told about once, across a restart, and when it is back', async () => {
  const { ward, zalo, told } = await setting()
  let status: ChannelStatus = { state: 'connecting' }
  zalo.status = () => status
  const minute = async (count = 1) => {
    for (let passed = 0; passed < count; passed += 1) {
      ward.clock.forward(60_000)
      await ward.runtime.notices.watch()
    }
    await ward.runtime.idle()
  }
  await ward.runtime.notices.watch()
  await minute(5)
  status = { state: 'connected' }
  await minute()
  status = { state: 'degraded', detail: 'Máy chủ Zalo không trả lời' }
  await minute(10)
  expect(told()).toEqual([])
  await minute(5)
  expect(told()).toEqual([
    expect.stringMatching(/Zalo của phường chưa kết nối ổn định từ 09:07\. Máy chủ Zalo/),
  ])
  status = { state: 'connecting' }
  await minute(3)
  status = { state: 'needs-human', detail: 'cấp quyền lại' }
  await minute(3)
  status = { state: 'connected' }
  await minute(3)
  expect(told().slice(1)).toEqual([
    expect.stringMatching(/cần người xử lý: cấp quyền lại/),
    expect.stringMatching(/hoạt động lại/),
  ])
})

test('after a long stop admins learn from when to when, and how many messages waited; a restart is no news', async () => {
  const { ward, zalo, told } = await setting()
  const { notices } = ward.runtime
  await notices.beat()
  ward.clock.forward(10 * 60_000)
  await notices.begin()
  ward.clock.forward(2 * 60_000)
  await notices.beat()
  expect(told()).toEqual([])

  ward.clock.forward(5 * 3_600_000)
  const written = ward.clock.now.toISOString()
  ward.clock.forward(20 * 60_000)
  await notices.begin()
  await zalo.receive({
    channel: 'zalo-oa',
    id: 'kept-for-us',
    conversation: conversationId('zalo-oa', 'ba-lan'),
    sender: { id: senderId('zalo-oa', 'ba-lan') },
    chat: 'private',
    addressed: true,
    at: written,
    content: { kind: 'text', text: '/riengtu' },
  })
  await ward.runtime.idle()
  await notices.beat()
  expect(told()).toEqual([])
  // It falls over once more before it could tell.
  ward.clock.forward(30_000)
  await notices.begin()
  ward.clock.forward(60_000)
  await notices.beat()
  await notices.beat()
  await ward.runtime.idle()
  expect(told()).toEqual([
    expect.stringMatching(/ngừng từ 09:12 22\/11\/2026 đến 14:32 22\/11\/2026\. 1 tin gửi đến trong lúc đó/),
  ])
})
