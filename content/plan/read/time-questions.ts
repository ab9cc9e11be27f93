/** Questions about when: limits that pull apart, days that are not whole, reports with two clocks. Nothing is resolved here. */
import { findDates } from './dates.ts'
import { fold } from './fold.ts'
import type { Findings } from './questions.ts'
import { latestDay, partEnd } from './tasks.ts'
import type { Question, ReadReport, ReadTask } from './values.ts'

const day = (iso: string): string => `${iso.slice(8)}/${iso.slice(5, 7)}/${iso.slice(0, 4)}`
const cut = (text: string): string =>
  text.length <= 120 ? text : `${text.slice(0, 119).replace(/\s+\S*$/, '')}…`
const periodWords: Readonly<Record<string, string>> = {
  Q1: 'quý I',
  Q2: 'quý II',
  Q3: 'quý III',
  Q4: 'quý IV',
  H1: '6 tháng',
  '9M': '9 tháng',
  year: 'năm',
}
const periodText = (period: string | null): string => periodWords[period ?? ''] ?? 'đột xuất'
const months = { Q1: 3, Q2: 6, H1: 6, Q3: 9, '9M': 9, Q4: 12, year: 12 } as const

/** Doubts about the limits of tasks. */
export function timing({ tasks, issued, year }: Findings): Question[] {
  const found: Question[] = []
  const monthOnly = tasks.filter(task => task.deadlineKind === 'month')
  const [first] = monthOnly
  if (first?.deadlineMonth != null)
    found.push({
      id: 'chi-ghi-thang',
      section: first.section,
      line: first.line,
      text: `${monthOnly.length} việc chỉ ghi tháng hoàn thành (${first.deadlineText}), không có ngày.`,
      readings: ['Hết ngày cuối tháng đó'],
    })
  for (const task of tasks) {
    const limit =
      task.deadline ??
      (task.deadlineMonth === null
        ? null
        : latestDay(task.deadlineMonth, task.deadlineKind === 'before-month'))
    const window = fold(task.window ?? '')
    const end = /^quy (?:iv|i{1,3}|[1-4])$/.test(window) ? partEnd(window, year) : null
    if (limit !== null && end !== null && limit < end)
      found.push({
        id: `thoi-gian-va-han-${task.no ?? task.line}`,
        section: task.section,
        line: task.line,
        text: `Thời gian ghi ${task.window} nhưng hoàn thành "${task.deadlineText}", sớm hơn cuối quý.`,
        readings: [
          `Làm trong ${task.window} và xong chậm nhất ${day(limit)}`,
          `Theo thời gian ${task.window}`,
        ],
      })
    if (task.deadline !== null && issued !== null && task.deadline <= issued)
      found.push({
        id: `han-truoc-ngay-ky-${task.no ?? task.line}`,
        section: task.section,
        line: task.line,
        text: `Hạn "${task.deadlineText}" không sau ngày ban hành ${day(issued)}.`,
        readings: ['Coi như đã xong khi ký'],
      })
    if (task.deadline !== null && [0, 6].includes(new Date(`${task.deadline}T00:00:00Z`).getUTCDay()))
      found.push({
        id: `han-cuoi-tuan-${task.no ?? task.line}`,
        section: task.section,
        line: task.line,
        text: `Hạn ${day(task.deadline)} rơi vào ngày nghỉ cuối tuần.`,
        readings: ['Giữ ngày in'],
      })
    if (task.externalLead)
      found.push({
        id: `chu-tri-cap-tren-${task.no ?? task.line}`,
        section: task.section,
        line: task.line,
        text: `Chủ trì là "${task.lead}", cơ quan ngoài phường; người làm ở phường là cột phối hợp.`,
        readings: ['Nhắc đơn vị phối hợp của phường'],
      })
    found.push(...unclearDay(task, year))
    if (task.confidence < 0.7)
      found.push({
        id: `dong-bang-${task.no ?? task.line}`,
        section: task.section,
        line: task.line,
        text: 'Ranh giới các ô của dòng này không rõ, cần xem lại chủ trì, phối hợp và thời gian.',
        readings: [],
      })
  }
  return found
}

