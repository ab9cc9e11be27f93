/** The officer's side of a case: take, answer, note, pass on, close; one officer at a time. */
import { plain } from '../../bot/chat.ts'
import { fold } from '../../content/language/unicode.ts'
import { maskPersonal } from '../../content/personal-data.ts'
import type { ResidentCase } from '../../storage/repositories/cases.ts'
import { staffRoles } from '../commands.ts'
import type { Incoming, Outcome, Services } from '../handler.ts'
import { at, caseCard, officerButtons } from './card.ts'
import { dueOf } from './due.ts'
import { caseOrigin, holderOf, listenersOf, log, toEach } from './people.ts'

export type Act =
  | { readonly kind: 'show' | 'take' | 'close' | 'over' | 'reopen' }
  | { readonly kind: 'note' | 'answer'; readonly text: string }
  | { readonly kind: 'pass'; readonly to: string; readonly text: string }

const after = (text: string, words: number): string =>
  text
    .split(/\s+/)
    .slice(words)
    .join(' ')
    .replace(/^[:,.-]\s*/, '')

/** What an officer's words on a case mean; everything that is no word of command is the answer itself. */
export const readAct = (text: string): Act => {
  const words = fold(text)
    .replaceAll(/[.!:,]+(?=\s|$)/g, '')
    .trim()
  if (words === '' || words === 'xem') return { kind: 'show' }
  if (/^(?:nhan|toi nhan|em nhan|de toi)(?: viec)?$/.test(words)) return { kind: 'take' }
  if (words === 'nhan thay') return { kind: 'over' }
  if (/^(?:dong|dong lai|dong viec|da xong)$/.test(words)) return { kind: 'close' }
  if (words === 'mo lai') return { kind: 'reopen' }
  if (/^ghi chu\s/.test(words)) return { kind: 'note', text: after(text, 2) }
  if (/^tra loi\s/.test(words)) return { kind: 'answer', text: after(text, 2) }
  if (/^chuyen\s/.test(words)) return { kind: 'pass', to: after(text, 1), text }
  return { kind: 'answer', text }
}

/** Longer than this, "chuyển …" is a sentence for the resident and not a name. */
const longestName = 8

const say = (item: ResidentCase, text: string, more: Partial<Outcome> = {}): Outcome => ({
  replies: [{ text }],
  origin: caseOrigin(item.code),
  labelsOnly: true,
  ...more,
})

const actorOf = ({ contact }: Incoming): string => `contact:${contact.id}`

/** @returns a word on who has it, when that is somebody else */
const heldByOther = async (
  item: ResidentCase,
  { contact }: Incoming,
  services: Services,
): Promise<Outcome | undefined> => {
  const { t } = services
  const holder = await holderOf(item, services)
  if (holder === undefined || holder.person === contact.person) return undefined
  return {
    replies: [
      {
        text: t('cases.held-by', {
          code: item.code,
          name: plain(holder.name ?? t('cases.an-officer')),
          at: at(item.takenAt ?? item.openedAt),
        }),
        buttons: [[{ label: t('cases.button.over', { code: item.code }), value: `case:over:${item.code}` }]],
      },
    ],
    origin: caseOrigin(item.code),
    labelsOnly: true,
  }
}

const take = async (item: ResidentCase, incoming: Incoming, services: Services): Promise<void> => {
  const { repositories, now } = services
  const holder = await holderOf(item, services)
  if (holder?.person === incoming.contact.person) return
  await repositories.cases.take(item.id, incoming.contact.id, now)
  await log('case.take', item.code, actorOf(incoming), services, holder && { from: `contact:${holder.id}` })
}

/** To the resident, on their own channel. */
const toResident = async (
  item: ResidentCase,
  key: string,
  values: Readonly<Record<string, string>>,
  services: Services,
  ask = false,
): Promise<NonNullable<Outcome['also']>> => {
  const resident = await services.repositories.contacts.byId(item.contact)
  if (resident === undefined) return []
  const t = services.in(resident.locale)
  return [
    {
      to: resident.conversation,
      origin: caseOrigin(item.code),
      replies: [
        {
          text: t(key, { code: item.code, ...values }),
          ...(ask
            ? {
                buttons: [
                  [
                    { label: t('cases.button.yes'), value: `case:yes:${item.code}` },
                    { label: t('cases.button.no'), value: `case:no:${item.code}` },
                  ],
                ],
              }
            : {}),
        },
      ],
    },
  ]
}

