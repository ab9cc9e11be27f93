/**
 * Which answers stand behind each content bullet of a plan: by the topics an editor gave it, by the reader's tags, or by what the
 * engine makes of its words. What none of them knows is an entry to write.
 */
import type { Library } from '../../library.ts'
import type { Engine } from '../../search/engine.ts'
import { topicsOfTags } from '../review/content-topics.ts'

export interface BulletIn {
  readonly clause: string
  readonly text: string
  /** Of the reader. */
  readonly tags?: readonly string[]
  /** Of plan.yaml; empty or absent = nobody said. */
  readonly topics?: readonly string[]
}

/** How a bullet came to its topics: `given` by plan.yaml, `tags` of the reader's vocabulary, `words` = the engine's guess. */
export type By = 'given' | 'tags' | 'words'

export interface Matched {
  readonly clause: string
  readonly text: string
  readonly topics: readonly { readonly id: string; readonly by: By; readonly confidence: number }[]
  /** Entries that answer them. */
  readonly entries: readonly string[]
  /** Has an answer. One that rests on the engine's guess alone should be looked at. */
  readonly state: 'answered' | 'doubtful' | 'missing'
}

/** A bullet is no question: only a sure answer with a clear lead counts. */
const wholeAbove = 0.8
const wholeLead = 0.5
const partAbove = 0.9
const partLead = 0.8
const most = 5

const partsOf = (text: string): string[] =>
  text
    .split(/[;,.]|\s-\s/u)
    .map(part => part.trim())
    .filter(part => part.split(/\s+/u).length >= 3 && part !== text.trim())

type Understand = Pick<Engine, 'understand'>

/** Topics the words of a bullet lead to, surest first; empty when the content does not know them. */
export function topicsOfWords(text: string, engine: Understand): { id: string; confidence: number }[] {
  const found = new Map<string, number>()
  const hear = (part: string, above: number, lead: number): void => {
    const decision = engine.understand(part)
    const score = decision.ranked[0]?.score ?? 0
    if (decision.kind !== 'answer' || decision.confidence < above || score < lead) return
    found.set(decision.topic, Math.max(found.get(decision.topic) ?? 0, decision.confidence))
  }
  hear(text, wholeAbove, wholeLead)
  for (const part of partsOf(text)) hear(part, partAbove, partLead)
  return [...found]
    .map(([id, confidence]) => ({ id, confidence }))
    .toSorted((a, b) => b.confidence - a.confidence)
    .slice(0, most)
}

/** For `assemblePlan`: topics of a bullet by the reader's tags, then by its words. */
export const topicsFor =
  (engine: Understand) =>
  (text: string, tags: readonly string[]): string[] => [
    ...new Set([...topicsOfTags(tags), ...topicsOfWords(text, engine).map(({ id }) => id)]),
  ]

/** What the content has for every bullet, in their order. Pure. */
export function matchBullets(
  bullets: readonly BulletIn[],
  { entries, topics: catalogue }: Pick<Library, 'entries' | 'topics'>,
  engine: Understand,
): Matched[] {
  const known = new Set(catalogue.map(({ id }) => id))
  const answering = (topic: string): string[] =>
    entries.filter(entry => entry.topics.includes(topic)).map(({ id }) => id)
  return bullets.map(({ clause, text, tags = [], topics = [] }) => {
    const given = topics.map(id => ({ id, by: 'given' as const, confidence: 1 }))
    const tagged = topicsOfTags(tags).map(id => ({ id, by: 'tags' as const, confidence: 0.9 }))
    const heard = topicsOfWords(text, engine).map(topic => ({ ...topic, by: 'words' as const }))
    const all = given.length > 0 ? given : [...tagged, ...heard]
    const own = all.filter(
      ({ id }, index) => known.has(id) && all.findIndex(other => other.id === id) === index,
    )
    const found = [...new Set(own.flatMap(({ id }) => answering(id)))]
    return {
      clause,
      text,
      topics: own,
      entries: found,
      state: found.length === 0 ? 'missing' : own.every(({ by }) => by === 'words') ? 'doubtful' : 'answered',
    }
  })
}
