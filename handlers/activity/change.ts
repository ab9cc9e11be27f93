/** /sua and /xoa, and what the buttons of an entry do: correct, withdraw with a reason, copy, history. */
import { z } from 'zod'
import { plain } from '../../bot/chat.ts'
import { maskPersonal } from '../../content/personal-data.ts'
import { clockOf, dayOf, showDay } from '../../content/vietnam-time.ts'
import type { Revision } from '../../storage/repositories/activities.ts'
import type { ActivityRecord } from '../../storage/repositories/activity-record.ts'
import type { Handler, Incoming, Outcome, Services } from '../handler.ts'
import { isLead, mayChange } from './access.ts'
import { readCorrection } from './answers.ts'
import { itemOf, savedOf, withoutForm, withSaved } from './card.ts'
import { type Desk, openDesk, unitNamed } from './desk.ts'
import { newCard, proceed } from './entering.ts'
import { show } from './lists.ts'
import { entryByCode, renewed } from './record.ts'
import { originOfActivities } from './save.ts'
import { correctOpen } from './steer.ts'
import { recordLine } from './wording.ts'

export const withdrawForm = 'activity-withdraw'
const withdrawSchema = z.object({ id: z.number() })

/** "12 4 tin" → the code and what follows it. */
const codeFirst = (args: string): { code: string; rest: string } => {
  const found = /^((?:hd[\s._-]*)?(?:\d{4}[\s._-]+)?\d{1,6})(?=\s|$|,)[\s,:]*([\s\S]*)$/iu.exec(args.trim())
  return { code: found?.[1] ?? '', rest: found?.[2] ?? '' }
}

const notFound = (args: string, { t }: Services): Outcome => ({
  replies: [
    {
      text: t(args === '' ? 'activity.which-code' : 'activity.not-found', { code: plain(args.slice(0, 40)) }),
    },
  ],
})

/** `/sua 12`, `/sua 12 4 tin` */
export const edit: Handler = async (incoming, services) => {
  const args = incoming.command?.args ?? ''
  const desk = await openDesk(incoming, services)
  const { code, rest } = codeFirst(args)
  const entry = code === '' ? undefined : await entryByCode(code, incoming, services, desk)
  const meant =
    entry !== undefined && (rest === '' || readCorrection(rest, itemOf(entry), desk, { anotherForm: true }))
  if (!meant) {
    // "/sua 60 tờ": no code, but the card that is open or the entry just saved.
    const open = await correctOpen(args, incoming, services, desk)
    if (open !== undefined) return open
    const saved = entry ?? (await justSaved(incoming, services, desk))
    if (saved !== undefined && args !== '')
      return await openEdit(saved, saved === entry ? rest : args, incoming, services, desk)
    return notFound(args, services)
  }
  return await openEdit(entry, rest, incoming, services, desk)
}

/** The one entry this person saved a moment ago. */
const justSaved = async (
  incoming: Incoming,
  { repositories, now }: Services,
  desk: Desk,
): Promise<ActivityRecord | undefined> => {
  const [id, ...others] = savedOf(incoming.session, now)?.ids ?? []
  const entry = id === undefined || others.length > 0 ? undefined : await repositories.activities.byId(id)
  return entry !== undefined && mayChange(incoming, entry, desk) ? entry : undefined
}

const openEdit = async (
  entry: ActivityRecord,
  change: string,
  incoming: Incoming,
  services: Services,
  desk: Desk,
): Promise<Outcome> => {
  if (entry.state === 'withdrawn')
    return { replies: [{ text: services.t('activity.withdrawn-already', { code: entry.code ?? '' }) }] }
  const item = itemOf(entry)
  const corrected = change === '' ? item : readCorrection(change, item, desk, { anotherForm: true })
  const lead =
    corrected === undefined ? [{ text: services.t('activity.copy-unclear', { rest: plain(change) }) }] : []
  const card = newCard([corrected ?? item], entry.kind, { editing: entry.id }, services)
  return await proceed(card, incoming, services, desk, lead)
}

/** `/xoa 12 lý do`: withdrawn, never deleted. */
export const withdraw: Handler = async (incoming, services) => {
  const args = incoming.command?.args ?? ''
  const desk = await openDesk(incoming, services)
  const { code, rest } = codeFirst(args)
  const entry = code === '' ? undefined : await entryByCode(code, incoming, services, desk)
  if (entry === undefined) return notFound(args, services)
  return rest === '' ? askWhy(entry, incoming, services) : await takeBack(entry, rest, incoming, services)
}

const askWhy = (entry: ActivityRecord, { session }: Incoming, { t, now }: Services): Outcome =>
  entry.state === 'withdrawn'
    ? { replies: [{ text: t('activity.withdrawn-already', { code: entry.code ?? '' }) }] }
    : {
        replies: [
          {
            text: t('activity.ask-withdraw', { line: recordLine(entry, t) }),
            buttons: [
              ...['mistake', 'twice', 'not-held'].map(reason => [
                { label: t(`activity.reasons.${reason}`), value: `hdbo:${reason}` },
              ]),
              [{ label: t('activity.keep'), value: 'hdbo:keep' }],
            ],
          },
        ],
        session: { ...session, form: { name: withdrawForm, data: { id: entry.id }, at: now.toISOString() } },
      }

export const isWithdrawing = ({ session, update, command, pressed }: Incoming): boolean =>
  session.form?.name === withdrawForm &&
  update.content.kind === 'text' &&
  command === undefined &&
  pressed === undefined

