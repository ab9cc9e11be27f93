/** Taps on a notice's buttons: `tb:<what>:<id>[:…]`. */
import type { Handler } from '../handler.ts'
import { pressCompose } from './compose.ts'
import { approve, askReturn, cancelNotice, propose, returnToAuthor } from './decide.ts'
import { pressNews } from './procedure-news.ts'
import { card } from './show.ts'

export const pressNotice: Handler = async (incoming, services) => {
  const { repositories, t } = services
  const [what = '', ...args] = incoming.pressed?.args ?? []
  if (what === 'news') return await pressNews(args[0], incoming, services)
  const composed = await pressCompose(what, args, incoming, services)
  if (composed !== undefined) return composed
  const broadcast = await repositories.broadcasts.byId(Number(args[0]))
  if (broadcast === undefined) return { replies: [{ text: t('notices.gone') }] }
  const version = Number(args[1])
  switch (what) {
    case 'show': {
      const author = await repositories.contacts.byId(broadcast.author)
      return { replies: await card(broadcast, author?.person === incoming.contact.person, services) }
    }
    case 'propose':
      return await propose(broadcast, version, incoming, services)
    case 'ok':
      return await approve(broadcast, version, incoming, services)
    case 'no':
      return await askReturn(broadcast, incoming, services)
    case 'return':
      return await returnToAuthor(broadcast.id, '', incoming, services)
    case 'cancel':
      return await cancelNotice(broadcast, incoming, services)
    default:
      return { replies: [{ text: t('notices.gone') }] }
  }
}
