/** What a person must decide: blanks, contradictions and ways of reading the plan leaves open. Nothing is resolved here. */
import { findDates } from './dates.ts'
import { fold } from './fold.ts'
import { unitOf } from './lists.ts'
import type { Outline, Section } from './sections.ts'
import type { TableSpan } from './tables.ts'
import { latestDay } from './tasks.ts'
import type { Question, ReadReport, ReadTarget, ReadTask } from './values.ts'
import { matchUnits, unitKey } from './vocabulary.ts'

export interface Findings {
  readonly outline: Outline
  readonly tables: readonly TableSpan[]
  readonly tasks: readonly ReadTask[]
  readonly targets: readonly ReadTarget[]
  readonly reports: readonly ReadReport[]
  readonly issued: string | null
  readonly year: number | null
  readonly scanned: boolean
  readonly lostLines: readonly number[]
}

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

function numbering(sections: readonly Section[]): Question[] {
  return sections.flatMap((section, index) => {
    if (section.repeated)
      return [
        {
          id: `muc-lap-${section.path.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`,
          section: section.path,
          line: section.line,
          text: `Số mục ${section.path.replace(/bis\d*$/, '')} in hai lần; mục thứ hai ở đây gọi là ${section.path}.`,
          readings: [],
        },
      ]
    const before = sections[index - 1]
    if (section.level === 3 && before?.level === 3 && before.parent === section.parent) {
      const order = 'abcdđefghijklmnopqrstuvxy'
      const usual = order.replace('f', '').replace('j', '')
      const [from, to] = [before.path.at(-1) ?? '', section.path.at(-1) ?? '']
      if (usual.indexOf(to) < 0 || usual.indexOf(to) - usual.indexOf(from) > 1)
        return [
          {
            id: `chu-cai-${section.path.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`,
            section: section.path,
            line: section.line,
            text: `Sau điểm ${from}) là điểm ${to}); giữ như in.`,
            readings: [],
          },
        ]
    }
    return []
  })
}

function repeatedBullets(sections: readonly Section[]): Question[] {
  return sections.flatMap(section => {
    const seen = new Map<string, number>()
    return section.body.flatMap(paragraph => {
      const key = paragraph.folded.replace(/[^a-z0-9]+/g, '')
      const first = seen.get(key)
      seen.set(key, paragraph.line)
      return first === undefined || key.length < 40
        ? []
        : [
            {
              id: `doan-lap-${paragraph.line}`,
              section: section.path,
              line: paragraph.line,
              text: `Đoạn ở dòng ${first} được in lại ở dòng ${paragraph.line}.`,
              readings: ['Chỉ tính một lần'],
            },
          ]
    })
  })
}

function appendix({ outline, tables, tasks }: Findings): Question[] {
  const mention = outline.sections
    .flatMap(section => section.body.map(paragraph => ({ section, paragraph })))
    .concat(outline.sections.flatMap(section => (section.title === null ? [] : [])))
    .find(({ paragraph }) => /phu luc/.test(paragraph.folded))
  const has = outline.sections.some(section => section.kind === 'appendix')
  if (mention !== undefined && !has)
    return [
      {
        id: 'thieu-phu-luc',
        section: mention.section.path,
        line: mention.paragraph.line,
        text: 'Văn bản nhắc tới phụ lục nhưng tệp không có; số lượng và hạn có thể nằm ở đó.',
        readings: [],
      },
    ]
  if (has && tables.length > 0 && tasks.length === 0)
    return [
      {
        id: 'phu-luc-khong-doc-duoc',
        section: 'PL',
        line: null,
        text: 'Có phụ lục nhưng không đọc được dòng nào.',
        readings: [],
      },
    ]
  return []
}

