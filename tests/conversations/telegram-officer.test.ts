/** A day in an officer's life with the bot on Telegram: invited, given the right menu, in groups. */
import { expect, test } from 'vitest'
import { conversationId } from '../../bot/chat.ts'
import { staffGroupKey } from '../../storage/move-conversation.ts'
import { telegramWard } from '../support/telegram-ward.ts'

const commandsOf = (person: { menu(): readonly { command: string }[] }): string[] =>
  person.menu().map(({ command }) => command)

test('an admin invites an officer by link; the officer has the menu of the role at once', async () => {
  const { resident, invite, telegram } = await telegramWard()
  const chief = resident('Chủ tịch')
  await chief.talk.says(`/start i_${await invite('admin')}`)
  chief.talk.hears(/quản trị/)
  await telegram.until(() => commandsOf(chief).includes('moi'))

  await chief.talk.says('/moi canbo Phòng Văn hóa - Xã hội')
  const link = /https:\/\/t\.me\/troly_phuong_bot\?start=(i_\w+)/.exec(chief.seen.at(-1)?.text ?? '')?.[1]
  expect(link).toBeDefined()

  const hoa = resident('Hòa')
  await telegram.until(() => commandsOf(hoa).includes('hoi'))
  expect(commandsOf(hoa)).not.toContain('moi')
  await hoa.talk.says(`/start ${link}`)
  hoa.talk.hears(/cán bộ.*Phòng Văn hóa - Xã hội/)
  await hoa.talk.says(`/start ${link}`)
  hoa.talk.hears(/đã có người dùng/)
  await hoa.talk.says('/moi canbo')
  hoa.talk.hears(/dành cho quản trị/)
})

test('the staff group: bound by an admin only, follows the group when it becomes a supergroup', async () => {
  const { resident, invite, telegram, repositories, settle, runtime, clock, talker } = await telegramWard()
  const chief = resident('Chủ tịch')
  const hoa = resident('Hòa')
  await chief.talk.says(`/dangky ${await invite('admin')}`)
  await hoa.talk.says('/start')

  const group = telegram.group('Cán bộ phường', { basic: true })
  const members = group.member(chief)
  const chiefInGroup = talker(members)
  const hoaInGroup = talker(group.member(hoa))
  await chiefInGroup.does(() => group.addsBot(chief))
  chiefInGroup.hears(/Người quản trị gõ: \/nhom/)
  await hoaInGroup.says('/nhom')
  hoaInGroup.hears(/dành cho quản trị/)
  await chiefInGroup.says('/nhom@troly_phuong_bot')
  chiefInGroup.hears(/Đã gắn nhóm này/)
  expect(await repositories.settings.get(staffGroupKey)).toBe(`telegram:${group.chat.id}`)
  await chief.talk.says('/nhom')
  chief.talk.hears(/đã được gắn/)

  // Telegram tells of the move only when we next write there.
  const bigger = group.becomesSupergroup(false)
  const old = conversationId('telegram', String(group.chat.id))
  await repositories.outbox.add(old, [{ text: 'Có hồ sơ mới' }], { now: clock.now() })
  runtime.sender.wake([old])
  await settle()
  await telegram.until(() => bigger.chat.messages.some(({ text }) => text === 'Có hồ sơ mới'))
  expect(await repositories.settings.get(staffGroupKey)).toBe(`telegram:${bigger.chat.id}`)

  const chiefInBigger = talker(bigger.member(chief))
  await chiefInBigger.says('/nhom bo')
  chiefInBigger.hears(/Đã bỏ gắn/)
  expect(await repositories.settings.get(staffGroupKey)).toBeUndefined()
})

test('a group that moves tells us itself, too', async () => {
  const { resident, invite, telegram, repositories, settle, talker } = await telegramWard()
  const chief = resident('Chủ tịch')
  await chief.talk.says(`/dangky ${await invite('admin')}`)
  const group = telegram.group('Cán bộ phường', { basic: true })
  await talker(group.member(chief)).says('/nhom')
  const bigger = group.becomesSupergroup(true)
  await settle()
  expect(await repositories.settings.get(staffGroupKey)).toBe(`telegram:${bigger.chat.id}`)
})

test('in a group the bot answers only when it is meant, in the topic it was asked in', async () => {
  const { resident, telegram, talker, runtime } = await telegramWard()
  const lan = resident('Lan')
  const group = telegram.group('Tổ dân phố 5', { topics: [45] })
  const member = group.member(lan)
  const talk = talker(member)
  await talk.says('sáng nay trời mưa to quá các bác ạ')
  talk.hearsNothing()
  await talk.says('/hoi@bot_khac mấy giờ mở cửa')
  talk.hearsNothing()
  await talk.does(() =>
    member.says('@troly_phuong_bot mấy giờ phường mở cửa', { message_thread_id: 45, is_topic_message: true }),
  )
  expect(talk.heard().length).toBeGreaterThan(0)
  expect(talk.heard().every(({ topic }) => topic === 45)).toBe(true)

  const answer = member.seen.at(-1)
  await talk.does(() =>
    member.says('thế thứ bảy thì sao', {
      message_thread_id: 45,
      is_topic_message: true,
      reply_to_message: { message_id: answer?.id, from: telegram.bot },
    }),
  )
  expect(talk.heard().length).toBeGreaterThan(0)
  // Every message of a topic "replies" to its first one: that is no call for us.
  await talk.does(() =>
    member.says('họp lúc 7 giờ nhé', {
      message_thread_id: 45,
      is_topic_message: true,
      reply_to_message: { message_id: 45, from: telegram.bot },
    }),
  )
  talk.hearsNothing()
  // What was not for us was not kept either.
  const kept: unknown = runtime.database.raw
    .prepare(`SELECT count(*) FROM inbox WHERE body LIKE '%mưa to%' OR body LIKE '%họp lúc%'`)
    .pluck()
    .get()
  expect(kept).toBe(0)
})

test('personal commands in a group are pointed to the private chat and tell nothing', async () => {
  const { resident, invite, telegram, talker, repositories } = await telegramWard()
  const lan = resident('Lan')
  await lan.talk.says('/start')
  const group = telegram.group('Tổ dân phố 5')
  const member = group.member(lan)
  const talk = talker(member)
  const code = await invite('officer')
  for (const command of ['/dulieu', '/xoadulieu', `/dangky ${code}`, '/ngonngu', '/start', '/huy']) {
    await talk.says(command)
    talk.hears(/^Việc này là chuyện riêng/)
    expect(talk.heard()).toHaveLength(1)
    expect(talk.heard()[0]?.buttons.flat()[0]?.url).toBe('https://t.me/troly_phuong_bot')
  }
  const [contact] = await repositories.contacts.ofPerson(1)
  expect(contact?.role).toBe('resident')
  expect(contact?.conversation).toBe(`telegram:${lan.chat.id}`)
})

test('an admin who hides behind the group has no role, and no notice is sent to the group in their name', async () => {
  const { resident, invite, telegram, talker, repositories } = await telegramWard()
  const chief = resident('Chủ tịch')
  await chief.talk.says(`/dangky ${await invite('admin')}`)
  const group = telegram.group('Cán bộ phường')
  const hidden = group.member({
    user: { id: 1_087_968_824, first_name: 'Group', is_bot: true, username: 'GroupAnonymousBot' },
  })
  const talk = talker(hidden)
  await talk.does(() => hidden.says('/nhom', { sender_chat: { id: group.chat.id, type: 'supergroup' } }))
  talk.hears(/dành cho quản trị/)
  expect(await repositories.settings.get(staffGroupKey)).toBeUndefined()
})
