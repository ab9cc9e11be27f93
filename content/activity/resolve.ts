/** From a draft to an activity: which count is the quantity, which are people, what minutes come to, which place wins. */

import type { Form } from '../plan/plan.ts'
import { type Day, daysBetween } from '../vietnam-time.ts'
import type { Activity, Need, Subject } from './activity.ts'
import type { Count } from './counts.ts'
import { type Draft, formOf, headsOf, outsideBreakdown } from './drafts.ts'
import { placesOf } from './grouping.ts'
import { formOfLinks } from './link-forms.ts'
import { bannerKind, namedUnit, nounBefore, otherUnit } from './named-units.ts'
import { slotsOf as of, type Slot, type SlotOf } from './slots.ts'
import type { Vocabulary } from './ward-vocabulary.ts'
import { defaultUnit, eventForms } from './words/form-words.ts'

export interface Context {
  readonly today: Day
  readonly vocabulary: Vocabulary | null
  /** The form of the activity before, where this one goes on with it. */
  readonly carried: Form | null
  /** /hotro, or a line that opens with "+3": helping people unless another form is named. */
  readonly helping: boolean
}

/** The form, from names, from what is counted, from the verb beside it, else from the command. */
export function inferForm(draft: Draft, { carried, helping }: Context): Form | null {
  const heads = headsOf(draft.slots)
  const named = formOf(heads)
  const served = heads.people.length + heads.cases.length > 0
  if (named === 'other' && heads.guidance && served && heads.works.length === 0) return 'direct_guidance'
  if (heads.cases.length > 0 && (named === null || named === 'direct_guidance') && goesToHomes(draft.slots))
    return 'door_to_door'
  // "/hotro nhóm zalo tổ 4, 6 người": the channel they met on, nothing posted.
  if (helping && (named === 'social_post' || named === 'website_post') && heads.works.length === 0 && served)
    return 'direct_guidance'
  // "/hotro hướng dẫn 5 người xem clip": what they were helped with, where nothing of it is counted.
  const told = of(draft.slots, 'form').some(slot => slot.form === 'direct_guidance' && slot.from >= 0)
  if (helping && told && served && named !== null && !eventForms.has(named) && named !== 'door_to_door')
    if (heads.works.length + heads.turns.length + heads.loose.length === 0) return 'direct_guidance'
  if (named !== null && named !== 'direct_guidance') return named
  const verbs = new Set(of(draft.slots, 'verb').map(({ verb }) => verb))
  const unit = heads.works[0]?.unit
  if (verbs.has('phat') && (unit === 'tin' || unit === 'bài' || unit === 'chương trình')) return 'loudspeaker'
  if (verbs.has('phat') && heads.works.length === 0 && heads.turns.length > 0 && named === null && !helping)
    return 'loudspeaker'
  if (named === 'direct_guidance') return heads.works.length > 0 && !served && !helping ? null : named
  if (carried !== null) return carried
  const linked = helping ? null : formOfLinks(of(draft.slots, 'link').map(({ url }) => url))
  if (linked !== null && heads.works.every(({ forms }) => forms.length === 0 || forms.includes(linked)))
    return linked
  if (verbs.has('treo') && heads.works.length === 0 && heads.loose.length > 0) return 'banner'
  if (helping) return 'direct_guidance'
  return null
}

/** "đi 14 hộ", "ghé 5 nhà": somebody went. */
const goesToHomes = (slots: readonly Slot[]): boolean =>
  slots.some((slot, index) => {
    if (slot.kind !== 'verb' || !/^(?:di|ghe|xuong|vao|tham|den|toi)$/.test(slot.verb)) return false
    const next = slots.slice(index + 1).find(({ kind }) => kind !== 'verb' && kind !== 'person')
    return next?.kind === 'count' && next.count.sort === 'case'
  })

/** Days of a range, both ends in; 1 for a single day. */
const daysOf = (from: Day | null, to: Day | null): number =>
  from === null || to === null ? 1 : daysBetween(from, to) + 1

