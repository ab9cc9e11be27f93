/** Why something fell behind: asked of the units that owe it, typed in chat, quoted in the report. */
import { z } from 'zod'
import { type Button, type Contact, plain, type Reply } from '../../bot/chat.ts'
import { fold } from '../../content/language/unicode.ts'
import type { Translate } from '../../content/locales.ts'
import { maskPersonal } from '../../content/personal-data.ts'
import { unitCalled } from '../../content/plan/progress/owners.ts'
import { periodName, readPeriod } from '../../content/report/periods.ts'
import { type Shortfall, shortfallsOf, withoutReason } from '../../content/report/shortfalls.ts'
import { addDays, dayOf } from '../../content/vietnam-time.ts'
import type { ReportReason } from '../../storage/repositories/report-reasons.ts'
import { onceEach } from '../cases/people.ts'
import type { Handler, Incoming, Outcome, Services } from '../handler.ts'
import { planInUse } from '../progress/view.ts'
import { reachOf } from './access.ts'
import { type Asked, askedCode, reportNow, scopeCode } from './desk.ts'
import { otherYear } from './preview.ts'

export const reasonForm = 'report-reason'
const formSchema = z.object({ id: z.number() })
const longestReason = 500
const longestButton = 40
/** A form left open longer no longer takes what is typed for its own. */
const openMs = 2 * 60 * 60 * 1000
/** The same unit is not asked for the same thing again on the same day. */
const askAgainDays = 1

interface AskedItem {
  readonly id: number
  readonly shortfall: Shortfall
}

const unitOf = ({ unit }: Contact, { library }: Pick<Services, 'library'>): string | undefined =>
  unit === null ? undefined : unitCalled(library.ward.units, unit)?.name

/** `bc:hoi:<period>:<scope>`: one message to each owing unit's officers and leads. */
export const askReasons = async (asked: Asked, incoming: Incoming, services: Services): Promise<Outcome> => {
  const { repositories, t, now, in: speak } = services
  const report = await reportNow(asked, services)
  if (report === null) return otherYear(asked, services)
  const before = await repositories.reportReasons.list(asked.period.key)
  const recently = addDays(dayOf(now), 1 - askAgainDays)
  const waits = (subject: string, unit: string): boolean =>
    before.some(
      row => row.subject === subject && row.unit === unit && !row.skipped && dayOf(row.askedAt) >= recently,
    )
  const staff = await repositories.contacts.withRole(['officer', 'lead'])
  const unreached: string[] = []
  const waiting: string[] = []
  const told: string[] = []
  const also: NonNullable<Outcome['also']>[number][] = []
  const byUnit = new Map<string, Shortfall[]>()
  for (const shortfall of shortfallsOf(report))
    for (const unit of withoutReason(shortfall)) byUnit.set(unit, [...(byUnit.get(unit) ?? []), shortfall])
  for (const [unit, all] of byUnit) {
    const owed = all.filter(({ subject }) => !waits(subject, unit))
    const people = onceEach(
      staff.filter(contact => unitOf(contact, services) === unit),
      services,
    )
    if (people.length === 0) unreached.push(unit)
    else if (owed.length === 0) waiting.push(unit)
    if (people.length === 0 || owed.length === 0) continue
    const items: AskedItem[] = []
    for (const shortfall of owed) {
      const id = await repositories.reportReasons.ask(
        { period: asked.period.key, subject: shortfall.subject, unit },
        { contact: incoming.contact.id, now },
      )
      items.push({ id, shortfall })
    }
    told.push(unit)
    for (const { conversation, locale } of people)
      also.push({ to: conversation, replies: [question(unit, items, asked, speak(locale))] })
  }
  if (told.length > 0)
    await repositories.audit.add(
      {
        actor: `contact:${incoming.contact.id}`,
        action: 'report.ask-reasons',
        subject: `period:${asked.period.key}`,
        detail: { units: told },
      },
      now,
    )
  return {
    replies: [
      {
        text: [
          ...(told.length === 0 ? [] : [t('report.reasons-asked', { units: told.join('; ') })]),
          ...(waiting.length === 0 ? [] : [t('report.reasons-waiting', { units: waiting.join('; ') })]),
          ...(unreached.length === 0 ? [] : [t('report.reasons-nobody', { units: unreached.join('; ') })]),
          ...(byUnit.size === 0 ? [t('report.reasons-complete')] : []),
        ].join('\n'),
        buttons: [[{ label: t('report.back'), value: `bc:xem:${askedCode(asked, services)}` }]],
      },
    ],
    also,
  }
}

