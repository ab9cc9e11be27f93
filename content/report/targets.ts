/** One line for each target of the plan: what it asks, what was done in the period and since January, and the verdict. Pure. */
import type { Plan, Target } from '../plan/plan.ts'
import { counted } from '../plan/progress/facts.ts'
import { leadOf, whoIsBehind } from '../plan/progress/owners.ts'
import type { PlanProgress, TargetProgress } from '../plan/progress/progress.ts'
import type { Day } from '../vietnam-time.ts'
import { formalDay } from './periods.ts'

/** What is not known stays visible, for a person to fill. */
export const blank = '……'

export const verdicts = [
  'exceeded',
  'done',
  'on-pace',
  'behind',
  'overdue',
  'not-due',
  'no-data',
  'no-number',
] as const
export type Verdict = (typeof verdicts)[number]
/** In the words of ward reports. */
export const verdictWords: Readonly<Record<Verdict, string>> = {
  exceeded: 'Hoàn thành vượt chỉ tiêu',
  done: 'Hoàn thành',
  'on-pace': 'Đạt tiến độ',
  behind: 'Chậm tiến độ',
  overdue: 'Quá hạn, chưa hoàn thành',
  'not-due': 'Chưa đến hạn',
  'no-data': 'Chưa có số liệu',
  'no-number': 'Kế hoạch không đặt số lượng',
}

export interface TargetRow {
  readonly id: string
  readonly clause: string
  readonly title: string
  /** As the plan asks. */
  readonly asked: string
  readonly inPeriod: string
  readonly sinceJanuary: string
  /** Percent of the year's number; null where that means nothing. */
  readonly share: number | null
  readonly verdict: Verdict
  /** What is short, in words; empty when nothing is. */
  readonly shortfall: string
  /** Units that are behind. */
  readonly behind: readonly string[]
  /** Who answers for it, as the plan names them. */
  readonly lead: string | null
  /** Numbers behind the two texts, where they are counts. */
  readonly figures: { readonly inPeriod: number; readonly sinceJanuary: number } | null
}

export const number = (value: number): string => value.toLocaleString('de-DE', { maximumFractionDigits: 1 })
/** Rounded as people reckon it, but what is not whole is never 100. */
const percent = (done: number, wanted: number): number | null => {
  if (wanted === 0) return null
  const rounded = Math.round((done / wanted) * 1000) / 10
  return done < wanted ? Math.min(rounded, 99.9) : rounded
}

const everyWords = { week: 'tuần', month: 'tháng', quarter: 'quý' } as const
const perWords = { unit: 'mỗi đơn vị', ward: 'toàn phường', area: 'mỗi địa bàn' } as const

/** What the plan asks of a target, as printed where it prints a number. */
export const askedOf = (target: Target): string => {
  switch (target.shape) {
    case 'yearly-count':
      return target.printed ?? `${target.atLeast ? 'Ít nhất ' : ''}${number(target.quantity)} ${target.unit}`
    case 'monthly-per-unit':
      return (
        target.printed ??
        `${target.atLeast ? 'Ít nhất ' : ''}${number(target.quantity)} ${target.unit} mỗi tháng, ${perWords[target.per]}`
      )
    case 'milestone':
      return target.deadlineText
    case 'coverage':
      return target.printed ?? `${number(target.percent)}% ${target.of}`
    case 'recurring':
      return target.printed ?? `Mỗi ${everyWords[target.every]} một lần`
    case 'count-only':
      return `Thống kê ${target.unit}`
    default:
      return target satisfies never
  }
}

interface Span {
  readonly from: Day
  /** The cut-off. */
  readonly to: Day
  /** The report is that of the whole year. */
  readonly ofYear: boolean
}

/**
 * @param whole progress at the cut-off
 * @param period progress of the entries of the period alone, in the same order
 */
export const targetRows = (plan: Plan, whole: PlanProgress, period: PlanProgress, span: Span): TargetRow[] =>
  whole.targets.flatMap((progress, index) => {
    const own = period.targets[index]
    if (own === undefined) return []
    const { id, clause, title } = progress.target
    return [
      {
        id,
        clause,
        title,
        asked: askedOf(progress.target),
        behind: whoIsBehind(plan, progress),
        lead: leadOf(plan, progress.target),
        ...said(progress, own, span),
      },
    ]
  })

type Said = Pick<TargetRow, 'inPeriod' | 'sinceJanuary' | 'share' | 'verdict' | 'shortfall' | 'figures'>

