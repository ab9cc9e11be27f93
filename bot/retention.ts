/** Carries out the terms of `content/retention.ts` and shows that they were kept: counts and the oldest date of each kind. */
import { maskPersonal } from '../content/personal-data.ts'
import {
  graceMs,
  type RetentionKind,
  retentionDays,
  retentionKinds,
  termBefore,
} from '../content/retention.ts'
import type { EvidenceStore } from '../storage/evidence-store.ts'
import type { ExportStore } from '../storage/export-store.ts'
import type { Repositories } from '../storage/repositories.ts'

export const retentionAction = 'retention'

/** Ids of messages stay longer than their texts, so that a late repeat is still known (Telegram keeps updates a day). */
const rowDays = 60
/** Who was reminded of what: a plan's year, and the months after in which its reports may still be late. */
const reminderDays = 500
/** Files of a feedback form nobody finished. */
const formHours = 3
const dayMs = 24 * 60 * 60 * 1000

/** How many of each kind went. */
export type RetentionCounts = Readonly<Record<RetentionKind | 'rows', number>>

export interface RetentionStores {
  readonly repositories: Repositories
  readonly evidence?: Pick<EvidenceStore, 'remove'>
  readonly exports?: Pick<ExportStore, 'tidy' | 'oldest'>
}

/** Numbers in officers' answers on the web page: a day after they came, once read; unread ones wait so long. */
const unreadDays = 7

/** Forgets what is past its term; counts what went. */
export const forgetOld = async (
  { repositories, evidence, exports }: RetentionStores,
  now: Date,
): Promise<RetentionCounts> => {
  const before = (kind: RetentionKind): Date => termBefore(kind, now)
  const { retention } = repositories
  const files = await retention.forgetEvidence(before('evidence'), now)
  for (const sha256 of files.files) await evidence?.remove(sha256)
  const rows = new Date(now.getTime() - rowDays * dayMs)
  await repositories.caseFiles.doomUnbound(new Date(now.getTime() - formHours * (dayMs / 24)), now)
  await repositories.webMessages.maskAnswers(
    { read: new Date(now.getTime() - dayMs), latest: new Date(now.getTime() - unreadDays * dayMs) },
    text => maskPersonal(text).text,
  )
  return {
    session: await repositories.sessions.purgeExpired(now),
    export: (await exports?.tidy(before('export'))) ?? 0,
    inbox: await repositories.inbox.forgetBodies(before('inbox')),
    outbox: await repositories.outbox.forgetBodies('sent', before('outbox')),
    undelivered: await repositories.outbox.forgetBodies('dead', before('undelivered')),
    talk: await repositories.webMessages.purgeTalk(before('talk')),
    web: await repositories.webMessages.purge(before('web')),
    asker: await repositories.questions.untie(before('asker')),
    question: await repositories.questions.forgetBefore(before('question')),
    phone: await repositories.caseDesk.forgetPhones({
      closed: before('phone'),
      asked: new Date(now.getTime() - dayMs),
    }),
    case: await repositories.cases.forgetBefore(before('case'), now),
    network: await repositories.satisfaction.forgetNetworks(before('network')),
    rating: await repositories.satisfaction.forgetBefore(before('rating')),
    notice: await repositories.broadcasts.forgetBefore(before('notice')),
    request: await repositories.dataRequests.forgetBefore(before('request')),
    name: await retention.forgetNames(before('name')),
    invite: await retention.forgetInviteNotes(before('invite')),
    activity: await retention.forgetActivities(before('activity')),
    evidence: files.rows,
    audit: await repositories.audit.prune(before('audit'), now),
    rows:
      (await repositories.inbox.purge(rows)) +
      (await repositories.outbox.purge(rows)) +
      (await repositories.reminders.purge(new Date(now.getTime() - reminderDays * dayMs))),
  }
}

export interface KindProof {
  readonly kind: RetentionKind
  readonly days: number
  readonly oldest: Date | null
  readonly within: boolean
}
export interface RetentionProof {
  readonly lastRun: Date | null
  readonly kinds: readonly KindProof[]
  /** Every kind is within its term and the work was done lately. */
  readonly kept: boolean
}

export const proveRetention = async (
  { repositories, exports }: RetentionStores,
  now: Date,
): Promise<RetentionProof> => {
  const [run] = await repositories.audit.list({ subject: retentionAction, limit: 1 })
  const lastRun = run === undefined ? null : new Date(run.at)
  const kinds: KindProof[] = []
  for (const kind of retentionKinds) {
    const oldest =
      kind === 'export' ? ((await exports?.oldest()) ?? null) : await repositories.retention.oldest[kind]()
    const within = oldest === null || oldest.getTime() >= termBefore(kind, now).getTime() - graceMs
    kinds.push({ kind, days: retentionDays[kind], oldest, within })
  }
  const began = kinds.find(({ kind }) => kind === 'audit')?.oldest ?? now
  // A ward that has just begun has had no night yet.
  const lately = now.getTime() - (lastRun ?? began).getTime() <= graceMs
  return { lastRun, kinds, kept: lately && kinds.every(({ within }) => within) }
}

/** Whether the nightly work is owed: the machine was off at that hour. A day and two hours: never twice in one night. */
export const retentionOwed = async ({ audit }: Pick<Repositories, 'audit'>, now: Date): Promise<boolean> => {
  const [run] = await audit.list({ subject: retentionAction, limit: 1 })
  return run === undefined || now.getTime() - new Date(run.at).getTime() > dayMs + 2 * 3_600_000
}

/** The nightly work with its trace: what went, and how old the oldest of each kind is now. */
export const keepTerms = async (stores: RetentionStores, now: Date): Promise<RetentionCounts> => {
  const counts = await forgetOld(stores, now)
  const { kinds } = await proveRetention(stores, now)
  const oldest = Object.fromEntries(kinds.map(({ kind, oldest: at }) => [kind, at?.toISOString() ?? null]))
  await stores.repositories.audit.add(
    {
      actor: 'scheduler',
      action: retentionAction,
      subject: retentionAction,
      detail: { gone: counts, oldest },
    },
    now,
  )
  return counts
}