/** A count with its "mỗi" worked out. */
function multiplied(count: Count, counts: readonly Count[], days: number, areas: number): number | null {
  if (count.value === null || count.per === null) return count.value
  const other = (...sorts: Count['sort'][]) =>
    counts.find(candidate => candidate !== count && candidate.per === null && sorts.includes(candidate.sort))
      ?.value ?? null
  switch (count.per) {
    case 'day':
      return count.value * days
    case 'area':
      return count.value * (other('area') ?? Math.max(areas, 1))
    case 'case':
      return count.value * (other('case') ?? 1)
    case 'person':
      return count.value * (other('people') ?? 1)
    case 'item':
      return count.value * (other('work', 'turn') ?? 1)
    default:
      return count.per satisfies never
  }
}

/** Which count is the quantity of that form; `helpedAt`: where the helping word stands, if one does. */
function quantityOf(
  form: Form | null,
  counts: readonly Count[],
  helpedAt: number | undefined,
): Count | undefined {
  const first = (...sorts: Count['sort'][]) => counts.find(({ sort }) => sorts.includes(sort))
  const fitting = counts.find(({ sort, forms }) => sort === 'work' && (form === null || forms.includes(form)))
  const sum = counts.find(
    ({ total, unit, sort }) =>
      total && sort === 'work' && counts.some(other => other.unit === unit && other.per !== null),
  )
  if (sum !== undefined) return sum
  if (form === 'direct_guidance' || form === 'door_to_door') {
    const cases = first('case')
    // "cử 3 tổ viên hỗ trợ 27 công dân": who helped stands before the helping word, who was helped behind it.
    const all = counts.filter(({ sort }) => sort === 'people')
    const people = all.find(({ from }) => helpedAt !== undefined && from > helpedAt) ?? all[0]
    if (form === 'door_to_door') return cases ?? people ?? first('turn', 'bare', 'classifier')
    const leading = people !== undefined && cases !== undefined && cases.from < people.from ? cases : people
    return leading ?? cases ?? first('turn', 'bare', 'classifier')
  }
  // "phát 100 phiếu, thu về 92": the last is what came back.
  if (form === 'survey')
    return (
      counts.findLast(({ unit }) => unit === 'phiếu') ?? first('work', 'people', 'case', 'bare', 'classifier')
    )
  if (form !== null && eventForms.has(form))
    return (
      fitting ??
      (form === 'mobile_van'
        ? first('turn', 'bare', 'classifier')
        : counts.find(({ sort, noun }) => (sort === 'bare' && noun === null) || sort === 'classifier'))
    )
  return fitting ?? first('work') ?? first('turn') ?? first('bare') ?? first('classifier')
}

/** The printed unit, or the form's own. */
function unitOf(form: Form | null, count: Count | undefined): string | null {
  const sort = count?.sort
  if (form === 'direct_guidance' || form === 'door_to_door')
    return sort === 'case'
      ? (count?.unit ?? null)
      : sort === undefined && form === 'door_to_door'
        ? 'hộ'
        : 'lượt người'
  if (form === null) return sort === 'work' ? (count?.unit ?? null) : null
  if (form === 'poster' || form === 'pano') return defaultUnit[form]
  // Without marks "4 bang" is read as băng rôn; on a notice board it is bảng.
  if (form === 'notice_board' && / bang(?:\s|$)/.test(count?.text ?? '')) return 'bảng'
  if (sort === 'work' && count?.unit != null)
    return count.forms.includes(form) || form === 'other' ? count.unit : defaultUnit[form]
  if (sort === 'turn')
    return form === 'mobile_van'
      ? 'lượt'
      : form === 'loudspeaker' || form === 'led_screen'
        ? 'lượt phát'
        : defaultUnit[form]
  return defaultUnit[form]
}

/** The physical place over the residential unit that acted; "tại" over a looser word; the first otherwise. */
export function choosePlace(slots: readonly Slot[]): SlotOf<'place'> | undefined {
  const places = placesOf(slots).filter(slot => !actsItself(slots, slot))
  const physical = places.filter(({ place }) => place.kind !== 'residential')
  return (
    physical.find(({ place }) => place.preposition === 'sure') ??
    physical[0] ??
    places.find(({ place }) => place.preposition === 'sure') ??
    places[0]
  )
}

