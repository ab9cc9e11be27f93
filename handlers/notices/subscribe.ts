/** /dangkytin and "đăng ký tổ 3": residents choose their notices; each starts with words they agree to, kept with the date. */
import type { Button, Reply } from '../../bot/chat.ts'
import { areasOf } from '../../content/areas.ts'
import type { Translate } from '../../content/locales.ts'
import { dayOf, showDay } from '../../content/vietnam-time.ts'
import { wardName } from '../../content/ward-text.ts'
import type { SubscriptionWish } from '../../storage/repositories/subscriptions.ts'
import { ask } from '../ask/ask.ts'
import type { Handler, Incoming, Outcome, Services } from '../handler.ts'
import { endSubscriptions } from './stop.ts'
import { fieldsOf, wantedIn, wishIn, wishOf } from './wishes.ts'

const pageSize = 8

const value = (what: string, { kind, key }: Pick<SubscriptionWish, 'kind' | 'key'>): string =>
  `tin:${what}:${kind}:${key}`

/** An area's people want the ward's general notices too; a field is a field. */
const wishesBehind = (wish: SubscriptionWish, services: Services): SubscriptionWish[] => {
  const general = wishOf('ward', '', services.library, services.t)
  return wish.kind === 'area' && general !== undefined ? [general, wish] : [wish]
}

const named = (wishes: readonly SubscriptionWish[], t: Translate): string =>
  wishes.map(({ kind, label }) => t(`subscriptions.named.${kind}`, { label })).join(t('subscriptions.and'))

const consentOf = (wishes: readonly SubscriptionWish[], { library, t }: Services): string =>
  t('subscriptions.consent', { ward: wardName(library), what: named(wishes, t) })

/** The words to agree to; nothing is on before the button is pressed. */
const askConsent = async (
  wish: SubscriptionWish,
  incoming: Incoming,
  services: Services,
): Promise<Outcome> => {
  const { repositories, t } = services
  const own = await repositories.subscriptions.ofPerson(incoming.contact.person)
  const wanted = wishesBehind(wish, services).filter(
    ({ kind, key }) => !own.some(on => on.kind === kind && on.key === key),
  )
  if (wanted.length === 0)
    return {
      replies: [await overview(incoming, services, t('subscriptions.already', { what: named([wish], t) }))],
    }
  const buttons: Button[][] = [
    [{ label: t('subscriptions.agree'), value: value('yes', wish) }],
    [{ label: t('subscriptions.refuse'), value: 'tin:no' }],
    ...(wish.kind === 'ward' ? [[{ label: t('subscriptions.choose-more'), value: 'tin:all' }]] : []),
  ]
  return { replies: [{ text: consentOf(wanted, services), buttons }] }
}

const agree = async (wish: SubscriptionWish, incoming: Incoming, services: Services): Promise<Outcome> => {
  const { repositories, t, now } = services
  const { contact } = incoming
  const own = await repositories.subscriptions.ofPerson(contact.person)
  const wanted = wishesBehind(wish, services).filter(
    ({ kind, key }) => !own.some(on => on.kind === kind && on.key === key),
  )
  const consent = consentOf(wanted, services)
  for (const item of wanted) await repositories.subscriptions.add(contact.id, item, consent, now)
  if (wanted.length > 0)
    await repositories.audit.add(
      {
        actor: `contact:${contact.id}`,
        action: 'subscription.agree',
        subject: `person:${contact.person}`,
        detail: { what: wanted.map(({ kind, key }) => `${kind}:${key}`) },
      },
      now,
    )
  return {
    replies: [
      {
        text: t('subscriptions.agreed', {
          what: named(wishesBehind(wish, services), t),
          day: showDay(dayOf(now)),
        }),
      },
    ],
  }
}

/** What is on, each with its date, and what may be chosen. */
const overview = async ({ contact }: Incoming, services: Services, note?: string): Promise<Reply> => {
  const { repositories, t } = services
  const own = await repositories.subscriptions.ofPerson(contact.person)
  const lines = own.map(({ kind, label, agreedAt }) =>
    t('subscriptions.line', {
      what: t(`subscriptions.named.${kind}`, { label }),
      day: showDay(dayOf(agreedAt)),
    }),
  )
  const text = own.length === 0 ? t('subscriptions.nothing') : [t('subscriptions.on'), ...lines].join('\n')
  const off: Button[][] = own.map(item => [
    {
      label: t('subscriptions.off', { what: t(`subscriptions.named.${item.kind}`, { label: item.label }) }),
      value: value('off', item),
    },
  ])
  return {
    text: note === undefined ? text : `${note}\n\n${text}`,
    buttons: [
      ...(own.some(({ kind }) => kind === 'ward')
        ? []
        : [[{ label: t('subscriptions.take-ward'), value: 'tin:ask:ward:' }]]),
      [{ label: t('subscriptions.take-area'), value: 'tin:areas' }],
      [{ label: t('subscriptions.take-topic'), value: 'tin:topics' }],
      ...off,
      ...(own.length > 1 ? [[{ label: t('subscriptions.stop-all'), value: 'tin:stop' }]] : []),
    ],
  }
}

