/** What entering activities needs besides the card: plan, place names, today, the ward's rules. */
import { type Activity, type ParsedMessage, subjects } from '../../content/activity/activity.ts'
import { parseActivity } from '../../content/activity/parse-activity.ts'
import { comparablePlace, type Vocabulary, vocabularyOf } from '../../content/activity/ward-vocabulary.ts'
import { bareWords } from '../../content/language/unicode.ts'
import type { Translate } from '../../content/locales.ts'
import type { Unit, Ward } from '../../content/model/ward.ts'
import { matchTarget, type TargetMatch } from '../../content/plan/match-target.ts'
import { type Form, forms, type Plan, type Target } from '../../content/plan/plan.ts'
import { planOfYear } from '../../content/plan/plan-files.ts'
import { type Day, dayOf } from '../../content/vietnam-time.ts'
import type { Incoming, Services } from '../handler.ts'
import { planInUse, plansInUse } from '../progress/view.ts'
import { type CardItem, emptyItem } from './card.ts'

/** How "2 tin tổ 1, tổ 2" counts in this ward, by form: `one` = 2, `each` = 4. */
export type AreaRule = 'one' | 'each'
export const areaRuleKey = (form: Form): string => `activity-areas:${form}`

/** Forms whose number is of things or people, not of items that could be done in each area. */
const wholeForms: ReadonlySet<Form> = new Set<Form>([
  'direct_guidance',
  'door_to_door',
  'leaflet',
  'survey',
  'news_article',
  'website_post',
  'social_post',
  'video',
])

export interface Desk {
  /** The plan in force today, under the chosen readings; entries count to the plan of their own date ({@link planFor}). */
  readonly plan: Plan | null
  /** Every year's plan, oldest first. */
  readonly plans: readonly Plan[]
  readonly ward: Ward
  readonly vocabulary: Vocabulary
  readonly today: Day
  readonly t: Translate
  /** The officer's own unit, in the ward's spelling; null when unknown. */
  readonly doer: string | null
  readonly areaRules: ReadonlyMap<Form, AreaRule>
}

/** The ward's spelling of a unit people name by an alias; null when it is none of the ward's. */
export const unitNamed = (units: readonly Unit[], name: string | null): string | null => {
  if (name === null) return null
  const wanted = bareWords(name)
  return (
    units.find(
      unit => bareWords(unit.name) === wanted || unit.aliases.some(alias => bareWords(alias) === wanted),
    )?.name ?? null
  )
}

export const openDesk = async ({ contact }: Incoming, services: Services): Promise<Desk> => {
  const { library, repositories, t, now } = services
  const areaRules = new Map<Form, AreaRule>()
  for (const form of forms) {
    if (wholeForms.has(form)) continue
    const rule = await repositories.settings.get(areaRuleKey(form))
    if (rule === 'one' || rule === 'each') areaRules.set(form, rule)
  }
  return {
    plan: await planInUse(services),
    plans: await plansInUse(services),
    ward: library.ward,
    vocabulary: vocabularyOf(library.ward),
    today: dayOf(now),
    t,
    doer: unitNamed(library.ward.units, contact.unit),
    areaRules,
  }
}

export const parse = (text: string, { today, vocabulary }: Desk): ParsedMessage =>
  parseActivity(text, { today, vocabulary })

export const placeKeyOf = (place: string | null): string | null =>
  place === null ? null : comparablePlace(place)

const whole = (value: number | null): number | null => (value === null ? null : Math.round(value))

/** What the parser understood, as a card item. */
export const itemFrom = (activity: Activity, desk: Desk): CardItem => {
  const place = activity.wardPlace ?? activity.place
  return settle(
    {
      ...emptyItem(desk.doer),
      form: activity.form,
      quantity: whole(activity.quantity),
      unit: activity.unit,
      minutes: activity.minutes,
      minutesEach: activity.minutesEach,
      people: whole(activity.people),
      date: activity.date,
      dateEnd: activity.dateEnd,
      session: activity.session,
      place,
      placeKey: placeKeyOf(place),
      areas: [...activity.areas],
      topics: subjects.filter(subject => activity.topics.includes(subject)),
      links: [...activity.links],
    },
    desk,
  )
}

export const targetMatch = (item: CardItem, desk: Desk): TargetMatch => {
  const plan = planFor(item, desk)
  return plan === null ? { kind: 'sure', target: null } : matchTarget(plan, item)
}

/** The plan an entry counts to: that of its date's year, none where the ward has no plan for it; without a date, today's. */
export const planFor = (
  { date }: { readonly date: string | null },
  { plan, plans }: Pick<Desk, 'plan' | 'plans'>,
): Plan | null => (date === null ? plan : planOfYear({ plans }, Number(date.slice(0, 4))))

/** Settles what follows from the rest: the target it counts to, the ward's rule for several areas. */
export const settle = (item: CardItem, desk: Desk): CardItem => {
  const match = targetMatch(item, desk)
  const target = item.targetChosen ? item.target : match.kind === 'sure' ? (match.target?.id ?? null) : null
  const rule = item.form === null ? undefined : desk.areaRules.get(item.form)
  const eachArea = !mayBeEach(item) ? null : (item.eachArea ?? (rule === undefined ? null : rule === 'each'))
  return { ...item, target, eachArea }
}

/** Two areas in one line: is the number of items for all together or for each? */
export const mayBeEach = ({ form, areas, quantity }: CardItem): boolean =>
  form !== null && !wholeForms.has(form) && areas.length > 1 && quantity !== null

/** The target an entry counts to, in the plan of its date. */
export const targetIn = (
  entry: { readonly target: string | null; readonly date: string | null },
  desk: Pick<Desk, 'plan' | 'plans'>,
): Target | undefined => targetOf(entry.target, planFor(entry, desk))

export const targetOf = (id: string | null, plan: Plan | null): Target | undefined =>
  id === null ? undefined : plan?.targets.find(target => target.id === id)
