/** What people send feedback about, guessed from their words; and what the law gives a path of its own. */
import { fold } from '../../content/language/unicode.ts'

export const feedbackKinds = ['attitude', 'late', 'scene', 'idea', 'praise', 'scam', 'other'] as const
export type FeedbackKind = (typeof feedbackKinds)[number]

const signs: readonly (readonly [FeedbackKind, RegExp])[] = [
  ['scam', /\b(?:lua dao|mao danh|gia mao)\b/],
  ['late', /\b(?:tre hen|tre han|qua han|cham tra|ho so .*(?:cham|tre|chua (?:xong|co|tra)))\b/],
  ['attitude', /\b(?:thai do|hach sach|cau gat|vo le|hong hach|quat|sach nhieu)\b/],
  [
    'scene',
    /\b(?:rac|den duong|o ga|ngap|cong tac|via he|long duong|karaoke|on ao|cay (?:do|gay)|day dien|ho ga|khoi bui|lan chiem|xa thai|hoi thoi|nuoc thai)\b/,
  ],
  ['praise', /\b(?:cam on|khen|bieu duong|tan tinh)\b/],
  ['idea', /\b(?:gop y|kien nghi|de xuat|de nghi|mong phuong|nen (?:lam|co|them))\b/],
]

/** The first kind whose signs the words show; "other" when none does. */
export const kindOf = (text: string): FeedbackKind => {
  const words = fold(text)
  return signs.find(([, pattern]) => pattern.test(words))?.[0] ?? 'other'
}

/**
 * Entries of content/faq that tell the path the law gives these matters: complaints and denunciations (their own laws ask
 * for a signed form), land disputes (conciliation at the ward), fraud (the police).
 */
const paths: readonly (readonly [string, RegExp])[] = [
  ['feedback.complaint.denounce', /\bto cao\b/],
  ['feedback.complaint', /\bkhieu nai\b/],
  ['datdai.dispute', /\b(?:tranh chap|lan) (?:dat|ranh|dat dai|ranh gioi)\b/],
  ['scam.report', /\b(?:lua dao|mao danh|gia mao)\b/],
]

/** The entry that tells the lawful path of such a matter, if it has one of its own. */
export const lawfulPath = (text: string): string | undefined => {
  const words = fold(text)
  return paths.find(([, pattern]) => pattern.test(words))?.[0]
}
