/**
 * Plans in layouts the real ones do not have, of wards nobody has: what a careful reader notes down is what is read, also
 * when numbers, days, names, rows and the order of parts change.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readDocument } from '../../../content/plan/input/document.ts'
import { proposeTargets } from '../../../content/plan/propose.ts'
import { readPlan } from '../../../content/plan/read/read-plan.ts'
import { type PlanTruth, scorePlan } from '../../../content/plan/score.ts'
import {
  type CommuneFacts,
  type CommuneTask,
  communeFacts,
  communePlan,
  communeTruth,
} from '../../support/commune-plan.ts'
import {
  type MarkdownFacts,
  markdownFacts,
  markdownPlan,
  markdownTruth,
} from '../../support/markdown-plan.ts'
import { toDocx, toPdf, toText } from '../../support/plan-files.ts'
import { scanned } from '../../support/scan-noise.ts'
import { type TableFacts, tableFacts, tablePlan, tableTruth } from '../../support/table-plan.ts'

const groups = ['sections', 'targets', 'tasks', 'reports'] as const

/** Everything found, nothing too much, nothing invented. */
const expectAll = (text: string, truth: PlanTruth, isScan = false): void => {
  const score = scorePlan(readPlan(text), truth, text, isScan)
  expect({ metadata: score.metadata, invented: score.invented }).toEqual({ metadata: [], invented: [] })
  for (const group of groups) expect({ group, ...score[group] }).toMatchObject({ missed: [], extra: [] })
}

const textOf = async (bytes: Uint8Array): Promise<string> => {
  const document = await readDocument(bytes)
  if (!document.ok) throw new Error(document.problem)
  return document.text
}

describe('a commune with its letterhead in columns', () => {
  const truth = communeTruth(communeFacts)
  test('as text', () => expectAll(toText(communePlan(communeFacts, { merged: false })), truth))
  test('as a Word file with merged cells', async () =>
    expectAll(await textOf(await toDocx(communePlan(communeFacts))), truth))
  test('as a PDF whose header is printed again on the next page', async () =>
    expectAll(await textOf(toPdf(communePlan(communeFacts, { merged: false }))), truth))
  test.each([1, 2, 3, 4, 5, 6, 7, 8])('as a bad scan (%s)', seed => {
    const text = scanned(toText(communePlan(communeFacts, { merged: false })), { seed })
    // The rows of its table can't be told apart, and no row is better than a guess.
    expectAll(text, { ...truth, tasks: [] }, true)
    expect(readPlan(text).questions.map(({ id }) => id)).toContain('bang-quet')
  })
  test('a lead left blank below another is asked for, not filled in', () => {
    const { tasks, questions } = readPlan(toText(communePlan(communeFacts)))
    expect(tasks.map(({ lead }) => lead === null)).toEqual([false, false, true, false, true])
    expect(questions.find(({ id }) => id === 'chu-tri-trong-3')?.readings).toEqual([
      'Trung tâm Dịch vụ tổng hợp',
      'Kế hoạch không nêu',
    ])
  })
  test('where a PDF leaves one body between two columns for them, the row is not sure', async () => {
    const { tasks, questions } = readPlan(await textOf(toPdf(communePlan(communeFacts))))
    expect(tasks.flatMap(({ no, confidence }) => (confidence < 0.7 ? [no] : []))).toEqual([3, 5])
    expect(questions.map(({ id }) => id)).toEqual(expect.arrayContaining(['dong-bang-3', 'dong-bang-5']))
  })
})

