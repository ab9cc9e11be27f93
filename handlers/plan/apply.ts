/** The yes to a reviewed plan: a content change with its audit record; the files and the moves follow the commit. */
import type { Library } from '../../content/library.ts'
import { problemsOfPlan } from '../../content/plan/check-plan.ts'
import { diffPlans, type ListDiff } from '../../content/plan/diff.ts'
import { type PlanChange, planEntry } from '../../content/plan/plan-change.ts'
import type { Review } from '../../content/plan/review/review.ts'
import type { Engine } from '../../content/search/engine.ts'
import { dayOf } from '../../content/vietnam-time.ts'
import type { StoredReview } from '../../storage/repositories/plan-reviews.ts'
import type { Repositories } from '../../storage/repositories.ts'
import { outlookOf } from './pages.ts'

export type Applied =
  | { readonly kind: 'applied'; readonly year: number }
  /** Something is undecided, or the plan would break the content. */
  | { readonly kind: 'not-yet' }
  /** Applied or thrown away meanwhile. */
  | { readonly kind: 'over' }

const counts = <Item>({ added, removed, changed }: ListDiff<Item>) => ({
  added: added.length,
  removed: removed.length,
  changed: changed.length,
})

/** @param actor "contact:12" or "command:plan-review". All of it in the caller's transaction. */
export const applyReview = async (
  stored: StoredReview,
  review: Review,
  actor: string,
  {
    library,
    engine,
    repositories,
    now,
  }: {
    readonly library: Library
    readonly engine: Engine
    readonly repositories: Repositories
    readonly now: Date
  },
): Promise<Applied> => {
  const { assembled, replaced, against, moves } = await outlookOf(review, { library, engine }, repositories)
  if (!assembled.ok || problemsOfPlan(library, assembled.plan, dayOf(now)).length > 0)
    return { kind: 'not-yet' }
  const { plan, newUnits } = assembled
  const body: PlanChange = { kind: 'plan', plan, before: replaced, newUnits: [...newUnits] }
  const change = await repositories.contentChanges.add(
    { actor, kind: 'plan', entry: planEntry(plan.year), body },
    now,
  )
  if (!(await repositories.planReviews.close(stored.id, change, now))) return { kind: 'over' }
  const { targets, tasks, reports } = diffPlans(against, plan)
  await repositories.audit.add(
    {
      actor,
      action: 'plan.apply',
      subject: planEntry(plan.year),
      detail: {
        change,
        sha256: stored.sha256,
        targets: counts(targets),
        tasks: counts(tasks),
        reports: counts(reports),
        moves: moves.length,
      },
    },
    now,
  )
  return { kind: 'applied', year: plan.year }
}
