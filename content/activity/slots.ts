/** From a line to slots: what each stretch of words says (a form, a count, a day, a place …), in the order written. */
import type { Form } from '../plan/plan.ts'
import type { Day } from '../vietnam-time.ts'
import type { Session, Subject } from './activity.ts'
import type { When } from './calendar.ts'
import { type Count, findCounts } from './counts.ts'
import {
  comesToHouses,
  endsAsking,
  filedOnline,
  headsClosing,
  isMark,
  namesPortal,
  openingForm,
  opensWork,
  takesBack,
  tellsOther,
} from './cues.ts'
import { findDates } from './dates.ts'
import { findTimes } from './durations.ts'
import { lexicon, type Meaning } from './lexicon.ts'
import { findPersons, takeNames } from './names.ts'
import { eachOf } from './per.ts'
import { findPhrases, type Match } from './phrases.ts'
import type { Reading } from './place-names.ts'
import { type FoundPlace, findPlaces } from './places.ts'
import { settle } from './settling.ts'
import { printed, type Token, writesMarks } from './text.ts'
import type { Vocabulary } from './ward-vocabulary.ts'
import type { Sign } from './words/sign-words.ts'
import { formCapitals, subjectCapitals } from './words/subject-words.ts'

interface Span {
  readonly from: number
  readonly to: number
}

export type Slot = Span &
  (
    | { readonly kind: 'form'; readonly form: Form; readonly event: boolean; readonly name: string }
    | { readonly kind: 'count'; readonly count: Count }
    | {
        readonly kind: 'minutes'
        readonly minutes: number
        readonly each: boolean
        readonly negative: boolean
      }
    | { readonly kind: 'when'; readonly when: When; readonly text: string }
    | { readonly kind: 'session'; readonly session: Session }
    | { readonly kind: 'place'; readonly place: FoundPlace }
    | { readonly kind: 'subject'; readonly subject: Subject }
    | { readonly kind: 'link'; readonly url: string }
    /** A thing named without a number ("đăng tin PAPI"). */
    | { readonly kind: 'noun'; readonly unit: string; readonly forms: readonly Form[] }
    /** One named person who was helped ("bà Lò Thị Ín"). */
    | { readonly kind: 'person' }
    | { readonly kind: 'verb'; readonly verb: string }
    | { readonly kind: 'sign'; readonly sign: Sign }
    /** Between parts: strong (";", line end, "."), weak (","), or a joining word. */
    | { readonly kind: 'break'; readonly strength: 'strong' | 'comma' | 'join'; readonly mark: string }
    | { readonly kind: 'bracket'; readonly open: boolean }
    /** A word nothing was made of. */
    | { readonly kind: 'unknown'; readonly text: string }
  )

export type SlotOf<Kind extends Slot['kind']> = Extract<Slot, { kind: Kind }>

/** The slots of one kind. */
export const slotsOf = <Kind extends Slot['kind']>(slots: readonly Slot[], kind: Kind): SlotOf<Kind>[] =>
  slots.filter((slot): slot is SlotOf<Kind> => slot.kind === kind)

export interface Scan {
  readonly tokens: readonly Token[]
  readonly slots: readonly Slot[]
}

const strongMarks = new Set([';', '\n', '?', '!', '•', '*', '●', '✓', '–'])

