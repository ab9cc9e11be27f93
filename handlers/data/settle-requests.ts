/** /yeucau: the officer in charge of personal data sees what is open, answers, and closes with a note the resident reads. */
import { plain } from '../../bot/chat.ts'
import { maskPersonal } from '../../content/personal-data.ts'
import { addDays, dayOf, instantOf } from '../../content/vietnam-time.ts'
import type { DataRequest } from '../../storage/repositories/data-requests.ts'
import type { Handler, Incoming, Outcome, Services } from '../handler.ts'
import { at, carryOutDays, dayEnds, mayClose, requestLine, requestOrigin } from './requests.ts'

const closing = /^(d\d{1,9})\s*[:,-]?\s*([\s\S]*)$/i

/** What says that it is under way: the request stays open. */
const underWay = /^(?:đang làm|dang lam|đang xử lý|dang xu ly)\s*[:,.-]?\s*([\s\S]*)$/i

/**
 * /yeucau: what is open; "/yeucau D3 đã gửi bản sao" closes with that note, "/yeucau D3 đang làm: …" answers and leaves it
 * open. For the officer in charge and admins.
 */
export const dataRequests: Handler = async (incoming, services) => {
  const { repositories, t } = services
  const { contact, command } = incoming
  if (!(await mayClose(contact, services))) return { replies: [{ text: t('privacy.request.not-yours') }] }
  const [, code, note = ''] = closing.exec((command?.args ?? '').trim()) ?? []
  const [, interim] = underWay.exec(note.trim().normalize('NFC')) ?? []
  if (code !== undefined && interim !== undefined && interim !== '')
    return await answerFirst(code, interim, incoming, services)
  if (code !== undefined && note.trim() !== '' && interim === undefined)
    return await close(code, note, incoming, services)
  if (code !== undefined)
    return { replies: [{ text: t('privacy.request.note-first', { code: code.toUpperCase() }) }] }
  const open = await repositories.dataRequests.openOnes()
  if (open.length === 0) return { replies: [{ text: t('privacy.request.none') }] }
  for (const request of open) await noteSeen(request, incoming, services)
  const lines: string[] = []
  for (const request of open) lines.push(await requestLine(request, t, services))
  return {
    replies: [
      { text: [t('privacy.request.open'), ...lines, t('privacy.request.how', { code: 'D…' })].join('\n\n') },
    ],
  }
}

const noteSeen = (
  request: DataRequest,
  { contact }: Incoming,
  { repositories, now }: Services,
): Promise<void> =>
  repositories.audit.add(
    { actor: `contact:${contact.id}`, action: 'data.request-see', subject: requestOrigin(request.code) },
    now,
  )

const noteAction = (
  action: 'data.request-answer' | 'data.request-close',
  { code, kind, dueAt }: DataRequest,
  { contact }: Incoming,
  { repositories, now }: Services,
): Promise<void> =>
  repositories.audit.add(
    {
      actor: `contact:${contact.id}`,
      action,
      subject: requestOrigin(code),
      detail: { kind, inTime: now <= dueAt },
    },
    now,
  )

/** What the officer wrote, to the resident in their own language. */
const tellResident = async (
  request: DataRequest,
  sentence: string,
  values: Readonly<Record<string, string>>,
  services: Services,
): Promise<NonNullable<Outcome['also']>> => {
  const resident = await services.repositories.contacts.byId(request.contact)
  return resident === undefined
    ? []
    : [{ to: resident.conversation, replies: [{ text: services.in(resident.locale)(sentence, values) }] }]
}

/** `data:close:D3`: a request is closed with words, not with a tap. */
export const askNote: Handler = async ({ pressed }, { t }) => ({
  replies: [{ text: t('privacy.request.note-first', { code: pressed?.args[1] ?? 'D…' }) }],
})

/** Answered in time, done later: the resident reads the words, and the clock of carrying it out begins. */
const answerFirst = async (
  code: string,
  said: string,
  incoming: Incoming,
  services: Services,
): Promise<Outcome> => {
  const { repositories, t, now } = services
  const request = await repositories.dataRequests.byCode(code)
  if (request === undefined)
    return { replies: [{ text: t('privacy.request.unknown', { code: plain(code) }) }] }
  if (request.closedAt !== null)
    return { replies: [{ text: t('privacy.request.closed-already', { code: request.code }) }] }
  const latest = instantOf(addDays(dayOf(request.openedAt), carryOutDays), dayEnds)
  const due = request.dueAt < latest ? latest : request.dueAt
  // Nobody is promised a day that is over.
  if (due <= now)
    return { replies: [{ text: t('privacy.request.overdue', { code: request.code, due: at(due) }) }] }
  if (request.dueAt < due) {
    const half = new Date((now.getTime() + due.getTime()) / 2)
    await repositories.dataRequests.carryOutBy(request.id, { half, due })
  }
  await noteAction('data.request-answer', request, incoming, services)
  const values = { code: request.code, due: at(due) }
  return {
    replies: [{ text: t('privacy.request.under-way', values) }],
    also: await tellResident(
      request,
      'privacy.request.under-way-resident',
      { ...values, note: plain(said) },
      services,
    ),
  }
}

const close = async (
  code: string,
  said: string,
  incoming: Incoming,
  services: Services,
): Promise<Outcome> => {
  const { repositories, t, now } = services
  const request = await repositories.dataRequests.byCode(code)
  if (request === undefined)
    return { replies: [{ text: t('privacy.request.unknown', { code: plain(code) }) }] }
  const note = said.trim()
  const done = await repositories.dataRequests.close(
    request.id,
    incoming.contact.id,
    maskPersonal(note).text,
    now,
  )
  if (!done) return { replies: [{ text: t('privacy.request.closed-already', { code: request.code }) }] }
  await noteAction('data.request-close', request, incoming, services)
  return {
    replies: [{ text: t('privacy.request.closed', { code: request.code }) }],
    also: await tellResident(
      request,
      'privacy.request.answer',
      { code: request.code, note: plain(note) },
      services,
    ),
  }
}
