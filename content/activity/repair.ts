/** Correcting slips of the keyboard in one line: Telex leftovers, swapped or missing letters, words stuck together. */
import { fromTelex } from '../language/telex.ts'
import { stripMarks, toneKey } from '../language/unicode.ts'
import { knownKeys, knownPairs, knownWords } from './lexicon.ts'
import {
  asTyped,
  corrections,
  countable,
  keepsMarks,
  oneMissing,
  respelt,
  swaps,
  swapsOf,
  wellSpelt,
  withHat,
} from './slips.ts'
import { type Token, wordToken } from './text.ts'
import { everydayWords } from './words/everyday-words.ts'
import { sessionLetters } from './words/time-words.ts'

const everyday: ReadonlySet<string> = new Set(everydayWords.split(' ').map(toneKey))

/** Abbreviations that are part of no other word: what stands before them is a word of its own ("càivneid"). */
const officeWords = /^(?:vneid|dvc|dvctt|cchc|tthc|bcci|pakn|tdp)$/

const pairFirsts = new Set([...knownPairs].map(pair => pair.split(' ')[0]))
const pairSeconds = new Set([...knownPairs].map(pair => pair.split(' ')[1]))

/** Known words a stuck token is made of, in order, or none. */
function unstuck(fold: string, first = true): string[] | undefined {
  if (!first && knownWords.has(fold) && fold.length > 1) return [fold]
  for (let cut = Math.min(fold.length - 2, 7); cut >= 2; cut--) {
    const head = fold.slice(0, cut)
    if (!knownWords.has(head) || !(wellSpelt(head) || head.length > 2)) continue
    const rest = unstuck(fold.slice(cut), false)
    const leads = fold.length > 5 && (head === 'tai' || head === 'cho' || head === 've')
    const [next = ''] = rest ?? []
    if (rest !== undefined && (leads || officeWords.test(next) || knownPairs.has(`${head} ${next}`)))
      return [head, ...rest]
  }
  return undefined
}

/** Splits "nộpDVC" where the case changes and both sides are words, and "chiềuqua" where known words meet. */
function splitStuck(token: Token, isName: (fold: string) => boolean): Token[] | undefined {
  const { text, fold } = token
  const [, letter, day] = /^(s|c|tr|t(?!ni))(nay|qua|ni)$/.exec(fold) ?? []
  const session = letter === undefined || token.marked ? undefined : sessionLetters[letter]
  if (session !== undefined && day !== undefined) return [wordToken(session, token.gap), wordToken(day, true)]
  // "VNeIDở", "DVCtại"
  const [, short, word] = /^(VNeID|\p{Lu}{2,})(\p{Ll}+)$/u.exec(text) ?? []
  if (short !== undefined && word !== undefined && knownWords.has(stripMarks(short.toLowerCase()))) {
    if (knownKeys.has(toneKey(word)) && word.length > (token.marked ? 0 : 2))
      return [wordToken(short, token.gap), wordToken(word, true)]
  }
  if (fold.length < 4 || text.length !== fold.length) return undefined
  const camel = /^(\p{Ll}{2,})(\p{Lu}.+)$/u.exec(text) ?? /^(\p{Lu}\p{Ll}+)(\p{Lu}.+)$/u.exec(text)
  const [, head, tail] = camel ?? []
  if (head !== undefined && tail !== undefined) {
    const known = (word: string) => knownWords.has(stripMarks(word)) || isName(stripMarks(word))
    if (known(head) && known(tail)) return [wordToken(head, token.gap), wordToken(tail, true)]
  }
  if (wellSpelt(fold)) return undefined
  const parts = unstuck(fold)
  if (parts === undefined) return undefined
  let at = 0
  return parts.map((part, index) => {
    const word = text.slice(at, at + part.length)
    at += part.length
    return wordToken(word, index === 0 ? token.gap : true)
  })
}

/** Telex of a lone abbreviation: "ddtn" → "đtn". */
const telexLetters = (text: string): string | undefined => {
  if (!/^[a-z]*dd[a-z]*$/i.test(text)) return undefined
  const word = text.replace(/dd/gi, pair => (pair === 'DD' ? 'Đ' : 'đ'))
  return knownWords.has(stripMarks(word)) ? word : undefined
}

