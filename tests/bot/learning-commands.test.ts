/** What operators run: the list of unanswered questions, and everything the ward taught, as YAML for review. */
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { conversationId, senderId } from '../../bot/chat.ts'
import { applyChange } from '../../content/learning/files.ts'
import { databaseFile, openDatabase } from '../../storage/database.ts'
import { createRepositories } from '../../storage/repositories.ts'
import { passingFolder } from '../support/small-ward.ts'

const start = fileURLToPath(new URL('../../bot/start.mjs', import.meta.url))
const run = async (dataDir: string, ...command: string[]): Promise<string> =>
  (
    await promisify(execFile)(process.execPath, [start, ...command], {
      env: { ...process.env, DATA_DIR: dataDir, WARD: 'muong-lay' },
      cwd: dataDir,
    })
  ).stdout

const now = new Date('2026-11-22T02:00:00Z')
const change = {
  kind: 'phrasings' as const,
  entry: 'hotich.birth.register',
  questions: ['thằng cu cần giấy gì'],
}

const asked = async (dataDir: string): Promise<void> => {
  const { db, close } = await openDatabase(databaseFile(dataDir))
  const { contacts, questions, contentChanges } = createRepositories(db)
  const { contact } = await contacts.meet({
    sender: senderId('web', 'a'),
    conversation: conversationId('web', 'a'),
    name: 'Lan',
    privateChat: true,
    locale: 'vi',
    now,
  })
  const add = async (text: string, outcome: 'decline' | 'answer', entry: string | null): Promise<number> =>
    await questions.add(
      {
        channel: 'web',
        contact: contact.id,
        text,
        outcome,
        topic: entry,
        entry,
        confidence: 0.1,
        reason: outcome === 'decline' ? 'unclear' : null,
      },
      now,
    )
  await add('bao giờ cắt điện bản Hốc', 'decline', null)
  await add('lịch cắt điện bản Hốc bao giờ', 'decline', null)
  await questions.rate(
    await add('nuôi lợn ở sân', 'answer', 'feedback.send'),
    { contact: contact.id, remembered: true },
    'wrong',
    now,
  )
  await add('khai sinh', 'answer', 'hotich.birth.register')
  await contentChanges.markApplied(
    await contentChanges.add(
      { actor: 'contact:1', kind: change.kind, entry: change.entry, body: change },
      now,
    ),
    now,
  )
  await close()
}

test('unanswered and badly rated questions in groups; what was taught as YAML with who approved it', {
  timeout: 120_000,
}, async () => {
  const dataDir = passingFolder()
  await asked(dataDir)
  applyChange(join(dataDir, 'content'), change)
  const { questions, groups } = JSON.parse(await run(dataDir, 'commands/unanswered', '--json'))
  expect(questions).toBe(3)
  expect(groups).toMatchObject([
    { count: 2, unanswered: 2, last: '2026-11-22' },
    { count: 1, example: 'nuôi lợn ở sân', rated: ['feedback.send'] },
  ])
  const out = join(dataDir, 'review.yaml')
  await run(dataDir, 'commands/content-export', '--out', out)
  expect(parse(readFileSync(out, 'utf8'))).toMatchObject({
    ward: 'muong-lay',
    entries: [],
    phrasings: [{ entry: change.entry, questions: change.questions }],
    approvals: [{ by: 'contact:1', kind: 'phrasings', entry: change.entry, inUse: true }],
  })
})
