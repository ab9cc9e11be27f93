/** Messages that lean on the one before: facets ("bao nhiêu tiền"), variants ("còn con tôi 10 tuổi"), corrections ("ý tôi là …"). */
import { foldedText, type Reading, read } from '../language/reading.ts'
import type { Context } from './decision.ts'
import { facetOf, opensVariant, pointsBack } from './facets.ts'
import type { Judge, Judgement } from './judge.ts'

/** A bare follow-up is about the last entry unless its own words say otherwise this surely. */
const ownTopicAbove = 0.97

// Folded openings that say the last answer missed; what follows is the real question.
const correction =
  /^(?:da |a |o |oi |ui )?(?:(?:khong|khong phai|nham|nham roi|sai|sai roi|khong dung|chua dung|hieu nham|hieu sai|hoi khac|tra loi sai|lac de)(?: (?:vay|the|a|roi|y|do|nhe|cai do|cai nay|thu do|dau|ban oi|em oi|oi))*)?(?: ?(?:y|tuc|nghia) (?:la )?(?:cua )?(?:toi|em|minh|chau|bac|tui|con|co|chu|anh|chi|to)?(?: (?:la|muon|noi|hoi|muon hoi|dinh hoi))*| ?(?:toi|em|minh|chau|bac|tui|con|anh|chi|to) (?:dang |muon |dinh )*hoi(?: la| ve| cai| viec| chuyen)?)?$/

const joined = (reading: Reading, length: number): string =>
  reading.words
    .slice(0, length)
    .map(({ folded }) => folded)
    .join(' ')

/** Words of an opening that corrects, 0 when there is none. A bare "không phải" counts only before a pause or the end. */
function correctionLength(reading: Reading): number {
  const limit = Math.min(reading.words.length, 9)
  for (let length = limit; length >= 1; length--) {
    const opening = joined(reading, length)
    if (!correction.test(opening)) continue
    const saysMeaning = /\b(?:y|tuc|nghia|hoi)\b/.test(opening)
    if (saysMeaning || length === reading.words.length || reading.clauses.includes(length)) return length
  }
  return 0
}

const join = (first: Reading, second: Reading): Reading => ({
  words: [...first.words, ...second.words],
  clauses: [...first.clauses, first.words.length, ...second.clauses.map(at => at + first.words.length)],
})

/** What a message means after `context`, or undefined when it stands on its own. */
export function followUp(judge: Judge, reading: Reading, context: Context): Judgement | undefined {
  const corrected = correctionLength(reading)
  if (corrected > 0 && reading.words.length > 0) {
    const rest: Reading = {
      words: reading.words.slice(corrected),
      clauses: reading.clauses.map(at => at - corrected).filter(at => at > 0),
    }
    const asked = context.asked === undefined ? undefined : read(context.asked, judge.dictionary)
    if (rest.words.length > 0 && !pointsBack(rest)) {
      const own = judge.decide(judge.verdict(rest), foldedText(rest), 'correction', context.entry)
      if (own.kind !== 'decline' || asked === undefined) return own
      return judge.decide(judge.verdict(join(asked, rest)), foldedText(rest), 'correction', context.entry)
    }
    if (asked !== undefined) {
      const others = judge
        .verdict(asked)
        .topics.filter(({ topic }) => topic !== context.topic)
        .slice(0, 3)
      if (others.length > 1)
        return { kind: 'choices', candidates: others, confidence: 0.3, ranked: others, via: 'correction' }
    }
    return undefined
  }

  if (pointsBack(reading) && facetOf(reading) !== undefined) {
    const own = judge.verdict(reading)
    const ranked = [
      { entry: context.entry, topic: context.topic, score: 1 },
      ...own.topics.filter(({ topic }) => topic !== context.topic).slice(0, 4),
    ]
    return {
      kind: 'answer',
      entry: context.entry,
      topic: context.topic,
      confidence: 0.9,
      ranked,
      via: 'follow-up',
    }
  }

  return opensVariant(reading) ? variant(judge, reading, context) : undefined
}

const groupOf = (topic: string): string => topic.slice(0, topic.indexOf('.'))

/** "còn con tôi 10 tuổi thì sao": the words of now within the matter of before, among the neighbours of its topic. */
function variant(judge: Judge, reading: Reading, context: Context): Judgement | undefined {
  const own = judge.verdict(reading)
  const title = judge.titleOf(context.entry)
  if (own.confidence >= ownTopicAbove || title === undefined) return undefined
  // What a title adds in brackets is the very case that now changes ("(từ đủ 14 tuổi)").
  const matter = read(title.replace(/\([^)]*\)/g, ' '), judge.dictionary)
  const together = judge.verdict(join(reading, matter))
  const alone = new Map(own.topics.map(({ topic, score }) => [topic, score]))
  const ranked = together.topics
    .filter(({ topic }) => topic === context.topic || groupOf(topic) === groupOf(context.topic))
    .map(candidate => ({
      ...candidate,
      // The title speaks for the topic of before; what the person says now must count for more.
      score: candidate.score ** 0.3 * Math.max(alone.get(candidate.topic) ?? 0, 1e-5) ** 0.7,
    }))
    .toSorted((a, b) => b.score - a.score)
    .slice(0, 5)
  const [first, second] = ranked
  if (first === undefined) return undefined
  const sure = second === undefined || first.score >= 2 * second.score
  return sure
    ? {
        kind: 'answer',
        entry: first.entry,
        topic: first.topic,
        confidence: Math.max(together.confidence, 0.6),
        ranked,
        via: 'follow-up',
      }
    : { kind: 'choices', candidates: ranked.slice(0, 3), confidence: 0.5, ranked, via: 'follow-up' }
}
