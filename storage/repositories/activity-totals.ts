/** Sums over activities for progress, reports and thanks: numbers only, fast on tens of thousands of entries. */
import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import type { Database } from '../schema.ts'
import { type ActivityKind, activityKinds, type Standing, standings } from './activity-record.ts'

/** Entries that agree in everything but their numbers. */
export interface ActivityTotal {
  /** "2026-03", of the (first) day it was done. */
  readonly month: string
  readonly target: string | null
  readonly form: string
  /** The thing counted: "tin", "băng rôn". */
  readonly unit: string | null
  /** Unit of the ward that did it. */
  readonly doer: string | null
  readonly kind: ActivityKind
  /** "none" never occurs: drafts, returned and withdrawn entries are left out. */
  readonly standing: Standing
  readonly entries: number
  readonly quantity: number
  readonly minutes: number
  readonly people: number
}

const counts = sql<boolean>`standing <> 'none'`

export type ActivityTotalRepository = ReturnType<typeof createActivityTotalRepository>

export const createActivityTotalRepository = (db: Kysely<Database>) => {
  const between = (from: string, to: string) =>
    db
      .selectFrom('activity')
      .select(({ fn }) => [
        'month',
        'target_id',
        'form',
        'unit',
        'doer',
        'kind',
        'standing',
        fn.countAll<number>().as('entries'),
        sum('quantity'),
        sum('minutes'),
        sum('people'),
      ])
      .where(counts)
      .where('month', '>=', from)
      .where('month', '<=', to)
      .groupBy(['month', 'target_id', 'form', 'unit', 'doer', 'kind', 'standing'])

  return {
    /** Totals of whole months, inclusive ("2026-01" to "2026-12"): answered from an index alone. */
    async ofMonths(from: string, to: string): Promise<ActivityTotal[]> {
      return (await between(from, to).execute()).map(toTotal)
    },

    /** Totals between two days, inclusive; `enteredBefore` leaves out what was entered at that instant or later. */
    async ofDays(from: string, to: string, enteredBefore?: Date): Promise<ActivityTotal[]> {
      let query = between(from.slice(0, 7), to.slice(0, 7)).where('date', '>=', from).where('date', '<=', to)
      if (enteredBefore !== undefined) query = query.where('entered_at', '<', enteredBefore.toISOString())
      return (await query.execute()).map(toTotal)
    },

    /** Days on which these targets were worked for, inclusive, by unit and standing. */
    async daysOf(
      targets: readonly string[],
      from: string,
      to: string,
    ): Promise<{ target: string; date: string; doer: string | null; standing: Standing }[]> {
      if (targets.length === 0) return []
      const rows = await db
        .selectFrom('activity')
        .select(['target_id', 'date', 'doer', 'standing'])
        .distinct()
        .where(counts)
        .where('month', '>=', from.slice(0, 7))
        .where('month', '<=', to.slice(0, 7))
        .where('target_id', 'in', targets)
        .where('date', '>=', from)
        .where('date', '<=', to)
        .execute()
      return rows.map(row => ({
        target: row.target_id ?? '',
        date: row.date ?? '',
        doer: row.doer,
        standing: z.enum(standings).parse(row.standing),
      }))
    },

    /** What was done for a target in each place, by month; an entry of several areas shows under each with its whole number. */
    async areasOf(
      target: string,
      from: string,
      to: string,
    ): Promise<{ target: string; month: string; area: string; standing: Standing; quantity: number }[]> {
      const rows = await db
        .selectFrom('activity')
        .select(['month', 'place', 'areas', 'standing', sum('quantity')])
        .where(counts)
        .where('target_id', '=', target)
        .where('month', '>=', from.slice(0, 7))
        .where('month', '<=', to.slice(0, 7))
        .where('date', '>=', from)
        .where('date', '<=', to)
        .groupBy(['month', 'place', 'areas', 'standing'])
        .execute()
      return rows.flatMap(({ month, place, areas, standing, quantity }) => {
        const named = z.array(z.string()).parse(JSON.parse(areas))
        const all = named.length > 0 ? named : place === null ? [] : [place]
        return all.map(area => ({
          target,
          month: month ?? '',
          area,
          standing: z.enum(standings).parse(standing),
          quantity,
        }))
      })
    },

    /** People helped by one person between two days, inclusive, by topic and place; an entry of two topics shows under both. */
    async helpedBy(
      person: number,
      from: string,
      to: string,
    ): Promise<{
      total: number
      byTopic: ReadonlyMap<string, number>
      byPlace: ReadonlyMap<string, number>
    }> {
      const rows = await db
        .selectFrom('activity')
        .innerJoin('contact', 'contact.id', 'activity.entered_by')
        .select(['activity.quantity', 'activity.topics', 'activity.place'])
        .where('contact.person_id', '=', person)
        .where('activity.kind', '=', 'help')
        .where('activity.standing', '<>', 'none')
        .where('activity.date', '>=', from)
        .where('activity.date', '<=', to)
        .execute()
      const byTopic = new Map<string, number>()
      const byPlace = new Map<string, number>()
      const more = (map: Map<string, number>, key: string, by: number) =>
        map.set(key, (map.get(key) ?? 0) + by)
      let total = 0
      for (const { quantity, topics, place } of rows) {
        total += quantity ?? 0
        for (const topic of z.array(z.string()).parse(JSON.parse(topics))) more(byTopic, topic, quantity ?? 0)
        if (place !== null) more(byPlace, place, quantity ?? 0)
      }
      return { total, byTopic, byPlace }
    },
  }
}

const sum = <Column extends 'quantity' | 'minutes' | 'people'>(column: Column) =>
  sql<number>`coalesce(sum(${sql.ref(column)}), 0)`.as(column)

const toTotal = (row: {
  month: string | null
  target_id: string | null
  form: string | null
  unit: string | null
  doer: string | null
  kind: string
  standing: string
  entries: number
  quantity: number
  minutes: number
  people: number
}): ActivityTotal => ({
  month: row.month ?? '',
  target: row.target_id,
  form: row.form ?? 'other',
  unit: row.unit,
  doer: row.doer,
  kind: z.enum(activityKinds).parse(row.kind),
  standing: z.enum(standings).parse(row.standing),
  entries: row.entries,
  quantity: row.quantity,
  minutes: row.minutes,
  people: row.people,
})
