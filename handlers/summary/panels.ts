/** The lower half of the summary picture: targets with their bars, forms of work, what is behind and what comes next. */
import type { Standing, Summary, SummaryTarget } from '../../content/report/summary.ts'
import { number } from '../../content/report/targets.ts'
import { box, colours, fitting, margin, type SummaryWords, standingColours, width, write } from './parts.ts'
import { textWidth, wrapped } from './text-width.ts'

const shown: readonly Standing[] = ['met', 'on-track', 'behind', 'open']

export const panelTop = 384
export const panelBottom = 1_012
const left = { x: margin, width: 1_170 } as const
export const right = { x: margin + left.width + 40, width: width - 2 * margin - left.width - 40 } as const

const legend = (summary: Summary, words: SummaryWords): string => {
  const used = shown.filter(standing => summary.counts[standing] > 0)
  const parts: string[] = []
  let x = left.x + left.width
  if (summary.targets.some(({ pace }) => pace !== null)) {
    x -= textWidth(words.pace, 19)
    parts.push(write(x, panelTop + 22, words.pace, { size: 19, fill: colours.soft }))
    x -= 16
    parts.push(box(x, panelTop + 4, 5, 22, colours.text))
    x -= 26
  }
  for (const standing of used.toReversed()) {
    const name = words.standings[standing]
    x -= textWidth(name, 19)
    parts.push(write(x, panelTop + 22, name, { size: 19, fill: colours.soft }))
    x -= 26
    parts.push(box(x, panelTop + 6, 18, 18, standingColours[standing], 4))
    x -= 26
  }
  return parts.join('')
}

/** A bar ends here at the latest: more than the target is drawn a little beyond it. */
const longest = 1.08

const targetRow = (row: SummaryTarget, y: number, high: number, words: SummaryWords): string => {
  const size = high >= 66 ? 23 : high >= 54 ? 20 : 17
  const line = size * 1.22
  const titleRoom = 500
  const lines = wrapped(row.title, titleRoom, size, 2)
  const middle = y + high / 2
  const top = middle - ((lines.length - 1) * line) / 2 + size * 0.36
  const barX = left.x + titleRoom + 20
  const barRoom = 290
  const barHigh = Math.min(30, high * 0.5)
  const full = barRoom / longest
  const { share, pace, standing } = row
  // Without a share there is no bar, and its room is the text's.
  const valueX = share === null ? barX : barX + barRoom + 16
  const valueRoom = left.x + left.width - valueX
  const value = share === null ? row.done : `${row.done} · ${number(share)}%`
  const small = Math.max(15, size - 4)
  const asked = wrapped(`${words.asked}: ${row.asked}`, valueRoom, small, high >= 66 ? 2 : 1)
  const valueY = middle - 2 - ((asked.length - 1) * small * 1.2) / 2
  const valueSize = fitting(value, valueRoom, size, 14)
  return [
    ...lines.map((text, index) => write(left.x, top + index * line, text, { size })),
    ...(share === null ? [] : [box(barX, middle - barHigh / 2, full, barHigh, colours.track, 6)]),
    ...(share === null || share === 0
      ? []
      : [
          box(
            barX,
            middle - barHigh / 2,
            Math.max(4, full * Math.min(share / 100, longest)),
            barHigh,
            standingColours[standing],
            6,
          ),
        ]),
    ...(share === null || pace === null
      ? []
      : [
          box(
            barX + full * Math.min(1, pace / 100) - 2,
            middle - barHigh / 2 - 5,
            5,
            barHigh + 10,
            colours.text,
          ),
        ]),
    ...wrapped(value, valueRoom, valueSize, 1).map(text =>
      write(valueX, valueY, text, {
        size: valueSize,
        weight: 700,
        fill: standing === 'open' ? colours.text : standingColours[standing],
      }),
    ),
    ...asked.map((text, index) =>
      write(valueX, valueY + small + 6 + index * small * 1.2, text, { size: small, fill: colours.soft }),
    ),
  ].join('')
}

