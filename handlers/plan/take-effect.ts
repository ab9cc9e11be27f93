/**
 * Brings an applied plan into the ward's content and moves logged activities to the targets they now count to.
 *
 * The "Áp dụng" is a content change; its file is written after the commit, and the moves are made with the mark that it is
 * in use, in one transaction. A stop at any instant leaves a waiting change, and the next run does the rest.
 */
import { join } from 'node:path'
import type { ConversationId } from '../../bot/chat.ts'
import type { Library } from '../../content/library.ts'
import type { Locales } from '../../content/locales.ts'
import { addUnits } from '../../content/model/ward-units.ts'
import { movesOf } from '../../content/plan/moves.ts'
import { type PlanChange, planChangeSchema } from '../../content/plan/plan-change.ts'
import { planOfYear, writeOwnPlan } from '../../content/plan/plan-files.ts'
import { withReadings } from '../../content/plan/readings.ts'
import { fieldsOf } from '../../storage/repositories/activity-record.ts'
import type { ContentChange } from '../../storage/repositories/content-changes.ts'
import type { Repositories } from '../../storage/repositories.ts'
import { chosenReadings, forgetChosen } from '../progress/view.ts'

export interface PlanFolders {
  /** The ward's own content folder. */
  readonly ownDir: string
  /** The shipped folder of the ward. */
  readonly wardDir: string
}

export const isPlanChange = ({ kind }: ContentChange): boolean => kind === 'plan'

/** Writes the files; doing it again changes nothing. @throws ZodError, or the file system's error */
export const writePlanChange = ({ ownDir, wardDir }: PlanFolders, row: ContentChange): PlanChange => {
  const change = planChangeSchema.parse(row.body)
  addUnits(ownDir, join(wardDir, 'ward.yaml'), change.newUnits)
  writeOwnPlan(ownDir, change.plan, String(row.id))
  return change
}

/** The content in use has this very plan. */
export const planIsInUse = (library: Pick<Library, 'plans'>, { plan }: PlanChange): boolean =>
  JSON.stringify(planOfYear(library, plan.year)) === JSON.stringify(plan)

const batch = 500
const states = ['draft', 'submitted', 'approved', 'rejected'] as const

const contactOf = (actor: string): number | undefined => {
  const id = /^contact:(\d+)$/.exec(actor)?.[1]
  return id === undefined ? undefined : Number(id)
}

/**
 * Marks the change as in use, moves activities of the plan's year and tells who applied it.
 * @param repositories over one transaction. @returns conversations that have something waiting
 */
export const finishPlanChange = async (
  row: ContentChange,
  change: PlanChange,
  { repositories, locales, now }: { repositories: Repositories; locales: Pick<Locales, 'in'>; now: Date },
): Promise<ConversationId[]> => {
  const { contentChanges, activities, contacts, outbox, settings } = repositories
  if (!(await contentChanges.markApplied(row.id, now))) return []
  const { plan } = change
  const chosen = await chosenReadings({ settings })
  const before = change.before === null ? null : withReadings(change.before, chosen)
  await forgetChosen(
    settings,
    plan.ambiguities.map(({ id }) => id),
    now,
  )
  const actor = contactOf(row.actor)
  const moved = []
  for (let offset = 0; ; offset += batch) {
    const entries = await activities.list(
      { kind: 'log', states, from: `${plan.year}-01-01`, to: `${plan.year}-12-31` },
      { limit: batch, offset },
    )
    const byId = new Map(entries.map(entry => [entry.id, entry]))
    for (const { id, to } of movesOf(before, plan, entries)) {
      const entry = byId.get(id)
      if (entry === undefined) continue
      await activities.change(
        id,
        states,
        { fields: { ...fieldsOf(entry), target: to } },
        'count',
        // From the command line nobody of the ward acted; the revision then names who entered it.
        { contact: actor ?? entry.enteredBy, now },
      )
      moved.push(id)
    }
    if (entries.length < batch) break
  }
  const contact = actor === undefined ? undefined : await contacts.byId(actor)
  if (contact === undefined) return []
  const t = locales.in(contact.locale)
  const text = [
    t('planReview.in-use', {
      year: plan.year,
      targets: plan.targets.length,
      tasks: plan.tasks.length,
      reports: plan.reports.length,
    }),
    ...(moved.length === 0 ? [] : [t('planReview.in-use-moved', { count: moved.length })]),
  ].join('\n')
  await outbox.add(contact.conversation, [{ text, priority: 'notice' }], { now, origin: `plan:${plan.year}` })
  return [contact.conversation]
}

/** All of it, as the bot's publisher of approved content wants it. */
export const planChanges = {
  is: isPlanChange,
  write: writePlanChange,
  inUse: planIsInUse,
  finish: finishPlanChange,
} as const
