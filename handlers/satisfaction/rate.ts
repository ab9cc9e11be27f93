/** Three taps after a case or a visit to the counter; "chưa hài lòng" may say why in a line, or meet an officer. */
import { z } from 'zod'
import type { Button, Reply } from '../../bot/chat.ts'
import { fold } from '../../content/language/unicode.ts'
import { maskPersonal } from '../../content/personal-data.ts'
import { dayOf } from '../../content/vietnam-time.ts'
import { type RatedThing, type Rating, ratings } from '../../storage/repositories/satisfaction.ts'
import { ask } from '../ask/ask.ts'
import { staffRoles } from '../commands.ts'
import type { Handler, Incoming, Outcome, Services } from '../handler.ts'

/**
 * A new page is a new conversation, so anybody could rate for many: ratings of one counter from one network are bounded. A
 * counter serves nobody faster than in some minutes, and a waiting room behind one router still fits.
 */
const fromOneNetwork = { lately: 3, minutes: 10, day: 20 }

const formName = 'satisfaction'
const formLifeMs = 15 * 60 * 1000
const formSchema = z.object({ id: z.number() })
const longestWords = 300

/** Where a visit was: "2", or "-" for a poster that names no counter. */
const payload = /^quay(?:-(\d{1,2}))?$/
const typed = /^(?:toi muon )?danh gia (?:quay|phuc vu)(?: so)?(?: (\d{1,2}))?$/

/** The counter a poster's link or typed words name ("quay-2" → "2", "quay" → "-"); undefined for everything else. */
export const counterOf = (link: string): string | undefined => {
  const found = payload.exec(link)
  return found === null ? undefined : (found[1] ?? '-')
}

const taps = (target: string, { t }: Pick<Services, 't'>): Button[][] => [
  ratings.map(rating => ({
    label: t(`satisfaction.rating.${rating}`),
    value: `hl:${target}:${rating}`,
  })),
]

/** A week later nobody remembers how it went. */
const askedDays = 3
const dayMs = 24 * 60 * 60 * 1000

/** Asked once a case is settled; not at all where the channel is broken until then. */
export const askAboutCase = (code: string, services: Pick<Services, 't' | 'now'>): Reply => ({
  until: new Date(services.now.getTime() + askedDays * dayMs).toISOString(),
  text: services.t('satisfaction.ask-case', { code }),
  buttons: taps(`c:${code}`, services),
})

/** The three taps after a visit, for those who scanned the poster. */
export const askAboutVisit = (counter: string, services: Pick<Services, 't'>): Outcome => ({
  replies: [
    {
      text: services.t(counter === '-' ? 'satisfaction.ask-visit' : 'satisfaction.ask-counter', { counter }),
      buttons: taps(`q:${counter}`, services),
    },
  ],
})

/** "đánh giá quầy 2": where a channel's links carry no code. */
export const asksToRate = ({ text, update, pressed }: Incoming): boolean =>
  update.chat === 'private' &&
  pressed === undefined &&
  update.content.kind === 'text' &&
  typed.test(fold(text).trim())

export const rateTyped: Handler = ({ text }, services) =>
  askAboutVisit(typed.exec(fold(text).trim())?.[1] ?? '-', services)

const thingOf = async (
  [what, id]: readonly string[],
  { contact }: Incoming,
  { repositories }: Services,
): Promise<RatedThing | undefined> => {
  if (what === 'q')
    return /^(?:-|\d{1,2})$/.test(id ?? '') ? { source: 'counter', counter: id ?? '-' } : undefined
  const item = what === 'c' ? await repositories.cases.byCode(id ?? '') : undefined
  const owner = item && (await repositories.contacts.byId(item.contact))
  return item === undefined || owner?.person !== contact.person
    ? undefined
    : { source: 'case', case: item.id, topic: item.feedbackKind ?? 'hand-off' }
}

