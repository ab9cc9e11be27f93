/** Answers about one thing the plan names: how many, when, who, how. What the plan leaves out is said, never filled in. */
import type { Form, Target, Task } from '../plan.ts'
import { leadOf } from '../progress/owners.ts'
import { type Found, findThing, taskOf } from './find.ts'
import type { Wanted } from './recognise.ts'
import { bullets, type Sheet, showAmount, showClause, showTime, thePlan, unclear } from './wording.ts'

/** Text without its source line, and the clauses it rests on. */
export interface Body {
  readonly text: string
  readonly clauses: readonly string[]
}

export interface AskedThing {
  readonly wants: Wanted
  readonly forms: readonly Form[]
  /** Folded. */
  readonly words: readonly string[]
}

/** "băng rôn, khẩu hiệu", or "điều này" where no form was named. */
export const thingName = (forms: readonly Form[], { t }: Pick<Sheet, 't'>): string =>
  forms.length === 0
    ? t('plan-answers.this')
    : forms
        .map(form => t(`activity.forms.${form}`))
        .map(name => (/^[\p{Lu}]{2}/u.test(name) ? name : name.charAt(0).toLowerCase() + name.slice(1)))
        .join(', ')

const isEmpty = ({ targets, tasks, forms, duties, content }: Found): boolean =>
  [targets, tasks, forms, duties, content].every(list => list.length === 0)

/** @returns undefined when the plan has nothing of it and the words may be about something else altogether */
export function answerThing({ wants, forms, words }: AskedThing, sheet: Sheet): Body | undefined {
  const { plan } = sheet
  if (forms.length === 0 && words.length === 0) return general(sheet)
  const found = findThing(plan, forms, words)
  if (isEmpty(found)) {
    if (forms.length === 0 && words.length > 3) return undefined
    return notStated(forms, sheet)
  }
  switch (wants) {
    case 'many':
      return howMany(found, forms, sheet)
    case 'when':
      return when(found, forms, sheet)
    case 'who':
      return who(found, forms, sheet)
    case 'how':
    case 'any':
      return everything(found, forms, sheet)
    default:
      return wants satisfies never
  }
}

const notStated = (forms: readonly Form[], sheet: Sheet): Body => ({
  text: sheet.t('plan-answers.not-stated', {
    document: thePlan(sheet),
    what: thingName(forms, sheet),
  }),
  clauses: [],
})

const where = (clause: string, sheet: Sheet): string => `(${showClause(clause, sheet)})`

const targetLine = (target: Target, sheet: Sheet): string =>
  `**${target.title}**: ${showAmount(target, sheet)} ${where(target.clause, sheet)}`

const withNotes = (targets: readonly Target[], sheet: Sheet): string => {
  const lines = unclear(targets, sheet)
  return lines.length === 0 ? '' : `\n\n${lines.slice(0, 3).join('\n')}`
}

/** The plan names it, without what was asked. */
const namedOnly = (key: string, found: Found, forms: readonly Form[], sheet: Sheet): Body => {
  const items = [...found.forms, ...found.tasks, ...found.duties, ...found.content]
  const lines = [...new Set(items.map(({ clause, text }) => `${text} ${where(clause, sheet)}`))]
  return {
    text: `${sheet.t(key, { what: thingName(forms, sheet) })}\n${bullets(lines, sheet)}`,
    clauses: items.map(({ clause }) => clause),
  }
}

const howMany = (found: Found, forms: readonly Form[], sheet: Sheet): Body => {
  const { targets } = found
  if (targets.length === 0) return namedOnly('plan-answers.no-number', found, forms, sheet)
  const lines = targets.map(target => {
    const lead = leadOf(sheet.plan, target)
    return `${targetLine(target, sheet)}${lead === null ? '' : `; ${sheet.t('plan-answers.lead', { lead })}`}`
  })
  const body = lines.length === 1 ? `${lines[0] ?? ''}.` : bullets(lines, sheet)
  return {
    text: `${body}${withNotes(targets, sheet)}`,
    clauses: targets.map(({ clause }) => clause),
  }
}

const taskWhen = (task: Task, sheet: Sheet): string => {
  const time = showTime(task, sheet)
  return `**${task.text}**: ${time ?? sheet.t('plan-answers.no-time')} ${where(task.clause, sheet)}`
}

