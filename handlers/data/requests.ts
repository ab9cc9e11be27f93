/**
 * Requests about personal data that a person must see to: opened with a code, shown to the officer in charge with a clock,
 * closed with a note the resident reads.
 *
 * The clock is that of Nghị định 356/2025/NĐ-CP, Điều 5 (rights: Luật 91/2025/QH15, Điều 4): an answer within 2 working days of
 * the request, which also says how it will be carried out; then 15 days to stop or restrict (20 where a processor or a third
 * party must too) and terms of 10 to 20 days for the other rights, each extended once at most. Ours runs to the end of the
 * second working day; who answers by then that it takes longer has ten days from the request, the shortest of those terms.
 * Checked on 29/11/2026 against vnexpress.net (08/01/2026: khoản 2 Điều 5, 15 days), frasersvn.com (19/01/2026) and cdlaf.vn;
 * the gazette's own text was not at hand, so the number of days of each right is not repeated to residents.
 */
import { type Button, type Contact, type ConversationId, plain, type Reply } from '../../bot/chat.ts'
import { fold } from '../../content/language/unicode.ts'
import type { Library } from '../../content/library.ts'
import type { Translate } from '../../content/locales.ts'
import { countsForTerm, type OwnDays } from '../../content/office-hours.ts'
import { maskPersonal } from '../../content/personal-data.ts'
import { addDays, clockOf, dayOf, instantOf, showDay } from '../../content/vietnam-time.ts'
import type { DataRequest, DataRequestKind } from '../../storage/repositories/data-requests.ts'
import type { Repositories } from '../../storage/repositories.ts'
import { staffRoles } from '../commands.ts'
import type { Handler, Services } from '../handler.ts'

/** The end of a working day, where the ward has not told its hours. */
export const dayEnds = '17:00'
export const workingDays = 2
/** To carry it out, once the person has been answered. */
export const carryOutDays = 10

/** The end of the `count`th working day after the day of `from`. */
export const afterWorkingDays = (from: Date, count: number, own?: OwnDays): Date => {
  let day = dayOf(from)
  for (let left = count; left > 0; ) {
    day = addDays(day, 1)
    if (countsForTerm(day, own)) left -= 1
  }
  return instantOf(day, dayEnds)
}

type Ward = Pick<Library, 'ward'>
export type Heard = { readonly repositories: Repositories; readonly library: Ward }

/** Staff of the unit the ward named, else the admins; each person once. */
export const dataOfficers = async ({ repositories, library }: Heard): Promise<Contact[]> => {
  const unit = library.ward.dataOfficer
  const named = unit === null ? [] : await repositories.contacts.withRole(staffRoles, unit)
  const all = named.length > 0 ? named : await repositories.contacts.withRole(['admin'])
  const seen = new Set<number>()
  return all.filter(({ person }) => !seen.has(person) && seen.add(person))
}

export const mayClose = async (contact: Contact, heard: Heard): Promise<boolean> =>
  contact.role === 'admin' || (await dataOfficers(heard)).some(({ person }) => person === contact.person)

export const at = (when: Date): string => `${clockOf(when)} ${showDay(dayOf(when))}`

export const requestLine = async (
  request: DataRequest,
  t: Translate,
  { repositories }: Pick<Heard, 'repositories'>,
): Promise<string> => {
  const contact = await repositories.contacts.byId(request.contact)
  return t('privacy.request.line', {
    code: request.code,
    name: plain(contact?.name ?? t('cases.no-name')),
    kind: t(`privacy.request.kinds.${request.kind}`),
    text: plain(request.text),
    opened: at(request.openedAt),
    due: at(request.dueAt),
  })
}

/** What the words ask for; undefined where they ask for nothing of the kind. */
export const kindOfRequest = (said: string): DataRequestKind | undefined => {
  const words = fold(said).replaceAll(/[^a-z0-9 ]+/g, ' ')
  if (!/\bdu lieu\b/.test(words)) return undefined
  if (/\b(?:xoa|huy bo)\b/.test(words)) return 'erase'
  if (/\b(?:ngung|dung|han che|phan doi|thu hoi|rut)\b/.test(words)) return 'stop'
  if (/\b(?:sua|chinh sua|dinh chinh|cap nhat)\b/.test(words)) return 'correct'
  if (/\b(?:xem|cung cap|ban sao|cho biet)\b/.test(words)) return 'see'
  return 'other'
}

