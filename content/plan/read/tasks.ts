/** Tasks: rows of the plan's tables with who leads, who helps, when, and the proof asked for. */
import { type DeadlineKind, findDates, isoDate, readDeadline } from './dates.ts'
import { fold, squeeze } from './fold.ts'
import type { Row } from './tables.ts'
import type { ReadMilestone, ReadTask } from './values.ts'
import { unitStart } from './vocabulary.ts'

/** Splits "Trung tâm X, Phòng Y" but not "Các cơ quan, đơn vị …" nor "Phòng Kinh tế, Hạ tầng và Đô thị". */
export function splitUnits(text: string): string[] {
  const parts: string[] = []
  let start = 0
  for (const match of text.matchAll(/[;,]\s+(?=\p{Lu})|\s+và\s+(?=Phòng |Trung tâm |Văn phòng )/gu)) {
    if (!unitStart.test(fold(text.slice(match.index + match[0].length)))) continue
    parts.push(text.slice(start, match.index))
    start = match.index + match[0].length
  }
  parts.push(text.slice(start))
  return parts.map(part => squeeze(part).replace(/[.;,]$/, '')).filter(part => part !== '')
}

/** Pieces of proof a result cell lists. */
function proofOf(result: string | null): string[] {
  if (result === null) return []
  return result
    .split(/[,;]|\.{2,}|…/)
    .map(piece => squeeze(piece).replace(/[.\s]+$/, ''))
    .filter(piece => piece.length > 1 && piece.length < 160)
}

/** A cell of the completion column that is a span or a frequency, not a limit. */
const isSpan = (folded: string): boolean =>
  /^(?:trong (?:nam|ca|quy|thang)|ca nam|thuong xuyen|dinh ky|hang (?:ngay|tuan|thang|quy|nam)|lien tuc|moi (?:thang|quy|tuan)|(?:cac )?quy (?:[ivx]+|\d)[\s,ivx\dva-]*$)/.test(
    folded,
  )
/** Work that goes on or comes back; one quarter is no such span. */
const isRunning = (folded: string): boolean => isSpan(folded) && partEnd(folded, 2000) === null
const isLimit = (folded: string): boolean =>
  /truoc (?:ngay|thang|\d)|cham nhat|muon nhat|xong|hoan thanh/.test(folded)

/** Dates of a cell that lists several, those reckoned from "ngày 12 tháng cuối quý" of named quarters included. */
function severalDates(folded: string, year: number | null): string[] {
  const dates = findDates(folded).flatMap(date => (date.iso === null ? [] : [date.iso]))
  for (const match of folded.matchAll(
    /quy ((?:[ivx]+|\d)(?:\s*[,;va]+\s*(?:[ivx]+|\d))*)[^.;]{0,20}?(?:truoc|cham nhat)?\s*ngay (\d{1,2}) (?:cua )?thang cuoi/g,
  )) {
    for (const quarter of (match[1] ?? '').split(/[^ivx\d]+/)) {
      const at = ['i', 'ii', 'iii', 'iv'].indexOf(quarter) + 1 || Number(quarter)
      const iso = year === null ? null : isoDate(year, at * 3, Number(match[2]))
      if (iso !== null) dates.push(iso)
    }
  }
  // "ngày 20 của tháng cuối quý" without naming quarters means each of them.
  const each = /(?<!quy [ivx\d][^;]{0,30})ngay (\d{1,2}) (?:cua )?thang cuoi (?:moi )?quy/.exec(folded)?.[1]
  if (each !== undefined && year !== null)
    for (const month of [3, 6, 9, 12]) {
      const iso = isoDate(year, month, Number(each))
      if (iso !== null) dates.push(iso)
    }
  return [...new Set(dates)].toSorted()
}

interface CellTime {
  readonly kind: DeadlineKind | null
  readonly date: string | null
  readonly month: string | null
  readonly dates: readonly string[]
}

/** "Từ 01/3/2027 đến 30/6/2027" is due at its end: that end; null where a text is no such span. */
export const spanEnd = (text: string): string | null => {
  const end = /^(?:thuc hien )?tu .*\d\s+den (?:het )?(?:ngay )?(.*)$/.exec(fold(text))?.[1]
  return end === undefined ? null : text.slice(text.length - end.length)
}

function readCell(text: string, year: number | null): CellTime {
  const folded = fold(text)
  const span = spanEnd(text)
  if (span !== null) {
    const { kind, date, month } = readDeadline(span, null)
    if (date !== null || month !== null)
      return { kind: kind === 'before' ? 'by' : kind, date, month, dates: [] }
  }
  const dates = severalDates(folded, year)
  if (dates.length > 1) return { kind: 'multiple', date: null, month: null, dates }
  // A day without a year stays a question: which year it means is not printed.
  const { kind, date, month } = readDeadline(text, null)
  return { kind, date, month, dates: [] }
}

/** "20" beside "băng rôn" in a column of units is "20 băng rôn". */
const quantityOf = (quantity: string | null, unit: string | null): string | null =>
  quantity === null || unit === null || !/\d\s*$/.test(quantity)
    ? quantity
    : `${quantity.trim()} ${unit.charAt(0).toLowerCase()}${unit.slice(1)}`

