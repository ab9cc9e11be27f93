/** Whether two pieces of feedback tell of the same thing: near words, or the same place and something in common. Pure. */
import { fold } from './language/unicode.ts'

/** Feedback this old is a new matter. */
export const sameMatterDays = 14

/** Words that tell nothing about the matter. */
const empty = new Set(
  'a ah anh ba bac bi boi cac cai can chi cho chua co con cua cung da dang de di do duoc em gi giup ha hay hien hom khong la lai lam len luc ma mai may mot nay nen nguoi nha nhe nhieu nhung o oi phuong qua ra rat roi sao se tai thay the thi toi trong tu va van vao ve vi voi xa xin xu ly'.split(
    ' ',
  ),
)

const wordsOf = (text: string): Set<string> =>
  new Set(
    fold(text)
      .replaceAll(/\[[^\]]*\]/g, ' ')
      .split(/[^a-z0-9]+/)
      .filter(word => word !== '' && !empty.has(word)),
  )

/** Share of words two texts have in common (Dice). */
const likeness = (a: ReadonlySet<string>, b: ReadonlySet<string>): number => {
  if (a.size === 0 || b.size === 0) return 0
  let common = 0
  for (const word of a) if (b.has(word)) common += 1
  return (2 * common) / (a.size + b.size)
}

/** "so 5", "to 3", "ngo 12/4": places told by a number. */
const placeMarks = (text: string): Set<string> =>
  new Set(
    [
      ...fold(text).matchAll(
        /\b(to|ngo|ngach|hem|kiet|xom|ban|thon|khu|khu pho|so|so nha|km) (\d+[a-z]?(?:\/\d+)?)\b/g,
      ),
    ].map(([whole]) => whole),
  )

export interface Told {
  /** Masked. */
  readonly text: string
  readonly place: string | null
}

const nearAlone = 0.6
const nearWithPlace = 0.34

/** 0 = not the same matter; else the higher the surer. Both are of one kind. */
export const sameMatter = (a: Told, b: Told): number => {
  const near = likeness(wordsOf(`${a.text} ${a.place ?? ''}`), wordsOf(`${b.text} ${b.place ?? ''}`))
  const [here, there] = [placeMarks(`${a.text} ${a.place ?? ''}`), placeMarks(`${b.text} ${b.place ?? ''}`)]
  const shared = [...here].some(mark => there.has(mark))
  // Two places that are both named and have nothing in common are two matters, however alike the words.
  if (here.size > 0 && there.size > 0 && !shared) return 0
  return near >= nearAlone || (shared && near >= nearWithPlace) ? near : 0
}
