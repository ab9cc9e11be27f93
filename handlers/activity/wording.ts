/** Activities in words: one line for lists, the full card, and what the checks have to say. */
import { plain } from '../../bot/chat.ts'
import type { Translate } from '../../content/locales.ts'
import { minutesAgree } from '../../content/plan/match-target.ts'
import type { Target } from '../../content/plan/plan.ts'
import { showDay } from '../../content/vietnam-time.ts'
import type { ActivityFields, ActivityRecord } from '../../storage/repositories/activity-record.ts'
import { type Card, type CardItem, countedQuantity } from './card.ts'
import { type Desk, planFor, targetIn } from './desk.ts'

type Shown = Pick<
  ActivityFields,
  | 'form'
  | 'quantity'
  | 'unit'
  | 'minutes'
  | 'minutesEach'
  | 'people'
  | 'date'
  | 'dateEnd'
  | 'session'
  | 'place'
  | 'topics'
>

const joined = (parts: readonly (string | undefined)[]): string =>
  parts.filter(part => part !== undefined && part !== '').join(', ')

export const formName = (form: string | null, t: Translate): string =>
  form === null ? t('activity.unknown-form') : t(`activity.forms.${form}`)

export const quantityText = ({ quantity, unit }: Pick<Shown, 'quantity' | 'unit'>): string =>
  quantity === null ? '' : plain([quantity, unit].filter(part => part !== null).join(' '))

export const whenText = (
  { date, dateEnd, session }: Pick<Shown, 'date' | 'dateEnd' | 'session'>,
  t: Translate,
): string => {
  if (date === null) return ''
  const days =
    dateEnd === null ? showDay(date) : t('activity.range', { from: showDay(date), to: showDay(dateEnd) })
  return session === null ? days : `${t(`activity.sessions.${session}`)} ${days}`
}

const minutesText = (
  { minutes, minutesEach }: Pick<Shown, 'minutes' | 'minutesEach'>,
  t: Translate,
): string =>
  minutes === null
    ? ''
    : minutesEach === null || minutesEach === minutes
      ? t('activity.minutes', { minutes })
      : t('activity.minutes-each', { minutes, each: minutesEach })

/** Those who came; where the number itself is of people they are told once. */
const peopleText = ({ form, people, unit }: Pick<Shown, 'form' | 'people' | 'unit'>, t: Translate): string =>
  people === null || form === 'direct_guidance' || unit === 'lượt người'
    ? ''
    : t('activity.people', { people })

export const topicsText = (topics: readonly string[], t: Translate): string =>
  topics.map(topic => t(`activity.topics.${topic}`)).join(', ')

/** "Loa truyền thanh: 2 tin, 7 phút, sáng 05/03/2026, tổ 1"; "Hội nghị, họp: 1 cuộc, 34 người, …" */
export const lineOf = (item: Shown, t: Translate): string => {
  const rest = joined([
    quantityText(item),
    peopleText(item, t),
    minutesText(item, t),
    whenText(item, t),
    item.place === null ? undefined : plain(item.place),
    topicsText(item.topics, t),
  ])
  return `${formName(item.form, t)}: ${rest}`
}

/** "HD-2026-0012 · Loa truyền thanh: …, chờ duyệt" */
export const recordLine = (record: ActivityRecord, t: Translate): string =>
  `**${record.code ?? t('activity.draft')}** ${lineOf(record, t)} (${stateText(record, t)})`

export const stateText = (
  { standing, state }: Pick<ActivityRecord, 'standing' | 'state'>,
  t: Translate,
): string => t(`activity.states.${standing === 'by-lead' ? 'by-lead' : state}`)

/** The target with its clause, as plans are cited: "Mường Lay III.2". */
export const targetText = (target: Target, { ward, t }: Pick<Desk, 'ward' | 't'>): string =>
  t(target.printed === null ? 'activity.target-unprinted' : 'activity.target', {
    title: target.title,
    printed: target.printed ?? '',
    ward: ward.name,
    clause: target.clause,
  })

/** What the officer should look at before saving; each a sentence. */
export const warningsOf = (item: CardItem, desk: Desk): string[] => {
  const { plan, t } = desk
  const warnings: string[] = []
  if (plan !== null && planFor(item, desk) === null)
    warnings.push(t('activity.warn.year', { year: plan.year }))
  const target = targetIn(item, desk)
  const limits = target !== undefined && 'minutes' in target ? target.minutes : null
  if (target !== undefined && limits !== null && item.quantity !== null) {
    const length = minutesAgree(
      { quantity: item.quantity, minutes: item.minutes, minutesEach: item.minutesEach },
      limits,
    )
    if (length !== 'yes')
      warnings.push(
        t(`activity.warn.minutes-${length}`, {
          least: limits[0],
          most: limits[1],
          clause: target.clause,
          ward: desk.ward.name,
        }),
      )
  }
  return warnings
}

