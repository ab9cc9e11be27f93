/** Joining clauses into drafts, one an activity, and sharing what a line tells once for several. */
import type { Form } from '../plan/plan.ts'
import { type Clause, cutInside, type Draft, formOf, headsOf, opensNew } from './drafts.ts'
import type { Slot, SlotOf } from './slots.ts'
import { eventForms } from './words/form-words.ts'

/** Drafts in the order written; a draft without form or count is only a heading or an afterthought. */
export function draftsOf(clauses: readonly Clause[]): Draft[] {
  const drafts: Draft[] = []
  // Days, parts of day and places in a clause of their own that open what follows ("Chiều 6/11, phát …").
  let lead: Slot[] = []
  for (const clause of clauses) {
    for (const [index, slots] of cutInside(clause.slots).entries()) {
      const joint = index === 0 ? clause.joint : 'none'
      const current = drafts.at(-1)
      if (current === undefined) {
        // "loa TDP 13 sáng nay: 2 tin DVC, 1 tin VNeID": what a heading names holds for all its items.
        const named = slots.some(slot => slot.kind === 'form' && slot.from >= 0)
        const heads = clause.closedBy === ':' && named && !has(slots, 'count')
        drafts.push({
          slots: heads ? [...placesOf(slots), ...slots.filter(slot => slot.kind !== 'place')] : [...slots],
          joint,
        })
        continue
      }
      if (
        isTold(current) &&
        onlySetsScene(slots) &&
        (clause.closedBy === ':' || leadsOn(clause, slots, current))
      ) {
        lead.push(...slots)
        continue
      }
      if (
        opensNew(headsOf(current.slots), headsOf(slots)) ||
        (lead.some(isTime) && otherEvent(current, slots))
      )
        drafts.push({ slots: goingOn(current, [...lead, ...slots]), joint })
      else current.slots.push(...lead, ...opening(slots, joint))
      lead = []
    }
  }
  drafts.at(-1)?.slots.push(...lead)
  return drafts
}

/** Helping people goes on without being named again: "3 người VNeID, 2 người DVC". */
function goingOn(current: Draft, slots: Slot[]): Slot[] {
  const had = formOf(headsOf(current.slots))
  const heads = headsOf(slots)
  if ((had !== 'direct_guidance' && had !== 'door_to_door') || formOf(heads) !== null) return slots
  if (heads.people.length + heads.cases.length + heads.loose.length + heads.turns.length === 0) return slots
  return [{ kind: 'form', from: -1, to: -1, form: had, event: false, name: had }, ...slots]
}

const isTold = (draft: Draft): boolean => {
  const heads = headsOf(draft.slots)
  return formOf(heads) !== null || heads.works.length + heads.loose.length > 0
}

const isTime = ({ kind }: Slot): boolean => kind === 'when' || kind === 'session'

/** "Thứ 4: họp tổ …\nThứ 7: tổng vệ sinh": after another time an event of another form is another activity. */
function otherEvent(current: Draft, slots: readonly Slot[]): boolean {
  const form = formOf(headsOf(slots))
  const happens = slots.some(slot => slot.kind === 'form' && (slot.event || eventForms.has(slot.form)))
  return form !== null && happens && form !== formOf(headsOf(current.slots))
}

const onlySetsScene = (slots: readonly Slot[]): boolean =>
  !slots.some(
    ({ kind }) =>
      kind === 'form' || kind === 'count' || kind === 'minutes' || kind === 'subject' || kind === 'verb',
  )

/** A second day or part of day, or a new sentence that begins with one. */
function leadsOn(clause: Clause, slots: readonly Slot[], current: Draft): boolean {
  const again = (kind: 'when' | 'session') => has(slots, kind) && has(current.slots, kind)
  return (
    again('when') ||
    again('session') ||
    (clause.joint === 'strong' && (has(slots, 'when') || has(slots, 'session') || has(slots, 'place')))
  )
}

/** Keeps where a clause began, so that a closing "…, ở chợ" is told from "… ở chợ". */
const opening = (slots: readonly Slot[], joint: Draft['joint']): Slot[] => {
  const at = slots[0]?.from ?? 0
  return joint === 'comma' || joint === 'strong'
    ? [{ kind: 'break', strength: 'comma', mark: ',', from: at, to: at }, ...slots]
    : [...slots]
}

