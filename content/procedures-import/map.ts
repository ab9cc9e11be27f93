/** From a line of a national export to a procedure of ours: facts only, nothing added, doubts kept. */
import type { Procedure } from '../model/procedure.ts'
import { type ExportRow, exportStatuses } from './row.ts'
import { settleSubmission } from './trust.ts'

const longestTitle = 70
/** Longer agency cells are whole paragraphs that slipped into the column. */
const longestAgency = 160
/** Offices outside the ward that decide matters marked "Cấp xã" because people may hand in papers there. */
const otherOffices = /^thuế$|BHXH|BHYT|bảo hiểm xã hội|^tòa án$|biện pháp bảo đảm/i

/** At most 70 characters, cut where a clause ends if one does, else at a word, with "…". */
export const shortTitle = (name: string): string => {
  const plain = name
    .replace(/\s*\([^()]*\)/g, '')
    .replace(/[\s:;.]+$/, '')
    .trim()
  const text = plain.length >= 5 ? plain : name
  if (text.length <= longestTitle) return text
  const head = text.slice(0, longestTitle)
  const clause = Math.max(...['; ', ' đối với ', ' trong trường hợp '].map(mark => head.lastIndexOf(mark)))
  if (clause >= 25) return head.slice(0, clause).trim()
  const cut = text.slice(0, longestTitle - 1)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), 20)).trimEnd()}…`
}

const committee = /(ủy|uỷ) ban nhân dân (cấp )?xã(, phường(, thị trấn)?)?/gi

/** Who decides, in current words: districts are gone since 1/7/2025, "cấp xã" becomes what people say. */
export const authorityOf = (agency: string | null): string | null => {
  if (agency === null || agency.length > longestAgency) return null
  const names = agency
    .replace(committee, 'Ủy ban nhân dân cấp xã')
    .replace(/\s*\(theo phần trình tự\)/gi, '')
    .replace(/\bUBND\b/g, 'Ủy ban nhân dân')
    // "Cơ quan, tổ chức …" and "tỉnh, thành phố …" are one name: only a capital begins another.
    .split(/[,;]\s*(?=\p{Lu})/u)
    .map(name => name.trim())
    .filter(name => name !== '' && !/huyện|quận|thị xã|phòng tư pháp/i.test(name))
    .map(name => name.replace(/cấp xã|(?<=ủy ban nhân dân )xã$/i, 'phường, xã'))
  const ward = (name: string): boolean => name.includes('phường, xã')
  const sorted = [...names.filter(ward), ...names.filter(name => !ward(name))]
  return sorted.length === 0 ? null : [...new Set(sorted)].join('; ')
}

/** Papers as listed; only shown ones are marked; scraps of broken cells are left out. */
export const documentsOf = (documents: readonly string[]): string[] => [
  ...new Set(
    documents
      .filter(item => item.length >= 4 && /^[\p{L}\p{N}]/u.test(item))
      .map(item => {
        const shown = item.replace(/\s*\[xuất trình\]$/i, '')
        return shown === item ? item : `${shown} (mang ra để cán bộ xem)`
      }),
  ),
]

/** Longer result cells list every refusal slip and database update the office makes for itself. */
const longestResult = 160

/** A ward's own, or another office's that people ask the ward about. */
export const levelOf = (level: string, field: string): Procedure['level'] =>
  /cấp xã/i.test(level) && !otherOffices.test(field) ? 'commune' : 'elsewhere'

/**
 * Maps a checked line. Titles are the official name shortened; everyday names and topics are left to the shared
 * content, which knows them for the codes it has.
 * @param checked day of the export
 */
export const toProcedure = (row: ExportRow, checked: string): Procedure => ({
  code: row.code,
  name: row.name,
  title: shortTitle(row.name),
  aliases: [],
  field: row.field,
  topic: null,
  authority: authorityOf(row.agency),
  level: levelOf(row.level, row.field),
  documents: documentsOf(row.documents),
  documentsMore: row.documents_more ?? null,
  submission: settleSubmission(row.submission, { field: row.field, mentioned: row.also_mentioned }),
  result: row.result !== null && row.result.length <= longestResult ? row.result : null,
  legalBasis: row.legal_basis,
  url: row.url ?? null,
  status: row.status ? exportStatuses[row.status] : 'unchecked',
  statusNote: row.status_note,
  checked,
})
