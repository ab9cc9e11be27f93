/**
 * What of an answer can be broadcast: sentences about the bot, its screen or what it does not know are left out, the
 * rest is brought to spoken words. Nothing is added.
 */
import type { Library } from '../library.ts'
import type { Translate } from '../locales.ts'
import { type Facet, type FaqEntry, facets } from '../model/faq.ts'
import { spokenLines } from '../speech/lists.ts'
import { countWords, speak, type Voice, voiceOf } from '../speech/speak.ts'
import { fillWardText, placeholdersIn, unknownIn } from '../ward-text.ts'

/** Where an answer sends people; told once, at the end of a script. */
export const places = ['counter', 'police', 'committee'] as const
export type PlaceName = (typeof places)[number]

export interface FacetMaterial {
  readonly facet: Facet
  readonly text: string
  readonly words: number
}

export interface Material {
  readonly entry: FaqEntry
  readonly title: string
  /** Spoken paragraphs. */
  readonly lines: readonly string[]
  readonly words: number
  /** Answers to single questions that say more than the lines do. */
  readonly facets: readonly FacetMaterial[]
  readonly places: readonly PlaceName[]
  /** It sends people to the national portal. */
  readonly online: boolean
}

// Said to one person before a screen, or about the bot and its sources.
const unsuited =
  /chúng tôi|trợ lý|(?<!\p{L})(?:bot|tôi)(?!\p{L})|chưa có nguồn|nguồn chưa|nguồn nào|chưa có (?:danh mục|bản|lịch|quy định)|(?:nguồn|bản|danh mục|thông báo|lịch|kế hoạch) (?:đã|được) duyệt|bản chụp|nguồn (?:đã )?cũ|kiểm tra lại với|dưới đây|như sau|không nêu|không ghi số tiền|xem (?:mục|lại số)|tiếp mục|trang này|(?:^|[\s("*])\/[a-z]|\d\.\d{6}|hỏi (?:câu|tiếp)|chọn (?:nút|mục) (?:dưới|bên)/iu
/**
 * Placeholders that may be read out: what the profile knows. Where people turn is told once at the end; lists of the plan
 * and names of leaders are no matter for a loudspeaker.
 */
const spokenPlaceholders = ({ ward }: Library): ReadonlySet<string> =>
  new Set([
    'ward',
    'province',
    ...Object.entries({
      hotline: ward.hotline,
      'province.hotline': ward.provinceHotline,
      website: ward.website,
      zalo: ward.zalo,
      reception: ward.reception,
      queue: ward.queue,
      digitalTeam: ward.digitalTeam,
      madeOf: ward.madeOf,
      'counter.hours': ward.counter.hours,
      'police.hours': ward.police.hours,
    }).flatMap(([name, value]) => (value === null ? [] : [name])),
  ])

const sentences = (line: string): string[] => line.split(/(?<=[.!?…]["”]?)\s+(?=[\p{Lu}"“*[])/u)

/** A sentence as far as it can be broadcast; clauses split by ";" stand for themselves. */
const suited = (sentence: string, sayable: ReadonlySet<string>): string => {
  const fits = (text: string): boolean =>
    !unsuited.test(text) && placeholdersIn(text).every(name => sayable.has(name))
  if (fits(sentence)) return sentence
  const clauses = sentence.split(/;\s+/)
  const kept = clauses.filter(fits)
  return kept.length === 0 || kept.length === clauses.length || !fits(clauses[0] ?? '')
    ? ''
    : `${kept.join('; ').replace(/[.;]$/, '')}.`
}

const sign = /^\s*(?:\d{1,2}[.)]|[-•*])\s+/

/** Told once at the end of a script ({@link Material.online}), not each time. */
const portalAddress = /(Cổng Dịch vụ công quốc gia) \((?:\[?dichvucong\.gov\.vn\]?(?:\([^)]*\))?)\)/gu

/** The text with what can't be broadcast taken out, line by line. */
export const broadcastText = (text: string, library: Library): string => {
  const sayable = spokenPlaceholders(library)
  const lines = text.split('\n').flatMap(line => {
    const lead = sign.exec(line)?.[0] ?? ''
    const kept = sentences(line.slice(lead.length))
      .map(sentence => suited(sentence, sayable))
      .filter(part => part !== '')
      .join(' ')
    return kept === '' ? [] : [lead + kept.replaceAll(portalAddress, '$1')]
  })
  // A line that leads into a list has nothing to say without it.
  return lines.filter((line, index) => !line.endsWith(':') || sign.test(lines[index + 1] ?? '')).join('\n')
}

/** Below this an entry is a hint where to ask, not something to listen to. */
const fewestWords = 45
const fewestFacetWords = 6

const bigrams = (text: string): string[] => {
  const words = text.toLowerCase().match(/[\p{L}\d]+/gu) ?? []
  return words.slice(1).map((word, index) => `${words[index] ?? ''} ${word}`)
}

/** Share of a text that another does not say already. */
const novelty = (text: string, known: string): number => {
  const said = new Set(bigrams(known))
  const own = bigrams(text)
  return own.length === 0 ? 0 : own.filter(pair => !said.has(pair)).length / own.length
}
const newEnough = 0.55

/** What of an entry can be said: the words for a loudspeaker where it has some, else what of its answer suits one. */
const tellable = ({ answer, broadcast }: FaqEntry, library: Library, t: Translate): string => {
  if (broadcast === false) return ''
  if (broadcast !== undefined) return unknownIn(broadcast, library, t) === '' ? broadcast : ''
  const [first = ''] = sentences(answer.split('\n')[0] ?? '')
  if (suited(first, spokenPlaceholders(library)) === '') return ''
  // Nobody has asked: "Được, bé dưới 6 tuổi …" says its yes to nothing.
  return broadcastText(answer, library).replace(
    /^(?:Được|Có|Đúng|Vâng)[,.] (\p{Ll})/u,
    (_yes, letter: string) => letter.toUpperCase(),
  )
}

/** @returns undefined where too little of the entry can be broadcast, or not what it begins with */
export const materialOf = (
  entry: FaqEntry,
  library: Library,
  t: Translate,
  voice: Voice = voiceOf(library.ward),
): Material | undefined => {
  const told = tellable(entry, library, t)
  const say = (text: string): string[] =>
    spokenLines(fillWardText(text, library, t)).map(line => speak(line, voice))
  const lines = say(told)
  const words = countWords(lines.join(' '))
  if (words < fewestWords) return undefined
  let known = told
  // Words written for a loudspeaker say what there is to say.
  const asked = entry.broadcast === undefined ? facets : []
  const more = asked.flatMap((facet): FacetMaterial[] => {
    const kept = broadcastText(entry.facets[facet] ?? '', library)
    if (kept === '' || novelty(kept, known) < newEnough) return []
    const text = say(kept).join(' ')
    if (countWords(text) < fewestFacetWords) return []
    known += `\n${kept}`
    return [{ facet, text, words: countWords(text) }]
  })
  const named = new Set(placeholdersIn(entry.answer).map(name => name.split('.')[0]))
  return {
    entry,
    title: speak((entry.broadcastTitle ?? entry.title).replaceAll(/:(?=\s)/g, ','), voice).replace(
      /[.,]$/,
      '',
    ),
    lines,
    words,
    facets: more,
    places: places.filter(place => named.has(place)),
    online: /Cổng Dịch vụ công/u.test(told),
  }
}