export const placesOf = (slots: readonly Slot[]): SlotOf<'place'>[] =>
  slots.filter((slot): slot is SlotOf<'place'> => slot.kind === 'place')
const has = (slots: readonly Slot[], kind: Slot['kind']): boolean => slots.some(slot => slot.kind === kind)
const sign = (slots: readonly Slot[], wanted: SlotOf<'sign'>['sign']): boolean =>
  slots.some(slot => slot.kind === 'sign' && slot.sign === wanted)
const whens = (slots: readonly Slot[]): SlotOf<'when'>[] =>
  slots.filter((slot): slot is SlotOf<'when'> => slot.kind === 'when' && slot.when.kind !== 'week')

/** Index of the first form or count: what stands before it heads the line. */
function firstHead(slots: readonly Slot[]): number {
  const at = slots.findIndex(
    slot =>
      (slot.kind === 'form' && slot.from >= 0) || (slot.kind === 'count' && slot.count.sort !== 'ignored'),
  )
  return at < 0 ? slots.length : at
}

/** The place told before the first form or count: heading, or the unit that acted. */
function headingPlace(first: Draft): SlotOf<'place'> | undefined {
  return placesOf(first.slots.slice(0, firstHead(first.slots)))[0]
}

/** The place that closes the list: after "ở" or "tại" at the very end, or told with "đều", "cả hai". */
function closingPlace(drafts: readonly Draft[]): SlotOf<'place'> | undefined {
  const last = drafts.at(-1)
  if (last === undefined) return undefined
  const place = placesOf(last.slots).at(-1)
  if (place === undefined) return undefined
  const all = last.slots.findIndex(slot => slot.kind === 'sign' && slot.sign === 'all')
  if ((all >= 0 && last.slots.indexOf(place) > all) || sign(last.slots, 'same-place')) return place
  // "10 phướn và 4 băng rôn dọc đường Lê Lợi"
  const alike = new Set(drafts.map(draft => formOf(headsOf(draft.slots)))).size === 1
  const sure = place.place.preposition === 'sure' || (alike && place.place.preposition === 'loose')
  if (!sure || drafts.some((draft, index) => index > 0 && draft.joint === 'strong')) return undefined
  const after = last.slots.slice(last.slots.indexOf(place) + 1)
  return after.some(slot => slot.kind === 'count' || (slot.kind === 'form' && !slot.event))
    ? undefined
    : place
}

/**
 * Carries on what is told once: days and parts of the day to what follows (and back from the end), topics likewise,
 * heading and closing places to all, forms to counts that go on in the same unit.
 */
export function shareAmong(drafts: readonly Draft[]): void {
  if (drafts.length < 2) return
  const [first] = drafts
  const last = drafts.at(-1)
  if (first === undefined || last === undefined) return
  sharePlaces(drafts, first)
  shareTimes(drafts, last)
  shareSubjects(drafts, last)
}

function sharePlaces(drafts: readonly Draft[], first: Draft): void {
  const heading = headingPlace(first)
  const closing = heading === undefined ? closingPlace(drafts) : undefined
  const others = drafts.slice(0, -1)
  const everywhere = sign(drafts.at(-1)?.slots ?? [], 'all')
  const noneBefore = others.every(draft => placesOf(draft.slots).length === 0)
  let previous: SlotOf<'place'> | undefined
  for (const draft of drafts) {
    const own = placesOf(draft.slots)
    if (own.length === 0) {
      if (heading !== undefined) draft.slots.push(heading)
      else if (closing !== undefined && (noneBefore || everywhere)) draft.slots.push(closing)
      else if (sign(draft.slots, 'same-place') && previous !== undefined) draft.slots.push(previous)
    }
    previous = placesOf(draft.slots)[0] ?? previous
  }
}

