/**
 * Written Vietnamese → what an announcer reads into the loudspeaker: no digit, web address, sign or unread abbreviation
 * is left. Facts stay as they are; only their spelling changes. Pure, never throws.
 */
import { isSyllable } from '../language/syllable.ts'
import { stripMarks } from '../language/unicode.ts'
import { abbreviation, abbreviationBefore, expandCompounds, spellLetters } from './abbreviations.ts'
import { addressNames, speakAddresses } from './addresses.ts'
import { speakDocuments } from './documents.ts'
import { speakMoments } from './moments.ts'
import { type Region, readDigits } from './numbers.ts'
import { speakQuantities } from './quantities.ts'

export interface Voice {
  readonly region: Region
  /** Names written together in web addresses: the ward, the province. */
  readonly names: readonly string[]
}

/** Markup and typography that is seen and not heard. */
const plainText = (text: string): string =>
  text
    .normalize('NFC')
    .replaceAll(/[^\S\n]+/g, ' ')
    .replaceAll(/\n{2,}/g, '\n')
    .replaceAll(/\[([^\]]*)\]\(([^)]*)\)/g, (_found, label: string, url: string) =>
      label === '' ? url : label,
    )
    .replaceAll(/[*_`]+(?=\S)|(?<=\S)[*_`]+/g, '')
    .replaceAll(/["“”„«»]/g, '')
    .replaceAll(/[\u00a0\u2007\u202f]/g, ' ')

/** "THÔNG BÁO VỀ VIỆC" is shouted, not spelt: two such words side by side, or one with marks. */
const quieten = (text: string, names: readonly string[]): string => {
  const quiet = text.replaceAll(/(?<![\p{L}\d])\p{Lu}{2,}(?:\s+\p{Lu}{2,})*(?![\p{L}\d])/gu, run => {
    const tokens = run.split(/(\s+)/)
    const isWord = (token: string): boolean =>
      isSyllable(stripMarks(token).toLowerCase()) &&
      (/[^A-ZĐ]/u.test(token) || (tokens.length > 2 && abbreviation(token) === undefined))
    return tokens.map(token => (isWord(token) ? token.toLowerCase() : token)).join('')
  })
  return quiet === text
    ? text
    : names.reduce((named, name) => named.replaceAll(name.normalize('NFC').toLowerCase(), name), quiet)
}

/** Capitals, alone or at the head or tail of a word ("TDOffice", "CafeF"). */
const speakCapitals = (text: string, names: readonly string[]): string =>
  quieten(text, names).replaceAll(
    /(?<![\p{L}\d])(\p{Lu}{2,})(\p{Ll}[\p{L}\d]*)?/gu,
    (found, capitals: string, rest: string | undefined, at: number, whole: string) => {
      if (rest === undefined)
        return (
          abbreviationBefore(capitals, whole.slice(at + found.length, at + found.length + 60)) ??
          spellLetters(capitals)
        )
      const own = capitals.slice(0, -1)
      return own.length < 2
        ? found.slice(0, 1) + found.slice(1).toLowerCase()
        : `${abbreviation(own) ?? spellLetters(own)} ${capitals.slice(-1)}${rest}`
    },
  )

/** "Chứng minh nhân dân (CMND)": who hears the first does not need the second. */
const dropRepeated = (text: string): string =>
  text.replaceAll(/\s*\((\p{Lu}{2,})\)/gu, (found, capitals: string, at: number, whole: string) => {
    const meant = abbreviation(capitals)?.toLowerCase()
    return meant !== undefined && whole.slice(0, at).toLowerCase().endsWith(meant) ? '' : found
  })

const units = 'm|km|kg|ha|đồng|ngày|tháng|năm|giờ'

const speakSigns = (text: string): string =>
  text
    .replaceAll(/anh\s?\/\s?chị/giu, found => (found.startsWith('A') ? 'Bà con' : 'bà con'))
    .replaceAll(/(?:\.\.\.|…)(?=\s*(?:[,.;)\n]|$))/g, ', vân vân')
    .replaceAll(/(?:\.\.\.|…)(?=\s+\p{Lu})/gu, ', vân vân.')
    .replaceAll(/\.\.\.|…/g, ', ')
    .replaceAll(/\s*&\s*/g, ' và ')
    .replaceAll(/\s*(?:≥|>=)\s*/g, ' từ ')
    .replaceAll(/\s*(?:≤|<=)\s*/g, ' không quá ')
    .replaceAll(/\s*(?:→|=>|->)\s*/g, ', rồi ')
    .replaceAll(/(?<=\p{L})\s*\+\s*(?=\p{L})/gu, ' và ')
    .replaceAll(/\s*=\s*/g, ' bằng ')
    .replaceAll(/\s*<\s*/g, ' dưới ')
    .replaceAll(/\s*>\s*/g, ' trên ')
    .replaceAll(/(?<!\p{L})và\s?\/\s?hoặc(?!\p{L})/giu, 'hoặc')
    .replaceAll(new RegExp(`(?<=(?:${units}))\\s?/\\s?(?=\\p{L})`, 'giu'), ' mỗi ')
    .replaceAll(/(?<=\p{L})\s?\/\s?(?=\p{L})/gu, ' hoặc ')
    .replaceAll(/\s*[([{]\s*/g, ', ')
    .replaceAll(/\s*[)\]}](?=\s*[.,;:!?])/g, '')
    .replaceAll(/\s*[)\]}]\s*/g, ', ')
    .replaceAll(/(?<!văn hóa)\s+[–—]\s+/giu, ', ')
    .replaceAll(/[‐‑‒–—]/g, '-')
    // "Văn hóa - Xã hội" is one name; other lone dashes are pauses.
    .replaceAll(/(?<=\p{L})\s-\s(?=\p{Lu})|(?<=kinh tế|chính trị|văn hóa)\s-\s(?=xã hội)/gu, ' ')
    .replaceAll(/\s+-\s+/g, ', ')
    .replaceAll(/(?<!\p{L})-+|-+(?!\p{L})/gu, ' ')

