/** "+3 dvc tổ 3": people helped, counted at once; /huy takes the last one back within the hour. */
import { plain } from '../../bot/chat.ts'
import { dayOf, showDay } from '../../content/vietnam-time.ts'
import type { Handler, Incoming } from '../handler.ts'
import { isLead } from './access.ts'
import { fieldsToStore, withSaved } from './card.ts'
import { itemFrom, openDesk, parse } from './desk.ts'
import { originOfActivities, wordsOf } from './save.ts'
import { lineOf } from './wording.ts'

/** How long a quick count can be taken back with /huy. */
export const undoMs = 60 * 60 * 1000

export const isQuickCount = ({ text, contact, update, command }: Incoming): boolean =>
  update.content.kind === 'text' &&
  command === undefined &&
  contact.role !== 'resident' &&
  update.forwarded !== true &&
  /^\+\s*\d{1,4}(?!\d)/.test(text)

export const quickCount: Handler = async (incoming, services) => {
  const { repositories, t, now } = services
  const { contact } = incoming
  const desk = await openDesk(incoming, services)
  const parsed = parse(incoming.text, desk)
  const [activity] = parsed.kind === 'activities' ? parsed.activities : []
  if (
    parsed.kind === 'rejected' ||
    parsed.activities.length !== 1 ||
    activity === undefined ||
    activity.needs.length > 0
  )
    return { replies: [{ text: t('activity.quick-how') }], session: incoming.session }
  const fields = fieldsToStore(itemFrom(activity, desk), 'help')
  const entry = await repositories.activities.add(
    fields,
    { kind: 'help', state: 'submitted', byLead: isLead(contact), words: wordsOf(fields, t) },
    { contact: contact.id, now },
  )
  const month = dayOf(now).slice(0, 7)
  const { total } = await repositories.activityTotals.helpedBy(contact.person, `${month}-01`, `${month}-31`)
  const lines = [
    t('activity.quick', { code: entry.code ?? '', line: lineOf(entry, t) }),
    ...(parsed.leftover.length === 0
      ? []
      : [t('activity.leftover', { words: parsed.leftover.slice(0, 5).map(plain).join('”, “') })]),
    t('activity.quick-undo', { count: total }),
  ]
  return {
    replies: [{ text: lines.join('\n') }],
    session: withSaved(incoming.session, [entry.id], now),
    origin: originOfActivities([entry.id]),
  }
}

/** /huy: an open form goes first; else the last count of the past hour; else what /huy says otherwise. */
export const undoOr =
  (otherwise: Handler): Handler =>
  async (incoming, services) => {
    const { repositories, t, now } = services
    const { contact, session } = incoming
    const busy = session.form !== undefined && session.form.name !== 'activity-saved'
    if (busy || contact.role === 'resident') return await otherwise(incoming, services)
    const { form, ...rest } = session
    const [last] = await repositories.activities.list(
      {
        person: contact.person,
        kind: 'help',
        states: ['submitted'],
        enteredFrom: new Date(now.getTime() - undoMs),
      },
      { limit: 1 },
    )
    if (last === undefined) return await otherwise({ ...incoming, session: rest }, services)
    await repositories.activities.change(last.id, ['submitted'], { state: 'withdrawn' }, 'withdraw', {
      contact: contact.id,
      now,
      reason: t('activity.reasons.undo'),
    })
    return {
      replies: [{ text: t('activity.undone', { code: last.code ?? '', line: lineOf(last, t) }) }],
      session: rest,
    }
  }

/** Shown in the monthly thanks. */
export const monthName = (month: string): string => showDay(`${month}-01`).slice(3)
