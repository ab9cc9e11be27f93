/** /napkehoach: a lead or admin hands in the ward's plan and confirms what was read; an admin puts it into force. */
import { plain, type Reply } from '../../bot/chat.ts'
import { addLine, isAdded } from '../../content/plan/review/add-line.ts'
import { editItem, type Field } from '../../content/plan/review/fields.ts'
import type { ReviewItem } from '../../content/plan/review/items.ts'
import { currentItem, progressOf, type Review, reviewSchema } from '../../content/plan/review/review.ts'
import { dayOf } from '../../content/vietnam-time.ts'
import type { StoredReview } from '../../storage/repositories/plan-reviews.ts'
import { leadRoles } from '../commands.ts'
import type { Handler, Incoming, Outcome, Services } from '../handler.ts'
import type { Session } from '../session.ts'
import { applyReview } from './apply.ts'
import { awaitingFile, openForm, typing, withForm, withoutForm } from './form.ts'
import {
  askLineReply,
  askReply,
  fieldsReply,
  itemReply,
  outlookOf,
  outlookReply,
  resumeButtons,
} from './pages.ts'
import { stepOf } from './steps.ts'

const say = (text: string, session?: Session): Outcome => ({
  replies: [{ text }],
  ...(session === undefined ? {} : { session }),
})

interface UnderWay {
  readonly stored: StoredReview
  readonly review: Review
}

/** The open review, as it was left; undefined while none is, or it is of an older program. */
const openReview = async ({ repositories }: Services): Promise<UnderWay | undefined> => {
  const stored = await repositories.planReviews.underWay()
  const { data } = reviewSchema.safeParse(stored?.review)
  return stored === undefined || data === undefined ? undefined : { stored, review: data }
}

/** `/napkehoach`: asks for the file, or shows where the review was left. */
export const planReview: Handler = async (incoming, services) => {
  const { t } = services
  const open = await openReview(services)
  if (open === undefined) {
    const waiting = await services.repositories.planReviews.underWay()
    return say(
      waiting?.state === 'reading'
        ? t('planReview.reading', { name: plain(waiting.name) })
        : t('planReview.ask-file'),
      withForm(incoming.session, awaitingFile, services.now),
    )
  }
  const { n, of, decided } = progressOf(open.review)
  // Everything is decided: whoever may apply it sees at once what it changes.
  if (n === 0) return await show(open, incoming, services)
  return {
    replies: [
      {
        text: t('planReview.ask-file-open', { name: plain(open.stored.name), decided, of }),
        buttons: resumeButtons(open.review, t),
      },
    ],
    session: withForm(incoming.session, awaitingFile, services.now),
  }
}

/** A file while one is awaited, from who may hand it in. */
export const handsInPlan = (incoming: Incoming): boolean =>
  incoming.update.content.kind === 'file' &&
  leadRoles.includes(incoming.contact.role) &&
  (openForm(incoming)?.mode === 'file' || /^\/napkehoach\b/i.test(incoming.text))

/** Photos are answered without being fetched. */
export const fetchesPlan = (incoming: Incoming): boolean =>
  handsInPlan(incoming) &&
  incoming.update.content.kind === 'file' &&
  incoming.update.content.file.kind === 'document'

export const takePlan: Handler = async (incoming, services) => {
  const { t, repositories, now, code } = services
  const { content } = incoming.update
  if (content.kind !== 'file' || content.file.kind !== 'document') return say(t('planReview.photo'))
  const { file } = incoming
  if (file === undefined || file.kind === 'refused')
    return say(
      t(
        file?.reason === 'type'
          ? 'planDocument.problem.unknown-type'
          : file?.reason === 'too-large' || file?.reason === 'empty'
            ? `planDocument.problem.${file.reason}`
            : 'planReview.refused-file',
      ),
    )
  if (file.file.mimeType.startsWith('image/')) return say(t('planReview.photo'))
  const name = (content.file.name ?? t('planReview.field.title')).slice(0, 120)
  const id = await repositories.planReviews.receive(
    { code: code(4).toLowerCase(), contact: incoming.contact.id, name, sha256: file.file.sha256 },
    now,
  )
  await repositories.audit.add(
    {
      actor: `contact:${incoming.contact.id}`,
      action: 'plan.file',
      subject: `plan-review:${id}`,
      detail: { sha256: file.file.sha256 },
    },
    now,
  )
  return {
    ...say(t('planReview.reading', { name: plain(name) }), withoutForm(incoming.session)),
    queuedWork: true,
  }
}

/** The shown item, or the page of changes once all are decided; takes the place of the message that was tapped. */
const show = async ({ review }: UnderWay, incoming: Incoming, services: Services): Promise<Outcome> => {
  const { t, library, engine, repositories, now } = services
  const item = currentItem(review)
  const edit = incoming.pressed?.messageRef
  const reply: Reply =
    item === undefined
      ? outlookReply(review, await outlookOf(review, { library, engine }, repositories), {
          library,
          today: dayOf(now),
          isAdmin: incoming.contact.role === 'admin',
          t,
        })
      : itemReply(
          review,
          item,
          library.ward.units.map(({ name }) => name),
          t,
        )
  return {
    replies: [edit === undefined ? reply : { ...reply, edit }],
    session: withoutForm(incoming.session),
  }
}

