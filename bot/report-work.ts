/** The three kinds of work people ask of the report maker: a draft, an issue, the files of an issued report once more. */
import { chmod, rename, rm } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { Translate } from '../content/locales.ts'
import { planOfYear, withPlanOf } from '../content/plan/plan-files.ts'
import { reporter } from '../content/report/naming.ts'
import { periodName, readPeriod } from '../content/report/periods.ts'
import type { Report } from '../content/report/report.ts'
import { showDay } from '../content/vietnam-time.ts'
import { mayIssue, reachOf } from '../handlers/report/access.ts'
import type { ReportFile } from '../handlers/report/files.ts'
import { documentType, finishIssue, keepProof } from '../handlers/report/finish.ts'
import { issuedBefore } from '../handlers/report/issue.ts'
import { damagedFiles, issuedFolder } from '../handlers/report/issued.ts'
import { loadReport } from '../handlers/report/load.ts'
import type { MakingOrder } from '../handlers/report/make-apart.ts'
import type { EvidenceStore } from '../storage/evidence-store.ts'
import type { ReportJob } from '../storage/repositories/report-jobs.ts'
import type { Repositories } from '../storage/repositories.ts'
import {
  type Attachment,
  type Capabilities,
  type Channel,
  type Contact,
  channelOf,
  type Reply,
} from './chat.ts'
import type { ContentHolder } from './content-holder.ts'

/** What a finished job says, and the report it issued. */
export interface Finished {
  readonly reply: Reply
  readonly report?: number
}

/** Done outside any transaction; what it returns runs in the one that ends the job and queues its reply. */
type Work = (
  job: ReportJob,
  contact: Contact,
  t: Translate,
) => Promise<(repositories: Repositories) => Promise<Finished>>

export type ReportWork = Readonly<Record<ReportJob['kind'], Work>>

export interface ReportWorkOptions {
  readonly dataDir: string
  readonly contentDir: string
  readonly content: ContentHolder
  readonly evidence: EvidenceStore
  readonly capabilities: (channel: Channel) => Capabilities
  readonly now: () => Date
  /** Makes the files; takes seconds. */
  readonly make: (order: MakingOrder) => Promise<readonly ReportFile[]>
  /** All that is read in it is of one moment. */
  readonly read: <T>(work: (repositories: Repositories) => Promise<T>) => Promise<T>
}

const mimeTypes: Readonly<Record<string, string>> = {
  '.docx': documentType,
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.zip': 'application/zip',
}

/** Where files lie that were not issued: not part of a backup, gone after two weeks. */
export const draftsFolder = (dataDir: string): string => join(dataDir, 'drafts')

