/** The answer to a question about the plan, from the plan alone, with the clauses it stands on. Pure. */
import { showDay } from '../../vietnam-time.ts'
import { answerThing, type Body } from './answer-thing.ts'
import { answerMonths, answerProof, answerReportContent, answerReports, answerUnit } from './answer-work.ts'
import { findClause, findThing } from './find.ts'
import type { PlanQuestion } from './recognise.ts'
import {
  bullets,
  type Sheet,
  showAmount,
  showClause,
  showSource,
  showTime,
  thePlan,
  withClauses,
} from './wording.ts'

export interface PlanAnswer {
  /** In the neutral markup, with its source as the last line. */
  readonly text: string
  /** Clauses the answer rests on, each once; empty where the plan says nothing of it. */
  readonly clauses: readonly string[]
}

/** The year a question names; undefined = the plan in force. */
export const yearOf = (question: PlanQuestion): number | undefined =>
  question.kind === 'months' ? Number(question.months.from.slice(0, 4)) : question.year

/** @returns undefined when the plan has nothing of it and the question may well be about something else */
export function answerPlanQuestion(question: PlanQuestion, sheet: Sheet): PlanAnswer | undefined {
  const { plan, t } = sheet
  const year = yearOf(question)
  if (year !== undefined && year !== plan.year)
    return {
      text: `${t('plan-answers.other-year', { asked: year, have: plan.year })}\n\n${showSource([], sheet)}`,
      clauses: [],
    }
  const body = bodyOf(question, sheet)
  if (body === undefined) return undefined
  const clauses = [...new Set(body.clauses)]
  return { text: `${body.text.trim()}\n\n${showSource(clauses, sheet)}`, clauses }
}

function bodyOf(question: PlanQuestion, sheet: Sheet): Body | undefined {
  switch (question.kind) {
    case 'document':
      return document(question.wants, sheet)
    case 'overview':
      return overview(sheet)
    case 'content':
      return content(sheet)
    case 'forms':
      return forms(sheet)
    case 'targets':
      return targets(sheet)
    case 'tasks':
      return tasks(sheet)
    case 'money':
      return money(sheet)
    case 'report-content':
      return answerReportContent(sheet)
    case 'reports':
      return answerReports(question.periods, sheet)
    case 'clause':
      return clauseText(question.clause, sheet)
    case 'months':
      return answerMonths(question.months, sheet)
    case 'unit':
      return answerUnit(question.unit, question.names, sheet)
    case 'thing':
      return answerThing(question, sheet)
    case 'proof':
      return answerProof(question, sheet)
    default:
      return question satisfies never
  }
}

const where = (clause: string, sheet: Sheet): string => `(${showClause(clause, sheet)})`

const signerLine = ({ plan, t }: Sheet): string =>
  plan.signer === null
    ? t('plan-answers.no-signer')
    : t('plan-answers.signed-by', { title: plan.signer.title, name: plan.signer.name })

const numberLine = ({ plan, t }: Sheet): string =>
  plan.number === null
    ? t(plan.issued === null ? 'plan-answers.no-number-no-day' : 'plan-answers.no-number-dated', {
        day: plan.issued === null ? '' : showDay(plan.issued),
      })
    : plan.issued === null
      ? t('plan-answers.numbered-undated', { number: plan.number })
      : t('plan-answers.numbered', { number: plan.number, day: showDay(plan.issued) })

const basisLine = ({ plan, t }: Sheet): string =>
  plan.basis.length === 0
    ? t('plan-answers.no-basis')
    : t('plan-answers.basis', { basis: plan.basis.join('; ') })

const document = (wants: 'number' | 'signer' | 'basis' | 'all', sheet: Sheet): Body => {
  const lines =
    wants === 'number'
      ? [numberLine(sheet)]
      : wants === 'signer'
        ? [signerLine(sheet)]
        : wants === 'basis'
          ? [basisLine(sheet)]
          : [numberLine(sheet), signerLine(sheet)]
  return {
    text: `${lines.join(' ')}\n${sheet.t('plan-answers.titled', { title: sheet.plan.title })}`,
    clauses: [],
  }
}

