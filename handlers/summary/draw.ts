/** The one-page summary as a picture, 16 to 9, for a screen or a sheet in a meeting: figures, targets, what is behind. */
import type { Summary } from '../../content/report/summary.ts'
import { number } from '../../content/report/targets.ts'
import { drawSvg } from '../progress/draw.ts'
import { formsPanel, panelBottom, panelTop, right, sidePanel, targetsPanel } from './panels.ts'
import {
  box,
  colours,
  family,
  fitting,
  height,
  margin,
  type SummaryWords,
  standingColours,
  width,
  write,
} from './parts.ts'
import { wrapped } from './text-width.ts'

const head = ({ reporter }: Summary, words: SummaryWords): string => {
  const right = width - margin
  const room = 1_300
  const size = fitting(words.title, room, 46, 30)
  return [
    box(0, 0, width, 150, colours.head),
    ...wrapped(reporter, room, fitting(reporter, room, 30, 20), 1).map(line =>
      write(margin, 56, line, { size: fitting(reporter, room, 30, 20), fill: '#d5e1f2' }),
    ),
    ...wrapped(words.title, room, size, 1).map(line =>
      write(margin, 116, line, { size, weight: 700, fill: colours.white }),
    ),
    write(right, 62, words.cutoff, { size: 30, weight: 700, fill: colours.white, anchor: 'end' }),
    write(right, 110, words.plan, { size: 24, fill: '#d5e1f2', anchor: 'end' }),
  ].join('')
}

const tilesTop = 176
const tileHeight = 176
const tileGap = 18
const tileWidth = (width - 2 * margin - 5 * tileGap) / 6

const tile = (place: number, big: string, label: string, under = ''): string => {
  const x = margin + place * (tileWidth + tileGap)
  const room = tileWidth - 40
  const lines = wrapped(label, room, 22, under === '' ? 2 : 1)
  return [
    box(x, tilesTop, tileWidth, tileHeight, colours.tile, 14),
    write(x + 20, tilesTop + 78, big, { size: fitting(big, room, 64, 30), weight: 700, fill: colours.head }),
    ...lines.map((line, index) => write(x + 20, tilesTop + 116 + index * 28, line, { size: 22 })),
    ...(under === ''
      ? []
      : wrapped(under, room, 19, 1).map(line =>
          write(x + 20, tilesTop + 148, line, { size: 19, fill: colours.soft }),
        )),
  ].join('')
}

/** Met, on track, behind: three numbers in their colours. */
const targetsTile = (place: number, { counts }: Summary, words: SummaryWords): string => {
  const x = margin + place * (tileWidth + tileGap)
  const column = (tileWidth - 40) / 3
  const main = ['met', 'on-track', 'behind'] as const
  return [
    box(x, tilesTop, tileWidth, tileHeight, colours.tile, 14),
    ...main.map((standing, index) => {
      const at = x + 20 + index * column
      const name = words.short[standing]
      return (
        write(at, tilesTop + 78, String(counts[standing]), {
          size: 56,
          weight: 700,
          fill: standingColours[standing],
        }) + write(at, tilesTop + 112, name, { size: fitting(name, column - 6, 19, 14), fill: colours.soft })
      )
    }),
    write(x + 20, tilesTop + 148, words.tiles.targets, { size: 22 }),
  ].join('')
}

const tiles = (summary: Summary, words: SummaryWords): string => {
  const { activities, airMinutes, people, proven, questions, guided } = summary
  return [
    tile(0, number(activities), words.tiles.activities),
    tile(1, number(airMinutes), words.tiles.air),
    tile(2, number(people), words.tiles.people, words.under.people),
    targetsTile(3, summary, words),
    tile(4, proven === null ? '–' : `${proven}%`, words.tiles.proof, words.under.proof),
    questions === null
      ? tile(5, number(guided), words.tiles.guided)
      : tile(5, number(questions.asked), words.tiles.questions, words.under.questions),
  ].join('')
}

export const summarySvg = (summary: Summary, words: SummaryWords): string => {
  const targets = targetsPanel(summary, words)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${family}">`,
    box(0, 0, width, height, colours.white),
    head(summary, words),
    tiles(summary, words),
    targets.svg,
    formsPanel(summary, words, targets.bottom),
    box(right.x - 22, panelTop, 2, panelBottom - panelTop, colours.track),
    sidePanel(summary, words),
    box(margin, panelBottom + 14, width - 2 * margin, 2, colours.track),
    ...wrapped(words.foot, width - 2 * margin, 19, 1).map(line =>
      write(margin, panelBottom + 46, line, { size: 19, fill: colours.soft }),
    ),
    '</svg>',
  ].join('')
}

/** @returns PNG bytes */
export const drawSummary = async (summary: Summary, words: SummaryWords): Promise<Uint8Array> =>
  await drawSvg(summarySvg(summary, words))
