/** Evidence of entries: attaching files and links, and what the plan still wants (/thieuminhchung). */
import type { Button } from '../../bot/chat.ts'
import { forms, type Plan } from '../../content/plan/plan.ts'
import { planOfYear } from '../../content/plan/plan-files.ts'
import { missingProof, type ProofDuty, pieceOf, proofDuty } from '../../content/plan/proof.ts'
import type { ActivityRecord } from '../../storage/repositories/activity-record.ts'
import type { Evidence } from '../../storage/repositories/evidence.ts'
import type { Handler, Incoming, Services } from '../handler.ts'
import { plansInUse } from '../progress/view.ts'
import { inReach } from './access.ts'
import type { PendingFile } from './card.ts'
import { openDesk } from './desk.ts'
import { recordLine } from './wording.ts'

/** The proof the plan of the entry's date asks for, under the chosen readings. */
export const dutyOf = async (
  entry: ActivityRecord,
  services: Pick<Services, 'library' | 'repositories'>,
): Promise<ProofDuty | null> => dutyIn(entry, await plansInUse(services))

const dutyIn = ({ form, target, kind, date }: ActivityRecord, plans: readonly Plan[]): ProofDuty | null => {
  const plan = date === null ? null : planOfYear({ plans }, Number(date.slice(0, 4)))
  return plan === null || kind === 'help'
    ? null
    : proofDuty(plan, forms.find(known => known === form) ?? null, target)
}

/** @returns the evidence's id */
export const attach = async (
  file: PendingFile,
  entry: ActivityRecord,
  { contact, update }: Incoming,
  services: Services,
): Promise<number> =>
  await services.repositories.evidence.add(
    {
      activity: entry.id,
      kind: file.kind,
      sha256: file.sha256,
      originalSha256: file.original,
      look: file.look,
      url: null,
      name: file.name,
      mimeType: file.mimeType,
      size: file.size,
      piece: pieceOf(await dutyOf(entry, services), file.kind, `${file.name ?? ''} ${file.caption}`),
      conversation: update.conversation,
      messageRef: file.messageRef,
    },
    { contact: contact.id, now: services.now },
  )

/** @returns false when the entry has this link already */
export const attachLink = async (
  url: string,
  entry: ActivityRecord,
  { contact, update }: Incoming,
  services: Services,
): Promise<boolean> => {
  const { repositories, now } = services
  const given = await repositories.evidence.of([entry.id])
  if (given.some(evidence => evidence.url === url)) return false
  await repositories.evidence.add(
    {
      activity: entry.id,
      kind: 'link',
      sha256: null,
      originalSha256: null,
      look: null,
      url,
      name: null,
      mimeType: null,
      size: null,
      piece: pieceOf(await dutyOf(entry, services), 'link', ''),
      conversation: update.conversation,
      messageRef: update.messageRef ?? null,
    },
    { contact: contact.id, now },
  )
  return true
}

export const missingOf = async (entry: ActivityRecord, services: Services): Promise<readonly string[]> =>
  missingProof(await dutyOf(entry, services), await services.repositories.evidence.of([entry.id]))

const page = 8
/** Enough for a ward's year; older entries come up once these have their proof. */
const looked = 500

/** /thieuminhchung: entries of this person (leads: their unit; admins: all) the plan wants proof of. */
export const listMissing: Handler = async (incoming, services) => {
  const { repositories, t } = services
  const desk = await openDesk(incoming, services)
  if (desk.plan === null) return { replies: [{ text: t('activity.no-plan') }] }
  const offset = Number(incoming.pressed?.args[0] ?? 0) || 0
  // In January last year's yearly report still wants its proof.
  const year = Number(desk.today.slice(0, 4))
  const from = desk.today < `${year}-03-01` ? year - 1 : year
  const entries = await repositories.activities.list(
    {
      ...inReach(incoming, desk),
      kind: 'log',
      states: ['submitted', 'approved'],
      from: `${from}-01-01`,
      to: `${year}-12-31`,
    },
    { limit: looked, by: 'date' },
  )
  const given = new Map<number, Evidence[]>()
  for (const evidence of await repositories.evidence.of(entries.map(({ id }) => id)))
    given.set(evidence.activity, [...(given.get(evidence.activity) ?? []), evidence])
  const lacking = entries
    .map(entry => ({ entry, missing: missingProof(dutyIn(entry, desk.plans), given.get(entry.id) ?? []) }))
    .filter(({ missing }) => missing.length > 0)
  if (lacking.length === 0) return { replies: [{ text: t('activity.none-missing') }] }
  const shown = lacking.slice(offset, offset + page)
  const buttons: Button[][] = shown.map(({ entry }) => [
    { label: t('activity.add-to', { code: entry.code ?? '' }), value: `hd:proof:${entry.id}` },
  ])
  if (lacking.length > offset + page)
    buttons.push([{ label: t('activity.more'), value: `thieu:${offset + page}` }])
  return {
    replies: [
      {
        text: [
          t('activity.missing-head', { count: lacking.length }),
          ...shown.map(
            ({ entry, missing }) =>
              `- ${recordLine(entry, t)}\n  ${t('activity.missing', { pieces: missing.join(', ') })}`,
          ),
        ].join('\n'),
        buttons,
      },
    ],
  }
}
