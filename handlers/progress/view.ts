/** Loads what /tiendo, /lich and reports show: the plan under the chosen readings, sums, marks, and progress from them. */
import { z } from 'zod'
import type { Contact } from '../../bot/chat.ts'
import { comparablePlace } from '../../content/activity/ward-vocabulary.ts'
import type { Library } from '../../content/library.ts'
import type { Unit } from '../../content/model/ward.ts'
import type { Plan, Task } from '../../content/plan/plan.ts'
import { planOfYear, planOn } from '../../content/plan/plan-files.ts'
import type { AreaTally, Facts } from '../../content/plan/progress/facts.ts'
import { boundUnits, meansAllUnits, unitCalled } from '../../content/plan/progress/owners.ts'
import { type PlanProgress, progressOf } from '../../content/plan/progress/progress.ts'
import { type ChosenReadings, withReadings } from '../../content/plan/readings.ts'
import { type Day, dayOf } from '../../content/vietnam-time.ts'
import type { Repositories } from '../../storage/repositories.ts'

/** The setting that holds the ward's choices, by id of the ambiguity. */
export const chosenReadingsKey = 'plan-readings'
const stored = z.record(z.string(), z.string())

export const chosenReadings = async ({
  settings,
}: Pick<Repositories, 'settings'>): Promise<ChosenReadings> => {
  const value = await settings.get(chosenReadingsKey)
  return new Map(value === undefined ? [] : Object.entries(stored.parse(JSON.parse(value))))
}

/** A plan that was reviewed anew says itself how it is read: earlier choices for these no longer count. */
export const forgetChosen = async (
  settings: Repositories['settings'],
  ids: readonly string[],
  now: Date,
): Promise<void> => {
  const kept = [...(await chosenReadings({ settings }))].filter(([id]) => !ids.includes(id))
  await settings.set(chosenReadingsKey, JSON.stringify(Object.fromEntries(kept)), now)
}

/**
 * The ward's plan as its chosen readings make it; null while the ward has none.
 * @param year the plan of exactly that year; without it, the one in force
 */
export const planInUse = async (
  {
    library,
    repositories,
  }: {
    library: Pick<Library, 'plan' | 'plans'>
    repositories: Pick<Repositories, 'settings'>
  },
  year?: number,
): Promise<Plan | null> => {
  const plan = year === undefined ? library.plan : planOfYear(library, year)
  return plan === null ? null : withReadings(plan, await chosenReadings(repositories))
}

/** Every year's plan as its chosen readings make it, oldest first. */
export const plansInUse = async ({
  library,
  repositories,
}: {
  library: Pick<Library, 'plans'>
  repositories: Pick<Repositories, 'settings'>
}): Promise<readonly Plan[]> => {
  const chosen = await chosenReadings(repositories)
  return library.plans.map(plan => withReadings(plan, chosen))
}

export interface View {
  readonly plan: Plan
  readonly chosen: ChosenReadings
  readonly units: readonly Unit[]
  readonly facts: Facts
  readonly progress: PlanProgress
}

/**
 * The plan in force on a day with all that was done for it. A plan whose year is over is seen as it stood at its end.
 * @param day the day that counts: now, or a report's cut-off; later activities are left out
 */
export const loadView = async (
  given: { library: Pick<Library, 'plans' | 'ward'>; repositories: Repositories; now: Date },
  day: Day = dayOf(given.now),
): Promise<View | null> => {
  const { library, repositories, now } = given
  const printed = planOn(library, day)
  if (printed === null) return null
  const chosen = await chosenReadings(repositories)
  const plan = withReadings(printed, chosen)
  const end = `${plan.year}-12-31`
  const today = day > end ? end : day
  const facts = await loadFacts(plan, library, repositories, today < dayOf(now) ? today : null)
  return {
    plan,
    chosen,
    units: library.ward.units,
    facts,
    progress: progressOf(plan, facts, {
      today,
      units: boundUnits(library.ward.units),
      areas: library.ward.neighbourhoods,
    }),
  }
}

/** @param until leaves out later days; null where there are none, which is answered faster */
const loadFacts = async (
  plan: Plan,
  { ward }: Pick<Library, 'ward'>,
  { activityTotals, planItems }: Repositories,
  until: Day | null,
): Promise<Facts> => {
  const first = `${plan.year}-01-01`
  const last = until ?? `${plan.year}-12-31`
  const byDay = plan.targets
    .filter(({ shape }) => shape === 'milestone' || shape === 'recurring')
    .map(({ id }) => id)
  const areas: AreaTally[] = []
  const known = new Map(ward.neighbourhoods.map(name => [comparablePlace(name), name]))
  for (const target of plan.targets)
    if (target.shape === 'monthly-per-unit' && target.per === 'area')
      for (const row of await activityTotals.areasOf(target.id, first, last))
        areas.push({ ...row, area: known.get(comparablePlace(row.area)) ?? row.area })
  return {
    totals:
      until === null
        ? await activityTotals.ofMonths(first.slice(0, 7), last.slice(0, 7))
        : await activityTotals.ofDays(first, last),
    days: await activityTotals.daysOf(byDay, first, last),
    areas,
    marks: (await planItems.list(plan.year)).filter(({ doneOn }) => doneOn === null || doneOn <= last),
  }
}

/** The person's own unit as the ward spells it; null for those of the whole ward. */
export const ownUnit = ({ unit }: Pick<Contact, 'unit'>, units: readonly Unit[]): string | null =>
  unit === null ? null : (unitCalled(units, unit)?.name ?? null)

/**
 * Leads of a unit answer for what that unit owes or leads, and for what all units share; leads of the whole ward and
 * admins for everything. Nobody named (null) = any lead.
 */
export const answersFor = (contact: Contact, owner: string | null, units: readonly Unit[]): boolean => {
  if (contact.role === 'admin' || (contact.role === 'lead' && contact.unit === null)) return true
  if (contact.role !== 'lead') return false
  const own = ownUnit(contact, units)
  return own !== null && (owner === null || meansAllUnits(owner) || unitCalled(units, owner)?.name === own)
}

/** A body above the ward may lead a task: then the ward's partners answer for what is done here. */
export const answersForTask = (
  contact: Contact,
  { lead, partners }: Task,
  units: readonly Unit[],
): boolean =>
  lead === null || meansAllUnits(lead) || unitCalled(units, lead) !== undefined
    ? answersFor(contact, lead, units)
    : [lead, ...partners].some(name => answersFor(contact, name, units))
