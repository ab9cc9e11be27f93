/** Progress in words: one target in two lines, whoever is behind by name. Reads well on channels without markup too. */
import type { Translate } from '../../content/locales.ts'
import type { Plan, Target } from '../../content/plan/plan.ts'
import type {
  CoverageProgress,
  DutyState,
  MilestoneProgress,
  RecurringProgress,
} from '../../content/plan/progress/duties.ts'
import { type Count, counted } from '../../content/plan/progress/facts.ts'
import { whoIsBehind } from '../../content/plan/progress/owners.ts'
import type {
  OpenProgress,
  TargetProgress,
  Uncounted,
  YearlyProgress,
} from '../../content/plan/progress/progress.ts'
import type { MonthlyProgress, Quota } from '../../content/plan/progress/quotas.ts'
import { showDay } from '../../content/vietnam-time.ts'

export type Light = 'done' | 'good' | 'behind' | 'late' | 'open'

/** ✅ enough, 🔵 on pace, 🟠 behind, 🔴 past its deadline, ⚪ nothing to compare with. */
const signs: Readonly<Record<Light, string>> = {
  done: '✅',
  good: '🔵',
  behind: '🟠',
  late: '🔴',
  open: '⚪',
}

export const lightOf = (progress: TargetProgress): Light => {
  switch (progress.shape) {
    case 'yearly-count':
      return progress.remaining === 0 ? 'done' : progress.pace.behind > 0 ? 'behind' : 'good'
    case 'monthly-per-unit':
      return progress.behind.some(({ missed }) => missed > 0) ? 'behind' : 'good'
    case 'milestone':
      return progress.state === 'done'
        ? 'done'
        : progress.state === 'overdue'
          ? 'late'
          : progress.state === 'not-yet'
            ? 'open'
            : 'good'
    case 'coverage':
      return progress.percent === null
        ? 'open'
        : progress.percent >= progress.target.percent
          ? 'done'
          : 'behind'
    case 'recurring':
      return progress.missed.length > 0 ? 'behind' : 'good'
    case 'count-only':
      return 'open'
    default:
      return progress satisfies never
  }
}

export const number = (value: number): string => value.toLocaleString('de-DE', { maximumFractionDigits: 1 })

const sentence = (parts: readonly (string | null)[]): string =>
  parts.filter(part => part !== null && part !== '').join('; ')

const waitingText = ({ waiting }: Count, t: Translate): string | null =>
  waiting === 0 ? null : t('progress.waiting', { count: number(waiting) })
const leadText = ({ byLead }: Count, t: Translate): string | null =>
  byLead === 0 ? null : t('progress.by-lead', { count: number(byLead) })

/** "tháng 11", "quý IV", "tuần 02/11 đến 08/11" */
export const periodText = (
  { key, first, last }: Pick<DutyState, 'key' | 'first' | 'last'>,
  t: Translate,
): string => {
  if (key.includes('W'))
    return t('progress.week', { from: showDay(first).slice(0, 5), to: showDay(last).slice(0, 5) })
  return key.includes('Q') ? t(`progress.quarters.${key.slice(-2)}`) : monthText(key, t)
}
/** "2026-11" → "tháng 11" */
export const monthText = (month: string, t: Translate): string =>
  t('progress.month', { month: Number(month.slice(5, 7)) })

/** At most `most` of them, and how many more. */
export const listed = (items: readonly string[], most: number, t: Translate): string =>
  items.length <= most
    ? items.join(', ')
    : t('progress.and-more', { items: items.slice(0, most).join(', '), count: items.length - most })

const yearlyHead = ({ target, count }: YearlyProgress): string =>
  `${number(counted(count))}/${number(target.quantity)} ${target.unit}`

