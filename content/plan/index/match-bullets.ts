/**
 * Which answers stand behind each content bullet of a plan: by the topics an editor gave it, by the reader's tags, or by what the
 * engine makes of its words. What none of them knows is an entry to write.
 */
import type { Library } from '../../library.ts'
import type { Engine } from '../../search/engine.ts'
import { fold } from '../read/fold.ts'
import { tellingTags, topicsOfTags } from '../review/content-topics.ts'

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
  /** `doubtful`: the engine's guess alone speaks for it; nobody may be answered by that until an editor looked at it. */
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

/** "cchc.sipas" is of the family "cchc". */
const family = (topic: string): string => topic.split('.', 1).join('')

/**
 * Topics by tags and by words. Words alone are a guess ("an toàn thực phẩm" sounds like a household business's licence), and so is a
 * topic of another family than the tags': what is tagged may only be told more exactly by its words.
 */
const topicsHeard = (text: string, tags: readonly string[], engine: Understand) => {
  const tagged = topicsOfTags(tellingTags(fold(text), tags))
  const heard = topicsOfWords(text, engine)
  const families = new Set(tagged.map(family))
  return { tagged, heard: tagged.length === 0 ? heard : heard.filter(({ id }) => families.has(family(id))) }
}

/**
 * For `assemblePlan`: topics of a bullet by the reader's tags, then by its words; none where only its words speak for one: such a
 * bullet is listed as an entry to write.
 */
export const topicsFor =
  (engine: Understand) =>
  (text: string, tags: readonly string[]): string[] => {
    const { tagged, heard } = topicsHeard(text, tags, engine)
    return tagged.length === 0 ? [] : [...new Set([...tagged, ...heard.map(({ id }) => id)])]
  }

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
    const { tagged, heard } = topicsHeard(text, tags, engine)
    const all =
      given.length > 0
        ? given
        : [
            ...tagged.map(id => ({ id, by: 'tags' as const, confidence: 0.9 })),
            ...heard.map(topic => ({ ...topic, by: 'words' as const })),
          ]
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
