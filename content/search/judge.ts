/** One message against everything we know: the ranked topics, the evidence for the best, and the decision they lead to. */
import type { Dictionary, Reading } from '../language/reading.ts'
import { dangerOf, looksLikeScam } from './danger.ts'
import {
  answerAbove,
  calibration,
  candidatesOf,
  choicesAbove,
  confidenceOf,
  type Evidence,
} from './decide.ts'
import type { Decision, Ranked, Via } from './decision.ts'
import { type DangerKind, dangerKinds } from './decision.ts'
import type { EngineContent } from './engine.ts'
import { type Category, createRanker } from './ranker.ts'

/** Distributes over the variants, so that a decision stays a union when its common part is added later. */
type WithoutCommon<T> = T extends Decision ? Omit<T, 'procedures' | 'facet' | 'text'> : never
export type Judgement = WithoutCommon<Decision>

export interface Verdict {
  readonly reading: Reading
  /** Every topic with its best entry, best first. */
  readonly topics: readonly Ranked[]
  readonly evidence: Evidence
  readonly confidence: number
  /** The best category of each other kind, with its probability. */
  readonly elsewhere: { readonly id: string; readonly score: number } | undefined
  readonly smalltalk: { readonly id: string; readonly score: number } | undefined
  readonly danger: { readonly id: string; readonly score: number } | undefined
}

export interface Judge {
  readonly dictionary: Dictionary
  readonly verdict: (reading: Reading) => Verdict
  /** @param without an entry that was just refused and must not come back */
  readonly decide: (verdict: Verdict, via: Via, without?: string) => Judgement
  readonly reasonOf: (elsewhere: string) => EngineContent['elsewhere'][number]['reason'] | undefined
  /** The words an entry is known by (its title), for reading a follow-up together with it. */
  readonly titleOf: (entry: string) => string | undefined
}

const titleWeight = 1
const procedureWeight = 0.6

/** What the ranker learns: entries with titles and procedure names, outside kinds, small talk, danger. */
export function categoriesOf(content: EngineContent): Category[] {
  const text = (weight: number) => (words: string) => ({ text: words, weight })
  const mainEntry = new Map<string, string>()
  for (const { id, topics } of content.entries) {
    const topic = topics[0]
    if (topic !== undefined && (!mainEntry.has(topic) || id === topic)) mainEntry.set(topic, id)
  }
  const named = new Map<string, string[]>()
  for (const { topic, name, title, aliases } of content.procedures) {
    const entry = topic === null ? undefined : mainEntry.get(topic)
    if (entry !== undefined) named.set(entry, [...(named.get(entry) ?? []), title, name, ...aliases])
  }
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
    ...content.danger.map(({ kind, questions }) => phrased('danger', kind, questions)),
  ].filter(({ texts }) => texts.length > 0)
}

const isDanger = (id: string): id is DangerKind => dangerKinds.some(kind => kind === id)

/** Builds the judge; see `createRanker` for what it costs. */
export function createJudge(content: EngineContent): Judge {
  const categories = categoriesOf(content)
  const ranker = createRanker(categories)
  const topicOf = new Map(content.entries.map(({ id, topics }) => [id, topics[0] ?? id]))
  const titles = new Map(content.entries.map(({ id, title }) => [id, title]))
  const reasons = new Map(content.elsewhere.map(({ id, reason }) => [id, reason]))
  const dangerEntries = new Map(content.danger.map(({ kind, entry }) => [kind, entry]))

  const verdict = (reading: Reading): Verdict => {
    const { probabilities, similarities, known, coverage } = ranker.score(reading)
    const byTopic = new Map<
      string,
      { entry: string; score: number; bestScore: number; similarity: number; labels: number[] }
    >()
    const best: Partial<Record<Category['kind'], { id: string; score: number }>> = {}
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
      if (score > (best[kind]?.score ?? 0)) best[kind] = { id, score }
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
      topics: ranked.slice(0, 8).map(([topic, { entry, score }]) => ({ topic, entry, score })),
      evidence,
      confidence: confidenceOf(evidence, calibration),
      elsewhere: best.elsewhere,
      smalltalk: best.smalltalk,
      danger: best.danger,
    }
  }

  const decide: Judge['decide'] = (found, via, without) => {
    const topics =
      without === undefined ? found.topics : found.topics.filter(({ entry }) => entry !== without)
    const ranked = topics.slice(0, 5)
    const [first] = ranked
    const { reading, confidence, evidence, elsewhere, smalltalk, danger } = found
    const cry = dangerOf(reading)
    if (cry !== undefined) {
      const entry = dangerEntries.get(cry)
      return { kind: 'danger', danger: cry, ranked, ...(entry === undefined ? {} : { entry }) }
    }
    if (danger !== undefined && danger.score > 0.6 && danger.id !== 'scam' && isDanger(danger.id)) {
      const entry = dangerEntries.get(danger.id)
      return { kind: 'danger', danger: danger.id, ranked, ...(entry === undefined ? {} : { entry }) }
    }
    if (first?.topic.startsWith('scam.') === true && first.topic !== 'scam.broker' && looksLikeScam(reading))
      return { kind: 'danger', danger: 'scam', entry: first.entry, ranked }
    if (smalltalk !== undefined && smalltalk.score > Math.max(0.5, evidence.best))
      return { kind: 'smalltalk', intent: smalltalk.id, ranked }
    if (first !== undefined && confidence >= answerAbove)
      return { kind: 'answer', entry: first.entry, topic: first.topic, confidence, ranked, via }
    const outside = elsewhere !== undefined && elsewhere.score > evidence.best ? elsewhere : undefined
    if (confidence >= choicesAbove && ranked.length > 1 && (outside === undefined || outside.score < 0.6))
      return { kind: 'choices', candidates: candidatesOf(ranked), confidence, ranked, via }
    const reason = outside === undefined ? undefined : reasons.get(outside.id)
    return outside === undefined || reason === undefined
      ? { kind: 'decline', reason: 'unclear', confidence, ranked }
      : { kind: 'decline', reason, elsewhere: outside.id, confidence, ranked }
  }

  return {
    dictionary: ranker.dictionary,
    verdict,
    decide,
    reasonOf: id => reasons.get(id),
    titleOf: id => titles.get(id),
  }
}
