/** Builds the official Zalo channels that the settings turn on, with what they need of the ward. */
import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { createRepositories } from '../storage/repositories.ts'
import type { ChannelWords } from './channels/channel-words.ts'
import { createZaloBotChannel } from './channels/zalo-bot/channel.ts'
import { createZaloOaChannel } from './channels/zalo-oa/channel.ts'
import type { ChannelAdapter } from './chat.ts'
import type { Config } from './config.ts'
import { createFileLinks, type FileLinks } from './http/file-links.ts'
import type { Metrics } from './metrics.ts'
import { createSecretBox } from './secrets.ts'
import type { WardRuntime } from './ward.ts'

/** The channels' own sentences; read anew each time, so that an edited locale counts at once. */
export const channelWords = (content: WardRuntime['content']): ChannelWords => {
  const t = () => content.current().locales.in('vi')
  return {
    get choiceHint() {
      return t()('errors.choice-hint')
    },
    fileLink: (name, url) => t()('files.link', { name, url }),
    fileElsewhere: name => t()('files.elsewhere', { name }),
  }
}

/** Without a DATA_KEY links live as long as the process: enough where only the Bot Platform uses them. */
export const fileLinksOf = (config: Config, ward: WardRuntime): FileLinks =>
  createFileLinks({
    dataDir: config.dataDir,
    publicUrl: config.publicUrl,
    box: createSecretBox(config.dataKey ?? randomBytes(32)),
    now: ward.now,
  })

export const officialZaloChannels = (given: {
  readonly config: Config
  readonly ward: WardRuntime
  readonly metrics: Metrics
  readonly links: FileLinks
  readonly log: Logger
}): (ChannelAdapter & { routes(server: FastifyInstance): void })[] => {
  const { config, ward, metrics, log } = given
  const repositories = createRepositories(ward.database.db)
  const shared = {
    windows: repositories.windows,
    words: channelWords(ward.content),
    fileLink: given.links.link,
    now: ward.now,
    delay: ward.delay,
    log,
  }
  const { zaloOa, zaloBot } = config
  return [
    ...(zaloOa === undefined
      ? []
      : [
          createZaloOaChannel({
            ...shared,
            settings: zaloOa,
            dataDir: config.dataDir,
            dataKey: zaloOa.dataKey,
            publicUrl: config.publicUrl,
            credentials: repositories.credentials,
            remembered: repositories.settings,
            count: event => metrics.channelEvent('zalo-oa', event),
          }),
        ]),
    ...(zaloBot === undefined
      ? []
      : [
          createZaloBotChannel({
            ...shared,
            settings: zaloBot,
            usage: repositories.usage,
            hasLinks: given.links.available,
            count: event => metrics.channelEvent('zalo-bot', event),
          }),
        ]),
  ]
}