function timing({ tasks, issued, year }: Findings): Question[] {
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
    const quarter = /^quy (iv|i{1,3}|[1-4])$/.exec(fold(task.window ?? ''))?.[1]
    if (limit !== null && quarter !== undefined && year !== null) {
      const at = ['i', 'ii', 'iii', 'iv'].indexOf(quarter) + 1 || Number(quarter)
      const end = latestDay(`${year}-${String(at * 3).padStart(2, '0')}`, false)
      if (limit < end)
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
    }
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

function reportClocks(reports: readonly ReadReport[]): Question[] {
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

function targetDoubts(targets: readonly ReadTarget[]): Question[] {
  return targets.flatMap((target, index) => {
    const place = { section: target.section, line: target.line }
    if (target.per === 'unit')
      return [
        {
          id: `moi-don-vi-${index + 1}`,
          ...place,
          text: `"${target.verbatimNumber}" mỗi ${target.period === 'month' ? 'tháng' : 'quý'}: của từng đơn vị hay của cả phường?`,
          readings: ['Của từng đơn vị chủ trì', 'Của cả phường'],
        },
      ]
    if (target.shape === 'coverage')
      return [
        {
          id: `do-the-nao-${index + 1}`,
          ...place,
          text: `Chỉ tiêu ${target.verbatimNumber} (${target.of ?? target.task.slice(0, 60)}) không nói cách đo.`,
          readings: ['Theo danh mục việc kèm minh chứng'],
        },
      ]
    if (target.durationMinutes !== null)
      return [
        {
          id: `thoi-luong-${index + 1}`,
          ...place,
          text: `"${target.verbatimNumber}" và thời lượng chương trình: đếm tin, bài hay lượt phát?`,
          readings: ['Mỗi tin, bài đếm một lần', 'Đếm từng lượt phát'],
        },
      ]
    return []
  })
}

function unitNames({ outline, tasks }: Findings): Question[] {
  const official = outline.sections
    .filter(section => section.kind === 'organisation' && section.level === 2)
    .flatMap(section => unitOf(section) ?? [])
  const keys = new Set(official.map(unitKey))
  const odd = new Map<string, ReadTask>()
  for (const task of tasks)
    if (
      task.lead !== null &&
      !task.externalLead &&
      !keys.has(unitKey(task.lead)) &&
      !/^Các /u.test(task.lead)
    )
      odd.set(task.lead, task)
  return [...odd].map(([name, task]) => ({
    id: `ten-don-vi-${task.no ?? task.line}`,
    section: task.section,
    line: task.line,
    text: `Bảng gọi "${name}", phần tổ chức thực hiện không có tên này; là đơn vị nào?`,
    readings: matchUnits(name, official),
  }))
}

/** Everything that needs a person, in the order of the document's parts. */
export function findQuestions(findings: Findings): Question[] {
  const { outline, tables, tasks, scanned, lostLines } = findings
  const columns = tables[0]?.columns
  const missing: Question[] =
    columns === undefined || tasks.length === 0
      ? []
      : [
          ...(columns.includes('deadline') ? [] : ['hạn hoàn thành']),
          ...(columns.includes('result') ? [] : ['kết quả']),
        ].map(name => ({
          id: `khong-cot-${fold(name).replace(/\s/g, '-')}`,
          section: tasks[0]?.section ?? null,
          line: tables[0]?.line ?? null,
          text: `Bảng không có cột ${name}.`,
          readings: [],
        }))
  const scan: Question[] = scanned
    ? [
        {
          id: 'chu-khong-tin-duoc',
          section: null,
          line: null,
          text: 'Bản này là ảnh quét đọc lỗi hoặc gõ không dấu: chỉ dùng số, ngày và khung mục; chữ phải nhập lại từ bản gốc.',
          readings: [],
        },
      ]
    : []
  const lost: Question[] =
    lostLines.length === 0
      ? []
      : [
          {
            id: 'dong-mat-chu',
            section: 'PL',
            line: lostLines[0] ?? null,
            text: `${lostLines.length} dòng của bảng không đọc được (từ dòng ${lostLines[0]}); xem bản gốc.`,
            readings: [],
          },
        ]
  return [
    ...scan,
    ...numbering(outline.sections),
    ...repeatedBullets(outline.sections),
    ...appendix(findings),
    ...missing,
    ...targetDoubts(findings.targets),
    ...timing(findings),
    ...unitNames(findings),
    ...reportClocks(findings.reports),
    ...lost,
  ]
}
