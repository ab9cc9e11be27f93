/** One ward at work: database, content, dispatcher and outbox sender joined with the channels it is given. */
import { randomInt, randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { createCaseNotices } from '../handlers/cases/undelivered.ts'
import { withNotice } from '../handlers/first-contact.ts'
import type { Services } from '../handlers/handler.ts'
import { withLateWord } from '../handlers/late-answer.ts'
import { withMaskedNote } from '../handlers/masked-note.ts'
import { recheck, report } from '../handlers/notices/outcome.ts'
import { takeNews } from '../handlers/notices/procedure-news.ts'
import { noticeReply } from '../handlers/notices/wording.ts'
import { offerThere } from '../handlers/offer-there.ts'
import { withPause } from '../handlers/pause.ts'
import { summaryReply } from '../handlers/plan/pages.ts'
import { planChanges } from '../handlers/plan/take-effect.ts'
import { refuseRole } from '../handlers/refuse-role.ts'
import { isReminder } from '../handlers/reminders/undelivered.ts'
import type { ReportFile } from '../handlers/report/files.ts'
import type { MakingOrder } from '../handlers/report/make-apart.ts'
import { routes } from '../handlers/routes.ts'
import { createChartStore } from '../storage/chart-store.ts'
import { databaseFile, emptyLog, openDatabase } from '../storage/database.ts'
import { createEvidenceStore, evidenceTypes } from '../storage/evidence-store.ts'
import { createExportStore } from '../storage/export-store.ts'
import { createGroupCommit } from '../storage/group-commit.ts'
import { expired } from '../storage/repositories/outbox.ts'
import { createRepositories } from '../storage/repositories.ts'
import { phonePurpose, revealMarks } from '../storage/sealed-mark.ts'
import { createBroadcaster, reachesOf } from './broadcaster.ts'
import type { Capabilities, Channel, ChannelAdapter, Update } from './chat.ts'
import { channelOf, DeliveryError } from './chat.ts'
import { newCode } from './codes.ts'
import { type ContentHolder, createContentHolder, datedContent } from './content-holder.ts'
import { createContentPublisher } from './content-publisher.ts'
import { createDispatcher } from './dispatcher.ts'
import { createMenuKeeper } from './menu-keeper.ts'
import type { Metrics } from './metrics.ts'
import { createOutboxSender } from './outbox-sender.ts'
import { createPlanReader } from './plan-reader.ts'
import { createProcedureNews } from './procedure-news.ts'
import { createReportMaker } from './report-maker.ts'
import { createSecretBox, SealError } from './secrets.ts'
import { createStaffNotices } from './staff-notices.ts'

export interface WardOptions {
  readonly ward: string
  readonly dataDir: string
  readonly contentDir: string
  readonly log: Logger
  readonly metrics: Metrics
  readonly now?: () => Date
  /** Random whole number below the limit; for codes. */
  readonly random?: (limit: number) => number
  readonly delay?: (ms: number, signal: AbortSignal) => Promise<void>
  /** Already loaded content, e.g. shared by several wards of one test run. */
  readonly content?: ContentHolder
  /** Seals what residents agreed to pass on; 32 bytes. Without it no phone number is passed on. */
  readonly dataKey?: Uint8Array | undefined
  /** Makes the files of reports; default in a thread of its own. */
  readonly makeReport?: (order: MakingOrder) => Promise<readonly ReportFile[]>
  /** Path of the database; default in dataDir. */
  readonly database?: string
}

/** Files residents and officers send are at most this large (Telegram lets bots fetch 20 MB). */
const maxFileBytes = 20 * 1024 * 1024

/** What a reply to a channel that is off is rendered for: it waits in the outbox until the channel is back. */
const plainest: Capabilities = {
  maxText: 2000,
  maxButtons: 0,
  maxButtonLabel: 40,
  markup: 'plain',
  photo: false,
  document: false,
  edit: false,
  typing: false,
  windowHours: null,
  pace: { parallel: 1, perSecond: 1, perChatPerSecond: 1, perGroupPerMinute: 20 },
}

export type WardRuntime = Awaited<ReturnType<typeof createWard>>

/**
 * Opens the data, loads the content, prepares to serve; `start` begins work.
 * @throws ContentError, NewerDataError, SqliteError
 */
export const createWard = async (options: WardOptions) => {
  const { log, metrics, dataDir, contentDir } = options
  const now = options.now ?? (() => new Date())
  const random = options.random ?? randomInt
  const delay = options.delay ?? ((ms, signal) => sleep(ms, undefined, { signal }))
  mkdirSync(dataDir, { recursive: true })
  const content = datedContent(
    options.content ??
      createContentHolder({ contentDir, ward: options.ward, ownDir: join(dataDir, 'content') }, log),
    now,
  )
  const database = await openDatabase(options.database ?? databaseFile(dataDir))
  const evidence = createEvidenceStore(join(dataDir, 'evidence'), randomUUID)
  await evidence.tidy()
  const charts = createChartStore(join(dataDir, 'charts'), randomUUID)
  const scripts = createChartStore(join(dataDir, 'scripts'), randomUUID, 'docx')
  const exports = createExportStore(join(dataDir, 'exports'), randomUUID)

  const adapters = new Map<Channel, ChannelAdapter>()
  const capabilities = (channel: Channel): Capabilities => adapters.get(channel)?.capabilities ?? plainest
  const code = (length: number): string => newCode(length, random)

  const fetchFile = async (update: Update) => {
    const download = adapters.get(update.channel)?.download
    if (update.content.kind !== 'file' || download === undefined)
      return { kind: 'refused', reason: 'unavailable' } as const
    if ((update.content.file.size ?? 0) > maxFileBytes)
      return { kind: 'refused', reason: 'too-large' } as const
    try {
      return await evidence.put(await download(update.content.file), {
        maxBytes: maxFileBytes,
        types: evidenceTypes,
      })
    } catch (error) {
      log.warn(
        { err: error, channel: update.channel, passing: error instanceof DeliveryError },
        'file could not be fetched',
      )
      return { kind: 'refused', reason: 'unavailable' } as const
    }
  }

  const box = options.dataKey === undefined ? undefined : createSecretBox(options.dataKey)
  const unseal = (sealed: string): string | undefined => {
    try {
      return box?.open(sealed, phonePurpose)
    } catch (error) {
      if (error instanceof SealError) return undefined
      throw error
    }
  }

  const commits = createGroupCommit(database.db)
  const sender = createOutboxSender({
    db: database.db,
    commits,
    adapter: channel => adapters.get(channel),
    now,
    delay,
    log,
    readable: reply => ({ ...reply, text: revealMarks(reply.text, unseal) }),
    repeatNote: content.current().locales.in('vi')('errors.repeat'),
    onSent: metrics.sent,
    onGone: row => {
      const channel = channelOf(row.conversation)
      // The web page and channels without documents give a link, opened later: there a file lives out its day.
      if (channel === 'web' || !capabilities(channel).document) return
      for (const { path } of row.reply.attachments ?? [])
        exports.remove(path).catch(error => log.warn({ err: error }, 'exported file could not be removed'))
    },
    onDead: (row, reason) => {
      // Nobody is told that something became too late: who wrote it looks after that.
      if (reason === expired) return
      log.error({ outbox: row.id, reason }, 'reply given up')
      isReminder(row, createRepositories(database.db))
        .then(known => known || caseNotices(row, reason))
        .then(told => (told ? undefined : notices.undelivered(row, reason)))
        .catch(error => log.error({ err: error }, 'staff could not be told'))
    },
  })
  const notices = createStaffNotices({
    db: database.db,
    speak: locale => content.current().locales.in(locale),
    adapters: () => adapters,
    now,
    wake: sender.wake,
  })
  const caseNotices = createCaseNotices({
    db: database.db,
    speak: locale => content.current().locales.in(locale),
    channels: () => [...adapters.keys()],
    now,
    wake: sender.wake,
  })
  const desk = () => ({ ...content.current(), in: content.current().locales.in, now: now() })
  const broadcaster = createBroadcaster({
    db: database.db,
    commits,
    adapters: () => adapters,
    now,
    wake: sender.wake,
    log,
    render: (broadcast, locale) => noticeReply(broadcast, { ...desk(), t: desk().in(locale) }),
    recheck: (broadcast, repositories) => recheck(broadcast, { ...desk(), repositories }),
    report: (broadcast, outcome, repositories) => report(broadcast, outcome, { ...desk(), repositories }),
  })
  const publisher = createContentPublisher({
    db: database.db,
    ownDir: join(dataDir, 'content'),
    wardDir: join(contentDir, 'wards', options.ward),
    plans: planChanges,
    content,
    capabilities,
    now,
    log,
    onReplies: sender.wake,
  })
  const procedureNews = createProcedureNews({
    db: database.db,
    ownDir: join(dataDir, 'content'),
    content,
    tell: takeNews,
    now,
    log,
    onReplies: sender.wake,
  })
  const reports = createReportMaker({
    db: database.db,
    dataDir,
    contentDir,
    content,
    evidence,
    capabilities,
    now,
    log,
    onReplies: sender.wake,
    ...(options.makeReport === undefined ? {} : { make: options.makeReport }),
  })
  const plans = createPlanReader({
    db: database.db,
    evidence,
    content,
    capabilities,
    now,
    log,
    onReplies: sender.wake,
    summary: summaryReply,
    offer: offerThere,
  })
  const dispatcher = createDispatcher({
    db: database.db,
    commits,
    routes: routes.map(withMaskedNote).map(withPause).map(withNotice).map(withLateWord),
    services: (incoming, repositories, at): Services => {
      const { library, engine, locales } = content.current()
      return {
        library,
        engine,
        repositories,
        t: locales.in(incoming.contact.locale),
        in: locales.in,
        now: at,
        code,
        charts,
        files: { pathOf: evidence.pathOf },
        ...(box === undefined ? {} : { secrets: box }),
        windowHours: channel => adapters.get(channel)?.capabilities.windowHours ?? null,
        scripts,
        exports,
        channels: [...adapters.keys()],
        reach: reachesOf(adapters),
        startLinks: payload =>
          [...adapters.values()].flatMap(({ channel, startLink }) => {
            const url = startLink?.(payload)
            return url === undefined ? [] : [{ channel, url }]
          }),
      }
    },
    capabilities,
    fetchFile,
    refuseRole,
    apology: incoming => content.current().locales.in(incoming?.contact.locale ?? 'vi')('errors.handler'),
    choiceHint: incoming => content.current().locales.in(incoming.contact.locale)('errors.choice-hint'),
    now,
    delay,
    log,
    typing: async conversation => await adapters.get(channelOf(conversation))?.typing?.(conversation),
    onReplies: sender.wake,
    onContentChanged: publisher.publish,
    onQueuedWork: () => {
      reports.wake()
      plans.wake()
    },
    onHandled: event => {
      metrics.handled(event)
      // Erased texts leave the write-ahead log too; where a reader is in the way, the nightly work does it.
      if (event.route === 'erase')
        setImmediate(() => {
          emptyLog(database.raw)
        })
      menus.wake()
    },
  })
  const menus = createMenuKeeper({ db: database.db, adapters: () => [...adapters.values()], now, delay, log })

  return {
    database,
    content,
    dispatcher,
    notices,
    broadcaster,
    sender,
    menus,
    reports,
    evidence,
    charts,
    scripts,
    exports,
    /** Looks for changed content files, and for approved content that could not be written before. */
    async refreshContent(): Promise<void> {
      await content.refresh()
      await publisher.publish()
      await procedureNews.take()
      plans.wake()
    },
    adapters: adapters as ReadonlyMap<Channel, ChannelAdapter>,
    now,
    delay,
    /** Takes up what was left, then lets the channels in. */
    async start(channels: readonly ChannelAdapter[]): Promise<void> {
      for (const adapter of channels) adapters.set(adapter.channel, adapter)
      // What a person approved just before a stop comes into use before the first question.
      await publisher.publish()
      await procedureNews.take()
      await notices.begin()
      sender.start()
      reports.wake()
      plans.wake()
      const replayed = dispatcher.replay()
      for (const adapter of channels) await adapter.start(update => dispatcher.receive(update))
      await replayed
    },
    /** Stops in reverse: no new updates, then what runs finishes, then the replies under way. */
    async stop(): Promise<void> {
      await Promise.all([...adapters.values()].map(adapter => adapter.stop()))
      await dispatcher.stop()
      await reports.stop()
      await plans.idle()
      await menus.stop()
      await sender.stop()
      await database.close()
    },
    /** Resolves when nothing is queued, running or due. */
    async idle(): Promise<void> {
      await dispatcher.idle()
      await reports.idle()
      await plans.idle()
      await sender.idle()
    },
  }
}
