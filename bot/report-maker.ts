/**
 * Makes the reports people asked for in chat. The wish is a row, stored with the reply that says "being made"; files are made
 * outside any transaction, in a thread; then the freezing, the row's end and the reply with the files are one transaction.
 * A stop at any point leaves a waiting row, and the next start begins anew: each report is issued and sent once.
 */
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { ReportFile } from '../handlers/report/files.ts'
import { type MakingOrder, makeApart } from '../handlers/report/make-apart.ts'
import type { EvidenceStore } from '../storage/evidence-store.ts'
import { isStorageTrouble } from '../storage/group-commit.ts'
import type { ReportJob } from '../storage/repositories/report-jobs.ts'
import { createRepositories, type Repositories } from '../storage/repositories.ts'
import type { Database } from '../storage/schema.ts'
import { pieces } from './channels/render.ts'
import {
  type Capabilities,
  type Channel,
  type Contact,
  type ConversationId,
  channelOf,
  type Reply,
} from './chat.ts'
import type { ContentHolder } from './content-holder.ts'
import { createReportWork, draftsFolder, type Finished } from './report-work.ts'

export interface ReportMaker {
  /** Looks for work; never throws, never waits. */
  wake(): void
  /** Resolves when nothing waits or is being made. */
  idle(): Promise<void>
  /** Begins nothing new; resolves when what is being made is done. */
  stop(): Promise<void>
  /** Removes drafts nobody can be waiting for any more. @returns how many went */
  tidy(): Promise<number>
}

/** Tries of work that fails, and of work in the midst of which the program (or the disk) stopped. */
const mostAttempts = 3
const mostStops = 8
const draftDays = 14
const dayMs = 24 * 60 * 60 * 1000
export const createReportMaker = (options: {
  readonly db: Kysely<Database>
  readonly dataDir: string
  readonly contentDir: string
  readonly content: ContentHolder
  readonly evidence: EvidenceStore
  readonly capabilities: (channel: Channel) => Capabilities
  readonly now: () => Date
  readonly log: Logger
  readonly onReplies: (conversations: readonly ConversationId[]) => void
  /** Default: in a thread of its own. */
  readonly make?: (order: MakingOrder) => Promise<readonly ReportFile[]>
}): ReportMaker => {
  const { db, dataDir, content, now, log } = options
  const drafts = draftsFolder(dataDir)
  let running: Promise<void> | undefined
  let again = false
  let stopping = false

  const works = createReportWork({
    ...options,
    make: options.make ?? makeApart,
    read: async work => await db.transaction().execute(trx => work(createRepositories(trx))),
  })

  /** The row's end and its reply, once. */
  const finish = async (
    job: ReportJob,
    contact: Contact,
    work: (repositories: Repositories) => Promise<Finished>,
  ): Promise<void> => {
    const told = await db.transaction().execute(async trx => {
      const repositories = createRepositories(trx)
      // The claim comes first: what was ended before must not be issued again.
      if (!(await repositories.reportJobs.finish(job.id, null, now()))) return false
      const { reply, report } = await work(repositories)
      if (report !== undefined) await repositories.reportJobs.noteReport(job.id, report)
      await send(repositories, contact, reply, job)
      return true
    })
    if (told) options.onReplies([contact.conversation])
  }

  const send = async (
    { outbox }: Pick<Repositories, 'outbox'>,
    { conversation, locale }: Contact,
    reply: Reply,
    { id }: ReportJob,
  ): Promise<void> => {
    const hint = content.current().locales.in(locale)('errors.choice-hint')
    await outbox.add(conversation, pieces(reply, options.capabilities(channelOf(conversation)), hint), {
      now: now(),
      origin: `report-job:${id}`,
    })
  }

  const fail = async (job: ReportJob, contact: Contact | undefined, error: unknown): Promise<void> => {
    const failure = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
    const told = await db.transaction().execute(async trx => {
      const repositories = createRepositories(trx)
      if (!(await repositories.reportJobs.finish(job.id, failure.slice(0, 500), now()))) return false
      if (contact === undefined) return false
      const t = content.current().locales.in(contact.locale)
      await send(repositories, contact, { text: t('report.failed') }, job)
      return true
    })
    if (told && contact !== undefined) options.onReplies([contact.conversation])
  }

  const perform = async (job: ReportJob): Promise<void> => {
    const contact = await createRepositories(db).contacts.byId(job.contact)
    try {
      if (contact === undefined) throw new Error(`contact ${job.contact} is gone`)
      if (job.attempts > mostStops) throw new Error('the program stopped each time it was made')
      const t = content.current().locales.in(contact.locale)
      await finish(job, contact, await works[job.kind](job, contact, t))
    } catch (error) {
      log.error({ err: error, job: job.id, attempts: job.attempts }, 'report not made')
      if (isStorageTrouble(error)) throw error
      if (job.attempts >= mostAttempts) await fail(job, contact, error)
    }
  }

  const work = async (): Promise<void> => {
    await mkdir(join(dataDir, 'reports'), { recursive: true })
    do {
      again = false
      for (;;) {
        const job = stopping ? undefined : await createRepositories(db).reportJobs.begin()
        if (job === undefined) break
        await perform(job)
      }
    } while (again && !stopping)
  }

  function wake(): void {
    again = true
    running ??= work()
      .catch(error => {
        again = false
        log.error({ err: error }, 'reports wait')
      })
      .finally(() => {
        running = undefined
        if (again && !stopping) wake()
      })
  }

  return {
    wake,
    async idle() {
      while (running !== undefined) await running
    },
    async stop() {
      stopping = true
      await running
    },
    async tidy() {
      let gone = 0
      for (const name of await readdir(drafts).catch(() => [])) {
        const folder = join(drafts, name)
        const found = await stat(folder).catch(() => undefined)
        if (found === undefined || now().getTime() - found.mtimeMs < draftDays * dayMs) continue
        await rm(folder, { recursive: true, force: true })
        gone += 1
      }
      return gone
    },
  }
}
