/** What only the whole line can tell about its slots: what "3t" means, whether a QR code is work, what breaks a total down. */
import type { Form } from '../plan/plan.ts'
import type { Count } from './counts.ts'
import type { Slot, SlotOf } from './slots.ts'
import { eventForms, openingEvents } from './words/form-words.ts'

const putsUp = /^(?:dan|lap|lap dat|gan|dat|in|tang|trao|cap|treo|cam|ky|to chuc|phat|dung|cap phat|ve|son)$/
const airs: ReadonlySet<Form> = new Set<Form>(['loudspeaker', 'website_post', 'social_post', 'news_article'])

/** The slots, with what their neighbours decide. */
export function settle(slots: readonly Slot[]): Slot[] {
  const airing =
    slots.some(slot => slot.kind === 'form' && airs.has(slot.form)) &&
    !slots.some(slot => slot.kind === 'form' && slot.form === 'leaflet')
  const meeting = !airing && slots.some(slot => slot.kind === 'form' && eventForms.has(slot.form))
  const done = slots.some(
    slot =>
      (slot.kind === 'verb' && putsUp.test(slot.verb)) ||
      (slot.kind === 'count' && slot.count.names === 'other') ||
      (slot.kind === 'form' && slot.name === 'ký cam kết'),
  )
  const other = slots.some(
    slot =>
      (slot.kind === 'form' && slot.form !== 'other') ||
      (slot.kind === 'count' && slot.count.names !== null && slot.count.names !== 'other'),
  )
  const settled = slots.flatMap((slot, index): Slot[] => {
    // "lớp AI", "lớp chữ ký số": a class in something is training; "lớp 5" is a class of a school.
    const next = slots[index + 1]
    if (slot.kind === 'noun' && slot.unit === 'lớp' && next?.kind === 'subject' && next.from === slot.to)
      return [
        slot,
        { kind: 'form', from: slot.from, to: slot.to, form: 'training', event: false, name: 'lớp' },
      ]
    // "mệ Lài nhờ em nộp hồ sơ": a named person asked for it, and was helped.
    if (slot.kind === 'sign' && slot.sign === 'request' && slots[index - 1]?.kind === 'person')
      return slots[index + 1]?.kind !== 'verb'
        ? []
        : [{ kind: 'form', from: slot.from, to: slot.to, form: 'direct_guidance', event: false, name: 'nhờ' }]
    // "đăng web tin hội nghị tập huấn", "bài tuyên truyền treo băng rôn": what the item is about.
    if (slot.kind === 'form' && !airs.has(slot.form) && airing && isAbout(slots, index)) return []
    // "khu 6 họp dân, nghe công an nói chuyện": the talk is part of the meeting.
    if (slot.kind === 'form' && slot.name === 'nói chuyện' && slots.slice(0, index).some(meets)) return []
    // "ra quân ở chợ, phát 85 tờ gấp": how the handing out began.
    if (slot.kind === 'form' && other && openingEvents.has(slot.name)) return []
    // "3t" is three tin beside a loudspeaker, three tờ elsewhere.
    if (slot.kind === 'count' && airing && /^\d+t(?!\p{L})/u.test(slot.count.text))
      return [{ ...slot, count: { ...slot.count, unit: 'tin', forms: [...airs], names: null } }]
    // "phát 90 phiếu, thu về 84": sheets that came back.
    const gathered = slots[index - 1]
    if (
      slot.kind === 'count' &&
      slot.count.sort === 'bare' &&
      gathered?.kind === 'verb' &&
      /^thu(?: ve| duoc)?$/.test(gathered.verb) &&
      slots.some(other => other.kind === 'form' && other.form === 'survey')
    )
      return [
        {
          ...slot,
          count: { ...slot.count, sort: 'work', unit: 'phiếu', forms: ['survey'], names: 'survey' },
        },
      ]
    // "xe TTLĐ 1 b": a session rather than an item.
    if (slot.kind === 'count' && meeting && /^\d+ ?b(?!\p{L})/u.test(slot.count.text))
      return [{ ...slot, count: { ...slot.count, unit: 'buổi', forms: [...eventForms], names: null } }]
    // A QR code or a banner stand named in passing is no work; one put up or counted is.
    return slot.kind === 'form' && slot.form === 'other' && !slot.event && !done ? [] : [slot]
  })
  return withoutParts(withoutPrinted(settled))
}

