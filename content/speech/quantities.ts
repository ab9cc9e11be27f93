/** Telephone numbers, money, shares, measures, spans and what other numbers a text holds, in spoken words. Pure. */
import { abbreviation, spellLetters } from './abbreviations.ts'
import { type Region, readDigits, readInteger, readNumeral } from './numbers.ts'

/** Behind a number, with or without a space; the longest first. */
const units: readonly (readonly [written: string, spoken: string])[] = [
  ['VNĐ', 'đồng'],
  ['VND', 'đồng'],
  ['vnđ', 'đồng'],
  ['₫', 'đồng'],
  ['đ', 'đồng'],
  ['tr', 'triệu đồng'],
  ['k', 'nghìn đồng'],
  ['%', 'phần trăm'],
  ['‰', 'phần nghìn'],
  ['°C', 'độ xê'],
  ['km/h', 'ki-lô-mét một giờ'],
  ['km²', 'ki-lô-mét vuông'],
  ['km2', 'ki-lô-mét vuông'],
  ['km', 'ki-lô-mét'],
  ['m²', 'mét vuông'],
  ['m2', 'mét vuông'],
  ['m³', 'mét khối'],
  ['m3', 'mét khối'],
  ['mm', 'mi-li-mét'],
  ['cm', 'xăng-ti-mét'],
  ['m', 'mét'],
  ['kg', 'ki-lô-gam'],
  ['ha', 'héc-ta'],
  ['kWh', 'ki-lô-oát giờ'],
  ['kW', 'ki-lô-oát'],
  ['kVA', 'ki-lô-vôn am-pe'],
  ['kV', 'ki-lô-vôn'],
  ['MB', 'mê-ga-bai'],
  ['GB', 'gi-ga-bai'],
  ['ml', 'mi-li-lít'],
  ['l', 'lít'],
  ['G', 'gờ'],
]
const unitWords = new Map(units)
const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
const numeral = '\\d(?:[\\d.,]*\\d)?'
const amount = new RegExp(
  `(?<![\\p{L}\\d])(${numeral})\\s?(${[...units]
    .sort((a, b) => b[0].length - a[0].length)
    .map(([written]) => escaped(written))
    .join('|')})(?![\\p{L}\\d²³])`,
  'gu',
)

/** Groups as they were typed, else as people say them: 4-3-3. */
const phoneWords = (text: string): string => {
  const plus = text.startsWith('+') ? 'cộng ' : ''
  const typed = text.match(/\d+/g) ?? []
  const groups =
    typed.length > 1 ? typed : ((typed[0] ?? '').match(/^(?:1[89]00|\d{4})|\d{3}(?=\d{3}|$)|\d+/g) ?? typed)
  return plus + groups.map(readDigits).join(', ')
}
const phone =
  /(?<![\p{L}\d.,/])(?:\+84|0)[2-9]?(?:[ .-]?\d){8,9}(?![\d]|[./,]\d)|(?<![\p{L}\d.,/])1[89]00(?:[ .-]?\d){2,6}(?![\d])/gu
/** Short numbers people dial: read by digits unless something is counted with them. */
const dialled =
  /(?<![\p{L}\d.,/])(11[1-5]|1022|156|5656)(?![\d/%]|[.,]\d|\s*(?:hộ|người|hồ sơ|đồng|trường hợp|lượt|tin|bài|ngày|thủ tục|km|m²|ha|nghìn|triệu|tỷ|phần trăm|năm|đoàn viên|hội viên|đại biểu)(?!\p{L}))/giu
const cue =
  /(?<!\p{L})(?:gọi|gọi ngay|số|tổng đài|hoặc|và|đường dây nóng|đầu số|điện thoại|máy)[\s:]*$|[:,]\s*$/iu

/** What is counted over a span of time or for each of something: "2 lần/tuần" → "hai lần mỗi tuần". */
const per =
  /(?<=\d[\d.,]*\s?\p{L}{0,8}(?:\s\p{L}{1,8})?)\s?\/\s?(?=(?:giờ|buổi|ngày|tuần|tháng|quý|năm|phút|lần|lượt|người|hộ|khẩu|suất|kg|m²|m2|ha|bản|trang|thẻ|hồ sơ|chương trình|tin|bài|trường hợp|đơn vị|tổ|phường|xã)(?!\p{L}))/giu

const roman = /(?<![\p{L}\d])(?=[IVX])(X{0,3})(IX|IV|V?I{0,3})(?![\p{L}\d])/gu
const romanCue =
  /(?<!\p{L})(?:quý|đại hội|khóa|khoá|lần thứ|thứ|chương|phần|mục|thế kỷ|kỳ|hạng|loại|nhóm|cấp|phụ lục|đợt|khu vực)\s+$/iu
