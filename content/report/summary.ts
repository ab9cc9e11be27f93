/** A report on one page, for a meeting: its key figures, each target with its share, what fell behind. Figures are the report's own. Pure. */
import { yearGone } from '../plan/progress/pace.ts'
import { reporter } from './naming.ts'
import { clauseName, formalDay, periodName } from './periods.ts'
import type { Report } from './report.ts'
import { shortfallsOf } from './shortfalls.ts'
import { blank, type TargetRow, type Verdict, verdictWords } from './targets.ts'

/** How a target stands, in the three words of a meeting; `open` where there is no number to judge by. */
export type Standing = 'met' | 'on-track' | 'behind' | 'open'

const standings: Readonly<Record<Verdict, Standing>> = {
  exceeded: 'met',
  done: 'met',
  'on-pace': 'on-track',
  'not-due': 'on-track',
  behind: 'behind',
  overdue: 'behind',
  'no-data': 'open',
  'no-number': 'open',
}

export interface SummaryTarget {
  readonly title: string
  /** Done since January, in the report's words. */
  readonly done: string
  readonly asked: string
  /** Percent of the year's number; null where there is none. */
  readonly share: number | null
  /** Percent an even pace would have reached; null where that means nothing. */
  readonly pace: number | null
  readonly standing: Standing
}

export interface Summary {
  readonly reporter: string
  readonly period: string
  readonly cutoff: string
  readonly plan: string | null
  readonly activities: number
  /** Of loudspeaker programmes. */
  readonly airMinutes: number
  readonly people: number
  readonly guided: number
  readonly counts: Readonly<Record<Standing, number>>
  /** Percent of activities whose evidence is whole, rounded down; null without activities. */
  readonly proven: number | null
  readonly unproven: number
  /** Of residents, as the report counts them; null in a unit's report. */
  readonly questions: { readonly asked: number; readonly useful: number; readonly wrong: number } | null
  readonly targets: readonly SummaryTarget[]
  readonly forms: readonly { readonly form: string; readonly entries: number }[]
  readonly behind: readonly string[]
  readonly next: { readonly name: string; readonly tasks: readonly string[] }
  /** Activities that wait for approval and are not counted. */
  readonly waiting: number
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0)

export const standingOf = ({ verdict }: Pick<TargetRow, 'verdict'>): Standing => standings[verdict]

export const summaryOf = (report: Report): Summary => {
  const { plan, cutoff, period, forms, targets, selected, missing, questions } = report
  const shapes = new Map(plan.targets.map(({ id, shape }) => [id, shape]))
  const gone = Math.round(yearGone(plan.year, cutoff).share * 1_000) / 10
  const count = (standing: Standing): number => targets.filter(row => standingOf(row) === standing).length
  const all = selected.inPeriod.length
  return {
    reporter: reporter(report),
    period: periodName(period),
    cutoff: formalDay(cutoff),
    plan: plan.number,
    activities: all,
    airMinutes: sum(forms.filter(({ form }) => form === 'loudspeaker').map(({ minutes }) => minutes)),
    people: sum(forms.map(({ people }) => people)),
    guided: report.guided,
    counts: {
      met: count('met'),
      'on-track': count('on-track'),
      behind: count('behind'),
      open: count('open'),
    },
    proven: all === 0 ? null : Math.floor(((all - missing.length) / all) * 100),
    unproven: missing.length,
    questions:
      questions === null
        ? null
        : { asked: questions.asked, useful: questions.useful, wrong: questions.wrong },
    targets: targets.map(row => ({
      title: row.title,
      done: row.sinceJanuary === blank ? verdictWords[row.verdict] : row.sinceJanuary,
      asked: row.asked,
      share: row.share,
      pace: shapes.get(row.id) === 'yearly-count' ? gone : null,
      standing: standingOf(row),
    })),
    forms: forms.map(({ form, entries }) => ({ form, entries })),
    behind: shortfallsOf(report).map(({ title, text }) => `${title}: ${text}`),
    next: {
      name: report.next.name,
      tasks: report.next.tasks.map(({ task }) => `${task.text} (${clauseName(task.clause)})`),
    },
    waiting: selected.waiting.length,
  }
}
