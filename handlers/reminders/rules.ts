/** The ward's own rules for reminders (steps, dates the plan leaves open), and the agenda they make of the plan. */
import { z } from 'zod'
import type { Library } from '../../content/library.ts'
import { type Agenda, agendaOf } from '../../content/report/agenda.ts'
import { type ReminderRules, usualRules } from '../../content/report/reminders.ts'
import { dayOf } from '../../content/vietnam-time.ts'
import type { Repositories } from '../../storage/repositories.ts'
import { plansInUse } from '../progress/view.ts'

const rulesKey = 'reminder-rules'
const days = z.array(z.int().min(1).max(60)).max(5)
const stored = z.object({
  before: days,
  after: days,
  undated: z.union([z.int().min(1).max(31), z.literal('none'), z.null()]),
  undatedSince: z.iso.date().nullable(),
  // Not in what was stored before there was such a choice.
  owners: z.record(z.string(), z.string()).default({}),
})

export const reminderRules = async ({ settings }: Pick<Repositories, 'settings'>): Promise<ReminderRules> => {
  const value = await settings.get(rulesKey)
  return value === undefined ? usualRules : stored.parse(JSON.parse(value))
}

export const keepRules = async (
  { settings }: Pick<Repositories, 'settings'>,
  rules: ReminderRules,
  now: Date,
): Promise<void> => await settings.set(rulesKey, JSON.stringify(rules), now)

/**
 * What the plan of the year asks, and what the year before left over; null while the ward has no plan.
 */
export const agendaInUse = async ({
  library,
  repositories,
  now,
}: {
  library: Pick<Library, 'plan' | 'plans' | 'ward'>
  repositories: Pick<Repositories, 'settings'>
  now: Date
}): Promise<Agenda | null> => {
  const plans = await plansInUse({ library, repositories })
  const rules = await reminderRules(repositories)
  const year = Number(dayOf(now).slice(0, 4))
  const agendas = plans
    .filter(plan => plan.year === year || plan.year === year - 1)
    .map(plan => agendaOf(plan, library.ward, rules))
  const [newest] = agendas.toReversed()
  if (newest === undefined) return plans.length === 0 ? null : { matters: [], office: null, units: [] }
  return { ...newest, matters: agendas.flatMap(({ matters }) => matters) }
}
