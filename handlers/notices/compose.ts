/** /thongbao: a lead writes a notice step by step: its kind, words, a picture, whom it goes to, when; then sees it. */
import { type Attachment, plain } from '../../bot/chat.ts'
import { readAreas } from '../../content/areas.ts'
import {
  keepsPromise,
  promisedNight,
  quietHoursKey,
  quietHoursOf,
  readQuietHours,
  showQuietHours,
} from '../../content/quiet-hours.ts'
import { readMoment } from '../../content/schedule-time.ts'
import { codesIn } from '../../content/search/procedure-code.ts'
import type { Audience } from '../../storage/repositories/audience.ts'
import type { Broadcast, BroadcastChange } from '../../storage/repositories/broadcasts.ts'
import type { FetchedFile, Handler, Incoming, Outcome, Services } from '../handler.ts'
import { procedureByCode } from '../procedures/show.ts'
import { returnToAuthor } from './decide.ts'
import {
  askFor,
  missingStep,
  type NoticeForm,
  noticeFormOf,
  type Step,
  steps,
  tomorrow,
  withoutForm,
} from './notice-form.ts'
import { newsButton } from './procedure-news.ts'
import { board, card, preview } from './show.ts'
import { wishIn, wishOf } from './wishes.ts'
import { longestNotice, type NoticeKind, noticeKinds, showMoment } from './wording.ts'

const offeredProcedures = 5
/** Below this a name only resembles what was typed by chance. */
const resembles = 0.35

const isOpen = ({ state }: Broadcast): boolean =>
  state === 'draft' || state === 'proposed' || state === 'approved'

/** The next question, or the whole notice when nothing is missing. */
const next = async (id: number, incoming: Incoming, services: Services, note?: string): Promise<Outcome> => {
  const broadcast = await services.repositories.broadcasts.byId(id)
  if (broadcast === undefined) return gone(incoming, services)
  const step = missingStep(broadcast)
  return step === undefined
    ? await preview(broadcast, incoming, services)
    : await askFor({ id, step }, incoming, services, note)
}

const gone = (incoming: Incoming, { t }: Services): Outcome => ({
  replies: [{ text: t('notices.gone') }],
  session: withoutForm(incoming),
})

/** Changes it, says whose approval that takes back, and asks on. */
const change = async (
  id: number,
  what: BroadcastChange,
  incoming: Incoming,
  services: Services,
): Promise<Outcome> => {
  const { repositories, t, now } = services
  const { contact } = incoming
  const before = await repositories.broadcasts.byId(id)
  if (before === undefined || !(await repositories.broadcasts.change(id, contact.id, what)))
    return gone(incoming, services)
  const note = before.state === 'draft' ? undefined : t('notices.needs-approval-again')
  if (note !== undefined)
    await repositories.audit.add(
      { actor: `contact:${contact.id}`, action: 'notice.change', subject: `notice:${id}` },
      now,
    )
  const outcome = await next(id, incoming, services)
  return note === undefined ? outcome : { ...outcome, replies: [{ text: note }, ...outcome.replies] }
}

const begin = async (
  kind: NoticeKind,
  text: string,
  incoming: Incoming,
  services: Services,
): Promise<Outcome> => {
  const { repositories, now } = services
  const id = await repositories.broadcasts.add(kind, incoming.contact.id, now)
  return text === '' ? await next(id, incoming, services) : await takeText(id, text, incoming, services)
}

