/** /duyet: a lead goes through what waits, approves or returns with a reason; the officer is told. */
import { z } from 'zod'
import type { Button, Reply } from '../../bot/chat.ts'
import { plain } from '../../bot/chat.ts'
import { maskPersonal } from '../../content/personal-data.ts'
import type { ActivityRecord } from '../../storage/repositories/activity-record.ts'
import type { Handler, Incoming, Outcome, Services } from '../handler.ts'
import { inReach, leads } from './access.ts'
import { withoutForm } from './card.ts'
import { type Desk, openDesk } from './desk.ts'
import { missingOf } from './proof.ts'
import { entryByCode } from './record.ts'
import { originOfActivities } from './save.ts'
import { recordLine } from './wording.ts'

const page = 5
export const returnForm = 'activity-return'
const returnSchema = z.object({ id: z.number() })
const longestReason = 300

/** `/duyet`, `/duyet 12`, `duyet:page:<offset>` */
export const listWaiting: Handler = async (incoming, services) => {
  const desk = await openDesk(incoming, services)
  const typed = incoming.command?.args ?? ''
  if (typed !== '') {
    const entry = await entryByCode(typed, incoming, services, desk)
    return entry?.standing === 'waiting'
      ? await showWaiting([entry], 1, 0, incoming, services)
      : { replies: [{ text: services.t('activity.not-waiting', { code: plain(typed.slice(0, 40)) }) }] }
  }
  return await waitingPage(Number(incoming.pressed?.args[1] ?? 0) || 0, incoming, services, desk)
}

const waitingPage = async (
  offset: number,
  incoming: Incoming,
  services: Services,
  desk: Desk,
): Promise<Outcome> => {
  const { repositories, t } = services
  const filter = { ...inReach(incoming, desk), standings: ['waiting'] as const }
  const count = await repositories.activities.count(filter)
  if (count === 0) return { replies: [{ text: t('activity.none-waiting') }] }
  const start = offset >= count ? 0 : offset
  const entries = await repositories.activities.list(filter, { limit: page, offset: start })
  return await showWaiting(entries, count, start, incoming, services)
}

const showWaiting = async (
  entries: readonly ActivityRecord[],
  count: number,
  offset: number,
  incoming: Incoming,
  services: Services,
): Promise<Outcome> => {
  const { t, repositories } = services
  const lines: string[] = []
  for (const entry of entries) {
    const evidence = await repositories.evidence.of([entry.id])
    const missing = await missingOf(entry, services)
    lines.push(
      [
        `- ${recordLine(entry, t)}`,
        `  ${t('activity.by', { name: plain(entry.enteredByName ?? '-'), count: evidence.length })}`,
        ...(missing.length === 0 ? [] : [`  ${t('activity.missing', { pieces: missing.join(', ') })}`]),
      ].join('\n'),
    )
  }
  const short = (entry: ActivityRecord): string => entry.code?.slice(-4) ?? ''
  const buttons: Button[][] = entries.map(entry => [
    { label: t('activity.approve', { code: short(entry) }), value: `duyet:ok:${entry.id}` },
    { label: t('activity.return', { code: short(entry) }), value: `duyet:no:${entry.id}` },
  ])
  if (entries.length > 1)
    buttons.push([
      {
        label: t('activity.approve-all', { count: entries.length }),
        value: `duyet:ok:${entries.map(({ id }) => id).join('-')}`,
      },
    ])
  if (count > offset + entries.length)
    buttons.push([{ label: t('activity.more'), value: `duyet:page:${offset + page}` }])
  const edit = incoming.pressed?.messageRef
  const reply: Reply = { text: [t('activity.waiting', { count }), ...lines].join('\n'), buttons }
  return { replies: [edit === undefined ? reply : { ...reply, edit }] }
}

