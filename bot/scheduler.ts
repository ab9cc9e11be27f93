/** Housekeeping by the clock: content reload, retention, nightly backup. Reminders of what the plan asks. */
import { Cron } from 'croner'
import type { Logger } from 'pino'
import { backupNights, termBefore } from '../content/retention.ts'
import { queueThanks } from '../handlers/activity/thanks.ts'
import { tellLate } from '../handlers/cases/late.ts'
import { passOrphans } from '../handlers/cases/orphans.ts'
import { tellClosingWindows } from '../handlers/cases/window-watch.ts'
import { remindDataRequests } from '../handlers/data/requests.ts'
import { tellPlanMissing } from '../handlers/plan/new-year.ts'
import { queueReminders } from '../handlers/reminders/queue.ts'
import { queueSatisfaction } from '../handlers/satisfaction/monthly.ts'
import { createBackup, pruneBackups } from '../storage/backup.ts'
import { emptyLog } from '../storage/database.ts'
import { eraseCaseFiles } from '../storage/erase-case-files.ts'
import { createRepositories } from '../storage/repositories.ts'
import type { Channel, ConversationId } from './chat.ts'
import { keepTerms, retentionOwed } from './retention.ts'
import type { WardRuntime } from './ward.ts'

/** Queues what people are to be reminded of now. @returns the conversations that have something waiting */
export const remind = async (ward: Pick<WardRuntime, 'content' | 'database' | 'adapters' | 'now'>) => {
  const { library, locales } = ward.content.current()
  return await queueReminders({
    repositories: createRepositories(ward.database.db),
    transact: work => ward.database.db.transaction().execute(trx => work(createRepositories(trx))),
    library,
    locales,
    lines: ward.adapters,
    now: ward.now(),
  })
}

/** Cases whose officer left, whose resident's channel closes soon, or that are late; all in one transaction. */
export const watchCases = async (ward: WardRuntime): Promise<readonly ConversationId[]> => {
  const { library, locales } = ward.content.current()
  const channels = [...ward.adapters.keys()]
  const windowHours = (channel: Channel): number | null =>
    ward.adapters.get(channel)?.capabilities.windowHours ?? null
  return await ward.database.db.transaction().execute(async trx => {
    const work = {
      repositories: createRepositories(trx),
      library,
      locales,
      channels,
      windowHours,
      now: ward.now(),
    }
    return [...(await passOrphans(work)), ...(await tellClosingWindows(work)), ...(await tellLate(work))]
  })
}

export const startScheduler = ({
  ward,
  dataDir,
  log,
}: {
  ward: WardRuntime
  dataDir: string
  log: Logger
}): { stop(): void } => {
  const options = {
    timezone: 'Asia/Ho_Chi_Minh',
    protect: true,
    catch: (error: unknown) => log.error({ err: error }, 'scheduled work failed'),
  }
  const repositories = createRepositories(ward.database.db)
  const tidyUp = async (): Promise<void> => {
    const result = await keepTerms(
      { repositories, evidence: ward.evidence, exports: ward.exports },
      ward.now(),
    )
    await eraseCaseFiles(repositories, ward.evidence, ward.now())
    await ward.charts.tidy(ward.now())
    await ward.scripts.tidy(ward.now())
    await ward.reports.tidy()
    emptyLog(ward.database.raw)
    log.info(result, 'old texts forgotten')
  }
  const jobs = [
    new Cron('*/5 * * * * *', options, () => ward.refreshContent()),
    // Reports a busy disk left waiting.
    new Cron('40 * * * * *', options, () => ward.reports.wake()),
    // Notices to many: whatever is due now, a slice at a time.
    new Cron('*/2 * * * * *', options, () => ward.broadcaster.step()),
    // A channel that needs a person says so on one that works.
    new Cron('30 * * * * *', options, async () => {
      await ward.notices.watch()
      await ward.notices.beat()
    }),
    new Cron('10 */5 * * * *', options, async () => {
      const told = await watchCases(ward)
      if (told.length > 0) ward.sender.wake(told)
    }),
    new Cron('20 */5 * * * *', options, async () => {
      const { library, locales } = ward.content.current()
      const told = await ward.database.db
        .transaction()
        .execute(trx =>
          remindDataRequests({ repositories: createRepositories(trx), library, locales, now: ward.now() }),
        )
      if (told.length > 0) ward.sender.wake(told)
      await ward.exports.tidy(termBefore('export', ward.now()))
    }),
    // What people took back or had erased must not lie on the disk till night.
    new Cron('40 * * * * *', options, async () => {
      const gone = await eraseCaseFiles(repositories, ward.evidence, ward.now())
      if (gone > 0) log.info({ gone }, 'files erased')
    }),
    new Cron('40 */5 * * * *', options, async () => {
      ward.sender.wake(await remind(ward))
    }),
    new Cron('20 2 * * *', options, tidyUp),
    // A ward's machine may be off at night: then in the morning, soon after it is on.
    new Cron('50 */10 * * * *', options, async () => {
      if (await retentionOwed(repositories, ward.now())) await tidyUp()
    }),
    new Cron('40 2 * * *', options, async () => {
      const folder = await createBackup({ raw: ward.database.raw, dataDir, now: ward.now() })
      await pruneBackups(dataDir, backupNights)
      log.info({ folder }, 'backup made')
    }),
    new Cron('10 8 1 * *', options, async () => {
      const { library, locales } = ward.content.current()
      const told = await ward.database.db
        .transaction()
        .execute(trx => queueSatisfaction(createRepositories(trx), locales, library, ward.now()))
      log.info({ told }, 'satisfaction of the month told')
    }),
    new Cron('0 8 * * *', options, async () => {
      const { library, locales } = ward.content.current()
      const told = await ward.database.db
        .transaction()
        .execute(trx =>
          tellPlanMissing({ repositories: createRepositories(trx), locales, library, now: ward.now() }),
        )
      if (told.length > 0) ward.sender.wake(told)
    }),
    new Cron('0 8 1 * *', options, async () => {
      const thanked = await ward.database.db
        .transaction()
        .execute(trx => queueThanks(createRepositories(trx), ward.content.current().locales, ward.now()))
      log.info({ thanked }, 'helpers thanked')
    }),
  ]
  return {
    stop: () => {
      for (const job of jobs) job.stop()
    },
  }
}
