/** What a channel could not do reaches leads and admins on one that works, once, and never goes round in circles. */
import { expect, test } from 'vitest'
import type { ChannelStatus } from '../../bot/chat.ts'
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
