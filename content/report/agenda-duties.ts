/** What a plan wants again and again: monthly numbers, duties of each week, month or quarter; whose they are. Pure. */

import { workingDayFrom } from '../office-hours.ts'
import type { Target } from '../plan/plan.ts'
import { boundUnits, leadOf, meansAllUnits, unitCalled } from '../plan/progress/owners.ts'
import { periodsOf } from '../plan/progress/pace.ts'
import type { Given, Matter, Recurring } from './agenda.ts'
import { monthEnd, weekEnd } from './reminders.ts'

/** Bodies above the ward may lead a task: then it is the ward's partners who are reminded. */
export const unitsOf = (
  lead: string | null,
  partners: readonly string[],
  { units, office }: Given,
): readonly string[] => {
  if (lead === null) return office === null ? [] : [office]
  if (meansAllUnits(lead)) return boundUnits(units)
  const one = unitCalled(units, lead)
  if (one !== undefined) return [one.name]
  return partners.flatMap(name => unitCalled(units, name)?.name ?? [])
}

type PerMonth = Extract<Target, { shape: 'monthly-per-unit' }>

export const dutyMatters = (given: Given): Matter[] =>
  given.plan.targets.flatMap(target =>
    target.shape === 'monthly-per-unit'
      ? monthly(target, unitsOfNumber(target, given), given)
      : target.shape === 'recurring'
        ? recurring(target, given)
        : [],
  )

const unitsOfNumber = (target: PerMonth, given: Given): readonly string[] => {
  if (target.per === 'unit') return target.units.length > 0 ? target.units : boundUnits(given.units)
  return unitsOf(leadOf(given.plan, target), partnersOf(target, given), given)
}

const partnersOf = ({ clause }: Target, { plan }: Given): readonly string[] =>
  plan.tasks.find(task => task.clause === clause)?.partners ?? []

/** Whose a duty is: as the plan says, else as the ward chose; undefined = nobody has said. */
const ownersOf = (target: Recurring, given: Given): readonly string[] | undefined => {
  const lead = leadOf(given.plan, target)
  if (lead !== null) return unitsOf(lead, partnersOf(target, given), given)
  const chosen = given.rules.owners[target.id]
  if (chosen === undefined) return undefined
  // A unit that is no more, or "nobody": then nobody is reminded.
  const unit = unitCalled(given.units, chosen)
  return unit === undefined ? [] : [unit.name]
}

const recurring = (target: Recurring, given: Given): Matter[] => {
  const owners = ownersOf(target, given)
  if (owners === undefined) return [askWhose(target, given)]
  return target.every === 'month' ? monthly(target, owners, given) : perPeriod(target, owners, given)
}

/** Asked once, from the first working day on; until somebody has answered, nobody is reminded of it. */
const askWhose = (target: Recurring, { plan, from, own }: Given): Matter => {
  const first = [from, target.from ?? from].toSorted().at(-1) ?? from
  const end = `${plan.year}-12-31`
  return {
    about: 'unowned',
    what: `unowned:${plan.year}:${target.id}`,
    scope: '',
    kind: 'task',
    audience: 'leads',
    clauses: [target.clause],
    target,
    due: end,
    byWard: false,
    steps: [{ key: 'ask', day: workingDayFrom(first, own), until: end }],
  }
}

const monthly = (
  target: PerMonth | Recurring,
  owners: readonly string[],
  { plan, from, own }: Given,
): Matter[] =>
  periodsOf('month', plan.year, target.from).flatMap(({ key, last }) =>
    owners.map(
      (unit): Matter => ({
        about: 'month',
        what: `month:${target.id}:${key}`,
        scope: unit,
        kind: 'month-end',
        audience: 'unit',
        clauses: [target.clause],
        target,
        month: key,
        due: last,
        byWard: false,
        steps: monthEnd(key, from, own),
      }),
    ),
  )

const perPeriod = (target: Recurring, owners: readonly string[], { plan, from, own }: Given): Matter[] =>
  periodsOf(target.every, plan.year, target.from).flatMap(period =>
    owners.map(
      (unit): Matter => ({
        about: 'duty',
        what: `duty:${target.id}:${period.key}`,
        scope: unit,
        kind: target.every === 'week' ? 'weekly' : 'month-end',
        audience: 'unit',
        clauses: [target.clause],
        target,
        period,
        // The year's last week reaches into the next; the duty is of the plan's year.
        due: period.last.startsWith(String(plan.year)) ? period.last : `${plan.year}-12-31`,
        byWard: false,
        steps:
          target.every === 'week' ? weekEnd(period, from, own) : monthEnd(period.last.slice(0, 7), from, own),
      }),
    ),
  )