export const createReportWork = (options: ReportWorkOptions): ReportWork => {
  const { dataDir, content, now, make, read } = options
  const drafts = draftsFolder(dataDir)

  /** Files the channel carries; what is too large is named, with where it lies. */
  const attached = (
    files: readonly { readonly name: string; readonly path: string; readonly size: number }[],
    { conversation }: Contact,
    t: Translate,
    shown: (name: string) => string = name => name,
  ): { attachments: Attachment[]; notes: string[] } => {
    const most = options.capabilities(channelOf(conversation)).maxFileBytes ?? Number.POSITIVE_INFINITY
    return {
      attachments: files
        .filter(({ size }) => size <= most)
        .map(({ name, path }) => ({
          kind: 'document',
          path,
          name: shown(name),
          mimeType: mimeTypes[extname(name)] ?? 'application/octet-stream',
        })),
      notes: files
        .filter(({ size }) => size > most)
        .map(({ name, size, path }) =>
          t('report.too-large', {
            name,
            size: Math.ceil(size / 1024 / 1024),
            path: path.slice(dataDir.length + 1),
          }),
        ),
    }
  }

  const library = () => withPlanOf(content.current().library, now())

  const loaded = async (job: ReportJob): Promise<Report | null> => {
    const period = readPeriod(job.period)
    if (period === undefined) return null
    return await read(async repositories =>
      loadReport({
        library: library(),
        repositories,
        period,
        unit: job.unit,
        cutoff: job.cutoff ?? undefined,
        issued: await issuedBefore(repositories, job.unit, period.year),
        now: now(),
      }),
    )
  }

  const told = (report: Report) => ({
    period: periodName(report.period),
    whose: reporter(report),
    day: showDay(report.cutoff),
    count: report.selected.inPeriod.length,
    proofs: report.proofs.length,
  })

  const order = (report: Report, folder: string, isDraft: boolean): MakingOrder => ({
    report,
    folder,
    evidence: join(dataDir, 'evidence'),
    contentDir: options.contentDir,
    draft: isDraft,
    now: now(),
  })

  const nothing = async (t: Translate): Promise<() => Promise<Finished>> => {
    const text = t('report.gone')
    return async () => ({ reply: { text } })
  }

  const draft: Work = async (job, contact, t) => {
    const report = await loaded(job)
    if (report === null) return await nothing(t)
    const folder = join(drafts, String(job.id))
    await rm(folder, { recursive: true, force: true })
    const files = await make(order(report, folder, true))
    const { attachments, notes } = attached(files, contact, t, name => name.replace('BAN-THAO-', 'BẢN THẢO '))
    return async () => ({
      reply: { text: [t('report.draft-made', told(report)), ...notes].join('\n'), attachments },
    })
  }

  const issue: Work = async (job, contact, t) => {
    const report = await loaded(job)
    const printed = report === null ? null : planOfYear(library(), report.period.year)
    const { plan, ward } = library()
    if (report === null || printed === null || plan === null || !mayIssue(contact, job.unit, plan, ward))
      return await nothing(t)
    const building = join(drafts, `issue-${job.id}`)
    await rm(building, { recursive: true, force: true })
    const files = await make(order(report, building, false))
    await keepProof(options.evidence, files)
    for (const { path } of files) await chmod(path, 0o444)
    return async repositories => {
      const id = await finishIssue(repositories, {
        report,
        files,
        printed,
        supplement: job.supplement,
        contact: contact.id,
        now: now(),
        keep: async issued => {
          const folder = issuedFolder(dataDir, issued)
          // Only a stop between this and the commit can have left it: no report has this number yet.
          await rm(folder, { recursive: true, force: true })
          await rename(building, folder)
        },
      })
      if (id === null) return { reply: { text: t('report.issued-meanwhile', told(report)) } }
      const folder = issuedFolder(dataDir, id)
      const kept = files.map(file => ({ ...file, path: join(folder, file.name) }))
      const { attachments, notes } = attached(kept, contact, t)
      return {
        report: id,
        reply: {
          text: [t('report.made', { ...told(report), id }), ...notes, t('report.made-next')].join('\n'),
          attachments,
          buttons: [[{ label: t('report.issued-list'), value: 'bc:ds:0' }]],
        },
      }
    }
  }

  const fetch: Work = async (job, contact, t) => {
    const { plan, ward } = library()
    const report =
      job.report === null ? undefined : await read(({ reports }) => reports.byId(job.report ?? 0))
    if (report === undefined || plan === null || !reachOf(contact, plan, ward).scopes.includes(report.unit))
      return await nothing(t)
    const folder = issuedFolder(dataDir, report.id)
    const damaged = await damagedFiles(report, folder)
    const whole = report.files
      .filter(({ name }) => !damaged.includes(name))
      .map(file => ({ ...file, path: join(folder, file.name) }))
    const { attachments, notes } = attached(whole, contact, t)
    const period = readPeriod(report.period.key)
    return async repositories => {
      if (damaged.length > 0)
        await repositories.audit.add(
          {
            actor: `contact:${contact.id}`,
            action: 'report-damaged',
            subject: `report:${report.id}`,
            detail: { files: damaged },
          },
          now(),
        )
      return {
        reply: {
          text: [
            t('report.fetched', {
              period: period === undefined ? report.period.key : periodName(period),
              whose: reporter({ ward, unit: report.unit }),
              day: showDay(report.cutoff),
            }),
            damaged.length === 0
              ? t('report.intact')
              : t('report.damaged', { names: damaged.join(', '), folder: `reports/${report.id}` }),
            ...notes,
          ].join('\n'),
          attachments,
        },
      }
    }
  }

  return { draft, issue, fetch }
}
