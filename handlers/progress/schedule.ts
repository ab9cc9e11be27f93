/** /lich: the tasks of the plan's appendix with window, deadline, lead, partners and state; leads mark them as done. */
import type { Button } from '../../bot/chat.ts'
import { plain } from '../../bot/chat.ts'
import type { Translate } from '../../content/locales.ts'
import { taskSubject } from '../../content/plan/progress/facts.ts'
import { unitCalled } from '../../content/plan/progress/owners.ts'
import { partOf, type TaskProgress, taskProgress } from '../../content/plan/progress/tasks.ts'
import { showDay } from '../../content/vietnam-time.ts'
import { wardName } from '../../content/ward-text.ts'
import type { Handler, Incoming, Outcome, Services } from '../handler.ts'
import { askedYear, stayingIn, viewOf } from './past-year.ts'
import { answersForTask, ownUnit, type View } from './view.ts'
import { headOf } from './wording.ts'

const page = 6
const order: Readonly<Record<TaskProgress['state'], number>> = { late: 0, open: 1, 'not-begun': 2, done: 3 }

/** "10/2026" */
const monthOf = (month: string): string => `${month.slice(5)}/${month.slice(0, 4)}`

export const stateText = ({ state, due, opens, doneOn, evidence }: TaskProgress, t: Translate): string => {
  switch (state) {
    case 'done':
      return [
        doneOn === null ? t('tasks.done') : t('tasks.done-on', { day: showDay(doneOn) }),
        ...(evidence === 0 ? [] : [t('progress.pieces', { count: evidence })]),
      ].join(', ')
    case 'late':
      return due === null
        ? t('tasks.late')
        : due.kind === 'day'
          ? t('tasks.late-days', { days: -due.days, day: showDay(due.printed) })
          : t('tasks.late-month', { month: monthOf(due.month) })
    case 'not-begun':
      return t('tasks.not-begun', { month: opens === null ? '' : monthOf(opens) })
    case 'open':
      return due === null
        ? t('tasks.open')
        : due.kind === 'day'
          ? t(due.days === 0 ? 'tasks.due-today' : 'tasks.due-days', {
              days: due.days,
              day: showDay(due.last),
            })
          : t(due.months === 0 ? 'tasks.due-this-month' : 'tasks.due-months', {
              months: due.months,
              month: monthOf(due.month),
            })
    default:
      return state satisfies never
  }
}

const signs: Readonly<Record<TaskProgress['state'], string>> = {
  done: '✅',
  late: '🔴',
  open: '🔵',
  'not-begun': '⚪',
}

const taskLines = (progress: TaskProgress, { t }: Services): string => {
  const { task } = progress
  return [
    `${signs[progress.state]} **${task.no}. ${task.text}** (${task.clause})`,
    stateText(progress, t),
    [
      // A table with one column of times has them in both.
      ...(task.window === null || task.window === task.deadlineText
        ? []
        : [t('tasks.window', { window: task.window })]),
      ...(task.deadlineText === null ? [] : [t('tasks.deadline', { deadline: task.deadlineText })]),
    ].join('; '),
    t('tasks.lead', { lead: task.lead ?? t('progress.source-no-lead') }),
    ...(task.partners.length === 0 ? [] : [t('tasks.partners', { partners: task.partners.join(', ') })]),
  ]
    .filter(line => line !== '')
    .join('\n')
}

/**
 * `/lich`, `/lich VH-XH`, `/lich 2026`, `lich:<index of unit>:<offset>`, `lich:tat:<offset>`, `lich:viec:<no>`, `lich:dv`;
 * each value may end with `:@<year>`
 */
export const schedule: Handler = async (given, services) => {
  const { year, incoming } = askedYear(given)
  const view = await viewOf(services, year)
  if (view === null)
    return {
      replies: [
        {
          text:
            year === null ? services.t('progress.no-plan') : services.t('progress.no-plan-of-year', { year }),
        },
      ],
    }
  return stayingIn(shown(view, incoming, services), view, services)
}

const shown = (view: View, incoming: Incoming, services: Services): Outcome => {
  const { t } = services
  if (view.plan.tasks.length === 0)
    return { replies: [{ text: t('tasks.none', { ward: wardName(services.library) }) }] }
  const all = taskProgress(view.plan, view.progress, view.facts.marks, view.progress.today)
  const [verb, which] = incoming.pressed?.args ?? []
  if (verb === 'viec') {
    const one = all.find(({ task }) => task.no === Number(which))
    if (one !== undefined) return onePage(one, view, incoming, services)
  }
  if (verb === 'dv') return unitChoice(view, services)
  const asked = incoming.command?.args ?? ''
  const unit =
    incoming.pressed === undefined
      ? asked === ''
        ? undefined
        : unitCalled(view.units, asked)?.name
      : view.units[Number(verb)]?.name
  if (asked !== '' && unit === undefined) return unitChoice(view, services)
  return list(all, unit, Number(which) || 0, view, incoming, services)
}