/** "Trạm y tế phát 60 tờ rơi": an office that opens the line and is followed by what it did is who acted. */
function actsItself(slots: readonly Slot[], slot: SlotOf<'place'>): boolean {
  if (slot.place.kind !== 'office' || slot.place.preposition !== null) return false
  const at = slots.indexOf(slot)
  const opens = slots
    .slice(0, at)
    .every(({ kind }) => kind === 'when' || kind === 'session' || kind === 'break')
  const next = slots[at + 1]
  return (
    opens &&
    next !== undefined &&
    (next.kind === 'verb' || (next.kind === 'form' && next.from <= slot.to + 2))
  )
}

/** Minutes in all and of one item. */
function minutesOf(
  slots: readonly Slot[],
  quantity: number | null,
  count: Count | undefined,
  counts: readonly Count[],
): { minutes: number | null; minutesEach: number | null } {
  const told = of(slots, 'minutes')
  const airings = counts.find(candidate => candidate.sort === 'turn' && candidate !== count)
  const repeats = airings?.value ?? 1
  const total = told.find(({ each }) => !each)
  const each = told.find(item => item.each)
  if (each !== undefined) {
    // "1 tin, phát 3 lần, mỗi lần 5 phút": an airing each; "mỗi tin 5 phút" with 2 tin: an item each.
    const times = (quantity ?? 1) * repeats
    return { minutes: total?.minutes ?? each.minutes * times, minutesEach: each.minutes }
  }
  if (total === undefined) return { minutes: null, minutesEach: null }
  // "1 tin 5 phút, phát 3 lần": the airings lengthen what was told before them.
  const lengthens =
    airings !== undefined && airings.value !== null && airings.from > total.from && count !== undefined
  return { minutes: lengthens ? total.minutes * repeats : total.minutes, minutesEach: null }
}

/** The day, or why there is none. */
export function whenOf(slots: readonly Slot[], today: Day): { date: Day | null; dateEnd: Day | null } {
  const whens = of(slots, 'when').map(({ when }) => when)
  const days = whens.flatMap(when => (when.kind === 'day' ? [when] : []))
  const [first] = days
  if (first !== undefined) {
    const next = days[1]
    const range = days.find(({ to }) => to !== null)
    // "hôm nay" beside an exact day adds nothing.
    if (range !== undefined && first.from >= range.from && first.from <= (range.to ?? range.from))
      return { date: range.from, dateEnd: range.to }
    if (next !== undefined && first.from === today && first.to === null)
      return { date: next.from, dateEnd: next.to }
    return { date: first.from, dateEnd: first.to }
  }
  return whens.some(({ kind }) => kind === 'vague')
    ? { date: null, dateEnd: null }
    : { date: today, dateEnd: null }
}