const answer = async (
  item: ResidentCase,
  text: string,
  incoming: Incoming,
  services: Services,
): Promise<Outcome> => {
  const { repositories, t, now } = services
  const busy = await heldByOther(item, incoming, services)
  if (busy !== undefined) return busy
  if (item.state === 'closed') return say(item, t('cases.closed-already', { code: item.code }))
  await take(item, incoming, services)
  await repositories.cases.addMessage(
    item.id,
    { side: 'officer', contact: incoming.contact.id, text: maskPersonal(text).text },
    now,
  )
  await repositories.cases.answered(item.id)
  await log('case.answer', item.code, actorOf(incoming), services)
  const key = item.withBot ? 'cases.answer-with-bot' : 'cases.answer'
  return {
    replies: [
      {
        text: t('cases.answer-sent', { code: item.code }),
        buttons: officerButtons(item, true, t),
      },
    ],
    origin: caseOrigin(item.code),
    labelsOnly: true,
    also: await toResident(item, key, { text: plain(text) }, services),
  }
}

const pass = async (
  item: ResidentCase,
  act: Act & { kind: 'pass' },
  incoming: Incoming,
  services: Services,
): Promise<Outcome> => {
  const { repositories, t, library, now } = services
  const wanted = fold(act.to)
  if (wanted.split(' ').length > longestName) return await answer(item, act.text, incoming, services)
  const unit = library.ward.units.find(({ name, aliases }) =>
    [name, ...aliases].some(word => fold(word) === wanted),
  )
  const staff = await repositories.contacts.withRole(staffRoles)
  const named = staff.filter(({ name }) => name !== null && fold(name) === wanted)
  const [one] = new Set(named.map(({ person }) => person)).size === 1 ? named : []
  if (one === undefined && unit === undefined)
    return say(item, t('cases.pass-unknown', { to: plain(act.to), code: item.code }))
  if (one === undefined && !staff.some(member => member.unit === unit?.name))
    return say(item, t('cases.pass-nobody', { to: plain(unit?.name ?? act.to) }))
  const to = one === undefined ? { unit: unit?.name ?? null, contact: null } : { unit: '', contact: one.id }
  await repositories.cases.passTo(item.id, to, now)
  await log('case.pass', item.code, actorOf(incoming), services, to)
  const fresh = (await repositories.cases.byCode(item.code)) ?? item
  const card = await caseCard(fresh, services)
  const others = (await listenersOf(fresh, services)).filter(
    listener => listener.to !== incoming.update.conversation,
  )
  for (const { who } of others) await log('case.see', item.code, who, services)
  return say(item, t('cases.passed', { code: item.code, to: plain(one?.name ?? unit?.name ?? act.to) }), {
    also: toEach(item.code, others, there => card(there, there('cases.passed-to-you', { code: item.code }))),
  })
}

/** What an officer does with a case. The caller has made sure that it is one of the staff, in the right place. */
export const act = async (
  item: ResidentCase,
  wanted: Act,
  incoming: Incoming,
  services: Services,
): Promise<Outcome> => {
  const { repositories, t, library, now } = services
  const { code } = item
  switch (wanted.kind) {
    case 'show': {
      await log('case.see', code, actorOf(incoming), services)
      return { replies: [(await caseCard(item, services))(t)], origin: caseOrigin(code), labelsOnly: true }
    }
    case 'take': {
      const busy = await heldByOther(item, incoming, services)
      if (busy !== undefined) return busy
      await take(item, incoming, services)
      return say(
        item,
        t('cases.taken', { code, name: plain(incoming.contact.name ?? t('cases.an-officer')) }),
      )
    }
    case 'over':
      await take(item, incoming, services)
      return say(
        item,
        t('cases.taken', { code, name: plain(incoming.contact.name ?? t('cases.an-officer')) }),
      )
    case 'note':
      await repositories.cases.addMessage(
        item.id,
        { side: 'note', contact: incoming.contact.id, text: maskPersonal(wanted.text).text },
        now,
      )
      await log('case.note', code, actorOf(incoming), services)
      return say(item, t('cases.noted', { code }))
    case 'close': {
      const busy = await heldByOther(item, incoming, services)
      if (busy !== undefined) return busy
      if (item.state === 'closed') return say(item, t('cases.closed-already', { code }))
      await repositories.cases.close(item.id, incoming.contact.id, now)
      await log('case.close', code, actorOf(incoming), services)
      return say(item, t('cases.closed', { code }), {
        also: await toResident(item, 'cases.closed-resident', {}, services, true),
      })
    }
    case 'reopen':
      if (item.state === 'closed') {
        await repositories.cases.reopen(item.id)
        await repositories.cases.startWaiting(item.id, dueOf(library, now), now)
        await log('case.reopen', code, actorOf(incoming), services)
      }
      return say(item, t('cases.reopened-by-officer', { code }))
    case 'answer':
      return await answer(item, wanted.text, incoming, services)
    case 'pass':
      return await pass(item, wanted, incoming, services)
    default:
      return wanted satisfies never
  }
}
