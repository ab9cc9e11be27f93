/** What the sending of a notice tells its people: that it needs a new approval, how it went. */
import type { Contact, ConversationId, Locale } from '../../bot/chat.ts'
import type { Library } from '../../content/library.ts'
import type { Translate } from '../../content/locales.ts'
import { quietHoursKey, quietHoursOf, quietUntil } from '../../content/quiet-hours.ts'
import type { OutcomeCount } from '../../storage/repositories/broadcast-recipients.ts'
import { type Broadcast, originOfBroadcast } from '../../storage/repositories/broadcasts.ts'
import type { Repositories } from '../../storage/repositories.ts'
import { leadRoles } from '../commands.ts'
import { opening, outcomeInWords, showMoment } from './wording.ts'

export interface NoticeDesk {
  readonly library: Library
  readonly in: (locale: Locale) => Translate
  readonly repositories: Repositories
  readonly now: Date
}

const tell = async (
  people: readonly Contact[],
  words: (t: Translate) => string,
  broadcast: Broadcast,
  { repositories, in: speak, now }: NoticeDesk,
): Promise<ConversationId[]> => {
  const seen = new Set<number>()
  const told: ConversationId[] = []
  for (const { person, conversation, locale } of people) {
    if (seen.has(person)) continue
    seen.add(person)
    await repositories.outbox.add(
      conversation,
      [
        {
          text: words(speak(locale)),
          buttons: [[{ label: speak(locale)('notices.button.show'), value: `tb:show:${broadcast.id}` }]],
          priority: 'notice',
        },
      ],
      // Not the notice's own origin: what is withdrawn with it must not take this along.
      { now, origin: `${originOfBroadcast(broadcast.id)}:report` },
    )
    told.push(conversation)
  }
  return told
}

/** Author and approver, each once. */
const responsible = async (
  { author, approvedBy }: Broadcast,
  { repositories }: NoticeDesk,
): Promise<Contact[]> => {
  const found = await Promise.all(
    [author, approvedBy].map(id => (id === null ? undefined : repositories.contacts.byId(id))),
  )
  return found.filter(contact => contact !== undefined)
}

/** Later than this "chiều nay" would be wrong. */
const missedMs = 3 * 60 * 60 * 1000

/**
 * Between the approval and its hour people may leave or turn out to be one, and a stopped program may miss the hour: then
 * somebody has to approve it anew.
 * @returns undefined when the approval holds
 */
export const recheck = async (
  broadcast: Broadcast,
  desk: NoticeDesk,
): Promise<ConversationId[] | undefined> => {
  const { repositories, now } = desk
  const author = await repositories.contacts.byId(broadcast.author)
  const approver =
    broadcast.approvedBy === null ? undefined : await repositories.contacts.byId(broadcast.approvedBy)
  const hours = quietHoursOf(await repositories.settings.get(quietHoursKey))
  const due = broadcast.dueAt ?? now
  const missed = now.getTime() - (quietUntil(due, hours) ?? due).getTime() > missedMs
  const approved =
    approver !== undefined && leadRoles.includes(approver.role) && approver.person !== author?.person
  if (approved && !missed) return undefined
  const why = approved ? 'missed' : 'approver-left'
  await repositories.audit.add(
    { actor: 'scheduler', action: 'notice.unapproved', subject: `notice:${broadcast.id}`, detail: { why } },
    now,
  )
  const leads = (await repositories.contacts.withRole(leadRoles)).filter(
    ({ person }) => person !== author?.person,
  )
  return await tell(
    leads,
    t => t(`notices.${why}`, { id: broadcast.id, opening: opening(broadcast.text), at: showMoment(due) }),
    broadcast,
    desk,
  )
}

/** Tells author and approver how it went. */
export const report = async (
  broadcast: Broadcast,
  outcome: readonly OutcomeCount[],
  desk: NoticeDesk,
): Promise<ConversationId[]> =>
  await tell(
    await responsible(broadcast, desk),
    t =>
      `${t('notices.done', { id: broadcast.id, opening: opening(broadcast.text) })}\n${outcomeInWords(outcome, t)}`,
    broadcast,
    desk,
  )
