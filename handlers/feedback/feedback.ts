/** /phananh: feedback in one message, or asked for step by step; ends with a code. Names are never asked to be given. */
import { z } from 'zod'
import type { Button } from '../../bot/chat.ts'
import { fold } from '../../content/language/unicode.ts'
import { maskPersonal } from '../../content/personal-data.ts'
import { answerReply } from '../ask/answer-reply.ts'
import { entryById } from '../ask/context.ts'
import { dueOf, dueText } from '../cases/due.ts'
import { addResidentWords, maskedNote, showToStaff } from '../cases/hand-off.ts'
import { hasStaff, log } from '../cases/people.ts'
import type { Handler, Incoming, Outcome, Services } from '../handler.ts'
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
  return {
    replies: [{ text: t('feedback.received', { code: item.code, due: dueText(dueOf(library, now), t) }) }],
    session: withoutForm(incoming),
    also: await showToStaff(item.code, undefined, services),
  }
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
  const note = maskedNote(found, services)
  const decision = engine.understand(text)
  const alarm =
    decision.kind === 'danger' && decision.danger !== 'scam'
      ? [{ text: `${t(`danger.${decision.danger}`)}\n${t('danger.not-an-emergency-line')}` }]
      : []
  const filled: Form = { ...form, text, kind: form.kind ?? kindOf(text), step: 'place' }
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
  const said = incoming.command?.args ?? ''
  return said === ''
    ? askFor({ step: 'kind' }, incoming, services)
    : await take({ step: 'text' }, said, true, incoming, services)
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

/** `pa:kind:<kind>`, `pa:skip`, `pa:still` */
export const pressFeedback: Handler = async (incoming, services) => {
  const form = formOf(incoming)
  const [what, value] = incoming.pressed?.args ?? []
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