/** The lines of one item. */
const itemLines = (item: CardItem, { kind, editing }: Card, desk: Desk): string[] => {
  const { t } = desk
  const line = (field: string, text: string): string[] =>
    text === '' ? [] : [`- ${t(`activity.fields.${field}`)}: ${text}`]
  const target = targetIn(item, desk)
  const quantity = { quantity: countedQuantity(item), unit: item.unit }
  return [
    ...line('form', formName(item.form, t)),
    ...line('quantity', quantityText(quantity)),
    ...(item.eachArea === null || editing !== null
      ? []
      : [
          `  ${t(item.eachArea ? 'activity.areas-each' : 'activity.areas-one', { areas: item.areas.length, quantity: item.quantity ?? 0 })}`,
        ]),
    ...line('minutes', minutesText(item, t)),
    ...line(
      'people',
      item.people === null || kind === 'help' || item.form === 'direct_guidance' ? '' : String(item.people),
    ),
    ...line('date', whenText(item, t)),
    ...line('place', item.place === null ? '' : plain(item.place)),
    ...line('topics', topicsText(item.topics, t)),
    ...line('links', item.links.map(plain).join(' ')),
    ...line('note', item.note === null ? '' : plain(item.note)),
    ...line('doer', item.doer === null ? '' : plain(item.doer)),
    ...(desk.plan === null
      ? []
      : line('target', target === undefined ? t('activity.no-target') : targetText(target, desk))),
  ]
}

/** What the card says of evidence and likely repeats, found by the caller. */
export interface CardExtras {
  /** By item: pieces the plan wants and nobody sent. */
  readonly missing: readonly (readonly string[])[]
  /** By item: entries that look the same. */
  readonly alike: readonly (readonly ActivityRecord[])[]
  readonly files: number
}

export const cardText = (card: Card, extras: CardExtras, desk: Desk): string => {
  const { t } = desk
  const head = t(card.editing === null ? 'activity.card' : 'activity.card-edit')
  const blocks = card.items.map((item, index) => {
    const missing = extras.missing[index] ?? []
    return [
      ...(card.items.length === 1 ? [] : [t('activity.item', { n: index + 1 })]),
      ...itemLines(item, card, desk),
      ...(missing.length === 0 ? [] : [t('activity.missing', { pieces: missing.join(', ') })]),
      ...warningsOf(item, desk).map(warning => `⚠️ ${warning}`),
      ...(extras.alike[index] ?? []).map(
        record => `⚠️ ${t('activity.warn.alike', { code: record.code ?? '', line: lineOf(record, t) })}`,
      ),
    ].join('\n')
  })
  return [
    head,
    ...blocks,
    ...(extras.files === 0 ? [] : [t('activity.files', { count: extras.files })]),
    ...(card.leftover.length === 0
      ? []
      : [t('activity.leftover', { words: card.leftover.map(plain).join('”, “') })]),
  ].join('\n\n')
}

/** Everything about a stored entry. */
export const recordText = (
  record: ActivityRecord,
  missing: readonly string[],
  evidence: number,
  desk: Desk,
): string => {
  const { t } = desk
  const target = targetIn(record, desk)
  return [
    recordLine(record, t),
    ...(record.doer === null ? [] : [`- ${t('activity.fields.doer')}: ${plain(record.doer)}`]),
    `- ${t('activity.entered', { name: plain(record.enteredByName ?? '-'), day: showDay(record.enteredAt.toISOString().slice(0, 10)) })}`,
    ...(target === undefined ? [] : [`- ${t('activity.fields.target')}: ${targetText(target, desk)}`]),
    ...(record.links.length === 0
      ? []
      : [`- ${t('activity.fields.links')}: ${record.links.map(plain).join(' ')}`]),
    ...(record.note === null ? [] : [`- ${t('activity.fields.note')}: ${plain(record.note)}`]),
    ...(record.reason === null ? [] : [`- ${t('activity.reason', { reason: plain(record.reason) })}`]),
    `- ${t('activity.evidence-count', { count: evidence })}`,
    ...(missing.length === 0 ? [] : [t('activity.missing', { pieces: missing.join(', ') })]),
  ].join('\n')
}
