/** The review of a plan at the terminal: item by item, or all that was read surely at once; what is doubtful stays open. */
import type { Translate } from '../../content/locales.ts'
import type { Unit } from '../../content/model/ward.ts'
import { editItem, fieldsOf } from '../../content/plan/review/fields.ts'
import type { ReviewItem } from '../../content/plan/review/items.ts'
import {
  acceptable,
  acceptRest,
  back,
  currentItem,
  type Decision,
  decide,
  type Review,
  sureEnough,
  yesTo,
} from '../../content/plan/review/review.ts'
import { itemText } from '../../content/plan/review/words.ts'
import { toPlain } from '../channels/markup.ts'
import type { Prompter } from './prompts.ts'

/** A plan can't be without these; a doubtful reading of them is kept and told. */
const needed = new Set(['metadata:year', 'metadata:title'])

/** What may be taken without asking: read surely, and nothing to choose. */
const certain = (item: ReviewItem): boolean =>
  item.kind === 'question'
    ? item.readings.length <= 1
    : item.confidence >= sureEnough || isBlank(item) || isReckoned(item)

/** A report's day reckoned from a printed rule ("trước ngày 15 của tháng cuối quý"): the rule stands beside it wherever it is shown. */
const isReckoned = (item: ReviewItem): boolean =>
  item.kind === 'report' && item.value.derived && !item.value.optional && item.confidence > 0.79

/** "Not in the document" needs nobody's confirmation. */
const isBlank = (item: ReviewItem): boolean => item.kind === 'metadata' && item.value === null

/** What becomes of an item nobody looked at, until somebody does: doubtful values stay out, open questions stay open. */
const untilAsked = (item: ReviewItem): Decision =>
  item.kind === 'question'
    ? { kind: 'reading', using: null }
    : item.kind === 'unit'
      ? { kind: 'unit', as: null }
      : needed.has(item.id)
        ? { kind: 'yes' }
        : { kind: 'drop' }

export interface Outcome {
  /** With every item decided. */
  readonly review: Review
  /** Items that wait for a person; decided as if left out. */
  readonly open: readonly ReviewItem[]
}

/** `--yes`: takes what was read surely and leaves the rest as questions. */
export const acceptSure = (review: Review): Outcome => {
  const undecided = review.items.filter(({ id }) => !(id in review.decisions))
  const open = undecided.filter(item => !certain(item))
  const decided = undecided.reduce(
    (before, item) => decide(before, item.id, certain(item) ? yesTo(item) : untilAsked(item)),
    review,
  )
  return { review: decided, open }
}

/** One line of an item, for the list of what waits. */
export const openLine = (review: Review, item: ReviewItem, t: Translate): string =>
  toPlain(itemText({ ...review, decisions: {} }, item, t))
    .split('\n')
    .slice(0, 3)
    .join(' ')
    .replace(/ Có thể hiểu:$/, '')
    .slice(0, 260)

const keys = 'Đúng (d) · Sửa (s) · Bỏ (b) · Quay lại (q) · Nghỉ, làm tiếp sau (n)'

/** Item by item. @returns undefined when the person stops; what was decided is in `keep` */
export const askReview = async (
  start: Review,
  {
    prompter,
    units,
    t,
    keep,
  }: {
    readonly prompter: Prompter
    readonly units: readonly Unit[]
    readonly t: Translate
    /** Called after every decision, so that a later run goes on from there. */
    readonly keep: (review: Review) => void
  },
): Promise<Outcome | undefined> => {
  let review = start
  for (;;) {
    const item = currentItem(review)
    if (item === undefined) return { review, open: [] }
    const together = acceptable(review).length
    const choices =
      item.kind === 'question' && item.readings.length > 1
        ? item.readings.map((reading, index) => `${index + 1}. ${reading}`).join('\n') +
          '\nSố cách hiểu, hoặc k: chưa chọn'
        : keys + (together > 1 ? ` · Đúng hết phần này (h, ${together})` : '')
    const typed = await prompter.line(`\n${toPlain(itemText(review, item, t))}\n${choices}\n> `)
    const word = typed.toLowerCase()
    const chosen = item.kind === 'question' ? item.readings[Number(word) - 1] : undefined
    if (prompter.ended() && typed === '') return undefined
    if (word === 'n') return undefined
    if (chosen !== undefined) review = decide(review, item.id, { kind: 'reading', using: chosen })
    else if (word === 'k' && item.kind === 'question')
      review = decide(review, item.id, { kind: 'reading', using: null })
    else if (word === 'd' || word === '') review = decide(review, item.id, yesTo(item))
    else if (word === 'b')
      review = decide(review, item.id, item.kind === 'unit' ? { kind: 'unit', as: null } : { kind: 'drop' })
    else if (word === 'h') review = acceptRest(review)
    else if (word === 'q') review = back(review)
    else if (word === 's') review = await edited(review, item, units, prompter, t)
    else prompter.say('Tôi chưa hiểu. Anh/chị gõ một chữ trong ngoặc rồi Enter.')
    keep(review)
  }
}

const edited = async (
  review: Review,
  item: ReviewItem,
  units: readonly Unit[],
  prompter: Prompter,
  t: Translate,
): Promise<Review> => {
  const fields = fieldsOf(item)
  const [only] = fields
  if (only === undefined) {
    prompter.say('Mục này không sửa từng phần được: anh/chị chọn Đúng hoặc Bỏ, rồi sửa trong tệp sau.')
    return review
  }
  const listed = fields.map((field, index) => `${index + 1}. ${t(`planReview.field.${field}`)}`).join('\n')
  const picked =
    fields.length === 1 ? '1' : await prompter.line(`${t('planReview.ask.which')}\n${listed}\n> `)
  const field = fields[Number(picked) - 1]
  if (field === undefined) return review
  const typed = await prompter.line(`${t('planReview.field.value')}: `)
  const result = editItem(review, item.id, field, typed, units)
  if (result.ok) return result.review
  prompter.say(t(`planReview.problem.${result.problem}`))
  return review
}
