/** What a new plan changes against the one in force: targets, tasks, reports and the head. Pure. */
import type { Plan, ReportDuty, Target, Task } from './plan.ts'
import { likeness } from './same-target.ts'

export interface Changed<Item> {
  readonly before: Item
  readonly after: Item
}
export interface ListDiff<Item> {
  readonly added: readonly Item[]
  readonly removed: readonly Item[]
  /** What binds is another: the number, the day, who. Other words alone are no change. */
  readonly changed: readonly Changed<Item>[]
  readonly same: number
}
export interface PlanDiff {
  /** Fields of the head that differ, as text; null = not there. */
  readonly head: readonly {
    readonly field: 'number' | 'issued' | 'title' | 'signer'
    readonly before: string | null
    readonly after: string | null
  }[]
  readonly targets: ListDiff<Target>
  readonly tasks: ListDiff<Task>
  readonly reports: ListDiff<ReportDuty>
}

const differs = (left: unknown, right: unknown): boolean => JSON.stringify(left) !== JSON.stringify(right)

const listDiff = <Item>(
  pairs: readonly Changed<Item>[],
  before: readonly Item[],
  after: readonly Item[],
  binding: (item: Item) => unknown,
): ListDiff<Item> => {
  const [old, now] = [new Set(pairs.map(pair => pair.before)), new Set(pairs.map(pair => pair.after))]
  const changed = pairs.filter(pair => differs(binding(pair.before), binding(pair.after)))
  return {
    added: after.filter(item => !now.has(item)),
    removed: before.filter(item => !old.has(item)),
    changed,
    same: pairs.length - changed.length,
  }
}

/** What of a target binds somebody. */
const targetTerms = (target: Target): unknown => {
  const forms = target.forms.toSorted()
  switch (target.shape) {
    case 'yearly-count':
      return [target.shape, target.quantity, target.unit, target.minutes, target.onlyUnits, forms]
    case 'monthly-per-unit':
      return [target.shape, target.quantity, target.unit, target.per, target.units, target.from, forms]
    case 'milestone':
      return [target.shape, target.latest ?? target.deadline ?? target.deadlineText, target.units, forms]
    case 'coverage':
      return [target.shape, target.percent]
    case 'recurring':
      return [target.shape, target.every]
    case 'count-only':
      return [target.shape, target.unit, forms]
    default:
      return target satisfies never
  }
}

const taskTerms = ({ lead, deadline, deadlineMonth, deadlines, deadlineKind }: Task): unknown => [
  lead,
  deadline ?? deadlineMonth,
  deadlines,
  deadline === null && deadlineMonth === null ? null : deadlineKind,
]
const reportTerms = ({ deadline, deadlineKind, optional }: ReportDuty): unknown => [
  deadline,
  deadlineKind,
  optional,
]

/** Pairs by the best likeness first; one of each side in one pair at most. */
const pairUp = <Item>(
  before: readonly Item[],
  after: readonly Item[],
  score: (before: Item, after: Item) => number,
): Changed<Item>[] => {
  const taken = new Set<Item>()
  return before
    .flatMap(old => after.map(now => ({ before: old, after: now, score: score(old, now) })))
    .filter(pair => pair.score > 0)
    .toSorted((a, b) => b.score - a.score)
    .flatMap(({ before: old, after: now }) => {
      if (taken.has(old) || taken.has(now)) return []
      taken.add(old)
      taken.add(now)
      return [{ before: old, after: now }]
    })
}

/** @param before null = the ward has no plan to compare with: everything is new */
export const diffPlans = (before: Plan | null, after: Plan): PlanDiff => {
  const old = before ?? {
    targets: [],
    tasks: [],
    reports: [],
    number: null,
    issued: null,
    title: null,
    signer: null,
  }
  const signer = ({ signer: who }: Pick<Plan, 'signer'>): string | null =>
    who === null ? null : `${who.title}: ${who.name}`
  const head = [
    { field: 'number' as const, before: old.number, after: after.number },
    { field: 'issued' as const, before: old.issued, after: after.issued },
    { field: 'title' as const, before: old.title, after: after.title },
    { field: 'signer' as const, before: signer(old), after: signer(after) },
  ]
  return {
    head: head.filter(({ before: from, after: to }) => from !== to),
    targets: listDiff(
      // Ids of the new plan were made to stay with their target (same-target.ts).
      old.targets.flatMap(target => {
        const now = after.targets.find(({ id }) => id === target.id)
        return now === undefined ? [] : [{ before: target, after: now }]
      }),
      old.targets,
      after.targets,
      targetTerms,
    ),
    tasks: listDiff(
      pairUp(old.tasks, after.tasks, (a, b) => {
        const alike = likeness(a.text, b.text)
        return alike > 0.5 || (a.clause === b.clause && alike > 0.2)
          ? alike + (a.clause === b.clause ? 0.5 : 0)
          : 0
      }),
      old.tasks,
      after.tasks,
      taskTerms,
    ),
    reports: listDiff(
      pairUp(old.reports, after.reports, (a, b) =>
        a.period === b.period ? 1 + (a.clause === b.clause ? 1 : 0) + likeness(a.binds, b.binds) : 0,
      ),
      old.reports,
      after.reports,
      reportTerms,
    ),
  }
}

/** Nothing that binds anybody differs. */
export const isSamePlan = ({ head, targets, tasks, reports }: PlanDiff): boolean =>
  head.length === 0 &&
  [targets, tasks, reports].every(
    ({ added, removed, changed }) => added.length + removed.length + changed.length === 0,
  )
