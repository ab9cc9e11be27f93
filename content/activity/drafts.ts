/** From slots to drafts: which words belong to which activity of the line. */
import type { Form } from '../plan/plan.ts'
import type { Count } from './counts.ts'
import type { Slot, SlotOf } from './slots.ts'
import { channelsOf, eventForms } from './words/form-words.ts'

/** The slots of one activity, before they are worked out. */
export interface Draft {
  readonly slots: Slot[]
  /** How it is joined to the one before: "và" and "+" share what closes the list, ";" does not. */
  readonly joint: 'first' | 'strong' | 'comma' | 'join' | 'none'
}

/** A stretch between breaks. */
export interface Clause {
  readonly slots: Slot[]
  readonly joint: Draft['joint']
  /** The mark that closed it. */
  closedBy: string
}

const weak: ReadonlySet<Form> = new Set<Form>(['direct_guidance'])

const isForm = ({ kind }: Slot): boolean => kind === 'form'

/** Splits at breaks; brackets stay with what they follow. */
export function clausesOf(slots: readonly Slot[]): Clause[] {
  const clauses: Clause[] = []
  let current: Slot[] = []
  let joint: Draft['joint'] = 'first'
  let depth = 0
  const close = (mark: string) => {
    if (current.length > 0) clauses.push({ slots: current, joint, closedBy: mark })
    else if (clauses.length > 0 && mark === '?') {
      const last = clauses.at(-1)
      if (last !== undefined) last.closedBy = mark
    }
    current = []
  }
  for (const slot of slots) {
    if (slot.kind === 'bracket') {
      depth = slot.open ? depth + 1 : Math.max(0, depth - 1)
      current.push(slot)
    } else if (slot.kind === 'break' && slot.mark === ':' && current.length > 0 && current.every(isForm)) {
      // "Hướng dẫn: 9 người": the form heads what it counts.
    } else if (slot.kind === 'break' && (depth === 0 || slot.strength === 'strong')) {
      if (slot.strength === 'strong') depth = 0
      const empty = current.length === 0
      close(slot.mark)
      joint =
        empty && clauses.length > 0 && slot.strength === 'join'
          ? joint
          : clauses.length === 0
            ? 'first'
            : slot.strength
    } else current.push(slot)
  }
  close('')
  return clauses
}

/** What could make a stretch an activity of its own. */
export interface Heads {
  readonly forms: readonly SlotOf<'form'>[]
  readonly strong: readonly SlotOf<'form'>[]
  readonly guidance: boolean
  /** Works, materials, events. */
  readonly works: readonly Count[]
  readonly turns: readonly Count[]
  readonly people: readonly Count[]
  readonly cases: readonly Count[]
  /** Classifier or bare numbers. */
  readonly loose: readonly Count[]
  /** How many places are told, and how many subjects. */
  readonly places: number
  readonly subjects: number
}

export function headsOf(slots: readonly Slot[]): Heads {
  const forms = slots.filter((slot): slot is SlotOf<'form'> => slot.kind === 'form')
  const counts = outsideBreakdown(slots)
  const of = (...sorts: Count['sort'][]) => counts.filter(count => sorts.includes(count.sort))
  return {
    forms,
    strong: forms.filter(({ form }) => !weak.has(form)),
    guidance: forms.some(({ form }) => form === 'direct_guidance') || helpsPeople(slots, forms, counts),
    works: of('work'),
    turns: of('turn'),
    people: of('people'),
    cases: of('case'),
    loose: of('classifier', 'bare'),
    places: slots.filter(({ kind }) => kind === 'place').length,
    subjects: slots.filter(({ kind }) => kind === 'subject').length,
  }
}

const helping = /^(?:cai|cai dat|kich hoat|dang ky|nop|nop ho so|nop online|lam ho so|tao)$/

/** "cài VNeID cho 5 người" helps them without saying so. */
const helpsPeople = (
  slots: readonly Slot[],
  forms: readonly SlotOf<'form'>[],
  counts: readonly Count[],
): boolean =>
  forms.length === 0 &&
  counts.some(({ sort }) => sort === 'people' || sort === 'case') &&
  !counts.some(({ sort }) => sort === 'work') &&
  slots.some(slot => slot.kind === 'verb' && helping.test(slot.verb))

/** Counts without those that only break a total down: in brackets after it, or after "trong đó", "gồm". */
export function outsideBreakdown(slots: readonly Slot[]): Count[] {
  const counts: Count[] = []
  let depth = 0
  let told = false
  for (const slot of slots) {
    if (slot.kind === 'bracket') depth = slot.open ? depth + 1 : Math.max(0, depth - 1)
    else if (slot.kind === 'sign' && slot.sign === 'breakdown' && counts.length > 0) told = true
    else if (slot.kind === 'count') {
      const { count } = slot
      const same = counts.some(
        ({ sort }) =>
          sort === count.sort ||
          ((sort === 'work' || sort === 'classifier') && (count.sort === 'bare' || count.sort === 'work')),
      )
      if ((depth > 0 || told) && same) continue
      if (count.sort !== 'ignored' && count.sort !== 'day') counts.push(count)
    }
  }
  return counts
}