const overview = (sheet: Sheet): Body => {
  const { plan, t } = sheet
  const counts = [
    t('plan-answers.count-content', { count: plan.content.length }),
    t('plan-answers.count-targets', { count: plan.targets.length }),
    t('plan-answers.count-tasks', { count: plan.tasks.length }),
    t('plan-answers.count-reports', { count: plan.reports.filter(({ optional }) => !optional).length }),
  ]
  return {
    text: `**${plan.title}**\n${numberLine(sheet)} ${signerLine(sheet)}\n${bullets(counts, sheet)}\n\n${t('plan-answers.ask-more')}`,
    clauses: [],
  }
}

const content = (sheet: Sheet): Body => {
  const { plan, t } = sheet
  if (plan.content.length === 0)
    return { text: t('plan-answers.no-content', { document: thePlan(sheet) }), clauses: [] }
  return {
    text: `**${t('plan-answers.content-head', { year: plan.year, count: plan.content.length })}**\n${bullets(
      withClauses(plan.content, sheet),
      sheet,
    )}`,
    clauses: plan.content.map(({ clause }) => clause),
  }
}

const forms = (sheet: Sheet): Body => {
  const { plan, t } = sheet
  if (plan.forms.length === 0)
    return { text: t('plan-answers.no-forms', { document: thePlan(sheet) }), clauses: [] }
  const byForm = [...Map.groupBy(plan.forms, ({ form }) => form)]
  const lines = byForm.map(([form, named]) => {
    const clauses = [...new Set(named.map(({ clause }) => clause))].map(clause => showClause(clause, sheet))
    return form === 'other'
      ? `${named.map(({ text }) => text).join('; ')} (${clauses.join('; ')})`
      : `${t(`activity.forms.${form}`)} (${clauses.join('; ')})`
  })
  return {
    text: `**${t('plan-answers.forms-head', { year: plan.year })}**\n${bullets(lines, sheet)}`,
    clauses: plan.forms.map(({ clause }) => clause),
  }
}

const targets = (sheet: Sheet): Body => {
  const { plan, t } = sheet
  if (plan.targets.length === 0)
    return { text: t('plan-answers.no-targets', { document: thePlan(sheet) }), clauses: [] }
  return {
    text: `**${t('plan-answers.targets-head', { year: plan.year })}**\n${bullets(
      plan.targets.map(
        target => `${target.title}: ${showAmount(target, sheet)} ${where(target.clause, sheet)}`,
      ),
      sheet,
    )}`,
    clauses: plan.targets.map(({ clause }) => clause),
  }
}

const tasks = (sheet: Sheet): Body => {
  const { plan, t } = sheet
  if (plan.tasks.length === 0)
    return { text: t('plan-answers.no-tasks', { document: thePlan(sheet) }), clauses: [] }
  return {
    text: `**${t('plan-answers.tasks-head', { count: plan.tasks.length })}**\n${bullets(
      plan.tasks.map(task => {
        const lead = task.lead === null ? '' : `; ${t('plan-answers.lead', { lead: task.lead })}`
        const time = showTime(task, sheet)
        return `${task.no}. ${task.text}${lead}${time === null ? '' : `; ${time}`}`
      }),
      sheet,
    )}`,
    clauses: plan.tasks.map(({ clause }) => clause),
  }
}

/** Sums of money are in no part of a plan's structure: what it says of them is in its duties. */
const money = (sheet: Sheet): Body => {
  const { plan, t } = sheet
  const { duties, tasks: work } = findThing(plan, [], ['kinh', 'phi'])
  const said = [
    ...duties.map(({ unit, text, clause }) => ({ text: `**${unit}**: ${text}`, clause })),
    ...work,
  ]
  const head = t('plan-answers.no-sum', { document: thePlan(sheet) })
  return said.length === 0
    ? { text: head, clauses: [] }
    : {
        text: `${head} ${t('plan-answers.money')}\n${bullets(
          said.map(({ text, clause }) => `${text} ${where(clause, sheet)}`),
          sheet,
        )}`,
        clauses: said.map(({ clause }) => clause),
      }
}

const clauseText = (clause: string, sheet: Sheet): Body => {
  const { t } = sheet
  const items = findClause(sheet.plan, clause)
  return items.length === 0
    ? {
        text: t('plan-answers.no-clause', {
          clause: showClause(clause, sheet),
          document: thePlan(sheet),
        }),
        clauses: [],
      }
    : {
        text: `**${t('plan-answers.clause-head', { clause: showClause(clause, sheet) })}**\n${bullets(
          items.map(item =>
            item.clause === clause ? item.text : `${item.text} ${where(item.clause, sheet)}`,
          ),
          sheet,
        )}`,
        clauses: items.map(item => item.clause),
      }
}