const yearlyText = ({ count, remaining, pace }: YearlyProgress, t: Translate): string =>
  sentence([
    remaining === 0
      ? t('progress.enough')
      : pace.behind > 0
        ? t('progress.behind-by', { count: number(pace.behind), expected: number(Math.round(pace.expected)) })
        : t('progress.on-pace'),
    remaining === 0 ? null : t('progress.remaining', { count: number(remaining) }),
    pace.perMonth === null ? null : t('progress.per-month', { count: number(pace.perMonth) }),
    remaining === 0 || pace.forecast === null || counted(count) === 0
      ? null
      : t('progress.forecast', { count: number(pace.forecast) }),
    waitingText(count, t),
    leadText(count, t),
  ])

const quotaNow = ({ owner, months }: Quota, wanted: number, t: Translate): string =>
  `${owner ?? t('progress.whole-ward')} ${number(counted(months.at(-1)?.count ?? { approved: 0, byLead: 0, waiting: 0 }))}/${wanted}`

const monthlyHead = ({ target, quotas }: MonthlyProgress, t: Translate): string => {
  const now = quotas[0]?.months.at(-1)
  if (now === undefined) return t('progress.not-begun')
  const enough = quotas.filter(({ months }) => {
    const state = months.at(-1)?.state
    return state === 'kept' || state === 'ahead'
  }).length
  return t('progress.quota-head', {
    month: monthText(now.month, t),
    enough,
    owners: quotas.length,
    what: t(`progress.owners.${target.per}`),
    quantity: target.quantity,
    unit: target.unit,
  })
}

const monthlyText = (progress: MonthlyProgress, t: Translate): string => {
  const { quotas, target, count, others } = progress
  if (quotas.length === 0) return t('progress.no-areas')
  const lacking = quotas.filter(({ missingNow }) => (missingNow ?? 0) > 0)
  const missed = quotas.filter(quota => quota.missed > 0)
  return sentence([
    lacking.length === 0
      ? null
      : t('progress.quota-lacking', {
          owners: listed(
            lacking.map(quota => quotaNow(quota, target.quantity, t)),
            6,
            t,
          ),
        }),
    missed.length === 0
      ? null
      : t('progress.quota-missed', {
          owners: listed(
            missed.map(quota => `${quota.owner ?? t('progress.whole-ward')} (${quota.missed})`),
            6,
            t,
          ),
        }),
    t('progress.quota-year', { kept: number(progress.kept), owed: number(progress.owed) }),
    progress.forecast === null || progress.kept === 0
      ? null
      : t('progress.forecast', { count: number(progress.forecast) }),
    waitingText(count, t),
    leadText(count, t),
    counted(others) === 0 ? null : t('progress.quota-others', { count: number(counted(others)) }),
  ])
}

const milestoneHead = ({ target, parts, done, state }: MilestoneProgress, t: Translate): string =>
  target.units.length > 0
    ? t('progress.milestone-units', { done, all: parts.length })
    : t(state === 'done' ? 'progress.milestone-done' : 'progress.milestone-open')

const milestoneText = (progress: MilestoneProgress, t: Translate): string => {
  const { target, parts, state, early } = progress
  const late = parts.filter(part => part.late)
  const only = parts.length === 1 ? parts[0]?.doneOn : undefined
  return sentence([
    only == null ? null : t('progress.done-on', { day: showDay(only) }),
    t('progress.deadline', { deadline: target.deadlineText }),
    state === 'overdue' ? t('progress.overdue') : null,
    state === 'not-yet' ? t('progress.not-yet') : null,
    progress.behind.length === 0
      ? null
      : t('progress.milestone-lacking', { owners: listed(progress.behind, 6, t) }),
    parts.some(({ waiting }) => waiting) ? t('progress.waiting-some') : null,
    late.length === 0 ? null : t('progress.milestone-late', { count: late.length }),
    early === 0 ? null : t('progress.milestone-early', { count: early }),
  ])
}

const coverageHead = ({ percent, target }: CoverageProgress, t: Translate): string =>
  percent === null
    ? t('progress.coverage-none', { wanted: number(target.percent) })
    : t('progress.coverage', { percent: number(percent), wanted: number(target.percent) })

