/** Feedback that says what another said already: officers are offered to join it, and one answer then reaches both. */
import type { ResidentCase } from '../../storage/repositories/cases.ts'
import type { Incoming, Outcome, Services } from '../handler.ts'
import { actorOf, say } from './answer.ts'
import { dueOf } from './due.ts'
import { log } from './people.ts'

/** `case:join:<code>:<other>`, "P15 gộp vào P12" */
export const joinTo = async (
  item: ResidentCase,
  other: string,
  incoming: Incoming,
  services: Services,
): Promise<Outcome> => {
  const { repositories, t } = services
  const { code } = item
  const found = await repositories.cases.byCode(other)
  const head =
    found === undefined || found.mergedInto === null
      ? found
      : await repositories.caseDesk.byId(found.mergedInto)
  if (head === undefined || head.letter !== 'P' || item.letter !== 'P' || head.id === item.id)
    return say(item, t('cases.join-no', { code, other }))
  if (item.state === 'closed' || head.state === 'closed')
    return say(item, t('cases.join-closed', { code, other: head.code }))
  if (item.mergedInto === head.id) return say(item, t('cases.joined', { code, other: head.code }))
  await repositories.caseDesk.merge(item.id, head.id)
  // Somebody waits for an answer now, though the head may have been answered.
  if (item.waitingSince !== null && head.waitingSince === null)
    await repositories.cases.startWaiting(head.id, dueOf(services.library, services.now), services.now)
  await log('case.join', code, actorOf(incoming), services, { into: head.code })
  return say(item, t('cases.joined', { code, other: head.code }))
}

/** "P15 tách": a matter of its own again. */
export const splitFrom = async (
  item: ResidentCase,
  incoming: Incoming,
  services: Services,
): Promise<Outcome> => {
  const { repositories, t, library, now } = services
  if (item.mergedInto === null) return say(item, t('cases.not-joined', { code: item.code }))
  await repositories.caseDesk.split(item.id)
  if (item.state === 'open') await repositories.cases.startWaiting(item.id, dueOf(library, now), now)
  await log('case.split', item.code, actorOf(incoming), services)
  return say(item, t('cases.split', { code: item.code }))
}
