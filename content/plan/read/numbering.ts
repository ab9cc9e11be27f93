/** What stands at the start of a line: Roman, Arabic or letter numbering, bullets, appendix headings. */
import { capitals } from './fold.ts'
import type { Line } from './lines.ts'

export type Marker =
  | { readonly kind: 'roman'; readonly value: string; readonly rest: string }
  | { readonly kind: 'arabic'; readonly value: string; readonly rest: string }
  | { readonly kind: 'letter'; readonly value: string; readonly rest: string }
  | { readonly kind: 'bullet'; readonly value: '-' | '+'; readonly rest: string }
  | { readonly kind: 'appendix'; readonly rest: string }
  | { readonly kind: 'none' }

const romans = [
  'I',
  'II',
  'III',
  'IV',
  'V',
  'VI',
  'VII',
  'VIII',
  'IX',
  'X',
  'XI',
  'XII',
  'XIII',
  'XIV',
  'XV',
  'XVI',
]
/** 1 for "I"; 0 when it is no Roman number we use for sections. */
export const romanValue = (text: string): number => romans.indexOf(text) + 1

/** Words that open a section's heading, whatever the case it is printed in. */
const headingStart =
  /^(muc dich|yeu cau|doi tuong|pham vi|thoi gian|noi dung|hinh thuc|chi tieu|muc tieu|nhiem vu|giai phap|kinh phi|to chuc|phan cong|trach nhiem|che do|thong tin bao cao|bao cao|mot so|cac hoat dong|hoat dong|quan diem|can cu|dieu khoan|tien do)/

/**
 * Reads the marker of a line. `scanned` also accepts Roman numbers whose letters were read as digits ("I11.").
 * Letters run a, b, c, d, đ, e …; which of them follow on each other is for the caller to judge.
 */
export function markerOf(line: Pick<Line, 'text' | 'folded'>, scanned = false): Marker {
  const { text, folded } = line
  if (text.includes('\t')) return { kind: 'none' }
  if (/^phu luc(?![a-z])/.test(folded) && capitals(text.slice(0, 7)) > 0.9 && text.length < 160)
    return { kind: 'appendix', rest: text.slice(7).replace(/^[\s.:\d]*(?:[IVX]+\b)?[\s.:-]*/, '') }

  const roman = (scanned ? /^([IVXl1|]{1,5})\s*[.)]\s*(?=\S)/ : /^([IVX]{1,5})\s*[.)/-]\s*(?=\S)/).exec(text)
  if (roman?.[1] !== undefined && (/[IVX]/.test(roman[1]) || roman[1] === '11')) {
    const value = scanned ? roman[1].replace(/[l1|]/g, 'I') : roman[1]
    const rest = text.slice(roman[0].length)
    const heading = headingStart.test(folded.slice(roman[0].length))
    if (
      romanValue(value) > 0 &&
      rest.length < 200 &&
      (capitals(rest) > 0.6 || (heading && !rest.endsWith('.')))
    )
      return { kind: 'roman', value, rest }
  }
  const arabic = /^(\d{1,2}(?:\.\d{1,2})?)\s*(?:[.)]\s*(?=[^\s\d.,)])|\.\s+(?=\d))/.exec(text)
  if (arabic?.[1] !== undefined)
    return { kind: 'arabic', value: arabic[1], rest: text.slice(arabic[0].length) }
  const letter = /^([a-zđ])\s*(?:\)\s*(?=\S)|\.\s+(?=\p{Lu}))/u.exec(text)
  if (letter?.[1] !== undefined)
    return { kind: 'letter', value: letter[1], rest: text.slice(letter[0].length) }
  // U+F0B7 and its neighbours are Word's own bullets.
  const bullet =
    /^([-–—•*·▪●\uf02d\uf0a7\uf0b7]|\+)\s*(?=[^\s\d+–—-])/.exec(text) ?? /^([-–—+])\s+(?=\d)/.exec(text)
  if (bullet?.[1] !== undefined)
    return { kind: 'bullet', value: bullet[1] === '+' ? '+' : '-', rest: text.slice(bullet[0].length) }
  return { kind: 'none' }
}

/**
 * Whether a line that starts with a dash goes on with the text before it: the dash of "Văn hóa - Xã hội" broken at a
 * line's end, or anything inside an open bracket.
 */
export function isDashInside(before: string, line: Pick<Line, 'text' | 'folded'>): boolean {
  if (!/^[-–—]\s/.test(line.text)) return false
  const open = before.lastIndexOf('(')
  if (open > before.lastIndexOf(')') && before.length - open < 120) return true
  const name = /^[-–—]\s+(?:xa hoi|an ninh|the thao|du lich)(?![a-z])/.test(line.folded)
  return name && /(?:h[oó]a|ho[aá]|kinh t[eế]|ch[ií]nh tr[iị]|qu[oố]c ph[oò]ng)$/i.test(before.trimEnd())
}
