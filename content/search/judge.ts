/** One message against everything we know: the ranked topics, the evidence for the best, and the decision they lead to. */
import type { Dictionary, Reading } from '../language/reading.ts'
import { alarmOf } from './danger.ts'
import {
  answerAbove,
  calibration,
  candidatesOf,
  choicesAbove,
  confidenceOf,
  type Evidence,
  namesField,
} from './decide.ts'
import type { Decision, Ranked, Via } from './decision.ts'
import { type DangerKind, dangerKinds } from './decision.ts'
import type { EngineContent } from './engine.ts'
import { createEntryWords, type EntryWords } from './leaning.ts'
import { type Category, createRanker, type RankerModel } from './ranker.ts'

/** Distributes over the variants, so that a decision stays a union when its common part is added later. */
type WithoutCommon<T> = T extends Decision ? Omit<T, 'procedures' | 'facet' | 'text'> : never
export type Judgement = WithoutCommon<Decision>

/** The best category of a kind. */
interface Best {
  readonly id: string
  readonly score: number
  /** Likeness to its nearest phrasing. */
  readonly similarity: number
}

export interface Verdict {
  readonly reading: Reading
  /** Every topic with its best entry, best first. */
  readonly topics: readonly Ranked[]
  readonly evidence: Evidence
  readonly confidence: number
  /** The best category of each other kind, with its probability. */
  readonly elsewhere: Best | undefined
  readonly smalltalk: Best | undefined
  readonly danger: Best | undefined
}

export interface Judge {
  readonly dictionary: Dictionary
  readonly verdict: (reading: Reading) => Verdict
  /**
   * @param text as typed: danger is heard in it
   * @param without an entry that was just refused and must not come back
   */
  readonly decide: (verdict: Verdict, text: string, via: Via, without?: string) => Judgement
  readonly reasonOf: (elsewhere: string) => EngineContent['elsewhere'][number]['reason'] | undefined
  /** The words an entry is known by (its title), for reading a follow-up together with it. */
  readonly titleOf: (entry: string) => string | undefined
  readonly wordsOf: (entry: string) => EntryWords
}

/** The entry that tells what the bot is; small talk about the bot is answered by it. */
const aboutBot = 'bot.about'
const titleWeight = 1
const procedureWeight = 0.6
/** Sure enough of a danger by likeness alone; the rules hear the rest. */
const dangerAbove = 0.8

/** What the ranker learns: entries with titles and procedure names, outside kinds, small talk, danger. */
export function categoriesOf(content: EngineContent): Category[] {
  const text = (weight: number) => (words: string) => ({ text: words, weight })
  const mainEntry = new Map<string, string>()
  for (const { id, topics } of content.entries) {
    const topic = topics[0]
    if (topic !== undefined && (!mainEntry.has(topic) || id === topic)) mainEntry.set(topic, id)
  }
  const scams = new Map<string, readonly string[]>()
  const named = new Map<string, string[]>()
  for (const { topic, name, title, aliases } of content.procedures) {
    const entry = topic === null ? undefined : mainEntry.get(topic)
    if (entry !== undefined) named.set(entry, [...(named.get(entry) ?? []), title, name, ...aliases])
  }
  // Fraud is answered like any question once the warning is said, so its phrasings teach the answers.
  for (const { kind, entry, questions } of content.danger)
    if (kind === 'scam' && entry !== undefined) scams.set(entry, questions)
  const topicTitles = new Map(content.topics.map(topic => [topic.id, topic.title]))
  const entries = content.entries.map(({ id, topics, title, questions }): Category => {
    const topic = topics[0] ?? id
    const catalogue = mainEntry.get(topic) === id ? topicTitles.get(topic) : undefined
    const titles = catalogue === undefined ? [title] : [title, catalogue]
    return {
      kind: 'entry',
      id,
      texts: [
        ...questions.map(text(1)),
        ...(scams.get(id) ?? []).map(text(1)),
        ...titles.map(text(titleWeight)),
        ...[...new Set(named.get(id) ?? [])].map(text(procedureWeight)),
      ],
    }
  })
  const phrased = (kind: Category['kind'], id: string, questions: readonly string[]): Category => ({
    kind,
    id,
    texts: questions.map(text(1)),
  })
  return [
    ...entries,
    ...content.elsewhere.map(({ id, title, questions }) => phrased('elsewhere', id, [...questions, title])),
    ...content.smalltalk.map(({ intent, questions }) => phrased('smalltalk', intent, questions)),
    ...content.danger.flatMap(({ kind, questions }) =>
      kind === 'scam' ? [] : [phrased('danger', kind, questions)],
    ),
  ].filter(({ texts }) => texts.length > 0)
}

/** Small talk has few words, so one in common says little: the less alike, the surer it must be by all else. */
const isSmallTalk = ({ score, similarity }: Best, bestTopic: number): boolean =>
  score > Math.max(0.5, bestTopic) &&
  (similarity > 0.5 || (similarity > 0.4 && score > 0.75) || (similarity > 0.3 && score > 0.85))

const isDanger = (id: string): id is DangerKind => dangerKinds.some(kind => kind === id)

/** Share of its words we must know before what a message is about can be said at all. */
const wordsHeard = 0.25
/** Before a message is said to be the business of one kind of office, its probability, and its likeness to that kind's phrasings. */
const kindNamed = 0.35
const likeness = 0.2