describe('a ward whose targets stand in a table with a column of units', () => {
  const truth = tableTruth(tableFacts)
  test('as text', () => expectAll(toText(tablePlan(tableFacts)), truth))
  test('as a Word file', async () => expectAll(await textOf(await toDocx(tablePlan(tableFacts))), truth))
  test('as a PDF', async () => expectAll(await textOf(toPdf(tablePlan(tableFacts))), truth))
  test('limits without a year, by a quarter or in a month are milestones, and only a printed day is a day', () => {
    const read = readPlan(toText(tablePlan(tableFacts)))
    const milestones = proposeTargets(read).flatMap(({ value }) =>
      value.shape === 'milestone' ? [[value.clause, value.deadline, value.latest]] : [],
    )
    expect(milestones).toEqual([
      ['IV.2', null, null],
      ['IV.3', null, '2027-06-30'],
      ['IV.5', '2027-10-15', '2027-10-15'],
      ['IV.6', null, '2027-11-30'],
    ])
    expect(read.questions.find(({ id }) => id === 'ngay-chua-ro-2')?.readings).toEqual(['20/11/2027'])
  })
  test('who reports to whom, each on its own day', () => {
    const to = readPlan(toText(tablePlan(tableFacts))).reports.map(
      ({ binds, to: recipient, deadline }) => `${binds} → ${recipient}: ${deadline}`,
    )
    expect(to).toContain('Phòng Văn hóa - Xã hội → UBND phường: 2027-03-25')
    expect(to).toContain('Các phòng, ban, đơn vị thuộc phường → Phòng Văn hóa - Xã hội: 2027-03-20')
  })
})

describe('a plan typed in Markdown', () => {
  test('is read through its headings, pipe tables and lists', () =>
    expectAll(markdownPlan(markdownFacts), markdownTruth(markdownFacts)))
  test('items one step deeper are the content, their lead-in is not', () => {
    expect(readPlan(markdownPlan(markdownFacts)).topics.map(({ text }) => text)).toEqual([
      'Nộp hồ sơ qua Cổng Dịch vụ công quốc gia;',
      'tra cứu trên điện thoại,',
      'tra cứu tại quầy;',
      'Tài khoản VNeID mức 2;',
      'Thanh toán không dùng tiền mặt.',
    ])
  })
})

const two = (value: number): string => String(value).padStart(2, '0')
const names = fc.constantFrom('Phiêng Hạ', 'Ea Tul', 'Suối Lim', 'Đá Bạc', 'Tân Lập Đông', 'An Thới Tây')
const provinces = fc.constantFrom('Sơn La', 'Đắk Lắk', 'Cà Mau', 'Lạng Sơn', 'Gia Lai')
const year = fc.integer({ min: 2026, max: 2031 })
const count = fc.integer({ min: 1, max: 400 })
const day = fc.integer({ min: 1, max: 28 })
const month = fc.integer({ min: 1, max: 12 })
const number = fc.option(fc.integer({ min: 1, max: 999 }).map(value => `${two(value)}/KH-UBND`))
const signer = fc.constantFrom('Lò Văn Pâng', 'Y Bhăm Niê', 'Trần Thị Hoài', 'Nguyễn Văn Sơn Hải')
const issued = fc.option(fc.tuple(day, month))
const bodies = fc.constantFrom(
  'Phòng Văn hóa - Xã hội',
  'Trung tâm Dịch vụ tổng hợp',
  'Công an xã',
  'Phòng Kinh tế',
  'Văn phòng HĐND và UBND',
)

/** How a plan prints a time, and what a reader makes of it. */
const time = (of: number): fc.Arbitrary<Pick<CommuneTask, 'time' | 'deadline' | 'month'>> =>
  fc.oneof(
    fc.constantFrom('Thường xuyên', 'Hằng tháng', 'Trong năm', 'Quý II').map(text => ({ time: text })),
    fc
      .tuple(day, month)
      .map(([d, m]) => ({ time: `Trước ngày ${d}/${m}/${of}`, deadline: `${of}-${two(m)}-${two(d)}` })),
    fc.tuple(day, month).map(([d, m]) => ({
      time: `Chậm nhất ${two(d)}/${two(m)}/${of}`,
      deadline: `${of}-${two(m)}-${two(d)}`,
    })),
    month.map(m => ({ time: `Tháng ${m}/${of}`, month: `${of}-${two(m)}` })),
  )

