/** Personal numbers in what people write are taken out before anything is kept, on the web page too. */
import { expect, test } from 'vitest'
import { conversationId, senderId } from '../../bot/chat.ts'
import { keepTerms } from '../../bot/retention.ts'
import { testWard } from '../support/conversation.ts'
import { createScriptedChannel } from '../support/scripted-channel.ts'
import { startWebWard } from '../support/web-ward.ts'

const hour = 3_600_000
const day = 24 * hour

test('a number is taken out, said so once beside the answer, whatever handles the message', async () => {
  const { person } = await testWard()
  const resident = person('ba-tu')
  await resident.says('làm khai sinh cho cháu cần giấy gì, số em 0912 345 678 cccd 012345678901')
  resident.hears(/khai sinh/)
  resident.hears(/đã bỏ số giấy tờ, số điện thoại khỏi tin/)
  expect(resident.heard.filter(({ text }) => text.includes('đã bỏ'))).toHaveLength(1)
  await resident.says('/thutuc khai sinh 0912345678')
  expect(resident.heard.filter(({ text }) => text.includes('đã bỏ số điện thoại'))).toHaveLength(1)
  await resident.says('thủ tục 1.001193')
  expect(resident.heard.filter(({ text }) => text.includes('đã bỏ'))).toHaveLength(0)
})

test('what was written on the web page is kept there masked too', async () => {
  const { address, repositories } = await startWebWard()
  const session = 'phien-thu-nghiem-0009'
  await fetch(`${address}/api/chat`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ session, text: 'làm khai sinh, gọi 0912345678, cccd 012345678901' }),
  })
  const kept = JSON.stringify(await repositories.webMessages.after(session, 0))
  expect(kept).toMatch(/làm khai sinh, gọi \[số điện thoại\], cccd \[số giấy tờ\]/)
  expect(kept).not.toMatch(/0912345678|012345678901/)
})

test('a number in an officer’s answer is masked on the web page too, once it was read, after a week at the latest', async () => {
  const telegram = createScriptedChannel('telegram')
  const { address, ward, repositories } = await startWebWard({ also: [telegram] })
  const post = async (session: string, text: string): Promise<void> => {
    await fetch(`${address}/api/chat`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ session, text }),
    })
  }
  const [reader, absent] = ['phien-thu-nghiem-0010', 'phien-thu-nghiem-0011']
  const lan = { sender: senderId('telegram', 'lan'), conversation: conversationId('telegram', 'lan') }
  const { contact } = await repositories.contacts.meet({
    ...lan,
    name: 'Lan',
    privateChat: true,
    locale: 'vi',
    now: ward.now(),
  })
  await repositories.contacts.setRole(contact.person, 'officer', null)
  const history = async (session: string): Promise<string> =>
    JSON.stringify(await repositories.webMessages.after(session, 0))
  for (const session of [reader, absent]) await post(session, '/canbo hồ sơ của tôi sao chưa xong')
  for (const code of ['H1', 'H2'])
    await telegram.receive({
      channel: 'telegram',
      id: code,
      conversation: lan.conversation,
      sender: { id: lan.sender },
      chat: 'private',
      addressed: true,
      at: ward.now().toISOString(),
      content: { kind: 'text', text: `${code} Bà gọi chị Hoa số 0912 345 678 sáng mai` },
    })
  await ward.idle()
  await post(reader, 'tôi cảm ơn')
  const nightAfter = async (days: number): Promise<void> => {
    await keepTerms({ repositories }, new Date(ward.now().getTime() + days * day + hour))
  }
  expect(await history(reader)).toContain('0912 345 678')
  await nightAfter(1)
  expect(await history(reader)).toMatch(/chị Hoa số \[số điện thoại\] sáng mai/)
  expect(await history(absent)).toContain('0912 345 678')
  await nightAfter(7)
  expect(await history(absent)).toMatch(/chị Hoa số \[số điện thoại\] sáng mai/)
})
