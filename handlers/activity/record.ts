/** /ghi and /hotro: one line becomes a card; alone they open the guided way; "lại 12" and "như hôm qua" copy. */
import type { RejectReason } from '../../content/activity/activity.ts'
import { parseActivity } from '../../content/activity/parse-activity.ts'
import { fold } from '../../content/language/unicode.ts'
import { addDays, dayOf } from '../../content/vietnam-time.ts'
import { type ActivityRecord, readCode } from '../../storage/repositories/activity-record.ts'
import type { Handler, Incoming, Outcome, Services } from '../handler.ts'
import { mayChange } from './access.ts'
import { readCorrection } from './answers.ts'
import { type Card, type CardItem, cardOf, emptyItem, itemOf } from './card.ts'
import { type Desk, itemFrom, openDesk, parse } from './desk.ts'
import { newCard, proceed } from './entering.ts'
import { guidedFields } from './questions.ts'

/** `/ghi …` */
export const record: Handler = (incoming, services) =>
  begin('log', incoming.command?.args ?? '', incoming, services)
/** `/hotro …` */
export const recordHelp: Handler = (incoming, services) =>
  begin('help', incoming.command?.args ?? '', incoming, services)

/** Words of questions; a line with one goes to the answers, and an officer who meant an entry types /ghi. */
const asks = /\?|\b(?:khong|ko|hong|hok|sao|nao|dau|gi|ha|chua|hoi|bao (?:gio|lau|nhieu))\b/

/** A line without a command that tells finished work and lacks nothing, by somebody whose task it is. */
export const tellsWork = (incoming: Incoming): boolean => {
  const { update, contact, session, text } = incoming
  if (update.content.kind !== 'text' || update.chat !== 'private' || contact.role === 'resident') return false
  if (incoming.command !== undefined || incoming.pressed !== undefined || update.forwarded === true)
    return false
  if (session.form !== undefined && !session.form.name.startsWith('activity')) return false
  if (!/\d/.test(text) || asks.test(fold(text))) return false
  const parsed = parseActivity(text, { today: dayOf(new Date(update.at)) })
  return (
    parsed.kind === 'activities' &&
    parsed.leftover.length <= 2 &&
    parsed.activities.every(({ needs, form }) => needs.length === 0 && form !== 'other')
  )
}

export const recordTyped: Handler = (incoming, services) =>
  begin(incoming.contact.role === 'volunteer' ? 'help' : 'log', incoming.text, incoming, services)

export const begin = async (
  kind: Card['kind'],
  line: string,
  incoming: Incoming,
  services: Services,
  more: Partial<Card> = {},
): Promise<Outcome> => {
  const desk = await openDesk(incoming, services)
  const { t } = services
  // A card without items holds pictures that came before their words.
  const before = cardOf(incoming.session)
  const files = more.files ?? (before?.items.length === 0 ? before.files : [])
  if (line.trim() === '') return await guide(kind, { ...more, files }, incoming, services, desk)
  const copied = await copyOf(line, incoming, services, desk)
  if (copied !== undefined) {
    if ('problem' in copied) return { replies: [{ text: copied.problem }] }
    return await proceed(newCard(copied.items, kind, { ...more, files }, services), incoming, services, desk)
  }
  const parsed = parse(`${kind === 'help' ? '/hotro' : '/ghi'} ${line}`, desk)
  if (parsed.kind === 'rejected')
    return { replies: [{ text: refusal(parsed.why, parsed.because, services) }] }
  const items = parsed.activities.map(activity => itemFrom(activity, desk))
  const leftover = parsed.leftover.slice(0, 8)
  const card = newCard(items, kind, { ...more, files, leftover }, services)
  const dropped =
    before !== undefined && before.items.length > 0 ? [{ text: t('activity.card-replaced') }] : []
  return await proceed(card, incoming, services, desk, dropped)
}

