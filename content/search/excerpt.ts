/** The lines of an answer that speak of what somebody asks on about: "trễ thì có bị phạt không" is not answered by all of it again. */
import { type Dictionary, read, type Word } from '../language/reading.ts'
import type { Facet, FaqEntry } from '../model/faq.ts'
import { asksAmount, opensVariant, sayingWords } from './facets.ts'

type Told = Pick<FaqEntry, 'title' | 'answer' | 'facets'>

// Money by its spelling: folded, "đồng" is also "động", and "cước" also "cuộc".
const money =
  /(?<!\p{L})(?:(?:lệ|miễn|mức|thu|mất) phí|không (?:thu|mất) (?:tiền|lệ phí)|(?<!căn )cước)(?!\p{L})|\d(?: (?:nghìn|triệu|tỷ))? đồng(?!\p{L})/iu

// How an answer tells of another part it does not keep apart; folded text.
const tells: Readonly<Record<Exclude<Facet, 'fee'>, RegExp>> = {
  documents:
    /\bgiay to\b|\bto khai\b|\bchuan bi\b|\bho so (?:gom|co)\b|\bmang (?:theo )?(?:giay|the|ban|can cuoc)\b|\bdon theo mau\b|\bban chinh\b/,
  time: /\bngay lam viec\b|\btrong ngay\b|\btrong (?:vong )?[0-9]+ (?:ngay|gio|thang)\b|\b[0-9]+ (?:ngay|gio|tuan|thang)\b/,
  where:
    /\bnop (?:tai|o|truc tiep)\b|\b(?:tai|o|den) (?:trung tam|cong an|phuong|ubnd|uy ban|van phong|co quan|noi)\b/,
  who: /\b(?:nguoi|ai|cha|me|chu ho|vo chong|ca hai) [a-z ]*\b(?:di|lam|nop|ky|dung ten|khai)\b|\buy quyen\b/,
  online: /\btruc tuyen\b|\btren (?:mang|cong)\b|\bqua mang\b|\bdichvucong\b|\bvneid\b/,
  post: /\bbuu (?:dien|chinh)\b|\btan nha\b/,
  how: /^$/,
}

// A sum of money in folded text.
const sum = /\b[0-9][0-9.,]* (?:dong|trieu|nghin)\b/

/** Most lines shown; more is the whole answer again. */
const linesAtMost = 3

/**
 * @param facet the part asked about when the answer does not keep it apart
 * @returns the fitting lines as they are written, or undefined when none speaks of it
 */
export function excerptOf(
  { title, answer, facets }: Told,
  asked: string,
  facet: Facet | undefined,
  dictionary: Dictionary,
): string | undefined {
  const named = new Set(read(title).words.map(({ folded }) => folded))
  const reading = read(asked, dictionary)
  const amount = asksAmount(reading)
  const wanted = sayingWords(reading).filter(({ folded }) => !named.has(folded))
  const lines = [...answer.split('\n'), ...Object.values(facets).flatMap(text => text.split('\n'))]
    .map(line => line.trim())
    .filter(line => line !== '' && !/^\{\{[^}]*\}\}\.?$/.test(line))
  const scored = [...new Set(lines)].map(line => {
    const { words } = read(line)
    const uses = ({ folded, marked }: Word): boolean =>
      words.some(word => word.folded === folded && (marked === undefined || word.marked === marked))
    const folded = words.map(word => word.folded).join(' ')
    const told =
      facet === undefined
        ? amount && sum.test(folded)
        : facet === 'fee'
          ? money.test(line.normalize('NFC'))
          : tells[facet].test(folded)
    // With a part or a sum asked for, only lines that tell of it.
    const fits = told || (facet === undefined && !amount)
    return { line, score: fits ? (told ? 1 : 0) + wanted.filter(uses).length : 0 }
  })
  const best = Math.max(0, ...scored.map(({ score }) => score))
  // Else those that use most of what was said.
  const enough = facet === undefined && !amount ? Math.max(1, wanted.length / 2) : 1
  if (best < enough) return undefined
  return scored
    .filter(({ score }) => score === best)
    .slice(0, linesAtMost)
    .map(({ line }, _, { length }) => (length === 1 ? line.replace(/^(?:[-*]|\d{1,2}\.) /, '') : line))
    .join('\n')
}

/** Whether a text adds a point of its own ("có bị phạt không"); another case of the same matter ("còn bé 3 tuổi") is none. */
export const addsPoint = (text: string, dictionary: Dictionary): boolean => {
  const reading = read(text, dictionary)
  return asksAmount(reading) || (!opensVariant(reading) && sayingWords(reading).length > 0)
}
