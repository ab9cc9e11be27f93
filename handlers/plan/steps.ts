/** What a chosen button of a review means; chat and terminal share it. Pure. */
import { type Field, fields, fieldsOf } from '../../content/plan/review/fields.ts'
import type { ReviewItem } from '../../content/plan/review/items.ts'
import {
  acceptRest,
  back,
  decide,
  goTo,
  keepMissing,
  type Review,
  yesTo,
} from '../../content/plan/review/review.ts'
import { unitChoices } from './pages.ts'

export type Step =
  | { readonly kind: 'show' }
  /** Answered: the review from now on. */
  | { readonly kind: 'review'; readonly review: Review }
  | { readonly kind: 'later' }
  | { readonly kind: 'throw-away' }
  | { readonly kind: 'apply' }
  /** A line the reader missed is to be typed. */
  | { readonly kind: 'add' }
  /** Without a field it must be asked for. */
  | { readonly kind: 'edit'; readonly item: ReviewItem; readonly field: Field | undefined }
  /** The button is of an earlier state of things. */
  | { readonly kind: 'stale' }

/**
 * `xem|lui|sau|huy|ap|them`, `giu:<0|1>`, `dung|bo|het|ngoai|sua:<item>`, `hieu|dv:<item>:<n>`, `phan:<item>:<field>`
 * @param units names of the ward's units, as they were offered
 */
export const stepOf = (review: Review, args: readonly string[], units: readonly string[]): Step => {
  const [verb, place, n] = args
  const item = review.items[Number(place)]
  const to = (next: Review): Step => ({ kind: 'review', review: next })
  switch (verb) {
    case 'xem':
      return { kind: 'show' }
    case 'lui':
      return to(back(review))
    case 'sau':
      return { kind: 'later' }
    case 'huy':
      return { kind: 'throw-away' }
    case 'giu':
      return to(keepMissing(review, place === '1'))
    case 'ap':
      return { kind: 'apply' }
    case 'them':
      return { kind: 'add' }
    default:
      break
  }
  if (item === undefined || place === undefined) return { kind: 'stale' }
  switch (verb) {
    case 'dung':
      // Of a question: seen, no reading chosen.
      return to(
        decide(review, item.id, item.kind === 'question' ? { kind: 'reading', using: null } : yesTo(item)),
      )
    case 'bo':
      return to(decide(review, item.id, { kind: 'drop' }))
    case 'het':
      return to(acceptRest(goTo(review, item.id)))
    case 'hieu': {
      const using = item.kind === 'question' ? item.readings[Number(n)] : undefined
      return using === undefined ? { kind: 'show' } : to(decide(review, item.id, { kind: 'reading', using }))
    }
    case 'ngoai':
      return to(decide(review, item.id, { kind: 'unit', as: null }))
    case 'dv': {
      const as = item.kind === 'unit' ? unitChoices(item, units)[Number(n)] : undefined
      return as === undefined ? { kind: 'show' } : to(decide(review, item.id, { kind: 'unit', as }))
    }
    case 'sua': {
      const [only, another] = fieldsOf(item)
      return { kind: 'edit', item, field: another === undefined ? only : undefined }
    }
    case 'phan':
      return { kind: 'edit', item, field: fields.find(field => field === n) }
    default:
      return { kind: 'stale' }
  }
}