/** A completion cell with a day in it that could not be taken as a date: no year, or no such day. */
function unclearDay(task: ReadTask, year: number | null): Question[] {
  const { deadlineText, deadline, deadlineMonth, deadlines } = task
  if (deadlineText === null || deadline !== null || deadlineMonth !== null || deadlines.length > 0) return []
  const folded = fold(deadlineText)
  if (!/\d{1,2}\s*\/\s*\d|ngay \d/.test(folded)) return []
  const readings = findDates(folded, year).flatMap(date => (date.iso === null ? [] : [day(date.iso)]))
  return [
    {
      id: `ngay-chua-ro-${task.no ?? task.line}`,
      section: task.section,
      line: task.line,
      text: `Ngày trong "${deadlineText}" thiếu năm hoặc không có thật.`,
      readings,
    },
  ]
}

/** Doubts about the report schedule. */
export function reportClocks(reports: readonly ReadReport[]): Question[] {
  const found: Question[] = []
  const dated = Map.groupBy(
    reports.filter(report => report.deadline !== null && report.period !== null && report.period !== 'adhoc'),
    report => report.period,
  )
  const pulls = [...dated].filter(([, list]) => new Set(list.map(report => report.deadline)).size > 1)
  const [sample] = pulls
  if (sample !== undefined) {
    const readings = sample[1].map(
      report =>
        `${report.section}: ${day(report.deadline ?? '')}${report.binds === null ? '' : ` (${report.binds})`}`,
    )
    found.push({
      id: 'hai-han-bao-cao',
      section: sample[1][0]?.section ?? null,
      line: sample[1][0]?.line ?? null,
      text: `Cùng kỳ báo cáo có hạn khác nhau (${pulls.map(([period]) => periodText(period)).join(', ')}).`,
      readings: ['Giữ cả hai hạn', ...readings],
    })
  }
  if (reports.some(report => report.deadlineKind === 'before'))
    found.push({
      id: 'truoc-ngay',
      section: reports.find(report => report.deadlineKind === 'before')?.section ?? null,
      line: reports.find(report => report.deadlineKind === 'before')?.line ?? null,
      text: '"Trước ngày" không nói có tính chính ngày đó không.',
      readings: ['Xong chậm nhất hôm trước ngày in', 'Tính cả ngày in'],
    })
  const reckoned = reports.filter(report => report.derived && report.deadline !== null)
  const [derived] = reckoned
  if (derived !== undefined)
    found.push({
      id: 'ngay-suy-ra',
      section: derived.section,
      line: derived.line,
      text: `Các ngày ${[...new Set(reckoned.map(report => day(report.deadline ?? '')))].join(', ')} suy ra từ quy tắc "${cut(derived.rule)}".`,
      readings: ['Đúng như suy ra'],
    })
  const doubtful = reports.filter(
    report => report.optional && report.period !== null && report.period in months,
  )
  const [possible] = doubtful
  if (possible !== undefined)
    found.push({
      id: 'ky-trung-nhau',
      section: possible.section,
      line: possible.line,
      text: `Chữ "quý" gồm cả ${[...new Set(doubtful.map(report => periodText(report.period)))].join(', ')}, trùng với kỳ dài hơn; không nói gộp hay tách.`,
      readings: ['Gộp vào kỳ dài hơn', 'Gửi riêng từng quý'],
    })
  if (reports.length > 0 && reports.every(report => report.deadline === null))
    found.push({
      id: 'bao-cao-khong-ngay',
      section: reports[0]?.section ?? null,
      line: reports[0]?.line ?? null,
      text: 'Có kỳ báo cáo nhưng không kỳ nào có ngày.',
      readings: [],
    })
  if (reports.length === 0)
    found.push({
      id: 'khong-bao-cao',
      section: null,
      line: null,
      text: 'Không thấy kế hoạch quy định kỳ báo cáo.',
      readings: [],
    })
  return found
}
