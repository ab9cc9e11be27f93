/** "Gặp cán bộ": where and when a person can be met; says so honestly when the ward has not told us. */
import type { Reply } from '../bot/chat.ts'
import { fillWardText, placeholdersIn } from '../content/ward-text.ts'
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

/** Who knows more about an answer: the police where it sends people to them alone, else the counter. */
export const personFor = (answer: string, services: Services): string => {
  const { library, t } = services
  const named = new Set(placeholdersIn(answer))
  if (!named.has('police') || named.has('counter') || named.has('committee')) return personText(services)
  const { hours } = library.ward.police
  return fillWardText(
    t('person.police', {
      police: '{{police}}',
      hours: hours === null ? '{{police.hours}}' : t('person.hours', { hours }),
    }),
    library,
    t,
  )
}

export const personReply = (services: Services): Reply => ({
  text: personText(services),
  buttons: [[{ label: services.t('ask.menu'), value: 'menu' }]],
})
