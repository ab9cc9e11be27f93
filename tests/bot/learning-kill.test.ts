/** kill -9 around an admin's "yes": the answer is in the ward's file exactly once, and who asked hears of it exactly once. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { conversationId, senderId } from '../../bot/chat.ts'
import { learntPath } from '../../content/learning/files.ts'
import { type Draft, withDraft } from '../../handlers/learning/draft.ts'
import { sessionVersion } from '../../handlers/session.ts'
import { databaseFile, openDatabase } from '../../storage/database.ts'
import { createRepositories } from '../../storage/repositories.ts'
import { passingFolder } from '../support/small-ward.ts'

const rounds = 5
const target = fileURLToPath(new URL('../support/kill-target.ts', import.meta.url))
const admin = 'quan-tri-thu-nghiem'
const resident = 'nguoi-dan-thu-nghiem'

const startTarget = async (dataDir: string): Promise<{ child: ChildProcess; address: string }> => {
  const child = spawn(process.execPath, [target, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = await once(child.stdout ?? child, 'data')
  return { child, address: String(line).trim() }
}

const kill = async (child: ChildProcess): Promise<void> => {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

/** While nothing runs: a resident's open question with a wish to hear, and the admin's form at its second look. */
const prepare = async (dataDir: string, round: number): Promise<void> => {
  const { db, close } = await openDatabase(databaseFile(dataDir))
  const { contacts, questions, sessions } = createRepositories(db)
  const now = new Date()
  const meet = async (session: string) =>
    (
      await contacts.meet({
        sender: senderId('web', session),
        conversation: conversationId('web', session),
        name: session,
        privateChat: true,
        locale: 'vi',
        now,
      })
    ).contact
  const asking = await meet(resident)
  await contacts.setRole((await meet(admin)).person, 'admin', null)
  const id = await questions.add(
    {
      channel: 'web',
      contact: asking.id,
      text: `việc lạ số ${round}`,
      outcome: 'decline',
      topic: null,
      entry: null,
      confidence: 0,
      reason: 'unclear',
    },
    now,
  )
  await questions.setNotify(id, { contact: asking.id, remembered: true }, true, now)
  const draft: Draft = {
    mode: 'new',
    step: 'confirm',
    ids: [id],
    phrasings: [`việc lạ số ${round}`],
    title: `Việc lạ số ${round}`,
    answer: `Việc lạ số ${round} thì anh/chị ra quầy hỏi cán bộ trực trong giờ làm việc.`,
    source: 'Thông báo số 12/TB-UBND',
    article: null,
    review: '2099-01-01',
    group: 'dvc',
  }
  await sessions.save(
    conversationId('web', admin),
    sessionVersion,
    withDraft({}, draft, now),
    now,
    new Date(now.getTime() + 3_600_000),
  )
  await close()
}

/** As channels do: the same press again until it is accepted. */
const says = async (address: string, round: number): Promise<boolean> =>
  await fetch(`${address}/api/chat`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ session: admin, id: `yes-${round}`, button: 'learn:yes' }),
  }).then(
    async response => {
      await response.arrayBuffer()
      return response.ok
    },
    () => false,
  )

test(`killed ${rounds} times around the yes: taught once, told once`, { timeout: 240_000 }, async () => {
  const dataDir = passingFolder()
  for (let round = 0; round < rounds; round += 1) {
    await prepare(dataDir, round)
    const first = await startTarget(dataDir)
    const accepted = says(first.address, round)
    // A different instant of claim, commit, file, reload and mark each time.
    await sleep((round * 37) % 200)
    await kill(first.child)
    await accepted
    const second = await startTarget(dataDir)
    await expect.poll(() => says(second.address, round), { timeout: 20_000 }).toBe(true)
    await kill(second.child)
  }
  const last = await startTarget(dataDir)
  const { db, raw, close } = await openDatabase(databaseFile(dataDir))
  const { contentChanges } = createRepositories(db)
  await expect.poll(() => contentChanges.waiting(), { timeout: 20_000 }).toEqual([])
  await kill(last.child)

  const entries = z
    .array(z.looseObject({ title: z.string() }))
    .parse(parse(readFileSync(learntPath(join(dataDir, 'content')), 'utf8')))
  expect(entries.map(({ title }) => title).sort()).toEqual(
    Array.from({ length: rounds }, (_, round) => `Việc lạ số ${round}`).sort(),
  )
  const count = (sql: string): unknown => raw.prepare(sql).pluck().get()
  expect(count(`SELECT count(*) FROM content_change`)).toBe(rounds)
  expect(count(`SELECT count(*) FROM question WHERE told_at IS NOT NULL`)).toBe(rounds)
  expect(count(`SELECT count(*) FROM outbox WHERE origin LIKE 'question:%'`)).toBe(rounds)
  expect(count(`SELECT count(*) FROM audit WHERE action = 'learning.new'`)).toBe(rounds)
  await close()
})