const short = (text: string): string =>
  text.length <= longestButton ? text : `${text.slice(0, longestButton - 1).trimEnd()}…`

const question = (unit: string, items: readonly AskedItem[], { period }: Asked, t: Translate): Reply => ({
  text: [
    t('report.why-behind', { period: periodName(period), unit }),
    ...items.map(({ shortfall }, index) => `${index + 1}. ${shortfall.title}: ${shortfall.text}`),
    t('report.why-how'),
  ].join('\n'),
  buttons: [
    ...items.map(({ id }, index): Button[] => [
      {
        label: short(
          items.length === 1 ? t('report.say-reason') : t('report.say-reason-of', { n: index + 1 }),
        ),
        value: `bcl:noi:${id}`,
      },
    ]),
    [{ label: t('report.skip-reason'), value: `bcl:bo:${items[0]?.id ?? ''}` }],
  ],
  priority: 'notice',
})

/** The unit itself answers; admins and leads of the whole ward may write down what it told them. */
const mayAnswer = (contact: Contact, { unit }: ReportReason, services: Services): boolean =>
  contact.role === 'admin' ||
  (contact.role === 'lead' && contact.unit === null) ||
  unitOf(contact, services) === unit

/** `bcl:noi:<id>` asks for words, `bcl:mot:<id>` passes one over, `bcl:bo:<id>` all its unit still owes. */
export const pressReason: Handler = async (incoming, services) => {
  const { repositories, t, now } = services
  const [verb, id] = incoming.pressed?.args ?? []
  const row = Number.isSafeInteger(Number(id)) ? await repositories.reportReasons.byId(Number(id)) : undefined
  if (row === undefined || !mayAnswer(incoming.contact, row, services))
    return { replies: [{ text: t('report.gone') }] }
  if (verb === 'bo' || verb === 'mot') {
    for (const open of verb === 'mot' ? [row] : await openOf(row, services))
      if (open.text === null) await keep(open, null, incoming, services)
    const { form: _form, ...session } = incoming.session
    return {
      replies: [{ text: t('report.reason-skipped') }],
      session,
      also: await tellAsker(row, incoming, services),
    }
  }
  return {
    replies: [
      {
        text: t('report.type-reason', { what: await titleOf(row, services) }),
        buttons: [[{ label: t('report.skip-reason'), value: `bcl:mot:${row.id}` }]],
      },
    ],
    session: {
      ...incoming.session,
      form: { name: reasonForm, data: { id: row.id }, at: now.toISOString() },
    },
    labelsOnly: true,
  }
}

const titleOf = async ({ subject, period }: ReportReason, services: Services): Promise<string> => {
  const plan = await planInUse(services, readPeriod(period)?.year)
  const [kind, id = ''] = subject.split(':')
  return kind === 'task'
    ? (plan?.tasks.find(({ no }) => no === Number(id))?.text ?? subject)
    : (plan?.targets.find(target => target.id === id)?.title ?? subject)
}

/** Words typed while a reason is asked for. What ends in a question mark is a question, as ever. */
export const givesReason = ({ session, update, command, pressed, text }: Incoming): boolean =>
  update.chat === 'private' &&
  update.content.kind === 'text' &&
  update.forwarded !== true &&
  command === undefined &&
  pressed === undefined &&
  session.form?.name === reasonForm &&
  Date.parse(update.at) - Date.parse(session.form.at) <= openMs &&
  !text.trimEnd().endsWith('?')

