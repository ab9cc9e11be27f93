/** What is masked before anything is stored, and what is left alone: our own cases, the published list, properties. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { contentDir } from '../../bot/content-dir.ts'
import { maskPersonal, personalKinds } from '../../content/personal-data.ts'
import { isLuhn, marks } from '../../content/personal-patterns.ts'

const cases = readFileSync(new URL('personal-data-cases.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter(line => line !== '')
  .map(line =>
    z
      .strictObject({ text: z.string(), takes: z.array(z.string()), kind: z.enum(personalKinds).optional() })
      .parse(JSON.parse(line)),
  )

/** The rest of a text once these are taken out, and of a masked one once its marks are. */
const without = (text: string, parts: readonly string[]): string =>
  parts.reduce((rest, part) => rest.replace(part, ''), text.normalize('NFC'))
const withoutMarks = (text: string): string => without(text, text.match(/\[[^\]]+\]/g) ?? [])

test.each(cases)('$text', ({ text, takes, kind }) => {
  const masked = maskPersonal(text)
  expect(withoutMarks(masked.text)).toBe(without(text, takes))
  expect(masked.found).toEqual(kind === undefined ? [] : [kind])
})

test('the cases hold every kind, and at least a hundred lines each way', () => {
  expect(new Set(cases.flatMap(({ kind }) => kind ?? []))).toEqual(new Set(personalKinds))
  expect(cases.filter(({ takes }) => takes.length > 0).length).toBeGreaterThanOrEqual(100)
  expect(cases.filter(({ takes }) => takes.length === 0).length).toBeGreaterThanOrEqual(100)
})

const list = z
  .strictObject({
    kinds: z.array(
      z.strictObject({
        kind: z.enum(personalKinds),
        name: z.string(),
        mark: z.string(),
        forms: z.string(),
        examples: z.array(z.string()).min(1),
      }),
    ),
    leftAlone: z.array(z.strictObject({ what: z.string(), examples: z.array(z.string()).min(1) })),
    limits: z.array(z.string()).min(1),
  })
  .parse(parse(readFileSync(join(contentDir, 'personal-data.yaml'), 'utf8')))

test('the published list says what the program does', () => {
  expect(list.kinds.map(({ kind }) => kind)).toEqual([...personalKinds])
  for (const { kind, mark, examples } of list.kinds) {
    expect(mark).toBe(marks[kind])
    for (const example of examples) {
      expect(maskPersonal(example).found, example).toEqual([kind])
      expect(maskPersonal(example).text, example).toContain(mark)
    }
  }
  for (const { examples } of list.leftAlone)
    for (const example of examples)
      expect(maskPersonal(example), example).toEqual({ text: example, found: [] })
})

test('masking twice changes nothing more, and never throws', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.stringMatching(/^[0-9 .@a-z-]{0,60}$/),
        fc.stringMatching(/^(mã otp|stk|cccd|[0-9]{1,13}|[ .,-]){0,12}$/),
      ),
      text => {
        const once = maskPersonal(text).text
        expect(maskPersonal(once).text).toBe(once)
      },
    ),
  )
})

const digit = fc.integer({ min: 0, max: 9 }).map(String)
const digits = (count: number) =>
  fc.array(digit, { minLength: count, maxLength: count }).map(list => list.join(''))
const group = (sizes: readonly number[], separator: string) => (number: string) =>
  sizes
    .map((size, index) => {
      const from = sizes.slice(0, index).reduce((sum, one) => sum + one, 0)
      return number.slice(from, from + size)
    })
    .join(separator)
const around = fc.constantFrom(
  ['em hỏi ', ' với ạ'],
  ['Số của tôi: ', ', xin cảm ơn.'],
  ['', ''],
  ['(', ')'],
  ['làm khai sinh cho cháu, ', ' là của bố'],
)
const separator = fc.constantFrom('', ' ', '.', '-')

