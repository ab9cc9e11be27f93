/** Scoring parsed activities against expected ones: the reference normalisation of places and units, pairing, shares. */
import { stripMarks } from '../language/unicode.ts'
import type { Form } from '../plan/plan.ts'
import type { Subject } from './activity.ts'

/** What is compared of an activity. */
export interface Comparable {
  readonly form: Form | null
  readonly quantity: number | null
  readonly unit: string | null
  readonly minutes: number | null
  readonly people: number | null
  readonly date: string | null
  readonly place: string | null
  readonly topics: readonly Subject[]
}

const abbreviations: readonly (readonly [RegExp, string])[] = [
  [/\bttpvhcc\b/g, 'trung tam phuc vu hanh chinh cong'],
  [/\btthcc\b/g, 'trung tam hanh chinh cong'],
  [/\bpvhcc\b/g, 'phuc vu hanh chinh cong'],
  [/\btdp\b/g, 'to dan pho'],
  [/\bkp\b/g, 'khu pho'],
  [/\bkv\b/g, 'khu vuc'],
  [/\bnvh\b/g, 'nha van hoa'],
  [/\bht\b/g, 'hoi truong'],
  [/\buy ban nhan dan\b/g, 'ubnd'],
  [/\buy ban\b/g, 'ubnd'],
  [/\bql\b/g, 'quoc lo'],
]

/** A place without case, marks, abbreviations and its leading preposition. */
export function normalPlace(place: string | null): string | null {
  if (place === null) return null
  let text = stripMarks(place)
    .replace(/[^a-z0-9]+/g, ' ')
    .replace(/([a-z])(\d)/g, '$1 $2')
    .trim()
  for (const [short, long] of abbreviations) text = text.replace(short, long)
  return text
    .replace(/^(?:tai|o|truoc|gan|doc|quanh|tren|trong) /, '')
    .replaceAll(' va ', ' ')
    .replaceAll(' ', '')
}

const unitAliases: Readonly<Record<string, string>> = {
  bang: 'bang ron',
  'bieu ngu': 'bang ron',
  'ban tin': 'tin',
  'mau tin': 'tin',
  lan: 'luot',
  'luot phat': 'luot',
  'luot nguoi': 'luot',
  nguoi: 'luot',
  'ba con': 'luot',
  'cong dan': 'luot',
  nha: 'ho',
  'ho dan': 'ho',
  tthc: 'thu tuc',
  'thu tuc hanh chinh': 'thu tuc',
  'to roi': 'to',
  'to gap': 'to',
  video: 'clip',
  'to ap phich': 'ap phich',
  poster: 'ap phich',
  cau: 'khau hieu',
  'cau khau hieu': 'khau hieu',
  post: 'bai',
  'bai viet': 'bai',
  dn: 'doanh nghiep',
  'hoi nghi': 'cuoc',
  'toa dam': 'cuoc',
  'hoi thi': 'cuoc',
  buoi: 'cuoc',
}
const countedInEvents: ReadonlySet<Form> = new Set<Form>([
  'conference',
  'seminar',
  'contest',
  'training',
  'survey',
  'other',
])

/** A unit's one name; buổi is cuộc only for events. */
export function normalUnit(unit: string | null, form: Form | null): string | null {
  if (unit === null) return null
  const text = stripMarks(unit).replace(/\s+/g, ' ').trim()
  return text === 'buoi' && (form === null || !countedInEvents.has(form)) ? text : (unitAliases[text] ?? text)
}

/** F1 of two sets; two empty ones agree. */
export function setF1(found: readonly string[], expected: readonly string[]): number {
  if (found.length === 0 && expected.length === 0) return 1
  const common = new Set(found.filter(item => expected.includes(item))).size
  return (2 * common) / (new Set(found).size + new Set(expected).size)
}

export interface FieldScores {
  readonly form: number
  readonly quantity: number
  /** Null: the expected unit is null, so it is not compared. */
  readonly unit: number | null
  readonly minutes: number
  readonly people: number
  readonly date: number
  readonly place: number
  readonly topics: number
}

const same = (a: unknown, b: unknown): number => (a === b ? 1 : 0)

/** One found activity against one expected; a missing one scores 0 everywhere. */
export function scoreFields(found: Comparable | undefined, expected: Comparable): FieldScores {
  if (found === undefined)
    return {
      form: 0,
      quantity: 0,
      unit: expected.unit === null ? null : 0,
      minutes: 0,
      people: 0,
      date: 0,
      place: 0,
      topics: 0,
    }
  return {
    form: same(found.form, expected.form),
    quantity: same(found.quantity, expected.quantity),
    unit:
      expected.unit === null
        ? null
        : same(normalUnit(found.unit, found.form), normalUnit(expected.unit, expected.form)),
    minutes: same(found.minutes, expected.minutes),
    people: same(found.people, expected.people),
    date: same(found.date, expected.date),
    place: same(normalPlace(found.place), normalPlace(expected.place)),
    topics: setF1(found.topics, expected.topics),
  }
}

const agreement = (scores: FieldScores): number =>
  scores.form * 2 +
  scores.quantity +
  (scores.unit ?? 0) +
  scores.minutes +
  scores.people +
  scores.date +
  scores.place +
  (scores.topics === 1 ? 1 : 0)

/** For each expected activity the found one that agrees best, none used twice, ties in written order. */
export function pair<Found extends Comparable>(
  found: readonly Found[],
  expected: readonly Comparable[],
): (Found | undefined)[] {
  const options = expected.flatMap((wanted, left) =>
    found.map((candidate, right) => ({ left, right, value: agreement(scoreFields(candidate, wanted)) })),
  )
  options.sort((a, b) => b.value - a.value || a.left - b.left || a.right - b.right)
  const pairs: (Found | undefined)[] = expected.map(() => undefined)
  const used = new Set<number>()
  const done = new Set<number>()
  for (const { left, right } of options) {
    if (done.has(left) || used.has(right)) continue
    pairs[left] = found[right]
    done.add(left)
    used.add(right)
  }
  return pairs
}

/** Whether the (form, quantity, date) triples agree as multisets, number of activities included. */
export function exactMatch(found: readonly Comparable[], expected: readonly Comparable[]): boolean {
  const key = ({ form, quantity, date }: Comparable) => JSON.stringify([form, quantity, date])
  return found.map(key).sort().join() === expected.map(key).sort().join()
}
