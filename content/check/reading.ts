/** Reading ease: what an elderly resident hears must be short sentences without unexplained abbreviations. */
import type { Loaded } from '../library.ts'
import type { Problem } from '../yaml.ts'
import { type Rule, textsOf } from './rules.ts'

/** Words (syllables) a sentence may have; more than this and a listener loses the thread. */
export const longestSentence = 35
/** Characters of an answer as read, links by their label. */
export const longestAnswer = 950

const visible = (text: string): string =>
  text
    .replaceAll(/\[([^\]]+)\]\([^)]+\)/g, '$1')
    .replaceAll(/\{\{[^}]+\}\}/g, '')
    .replaceAll('**', '')

export const sentences = (text: string): string[] =>
  visible(text)
    .split(/\n+|(?<=[.!?…:;])\s+/u)
    .map(sentence => sentence.replace(/^\s*(?:-|\d+\.)\s+/, '').trim())
    .filter(sentence => sentence !== '')

export const wordCount = (sentence: string): number =>
  sentence.split(/\s+/).filter(word => /[\p{L}\p{N}]/u.test(word)).length

// Abbreviations everybody at the counter knows by these very letters, and names of things.
const everyday = new Set([
  'VNEID',
  'SMS',
  'OTP',
  'QR',
  'PDF',
  'JPG',
  'PNG',
  'NFC',
  'SIM',
  'ATM',
  'CH',
  'APP',
  'AI',
  'ISO',
  'TCVN',
  'USB',
  'GPS',
  'HIV',
  'ID',
  'UBND',
  'CMND',
  'CCCD',
  'PVHCC',
  'TV',
  'LED',
  'CT01',
  'CT07',
  'TK01',
  'VNPT',
  'PET',
  'VNPOST',
  'MST',
])

/** Runs of capitals that are neither everyday nor spelled out in the same text, "… (DVC)" or "DVC là …". */
export const unexplained = (text: string): string[] => {
  const shown = visible(text).replaceAll(
    /\b(?:QĐ|NĐ|TT|NQ|CT|KH|BCA|BTC|BTP|CP|TTg|QH|C06|UBTVQH)(?:[-–/][\p{L}\d]+)+/gu,
    ' ',
  )
  const found = new Set(shown.match(/(?<![\p{L}\d])[A-ZĐ][A-ZĐ0-9]{1,}(?![\p{L}\d])/gu) ?? [])
  return [...found].filter(
    word =>
      !everyday.has(word) &&
      !new RegExp(
        `\\(${word}[,) ]|${word} (?:là|\\(|,|tức|nghĩa)|(?:gọi|viết) tắt (?:là )?["“]?${word}`,
        'u',
      ).test(shown) &&
      !/^[IVX]+$/.test(word) &&
      !/\d/.test(word),
  )
}

export const easyReading: Rule = (loaded: Loaded) =>
  loaded.library.entries.flatMap((entry): Problem[] => {
    const place = loaded.places.get(entry.id)
    const base = {
      file: place?.file ?? 'content',
      line: place?.line ?? 0,
      entry: entry.id,
      severity: 'warning' as const,
    }
    const long = textsOf(entry)
      .flatMap(sentences)
      .filter(sentence => wordCount(sentence) > longestSentence)
      .map(sentence => ({
        ...base,
        message: `câu dài ${wordCount(sentence)} chữ: "${sentence.slice(0, 50)}…"`,
        hint: `Tách thành các câu dưới ${longestSentence} chữ`,
      }))
    const short = unexplained(textsOf(entry).join('\n')).map(word => ({
      ...base,
      message: `chữ viết tắt "${word}" chưa được giải thích`,
      hint: `Viết đầy đủ, hoặc "${word} là …"`,
    }))
    const size = visible(entry.answer).length
    const big =
      size > longestAnswer
        ? [
            {
              ...base,
              message: `câu trả lời dài ${size} ký tự`,
              hint: `Rút còn khoảng ${longestAnswer - 50}; phần còn lại để vào facets`,
            },
          ]
        : []
    return [...long, ...short, ...big]
  })
