/** The chart pictures of /tiendo: all targets with a number, or the units of one monthly minimum. */
import type { Attachment } from '../../bot/chat.ts'
import { counted } from '../../content/plan/progress/facts.ts'
import type { TargetProgress } from '../../content/plan/progress/progress.ts'
import { barOf } from '../../content/plan/progress/progress.ts'
import type { MonthlyProgress } from '../../content/plan/progress/quotas.ts'
import { showDay } from '../../content/vietnam-time.ts'
import { wardName } from '../../content/ward-text.ts'
import type { Services } from '../handler.ts'
import { type BarState, type Chart, type ChartBar, drawChart } from './draw.ts'
import type { View } from './view.ts'
import { type Light, lightOf, number } from './wording.ts'

type Drawing = Pick<Services, 'charts' | 't' | 'library'>

const stateOf = (light: Light): BarState =>
  light === 'done' ? 'done' : light === 'behind' || light === 'late' ? 'behind' : 'good'

const barFor = (progress: TargetProgress, { progress: { gone } }: View): ChartBar[] => {
  const bar = barOf(progress, gone)
  if (bar === null) return []
  const { target, done, waiting, expected, reached, wanted } = bar
  const percent = target.shape === 'coverage' ? '%' : ''
  return [
    {
      label: target.title,
      value: percent === '' ? `${number(reached)}/${number(wanted)}` : `${number(reached)}${percent}`,
      done,
      waiting,
      expected,
      state: stateOf(lightOf(progress)),
    },
  ]
}

const words = ({ progress }: View, { t, library }: Drawing, title: string): Omit<Chart, 'bars'> => ({
  title,
  subtitle: t('progress.chart.until', {
    day: showDay(progress.today),
    percent: Math.round(progress.gone.share * 100),
    ward: wardName(library),
  }),
  states: {
    done: t('progress.chart.done'),
    good: t('progress.chart.good'),
    behind: t('progress.chart.behind'),
  },
  waiting: t('progress.chart.waiting'),
  pace: t('progress.chart.pace'),
})

/** All targets that have a number; undefined where none has. */
export const overviewPicture = async (view: View, services: Drawing): Promise<Attachment | undefined> => {
  const bars = view.progress.targets.flatMap(progress => barFor(progress, view))
  const title = services.t('progress.chart.title', { year: view.progress.year })
  return await picture({ ...words(view, services, title), bars }, services)
}

/** One target: its units where it is owed by units, else its own bar. */
export const targetPicture = async (
  progress: TargetProgress,
  view: View,
  services: Drawing,
): Promise<Attachment | undefined> => {
  const bars =
    progress.shape === 'monthly-per-unit' && progress.quotas.length > 1
      ? quotaBars(progress, services)
      : barFor(progress, view)
  return await picture({ ...words(view, services, progress.target.title), bars }, services)
}

/** A unit against what it owes in the whole year; its pace is that of the year's months. */
const quotaBars = ({ quotas, target, owed, expected }: MonthlyProgress, { t }: Drawing): ChartBar[] => {
  const wanted = owed / quotas.length
  return quotas.map(({ owner, months, missed }) => {
    const kept = months.reduce((sum, { count }) => sum + Math.min(counted(count), target.quantity), 0)
    const waiting = months.reduce((sum, { count }) => sum + count.waiting, 0)
    return {
      label: owner ?? t('progress.whole-ward'),
      value: `${number(kept)}/${number(wanted)}`,
      done: wanted === 0 ? 0 : kept / wanted,
      waiting: wanted === 0 ? 0 : waiting / wanted,
      expected: owed === 0 ? null : expected / owed,
      state: kept >= wanted ? 'done' : missed > 0 ? 'behind' : 'good',
    }
  })
}

const picture = async (chart: Chart, { charts, t }: Drawing): Promise<Attachment | undefined> =>
  chart.bars.length === 0
    ? undefined
    : {
        kind: 'photo',
        path: await charts.keep(JSON.stringify(chart), () => drawChart(chart)),
        name: `${t('progress.chart.file')}.png`,
        mimeType: 'image/png',
      }
