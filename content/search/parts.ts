/** Taking a message apart: several questions in one, and the question inside a long story. */
import type { Reading } from '../language/reading.ts'

const slice = ({ words }: Reading, from: number, to: number): Reading => ({
  words: words.slice(from, to),
  clauses: [],
})

// Folded openings of a further question. "và", "rồi", "còn" alone join nouns and clauses more often than questions, and
// "còn" without its mark is "con", a child; so each needs a word behind it that starts a request.
const joiners: readonly (readonly string[])[] = [
  ...[
    'voi lai',
    'ngoai ra',
    'tien the',
    'tien hoi',
    'luon tien',
    'san tien',
    'dong thoi',
    'cho hoi them',
    'hoi them',
    'nhan tien',
    'mot viec nua',
    'them nua',
    'sau do',
  ],
  ...['lam', 'xin', 'muon', 'nop', 'dang', 'doi', 'cap', 'dong', 'mua', 'sang', 'the', 'thu'].flatMap(
    verb => [`va ${verb}`, `roi ${verb}`],
  ),
  ...['cai', 'viec', 'the', 'thu', 'giay', 'tien', 'phi', 'ho'].map(noun => `con ${noun}`),
].map(text => text.split(' '))

/** Word positions where a new question may start: after punctuation and at joining words. Never 0. */
function seams({ words, clauses }: Reading): number[] {
  const found = new Set(clauses)
  for (let index = 2; index < words.length - 1; index++)
    if (joiners.some(joiner => joiner.every((word, offset) => words[index + offset]?.folded === word)))
      found.add(index)
  return [...found].sort((a, b) => a - b)
}

/** Clauses of at least `least` words, in order; shorter ones join the one before. */
export function clausesOf(reading: Reading, least = 3): Reading[] {
  const out: { from: number; to: number }[] = []
  let from = 0
  for (const to of [...seams(reading), reading.words.length]) {
    if (to - from < least && to !== reading.words.length) continue
    const last = out.at(-1)
    if (to - from < least && last !== undefined) last.to = to
    else if (to > from) out.push({ from, to })
    from = to
  }
  return out.map(({ from: start, to: end }) => slice(reading, start, end))
}
