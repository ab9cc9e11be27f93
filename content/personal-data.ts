/**
 * Finds and masks what must not be kept: identity numbers, phones, one-time codes, bank cards and accounts, insurance and
 * passport numbers, e-mail addresses. Masking comes before storing or logging anything people wrote. Purposely broad: a
 * lost digit harms nobody. The forms are in `personal-patterns.ts`.
 */
import {
  amountAfter,
  amountBefore,
  anyPassportForm,
  emailForm,
  hotline,
  insuranceCard,
  isCitizenNumber,
  isLuhn,
  isPhone,
  leads,
  marks,
  notSecretAfter,
  notSecretBefore,
  otpAfterLead,
  otpBeforeLead,
  type PersonalKind,
  passportForm,
  passwordAfterLead,
  personalKinds,
  protectedForms,
  spelledDigits,
} from './personal-patterns.ts'

export { type PersonalKind, personalKinds } from './personal-patterns.ts'

export interface Masked {
  readonly text: string
  /** What was taken out, each kind once, in the order of {@link personalKinds}. */
  readonly found: readonly PersonalKind[]
}

/** A stretch of a text, in UTF-16 units. */
interface Stretch {
  readonly start: number
  readonly end: number
}
export interface PersonalFind extends Stretch {
  readonly kind: PersonalKind
}

const plainUnits = new Map<string, string>()
const separators = /[\u00a0\u2000-\u200f\u202f\u205f\u2060\u3000\ufeff\t()]/
/** One unit without marks, in lower case; full-width digits as usual ones; odd blanks, brackets and dashes as plain ones. */
const plainUnit = (unit: string): string => {
  const known = plainUnits.get(unit)
  if (known !== undefined) return known
  const base = unit.normalize('NFD').charAt(0).toLowerCase()
  const code = unit.charCodeAt(0)
  const made =
    code >= 0xff10 && code <= 0xff19
      ? String(code - 0xff10)
      : separators.test(unit)
        ? ' '
        : /[\u2010-\u2015\u2212_]/.test(unit)
          ? '-'
          : /[\u00b7\u2022\u2024]/.test(unit)
            ? '.'
            : base === 'đ'
              ? 'd'
              : base.length === 1
                ? base
                : unit
  if (plainUnits.size < 5000) plainUnits.set(unit, made)
  return made
}

/** The text one unit for one in plain letters, with O and l read as digits where they stand among digits. */
const plainCopy = (text: string): string => {
  let plain = ''
  for (let index = 0; index < text.length; index += 1) plain += plainUnit(text.charAt(index))
  return plain.replaceAll(/(?<![a-z])[\doil|]{3,}(?![a-z])/g, token =>
    /\d/.test(token) ? token.replaceAll('o', '0').replaceAll(/[il|]/g, '1') : token,
  )
}

const matches = (text: string, pattern: RegExp, group = 0): Stretch[] =>
  [...text.matchAll(pattern)].map(match => {
    const lead = group === 0 ? 0 : match[0].indexOf(match[group] ?? '', (match[1] ?? '').length * (group - 1))
    return { start: match.index + lead, end: match.index + lead + (match[group] ?? '').length }
  })

/** What was written before, as far as it says what a number is: not past a mark or a line. */
const before = (plain: string, at: number, reach: number): string =>
  plain
    .slice(Math.max(0, at - reach), at)
    .split(/[[\]\n]/)
    .at(-1) ?? ''

const overlaps = (a: Stretch, b: Stretch): boolean => a.start < b.end && b.start < a.end

interface Group extends Stretch {
  readonly digits: string
}

/** Numbers joined by blanks, a dot, a comma or a dash; a comma with a blank after it lists different ones. */
const runs = (plain: string): Group[][] =>
  [...plain.matchAll(/\d+(?:(?: {1,3}|,| ?[.-] ?)\d+)*/g)].map(run =>
    [...run[0].matchAll(/\d+/g)].map(({ 0: digits, index }) => ({
      digits,
      start: run.index + index,
      end: run.index + index + digits.length,
    })),
  )

/** 250.000.000 or 1,250,000,000 */
const inThousands = (groups: readonly Group[], plain: string): boolean => {
  const [first, ...rest] = groups
  const gaps = new Set(rest.map((group, index) => plain.slice(groups[index]?.end ?? 0, group.start)))
  return (
    first !== undefined &&
    rest.length > 0 &&
    /^[1-9]\d{0,2}$/.test(first.digits) &&
    rest.every(({ digits }) => digits.length === 3) &&
    gaps.size === 1 &&
    (gaps.has('.') || gaps.has(','))
  )
}