/** After these comes a name, which is nobody's slip ("bản Hua Nậm", "ngã ba Dốc Nam"). */
const opensName = /^(?:bản|thôn|xóm|ấp|khu|làng|buôn|chợ|cầu|đường|phố|thcs|thpt|trường|xuyến|hồ|khóm|ngõ)$/
const numerals = new Set('mot hai ba bon nam sau bay tam chin muoi'.split(' '))
/** Real words that a swap makes of other real words: left alone. */
const leaveSwaps = new Set('cau cua hoa hao mai hai bao boa mia hia qua'.split(' '))

/** Whether a name may stand at `at`: up to three words after what opens one. */
function nameBefore(right: readonly Token[], at: number): boolean {
  for (let back = at - 1; back >= Math.max(0, at - 3); back--) {
    const token = right[back]
    if (token === undefined || token.kind !== 'word') return false
    if (
      opensName.test(token.lower) ||
      (back >= at - 2 && /^(?:ban|thon|xom|ap|duong|cau)$/.test(token.lower))
    )
      return true
    if ((token.lower === 'ba' || token.lower === 'tư') && right[back - 1]?.fold === 'nga') return true
  }
  return false
}

/** Whether both neighbours are words that stand beside others we know, and neither beside `fold`. */
const betweenOthers = (previous: Token | undefined, fold: string, next: Token | undefined): boolean =>
  previous?.kind === 'word' &&
  next?.kind === 'word' &&
  !knownPairs.has(`${previous.fold} ${fold}`) &&
  !knownPairs.has(`${fold} ${next.fold}`) &&
  pairFirsts.has(previous.fold) &&
  pairSeconds.has(next.fold)

