/** Two channels of one person: nothing stays behind on the person that is no more. */
import { expect, onTestFinished, test } from 'vitest'
import { conversationId, senderId } from '../../bot/chat.ts'
import { openDatabase } from '../../storage/database.ts'
import { createRepositories } from '../../storage/repositories.ts'

const now = new Date('2026-11-22T09:00:00+07:00')

const people = async () => {
  const { db, raw, close } = await openDatabase(':memory:')
  onTestFinished(close)
  const repositories = createRepositories(db)
  const meet = async (name: string) =>
    (
      await repositories.contacts.meet({
        sender: senderId('telegram', name),
        conversation: conversationId('telegram', name),
        name,
        privateChat: true,
        locale: 'vi',
        now,
      })
    ).contact
  return { raw, repositories, keeper: await meet('an'), other: await meet('binh') }
}

test('every table that names a person follows to the one who stays', async () => {
  const { raw, repositories, keeper, other } = await people()
  await repositories.contacts.setRole(keeper.person, 'lead', 'Phòng Văn hóa - Xã hội')
  await repositories.contacts.noteNotified(other.person, now)
  await repositories.invites.add({
    code: 'ABCDEFGH',
    role: 'officer',
    unit: null,
    note: null,
    by: other.person,
    now,
    expires: now,
  })
  await repositories.contacts.join(keeper.person, other.person)
  const joined = await repositories.contacts.ofPerson(keeper.person)
  expect(joined.map(({ name, role }) => [name, role])).toEqual([
    ['an', 'lead'],
    ['binh', 'lead'],
  ])
  expect(raw.prepare('SELECT created_by FROM invite').pluck().all()).toEqual([keeper.person])
  expect(await repositories.contacts.noteNotified(keeper.person, now)).toBe(false)
  expect(raw.prepare('SELECT id FROM person').pluck().all()).toEqual([keeper.person])
})

test('a table that is to come is followed too, and what both had is kept once', async () => {
  const { raw, repositories, keeper, other } = await people()
  raw.exec(
    'CREATE TABLE wish (person INTEGER NOT NULL REFERENCES person(id), what TEXT, UNIQUE (person, what))',
  )
  raw
    .prepare('INSERT INTO wish VALUES (?, ?), (?, ?), (?, ?)')
    .run(...[keeper.person, 'loa', other.person, 'loa', other.person, 'tổ 3'])
  await repositories.contacts.join(keeper.person, other.person)
  expect(raw.prepare('SELECT person, what FROM wish ORDER BY what').raw().all()).toEqual([
    [keeper.person, 'loa'],
    [keeper.person, 'tổ 3'],
  ])
})

test('columns that hold a person say so to the database', async () => {
  const { raw } = await people()
  const columns = raw
    .prepare(
      `SELECT s.name || '.' || c.name FROM sqlite_schema s JOIN pragma_table_info(s.name) c
       WHERE s.type = 'table' AND c.type = 'INTEGER' AND c.name LIKE '%person%'
       AND NOT EXISTS (SELECT 1 FROM pragma_foreign_key_list(s.name) f WHERE f."from" = c.name AND f."table" = 'person')`,
    )
    .pluck()
    .all()
  expect(columns).toEqual([])
})
