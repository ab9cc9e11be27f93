/** /napkehoach: a lead or admin hands in the ward's plan and confirms what was read; an admin puts it into force. */
import { plain, type Reply } from '../../bot/chat.ts'
import { problemsOfPlan } from '../../content/plan/check-plan.ts'
import { diffPlans } from '../../content/plan/diff.ts'
import { type PlanChange, planEntry } from '../../content/plan/plan-change.ts'
import { editItem, type Field, fields, fieldsOf } from '../../content/plan/review/fields.ts'
import type { ReviewItem } from '../../content/plan/review/items.ts'
import {
  acceptRest,
  back,
  currentItem,
  decide,
  goTo,
  progressOf,
  type Review,
  reviewSchema,
  yesTo,
} from '../../content/plan/review/review.ts'
import { dayOf } from '../../content/vietnam-time.ts'
import type { StoredReview } from '../../storage/repositories/plan-reviews.ts'
import { leadRoles } from '../commands.ts'
import type { Handler, Incoming, Outcome, Services } from '../handler.ts'
import type { Session } from '../session.ts'
import { awaitingFile, editing, openForm, withForm, withoutForm } from './form.ts'
import { itemReply, outlookOf, outlookReply, pressOf, resumeButtons, unitChoices } from './pages.ts'

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
  if (open === undefined)
    return say(t('planReview.ask-file'), withForm(incoming.session, awaitingFile, services.now))
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
  const { t, library, repositories, now } = services
  const item = currentItem(review)
  const edit = incoming.pressed?.messageRef
  const reply: Reply =
    item === undefined
      ? outlookReply(review, await outlookOf(review, library, repositories), {
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
  if (!finished || Object.keys(review.decisions).length === Object.keys(before.decisions).length) return shown
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

/**
 * `kh:<code>:xem|lui|sau|huy|ap`, `kh:<code>:dung|bo|het|ngoai|sua:<item>`, `kh:<code>:hieu|dv:<item>:<n>`,
 * `kh:<code>:phan:<item>:<field>`
 */
export const pressPlan: Handler = async (incoming, services) => {
  const { t, repositories, now, library } = services
  const [code, verb, place, n] = incoming.pressed?.args ?? []
  const open = await openReview(services)
  if (open === undefined || open.review.id !== code) return say(t('planReview.old-button'))
  const { review, stored } = open
  const item = review.items[Number(place)]
  switch (verb) {
    case 'xem':
      return await show(open, incoming, services)
    case 'lui':
      return await keep(open, back(review), incoming, services)
    case 'sau':
      return say(t('planReview.later'), withoutForm(incoming.session))
    case 'huy':
      await repositories.planReviews.close(stored.id, null, now)
      return say(t('planReview.dropped'), withoutForm(incoming.session))
    case 'ap':
      return await apply(open, incoming, services)
    case undefined:
      return say(t('planReview.old-button'))
    default:
      break
  }
  if (item === undefined) return say(t('planReview.old-button'))
  switch (verb) {
    case 'dung':
      return await keep(
        open,
        decide(review, item.id, item.kind === 'question' ? { kind: 'reading', using: null } : yesTo(item)),
        incoming,
        services,
      )
    case 'bo':
      return await keep(open, decide(review, item.id, { kind: 'drop' }), incoming, services)
    case 'het':
      return await keep(open, acceptRest(goTo(review, item.id)), incoming, services)
    case 'hieu': {
      const using = item.kind === 'question' ? item.readings[Number(n)] : undefined
      if (using === undefined) return await show(open, incoming, services)
      return await keep(open, decide(review, item.id, { kind: 'reading', using }), incoming, services)
    }
    case 'ngoai':
      return await keep(open, decide(review, item.id, { kind: 'unit', as: null }), incoming, services)
    case 'dv': {
      const names = library.ward.units.map(({ name }) => name)
      const as = item.kind === 'unit' ? unitChoices(item, names)[Number(n)] : undefined
      if (as === undefined) return await show(open, incoming, services)
      return await keep(open, decide(review, item.id, { kind: 'unit', as }), incoming, services)
    }
    case 'sua':
      return askEdit(review, item, undefined, incoming, services)
    case 'phan':
      return askEdit(
        review,
        item,
        fields.find(field => field === n),
        incoming,
        services,
      )
    default:
      return say(t('planReview.old-button'))
  }
}

/** Asks which field, or for the new value of the one that was chosen. */
const askEdit = (
  review: Review,
  item: ReviewItem,
  chosen: Field | undefined,
  incoming: Incoming,
  { t, now }: Services,
): Outcome => {
  const known = fieldsOf(item)
  const [only, another] = known
  const field = chosen ?? (another === undefined ? only : undefined)
  const index = review.items.indexOf(item)
  const close = { label: t('planReview.back'), value: pressOf(review, 'xem') }
  if (field === undefined)
    return {
      replies: [
        {
          text: t('planReview.ask.which'),
          buttons: [
            ...known.map(name => [
              { label: t(`planReview.field.${name}`), value: pressOf(review, 'phan', index, name) },
            ]),
            [close],
          ],
        },
      ],
    }
  return {
    replies: [{ text: t(`planReview.ask.${askKey(item, field)}`), buttons: [[close]] }],
    session: withForm(incoming.session, { mode: 'edit', review: review.id, item: item.id, field }, now),
    labelsOnly: true,
  }
}

const askKey = (item: ReviewItem, field: Field): string => {
  if (item.kind === 'metadata')
    return ['year', 'issued', 'signer', 'title'].includes(item.field) ? item.field : 'value'
  return item.kind === 'report' && field === 'period' ? 'period-report' : field
}

/** A typed value while one is asked for. */
export const typesPlanValue = (incoming: Incoming): boolean =>
  incoming.update.content.kind === 'text' &&
  incoming.command === undefined &&
  incoming.pressed === undefined &&
  editing(incoming) !== undefined

export const typePlanValue: Handler = async (incoming, services) => {
  const { t, library } = services
  const form = editing(incoming)
  const open = await openReview(services)
  if (form === undefined || open === undefined || open.review.id !== form.review)
    return say(t('planReview.old-button'), withoutForm(incoming.session))
  const edited = editItem(open.review, form.item, form.field, incoming.text, library.ward.units)
  if (!edited.ok) return { replies: [{ text: t(`planReview.problem.${edited.problem}`) }], labelsOnly: true }
  return await keep(open, edited.review, incoming, services)
}

/** The admin's yes: the plan becomes a content change, with its audit record; files and moves follow the commit. */
const apply = async (open: UnderWay, incoming: Incoming, services: Services): Promise<Outcome> => {
  const { t, repositories, library, now } = services
  const { contact, session } = incoming
  if (contact.role !== 'admin') return say(t('planReview.only-admin'))
  const { assembled, replaced, against, moves } = await outlookOf(open.review, library, repositories)
  if (!assembled.ok || problemsOfPlan(library, assembled.plan, dayOf(now)).length > 0)
    return await show(open, incoming, services)
  const { plan, newUnits } = assembled
  const body: PlanChange = { kind: 'plan', plan, before: replaced, newUnits: [...newUnits] }
  const actor = `contact:${contact.id}`
  const change = await repositories.contentChanges.add(
    { actor, kind: 'plan', entry: planEntry(plan.year), body },
    now,
  )
  if (!(await repositories.planReviews.close(open.stored.id, change, now)))
    return say(t('planReview.old-button'))
  const { targets, tasks, reports } = diffPlans(against, plan)
  const counts = (list: {
    added: readonly unknown[]
    removed: readonly unknown[]
    changed: readonly unknown[]
  }) => [list.added.length, list.removed.length, list.changed.length]
  await repositories.audit.add(
    {
      actor,
      action: 'plan.apply',
      subject: planEntry(plan.year),
      detail: {
        change,
        sha256: open.stored.sha256,
        // Added, removed, changed.
        targets: counts(targets),
        tasks: counts(tasks),
        reports: counts(reports),
        moved: moves.length,
      },
    },
    now,
  )
  return { ...say(t('planReview.applied', { year: plan.year }), withoutForm(session)), contentChanged: true }
}
