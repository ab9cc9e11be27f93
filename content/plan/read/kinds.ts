/** What a section is about, told from its heading. */
import { distance } from './fold.ts'

export const sectionKinds = [
  'purpose',
  'requirements',
  'audience',
  'scope',
  'period',
  'content',
  'forms',
  'targets',
  'activities',
  'budget',
  'organisation',
  'reporting',
  'appendix',
] as const
export type SectionKind = (typeof sectionKinds)[number]

const words: readonly (readonly [string, SectionKind])[] = [
  ['muc dich', 'purpose'],
  ['muc tieu', 'purpose'],
  ['yeu cau', 'requirements'],
  ['doi tuong', 'audience'],
  ['pham vi', 'scope'],
  ['thoi gian', 'period'],
  ['hinh thuc', 'forms'],
  ['chi tieu', 'targets'],
  ['to chuc thuc hien', 'organisation'],
  ['phan cong', 'organisation'],
  ['trach nhiem', 'organisation'],
  ['kinh phi', 'budget'],
  ['che do bao cao', 'reporting'],
  ['che do thong tin', 'reporting'],
  ['thong tin bao cao', 'reporting'],
  ['bao cao', 'reporting'],
  ['noi dung', 'content'],
  ['hoat dong', 'activities'],
  ['nhiem vu', 'activities'],
  ['giai phap', 'activities'],
]

/**
 * Where `word` stands in the first letters of a heading when a letter in four may be misread; -1 when nowhere. In a clean
 * print only the opening word may have one slip: "chính sách" is no "hình thức".
 */
function fuzzyIndex(heading: string, word: string, scanned: boolean): number {
  const limit = scanned ? Math.floor(word.length / 4) + (word.length > 8 ? 1 : 0) : 1
  const last = scanned ? Math.min(24, heading.length - word.length + 1) : 0
  for (let start = 0; start <= last; start += 1)
    for (const length of [word.length, word.length + 1, word.length - 1]) {
      // Inside a heading a likeness proves less than at its start.
      const most = start === 0 ? limit : Math.max(1, limit - 1)
      if (distance(heading.slice(start, start + length), word, most) <= most) return start
    }
  return -1
}

/** The kind whose word stands first in a folded heading: the first thing a heading names decides. */
function byWords(heading: string, scanned: boolean): SectionKind | null {
  let best: { kind: SectionKind; at: number } | null = null
  for (const [word, kind] of words) {
    const at = heading.indexOf(word)
    if (at >= 0 && at < 60 && (best === null || at < best.at)) best = { kind, at }
  }
  if (best?.at === 0) return best.kind
  for (const [word, kind] of words) {
    const at = fuzzyIndex(heading, word, scanned)
    if (at >= 0 && (best === null || at < best.at)) best = { kind, at }
  }
  return best?.kind ?? null
}

/**
 * The kind of a section: from its folded heading, else its parent's. What stands under "Tổ chức thực hiện" is all
 * organisation; letters always take after their parent.
 */
export function kindOf(
  heading: string | null,
  parent: { readonly kind: SectionKind } | null,
  level: 1 | 2 | 3,
  scanned = false,
): SectionKind {
  if (
    heading !== null &&
    level === 2 &&
    parent?.kind === 'organisation' &&
    /^(?:ve )?(?:thuc hien )?(?:che do (?:thong tin,? )?bao cao|thong tin,? bao cao|cong tac bao cao)/.test(
      heading,
    )
  )
    return 'reporting'
  if (parent !== null && (level === 3 || parent.kind === 'organisation' || parent.kind === 'budget'))
    return parent.kind
  if (heading !== null) {
    const kind = byWords(heading, scanned)
    if (kind !== null) return kind
  }
  return parent?.kind ?? 'content'
}