const meets = (slot: Slot): boolean => slot.kind === 'form' && slot.form === 'conference'

/** Whether the form at `index` follows right after an item without a number ("tin hội thi"), a verb between them or not. */
function isAbout(slots: readonly Slot[], index: number): boolean {
  const at = slots[index]?.from ?? -1
  const verb = slots.find(slot => slot.kind === 'verb' && slot.to === at)
  const starts = [at, ...(verb === undefined ? [] : [verb.from])]
  return slots.some(
    slot => slot.kind === 'noun' && /^(?:tin|bài)$/.test(slot.unit) && starts.includes(slot.to),
  )
}

/** "in 1000 tờ gấp, phát được 640 tờ": what was printed and then handed out is counted by what was handed out. */
function withoutPrinted(slots: readonly Slot[]): Slot[] {
  const verbBefore = (index: number, verb: RegExp) =>
    slots.slice(Math.max(0, index - 2), index).some(slot => slot.kind === 'verb' && verb.test(slot.verb))
  return slots.filter((slot, index) => {
    if (slot.kind !== 'count' || slot.count.sort !== 'work' || !verbBefore(index, /^in$/)) return true
    const { unit } = slot.count
    return !slots.some(
      (other, at) =>
        at > index &&
        other.kind === 'count' &&
        other.count.unit === unit &&
        verbBefore(at, /^(?:phat|cap|cap phat|trao|dan|treo)$/),
    )
  })
}

const partOf = (total: Count, part: Count): boolean =>
  part.value !== null &&
  part.per === null &&
  (part.unit === total.unit ||
    part.sort === 'bare' ||
    part.sort === 'classifier' ||
    part.sort === total.sort) &&
  part.sort !== 'ignored' &&
  part.sort !== 'day'

const opensParts = (slot: Slot): boolean =>
  (slot.kind === 'bracket' && slot.open) ||
  (slot.kind === 'break' && slot.mark === ':') ||
  (slot.kind === 'sign' && slot.sign === 'breakdown')

/** Where what opens parts stands between two places; looked for there alone, since lists may be long. */
function openerBetween(slots: readonly Slot[], from: number, to: number): number {
  for (let at = from + 1; at < to; at++) {
    const slot = slots[at]
    if (slot !== undefined && opensParts(slot)) return at
  }
  return -1
}

/** "10 băng rôn: 6 cái đường Hùng Vương, 4 cái chợ": counts that add up to the one before them only break it down. */
function withoutParts(slots: readonly Slot[]): Slot[] {
  const counts = slots.flatMap((slot, index) => (slot.kind === 'count' ? [{ slot, index }] : []))
  for (const [order, total] of counts.entries()) {
    if (total.slot.count.value === null || total.slot.count.value < 2) continue
    let sum = 0
    const parts: number[] = []
    let opener = -1
    let at = total.index
    for (const part of counts.slice(order + 1)) {
      if (opener < 0) opener = openerBetween(slots, at, part.index)
      if (opener < 0 || !partOf(total.slot.count, part.slot.count)) break
      at = part.index
      sum += part.slot.count.value ?? 0
      parts.push(part.index)
      if (sum >= total.slot.count.value) break
    }
    if (sum === total.slot.count.value && parts.length > 1) return joinedParts(slots, opener, parts)
  }
  return [...slots]
}

/** The slots without the parts; what the parts were at is one list of places, and their separators part nothing. */
function joinedParts(slots: readonly Slot[], opener: number, parts: readonly number[]): Slot[] {
  const last = parts.at(-1) ?? opener
  const end = slots.findIndex(
    (slot, index) => index > last && (slot.kind === 'break' || (slot.kind === 'bracket' && !slot.open)),
  )
  const within = (index: number) => index > opener && (end < 0 || index < end)
  const places = slots.filter(
    (slot, index): slot is SlotOf<'place'> => slot.kind === 'place' && within(index),
  )
  const [first] = places
  return slots.flatMap((slot, index): Slot[] => {
    if (!within(index)) return [slot]
    if (parts.includes(index) || slot.kind === 'break' || slot.kind === 'form' || slot.kind === 'verb')
      return []
    if (slot.kind !== 'place') return [slot]
    if (slot !== first) return []
    const areas = places.flatMap(({ place }) => place.areas)
    return [{ ...slot, place: { ...slot.place, areas, text: areas.join(' và ') } }]
  })
}
