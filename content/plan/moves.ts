/** Which logged activities count to another target once a new plan of their year is in force. Pure. */
import { matchTarget } from './match-target.ts'
import { type Form, forms, type Plan } from './plan.ts'

/** What is needed of a logged activity. */
export interface LoggedActivity {
  readonly id: number
  readonly form: string | null
  readonly unit: string | null
  readonly doer: string | null
  readonly target: string | null
}
export interface Move {
  readonly id: number
  readonly from: string | null
  /** null = no target of the new plan surely takes it. */
  readonly to: string | null
}

/**
 * An activity stays with its target while the new plan has that id and still takes its form. Otherwise it goes where the
 * new plan surely puts it; where several could take it, to none until a person says. What an officer left without a
 * target, though the old plan had one for it, stays so.
 */
export const movesOf = (before: Plan | null, after: Plan, activities: readonly LoggedActivity[]): Move[] =>
  activities.flatMap(({ id, unit, doer, target, form: named }) => {
    const form: Form | null = forms.find(known => known === named) ?? null
    const activity = { form, unit, doer }
    const old = before?.targets.find(candidate => candidate.id === target)
    const now = after.targets.find(candidate => candidate.id === target)
    if (now !== undefined) {
      // Tied by hand to a target that never listed the form: still so, if the form list is what it was.
      const lost = form !== null && old?.forms.includes(form) === true && !now.forms.includes(form)
      if (!lost) return []
    }
    if (target === null && before !== null) {
      const was = matchTarget(before, activity)
      if (was.kind === 'ask' || was.target !== null) return []
    }
    const match = matchTarget(after, activity)
    const [only, another] = match.kind === 'ask' && match.why === 'unit' ? match.candidates : []
    // A person tied it to the old target whatever the thing was called; the one heir of its form takes it over.
    const heir = target !== null && another === undefined ? only : undefined
    const to = (match.kind === 'sure' ? match.target : heir)?.id ?? null
    return to === target ? [] : [{ id, from: target, to }]
  })

/** The moves counted by where from and where to, most first. */
export const sumMoves = (
  moves: readonly Move[],
): { readonly from: string | null; readonly to: string | null; readonly count: number }[] => {
  const sums = new Map<string, { from: string | null; to: string | null; count: number }>()
  for (const { from, to } of moves) {
    const key = JSON.stringify([from, to])
    const sum = sums.get(key) ?? { from, to, count: 0 }
    sum.count += 1
    sums.set(key, sum)
  }
  return [...sums.values()].toSorted((a, b) => b.count - a.count)
}
