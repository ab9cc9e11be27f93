/** A yearly report of 5,000 activities with 2,000 pieces of evidence: seconds and memory, from the database to three files. */

import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { contentDir } from '../../bot/content-dir.ts'
import { loadLibrary } from '../../content/library.ts'
import { databaseFile, openDatabase } from '../../storage/database.ts'
import { addYear } from '../support/year-of-activities.ts'
import { round } from './measure.ts'

const start = fileURLToPath(new URL('../../bot/start.mjs', import.meta.url))
const ward = 'muong-lay'

export const benchReport = async (smoke: boolean) => {
  const many = smoke ? 500 : 5000
  const evidence = smoke ? 200 : 2000
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  try {
    const { plan, ward: profile } = loadLibrary({ contentDir, ward }).library
    if (plan === null) throw new Error('the ward of the benchmark has no plan')
    const { db, close } = await openDatabase(databaseFile(folder))
    await addYear(db, { plan, ward: profile, many, evidence })
    await close()
    // A process of its own, as an officer starts it: its time and its largest memory are the whole command's.
    const measured = `process.on('exit', () => console.error('maxRSS', process.resourceUsage().maxRSS))`
    const started = performance.now()
    const { status, stderr } = spawnSync(
      process.execPath,
      [
        // As package.json starts it: a large young generation would cost 100 MB for a second's work.
        '--disable-warning=ExperimentalWarning',
        '--max-semi-space-size=8',
        '--import',
        `data:text/javascript,${encodeURIComponent(measured)}`,
        start,
        'commands/report',
        '--period',
        `${plan.year}-year`,
        '--cutoff',
        `${plan.year}-12-31`,
        '--out',
        join(folder, 'out'),
      ],
      { env: { ...process.env, DATA_DIR: folder, WARD: ward }, encoding: 'utf8' },
    )
    if (status !== 0) throw new Error(`the report was not made: ${stderr}`)
    return {
      activities: many,
      seconds: round((performance.now() - started) / 1000, 2),
      peakMiB: round(Number(/maxRSS (\d+)/.exec(stderr)?.[1] ?? Number.NaN) / 1024, 1),
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
