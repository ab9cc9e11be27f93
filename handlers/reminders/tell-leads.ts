/** What leads hear besides their own reminders: units where nobody is registered, people no channel reaches. Once each. */
import { type Channel, type Contact, type ConversationId, channelOf } from '../../bot/chat.ts'
import type { Library } from '../../content/library.ts'
import type { Locales, Translate } from '../../content/locales.ts'
import type { Agenda, Matter } from '../../content/report/agenda.ts'
import type { Day } from '../../content/vietnam-time.ts'
import type { StoredReminder } from '../../storage/repositories/reminders.ts'
import type { Repositories } from '../../storage/repositories.ts'
import { leadRoles } from '../commands.ts'
import { type Line, leadsOf, type Person, reach } from './people.ts'
import { loadStandings } from './standing.ts'
import { titleOf } from './title.ts'
import { usualPreference } from './usual.ts'

export interface LeadWork {
  readonly library: Pick<Library, 'plan' | 'plans' | 'ward'>
  readonly repositories: Repositories
  readonly transact: <T>(work: (repositories: Repositories) => Promise<T>) => Promise<T>
  readonly locales: Pick<Locales, 'in'>
  readonly lines: ReadonlyMap<Channel, Line>
  readonly now: Date
}

/** What is the same for all that is said at one moment. */
export interface Moment {
  readonly agenda: Agenda
  readonly people: readonly Person[]
  readonly today: Day
  readonly clock: string
}

interface Listener {
  readonly person: Person
  readonly contact: Contact
}

/** Those who may be written to now; nobody before the hour they chose. */
const reachable = async (
  wanted: readonly Person[],
  clock: string,
  { repositories, lines, now }: LeadWork,
): Promise<Listener[]> => {
  const preferences = await repositories.reminders.preferences()
  const open: Listener[] = []
  for (const person of wanted) {
    if (clock < (preferences.get(person.id) ?? usualPreference).at) continue
    const reached = await reach(person, lines, repositories, now)
    if (reached.kind === 'open') open.push({ person, contact: reached.contact })
  }
  return open
}

const said = ({ what, scope, person, step }: Pick<StoredReminder, 'what' | 'scope' | 'person' | 'step'>) =>
  `${what}|${scope}|${person}|${step}`

/** Units that owe something now and where nobody has registered: leads hear of each once a quarter. */
export const tellOfNobody = async (
  units: readonly string[],
  { agenda, people, today, clock }: Moment,
  work: LeadWork,
): Promise<ConversationId[]> => {
  if (units.length === 0) return []
  const { now, locales } = work
  const quarter = `${today.slice(0, 4)}-Q${Math.ceil(Number(today.slice(5, 7)) / 3)}`
  const known = new Set((await work.repositories.reminders.of(['nobody'])).map(said))
  const news = leadsOf(agenda, people).flatMap(person => {
    const keys = units
      .map(scope => ({ what: 'nobody', scope, person: person.id, step: quarter }))
      .filter(key => !known.has(said(key)))
    return keys.length === 0 ? [] : [{ person, keys }]
  })
  if (news.length === 0) return []
  const listeners = await reachable(
    news.map(({ person }) => person),
    clock,
    work,
  )
  return await work.transact(async ({ reminders, outbox }) => {
    const heard: ConversationId[] = []
    for (const { person, contact } of listeners) {
      const own: string[] = []
      for (const key of news.find(one => one.person === person)?.keys ?? [])
        if ((await reminders.claim(key, { contact: contact.id, day: today, now })) !== undefined)
          own.push(key.scope)
      if (own.length === 0) continue
      const text = locales.in(person.locale)(
        person.role === 'admin' ? 'reminders.nobody-admin' : 'reminders.nobody',
        { units: own.map(unit => `- ${unit}`).join('\n') },
      )
      await outbox.add(contact.conversation, [{ text, priority: 'notice' }], {
        now,
        origin: 'reminder-nobody',
      })
      heard.push(contact.conversation)
    }
    return heard
  })
}

