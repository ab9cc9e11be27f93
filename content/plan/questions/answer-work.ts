/** Answers about work and time: a unit's share, what a month holds, reports, proof. */
import type { Period, ReportDuty, Task } from '../plan.ts'
import type { Body } from './answer-thing.ts'
import { thingName } from './answer-thing.ts'
import type { Months } from './details.ts'
import { findMonths, findThing, findUnit, taskOf } from './find.ts'
import type { PlanQuestion } from './recognise.ts'
import { bullets, type Sheet, showAmount, showClause, showReportDay, showTime, thePlan } from './wording.ts'

const where = (clause: string, sheet: Sheet): string => `(${showClause(clause, sheet)})`
const part = (title: string, lines: readonly string[], sheet: Sheet): string =>
  lines.length === 0 ? '' : `\n\n**${title}**\n${bullets(lines, sheet)}`

/** What a unit of the ward, or a body beyond it, has to do. */
export function answerUnit(unit: string, names: readonly string[], sheet: Sheet): Body {
  const { plan, ward, t } = sheet
  const work = findUnit(plan, ward, unit, names)
  const { duties, leads, partners, targets, reports, mentions } = work
  const own = [...duties, ...leads, ...targets, ...reports]
  if (own.length === 0 && partners.length === 0) {
    const said = t('plan-answers.unit-nothing', { document: thePlan(sheet), unit })
    return mentions.length === 0
      ? { text: said, clauses: [] }
      : {
          text: `${said}${part(
            t('plan-answers.unit-mentioned', { unit }),
            mentions.map(({ clause, text }) => `${text} ${where(clause, sheet)}`),
            sheet,
          )}`,
          clauses: mentions.map(({ clause }) => clause),
        }
  }
  const grouped = byDuty(reports).map(group => `${reportHead(group, sheet)} ${where(group[0].clause, sheet)}`)
  return {
    text: [
      `**${t('plan-answers.unit-head', { unit: unit.charAt(0).toUpperCase() + unit.slice(1), year: plan.year })}**`,
      duties.length === 0
        ? ''
        : `\n${bullets(
            duties.map(({ text, clause }) => `${text} ${where(clause, sheet)}`),
            sheet,
          )}`,
      part(
        t('plan-answers.unit-leads'),
        leads.map(task => taskLine(task, sheet)),
        sheet,
      ),
      part(
        t('plan-answers.unit-targets'),
        targets.map(target => `${target.title}: ${showAmount(target, sheet)} ${where(target.clause, sheet)}`),
        sheet,
      ),
      part(
        t('plan-answers.unit-partner'),
        partners.map(({ text, lead, clause }) =>
          lead === null
            ? `${text} ${where(clause, sheet)}`
            : `${text}; ${t('plan-answers.lead', { lead })} ${where(clause, sheet)}`,
        ),
        sheet,
      ),
      part(t('plan-answers.unit-reports'), grouped, sheet),
    ].join(''),
    clauses: [...own, ...partners].map(({ clause }) => clause),
  }
}

const taskLine = (task: Task, sheet: Sheet): string => {
  const time = showTime(task, sheet)
  return `${task.text}${time === null ? '' : `; ${time}`} ${where(task.clause, sheet)}`
}

const monthName = (month: string): string => `${Number(month.slice(5))}/${month.slice(0, 4)}`
const span = ({ from, to }: Months, { t }: Sheet): string =>
  from === to
    ? t('plan-answers.month', { month: monthName(from) })
    : t('plan-answers.months', { from: monthName(from), to: monthName(to) })

/** What falls into a month or a quarter: dated work, reports, what is owed each month; the rest of the year is counted. */
export function answerMonths(months: Months, sheet: Sheet): Body {
  const { plan, t } = sheet
  const { tasks, milestones, reports, always, yearLong } = findMonths(plan, months)
  const dated = [
    ...tasks.map(task => taskLine(task, sheet)),
    ...milestones.map(
      target => `${target.title}: ${showAmount(target, sheet)} ${where(target.clause, sheet)}`,
    ),
    ...reports.map(
      report =>
        `${t('plan-answers.report-of', { binds: report.binds, when: showReportDay(report, sheet) })} ${where(report.clause, sheet)}`,
    ),
  ]
  const head =
    dated.length === 0
      ? t('plan-answers.month-nothing', { when: span(months, sheet), document: thePlan(sheet) })
      : `**${t('plan-answers.month-head', { when: span(months, sheet) })}**\n${bullets(dated, sheet)}`
  const rest = yearLong.length === 0 ? '' : `\n\n${t('plan-answers.year-long', { count: yearLong.length })}`
  return {
    text: `${head}${part(
      t('plan-answers.always'),
      always.map(target => `${target.title}: ${showAmount(target, sheet)} ${where(target.clause, sheet)}`),
      sheet,
    )}${rest}`,
    clauses: [...tasks, ...milestones, ...reports, ...always].map(({ clause }) => clause),
  }
}

