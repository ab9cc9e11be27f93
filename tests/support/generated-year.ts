/** A year of a ward's work as officers would enter it: through the repositories, the same for the same seed. */
import type { Kysely } from 'kysely'
import { z } from 'zod'
import { conversationId, senderId } from '../../bot/chat.ts'
import { fold } from '../../content/language/unicode.ts'
import type { Library } from '../../content/library.ts'
import { matchTarget } from '../../content/plan/match-target.ts'
import { type Form, forms, type Plan } from '../../content/plan/plan.ts'
import { targetSubject, taskSubject } from '../../content/plan/progress/facts.ts'
import { addDays, type Day, instantOf } from '../../content/vietnam-time.ts'
import type { OpenDatabase } from '../../storage/database.ts'
import type { ActivityFields } from '../../storage/repositories/activity-record.ts'
import { createRepositories, type Repositories } from '../../storage/repositories.ts'
import type { Database } from '../../storage/schema.ts'

/** Mulberry32: small, fast, the same everywhere. */
export const seeded = (seed: number): ((limit: number) => number) => {
  let state = seed >>> 0
  return limit => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * limit)
  }
}

const topics = ['dvc', 'bcci', 'vneid', 'tthc', 'indices', 'digital_transformation', 'cchc_general']

/** What is counted of a form, how long one takes, how many come. */
const kinds: Readonly<
  Partial<Record<Form, { unit: string; minutes?: number; people?: number; weight: number }>>
> = {
  loudspeaker: { unit: 'tin', minutes: 7, weight: 30 },
  website_post: { unit: 'bài', weight: 14 },
  news_article: { unit: 'bài', weight: 4 },
  social_post: { unit: 'bài', weight: 10 },
  banner: { unit: 'băng rôn', weight: 6 },
  mobile_van: { unit: 'buổi', minutes: 60, weight: 2 },
  conference: { unit: 'hội nghị', minutes: 90, people: 60, weight: 4 },
  leaflet: { unit: 'tờ', weight: 4 },
  video: { unit: 'clip', minutes: 3, weight: 1 },
  notice_board: { unit: 'lượt niêm yết', weight: 4 },
  direct_guidance: { unit: 'lượt người', people: 1, weight: 21 },
}
const wheel: readonly Form[] = forms.flatMap(form =>
  Array.from({ length: kinds[form]?.weight ?? 0 }, () => form),
)

const contactOf = async (
  { contacts }: Repositories,
  name: string,
  role: 'officer' | 'lead',
  unit: string | null,
): Promise<number> => {
  const now = new Date('2026-01-01T01:00:00.000Z')
  const { contact } = await contacts.meet({
    sender: senderId('telegram', name),
    conversation: conversationId('telegram', name),
    name,
    privateChat: true,
    locale: 'vi',
    now,
  })
  await contacts.setRole(contact.person, role, unit)
  return contact.id
}

const unitsOf = 6
const standIn = (index: number): string => `Đơn vị ${index + 1}`

/**
 * `many` activities over the year: most approved within days, some waiting, some entered by a lead, every third with a photo
 * or a link; residents' questions with ratings. Units are stand-ins until {@link moveInto} gives them the names of a ward.
 */
export const generateYear = async (
  db: Kysely<Database>,
  { year, many, seed }: { year: number; many: number; seed: number },
): Promise<void> => {
  const pick = seeded(seed)
  await db.transaction().execute(async trx => {
    const repositories = createRepositories(trx)
    const officers: { unit: string; officer: number; lead: number }[] = []
    for (let index = 0; index < unitsOf; index++) {
      const unit = standIn(index)
      officers.push({
        unit,
        officer: await contactOf(repositories, `Cán bộ ${unit}`, 'officer', unit),
        lead: await contactOf(repositories, `Lãnh đạo ${unit}`, 'lead', unit),
      })
    }
    for (let index = 0; index < many; index++) {
      const own = officers[pick(officers.length)]
      const form = wheel[pick(wheel.length)]
      const kind = form === undefined ? undefined : kinds[form]
      if (own === undefined || form === undefined || kind === undefined) continue
      const date = addDays(`${year}-01-01`, Math.floor((index * 365) / many))
      const quantity = form === 'leaflet' ? 20 + pick(200) : 1 + pick(form === 'direct_guidance' ? 12 : 3)
      const place = `Tổ ${1 + pick(12)}`
      const fields: ActivityFields = {
        form,
        quantity,
        unit: kind.unit,
        minutes: kind.minutes === undefined ? null : kind.minutes * quantity,
        minutesEach: kind.minutes ?? null,
        people: kind.people === undefined ? null : form === 'direct_guidance' ? quantity : kind.people,
        date,
        dateEnd: null,
        session: null,
        place,
        placeKey: fold(place),
        areas: [],
        topics: [
          ...new Set([topics[pick(topics.length)] ?? 'dvc', ...(pick(4) === 0 ? ['cchc_general'] : [])]),
        ],
        links: pick(6) === 0 ? [`https://phuong.example.vn/bai-${index}`] : [],
        note: null,
        doer: own.unit,
        target: null,
      }
      const byLead = pick(8) === 0
      const entered = instantOf(date, '14:00')
      const entry = await repositories.activities.add(
        fields,
        { kind: 'log', state: 'submitted', byLead, words: '' },
        { contact: byLead ? own.lead : own.officer, now: entered },
      )
      if (!byLead && pick(12) > 0)
        await repositories.activities.change(
          entry.id,
          ['submitted'],
          { state: 'approved', decided: true },
          'approve',
          { contact: own.lead, now: new Date(entered.getTime() + (1 + pick(96)) * 3_600_000) },
        )
      if (pick(3) === 0) await addProof(repositories, entry.id, index, own.officer, entered, pick(2) === 0)
    }
    await addQuestions(repositories, year, pick)
  })
}

