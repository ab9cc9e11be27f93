/** Whatever people type, a value is taken soundly or refused with a reason; the review itself never breaks. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Unit, unitSchema } from '../../../../content/model/ward.ts'
import { readPlan } from '../../../../content/plan/read/read-plan.ts'
import { addLine, addProblems } from '../../../../content/plan/review/add-line.ts'
import { editItem, fieldProblems, fieldsOf } from '../../../../content/plan/review/fields.ts'
import { clauseIn } from '../../../../content/plan/review/line-parts.ts'
import { reviewSchema, startReview } from '../../../../content/plan/review/review.ts'
import { toText } from '../../../support/plan-files.ts'
import { sampleFacts, samplePlan } from '../../../support/sample-plan.ts'

const text = toText(samplePlan(sampleFacts))
const review = startReview({ id: 'r', name: 'a', text, read: readPlan(text), ward: null })
const editable = review.items.flatMap(item => fieldsOf(item).map(field => ({ id: item.id, field })))

const words = fc.constantFrom(
  'trước',
  'ngày',
  'tháng',
  '12/3',
  '31/2',
  '0',
  '150',
  '1.200',
  'tin,',
  'bài',
  'loa',
  'không',
  'quý',
  'năm',
  '%',
  ':',
  ';',
  'PL.4',
  'mỗi tháng',
  '\u0000',
  'ít nhất',
)
const typed = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 400 }),
  fc.array(words, { maxLength: 8 }).map(parts => parts.join(' ')),
)

test('any line for any field', () => {
  fc.assert(
    fc.property(fc.constantFrom(...editable), typed, ({ id, field }, line) => {
      const edited = editItem(review, id, field, line, [])
      if (edited.ok) {
        expect(reviewSchema.safeParse(JSON.parse(JSON.stringify(edited.review))).success).toBe(true)
        expect(edited.review.at).toBe(id)
      } else expect(fieldProblems).toContain(edited.problem)
    }),
    { numRuns: 600 },
  )
})

test('a quantity that was taken is the number that was typed', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9_999_999 }), fc.boolean(), (quantity, dotted) => {
      const line = `${dotted ? quantity.toLocaleString('de-DE') : quantity} tin, bài`
      const edited = editItem(review, 'target:0', 'quantity', line, [])
      expect(edited.ok && edited.review.items.find(({ id }) => id === 'target:0')).toMatchObject({
        value: { quantity, unit: 'tin, bài' },
      })
    }),
  )
})

test('any line of one’s own', () => {
  fc.assert(
    fc.property(typed, line => {
      const added = addLine(review, line, [])
      if (added.ok)
        expect(reviewSchema.safeParse(JSON.parse(JSON.stringify(added.review))).success).toBe(true)
      else expect([...fieldProblems, ...addProblems]).toContain(added.problem)
    }),
    { numRuns: 600 },
  )
})

test.each([
  ['III.2', 'III.2'],
  ['mục iii.2', 'III.2'],
  ['Phụ lục 10', 'PL.10'],
  ['phụ lục dòng 4', 'PL.4'],
  ['PL.4', 'PL.4'],
  ['pl 4', 'PL.4'],
  ['VI.2.Đ', 'VI.2.đ'],
  ['trang cuối', undefined],
  ['', undefined],
  ['2', undefined],
])('the clause "%s"', (typedClause, clause) => {
  expect(clauseIn(typedClause)).toBe(clause)
})

/** The first thing understood. */
const understood = (line: string) => {
  const added = addLine(review, line, units)
  return added.ok ? added.items[0]?.value : added.problem
}
const units: Unit[] = [
  unitSchema.parse({ name: 'Phòng Văn hóa - Xã hội', kind: 'department', aliases: ['phòng VHXH'] }),
]