const guide = async (
  kind: Card['kind'],
  more: Partial<Card>,
  incoming: Incoming,
  services: Services,
  desk: Desk,
): Promise<Outcome> => {
  const item: CardItem =
    kind === 'help'
      ? { ...emptyItem(desk.doer), form: 'direct_guidance', unit: 'lượt người', date: desk.today }
      : emptyItem(desk.doer)
  const optional = guidedFields(kind).map(field => ({ item: 0, field }))
  return await proceed(newCard([item], kind, { ...more, optional }, services), incoming, services, desk)
}

const refusal = (why: RejectReason, because: string | null, { t }: Services): string =>
  t(`activity.rejected.${why}`, { because: because ?? '' })

const again = /^(?:ghi )?lai\s+(?:ma |muc |so )?((?:hd[\s._-]*)?(?:\d{4}[\s._-]+)?\d{1,6})(?=\s|$|,)/
const asBefore =
  /^(?:(?:y )?nhu|giong(?: nhu)?|y (?:chang|het)) (hom qua|hom kia|lan truoc|bua truoc|hom truoc)\b/

type Copied = { readonly items: CardItem[] } | { readonly problem: string }

/** "/ghi lại 12", "/ghi như hôm qua", with changes after it ("như hôm qua 3 tin"); undefined for other lines. */
const copyOf = async (
  line: string,
  incoming: Incoming,
  services: Services,
  desk: Desk,
): Promise<Copied | undefined> => {
  const folded = fold(line)
  const code = again.exec(folded)
  const like = asBefore.exec(folded)
  const found = code ?? like
  if (found === null) return undefined
  const records =
    code?.[1] === undefined
      ? await entriesOf(like?.[1] ?? '', incoming, services, desk)
      : [await entryByCode(code[1], incoming, services, desk)].filter(entry => entry !== undefined)
  if (records.length === 0)
    return { problem: services.t('activity.nothing-to-copy', { what: line.slice(0, found[0].length) }) }
  // Folding keeps the number of letters of composed text, so what follows starts at the same place.
  const rest = line
    .normalize('NFC')
    .trim()
    .slice(found[0].length)
    .replace(/^[\s,.;]+/, '')
  const items = records.map(entry => renewed(entry, desk))
  if (rest === '') return { items }
  const [first] = items
  const changed = first === undefined || items.length > 1 ? undefined : readCorrection(rest, first, desk)
  return changed === undefined
    ? { problem: services.t('activity.copy-unclear', { rest }) }
    : { items: [changed] }
}

/** The same work done today: links and notes belong to the old day. */
export const renewed = (entry: ActivityRecord, desk: Desk): CardItem => ({
  ...itemOf(entry),
  date: desk.today,
  dateEnd: null,
  links: [],
  note: null,
  doer: entry.doer ?? desk.doer,
})

const entriesOf = async (
  day: string,
  incoming: Incoming,
  { repositories }: Services,
  desk: Desk,
): Promise<ActivityRecord[]> => {
  const own = { person: incoming.contact.person, states: ['submitted', 'approved'] as const }
  const back = day === 'hom qua' ? 1 : day === 'hom kia' ? 2 : undefined
  if (back === undefined) return await repositories.activities.list(own, { limit: 1 })
  const date = addDays(desk.today, -back)
  const found = await repositories.activities.list({ ...own, from: date, to: date }, { limit: 5 })
  return found.toReversed()
}

/** An entry this person may change, by its code as typed ("12", "HD-2026-0012"). */
export const entryByCode = async (
  typed: string,
  incoming: Incoming,
  { repositories }: Services,
  desk: Desk,
): Promise<ActivityRecord | undefined> => {
  const code = readCode(typed, Number(desk.today.slice(0, 4)))
  const entry = code === undefined ? undefined : await repositories.activities.byCode(code)
  return entry !== undefined && mayChange(incoming, entry, desk) ? entry : undefined
}