/** Gives a generated year to a ward: its units' names, what counts to its targets, and what its leads marked as done. */
export const moveInto = async (
  { db, raw }: OpenDatabase,
  { plan, ward }: Pick<Library, 'plan' | 'ward'>,
  seed: number,
): Promise<void> => {
  if (plan === null) throw new Error('a year needs a plan')
  for (let index = 0; index < unitsOf; index++) {
    const name = ward.units[index % ward.units.length]?.name ?? ''
    raw.prepare('UPDATE activity SET doer = ? WHERE doer = ?').run(name, standIn(index))
    raw.prepare('UPDATE person SET unit = ? WHERE unit = ?').run(name, standIn(index))
  }
  const kindsDone = z
    .array(z.object({ form: z.enum(forms), unit: z.string(), doer: z.string() }))
    .parse(raw.prepare('SELECT DISTINCT form, unit, doer FROM activity').all())
  for (const kind of kindsDone) {
    const match = matchTarget(plan, kind)
    if (match.kind === 'sure' && match.target !== null)
      raw
        .prepare('UPDATE activity SET target_id = ? WHERE form = ? AND unit = ? AND doer = ?')
        .run(match.target.id, kind.form, kind.unit, kind.doer)
  }
  await addMarks(createRepositories(db), plan, 1, seeded(seed))
}

const addProof = async (
  { evidence }: Repositories,
  activity: number,
  index: number,
  contact: number,
  now: Date,
  photo: boolean,
): Promise<void> => {
  const sha256 = photo ? index.toString(16).padStart(64, '0') : null
  await evidence.add(
    {
      activity,
      kind: photo ? 'photo' : 'link',
      sha256,
      originalSha256: sha256,
      look: null,
      url: photo ? null : `https://phuong.example.vn/tin/${index}`,
      name: photo ? `anh-${index}.jpg` : null,
      mimeType: photo ? 'image/jpeg' : null,
      size: photo ? 1000 : null,
      piece: null,
      conversation: null,
      messageRef: null,
    },
    { contact, now },
  )
}

const addMarks = async (
  { planItems }: Repositories,
  plan: Plan,
  contact: number,
  pick: (limit: number) => number,
): Promise<void> => {
  const { year } = plan
  const done = async (subject: string, part: string, on: Day): Promise<void> => {
    const doing = { contact, now: instantOf(on, '16:00') }
    const id = await planItems.ensure({ year, subject, part }, doing)
    await planItems.markDone(id, { on }, doing)
    await planItems.addEvidence(
      id,
      {
        kind: 'link',
        sha256: null,
        originalSha256: null,
        url: `https://phuong.example.vn/minh-chung/${id}`,
        name: null,
        mimeType: null,
        size: null,
      },
      doing,
    )
  }
  for (const target of plan.targets) {
    if (target.shape === 'milestone' && target.units.length > 0)
      for (const unit of target.units.slice(1)) await done(targetSubject(target.id), unit, `${year}-02-20`)
    if (target.shape === 'coverage')
      for (let index = 0; index < 8; index++)
        if (pick(4) > 0) await done(targetSubject(target.id), `Mục ${index + 1}`, `${year}-0${1 + index}-15`)
        else
          await planItems.ensure(
            { year, subject: targetSubject(target.id), part: `Mục ${index + 1}` },
            { contact, now: instantOf(`${year}-01-10`) },
          )
  }
  for (const task of plan.tasks.slice(0, 2))
    if (!task.doneWhenIssued) await done(taskSubject(task.no), '', `${year}-11-20`)
}

const asked = [
  'vneid.level2.register',
  'hotich.birth.register',
  'dvc.submit.how',
  'bcci.receive',
  'payment.land-tax',
  'cutru.temporary.register',
]

const addQuestions = async (
  repositories: Repositories,
  year: number,
  pick: (limit: number) => number,
): Promise<void> => {
  const { questions } = repositories
  const resident = await contactOf(repositories, 'Bà con', 'officer', null)
  for (let index = 0; index < 240; index++) {
    const now = instantOf(addDays(`${year}-01-01`, pick(365)), '10:00')
    const topic = asked[Math.min(pick(asked.length), pick(asked.length))] ?? null
    const id = await questions.add(
      {
        channel: 'web',
        contact: resident,
        text: '',
        outcome: 'answer',
        topic,
        entry: topic,
        confidence: 0.9,
        reason: null,
      },
      now,
    )
    if (pick(5) === 0)
      await questions.rate(
        id,
        { contact: resident, remembered: true },
        pick(6) === 0 ? 'wrong' : 'useful',
        now,
      )
  }
}
