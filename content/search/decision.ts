/** What understanding a message can come to: the engine's vocabulary, plain data for handlers and measurements. */
import type { Elsewhere, Facet } from '../model/faq.ts'

/** An entry the message may be about. `score` is a probability: all entries and outside kinds together make 1. */
export interface Ranked {
  readonly entry: string
  /** The entry's main topic. */
  readonly topic: string
  readonly score: number
}

/** A procedure whose name, alias or code the message seems to give; `score` 0..1, 1 = its code was written out. */
export interface ProcedureHit {
  readonly code: string
  readonly score: number
}

/** Why nothing is answered. Beyond the reasons of `content/elsewhere.yaml`: `unclear` = we did not understand. */
export type DeclineReason = Elsewhere['reason'] | 'unclear'

export const dangerKinds = ['fire', 'crime', 'medical', 'child', 'scam'] as const
export type DangerKind = (typeof dangerKinds)[number]

/** How a decision was reached; a handler may word its first line by it. */
export type Via =
  /** The message alone. */
  | 'message'
  /** The message plus the last topic: "bao nhiêu tiền", "còn con tôi 10 tuổi thì sao". */
  | 'follow-up'
  /** "không phải, ý tôi là …": the last answer was wrong, this is the next best. */
  | 'correction'

interface Common {
  /** The best entries, at most five, one a topic, best first. */
  readonly ranked: readonly Ranked[]
  /** At most three, best first; empty when no procedure is named. */
  readonly procedures: readonly ProcedureHit[]
  /** The part of a procedure asked about, when one is named: papers, fee, how long … */
  readonly facet?: Facet
  /** The part of the message this decision is about (the whole message unless it was split). */
  readonly text: string
}

export type Decision =
  | (Common & {
      readonly kind: 'answer'
      readonly entry: string
      readonly topic: string
      /** Calibrated: the share of such answers that are right. */
      readonly confidence: number
      readonly via: Via
    })
  /** Two or three entries of different topics, told apart by their titles. */
  | (Common & {
      readonly kind: 'choices'
      readonly candidates: readonly Ranked[]
      readonly confidence: number
      readonly via: Via
    })
  | (Common & {
      readonly kind: 'decline'
      readonly reason: DeclineReason
      /** Id in `content/elsewhere.yaml` that says where to turn. */
      readonly elsewhere?: string
      readonly confidence: number
    })
  | (Common & { readonly kind: 'smalltalk'; readonly intent: string })
  /** Name the emergency number (or the scam warning) first; `entry` is what to show after it. */
  | (Common & { readonly kind: 'danger'; readonly danger: DangerKind; readonly entry?: string })

/** What the conversation was about just before; the caller lets it fade (forget it) after a sensible time. */
export interface Context {
  /** Entry answered last. */
  readonly entry: string
  /** Its topic. */
  readonly topic: string
  /** Facet answered last, if one. */
  readonly facet?: Facet
  /** What the person had asked; a correction is understood together with it. */
  readonly asked?: string
  /** What was answered before it, newest first: "quay lại vụ khai sinh" means one of them rather than its neighbours. */
  readonly before?: readonly Pick<Context, 'entry' | 'topic'>[]
}