test.each([
  ['Băng rôn; 20 băng rôn; băng rôn; III.2', { quantity: 20, unit: 'băng rôn', shape: 'yearly-count' }],
  ['Loa; ít nhất 2 tin mỗi tháng, mỗi đơn vị; loa; III.2', { quantity: 2, per: 'unit', atLeast: true }],
  [
    'Loa; 1.200 tin, bài trong năm; loa, trang thông tin điện tử; III.2',
    { quantity: 1200, unit: 'tin, bài', forms: ['loudspeaker', 'website_post'] },
  ],
  [
    'Kế hoạch của từng đơn vị; trước ngày 28/2; I.3',
    { shape: 'milestone', deadline: '2027-02-28', deadlineText: 'trước ngày 28/2' },
  ],
  [
    'Tọa đàm với doanh nghiệp; trước tháng 11/2027; tọa đàm; PL.6',
    { shape: 'milestone', deadline: null, latest: '2027-10-31', forms: ['seminar'] },
  ],
  ['Phát tờ rơi; hoàn thành trong quý II; tờ rơi; PL.2', { shape: 'milestone', latest: '2027-06-30' }],
  [
    'Niêm yết thủ tục; 100% thủ tục hành chính; niêm yết; I.3',
    { shape: 'coverage', of: 'thủ tục hành chính' },
  ],
  ['Người dân hài lòng; trên 95,5%; I.3', { shape: 'coverage', percent: 95.5, of: 'Người dân hài lòng' }],
  ['Công khai kết quả; hằng tuần; IV.3', { shape: 'recurring', every: 'week' }],
  ['Rà soát văn bản mới; mỗi tháng một lần; giao phòng VHXH; IV.3', { every: 'month', lead: units[0]?.name }],
  [
    'Hướng dẫn trực tiếp; đếm lượt người; hướng dẫn trực tiếp; PL.8',
    { shape: 'count-only', unit: 'lượt người', forms: ['direct_guidance'] },
  ],
  [
    'nhiệm vụ: Tập huấn kỹ năng số; chủ trì Công an phường; phối hợp Đoàn Thanh niên; trước 30/6; minh chứng ảnh, danh sách; PL.9',
    {
      no: 9,
      text: 'Tập huấn kỹ năng số',
      lead: 'Công an phường',
      partners: ['Đoàn Thanh niên'],
      deadline: '2027-06-30',
      deadlineKind: 'before',
      proof: ['ảnh', 'danh sách'],
    },
  ],
  ['việc Treo pano; Phòng Kinh tế; tháng 5; IV', { no: 6, lead: 'Phòng Kinh tế', deadlineMonth: '2027-05' }],
  [
    'báo cáo quý I; Các phòng gửi Phòng Văn hóa - Xã hội; trước ngày 12/3; VI',
    { period: 'Q1', deadline: '2027-03-12', deadlineKind: 'before', binds: 'Các phòng', derived: false },
  ],
  [
    'báo cáo năm; chủ trì phòng VHXH; gửi UBND tỉnh; chậm nhất 10/12/2027; VI',
    { to: 'UBND tỉnh', deadlineKind: 'by' },
  ],
])('"%s" is understood', (line, value) => {
  expect(understood(line)).toMatchObject(value)
})

test('a rule for each quarter makes the reports of the year, each to be confirmed', () => {
  const added = addLine(
    review,
    'báo cáo quý; Các khu phố gửi UBND phường; trước ngày 10 của tháng cuối quý; VI',
    [],
  )
  expect(
    added.ok && added.items.map(({ value }) => 'period' in value && [value.period, value.deadline]),
  ).toEqual([
    ['Q1', '2027-03-10'],
    ['Q2', '2027-06-10'],
    ['Q3', '2027-09-10'],
    ['Q4', '2027-12-10'],
  ])
  expect(added.ok && added.items.every(({ id }) => !(id in added.review.decisions))).toBe(true)
})

test.each([
  ['Loa; 2 tin; loa', 'parts'],
  ['Loa; III.2', 'parts'],
  ['; 2 tin; loa; III.2', 'text'],
  ['Loa; 2; loa; III.2', 'quantity'],
  ['Loa; 150%; III.2', 'percent'],
  ['Loa; vài tin; loa; III.2', 'what'],
  ['Loa; loa; III.2', 'what'],
  ['Loa; 2 tin mỗi tuần; loa; III.2', 'every'],
  ['Loa; 2 tin; khinh khí cầu; III.2', 'forms'],
  ['Tọa đàm; trước ngày 31/2; PL.4', 'date'],
  ['Tọa đàm; trước ngày 3/2/2040; PL.4', 'date-year'],
  ['nhiệm vụ: Tập huấn; loa; PL.5', 'task'],
  ['báo cáo; Các phòng; VI', 'report'],
  ['báo cáo quý I; trước ngày 12/3; VI', 'report'],
] as const)('"%s" is refused', (line, problem) => {
  expect(understood(line)).toBe(problem)
})
