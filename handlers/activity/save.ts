/** Stores a card: entries, their evidence and revisions in the update's one transaction; drafts for later. */
import { fold } from '../../content/language/unicode.ts'
import { dayOf } from '../../content/vietnam-time.ts'
import type {
  ActivityFields,
  ActivityRecord,
  ActivityState,
} from '../../storage/repositories/activity-record.ts'
import type { Incoming, Outcome, Services } from '../handler.ts'
import { isLead, leads } from './access.ts'
import { type Card, fieldsToStore, withoutForm, withSaved } from './card.ts'
import { targetCount, wantedInYear } from './counts.ts'
import { type Desk, targetIn } from './desk.ts'
import { proceed } from './entering.ts'
import { attach, attachLink, missingOf } from './proof.ts'
import { nextQuestion } from './questions.ts'
import { formName, lineOf, topicsText } from './wording.ts'

export const originOfActivities = (ids: readonly number[]): string => `activity:${ids.join('-')}`

/** Folded text by which an entry is found. */
export const wordsOf = (fields: ActivityFields, t: Services['t']): string =>
  fold(
    [
      formName(fields.form, t),
      fields.unit,
      fields.place,
      topicsText(fields.topics, t),
      fields.note,
      fields.doer,
    ]
      .filter(part => part !== null)
      .join(' '),
  )

export const saveCard = async (
  card: Card,
  incoming: Incoming,
  services: Services,
  desk: Desk,
): Promise<Outcome> => {
  if (card.items.length === 0 || nextQuestion(card, desk) !== undefined)
    return await proceed(card, incoming, services, desk)
  const { t, now } = services
  const saved: ActivityRecord[] = []
  for (const [index, item] of card.items.entries()) {
    const fields = fieldsToStore(item, card.kind)
    const entry =
      card.editing === null
        ? await enter(fields, card, incoming, services)
        : await change(card.editing, fields, incoming, services, desk)
    if (entry === undefined)
      return { replies: [{ text: t('activity.gone') }], session: withoutForm(incoming.session) }
    for (const file of card.files.filter(pending => pending.item === index))
      await attach(file, entry, incoming, services)
    for (const link of item.links) await attachLink(link, entry, incoming, services)
    saved.push(entry)
  }
  const ids = saved.map(({ id }) => id)
  const blocks = await Promise.all(saved.map(entry => savedText(entry, card, services, desk)))
  return {
    replies: [{ text: [...blocks, ...(card.kind === 'log' ? [t('activity.saved-next')] : [])].join('\n\n') }],
    session: withSaved(incoming.session, ids, now, { album: card.album }),
    origin: originOfActivities(ids),
  }
}

const enter = async (
  fields: ActivityFields,
  card: Card,
  { contact }: Incoming,
  { repositories, t, now }: Services,
): Promise<ActivityRecord> =>
  await repositories.activities.add(
    fields,
    { kind: card.kind, state: 'submitted', byLead: isLead(contact), words: wordsOf(fields, t) },
    { contact: contact.id, now },
  )

const changeable: readonly ActivityState[] = ['draft', 'submitted', 'approved', 'rejected']

/** An officer's change needs approval anew; a lead's own doesn't. */
const change = async (
  id: number,
  fields: ActivityFields,
  incoming: Incoming,
  { repositories, t, now }: Services,
  desk: Desk,
): Promise<ActivityRecord | undefined> => {
  const { contact } = incoming
  const before = await repositories.activities.byId(id)
  if (before === undefined || !changeable.includes(before.state)) return undefined
  const asLead = leads(incoming, before, desk)
  const state = asLead && before.state === 'approved' ? 'approved' : 'submitted'
  const after = await repositories.activities.change(
    id,
    changeable,
    {
      fields,
      words: wordsOf(fields, t),
      state,
      ...(before.state === 'draft' ? { byLead: isLead(contact) } : {}),
    },
    before.state === 'draft' ? 'submit' : 'edit',
    { contact: contact.id, now },
  )
  if (before.person !== contact.person || before.state === 'approved')
    await repositories.audit.add(
      {
        actor: `contact:${contact.id}`,
        action: 'activity.edit',
        subject: `activity:${id}`,
        detail: { code: before.code, from: before.state, to: state },
      },
      now,
    )
  return after
}

const savedText = async (
  entry: ActivityRecord,
  card: Card,
  services: Services,
  desk: Desk,
): Promise<string> => {
  const { t, repositories } = services
  const target = targetIn(entry, desk)
  const lines = [
    t(card.editing === null ? 'activity.saved' : 'activity.changed', { code: entry.code ?? '' }),
    lineOf(entry, t),
    t(`activity.saved-state.${entry.standing === 'none' ? 'waiting' : entry.standing}`),
  ]
  if (target !== undefined && entry.date !== null) {
    const year = Number(entry.date.slice(0, 4))
    const { approved, byLead, waiting } = await targetCount(repositories, target.id, year)
    const wanted = wantedInYear(target)
    lines.push(
      t(wanted === null ? 'activity.count-open' : 'activity.count', {
        title: target.title,
        counted: approved + byLead,
        waiting,
        wanted: wanted ?? 0,
      }),
    )
  }
  if (entry.kind === 'help') {
    const month = dayOf(services.now).slice(0, 7)
    const { total } = await repositories.activityTotals.helpedBy(entry.person, `${month}-01`, `${month}-31`)
    lines.push(t('activity.helped-month', { count: total }))
  }
  const missing = await missingOf(entry, services)
  if (missing.length > 0) lines.push(t('activity.missing', { pieces: missing.join(', ') }))
  return lines.join('\n')
}

/** "Để sau": kept as drafts, which count nowhere and wait in /cuatoi. */
export const keepDraft = async (card: Card, incoming: Incoming, services: Services): Promise<Outcome> => {
  const { repositories, t, now } = services
  const { contact } = incoming
  for (const [index, item] of card.items.entries()) {
    const fields = fieldsToStore(item, card.kind)
    const entry = await repositories.activities.add(
      fields,
      { kind: card.kind, state: 'draft', byLead: isLead(contact), words: wordsOf(fields, t) },
      { contact: contact.id, now },
    )
    for (const file of card.files.filter(pending => pending.item === index))
      await attach(file, entry, incoming, services)
  }
  return { replies: [{ text: t('activity.draft-kept') }], session: withoutForm(incoming.session) }
}