/** `duyet:ok:<id>-<id>`, `duyet:no:<id>` */
export const decide: Handler = async (incoming, services) => {
  const { t, now, repositories } = services
  const [verb, listed = ''] = incoming.pressed?.args ?? []
  if (verb === 'page') return await listWaiting(incoming, services)
  const desk = await openDesk(incoming, services)
  const ids = listed.split('-').map(Number).filter(Number.isSafeInteger)
  const entries: ActivityRecord[] = []
  for (const id of ids) {
    const entry = await repositories.activities.byId(id)
    if (entry?.standing === 'waiting' && leads(incoming, entry, desk)) entries.push(entry)
  }
  const [first] = entries
  if (first === undefined) return { replies: [{ text: t('activity.already-decided') }] }
  if (verb === 'no')
    return {
      replies: [
        {
          text: t('activity.ask-reason', { code: first.code ?? '' }),
          buttons: ['proof', 'number', 'date', 'twice'].map(reason => [
            { label: t(`activity.reasons.${reason}`), value: `duyetly:${reason}` },
          ]),
        },
      ],
      session: {
        ...incoming.session,
        form: { name: returnForm, data: { id: first.id }, at: now.toISOString() },
      },
    }
  const approved: ActivityRecord[] = []
  for (const entry of entries) {
    const after = await repositories.activities.change(
      entry.id,
      ['submitted'],
      { state: 'approved', decided: true },
      'approve',
      {
        contact: incoming.contact.id,
        now,
      },
    )
    if (after === undefined) continue
    await audit('activity.approve', after, incoming, services)
    approved.push(after)
  }
  const rest = await repositories.activities.count({ ...inReach(incoming, desk), standings: ['waiting'] })
  return {
    replies: [
      {
        text: t('activity.approved', { codes: approved.map(({ code }) => code).join(', '), rest }),
        ...(rest === 0 ? {} : { buttons: [[{ label: t('activity.next-waiting'), value: 'duyet:page:0' }]] }),
      },
    ],
    also: await notices(
      approved,
      entry => t('activity.told-approved', { line: recordLine(entry, t) }),
      services,
    ),
  }
}

export const isReturning = ({ session, update, command, pressed }: Incoming): boolean =>
  session.form?.name === returnForm &&
  update.content.kind === 'text' &&
  command === undefined &&
  pressed === undefined

/** The reason, typed or chosen (`duyetly:<reason>`). */
export const giveBack: Handler = async (incoming, services) => {
  const { repositories, t, now } = services
  const form = returnSchema.safeParse(
    incoming.session.form?.name === returnForm ? incoming.session.form.data : undefined,
  )
  const session = withoutForm(incoming.session)
  const entry = form.data === undefined ? undefined : await repositories.activities.byId(form.data.id)
  const desk = await openDesk(incoming, services)
  if (entry === undefined || !leads(incoming, entry, desk))
    return { replies: [{ text: t('activity.already-decided') }], session }
  const chosen = incoming.pressed?.args[0]
  const reason =
    chosen === undefined
      ? maskPersonal(incoming.text).text.slice(0, longestReason)
      : t(`activity.reasons.${chosen}`)
  const after = await repositories.activities.change(
    entry.id,
    ['submitted'],
    { state: 'rejected', decided: true },
    'return',
    {
      contact: incoming.contact.id,
      now,
      reason,
    },
  )
  if (after === undefined) return { replies: [{ text: t('activity.already-decided') }], session }
  await audit('activity.return', after, incoming, services)
  const told = t('activity.told-returned', {
    line: recordLine(after, t),
    reason: plain(reason),
    code: after.code?.slice(-4) ?? '',
  })
  return {
    replies: [{ text: t('activity.returned', { code: after.code ?? '', reason: plain(reason) }) }],
    session,
    also: await notices([after], () => told, services),
  }
}

const audit = async (
  action: string,
  entry: ActivityRecord,
  { contact }: Incoming,
  { repositories, now }: Services,
): Promise<void> =>
  await repositories.audit.add(
    {
      actor: `contact:${contact.id}`,
      action,
      subject: `activity:${entry.id}`,
      // The reason stands with the entry: the log keeps codes only.
      detail: { code: entry.code, from: entry.state },
    },
    now,
  )

/** One message to each person concerned, tied to their entries so that a reply with a photo finds its way. */
const notices = async (
  entries: readonly ActivityRecord[],
  line: (entry: ActivityRecord) => string,
  { repositories }: Services,
): Promise<NonNullable<Outcome['also']>> => {
  const byContact = new Map<number, ActivityRecord[]>()
  for (const entry of entries)
    byContact.set(entry.enteredBy, [...(byContact.get(entry.enteredBy) ?? []), entry])
  const told: NonNullable<Outcome['also']>[number][] = []
  for (const [id, own] of byContact) {
    const contact = await repositories.contacts.byId(id)
    if (contact === undefined) continue
    told.push({
      to: contact.conversation,
      replies: [{ text: own.map(line).join('\n'), priority: 'notice' }],
      origin: originOfActivities(own.map(entry => entry.id)),
    })
  }
  return told
}