const ones: Readonly<Record<string, number>> = {
  I: 1,
  II: 2,
  III: 3,
  IV: 4,
  V: 5,
  VI: 6,
  VII: 7,
  VIII: 8,
  IX: 9,
}

/** One letter alone is a numeral only behind a word that calls for one: "quý I". */
const speakRoman = (text: string, region: Region): string =>
  text.replaceAll(roman, (found, tensPart: string, onesPart: string, at: number, whole: string) => {
    if (
      found === '' ||
      (found.length === 1 &&
        !/^ chấm \d/.test(whole.slice(at + 1)) &&
        !romanCue.test(whole.slice(Math.max(0, at - 20), at)))
    )
      return found
    return readInteger(tensPart.length * 10 + (ones[onesPart] ?? 0), region)
  })

/** Every number of the text; afterwards it holds no digit. */
export const speakQuantities = (text: string, region: Region): string => {
  const read = (value: string, isAmount = false): string => readNumeral(value, region, isAmount)
  const south = (words: string): string => (region === 'south' ? words.replaceAll('nghìn', 'ngàn') : words)
  return (
    speakRoman(text.replaceAll(/(?<![\p{L}\d])([IVX]+)\.(\d+)/gu, '$1 chấm $2'), region)
      .replaceAll(/\d{13,}/g, found => readDigits(found))
      .replaceAll(phone, phoneWords)
      .replaceAll(dialled, (found, number: string, at: number, whole: string) =>
        number.length === 3 && number.startsWith('11') && !cue.test(whole.slice(Math.max(0, at - 25), at))
          ? emergency(number, whole.slice(at + found.length))
          : readDigits(number),
      )
      .replaceAll(new RegExp(`(${numeral})\\s*[-–—]\\s*(?=\\d)`, 'gu'), '$1 đến ')
      .replaceAll(/(?<![\p{L}\d])[-−](?=\d[\d.,]*\s?°C)/gu, 'âm ')
      .replaceAll(/(?<=\d)\/(?=\d+,\d)/g, ' trên ')
      .replaceAll(per, ' mỗi ')
      // Before measures: "4x6 cm", "12 m x 3 m".
      .replaceAll(/(\d(?:\s?(?:mm|cm|m|km))?)\s?[x×]\s?(?=\d)/gu, '$1 nhân ')
      .replaceAll(
        amount,
        (_found, value: string, unit: string) => `${read(value, true)} ${south(unitWords.get(unit) ?? unit)}`,
      )
      .replaceAll(/(?<=\p{L})-(?=\d)/gu, ' ')
      .replaceAll(/(?<=\d)\/(?=\d+\/)|(?<=\/\d+)\/(?=\d)/g, ', ')
      .replaceAll(/(?<![\d/.,])(\d{1,3})\/(\d{1,4})(?![\d/])/g, (_found, top: string, bottom: string) =>
        Number(top) < Number(bottom) && Number(bottom) <= 10
          ? `${read(top)} phần ${read(bottom)}`
          : `${read(top)} trên ${read(bottom)}`,
      )
      .replaceAll(
        /(?<![\p{L}\d])(\p{Lu}{1,6})[-. ]?(\d+)(?![\p{L}\d])/gu,
        (found, letters: string, number: string) =>
          /^\p{Lu}{1,6}[-.]?\d/u.test(found)
            ? `${codeLetters(letters)} ${number.startsWith('0') ? readDigits(number) : read(number)}`
            : found,
      )
      .replaceAll(
        new RegExp(`(${numeral})(?=\\s*(?:đồng|nghìn|ngàn|triệu|tỷ)(?!\\p{L}))`, 'gu'),
        (_found, value: string) => read(value, true),
      )
      .replaceAll(
        new RegExp(`(\\p{L})?(${numeral})(\\p{L})?`, 'gu'),
        (_found, left = '', value: string, right = '') =>
          `${left}${left === '' ? '' : ' '}${read(value)}${right === '' ? '' : ' '}${right}`,
      )
  )
}

const emergency = (number: string, after: string): string =>
  /^\s*(?:[.,;:)]|$|\n|công an|cứu hỏa|cứu hoả|cấp cứu|cứu nạn|để|hoặc|và|bảo vệ|khi|nếu|là|\()/iu.test(after)
    ? readDigits(number)
    : number

/** "TDP3" is a place, "CT01" the name of a form. */
const codeLetters = (letters: string): string =>
  ['TDP', 'QL', 'TL', 'KP', 'KDC'].includes(letters) ? (abbreviation(letters) ?? '') : spellLetters(letters)
