/** /phananh: feedback in one message, or asked for step by step; ends with a code. Names are never asked to be given. */
import { z } from 'zod'
import type { Button } from '../../bot/chat.ts'
import { fold } from '../../content/language/unicode.ts'
import { maskPersonal } from '../../content/personal-data.ts'
import type { ResidentCase } from '../../storage/repositories/cases.ts'
import { answerReply } from '../ask/answer-reply.ts'
import { entryById } from '../ask/context.ts'
import { attachmentOf, keepFile, mostFiles, mostShown } from '../cases/case-files.ts'
import { dueOf, dueText } from '../cases/due.ts'
import { openNamed } from '../cases/find-case.ts'
import { addResidentWords, maskedNote, showToStaff } from '../cases/hand-off.ts'
import { hasStaff, log } from '../cases/people.ts'
import { offerPhone, sealPhone, withoutPhone } from '../cases/phone.ts'
import type { Handler, Incoming, Outcome, Services } from '../handler.ts'
import { topicLifeMs } from '../session.ts'
import { feedbackKinds, kindOf, lawfulPath } from './kinds.ts'

const formName = 'feedback'
/** A form left alone this long is no longer meant. */
const formLifeMs = 60 * 60 * 1000
const longestShort = 120

const formSchema = z.object({
  step: z.enum(['kind', 'text', 'place', 'name', 'path']),
  kind: z.enum(feedbackKinds).optional(),
  /** Masked. */
  text: z.string().optional(),
  place: z.string().optional(),
  name: z.string().optional(),
  /** Rows of files sent meanwhile. */
  files: z.array(z.number()).optional(),
  /** A phone number in the text, sealed, about which the resident is asked. */
  phone: z.string().optional(),
})
type Form = z.infer<typeof formSchema>

const formOf = ({ session, update }: Incoming): Form | undefined => {
  const { form } = session
  if (form?.name !== formName) return undefined
  if (new Date(update.at).getTime() - new Date(form.at).getTime() > formLifeMs) return undefined
  const parsed = formSchema.safeParse(form.data)
  return parsed.success ? parsed.data : undefined
}

const skip = (t: Services['t']): Button[][] => [[{ label: t('feedback.skip'), value: 'pa:skip' }]]

const askFor = (
  form: Form,
  { session }: Incoming,
  { t, now }: Services,
  note: Outcome['replies'] = [],
): Outcome => {
  const buttons: Button[][] =
    form.step === 'kind'
      ? feedbackKinds.map(kind => [{ label: t(`feedback.kinds.${kind}`), value: `pa:kind:${kind}` }])
      : form.step === 'text'
        ? []
        : skip(t)
  return {
    replies: [...note, { text: t(`feedback.ask.${form.step}`), ...(buttons.length > 0 ? { buttons } : {}) }],
    session: { ...session, form: { name: formName, data: form, at: now.toISOString() } },
    // A house number must not pick a button; kinds may be picked by number.
    labelsOnly: form.step !== 'kind',
  }
}

const withoutForm = ({ session }: Incoming): Incoming['session'] => {
  const { form: _done, ...rest } = session
  return rest
}

/** The way the law gives such a matter, with a button for those who want the ward to read it all the same. */
const showPath = (
  form: Form,
  entryId: string,
  incoming: Incoming,
  services: Services,
): Outcome | undefined => {
  const entry = entryById(services, entryId)
  if (entry === undefined) return undefined
  const { t, now } = services
  return {
    replies: [
      answerReply(entry, { lead: t('feedback.path') }, services),
      { text: t('feedback.path-still'), buttons: [[{ label: t('feedback.still'), value: 'pa:still' }]] },
    ],
    session: {
      ...incoming.session,
      form: { name: formName, data: { ...form, step: 'path' }, at: now.toISOString() },
    },
    labelsOnly: true,
  }
}

