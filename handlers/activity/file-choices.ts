/** What people choose about a file that waits: which entry, use it again, what piece of the proof it is. */
import type { Handler, Incoming, Outcome, Services } from '../handler.ts'
import { cardOf, savedOf, withCard, withSaved } from './card.ts'
import { type Desk, openDesk } from './desk.ts'
import { proceed } from './entering.ts'
import { entriesFor, give } from './give-evidence.ts'
import { attach, dutyOf, missingOf } from './proof.ts'
import { begin } from './record.ts'
import { originOfActivities } from './save.ts'

/** `ev:keep`, `ev:drop`, `ev:for:<id>`, `ev:piece:<evidence>:<n>`, `ev:new` */
export const pressFile: Handler = async (incoming, services) => {
  const { t, now, repositories } = services
  const [verb, first = '', second = ''] = incoming.pressed?.args ?? []
  const desk = await openDesk(incoming, services)
  const card = cardOf(incoming.session)
  if (verb === 'piece') return await namePiece(Number(first), second, incoming, services, desk)
  const held = card?.held ?? savedOf(incoming.session, now)?.held ?? null
  if (held === null) return { replies: [{ text: t('activity.card-closed') }], session: incoming.session }
  // A card without items only held files until their entry was named.
  const waiting = card?.items.length === 0 ? card.files : [held.file]
  const released =
    card === undefined || card.items.length === 0
      ? withSaved(incoming.session, held.ids, now)
      : withCard(incoming.session, { ...card, held: null }, now)
  if (verb === 'drop') return { replies: [{ text: t('activity.file-dropped') }], session: released }
  if (verb === 'new')
    return await begin('log', '', { ...incoming, session: released }, services, { files: waiting })
  if (verb === 'for') {
    const chosen = await entriesFor([Number(first)], incoming, services, desk)
    const [entry] = chosen
    if (entry !== undefined)
      for (const file of waiting.filter(({ original }) => original !== held.file.original))
        await attach(file, entry, incoming, services)
    return await give(held.file, chosen, {}, { ...incoming, session: released }, services)
  }
  if (held.ids.length === 0 && card !== undefined)
    return await proceed({ ...card, held: null, files: [...card.files, held.file] }, incoming, services, desk)
  const known = await entriesFor(held.ids, incoming, services, desk)
  await repositories.audit.add(
    {
      actor: `contact:${incoming.contact.id}`,
      action: 'activity.evidence-again',
      subject: `activity:${held.ids.join('-')}`,
    },
    now,
  )
  return await give(held.file, known, {}, { ...incoming, session: released }, services, true)
}

const namePiece = async (
  id: number,
  n: string,
  incoming: Incoming,
  services: Services,
  desk: Desk,
): Promise<Outcome> => {
  const { repositories, t } = services
  const evidence = await repositories.evidence.byId(id)
  const [entry] =
    evidence === undefined ? [] : await entriesFor([evidence.activity], incoming, services, desk)
  if (evidence === undefined || entry === undefined) return { replies: [{ text: t('activity.gone') }] }
  await repositories.evidence.setPiece(id, (await dutyOf(entry, services))?.pieces[Number(n)] ?? null)
  const missing = await missingOf(entry, services)
  return {
    replies: [
      {
        text:
          missing.length === 0
            ? t('activity.nothing-missing')
            : t('activity.missing', { pieces: missing.join(', ') }),
      },
    ],
    origin: originOfActivities([entry.id]),
  }
}
