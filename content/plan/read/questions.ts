/** What a person must decide: blanks, contradictions and ways of reading the plan leaves open. Nothing is resolved here. */
import { fold } from './fold.ts'
import { unitOf } from './lists.ts'
import type { Outline, Section } from './sections.ts'
import type { TableSpan } from './tables.ts'
import { reportClocks, timing } from './time-questions.ts'
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

const everyText = { day: 'ngày', week: 'tuần', month: 'tháng', quarter: 'quý', year: 'năm' } as const

function targetDoubts(targets: readonly ReadTarget[]): Question[] {
  return targets.flatMap((target, index) => {
    const place = { section: target.section, line: target.line }
    if (target.per === 'unit')
      return [
        {
          id: `moi-don-vi-${index + 1}`,
          ...place,
          text: `"${target.verbatimNumber}" mỗi ${everyText[target.period]}: của từng đơn vị hay của cả phường?`,
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
          // Of the table, not of its first row.
          section: tasks[0]?.section.replace(/\.\d+$/, '') ?? null,
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
  const table = outline.sections.find(section =>
    section.body.some(({ folded }) => /^s?tt(?![a-z]).{0,200}(?:chu? tri|thuc hien|phoi hop)/.test(folded)),
  )
  const scannedTable: Question[] =
    !scanned || table === undefined
      ? []
      : [
          {
            id: 'bang-quet',
            section: table.path,
            line: table.line,
            text: `Mục ${table.path} có bảng nhưng bản quét làm lẫn các ô: nhập từng dòng bằng "Thêm một dòng".`,
            readings: [],
          },
        ]
  return distinct([
    ...scan,
    ...scannedTable,
    ...numbering(outline.sections),
    ...repeatedBullets(outline.sections),
    ...appendix(findings),
    ...missing,
    ...targetDoubts(findings.targets),
    ...timing(findings),
    ...unitNames(findings),
    ...emptyLeads(tasks, tables),
    ...reportClocks(findings.reports),
    ...lost,
  ])
}

/** Two tables may both have a row 1: the second question about it gets an id of its own. */
const distinct = (questions: readonly Question[]): Question[] => {
  const taken = new Map<string, number>()
  return questions.map(question => {
    const times = (taken.get(question.id) ?? 0) + 1
    taken.set(question.id, times)
    return times === 1 ? question : { ...question, id: `${question.id}-bang-${times}` }
  })
}

/** A lead left blank below one that is filled: a merged cell, as often as not. */
function emptyLeads(tasks: readonly ReadTask[], tables: readonly TableSpan[]): Question[] {
  if (!tables.some(({ columns }) => columns.includes('lead'))) return []
  return tasks.flatMap((task, index) => {
    const above = tasks[index - 1]
    if (task.lead !== null || task.no === null || above?.no !== task.no - 1) return []
    const name = tasks.slice(0, index).findLast(({ lead }) => lead !== null)?.lead
    return name === undefined || name === null
      ? []
      : [
          {
            id: `chu-tri-trong-${task.no}`,
            section: task.section,
            line: task.line,
            text: `Ô chủ trì của dòng ${task.no} để trống. Nếu ô gộp với dòng trên thì là "${name}".`,
            readings: [name, 'Kế hoạch không nêu'],
          },
        ]
  })
}
