/** The next question of a card, one at a time, with the likely answers as buttons. */
import type { Button } from '../../bot/chat.ts'
import { type Subject, sessions, subjects } from '../../content/activity/activity.ts'
import { possibleTargets } from '../../content/plan/match-target.ts'
import type { Form, Target } from '../../content/plan/plan.ts'
import { addDays, showDay } from '../../content/vietnam-time.ts'
import type { Outcome } from '../handler.ts'
import type { Card, CardField, CardItem } from './card.ts'
import { type Desk, mayBeEach, planFor, targetIn, targetMatch } from './desk.ts'
import { formName, lineOf } from './wording.ts'

export interface Question {
  readonly item: number
  readonly field: CardField
}

/** What an officer used lately; the likeliest answers. */
export interface Habits {
  readonly forms: readonly Form[]
  readonly places: readonly string[]
}

/** The first thing an entry can't be saved without; then the guided way's own questions. */
export const nextQuestion = (card: Card, desk: Desk): Question | undefined => {
  for (const [index, item] of card.items.entries()) {
    const field = missingField(item, card.kind, desk)
    if (field !== undefined) return { item: index, field }
  }
  return card.optional[0]
}

const missingField = (item: CardItem, kind: Card['kind'], desk: Desk): CardField | undefined => {
  if (item.form === null) return 'form'
  if (item.quantity === null) return 'quantity'
  if (item.date === null) return 'date'
  if (mayBeEach(item) && item.eachArea === null) return 'areas'
  if (kind === 'log' && item.doer === null && desk.ward.units.length > 0) return 'doer'
  if (!item.targetChosen && targetMatch(item, desk).kind === 'ask') return 'target'
  return undefined
}

/** The guided way asks these after what is required. */
export const guidedFields = (kind: Card['kind']): readonly CardField[] =>
  kind === 'help' ? ['place', 'topics'] : ['minutes', 'place', 'topics']

/** Fields whose answer is a number: a typed one must not pick a button. */
const numeric: ReadonlySet<CardField> = new Set<CardField>(['quantity', 'minutes', 'people'])

interface Option {
  readonly label: string
  readonly value: string
}

const optionsFor = (field: CardField, item: CardItem, habits: Habits, desk: Desk): readonly Option[] => {
  const { t, today, ward } = desk
  switch (field) {
    case 'form':
      return likelyForms(habits, desk).map(form => ({ label: formName(form, t), value: form }))
    case 'quantity':
      // The n-th button is the number n: on channels that number the buttons, typing 3 means 3 either way.
      return [1, 2, 3, 4, 5, 6].map(n => ({
        label: item.unit === null ? String(n) : `${n} ${item.unit}`,
        value: String(n),
      }))
    case 'date':
      return [0, 1, 2].map(back => {
        const day = addDays(today, -back)
        return { label: t(`activity.days.${back}`, { day: showDay(day).slice(0, 5) }), value: day }
      })
    case 'areas':
      return (['one', 'each'] as const).map(value => ({
        label: t(`activity.ask.areas-${value}`, {
          quantity: item.quantity ?? 0,
          unit: item.unit ?? '',
          total: (item.quantity ?? 0) * item.areas.length,
        }),
        value,
      }))
    case 'doer':
      return ward.units.map(({ name }) => ({ label: name, value: name }))
    case 'target': {
      const plan = planFor(item, desk)
      const targets = plan === null ? [] : possibleTargets(plan, item)
      return [
        ...targets.map(({ id, title, clause }) => ({ label: `${title} (${clause})`, value: id })),
        { label: t('activity.ask.no-target'), value: '-' },
      ]
    }
    case 'place':
      return [...new Set([...habits.places, ...ward.neighbourhoods, ...ward.places])]
        .slice(0, 8)
        .map(place => ({ label: place, value: place }))
    case 'topics':
      return commonTopics.map(topic => ({ label: t(`activity.topics.${topic}`), value: topic }))
    case 'session':
      return sessions.map(session => ({ label: t(`activity.sessions.${session}`), value: session }))
    case 'minutes':
    case 'people':
    case 'links':
    case 'note':
      return []
    default:
      return field satisfies never
  }
}

