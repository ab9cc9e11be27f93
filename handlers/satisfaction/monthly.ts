/** On the first of a month: leads read how satisfied people were in the month before, by topic and counter. Queued once. */
import { plain } from '../../bot/chat.ts'
import type { Library } from '../../content/library.ts'
import type { Locales, Translate } from '../../content/locales.ts'
import { dayOf } from '../../content/vietnam-time.ts'
import type { RatingCount } from '../../storage/repositories/satisfaction.ts'
import type { Repositories } from '../../storage/repositories.ts'
import { monthName } from '../activity/quick.ts'
import { feedbackKinds } from '../feedback/kinds.ts'
import { lastDayOf, monthBefore, type Ratings, ratingCounts, totalOf } from './figures.ts'

const settingKey = 'satisfaction-month'
const mostTopics = 5
const mostWords = 5

const all = ({ good, neutral, bad }: Ratings): number => good + neutral + bad

const line = (name: string, ratings: Ratings, t: Translate): string =>
  t('satisfaction.monthly.line', { name: plain(name), ...ratings, count: all(ratings) })

/** Most unhappy first. */
const grouped = (
  rows: readonly RatingCount[],
  key: (row: RatingCount) => string,
): (readonly [string, Ratings])[] =>
  [...Map.groupBy(rows, key)]
    .map(([name, own]) => [name, totalOf(own)] as const)
    .toSorted(([, a], [, b]) => b.bad - a.bad || all(b) - all(a))

const textOf = (
  month: string,
  rows: readonly RatingCount[],
  words: readonly string[],
  library: Pick<Library, 'topics'>,
  t: Translate,
): string => {
  const of = (source: RatingCount['source']): RatingCount[] => rows.filter(row => row.source === source)
  const kind = (topic: string): string =>
    feedbackKinds.some(known => known === topic)
      ? t(`feedback.kinds.${topic}`)
      : t('satisfaction.page.hand-off')
  const part = (key: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : ['', t(`satisfaction.monthly.${key}`), ...lines]
  return [
    line(t('satisfaction.monthly.title', { month: monthName(month) }), totalOf(rows), t),
    ...part(
      'cases',
      grouped(of('case'), ({ topic }) => topic ?? 'hand-off').map(([topic, ratings]) =>
        line(kind(topic), ratings, t),
      ),
    ),
    ...part(
      'counters',
      grouped(of('counter'), ({ counter }) => counter ?? '-').map(([counter, ratings]) =>
        line(
          counter === '-'
            ? t('satisfaction.monthly.no-counter')
            : t('satisfaction.monthly.counter', { counter }),
          ratings,
          t,
        ),
      ),
    ),
    ...part(
      'answers',
      grouped(of('answer'), ({ topic }) => topic ?? '-')
        .slice(0, mostTopics)
        .map(([topic, ratings]) =>
          line(
            library.topics.find(({ id }) => id === topic)?.title ?? t('satisfaction.monthly.no-topic'),
            ratings,
            t,
          ),
        ),
    ),
    ...part(
      'words',
      words.map(said => `- ${plain(said)}`),
    ),
  ].join('\n')
}

/** @returns how many were told; 0 when this month's result is out already, or nobody rated */
export const queueSatisfaction = async (
  repositories: Repositories,
  locales: Pick<Locales, 'in'>,
  library: Pick<Library, 'topics'>,
  now: Date,
): Promise<number> => {
  const month = monthBefore(dayOf(now).slice(0, 7))
  if ((await repositories.settings.get(settingKey)) === month) return 0
  await repositories.settings.set(settingKey, month, now)
  const [from, to] = [`${month}-01`, lastDayOf(month)]
  const rows = await ratingCounts(repositories, from, to)
  if (rows.length === 0) return 0
  const words = await repositories.satisfaction.words(from, to, mostWords)
  const leads = await repositories.contacts.withRole(['lead'])
  const told = new Set<number>()
  for (const { person, conversation, locale } of leads.length > 0
    ? leads
    : await repositories.contacts.withRole(['admin'])) {
    if (told.has(person)) continue
    told.add(person)
    const text = textOf(month, rows, words, library, locales.in(locale))
    await repositories.outbox.add(conversation, [{ text, priority: 'notice' }], {
      now,
      origin: `satisfaction:${month}`,
    })
  }
  return told.size
}
