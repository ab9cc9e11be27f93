/** What progress is reckoned from: sums of activities, and what leads have marked. Storage fills it, tests write it. */
import type { Day } from '../../vietnam-time.ts'

export type CountedStanding = 'approved' | 'by-lead' | 'waiting' | 'none'

/** Activities that agree in everything but their number. */
export interface Tally {
  /** "2026-03" */
  readonly month: string
  readonly target: string | null
  readonly form: string
  readonly unit: string | null
  /** Unit of the ward that did it. */
  readonly doer: string | null
  readonly standing: CountedStanding
  readonly entries: number
  readonly quantity: number
}

/** Activities of a target on one day; for targets that go by days (milestones, recurring duties). */
export interface DayTally {
  readonly target: string
  readonly date: Day
  readonly doer: string | null
  readonly standing: CountedStanding
}

/** Activities of a target in one neighbourhood. An activity in several counts in each. */
export interface AreaTally {
  readonly target: string
  readonly month: string
  readonly area: string
  readonly standing: CountedStanding
  readonly quantity: number
}

/** Something a lead keeps by hand: an item of a checklist, a unit's milestone, a period of a duty, a task. */
export interface Mark {
  readonly id: number
  /** {@link targetSubject} or {@link taskSubject}. */
  readonly subject: string
  /** The item's words, the unit, the period's key, the deadline; empty where there is only one. */
  readonly part: string
  /** null = listed, not done. */
  readonly doneOn: Day | null
  /** The percentage a survey found. */
  readonly value: number | null
  readonly note: string | null
  /** Pieces of evidence. */
  readonly evidence: number
}

export const targetSubject = (id: string): string => `target:${id}`
export const taskSubject = (no: number): string => `task:${no}`

export interface Facts {
  /** Of the plan's year up to the day that counts. */
  readonly totals: readonly Tally[]
  readonly days: readonly DayTally[]
  readonly areas: readonly AreaTally[]
  readonly marks: readonly Mark[]
}

/** How much counts, and how much waits for approval. */
export interface Count {
  readonly approved: number
  /** Entered by leads: counts, shown apart. */
  readonly byLead: number
  readonly waiting: number
}

export const noCount: Count = { approved: 0, byLead: 0, waiting: 0 }

export const countOf = (
  rows: readonly { readonly standing: CountedStanding; readonly quantity: number }[],
): Count => {
  const count = { approved: 0, byLead: 0, waiting: 0 }
  for (const { standing, quantity } of rows) {
    if (standing === 'approved') count.approved += quantity
    else if (standing === 'by-lead') count.byLead += quantity
    else if (standing === 'waiting') count.waiting += quantity
  }
  return count
}

/** What counts: approved, or entered by a lead. */
export const counted = ({ approved, byLead }: Count): number => approved + byLead