/** `/thongbao`, `/thongbao <text>`, `/thongbao 5`, `/thongbao gio 22:00-6:00` */
export const notice: Handler = async (incoming, services) => {
  const { repositories, t, now } = services
  const said = incoming.command?.args ?? ''
  if (said === '')
    return { replies: [await board(await newsButton(services), services)], session: withoutForm(incoming) }
  const number = /^#?(\d{1,6})$/.exec(said)?.[1]
  const known = number === undefined ? undefined : await repositories.broadcasts.byId(Number(number))
  if (known !== undefined)
    return { replies: await card(known, known.author === incoming.contact.id, services) }
  const hours = /^(?:giờ|gio)(?: (?:yên lặng|yen lang|nghỉ|nghi))?(?:\s+(.+))?$/i.exec(said.normalize('NFC'))
  if (hours === null) return await begin('general', said, incoming, services)
  const wanted = hours[1] === undefined ? undefined : readQuietHours(hours[1])
  if (wanted === undefined) {
    const current = quietHoursOf(await repositories.settings.get(quietHoursKey))
    return { replies: [{ text: t('notices.quiet', { hours: showQuietHours(current) }) }] }
  }
  if (!keepsPromise(wanted))
    return { replies: [{ text: t('notices.quiet-promised', { hours: showQuietHours(promisedNight) }) }] }
  await repositories.settings.set(quietHoursKey, showQuietHours(wanted), now)
  await repositories.audit.add(
    {
      actor: `contact:${incoming.contact.id}`,
      action: 'notice.quiet-hours',
      detail: { hours: showQuietHours(wanted) },
    },
    now,
  )
  return { replies: [{ text: t('notices.quiet-set', { hours: showQuietHours(wanted) }) }] }
}

const takeText = async (
  id: number,
  text: string,
  incoming: Incoming,
  services: Services,
  attachment?: Attachment,
): Promise<Outcome> => {
  if (text.length > longestNotice)
    return await askFor(
      { id, step: 'text' },
      incoming,
      services,
      services.t('notices.too-long', { length: text.length, most: longestNotice }),
    )
  return await change(
    id,
    { ...(text === '' ? {} : { text }), ...(attachment === undefined ? {} : { attachment }) },
    incoming,
    services,
  )
}

const takeFile = async (
  form: NoticeForm,
  file: FetchedFile,
  incoming: Incoming,
  services: Services,
): Promise<Outcome> => {
  const { update, text } = incoming
  if (file.kind === 'refused' || update.content.kind !== 'file')
    return await askFor(form, incoming, services, services.t('notices.file-refused'))
  const { path, mimeType } = file.file
  const photo = mimeType.startsWith('image/')
  const name = update.content.file.name ?? (photo ? 'thong-bao.jpg' : 'thong-bao')
  return await takeText(form.id, text, incoming, services, {
    kind: photo ? 'photo' : 'document',
    path,
    name,
    mimeType,
  })
}

const takeProcedure = async (form: NoticeForm, incoming: Incoming, services: Services): Promise<Outcome> => {
  const { library, engine, t } = services
  const written = codesIn(incoming.text).find(code => procedureByCode(library, code) !== undefined)
  if (written !== undefined) return await change(form.id, { procedure: written }, incoming, services)
  const found = engine
    .procedures(incoming.text, offeredProcedures)
    .filter(({ score }) => score >= resembles)
    .flatMap(({ code }) => procedureByCode(library, code) ?? [])
  const asked = await askFor(
    form,
    incoming,
    services,
    found.length === 0 ? t('notices.no-procedure') : undefined,
  )
  if (found.length === 0) return asked
  return {
    ...asked,
    replies: [
      {
        text: t('notices.which-procedure'),
        buttons: found.map(({ code, title }) => [
          { label: `${title} (${code})`, value: `tb:tt:${form.id}:${code}` },
        ]),
      },
    ],
  }
}

const everybody =
  /^(?:tất cả|tat ca|mọi người|moi nguoi|toàn phường|toan phuong|cả phường|ca phuong|all)[.! ]*$/i

const takeAudience = async (form: NoticeForm, incoming: Incoming, services: Services): Promise<Outcome> => {
  const { library, t } = services
  const said = incoming.text.normalize('NFC')
  const areas = readAreas(said, library.ward.neighbourhoods)
  const wish = areas === undefined ? wishIn(said, library, t) : undefined
  const audience: Audience | undefined = everybody.test(said)
    ? { kind: 'ward' }
    : areas !== undefined
      ? { kind: 'area', keys: areas.map(({ key }) => key) }
      : wish?.kind === 'topic'
        ? { kind: 'topic', keys: [wish.key] }
        : undefined
  return audience === undefined
    ? await askFor(form, incoming, services, t('notices.no-audience'))
    : await change(form.id, { audience }, incoming, services)
}