/** Reads the tokens of one line. @param today the day the line was written */
export function scan(tokens: readonly Token[], today: Day, vocabulary: Vocabulary | null): Scan {
  const taken: boolean[] = new Array(tokens.length).fill(false)
  const take = ({ from, to }: Span) => taken.fill(true, from, to)
  const accented = writesMarks(tokens)
  const slots: Slot[] = []

  const times = findTimes(tokens)
  for (const time of times) if (time.value.kind !== 'session') take(time)
  for (const name of takeNames(tokens, taken, today)) {
    take(name)
    if (name.bullet)
      slots.push({ kind: 'break', from: name.from, to: name.to, strength: 'strong', mark: ';' })
    if (name.when !== null)
      slots.push({ ...name, kind: 'when', when: name.when, text: printed(tokens, name.from, name.to) })
  }
  for (const found of findDates(tokens, today, taken)) {
    take(found)
    slots.push({ ...found, kind: 'when', when: found.value, text: printed(tokens, found.from, found.to) })
  }
  const sessions = times.filter(time => time.value.kind === 'session')
  for (const time of sessions) take(time)

  for (const person of findPersons(tokens, taken, accented)) {
    take(person)
    slots.push({ ...person, kind: 'person' })
  }

  const matches = findPhrases(lexicon, vocabulary?.names ?? null, tokens, taken, accented)
  const reading: Reading = { tokens, taken, matches, accented }
  for (const time of times) {
    const { value } = time
    if (value.kind === 'session') slots.push({ ...time, kind: 'session', session: value.session })
    else if (value.kind === 'clock') {
      slots.push({ ...time, kind: 'session', session: value.session })
      if (value.minutes !== null)
        slots.push({ ...time, kind: 'minutes', minutes: value.minutes, each: false, negative: false })
    } else {
      const each = eachOf(reading, time.from, time.to)
      taken.fill(true, each.from, each.to)
      slots.push({
        kind: 'minutes',
        from: each.from,
        to: each.to,
        minutes: value.minutes,
        each: each.each,
        negative: value.negative,
      })
    }
  }
  const places = findPlaces(reading)
  for (const place of places) {
    taken.fill(true, place.start, place.to)
    slots.push({ kind: 'place', from: place.start, to: place.to, place })
  }
  const counts = findCounts(reading)
  for (const count of counts) slots.push({ kind: 'count', from: count.from, to: count.to, count })
  const counted: boolean[] = new Array(tokens.length).fill(false)
  for (const count of counts) counted.fill(true, count.from, count.to)
  // "day 5 ba" without marks: taught them.
  for (const { from, sort } of counts)
    if (sort === 'people' && !accented && tokens[from - 1]?.lower === 'day')
      slots.push({
        kind: 'form',
        from: from - 1,
        to: from,
        form: 'direct_guidance',
        event: false,
        name: 'dạy',
      })
  slots.push(...phraseSlots(reading, counted))
  return { tokens, slots: settle(slots.sort((a, b) => a.from - b.from || a.to - b.to)) }
}

/** Forms, subjects, signs, verbs, breaks and unknown words, outside what is taken. */
function phraseSlots({ tokens, taken, matches }: Reading, counted: readonly boolean[]): Slot[] {
  const slots: Slot[] = []
  const opening = openingForm(tokens, matches)
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]
    if (token === undefined) break
    if (token.kind === 'link') slots.push({ kind: 'link', from: at, to: at + 1, url: token.text })
    if (taken[at] === true || token.kind === 'link') continue
    if (token.kind === 'mark') {
      const slot = markSlot(tokens, at)
      if (slot !== undefined) slots.push(slot)
      continue
    }
    const match = matches[at]
    const short = at === 0 ? opening : formCapitals[token.text]
    if (short !== undefined && !counted[at] && (match === undefined || match.to === at + 1)) {
      slots.push({ kind: 'form', from: at, to: at + 1, form: short, event: false, name: token.text })
      continue
    }
    if (at === 0 && token.fold === 'hn' && tokens[1]?.kind === 'number' && tellsOther(matches, 'conference'))
      continue
    if (comesToHouses(tokens, at))
      slots.push({ kind: 'form', from: at, to: at + 1, form: 'door_to_door', event: false, name: 'đến nhà' })
    if (namesPortal(tokens, at) && (match === undefined || match.to === at + 1)) {
      slots.push({ kind: 'form', from: at, to: at + 1, form: 'website_post', event: false, name: 'cổng' })
      continue
    }
    if (endsAsking(tokens, at)) slots.push({ kind: 'sign', from: at, to: at + 1, sign: 'question' })
    // "7 người, không, 8 người"
    if (
      /^(?:không|ko|khong|hông)$/.test(token.lower) &&
      at > 0 &&
      isMark(tokens[at - 1]) &&
      isMark(tokens[at + 1])
    ) {
      slots.push({ kind: 'sign', from: at, to: at + 1, sign: 'correction' })
      continue
    }
    if (headsClosing(tokens, at, match?.to ?? at + 1))
      slots.push({ kind: 'sign', from: at, to: at + 1, sign: 'all' })
    // "…, nên tối qua loa vẫn phát": so; "nên treo" is advice.
    if (token.lower === 'nên' && match?.to === at + 1 && !opensWork(matches[at + 1])) continue
    if (match !== undefined) {
      // "3 tin, à 4 tin": the particle right before a number takes the number before it back.
      if (token.lower === 'à' && takesBack(tokens, at))
        slots.push({ kind: 'sign', from: at, to: at + 1, sign: 'correction' })
      slots.push(...matchSlots(tokens, match, counted[at] === true, matches))
      at = match.to - 1
    } else if (token.kind === 'word' && !counted[at] === true) {
      const subject = subjectCapitals[token.text] ?? (filedOnline(tokens, at, matches) ? 'dvc' : undefined)
      if (subject !== undefined) slots.push({ kind: 'subject', from: at, to: at + 1, subject })
      else slots.push({ kind: 'unknown', from: at, to: at + 1, text: token.text })
    }
  }
  return slots
}