const receive = async (form: Form, incoming: Incoming, services: Services): Promise<Outcome> => {
  const { repositories, t, library, now } = services
  const { contact } = incoming
  const text = form.text ?? ''
  const item = await repositories.cases.open(
    {
      letter: 'P',
      contact: contact.id,
      withBot: true,
      feedbackKind: form.kind ?? kindOf(text),
      place: form.place ?? null,
      personName: form.name ?? null,
    },
    now,
  )
  await log('case.open', item.code, `contact:${contact.id}`, services)
  await addResidentWords(item, text, incoming, services)
  await repositories.caseFiles.bind(form.files ?? [], { case: item.id, contact: contact.id })
  return {
    replies: [
      { text: t('feedback.received', { code: item.code, due: dueText(dueOf(library, now), t) }) },
      ...(await offerPhone(item, form.phone, services)),
    ],
    session: withoutForm(incoming),
    also: await withFiles(await showToStaff(item.code, undefined, services), item, services),
  }
}

/** What officers are shown first comes with its pictures. */
const withFiles = async (
  shown: NonNullable<Outcome['also']>,
  item: ResidentCase,
  services: Services,
): Promise<NonNullable<Outcome['also']>> => {
  const files = (await services.repositories.caseFiles.of(item.id)).slice(0, mostShown)
  if (files.length === 0) return shown
  const attachments = files.map(file => attachmentOf(file, item.code, services))
  return shown.map(one => ({ ...one, replies: one.replies.map(reply => ({ ...reply, attachments })) }))
}

/** Words in hand: an alarm or the lawful path comes first. */
const take = async (
  form: Form,
  said: string,
  whole: boolean,
  incoming: Incoming,
  services: Services,
): Promise<Outcome> => {
  const { engine, t } = services
  const { text, found } = maskPersonal(said)
  const sealed = sealPhone(said, services)
  const note = maskedNote(withoutPhone(found, sealed), services)
  const decision = engine.understand(text)
  const alarm =
    decision.kind === 'danger' && decision.danger !== 'scam'
      ? [{ text: `${t(`danger.${decision.danger}`)}\n${t('danger.not-an-emergency-line')}` }]
      : []
  const filled: Form = {
    ...form,
    text,
    kind: form.kind ?? kindOf(text),
    step: 'place',
    ...(sealed === undefined ? {} : { phone: sealed }),
  }
  const path = lawfulPath(text)
  const shown = path === undefined ? undefined : showPath(filled, path, incoming, services)
  const outcome =
    shown ?? (whole ? await receive(filled, incoming, services) : askFor(filled, incoming, services))
  return { ...outcome, replies: [...alarm, ...note, ...outcome.replies] }
}

/** /phananh, or /phananh with everything in one message. Where nobody would read it: the other ways to send it. */
export const feedback: Handler = async (incoming, services) => {
  const { t } = services
  if (!(await hasStaff(services))) {
    const entry = entryById(services, 'feedback.submit')
    return {
      replies: [
        entry === undefined
          ? { text: t('feedback.nobody') }
          : answerReply(entry, { lead: t('feedback.nobody') }, services),
      ],
    }
  }
  const said = incoming.command?.args ?? incoming.text.replace(aCommand, '')
  // "/phananh P12": how it stands.
  if (aCode.test(said)) return await openNamed({ ...incoming, text: said }, services)
  const kept = await keepFile(null, 'resident', incoming, services)
  const note = kept.kind === 'refused' ? [{ text: kept.text }] : []
  const files = kept.kind === 'kept' ? { files: [kept.id] } : {}
  if (said === '') return askFor({ step: 'kind', ...files }, incoming, services, note)
  const outcome = await take({ step: 'text', ...files }, said, true, incoming, services)
  return { ...outcome, replies: [...note, ...outcome.replies] }
}

const aCode = /^p ?[-.]? ?\d{1,5}[.! ]*$/i
const aCommand = /^\s*\/phananh(?:@\w+)?\s*/i

/** A picture sent with "/phananh …" under it. */
export const beginsWithPicture = ({ update, text }: Incoming): boolean =>
  update.chat === 'private' && update.content.kind === 'file' && aCommand.test(text)

/** Pictures, files and places while the form is open, whatever it asks for just then. */
export const addsToFeedback = (incoming: Incoming): boolean =>
  incoming.update.chat === 'private' &&
  (incoming.update.content.kind === 'file' || incoming.update.content.kind === 'location') &&
  formOf(incoming) !== undefined

