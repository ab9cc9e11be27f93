/** The bot asked in the terminal right after it was set up: the real handlers and content, in a folder that is thrown away. */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { pino } from 'pino'
import type { Plan } from '../../content/plan/plan.ts'
import { createRepositories } from '../../storage/repositories.ts'
import { createConsoleChannel } from '../channels/console.ts'
import { conversationId, senderId } from '../chat.ts'
import { contentDir } from '../content-dir.ts'
import { createContentHolder } from '../content-holder.ts'
import { createMetrics } from '../metrics.ts'
import { createWard } from '../ward.ts'

/** Questions this very plan can answer; the year is said where another plan is in force today. */
export const questionsFor = (plan: Plan | null, yearNow: number): readonly [string, string] =>
  plan === null || plan.year <= yearNow
    ? [questionFor(plan), '/tiendo']
    : [`năm ${plan.year} ${questionFor(plan)}`, `/tiendo ${plan.year}`]

const questionFor = (plan: Plan | null): string => {
  const counted = plan?.targets.find(({ shape }) => shape === 'yearly-count' || shape === 'monthly-per-unit')
  const form = counted?.forms[0]
  const words: Readonly<Partial<Record<NonNullable<typeof form>, string>>> = {
    loudspeaker: 'chỉ tiêu loa là bao nhiêu',
    banner: 'chỉ tiêu băng rôn là bao nhiêu',
    pano: 'chỉ tiêu pano là bao nhiêu',
    leaflet: 'chỉ tiêu tờ rơi là bao nhiêu',
    seminar: 'bao giờ có tọa đàm',
    mobile_van: 'xe tuyên truyền chạy mấy buổi',
    video: 'chỉ tiêu clip là bao nhiêu',
  }
  return (form === undefined ? undefined : words[form]) ?? 'phường tuyên truyền những gì'
}

/** Asks as an officer of the ward and gives what the bot said to each question. */
export const tryOut = async (
  slug: string,
  ownDir: string,
  questions: readonly string[],
): Promise<{ readonly question: string; readonly answer: string }[]> => {
  const log = pino({ level: 'silent' })
  const dataDir = mkdtempSync(join(tmpdir(), 'ward-new-'))
  const user = 'ward-new'
  try {
    const content = createContentHolder({ contentDir, ward: slug, ownDir }, log)
    const ward = await createWard({ ward: slug, dataDir, contentDir, log, metrics: createMetrics(), content })
    try {
      const { contacts } = createRepositories(ward.database.db)
      const { contact } = await contacts.meet({
        sender: senderId('console', user),
        conversation: conversationId('console', user),
        name: user,
        privateChat: true,
        locale: 'vi',
        now: ward.now(),
      })
      await contacts.setRole(contact.person, 'admin', null)
      // The notice of rights at first contact belongs to real people.
      await contacts.noteNotified(contact.person, ward.now())
      const input = new PassThrough()
      const output = new PassThrough()
      let said = ''
      output.on('data', (chunk: Buffer) => {
        said += chunk.toString()
      })
      const channel = createConsoleChannel({
        input,
        output,
        user,
        now: ward.now,
        newId: randomUUID,
        onEnd: () => undefined,
      })
      await ward.start([channel])
      const answers: { question: string; answer: string }[] = []
      for (const question of questions) {
        said = ''
        input.write(`${question}\n`)
        // The line reaches the bot in a later turn of the event loop.
        await new Promise(resolve => setImmediate(resolve))
        await ward.idle()
        answers.push({ question, answer: withoutFiles(said) })
      }
      return answers
    } finally {
      await ward.stop()
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** Pictures lie in the folder that is thrown away. */
const withoutFiles = (said: string): string =>
  said
    .split('\n')
    .filter(line => !line.startsWith('📎'))
    .join('\n')
    .trim()
