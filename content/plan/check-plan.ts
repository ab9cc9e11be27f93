/** The content check of one plan before it takes effect: what it would break that is whole now. */
import { soundReadings } from '../check/readings.ts'
import { everyBulletAnswered, knownReferences } from '../check/rules.ts'
import type { Library } from '../library.ts'
import type { Day } from '../vietnam-time.ts'
import type { Problem } from '../yaml.ts'
import type { Plan } from './plan.ts'

/** The rules of `content:check` a plan can break; the others look at answers only, and take half a second. */
const rules = [everyBulletAnswered, knownReferences, soundReadings] as const

/** The library as it will be with this plan; the plan of the same year gives way. */
export const withPlan = (library: Library, plan: Plan): Library => ({
  ...library,
  plans: [...library.plans.filter(({ year }) => year !== plan.year), plan].toSorted(
    (a, b) => a.year - b.year,
  ),
})

/** Errors the plan would bring; those the content has anyway are not its own. */
export const problemsOfPlan = (library: Library, plan: Plan, today: Day): Problem[] => {
  const errors = (given: Library): Problem[] =>
    rules
      .flatMap(rule => [...rule({ library: given, places: new Map(), problems: [] }, today)])
      .filter(({ severity }) => severity === 'error')
  const key = ({ entry, message }: Problem): string => `${entry ?? ''}:${message}`
  const known = new Set(errors(library).map(key))
  return errors(withPlan(library, plan)).filter(problem => !known.has(key(problem)))
}
