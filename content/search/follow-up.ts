/** Messages that lean on the one before: facets ("bao nhiêu tiền"), variants ("còn con tôi 10 tuổi"), corrections ("ý tôi là …"). */
import { foldedText, type Reading, read } from '../language/reading.ts'
import { answerAbove } from './decide.ts'
import type { Context } from './decision.ts'
import { asks, facetOf, opensVariant, pointsBack, sayingWords } from './facets.ts'
import type { Judge, Judgement, Verdict } from './judge.ts'
import { type Leaning, leaningOn } from './leaning.ts'

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

  const facet = facetOf(reading)
  if (facet !== undefined && pointsBack(reading)) {
    const own = judge.verdict(reading)
    const ownMatter =
      own.confidence >= plainAbove && (facet === 'how' || reading.words.length > barePartAtMost)
    return ownMatter ? undefined : further(context, own, 0.9)
  }

  const varied = opensVariant(reading) ? variant(judge, reading, context) : undefined
  return varied ?? leaning(judge, reading, context)
}

/** Words that name nothing ask for something of their own all the same when they are this sure. */
const plainAbove = 0.98

/** Longest that asks for a part and nothing else, however sure its words are of a matter of their own: "mấy ngày thì xong". */
const barePartAtMost = 6

/** The entry of before, asked on about. */
const further = (context: Pick<Context, 'entry' | 'topic'>, own: Verdict, confidence: number): Judgement => ({
  kind: 'answer',
  entry: context.entry,
  topic: context.topic,
  confidence,
  ranked: [
    { entry: context.entry, topic: context.topic, score: 1 },
    ...own.topics.filter(({ topic }) => topic !== context.topic).slice(0, 4),
  ],
  via: 'follow-up',
})

// How much likelier than its words alone say a topic is, right after it or a neighbour was spoken of, or somewhat later.
const priors = { same: 6, group: 3, before: 4 }
/** A topic is answered, not offered, when it is this much likelier than the next. */
const clearly = 2
/** Longest message, in words, that may be no question of its own. */
const leaningAtMost = 14
/** Longest that may be one although its words also name another office's business: "sửa ở đâu". */
const briefAtMost = 4
/** Likeness to an outside phrasing from which it is that business all the same: "hôm nay ăn gì". */
const outsideAbove = 0.5
/** Probability by its own words alone from which a neighbour of what was spoken of is answered. */
const neighbourAbove = 0.25
/** An answer less sure than this may yet be about the entry of before. */
const ownAbove = 0.9
/** And its best topic less likely than this is a guess, whatever the entry of before. */
const weakBelow = 0.6
/** Shares of what a message says that the entry of before must speak of: where it is among the likeliest anyway, and where not. */
const halfShared = 0.5
const mostShared = 0.75

/** What a message that says too little by itself means among what was spoken of; undefined when it is a matter of its own. */
function leaning(judge: Judge, full: Reading, context: Context): Judgement | undefined {
  const reading = withoutReturn(full)
  const verdict = judge.verdict(reading)
  const own = judge.decide(verdict, foldedText(full), 'message')
  if (own.kind === 'smalltalk' || own.kind === 'danger') return undefined
  const { before: spokenOf = [] } = context
  if (reading !== full) {
    const meant = verdict.topics.flatMap(
      ({ topic }) => [context, ...spokenOf].find(earlier => earlier.topic === topic) ?? [],
    )[0]
    // Named surely, it is another matter they come back to than any we remember.
    const another = own.kind === 'answer' && own.confidence >= ownAbove && own.topic !== meant?.topic
    return meant === undefined || another ? own : further(meant, verdict, 0.8)
  }
  if (reading.words.length > leaningAtMost) return undefined
  const lean = leaningOn(judge.wordsOf(context.entry), reading, judge.dictionary.lexicon)
  const elsewhere = own.kind === 'decline' && own.elsewhere !== undefined
  if (lean.content === 0)
    return verdict.confidence < plainAbove && reading.words.length > 2 && asks(reading) && !elsewhere
      ? further(context, verdict, 0.8)
      : undefined
  const rank = verdict.topics.slice(0, 5).findIndex(({ topic }) => topic === context.topic)
  if (own.kind === 'answer') {
    const weighed = (verdict.topics[rank]?.score ?? 0) * priors.same
    const likely = weighed > verdict.evidence.best || verdict.evidence.best < weakBelow
    return own.confidence < ownAbove && lean.share === 1 && likely && lean.content < reading.words.length
      ? further(context, verdict, own.confidence)
      : undefined
  }
  const part = facetOf(reading)
  if (own.kind === 'choices') {
    if (lean.points || (lean.share === 1 && part !== undefined && part !== 'how'))
      return further(context, verdict, 0.75)
    return among(judge, verdict, own.confidence, lean, reading, context)
  }
  const plainly = (part === undefined || part === 'how') && verdict.evidence.outsideSimilarity >= outsideAbove
  if (lean.points && !elsewhere) return further(context, verdict, 0.75)
  const enough = elsewhere
    ? reading.words.length <= briefAtMost && lean.share === 1 && !plainly
    : lean.share >= (rank >= 0 ? halfShared : mostShared)
  return enough ? further(context, verdict, 0.75) : undefined
}

