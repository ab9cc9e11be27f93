/** Which entries the script of a topic is made from, which topics have one, and why the others have none. Pure. */
import type { Library } from '../library.ts'
import type { Translate } from '../locales.ts'
import type { FaqEntry } from '../model/faq.ts'
import type { Topic } from '../model/topic.ts'
import { unknownIn } from '../ward-text.ts'
import { type Material, materialOf } from './material.ts'

/** Materials by library: understanding what can be read takes a moment, scripts are asked for often. */
const known = new WeakMap<Library, Map<string, Material | undefined>>()

/** What of an entry can be broadcast, worked out once. */
export const knownMaterial = (entry: FaqEntry, library: Library, t: Translate): Material | undefined => {
  const own = known.get(library) ?? new Map<string, Material | undefined>()
  known.set(library, own)
  if (!own.has(entry.id)) own.set(entry.id, materialOf(entry, library, t))
  return own.get(entry.id)
}

const mainTopic = ({ topics, id }: FaqEntry): string => topics[0] ?? id

/** Topics that have something to broadcast. */
export const scriptTopics = (library: Library, t: Translate): Topic[] => {
  const told = new Set(
    library.entries.filter(entry => knownMaterial(entry, library, t) !== undefined).map(mainTopic),
  )
  return library.topics.filter(({ id }) => told.has(id))
}

const leftOver = 'other'

/** Why a topic has no script. */
export type Lack =
  /** It is for officers, or for one person alone. */
  | { readonly kind: 'not-for-all' }
  /** The ward has to say something first. */
  | { readonly kind: 'unknown'; readonly what: string }
  | { readonly kind: 'too-little' }

/** @returns undefined where the topic has something to broadcast */
export const lackOf = (topic: Topic, library: Library, t: Translate): Lack | undefined => {
  const own = library.entries.filter(entry => mainTopic(entry) === topic.id)
  if (own.some(entry => knownMaterial(entry, library, t) !== undefined)) return undefined
  if (own.length > 0 && own.every(({ broadcast }) => broadcast === false)) return { kind: 'not-for-all' }
  const what = [
    ...new Set(
      own.flatMap(({ broadcast }) =>
        typeof broadcast === 'string' ? [unknownIn(broadcast, library, t)] : [],
      ),
    ),
  ].filter(gap => gap !== '')
  return what.length === 0 ? { kind: 'too-little' } : { kind: 'unknown', what: what.join('; ') }
}

/** The topic's own entries, what they lead to, the nearest of the same group; then what those lead to elsewhere. */
export const ordered = (
  topic: Topic,
  library: Library,
): { own: FaqEntry[]; near: FaqEntry[]; beyond: FaqEntry[] } => {
  const groups = new Map(library.topics.map(({ id, group }, index) => [id, { group, index }]))
  const here = groups.get(topic.id)?.index ?? 0
  const own = library.entries
    .filter(entry => mainTopic(entry) === topic.id)
    .sort((a, b) => Number(b.id === topic.id) - Number(a.id === topic.id))
  const leads = own.flatMap(({ followUps }) => followUps)
  const rank = (entry: FaqEntry): number => {
    const led = leads.indexOf(entry.id)
    return led >= 0 ? led - leads.length : Math.abs((groups.get(mainTopic(entry))?.index ?? 0) - here)
  }
  const near = library.entries
    .filter(
      entry =>
        !own.includes(entry) &&
        // What is left over makes no group: its topics have nothing to do with each other.
        (topic.group === leftOver
          ? leads.includes(entry.id)
          : groups.get(mainTopic(entry))?.group === topic.group),
    )
    .sort((a, b) => rank(a) - rank(b))
  const taken = new Set([...own, ...near])
  const beyond = [...new Set([...own, ...near].flatMap(({ followUps }) => followUps))].flatMap(
    id => library.entries.find(entry => entry.id === id && !taken.has(entry)) ?? [],
  )
  return { own, near, beyond }
}

/** The nearest topics of the catalogue that have something to broadcast. @param without ids of those not wanted */
export const nearTopics = (
  topic: Topic,
  without: ReadonlySet<string>,
  library: Library,
  t: Translate,
): Topic[] => {
  const here = library.topics.findIndex(({ id }) => id === topic.id)
  const at = new Map(library.topics.map(({ id }, index) => [id, index]))
  const far = ({ id, group }: Topic): number =>
    Math.abs((at.get(id) ?? 0) - here) + (group === topic.group ? 0 : library.topics.length)
  return scriptTopics(library, t)
    .filter(({ id }) => id !== topic.id && !without.has(id))
    .sort((a, b) => far(a) - far(b))
}
