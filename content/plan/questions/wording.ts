/** How values of a plan read in an answer: clauses, numbers, days, units, and the document they come from. */
import type { Translate } from '../../locales.ts'
import type { Ward } from '../../model/ward.ts'
import { type Day, showDay } from '../../vietnam-time.ts'
import type { Plan, ReportDuty, Target, Task } from '../plan.ts'
import { type ChosenReadings, readingOf } from '../readings.ts'

/** What an answer is composed from. */
export interface Sheet {
  readonly plan: Plan
  readonly ward: Ward
  readonly t: Translate
  readonly today: Day
  /** Readings the ward chose; `plan` is already as they make it. */
  readonly chosen?: ChosenReadings
}

/** Most lines of one list; the rest is counted. */
const longestList = 12

/** "mục III.2"; a row of the appendix as "phụ lục, dòng 6". */
export const showClause = (clause: string, { t }: Pick<Sheet, 't'>): string => {
  const row = /^PL\.(\d+)$/.exec(clause)?.[1]
  if (row !== undefined) return t('plan-answers.clause-row', { row })
  return clause === 'PL' ? t('plan-answers.clause-appendix') : t('plan-answers.clause', { clause })
}

/** "Kế hoạch số 12/KH-UBND ngày 15/01/2026 của UBND phường …"; without a number it is named by its year, and that is said. */
export const showDocument = ({ plan, ward, t }: Sheet): string => {
  const by = `${ward.kind} ${ward.name}`
  if (plan.number === null) return t('plan-answers.document-unnumbered', { year: plan.year, ward: by })
  return plan.issued === null
    ? t('plan-answers.document-undated', { number: plan.number, year: plan.year, ward: by })
    : t('plan-answers.document', { number: plan.number, issued: showDay(plan.issued), ward: by })
}

/** How a sentence of the answer calls the plan; the source line names it in full. */
export const thePlan = ({ plan, t }: Pick<Sheet, 'plan' | 't'>): string =>
  t('plan-answers.the-plan', { year: plan.year })

/** Clauses in one phrase: sections first, then the rows of the appendix together. */
const showClauses = (clauses: readonly string[], { t }: Sheet): string => {
  const all = [...new Set(clauses)]
  const rows = all.flatMap(clause => /^PL\.(\d+)$/.exec(clause)?.[1] ?? [])
  const sections = all.filter(clause => !/^PL\.\d+$/.test(clause)).map(clause => showClause(clause, { t }))
  const ordered = rows.map(Number).toSorted((a, b) => a - b)
  return [
    ...sections.slice(0, longestList),
    ...(ordered.length === 0 ? [] : [t('plan-answers.clause-row', { row: ordered.join(', ') })]),
  ].join('; ')
}

/** The line under every answer: the document and the clauses it was taken from. */
export const showSource = (clauses: readonly string[], sheet: Sheet): string => {
  const document = showDocument(sheet)
  return clauses.length === 0
    ? sheet.t('plan-answers.source', { document })
    : sheet.t('plan-answers.source-clauses', { document, clauses: showClauses(clauses, sheet) })
}

/** Texts with their clauses; a clause all of them share is left to the source line. */
export const withClauses = (
  items: readonly { readonly clause: string; readonly text: string }[],
  sheet: Sheet,
): string[] => {
  const shared = new Set(items.map(({ clause }) => clause)).size === 1
  return items.map(({ clause, text }) => (shared ? text : `${text} (${showClause(clause, sheet)})`))
}

export const bullets = (lines: readonly string[], { t }: Pick<Sheet, 't'>): string => {
  const shown = lines.slice(0, longestList).map(line => `- ${line}`)
  const more = lines.length - shown.length
  return [...shown, ...(more > 0 ? [`- ${t('plan-answers.more', { count: more })}`] : [])].join('\n')
}

const leastWords = /^(?:(?:ít nhất|tối thiểu|không dưới|không ít hơn|trên|từ)\s+|(?:>=|≥)\s*)/iu

/** What a target asks, in one phrase: "150 tin, bài trong năm 2026, mỗi chương trình 5 đến 10 phút". */
export const showAmount = (target: Target, { plan, t }: Sheet): string => {
  switch (target.shape) {
    case 'yearly-count': {
      const amount = target.printed ?? `${target.quantity} ${target.unit}`
      const whole = t(target.atLeast ? 'plan-answers.in-year-least' : 'plan-answers.in-year', {
        amount: target.atLeast ? amount.replace(leastWords, '') : amount,
        year: plan.year,
      })
      return target.minutes === null
        ? whole
        : `${whole}, ${t('plan-answers.minutes', { from: target.minutes[0], to: target.minutes[1] })}`
    }
    case 'monthly-per-unit': {
      const owed = t(target.atLeast ? 'plan-answers.monthly-least' : 'plan-answers.monthly', {
        amount: `${target.quantity} ${target.unit}`,
        per: t(`plan-answers.per.${target.per}`),
      })
      return target.from === null
        ? owed
        : `${owed}, ${t('plan-answers.since', { day: showDay(target.from) })}`
    }
    case 'milestone':
      return t('plan-answers.by-day', { deadline: target.deadlineText })
    case 'coverage':
      return t('plan-answers.share', { percent: target.percent, of: target.of })
    case 'recurring':
      return t(`plan-answers.every.${target.every}`)
    case 'count-only':
      return t('plan-answers.count-only', { unit: target.unit })
    default:
      return target satisfies never
  }
}

/** When a task is due, in the plan's own words; null where it names no time. */
export const showTime = ({ window, deadlineText }: Task, { t }: Pick<Sheet, 't'>): string | null => {
  if (deadlineText !== null && window !== null && window !== deadlineText)
    return t('plan-answers.window-deadline', { window, deadline: deadlineText })
  if (deadlineText !== null) return t('plan-answers.deadline', { deadline: deadlineText })
  return window === null ? null : t('plan-answers.window', { window })
}

/** "quý I: trước ngày 12/03/2026 (suy từ …)"; without a day the plan's rule. */
export const showReportDay = (
  { period, deadline, deadlineKind, rule, derived, optional }: ReportDuty,
  { t }: Pick<Sheet, 't'>,
): string => {
  const name = t(`periods.${period ?? 'none'}`)
  const when =
    deadline === null
      ? rule
      : t(
          `plan-answers.report-${deadlineKind === 'before' ? 'before' : deadlineKind === 'month' ? 'month' : 'by'}`,
          {
            day: deadlineKind === 'month' ? showDay(deadline).slice(3) : showDay(deadline),
          },
        )
  const notes = [
    ...(derived ? [t('plan-answers.derived', { rule })] : []),
    ...(optional ? [t('plan-answers.optional')] : []),
  ]
  return `${name}: ${when}${notes.length === 0 ? '' : ` (${notes.join('; ')})`}`
}

/** Where the plan is unclear about exactly this: what is unclear, and the reading in use. */
export const unclear = (targets: readonly Target[], { plan, t, chosen = new Map() }: Sheet): string[] =>
  plan.ambiguities
    .filter(({ clause, effects }) =>
      targets.some(
        target =>
          effects.some(effect => effect.target === target.id) ||
          (clause === target.clause &&
            plan.targets.filter(other => other.clause === clause).length === 1 &&
            effects.length === 0),
      ),
    )
    .map(ambiguity => {
      const using = readingOf(ambiguity, chosen)
      const { text } = ambiguity
      return using === null
        ? t('plan-answers.unclear', { text })
        : t('plan-answers.unclear-using', { text, using })
    })