const list = (
  all: readonly TaskProgress[],
  unit: string | undefined,
  offset: number,
  view: View,
  incoming: Incoming,
  services: Services,
): Outcome => {
  const { t, library } = services
  const own = unit ?? ownUnit(incoming.contact, view.units)
  const part = ({ task }: TaskProgress) => (own === null ? null : partOf(task, own, view.units))
  const rank = (progress: TaskProgress): number => {
    const mine = part(progress)
    return order[progress.state] * 3 + (mine === 'lead' ? 0 : mine === 'partner' ? 1 : 2)
  }
  const shown = all
    .filter(progress => unit === undefined || part(progress) !== null)
    .toSorted((a, b) => rank(a) - rank(b) || a.task.no - b.task.no)
  const here = shown.slice(offset, offset + page)
  const counts = Object.groupBy(shown, ({ state }) => state)
  const index = unit === undefined ? 'tat' : String(view.units.findIndex(({ name }) => name === unit))
  const edit = incoming.pressed?.messageRef
  return {
    replies: [
      {
        text: [
          t('tasks.head', {
            who: unit ?? wardName(library),
            count: shown.length,
            done: counts.done?.length ?? 0,
            late: counts.late?.length ?? 0,
          }),
          ...here.map(progress => taskLines(progress, services)),
        ].join('\n\n'),
        buttons: [
          ...buttonRows(
            here.map(({ task }) => ({
              label: t('tasks.open-task', { no: task.no }),
              value: `lich:viec:${task.no}`,
            })),
          ),
          ...(shown.length > offset + page
            ? [[{ label: t('activity.more'), value: `lich:${index}:${offset + page}` }]]
            : []),
          [
            { label: t('tasks.by-unit'), value: 'lich:dv' },
            ...(unit === undefined ? [] : [{ label: t('tasks.all'), value: 'lich:tat:0' }]),
          ],
        ],
        ...(edit === undefined ? {} : { edit }),
      },
    ],
  }
}

const buttonRows = (buttons: readonly Button[]): Button[][] => {
  const rows: Button[][] = []
  for (const [index, button] of buttons.entries())
    if (index % 3 === 0) rows.push([button])
    else rows.at(-1)?.push(button)
  return rows
}

const unitChoice = (view: View, { t }: Services): Outcome => ({
  replies: [
    {
      text: t('tasks.which-unit'),
      buttons: [
        ...view.units.map(({ name }, index) => [{ label: name.slice(0, 36), value: `lich:${index}:0` }]),
        [{ label: t('tasks.all'), value: 'lich:tat:0' }],
      ],
    },
  ],
})

const onePage = (progress: TaskProgress, view: View, { contact }: Incoming, services: Services): Outcome => {
  const { t } = services
  const { task, rounds, target, note, state } = progress
  const may = answersForTask(contact, task, view.units)
  const marks = view.facts.marks.filter(({ subject }) => subject === taskSubject(task.no))
  const byTarget = target !== null && target.shape === 'milestone'
  const doable: Button[][] = !may
    ? []
    : byTarget
      ? [[{ label: t('tasks.mark-in-target'), value: `td:muc:${target.target.id}` }]]
      : rounds.length > 0
        ? rounds
            .filter(({ mark }) => mark === null)
            .map(({ deadline }) => [
              {
                label: t('progress.mark-of', { what: t('tasks.round', { day: showDay(deadline) }) }),
                value: `pm:viec:${task.no}:${deadline}`,
              },
            ])
        : state === 'done' && marks.length === 0
          ? []
          : [
              [
                {
                  label: t(state === 'done' ? 'progress.add-evidence' : 'progress.mark'),
                  value: `pm:viec:${task.no}`,
                },
              ],
            ]
  return {
    replies: [
      {
        text: [
          taskLines(progress, services),
          ...rounds.map(
            ({ deadline, mark }) =>
              `- ${t('tasks.round', { day: showDay(deadline) })}: ${mark?.doneOn == null ? t('progress.not-done') : t('progress.done-on', { day: showDay(mark.doneOn) })}`,
          ),
          ...(task.result === null ? [] : [t('tasks.result', { result: task.result })]),
          ...(task.proof.length === 0 ? [] : [t('tasks.proof', { pieces: task.proof.join(', ') })]),
          ...(target === null
            ? []
            : [t('tasks.target', { title: target.target.title, head: headOf(target, t) })]),
          ...(note === null ? [] : [t('tasks.note', { note: plain(note) })]),
        ].join('\n'),
        buttons: [
          ...doable,
          ...marks
            .filter(({ doneOn }) => doneOn !== null)
            .map(({ id, part }) => [
              {
                label: t('tasks.open-mark', { what: part === '' ? '' : showDay(part) }).trim(),
                value: `pm:muc:${id}`,
              },
            ]),
          [{ label: t('tasks.all'), value: 'lich:tat:0' }],
        ],
      },
    ],
  }
}