type Group = readonly [ReportDuty, ...ReportDuty[]]
/** Reports that the same clause asks of the same people. */
const byDuty = (reports: readonly ReportDuty[]): Group[] => {
  const groups = Map.groupBy(reports, ({ clause, binds, to }) => `${clause}|${binds}|${to ?? ''}`)
  return [...groups.values()].flatMap(([first, ...others]): Group[] =>
    first === undefined ? [] : [[first, ...others]],
  )
}
const reportHead = ([{ binds, to }]: Group, { t }: Sheet): string =>
  to === null ? t('plan-answers.report-no-receiver', { binds }) : t('plan-answers.report-to', { binds, to })

/** Who sends which report to whom, and until when. */
export function answerReports(periods: readonly Period[], sheet: Sheet): Body {
  const { plan, t } = sheet
  if (plan.reports.length === 0)
    return { text: t('plan-answers.no-reports', { document: thePlan(sheet) }), clauses: [] }
  const asked =
    periods.length === 0
      ? plan.reports
      : plan.reports.filter(({ period }) => period !== null && periods.includes(period))
  const missing =
    asked.length > 0
      ? ''
      : `${t('plan-answers.no-such-report', { period: periods.map(period => t(`periods.${period}`)).join(', ') })}\n\n`
  const shown = asked.length > 0 ? asked : plan.reports
  const groups = byDuty(shown).map(group => {
    const [first] = group
    const same = group.every(({ rule, deadline }) => deadline === null && rule === first.rule)
    // A sentence that all days were reckoned from is told once.
    const ruled = group.length > 1 && group.every(({ derived, rule }) => derived && rule === first.rule)
    const names = group.map(({ period, optional }) => {
      const name = t(`periods.${period ?? 'none'}`)
      return optional ? `${name} (${t('plan-answers.optional')})` : name
    })
    const days = same
      ? [`${names.join(', ')}: ${first.rule}`]
      : group.map(report => showReportDay(ruled ? { ...report, derived: false } : report, sheet))
    const rule = ruled ? `\n${t('plan-answers.days-derived', { rule: first.rule })}` : ''
    return `**${reportHead(group, sheet)}** ${where(first.clause, sheet)}\n${bullets(days, sheet)}${rule}`
  })
  const undated = shown.every(({ deadline }) => deadline === null)
    ? `\n\n${t('plan-answers.reports-undated')}`
    : ''
  return {
    text: `${missing}${groups.join('\n\n')}${undated}`,
    clauses: shown.map(({ clause }) => clause),
  }
}

/** What a report must hold. */
export function answerReportContent(sheet: Sheet): Body {
  const { plan, t } = sheet
  const { reportRequirements } = plan
  if (reportRequirements.length === 0)
    return { text: t('plan-answers.no-report-content', { document: thePlan(sheet) }), clauses: [] }
  return {
    text: `**${t('plan-answers.report-content')}**\n${bullets(
      reportRequirements.map(({ text }) => text),
      sheet,
    )}`,
    clauses: reportRequirements.map(({ clause }) => clause),
  }
}

/** The proof the plan asks for: of one thing, or of all tasks and of the reports. */
export function answerProof({ forms, words }: Extract<PlanQuestion, { kind: 'proof' }>, sheet: Sheet): Body {
  const { plan, t } = sheet
  const all = forms.length === 0 && words.length === 0
  const found = findThing(plan, forms, words)
  const meant = all
    ? plan.tasks
    : [...new Set([...found.targets.flatMap(target => taskOf(plan, target) ?? []), ...found.tasks])]
  const tasks = meant.filter(({ proof, result }) => proof.length > 0 || result !== null)
  const demands = plan.reportRequirements.filter(({ text }) => /chứng|tài liệu/iu.test(text))
  if (tasks.length + demands.length === 0)
    return { text: t('plan-answers.no-proof', { document: thePlan(sheet) }), clauses: [] }
  const own =
    tasks.length === 0
      ? all
        ? ''
        : t('plan-answers.no-proof-of', { what: thingName(forms, sheet) })
      : `**${t('plan-answers.proof-head')}**\n${bullets(
          tasks.map(
            ({ text, proof, result, clause }) =>
              `${text}: ${proof.length > 0 ? proof.join(', ') : result} ${where(clause, sheet)}`,
          ),
          sheet,
        )}`
  return {
    text: `${own}${part(
      t('plan-answers.proof-report'),
      demands.map(({ text, clause }) => `${text} ${where(clause, sheet)}`),
      sheet,
    )}`.trim(),
    clauses: [...tasks, ...demands].map(({ clause }) => clause),
  }
}
