/** One target: its numbers, its units or its checklist, where it stands in the plan, and what can be marked. */
import type { Button, Reply } from '../../bot/chat.ts'
import { plain } from '../../bot/chat.ts'
import { counted } from '../../content/plan/progress/facts.ts'
import { leadOf } from '../../content/plan/progress/owners.ts'
import type { TargetProgress } from '../../content/plan/progress/progress.ts'
import { readingsInUse } from '../../content/plan/readings.ts'
import { showDay } from '../../content/vietnam-time.ts'
import type { Incoming, Outcome, Services } from '../handler.ts'
import { targetPicture } from './pictures.ts'
import { answersFor, type View } from './view.ts'
import { monthText, number, periodText, targetLines } from './wording.ts'

const mostRows = 20

/** @param source shows where the plan says so instead of the numbers */
export const targetPage = async (
  progress: TargetProgress,
  view: View,
  incoming: Incoming,
  services: Services,
  source = false,
): Promise<Outcome> => {
  const { t } = services
  const { id } = progress.target
  const edit = incoming.pressed?.messageRef
  if (source)
    return {
      replies: [
        {
          text: sourceText(progress, view, services),
          buttons: [
            [{ label: t('progress.back-to-target'), value: `td:muc:${id}` }],
            [{ label: t('progress.all'), value: 'td:tat' }],
          ],
          ...(edit === undefined ? {} : { edit }),
        },
      ],
    }
  const rows = rowsOf(progress, services)
  const attachment =
    progress.shape === 'monthly-per-unit' ? await targetPicture(progress, view, services) : undefined
  const reply: Reply = {
    text: [targetLines(progress, view.plan, t), ...(rows.length === 0 ? [] : [rows.join('\n')])].join('\n\n'),
    buttons: [
      ...markButtons(progress, view, incoming, services),
      [
        { label: t('progress.source'), value: `td:goc:${id}` },
        { label: t('progress.all'), value: 'td:tat' },
      ],
    ],
    ...(attachment === undefined ? {} : { attachments: [attachment] }),
  }
  return { replies: [reply] }
}

const rowsOf = (progress: TargetProgress, { t }: Services): string[] => {
  switch (progress.shape) {
    case 'yearly-count':
    case 'count-only':
      return progress.byUnit.map(
        ({ unit, count }) =>
          `- ${unit ?? t('progress.nobody')}: ${number(counted(count))}${count.waiting === 0 ? '' : ` (${t('progress.waiting', { count: number(count.waiting) })})`}`,
      )
    case 'monthly-per-unit':
      return progress.quotas.map(({ owner, months }) => {
        const told = months.map(
          ({ month, count, state }) =>
            `${Number(month.slice(5))}: ${number(counted(count))}${state === 'missed' ? ' ❗' : ''}`,
        )
        return `- ${owner ?? t('progress.whole-ward')}: ${t('progress.months', { months: told.join(', ') })}`
      })
    case 'milestone':
      return progress.parts.flatMap(({ unit, doneOn, evidence }) =>
        unit === null
          ? []
          : [
              doneOn === null
                ? `- ${unit}: ${t('progress.not-done')}`
                : `- ${unit}: ${t('progress.done-on', { day: showDay(doneOn) })}${evidence === 0 ? '' : `, ${t('progress.pieces', { count: evidence })}`}`,
            ],
      )
    case 'coverage':
      return [
        ...progress.items
          .slice(0, mostRows)
          .map(
            (item, index) =>
              `${index + 1}. ${item.doneOn === null ? '⬜' : item.evidence > 0 ? '✅' : '🟠'} ${plain(item.part)}${item.doneOn === null ? '' : ` (${showDay(item.doneOn)}, ${t('progress.pieces', { count: item.evidence })})`}`,
          ),
        ...(progress.items.length > mostRows
          ? [t('progress.more-items', { count: progress.items.length - mostRows })]
          : []),
      ]
    case 'recurring':
      return progress.periods
        .slice(-8)
        .map(period => `- ${periodText(period, t)}: ${t(`progress.period-states.${period.state}`)}`)
    default:
      return progress satisfies never
  }
}

/** What this person may mark; nothing for officers. */
const markButtons = (
  progress: TargetProgress,
  view: View,
  { contact }: Incoming,
  { t }: Services,
): Button[][] => {
  const { target } = progress
  const may = (owner: string | null): boolean => answersFor(contact, owner, view.units)
  const lead = leadOf(view.plan, target)
  switch (progress.shape) {
    case 'milestone':
      return progress.parts.flatMap(({ unit, doneOn }, index) =>
        doneOn !== null || !may(unit ?? lead)
          ? []
          : [
              [
                {
                  label: unit === null ? t('progress.mark') : t('progress.mark-of', { what: unit }),
                  value: `pm:moc:${target.id}:${index}`,
                },
              ],
            ],
      )
    case 'coverage':
      if (!may(lead)) return []
      if (progress.target.measure === 'survey')
        return [[{ label: t('progress.enter-survey'), value: `pm:ks:${target.id}` }]]
      return [
        ...progress.items
          .slice(0, mostRows)
          .map((item, index) => [
            { label: `${index + 1}. ${item.part}`.slice(0, 36), value: `pm:muc:${item.id}` },
          ]),
        [{ label: t('progress.add-items'), value: `pm:them:${target.id}` }],
      ]
    case 'recurring':
      return may(lead)
        ? [...progress.missed.slice(-3), ...(progress.current?.state === 'open' ? [progress.current] : [])]
            .toReversed()
            .map(period => [
              {
                label: t('progress.mark-of', { what: periodText(period, t) }),
                value: `pm:ky:${target.id}:${period.key}`,
              },
            ])
        : []
    case 'yearly-count':
    case 'monthly-per-unit':
    case 'count-only':
      return []
    default:
      return progress satisfies never
  }
}

/** "Chỉ tiêu này ở đâu ra": the clause, the plan's words, who answers for it, how unclear words are read. */
const sourceText = ({ target }: TargetProgress, view: View, { t, library }: Services): string => {
  const { plan, chosen } = view
  const lead = leadOf(plan, target)
  const task = plan.tasks.find(({ clause }) => clause === target.clause)
  const readings = readingsInUse(plan, chosen).filter(
    ({ clause, using }) => clause === target.clause && using !== null,
  )
  return [
    `**${target.title}**`,
    [
      t('progress.source-clause', { ward: library.ward.name, clause: target.clause }),
      t('progress.source-plan', {
        title: plan.title,
        number: plan.number ?? t('progress.no-plan-number'),
        day: plan.issued === null ? t('progress.no-plan-day') : showDay(plan.issued),
      }),
      ...(target.printed === null ? [] : [t('progress.source-printed', { printed: target.printed })]),
      ...('minutes' in target && target.minutes !== null
        ? [t('progress.source-minutes', { least: target.minutes[0], most: target.minutes[1] })]
        : []),
      ...('from' in target && target.from !== null
        ? [t('progress.source-from', { month: monthText(target.from, t) })]
        : []),
      t('progress.source-lead', { lead: lead ?? t('progress.source-no-lead') }),
      ...(task?.result == null ? [] : [t('progress.source-proof', { proof: task.result })]),
      ...(target.note === null ? [] : [target.note]),
    ].join('\n'),
    ...readings.map(reading =>
      t(reading.chosen ? 'progress.source-reading-chosen' : 'progress.source-reading', {
        text: reading.text,
        using: reading.using ?? '',
      }),
    ),
  ].join('\n\n')
}
