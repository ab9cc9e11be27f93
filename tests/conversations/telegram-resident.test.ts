/** A day in a resident's life with the bot on Telegram. */
import { expect, test } from 'vitest'
import { telegramWard } from '../support/telegram-ward.ts'

test('Bà Tư scans the poster of her neighbourhood, asks without marks, leafs through the menu, changes the language', async () => {
  const { resident, repositories, telegram } = await telegramWard()
  const baTu = resident('Tư')
  const { talk } = baTu

  // Morning: the poster's QR code opens the chat.
  await talk.says('/start to_dan_pho_5')
  talk.hears(/trợ lý tự động của phường Mường Lay/)
  talk.hears(/🔒/)
  const [contact] = await repositories.contacts.ofPerson(1)
  expect(contact?.name).toBe('Tư')

  await talk.says('vneid muc 2 dang ky o dau')
  talk.hears(/Nguồn:/)
  expect(baTu.seen.at(-1)?.previews).toBe(false)
  expect(baTu.seen.at(-1)?.entities.length).toBeGreaterThan(0)

  await talk.presses(/Có ích/)
  talk.hears(/Cảm ơn/)
  // The tap stopped spinning.
  await telegram.until(() => [...telegram.state.queries.values()].every(({ answered }) => answered))

  // Noon: she leafs through the menu; one card changes.
  await talk.says('/trogiup')
  const card = baTu.seen.at(-1)
  await talk.presses(baTu.buttons[0] ?? '')
  talk.hearsNothing()
  expect(card?.edits).toBe(1)
  await talk.presses(/Nhóm việc khác/)
  expect(card?.edits).toBe(2)

  // Afternoon: a voice message and a photo nobody asked for get an honest word.
  await talk.does(() => baTu.sendsVoice(Buffer.from('OggS')))
  talk.hears(/chưa nghe được/)
  await talk.does(() => baTu.sendsPhoto(Buffer.from('jpeg')))
  talk.hears(/chưa đọc được ảnh/)
  await talk.does(() => baTu.sends({ sticker: { file_id: 's', emoji: '👍' } }))
  talk.hears(/chưa đọc được loại tin này/)

  // Evening: her grandson wants English.
  await talk.says('/ngonngu')
  await talk.presses('English')
  talk.hears(/English/)
  await telegram.until(() => baTu.menu().some(({ description }) => /language/i.test(description)))

  // Night: she blocks the bot; in the morning she is back.
  await talk.does(() => baTu.blocks())
  talk.hearsNothing()
  await talk.does(() => baTu.comesBack())
  await talk.says('/start')
  expect(talk.heard()).toHaveLength(1)
})

test('a question typed while the bot was down is answered late, and the answer says so', async () => {
  const { telegram, stop, dataDir, clock, resident } = await telegramWard()
  const person = resident('Lan')
  await person.talk.says('/start')
  await stop()
  person.says('lam khai sinh can giay to gi')
  clock.forward(3 * 60 * 60 * 1000)
  const again = await telegramWard({ telegram, dataDir, clock })
  await again.settle()
  expect(person.seen.at(-1)?.text).toMatch(/trả lời muộn: tin này anh\/chị gửi lúc 09:0\d ngày 22\/11\/2026/)
  expect(person.seen.at(-1)?.text).toMatch(/Nguồn:/)
})
