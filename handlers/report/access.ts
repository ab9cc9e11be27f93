/** Whose report somebody may see, and who may issue it. */
import type { Contact } from '../../bot/chat.ts'
import type { Ward } from '../../content/model/ward.ts'
import type { Plan } from '../../content/plan/plan.ts'
import { summingUnit } from '../../content/report/due.ts'
import { ownUnit } from '../progress/view.ts'

/** A unit's name as ward.yaml writes it, or null for the whole ward. */
export type Scope = string | null

export interface Reach {
  /** The first is what is meant when nothing is said. */
  readonly scopes: readonly Scope[]
}

/**
 * Officers report for their unit; leads for theirs, and for the ward where their unit sums up; admins and leads of the
 * whole ward for everything.
 */
export const reachOf = (contact: Contact, plan: Plan, ward: Ward): Reach => {
  const all: readonly Scope[] = [null, ...ward.units.map(({ name }) => name)]
  const own = ownUnit(contact, ward.units)
  switch (contact.role) {
    case 'admin':
      return { scopes: all }
    case 'lead':
      if (contact.unit === null) return { scopes: all }
      if (own === null) return { scopes: [] }
      return { scopes: own === summingUnit(plan, ward) ? [null, own] : [own] }
    case 'officer':
      return { scopes: own === null ? [] : [own] }
    case 'volunteer':
    case 'resident':
      return { scopes: [] }
    default:
      return contact.role satisfies never
  }
}

/** Freezing a report is a leader's act; officers prepare it. */
export const mayIssue = (contact: Contact, scope: Scope, plan: Plan, ward: Ward): boolean =>
  (contact.role === 'lead' || contact.role === 'admin') && reachOf(contact, plan, ward).scopes.includes(scope)