const when = (found: Found, forms: readonly Form[], sheet: Sheet): Body => {
  const { plan, t } = sheet
  const behind = found.targets.flatMap(target => taskOf(plan, target) ?? [])
  const tasks = [...new Set([...behind, ...found.tasks])]
  const covered = new Set(tasks.map(({ clause }) => clause))
  const timed = found.targets.filter(
    target =>
      !covered.has(target.clause) &&
      (target.shape === 'milestone' || target.shape === 'recurring' || target.shape === 'monthly-per-unit'),
  )
  const untimed = found.targets.filter(target => !covered.has(target.clause) && !timed.includes(target))
  if (tasks.length + timed.length + untimed.length === 0)
    return namedOnly('plan-answers.named-no-time', found, forms, sheet)
  const lines = [
    ...tasks.map(task => taskWhen(task, sheet)),
    ...timed.map(target => targetLine(target, sheet)),
    ...untimed.map(target => `${targetLine(target, sheet)}; ${t('plan-answers.no-day')}`),
  ]
  return {
    text: `${lines.length === 1 ? `${lines[0] ?? ''}.` : bullets(lines, sheet)}${withNotes(found.targets, sheet)}`,
    clauses: [...tasks, ...timed, ...untimed].map(({ clause }) => clause),
  }
}

const who = (found: Found, forms: readonly Form[], sheet: Sheet): Body => {
  const { plan, t } = sheet
  const behind = found.targets.flatMap(target => taskOf(plan, target) ?? [])
  const tasks = [...new Set([...behind, ...found.tasks])].filter(({ lead }) => lead !== null)
  const covered = new Set(tasks.map(({ clause }) => clause))
  const own = found.targets.flatMap(target => {
    const lead = covered.has(target.clause) ? null : leadOf(plan, target)
    return lead === null ? [] : [{ title: target.title, clause: target.clause, lead }]
  })
  const lines = [
    ...tasks.map(({ text, lead, partners, clause }) => {
      const line = t('plan-answers.led-by', { what: text, lead: lead ?? '' })
      const joined =
        partners.length === 0 ? line : `${line}; ${t('plan-answers.with', { partners: partners.join('; ') })}`
      return `${joined} ${where(clause, sheet)}`
    }),
    ...own.map(
      ({ title, lead, clause }) =>
        `${t('plan-answers.led-by', { what: title, lead })} ${where(clause, sheet)}`,
    ),
    ...found.duties.map(({ unit, text, clause }) => `**${unit}**: ${text} ${where(clause, sheet)}`),
  ]
  if (lines.length === 0) return namedOnly('plan-answers.named-no-lead', found, forms, sheet)
  return {
    text: bullets([...new Set(lines)], sheet),
    clauses: [...tasks, ...own, ...found.duties].map(({ clause }) => clause),
  }
}

const everything = (found: Found, forms: readonly Form[], sheet: Sheet): Body => {
  const { t } = sheet
  const lines = [
    ...found.targets.map(target => targetLine(target, sheet)),
    ...found.tasks
      .filter(({ clause }) => !found.targets.some(target => target.clause === clause))
      .map(task => taskWhen(task, sheet)),
    ...[...found.forms, ...found.duties, ...found.content].map(
      ({ clause, text }) => `${text} ${where(clause, sheet)}`,
    ),
  ]
  return {
    text: `${t('plan-answers.says', { what: thingName(forms, sheet) })}\n${bullets([...new Set(lines)], sheet)}${withNotes(found.targets, sheet)}`,
    clauses: [...found.targets, ...found.tasks, ...found.forms, ...found.duties, ...found.content].map(
      ({ clause }) => clause,
    ),
  }
}

/** Who leads the whole plan: the duty that says so, then everybody with work. */
const general = (sheet: Sheet): Body => {
  const { plan, t } = sheet
  const leading = plan.duties.filter(({ text }) =>
    /chủ trì|đứng đầu|đầu mối|theo dõi, đôn đốc|triển khai/iu.test(text),
  )
  const shown = leading.length > 0 ? leading : plan.duties
  if (shown.length === 0) return notStated([], sheet)
  const units = [...new Set(plan.duties.map(({ unit }) => unit))]
  return {
    text: `${t('plan-answers.who-leads')}\n${bullets(
      shown.slice(0, 4).map(({ unit, text, clause }) => `**${unit}**: ${text} ${where(clause, sheet)}`),
      sheet,
    )}\n\n${t('plan-answers.units', { units: units.join('; ') })}`,
    clauses: shown.slice(0, 4).map(({ clause }) => clause),
  }
}
