import { expect, test } from 'vitest'
import { findDates } from '../../../content/activity/dates.ts'
import { findTimes, sessionAt } from '../../../content/activity/durations.ts'
import { numberAt } from '../../../content/activity/numbers.ts'
import { parseActivity } from '../../../content/activity/parse-activity.ts'
import { repair } from '../../../content/activity/repair.ts'
import { cleanLine, tokenise } from '../../../content/activity/text.ts'

const tokensOf = (text: string) => tokenise(cleanLine(text))
const repaired = (text: string) =>
  repair(tokensOf(text), () => false)
    .map(({ text: word }) => word)
    .join(' ')

test.each([
  ['12', 12],
  ['1.200', 1200],
  ['mười lăm', 15],
  ['mươi lăm', 15],
  ['chục', 10],
  ['hai chục', 20],
  ['hai mươi mốt', 21],
  ['trăm rưỡi', 150],
  ['trăm hai', 120],
  ['hai trăm linh năm', 205],
  ['2 trăm', 200],
  ['một nghìn hai trăm', 1200],
  ['ba tram', 300],
])('"%s" is %d', (text, value) => {
  expect(numberAt(tokensOf(text), 0)?.value).toBe(value)
})

const dated = (text: string, today = '2026-11-22') => {
  const tokens = tokensOf(text)
  return findDates(
    tokens,
    today,
    tokens.map(() => false),
  ).map(({ value }) =>
    value.kind === 'day' ? [value.from, value.to].filter(day => day !== null).join('..') : value.kind,
  )
}

test.each([
  ['hôm qua', '2026-11-21'],
  ['hom kia', '2026-11-20'],
  ['thứ 7', '2026-11-21'],
  ['t2', '2026-11-16'],
  ['chủ nhật', '2026-11-15'],
  ['thứ 5 tuần trước', '2026-11-12'],
  ['mùng 8', '2026-11-08'],
  ['20-11', '2026-11-20'],
  ['3-5/11', '2026-11-03..2026-11-05'],
  ['từ 28/10 đến 2/11', '2026-10-28..2026-11-02'],
  ['11 và 12/11', '2026-11-11..2026-11-12'],
  ['ngày 3 tháng 4', '2026-04-03'],
  ['15/12/2025', '2025-12-15'],
  ['2026-11-15', '2026-11-15'],
  ['tuần trước', '2026-11-09..2026-11-15'],
  ['từ thứ 2 đến thứ 4 tuần trước', '2026-11-09..2026-11-11'],
  ['cách đây 3 ngày', '2026-11-19'],
  ['đầu tháng', 'vague'],
  ['bữa hổm', 'vague'],
  ['31/2', 'impossible'],
  ['25/12', 'future'],
  ['tuần tới', 'future'],
])('"%s", said on Sunday 22 November 2026, is %s', (text, expected) => {
  expect(dated(text)).toEqual([expected])
})

test('the same words move with the day they are said', () => {
  expect(dated('hôm qua', '2026-03-01')).toEqual(['2026-02-28'])
  expect(dated('thứ 2', '2026-03-03')).toEqual(['2026-03-02'])
  expect(dated('15/3', '2026-03-10')).toEqual(['future'])
  expect(dated('29/2', '2028-03-10')).toEqual(['2028-02-29'])
})

test.each(['Nghị quyết 57', 'tổ 3', '12 người', 'quầy số 3', 'hotline 24/7', 'đường 3/2'])(
  '"%s" holds no day',
  text => {
    expect(dated(text)).toEqual([])
  },
)

test.each([
  ['9 phút', 9],
  ['45p', 45],
  ["10'", 10],
  ['nửa tiếng', 30],
  ['1 tiếng rưỡi', 90],
  ['7h-8h', 60],
  ['từ 7h30 đến 9h', 90],
  ['1,5 tiếng', 90],
])('"%s" lasts %d minutes', (text, minutes) => {
  const [time] = findTimes(tokensOf(text))
  expect(time?.value).toMatchObject({ minutes })
})

test('a clock time tells the part of the day', () => {
  expect([600, 659, 660, 779, 780, 1079, 1080].map(sessionAt)).toEqual([
    'sáng',
    'sáng',
    'trưa',
    'trưa',
    'chiều',
    'chiều',
    'tối',
  ])
})

test.each([
  ['đại bểiu', 'đại biểu'],
  ['hoom qua', 'hôm qua'],
  ['owr chowj trung taam', 'ở chợ trung tâm'],
  ['nộpDVC', 'nộp DVC'],
  ['kieens nghij', 'kiến nghị'],
  ['chuyển đổi sốo', 'chuyển đổi số'],
  ['bnả Lướt', 'bản Lướt'],
])('the slip "%s" becomes "%s"', (slip, right) => {
  expect(repaired(slip)).toBe(right)
})

test.each(['bản Nghé Toong', 'Vàng Thị Mỷ', 'bản Hua Nậm', 'TTPVHCC', 'ngã ba Dốc Nam'])(
  'the name %s stays',
  name => {
    expect(repaired(name)).toBe(name)
  },
)

const read = (text: string, today = '2026-11-22') => parseActivity(text, { today })

test('words nothing was made of are told', () => {
  expect(read('/ghi loa 2 tin VNeID TDP 3 bằng tiếng Mông xyzt')).toMatchObject({
    leftover: expect.arrayContaining(['xyzt']),
  })
})

test('a refused line says which words led to it', () => {
  expect(read('/ghi treo 2 băng rôn 31/2')).toEqual({
    kind: 'rejected',
    why: 'impossible_date',
    because: '31/2',
  })
  expect(read('/ghi -4 tờ rơi')).toMatchObject({ why: 'negative_quantity', because: '-4 tờ rơi' })
})

test('areas named together are kept apart for the question "one item or two?"', () => {
  expect(read('/ghi loa 2 tin VNeID TDP 1, 2 và 3')).toMatchObject({
    activities: [{ place: 'TDP 1, 2 và 3', areas: ['TDP 1', 'TDP 2', 'TDP 3'] }],
  })
})

test('the command may stand with the bot’s name or a colon, and is not needed', () => {
  const plain = read('/ghi loa 2 tin VNeID TDP 3')
  expect(read('/ghi@phuong_bot loa 2 tin VNeID TDP 3')).toEqual(plain)
  expect(read('ghi: loa 2 tin VNeID TDP 3')).toEqual(plain)
  expect(read('loa 2 tin VNeID TDP 3')).toEqual(plain)
})

test('+3 at the start is a volunteer’s short form', () => {
  expect(read('+3 dvc tổ 3')).toMatchObject({
    activities: [{ form: 'direct_guidance', quantity: 3, people: 3, place: 'tổ 3', topics: ['dvc'] }],
  })
})

test('a hostile line costs no more than its length', () => {
  for (const piece of ['1', 'a', '1 ', '- ', 'mỗi ', '(', '1/', 'à không ', 'tại ', '9-'])
    expect(['activities', 'rejected']).toContain(read(piece.repeat(4_000 / piece.length)).kind)
})
