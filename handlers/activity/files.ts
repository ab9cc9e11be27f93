/** Photos, files, voice notes and links that officers send: evidence of the card or entry they belong to. */
import type { IncomingFile } from '../../bot/chat.ts'
import { maskPersonal } from '../../content/personal-data.ts'
import { dayOf, showDay } from '../../content/vietnam-time.ts'
import type { FetchedFile, Handler, Incoming, Outcome, Services } from '../handler.ts'
import { otherContent } from '../other-content.ts'
import { type Card, cardForm, cardOf, type PendingFile, savedForm, savedOf, withCard } from './card.ts'
import { type Desk, openDesk, parse } from './desk.ts'
import { newCard, proceed } from './entering.ts'
import { doubt, entriesFor, give, repliedTo } from './give-evidence.ts'
import { begin } from './record.ts'
import { recordLine } from './wording.ts'

/** Whom files without a word are taken from, and where. */
export const isForActivities = ({ update, contact, session }: Incoming): boolean =>
  update.content.kind === 'file' &&
  update.chat === 'private' &&
  contact.role !== 'resident' &&
  (session.form === undefined || session.form.name === cardForm || session.form.name === savedForm)

const aCommand = /^\s*\/(ghi|hotro)(?:@\w+)?\s*/i

export const receiveFile: Handler = async (incoming, services) => {
  const { update, file, session, text } = incoming
  if (update.content.kind !== 'file' || file === undefined) return await otherContent(incoming, services)
  if (file.kind === 'refused') return refused(file.reason, services)
  const desk = await openDesk(incoming, services)
  const sent = update.content.file
  const pending = pendingOf(sent, file, incoming)
  const answered = await repliedTo(incoming, services, desk)
  if (answered.length > 0) return await give(pending, answered, sent, incoming, services)
  const command = aCommand.exec(text)
  const card = cardOf(session)
  if (
    command !== null ||
    (text !== '' && tellsNewWork(text, desk) && (card === undefined || card.items.length === 0))
  )
    return await begin(
      command?.[1]?.toLowerCase() === 'hotro' ? 'help' : 'log',
      text.replace(aCommand, ''),
      incoming,
      services,
      { files: [...(card?.items.length === 0 ? card.files : []), pending], album: sent.albumId ?? null },
    )
  if (card !== undefined) return await addToCard(card, pending, sent, incoming, services, desk)
  const saved = savedOf(session, services.now)
  if (saved !== undefined) {
    const known = await entriesFor(saved.ids, incoming, services, desk)
    if (known.length > 0) return await give(pending, known, sent, incoming, services)
  }
  if (sent.kind === 'voice') return { replies: [{ text: services.t('other.voice') }] }
  return await askWhich(pending, sent, incoming, services)
}

const tellsNewWork = (text: string, desk: Desk): boolean => {
  const parsed = parse(text, desk)
  return parsed.kind === 'activities' && parsed.activities.every(({ needs }) => needs.length === 0)
}

const refused = (reason: Extract<FetchedFile, { kind: 'refused' }>['reason'], { t }: Services): Outcome => ({
  replies: [{ text: t(`activity.file-refused.${reason}`) }],
})

const pendingOf = (
  sent: IncomingFile,
  { file }: Extract<FetchedFile, { kind: 'stored' }>,
  { update, text }: Incoming,
): PendingFile => ({
  // A picture sent "as a file" is a picture all the same.
  kind: file.mimeType.startsWith('image/') ? 'photo' : sent.kind === 'photo' ? 'document' : sent.kind,
  sha256: file.sha256,
  original: file.original,
  look: file.look,
  name: sent.name === undefined ? null : maskPersonal(sent.name).text.slice(0, 120),
  mimeType: file.mimeType,
  size: file.size,
  messageRef: update.messageRef ?? null,
  caption: maskPersonal(text).text.slice(0, 200),
  item: 0,
})

/** Silent for the second picture of an album on: one word is enough for all. */
const isMore = (album: string | null, sent: IncomingFile): boolean => album !== null && sent.albumId === album

const addToCard = async (
  card: Card,
  pending: PendingFile,
  sent: IncomingFile,
  incoming: Incoming,
  services: Services,
  desk: Desk,
): Promise<Outcome> => {
  const { t, now, repositories } = services
  if (card.files.some(({ original }) => original === pending.original))
    return { replies: [{ text: t('activity.file-twice') }], session: incoming.session }
  const before = await repositories.evidence.usedBefore({
    originalSha256: pending.original,
    look: pending.look,
  })
  if (before !== undefined)
    return await doubt(
      { file: pending, ids: [] },
      before.activity,
      held => withCard(incoming.session, { ...card, held }, now),
      services,
    )
  const next: Card = { ...card, files: [...card.files, pending], album: sent.albumId ?? null }
  if (isMore(card.album, sent)) return { replies: [], session: withCard(incoming.session, next, now) }
  if (card.items.length === 0)
    return { replies: [{ text: t('activity.file-kept') }], session: withCard(incoming.session, next, now) }
  if (card.asking !== null)
    return { replies: [{ text: t('activity.file-kept') }], session: withCard(incoming.session, next, now) }
  return await proceed(next, incoming, services, desk)
}

/** A file without a word: one of today's entries, or the start of a new one. */
const askWhich = async (
  file: PendingFile,
  sent: IncomingFile,
  incoming: Incoming,
  services: Services,
): Promise<Outcome> => {
  const { repositories, t, now } = services
  const recent = await repositories.activities.list(
    { person: incoming.contact.person, states: ['submitted', 'approved', 'rejected'], kind: 'log' },
    { limit: 4 },
  )
  const card = newCard(
    [],
    'log',
    { files: [file], album: sent.albumId ?? null, held: { file, ids: recent.map(({ id }) => id) } },
    services,
  )
  return {
    replies: [
      {
        text: [
          t('activity.whose-file', { day: showDay(dayOf(now)) }),
          ...recent.map(entry => `- ${recordLine(entry, t)}`),
        ].join('\n'),
        buttons: [
          ...recent.map(entry => [{ label: entry.code ?? '', value: `ev:for:${entry.id}` }]),
          [{ label: t('activity.new-entry'), value: 'ev:new' }],
          [{ label: t('activity.file-drop'), value: `act:${card.id}:cancel` }],
        ],
      },
    ],
    session: withCard(incoming.session, card, now),
  }
}
