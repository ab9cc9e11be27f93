/** kill -9 while entries are saved, photos come in and a lead approves: no half entry, no lost file, no double count. */
import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import BetterSqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { conversationId, senderId, type Update, type UpdateContent } from '../../bot/chat.ts'
import { databaseFile, openDatabase } from '../../storage/database.ts'
import { createRepositories } from '../../storage/repositories.ts'
import { photo } from '../support/pictures.ts'

const kills = 10
const target = fileURLToPath(new URL('../support/kill-activity-target.ts', import.meta.url))

interface Run {
  readonly child: ChildProcess
  readonly confirmed: Set<string>
}

const startTarget = async (dataDir: string, confirmed: Set<string>): Promise<Run> => {
  const child = spawn(process.execPath, [target, dataDir], { stdio: ['pipe', 'pipe', 'pipe'] })
  const errors: string[] = []
  child.stderr?.on('data', chunk => errors.push(String(chunk)))
  child.stdin?.on('error', () => undefined)
  if (child.stdout === null) throw new Error('no output')
  const lines = createInterface({ input: child.stdout })
  const ready = new Promise<void>((resolve, reject) => {
    lines.on('line', line => (line === 'ready' ? resolve() : confirmed.add(line.replace(/^ok /, ''))))
    child.once('exit', code => reject(new Error(`the target stopped (exit ${code}): ${errors.join('')}`)))
  })
  await ready
  return { child, confirmed }
}

const prepare = async (dataDir: string): Promise<void> => {
  const { db, close } = await openDatabase(databaseFile(dataDir))
  const { contacts } = createRepositories(db)
  const now = new Date()
  for (const [name, role] of [
    ['officer', 'officer'],
    ['lead', 'admin'],
  ] as const) {
    const { contact } = await contacts.meet({
      sender: senderId('telegram', name),
      conversation: conversationId('telegram', name),
      name,
      privateChat: true,
      locale: 'vi',
      now,
    })
    await contacts.setRole(contact.person, role, null)
  }
  await close()
}

test(`killed ${kills} times: each entry, its photo and its approval are there exactly once`, {
  timeout: 300_000,
}, async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'kill-activity-'))
  await prepare(dataDir)
  const confirmed = new Set<string>()
  let run = await startTarget(dataDir, confirmed)
  let over = false
  let updates = 0

  // Repeats an update until the program has said it is safe, as channels do.
  const tell = async (who: string, content: UpdateContent): Promise<void> => {
    updates += 1
    const update: Update = {
      channel: 'telegram',
      id: `u${updates}`,
      conversation: conversationId('telegram', who),
      sender: { id: senderId('telegram', who), name: who },
      chat: 'private',
      addressed: true,
      at: new Date().toISOString(),
      content,
    }
    for (let wait = 0; !confirmed.has(update.id); wait += 1) {
      if (wait % 40 === 0) run.child.stdin?.write(`${JSON.stringify(update)}\n`)
      await sleep(5)
    }
  }
  const watch = new BetterSqlite(databaseFile(dataDir), { readonly: true })
  const count = (sql: string): number => Number(watch.prepare(sql).pluck().get())
  const until = async (sql: string, number: number): Promise<void> => {
    while (count(sql) < number) await sleep(5)
  }
  const text = (words: string) => ({ kind: 'text' as const, text: words })

  let cycles = 0
  const work = async (): Promise<void> => {
    while (!over) {
      const n = cycles + 1
      await tell('officer', text(`/ghi loa 2 tin 7 phút chợ số ${n} hôm nay`))
      await tell('officer', text('Lưu'))
      await tell('officer', photo(n))
      await until('SELECT count(*) FROM evidence', n)
      await tell('lead', text(`/duyet ${n}`))
      await tell('lead', text(`Duyệt ${String(n).padStart(4, '0')}`))
      await until(`SELECT count(*) FROM activity WHERE state = 'approved'`, n)
      cycles = n
    }
  }
  const working = work()
  for (let kill = 0; kill < kills; kill += 1) {
    await sleep(20 + ((kill * 67) % 260))
    run.child.kill('SIGKILL')
    await once(run.child, 'exit')
    run = await startTarget(dataDir, confirmed)
  }
  over = true
  await working
  run.child.kill('SIGKILL')
  await once(run.child, 'exit')

  expect(cycles).toBeGreaterThan(1)
  expect(count('SELECT count(*) FROM activity')).toBe(cycles)
  expect(count('SELECT max(number) FROM activity')).toBe(cycles)
  expect(count(`SELECT sum(quantity) FROM activity WHERE standing = 'approved'`)).toBe(2 * cycles)
  expect(count('SELECT count(*) FROM activity_revision')).toBe(2 * cycles)
  expect(count(`SELECT count(*) FROM audit WHERE action = 'activity.approve'`)).toBe(cycles)
  expect(count('SELECT count(DISTINCT activity_id) FROM evidence')).toBe(cycles)
  expect(count('SELECT count(*) FROM evidence')).toBe(cycles)
  for (const hash of watch.prepare('SELECT sha256 FROM evidence').pluck().all()) {
    const path = join(dataDir, 'evidence', String(hash).slice(0, 2), String(hash))
    expect(existsSync(path)).toBe(true)
    expect(createHash('sha256').update(readFileSync(path)).digest('hex')).toBe(hash)
  }
  expect(watch.pragma('integrity_check', { simple: true })).toBe('ok')
  watch.close()

  // What a kill left half written goes at the next start.
  const last = await startTarget(dataDir, confirmed)
  expect(readdirSync(join(dataDir, 'evidence', 'incoming'))).toEqual([])
  last.child.kill('SIGKILL')
  await once(last.child, 'exit')
  rmSync(dataDir, { recursive: true, force: true })
  console.info(`${kills} kills, ${cycles} entries`)
})
