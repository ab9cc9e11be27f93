/** Questions for the benchmark: the entries' own phrasings with marks dropped, words lost and slips, by a fixed seed. */
import { contentDir } from '../../bot/content-dir.ts'
import { stripMarks } from '../../content/language/unicode.ts'
import { loadLibrary } from '../../content/library.ts'

const random = (seed: number) => (): number => {
  seed = (seed * 48_271) % 2_147_483_647
  return seed / 2_147_483_647
}

export const sampleQuestions = (count: number): string[] => {
  const { library } = loadLibrary({ contentDir, ward: 'muong-lay' })
  const all = library.entries.flatMap(({ questions }) => questions)
  const next = random(20_261_122)
  return Array.from({ length: count }, () => {
    const words = (all[Math.floor(next() * all.length)] ?? '').split(' ')
    if (words.length > 4) words.splice(Math.floor(next() * words.length), 1)
    const text = words.join(' ')
    return next() < 0.5 ? stripMarks(text) : text
  })
}
