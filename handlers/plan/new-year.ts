/** A new year without its plan: admins hear of it once; activities are logged all the same. */
import type { ConversationId } from '../../bot/chat.ts'
import type { Library } from '../../content/library.ts'
import type { Locales } from '../../content/locales.ts'
import { planOfYear } from '../../content/plan/plan-files.ts'
import { dayOf } from '../../content/vietnam-time.ts'
import type { Repositories } from '../../storage/repositories.ts'

/** Holds that admins were told that this year has no plan. */
const toldKey = (year: number): string => `plan-missing:${year}`

/**
 * Over one transaction, so that nobody is told twice. A ward that never had a plan is left alone.
 * @returns conversations that have something waiting
 */
export const tellPlanMissing = async ({
  repositories,
  locales,
  library,
  now,
}: {
  readonly repositories: Pick<Repositories, 'contacts' | 'outbox' | 'settings'>
  readonly locales: Pick<Locales, 'in'>
  readonly library: Pick<Library, 'plans'>
  readonly now: Date
}): Promise<ConversationId[]> => {
  const year = Number(dayOf(now).slice(0, 4))
  const over = library.plans.some(plan => plan.year < year)
  if (!over || planOfYear(library, year) !== null) return []
  const { contacts, outbox, settings } = repositories
  if ((await settings.get(toldKey(year))) !== undefined) return []
  const seen = new Set<number>()
  const told: ConversationId[] = []
  for (const { conversation, person, locale } of await contacts.withRole(['admin'])) {
    if (seen.has(person)) continue
    seen.add(person)
    const text = locales.in(locale)('planReview.next-year.missing', { year })
    await outbox.add(conversation, [{ text, priority: 'notice' }], { now, origin: `plan:${year}` })
    told.push(conversation)
  }
  // Without an admin the next day asks again.
  if (told.length > 0) await settings.set(toldKey(year), dayOf(now), now)
  return told
}