/** Keeps the answer, then shows what comes next. */
const keep = async (
  { stored, review: before }: UnderWay,
  review: Review,
  incoming: Incoming,
  services: Services,
): Promise<Outcome> => {
  const { repositories, t, now } = services
  if (!(await repositories.planReviews.save(stored.id, review, incoming.contact.id, now)))
    return say(t('planReview.old-button'))
  const shown = await show({ stored, review }, incoming, services)
  const finished = currentItem(review) === undefined && incoming.contact.role !== 'admin'
  // A line added to a finished review was told with it.
  const news = Object.keys(review.decisions).some(id => !(id in before.decisions) && !isAdded(id))
  if (!finished || currentItem(before) === undefined || !news) return shown
  // A lead has seen everything: whoever may apply it hears of it.
  const admins = await repositories.contacts.withRole(['admin'])
  return {
    ...shown,
    also: admins.map(({ conversation, locale }) => ({
      to: conversation,
      replies: [
        {
          text: services.in(locale)('planReview.ready', { name: plain(stored.name) }),
          priority: 'notice' as const,
        },
      ],
    })),
  }
}

/** A tap on a page of the review; see `steps.ts` for the values. */
export const pressPlan: Handler = async (incoming, services) => {
  const { t, repositories, now, library } = services
  const [code, ...args] = incoming.pressed?.args ?? []
  const open = await openReview(services)
  if (open === undefined || open.review.id !== code) return say(t('planReview.old-button'))
  const step = stepOf(
    open.review,
    args,
    library.ward.units.map(({ name }) => name),
  )
  switch (step.kind) {
    case 'show':
      return await show(open, incoming, services)
    case 'review':
      return await keep(open, step.review, incoming, services)
    case 'later':
      return say(t('planReview.later'), withoutForm(incoming.session))
    case 'throw-away':
      await repositories.planReviews.close(open.stored.id, null, now)
      return say(t('planReview.dropped'), withoutForm(incoming.session))
    case 'apply':
      return await apply(open, incoming, services)
    case 'add':
      return {
        replies: [askLineReply(open.review, t)],
        session: withForm(incoming.session, { mode: 'add', review: open.review.id }, now),
        labelsOnly: true,
      }
    case 'edit':
      return askEdit(open.review, step.item, step.field, incoming, services)
    case 'stale':
      return say(t('planReview.old-button'))
    default:
      return step satisfies never
  }
}

/** Asks which field, or for the new value of the one that was chosen. */
const askEdit = (
  review: Review,
  item: ReviewItem,
  field: Field | undefined,
  incoming: Incoming,
  { t, now }: Services,
): Outcome =>
  field === undefined
    ? { replies: [fieldsReply(review, item, t)] }
    : {
        replies: [askReply(review, item, field, t)],
        session: withForm(incoming.session, { mode: 'edit', review: review.id, item: item.id, field }, now),
        labelsOnly: true,
      }

/** A typed value while one is asked for. */
export const typesPlanValue = (incoming: Incoming): boolean =>
  incoming.update.content.kind === 'text' &&
  incoming.command === undefined &&
  incoming.pressed === undefined &&
  typing(incoming) !== undefined

export const typePlanValue: Handler = async (incoming, services) => {
  const { t, library } = services
  const form = typing(incoming)
  const open = await openReview(services)
  if (form === undefined || open === undefined || open.review.id !== form.review)
    return say(t('planReview.old-button'), withoutForm(incoming.session))
  if (form.mode === 'add') {
    const added = addLine(open.review, incoming.text, library.ward.units)
    if (!added.ok) return { replies: [{ text: t(`planReview.problem.${added.problem}`) }], labelsOnly: true }
    return await keep(open, added.review, incoming, services)
  }
  const edited = editItem(open.review, form.item, form.field, incoming.text, library.ward.units)
  if (!edited.ok) return { replies: [{ text: t(`planReview.problem.${edited.problem}`) }], labelsOnly: true }
  return await keep(open, edited.review, incoming, services)
}

/** The admin's yes. */
const apply = async (open: UnderWay, incoming: Incoming, services: Services): Promise<Outcome> => {
  const { t } = services
  const { contact, session } = incoming
  if (contact.role !== 'admin') return say(t('planReview.only-admin'))
  const applied = await applyReview(open.stored, open.review, `contact:${contact.id}`, services)
  switch (applied.kind) {
    case 'applied':
      return {
        ...say(t('planReview.applied', { year: applied.year }), withoutForm(session)),
        contentChanged: true,
      }
    case 'not-yet':
      return await show(open, incoming, services)
    case 'over':
      return say(t('planReview.old-button'))
    default:
      return applied satisfies never
  }
}
