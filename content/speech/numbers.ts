/** Numbers as a Vietnamese announcer reads them: whole numbers, decimals, digits one by one, ordinals. Pure. */

/** North and centre say "nghìn" and "linh", the south "ngàn" and "lẻ"; both are understood everywhere. */
export type Region = 'north' | 'south'

const digits = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'] as const
const digit = (value: number): string => digits[value] ?? ''

const scales = { north: ['', 'nghìn', 'triệu'], south: ['', 'ngàn', 'triệu'] } as const
const join = { north: 'linh', south: 'lẻ' } as const

/** 10 to 99, and what may stand behind "trăm". */
const tens = (value: number, region: Region): string => {
  const [high, low] = [Math.floor(value / 10), value % 10]
  const head = high === 1 ? 'mười' : `${digit(high)} mươi`
  if (low === 0) return head
  if (low === 5) return `${head} lăm`
  if (high > 1 && low === 1) return `${head} mốt`
  if (high > 1 && low === 4 && region === 'north') return `${head} tư`
  return `${head} ${digit(low)}`
}

/** @param padded something was read before: "không trăm linh năm" */
const below1000 = (value: number, padded: boolean, region: Region): string => {
  const [hundreds, rest] = [Math.floor(value / 100), value % 100]
  if (hundreds === 0 && !padded) return rest < 10 ? digit(rest) : tens(rest, region)
  const head = `${digit(hundreds)} trăm`
  if (rest === 0) return head
  return `${head} ${rest < 10 ? `${join[region]} ${region === 'north' && rest === 4 ? 'tư' : digit(rest)}` : tens(rest, region)}`
}

const billion = 1_000_000_000n

/** Below one billion, in groups of three digits; an empty group is not read. */
const belowBillion = (value: number, padded: boolean, region: Region): string => {
  const parts: string[] = []
  for (const [power, unit] of [
    [2, 1_000_000],
    [1, 1_000],
    [0, 1],
  ] as const) {
    const group = Math.floor(value / unit) % 1_000
    if (group === 0) continue
    parts.push(`${below1000(group, padded || parts.length > 0, region)} ${scales[region][power]}`.trim())
  }
  return parts.join(' ')
}

/** 2026 → "hai nghìn không trăm hai mươi sáu"; any size. @throws RangeError for a number that is not whole */
export const readInteger = (value: number | bigint, region: Region = 'north'): string => {
  const whole = BigInt(value)
  if (whole < 0n) return `âm ${readInteger(-whole, region)}`
  if (whole === 0n) return digit(0)
  return unsigned(whole, region)
}

const unsigned = (value: bigint, region: Region): string => {
  const [high, low] = [value / billion, Number(value % billion)]
  if (high === 0n) return belowBillion(low, false, region)
  const head = `${unsigned(high, region)} tỷ`
  return low === 0 ? head : `${head} ${belowBillion(low, true, region)}`
}

/** "0368" → "không ba sáu tám"; what is no digit is left out. */
export const readDigits = (text: string): string =>
  [...text].flatMap(character => (/\d/.test(character) ? [digit(Number(character))] : [])).join(' ')

/** 1 → "nhất", 4 → "tư", 12 → "mười hai": what stands behind "thứ". */
export const readOrdinal = (value: number, region: Region = 'north'): string =>
  value === 1 ? 'nhất' : value === 4 ? 'tư' : readInteger(value, region)

/** The part behind a decimal comma: "5" → "năm", "25" → "hai mươi lăm", "05" and longer ones digit by digit. */
const readFraction = (text: string, region: Region): string =>
  text.length <= 2 && !text.startsWith('0') ? readInteger(Number(text), region) : readDigits(text)

/**
 * A numeral as printed here: "540.000", "2,5", "1.234,5", "05", "66.7" (an article), "1.001939" (a procedure's code),
 * "0368" or twelve digits without a point (read one by one).
 * @param isAmount what is counted follows, so that "50,000" means fifty thousand
 */
export const readNumeral = (text: string, region: Region = 'north', isAmount = false): string => {
  if (/^\d{1,3}(\.\d{3})+$/.test(text)) return readInteger(BigInt(text.replaceAll('.', '')), region)
  if (/^\d{1,3}(,\d{3}){2,}$/.test(text) || (isAmount && /^\d{1,3}(,\d{3})+$/.test(text)))
    return readInteger(BigInt(text.replaceAll(',', '')), region)
  const decimal = /^(\d+|\d{1,3}(?:\.\d{3})+),(\d+)$/.exec(text)
  if (decimal?.[1] !== undefined && decimal[2] !== undefined)
    return `${readNumeral(decimal[1], region)} phẩy ${readFraction(decimal[2], region)}`
  if (/^\d+$/.test(text)) {
    const byDigits = isAmount ? /^0\d\d/.test(text) : /^0\d\d|^\d{9}/.test(text)
    return byDigits ? readDigits(text) : readInteger(BigInt(text), region)
  }
  return text
    .split(/[.,]/)
    .filter(part => part !== '')
    .map(part => (part.length > 4 ? readDigits(part) : readNumeral(part, region)))
    .join(' chấm ')
}
