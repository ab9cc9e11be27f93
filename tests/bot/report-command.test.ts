/** `npm run report -- … --issue`, in a process of its own: what it leaves behind is what issuing in chat does. */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { text as textOf } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { databaseFile, openDatabase } from '../../storage/database.ts'
import { createEvidenceStore } from '../../storage/evidence-store.ts'
import { createRepositories, type Repositories } from '../../storage/repositories.ts'
import { testWard } from '../support/conversation.ts'
import { passingFolder } from '../support/small-ward.ts'

const start = fileURLToPath(new URL('../../bot/start.mjs', import.meta.url))

const report = async (dataDir: string, ...args: readonly string[]) => {
  const child = spawn(
    process.execPath,
    [
      start,
      'commands/report',
      ...['--period', '2026-Q3', '--cutoff', '2026-09-11', '--out', join(dataDir, 'out')],
      ...args,
    ],
    {
      env: { ...process.env, DATA_DIR: dataDir, WARD: 'muong-lay' },
      cwd: dataDir,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  const [out, err] = await Promise.all([textOf(child.stdout), textOf(child.stderr)])
  return { out, err }
}

/** The appendix row of the report, as leads see it: which of its deadlines are done, and what proves them. */
const reportRow = async ({ planItems }: Repositories) => {
  const items = await planItems.list(2026, 'task:10')
  const evidence = await planItems.evidenceOf(items.map(({ id }) => id))
  return {
    parts: items.map(({ part, doneOn, note }) => ({ part, done: doneOn !== null, note })),
    evidence: evidence.map(({ kind, name, mimeType }) => ({ kind, name, mimeType })),
    files: evidence.flatMap(({ sha256 }) => sha256 ?? []),
  }
}

test('a report issued at the terminal ticks the row of the plan that asked for it, as one issued in chat does', async () => {
  const ward = await testWard({ start: new Date('2026-09-11T09:00:00+07:00') })
  const admin = ward.person('Quản')
  await admin.hasRole('admin')
  await admin.sends({ kind: 'button', value: 'bc:phat:2026-Q3:p:2026-09-11' })
  admin.hears(/Đã chốt báo cáo quý III/)
  const inChat = await reportRow(ward.repositories)

  const dataDir = passingFolder()
  expect((await report(dataDir, '--issue')).out).toMatch(/Đã ban hành báo cáo số 1/)
  const { db, close } = await openDatabase(databaseFile(dataDir))
  const repositories = createRepositories(db)
  const atTerminal = await reportRow(repositories)
  const actors = (await repositories.audit.list({ subject: 'task:10', limit: 5 })).map(
    ({ actor, action }) => `${actor} ${action}`,
  )
  await close()

  expect(atTerminal.parts).toEqual([{ part: '2026-09-12', done: true, note: 'Báo cáo số 1 trong hệ thống' }])
  expect(atTerminal.parts).toEqual(inChat.parts)
  expect(atTerminal.evidence).toEqual(inChat.evidence)
  expect(actors).toEqual(['command plan.done'])
  const [proof = ''] = atTerminal.files
  const { pathOf } = createEvidenceStore(join(dataDir, 'evidence'), () => 'unused')
  expect(
    createHash('sha256')
      .update(readFileSync(pathOf(proof)))
      .digest('hex'),
  ).toBe(proof)

  // Once more is a supplement, and asked for by name; the row stays done once.
  const again = await report(dataDir, '--issue')
  expect(again.err).toMatch(/Kỳ này đã ban hành, số liệu đến 11\/09\/2026/)
  expect(existsSync(join(dataDir, 'reports', '2'))).toBe(false)
})