const communes = year.chain(of =>
  fc.record<CommuneFacts>({
    commune: names,
    province: provinces,
    year: fc.constant(of),
    number,
    issued,
    signer,
    broadcasts: count,
    news: fc.integer({ min: 1, max: 30 }),
    banners: count,
    online: fc.integer({ min: 50, max: 99 }),
    reportDay: day,
    order: fc.shuffledSubarray(['targets', 'forms', 'table'] as const, { minLength: 3 }),
    tasks: fc.array(
      fc
        .record({
          text: fc.constantFrom(...communeFacts.tasks.map(({ text }) => text)),
          lead: bodies,
          when: time(of),
        })
        .map(({ text, lead, when }) => ({
          text,
          lead,
          partner: 'Các bản, tổ dân phố',
          product: 'Hình ảnh, báo cáo',
          ...when,
        })),
      { minLength: 1, maxLength: 9 },
    ),
  }),
)

const tables = year.chain(of =>
  fc.record<TableFacts>({
    ward: names,
    province: provinces,
    year: fc.constant(of),
    number,
    issued,
    signer,
    days: fc.tuple(fc.integer({ min: 1, max: 14 }), fc.integer({ min: 15, max: 28 })),
    audienceFirst: fc.boolean(),
    targets: fc.shuffledSubarray([...tableFacts.targets], { minLength: 1 }).chain(rows =>
      fc.tuple(...rows.map(() => fc.tuple(fc.integer({ min: 1, max: 5000 }), time(of)))).map(values =>
        rows.map(({ text, unit, forms }, index) => ({
          text,
          unit,
          forms,
          quantity: values[index]?.[0] ?? 1,
          ...(values[index]?.[1] ?? { time: 'Cả năm' }),
        })),
      ),
    ),
  }),
)

const markdowns = year.chain(of =>
  fc.record<MarkdownFacts>({
    ward: names,
    province: provinces,
    year: fc.constant(of),
    number,
    signer,
    posts: fc.integer({ min: 1, max: 30 }),
    vans: count,
    leaflets: fc.integer({ min: 1, max: 9000 }),
    satisfied: fc.integer({ min: 50, max: 99 }),
    halfYear: fc.tuple(day, fc.constant(6)),
    yearEnd: fc.tuple(day, fc.constantFrom(11, 12)),
    targetsFirst: fc.boolean(),
    tasks: fc
      .shuffledSubarray(markdownFacts.tasks.filter(({ lead }) => lead !== 'nt'))
      .map(tasks => tasks.map(({ text, lead }) => ({ text, lead, due: 'Trong năm' }))),
  }),
)

describe('whatever the facts are', () => {
  test('a commune', () => {
    fc.assert(
      fc.property(communes, facts =>
        expectAll(toText(communePlan(facts, { merged: false })), communeTruth(facts)),
      ),
      { numRuns: 80 },
    )
  })
  test('a commune in Word and PDF', async () => {
    await fc.assert(
      fc.asyncProperty(communes, async facts => {
        expectAll(await textOf(await toDocx(communePlan(facts))), communeTruth(facts))
        expectAll(await textOf(toPdf(communePlan(facts, { merged: false }))), communeTruth(facts))
      }),
      { numRuns: 12 },
    )
  })
  test('a table of targets', () => {
    fc.assert(
      fc.property(tables, facts => expectAll(toText(tablePlan(facts)), tableTruth(facts))),
      { numRuns: 80 },
    )
  })
  test('a table of targets in Word and PDF', async () => {
    await fc.assert(
      fc.asyncProperty(tables, async facts => {
        expectAll(await textOf(await toDocx(tablePlan(facts))), tableTruth(facts))
        expectAll(await textOf(toPdf(tablePlan(facts))), tableTruth(facts))
      }),
      { numRuns: 12 },
    )
  })
  test('Markdown', () => {
    fc.assert(
      fc.property(markdowns, facts => expectAll(markdownPlan(facts), markdownTruth(facts))),
      { numRuns: 80 },
    )
  })
})