function shareTimes(drafts: readonly Draft[], last: Draft): void {
  const dated = drafts.filter(draft => whens(draft.slots).length > 0)
  const closing = dated.length === 1 && dated[0] === last ? whens(last.slots)[0] : undefined
  const timed = drafts.filter(draft => has(draft.slots, 'session'))
  const closingSession =
    timed.length === 1 && timed[0] === last && closing !== undefined ? sessionOf(last) : undefined
  let when: SlotOf<'when'> | undefined
  let session: SlotOf<'session'> | undefined
  for (const [index, draft] of drafts.entries()) {
    if (when === undefined && closing === undefined) closeGroup(drafts, index)
    const ownWhen = whens(draft.slots)[0]
    const ownSession = sessionOf(draft)
    // A new day without a part of day leaves the old part behind; a new part keeps the day.
    if (ownWhen !== undefined) {
      session = ownSession
      when = ownWhen
    } else {
      if (when !== undefined) draft.slots.push(when)
      else if (closing !== undefined && draft !== last) draft.slots.push(closing)
      if (ownSession !== undefined) session = ownSession
      else if (session !== undefined) draft.slots.push(session)
      else if (closingSession !== undefined && draft !== last && beforeIn(last, closingSession))
        draft.slots.push(closingSession)
    }
  }
}

/** "web 2 bài, fb 1 bài hôm kia; led 5 lượt hôm qua": the day that closes one of several sentences holds for that sentence. */
function closeGroup(drafts: readonly Draft[], from: number): void {
  const end = drafts.findIndex((draft, index) => index > from && draft.joint === 'strong')
  const group = drafts.slice(from, end)
  const dated = end < 0 ? [] : group.filter(draft => whens(draft.slots).length > 0)
  const [only] = dated
  const when = only === undefined ? undefined : whens(only.slots)[0]
  if (only === undefined || when === undefined || dated.length > 1 || only === drafts[from]) return
  if (only !== group.at(-1) || only.slots.indexOf(when) < firstHead(only.slots)) return
  for (const draft of group) if (draft !== only) draft.slots.push(when)
}

const sessionOf = (draft: Draft): SlotOf<'session'> | undefined =>
  draft.slots.find((slot): slot is SlotOf<'session'> => slot.kind === 'session')

/** Whether the closing part of day stands at the end rather than opening the last activity ("…, tối họp dân"). */
const beforeIn = (draft: Draft, slot: Slot): boolean => draft.slots.indexOf(slot) > firstHead(draft.slots)

function shareSubjects(drafts: readonly Draft[], last: Draft): void {
  const subjectsIn = (draft: Draft) =>
    draft.slots.filter((slot): slot is SlotOf<'subject'> => slot.kind === 'subject')
  const told = drafts.filter(draft => subjectsIn(draft).length > 0)
  const closing = told.length === 1 && told[0] === last
  const sameTime = drafts
    .slice(1)
    .every(draft => !has(draft.slots.slice(0, firstHead(draft.slots)), 'session'))
  const strong = drafts.some((draft, index) => index > 0 && draft.joint === 'strong')
  const back = closing && (sign(last.slots, 'all') || (sameTime && !strong)) ? subjectsIn(last) : []
  for (const [index, draft] of drafts.entries()) {
    // "1 tin web, 1 bài fanpage (đều CCHC); …": for those of the same sentence.
    if (draft === last || !sign(draft.slots, 'all')) continue
    for (let at = index; at > 0 && drafts[at]?.joint !== 'strong'; at--) {
      const earlier = drafts[at - 1]
      if (earlier !== undefined && subjectsIn(earlier).length === 0) earlier.slots.push(...subjectsIn(draft))
    }
  }
  let previous: SlotOf<'subject'>[] = back
  for (const draft of drafts) {
    const own = subjectsIn(draft)
    if (own.length === 0) draft.slots.push(...previous)
    else previous = own
  }
  if (sign(last.slots, 'all') && subjectsIn(last).length > 0 && told.length === 1) return
}

/** Whether `had`, the form of the draft before (told or carried itself), goes on in one that names none ("…, 1 bài TTHC tổ 9"). */
export function carriesForm(had: Form | null, draft: Draft): boolean {
  const heads = headsOf(draft.slots)
  if (had === null || formOf(heads) !== null) return false
  const [work] = heads.works
  if (work !== undefined) return work.forms.length === 0 || work.forms.includes(had)
  if (had === 'direct_guidance' || had === 'door_to_door')
    return heads.people.length + heads.cases.length + heads.loose.length > 0
  return heads.turns.length > 0 || heads.loose.length > 0 || (eventForms.has(had) && heads.people.length > 0)
}
