/** What a quantity is of where the number itself doesn't say: the thing named elsewhere in the line. */
import type { Form } from '../plan/plan.ts'
import type { Count } from './counts.ts'
import { slotsOf as of, type Slot } from './slots.ts'
import { eventForms } from './words/form-words.ts'

/** "đăng tin PAPI": the unit printed without a number. */
export const namedUnit = (form: Form | null, slots: readonly Slot[]): string | null =>
  form === null || eventForms.has(form)
    ? null
    : // "nội dung dịch vụ công" tells what it was about, not how many.
      (of(slots, 'noun').find(({ forms, unit }) => forms.includes(form) && unit !== 'nội dung')?.unit ?? null)

/** "treo khẩu hiệu 10 cái": a number without its thing counts the kind of banner that was named first. */
export const bannerKind = (form: Form | null, slots: readonly Slot[]): string | null => {
  const named = form === 'banner' ? of(slots, 'form').find(slot => slot.form === 'banner')?.name : undefined
  return ['khẩu hiệu', 'phướn'].find(kind => named?.startsWith(kind)) ?? null
}

/** "phóng sự 1", "chương trình: 2": the thing named right before its bare number. */
export const nounBefore = (form: Form | null, slots: readonly Slot[], count: Count): string | null =>
  (form === null
    ? undefined
    : of(slots, 'noun').find(
        ({ to, forms, unit }) =>
          to <= count.from && to >= count.from - 2 && forms.includes(form) && unit !== 'nội dung',
      )?.unit) ?? null

export const otherUnit = (slots: readonly Slot[]): string | null => {
  const named = of(slots, 'form').find(({ form }) => form === 'other')
  return named === undefined ? null : named.event ? 'cuộc' : named.name.replace(/^ký /, 'bản ')
}
