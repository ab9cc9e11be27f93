/** Photos, files, recordings and places in cases: kept bound to the case and passed to the other side. */
import { type Attachment, type IncomingFile, plain } from '../../bot/chat.ts'
import { maskPersonal } from '../../content/personal-data.ts'
import type { StoredFile } from '../../storage/evidence-store.ts'
import type { CaseFile } from '../../storage/repositories/case-files.ts'
import type { ResidentCase } from '../../storage/repositories/cases.ts'
import type { Incoming, Outcome, Services } from '../handler.ts'
import { addResidentWords, passReply } from './hand-off.ts'
import { listenersOf, log, toEach } from './people.ts'

/** More would hide the matter rather than show it. */
export const mostFiles = 20
/** As many are shown at once; Telegram's albums hold ten. */
export const mostShown = 10
/** Pictures of one album come within seconds: one word is enough for all. */
const albumMs = 20_000
const longestName = 80

/** A private chat's file, or one in the staff group that answers a case. */
export const hasFile = ({ update }: Pick<Incoming, 'update'>): boolean => update.content.kind === 'file'

export type Kept =
  | { readonly kind: 'kept'; readonly id: number; readonly file: Shown }
  | { readonly kind: 'refused'; readonly text: string }
  | { readonly kind: 'none' }

type Shown = Pick<CaseFile, 'kind' | 'sha256' | 'name' | 'mimeType'>

const kindOf = (sent: IncomingFile, { mimeType }: StoredFile): CaseFile['kind'] =>
  mimeType.startsWith('image/') ? 'photo' : sent.kind === 'photo' ? 'document' : sent.kind

/** Notes the file of this message. @param to its case; null while a form is being filled */
export const keepFile = async (
  to: ResidentCase | null,
  side: CaseFile['side'],
  { update, file, contact }: Incoming,
  { repositories, t, now }: Services,
): Promise<Kept> => {
  if (update.content.kind !== 'file') return { kind: 'none' }
  if (file === undefined || file.kind === 'refused')
    return { kind: 'refused', text: t(`cases.file-refused.${file?.reason ?? 'unavailable'}`) }
  if (to !== null && (await repositories.caseFiles.of(to.id)).length >= mostFiles)
    return { kind: 'refused', text: t('cases.file-refused.many', { most: mostFiles }) }
  const sent = update.content.file
  const kept = {
    side,
    kind: kindOf(sent, file.file),
    sha256: file.file.sha256,
    name: sent.name === undefined ? null : maskPersonal(sent.name).text.slice(0, longestName),
    mimeType: file.file.mimeType,
    size: file.file.size,
  }
  const id = await repositories.caseFiles.add({ ...kept, case: to?.id ?? null, contact: contact.id }, now)
  return { kind: 'kept', id, file: kept }
}

/** A file that came where it may not: it is not kept. */
export const discardFile = async (incoming: Incoming, services: Services): Promise<void> => {
  const kept = await keepFile(null, 'resident', incoming, services)
  if (kept.kind === 'kept') await services.repositories.caseFiles.doom(kept.id, services.now)
}

const endings: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'application/pdf': 'pdf',
  'audio/ogg': 'ogg',
  'audio/mpeg': 'mp3',
  'video/mp4': 'mp4',
}

export const attachmentOf = (file: Shown, code: string, { files }: Pick<Services, 'files'>): Attachment => {
  const ending = endings[file.mimeType]
  return {
    kind: file.kind === 'photo' ? 'photo' : 'document',
    path: files.pathOf(file.sha256),
    name:
      file.kind !== 'photo' && file.name !== null
        ? file.name
        : `${code}${ending === undefined ? '' : `.${ending}`}`,
    mimeType: file.mimeType,
  }
}

/** What a resident sends into their case besides words: passed on to its officers, with a word that it was. */
export const passContent = async (
  item: ResidentCase,
  incoming: Incoming,
  services: Services,
): Promise<Outcome> => {
  const { update, text } = incoming
  const { repositories, t, now } = services
  const { content } = update
  if (content.kind === 'location') {
    const words = t('cases.location', {
      at: `${content.latitude.toFixed(5)},${content.longitude.toFixed(5)}`,
    })
    await addResidentWords(item, words, incoming, services)
    return {
      replies: [{ text: t('cases.location-passed', { code: item.code }) }],
      also: await passReply(item, words, [], incoming, services),
      labelsOnly: true,
    }
  }
  if (content.kind !== 'file') return { replies: [{ text: t('cases.only-text') }], labelsOnly: true }
  const before = await repositories.caseFiles.newestBy(item.id, incoming.contact.id)
  const kept = await keepFile(item, 'resident', incoming, services)
  if (kept.kind !== 'kept')
    return { replies: kept.kind === 'refused' ? [{ text: kept.text }] : [], labelsOnly: true }
  await log('case.file', item.code, `contact:${incoming.contact.id}`, services, { kind: kept.file.kind })
  const words = text === '' ? t(`cases.sent.${kept.file.kind}`) : text
  const found = await addResidentWords(item, words, incoming, services)
  const more = before !== undefined && now.getTime() - before.at.getTime() < albumMs && text === ''
  return {
    replies: more
      ? []
      : [
          {
            text: t(kept.file.kind === 'voice' ? 'cases.voice-passed' : 'cases.file-passed', {
              code: item.code,
            }),
            buttons: [[{ label: t('cases.button.unfile'), value: `case:unfile:${item.code}` }]],
          },
          ...(found.length > 0
            ? [
                {
                  text: t('privacy.masked', {
                    what: found.map(kind => t(`privacy.kinds.${kind}`)).join(', '),
                  }),
                },
              ]
            : []),
        ],
    also: await passReply(
      item,
      maskPersonal(words).text,
      [attachmentOf(kept.file, item.code, services)],
      incoming,
      services,
    ),
    labelsOnly: true,
  }
}

/** `case:unfile:<code>`: the resident takes their newest file back. */
export const takeBackFile = async (
  item: ResidentCase,
  { contact }: Incoming,
  services: Services,
): Promise<Outcome> => {
  const { repositories, t, now } = services
  const newest = await repositories.caseFiles.newestBy(item.id, contact.id)
  if (newest === undefined) return { replies: [{ text: t('cases.unfiled-none') }], labelsOnly: true }
  await repositories.caseFiles.doom(newest.id, now)
  await log('case.unfile', item.code, `contact:${contact.id}`, services)
  return {
    replies: [{ text: t('cases.unfiled', { code: item.code }) }],
    labelsOnly: true,
    also: toEach(item.code, await listenersOf(item, services), there => ({
      text: there('cases.unfiled-staff', { code: item.code }),
    })),
  }
}

/** `case:files:<code>`: all that was sent, newest last. The caller has made sure that an officer asks. */
export const showFiles = async (
  item: ResidentCase,
  { contact }: Incoming,
  services: Services,
): Promise<Outcome> => {
  const files = await services.repositories.caseFiles.of(item.id)
  if (files.length === 0) return { replies: [{ text: services.t('cases.no-files', { code: item.code }) }] }
  await log('case.files', item.code, `contact:${contact.id}`, services, { files: files.length })
  return {
    replies: files.slice(-mostShown).map(file => ({
      text: services.t('cases.file-of', { code: item.code, name: plain(file.name ?? '') }).trim(),
      attachments: [attachmentOf(file, item.code, services)],
    })),
    labelsOnly: true,
  }
}
