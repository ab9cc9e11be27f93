/** Who answers for a target, and whether a name in the plan means a unit of the ward. Pure. */
import { fold } from '../../language/unicode.ts'
import type { Unit } from '../../model/ward.ts'
import type { Plan, Target } from '../plan.ts'
import { counted } from './facts.ts'
import type { TargetProgress } from './progress.ts'

/** The target's own lead, else the one of the task with its clause, else the only unit with a duty there. */
export const leadOf = (plan: Plan, { lead, clause }: Target): string | null => {
  if (lead !== null) return lead
  const task = plan.tasks.find(candidate => candidate.clause === clause && candidate.lead !== null)
  if (task !== undefined) return task.lead
  const [only, another] = [
    ...new Set(plan.duties.filter(duty => duty.clause === clause).map(({ unit }) => unit)),
  ]
  return another === undefined ? (only ?? null) : null
}

/** "Các phòng chuyên môn, đơn vị sự nghiệp thuộc phường": every unit is meant. */
export const meansAllUnits = (name: string): boolean => /^(cac|thu truong|co quan, don vi)\b/.test(fold(name))

const bare = (text: string): string =>
  fold(text)
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .replace(/ phuong$/, '')
    .trim()

/** The ward's unit that this name or one of its aliases is; undefined for bodies that are not the ward's. */
export const unitCalled = (units: readonly Unit[], name: string): Unit | undefined => {
  const wanted = bare(name)
  return units.find(unit => bare(unit.name) === wanted || unit.aliases.some(alias => bare(alias) === wanted))
}

/** Units a plan binds by "các phòng, đơn vị": those of the committee, not unions, schools or police. */
export const boundUnits = (units: readonly Unit[]): string[] =>
  units
    .filter(({ kind }) => kind === 'department' || kind === 'office' || kind === 'service-centre')
    .map(({ name }) => name)

/** Those who are behind with a target: the owing units, else whoever answers for it. */
export const whoIsBehind = (plan: Plan, progress: TargetProgress): string[] => {
  const lead = leadOf(plan, progress.target)
  const answering = lead === null ? [] : [lead]
  switch (progress.shape) {
    case 'yearly-count':
      return progress.pace.behind > 0 ? answering : []
    case 'monthly-per-unit':
      return progress.behind.flatMap(({ owner, missed }) => (missed > 0 && owner !== null ? [owner] : []))
    case 'milestone':
      return progress.behind.length > 0 ? [...progress.behind] : progress.state === 'overdue' ? answering : []
    case 'recurring':
      return progress.missed.length > 0 ? answering : []
    case 'coverage':
    case 'count-only':
      return []
    default:
      return progress satisfies never
  }
}

/** What one unit has done towards a target; null where units are not told apart. */
export const shareOfUnit = (progress: TargetProgress, unit: string): number | null => {
  if (progress.shape !== 'yearly-count' && progress.shape !== 'count-only') return null
  const own = progress.byUnit.find(candidate => candidate.unit === unit)
  return own === undefined ? 0 : counted(own.count)
}