/** "yêu cầu xóa dữ liệu", /yeucaudulieu …, or the button of /dulieu. */
export const askForData: Handler = async (incoming, services) => {
  const { contact, pressed, command, text } = incoming
  const { repositories, t, now } = services
  const args = (command?.args ?? '').trim()
  const [, pressedKind] = pressed?.args ?? []
  const typed = text.startsWith('/') ? args : text
  const wanted =
    pressed === undefined ? kindOfRequest(args === '' ? typed : `dữ liệu ${args}`) : kindNamed(pressedKind)
  if (wanted === undefined || (pressed === undefined && typed === ''))
    return {
      replies: [
        {
          text: t('privacy.request.which'),
          buttons: (['see', 'correct', 'erase', 'stop', 'other'] as const).map(kind => [
            { label: t(`privacy.request.kinds.${kind}`), value: `data:ask:${kind}` },
          ]),
        },
      ],
    }
  const open = (await repositories.dataRequests.ofPerson(contact.person)).find(
    ({ closedAt, kind }) => closedAt === null && kind === wanted,
  )
  if (open !== undefined)
    return { replies: [{ text: t('privacy.request.already', { code: open.code, due: at(open.dueAt) }) }] }
  const officers = await dataOfficers(services)
  if (officers.length === 0) return { replies: [{ text: t('privacy.request.nobody') }] }
  const request = await repositories.dataRequests.open(
    {
      person: contact.person,
      contact: contact.id,
      kind: wanted,
      text: maskPersonal(typed).text,
      half: afterWorkingDays(now, workingDays / 2, services.library.ward),
      due: afterWorkingDays(now, workingDays, services.library.ward),
    },
    now,
  )
  await repositories.audit.add(
    {
      actor: `contact:${contact.id}`,
      action: 'data.request',
      subject: requestOrigin(request.code),
      detail: { kind: wanted },
    },
    now,
  )
  const also = await Promise.all(
    officers.map(async officer => {
      const there = services.in(officer.locale)
      return { to: officer.conversation, replies: [await shown(request, 'new', there, services)] }
    }),
  )
  return {
    replies: [{ text: t('privacy.request.opened', { code: request.code, due: at(request.dueAt) }) }],
    also,
  }
}

const kindNamed = (name: string | undefined): DataRequestKind =>
  (['see', 'correct', 'erase', 'stop'] as const).find(kind => kind === name) ?? 'other'

export const requestOrigin = (code: string): string => `data-request:${code}`

const closeButton = (code: string, t: Translate): Button[][] => [
  [{ label: t('privacy.request.close', { code }), value: `data:close:${code}` }],
]

const shown = async (
  request: DataRequest,
  lead: 'new' | 'half' | 'late',
  t: Translate,
  heard: Pick<Heard, 'repositories'>,
): Promise<Reply> => ({
  text: `${t(`privacy.request.lead.${lead}`)}\n${await requestLine(request, t, heard)}\n${t('privacy.request.how', { code: request.code })}`,
  buttons: closeButton(request.code, t),
  priority: 'notice',
})

/** By the clock: at half time, and when it has run out; each once. @returns conversations with something waiting */
export const remindDataRequests = async (
  work: Heard & { readonly locales: { readonly in: Services['in'] }; readonly now: Date },
): Promise<ConversationId[]> => {
  const { repositories, locales, now } = work
  const told: ConversationId[] = []
  for (const what of ['late', 'half'] as const)
    for (const request of await repositories.dataRequests.toRemind(what, now)) {
      const named = await dataOfficers(work)
      // Once it is late the admins hear of it too.
      const people =
        what === 'late' ? [...named, ...(await repositories.contacts.withRole(['admin']))] : named
      const seen = new Set<number>()
      for (const { conversation, person, locale } of people) {
        if (seen.has(person)) continue
        seen.add(person)
        await repositories.outbox.add(conversation, [await shown(request, what, locales.in(locale), work)], {
          now,
          origin: requestOrigin(request.code),
        })
        told.push(conversation)
      }
      await repositories.dataRequests.noteReminded(request.id, what, now)
    }
  return told
}
