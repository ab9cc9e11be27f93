/** How far a target has come in the plan's year, standing by standing; what cards and /duyet say at once. */
import type { Target } from '../../content/plan/plan.ts'
import type { Repositories } from '../../storage/repositories.ts'

export interface TargetCount {
  readonly approved: number
  /** Entered by leads: counts, shown apart. */
  readonly byLead: number
  readonly waiting: number
}

export const targetCount = async (
  { activityTotals }: Pick<Repositories, 'activityTotals'>,
  target: string,
  year: number,
): Promise<TargetCount> => {
  const totals = (await activityTotals.ofMonths(`${year}-01`, `${year}-12`)).filter(
    row => row.target === target,
  )
  const sum = (standing: string): number =>
    totals.filter(row => row.standing === standing).reduce((all, { quantity }) => all + quantity, 0)
  return { approved: sum('approved'), byLead: sum('by-lead'), waiting: sum('waiting') }
}

/** The number a target asks for in a year, where it is one. */
export const wantedInYear = (target: Target): number | null =>
  target.shape === 'yearly-count' ? target.quantity : null