export const targetsPanel = (summary: Summary, words: SummaryWords): { svg: string; bottom: number } => {
  const title = write(left.x, panelTop + 26, words.targets, { size: 28, weight: 700 })
  const top = panelTop + 48
  const { targets } = summary
  if (targets.length === 0)
    return {
      svg: title + write(left.x, top + 40, words.noTargets, { size: 24, fill: colours.soft }),
      bottom: top + 70,
    }
  const high = Math.min(84, (panelBottom - top) / targets.length)
  return {
    svg: [
      title,
      legend(summary, words),
      ...targets.map((row, index) => targetRow(row, top + index * high, high, words)),
    ].join(''),
    bottom: top + targets.length * high,
  }
}

/** Few targets leave room for what was done, form by form. */
export const formsPanel = ({ forms }: Summary, words: SummaryWords, from: number): string => {
  const rowHigh = 44
  const fits = Math.floor((panelBottom - from - 70) / rowHigh)
  if (fits < 2 || forms.length === 0) return ''
  const most = Math.max(...forms.map(({ entries }) => entries))
  const sorted = forms
    .map(({ entries }, index) => ({ entries, name: words.formNames[index] ?? '' }))
    .sort((a, b) => b.entries - a.entries)
    .slice(0, fits)
  const omitted = forms.length - sorted.length
  return [
    write(left.x, from + 48, words.forms, { size: 28, weight: 700 }),
    ...(omitted === 0
      ? []
      : [
          write(left.x + textWidth(words.forms, 28) + 40, from + 48, words.more(omitted), {
            size: 19,
            fill: colours.soft,
          }),
        ]),
    ...sorted.map(({ entries, name }, index) => {
      const y = from + 70 + index * rowHigh
      return (
        wrapped(name, 500, 22, 1)
          .map(line => write(left.x, y + 29, line, { size: 22 }))
          .join('') +
        box(left.x + 520, y + 9, Math.max(4, (500 * entries) / most), 26, '#7f9cc4', 6) +
        write(left.x + 536 + Math.max(4, (500 * entries) / most), y + 29, number(entries), {
          size: 22,
          weight: 700,
        })
      )
    }),
  ].join('')
}

/** Texts one below the other until the room is used up; says how many were left out. */
const listed = (
  texts: readonly string[],
  from: number,
  to: number,
  mark: string,
  words: SummaryWords,
): { svg: string; bottom: number } => {
  const size = 21
  const line = 27
  const parts: string[] = []
  let y = from
  for (const [index, text] of texts.entries()) {
    const last = index === texts.length - 1
    const lines = wrapped(text, right.width - 30, size, 5)
    const reserve = last ? 0 : line
    if (y + lines.length * line > to - reserve) {
      parts.push(
        write(right.x + 26, y + 20, words.more(texts.length - index), { size: 19, fill: colours.soft }),
      )
      return { svg: parts.join(''), bottom: y + line }
    }
    parts.push(box(right.x, y + 7, 12, 12, mark, 3))
    parts.push(...lines.map((part, at) => write(right.x + 26, y + 20 + at * line, part, { size })))
    y += lines.length * line + 9
  }
  return { svg: parts.join(''), bottom: y }
}

export const sidePanel = ({ behind, next }: Summary, words: SummaryWords): string => {
  const top = panelTop + 48
  const split = next.tasks.length === 0 ? panelBottom : panelTop + 420
  const parts = [
    write(right.x, panelTop + 26, words.behind, { size: 28, weight: 700, fill: standingColours.behind }),
  ]
  let bottom = top
  if (behind.length === 0) {
    parts.push(
      ...wrapped(words.nothingBehind, right.width, 22, 3).map((line, index) =>
        write(right.x, top + 20 + index * 28, line, { size: 22, fill: standingColours.met }),
      ),
    )
    bottom = top + 90
  } else {
    const list = listed(behind, top, split, standingColours.behind, words)
    parts.push(list.svg)
    bottom = list.bottom
  }
  if (next.tasks.length > 0) {
    const from = bottom + 36
    parts.push(
      ...wrapped(words.next, right.width, fitting(words.next, right.width, 28, 20), 1).map(line =>
        write(right.x, from, line, { size: fitting(words.next, right.width, 28, 20), weight: 700 }),
      ),
      listed(next.tasks, from + 22, panelBottom, standingColours['on-track'], words).svg,
    )
  }
  return parts.join('')
}