export const takeReason: Handler = async (incoming, services) => {
  const { repositories, t } = services
  const { form, ...session } = incoming.session
  const { data } = formSchema.safeParse(form?.data)
  const row = data === undefined ? undefined : await repositories.reportReasons.byId(data.id)
  if (row === undefined || !mayAnswer(incoming.contact, row, services))
    return { replies: [{ text: t('report.gone') }], session }
  const words = maskPersonal(incoming.text).text.replaceAll(/\s+/g, ' ').trim().slice(0, longestReason)
  const skips = /^(bo qua|khong biet|chua ro|khong)[.!]*$/.test(fold(words))
  if (!skips && words.length < 5)
    return { replies: [{ text: t('report.reason-short') }], session: incoming.session, labelsOnly: true }
  await keep(row, skips ? null : words.replaceAll('"', '“').replace(/[.\s]+$/, ''), incoming, services)
  const next = (await openOf(row, services)).find(({ id }) => id !== row.id)
  return {
    replies: [
      {
        text: [
          skips ? t('report.reason-skipped') : t('report.reason-kept', { text: plain(words) }),
          ...(next === undefined ? [] : [t('report.next-reason', { what: await titleOf(next, services) })]),
        ].join('\n'),
        buttons: [
          ...(next === undefined ? [] : [[{ label: t('report.say-reason'), value: `bcl:noi:${next.id}` }]]),
          ...(skips ? [] : [[{ label: t('report.reason-again'), value: `bcl:noi:${row.id}` }]]),
        ],
      },
    ],
    session,
    also: await tellAsker(row, incoming, services),
  }
}

const keep = async (
  row: ReportReason,
  text: string | null,
  { contact }: Incoming,
  { repositories, now }: Services,
): Promise<void> => {
  await repositories.reportReasons.answer(row.id, text, { contact: contact.id, now })
  await repositories.audit.add(
    {
      actor: `contact:${contact.id}`,
      action: text === null ? 'report.reason-skipped' : 'report.reason',
      subject: row.subject,
      detail: { period: row.period, unit: row.unit, was: row.text, text },
    },
    now,
  )
}

/** Of the same period and unit: asked, and neither said nor passed over. */
const openOf = async ({ period, unit }: ReportReason, { repositories }: Services): Promise<ReportReason[]> =>
  (await repositories.reportReasons.list(period)).filter(
    row => row.unit === unit && row.text === null && !row.skipped,
  )

/** Whoever asked hears when a unit has answered everything. */
const tellAsker = async (
  row: ReportReason,
  { contact }: Incoming,
  services: Services,
): Promise<NonNullable<Outcome['also']>> => {
  const { repositories, library, in: speak } = services
  const period = readPeriod(row.period)
  if (period === undefined || row.askedBy === contact.id || (await openOf(row, services)).length > 0)
    return []
  const asker = await repositories.contacts.byId(row.askedBy)
  const plan = await planInUse(services)
  if (asker === undefined || plan === null) return []
  const [scope] = reachOf(asker, plan, library.ward).scopes
  if (scope === undefined) return []
  const t = speak(asker.locale)
  const given = (await repositories.reportReasons.list(row.period)).filter(
    ({ unit, text }) => unit === row.unit && text !== null,
  )
  return [
    {
      to: asker.conversation,
      replies: [
        {
          text: t(given.length === 0 ? 'report.unit-skipped' : 'report.unit-answered', {
            unit: row.unit,
            period: periodName(period),
            count: given.length,
          }),
          buttons: [
            [{ label: t('report.open'), value: `bc:xem:${period.key}:${scopeCode(scope, library)}` }],
          ],
          priority: 'notice',
        },
      ],
    },
  ]
}
