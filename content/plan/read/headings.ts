/** Where a numbered item's heading ends and its text begins: run-in titles, wrapped titles, sentences without a title. */
import { capitals, fold, squeeze, startsLower, startsUpper } from './fold.ts'
import type { Line } from './lines.ts'
import { isDashInside, markerOf } from './numbering.ts'

export interface Heading {
  /** Null when the item is a paragraph, not a titled section. */
  readonly title: string | null
  /** Text of the item that stands in the heading's own lines, or null. */
  readonly body: string | null
  /** Index of the last line used. */
  readonly last: number
}

/** Verbs that open a task: what follows a heading, never its second line. */
const opening =
  /^(tiep tuc|huong dan|cap nhat|to chuc|tich cuc|chu tri|chu dong|phoi hop|quan tam|xay dung|phat huy|tang cuong|can cu|thuc hien|chiu trach nhiem|ra soat|day manh|long ghep|tham muu|theo doi|tuyen truyen|trien khai|bao cao|cac co quan|can bo|cong tac|kinh phi|doi tuong|la |quy trinh)/

/** Joins two lines of one sentence; a word cut by a hyphen at the line's end is put together with it. */
export const joinable = (left: string, right: string): string =>
  /\d-$/.test(left) && /^\d/.test(right) ? left + right : `${left} ${right}`

/** Joins the lines of one paragraph, as {@link joinable} joins two. */
export const joinParts = (parts: readonly string[]): string => parts.join(' ').replace(/(?<=\d-) (?=\d)/g, '')

const clean = (title: string): string => squeeze(title).replace(/\s*[:.]\s*$/, '')
/** Longer than this, an item is a sentence. */
const longestTitle = 170

/**
 * Reads the heading that starts with `rest` on line `index`. `wrap` is the width lines were broken at, null when each
 * line is a whole paragraph.
 */
export function headingOf(lines: readonly Line[], index: number, rest: string, wrap: number | null): Heading {
  const runIn = /^([^:.;]{2,60}):\s+(?=[\p{Lu}("“*])(.+)$/u.exec(rest)
  if (runIn?.[1] !== undefined && runIn[2] !== undefined && runIn[1].split(' ').length <= 5)
    return { title: clean(runIn[1]), body: runIn[2], last: index }
  if (/:\s*$/.test(rest) && rest.length < longestTitle) return { title: clean(rest), body: null, last: index }

  let text = rest
  let last = index
  const caps = capitals(rest) > 0.75
  while (last + 1 < lines.length && last - index < 4) {
    const next = lines[last + 1]
    const current = lines[last]
    if (next === undefined || current === undefined || /[.:;…]\s*$/.test(text)) break
    const dash = isDashInside(text, next)
    if ((markerOf(next).kind !== 'none' && !dash) || next.text.includes('\t') || text.length > longestTitle)
      break
    if (/^(tren day la|noi nhan)/.test(next.folded)) break
    const goesOn =
      dash ||
      (caps
        ? capitals(next.text) > 0.75 && next.gap <= 2 && !/^(s?tt\b|tm\.)/.test(next.folded)
        : startsLower(next.text) ||
          (wrap !== null &&
            current.text.length > wrap * 0.82 &&
            !opening.test(next.folded) &&
            startsUpper(next.text)))
    if (!goesOn) break
    text = joinable(text, next.text)
    last += 1
  }
  const sentence = !caps && (/[.;…]\s*$/.test(text) || text.length > longestTitle)
  if (!sentence) return { title: clean(text), body: null, last }
  const stillRunIn = /^([^:.;]{2,60}):\s+(?=[\p{Lu}("“])(.+)$/u.exec(text)
  if (stillRunIn?.[1] !== undefined && stillRunIn[2] !== undefined && stillRunIn[1].split(' ').length <= 5)
    return { title: clean(stillRunIn[1]), body: stillRunIn[2], last }
  return { title: null, body: text, last }
}

/** The unit a sentence without heading charges: "Đề nghị Ban X tiếp tục …" gives "Ban X". */
export function unitInSentence(text: string): string | null {
  const folded = fold(text)
  const start = /^(?:de nghi|giao|p[de] nghi)\s+/.exec(folded)?.[0].length
  if (start === undefined) return null
  const end =
    /\s(?:tiep tuc|tich cuc|phoi hop|tham gia|chu dong|quan tam|tang cuong|chi dao|thuc hien|chu tri|to chuc|tuyen truyen|day manh|huong dan)\b/.exec(
      folded.slice(start),
    )
  return end === null ? null : squeeze(text.slice(start, start + end.index)).replace(/[,:]$/, '')
}
