/** Undoing keyboard leftovers: Telex ("ddawng kys") and VNI ("d9a8ng ky1") typed where no input method was on. */
import { isSyllable } from './syllable.ts'
import { hasMarks, stripMarks } from './unicode.ts'

const hats: Readonly<Record<string, string>> = { a: 'â', e: 'ê', o: 'ô' }
const horns: Readonly<Record<string, string>> = { a: 'ă', o: 'ơ', u: 'ư' }
const telexTones: Readonly<Record<string, string>> = {
  s: '\u0301',
  f: '\u0300',
  r: '\u0309',
  x: '\u0303',
  j: '\u0323',
}
const vniTones: Readonly<Record<string, string>> = {
  1: '\u0301',
  2: '\u0300',
  3: '\u0309',
  4: '\u0303',
  5: '\u0323',
}
const vowel = /[aăâeêioôơuưy]/

/** Index of the vowel that carries the tone, by the usual rule (marked vowel first, else the middle or first one). */
function toneSeat(letters: readonly string[]): number {
  const seats = letters.flatMap((letter, index) => (vowel.test(letter) ? [index] : []))
  const glide = (letters[0] === 'q' && letters[1] === 'u') || (letters[0] === 'g' && letters[1] === 'i')
  const own = glide && seats.length > 1 ? seats.slice(1) : seats
  const marked = own.filter(index => /[ăâêôơư]/.test(letters[index] ?? ''))
  const lastMarked = marked.at(-1)
  if (lastMarked !== undefined) return lastMarked
  const first = own[0] ?? -1
  const last = own.at(-1) ?? -1
  const closed = last < letters.length - 1
  return own.length === 1 ? first : closed || own.length === 3 ? (own[1] ?? first) : first
}

function compose(letters: readonly string[], tone: string): string | undefined {
  const seat = toneSeat(letters)
  // "qwer": no Vietnamese word has q without u.
  if (seat < 0 || (letters[0] === 'q' && letters[1] !== 'u')) return undefined
  const word = letters
    .map((letter, index) => (index === seat ? letter + tone : letter))
    .join('')
    .normalize('NFC')
  return isSyllable(stripMarks(word)) ? word : undefined
}

/** Puts a horn or breve on the nearest earlier vowel that takes one; "uo" gets two ("đuowc" → "đươc"). */
function addHorn(letters: string[]): boolean {
  for (let index = letters.length - 1; index >= 0; index--) {
    const horn = horns[letters[index] ?? '']
    if (horn === undefined) continue
    letters[index] = horn
    if (horn === 'ơ' && letters[index - 1] === 'u' && letters[index - 2] !== 'q') letters[index - 1] = 'ư'
    if (horn === 'ư' && letters[index + 1] === 'o') letters[index + 1] = 'ơ'
    return true
  }
  return false
}

/**
 * The Vietnamese word behind Telex keystrokes, or undefined when the token is no Telex or makes no syllable.
 * @param token one lower-case word as typed: "chuwngs" → "chứng", "ddangw" → "đăng"
 */
export function fromTelex(token: string): string | undefined {
  if (!/^[a-z]{2,9}$/.test(token)) return undefined
  const letters: string[] = []
  let tone = ''
  let changed = false
  for (const key of token) {
    const seenVowel = letters.some(letter => vowel.test(letter))
    const newTone = seenVowel ? telexTones[key] : undefined
    const hat = hats[key]
    const target = hat === undefined ? -1 : letters.lastIndexOf(key)
    if (newTone !== undefined) {
      tone = newTone
      changed = true
    } else if (key === 'w') {
      if (!addHorn(letters)) letters.push('ư')
      changed = true
    } else if (key === 'd' && letters[0] === 'd' && !letters.includes('đ')) {
      letters[0] = 'đ'
      changed = true
    } else if (hat !== undefined && target >= 0) {
      letters[target] = hat
      changed = true
    } else {
      letters.push(key)
    }
  }
  return changed ? compose(letters, tone) : undefined
}

/**
 * The word behind VNI keystrokes ("thu7c5" → "thực"), or undefined. 1-5 tones, 6 hat, 7 horn, 8 breve, 9 đ.
 */
export function fromVni(token: string): string | undefined {
  if (!/^[a-z][a-z1-9]{1,11}$/.test(token) || !/[1-9]/.test(token)) return undefined
  const letters: string[] = []
  let tone = ''
  for (const key of token) {
    const newTone = vniTones[key]
    if (newTone !== undefined) tone = newTone
    else if (key === '6') {
      const target = letters.findLastIndex(letter => hats[letter] !== undefined)
      const hat = hats[letters[target] ?? '']
      if (hat === undefined) return undefined
      letters[target] = hat
    } else if (key === '7' || key === '8') {
      if (!addHorn(letters)) return undefined
    } else if (key === '9') {
      if (letters[0] !== 'd') return undefined
      letters[0] = 'đ'
    } else letters.push(key)
  }
  return compose(letters, tone)
}

/** A VNI token beyond doubt: a digit inside the word or two digits ("d9ang6", "thu7c5"), unlike "muc2" or "ct07". */
const surelyVni = (token: string): boolean =>
  /^[a-z]+[1-9]+[a-z]/.test(token) || /^[a-z]+[6-9][1-5]$/.test(token)

/**
 * Repairs the Telex and VNI words of one message. A word that is already a syllable, known, or marked stays.
 * Doubtful forms (two letters, or one final digit) are touched only when the message has a clear case besides, because
 * "as", "gas" or "b2" are also written by people whose keyboard is fine.
 * @param known whether a folded word is used in our content as it stands ("test", "web", "ct07")
 */
export function repairKeystrokes(tokens: readonly string[], known: (folded: string) => boolean): string[] {
  const candidates = tokens.map(token => {
    if (hasMarks(token) || known(token) || isSyllable(token)) return undefined
    return /[1-9]/.test(token) ? fromVni(token) : fromTelex(token)
  })
  const clear = tokens.filter((token, index) => {
    if (candidates[index] === undefined) return false
    return /[1-9]/.test(token)
      ? surelyVni(token)
      : token.length > 3 && known(stripMarks(candidates[index] ?? ''))
  }).length
  return tokens.map((token, index) => {
    const candidate = candidates[index]
    if (candidate === undefined) return token
    const doubtful = /[1-9]/.test(token) ? !surelyVni(token) : token.length <= 3
    const believable = known(stripMarks(candidate)) || clear > 1
    return (doubtful ? clear > 0 : believable) ? candidate : token
  })
}
