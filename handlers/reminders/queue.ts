/** Every few minutes: who is to be reminded of what just now. Each message is claimed and queued in one transaction. */
import type { ConversationId } from '../../bot/chat.ts'
import { isWorkingDay } from '../../content/office-hours.ts'
import type { Matter } from '../../content/report/agenda.ts'
import { noWish, stepDue, type Wish } from '../../content/report/reminders.ts'
import { clockOf, type Day, dayOf, instantOf } from '../../content/vietnam-time.ts'
import type { ReminderKey, StoredReminder } from '../../storage/repositories/reminders.ts'
import type { Repositories } from '../../storage/repositories.ts'
import { leadRoles } from '../commands.ts'
import { reminderReply } from './message.ts'
import { audienceOf, loadStaff, type Person, type Reached, reach } from './people.ts'
import { agendaInUse } from './rules.ts'
import { loadStandings, onlyWaits, type Standing } from './standing.ts'
import { type LeadWork, type Moment, tellOfNobody, tellUnreached } from './tell-leads.ts'
import { reminderOrigin, takeBack } from './undelivered.ts'
import { humaneFrom, humaneUntil, usualPreference } from './usual.ts'

interface Candidate {
  readonly matter: Matter
  readonly standing: Standing
  readonly person: Person
  readonly key: ReminderKey
  readonly reached: Extract<Reached, { kind: 'open' | 'closed' }>
}

/** @returns the conversations that now have something waiting */
export const queueReminders = async (work: LeadWork): Promise<ConversationId[]> => {
  const { repositories, library, now } = work
  const today = dayOf(now)
  const clock = clockOf(now)
  if (!isWorkingDay(today, library.ward) || clock < humaneFrom || clock >= humaneUntil) return []
  const agenda = await agendaInUse({ library, repositories, now })
  if (agenda === null) return []
  await takeBack(repositories, work.transact, now)
  const people = await loadStaff(repositories, library.ward.units)
  const moment: Moment = { agenda, people, today, clock }
  const { candidates, nobody } = await findDue(moment, work)
  const told =
    candidates.length === 0
      ? []
      : await work.transact(async trx => {
          const heard: ConversationId[] = []
          for (const candidate of candidates) heard.push(...(await sayOne(candidate, today, trx, work)))
          return heard
        })
  return [...told, ...(await tellOfNobody(nobody, moment, work)), ...(await tellUnreached(moment, work))]
}

const findDue = async (
  { agenda, people, today, clock }: Moment,
  { repositories, library, lines, now }: LeadWork,
): Promise<{ candidates: Candidate[]; nobody: string[] }> => {
  const wishes = await repositories.reminders.wishes()
  const wishOf = (person: number, { what, scope }: Matter): Wish =>
    wishes.find(wish => wish.person === person && wish.what === what && wish.scope === scope) ?? noWish
  // A wish may bring a matter up on a day of its own.
  const current = agenda.matters.filter(
    ({ steps, what }) =>
      stepDue(steps, today, [], noWish) !== undefined ||
      wishes.some(wish => wish.what === what && wish.until !== null && wish.until <= today),
  )
  if (current.length === 0) return { candidates: [], nobody: [] }
  const said = await repositories.reminders.of([...new Set(current.map(({ what }) => what))])
  // Channels linked since then are one person, who heard it.
  const ownerOf = new Map(
    people.flatMap(({ id, contacts }) => contacts.map(({ contact }) => [contact.id, id])),
  )
  const rows = Map.groupBy(
    said,
    ({ what, scope, person, contact }) => `${what}|${scope}|${ownerOf.get(contact ?? 0) ?? person}`,
  )
  const preferences = await repositories.reminders.preferences()
  const nobody = new Set<string>()
  const due: { matter: Matter; person: Person; key: ReminderKey; before: StoredReminder | undefined }[] = []
  for (const matter of current) {
    const audience = audienceOf(matter, agenda, people)
    // What people hear of only when they ask for it is missed by nobody.
    const wanted = !usualPreference.off.includes(matter.kind)
    // Once it is late, a lead has long heard of it.
    if (wanted && audience.length === 0 && matter.audience === 'unit' && matter.due >= today)
      nobody.add(matter.scope)
    for (const person of audience) {
      const { at, off } = preferences.get(person.id) ?? usualPreference
      if (clock < at || off.includes(matter.kind)) continue
      const own = rows.get(`${matter.what}|${matter.scope}|${person.id}`) ?? []
      const step = stepDue(
        matter.steps,
        today,
        own.filter(({ reason }) => reason === null).map(row => ({ step: row.step, on: row.day })),
        wishOf(person.id, matter),
      )
      if (step === undefined) continue
      due.push({
        matter,
        person,
        key: { what: matter.what, scope: matter.scope, person: person.id, step },
        before: own.find(row => row.step === step),
      })
    }
  }
  // Progress over a year's activities is read only where somebody may have to be told.
  const asked = [...new Set(due.map(({ matter }) => matter))]
  const emptyUnits = current.filter(({ scope }) => nobody.has(scope))
  const standingOf = await loadStandings({ library, repositories, now }, [...asked, ...emptyUnits])
  const candidates: Candidate[] = []
  for (const { matter, person, key, before } of due) {
    const standing = standingOf(matter)
    if (standing.done || isToldElsewhere(matter, agenda.matters, standingOf)) continue
    if (onlyWaits(standing) && !leadRoles.includes(person.role)) continue
    const reached = await reach(person, lines, repositories, now, before)
    if (reached.kind === 'later' || (reached.kind === 'closed' && before !== undefined)) continue
    candidates.push({ matter, standing, person, key, reached })
  }
  return {
    candidates,
    nobody: [...new Set(emptyUnits.filter(matter => !standingOf(matter).done).map(({ scope }) => scope))],
  }
}

/** The ward's own report lists the units that did not send theirs: while it is open, they are not listed once more. */
const isToldElsewhere = (
  matter: Matter,
  matters: readonly Matter[],
  standingOf: (matter: Matter) => Standing,
): boolean =>
  matter.about === 'owing' &&
  matters.some(
    other =>
      other.about === 'ward-report' && other.period.key === matter.period.key && !standingOf(other).done,
  )

const sayOne = async (
  { matter, standing, person, key, reached }: Candidate,
  today: Day,
  { reminders, outbox }: Repositories,
  { library, locales, now }: LeadWork,
): Promise<ConversationId[]> => {
  const { contact } = reached
  if (reached.kind === 'closed') {
    await reminders.noteUnreached(key, { contact: contact.id, reason: reached.reason, day: today, now })
    return []
  }
  const id = await reminders.claim(key, { contact: contact.id, day: today, now })
  if (id === undefined) return []
  const reply = reminderReply({
    matter,
    standing,
    today,
    id,
    role: person.role,
    library,
    last: matter.steps.at(-1)?.key === key.step,
    t: locales.in(person.locale),
  })
  // Its words are of today ("còn 3 ngày"), and nobody is disturbed at night when a channel comes back.
  const until = instantOf(today, humaneUntil).toISOString()
  await outbox.add(contact.conversation, [{ ...reply, until }], { now, origin: reminderOrigin(id) })
  return [contact.conversation]
}
