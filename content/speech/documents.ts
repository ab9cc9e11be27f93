/** Numbers and symbols of legal documents as they are announced: "30/2020/NĐ-CP" → "số … năm … của Chính phủ". Pure. */
import { abbreviation, spellLetters } from './abbreviations.ts'
import { type Region, readNumeral } from './numbers.ts'

/** Kinds of documents by the letters of their symbols (Nghị định 30/2020/NĐ-CP, Phụ lục III). */
const kinds: Readonly<Record<string, string>> = {
  NĐ: 'Nghị định',
  NQ: 'Nghị quyết',
  QĐ: 'Quyết định',
  TT: 'Thông tư',
  TTLT: 'Thông tư liên tịch',
  CT: 'Chỉ thị',
  KH: 'Kế hoạch',
  TB: 'Thông báo',
  BC: 'Báo cáo',
  HD: 'Hướng dẫn',
  CV: 'Công văn',
  KL: 'Kết luận',
  CTr: 'Chương trình',
  ĐA: 'Đề án',
  LN: 'Liên ngành',
}

/** Behind a number these are bodies, whatever they stand for elsewhere. */
const issuers: Readonly<Record<string, string>> = { TTg: 'Thủ tướng Chính phủ', BTC: 'Bộ Tài chính' }

const issuerOf = (code: string, region: Region): string => {
  const congress = /^(QH|UBTVQH)(\d+)$/.exec(code)
  if (congress !== null)
    return `${abbreviation(congress[1] ?? '') ?? ''} khóa ${readNumeral(congress[2] ?? '', region)}`
  return issuers[code] ?? abbreviation(code) ?? spellLetters(code)
}

// Number, year, and codes of capitals joined by "-" or "/": 30/2020/NĐ-CP, 57-NQ/TW, 148/2025/QH15, 12/KH-UBND.
const symbol =
  /(?<![\p{L}\d/.,-])(\d+(?:\.\d+)?)(?:\/((?:19|20)\d\d))?[/-]((?:\p{Lu}{2,}\p{L}*\d*)(?:[-/]\p{Lu}\p{L}*\d*)*)(?![\p{L}\d])/gu

/** Says each symbol once: the kind or "của …" that the sentence already has is not repeated. */
export const speakDocuments = (text: string, region: Region): string =>
  text.replaceAll(
    symbol,
    (found, number: string, year: string | undefined, codes: string, at: number, whole: string) => {
      const [first = '', ...rest] = codes.split(/[-/]/)
      const kind = kinds[first]
      const issued = kind === undefined ? [first, ...rest] : rest
      // "5/2025/A" and the like are no documents unless a kind or a congress says so.
      if (kind === undefined && !/^(?:QH|UBTVQH)\d+$/.test(first) && year === undefined) return found
      const before = whole.slice(0, at)
      const after = whole.slice(at + found.length)
      const numbered = /(?<!\p{L})số\s*$/iu.test(before)
      // A law's name stands between its kind and its number: "Luật Bảo hiểm xã hội 41/2024/QH15".
      const named = kind === undefined || new RegExp(`(?<!\\p{L})${kind}(?:\\s+số)?\\s*$`, 'iu').test(before)
      const issuer = issued.map(code => issuerOf(code, region)).join(', ')
      return [
        ...(named ? [] : [kind]),
        ...(numbered ? [] : ['số']),
        readNumeral(number, region),
        ...(year === undefined ? [] : ['năm', readNumeral(year, region)]),
        ...(issuer === '' || /^\s*của(?!\p{L})/iu.test(after) ? [] : ['của', issuer]),
      ].join(' ')
    },
  )
