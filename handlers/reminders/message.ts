/** What a reminder says: what is due when, what is short, what to do next; with its buttons. */
import type { Reply } from '../../bot/chat.ts'
import { plain } from '../../bot/chat.ts'
import type { Library } from '../../content/library.ts'
import type { Translate } from '../../content/locales.ts'
import { isWorkingDay, workingDayBy, workingDaysBetween } from '../../content/office-hours.ts'
import type { Form, Target } from '../../content/plan/plan.ts'
import type { Matter } from '../../content/report/agenda.ts'
import { periodName, type ReportPeriod } from '../../content/report/periods.ts'
import { lastDayOfMonth } from '../../content/report/reminders.ts'
import { type Day, daysBetween, weekdayOf } from '../../content/vietnam-time.ts'
import { leadRoles } from '../commands.ts'
import { periodText as dutyPeriodText } from '../progress/wording.ts'
import { commonButtons, ownButtons } from './buttons.ts'
import { onlyWaits, type Standing } from './standing.ts'

/** "thứ Bảy 14/03" */
export const dayText = (day: Day, t: Translate): string =>
  t('reminders.day', {
    weekday: t(`reminders.weekdays.${weekdayOf(day)}`),
    day: day.slice(8),
    month: day.slice(5, 7),
  })

/** "quý I năm 2026", in the reader's language. */
export const periodText = (period: ReportPeriod, t: Translate): string =>
  period.kind === null ? periodName(period) : t(`reminders.periods.${period.kind}`, { year: period.year })

/** "mục VI", "phụ lục dòng 10" */
export const clauseText = (clauses: readonly string[], t: Translate): string =>
  clauses
    .map(clause =>
      clause.startsWith('PL.')
        ? t('reminders.row', { no: clause.slice(3) })
        : t('reminders.clause', { clause }),
    )
    .join(', ')

/** How long there is left, or how long it is over. */
const whenText = (due: Day, today: Day, { library: { ward }, t }: Pick<Saying, 'library' | 't'>): string => {
  const days = daysBetween(today, due)
  const day = dayText(due, t)
  if (days < 0) return t('reminders.late', { days: -days, day })
  if (days === 0) return t('reminders.today', { day })
  if (!isWorkingDay(due, ward) && workingDayBy(due, ward) === today) return t('reminders.day-off', { day })
  return days === 1 ? t('reminders.tomorrow', { day }) : t('reminders.left', { days, day })
}

export interface Saying {
  readonly matter: Matter
  readonly standing: Standing
  readonly today: Day
  /** The reminder's number, for its buttons. */
  readonly id: number
  readonly role: string
  readonly library: Pick<Library, 'ward'>
  /** It is the last of its steps. */
  readonly last: boolean
  readonly t: Translate
}

export const reminderReply = (saying: Saying): Reply => ({
  text: linesOf(saying)
    .filter(line => line !== '')
    .join('\n'),
  buttons: [...ownButtons(saying), ...commonButtons(saying)],
  priority: 'notice',
})

const linesOf = (saying: Saying): string[] => {
  const { matter, standing, today, role, last, t } = saying
  const when = whenText(matter.due, today, saying)
  const clauses = clauseText(matter.clauses, t)
  const where = matter.byWard ? t('reminders.by-ward', { clauses }) : t('reminders.by-plan', { clauses })
  const lastWord = last && matter.due < today ? t('reminders.last') : ''
  switch (matter.about) {
    case 'unit-report':
      return [
        t('reminders.unit-report', { period: periodText(matter.period, t), unit: matter.scope }),
        when,
        matter.to === null ? where : `${t('reminders.to', { to: matter.to })} ${where}`,
        t('reminders.how-report'),
        lastWord,
      ]
    case 'ward-report': {
      const { owing, unitsDue, due } = matter
      const sent = owing.length - standing.lacking.length
      return [
        t('reminders.ward-report', { period: periodText(matter.period, t) }),
        when,
        where,
        owing.length === 0
          ? ''
          : standing.lacking.length === 0
            ? t('reminders.all-sent', { all: owing.length })
            : t('reminders.some-sent', { sent, all: owing.length, units: standing.lacking.join('; ') }),
        unitsDue !== null && unitsDue > due && standing.lacking.length > 0 && today <= due
          ? t('reminders.units-later', { day: dayText(unitsDue, t) })
          : '',
        t('reminders.how-report'),
        lastWord,
      ]
    }
    case 'owing':
      return [
        t('reminders.owing', { period: periodText(matter.period, t), count: standing.lacking.length }),
        t('reminders.owing-units', {
          days: daysBetween(matter.due, today),
          day: dayText(matter.due, t),
          units: standing.lacking.join('; '),
        }),
        lastWord,
      ]
    case 'undated':
      return [t('reminders.undated', { period: periodText(matter.period, t), clauses })]
    case 'task': {
      const proof = matter.task.proof
      return [
        `🔔 **${matter.task.text}**, ${matter.scope}`,
        when,
        where,
        proof.length === 0 ? '' : t('reminders.proof', { pieces: proof.join(', ') }),
        leadRoles.some(lead => lead === role) ? t('reminders.how-task') : t('reminders.how-task-officer'),
        lastWord,
      ]
    }
    case 'milestone':
      return [
        `🔔 **${matter.target.title}**, ${matter.scope}`,
        when,
        where,
        t('reminders.how-target'),
        lastWord,
      ]
    case 'year-tasks':
      return [
        t('reminders.year-tasks', { unit: matter.scope, count: standing.tasks.length }),
        ...standing.tasks.map(({ no, text }) => `- ${t('reminders.year-task', { no, text })}`),
        t('reminders.how-year'),
      ]
    case 'month':
      return monthLines(matter, saying)
    case 'duty':
      return dutyLines(matter, saying)
    case 'unowned':
      return [t('reminders.unowned', { title: matter.target.title }), t('reminders.unowned-why', { clauses })]
    default:
      return matter satisfies never
  }
}

