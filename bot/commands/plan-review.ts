/**
 * `npm run plan:review -- [FILE]`: the review of /napkehoach at a terminal; without FILE it goes on where it
 * was left, in chat or here. Who may write the data folder may apply.
 */
import { createHash, randomInt } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { pino } from 'pino'
import type { Library } from '../../content/library.ts'
import type { Translate } from '../../content/locales.ts'
import { addLine } from '../../content/plan/review/add-line.ts'
import { editItem } from '../../content/plan/review/fields.ts'
import { readForReview } from '../../content/plan/review/read-apart.ts'
import { currentItem, type Review, reviewSchema } from '../../content/plan/review/review.ts'
import type { Engine } from '../../content/search/engine.ts'
import { dayOf } from '../../content/vietnam-time.ts'
import { applyReview } from '../../handlers/plan/apply.ts'
import {
  askLineReply,
  askReply,
  fieldsReply,
  itemReply,
  outlookOf,
  outlookReply,
  summaryReply,
} from '../../handlers/plan/pages.ts'
import { stepOf } from '../../handlers/plan/steps.ts'
import { planChanges } from '../../handlers/plan/take-effect.ts'
import { DataDirInUseError, databaseFile, lockDataDir, openDatabase } from '../../storage/database.ts'
import type { StoredReview } from '../../storage/repositories/plan-reviews.ts'
import { createRepositories } from '../../storage/repositories.ts'
import { toPlain } from '../channels/markup.ts'
import { choicesOf } from '../channels/render.ts'
import type { Button, Reply } from '../chat.ts'
import { newCode } from '../codes.ts'
import { contentDir } from '../content-dir.ts'
import { type ContentHolder, createContentHolder, datedContent } from '../content-holder.ts'
import { createContentPublisher } from '../content-publisher.ts'
import { readLimited } from './plan-file.ts'
import { ownContentDir, readArguments, runCommand, settings, UsageError } from './support.ts'

const usage = 'Cách dùng: npm run plan:review -- [TỆP]   (không có TỆP: xem tiếp lần đang dở)'

type Database = Awaited<ReturnType<typeof openDatabase>>
interface Desk {
  readonly db: Database['db']
  readonly library: () => Library
  readonly engine: () => Engine
  readonly t: Translate
  readonly now: () => Date
  /** A line of the person's; undefined when the input has ended. */
  readonly ask: () => Promise<string | undefined>
}

const say = (text: string): void => console.log(`\n${toPlain(text)}`)

/** Shows a page with its choices numbered. @returns the choices */
const showPage = (reply: Reply): readonly Pick<Button, 'label' | 'value'>[] => {
  const choices = choicesOf(reply)
  say(reply.text)
  console.log(choices.map(({ label }, index) => `  ${index + 1}. ${label}`).join('\n'))
  return choices
}

/** A number or the label itself. */
const chosen = (line: string, choices: readonly Pick<Button, 'label' | 'value'>[]): string | undefined =>
  (
    choices[Number(line.trim()) - 1] ??
    choices.find(({ label }) => label.toLowerCase() === line.trim().toLowerCase())
  )?.value

