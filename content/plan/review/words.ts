/** What the reviewer reads: the summary, each item in plain words with its source line, and what the plan changes. */
import { plain } from '../../../bot/chat.ts'
import type { Translate } from '../../locales.ts'
import { showDay } from '../../vietnam-time.ts'
import type { ListDiff, PlanDiff } from '../diff.ts'
import type { Plan, ReportDuty, Target, Task } from '../plan.ts'
import type { ReviewItem } from './items.ts'
import { type Decision, progressOf, type Review, sureEnough } from './review.ts'

const number = (value: number): string => value.toLocaleString('de-DE', { maximumFractionDigits: 2 })

const formsText = ({ forms }: Pick<Target, 'forms'>, t: Translate): string =>
  forms.length === 0
    ? t('planReview.target.any-form')
    : forms.map(form => t(`activity.forms.${form}`)).join(', ')

/** "Loa truyền thanh: 150 tin, bài trong năm": what a target asks, without its title. */
export const targetText = (target: Target, t: Translate): string => {
  const forms = formsText(target, t)
  switch (target.shape) {
    case 'yearly-count':
    case 'monthly-per-unit': {
      const values = {
        forms,
        least: target.atLeast ? t('planReview.target.least') : '',
        quantity: number(target.quantity),
        unit: plain(target.unit),
      }
      if (target.shape === 'monthly-per-unit') return t(`planReview.target.monthly-${target.per}`, values)
      const minutes =
        target.minutes === null
          ? ''
          : t('planReview.target.minutes', { from: target.minutes[0], to: target.minutes[1] })
      return `${t('planReview.target.yearly-count', values)}${minutes}`
    }
    case 'milestone':
      return t('planReview.target.milestone', {
        deadline: plain(target.deadlineText),
        day:
          target.latest === null || target.deadline !== null
            ? ''
            : t('planReview.target.milestone-day', { day: showDay(target.latest) }),
      })
    case 'coverage':
      return t('planReview.target.coverage', { percent: number(target.percent), of: plain(target.of) })
    case 'recurring':
      return t(`planReview.target.recurring-${target.every}`)
    case 'count-only':
      return t('planReview.target.count-only', { forms, unit: plain(target.unit) })
    default:
      return target satisfies never
  }
}

export const taskDeadline = ({ deadlineText, deadline }: Task, t: Translate): string =>
  deadlineText === null && deadline === null
    ? t('planReview.task.no-deadline')
    : t('planReview.task.deadline', { deadline: plain(deadlineText ?? showDay(deadline ?? '')) })

export const reportDeadline = ({ deadline, deadlineKind }: ReportDuty, t: Translate): string =>
  deadline === null
    ? t('planReview.report.undated')
    : t(deadlineKind === 'before' ? 'planReview.report.before' : 'planReview.report.by', {
        day: showDay(deadline),
      })

export const reportLine = (report: ReportDuty, t: Translate): string =>
  t('planReview.report.line', { binds: plain(report.binds), period: t(`periods.${report.period ?? 'none'}`) })

