/** How an entry is shown: the answer (or the part asked about), its sources and dates, and what can be tapped next. */
import type { Button, Reply } from '../../bot/chat.ts'
import type { Library } from '../../content/library.ts'
import type { Translate } from '../../content/locales.ts'
import { type Facet, type FaqEntry, facets, type Source } from '../../content/model/faq.ts'
import { dayOf, showDay } from '../../content/vietnam-time.ts'
import { fillWardText } from '../../content/ward-text.ts'

export interface Shown {
  readonly library: Library
  readonly t: Translate
  readonly now: Date
}

const sourceName = ({ name, article, url }: Source): string => {
  const full = article === undefined ? name : `${name}, ${article}`
  return url === undefined ? full : `[${full}](${url})`
}

/** Names, articles, the oldest check and the review date; past it, a plain warning first. */
const footer = (entry: FaqEntry, { t, now }: Shown): string => {
  const checked = entry.sources.map(source => source.checked).sort()[0] ?? ''
  const overdue = entry.review < dayOf(now)
  const lines = [
    ...(entry.volatile ? [t('ask.volatile')] : []),
    ...(overdue ? [t('ask.overdue', { review: showDay(entry.review) })] : []),
    `${t('ask.sources', { sources: entry.sources.map(sourceName).join('; ') })} ${t('ask.checked', { checked: showDay(checked), review: showDay(entry.review) })}`,
  ]
  return lines.join('\n')
}

/** Text of an answer; with a facet the entry has, that part alone. */
export const answerText = (entry: FaqEntry, facet: Facet | undefined, shown: Shown): string => {
  const { library, t } = shown
  const part = facet === undefined ? undefined : entry.facets[facet]
  const body = fillWardText(
    part === undefined ? entry.answer : `**${entry.title}**\n${part}`,
    library,
    t,
  ).trim()
  return `${body}\n\n${footer(entry, shown)}`
}

const twoARow = (buttons: readonly Button[]): Button[][] => {
  const rows: Button[][] = []
  for (const button of buttons) {
    const last = rows.at(-1)
    if (last !== undefined && last.length < 2) last.push(button)
    else rows.push([button])
  }
  return rows
}

/** @param question the stored question's id, for rating; absent when the person browsed here */
export const answerReply = (
  entry: FaqEntry,
  facet: Facet | undefined,
  question: number | undefined,
  shown: Shown,
): Reply => {
  const { library, t } = shown
  const facetButtons = facets
    .filter(name => entry.facets[name] !== undefined && name !== facet)
    .slice(0, 4)
    .map(name => ({ label: t(`facets.${name}`), value: `facet:${entry.id}:${name}` }))
  const whole =
    facet !== undefined && entry.facets[facet] !== undefined
      ? [{ label: t('ask.whole'), value: `entry:${entry.id}` }]
      : []
  const next = entry.followUps
    .flatMap(id => library.entries.find(candidate => candidate.id === id) ?? [])
    .slice(0, 2)
    .map(({ id, title }) => ({ label: title, value: `entry:${id}` }))
  const rating =
    question === undefined
      ? []
      : [
          { label: t('ask.useful'), value: `rate:${question}:useful` },
          { label: t('ask.wrong'), value: `rate:${question}:wrong` },
        ]
  return {
    text: answerText(entry, facet, shown),
    buttons: [
      ...twoARow([...whole, ...facetButtons]),
      ...next.map(button => [button]),
      ...(rating.length > 0 ? [rating] : []),
    ],
  }
}
