/** Linking channels: a code joins a person's chats, and never gives a role to somebody who had no right to it. */
import { expect, test } from 'vitest'
import { linkLifeMs } from '../../handlers/link.ts'
import { type Person, type TestWard, testWard } from '../support/conversation.ts'
import { createScriptedChannel } from '../support/scripted-channel.ts'

const twoChannels = (): Promise<TestWard> =>
  testWard({ channels: [createScriptedChannel('telegram'), createScriptedChannel('zalo-oa')] })

const codeFor = async (person: Person): Promise<string> => {
  await person.says('/lienket')
  const code = /\/lienket ([A-Z0-9]{8})\b/.exec(person.heard.map(({ text }) => text).join('\n'))?.[1]
  if (code === undefined) throw new Error('no code was given')
  return code
}
const personOf = async ({ repositories }: TestWard, { conversation }: Person) => {
  const found = (
    await repositories.contacts.withRole(['resident', 'volunteer', 'officer', 'lead', 'admin'])
  ).find(contact => contact.conversation === conversation)
  return { person: found?.person, role: found?.role }
}

test('a resident links Zalo and Telegram and is one person on both', async () => {
  const ward = await twoChannels()
  const onTelegram = ward.person('lan', 'telegram')
  const onZalo = ward.person('lan-zalo', 'zalo-oa')
  const code = await codeFor(onTelegram)
  await onZalo.says(`/lienket ${code.toLowerCase().replace(/^(.{4})/, '$1 - ')}`)
  onZalo.hears(/Đã liên kết với Telegram.*người dân/s)
  expect((await personOf(ward, onZalo)).person).toBe((await personOf(ward, onTelegram)).person)
  // The other side hears of it, in case it was somebody else.
  const told = ward.channels.get('telegram')?.sent.at(-1)
  expect(told).toMatchObject({ to: onTelegram.conversation, reply: { priority: 'notice' } })
  expect(told?.reply.text).toContain('Zalo của phường vừa được liên kết')
  expect((await ward.repositories.audit.list({ limit: 1 }))[0]).toMatchObject({ action: 'link.join' })
})

test('an officer brings the role to a second channel by giving the code from the first', async () => {
  const ward = await twoChannels()
  const officer = ward.person('hung', 'telegram')
  await officer.hasRole('officer', 'Phòng Văn hóa - Xã hội')
  const onZalo = ward.person('hung-zalo', 'zalo-oa')
  const code = await codeFor(officer)
  await onZalo.says(`/lienket ${code}`)
  onZalo.hears(/cán bộ/)
  expect(await personOf(ward, onZalo)).toEqual(await personOf(ward, officer))
  expect((await personOf(ward, onZalo)).role).toBe('officer')
})

test('a stranger who talks an officer into entering a code gains nothing, nor does the officer lose anything', async () => {
  const ward = await twoChannels()
  const stranger = ward.person('la', 'zalo-oa')
  const officer = ward.person('hung', 'telegram')
  await officer.hasRole('admin')
  const code = await codeFor(stranger)
  await officer.says(`/lienket ${code}`)
  officer.hears(/ngược lại.*người lạ/s)
  expect((await personOf(ward, stranger)).role).toBe('resident')
  expect((await personOf(ward, officer)).role).toBe('admin')
  expect((await personOf(ward, officer)).person).not.toBe((await personOf(ward, stranger)).person)
  expect((await ward.repositories.audit.list({ limit: 1 }))[0]).toMatchObject({ action: 'link.refused' })
})

test('a code works once, for ten minutes, and a new one ends the old', async () => {
  const ward = await twoChannels()
  const giver = ward.person('lan', 'telegram')
  const first = ward.person('mot', 'zalo-oa')
  const second = ward.person('hai', 'zalo-oa')
  const old = await codeFor(giver)
  const code = await codeFor(giver)
  await first.says(`/lienket ${old}`)
  first.hears(/không đúng/)
  await first.says(`/lienket ${code}`)
  first.hears(/Đã liên kết/)
  await first.says(`/lienket ${code}`)
  first.hears(/đã dùng/)
  await second.says(`/lienket ${code}`)
  second.hears(/đã dùng/)
  const late = await codeFor(giver)
  ward.clock.forward(linkLifeMs)
  await second.says(`/lienket ${late}`)
  second.hears(/quá hạn/)
})

test('codes can not be guessed by trying', async () => {
  const ward = await twoChannels()
  const giver = ward.person('lan', 'telegram')
  const guesser = ward.person('mo', 'zalo-oa')
  const code = await codeFor(giver)
  for (let guess = 0; guess < 5; guess += 1) await guesser.says(`/lienket SAISAI${guess}${guess}`)
  await guesser.says(`/lienket ${code}`)
  guesser.hears(/nhập sai nhiều lần/)
  ward.clock.forward(16 * 60_000)
  await guesser.says(`/lienket ${await codeFor(giver)}`)
  guesser.hears(/Đã liên kết/)
})

test('one’s own code on the same channel changes nothing', async () => {
  const ward = await twoChannels()
  const giver = ward.person('lan', 'telegram')
  await giver.says(`/lienket ${await codeFor(giver)}`)
  giver.hears(/đã liên kết với nhau rồi/)
})

test('a channel linked by mistake is let go again, as a resident, and only by its own person', async () => {
  const ward = await twoChannels()
  const officer = ward.person('hung', 'telegram')
  await officer.hasRole('officer')
  const wrong = ward.person('nham', 'zalo-oa')
  const stranger = ward.person('la', 'zalo-oa')
  await wrong.says(`/lienket ${await codeFor(officer)}`)
  expect((await personOf(ward, wrong)).role).toBe('officer')
  await officer.says('/lienket')
  officer.hears(/Đang liên kết với: Zalo của phường/)
  const value = ward.channels
    .get('telegram')
    ?.sent.at(-1)
    ?.reply.buttons?.flat()
    .find(({ label }) => label.startsWith('Bỏ liên kết'))?.value
  await stranger.sends({ kind: 'button', value: value ?? '' })
  stranger.hears(/không còn liên kết với anh/)
  expect((await personOf(ward, wrong)).role).toBe('officer')
  await officer.presses(/Bỏ liên kết/)
  officer.hears(/Đã bỏ liên kết/)
  expect((await personOf(ward, wrong)).role).toBe('resident')
  expect((await personOf(ward, officer)).role).toBe('officer')
})

test('in a group no code is shown', async () => {
  const ward = await twoChannels()
  const person = ward.person('lan', 'telegram')
  await person.sends({ kind: 'text', text: '/lienket' }, { chat: 'group' })
  for (const { text } of person.heard) expect(text).not.toMatch(/\/lienket [A-Z0-9]{8}/)
})