/** Whoever has rated may change their mind; for new ones the network counts. */
const isOneTooMany = async (
  thing: RatedThing,
  { contact, update: { network } }: Incoming,
  { repositories: { satisfaction }, now }: Services,
): Promise<boolean> => {
  if (thing.source !== 'counter' || network === undefined) return false
  const day = dayOf(now)
  if (await satisfaction.hasVisited(contact.id, thing.counter, day)) return false
  const since = new Date(now.getTime() - fromOneNetwork.minutes * 60_000)
  const counted = await satisfaction.fromNetwork(network, thing.counter, { day, since })
  return counted.day >= fromOneNetwork.day || counted.lately >= fromOneNetwork.lately
}

/** `hl:c:<code>:<rating>`, `hl:q:<counter>:<rating>` */
export const ratingTapped: Handler = async (incoming, services) => {
  const { contact, pressed, session } = incoming
  const { repositories, t, now } = services
  const [what = '', id = '', value] = pressed?.args ?? []
  const rating: Rating | undefined = ratings.find(candidate => candidate === value)
  const thing = await thingOf([what, id], incoming, services)
  if (rating === undefined || thing === undefined) return { replies: [{ text: t('satisfaction.gone') }] }
  // Those who serve do not rate the service.
  if (thing.source === 'counter' && staffRoles.includes(contact.role))
    return { replies: [{ text: t('satisfaction.not-staff') }] }
  if (await isOneTooMany(thing, incoming, services))
    return {
      replies: [
        { text: t('satisfaction.network-full'), buttons: [[{ label: t('ask.person'), value: 'person' }]] },
      ],
    }
  const row = await repositories.satisfaction.rate(thing, {
    contact: contact.id,
    rating,
    day: dayOf(now),
    now,
    network: thing.source === 'counter' ? incoming.update.network : undefined,
  })
  if (rating !== 'bad') return { replies: [{ text: t(`satisfaction.thanks.${rating}`) }] }
  return {
    replies: [
      {
        text: t('satisfaction.thanks.bad'),
        buttons: [
          [
            { label: t('ask.person'), value: 'person' },
            { label: t('satisfaction.skip'), value: 'hlbo' },
          ],
        ],
      },
    ],
    session: { ...session, form: { name: formName, data: { id: row }, at: now.toISOString() } },
    labelsOnly: true,
  }
}

const rowOf = ({ session, update }: Incoming): number | undefined => {
  const { form } = session
  if (form?.name !== formName) return undefined
  if (new Date(update.at).getTime() - new Date(form.at).getTime() > formLifeMs) return undefined
  return formSchema.safeParse(form.data).data?.id
}

const withoutForm = ({ session }: Incoming): Incoming['session'] => {
  const { form: _done, ...rest } = session
  return rest
}

export const explains = (incoming: Incoming): boolean =>
  incoming.update.chat === 'private' &&
  incoming.update.content.kind === 'text' &&
  incoming.pressed === undefined &&
  incoming.command === undefined &&
  rowOf(incoming) !== undefined

const question =
  /\?|\b(?:lam sao|the nao|nhu nao|o dau|bao nhieu|bao lau|can gi|giay to gi|khi nao|may gio|muon hoi|cho hoi|xin hoi|lam gi|ra sao)\b/

/** The line that says what was not good; who asks something instead gets an answer. */
export const explainTyped: Handler = async (incoming, services) => {
  const { repositories, engine, t } = services
  const session = withoutForm(incoming)
  const alarming = engine.understand(incoming.text).kind === 'danger'
  if (alarming || question.test(fold(incoming.text))) return await ask({ ...incoming, session }, services)
  const { text } = maskPersonal(incoming.text.slice(0, longestWords))
  await repositories.satisfaction.explain(rowOf(incoming) ?? 0, incoming.contact.id, text)
  return {
    replies: [{ text: t('satisfaction.noted'), buttons: [[{ label: t('ask.person'), value: 'person' }]] }],
    session,
  }
}

/** `hlbo`: nothing more to say. */
export const explainNothing: Handler = (incoming, { t }) => ({
  replies: [{ text: t('satisfaction.skipped') }],
  session: withoutForm(incoming),
})
