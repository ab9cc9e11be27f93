/** "Gặp cán bộ": where and when a person can be met; says so honestly when the ward has not told us. */
import type { Reply } from '../bot/chat.ts'
import { fillWardText } from '../content/ward-text.ts'
import type { Services } from './handler.ts'

export const personText = ({ library, t }: Services): string => {
  const { counter, committee } = library.ward
  if (
    counter.address === null &&
    counter.phone === null &&
    committee.address === null &&
    committee.phone === null
  ) {
    return fillWardText(t('person.none', { ward: '{{ward}}' }), library, t)
  }
  const known = counter.address !== null || counter.phone !== null
  // The line above names the counter already.
  const hours =
    known && counter.hours !== null ? t('person.hours', { hours: counter.hours }) : '{{counter.hours}}'
  return fillWardText(
    t('person.text', { counter: known ? '{{counter}}' : '{{committee}}', hours }),
    library,
    t,
  )
}

export const personReply = (services: Services): Reply => ({
  text: personText(services),
  buttons: [[{ label: services.t('ask.menu'), value: 'menu' }]],
})
