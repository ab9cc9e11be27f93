/** One line of an export of the national procedure database (JSON lines), before anything is believed about it. */
import { z } from 'zod'

const text = z
  .string()
  .transform(value => value.normalize('NFC').replace(/\s+/g, ' ').trim())
  .nullish()
  .transform(value => value || null)
const texts = z
  .array(text)
  .nullish()
  .transform(values => (values ?? []).filter(value => value !== null))

export const submissionRow = z.object({
  channel: z
    .enum(['online', 'post', 'in_person', 'in-person'])
    .transform(channel => (channel === 'in_person' ? 'in-person' : channel)),
  time: text,
  fee: text,
  /** Days until which a lowered fee held; more than one where the page contradicts itself. */
  fee_valid_until: texts,
  /** Amounts named in a remark beside the fee: the fee cell is then not the whole story. */
  amounts_in_note: texts,
  /** The fee holds only in this case. */
  fee_condition: text,
})
export type SubmissionRow = z.infer<typeof submissionRow>

/** Names of states as exports write them. No state = nobody looked; that is not "in force". */
export const exportStatuses = {
  con_dung: 'in-force',
  can_kiem_tra: 'to-check',
  sua_doi: 'amended',
  bai_bo: 'abolished',
} as const

const portal = z.url({ protocol: /^https$/, hostname: /(^|\.)dichvucong\.gov\.vn$/ })

/** Unknown keys are ignored: exports carry more than we use. */
export const exportRow = z.object({
  code: z
    .string()
    .trim()
    .regex(/^\d\.\d{6}$/, 'mã thủ tục phải có dạng 1.001193'),
  name: z
    .string()
    .transform(value => value.normalize('NFC').replace(/\s+/g, ' ').trim())
    .pipe(z.string().min(5).max(2_000)),
  field: z
    .string()
    .transform(value => value.normalize('NFC').trim())
    .pipe(z.string().min(2)),
  /** "Cấp tỉnh, Cấp xã" */
  level: z.string().min(2),
  submission: z
    .array(submissionRow)
    .nullish()
    .transform(rows => rows ?? []),
  documents: texts,
  documents_more: z.int().positive().nullish(),
  /** Channels only named in passing, without a row of their own. */
  also_mentioned: texts,
  agency: text,
  result: text,
  legal_basis: texts,
  url: portal.nullish(),
  status: z.enum(['con_dung', 'can_kiem_tra', 'sua_doi', 'bai_bo']).nullish(),
  status_note: text,
})
export type ExportRow = z.infer<typeof exportRow>

/** Why a line was refused; `field` and `detail` say where, for the person who exports. */
export type Refusal =
  | { readonly reason: 'not-json' }
  /** A link that leads anywhere but the national portal: the whole line is suspect. */
  | { readonly reason: 'foreign-link'; readonly detail: string }
  | { readonly reason: 'invalid'; readonly field: string; readonly detail: string }
  | { readonly reason: 'duplicate'; readonly firstLine: number }

export type RowResult =
  | { readonly ok: true; readonly row: ExportRow }
  | { readonly ok: false; readonly code?: string; readonly refusals: readonly Refusal[] }

const named = (data: unknown, key: string): string | undefined => {
  const value: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, key) : undefined
  return typeof value === 'string' ? value : undefined
}

/** Reads one line. Never throws. */
export const readRow = (line: string): RowResult => {
  let data: unknown
  try {
    data = JSON.parse(line)
  } catch {
    return { ok: false, refusals: [{ reason: 'not-json' }] }
  }
  const result = exportRow.safeParse(data)
  if (result.success) return { ok: true, row: result.data }
  const code = named(data, 'code')
  const refusals = result.error.issues.map((issue): Refusal => {
    const field = issue.path.map(String).join('.')
    return field === 'url' && named(data, 'url') !== undefined
      ? { reason: 'foreign-link', detail: named(data, 'url')?.slice(0, 200) ?? '' }
      : { reason: 'invalid', field: field || '(dòng)', detail: issue.message }
  })
  // A link may break two rules at once; one refusal says it.
  const once = [...new Map(refusals.map(refusal => [JSON.stringify(refusal), refusal])).values()]
  return { ok: false, ...(code === undefined ? {} : { code }), refusals: once }
}