const mostDigits = 19

/** What the words before a number say of it; each is looked for once, however many numbers begin there. */
interface Lead {
  readonly said: (kind: keyof typeof leads) => boolean
  readonly amount: () => boolean
  /** Whether they say anything. */
  readonly any: () => boolean
}

const leadOf = (plain: string, at: number): Lead => {
  const near = before(plain, at, 32)
  const known = new Map<string, boolean>()
  const once = (name: string, pattern: RegExp): boolean => {
    const before = known.get(name)
    if (before !== undefined) return before
    const answer = pattern.test(near)
    known.set(name, answer)
    return answer
  }
  return {
    said: kind => once(kind, leads[kind]),
    amount: () => once('amount', amountBefore),
    any: () => Object.entries(leads).some(([kind, pattern]) => once(kind, pattern)),
  }
}

/** What these neighbouring groups of digits are together; undefined when they are nobody's. */
const kindOf = (groups: readonly Group[], plain: string, lead: Lead): PersonalKind | undefined => {
  const [first] = groups
  const last = groups.at(-1)
  if (first === undefined || last === undefined) return undefined
  const digits = groups.map(group => group.digits).join('')
  const count = digits.length
  if (count < 6 || count > mostDigits || hotline.test(digits)) return undefined
  const single = groups.length === 1
  const oneByOne = groups.length > 3 && groups.every(group => group.digits.length === 1)
  const apart = new Set(
    groups.slice(1).map((group, index) => plain.slice(groups[index]?.end ?? 0, group.start).trim()),
  )
  // "H27-261122-0003": the digits go with a letter, as in a code.
  if (!single && /(?:^|[^a-z])[a-z]$/.test(plain.slice(Math.max(0, first.start - 2), first.start)))
    return undefined
  const { said } = lead
  const amount =
    !digits.startsWith('0') && (lead.amount() || amountAfter.test(plain.slice(last.end, last.end + 14)))
  const money = amount || (inThousands(groups, plain) && !said('identity') && !said('account'))
  const cardLike =
    single ||
    groups.slice(0, -1).every(group => group.digits.length === 4) ||
    /^\d{4} \d{6} \d{4,5}$/.test(groups.map(g => g.digits).join(' '))
  const steady =
    single || oneByOne || (apart.size === 1 && groups.length <= 5) || said('phone') || said('identity')
  if (said('account') && !money && !said('identity') && !said('card') && steady) return 'account'
  if (digits.startsWith('0084') && isPhone(digits)) return 'phone'
  if (
    count >= 13 &&
    cardLike &&
    (isLuhn(digits) || (said('card') && count >= 15) || digits.startsWith('9704'))
  )
    return 'card'
  if (said('insurance') && (count === 10 || count === 13 || count === 15)) return 'insurance'
  const plus = /\+ ?$/.test(plain.slice(Math.max(0, first.start - 3), first.start))
  if (
    isPhone(digits) &&
    (digits.startsWith('0') || plus || (count >= 11 && steady)) &&
    (groups.length <= 6 || oneByOne)
  )
    return 'phone'
  if (said('phone') && digits.startsWith('0') && count >= 9 && count <= 11) return 'phone'
  if (said('identity') && !money && (count === 9 || count === 10 || count === 12 || count === 13))
    return 'identity'
  if (count === 12 && (single || (isCitizenNumber(digits) && (steady || oneByOne))))
    return money ? undefined : 'identity'
  if (count === 9 && steady && !oneByOne && !money) return 'identity'
  return undefined
}

