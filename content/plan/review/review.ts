/**
 * The review of a plan document by the ward's officer, as plain data and pure functions; chat and terminal share it.
 *
 *   const review = startReview({ id, name, text, read, ward })  what was read, nothing decided
 *   currentItem(review)                     the item to show now; undefined = all decided, show the changes and ask to apply
 *   decide(review, item.id, { kind: 'yes' })          "Đúng"
 *   decide(review, item.id, { kind: 'drop' })         "Bỏ": left out of the plan
 *   decide(review, item.id, { kind: 'reading', using })  of a question; null = known, no reading chosen
 *   decide(review, item.id, { kind: 'unit', as })     the ward's unit this name means; null = a body outside the ward
 *   acceptable(review) / acceptRest(review) "Đúng hết phần này": the surely read ones of this section only
 *   back(review)                            "Quay lại"
 *   keepMissing(review, true)               targets of the same year's plan the document does not name stay
 *   editItem(review, item.id, field, typed, units)    (fields.ts) "Sửa": a typed line, validated; the item is then shown again
 *   addLine(review, typed, units)          (add-line.ts) "Thêm một dòng": one typed line, validated, then shown to be confirmed
 *   assemblePlan(review, …)                 (assemble.ts) the plan as decided, validated by its own schema
 *   itemText / summaryText / diffText       (words.ts) what people read, in their language
 *
 * `reviewSchema` checks a stored review; a review is JSON. Nothing here writes anything.
 */
import { z } from 'zod'
import type { Plan } from '../plan.ts'
import type { ReadPlan } from '../read/read-plan.ts'
import { type ItemsGiven, itemSchema, itemsOf, type ReviewItem, type ReviewSection } from './items.ts'

/** Read at least this surely, an item may be accepted together with others of its section. */
export const sureEnough = 0.85

export const decisionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('yes') }),
  z.strictObject({ kind: z.literal('drop') }),
  z.strictObject({ kind: z.literal('reading'), using: z.string().nullable() }),
  z.strictObject({ kind: z.literal('unit'), as: z.string().nullable() }),
])
export type Decision = z.infer<typeof decisionSchema>

export const reviewSchema = z.strictObject({
  version: z.literal(1),
  id: z.string(),
  /** The file's name as it was given. */
  name: z.string(),
  /** Letters can't be trusted: a bad scan. */
  scanned: z.boolean(),
  items: z.array(itemSchema),
  decisions: z.record(z.string(), decisionSchema),
  /** The item that is shown; null = none is left. */
  at: z.string().nullable(),
  /** Targets of the plan in force which this document does not name stay in force. */
  keepMissing: z.boolean().default(false),
  /** Lists of sentences as plan.yaml wants them, taken over when their item is. */
  rest: z.strictObject({
    content: z.array(z.strictObject({ clause: z.string(), text: z.string(), tags: z.array(z.string()) })),
    forms: z.array(z.strictObject({ clause: z.string(), form: z.string(), text: z.string() })),
    duties: z.array(z.strictObject({ clause: z.string(), unit: z.string(), text: z.string() })),
    requirements: z.array(z.strictObject({ clause: z.string(), text: z.string() })),
  }),
})
export type Review = z.infer<typeof reviewSchema>

/** Nothing is decided, the first item is shown. The document should have sections (`read.sections`), else it is no plan. */
export const startReview = ({
  id,
  name,
  ...given
}: ItemsGiven & { readonly id: string; readonly name: string }): Review => {
  const items = itemsOf(given)
  return {
    version: 1,
    id,
    name,
    scanned: given.read.scanned,
    items,
    decisions: {},
    at: items[0]?.id ?? null,
    keepMissing: false,
    rest: restOf(given.read),
  }
}

/** A list's item stands alone in an answer: without the sign that parted it from the next, and with a capital. */
const tidy = (text: string): string => {
  const own = text.replace(/[;,]\s*$/u, '')
  return own.charAt(0).toLocaleUpperCase('vi') + own.slice(1)
}

const restOf = (read: ReadPlan): Review['rest'] => ({
  content: read.topics.flatMap(({ section, text, tags }) =>
    text === null ? [] : [{ clause: section, text: tidy(text), tags: [...tags] }],
  ),
  forms: read.forms.map(({ section, form, text }) => ({ clause: section, form, text })),
  duties: read.duties.flatMap(({ section, unit, text }) =>
    unit === null ? [] : [{ clause: section, unit, text }],
  ),
  requirements:
    read.reportRequirements === null
      ? []
      : [{ clause: read.reportRequirements.section, text: read.reportRequirements.text }],
})

