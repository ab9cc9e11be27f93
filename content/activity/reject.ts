/** What is no activity to count: questions, plans, failures, impossible days and figures. */
import type { Form } from '../plan/plan.ts'
import type { Activity, RejectReason } from './activity.ts'
import type { Count } from './counts.ts'
import { type Clause, formOf, headsOf } from './drafts.ts'
import type { Slot, SlotOf } from './slots.ts'
import type { Sign } from './words/sign-words.ts'

export interface Refusal {
  readonly why: RejectReason
  readonly because: string | null
}

/** Over this many works or objects nobody counts in one line. */
const mostWorks = 1_000
/** Leaflets and people come in larger numbers. */
const mostHandedOut = 100_000
/** A day has no more. */
const mostMinutes = 1_440

const signAt = (slots: readonly Slot[], ...signs: Sign[]): number =>
  slots.findIndex(slot => slot.kind === 'sign' && signs.includes(slot.sign))

const isHead = (slot: Slot): boolean =>
  slot.kind === 'form' ||
  (slot.kind === 'count' && slot.count.sort !== 'ignored' && slot.count.sort !== 'day')

/** Work told before `at`: a count, with a form or verb. */
function workTold(slots: readonly Slot[], at: number): boolean {
  const before = slots.slice(0, at)
  const counted = before.some(
    slot => slot.kind === 'count' && slot.count.sort !== 'ignored' && slot.count.value !== null,
  )
  return counted && before.some(({ kind }) => kind === 'form' || kind === 'verb' || kind === 'count')
}

/** Why a clause tells no work done; undefined when it may. @param commanded the line began with /ghi or /hotro */
export function clauseRefusal(clause: Clause, commanded: boolean): RejectReason | undefined {
  const { slots } = clause
  const question = signAt(slots, 'question')
  if (clause.closedBy === '?' || (question >= 0 && !workTold(slots, question))) return 'not_activity'
  const thanks = signAt(slots, 'thanks')
  if (thanks >= 0 && !slots.slice(0, thanks).some(isHead)) return 'not_activity'
  const future = slots.some(slot => slot.kind === 'when' && slot.when.kind === 'future')
  const past = slots.some(slot => slot.kind === 'when' && slot.when.kind === 'day')
  if (future && !past) return 'future_date'
  const plan = signAt(slots, 'future')
  if (plan >= 0 && !workTold(slots, plan)) return 'future_date'
  const undone = signAt(slots, 'not-done')
  if (undone >= 0) return 'not_activity'
  const trouble = signAt(slots, 'trouble')
  if (trouble >= 0 && !doneBefore(slots, trouble) && !mended(slots, trouble)) return 'not_activity'
  const request = signAt(slots, 'request')
  if (request >= 0 && !commanded && !slots.slice(0, request).some(isHead)) return 'not_activity'
  return undefined
}

/** What airs is a machine: a new one put in its place tells nobody anything. */
const machines: ReadonlySet<Form> = new Set(['loudspeaker', 'led_screen', 'mobile_van'])

/** "pano hỏng thay mới 1 cái": work counted after the trouble, with its verb; "loa hỏng thay 1 cái" is none. */
const mended = (slots: readonly Slot[], at: number): boolean => {
  const machine = slots.some(slot => slot.kind === 'form' && machines.has(slot.form))
  const verb = slots.findIndex((slot, index) => index > at && slot.kind === 'verb')
  return (
    verb >= 0 &&
    slots
      .slice(verb)
      .some(
        slot =>
          slot.kind === 'count' &&
          slot.count.value !== null &&
          slot.count.sort !== 'ignored' &&
          !(machine && slot.count.sort === 'classifier'),
      )
  )
}

const doneBefore = (slots: readonly Slot[], at: number): boolean => {
  const before = slots.slice(0, at)
  return (
    before.some(({ kind }) => kind === 'verb' || kind === 'form') &&
    before.some(
      slot => slot.kind === 'count' && slot.count.value !== null && slot.count.sort !== 'classifier',
    )
  )
}

/** A clause that only dates what was told before it: its day decides about that, not about itself. */
export const onlyDates = (clause: Clause): boolean =>
  clause.slots.every(
    ({ kind }) =>
      kind === 'when' || kind === 'session' || kind === 'place' || kind === 'subject' || kind === 'bracket',
  )

/** Days that never were; @returns as printed */
export function impossibleDay(slots: readonly Slot[]): string | null {
  const wrong = slots.find(
    (slot): slot is SlotOf<'when'> => slot.kind === 'when' && slot.when.kind === 'impossible',
  )
  return wrong?.text ?? null
}

/** Whether anything in the line is work: a form, or works counted; a lone number or place is not. */
export function tellsWork(slots: readonly Slot[], commanded: boolean): boolean {
  const heads = headsOf(slots)
  const form = formOf(heads)
  const counted =
    heads.works.length + heads.people.length + heads.cases.length + heads.turns.length + heads.loose.length >
    0
  const details = ['subject', 'place', 'when', 'session', 'minutes', 'link'].filter(kind =>
    slots.some(slot => slot.kind === kind),
  ).length
  const verb = slots.some(
    slot => slot.kind === 'verb' && !/^(?:lam|di|gui|len|dua|nop online)$/.test(slot.verb),
  )
  if (commanded) return form !== null || counted || details > 0 || verb
  if (form !== null)
    return counted || verb || details > 1 || (form !== 'direct_guidance' && details > 0 && slots.length > 1)
  return (
    heads.works.length > 0 ||
    heads.turns.length > 0 ||
    (counted && (verb || details > 0)) ||
    (verb && details > 1)
  )
}

/** Counts that can't be: negative, nought, beyond all measure. */
export function countRefusal(
  counts: readonly Count[],
  minutes: readonly SlotOf<'minutes'>[],
): Refusal | undefined {
  const negative = counts.find(count => count.negative)
  if (negative !== undefined) return { why: 'negative_quantity', because: negative.text }
  if (minutes.some(item => item.negative)) return { why: 'negative_quantity', because: null }
  const nought = counts.find(count => count.value === 0 && count.sort !== 'area')
  if (nought !== undefined) return { why: 'zero_quantity', because: nought.text }
  const longest = minutes.find(item => item.minutes > mostMinutes)
  if (longest?.each) return { why: 'absurd_quantity', because: `${longest.minutes} phút` }
  return undefined
}

/** An activity worked out whose figures are beyond all measure. */
export function absurd(activity: Activity): string | null {
  const { form, quantity, people, minutes, minutesEach } = activity
  const handedOut = form === 'leaflet' || form === 'direct_guidance' || form === 'door_to_door'
  const most = handedOut ? mostHandedOut : mostWorks
  if (quantity !== null && quantity > most) return `${quantity}`
  if (people !== null && people > mostHandedOut) return `${people}`
  const one = minutesEach ?? (minutes === null ? 0 : minutes / Math.max(1, quantity ?? 1))
  return one > mostMinutes ? `${minutes} phút` : null
}
