/**
 * What a report says, as blocks in the order ward reports have. Sentences are those of administrative documents and so
 * always Vietnamese; what nobody knows stays a blank to fill. Pure.
 */
import { unitCalled } from '../plan/progress/owners.ts'
import type { Cell } from '../public-figures.ts'
import { type Block, capital, heading, item, lower, type Names, paragraph, stop } from './blocks.ts'
import { reportTask } from './due.ts'
import { reporter, wardName } from './naming.ts'
import { notesPart } from './notes.ts'
import { clauseName, formalDay, periodName } from './periods.ts'
import type { FeedbackFigures, FormRow, Report } from './report.ts'
import { isShort, type Shortfall, shortfallsOf, withoutReason } from './shortfalls.ts'
import { blank, number, verdictWords } from './targets.ts'
import { dueText, taskStateText } from './tasks.ts'

const planName = ({ plan }: Report): string => {
  const number = plan.number === null ? `số ${blank}` : `số ${plan.number}`
  const issued = plan.issued === null ? `ngày ${blank}` : `ngày ${formalDay(plan.issued)}`
  return `Kế hoạch ${number} ${issued}`
}

/** The title as it stands on the page: broken where the sense breaks. */
export const titleLines = (period: Report['period']): readonly [string, string] => [
  'Kết quả thực hiện công tác tuyên truyền',
  `cải cách hành chính ${periodName(period)}`,
]

export const reportTitle = ({ period }: Pick<Report, 'period'>): string => titleLines(period).join(' ')

export const bodyOf = (report: Report, names: Names): Block[] => [
  paragraph(
    `Thực hiện ${planName(report)} của UBND ${wardName(report)} về ${lower(report.plan.title)}, ${reporter(report)} báo cáo kết quả ${periodName(report.period)} như sau (số liệu tính đến hết ngày ${formalDay(report.cutoff)}):`,
  ),
  heading(1, 'I. KẾT QUẢ THỰC HIỆN'),
  ...formsPart(report, names),
  ...topicsPart(report, names),
  ...peoplePart(report, names),
  heading(1, 'II. SO SÁNH VỚI CHỈ TIÊU, NHIỆM VỤ CỦA KẾ HOẠCH'),
  ...targetsPart(report),
  ...tasksPart(report),
  heading(1, 'III. TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN'),
  ...shortPart(report),
  heading(1, `IV. NHIỆM VỤ TRỌNG TÂM ${report.next.name.toUpperCase()}`),
  ...nextPart(report),
  heading(1, 'V. TÀI LIỆU KIỂM CHỨNG'),
  ...proofPart(report),
  heading(1, 'VI. KIẾN NGHỊ, ĐỀ XUẤT'),
  { kind: 'blanks', lines: 2 },
  ...notesPart(report, names),
  paragraph(
    `Trên đây là báo cáo kết quả tuyên truyền cải cách hành chính ${periodName(report.period)} của ${reporter(report)}./.`,
  ),
]

export const quantitiesText = ({ quantities }: FormRow): string =>
  quantities.map(([unit, quantity]) => `${number(quantity)} ${unit ?? 'lần'}`).join(', ')

const formsPart = (report: Report, names: Names): Block[] => {
  const { inPeriod, carried } = report.selected
  const blocks = [heading(2, '1. Số lượng và hình thức tuyên truyền')]
  if (inPeriod.length === 0)
    return [...blocks, paragraph('Trong kỳ chưa có hoạt động nào được ghi nhận và phê duyệt.')]
  const told = report.forms.map(row => `${lower(names.form(row.form))} ${quantitiesText(row)}`)
  return [
    ...blocks,
    paragraph(
      `Trong kỳ đã thực hiện ${number(inPeriod.length)} hoạt động tuyên truyền bằng ${report.forms.length} hình thức, gồm: ${told.join('; ')}.`,
    ),
    ...(carried.length === 0
      ? []
      : [
          paragraph(
            `Trong đó ${number(carried.length)} hoạt động diễn ra từ ngày ${formalDay(carried[0]?.date ?? '')} đến ngày ${formalDay(carried.at(-1)?.date ?? '')}, sau ngày chốt số liệu của báo cáo trước, được tính vào kỳ này.`,
          ),
        ]),
    {
      kind: 'table',
      head: ['TT', 'Hình thức', 'Số hoạt động', 'Số lượng', 'Thời lượng (phút)', 'Lượt người tham dự'],
      rows: [
        ...report.forms.map((row, index) => [
          String(index + 1),
          names.form(row.form),
          number(row.entries),
          quantitiesText(row),
          row.minutes === 0 ? '-' : number(row.minutes),
          row.people === 0 ? '-' : number(row.people),
        ]),
        ['', 'Tổng cộng', number(inPeriod.length), '', sumText(report, 'minutes'), sumText(report, 'people')],
      ],
      widths: [7, 27, 13, 25, 14, 14],
      centred: [0, 2, 4, 5],
    },
    ...unitsText(report),
  ]
}

