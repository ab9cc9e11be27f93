/** The buttons under a reminder: what settles it, and putting it off. */
import type { Button } from '../../bot/chat.ts'
import { endOf } from '../../content/report/reminders.ts'
import { leadRoles } from '../commands.ts'
import { scopeCode } from '../report/desk.ts'
import type { Saying } from './message.ts'
import { reminderPress } from './name.ts'
import { ownerButtons } from './owners.ts'
import { askedAgain } from './snooze.ts'
import { onlyWaits } from './standing.ts'

export const ownButtons = ({ matter, standing, role, id, library, t }: Saying): Button[][] => {
  const isLead = leadRoles.some(lead => lead === role)
  switch (matter.about) {
    case 'unit-report':
      return [
        [
          {
            label: t('reminders.make-report'),
            value: `bc:xem:${matter.period.key}:${scopeCode(matter.scope, library)}`,
          },
          { label: t('reminders.sent'), value: `${reminderPress}:xong:${id}` },
        ],
      ]
    case 'ward-report':
      return [
        [
          {
            label: t('reminders.make-report'),
            value: `bc:xem:${matter.period.key}:${scopeCode(null, library)}`,
          },
          ...(isLead ? [{ label: t('reminders.sent'), value: `${reminderPress}:xong:${id}` }] : []),
        ],
        ...(standing.lacking.length === 0 || !isLead
          ? []
          : [[{ label: t('reminders.who-owes'), value: `${reminderPress}:no` }]]),
      ]
    case 'owing':
      return [[{ label: t('reminders.who-owes'), value: `${reminderPress}:no` }]]
    case 'undated':
      return [
        [10, 15, 20].map(day => ({
          label: t('reminders.on-day', { day }),
          value: `${reminderPress}:han:${day}`,
        })),
        [
          { label: t('reminders.on-last-day'), value: `${reminderPress}:han:31` },
          { label: t('reminders.no-dates'), value: `${reminderPress}:han:khong` },
        ],
      ]
    case 'unowned':
      return ownerButtons(matter.target.id, library, t)
    case 'task':
      return !isLead
        ? [[{ label: t('reminders.see-task'), value: `lich:viec:${matter.task.no}` }]]
        : matter.milestone !== null
          ? [[{ label: t('reminders.mark-done'), value: `td:muc:${matter.milestone}` }]]
          : [
              [
                {
                  label: t('reminders.mark-done'),
                  value: `pm:viec:${matter.task.no}${matter.part === '' ? '' : `:${matter.part}`}`,
                },
              ],
            ]
    case 'milestone':
      return [[{ label: t('reminders.see-target'), value: `td:muc:${matter.target.id}` }]]
    case 'year-tasks':
      return [
        standing.tasks.slice(0, 6).map(({ no }) => ({
          label: t('tasks.open-task', { no }),
          value: `lich:viec:${no}`,
        })),
      ].flatMap(row => (row.length > 3 ? [row.slice(0, 3), row.slice(3)] : [row]))
    case 'month':
      return onlyWaits(standing)
        ? [[{ label: t('reminders.approve'), value: 'duyet:page:0' }]]
        : [[{ label: t('reminders.see-target'), value: `td:muc:${matter.target.id}` }]]
    case 'duty':
      return [[{ label: t('reminders.see-target'), value: `td:muc:${matter.target.id}` }]]
    default:
      return matter satisfies never
  }
}

export const commonButtons = ({ matter, today, id, library, t }: Saying): Button[][] => {
  // A question is settled by its own buttons.
  if (matter.about === 'undated' || matter.about === 'unowned') return []
  // Next week is a matter of its own: who wants no more of it switches the kind off.
  if (matter.kind === 'weekly')
    return [
      [
        {
          label: t('reminders.turn-off', { kind: t(`reminders.kinds.${matter.kind}`) }),
          value: `${reminderPress}:tat:${matter.kind}`,
        },
      ],
    ]
  const end = endOf(matter.steps) ?? matter.due
  const again = ([1, 3] as const).filter(days => askedAgain(today, days, library.ward) <= end)
  return [
    ...(again.length === 0
      ? []
      : [
          again.map(days => ({
            label: t(`reminders.again-${days}`),
            value: `${reminderPress}:lai:${id}:${days}`,
          })),
        ]),
    [{ label: t('reminders.never'), value: `${reminderPress}:thoi:${id}` }],
  ]
}