const begin = async (path: string, { db, library, t, now }: Desk): Promise<boolean> => {
  const bytes = await readLimited(path)
  const code = newCode(4, randomInt).toLowerCase()
  const { ward } = library()
  const name = basename(path)
  const result = await readForReview(bytes, {
    id: code,
    name,
    ward: { name: ward.name, kind: ward.kind, units: ward.units },
  })
  if (!result.ok) {
    console.error(t(`planDocument.problem.${result.problem}`))
    return false
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  await db
    .transaction()
    .execute(trx =>
      createRepositories(trx).planReviews.begin({ code, contact: null, name, sha256 }, result.review, now()),
    )
  say(summaryReply(result.review, t).text)
  return true
}

const open = async ({ db }: Desk): Promise<{ stored: StoredReview; review: Review } | undefined> => {
  const stored = await createRepositories(db).planReviews.underWay()
  const { data } = reviewSchema.safeParse(stored?.review)
  return stored === undefined || data === undefined ? undefined : { stored, review: data }
}

const pageOf = async (review: Review, { db, library, engine, t, now }: Desk): Promise<Reply> => {
  const item = currentItem(review)
  if (item !== undefined)
    return itemReply(
      review,
      item,
      library().ward.units.map(({ name }) => name),
      t,
    )
  const outlook = await outlookOf(review, { library: library(), engine: engine() }, createRepositories(db))
  return outlookReply(review, outlook, { library: library(), today: dayOf(now()), isAdmin: true, t })
}

/** One question and answer after the other. @returns the year that was applied; null when the person left */
const talk = async (desk: Desk): Promise<number | null> => {
  const { db, t, library, engine, now } = desk
  for (;;) {
    const under = await open(desk)
    if (under === undefined) {
      console.error(t('planReview.ask-file'))
      return null
    }
    const { stored, review } = under
    const save = async (next: Review): Promise<void> => {
      await createRepositories(db).planReviews.save(stored.id, next, stored.contact, now())
    }
    const choices = showPage(await pageOf(review, desk))
    const line = await desk.ask()
    if (line === undefined) return null
    const [, , ...args] = (chosen(line, choices) ?? '').split(':')
    const step = stepOf(
      review,
      args,
      library().ward.units.map(({ name }) => name),
    )
    switch (step.kind) {
      case 'review':
        await save(step.review)
        break
      case 'later':
        say(t('planReview.later'))
        return null
      case 'throw-away':
        await createRepositories(db).planReviews.close(stored.id, null, now())
        say(t('planReview.dropped'))
        return null
      case 'apply': {
        const applied = await db.transaction().execute(trx =>
          applyReview(stored, review, 'command:plan-review', {
            library: library(),
            engine: engine(),
            repositories: createRepositories(trx),
            now: now(),
          }),
        )
        if (applied.kind === 'applied') return applied.year
        break
      }
      case 'edit': {
        const next = await typed(review, step.item, step.field, desk)
        if (next === undefined) return null
        await save(next)
        break
      }
      case 'add': {
        const next = await typedLine(review, desk)
        if (next === undefined) return null
        await save(next)
        break
      }
      case 'show':
      case 'stale':
        break
      default:
        return step satisfies never
    }
  }
}

/** @returns the corrected review, the same one when the person went back; undefined when the input has ended */
const typed = async (
  review: Review,
  item: Review['items'][number],
  given: Parameters<typeof askReply>[2] | undefined,
  desk: Desk,
): Promise<Review | undefined> => {
  const { t, library, ask } = desk
  let field = given
  for (;;) {
    const page = field === undefined ? fieldsReply(review, item, t) : askReply(review, item, field, t)
    const choices = showPage(page)
    const line = await ask()
    if (line === undefined) return undefined
    // A typed value may be a number: while a value is asked for, only the words of a choice mean it.
    const choice = field !== undefined && /^\s*\d+\s*$/.test(line) ? undefined : chosen(line, choices)
    if (choice !== undefined) {
      const [, , ...args] = choice.split(':')
      const step = stepOf(review, args, [])
      if (step.kind !== 'edit') return review
      field = step.field
      continue
    }
    if (field === undefined) continue
    const edited = editItem(review, item.id, field, line, library().ward.units)
    if (edited.ok) return edited.review
    say(t(`planReview.problem.${edited.problem}`))
  }
}

/** @returns the review with the typed line, the same one when the person went back; undefined when the input has ended */
const typedLine = async (review: Review, { t, ask, library }: Desk): Promise<Review | undefined> => {
  for (;;) {
    const choices = showPage(askLineReply(review, t))
    const line = await ask()
    if (line === undefined) return undefined
    if (chosen(line, choices) !== undefined) return review
    const added = addLine(review, line, library().ward.units)
    if (added.ok) return added.review
    say(t(`planReview.problem.${added.problem}`))
  }
}

/** Brings it into use here when no bot runs over this data; else the running bot does within seconds. */
const publish = async (
  { db, now }: Desk,
  content: ContentHolder,
  { dataDir, ward }: { dataDir: string; ward: string },
): Promise<void> => {
  try {
    const lock = lockDataDir(dataDir)
    try {
      await createContentPublisher({
        db,
        ownDir: ownContentDir(dataDir),
        wardDir: join(contentDir, 'wards', ward),
        plans: planChanges,
        content,
        capabilities: () => {
          throw new Error('no channel is open here')
        },
        now,
        log: pino({ level: 'silent' }),
        onReplies: () => undefined,
      }).publish()
    } finally {
      lock.release()
    }
  } catch (error) {
    if (!(error instanceof DataDirInUseError)) throw error
  }
}

await runCommand(async () => {
  const { positionals } = readArguments(usage, {})
  const [path] = positionals
  if (positionals.length > 1) throw new UsageError(usage)
  const { dataDir, ward } = settings()
  mkdirSync(dataDir, { recursive: true })
  const now = (): Date => new Date()
  const content = datedContent(
    createContentHolder({ contentDir, ward, ownDir: ownContentDir(dataDir) }, pino({ level: 'silent' })),
    now,
  )
  const { db, close } = await openDatabase(databaseFile(dataDir))
  const lines = createInterface({ input: process.stdin })
  const waiting = lines[Symbol.asyncIterator]()
  const desk: Desk = {
    db,
    library: () => content.current().library,
    engine: () => content.current().engine,
    t: content.current().locales.in('vi'),
    now,
    ask: async () => {
      process.stdout.write('> ')
      const { value, done } = await waiting.next()
      return done === true ? undefined : value
    },
  }
  try {
    if (path !== undefined && !(await begin(path, desk))) return 1
    const year = await talk(desk)
    if (year === null) return 0
    await publish(desk, content, { dataDir, ward })
    say(desk.t('planReview.applied', { year }))
    return 0
  } finally {
    lines.close()
    await close()
  }
})
