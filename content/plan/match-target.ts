/** Which target of the plan an activity counts to, and whether it is measured as the plan measures. Pure functions. */
import { fold } from '../language/unicode.ts'
import type { Form, Plan, Target } from './plan.ts'

/** What matching needs of an activity. */
export interface Counted {
  readonly form: Form | null
  /** The thing counted, as the parser names it: "tin", "băng rôn". */
  readonly unit: string | null
  /** Unit of the ward that did it. */
  readonly doer: string | null
}

export type TargetMatch =
  /** Nothing to ask: this target, or none. */
  | { readonly kind: 'sure'; readonly target: Target | null }
  /** Several take it, the only one counts another thing or is a duty: the officer chooses among these and none. */
  | {
      readonly kind: 'ask'
      readonly candidates: readonly Target[]
      readonly why: 'several' | 'unit' | 'duty'
    }

const countShapes: ReadonlySet<Target['shape']> = new Set(['yearly-count', 'monthly-per-unit', 'count-only'])

/** Events are held once whatever they are called: "buổi", "cuộc", "chuyến". */
const events: ReadonlySet<string> = new Set(['buoi', 'cuoc', 'chuyen', 'luot', 'lop', 'hoi nghi', 'toa dam'])
const people: ReadonlySet<string> = new Set(['luot nguoi', 'luot', 'nguoi', 'ho', 'doanh nghiep', 'ho so'])
/** Counted together by plans that print "băng" (for example Mường Lay III.2). */
const bands: ReadonlySet<string> = new Set(['bang ron', 'bang', 'khau hieu', 'phuon', 'bieu ngu'])

/**
 * Whether "2 bài" adds to a target in "tin, bài". A missing unit agrees with all: officers often leave it out.
 * @param targetUnit as plan.yaml has it, several separated by commas
 */
export const unitAgrees = (unit: string | null, targetUnit: string): boolean => {
  if (unit === null) return true
  const said = fold(unit)
  const wanted = targetUnit.split(/[,/]/).map(fold)
  if (wanted.includes(said)) return true
  return [events, people, bands].some(group => group.has(said) && wanted.some(unit => group.has(unit)))
}

const unitOf = (target: Target): string | null => ('unit' in target ? target.unit : null)

/** The activity is one of the target's forms, done by a unit that owes it. */
const takes = (target: Target, { form, unit, doer }: Counted): boolean => {
  if (form === null || !target.forms.includes(form)) return false
  if (
    'onlyUnits' in target &&
    target.onlyUnits.length > 0 &&
    unit !== null &&
    !target.onlyUnits.includes(unit)
  )
    return false
  if (!('units' in target) || target.units.length === 0 || doer === null) return true
  return target.units.includes(doer)
}

/** Counting targets come first, then milestones; whether something fulfils a duty (coverage, recurring) is always asked. */
export const matchTarget = (plan: Plan, activity: Counted): TargetMatch => {
  const all = plan.targets.filter(target => takes(target, activity))
  const counting = all.filter(({ shape }) => countShapes.has(shape))
  const milestones = all.filter(({ shape }) => shape === 'milestone')
  const candidates = counting.length > 0 ? counting : milestones.length > 0 ? milestones : all
  const [only, second] = candidates
  if (only === undefined) return { kind: 'sure', target: null }
  if (second !== undefined) return { kind: 'ask', candidates, why: 'several' }
  if (only.shape === 'coverage' || only.shape === 'recurring') return { kind: 'ask', candidates, why: 'duty' }
  const unit = unitOf(only)
  return unit !== null && !unitAgrees(activity.unit, unit)
    ? { kind: 'ask', candidates, why: 'unit' }
    : { kind: 'sure', target: only }
}

/** Every target an officer may choose for this activity. */
export const possibleTargets = (plan: Plan, activity: Counted): Target[] =>
  plan.targets.filter(target => takes(target, activity))

/**
 * Whether an activity's minutes keep the length the plan wants of one programme. Minutes that are not "each" are the
 * total of all items, which may have been read out in any number of programmes up to their count.
 */
export const minutesAgree = (
  {
    quantity,
    minutes,
    minutesEach,
  }: { quantity: number; minutes: number | null; minutesEach: number | null },
  [least, most]: readonly [number, number],
): 'unknown' | 'yes' | 'short' | 'long' => {
  const each = minutesEach ?? (quantity === 1 ? minutes : null)
  if (each !== null) return each < least ? 'short' : each > most ? 'long' : 'yes'
  if (minutes === null) return 'unknown'
  if (minutes < least) return 'short'
  for (let programmes = 1; programmes <= quantity && programmes * least <= minutes; programmes += 1)
    if (minutes <= programmes * most) return 'yes'
  return 'long'
}
