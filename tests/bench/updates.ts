/** Updates a second through inbox, dispatcher, handler and outbox, beside a bare insert-and-select loop on the same disk. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import BetterSqlite from 'better-sqlite3'
import { pino } from 'pino'
import { conversationId, senderId } from '../../bot/chat.ts'
import { contentDir } from '../../bot/content-dir.ts'
import { createMetrics } from '../../bot/metrics.ts'
import { createWard } from '../../bot/ward.ts'
import { createScriptedChannel } from '../support/scripted-channel.ts'
import { round } from './measure.ts'
import { sampleQuestions } from './questions.ts'

const bareLoop = (folder: string, count: number): number => {
  const raw = new BetterSqlite(join(folder, 'bare.sqlite'))
  raw.pragma('journal_mode = WAL')
  raw.pragma('synchronous = FULL')
  raw.exec('CREATE TABLE item (id INTEGER PRIMARY KEY, body TEXT NOT NULL)')
  const insert = raw.prepare('INSERT INTO item (body) VALUES (?)')
  const select = raw.prepare('SELECT body FROM item WHERE id = ?')
  const started = performance.now()
  for (let index = 0; index < count; index += 1) select.get(insert.run(`body ${index}`).lastInsertRowid)
  const seconds = (performance.now() - started) / 1000
  raw.close()
  return count / seconds
}

export const benchUpdates = async (smoke: boolean) => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  const count = smoke ? 300 : 3000
  const channel = createScriptedChannel('telegram')
  const ward = await createWard({
    ward: 'muong-lay',
    dataDir: folder,
    contentDir,
    log: pino({ level: 'silent' }),
    metrics: createMetrics(),
  })
  try {
    await ward.start([channel])
    const questions = sampleQuestions(count)
    const updates = questions.map((text, index) => {
      const name = `p${index % 200}`
      return {
        channel: 'telegram' as const,
        id: String(index),
        conversation: conversationId('telegram', name),
        sender: { id: senderId('telegram', name) },
        chat: 'private' as const,
        addressed: true,
        at: new Date().toISOString(),
        content: { kind: 'text' as const, text },
      }
    })
    const started = performance.now()
    await Promise.all(updates.map(update => channel.receive(update)))
    await ward.idle()
    const perSecond = count / ((performance.now() - started) / 1000)
    const bare = bareLoop(folder, count)
    return {
      perSecond: round(perSecond, 0),
      barePerSecond: round(bare, 0),
      ratio: round(perSecond / bare, 3),
    }
  } finally {
    await ward.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
