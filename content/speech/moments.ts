/** Days, months and times of day as they are announced: "ngày 12/3" → "ngày mười hai tháng ba". Pure. */
import { type Region, readInteger, readOrdinal } from './numbers.ts'

/** The first ten days of a month are said with "mồng". */
const dayWords = (day: number, region: Region): string =>
  day <= 10 ? `mồng ${readInteger(day, region)}` : readInteger(day, region)
const monthWords = (month: number, region: Region): string =>
  `tháng ${month === 4 ? 'tư' : readInteger(month, region)}`
const yearWords = (year: number, region: Region): string => `năm ${readInteger(year, region)}`

const isDay = (day: number): boolean => day >= 1 && day <= 31
const isMonth = (month: number): boolean => month >= 1 && month <= 12

/** Behind these words "3/4" is a share; otherwise a day, which ward news is full of. */
const shareBefore = /(?<!\p{L})(?:chiếm|đạt|tỉ lệ|tỷ lệ|gần|hơn|khoảng|quá|được|còn|bằng)\s+$/iu
const shareAfter = /^\s*(?:số|tổng|diện tích|dân số|thành viên|đại biểu|hộ|người)(?!\p{L})/iu
/** "24/7", open all day every day, is no day of July. */
const always = /(?<!\p{L})(?:phục vụ|hoạt động|trực|hỗ trợ|suốt|liên tục|làm việc|tiếp nhận)\s+$/iu

interface Around {
  readonly before: string
  readonly after: string
}
const around = (whole: string, at: number, found: string): Around => ({
  before: whole.slice(Math.max(0, at - 30), at),
  after: whole.slice(at + found.length, at + found.length + 20),
})
const saysDay = ({ before }: Around): boolean => /(?<!\p{L})ngày\s*$/iu.test(before)
const withDay = (words: string, near: Around): string => (saysDay(near) ? words : `ngày ${words}`)

type Rule = readonly [pattern: RegExp, say: (groups: readonly string[], near: Around) => string | undefined]

const edge = '(?<![\\p{L}\\d/.,-])'
const end = '(?![\\p{L}\\d]|[/.,-]\\d)'

