/** A ward with a small share of the shipped answers, so that its content is trained in an instant and may change in a test. */
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { onTestFinished } from 'vitest'
import { contentDir } from '../../bot/content-dir.ts'
import { type ContentHolder, createContentHolder } from '../../bot/content-holder.ts'

const files = [
  'locales',
  'topics.yaml',
  'smalltalk.yaml',
  'danger.yaml',
  'elsewhere.yaml',
  'wards/muong-lay/ward.yaml',
  'faq/hotich.yaml',
  'faq/ward.yaml',
  'procedures/ho-tich.yaml',
]

/** A folder that goes when the test is over. */
export const passingFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'ward-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Its shipped content, in a folder of its own. */
export const smallContentDir = (): string => {
  const folder = passingFolder()
  for (const file of files) {
    mkdirSync(join(folder, file, '..'), { recursive: true })
    cpSync(join(contentDir, file), join(folder, file), { recursive: true })
  }
  return folder
}

/** Content that also reads the ward's own folder below `dataDir`, as the running program does. */
export const smallContent = (dataDir: string, from = smallContentDir()): ContentHolder =>
  createContentHolder(
    { contentDir: from, ward: 'muong-lay', ownDir: join(dataDir, 'content') },
    pino({ level: 'silent' }),
  )