const said = (progress: TargetProgress, own: TargetProgress, span: Span): Said => {
  const inside = (day: Day | null): boolean => day !== null && day >= span.from && day <= span.to
  switch (progress.shape) {
    case 'yearly-count': {
      const { target, pace, remaining } = progress
      const done = counted(progress.count)
      // A year's report tells what the year still owes, though one of one is never behind an even pace before its end.
      const late = pace.behind > 0 || span.ofYear
      return {
        ...figures(own, done),
        share: percent(done, target.quantity),
        verdict: done > target.quantity ? 'exceeded' : remaining === 0 ? 'done' : late ? 'behind' : 'on-pace',
        shortfall:
          remaining > 0 && late
            ? [
                `mới đạt ${number(done)}/${number(target.quantity)} ${target.unit}`,
                ...(pace.behind > 0 ? [`chậm ${number(pace.behind)} so với tiến độ chia đều trong năm`] : []),
                `còn phải thực hiện ${number(remaining)}`,
              ].join('; ')
            : '',
      }
    }
    case 'monthly-per-unit': {
      const missed = progress.behind.filter(quota => quota.missed > 0)
      const months = (quota: (typeof missed)[number]): string =>
        quota.months
          .filter(({ state }) => state === 'missed')
          .map(({ month }) => String(Number(month.slice(5))))
          .join(', ')
      return {
        ...figures(own, counted(progress.count)),
        share: percent(progress.kept, progress.owed),
        verdict: progress.quotas.length === 0 ? 'no-data' : missed.length > 0 ? 'behind' : 'on-pace',
        shortfall: missed
          .map(quota => `${quota.owner ?? 'toàn phường'} chưa đủ số lượng các tháng ${months(quota)}`)
          .join('; '),
      }
    }
    case 'count-only':
      return {
        ...figures(own, counted(progress.count)),
        share: null,
        verdict: 'no-number',
        shortfall: '',
      }
    case 'milestone': {
      const { parts, done, state } = progress
      const now = parts.filter(({ doneOn }) => inside(doneOn)).length
      const [only] = parts
      const single = parts.length === 1
      return {
        inPeriod: single ? (now > 0 ? 'Hoàn thành' : 'Chưa') : `${now} đơn vị hoàn thành`,
        sinceJanuary: single
          ? only?.doneOn == null
            ? 'Chưa hoàn thành'
            : `Hoàn thành ngày ${formalDay(only.doneOn)}${only.late ? ' (muộn)' : ''}`
          : `${done}/${parts.length} đơn vị`,
        share: percent(done, parts.length),
        verdict: state === 'done' ? 'done' : state === 'overdue' ? 'overdue' : 'not-due',
        shortfall:
          state !== 'overdue'
            ? ''
            : single
              ? 'đã quá thời hạn của kế hoạch'
              : `còn ${parts.length - done} đơn vị chưa hoàn thành`,
        figures: null,
      }
    }
    case 'coverage': {
      const { items, done, unproved, target } = progress
      const bySurvey = target.measure === 'survey'
      const now = items.filter(({ doneOn, evidence }) => inside(doneOn) && evidence > 0).length
      const known = progress.percent !== null
      return {
        inPeriod: bySurvey || !known ? blank : `${now} mục`,
        sinceJanuary: known
          ? bySurvey
            ? `${number(progress.percent ?? 0)}%`
            : `${done}/${items.length} mục`
          : blank,
        share: progress.percent,
        verdict: !known ? 'no-data' : (progress.percent ?? 0) >= target.percent ? 'done' : 'behind',
        shortfall:
          !known || (progress.percent ?? 0) >= target.percent
            ? ''
            : bySurvey
              ? `mới đạt ${number(progress.percent ?? 0)}%`
              : `còn ${items.length - done} mục${unproved > 0 ? `, trong đó ${unproved} mục chưa có minh chứng` : ''}`,
        figures: null,
      }
    }
    case 'recurring': {
      const { periods, done, due, missed, target } = progress
      const word = everyWords[target.every]
      const now = periods.filter(({ state, first }) => state === 'done' && inside(first)).length
      const started = periods.filter(({ first }) => inside(first)).length
      return {
        inPeriod: `${now}/${started} ${word}`,
        sinceJanuary: `${done}/${periods.length} ${word}`,
        share: percent(done, periods.length),
        verdict:
          periods.length === 0 || (due === 0 && done === 0)
            ? 'not-due'
            : missed.length > 0
              ? 'behind'
              : 'on-pace',
        shortfall: missed.length > 0 ? `${missed.length} ${word} chưa ghi nhận thực hiện` : '',
        figures: null,
      }
    }
    default:
      return progress satisfies never
  }
}

const figures = (own: TargetProgress, done: number): Pick<Said, 'inPeriod' | 'sinceJanuary' | 'figures'> => {
  const now = 'count' in own ? counted(own.count) : 0
  const unit = 'unit' in own.target ? own.target.unit : ''
  return {
    inPeriod: `${number(now)} ${unit}`.trim(),
    sinceJanuary: `${number(done)} ${unit}`.trim(),
    figures: { inPeriod: now, sinceJanuary: done },
  }
}
