/** Scoring understanding against labelled questions: the ranking, and what a resident would have seen. */
import { z } from 'zod'
import type { Decision } from './decision.ts'

/** One labelled question; `topics` best first, empty = not the bot's business. */
const labelledSchema = z.object({
  q: z.string(),
  topics: z.array(z.string()),
  style: z.string().default('any'),
})
export type Labelled = z.infer<typeof labelledSchema>

/** @param lines JSON, one question a line. @throws ZodError, SyntaxError for a line that is none */
export const readLabelled = (lines: string): Labelled[] =>
  lines
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => labelledSchema.parse(JSON.parse(line)))

/** What one question came to. */
export interface Outcome {
  readonly question: Labelled
  /** Topics as ranked, best first, each once. */
  readonly ranked: readonly string[]
  /** What the resident sees first; danger counts as the answer that follows the warning. */
  readonly shown: 'answered' | 'offered' | 'declined'
  /** Topics shown: the answer's, or those offered. */
  readonly topics: readonly string[]
  readonly confidence: number | null
}

/** Small talk that handlers answer with the substance of a topic. */
const served = new Map([
  ['want-person', 'ward.contact'],
  ['help', 'bot.about'],
  ['who-are-you', 'bot.about'],
])

/** @param parts decisions on the question's parts, as the engine returns them */
export function outcomeOf(question: Labelled, parts: readonly [Decision, ...Decision[]]): Outcome {
  const [first] = parts
  const answers = parts.flatMap(part => (part.kind === 'answer' ? [part.topic] : []))
  const own = first.ranked.map(({ topic }) => topic)
  const ranked = [...new Set(answers.length > 1 ? [...answers, ...own] : own)]
  const base = { question, ranked, confidence: 'confidence' in first ? first.confidence : null }
  switch (first.kind) {
    case 'answer':
      return { ...base, shown: 'answered', topics: [first.topic] }
    case 'choices':
      return { ...base, shown: 'offered', topics: first.candidates.map(({ topic }) => topic) }
    case 'danger': {
      const topic = first.ranked.find(({ entry }) => entry === first.entry)?.topic ?? first.entry
      return topic === undefined
        ? { ...base, shown: 'declined', topics: [] }
        : { ...base, ranked: [...new Set([topic, ...ranked])], shown: 'answered', topics: [topic] }
    }
    case 'smalltalk': {
      // "Let me talk to a person" is answered with the ward's contacts, "what can you do" with what the bot can do.
      const topic = served.get(first.intent)
      return topic === undefined
        ? { ...base, shown: 'declined', topics: [] }
        : { ...base, ranked: [...new Set([topic, ...ranked])], shown: 'answered', topics: [topic] }
    }
    case 'decline':
      return { ...base, shown: 'declined', topics: [] }
    default:
      return first satisfies never
  }
}

/** Shares 0..1 of the questions of a group. */
export interface InScope {
  readonly n: number
  /** The ranking's first topic is right. */
  readonly top1: number
  readonly recall3: number
  readonly answeredRight: number
  readonly answeredWrong: number
  /** Answered right, or the right topic among the choices. */
  readonly helped: number
  readonly declined: number
}
export interface OutOfScope {
  readonly n: number
  readonly declined: number
  readonly offered: number
  readonly answered: number
}
export interface Scores {
  readonly n: number
  readonly inScope: InScope
  readonly outOfScope: OutOfScope
  readonly byStyle: Readonly<Record<string, { readonly inScope: InScope; readonly outOfScope: OutOfScope }>>
}

const share = <T>(items: readonly T[], test: (item: T) => boolean): number =>
  items.length === 0 ? 0 : Math.round((items.filter(test).length / items.length) * 10_000) / 10_000

export const isRight = ({ question, topics }: Outcome): boolean =>
  topics.some(topic => question.topics.includes(topic))

const inScopeOf = (outcomes: readonly Outcome[]): InScope => {
  const own = outcomes.filter(({ question }) => question.topics.length > 0)
  const within = (limit: number) => (outcome: Outcome) =>
    outcome.ranked.slice(0, limit).some(topic => outcome.question.topics.includes(topic))
  return {
    n: own.length,
    top1: share(own, within(1)),
    recall3: share(own, within(3)),
    answeredRight: share(own, outcome => outcome.shown === 'answered' && isRight(outcome)),
    answeredWrong: share(own, outcome => outcome.shown === 'answered' && !isRight(outcome)),
    helped: share(own, isRight),
    declined: share(own, ({ shown }) => shown === 'declined'),
  }
}

const outOfScopeOf = (outcomes: readonly Outcome[]): OutOfScope => {
  const strangers = outcomes.filter(({ question }) => question.topics.length === 0)
  return {
    n: strangers.length,
    declined: share(strangers, ({ shown }) => shown === 'declined'),
    offered: share(strangers, ({ shown }) => shown === 'offered'),
    answered: share(strangers, ({ shown }) => shown === 'answered'),
  }
}

/** Sums outcomes up, overall and by style. */
export function scoresOf(outcomes: readonly Outcome[]): Scores {
  const styles = Map.groupBy(outcomes, ({ question }) => question.style)
  return {
    n: outcomes.length,
    inScope: inScopeOf(outcomes),
    outOfScope: outOfScopeOf(outcomes),
    byStyle: Object.fromEntries(
      [...styles].map(([style, own]) => [style, { inScope: inScopeOf(own), outOfScope: outOfScopeOf(own) }]),
    ),
  }
}