test('every citizen number in every usual grouping is found', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 96 }),
      fc.integer({ min: 0, max: 3 }),
      digits(8),
      fc.constantFrom([3, 3, 3, 3], [4, 4, 4], [3, 9], [6, 6], [3, 3, 6]),
      separator,
      around,
      (province, century, rest, sizes, gap, [front, end]) => {
        const number = group(sizes, gap)(`${String(province).padStart(3, '0')}${century}${rest}`)
        const masked = maskPersonal(`${front}${number}${end}`)
        expect(masked.text).not.toMatch(/\d{3}/)
        expect(masked.found).toHaveLength(1)
      },
    ),
  )
})

test('every mobile number in every usual grouping is found', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('0', '+84', '84', '+84 ', '0084'),
      fc.constantFrom('3', '5', '7', '8', '9'),
      digits(8),
      fc.constantFrom([2, 3, 4], [3, 3, 3], [9], [2, 3, 2, 2]),
      separator,
      around,
      (prefix, first, rest, sizes, gap, [front, end]) => {
        const masked = maskPersonal(`${front}${prefix}${group(sizes, gap)(first + rest)}${end}`)
        expect(masked.text).toBe(`${front}${marks.phone}${end}`)
      },
    ),
  )
})

test('every card number that passes the check is found', () => {
  fc.assert(
    fc.property(digits(15), fc.constantFrom('', ' ', '-', '.'), (start, gap) => {
      const last = [...Array(10).keys()].map(String).find(end => isLuhn(`4${start.slice(1)}${end}`)) ?? ''
      const number = group([4, 4, 4, 4], gap)(`4${start.slice(1)}${last}`)
      expect(maskPersonal(`số thẻ của em ${number} ạ`).text).toBe(`số thẻ của em ${marks.card} ạ`)
    }),
  )
})

test('every code after its words is found', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('mã OTP là ', 'otp ', 'Ma xac nhan: ', 'mã xác thực của em ', 'mã PIN '),
      fc.integer({ min: 4, max: 8 }).chain(digits),
      (lead, code) => {
        expect(maskPersonal(lead + code).text).not.toContain(code)
      },
    ),
  )
})

test('no amount, date, procedure code or file code is touched', () => {
  const amount = fc
    .integer({ min: 1, max: 9_999_999_999 })
    .map(value => `${value.toLocaleString('de-DE')} đồng`)
  const day = fc
    .date({ min: new Date('1930-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
    .chain(date =>
      fc.constantFrom('/', '.', '-').map(gap => {
        const [year = '', month = '', dayOfMonth = ''] = date.toISOString().slice(0, 10).split('-')
        return [dayOfMonth, month, year].join(gap)
      }),
    )
  const procedure = fc
    .tuple(fc.integer({ min: 1, max: 3 }), digits(6), fc.boolean(), digits(2))
    .map(([first, six, long, province]) => `${first}.${six}${long ? `.000.00.00.H${province}` : ''}`)
  const file = fc
    .tuple(digits(2), digits(6), digits(4))
    .map(([province, date, number]) => `000.00.01.H${province}-${date}-${number}`)
  fc.assert(
    fc.property(
      fc.oneof(amount, day, procedure, file),
      fc.constantFrom('em hỏi ', 'nộp ', 'hồ sơ ', 'Theo quy định, '),
      (value, lead) => {
        const text = `${lead}${value} ạ`
        expect(maskPersonal(text).text).toBe(text)
      },
    ),
  )
})

test('a long message of digits and signs is looked through in a moment', () => {
  for (const piece of [
    '1 ',
    '1-',
    'ma otp 1234 ',
    'khong mot ',
    '0912345678 ',
    'a@b.',
    '22/11/2026 ',
    '1/a-',
    'o1',
  ]) {
    const long = piece.repeat(10_000 / piece.length)
    const once = maskPersonal(long)
    expect(maskPersonal(once.text).text).toBe(once.text)
  }
}, 5_000)