/** The near matters a message may mean, weighed by what was spoken of: one of them, or which to offer. */
function among(
  judge: Judge,
  verdict: Verdict,
  confidence: number,
  lean: Leaning,
  reading: Reading,
  context: Context,
): Judgement | undefined {
  // "Mất điện thoại thì sao" after VNeID is what another title says, though the entry of before tells of telephones too.
  const named = new Set(
    verdict.topics
      .slice(0, 5)
      .flatMap(({ topic, entry }) =>
        near(topic, context.topic) && saysAll(judge, entry, reading) ? [topic] : [],
      ),
  )
  const byName = named.size > 0 && !named.has(context.topic)
  const related = (topic: string): number =>
    topic === context.topic || named.has(topic)
      ? priors.same
      : context.before?.some(earlier => earlier.topic === topic) === true
        ? priors.before
        : groupOf(topic) === groupOf(context.topic)
          ? priors.group
          : 1
  const ranked = verdict.topics
    .slice(0, 5)
    .map(candidate => ({ ...candidate, score: candidate.score * related(candidate.topic) }))
    .toSorted((a, b) => b.score - a.score)
  const [first, second] = ranked
  if (first === undefined) return undefined
  const spoken = related(first.topic) > priors.group || first.score >= priors.group * neighbourAbove
  const clear = second === undefined || first.score >= clearly * second.score
  if (related(first.topic) > 1 && spoken && clear)
    return {
      kind: 'answer',
      entry: first.entry,
      topic: first.topic,
      confidence: 0.75,
      ranked,
      via: 'follow-up',
    }
  const spokenOf = ranked.some(({ topic }) => topic === context.topic)
  // A bare name ("căn cước") begins a matter, whatever was spoken of.
  const bareName = lean.content === reading.words.length
  if (!bareName && !byName && (lean.share === 1 || (spokenOf && lean.share >= mostShared)))
    return further(context, verdict, 0.75)
  // Nothing near what was spoken of is likely, yet so short a question may still be about it.
  const candidates =
    spokenOf || lean.content > 1 || !asks(reading)
      ? ranked.slice(0, 3)
      : [...ranked.slice(0, 2), { entry: context.entry, topic: context.topic, score: second?.score ?? 0 }]
  return { kind: 'choices', candidates, confidence, ranked, via: 'follow-up' }
}

const returning = /^(?:thoi |a |the |vay |ma )?(?:quay|tro) lai (?:cai |vu |chuyen |viec |cau |van de )*/

/** "quay lại vụ khai sinh, …" without its opening; the same reading where it has none. */
function withoutReturn(reading: Reading): Reading {
  const text = foldedText(reading)
  const opening = returning.exec(text)?.[0].trim().split(' ').length ?? 0
  return opening === 0 || opening >= reading.words.length
    ? reading
    : {
        words: reading.words.slice(opening),
        clauses: reading.clauses.map(at => at - opening).filter(at => at > 0),
      }
}

const groupOf = (topic: string): string => topic.slice(0, topic.indexOf('.'))
const near = (topic: string, other: string): boolean => groupOf(topic) === groupOf(other)

/** Whether the title of an entry has all words by which a message says something. */
const saysAll = (judge: Judge, entry: string, reading: Reading): boolean => {
  const words = new Set(read(judge.titleOf(entry) ?? '').words.map(({ folded }) => folded))
  return sayingWords(reading).every(({ folded }) => words.has(folded))
}

/** Whether a title that names ages ("trẻ dưới 14 tuổi", "từ đủ 14 tuổi") has this one among them. */
const forAge = (title: string, age: number | undefined): boolean => {
  const under = /dưới (\d{1,3}) tuổi/iu.exec(title)?.[1]
  const from = /từ (?:đủ )?(\d{1,3}) tuổi/iu.exec(title)?.[1]
  return (
    age === undefined ||
    ((under === undefined || age < Number(under)) && (from === undefined || age >= Number(from)))
  )
}
const ageIn = (reading: Reading): number | undefined => {
  const years = /\b(\d{1,3}) tuoi\b/.exec(foldedText(reading))?.[1]
  return years === undefined ? undefined : Number(years)
}

/** How much likelier than its words alone say a topic of the group is in a variant. */
const variantPrior = 8

/** "còn con tôi 10 tuổi thì sao": the words of now within the matter of before, among the neighbours of its topic. */
function variant(judge: Judge, reading: Reading, context: Context): Judgement | undefined {
  const own = judge.verdict(reading)
  const title = judge.titleOf(context.entry)
  if (own.confidence >= ownTopicAbove || title === undefined) return undefined
  const { content, share } = leaningOn(judge.wordsOf(context.entry), reading, judge.dictionary.lexicon)
  const [likeliest] = own.topics
  const isNear = likeliest !== undefined && near(likeliest.topic, context.topic)
  // "Con tôi bị sốt" without its marks opens like "còn tôi", and speaks of nothing we spoke of.
  if (content > 0 && !isNear && share < halfShared) return undefined
  const best = own.topics[0]?.score ?? 0
  const neighbour = own.topics.find(({ topic }) => near(topic, context.topic))?.score ?? 0
  if (own.confidence >= answerAbove && variantPrior * neighbour < best) return undefined
  // What a title adds in brackets is the very case that now changes ("(từ đủ 14 tuổi)").
  const matter = read(
    title.replace(/\([^)]*\)|(?:trẻ )?(?:dưới|từ|từ đủ) \d+ tuổi/giu, ' '),
    judge.dictionary,
  )
  const age = ageIn(reading)
  const together = judge.verdict(join(reading, matter))
  const alone = new Map(own.topics.map(({ topic, score }) => [topic, score]))
  const ranked = together.topics
    .filter(({ topic, entry }) => near(topic, context.topic) && forAge(judge.titleOf(entry) ?? '', age))
    .map(candidate => ({
      ...candidate,
      // The title speaks for the topic of before; what the person says now must count for more.
      score:
        candidate.score ** 0.3 *
        Math.max(alone.get(candidate.topic) ?? 0, 1e-5) ** 0.7 *
        (saysAll(judge, candidate.entry, reading) ? variantPrior : 1),
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
