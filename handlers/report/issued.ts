/** Reports that were issued: the list, and their files once more, checked against the hashes of that day. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { chmod, copyFile, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Button } from '../../bot/chat.ts'
import { plain } from '../../bot/chat.ts'
import { periodName, readPeriod } from '../../content/report/periods.ts'
import { clockOf, dayOf, showDay } from '../../content/vietnam-time.ts'
import type { ReportBrief } from '../../storage/repositories/reports.ts'
import type { Incoming, Outcome, Services } from '../handler.ts'
import { type ReportDesk, scopeName } from './desk.ts'
import type { ReportFile } from './files.ts'

const page = 6

const named = ({ period }: ReportBrief): string => {
  const known = readPeriod(period.key)
  return known === undefined ? period.key : periodName(known)
}

/** `bc:ds:<offset>`: those of this person's reach, newest first. */
export const issuedList = async (
  offset: number,
  { scopes }: ReportDesk,
  services: Services,
): Promise<Outcome> => {
  const { repositories, t, library } = services
  const found = await repositories.reports.list(scopes, { limit: page + 1, offset })
  if (found.length === 0) return { replies: [{ text: t('report.none-issued') }] }
  const shown = found.slice(0, page)
  const lines: string[] = []
  for (const report of shown) {
    const by = report.issuedBy === null ? undefined : await repositories.contacts.byId(report.issuedBy)
    lines.push(
      t('report.issued-line', {
        period: named(report),
        whose: scopeName(report.unit, library),
        cutoff: showDay(report.cutoff),
        at: `${clockOf(report.issuedAt)} ${showDay(dayOf(report.issuedAt))}`,
        by: plain(by?.name ?? t('report.by-command')),
      }),
    )
  }
  const buttons: Button[][] = shown.map(report => [
    {
      label: t('report.fetch', { period: named(report), whose: scopeName(report.unit, library) }),
      value: `bc:tep:${report.id}`,
    },
  ])
  if (found.length > page) buttons.push([{ label: t('activity.more'), value: `bc:ds:${offset + page}` }])
  return { replies: [{ text: [t('report.issued-head'), ...lines].join('\n'), buttons }] }
}

/** `bc:tep:<report>` */
export const queueFetch = async (
  id: number,
  { scopes }: ReportDesk,
  { contact }: Incoming,
  { repositories, t, now }: Services,
): Promise<Outcome> => {
  const report = Number.isSafeInteger(id) ? await repositories.reports.byId(id) : undefined
  if (report === undefined || !scopes.includes(report.unit)) return { replies: [{ text: t('report.gone') }] }
  const job = {
    kind: 'fetch' as const,
    period: report.period.key,
    unit: report.unit,
    cutoff: null,
    supplement: false,
    report: id,
    contact: contact.id,
  }
  if (await repositories.reportJobs.isWaiting(job)) return { replies: [{ text: t('report.already-making') }] }
  await repositories.reportJobs.add(job, now)
  return { replies: [{ text: t('report.fetching') }], queuedWork: true }
}

/** Where the protected copy of an issued report lies. */
export const issuedFolder = (dataDir: string, id: number): string => join(dataDir, 'reports', String(id))

/** The protected copy of a report whose files were made elsewhere. */
export const keepIssued = async (files: readonly ReportFile[], folder: string): Promise<void> => {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  for (const { name, path } of files) {
    await copyFile(path, join(folder, name))
    await chmod(join(folder, name), 0o444)
  }
}

/** Names of files that are gone or no longer what was issued. */
export const damagedFiles = async (report: ReportBrief, folder: string): Promise<string[]> => {
  const damaged: string[] = []
  for (const { name, sha256 } of report.files) {
    const hash = createHash('sha256')
    try {
      await pipeline(createReadStream(join(folder, name)), hash)
      if (hash.digest('hex') !== sha256) damaged.push(name)
    } catch {
      damaged.push(name)
    }
  }
  return damaged
}