const rules = (region: Region): readonly Rule[] => [
  // 2026-11-22
  [
    new RegExp(`${edge}(\\d{4})-(\\d{2})-(\\d{2})${end}`, 'gu'),
    ([year = '', month = '', day = ''], near) =>
      isDay(+day) && isMonth(+month)
        ? withDay(`${dayWords(+day, region)} ${monthWords(+month, region)} ${yearWords(+year, region)}`, near)
        : undefined,
  ],
  // 5-10/3, 5-10/3/2026
  [
    new RegExp(`${edge}(\\d{1,2})\\s*[-–]\\s*(\\d{1,2})/(\\d{1,2})(?:/(\\d{4}))?${end}`, 'gu'),
    ([first = '', last = '', month = '', year = ''], near) =>
      isDay(+first) && isDay(+last) && isMonth(+month) && +first < +last
        ? withDay(
            `${dayWords(+first, region)} đến ${dayWords(+last, region)} ${monthWords(+month, region)}${
              year === '' ? '' : ` ${yearWords(+year, region)}`
            }`,
            near,
          )
        : undefined,
  ],
  // 12/3/2026, 12.3.2026, 12-3-2026
  [
    new RegExp(`${edge}(\\d{1,2})([/.-])(\\d{1,2})\\2(\\d{4})${end}`, 'gu'),
    ([day = '', , month = '', year = ''], near) =>
      isDay(+day) && isMonth(+month)
        ? withDay(`${dayWords(+day, region)} ${monthWords(+month, region)} ${yearWords(+year, region)}`, near)
        : undefined,
  ],
  // quý 3/2026; quarters in roman numerals are read with the others
  [
    new RegExp(`(?<=quý\\s+(?:[IV]+|\\d))/(\\d{4})${end}`, 'giu'),
    ([year = '']) => ` ${yearWords(+year, region)}`,
  ],
  // 11/2026
  [
    new RegExp(`(?:(?<!\\p{L})tháng\\s+)?${edge}(\\d{1,2})/(\\d{4})${end}`, 'giu'),
    ([month = '', year = '']) =>
      isMonth(+month) ? `${monthWords(+month, region)} ${yearWords(+year, region)}` : undefined,
  ],
  // 12/3, 20/11
  [
    new RegExp(`${edge}(\\d{1,2})/(\\d{1,2})${end}`, 'gu'),
    ([day = '', month = ''], near) => {
      const dated = saysDay(near)
      if (!isDay(+day) || !isMonth(+month)) return undefined
      if (!dated && (shareBefore.test(near.before) || shareAfter.test(near.after)) && +day <= +month)
        return undefined
      if (!dated && day === '24' && month === '7' && always.test(near.before)) return undefined
      return withDay(`${dayWords(+day, region)} ${monthWords(+month, region)}`, near)
    },
  ],
  // ngày 5 tháng 4 (năm 2026)
  [
    /(?<=(?<!\p{L})ngày\s+)(\d{1,2})(?=\s+(?:tháng|đến|hằng tháng|hàng tháng)(?!\p{L}))/giu,
    ([day = '']) => (isDay(+day) ? dayWords(+day, region) : undefined),
  ],
  [
    /(?<=(?<!\p{L})tháng\s+)(\d{1,2})(?![\d/]|\.\d)/giu,
    ([month = '']) => (isMonth(+month) ? monthWords(+month, region).slice('tháng '.length) : undefined),
  ],
  // thứ 4, thứ 2
  [/(?<=(?<!\p{L})thứ\s+)(\d{1,2})(?![\d/.,]\d|\d)/giu, ([value = '']) => readOrdinal(+value, region)],
  // sáng T7, T7 ngày …
  [
    /(?<=(?<!\p{L})(?:sáng|trưa|chiều|tối|ngày|từ|đến)\s+)T([2-7])(?![\p{L}\d])/gu,
    ([value = '']) => `thứ ${readOrdinal(+value, region)}`,
  ],
  // 7h30, 7 giờ 30 phút, 15:30, 8g15
  [
    new RegExp(
      `${edge}(\\d{1,2})(?:\\s*giờ\\s*|[hHg:])(\\d{2})(?:\\s*phút)?(?![\\p{L}\\d:]|[./,-]\\d)`,
      'gu',
    ),
    ([hours = '', minutes = '']) =>
      +hours <= 24 && +minutes < 60
        ? `${readInteger(+hours, region)} giờ${+minutes === 0 ? '' : ` ${readInteger(+minutes, region)} phút`}`
        : undefined,
  ],
  [
    new RegExp(`${edge}(\\d{1,2})\\s?[hH](?![\\p{L}\\d])`, 'gu'),
    ([hours = '']) => (+hours <= 24 ? `${readInteger(+hours, region)} giờ` : undefined),
  ],
]

const built = { north: rules('north'), south: rules('south') }

/** Two times or days with a hyphen between them are a span. */
const span = /(\d(?:[hHg]|\s?giờ)?(?:\d{2})?)\s*[-–—]\s*(?=\d{1,2}(?:[hHg]|\s?giờ|:\d\d))/gu

export const speakMoments = (text: string, region: Region): string =>
  built[region].reduce(
    (spoken, [pattern, say]) =>
      spoken.replaceAll(pattern, (found: string, ...more: unknown[]) => {
        const texts = more.filter((value): value is string | undefined => typeof value !== 'number')
        const at = more.find(value => typeof value === 'number')
        const groups = texts.slice(0, -1).map(value => value ?? '')
        return say(groups, around(spoken, typeof at === 'number' ? at : 0, found)) ?? found
      }),
    text
      .replaceAll(span, '$1 đến ')
      .replaceAll(/(\d{1,2}\/\d{1,2}(?:\/\d{4})?)\s*[-–—]\s*(?=\d{1,2}\/\d)/g, '$1 đến '),
  )