const commonTopics: readonly Subject[] = subjects.filter(subject =>
  ['dvc', 'vneid', 'bcci', 'payment', 'tthc', 'cchc_general', 'scam'].includes(subject),
)

const likelyForms = (habits: Habits, { plan }: Desk): Form[] => {
  const planned = plan === null ? [] : plan.targets.flatMap(target => target.forms)
  const usual: readonly Form[] = [
    'loudspeaker',
    'banner',
    'mobile_van',
    'website_post',
    'social_post',
    'conference',
    'direct_guidance',
  ]
  return [...new Set([...habits.forms, ...planned, ...usual])].slice(0, 8)
}

const optional: ReadonlySet<CardField> = new Set<CardField>([
  'minutes',
  'people',
  'place',
  'topics',
  'session',
  'links',
  'note',
  'target',
])

/** Whether a card holds more than its day: then the question shows what was understood. */
const saysSomething = ({ form, quantity, people, place, minutes, topics }: CardItem): boolean =>
  form !== null ||
  quantity !== null ||
  people !== null ||
  place !== null ||
  minutes !== null ||
  topics.length > 0

/** Text of the question and its values by locale key `activity.ask.<field>`. */
const questionText = ({ item: index, field }: Question, card: Card, desk: Desk): string => {
  const { t } = desk
  const item = card.items[index]
  if (item === undefined) return ''
  const match = field === 'target' ? targetMatch(item, desk) : undefined
  const limits = targetIn(item, desk)
  const minutes = limits !== undefined && 'minutes' in limits ? limits.minutes : null
  const text =
    match?.kind === 'ask' && match.why === 'unit'
      ? t('activity.ask.target-unit', { unit: item.unit ?? '', planned: unitsOf(match.candidates) })
      : field === 'minutes' && minutes !== null
        ? t('activity.ask.minutes-limits', { least: minutes[0], most: minutes[1] })
        : field === 'quantity' && item.form !== null
          ? t('activity.ask.quantity', { form: formName(item.form, t) })
          : field === 'areas' && item.form !== null && desk.areaRules.has(item.form)
            ? t('activity.ask.areas-known', { areas: item.areas.join(', ') })
            : t(`activity.ask.${field}`, { areas: item.areas.join(', ') })
  const undone = card.items.filter(({ doer }) => doer === null)
  if (field === 'doer' && undone.length > 1 && item.doer === null)
    return [
      ...card.items.map((each, at) => `${t('activity.item', { n: at + 1 })}\n${lineOf(each, t)}`),
      t('activity.ask.doer-all', { count: undone.length }),
    ].join('\n\n')
  const known = saysSomething(item) ? `${lineOf(item, t)}\n\n` : ''
  return card.items.length > 1
    ? `${t('activity.item', { n: index + 1 })}\n${known}${text}`
    : `${known}${text}`
}

const unitsOf = (targets: readonly Target[]): string =>
  targets.flatMap(target => ('unit' in target ? [target.unit] : [])).join(', ')

/** The question as a reply, and the card that waits for its answer. */
export const ask = (
  question: Question,
  card: Card,
  habits: Habits,
  desk: Desk,
): { card: Card; outcome: Outcome } => {
  const { t } = desk
  const item = card.items[question.item]
  const options = item === undefined ? [] : optionsFor(question.field, item, habits, desk)
  const perRow = options.every(({ label }) => label.length <= 9) ? 3 : 1
  const rows: Button[][] = []
  options.forEach(({ label }, index) => {
    const button = { label, value: `act:${card.id}:o:${index}` }
    const row = rows.at(-1)
    if (row === undefined || row.length >= perRow) rows.push([button])
    else row.push(button)
  })
  const skip = optional.has(question.field) && question.field !== 'target'
  rows.push([
    ...(skip ? [{ label: t('activity.skip'), value: `act:${card.id}:skip` }] : []),
    { label: t('activity.cancel'), value: `act:${card.id}:cancel` },
  ])
  return {
    card: { ...card, asking: { ...question }, options: options.map(({ value }) => value) },
    outcome: {
      replies: [{ text: questionText(question, card, desk), buttons: rows }],
      labelsOnly: numeric.has(question.field),
    },
  }
}
