/** On the first of a month: thanks to everyone who helped in the month before, with their total. Queued once. */
import type { Locales } from '../../content/locales.ts'
import { addDays, dayOf } from '../../content/vietnam-time.ts'
import type { Repositories } from '../../storage/repositories.ts'
import { monthName } from './quick.ts'
import { topicsText } from './wording.ts'

const settingKey = 'thanks-month'

/** @returns how many were thanked; 0 when this month's thanks are out already */
export const queueThanks = async (
  repositories: Repositories,
  locales: Locales,
  now: Date,
): Promise<number> => {
  const last = addDays(`${dayOf(now).slice(0, 7)}-01`, -1)
  const month = last.slice(0, 7)
  if ((await repositories.settings.get(settingKey)) === month) return 0
  await repositories.settings.set(settingKey, month, now)
  const thanked = new Set<number>()
  for (const contact of await repositories.contacts.withRole(['volunteer', 'officer', 'lead', 'admin'])) {
    if (thanked.has(contact.person)) continue
    const { total, byTopic } = await repositories.activityTotals.helpedBy(contact.person, `${month}-01`, last)
    if (total === 0) continue
    thanked.add(contact.person)
    const t = locales.in(contact.locale)
    const topics = [...byTopic]
      .toSorted(([, a], [, b]) => b - a)
      .map(([topic, people]) => `${topicsText([topic], t)} (${people})`)
    await repositories.outbox.add(
      contact.conversation,
      [
        {
          text: [
            t('activity.thanks', { month: monthName(month), count: total }),
            ...(topics.length === 0
              ? []
              : [t('activity.thanks-topics', { topics: topics.slice(0, 4).join(', ') })]),
          ].join('\n'),
          priority: 'notice',
        },
      ],
      { now, origin: `thanks:${month}` },
    )
  }
  return thanked.size
}
