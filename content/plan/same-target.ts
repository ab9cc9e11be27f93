/** Which target of a new plan is the one of the plan in force, so that its id stays and activity keeps counting to it. Pure. */
import { fold } from '../language/unicode.ts'
import type { Plan, Target } from './plan.ts'

const words = (text: string): ReadonlySet<string> =>
  new Set(
    fold(text)
      .split(/[^a-z0-9]+/)
      .filter(word => word.length > 1),
  )

/** Share of common words, 0..1 (Dice). */
export const likeness = (left: string, right: string): number => {
  const [a, b] = [words(left), words(right)]
  if (a.size + b.size === 0) return 0
  return (2 * a.intersection(b).size) / (a.size + b.size)
}

const numberOf = (target: Target): number | null =>
  'quantity' in target ? target.quantity : 'percent' in target ? target.percent : null

const enough = 5

/**
 * How much two targets are the same one: clause, form, shape, number and words. What both lack says nothing. Counting
 * targets of other forms are never the same, whatever their words.
 */
export const sameness = (before: Target, after: Target): number => {
  const shared = before.forms.some(form => after.forms.includes(form))
  if (before.forms.length > 0 && after.forms.length > 0 && !shared) return 0
  const alike = likeness(before.title, after.title)
  if (!shared && alike < 0.3) return 0
  const counts = (shape: Target['shape']): boolean => shape === 'yearly-count' || shape === 'monthly-per-unit'
  return (
    (before.clause === after.clause ? 2 : 0) +
    (shared ? 2.5 : 0) +
    (before.shape === after.shape ? 2 : counts(before.shape) && counts(after.shape) ? 1 : 0) +
    (numberOf(before) !== null && numberOf(before) === numberOf(after) ? 1 : 0) +
    alike * 3
  )
}

/** Pairs of ids, each target in one pair at most; the likest pairs first. */
export const matchTargets = (
  before: readonly Target[],
  after: readonly Target[],
): { readonly before: Target; readonly after: Target }[] => {
  const candidates = before
    .flatMap(old => after.map(now => ({ before: old, after: now, score: sameness(old, now) })))
    .filter(({ score }) => score >= enough)
    .toSorted((a, b) => b.score - a.score)
  const taken = new Set<Target>()
  return candidates.flatMap(({ before: old, after: now }) => {
    if (taken.has(old) || taken.has(now)) return []
    taken.add(old)
    taken.add(now)
    return [{ before: old, after: now }]
  })
}

/** The targets with the ids of their counterparts in `against`; the others keep theirs, made unique. */
export const withStableIds = (targets: readonly Target[], against: Plan | null): Target[] => {
  const pairs = new Map(
    matchTargets(against?.targets ?? [], targets).map(({ before, after }) => [after, before.id]),
  )
  // An id of the plan in force must not come to mean another target.
  const taken = new Set([...(against?.targets ?? []).map(({ id }) => id)])
  return targets.map(target => {
    const known = pairs.get(target)
    if (known !== undefined) return { ...target, id: known }
    let id = target.id
    for (let number = 2; taken.has(id); number += 1) id = `${target.id}-${number}`
    taken.add(id)
    return { ...target, id }
  })
}