export const addToFeedback: Handler = async (incoming, services) => {
  const form = formOf(incoming)
  const { t } = services
  if (form === undefined) return { replies: [{ text: t('feedback.gone') }] }
  const { content } = incoming.update
  if (content.kind === 'location') {
    const place = t('cases.location', {
      at: `${content.latitude.toFixed(5)},${content.longitude.toFixed(5)}`,
    })
    return form.step === 'place'
      ? askFor({ ...form, place, step: 'name' }, incoming, services)
      : askFor({ ...form, place }, incoming, services)
  }
  const before = form.files ?? []
  if (before.length >= mostFiles)
    return { replies: [{ text: t('cases.file-refused.many', { most: mostFiles }) }] }
  const kept = await keepFile(null, 'resident', incoming, services)
  if (kept.kind !== 'kept')
    return askFor(form, incoming, services, kept.kind === 'refused' ? [{ text: kept.text }] : [])
  const next = { ...form, files: [...before, kept.id] }
  // Words under a picture are the matter itself, when that is what is asked for.
  if (form.step === 'text' && incoming.text !== '')
    return await take(next, incoming.text, false, incoming, services)
  const more = before.length > 0
  const asked = askFor(next, incoming, services, more ? [] : [{ text: t('feedback.file-kept') }])
  return more ? { ...asked, replies: [] } : asked
}

export const fillsFeedback = (incoming: Incoming): boolean =>
  incoming.update.chat === 'private' &&
  incoming.update.content.kind === 'text' &&
  incoming.pressed === undefined &&
  !incoming.text.startsWith('/') &&
  !['kind', 'path'].includes(formOf(incoming)?.step ?? 'kind')

const skips = /^(?:bo qua|khong|ko|k|skip|khong ghi|an danh|giau ten)[.! ]*$/

const next = async (
  form: Form,
  value: string | undefined,
  incoming: Incoming,
  services: Services,
): Promise<Outcome> => {
  const kept = value === undefined ? undefined : maskPersonal(value).text.slice(0, longestShort)
  if (form.step === 'place')
    return askFor(
      { ...form, ...(kept === undefined ? {} : { place: kept }), step: 'name' },
      incoming,
      services,
    )
  return await receive({ ...form, ...(kept === undefined ? {} : { name: kept }) }, incoming, services)
}

export const fillFeedback: Handler = async (incoming, services) => {
  const form = formOf(incoming)
  if (form === undefined) return { replies: [{ text: services.t('feedback.gone') }] }
  if (form.step === 'text') return await take(form, incoming.text, false, incoming, services)
  return await next(form, skips.test(fold(incoming.text)) ? undefined : incoming.text, incoming, services)
}

/** A message with so many words tells the matter itself, not only that there is one. */
const tellingWords = 7

/** `pa:new`: the form, with what was just said when that already tells the matter. */
const begin: Handler = async (incoming, services) => {
  const { topic } = incoming.session
  const said = topic?.asked ?? ''
  const fresh = services.now.getTime() - new Date(topic?.at ?? 0).getTime() <= topicLifeMs
  return fresh && said.split(/\s+/).length >= tellingWords && kindOf(said) !== 'other'
    ? await take({ step: 'text' }, said, false, incoming, services)
    : askFor({ step: 'kind' }, incoming, services)
}

/** `pa:new`, `pa:kind:<kind>`, `pa:skip`, `pa:still` */
export const pressFeedback: Handler = async (incoming, services) => {
  const form = formOf(incoming)
  const [what, value] = incoming.pressed?.args ?? []
  if (what === 'new') return await begin(incoming, services)
  if (form === undefined) return { replies: [{ text: services.t('feedback.gone') }] }
  if (what === 'kind') {
    const kind = feedbackKinds.find(candidate => candidate === value)
    return askFor({ ...form, step: 'text', ...(kind === undefined ? {} : { kind }) }, incoming, services)
  }
  if (what === 'still') return await receive(form, incoming, services)
  return form.step === 'place' || form.step === 'name'
    ? await next(form, undefined, incoming, services)
    : askFor(form, incoming, services)
}