const takeMoment = async (form: NoticeForm, incoming: Incoming, services: Services): Promise<Outcome> => {
  const { t, now } = services
  // Where buttons are numbered lines.
  const numbered = { '1': 'ngay', '2': '8 giờ sáng mai' }[incoming.text.trim()]
  const moment = readMoment(numbered ?? incoming.text, now)
  if (moment === undefined) return await askFor(form, incoming, services, t('notices.no-moment'))
  if (moment.kind === 'past')
    return await askFor(form, incoming, services, t('notices.past', { at: showMoment(moment.at) }))
  return await change(form.id, { at: moment.kind === 'soon' ? 'soon' : moment.at }, incoming, services)
}

/** What is typed or sent while a question of the form is open. */
export const fillNotice: Handler = async (incoming, services) => {
  const form = noticeFormOf(incoming)
  if (form === undefined) return gone(incoming, services)
  if (incoming.update.content.kind === 'file')
    return await takeFile(
      form,
      incoming.file ?? { kind: 'refused', reason: 'unavailable' },
      incoming,
      services,
    )
  switch (form.step) {
    case 'procedure':
      return await takeProcedure(form, incoming, services)
    case 'text':
      return await takeText(form.id, incoming.text, incoming, services)
    case 'file':
      return await askFor(form, incoming, services)
    case 'audience':
      return await takeAudience(form, incoming, services)
    case 'when':
      return await takeMoment(form, incoming, services)
    case 'reason':
      return await returnToAuthor(form.id, plain(incoming.text.slice(0, 300)), incoming, services)
    default:
      return form.step satisfies never
  }
}

/** The taps that write a notice; undefined for others. */
export const pressCompose = async (
  what: string,
  args: readonly string[],
  incoming: Incoming,
  services: Services,
): Promise<Outcome | undefined> => {
  const { repositories, library, t } = services
  if (what === 'kind') {
    const kind = noticeKinds.find(known => known === args[0])
    return kind === undefined ? undefined : await begin(kind, '', incoming, services)
  }
  const id = Number(args[0])
  const broadcast = Number.isSafeInteger(id) ? await repositories.broadcasts.byId(id) : undefined
  if (broadcast === undefined) return undefined
  switch (what) {
    case 'tt':
      return procedureByCode(library, args[1] ?? '') === undefined
        ? undefined
        : await change(id, { procedure: args[1] ?? '' }, incoming, services)
    case 'to': {
      const wish = wishOf(args[1] ?? '', args[2] ?? '', library, t)
      if (wish === undefined) return undefined
      const audience: Audience =
        wish.kind === 'ward' ? { kind: 'ward' } : { kind: wish.kind, keys: [wish.key] }
      return await change(id, { audience }, incoming, services)
    }
    case 'at':
      return await change(
        id,
        { at: args[1] === 'soon' ? 'soon' : tomorrow(services.now) },
        incoming,
        services,
      )
    case 'edit': {
      if (!isOpen(broadcast)) return gone(incoming, services)
      const step: Step | undefined = steps.find(known => known === args[1])
      if (step === undefined) return await next(id, incoming, services)
      const asked = await askFor({ id, step }, incoming, services)
      const removes = step === 'file' && broadcast.attachment !== null
      return removes
        ? {
            ...asked,
            replies: asked.replies.map(reply => ({
              ...reply,
              buttons: [[{ label: t('notices.button.no-file'), value: `tb:nofile:${id}` }]],
            })),
          }
        : asked
    }
    case 'nofile':
      return await change(id, { attachment: null }, incoming, services)
    default:
      return undefined
  }
}
