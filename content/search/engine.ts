/** Understanding a message: which entry answers it, how sure that is, or why it is not answered. Pure, in memory. */
import { type Dictionary, foldedText, type Reading, read } from '../language/reading.ts'
import type { DangerRule } from '../model/danger.ts'
import type { Elsewhere, Facet, FaqEntry } from '../model/faq.ts'
import type { Procedure } from '../model/procedure.ts'
import type { Topic } from '../model/topic.ts'
import type { Context, Decision, ProcedureHit } from './decision.ts'
import { asks, facetOf, gistOf, pointsBack } from './facets.ts'
import { followUp } from './follow-up.ts'
import { categoriesOf, createJudge, type Judgement } from './judge.ts'
import { clausesOf } from './parts.ts'
import { buildProcedureFinder } from './procedures.ts'
import { type RankerModel, trainRanker } from './ranker.ts'

export type * from './decision.ts'
export { dangerKinds } from './decision.ts'

/** Greetings, thanks, "who are you": what people say around and between questions. */
export interface SmallTalk {
  readonly intent: string
  readonly questions: readonly string[]
}

/** Everything the engine learns from; a plain selection of the content library. */
export interface EngineContent {
  readonly topics: readonly Topic[]
  readonly entries: readonly (Pick<FaqEntry, 'id' | 'topics' | 'title' | 'questions'> &
    Partial<Pick<FaqEntry, 'answer' | 'facets'>>)[]
  readonly elsewhere: readonly Pick<Elsewhere, 'id' | 'reason' | 'title' | 'questions'>[]
  readonly smalltalk: readonly SmallTalk[]
  /** Rules that hear cries for help, and how people word them. */
  readonly danger: readonly DangerRule[]
  readonly procedures: readonly Pick<Procedure, 'code' | 'name' | 'title' | 'aliases' | 'topic' | 'level'>[]
}

/** An immutable model; build a new one when content changes (about a second) and swap it in. */
export interface Engine {
  /**
   * Decides about the whole message. Never throws, whatever the text.
   * @param context what was answered just before, if it is still fresh: resolves follow-ups and corrections
   */
  readonly understand: (text: string, context?: Context) => Decision
  /**
   * Like {@link Engine.understand} for a message that may hold several questions: one decision a question, at most three,
   * in their order, never empty and never two for the same entry. Greetings and thanks around a question are dropped.
   */
  readonly parts: (text: string, context?: Context) => readonly [Decision, ...Decision[]]
  /** The facet a text asks about on its own words: "bao nhiêu tiền" → fee. */
  readonly facet: (text: string) => Facet | undefined
  /** Procedures by name, everyday name or code, best first, at most `limit` (default 10): for /thutuc and typing officers. */
  readonly procedures: (text: string, limit?: number) => readonly ProcedureHit[]
  /** Comparable form of a text for grouping alike questions: folded, abbreviations expanded, fillers dropped. */
  readonly gist: (text: string) => string
  /** What the content's words are: for others who read messages and want slips mended alike. */
  readonly dictionary: Dictionary
}

/** What training made of a content, plain data: it can be made in another process and sent. */
export type EngineModel = RankerModel

/** The part of building that takes long, about a second for the shipped content. */
export const trainEngine = (content: EngineContent): EngineModel => trainRanker(categoriesOf(content))

/**
 * Indexes, and trains unless given the model of this very content. Content is trusted to have passed its schemas.
 * @param model what {@link trainEngine} made of the same content
 */
export function buildEngine(content: EngineContent, model?: EngineModel): Engine {
  const judge = createJudge(content, model)
  const { dictionary } = judge
  const procedures = buildProcedureFinder(content.procedures, dictionary)

  // Names are looked up only when somebody reads them: most answers never do, and thousands of names take their time.
  const withCommon = (judgement: Judgement, reading: Reading, text: string): Decision => {
    let hits: readonly ProcedureHit[] | undefined
    const facet = facetOf(reading)
    return {
      ...judgement,
      text,
      ...(facet === undefined ? {} : { facet }),
      get procedures() {
        hits ??= procedures.named(text, 3)
        return hits
      },
    }
  }
  const decide = (reading: Reading, text: string, context: Context | undefined): Decision => {
    const follow = context === undefined ? undefined : followUp(judge, reading, context)
    const alone = (): Judgement => judge.decide(judge.verdict(reading), text, 'message')
    if (follow === undefined) return withCommon(alone(), reading, text)
    // "con tôi bị đuối nước" is no "còn …?" about what was answered before.
    const cry = alone()
    return withCommon(cry.kind === 'danger' ? cry : follow, reading, text)
  }

  const understand = (text: string, context?: Context): Decision =>
    decide(read(text, dictionary), text, context)

  const parts = (text: string, context?: Context): readonly [Decision, ...Decision[]] => {
    const whole = understand(text, context)
    if (whole.kind === 'danger' || whole.kind === 'smalltalk') return [whole]
    if ('via' in whole && whole.via !== 'message') return [whole]
    const reading = read(text, dictionary)
    const clauses = clausesOf(reading)
    if (clauses.length < 2) return [whole]
    // A part counts only where the message as a whole speaks of its topic too: a clause cut off may seem to ask anything.
    const spoken = new Set(
      whole.ranked
        .slice(0, 3)
        .filter(({ score }) => score >= heardAbove)
        .map(({ topic }) => topic),
    )
    const found = new Map<string, Decision>()
    for (const clause of clauses) {
      if (pointsBack(clause) || !asks(clause)) continue
      const part = decide(clause, foldedText(clause), undefined)
      if (
        part.kind === 'answer' &&
        part.confidence >= separateAbove &&
        spoken.has(part.topic) &&
        !found.has(part.topic)
      )
        found.set(part.topic, part)
    }
    const [first, ...others] = [...found.values()].slice(0, 3)
    if (first === undefined || others.length === 0) return [whole]
    if (whole.kind === 'answer' && !found.has(whole.topic)) return [whole]
    return [first, ...others]
  }

  return {
    understand,
    parts,
    facet: text => facetOf(read(text, dictionary)),
    procedures: (text, limit = 10) => procedures.find(text, limit),
    gist: text => gistOf(read(text, dictionary)),
    dictionary,
  }
}

/** A part of a message is answered on its own only when it is this sure; else the message is taken as one. */
const separateAbove = 0.8
/** Probability a topic needs in the whole message to be taken for a question of its own. */
const heardAbove = 0.0003
