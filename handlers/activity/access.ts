/** Who may see, change and approve which entries: own ones; leads those of their unit; admins all. */
import type { Contact } from '../../bot/chat.ts'
import type { ActivityFilter } from '../../storage/repositories/activities.ts'
import type { ActivityRecord } from '../../storage/repositories/activity-record.ts'
import type { Incoming } from '../handler.ts'
import type { Desk } from './desk.ts'

export const isLead = ({ role }: Contact): boolean => role === 'lead' || role === 'admin'

/** Admins, and leads of the whole ward (no unit of their own), see every unit. */
const seesAll = (contact: Contact): boolean =>
  contact.role === 'admin' || (contact.role === 'lead' && contact.unit === null)

/** Entries a lead answers for; for others their own. */
export const inReach = ({ contact }: Incoming, desk: Desk): ActivityFilter => {
  if (seesAll(contact)) return {}
  return contact.role === 'lead'
    ? { doer: desk.doer ?? contact.unit, orUnitlessHelp: true }
    : { person: contact.person }
}

/**
 * As a lead of the unit that did it, not as the one who entered it. Volunteers without a unit are every lead's, so that
 * their help never waits for nobody.
 */
export const leads = ({ contact }: Incoming, record: ActivityRecord, desk: Desk): boolean => {
  if (seesAll(contact)) return true
  if (contact.role !== 'lead') return false
  return record.doer === null ? record.kind === 'help' : record.doer === (desk.doer ?? contact.unit)
}

export const mayChange = (incoming: Incoming, record: ActivityRecord, desk: Desk): boolean =>
  record.person === incoming.contact.person || leads(incoming, record, desk)