const fits = (count: Count, form: Form): boolean => count.forms.length === 0 || count.forms.includes(form)

/** The form a stretch speaks of: what its counted noun proves, else the first named one, channels giving way to works. */
export function formOf(heads: Heads): Form | null {
  const proven = heads.works.find(({ names }) => names !== null)?.names ?? null
  const counted = heads.works[0]
  const candidates = heads.strong.filter(({ form }) => counted === undefined || fits(counted, form))
  // A form told after a count of other things is what those are about ("1 tin đối thoại với doanh nghiệp").
  const pool =
    candidates.length > 0
      ? candidates
      : heads.strong.filter(slot => counted === undefined || slot.from < counted.from)
  let form: Form | null = null
  for (const slot of pool) {
    if (form === null || channelsOf[slot.form]?.includes(form) === true) form = slot.form
  }
  if (proven !== null && form !== proven) {
    const carries =
      form !== null && (channelsOf[form]?.includes(proven) === true || counted?.forms.includes(form) === true)
    if (form === null || !carries) return proven
  }
  return form ?? (heads.guidance ? 'direct_guidance' : null)
}

const absorbs = (a: Form, b: Form): boolean =>
  a === b || channelsOf[a]?.includes(b) === true || channelsOf[b]?.includes(a) === true

const hasQuantity = (heads: Heads): boolean =>
  heads.works.length + heads.turns.length + heads.cases.length + heads.loose.length > 0

/** Whether `next` opens an activity of its own beside what `before` already tells. */
export function opensNew(before: Heads, next: Heads): boolean {
  const had = formOf(before)
  const form = formOf(next)
  const complete = hasQuantity(before) || (had === 'direct_guidance' && before.people.length > 0)
  const counts = [...next.works, ...next.loose]
  const own = next.strong.length > 0 || next.works.some(({ names }) => names !== null)
  if (had === null && !complete) return false
  // "mỗi nhà 1 tờ, tổng 52 tờ": the total of what was told for each.
  const [sum] = counts
  if (sum?.total === true && before.works.some(({ unit, per }) => unit === sum.unit && per !== null))
    return false
  // "9 tờ, mỗi nhà văn hóa 3 tờ": how a total was shared out.
  if (
    counts.length > 0 &&
    counts.every(({ per }) => per !== null) &&
    next.strong.length === 0 &&
    hasQuantity(before)
  )
    return false
  if (own && form !== null) {
    // "treo 16 phướn, ngày hội đại đoàn kết": what they were for.
    const occasion = form === 'other' && next.forms.every(({ event }) => event) && next.people.length === 0
    if (occasion && counts.length === 0 && had !== null && complete && !eventForms.has(had)) return false
    // "áp phích CGI, PCI 10 tờ": its own number, told later.
    if (
      had !== null &&
      !complete &&
      next.strong.length === 0 &&
      next.works.every(({ forms }) => forms.includes(had))
    )
      return false
    if (had === null) return !(counts.length === 0 && before.works.every(count => fits(count, form)))
    if (had === form) {
      if (form === 'survey') return false
      if (counts.length + next.cases.length > 0)
        return complete || (eventForms.has(form) && before.people.length > 0)
      // "họp tổ 3 20 người, họp tổ 4 35 người"
      return eventForms.has(form) && before.people.length > 0 && next.people.length > 0
    }
    if (had === 'direct_guidance' && before.people.length + before.cases.length + before.loose.length === 0)
      return false
    const gathering =
      (eventForms.has(form) || next.forms.some(({ event }) => event)) && next.people.length > 0
    const aired = next.turns.length > 0 && !(had === 'video' && form === 'led_screen')
    if (
      absorbs(had, form) &&
      counts.length === 0 &&
      !aired &&
      !(gathering && (complete || before.people.length > 0))
    )
      return false
    if (eventForms.has(had) || complete) return true
    return counts.length + next.turns.length > 0 || eventForms.has(form)
  }
  // "họp tổ 1 20 người, tổ 2 30 người": another place with people of its own is another meeting.
  const elsewhere = before.places > 0 && next.places > 0 && before.people.length > 0 && next.people.length > 0
  if (had !== null && eventForms.has(had) && elsewhere) return true
  if (next.works.length > 0) {
    const [count] = next.works
    if (count === undefined) return false
    if (had === null) return before.works.length > 0
    if (!fits(count, had)) return true
    return (
      before.works.length > 0 ||
      before.loose.length > 0 ||
      (eventForms.has(had) && before.people.length > 0 && next.people.length > 0)
    )
  }
  if (had === 'direct_guidance' || had === 'door_to_door') {
    const counted = next.people.length + next.cases.length + next.turns.length
    // "+4 vneid, +2 dvc"
    const listed = before.loose.length > 0 && before.subjects > 0 && next.subjects > 0
    if (counted === 0) return (next.guidance || listed) && next.loose.length > 0 && complete
    if (!complete) return false
    // "3 cụ VNeID, 2 hộ DVC": counted otherwise and about something else.
    const otherwise = next.cases.length > 0 || (next.people.length > 0 && before.cases.length > 0)
    if (otherwise && before.subjects > 0 && next.subjects > 0) return true
    if (next.cases.length > 0 && before.cases.length > 0) return true
    return next.guidance || next.people.length + next.turns.length > 0
      ? before.people.length + before.turns.length > 0
      : before.cases.length > 0
  }
  if (next.guidance && (next.people.length > 0 || next.cases.length > 0))
    return !(had !== null && eventForms.has(had)) || before.people.length > 0
  if (next.loose.length > 0 && had !== null && before.works.length + before.loose.length > 0)
    return next.loose.some(({ sort }) => sort === 'classifier')
  return false
}