function matchSlots(
  tokens: readonly Token[],
  { from, to, meanings }: Match<Meaning>,
  counted: boolean,
  matches: Reading['matches'],
): Slot[] {
  const slots: Slot[] = []
  const single = to === from + 1
  for (const meaning of meanings) {
    switch (meaning.is) {
      case 'form':
        slots.push({ kind: 'form', from, to, form: meaning.form, event: meaning.event, name: meaning.name })
        break
      case 'subject':
        // "2 hộ kinh doanh" counts households; it is not about their registration.
        if (!counted || !meanings.some(other => other.is === 'unit' && other.sort !== 'work'))
          slots.push({ kind: 'subject', from, to, subject: meaning.subject })
        // "dán QR thanh toán 18 cái": the code itself, where somebody put it up.
        if (/^(?:qr|ma)$/.test(tokens[from]?.fold ?? '') && meaning.subject === 'payment')
          slots.push({ kind: 'form', from, to, form: 'other', event: false, name: 'mã QR' })
        // "6 người nộp hồ sơ online": helped to, though the words are also what it is about.
        if (!single && /^(?:nop|lam|dang)$/.test(tokens[from]?.fold ?? ''))
          slots.push({ kind: 'verb', from, to, verb: 'nop online' })
        break
      case 'sign':
        if (!counted) slots.push({ kind: 'sign', from, to, sign: meaning.sign })
        break
      case 'verb':
        if (!counted)
          slots.push({
            kind: 'verb',
            from,
            to,
            verb: tokens
              .slice(from, to)
              .map(token => token.fold)
              .join(' '),
          })
        break
      case 'join':
        if (!counted)
          slots.push({ kind: 'break', from, to, strength: 'join', mark: tokens[from]?.fold ?? '' })
        break
      case 'turn':
        slots.push({ kind: 'break', from, to, strength: 'comma', mark: 'nhưng' })
        break
      case 'unit':
        if (!counted && meaning.sort === 'work' && meaning.unit !== null)
          slots.push({ kind: 'noun', from, to, unit: meaning.unit, forms: meaning.forms })
        break
      case 'head':
      case 'preposition':
      case 'agency':
      case 'describes':
      case 'actor':
      case 'vague':
      case 'approx':
      case 'plain':
      case 'ward-place':
        break
      default:
        meaning satisfies never
    }
  }
  if (meanings.every(({ is }) => is === 'plain') && filedOnline(tokens, from, matches))
    slots.push({ kind: 'subject', from, to, subject: 'dvc' })
  // "ai" is "who"; only the capitals are the technology.
  const capitals = single ? subjectCapitals[tokens[from]?.text ?? ''] : undefined
  if (capitals !== undefined) slots.push({ kind: 'subject', from, to, subject: capitals })
  return slots
}

function markSlot(tokens: readonly Token[], at: number): Slot | undefined {
  const token = tokens[at]
  if (token === undefined) return undefined
  const next = tokens[at + 1]
  const span = { from: at, to: at + 1 }
  if (token.text === '(' || token.text === '[') return { ...span, kind: 'bracket', open: true }
  if (token.text === ')' || token.text === ']') return { ...span, kind: 'bracket', open: false }
  if (strongMarks.has(token.text)) return { ...span, kind: 'break', strength: 'strong', mark: token.text }
  // "P.VHXH", "TT.PVHCC": no end of a sentence.
  if (token.text === '.')
    return next !== undefined && !next.gap && !token.gap
      ? undefined
      : { ...span, kind: 'break', strength: 'strong', mark: '.' }
  if (token.text === ',') return { ...span, kind: 'break', strength: 'comma', mark: ',' }
  if (token.text === '+' || token.text === '&' || token.text === '→')
    return { ...span, kind: 'break', strength: 'join', mark: token.text }
  if (token.text === ':') return { ...span, kind: 'break', strength: 'comma', mark: ':' }
  // A dash between words parts them; at the start of a line it is a bullet.
  if (
    token.text === '-' &&
    (token.gap || at === 0) &&
    (next?.gap === true || at === 0 || tokens[at - 1]?.text === '\n')
  )
    return {
      ...span,
      kind: 'break',
      strength: at === 0 || tokens[at - 1]?.text === '\n' ? 'strong' : 'comma',
      mark: '-',
    }
  return undefined
}
