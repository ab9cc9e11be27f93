/** What an inspector would ask of a report: what its figures count, what changed since the last, how the plan was read. Pure. */
import { showDay } from '../vietnam-time.ts'
import { type Block, capital, heading, item, lower, type Names, paragraph, stop } from './blocks.ts'
import type { Difference } from './entries.ts'
import { reporter } from './naming.ts'
import { clauseName, formalDay, periodName } from './periods.ts'
import type { Report } from './report.ts'
import { number } from './targets.ts'

/** Readings, differences and what is not counted yet: what an inspector would ask. */
export const notesPart = (report: Report, names: Names): Block[] => {
  const { waiting, later } = report.selected
  return [
    heading(1, 'VII. GHI CHÚ VỀ SỐ LIỆU'),
    paragraph(
      `Số liệu gồm các hoạt động đã được duyệt hoặc do lãnh đạo ghi nhận, tính đến hết ngày ${formalDay(report.cutoff)}. Hoạt động sau ngày này được tính vào báo cáo kỳ sau.`,
    ),
    ...(targetsAndTasks(report).some(clause => clause.startsWith('PL.'))
      ? [paragraph('Ký hiệu PL kèm số thứ tự là dòng tương ứng trong phụ lục của Kế hoạch.')]
      : []),
    ...replacedBy(report).map(({ cutoff }) =>
      item(
        `Báo cáo này thay báo cáo cùng kỳ đã phát hành trước đó (số liệu đến hết ngày ${formalDay(cutoff)}).`,
      ),
    ),
    ...(waiting.length === 0
      ? []
      : [item(`${number(waiting.length)} hoạt động chưa được duyệt nên chưa tính.`)]),
    ...(later.length === 0
      ? []
      : [item(`${number(later.length)} hoạt động sau ngày chốt số liệu chuyển sang kỳ sau.`)]),
    ...report.differences.map(difference => item(differenceText(difference, names))),
    ...(readingItems(report).length === 0
      ? []
      : [paragraph('Cách hiểu những chỗ Kế hoạch ghi chưa rõ: nêu tại Phụ lục kèm theo Báo cáo này.')]),
  ]
}

const targetsAndTasks = ({ targets, tasks }: Report): string[] => [
  ...targets.map(({ clause }) => clause),
  ...tasks.map(({ task }) => task.clause),
]

/** The newest report of the same period and scope, which this one supplements; none when it is the first. */
const replacedBy = ({ issued, period }: Report): Report['issued'] =>
  issued.filter(earlier => earlier.period.key === period.key).slice(-1)

const differenceText = ({ code, before, now }: Difference, names: Names): string => {
  const told = (entry: Difference['before']): string =>
    `${lower(names.form(entry.form))} ${number(entry.quantity)} ${entry.unit ?? 'lần'} ngày ${showDay(entry.date)}`
  return now === null
    ? `Số liệu đã báo cáo thay đổi: ${code} (${told(before)}) nay không còn được tính.`
    : `Số liệu đã báo cáo thay đổi: ${code} trước ghi ${told(before)}, nay là ${told({ ...before, ...now, counted: before.counted })}.`
}

/** Where in the plan it is, once. */
const placed = (clause: string, text: string): string => {
  const place = capital(clauseName(clause))
  return stop(text.startsWith(place) ? text : `${place}: ${text}`)
}

/** What the head of the plan leaves open stands in the report as a blank of its own. */
const readingItems = ({ readings }: Report): Block[] =>
  readings.flatMap(({ clause, text, using }) =>
    using === null || clause === null
      ? []
      : [item(`${placed(clause, text)} Cách hiểu đang dùng: ${stop(lower(using))}`)],
  )

/** After the signature, on a page of its own; empty where the plan is clear. */
export const appendixOf = (report: Report): Block[] => {
  const items = readingItems(report)
  return items.length === 0
    ? []
    : [
        heading(1, 'PHỤ LỤC'),
        heading(1, 'CÁCH HIỂU NHỮNG CHỖ KẾ HOẠCH GHI CHƯA RÕ'),
        paragraph(
          `Kèm theo Báo cáo ${periodName(report.period)} của ${reporter(report)}. Mỗi dòng nêu chỗ Kế hoạch có thể hiểu nhiều cách và cách hiểu dùng khi tính số liệu.`,
        ),
        ...items,
      ]
}
