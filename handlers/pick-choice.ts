/** Reads "2", "số 2", "hai", "cái thứ hai" or a label as one of the choices on offer. */
import { fold } from '../content/language/unicode.ts'

const words: Readonly<Record<string, number>> = {
  mot: 1,
  hai: 2,
  ba: 3,
  bon: 4,
  tu: 4,
  nam: 5,
  lam: 5,
  sau: 6,
  bay: 7,
  tam: 8,
  chin: 9,
  muoi: 10,
  nhat: 1,
  nhi: 2,
  dau: 1,
  'dau tien': 1,
  cuoi: -1,
  'cuoi cung': -1,
}
const pattern =
  /^(?:(?:em |anh |chi |toi |minh |bac |cho (?:toi |em |minh )?)*(?:chon|lay|y|cau|muc|la)? ?)?(?:so|cai|cau|muc|y|lua chon|phuong an|phim|bam)?(?: (?:so|thu))? ?(\d{1,2}|[a-z]+(?: [a-z]+)?)(?: (?:nhe|nha|a|di|ay|do|thoi|nay))*$/

const bare = (text: string): string =>
  fold(text)
    .replaceAll(/[^a-z0-9 ]+/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()

/** @returns the picked choice, or undefined when the text says something else */
export const pickChoice = <C extends { readonly label: string }>(
  text: string,
  choices: readonly C[],
  labelsOnly: boolean,
): C | undefined => {
  if (text.length > 120) return undefined
  const said = bare(text)
  if (said === '') return undefined
  const byLabel = choices.filter(choice => bare(choice.label) === said)
  if (byLabel.length === 1) return byLabel[0]
  if (labelsOnly) return undefined
  const found = pattern.exec(said)?.[1]
  if (found === undefined) return undefined
  const number = /^\d+$/.test(found) ? Number(found) : words[found]
  if (number === undefined) return undefined
  return number === -1 ? choices.at(-1) : choices[number - 1]
}
