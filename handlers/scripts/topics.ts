/** Which topic a script is about: those that suit now as buttons, or the one that typed words mean. */
import { type Button, plain, type Reply } from '../../bot/chat.ts'
import type { Topic } from '../../content/model/topic.ts'
import { lackOf, nearTopics, scriptTopics } from '../../content/script/choose.ts'
import { addDays, type Day, dayOf, instantOf, showDay } from '../../content/vietnam-time.ts'
import type { Services } from '../handler.ts'

const pageSize = 8
/** Of the first page: what residents ask most these days. */
const mostAsked = 2
/** A topic aired within these days is marked and comes later. */
const recentDays = 30
/** More than a ward airs in that time. */
const manyEntries = 500

/** Last day each title was broadcast in the last {@link recentDays}, as the activity log knows it. */
export const lastAired = async ({
  repositories,
  in: inLocale,
  now,
}: Services): Promise<ReadonlyMap<string, Day>> => {
  const entries = await repositories.activities.list(
    { form: 'loudspeaker', from: addDays(dayOf(now), -recentDays), states: ['submitted', 'approved'] },
    { limit: manyEntries },
  )
  const lead = inLocale('vi')('scripts.note', { title: '' })
  const aired = new Map<string, Day>()
  for (const { note, date } of entries) {
    if (note === null || date === null || !note.startsWith(lead)) continue
    const title = note.slice(lead.length).trim()
    if ((aired.get(title) ?? '') < date) aired.set(title, date)
  }
  return aired
}

/** The plan's own topics first, those not aired lately before the others; among them what residents ask most. */
const inOrder = async (services: Services, aired: ReadonlyMap<string, Day>): Promise<Topic[]> => {
  const { library, repositories, in: inLocale, now } = services
  const all = scriptTopics(library, inLocale('vi'))
  const byId = new Map(all.map(topic => [topic.id, topic]))
  const planned = [...new Set((library.plan?.content ?? []).flatMap(({ topics }) => topics))].flatMap(
    id => byId.get(id) ?? [],
  )
  const fresh = planned.filter(({ title }) => !aired.has(title))
  const today = dayOf(now)
  const asked = await repositories.questions.topTopics(instantOf(addDays(today, -recentDays)), now, pageSize)
  const wanted = asked
    .flatMap(({ topic }) => byId.get(topic) ?? [])
    .filter(topic => !aired.has(topic.title) && !fresh.slice(0, pageSize - mostAsked).includes(topic))
    .slice(0, mostAsked)
  return [...new Set([...fresh.slice(0, pageSize - wanted.length), ...wanted, ...fresh, ...planned, ...all])]
}

const labelOf = ({ title }: Topic, aired: ReadonlyMap<string, Day>, { t }: Services): string => {
  const day = aired.get(title)
  return day === undefined ? title : `${title} (${t('scripts.aired', { day: showDay(day).slice(0, 5) })})`
}

/** @param minutes already named; otherwise the length is asked next */
export const topicButtons = (
  topics: readonly Topic[],
  minutes: number | undefined,
  aired: ReadonlyMap<string, Day>,
  services: Services,
): Button[][] =>
  topics.map(topic => [
    {
      label: labelOf(topic, aired, services),
      value: minutes === undefined ? `sb:dai:${topic.id}` : `sb:bai:${topic.id}:${minutes}`,
    },
  ])

const newsButton = ({ t }: Services): Button => ({ label: t('scripts.news-button'), value: 'sb:tin' })

/** @param mayWrite whether the ward's own news may be made into a script by this person */
export const topicsReply = async (
  page: number,
  minutes: number | undefined,
  mayWrite: boolean,
  services: Services,
): Promise<Reply> => {
  const { t } = services
  const aired = await lastAired(services)
  const all = await inOrder(services, aired)
  const at = page * pageSize < all.length ? page : 0
  const next = (at + 1) * pageSize < all.length
  return {
    text: t('scripts.choose-topic'),
    buttons: [
      ...topicButtons(all.slice(at * pageSize, (at + 1) * pageSize), minutes, aired, services),
      [
        ...(mayWrite ? [newsButton(services)] : []),
        ...(next ? [{ label: t('scripts.more'), value: `sb:chu-de:${at + 1}:${minutes ?? ''}` }] : []),
      ],
    ].filter(row => row.length > 0),
  }
}

const nearOffered = 4

/** Why there is no script about that, and what comes near. */
const lackReply = async (
  topic: Topic,
  minutes: number | undefined,
  mayWrite: boolean,
  services: Services,
): Promise<Reply> => {
  const { library, t, in: inLocale } = services
  const vi = inLocale('vi')
  const lack = lackOf(topic, library, vi) ?? { kind: 'too-little' }
  const near = nearTopics(topic, new Set(), library, vi).slice(0, nearOffered)
  return {
    text: t(`scripts.lack.${lack.kind}`, {
      title: topic.title,
      what: lack.kind === 'unknown' ? lack.what : '',
    }),
    buttons: [
      ...topicButtons(near, minutes, await lastAired(services), services),
      [
        ...(mayWrite ? [newsButton(services)] : []),
        { label: t('scripts.topics'), value: `sb:chu-de:0:${minutes ?? ''}` },
      ],
    ],
  }
}

/** What typed words mean: one topic, or the reply that asks which. */
export const topicMeant = async (
  words: string,
  minutes: number | undefined,
  mayWrite: boolean,
  services: Services,
): Promise<Topic | Reply> => {
  const { engine, library, t, in: inLocale } = services
  const all = scriptTopics(library, inLocale('vi'))
  const typed = words.trim().toLowerCase()
  const titled = all.find(({ title, id }) => title.toLowerCase() === typed || id === typed)
  if (titled !== undefined) return titled
  const decision = engine.understand(words)
  const sure = library.topics.find(({ title, id }) =>
    decision.kind === 'answer' ? id === decision.topic : title.toLowerCase() === typed || id === typed,
  )
  if (sure !== undefined)
    return all.includes(sure) ? sure : await lackReply(sure, minutes, mayWrite, services)
  const near = [...new Set(decision.ranked.map(({ topic }) => topic))]
    .flatMap(topic => all.find(({ id }) => id === topic) ?? [])
    .slice(0, 5)
  const unclear = decision.kind === 'decline' || decision.kind === 'smalltalk' || near.length === 0
  return {
    text: unclear ? t('scripts.unknown', { words: plain(words.slice(0, 60)) }) : t('scripts.which'),
    buttons: [
      ...topicButtons(near, minutes, await lastAired(services), services),
      [
        ...(mayWrite ? [newsButton(services)] : []),
        { label: t('scripts.topics'), value: `sb:chu-de:0:${minutes ?? ''}` },
      ],
    ],
  }
}
