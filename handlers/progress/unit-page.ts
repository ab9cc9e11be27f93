/** One unit: what it owes and leads, what it has done of every target; and the list of units to choose from. */
import type { Translate } from '../../content/locales.ts'
import { counted } from '../../content/plan/progress/facts.ts'
import { leadOf, shareOfUnit, unitCalled } from '../../content/plan/progress/owners.ts'
import type { TargetProgress } from '../../content/plan/progress/progress.ts'
import { showDay } from '../../content/vietnam-time.ts'
import type { Outcome, Services } from '../handler.ts'
import type { View } from './view.ts'
import { monthText, number, targetLines } from './wording.ts'

/** What there is to say of a unit in one target; null where it neither owes nor did anything. */
const unitLine = (progress: TargetProgress, unit: string, t: Translate): string | null => {
  const { target } = progress
  const line = (text: string): string => `- ${target.title}: ${text}`
  switch (progress.shape) {
    case 'yearly-count':
    case 'count-only': {
      const done = shareOfUnit(progress, unit) ?? 0
      const waiting = progress.byUnit.find(own => own.unit === unit)?.count.waiting ?? 0
      if (done === 0 && waiting === 0) return null
      return line(
        [
          `${number(done)} ${progress.target.unit}`,
          ...(waiting === 0 ? [] : [t('progress.waiting', { count: number(waiting) })]),
        ].join(', '),
      )
    }
    case 'monthly-per-unit': {
      const own = progress.quotas.find(({ owner }) => owner === unit)
      const now = own?.months.at(-1)
      if (own === undefined || now === undefined) return null
      const missed = own.months
        .filter(({ state }) => state === 'missed')
        .map(({ month }) => Number(month.slice(5)))
      return line(
        [
          `${monthText(now.month, t)} ${number(counted(now.count))}/${target.shape === 'monthly-per-unit' ? target.quantity : ''}`,
          ...(missed.length === 0 ? [] : [t('progress.unit-missed', { months: missed.join(', ') })]),
        ].join(', '),
      )
    }
    case 'milestone': {
      const own = progress.parts.find(part => part.unit === unit)
      if (own === undefined) return null
      return line(
        own.doneOn === null
          ? t(progress.state === 'overdue' ? 'progress.unit-overdue' : 'progress.unit-open', {
              deadline: progress.target.deadlineText,
            })
          : t('progress.done-on', { day: showDay(own.doneOn) }),
      )
    }
    case 'coverage':
    case 'recurring':
      return null
    default:
      return progress satisfies never
  }
}

export const unitLines = (unit: string, { progress }: View, t: Translate): string[] =>
  progress.targets.flatMap(target => unitLine(target, unit, t) ?? [])

/** Targets the unit answers for as the one who leads them. */
const leads = (unit: string, { progress, plan, units }: View): readonly TargetProgress[] =>
  progress.targets.filter(({ target }) => {
    const lead = leadOf(plan, target)
    return lead !== null && unitCalled(units, lead)?.name === unit
  })

export const unitPage = (unit: string, view: View, { t }: Services): Outcome => {
  const lines = unitLines(unit, view, t)
  const led = leads(unit, view)
  return {
    replies: [
      {
        text: [
          `**${unit}**`,
          lines.length === 0 ? t('progress.unit-nothing') : lines.join('\n'),
          ...(led.length === 0 ? [] : [t('progress.unit-leads')]),
          ...led.map(target => targetLines(target, view.plan, t)),
        ].join('\n\n'),
        buttons: [
          ...led.map(({ target }) => [{ label: target.title.slice(0, 36), value: `td:muc:${target.id}` }]),
          [
            {
              label: t('progress.tasks-of-unit'),
              value: `lich:${view.units.findIndex(({ name }) => name === unit)}`,
            },
            { label: t('progress.other-unit'), value: 'td:dv' },
          ],
          [{ label: t('progress.all'), value: 'td:tat' }],
        ],
      },
    ],
  }
}

export const unitList = (view: View, { t }: Services): Outcome => {
  const lines = view.units.map(({ name }) => {
    const own = unitLines(name, view, t)
    return own.length === 0 ? `**${name}**: ${t('progress.unit-none')}` : [`**${name}**`, ...own].join('\n')
  })
  return {
    replies: [
      {
        text: [t('progress.units'), ...lines].join('\n\n'),
        buttons: [
          ...view.units.map(({ name }, index) => [{ label: name.slice(0, 36), value: `td:dv:${index}` }]),
          [{ label: t('progress.all'), value: 'td:tat' }],
        ],
      },
    ],
  }
}