/** The reason, typed or chosen (`hdbo:<reason>`). */
export const giveReason: Handler = async (incoming, services) => {
  const { repositories, t } = services
  const form = withdrawSchema.safeParse(
    incoming.session.form?.name === withdrawForm ? incoming.session.form.data : undefined,
  )
  const session = withoutForm(incoming.session)
  const chosen = incoming.pressed?.args[0]
  if (form.data === undefined)
    return { replies: [{ text: t('activity.card-closed') }], session: incoming.session }
  if (chosen === 'keep') return { replies: [{ text: t('activity.kept') }], session }
  const entry = await repositories.activities.byId(form.data.id)
  const desk = await openDesk(incoming, services)
  if (entry === undefined || !mayChange(incoming, entry, desk))
    return { replies: [{ text: t('activity.gone') }], session }
  const reason = chosen === undefined ? incoming.text : t(`activity.reasons.${chosen}`)
  return { ...(await takeBack(entry, reason, incoming, services)), session }
}

const takeBack = async (
  entry: ActivityRecord,
  said: string,
  incoming: Incoming,
  services: Services,
): Promise<Outcome> => {
  const { contact } = incoming
  const { repositories, t, now } = services
  const reason = maskPersonal(said).text.slice(0, 300)
  const after = await repositories.activities.change(
    entry.id,
    ['draft', 'submitted', 'approved', 'rejected'],
    { state: 'withdrawn' },
    'withdraw',
    { contact: contact.id, now, reason },
  )
  if (after === undefined)
    return { replies: [{ text: t('activity.withdrawn-already', { code: entry.code ?? '' }) }] }
  await repositories.audit.add(
    {
      actor: `contact:${contact.id}`,
      action: 'activity.withdraw',
      subject: `activity:${entry.id}`,
      // The reason stands with the entry: the log keeps codes only.
      detail: { code: entry.code, from: entry.state },
    },
    now,
  )
  return {
    replies: [
      { text: t('activity.withdrawn', { code: entry.code ?? t('activity.draft'), reason: plain(reason) }) },
    ],
    ...(entry.state === 'approved' && !isLead(contact)
      ? {
          also: await tellLeads(
            after,
            t('activity.told-withdrawn', { line: recordLine(after, t), reason: plain(reason) }),
            services,
          ),
        }
      : {}),
  }
}

/** What was approved no longer counts: the unit's leads hear of it. */
const tellLeads = async (
  entry: ActivityRecord,
  text: string,
  { repositories, library }: Services,
): Promise<NonNullable<Outcome['also']>> => {
  const leadsOfWard = await repositories.contacts.withRole(['lead'])
  return leadsOfWard
    .filter(({ unit }) => unit === null || unitNamed(library.ward.units, unit) === entry.doer)
    .map(({ conversation }) => ({
      to: conversation,
      replies: [{ text, priority: 'notice' as const }],
      origin: originOfActivities([entry.id]),
    }))
}

/** `hd:open|edit|drop|proof|again|history:<id>` */
export const pressEntry: Handler = async (incoming, services) => {
  const { repositories, t, now } = services
  const [verb, id] = incoming.pressed?.args ?? []
  const desk = await openDesk(incoming, services)
  const entry = await repositories.activities.byId(Number(id))
  if (entry === undefined || !mayChange(incoming, entry, desk))
    return { replies: [{ text: t('activity.gone') }] }
  switch (verb) {
    case 'edit':
      return await openEdit(entry, '', incoming, services, desk)
    case 'drop':
      return askWhy(entry, incoming, services)
    case 'proof':
      return {
        replies: [{ text: `${recordLine(entry, t)}\n${t('activity.send-evidence')}` }],
        session: withSaved(incoming.session, [entry.id], now),
        origin: originOfActivities([entry.id]),
      }
    case 'again':
      return await proceed(
        newCard([renewed(entry, desk)], entry.kind, {}, services),
        incoming,
        services,
        desk,
      )
    case 'history':
      return await history(entry, services)
    default:
      return await show(entry, services, desk)
  }
}

const history = async (entry: ActivityRecord, { repositories, t }: Services): Promise<Outcome> => {
  const revisions = await repositories.activities.revisions(entry.id)
  const names = new Map<number, string>()
  for (const { contact } of revisions)
    if (!names.has(contact)) names.set(contact, (await repositories.contacts.byId(contact))?.name ?? '-')
  const lines = revisions.map(
    revision =>
      `- ${showDay(dayOf(revision.at))} ${clockOf(revision.at)} ${plain(names.get(revision.contact) ?? '-')}: ${t(`activity.actions.${revision.action}`)}${changesOf(revision, t)}${revision.reason === null ? '' : ` (${plain(revision.reason)})`}`,
  )
  return { replies: [{ text: [recordLine(entry, t), ...lines].join('\n') }] }
}

/** Fields worth reading in a history. */
const told = ['form', 'quantity', 'unit', 'minutes', 'people', 'date', 'place'] as const

const changesOf = ({ action, before, after }: Revision, t: Services['t']): string => {
  if (action !== 'edit' || before === null || after === null) return ''
  const shown = (field: string, value: unknown): string =>
    value === null || value === undefined
      ? '-'
      : field === 'form'
        ? t(`activity.forms.${String(value)}`)
        : plain(String(value))
  const changes = told
    .filter(field => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
    .map(
      field =>
        `${t(`activity.fields.${field}`)} ${shown(field, before[field])} → ${shown(field, after[field])}`,
    )
  return changes.length === 0 ? '' : `: ${changes.join('; ')}`
}
