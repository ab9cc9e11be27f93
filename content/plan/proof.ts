/** Which proof the plan wants of an activity (appendix column "kết quả"), and which pieces are still missing. */
import { fold } from '../language/unicode.ts'
import type { Form, Plan } from './plan.ts'

export interface ProofDuty {
  readonly clause: string
  /** Pieces in the plan's words. */
  readonly pieces: readonly string[]
  /** Each piece is wanted (a seminar's file); otherwise any one thing proves the activity. */
  readonly each: boolean
}

export interface GivenProof {
  readonly kind: 'photo' | 'document' | 'voice' | 'video' | 'link'
  readonly piece: string | null
}

/** Words of proof columns that speak of a form. */
const words: Readonly<Partial<Record<Form, RegExp>>> = {
  loudspeaker: /phat thanh|truyen thanh/,
  banner: /khau hieu|bang ron/,
  mobile_van: /luu dong/,
  website_post: /trang thong tin|bai tren trang/,
  news_article: /phong su|bao chi/,
  video: /video|clip/,
  notice_board: /niem yet/,
  seminar: /toa dam/,
  training: /tap huan/,
  conference: /hoi nghi|cuoc hop/,
  contest: /cuoc thi|hoi thi/,
}
/** "số lượt hướng dẫn": the entry's own number is the proof. */
const isNumber = (piece: string): boolean => /^so (luot|luong|nguoi)/.test(fold(piece))

/**
 * The row of the appendix with the target's own clause asks for every piece; rows that only mention the form ask
 * for something that shows it was done. Null where the plan asks for nothing.
 */
export const proofDuty = (plan: Plan, form: Form | null, targetId: string | null): ProofDuty | null => {
  const clause = plan.targets.find(({ id }) => id === targetId)?.clause
  const own = plan.tasks.find(task => task.clause === clause && task.proof.length > 0)
  if (own !== undefined) {
    const pieces = own.proof.filter(piece => !isNumber(piece))
    return pieces.length === 0 ? null : { clause: own.clause, pieces, each: pieces.length > 1 }
  }
  const pattern = form === null ? undefined : words[form]
  if (pattern === undefined) return null
  for (const task of plan.tasks) {
    const pieces = task.proof.filter(piece => !isNumber(piece) && pattern.test(fold(piece)))
    if (pieces.length > 0) return { clause: task.clause, pieces: pieces.slice(0, 1), each: false }
  }
  return null
}

/** Pieces nobody has sent yet, in the plan's words. */
export const missingProof = (duty: ProofDuty | null, given: readonly GivenProof[]): readonly string[] => {
  if (duty === null) return []
  if (!duty.each) return given.length > 0 ? [] : duty.pieces
  const have = new Set(given.map(({ piece }) => piece))
  return duty.pieces.filter(piece => !have.has(piece))
}

const kindWords: Readonly<Record<GivenProof['kind'], RegExp>> = {
  photo: /hinh anh|\banh\b/,
  link: /duong dan|\blink\b/,
  video: /video|clip|phong su/,
  voice: /phat thanh|ghi am/,
  document: /^$/,
}

/** Which of the pieces a file or link is, by its name or caption, else by its kind; null when that says nothing. */
export const pieceOf = (duty: ProofDuty | null, kind: GivenProof['kind'], named: string): string | null => {
  if (duty === null) return null
  const name = fold(named).replaceAll(/[^a-z0-9]+/g, ' ')
  const byName = duty.pieces.find(piece => name !== '' && name.includes(fold(piece).split(' tren ')[0] ?? ''))
  return (
    byName ??
    duty.pieces.find(piece => kindWords[kind].test(fold(piece))) ??
    (duty.each ? null : (duty.pieces[0] ?? null))
  )
}
