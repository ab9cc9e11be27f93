/**
 * Which times and fees of the national portal may be told to people. Its cells are often filled by habit; a wrong
 * figure costs more than none, so whatever is in doubt becomes null and the card sends people to check.
 */
import type { Procedure } from '../model/procedure.ts'
import { procedureChannels } from '../model/procedure.ts'
import type { SubmissionRow } from './row.ts'

type Submission = Procedure['submission'][number]

/** Fields whose deadlines differ between channels without reason (17, 20 and 27 days for one and the same file). */
const fieldsWithDoubtfulTimes = new Set(['Đất đai', 'Hoạt động xây dựng'])
/** The portal says 60 days for denunciations where the law of 2018 says 30. */
const fieldsOutdated = new Set(['Khiếu nại, tố cáo'])

/** A bare number has no unit: days, working days, hours? */
export const readTime = (time: string | null): string | null => {
  if (time === null || /không ghi đơn vị/i.test(time) || /^\d+([.,]\d+)?$/.test(time)) return null
  // Civil status: what comes in after 15:00 is handed out the next working day.
  if (/^trong ngày/i.test(time) && /15 giờ/.test(time))
    return 'trong ngày; nộp sau 15 giờ thì ngày làm việc tiếp theo'
  return time
}

type Fee =
  /** "Miễn phí" with no remark. */
  | { readonly kind: 'free'; readonly text: string }
  /** Set by the province or another text; the portal often prints "Miễn phí" above such a remark, which it is not. */
  | { readonly kind: 'regulated'; readonly text: string }
  | { readonly kind: 'amount'; readonly text: string }
  | { readonly kind: 'unknown' }

export const readFee = (row: Pick<SubmissionRow, 'fee'> & Partial<SubmissionRow>): Fee => {
  const { fee } = row
  if (fee === null || /thiếu số 0/i.test(fee) || /^\d+([.,]\d+)?$/.test(fee)) return { kind: 'unknown' }
  if (/HĐND|hội đồng nhân dân/i.test(fee))
    return { kind: 'regulated', text: 'theo mức Hội đồng nhân dân tỉnh, thành phố quy định' }
  if (/theo văn bản/i.test(fee)) return { kind: 'regulated', text: 'theo quy định về phí, lệ phí' }
  // A lowered fee with an end, a fee for one case only, other amounts in the remark: no single figure is right.
  if ((row.fee_valid_until ?? []).length > 0 || (row.amounts_in_note ?? []).length > 0 || row.fee_condition)
    return { kind: 'unknown' }
  if (/^miễn phí; bản sao/i.test(fee))
    return { kind: 'free', text: 'miễn phí; xin thêm bản sao trích lục thì trả phí bản sao' }
  if (/^miễn phí$/i.test(fee)) return { kind: 'free', text: 'miễn phí' }
  return /\d/.test(fee) ? { kind: 'amount', text: fee } : { kind: 'unknown' }
}

const one = (values: readonly (string | null)[]): string | null => {
  const distinct = [...new Set(values)]
  return distinct.length === 1 ? (distinct[0] ?? null) : null
}

/**
 * One row a channel. Several rows of a channel that disagree, times that differ between channels, and "free" on one
 * channel beside "as regulated" on another all mean that the page mixes cases: null.
 */
export const settleSubmission = (
  rows: readonly SubmissionRow[],
  { field, mentioned }: { readonly field: string; readonly mentioned: readonly string[] },
): Submission[] => {
  const fees = rows.map(row => ({ channel: row.channel, fee: readFee(row) }))
  const kinds = new Set(fees.map(({ fee }) => fee.kind))
  const feesMixed = kinds.has('free') && kinds.has('regulated')
  const times = rows.map(row => readTime(row.time))
  const told = new Set(times.filter(time => time !== null))
  const noTimes = fieldsWithDoubtfulTimes.has(field) || fieldsOutdated.has(field) || told.size > 1
  return procedureChannels.flatMap((channel): Submission[] => {
    const own = rows.flatMap((row, index) => (row.channel === channel ? [times[index] ?? null] : []))
    // Named in passing is enough to say it exists, except post: pages mention it for sending results home.
    if (own.length === 0)
      return mentioned.some(name => name.replace('_', '-') === channel) && channel !== 'post'
        ? [{ channel, time: null, fee: null }]
        : []
    const fee = one(
      fees
        .filter(item => item.channel === channel)
        .map(item => (item.fee.kind === 'unknown' ? null : item.fee.text)),
    )
    return [{ channel, time: noTimes ? null : one(own), fee: feesMixed ? null : fee }]
  })
}