/** Cuts a stretch where a second activity begins without any punctuation ("loa 2 tin treo 1 băng rôn"). */
export function cutInside(slots: readonly Slot[]): Slot[][] {
  const parts: Slot[][] = []
  let current: Slot[] = []
  let depth = 0
  for (let at = 0; at < slots.length; at++) {
    const slot = slots[at]
    if (slot === undefined) break
    if (slot.kind === 'bracket') depth += slot.open ? 1 : -1
    const isHead =
      (slot.kind === 'form' && !weak.has(slot.form)) || (slot.kind === 'count' && slot.count.sort === 'work')
    if (depth <= 0 && isHead && current.some(({ kind }) => kind === 'count' || kind === 'form')) {
      const before = headsOf(current)
      // "1 tin lên web": the form named right after a count that had none is that count's.
      const ahead =
        slot.kind === 'form' ? [slot, ...untilNextHead(slots, at)] : [slot, ...formAfter(slots, at)]
      const sameSpan = current.some(other => other.from < slot.to && slot.from < other.to)
      if (!sameSpan && worthCutting(before, headsOf(ahead), slot)) {
        const opener: Slot[] = []
        for (
          let last = current.at(-1);
          last !== undefined && opensPart(last, current);
          last = current.at(-1)
        ) {
          opener.unshift(last)
          current.pop()
        }
        parts.push(current)
        current = opener
      }
    }
    current.push(slot)
  }
  parts.push(current)
  return parts.filter(part => part.length > 0)
}

/** "tổ 1 2 tin tổ 2 1 tin", "sáng loa 2 tin chiều treo …": a verb, and a second place or time, belong to what follows. */
const opensPart = (last: Slot, current: readonly Slot[]): boolean =>
  last.kind === 'verb' ||
  (last.kind === 'sign' && last.sign === 'each') ||
  ((last.kind === 'place' || last.kind === 'session' || last.kind === 'when') &&
    current.slice(0, -1).some(({ kind }) => kind === last.kind))

/** Counts after a form, as far as the next form. */
function untilNextHead(slots: readonly Slot[], at: number): Slot[] {
  const next: Slot[] = []
  for (const slot of slots.slice(at + 1)) {
    if (slot.kind === 'form' && !weak.has(slot.form) && slot.from >= (slots[at]?.to ?? 0)) break
    next.push(slot)
  }
  return next
}

/** The form that names a count told before it, when nothing but small words stands between. */
function formAfter(slots: readonly Slot[], at: number): Slot[] {
  for (const slot of slots.slice(at + 1)) {
    if (slot.kind === 'form') return weak.has(slot.form) ? [] : [slot]
    if (slot.kind === 'count' && slot.count.sort === 'work') return []
  }
  return []
}

function worthCutting(before: Heads, next: Heads, slot: Slot): boolean {
  const had = formOf(before)
  if (slot.kind === 'count') {
    if (before.works.length > 0) return true
    if (had === null) return false
    return eventForms.has(had) && !fits(slot.count, had)
  }
  const form = formOf(next)
  if (had === null || form === null || absorbs(had, form)) return false
  // A form named after a complete activity opens a second one only with a number of its own, or as an event with people.
  const counted = next.works.length + next.loose.length > 0
  if (
    !counted &&
    !(eventForms.has(form) && next.people.length > 0 && before.people.length === 0 && before.works.length > 0)
  )
    return false
  return hasQuantity(before) || eventForms.has(had)
}
