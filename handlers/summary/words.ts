/** The sentences of the summary picture. It is shown in meetings, so always Vietnamese like the report itself. */
import type { Translate } from '../../content/locales.ts'
import type { Summary } from '../../content/report/summary.ts'
import { number } from '../../content/report/targets.ts'
import type { SummaryWords } from './parts.ts'

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** @param t in Vietnamese */
export const summaryWords = (summary: Summary, t: Translate): SummaryWords => {
  const { period, cutoff, plan, guided, unproven, activities, questions, forms, next, waiting } = summary
  const rated = (questions?.useful ?? 0) + (questions?.wrong ?? 0)
  return {
    title: t('summary.title', { period }),
    cutoff: t('summary.cutoff', { day: cutoff }),
    plan: plan === null ? t('summary.plan-unnumbered') : t('summary.plan', { number: plan }),
    tiles: {
      activities: t('summary.activities'),
      air: t('summary.air'),
      people: t('summary.people'),
      targets: t('summary.targets-tile'),
      proof: t('summary.proof'),
      questions: t('summary.questions'),
      guided: t('summary.guided'),
    },
    under: {
      people: guided === 0 ? '' : t('summary.guided-too', { count: number(guided) }),
      proof:
        activities === 0
          ? ''
          : unproven === 0
            ? t('summary.all-proven')
            : t('summary.unproven', { count: number(unproven) }),
      questions:
        rated === 0 ? '' : t('summary.rated', { useful: number(questions?.useful ?? 0), all: number(rated) }),
    },
    standings: {
      met: t('summary.met'),
      'on-track': t('summary.on-track'),
      behind: t('summary.behind'),
      open: t('summary.open'),
    },
    short: {
      met: t('summary.short.met'),
      'on-track': t('summary.short.on-track'),
      behind: t('summary.short.behind'),
    },
    pace: t('summary.pace'),
    targets: t('summary.targets'),
    noTargets: t('summary.no-targets'),
    asked: t('summary.asked'),
    forms: t('summary.forms'),
    formNames: forms.map(({ form }) => capital(t(`activity.forms.${form}`))),
    behind: t('summary.behind-head'),
    nothingBehind: t('summary.nothing-behind'),
    next: t('summary.next', { period: next.name }),
    more: count => t('summary.more', { count }),
    foot: waiting === 0 ? t('summary.foot') : t('summary.foot-waiting', { count: number(waiting) }),
  }
}
