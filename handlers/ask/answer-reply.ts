/** How an entry is shown: the answer (or the part asked about), its sources and dates, and what can be tapped next. */
import type { Button, Reply } from '../../bot/chat.ts'
import type { Library } from '../../content/library.ts'
import type { Translate } from '../../content/locales.ts'
import { type Facet, type FaqEntry, facets, type Source } from '../../content/model/faq.ts'
import type { Procedure } from '../../content/model/procedure.ts'
import { dayOf, showDay } from '../../content/vietnam-time.ts'
import { fillWard } from '../../content/ward-text.ts'
import type { Services } from '../handler.ts'
import { personFor } from '../person.ts'

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
const footer = (entry: FaqEntry, { t, now }: Shown, again = false): string => {
  const checked = entry.sources.map(source => source.checked).sort()[0] ?? ''
  const overdue = entry.review < dayOf(now)
  const lines = [
    ...(entry.volatile && !again ? [t('ask.volatile')] : []),
    ...(overdue ? [t('ask.overdue', { review: showDay(entry.review) })] : []),
    `${t('ask.sources', { sources: entry.sources.map(sourceName).join('; ') })} ${t('ask.checked', { checked: showDay(checked), review: showDay(entry.review) })}`,
  ]
  return lines.join('\n')
}

/** An answer, or those parts of it that it has and these lines of it, with the ward's own values. */
const bodyOf = (
  entry: FaqEntry,
  asked: readonly Facet[],
  { library, t }: Shown,
  excerpt: readonly string[] = [],
) => {
  const parts = [...asked.flatMap(facet => entry.facets[facet] ?? []), ...excerpt]
  return fillWard(parts.length === 0 ? entry.answer : `**${entry.title}**\n${parts.join('\n\n')}`, library, t)
}

/** Text of an answer; with a part the entry has, that alone. */
export const answerText = (entry: FaqEntry, asked: Facet | undefined, shown: Shown): string =>
  `${bodyOf(entry, asked === undefined ? [] : [asked], shown).text.trim()}\n\n${footer(entry, shown)}`

const twoARow = (buttons: readonly Button[]): Button[][] => {
  const rows: Button[][] = []
  for (const button of buttons) {
    const last = rows.at(-1)
    if (last !== undefined && last.length < 2) last.push(button)
    else rows.push([button])
  }
  return rows
}

/** Whether the whole answer says every line of this part already: beside it, its button would lead nowhere new. */
const saidInAnswer = ({ answer, facets: parts }: FaqEntry, facet: Facet): boolean => {
  const said = new Set(answer.split('\n').map(line => line.trim()))
  return (parts[facet] ?? '').split('\n').every(line => line.trim() === '' || said.has(line.trim()))
}

const facetButtons = (entry: FaqEntry, shown: readonly Facet[], t: Translate): Button[] =>
  facets
    .filter(name => entry.facets[name] !== undefined && !shown.includes(name))
    .slice(0, 4)
    .map(name => ({
      label: entry.facetLabels?.[name] ?? t(`facets.${name}`),
      value: `facet:${entry.id}:${name}`,
    }))

export interface AnswerOptions {
  /** Show these parts alone. */
  readonly facets?: readonly Facet[]
  /** Show these lines of it, beside the parts or alone. */
  readonly excerpt?: readonly string[]
  /** It goes on about the answer shown just before. */
  readonly again?: boolean
  /** The stored question's id, for rating; absent when the person browsed here. */
  readonly question?: number
  /** Said before the answer: why this is shown. */
  readonly lead?: string
  /** The procedure the question named. */
  readonly procedure?: Procedure
  /** Further buttons, each a row. */
  readonly more?: readonly Button[][]
}

/** What an answer does not say is said so, with the counter that knows, instead of the answer again. */
export const notToldReply = (entry: FaqEntry, part: Facet | undefined, shown: Services): Reply => {
  const { t } = shown
  const { title } = entry
  const lead =
    part === undefined
      ? t('ask.not-told', { title })
      : t('ask.part-not-told', { title, part: t(`ask.part.${part}`) })
  const told = facetButtons(entry, [], t)
  return {
    text: `${lead}\n\n${personFor(entry.answer, shown)}`,
    buttons: [
      ...twoARow([{ label: t('ask.whole'), value: `entry:${entry.id}` }, ...told]),
      [{ label: t('ask.person'), value: 'person' }],
    ],
  }
}

export const answerReply = (entry: FaqEntry, options: AnswerOptions, shown: Shown): Reply => {
  const { library, t } = shown
  const { question, lead, procedure, excerpt } = options
  const parts = (options.facets ?? []).filter(name => entry.facets[name] !== undefined)
  const inWhole = parts.length === 0 && excerpt === undefined
  const said = inWhole ? facets.filter(name => saidInAnswer(entry, name)) : parts
  const whole = inWhole ? [] : [{ label: t('ask.whole'), value: `entry:${entry.id}` }]
  const next = entry.followUps
    .flatMap(id => library.entries.find(candidate => candidate.id === id) ?? [])
    .slice(0, 2)
    .map(({ id, title }) => ({ label: title, value: `entry:${id}` }))
  const card =
    procedure === undefined
      ? []
      : [{ label: t('procedures.named', { title: procedure.title }), value: `tthc:${procedure.code}` }]
  const rating =
    question === undefined
      ? []
      : [
          { label: t('ask.useful'), value: `rate:${question}:useful` },
          { label: t('ask.wrong'), value: `rate:${question}:wrong` },
        ]
  const body = bodyOf(entry, parts, shown, excerpt)
  // Where the ward's own number or hours are lacking, the text says whom to ask: they are one tap away.
  const person = body.complete ? [] : [{ label: t('ask.person'), value: 'person' }]
  const text = `${body.text.trim()}\n\n${footer(entry, shown, options.again)}`
  const last = [...rating, ...person]
  return {
    text: lead === undefined ? text : `${lead}\n\n${text}`,
    buttons: [
      ...twoARow([...whole, ...facetButtons(entry, said, t)]),
      ...[...card, ...next].map(button => [button]),
      ...(options.more ?? []),
      ...(last.length > 0 ? [last] : []),
    ],
  }
}
