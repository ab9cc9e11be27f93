/** What a reminder is about in a few words, for lists. */
import type { Translate } from '../../content/locales.ts'
import type { Matter } from '../../content/report/agenda.ts'
import { periodText as dutyPeriodText } from '../progress/wording.ts'
import { periodText } from './message.ts'

/** "báo cáo quý I năm 2026" */
export const titleOf = (matter: Matter, t: Translate): string => {
  switch (matter.about) {
    case 'unit-report':
      return t('reminders.title-report', { period: periodText(matter.period, t) })
    case 'ward-report':
      return t('reminders.title-ward-report', { period: periodText(matter.period, t) })
    case 'owing':
      return t('reminders.title-owing', { period: periodText(matter.period, t) })
    case 'undated':
      return t('reminders.title-undated', { period: periodText(matter.period, t) })
    case 'task':
      return t('reminders.title-task', { no: matter.task.no, text: short(matter.task.text) })
    case 'milestone':
      return short(matter.target.title)
    case 'year-tasks':
      return t('reminders.title-year', { count: matter.tasks.length })
    case 'month':
      return t('reminders.title-month', {
        month: Number(matter.month.slice(5)),
        title: short(matter.target.title),
      })
    case 'duty':
      return t('reminders.title-duty', {
        period: dutyPeriodText(matter.period, t),
        title: short(matter.target.title),
      })
    case 'unowned':
      return t('reminders.title-unowned', { title: short(matter.target.title) })
    default:
      return matter satisfies never
  }
}

const longest = 60
const short = (text: string): string =>
  text.length <= longest ? text : `${text.slice(0, text.lastIndexOf(' ', longest))} …`
