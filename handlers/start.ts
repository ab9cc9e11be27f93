/** /start: a welcome, or what a deep link asks for: an invite code, a topic, the poster it was scanned from. */
import { maskPersonal } from '../content/personal-data.ts'
import { fillWardText, wardName } from '../content/ward-text.ts'
import { openEntry } from './ask/browse.ts'
import type { Handler } from './handler.ts'
import { redeem } from './invite.ts'
import { askAboutVisit, counterOf } from './satisfaction/rate.ts'

/** Payloads: `i_<invite code>`, `t_<entry id, dots as __>`, `quay[-<number>]` (rate a visit), anything else = where the link hung (a poster's code). */
export const start: Handler = async (incoming, services) => {
  const { contact, command, isNew } = incoming
  const { library, repositories, t } = services
  const payload = command?.args ?? ''
  if (payload.startsWith('i_')) return await redeem(payload.slice(2), incoming, services)
  const counter = counterOf(payload)
  if (counter !== undefined) {
    await repositories.contacts.setSource(contact.id, payload)
    return askAboutVisit(counter, services)
  }
  if (payload.startsWith('t_')) {
    const entry = payload.slice(2).replaceAll('__', '.')
    if (library.entries.some(({ id }) => id === entry))
      return await openEntry({ ...incoming, pressed: { name: 'entry', args: [entry] } }, services)
  }
  // A poster's code is no number of anybody's.
  if (/^[\w-]{1,64}$/.test(payload) && maskPersonal(payload).found.length === 0)
    await repositories.contacts.setSource(contact.id, payload)
  const text = fillWardText(
    t(isNew || payload !== '' || command !== undefined ? 'start.welcome' : 'start.back', {
      ward: wardName(library),
    }),
    library,
    t,
  )
  return {
    replies: [
      {
        text,
        buttons: [[{ label: t('ask.menu'), value: 'menu' }], [{ label: t('ask.person'), value: 'person' }]],
      },
    ],
  }
}
