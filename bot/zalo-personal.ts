/** Builds the personal Zalo channel where the ward has accepted the risk; only then is zca-js loaded at all. */
import type { Logger } from 'pino'
import { createRepositories } from '../storage/repositories.ts'
import type { ChannelAdapter } from './chat.ts'
import type { Config } from './config.ts'
import type { FileLinks } from './http/file-links.ts'
import type { Metrics } from './metrics.ts'
import type { WardRuntime } from './ward.ts'
import { channelWords } from './zalo-official.ts'

export const personalZaloChannel = async (given: {
  readonly config: Config
  readonly ward: WardRuntime
  readonly metrics: Metrics
  readonly links: FileLinks
  readonly log: Logger
}): Promise<ChannelAdapter[]> => {
  const { config, ward, log } = given
  if (config.zaloPersonal === undefined) return []
  const { createZaloPersonalChannel } = await import('./channels/zalo-personal/channel.ts')
  const { contactBook } = await import('./channels/zalo-personal/contact-book.ts')
  const repositories = createRepositories(ward.database.db)
  return [
    createZaloPersonalChannel({
      settings: config.zaloPersonal,
      dataDir: config.dataDir,
      book: contactBook(repositories),
      windows: repositories.windows,
      remembered: repositories.settings,
      words: channelWords(ward.content),
      fileLink: given.links.link,
      count: event => given.metrics.channelEvent('zalo-personal', event),
      // At once, not when the next look at all channels is due.
      onNeedsHuman: () => {
        ward.notices
          .watch()
          .catch(error => log.error({ err: error, channel: 'zalo-personal' }, 'admins could not be told'))
      },
      now: ward.now,
      random: Math.random,
      delay: ward.delay,
      log,
    }),
  ]
}
