/** Two clauses that set different days for one report: both shown with whom they bind; an admin chooses once. */
import type { Button } from '../../bot/chat.ts'
import { planOfYear } from '../../content/plan/plan-files.ts'
import { readingOf } from '../../content/plan/readings.ts'
import { type DeadlineConflict, deadlineConflict } from '../../content/report/due.ts'
import { showDay } from '../../content/vietnam-time.ts'
import type { Incoming, Outcome, Services } from '../handler.ts'
import { chooseReading } from '../progress/readings.ts'
import { chosenReadings } from '../progress/view.ts'
import { type Asked, askedCode } from './desk.ts'

/** Holds the reading an admin chose, by the unclear place; also when it is the one plan.yaml proposes. */
const chosenKey = (ambiguity: string): string => `report-deadline:${ambiguity}`

const bindingLines = ({ duties }: DeadlineConflict, { t }: Services): string[] =>
  duties
    .toSorted((a, b) => a.last.localeCompare(b.last))
    .map(({ duty, last }) =>
      t('report.deadline-line', {
        clause: duty.clause,
        rule: duty.rule.charAt(0).toLowerCase() + duty.rule.slice(1),
        day: showDay(last),
        binds: duty.binds,
      }),
    )

const isSettled = async (
  ambiguity: string,
  { repositories }: Pick<Services, 'repositories'>,
): Promise<boolean> =>
  (await repositories.settings.get(chosenKey(ambiguity))) !== undefined ||
  (await chosenReadings(repositories)).has(ambiguity)

/** In the plan of the period's year, as printed. */
const conflictOf = ({ period }: Asked, { library }: Services): DeadlineConflict | null => {
  const printed = planOfYear(library, period.year)
  return printed === null ? null : deadlineConflict(printed, period)
}

/** What the preview says of it; nothing where the plan's days agree. */
export const deadlineLines = async (
  asked: Asked,
  { contact }: Incoming,
  services: Services,
): Promise<{ lines: string[]; buttons: Button[][] }> => {
  const { t, repositories } = services
  const conflict = conflictOf(asked, services)
  if (conflict === null) return { lines: [], buttons: [] }
  const both = [t('report.two-deadlines'), ...bindingLines(conflict, services)]
  const { ambiguity } = conflict
  if (ambiguity === null) return { lines: both, buttons: [] }
  const using = readingOf(ambiguity, await chosenReadings(repositories)) ?? ''
  if (await isSettled(ambiguity.id, services))
    return { lines: [t('report.deadline-chosen', { using })], buttons: [] }
  const isAdmin = contact.role === 'admin'
  return {
    lines: [...both, t(isAdmin ? 'report.deadline-using' : 'report.deadline-admin', { using })],
    buttons: isAdmin
      ? [[{ label: t('report.choose-deadline'), value: `bc:han:${askedCode(asked, services)}` }]]
      : [],
  }
}

/** The readings as buttons, for admins; undefined where there is nothing to choose. */
export const askDeadline = (asked: Asked, incoming: Incoming, services: Services): Outcome | undefined => {
  const { t } = services
  const conflict = conflictOf(asked, services)
  const ambiguity = conflict?.ambiguity ?? null
  if (conflict === null || ambiguity === null) return undefined
  if (incoming.contact.role !== 'admin') return { replies: [{ text: t('progress.reading-admin') }] }
  return {
    replies: [
      {
        text: [
          t('report.two-deadlines'),
          ...bindingLines(conflict, services),
          t('report.which-deadline'),
        ].join('\n'),
        buttons: ambiguity.readings.map((reading, index) => [
          {
            label: reading,
            value: `bc:han:${askedCode({ ...asked, cutoff: asked.period.to }, services)}:${index}`,
          },
        ]),
      },
    ],
  }
}

/** Kept as a chosen reading, as /cachhieu keeps it; the cut-off follows from it. */
export const chooseDeadline = async (
  asked: Asked,
  index: number,
  incoming: Incoming,
  services: Services,
): Promise<Outcome | undefined> => {
  const { t, repositories, now } = services
  const printed = planOfYear(services.library, asked.period.year)
  const ambiguity = conflictOf(asked, services)?.ambiguity ?? null
  const reading = ambiguity?.readings[index]
  if (incoming.contact.role !== 'admin') return { replies: [{ text: t('progress.reading-admin') }] }
  if (printed === null || ambiguity === null || reading === undefined) return undefined
  await repositories.settings.set(chosenKey(ambiguity.id), reading, now)
  const kept = await chooseReading(ambiguity, reading, printed, incoming, services)
  return {
    replies: kept.replies.map(({ text }) => ({
      text,
      buttons: [
        [
          {
            label: t('report.back'),
            value: `bc:xem:${askedCode({ ...asked, cutoff: undefined }, services)}`,
          },
        ],
      ],
    })),
  }
}