/** `/dangkytin [tổ 3]` */
export const subscriptionScreen: Handler = async (incoming, services) => {
  const said = incoming.command?.args ?? ''
  const wish = said === '' ? undefined : wishIn(said, services.library, services.t)
  return wish === undefined
    ? { replies: [await overview(incoming, services)] }
    : await askConsent(wish, incoming, services)
}

/** "đăng ký nhận tin", "đăng ký tổ 3", "/dangky tổ 3"; what names no area or field is a question. */
export const subscribeTyped: Handler = async (incoming, services) => {
  const { library, t } = services
  const said = wantedIn(incoming) ?? ''
  const wish = wishIn(said, library, t)
  if (wish !== undefined) return await askConsent(wish, incoming, services)
  return areasOf(library.ward.neighbourhoods).length > 0 && /\d/.test(said)
    ? areaChoices(0, services, t('subscriptions.no-such-area'))
    : await ask(incoming, services)
}

const areaChoices = (page: number, { library, t }: Services, note?: string): Outcome => {
  const areas = areasOf(library.ward.neighbourhoods)
  const text = t(areas.length === 0 ? 'subscriptions.type-area' : 'subscriptions.which-area')
  const buttons: Button[][] = areas
    .slice(page * pageSize, (page + 1) * pageSize)
    .map(({ key, label }) => [{ label, value: value('ask', { kind: 'area', key }) }])
  if (areas.length > (page + 1) * pageSize)
    buttons.push([{ label: t('help.more'), value: `tin:areas:${page + 1}` }])
  return {
    replies: [
      { text: note === undefined ? text : `${note}\n${text}`, ...(buttons.length > 0 ? { buttons } : {}) },
    ],
  }
}

/** `tin:ask|yes|off:<kind>:<key>`, `tin:areas[:page]`, `tin:topics`, `tin:all`, `tin:no`, `tin:stop` */
export const pressSubscription: Handler = async (incoming, services) => {
  const { library, t, repositories, now } = services
  const { contact } = incoming
  const [what = '', kind = '', key = ''] = incoming.pressed?.args ?? []
  switch (what) {
    case 'areas':
      return areaChoices(Number.parseInt(kind, 10) || 0, services)
    case 'topics':
      return {
        replies: [
          {
            text: t('subscriptions.which-topic'),
            buttons: fieldsOf(library).map(({ id, title }) => [
              { label: title, value: value('ask', { kind: 'topic', key: id }) },
            ]),
          },
        ],
      }
    case 'no':
      return { replies: [{ text: t('subscriptions.refused') }] }
    case 'stop':
      await endSubscriptions(contact.person, 'person', services)
      await repositories.audit.add(
        { actor: `contact:${contact.id}`, action: 'subscription.stop', subject: `person:${contact.person}` },
        now,
      )
      return { replies: [{ text: t('subscriptions.stopped') }] }
    case 'ask':
    case 'yes':
    case 'off': {
      const wish = wishOf(kind, key, library, t)
      if (what === 'off') {
        const only = (await repositories.subscriptions.ofPerson(contact.person)).find(
          on => on.kind === kind && on.key === key,
        )
        if (only === undefined) return { replies: [await overview(incoming, services)] }
        await repositories.subscriptions.end(contact.person, 'person', now, only)
        await repositories.audit.add(
          {
            actor: `contact:${contact.id}`,
            action: 'subscription.stop',
            subject: `person:${contact.person}`,
            detail: { what: `${kind}:${key}` },
          },
          now,
        )
        return {
          replies: [await overview(incoming, services, t('subscriptions.ended', { what: named([only], t) }))],
        }
      }
      if (wish === undefined) return { replies: [await overview(incoming, services)] }
      return what === 'yes'
        ? await agree(wish, incoming, services)
        : await askConsent(wish, incoming, services)
    }
    default:
      return { replies: [await overview(incoming, services)] }
  }
}

/** For /dulieu: what is on, in words; undefined when nothing is. */
export const subscriptionsInWords = async (
  person: number,
  { repositories, t }: Pick<Services, 'repositories' | 't'>,
): Promise<string | undefined> => {
  const own = await repositories.subscriptions.ofPerson(person)
  const words = own.map(({ kind, label, agreedAt }) =>
    t('subscriptions.line', {
      what: t(`subscriptions.named.${kind}`, { label }),
      day: showDay(dayOf(agreedAt)),
    }).replace(/^- /, ''),
  )
  return words.length === 0 ? undefined : words.join('; ')
}