/** Whom no channel took a reminder of: each is named to a lead once for each matter. */
export const tellUnreached = async (
  { agenda, people, clock }: Moment,
  work: LeadWork,
): Promise<ConversationId[]> => {
  const { repositories, library, transact, locales, now } = work
  const untold = await repositories.reminders.untold()
  if (untold.length === 0) return []
  const byLead = new Map<number, { listener: Listener; rows: StoredReminder[] }>()
  for (const row of untold) {
    const missing = people.find(({ id }) => id === row.person)
    if (missing === undefined) continue
    for (const listener of await reachable(listenersFor(missing, agenda, people), clock, work)) {
      const known = byLead.get(listener.person.id) ?? { listener, rows: [] }
      byLead.set(listener.person.id, { listener, rows: [...known.rows, row] })
    }
  }
  if (byLead.size === 0) return []
  // Done meanwhile: nobody has to be called any more.
  const named = new Map(untold.map(row => [row, matterOf(row, agenda)]))
  const standingOf = await loadStandings(
    { library, repositories, now },
    [...new Set(named.values())].flatMap(matter => matter ?? []),
  )
  const isDone = (row: StoredReminder): boolean => {
    const matter = named.get(row)
    return matter !== undefined && standingOf(matter).done
  }
  return await transact(async ({ reminders, outbox }) => {
    const mayTell = new Set<number>()
    const tried = new Set([...byLead.values()].flatMap(({ rows }) => rows))
    for (const row of tried) if (await reminders.noteTold(row.id, now)) mayTell.add(row.id)
    // A later step of the same matter, or the same hour's second row, is no news.
    const before = (await reminders.of([...new Set(untold.map(({ what }) => what))])).filter(
      ({ toldAt, id }) => toldAt !== null && !mayTell.has(id),
    )
    const isNews = (row: StoredReminder): boolean =>
      mayTell.has(row.id) &&
      !isDone(row) &&
      !before.some(
        ({ what, scope, person }) => what === row.what && scope === row.scope && person === row.person,
      )
    const heard: ConversationId[] = []
    for (const { listener, rows } of byLead.values()) {
      const t = locales.in(listener.person.locale)
      const lines = new Set(rows.filter(isNews).map(row => unreachedLine(row, agenda, people, work, t)))
      if (lines.size === 0) continue
      const text = [t('reminders.unreached'), ...lines, t('reminders.unreached-call')].join('\n')
      await outbox.add(listener.contact.conversation, [{ text, priority: 'notice' }], {
        now,
        origin: 'reminder-unreached',
      })
      heard.push(listener.contact.conversation)
    }
    return heard
  })
}

/** Leads of the person's own unit, else those who sum up, else admins; never the person who was not reached. */
const listenersFor = (missing: Person, agenda: Agenda, people: readonly Person[]): Person[] => {
  const others = people.filter(({ id }) => id !== missing.id)
  const own = others.filter(({ role, unit }) => role === 'lead' && unit !== null && unit === missing.unit)
  if (own.length > 0) return own
  const leads = leadsOf(agenda, others).filter(({ role }) => leadRoles.includes(role))
  return leads.length > 0 ? leads : others.filter(({ role }) => role === 'admin')
}

const matterOf = ({ what, scope }: StoredReminder, { matters }: Agenda): Matter | undefined =>
  matters.find(matter => matter.what === what && matter.scope === scope)

const unreachedLine = (
  row: StoredReminder,
  agenda: Agenda,
  people: readonly Person[],
  { lines }: LeadWork,
  t: Translate,
): string => {
  const person = people.find(({ id }) => id === row.person)
  const contact = person?.contacts.find(one => one.contact.id === row.contact)?.contact
  const channel = contact === undefined ? undefined : channelOf(contact.sender)
  const hours = channel === undefined ? null : (lines.get(channel)?.capabilities.windowHours ?? null)
  const matter = matterOf(row, agenda)
  const text = t('reminders.unreached-line', {
    name: person?.name ?? t('reminders.somebody'),
    unit: person?.unit ?? t('reminders.whole-ward'),
    why: t(`reminders.reasons.${row.reason ?? 'refused'}`, {
      channel: channel === undefined ? '' : t(`link.channels.${channel}`),
      span: hours === null ? '' : spanText(hours, t),
    }),
    what: matter === undefined ? t('reminders.title-other') : titleOf(matter, t),
  })
  return `- ${text}`
}

const spanText = (hours: number, t: Translate): string =>
  hours >= 72 ? t('reminders.days', { days: Math.round(hours / 24) }) : t('reminders.hours', { hours })