const coverageText = ({ target, items, done, unproved, surveyed }: CoverageProgress, t: Translate): string =>
  target.measure === 'survey'
    ? t(surveyed === null ? 'progress.no-survey' : 'progress.surveyed', {
        day: surveyed === null ? '' : showDay(surveyed),
      })
    : sentence([
        items.length === 0 ? t('progress.no-items') : t('progress.items', { done, all: items.length }),
        unproved === 0 ? null : t('progress.unproved', { count: unproved }),
      ])

const recurringHead = ({ target, done, periods }: RecurringProgress, t: Translate): string =>
  t('progress.recurring', { done, all: periods.length, every: t(`progress.every.${target.every}`) })

const recurringText = ({ current, missed }: RecurringProgress, t: Translate): string =>
  sentence([
    current === null
      ? null
      : t(`progress.current.${current.state === 'missed' ? 'open' : current.state}`, {
          period: periodText(current, t),
        }),
    missed.length === 0
      ? null
      : t('progress.recurring-missed', {
          count: missed.length,
          periods: listed(
            missed.toReversed().map(period => periodText(period, t)),
            4,
            t,
          ),
        }),
  ])

const openHead = ({ target, count }: OpenProgress): string => `${number(counted(count))} ${target.unit}`

const openText = ({ count, forecast }: OpenProgress, t: Translate): string =>
  sentence([
    t('progress.no-number'),
    forecast === null || counted(count) === 0 ? null : t('progress.forecast', { count: number(forecast) }),
    waitingText(count, t),
    leadText(count, t),
  ])

/** "112/150 tin, bài" */
export const headOf = (progress: TargetProgress, t: Translate): string => {
  switch (progress.shape) {
    case 'yearly-count':
      return yearlyHead(progress)
    case 'monthly-per-unit':
      return monthlyHead(progress, t)
    case 'milestone':
      return milestoneHead(progress, t)
    case 'coverage':
      return coverageHead(progress, t)
    case 'recurring':
      return recurringHead(progress, t)
    case 'count-only':
      return openHead(progress)
    default:
      return progress satisfies never
  }
}

/** What follows from the numbers: behind by how much, remaining, forecast, waiting. */
export const detailOf = (progress: TargetProgress, t: Translate): string => {
  switch (progress.shape) {
    case 'yearly-count':
      return yearlyText(progress, t)
    case 'monthly-per-unit':
      return monthlyText(progress, t)
    case 'milestone':
      return milestoneText(progress, t)
    case 'coverage':
      return coverageText(progress, t)
    case 'recurring':
      return recurringText(progress, t)
    case 'count-only':
      return openText(progress, t)
    default:
      return progress satisfies never
  }
}

/** Who is behind, where the numbers above have not named them. */
export const behindText = (progress: TargetProgress, plan: Plan, t: Translate): string | null => {
  if (progress.shape === 'monthly-per-unit' || (progress.shape === 'milestone' && progress.behind.length > 0))
    return null
  const names = whoIsBehind(plan, progress)
  return names.length === 0 ? null : t('progress.who', { units: names.join(', ') })
}

export const titleOf = ({ title, clause }: Target): string => `**${title}** (${clause})`

export const targetLines = (progress: TargetProgress, plan: Plan, t: Translate): string =>
  [
    `${signs[lightOf(progress)]} ${titleOf(progress.target)}: ${headOf(progress, t)}`,
    sentence([detailOf(progress, t), behindText(progress, plan, t)]),
  ]
    .filter(line => line !== '')
    .join('\n')

/** "Trang thông tin điện tử 12 bài" */
export const uncountedText = ({ form, unit, count }: Uncounted, t: Translate): string =>
  [
    t(`activity.forms.${form}`),
    number(counted(count)),
    unit ?? '',
    count.waiting === 0 ? '' : `(${t('progress.waiting', { count: number(count.waiting) })})`,
  ]
    .filter(part => part !== '')
    .join(' ')
