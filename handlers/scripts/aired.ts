/** "Đã phát, ghi vào sổ": the activity card of a broadcast, filled in as far as the script tells. */
import type { Subject } from '../../content/activity/activity.ts'
import type { Script } from '../../content/script/script.ts'
import { type CardItem, emptyItem } from '../activity/card.ts'
import { type Desk, openDesk, placeKeyOf, settle } from '../activity/desk.ts'
import { newCard, proceed } from '../activity/entering.ts'
import type { Incoming, Outcome, Services } from '../handler.ts'

/** The neighbourhood the person's unit is, else where they last had something broadcast. */
const areaOf = async (
  { contact }: Incoming,
  { ward }: Desk,
  { repositories }: Services,
): Promise<Pick<CardItem, 'areas' | 'place' | 'placeKey'>> => {
  const own = ward.neighbourhoods.find(name => name === contact.unit)
  if (own !== undefined) return { areas: [own], place: own, placeKey: placeKeyOf(own) }
  const [last] = await repositories.activities.list(
    { person: contact.person, form: 'loudspeaker', states: ['submitted', 'approved'] },
    { limit: 1 },
  )
  return last === undefined || last.areas.length > 1
    ? { areas: [], place: null, placeKey: null }
    : { areas: [...last.areas], place: last.place, placeKey: last.placeKey }
}

/** Nothing is stored yet: the officer looks at the card and saves it. */
export const logAiring = async (
  script: Script,
  subject: Subject | null,
  incoming: Incoming,
  services: Services,
): Promise<Outcome> => {
  const desk = await openDesk(incoming, services)
  const item: CardItem = {
    ...emptyItem(desk.doer),
    ...(await areaOf(incoming, desk, services)),
    form: 'loudspeaker',
    quantity: 1,
    unit: 'bài',
    minutes: Math.max(1, Math.round(script.minutes)),
    date: desk.today,
    topics: subject === null ? [] : [subject],
    note: services.in('vi')('scripts.note', { title: script.title }),
  }
  return await proceed(newCard([settle(item, desk)], 'log', {}, services), incoming, services, desk)
}
