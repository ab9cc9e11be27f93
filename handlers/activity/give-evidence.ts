/** Ties a file to the entry it proves; asks when it was used before, or when several entries could be meant. */
import type { Button, IncomingFile } from '../../bot/chat.ts'
import { showDay } from '../../content/vietnam-time.ts'
import type { ActivityRecord } from '../../storage/repositories/activity-record.ts'
import type { Incoming, Outcome, Services } from '../handler.ts'
import { mayChange } from './access.ts'
import { cardOf, type HeldFile, type PendingFile, savedOf, withCard, withSaved } from './card.ts'
import type { Desk } from './desk.ts'
import { attach, dutyOf, missingOf } from './proof.ts'
import { originOfActivities } from './save.ts'

/** Ids behind "activity:12" or "activity:12-13". */
export const activitiesOf = (origin: string | undefined): number[] =>
  origin?.startsWith('activity:') === true
    ? origin.slice('activity:'.length).split('-').map(Number).filter(Number.isSafeInteger)
    : []

/** Entries the message this one answers was about, as far as this person may change them. */
export const repliedTo = async (
  incoming: Incoming,
  services: Services,
  desk: Desk,
): Promise<ActivityRecord[]> => {
  const { conversation, replyTo } = incoming.update
  if (replyTo === undefined) return []
  const ids = activitiesOf(await services.repositories.outbox.originOf(conversation, replyTo))
  return await entriesFor(ids, incoming, services, desk)
}

/** Those of the entries this person may change. */
export const entriesFor = async (
  ids: readonly number[],
  incoming: Incoming,
  { repositories }: Services,
  desk: Desk,
): Promise<ActivityRecord[]> => {
  const found: ActivityRecord[] = []
  for (const id of ids) {
    const entry = await repositories.activities.byId(id)
    if (entry !== undefined && entry.state !== 'withdrawn' && mayChange(incoming, entry, desk))
      found.push(entry)
  }
  return found
}

/** Asks whether a picture used before is meant once more. */
export const doubt = async (
  held: HeldFile,
  usedBy: number,
  session: (held: HeldFile) => NonNullable<Outcome['session']>,
  { repositories, t }: Services,
): Promise<Outcome> => {
  const entry = await repositories.activities.byId(usedBy)
  return {
    replies: [
      {
        text: t('activity.file-used', {
          code: entry?.code ?? '',
          day: entry?.date == null ? '' : showDay(entry.date),
        }),
        buttons: [
          [
            { label: t('activity.file-use'), value: 'ev:keep' },
            { label: t('activity.file-drop'), value: 'ev:drop' },
          ],
        ],
      },
    ],
    session: session(held),
  }
}

/** Ties a file to one of these entries, asking first when it was used before or several could be meant. */
export const give = async (
  file: PendingFile,
  to: readonly ActivityRecord[],
  sent: Pick<IncomingFile, 'albumId'>,
  incoming: Incoming,
  services: Services,
  sure = false,
): Promise<Outcome> => {
  const { repositories, t, now } = services
  const ids = to.map(({ id }) => id)
  const saved = savedOf(incoming.session, now)
  const hold = (held: HeldFile) => withHeld(held, ids, incoming, services)
  const [entry, other] = to
  if (entry === undefined) return { replies: [{ text: t('activity.gone') }] }
  if (other !== undefined)
    return {
      replies: [
        {
          text: t('activity.which-entry'),
          buttons: to.map(one => [
            {
              label: `${one.code ?? t('activity.draft')} ${t(`activity.forms.${one.form ?? 'other'}`)}`,
              value: `ev:for:${one.id}`,
            },
          ]),
        },
      ],
      session: hold({ file, ids }),
    }
  if (!sure) {
    const before = await repositories.evidence.usedBefore({ originalSha256: file.original, look: file.look })
    if (before?.activity === entry.id)
      return { replies: [{ text: t('activity.file-twice') }], session: incoming.session }
    if (before !== undefined) return await doubt({ file, ids }, before.activity, hold, services)
  }
  const evidence = await attach(file, entry, incoming, services)
  const more =
    saved !== undefined &&
    saved.album !== null &&
    saved.album === sent.albumId &&
    saved.ids.includes(entry.id)
  const session =
    cardOf(incoming.session) === undefined
      ? withSaved(incoming.session, ids, now, { album: sent.albumId ?? null })
      : incoming.session
  const missing = await missingOf(entry, services)
  const duty = await dutyOf(entry, services)
  const pieces = duty?.each === true && file.kind !== 'photo' ? missing : []
  const stored = await repositories.evidence.byId(evidence)
  const unnamed = duty?.each === true && stored?.piece === null
  if (more && !unnamed) return { replies: [], session }
  const done = t(sent.albumId === undefined ? `activity.attached.${file.kind}` : 'activity.attached.album', {
    code: entry.code ?? t('activity.draft'),
  })
  const rest =
    missing.length === 0
      ? t('activity.nothing-missing')
      : t('activity.missing', { pieces: missing.join(', ') })
  const buttons: Button[][] =
    unnamed && pieces.length > 0
      ? pieces.map(piece => [{ label: piece, value: `ev:piece:${evidence}:${duty.pieces.indexOf(piece)}` }])
      : []
  return {
    replies: [
      {
        text:
          buttons.length > 0
            ? `${done}\n${t('activity.which-piece')}`
            : `${done}\n${duty === null ? '' : rest}`.trim(),
        ...(buttons.length > 0
          ? { buttons: [...buttons, [{ label: t('activity.other-piece'), value: `ev:piece:${evidence}:-` }]] }
          : {}),
      },
    ],
    session,
    origin: originOfActivities([entry.id]),
  }
}

const withHeld = (
  held: HeldFile,
  ids: readonly number[],
  { session }: Incoming,
  { now }: Services,
): NonNullable<Outcome['session']> => {
  const card = cardOf(session)
  return card === undefined
    ? withSaved(session, ids, now, { held })
    : withCard(session, { ...card, held }, now)
}
