/** What the panels of the summary picture share: its words, its size and colours, and how letters and boxes are drawn. */
import type { Standing } from '../../content/report/summary.ts'
import { textWidth } from './text-width.ts'

/** What the picture says besides its figures. */
export interface SummaryWords {
  readonly title: string
  readonly cutoff: string
  readonly plan: string
  readonly tiles: Readonly<
    Record<'activities' | 'air' | 'people' | 'targets' | 'proof' | 'questions' | 'guided', string>
  >
  /** Second lines of tiles. */
  readonly under: Readonly<Record<'people' | 'proof' | 'questions', string>>
  readonly standings: Readonly<Record<Standing, string>>
  /** The same in a word, for the tile. */
  readonly short: Readonly<Record<'met' | 'on-track' | 'behind', string>>
  readonly pace: string
  readonly targets: string
  readonly noTargets: string
  readonly asked: string
  readonly forms: string
  readonly formNames: readonly string[]
  readonly behind: string
  readonly nothingBehind: string
  readonly next: string
  readonly more: (count: number) => string
  readonly foot: string
}

export const width = 1920
export const height = 1080
export const margin = 56
export const family = 'Be Vietnam Pro'
export const colours = {
  head: '#16407a',
  tile: '#f1f5fa',
  track: '#e3e9f0',
  text: '#111827',
  soft: '#4b5563',
  white: '#ffffff',
} as const
export const standingColours: Readonly<Record<Standing, string>> = {
  met: '#1b7f4d',
  'on-track': '#2f6fb2',
  behind: '#c2571a',
  open: '#8793a2',
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

interface Letters {
  readonly size: number
  readonly weight?: 500 | 700
  readonly fill?: string
  readonly anchor?: 'start' | 'middle' | 'end'
}
export const write = (
  x: number,
  y: number,
  text: string,
  { size, weight = 500, fill = colours.text, anchor = 'start' }: Letters,
): string =>
  `<text x="${x}" y="${y}" font-size="${size}" font-weight="${weight}" fill="${fill}" text-anchor="${anchor}">${escaped(text)}</text>`
export const box = (x: number, y: number, w: number, h: number, fill: string, round = 0): string =>
  `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="${round}" fill="${fill}"/>`

/** The largest size, from `size` down, at which the text fits the room in one line. */
export const fitting = (text: string, room: number, size: number, least: number): number => {
  let fit = size
  while (fit > least && textWidth(text, fit) > room) fit -= 1
  return fit
}
