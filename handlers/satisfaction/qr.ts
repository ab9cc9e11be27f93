/** /maqr: the poster for a counter, with the links of every channel that has one (admins). */
import { type Channel, channelOf } from '../../bot/chat.ts'
import { fold } from '../../content/language/unicode.ts'
import type { Library } from '../../content/library.ts'
import type { Translate } from '../../content/locales.ts'
import { wardName } from '../../content/ward-text.ts'
import type { Handler } from '../handler.ts'
import type { Poster, PosterLink } from './poster.ts'
import { counterOf } from './rate.ts'

/** "quay", "quầy 2", "" → the payload of the links; undefined when it names no counter. */
export const readCounter = (words: string): string | undefined => {
  const said = fold(words)
    .replaceAll(/\bso\b/g, ' ')
    .trim()
  const number = /^(?:quay)?[ -]*(\d{1,2})?$/.exec(said)
  return number === null ? undefined : number[1] === undefined ? 'quay' : `quay-${Number(number[1])}`
}

/** A Zalo address carries no code: people type a line after scanning. */
const zaloLink = (library: Pick<Library, 'ward'>, typed: string, t: Translate): PosterLink[] => {
  const url = /https:\/\/\S+/.exec(library.ward.zalo ?? '')?.[0]
  return url === undefined
    ? []
    : [{ name: 'Zalo', url, hint: t('satisfaction.poster.zalo-hint', { words: typed }) }]
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** @param payload "quay" or "quay-2" */
export const counterPoster = (
  payload: string,
  startLinks: readonly { readonly channel: Channel; readonly url: string }[],
  library: Library,
  t: Translate,
): Poster => {
  const counter = counterOf(payload) ?? '-'
  const typed =
    counter === '-' ? t('satisfaction.poster.typed') : t('satisfaction.poster.typed-counter', { counter })
  return {
    title: t('satisfaction.poster.title'),
    lead: [
      capital(wardName(library)),
      ...(counter === '-' ? [] : [t('satisfaction.poster.counter', { counter })]),
      t('satisfaction.poster.lead'),
    ].join('\n'),
    foot: t('satisfaction.poster.foot'),
    links: [
      ...zaloLink(library, typed, t),
      ...startLinks.map(({ channel, url }) => ({ name: t(`link.channels.${channel}`), url })),
    ],
  }
}

/** /maqr [quầy N] */
export const makePoster: Handler = async ({ command, update }, services) => {
  const { t, library, charts, startLinks } = services
  const payload = readCounter(command?.args ?? '')
  if (payload === undefined) return { replies: [{ text: t('satisfaction.poster.usage') }] }
  const poster = counterPoster(payload, startLinks(payload), library, services.in('vi'))
  if (poster.links.length === 0) return { replies: [{ text: t('satisfaction.poster.no-links') }] }
  // What draws QR codes is loaded when somebody first asks for a poster.
  const path = await charts.keep(JSON.stringify(poster), async () => {
    const { drawPoster } = await import('./poster.ts')
    return await drawPoster(poster)
  })
  return {
    replies: [
      {
        text: [
          t('satisfaction.poster.made'),
          ...poster.links.map(({ name, url }) => `- ${name}: ${url}`),
          ...(channelOf(update.conversation) === 'console' ? [path] : []),
        ].join('\n'),
        attachments: [{ kind: 'document', path, name: `ma-qr-${payload}.png`, mimeType: 'image/png' }],
      },
    ],
  }
}
