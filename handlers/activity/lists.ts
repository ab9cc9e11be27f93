/** /cuatoi and /timhd: lists of entries, and one entry with what can be done about it. */
import { type Button, plain } from '../../bot/chat.ts'
import { fold } from '../../content/language/unicode.ts'
import { dayOf } from '../../content/vietnam-time.ts'
import type { ActivityFilter } from '../../storage/repositories/activities.ts'
import type { ActivityRecord } from '../../storage/repositories/activity-record.ts'
import type { Handler, Incoming, Outcome, Services } from '../handler.ts'
import { inReach } from './access.ts'
import { type Desk, openDesk } from './desk.ts'
import { missingOf } from './proof.ts'
import { entryByCode } from './record.ts'
import { originOfActivities } from './save.ts'
import { recordLine, recordText } from './wording.ts'

const page = 6

/** `/cuatoi`, `cuatoi:<offset>`: drafts and returned entries come first, they wait for their owner. */
export const listOwn: Handler = async (incoming, services) => {
  const { repositories, t, now } = services
  const person = incoming.contact.person
  const offset = Number(incoming.pressed?.args[0] ?? 0) || 0
  const open: ActivityFilter = { person, states: ['draft', 'rejected'] }
  const done: ActivityFilter = { person, states: ['submitted', 'approved'] }
  const openCount = await repositories.activities.count(open)
  const count = openCount + (await repositories.activities.count(done))
  if (count === 0) return { replies: [{ text: t('activity.none-own') }] }
  const first = offset < openCount ? await repositories.activities.list(open, { limit: page, offset }) : []
  const rest =
    first.length < page
      ? await repositories.activities.list(done, {
          limit: page - first.length,
          offset: Math.max(0, offset - openCount),
        })
      : []
  const month = dayOf(now).slice(0, 7)
  const helped = await repositories.activityTotals.helpedBy(person, `${month}-01`, `${month}-31`)
  const head = [
    t('activity.own', { count }),
    ...(helped.total === 0 ? [] : [t('activity.helped-month', { count: helped.total })]),
  ].join('\n')
  return listing(
    head,
    [...first, ...rest],
    offset + page < count ? `cuatoi:${offset + page}` : undefined,
    incoming,
    services,
  )
}

/** `/timhd loa tổ 3`, a code, or `timhd:<offset>` for the next page of the last search. */
export const search: Handler = async (incoming, services) => {
  const { repositories, t } = services
  const typed = incoming.command?.args ?? incoming.pressed?.args[1] ?? ''
  if (typed === '') return { replies: [{ text: t('activity.search-how') }] }
  const desk = await openDesk(incoming, services)
  const exact = await entryByCode(typed, incoming, services, desk)
  if (exact !== undefined) return await show(exact, services, desk)
  const offset = Number(incoming.pressed?.args[0] ?? 0) || 0
  const words = fold(typed)
    .split(/\s+/)
    .filter(word => word !== '')
    .slice(0, 6)
  const filter: ActivityFilter = {
    ...inReach(incoming, desk),
    states: ['submitted', 'approved', 'rejected', 'withdrawn'],
    words,
  }
  const count = await repositories.activities.count(filter)
  if (count === 0)
    return { replies: [{ text: t('activity.none-found', { words: plain(typed.slice(0, 60)) }) }] }
  const found = await repositories.activities.list(filter, { limit: page, offset, by: 'date' })
  // The words ride along in the button; too long ones are cut, and the search says what it looked for.
  const next = `timhd:${offset + page}:${words.join(' ')}`
  return listing(
    t('activity.found', { count, words: plain(typed.slice(0, 60)) }),
    found,
    offset + page < count && Buffer.byteLength(next) <= 64 ? next : undefined,
    incoming,
    services,
  )
}

const listing = (
  head: string,
  entries: readonly ActivityRecord[],
  next: string | undefined,
  incoming: Incoming,
  { t }: Services,
): Outcome => {
  const buttons: Button[][] = []
  for (const [index, entry] of entries.entries()) {
    const button = {
      label: entry.code ?? t('activity.draft-n', { n: index + 1 }),
      value: `hd:open:${entry.id}`,
    }
    if (index % 2 === 0) buttons.push([button])
    else buttons.at(-1)?.push(button)
  }
  if (next !== undefined) buttons.push([{ label: t('activity.more'), value: next }])
  const edit = incoming.pressed?.messageRef
  return {
    replies: [
      {
        text: [head, ...entries.map(entry => `- ${recordLine(entry, t)}`)].join('\n'),
        buttons,
        ...(edit === undefined ? {} : { edit }),
      },
    ],
  }
}

/** One entry with its buttons. */
export const show = async (entry: ActivityRecord, services: Services, desk: Desk): Promise<Outcome> => {
  const { repositories, t } = services
  const evidence = await repositories.evidence.of([entry.id])
  const button = (verb: string): Button => ({
    label: t(`activity.do.${verb}`),
    value: `hd:${verb}:${entry.id}`,
  })
  const alive = entry.state !== 'withdrawn'
  return {
    replies: [
      {
        text: recordText(entry, await missingOf(entry, services), evidence.length, desk),
        buttons: [
          ...(alive ? [[button('edit'), button('drop')]] : []),
          ...(alive && entry.kind === 'log' ? [[button('proof'), button('again')]] : []),
          [button('history')],
        ],
      },
    ],
    origin: originOfActivities([entry.id]),
  }
}