/** Whose work it was, in a report that sums units up. */
const unitsText = ({ unit, selected, ward }: Report): Block[] => {
  if (unit !== null) return []
  const order = new Map(ward.units.map(({ name }, index) => [name, index]))
  const counted = [...Map.groupBy(selected.inPeriod, ({ doer }) => doer)].sort(
    ([a], [b]) => (order.get(a ?? '') ?? 99) - (order.get(b ?? '') ?? 99),
  )
  return counted.length < 2
    ? []
    : [
        paragraph(
          `Theo đơn vị: ${counted
            .map(([doer, own]) => `${doer ?? 'chưa rõ đơn vị'} ${number(own.length)} hoạt động`)
            .join('; ')}.`,
        ),
      ]
}

const sumText = ({ forms }: Report, what: 'minutes' | 'people'): string => {
  const total = forms.reduce((all, row) => all + row[what], 0)
  return total === 0 ? '-' : number(total)
}

const topicsPart = ({ topics }: Report, names: Names): Block[] => [
  heading(2, '2. Nội dung tuyên truyền'),
  ...(topics.length === 0
    ? [paragraph('Trong kỳ chưa ghi nhận nội dung nào đã tuyên truyền.')]
    : [
        paragraph('Số hoạt động theo nội dung (một hoạt động có thể gồm nhiều nội dung):'),
        ...topics.map(({ topic, entries }) =>
          item(
            `${topic === null ? 'Chưa ghi rõ nội dung' : capital(names.topic(topic))}: ${number(entries)} hoạt động.`,
          ),
        ),
      ]),
]

const peoplePart = ({ guided, questions, satisfaction, feedback, unit }: Report, names: Names): Block[] => [
  heading(2, '3. Hướng dẫn trực tiếp và giải đáp cho người dân'),
  paragraph(
    guided === 0
      ? 'Trong kỳ chưa ghi nhận lượt người dân, doanh nghiệp nào được hướng dẫn trực tiếp.'
      : `Đã hướng dẫn trực tiếp ${number(guided)} lượt người dân, doanh nghiệp.`,
  ),
  ...(questions === null
    ? []
    : questions.asked === 0
      ? [paragraph('Kênh hỏi đáp của phường chưa ghi nhận câu hỏi nào trong kỳ.')]
      : [
          paragraph(
            `Kênh hỏi đáp của phường tiếp nhận ${number(questions.asked)} lượt hỏi đã xác định được nội dung. Người dân hỏi nhiều nhất về: ${questions.top
              .map(({ title, asked }) => `${lower(title)} (${number(asked)} lượt)`)
              .join('; ')}.`,
          ),
          paragraph(
            questions.useful + questions.wrong === 0
              ? 'Chưa có lượt đánh giá nào về câu trả lời.'
              : `Trong số lượt được đánh giá có ${number(questions.useful)} lượt cho là hữu ích, ${number(questions.wrong)} lượt cho là chưa đúng.`,
          ),
        ]),
  ...(feedback == null ? [] : [paragraph(feedbackText(feedback, names))]),
  ...(unit === null ? [paragraph(satisfactionText(satisfaction))] : []),
]

const cellText = (cell: Cell): string =>
  cell === 'few' ? 'dưới 5' : cell === 'hidden' ? 'không nêu số' : number(cell)

const feedbackText = ({ kinds, closed, open }: FeedbackFigures, names: Names): string => {
  const received = kinds.filter(({ received: cell }) => cell !== 0)
  return received.length === 0
    ? 'Trong kỳ chưa nhận phản ánh, kiến nghị nào qua trợ lý của phường.'
    : `Phản ánh, kiến nghị nhận qua trợ lý của phường: ${received
        .map(({ kind, received: cell }) => `${lower(names.feedback(kind))} ${cellText(cell)}`)
        .join('; ')}. Đã giải quyết: ${cellText(closed)}; đang giải quyết: ${cellText(open)}.`
}

const satisfactionText = (satisfaction: Report['satisfaction']): string =>
  satisfaction === null
    ? `Mức độ hài lòng của người dân, tổ chức khi giải quyết công việc: ${blank}`
    : `Mức độ hài lòng khi giải quyết công việc: ${number(satisfaction.good + satisfaction.neutral + satisfaction.bad)} lượt đánh giá, gồm ${number(satisfaction.good)} lượt hài lòng, ${number(satisfaction.neutral)} lượt bình thường, ${number(satisfaction.bad)} lượt chưa hài lòng.`

const shareText = (share: number | null): string => (share === null ? '-' : `${number(share)}%`)

