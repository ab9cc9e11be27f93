/** Whom the account has written to, from what the outbox and the counters keep anyway. */
import type { ChannelUsageRepository } from '../../../storage/repositories/channel-usage.ts'
import type { OutboxRepository } from '../../../storage/repositories/outbox.ts'
import type { ZaloPersonalOptions } from './channel.ts'

const channel = 'zalo-personal'
const period = (day: string): string => `${day}:new`

/** People not written to for as long as the outbox keeps rows (60 days) count as new again. */
export const contactBook = ({
  outbox,
  usage,
}: {
  readonly outbox: Pick<OutboxRepository, 'everDelivered' | 'wasDelivered'>
  readonly usage: Pick<ChannelUsageRepository, 'add' | 'of'>
}): ZaloPersonalOptions['book'] => ({
  isKnown: conversation => outbox.everDelivered(conversation),
  newOn: day => usage.of(channel, period(day)),
  noteNew: async day => {
    await usage.add(channel, period(day), 1)
  },
  isOurs: (conversation, messageRef) => outbox.wasDelivered(conversation, messageRef),
})