/** Builds the judge; see `createRanker` for what it costs. */
export function createJudge(content: EngineContent, model?: RankerModel): Judge {
  const categories = categoriesOf(content)
  const ranker = createRanker(categories, model)
  const topicOf = new Map(content.entries.map(({ id, topics }) => [id, topics[0] ?? id]))
  const titles = new Map(content.entries.map(({ id, title }) => [id, title]))
  const reasons = new Map(content.elsewhere.map(({ id, reason }) => [id, reason]))

  const verdict = (reading: Reading): Verdict => {
    const { probabilities, similarities, known, coverage } = ranker.score(reading)
    const byTopic = new Map<
      string,
      { entry: string; score: number; bestScore: number; similarity: number; labels: number[] }
    >()
    const best: Partial<Record<Category['kind'], Best>> = {}
    let outside = 0
    let outsideSimilarity = 0
    categories.forEach(({ kind, id }, label) => {
      const score = probabilities[label] ?? 0
      const similarity = similarities[label] ?? 0
      if (kind === 'entry') {
        const topic = topicOf.get(id) ?? id
        const known = byTopic.get(topic)
        if (known === undefined)
          byTopic.set(topic, { entry: id, score, bestScore: score, similarity, labels: [label] })
        else {
          known.score += score
          known.labels.push(label)
          known.similarity = Math.max(known.similarity, similarity)
          if (score > known.bestScore) {
            known.bestScore = score
            known.entry = id
          }
        }
        return
      }
      if (kind === 'elsewhere') {
        outside += score
        outsideSimilarity = Math.max(outsideSimilarity, similarity)
      }
      if (score > (best[kind]?.score ?? 0)) best[kind] = { id, score, similarity }
    })
    const ranked = [...byTopic].sort(([, a], [, b]) => b.score - a.score)
    const evidence: Evidence = {
      best: ranked[0]?.[1].score ?? 0,
      second: ranked[1]?.[1].score ?? 0,
      outside,
      similarity: ranked[0]?.[1].similarity ?? 0,
      outsideSimilarity,
      known,
      covered: coverage(ranked[0]?.[1].labels ?? []),
      length: reading.words.length,
    }
    return {
      reading,
      topics: ranked.map(([topic, { entry, score }]) => ({ topic, entry, score })),
      evidence,
      confidence: confidenceOf(evidence, calibration),
      elsewhere: best.elsewhere,
      smalltalk: best.smalltalk,
      danger: best.danger,
    }
  }

  const decide: Judge['decide'] = (found, text, via, without) => {
    const topics =
      without === undefined ? found.topics : found.topics.filter(({ entry }) => entry !== without)
    const ranked = topics.slice(0, 5)
    const [first] = ranked
    const { confidence, evidence, elsewhere, smalltalk, danger } = found
    const alarm = alarmOf(text, content.danger, ranked)
    // Without marks the rules mishear ("điện tử từ bản chính" holds "tử từ"): a sure answer far from any cry outweighs them.
    const unmarked = found.reading.words.every(({ marked }) => marked === undefined)
    const misheard =
      unmarked && alarm?.kind !== 'scam' && confidence >= answerAbove && (danger?.score ?? 0) < 0.1
    if (alarm !== undefined && !misheard) {
      const { kind, entry } = alarm
      return { kind: 'danger', danger: kind, ranked, ...(entry === undefined ? {} : { entry }) }
    }
    // A cry for help the rules did not foresee, worded like those they did.
    if (danger !== undefined && danger.score > dangerAbove && isDanger(danger.id))
      return { kind: 'danger', danger: danger.id, ranked }
    if (smalltalk !== undefined && isSmallTalk(smalltalk, evidence.best)) {
      if (smalltalk.id === 'who-are-you' && titles.has(aboutBot))
        return {
          kind: 'answer',
          entry: aboutBot,
          topic: aboutBot,
          confidence: smalltalk.score,
          ranked:
            first?.entry === aboutBot
              ? ranked
              : [
                  { entry: aboutBot, topic: aboutBot, score: smalltalk.score },
                  ...ranked.filter(({ topic }) => topic !== aboutBot),
                ].slice(0, 5),
          via,
        }
      return { kind: 'smalltalk', intent: smalltalk.id, ranked }
    }
    if (first !== undefined && confidence >= answerAbove && !namesField(evidence))
      return { kind: 'answer', entry: first.entry, topic: first.topic, confidence, ranked, via }
    // Of words nobody used, all kinds are equally unlikely, and the best of them means nothing.
    const heard = evidence.known >= wordsHeard
    const outside =
      elsewhere !== undefined && heard && elsewhere.score > evidence.best ? elsewhere : undefined
    const rather = outside !== undefined && (outside.score >= 0.6 || evidence.outside >= 3 * evidence.best)
    if (confidence >= choicesAbove && ranked.length > 1 && !rather)
      return { kind: 'choices', candidates: candidatesOf(ranked), confidence, ranked, via }
    // To name whose business it is takes more than knowing that it is not ours.
    const named =
      outside !== undefined && outside.score >= kindNamed && outside.similarity >= likeness
        ? outside
        : undefined
    const reason = named === undefined ? undefined : reasons.get(named.id)
    return named === undefined || reason === undefined
      ? { kind: 'decline', reason: 'unclear', confidence, ranked }
      : { kind: 'decline', reason, elsewhere: named.id, confidence, ranked }
  }

  return {
    dictionary: ranker.dictionary,
    verdict,
    decide,
    reasonOf: id => reasons.get(id),
    titleOf: id => titles.get(id),
    wordsOf: createEntryWords(content.entries),
  }
}