const shorten = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`

const shownOfList = 6

/** What an item proposes, in lines; text of the document is made harmless. */
const bodyOf = (item: ReviewItem, t: Translate): string[] => {
  switch (item.kind) {
    case 'metadata': {
      const { field, value, differs } = item
      const shown = value === null ? t('planReview.none') : field === 'issued' ? showDay(value) : plain(value)
      return [
        `${t(`planReview.field.${field}`)}: ${shown}`,
        ...(differs === null
          ? []
          : [t('planReview.ward-differs', { printed: plain(value ?? ''), own: plain(differs) })]),
      ]
    }
    case 'target': {
      const { value } = item
      return [
        plain(value.title),
        `→ ${targetText(value, t)}`,
        ...(value.lead === null ? [] : [t('planReview.task.lead', { lead: plain(value.lead) })]),
        ...(value.note === null ? [] : [t('planReview.target.note', { note: plain(value.note) })]),
      ]
    }
    case 'task': {
      const { value } = item
      return [
        `${value.no}. ${plain(shorten(value.text, 400))}`,
        taskDeadline(value, t),
        ...(value.lead === null ? [] : [t('planReview.task.lead', { lead: plain(value.lead) })]),
        ...(value.partners.length === 0
          ? []
          : [t('planReview.task.partners', { partners: plain(value.partners.join('; ')) })]),
        ...(value.window === null || value.window === value.deadlineText
          ? []
          : [t('planReview.task.window', { window: plain(value.window) })]),
        ...(value.result === null
          ? []
          : [t('planReview.task.result', { result: plain(shorten(value.result, 200)) })]),
      ]
    }
    case 'report': {
      const { value } = item
      return [
        reportLine(value, t),
        reportDeadline(value, t),
        ...(value.derived ? [t('planReview.report.derived')] : []),
        ...(value.optional ? [t('planReview.report.optional')] : []),
        ...(value.to === null ? [] : [t('planReview.report.to', { to: plain(value.to) })]),
      ]
    }
    case 'unit':
      return [
        t(item.confidence >= sureEnough ? 'planReview.unit.ask-new' : 'planReview.unit.ask', {
          name: plain(item.name),
        }),
      ]
    case 'question':
      return [
        plain(item.text),
        ...(item.readings.length === 0
          ? []
          : [t('planReview.question.readings'), ...item.readings.map(reading => `- ${plain(reading)}`)]),
      ]
    case 'rest':
      return [
        t(`planReview.rest.${item.list}`, { count: item.lines.length }),
        ...item.lines.slice(0, shownOfList).map(line => `- ${plain(shorten(line, 140))}`),
        ...(item.lines.length <= shownOfList
          ? []
          : [t('planReview.rest.more', { count: item.lines.length - shownOfList })]),
      ]
    default:
      return item satisfies never
  }
}

const decisionText = (decision: Decision, t: Translate): string => {
  switch (decision.kind) {
    case 'yes':
    case 'drop':
      return t(`planReview.decided.${decision.kind}`)
    case 'reading':
      return decision.using === null
        ? t('planReview.decided.known')
        : t('planReview.decided.reading', { using: plain(decision.using) })
    case 'unit':
      return decision.as === null
        ? t('planReview.decided.outside')
        : t('planReview.decided.unit', { as: plain(decision.as) })
    default:
      return decision satisfies never
  }
}

/** A line somebody typed; of a document every quote has its line. */
const isTyped = (item: ReviewItem): item is ReviewItem & { quote: string } =>
  item.line === null && item.quote !== null

/** One item: where it stands, what is proposed, the source line quoted, what was decided before. */
export const itemText = (review: Review, item: ReviewItem, t: Translate): string => {
  const { n, of } = progressOf({ ...review, at: item.id })
  const section = t(`planReview.section.${item.kind}`)
  const decision = review.decisions[item.id]
  return [
    item.clause === null
      ? t('planReview.head', { section, n, of })
      : t('planReview.head-clause', { section, clause: item.clause, n, of }),
    ...(isTyped(item) ? [t('planReview.understood')] : []),
    ...bodyOf(item, t),
    ...(isTyped(item) ? [t('planReview.typed', { quote: plain(item.quote) })] : []),
    ...(item.quote === null || item.line === null || item.kind === 'rest'
      ? []
      : [t('planReview.quote', { line: item.line, quote: plain(item.quote) })]),
    ...(item.confidence < sureEnough &&
    !item.edited &&
    item.kind !== 'question' &&
    item.kind !== 'unit' &&
    item.quote !== null
      ? [t('planReview.doubtful')]
      : []),
    ...(decision === undefined ? [] : [decisionText(decision, t)]),
  ].join('\n')
}

/** What was read, what was not found, what comes next. */
export const summaryText = (review: Review, t: Translate): string => {
  const count = (kind: ReviewItem['kind']): number => review.items.filter(item => item.kind === kind).length
  const missing = [
    ...review.items.flatMap(item => (item.kind === 'metadata' && item.value === null ? [item.field] : [])),
    ...(['target', 'task', 'report'] as const).filter(kind => count(kind) === 0),
  ]
  const head = review.items.flatMap(item =>
    item.kind === 'metadata' && item.value !== null && item.field !== 'basis' ? bodyOf(item, t) : [],
  )
  return [
    t('planReview.summary', { name: plain(review.name) }),
    ...(review.scanned ? [t('planReview.scanned')] : []),
    head.join('\n'),
    t('planReview.summary-found', {
      target: count('target'),
      task: count('task'),
      report: count('report'),
      unit: count('unit'),
      question: count('question'),
    }),
    ...(missing.length === 0
      ? []
      : [
          t('planReview.summary-missing', {
            items: missing.map(key => t(`planReview.missing.${key}`)).join(', '),
          }),
        ]),
    t('planReview.summary-next'),
  ].join('\n\n')
}

const listed = <Item>(
  title: string,
  { added, removed, changed, same }: ListDiff<Item>,
  show: { name: (item: Item) => string; value: (item: Item) => string },
  t: Translate,
  most: number,
): string => {
  const lines = [
    ...changed.map(({ before, after }) =>
      t('planReview.diff.changed', {
        title: show.name(after),
        before: show.value(before),
        after: show.value(after),
      }),
    ),
    ...added.map(item => t('planReview.diff.added', { item: `${show.name(item)}: ${show.value(item)}` })),
    ...removed.map(item => t('planReview.diff.removed', { item: `${show.name(item)}: ${show.value(item)}` })),
  ]
  return [
    t(title, { added: added.length, removed: removed.length, changed: changed.length, same }),
    ...lines.slice(0, most),
    ...(lines.length <= most ? [] : [t('planReview.diff.more', { count: lines.length - most })]),
  ].join('\n')
}

/** The page before "Áp dụng": what is added, removed and changed, with both values. */
export const diffText = (
  diff: PlanDiff,
  { before, after, most = 12 }: { before: Plan | null; after: Plan; most?: number },
  t: Translate,
): string => {
  const day = (field: string, value: string | null): string =>
    value === null ? t('planReview.none') : field === 'issued' ? showDay(value) : plain(value)
  return [
    before === null
      ? t('planReview.diff.head-new', { year: after.year })
      : t('planReview.diff.head', { year: after.year, before: before.year }),
    ...(diff.head.length === 0
      ? []
      : [
          diff.head
            .map(({ field, before: from, after: to }) =>
              t('planReview.diff.changed', {
                title: t(`planReview.field.${field}`),
                before: day(field, from),
                after: day(field, to),
              }),
            )
            .join('\n'),
        ]),
    listed(
      'planReview.diff.targets',
      diff.targets,
      { name: target => plain(shorten(target.title, 80)), value: target => targetText(target, t) },
      t,
      most,
    ),
    listed(
      'planReview.diff.tasks',
      diff.tasks,
      {
        name: task => `${task.no}. ${plain(shorten(task.text, 60))}`,
        value: task => [taskDeadline(task, t), ...(task.lead === null ? [] : [plain(task.lead)])].join('; '),
      },
      t,
      most,
    ),
    listed(
      'planReview.diff.reports',
      diff.reports,
      { name: report => reportLine(report, t), value: report => reportDeadline(report, t) },
      t,
      most,
    ),
  ].join('\n\n')
}
