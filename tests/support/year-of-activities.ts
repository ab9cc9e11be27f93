/** A year of made-up activities in a ward's database, the same for the same number: for reports and their measurement. */
import type { Kysely } from 'kysely'
import type { Ward } from '../../content/model/ward.ts'
import type { Plan } from '../../content/plan/plan.ts'
import { addDays } from '../../content/vietnam-time.ts'
import type { Database } from '../../storage/schema.ts'

const topics = ['dvc', 'bcci', 'vneid', 'tthc', 'cchc_general']
const kinds = [
  ['loudspeaker', 'tin', 7],
  ['banner', 'băng rôn', null],
  ['mobile_van', 'buổi', 60],
  ['direct_guidance', 'lượt người', null],
  ['website_post', 'bài', null],
] as const

/** The contact everything is entered by. */
export const addOfficer = async (db: Kysely<Database>): Promise<number> => {
  const at = '2026-01-01T00:00:00.000Z'
  const person = await db
    .insertInto('person')
    .values({ role: 'lead', unit: null, locale: 'vi', notified_at: at, created_at: at })
    .executeTakeFirstOrThrow()
  const contact = await db
    .insertInto('contact')
    .values({
      person_id: Number(person.insertId),
      channel: 'web',
      sender: 'web:officer',
      conversation: 'web:officer',
      name: 'Cán bộ',
      source: null,
      created_at: at,
      last_seen_at: at,
      gone_at: null,
    })
    .executeTakeFirstOrThrow()
  return Number(contact.insertId)
}

/** Spreads `many` activities evenly over the plan's year; every fifth waits for approval, every fifth has a photo. */
export const addYear = async (
  db: Kysely<Database>,
  { plan, ward, many, evidence }: { plan: Plan; ward: Ward; many: number; evidence: number },
): Promise<void> => {
  const contact = await addOfficer(db)
  await db.transaction().execute(async trx => {
    for (let index = 0; index < many; index++) {
      const [form, unit, minutes] = kinds[index % kinds.length] ?? kinds[0]
      const date = addDays(`${plan.year}-01-01`, Math.floor((index * 365) / many))
      // Not every second one: evidence of even numbers only would be photos only.
      const photo = Math.floor(index / 4) % 2 === 0
      const waits = index % 5 === index % 7
      const target = plan.targets.find(
        ({ forms, shape }) => forms.includes(form) && (shape === 'yearly-count' || shape === 'count-only'),
      )
      const result = await trx
        .insertInto('activity')
        .values({
          code_year: plan.year,
          number: index + 1,
          kind: 'log',
          state: waits ? 'submitted' : 'approved',
          standing: waits ? 'waiting' : 'approved',
          by_lead: 0,
          form,
          quantity: 1 + (index % 3),
          unit,
          minutes,
          minutes_each: null,
          people: form === 'mobile_van' ? 40 : null,
          date,
          date_end: null,
          month: date.slice(0, 7),
          session: null,
          place: `Tổ ${1 + (index % 9)}`,
          place_key: `to ${1 + (index % 9)}`,
          areas: '[]',
          topics: JSON.stringify([topics[index % topics.length]]),
          links: '[]',
          note: null,
          doer: ward.units[index % ward.units.length]?.name ?? null,
          target_id: target?.id ?? null,
          words: '',
          entered_by: contact,
          entered_at: `${date}T03:00:00.000Z`,
          changed_at: `${date}T03:00:00.000Z`,
          decided_by: waits ? null : contact,
          decided_at: waits ? null : `${date}T04:00:00.000Z`,
          reason: null,
        })
        .executeTakeFirstOrThrow()
      if (evidence > 0 && index % Math.max(1, Math.floor(many / evidence)) === 0)
        await trx
          .insertInto('evidence')
          .values({
            activity_id: Number(result.insertId),
            kind: photo ? 'photo' : 'link',
            sha256: photo ? String(index).padStart(64, '0') : null,
            original_sha256: photo ? String(index).padStart(64, '0') : null,
            look: null,
            url: photo ? null : `https://example.vn/bai/${index}`,
            name: photo ? `anh-${index}.jpg` : null,
            mime_type: photo ? 'image/jpeg' : null,
            size: photo ? 1000 : null,
            piece: null,
            conversation: null,
            message_ref: null,
            added_by: contact,
            added_at: `${date}T03:00:00.000Z`,
          })
          .execute()
    }
  })
}
