/**
 * Finds and masks what must not be kept: identity numbers, phones, one-time codes, bank cards, e-mail addresses.
 * Masking comes before storing or logging anything people wrote. Purposely broad: a lost digit harms nobody.
 */

export const personalKinds = ['identity', 'phone', 'otp', 'card', 'email'] as const
export type PersonalKind = (typeof personalKinds)[number]

interface Pattern {
  readonly kind: PersonalKind
  readonly pattern: RegExp
  readonly keep: (match: string) => boolean
}

const digits = (text: string): string => text.replaceAll(/\D/g, '')

/** Luhn's check (ISO/IEC 7812), which bank card numbers pass. */
const isLuhn = (number: string): boolean => {
  let sum = 0
  for (let index = 0; index < number.length; index += 1) {
    let digit = Number(number[number.length - 1 - index])
    if (index % 2 === 1) digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2
    sum += digit
  }
  return sum % 10 === 0
}

// A separator people put between groups of digits.
const gap = '[ .-]?'
const run = (least: number, most: number): string =>
  `(?<![\\d])\\d(?:${gap}\\d){${least - 1},${most - 1}}(?![\\d])`

const patterns: readonly Pattern[] = [
  { kind: 'email', pattern: /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, keep: () => true },
  { kind: 'card', pattern: new RegExp(run(15, 19), 'g'), keep: match => isLuhn(digits(match)) },
  // Vietnamese mobile and land lines: 0 or +84, 9-10 digits after it; hotlines (1800, 1900, 113) are public.
  {
    kind: 'phone',
    pattern: new RegExp(`(?<![\\d])(?:\\+?84|0)${gap}[2-9](?:${gap}\\d){7,9}(?![\\d])`, 'g'),
    keep: match => !/^0\d{11}$/.test(digits(match)) || match.startsWith('+'),
  },
  // Citizen identity numbers have 12 digits and begin with 0 (province code 001-096); old ones have 9.
  { kind: 'identity', pattern: new RegExp(run(12, 12), 'g'), keep: () => true },
  { kind: 'identity', pattern: new RegExp(run(9, 9), 'g'), keep: () => true },
  {
    kind: 'otp',
    pattern:
      /((?:otp|m[ãa] (?:x[áa]c (?:nh[ậa]n|th[ựu]c)|k[íi]ch ho[ạa]t)|passcode|m[ậa]t kh[ẩa]u)[^\d\n]{0,20})\d{4,8}(?!\d)/giu,
    keep: () => true,
  },
]

export interface Masked {
  readonly text: string
  /** What was taken out, each kind once. */
  readonly found: readonly PersonalKind[]
}

/** Replaces every find by a mark in square brackets, e.g. "[số định danh]". Masking twice changes nothing. */
export const maskPersonal = (text: string): Masked => {
  const found = new Set<PersonalKind>()
  let masked = text
  for (const { kind, pattern, keep } of patterns) {
    masked = masked.replaceAll(pattern, (match: string, lead: unknown) => {
      if (!keep(match)) return match
      found.add(kind)
      return (typeof lead === 'string' ? lead : '') + marks[kind]
    })
  }
  return { text: masked, found: [...found] }
}

const marks: Readonly<Record<PersonalKind, string>> = {
  identity: '[số giấy tờ]',
  phone: '[số điện thoại]',
  otp: '[mã bí mật]',
  card: '[số thẻ]',
  email: '[email]',
}