/**
 * "Ủy ban nhân dân (UBND) phường", "UBND (Ủy ban nhân dân)", "cải cách hành chính (PAR Index)": once the short form is
 * spelt out, the same is said twice.
 */
const sayOnce = (text: string): string =>
  text.replaceAll(/(?<!\p{L})((?:\p{L}+ ){1,6}\p{L}+), \1(?:,(?= ?\p{Ll})|(?!\p{L}| \p{L}))/giu, '$1')

const tidy = (text: string): string =>
  text
    // Letters, pauses and the hyphen inside a word: nothing else can be read.
    .replaceAll(/[^\p{L}\p{M}\s.,;:?!-]/gu, ' ')
    .replaceAll(/[^\S\n]+/g, ' ')
    .replaceAll(/ +(?=[.,;:?!])/g, '')
    .replaceAll(/(?<=[,;:])(?:\s*[,;:])+/g, '')
    .replaceAll(/[,;:]+\s*(?=[.?!])/g, '')
    .replaceAll(/(?<=[.?!])\s*[,;:]+/g, '')
    .replaceAll(/([.?!])(?:\s*[.?!])+/g, '$1')
    .replaceAll(/(?<=[,;:?!])(?=\p{L})/gu, ' ')
    .replaceAll(/(?<=\p{L})\.(?=\p{L})/gu, '. ')
    .replaceAll(/^[\s,;:.?!-]+|[\s,;]+$/gm, '')
    .replaceAll(/(?:^|(?<=[.?!]\s))\p{Ll}/gmu, letter => letter.toUpperCase())
    .trim()

/** One paragraph or several; line breaks stay. Lists go through `spokenLines` first. */
export const speak = (text: string, voice: Voice): string => {
  const { region } = voice
  const names = addressNames(voice.names)
  const said = [
    plainText,
    (part: string) => speakAddresses(part, names),
    (part: string) => speakDocuments(part, region),
    expandCompounds,
    (part: string) => speakMoments(part, region),
    (part: string) => speakQuantities(part, region),
    dropRepeated,
    (part: string) => speakCapitals(part, voice.names),
    speakSigns,
  ].reduce((part, step) => step(part), text)
  return sayOnce(tidy(said.replaceAll(/\d+/g, found => ` ${readDigits(found)} `)))
}

/** Southern provinces (as merged in 2025), whose announcers say "ngàn" and "lẻ". */
const southern = new Set([
  'TP Hồ Chí Minh',
  'Hồ Chí Minh',
  'Thành phố Hồ Chí Minh',
  'Đồng Nai',
  'Tây Ninh',
  'Cần Thơ',
  'Vĩnh Long',
  'Đồng Tháp',
  'Cà Mau',
  'An Giang',
])

/** How the announcer of a ward speaks. */
export const voiceOf = ({ name, province }: { readonly name: string; readonly province: string }): Voice => ({
  region: southern.has(province) ? 'south' : 'north',
  names: [name, province],
})

/** Words as the ear counts them: "vê-nê-i-đê" is four. */
export const countWords = (spoken: string): number => spoken.match(/[\p{L}\p{M}]+/gu)?.length ?? 0

/** Words an announcer reads in a minute, with pauses. */
export const wordsPerMinute = 150

/** Minutes to read a text, to the half. */
export const minutesOf = (words: number): number =>
  Math.max(0.5, Math.round((words / wordsPerMinute) * 2) / 2)