const monthLines = (
  { target, scope, month, clauses }: Extract<Matter, { about: 'month' }>,
  { standing, today, library, t }: Saying,
): string[] => {
  const number = Number(month.slice(5))
  const left = workingDaysBetween(today, lastDayOfMonth(month), library.ward)
  const shortage = standing.month ?? { have: 0, wanted: 1, waiting: 0 }
  const head =
    left === 1
      ? t('reminders.month-last', { month: number })
      : t('reminders.month-left', { month: number, days: left })
  if (onlyWaits(standing))
    return [
      `🔔 **${target.title}**`,
      `${head} ${t('reminders.month-waits', { count: shortage.waiting, unit: scope })}`,
      t('reminders.by-plan', { clauses: clauseText(clauses, t) }),
    ]
  const what =
    target.shape !== 'monthly-per-unit'
      ? t('reminders.month-none', { unit: scope })
      : target.per === 'area'
        ? t('reminders.month-areas', { areas: standing.lacking.join('; ') })
        : t('reminders.month-short', {
            unit: target.per === 'ward' ? t('reminders.whole-ward') : scope,
            short: shortage.wanted - shortage.have,
            thing: target.unit,
            have: shortage.have,
            wanted: shortage.wanted,
          })
  const example = exampleFor(target)
  return [
    `🔔 **${target.title}**`,
    `${head} ${what}`,
    shortage.waiting === 0 ? '' : t('reminders.month-waiting', { count: shortage.waiting }),
    t('reminders.by-plan', { clauses: clauseText(clauses, t) }),
    example === undefined ? t('reminders.how-mark') : t('reminders.how-log', { example: plain(example) }),
  ]
}

const dutyLines = (
  { target, scope, period, clauses }: Extract<Matter, { about: 'duty' }>,
  { today, library, t }: Saying,
): string[] => {
  const left = workingDaysBetween(today, period.last, library.ward)
  const example = exampleFor(target)
  return [
    `🔔 **${target.title}**`,
    target.every === 'week'
      ? t('reminders.week', { unit: scope, period: dutyPeriodText(period, t) })
      : t('reminders.quarter', { unit: scope, period: dutyPeriodText(period, t), days: left }),
    t('reminders.by-plan', { clauses: clauseText(clauses, t) }),
    example === undefined ? t('reminders.how-mark') : t('reminders.how-duty', { example: plain(example) }),
  ]
}

/** One line that records such a thing; read by the parser as it stands (a test sees to that). */
export const examples: Readonly<Partial<Record<Form, string>>> = {
  loudspeaker: '/ghi loa 2 tin dvc 7 phút sáng nay',
  website_post: '/ghi 1 bài đăng trang web về dvc hôm nay',
  news_article: '/ghi 1 tin bài đăng báo về cchc hôm nay',
  social_post: '/ghi 2 bài zalo về dvc hôm nay',
  conference: '/ghi hội nghị cchc 40 người sáng nay',
  notice_board: '/ghi niêm yết 1 bảng kết quả giải quyết thủ tục hôm nay',
  banner: '/ghi treo 2 băng rôn cchc hôm nay',
}

const exampleFor = ({ forms }: Target): string | undefined =>
  forms.flatMap(form => examples[form] ?? []).at(0)