export const currentItem = (review: Review): ReviewItem | undefined =>
  review.items.find(({ id }) => id === review.at)

/** Where the reviewer is: which item of how many, and how many of this section are left. */
export const progressOf = (
  review: Review,
): { readonly n: number; readonly of: number; readonly decided: number } => ({
  n: review.items.findIndex(({ id }) => id === review.at) + 1,
  of: review.items.length,
  decided: review.items.filter(({ id }) => id in review.decisions).length,
})

/** The next undecided item after `from`, else the first undecided one of all; null when none is left. */
const nextAfter = (review: Review, from: string | null): string | null => {
  const at = review.items.findIndex(({ id }) => id === from)
  const open = ({ id }: ReviewItem): boolean => !(id in review.decisions)
  return (review.items.slice(at + 1).find(open) ?? review.items.find(open))?.id ?? null
}

/** The review with this decision and the next item shown; the same review when there is no such item. */
export const decide = (review: Review, id: string, decision: Decision): Review => {
  if (!review.items.some(item => item.id === id)) return review
  const decided = { ...review, decisions: { ...review.decisions, [id]: decision } }
  return { ...decided, at: nextAfter(decided, id) }
}

/** What "yes" means for an item: a question with one reading is read that way. */
export const yesTo = (item: ReviewItem): Decision =>
  item.kind === 'question' ? { kind: 'reading', using: item.readings[0] ?? null } : { kind: 'yes' }

const sure = (item: ReviewItem): boolean =>
  item.confidence >= sureEnough || (item.edited && item.kind !== 'question' && item.kind !== 'unit')

/** Undecided items of the shown section that were read surely enough to be accepted together. */
export const acceptable = (review: Review): readonly ReviewItem[] => {
  const section: ReviewSection | undefined = currentItem(review)?.kind
  return review.items.filter(item => item.kind === section && !(item.id in review.decisions) && sure(item))
}

/** "Đúng hết phần này": accepts the {@link acceptable}; doubtful ones stay to be asked one by one. */
export const acceptRest = (review: Review): Review => {
  const accepted = acceptable(review)
  const decided: Review = {
    ...review,
    decisions: {
      ...review.decisions,
      ...Object.fromEntries(accepted.map(item => [item.id, yesTo(item)])),
    },
  }
  const [first] = accepted
  const before = review.items[review.items.findIndex(({ id }) => id === first?.id) - 1]
  return { ...decided, at: nextAfter(decided, before?.id ?? null) }
}

/** Shows the item before; from the last page, the last item. Its decision stays until it is decided anew. */
export const back = (review: Review): Review => {
  const at = review.at === null ? review.items.length : review.items.findIndex(({ id }) => id === review.at)
  return { ...review, at: review.items[Math.max(0, at - 1)]?.id ?? null }
}

export const keepMissing = (review: Review, keep: boolean): Review => ({ ...review, keepMissing: keep })

/** Shows one item, whatever was decided. */
export const goTo = (review: Review, id: string): Review =>
  review.items.some(item => item.id === id) ? { ...review, at: id } : review

/** Items that were kept. */
export const kept = <Kind extends ReviewItem['kind']>(
  review: Review,
  kind: Kind,
): Extract<ReviewItem, { kind: Kind }>[] =>
  review.items.filter((item): item is Extract<ReviewItem, { kind: Kind }> => {
    const decision = review.decisions[item.id]
    return item.kind === kind && decision !== undefined && decision.kind !== 'drop'
  })

/** Units of the ward the plan names and its profile does not have: confirmed names, for the profile of a new ward. */
export const newUnits = (review: Review): string[] =>
  kept(review, 'unit').flatMap(({ id, name }) => (review.decisions[id]?.kind === 'yes' ? [name] : []))

/** The year the plan is for, as decided; null while unknown. */
export const yearOf = (review: Review): Plan['year'] | null => {
  const item = review.items.find(({ id }) => id === 'metadata:year')
  const year = item?.kind === 'metadata' ? Number(item.value) : Number.NaN
  return Number.isInteger(year) && year > 1999 ? year : null
}