/** Everything personal in a text, from left to right, without overlaps. The text must be in NFC. */
export const findPersonal = (text: string): PersonalFind[] => {
  const found: PersonalFind[] = []
  const plain = plainCopy(text)
  const add = (stretch: Stretch, kind: PersonalKind): void => {
    if (stretch.end > stretch.start && !found.some(other => overlaps(other, stretch)))
      found.push({ start: stretch.start, end: stretch.end, kind })
  }
  for (const stretch of matches(plain, emailForm)) add(stretch, 'email')
  const safe = protectedForms.flatMap(pattern => matches(plain, pattern))
  const free = (stretch: Stretch): boolean => !safe.some(other => overlaps(other, stretch))
  for (const stretch of matches(plain, passwordAfterLead, 2)) add(stretch, 'otp')
  // Right after its words a code may look like a line to call; "otp, tổng đài 1900 1234" names the line.
  const afterLead = matches(plain, otpAfterLead, 2)
  const beforeLead = matches(plain, otpBeforeLead, 1).filter(
    ({ start, end }) => !hotline.test(plain.slice(start, end).replaceAll(/\D/g, '')),
  )
  for (const stretch of [...afterLead, ...beforeLead])
    if (
      free(stretch) &&
      !notSecretBefore.test(before(plain, stretch.start, 20)) &&
      !notSecretAfter.test(plain.slice(stretch.end, stretch.end + 12))
    )
      add(stretch, 'otp')
  for (const stretch of matches(plain, insuranceCard)) if (free(stretch)) add(stretch, 'insurance')
  for (const stretch of matches(plain, passportForm)) if (free(stretch)) add(stretch, 'passport')
  for (const stretch of matches(plain, anyPassportForm))
    if (free(stretch) && leads.passport.test(before(plain, stretch.start, 32))) add(stretch, 'passport')
  for (const run of runs(plain)) {
    const groups = run.filter(free)
    // The end of an amount is no number of its own.
    const whole = inThousands(groups, plain)
    for (let from = 0; from < (whole ? 1 : groups.length); from += 1) {
      const first = groups[from]
      if (first === undefined) break
      const lead = leadOf(plain, first.start)
      // "1 2 3 4 …" counts something, unless the words before say what it is.
      if (
        first.digits !== '0' &&
        !lead.any() &&
        groups.slice(from, from + 3).every(g => g.digits.length === 1)
      )
        continue
      // No number has more digits, so no longer neighbours need be looked at.
      let most = from
      for (let count = 0; most < groups.length; most += 1) {
        count += groups[most]?.digits.length ?? 0
        if (count > mostDigits) break
      }
      for (let to = most; to > (whole ? groups.length - 1 : from); to -= 1) {
        const taken = groups.slice(from, to)
        const kind = kindOf(taken, plain, lead)
        const last = taken.at(-1)
        if (kind === undefined || last === undefined) continue
        add({ start: withPrefix(text, first.start, last.end), end: last.end }, kind)
        from = to - 1
        break
      }
    }
  }
  for (const stretch of matches(plain, spelledDigits)) {
    const count = plain.slice(stretch.start, stretch.end).split(/[ ,.-]+/).length
    add(stretch, count === 10 || count === 11 ? 'phone' : 'identity')
  }
  return found.toSorted((a, b) => a.start - b.start)
}

/** "+84 …" and "(0215) …" begin before their first digit. */
const withPrefix = (text: string, start: number, end: number): number => {
  const lead = /\(?\+? ?$/.exec(text.slice(Math.max(0, start - 3), start))?.[0] ?? ''
  const opened = lead.startsWith('(') && !text.slice(start, end).includes(')') ? lead.slice(1) : lead
  return start - (opened.trim() === '' ? 0 : opened.length)
}

/** Whether there is anything to look at: most messages hold neither digits nor an address. */
const worthALook = /[\d\uff10-\uff19@]|m[ậa]t\s*kh[ẩa]u|(?:kh[ôo]ng|m[ộo]t|ch[íi]n|t[áa]m)[ ,.-]/iu

/** Replaces every find by a mark in square brackets, e.g. "[số giấy tờ]". Masking twice changes nothing. */
export const maskPersonal = (text: string): Masked => {
  if (!worthALook.test(text.normalize('NFC'))) return { text, found: [] }
  const kinds = new Set<PersonalKind>()
  let masked = text.normalize('NFC')
  // A number taken out may have stood between a word and another number: once more, until nothing is left.
  for (let round = 0; round < 5; round += 1) {
    const found = findPersonal(masked)
    if (found.length === 0) break
    let next = ''
    let done = 0
    for (const { start, end, kind } of found) {
      kinds.add(kind)
      next += masked.slice(done, start) + marks[kind]
      done = end
    }
    masked = next + masked.slice(done)
  }
  return kinds.size === 0
    ? { text, found: [] }
    : { text: masked, found: personalKinds.filter(kind => kinds.has(kind)) }
}