const targetsPart = ({ targets }: Report): Block[] => [
  heading(2, '1. Chỉ tiêu'),
  ...(targets.length === 0
    ? [paragraph('Kế hoạch không giao chỉ tiêu cụ thể.')]
    : [
        {
          kind: 'table' as const,
          head: ['Mục', 'Chỉ tiêu', 'Kế hoạch', 'Trong kỳ', 'Từ đầu năm', 'Tỷ lệ', 'Đánh giá'],
          rows: targets.map(row => [
            row.clause,
            row.title,
            row.asked,
            row.inPeriod,
            row.sinceJanuary,
            shareText(row.share),
            verdictWords[row.verdict],
          ]),
          widths: [8, 22, 15, 12, 18, 10, 15],
          centred: [0, 3, 4, 5, 6],
        },
      ]),
]

/** The row of the appendix that this report is. */
const ownTask = ({ plan, period, unit }: Report): { no: number; part: string } | null =>
  unit === null ? reportTask(plan, period) : null

const tasksPart = (report: Report): Block[] => [
  heading(2, '2. Nhiệm vụ'),
  ...(report.tasks.length === 0
    ? [paragraph('Kế hoạch không có bảng nhiệm vụ.')]
    : [
        {
          kind: 'table' as const,
          head: ['Mục', 'Nhiệm vụ', 'Chủ trì', 'Thời hạn', 'Kết quả'],
          rows: report.tasks.map(task => [
            task.task.clause,
            task.task.text,
            task.task.lead ?? blank,
            dueText(task.task),
            taskStateText(task, report.plan, ownTask(report)),
          ]),
          widths: [9, 36, 19, 17, 19],
          centred: [0],
        },
      ]),
]

/** What fell behind; the reasons are quoted as the owing units gave them, and stay blank until they do. */
const shortPart = (report: Report): Block[] => {
  const shortfalls = shortfallsOf(report)
  if (shortfalls.length === 0)
    return [paragraph('Đến ngày chốt số liệu không có chỉ tiêu, nhiệm vụ nào chậm so với kế hoạch.')]
  return shortfalls.map(shortfall =>
    item(`${shortfall.title}: ${stop(shortfall.text)} Nguyên nhân: ${reasonsText(shortfall)}`),
  )
}

const reasonsText = (shortfall: Shortfall): string => {
  const given = shortfall.reasons.map(
    ({ text, unit, by, on }) =>
      `"${text}" (${unit}${by === null ? '' : `, ${by}`} nêu ngày ${formalDay(on)})`,
  )
  const silent = withoutReason(shortfall)
  if (given.length === 0) return blank
  return stop([...given, ...silent.map(unit => `${unit}: ${blank}`)].join('; '))
}

/** A unit that only helps says whose the task is. */
const nextText = ({ text, lead }: Report['tasks'][number]['task'], { unit, ward }: Report): string => {
  const said = stop(text).slice(0, -1)
  const leads = lead === null ? null : (unitCalled(ward.units, lead)?.name ?? lead)
  return unit === null || leads === null || leads === unit ? said : `Phối hợp với ${leads}: ${lower(said)}`
}

const nextPart = (report: Report): Block[] => {
  const remaining = report.targets.filter(isShort)
  const nextYear = Number(report.next.from.slice(0, 4)) > report.plan.year
  // This year's numbers can only be reached in what is left of it.
  const lastDay = `${report.plan.year}-12-31`
  const inTime = remaining.length > 0 && (!nextYear || report.cutoff < lastDay)
  return [
    ...(inTime
      ? [
          item(
            `${nextYear ? `Từ nay đến hết năm ${report.plan.year}, tập` : 'Tập'} trung hoàn thành các chỉ tiêu còn chậm: ${remaining
              .map(({ title, clause }) => `${lower(title)} (${clauseName(clause)})`)
              .join('; ')}.`,
          ),
        ]
      : []),
    ...report.next.tasks.map(({ task }) =>
      item(`${nextText(task, report)} (${clauseName(task.clause)}; ${lower(dueText(task))}).`),
    ),
    ...(nextYear
      ? [item(`Triển khai kế hoạch tuyên truyền cải cách hành chính năm ${report.plan.year + 1}: ${blank}`)]
      : []),
    ...(!inTime && report.next.tasks.length === 0 && !nextYear
      ? [paragraph('Tiếp tục duy trì các nội dung, hình thức tuyên truyền theo kế hoạch.')]
      : []),
    item(`Nhiệm vụ khác: ${blank}`),
  ]
}

const proofPart = ({ proofs, missing, selected }: Report): Block[] => [
  paragraph(
    proofs.length === 0
      ? 'Chưa có tài liệu kiểm chứng kèm theo.'
      : `Kèm theo ${number(proofs.length)} tài liệu kiểm chứng, đánh số từ ${proofs[0]?.no ?? ''} đến ${proofs.at(-1)?.no ?? ''} theo thứ tự hoạt động trong Phụ lục.`,
  ),
  ...(missing.length === 0
    ? []
    : [
        paragraph(
          `${number(missing.length)}/${number(selected.inPeriod.length)} hoạt động còn thiếu tài liệu kiểm chứng, nêu tại bảng "Còn thiếu" của tệp minh chứng.`,
        ),
      ]),
]