/** A task from one row. `section` is the clause of the table: "PL" gives "PL.3". */
export function taskOf(row: Row, section: string, year: number | null): ReadTask {
  const { content, quantity, unit, form, window, deadline, lead, partner, result } = row.cells
  const windowText = window?.text ?? null
  let deadlineText = deadline?.text ?? null
  let windowShown = windowText
  if (deadlineText !== null && isSpan(fold(deadlineText))) windowShown ??= deadlineText
  // One time column that names a limit is both.
  if (deadlineText === null && windowText !== null && isLimit(fold(windowText))) deadlineText = windowText
  const time: CellTime =
    deadlineText === null || isSpan(fold(deadlineText))
      ? { kind: null, date: null, month: null, dates: [] }
      : readCell(deadlineText, year)
  const leadText = lead?.text ?? null
  return {
    no: row.no,
    section: row.no === null ? section : `${section}.${row.part ?? row.no}`,
    text: content?.text ?? '',
    window: windowShown,
    deadline: time.date,
    deadlineText,
    deadlineKind: time.kind,
    deadlineMonth: time.month,
    deadlines: time.dates,
    lead: leadText,
    partners: partner === undefined ? [] : splitUnits(partner.text),
    result: result?.text ?? null,
    proof: proofOf(result?.text ?? null),
    quantityText: quantityOf(quantity?.text ?? null, unit?.text ?? null),
    how: form?.text ?? null,
    externalLead:
      leadText !== null &&
      /^(?:so |bo |van phong ubnd tinh|ubnd tinh|tinh )|(?:tinh|thanh pho)\)?$/.test(fold(leadText)),
    line: row.line,
    confidence: row.confidence,
  }
}

/** Last day that keeps "trước tháng 11/2026" or "tháng 11/2026". */
export function latestDay(month: string, before: boolean): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, before ? number - 1 : number, 0)).toISOString().slice(0, 10)
}

const quarter = /(?<![a-z])quy\s+(iv|i{1,3}|[1-4])(?![a-z\d])(?:\s*[/-]?\s*(?:nam\s+)?(20\d{2}))?/g

/**
 * The last day of the one quarter or month a cell names, of the plan's year where none is printed; null for several, and for
 * one that work begins in or comes after.
 */
export function partEnd(folded: string, year: number | null): string | null {
  if (/(?<![a-z])(?:tu|sau|bat dau)\s+(?:cuoi\s+|dau\s+|giua\s+)?(?:thang|quy)/.test(folded)) return null
  const months = [...folded.matchAll(/thang\s+(\d{1,2})(?!\s*[/-]?\s*\d)(?!\s*nam)/g)]
  const month = Number(months[0]?.[1])
  if (months.length === 1 && month >= 1 && month <= 12 && !/ngay \d/.test(folded) && year !== null)
    return latestDay(`${year}-${String(month).padStart(2, '0')}`, /truoc/.test(folded))
  const [found, another] = [...folded.matchAll(quarter)]
  if (found?.[1] === undefined || another !== undefined || /hang quy|moi quy|cuoi quy/.test(folded))
    return null
  const at = ['i', 'ii', 'iii', 'iv'].indexOf(found[1]) + 1 || Number(found[1])
  const named = found[2] === undefined ? year : Number(found[2])
  if (named === null) return null
  const before = /truoc\s+quy/.test(folded)
  const last = before ? at * 3 - 3 : at * 3
  return last === 0
    ? latestDay(`${named}-01`, true)
    : latestDay(`${named}-${String(last).padStart(2, '0')}`, false)
}

/** Day and month without a year: a limit all the same, whose day a person has to say. */
const yearless = (text: string): boolean => findDates(fold(text), 2000).some(date => date.yearAssumed)

/**
 * Tasks that are done once, by a day, a month or a quarter: milestones to remind of. Running work is left out. Where the
 * table has one column of times only, a single month or quarter in it is the limit.
 */
export function milestonesOf(tasks: readonly ReadTask[], year: number | null): ReadMilestone[] {
  return tasks.flatMap(task => {
    const text = task.deadlineText ?? task.window
    if (text === null || /^bao cao/.test(fold(task.text))) return []
    if (task.deadlineText !== null && task.window !== null && isRunning(fold(task.window))) return []
    if (isRunning(fold(text))) return []
    const own = task.deadlineText === null ? readCell(text, year) : null
    const deadline = own === null ? task.deadline : own.date
    const deadlineMonth = own === null ? task.deadlineMonth : own.month
    const deadlineKind = own === null ? task.deadlineKind : own.kind
    const end = deadline ?? (deadlineMonth === null ? partEnd(fold(text), year) : null)
    if (end === null && deadlineMonth === null && !yearless(text)) return []
    if (task.deadlines.length > 0 || (own !== null && own.dates.length > 0)) return []
    return [
      {
        section: task.section,
        text: task.text,
        deadline,
        deadlineText: text,
        latest: deadlineMonth === null ? end : latestDay(deadlineMonth, deadlineKind === 'before-month'),
        taskNo: task.no,
        line: task.line,
        confidence: task.confidence,
      },
    ]
  })
}