/** One word made right on its own, or as it was. @param right the words before it, already right */
function repairWord(
  token: Token,
  right: readonly Token[],
  next: Token | undefined,
  telexTyped: boolean,
): Token {
  const { fold, text } = token
  const previous = right.at(-1)
  // A swap that makes another real word, told by what follows.
  if (
    fold === 'lao' &&
    !/^(?:dong|cai|tam|dao)$/.test(next?.fold ?? '') &&
    (previous === undefined || next?.kind === 'number')
  )
    return respelt(token, 'loa')
  const shouted = text === text.toUpperCase() && text.length > 1
  if (!token.marked && shouted) return token
  const besides = (word: string): boolean =>
    (previous?.kind === 'word' && knownPairs.has(`${previous.fold} ${word}`)) ||
    (next?.kind === 'word' && knownPairs.has(`${word} ${next.fold}`))
  const counted = (word: string): boolean =>
    (previous?.kind === 'number' && countable.has(word)) ||
    (numerals.has(word) && countable.has(next?.fold ?? ''))
  const pairsWith = (word: string): boolean => besides(word) || counted(word)
  const strange = token.marked ? !knownKeys.has(token.key) && !everyday.has(token.key) : !knownWords.has(fold)
  const mayBeName = token.capital && previous?.kind === 'word'
  if (fold.length > 2 && !mayBeName && !pairsWith(fold)) {
    // Swapped letters are the commonest slip; a neighbour that fits proves it, even of a word spelt well ("taọ đàm").
    const likely = swaps(fold)
      .filter(word => besides(word) || counted(word))
      // A swap that puts the writer's own marks right comes first, then one that a neighbouring word proves.
      .sort(
        (a, b) =>
          Number(keepsMarks(token, b)) - Number(keepsMarks(token, a)) ||
          Number(besides(b)) - Number(besides(a)),
      )
    const [swapped] = likely
    if (swapped !== undefined && (strange || !leaveSwaps.has(fold)) && !nameBefore(right, right.length))
      return respelt(token, swapped)
  }
  // A capitalised word may be a name ("Nghé Toong") unless the line is typed in Telex elsewhere.
  if (
    !token.marked &&
    !knownWords.has(fold) &&
    (!token.capital || telexTyped || previous === undefined || /w|[sfrxj]$/.test(fold))
  ) {
    const telex = fromTelex(fold)
    if (telex !== undefined && (knownWords.has(stripMarks(telex)) || !wellSpelt(fold)))
      return asTyped(token, knownKeys.has(toneKey(telex)) ? telex : (withHat(telex) ?? telex))
    const letters = telexLetters(text)
    if (letters !== undefined) return wordToken(letters, token.gap)
  }
  // "câu Xi Măng": a bridge, since it has a name.
  if (
    token.lower === 'câu' &&
    next?.capital === true &&
    previous?.kind !== 'number' &&
    next.text !== next.text.toUpperCase()
  )
    return asTyped(token, 'cầu')
  // "tô 6", "tỏ 6"
  if (token.marked && fold === 'to' && !/^(?:tổ|tờ|to)$/.test(token.lower) && next?.kind === 'number')
    return asTyped(token, 'tổ')
  const idle = numerals.has(fold) || everyday.has(token.key)
  if (idle && !mayBeName && fold.length > 2 && betweenOthers(previous, fold, next)) {
    // "bưu chín công ích": a real word, but both neighbours call for another.
    const [both] = corrections(fold).filter(
      word => knownPairs.has(`${previous?.fold} ${word}`) && knownPairs.has(`${word} ${next?.fold}`),
    )
    if (both !== undefined) return respelt(token, both)
  }
  if (!strange || fold.length < 2 || mayBeName) return token
  // Marks on the wrong letter after a swap ("cuầ", "ciá"): only one order is a word.
  const reordered = token.marked ? swapsOf(token.lower).find(word => knownKeys.has(toneKey(word))) : undefined
  if (reordered !== undefined && fold.length > 2) return asTyped(token, reordered)
  // "băn rôn": a neighbour tells which word was meant.
  const meant =
    token.marked && !besides(fold) && !token.capital ? corrections(fold, 3).find(besides) : undefined
  if (meant !== undefined && !nameBefore(right, right.length)) return respelt(token, meant)
  // "chièu": the hat left out.
  const hat = token.marked ? withHat(token.lower) : undefined
  if (hat !== undefined && fold.length > 2) return asTyped(token, hat)
  // A word spelt well may be a name: only its neighbour can prove the slip ("thán trước", "đại bểu").
  if (wellSpelt(fold)) {
    if (token.capital || pairsWith(fold) || nameBefore(right, right.length)) return token
    const word = corrections(fold, 3).find(pairsWith)
    return word === undefined ? token : respelt(token, word)
  }
  if (knownWords.has(fold)) return token
  if (fold.length < 3) {
    // "hôm qa": so short a word is corrected only beside its partner.
    const partner = oneMissing(fold).find(pairsWith)
    return partner === undefined || shouted ? token : respelt(token, partner)
  }
  const candidates = corrections(fold)
  const word = candidates.find(pairsWith) ?? candidates[0]
  return word === undefined ? token : respelt(token, word)
}

/**
 * Tokens with slips corrected. Names are left alone: a capitalised word that could be Vietnamese stays.
 * @param isName folded words of the ward's own places, never corrected
 */
export function repair(tokens: readonly Token[], isName: (fold: string) => boolean): Token[] {
  const apart = tokens.flatMap(token => {
    if (token.kind !== 'word' || knownWords.has(token.fold) || isName(token.fold)) return [token]
    return splitStuck(token, isName) ?? [token]
  })
  const right: Token[] = []
  const telexTyped = apart.some(token => {
    if (
      token.kind !== 'word' ||
      token.marked ||
      token.capital ||
      knownWords.has(token.fold) ||
      wellSpelt(token.fold)
    )
      return false
    const telex = fromTelex(token.fold)
    return telex !== undefined && knownWords.has(stripMarks(telex))
  })
  for (const [index, token] of apart.entries()) {
    if (token.kind !== 'word' || isName(token.fold)) right.push(token)
    else right.push(repairWord(token, right, apart[index + 1], telexTyped))
  }
  return right
}