/** Works one draft out. */
export function resolve(draft: Draft, context: Context): Activity {
  const { slots } = draft
  const form = inferForm(draft, context)
  const counts = outsideBreakdown(slots)
  const { date, dateEnd } = whenOf(slots, context.today)
  const place = choosePlace(slots)
  const areas = place?.place.areas ?? []
  const days = daysOf(date, dateEnd)
  const helpedAt = of(slots, 'form').find(slot => slot.form === 'direct_guidance')?.from
  const chosen = quantityOf(form, counts, helpedAt)
  const shows = form === 'direct_guidance' || form === 'door_to_door'
  const person = shows && (chosen === undefined || chosen.sort === 'bare') && helpedByName(slots)
  const links = of(slots, 'link').map(({ url }) => url)
  const vague = chosen !== undefined && chosen.value === null
  // "Mỗi tối từ 16 đến 18/11, loa phát 1 tin": as often as there were days.
  const nightly = slots.some((slot, at) => {
    const next = slots[at + 1]
    return (
      slot.kind === 'sign' &&
      slot.sign === 'each' &&
      (next?.kind === 'session' || next?.kind === 'when') &&
      next.from - slot.to <= 1
    )
  })
  let quantity =
    chosen === undefined
      ? null
      : nightly && chosen.per === null && chosen.value !== null
        ? chosen.value * days
        : multiplied(chosen, counts, days, areas.length)
  if (quantity === null && !vague) quantity = person ? personsNamed(slots) : impliedOne(form, slots, links)
  // "200 lượt thi trực tuyến": entries are people.
  const entries =
    form === 'contest' && chosen?.sort !== 'turn' && !counts.some(({ sort }) => sort === 'people')
  const persons = counts.filter(
    ({ sort, per }) => (sort === 'people' || (entries && sort === 'turn')) && per !== 'person',
  )
  const attending = persons[0] === undefined ? null : multiplied(persons[0], counts, days, areas.length)
  const guided =
    shows &&
    (chosen === undefined
      ? person
      : chosen.sort === 'people' ||
        chosen.sort === 'turn' ||
        chosen.sort === 'bare' ||
        chosen.sort === 'classifier')
  const people = person
    ? personsNamed(slots)
    : guided && form === 'direct_guidance'
      ? quantity
      : form === 'direct_guidance'
        ? null
        : guided && chosen?.sort === 'people'
          ? quantity
          : attending
  const needs: Need[] = []
  if (form === null) needs.push('form')
  if (quantity === null) needs.push('quantity')
  if (date === null) needs.push('date')
  return {
    form,
    quantity,
    unit:
      (person
        ? 'lượt người'
        : chosen === undefined
          ? (namedUnit(form, slots) ?? unitOf(form, chosen))
          : chosen.sort === 'bare' || chosen.sort === 'classifier'
            ? (bannerKind(form, slots) ?? nounBefore(form, slots, chosen) ?? unitOf(form, chosen))
            : unitOf(form, chosen)) ?? (form === 'other' ? otherUnit(slots) : null),
    ...minutesOf(slots, quantity, chosen, counts),
    people,
    date,
    dateEnd,
    session: of(slots, 'session')[0]?.session ?? null,
    place: place?.place.text ?? null,
    areas,
    wardPlace: place === undefined ? null : (context.vocabulary?.nameOf(place.place.text) ?? null),
    topics: subjectsOf(slots),
    links,
    needs,
  }
}

const subjectsOf = (slots: readonly Slot[]): Subject[] => [
  ...new Set(of(slots, 'subject').map(({ subject }) => subject)),
]

/** One person told by name after the helping word, or first in a /hotro line. */
function helpedByName(slots: readonly Slot[]): boolean {
  const person = slots.findIndex(({ kind }) => kind === 'person')
  if (person < 0) return false
  const guidance = slots.findIndex(slot => slot.kind === 'form' && slot.form === 'direct_guidance')
  // "mệ Lài nhờ em nộp hồ sơ": who asked was helped.
  const asked = of(slots, 'form').some(({ name }) => name === 'nhờ')
  const passive = slots.some(
    (slot, at) => slot.kind === 'sign' && slot.sign === 'by' && at > person && at < guidance,
  )
  return guidance < person || asked || passive
}

/** How many named persons follow one another after the helping word: "cô Sáu với chú Bảy". */
function personsNamed(slots: readonly Slot[]): number {
  const guidance = slots.findIndex(
    slot => slot.kind === 'form' && slot.form === 'direct_guidance' && slot.from >= 0,
  )
  const first = slots.findIndex(({ kind }, index) => index > guidance && kind === 'person')
  let last = first
  while (first >= 0 && slots[last + 1]?.kind === 'person') last++
  return Math.max(1, last - first + 1)
}

/** Events are one when no number is told; so is one link. */
function impliedOne(form: Form | null, slots: readonly Slot[], links: readonly string[]): number | null {
  if (form === null) return null
  if (eventForms.has(form)) return 1
  if (form === 'other' && of(slots, 'form').some(({ event }) => event)) return 1
  const posted =
    form === 'website_post' || form === 'social_post' || form === 'news_article' || form === 'video'
  return posted && links.length === 1 ? 1 : null
}
