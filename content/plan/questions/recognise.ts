/**
 * Tells a question about the ward's plan from a resident's own matter. What a sentence holds beyond the words of plans decides:
 * "chỉ tiêu loa là bao nhiêu" is all plan, "loa ồn quá gọi ai" and "kế hoạch sử dụng đất" are not.
 */
import { type Dictionary, read } from '../../language/reading.ts'
import type { Ward } from '../../model/ward.ts'
import type { Day } from '../../vietnam-time.ts'
import { type Form, forms, type Period } from '../plan.ts'
import { clauseIn, type Months, monthsIn, periodsIn, unitIn, yearIn } from './details.ts'
import { expandPlanWords } from './short-words.ts'
import {
  asks,
  bodies,
  elsewhere,
  eventNames,
  formNames,
  isFiller,
  lengthAt,
  makingNames,
  type Phrases,
  parts,
  phrases,
  type Said,
  shareWords,
  textsOf,
  usualUnits,
  wordsOf,
} from './words.ts'

/** What a question wants of a thing the plan names. */
export type Wanted = 'many' | 'when' | 'who' | 'how' | 'any'
export type PlanQuestion = {
  /** The year asked about, when one is said. */
  readonly year?: number
} & (
  | { readonly kind: 'document'; readonly wants: 'number' | 'signer' | 'basis' | 'all' }
  | { readonly kind: 'overview' | 'content' | 'forms' | 'targets' | 'tasks' | 'money' | 'report-content' }
  | { readonly kind: 'reports'; readonly periods: readonly Period[] }
  | { readonly kind: 'clause'; readonly clause: string }
  | { readonly kind: 'months'; readonly months: Months }
  | {
      readonly kind: 'unit'
      /** Name of a unit of the ward's profile, or how a body beyond it is called. */
      readonly unit: string
      /** The names the asker may have meant, folded; empty for a unit of the profile. */
      readonly names: readonly string[]
    }
  | {
      readonly kind: 'thing'
      readonly wants: Wanted
      readonly forms: readonly Form[]
      /** The asker's own words for it, folded. */
      readonly words: readonly string[]
    }
  | { readonly kind: 'proof'; readonly forms: readonly Form[]; readonly words: readonly string[] }
)

/** Longer messages are stories; nobody asks the plan in so many words. */
const longestWords = 34

const formPhrases: readonly (readonly [Form, Phrases])[] = forms.flatMap(form => {
  const names = formNames[form]
  return names === undefined ? [] : [[form, phrases(names)] as const]
})

export interface Asked {
  readonly ward: Ward
  /** Day it is asked: "tháng này" is told by it. */
  readonly today: Day
  /** Of the content, so that slips are mended; without it they stay. */
  readonly dictionary?: Dictionary
  /** What was asked of the plan just before: "còn băng rôn?" goes on from it. */
  readonly before?: PlanQuestion
}

/** @returns undefined for whatever is not surely about the plan */
export function planQuestion(text: string, asked: Asked): PlanQuestion | undefined {
  if (text.length > 400) return undefined
  const expanded = expandPlanWords(text)
  if (expanded === undefined) return undefined
  const plainly = recognise(read(expanded), expanded, asked)
  if (plainly !== undefined || asked.dictionary === undefined) return plainly
  return recognise(read(expanded, asked.dictionary), expanded, asked)
}

type Part = keyof typeof parts
type Ask = keyof typeof asks

/** Everything a sentence was found to hold. */
interface Heard {
  readonly has: Readonly<Record<Part, boolean>>
  readonly wants: Readonly<Record<Ask, boolean>>
  /** Ways of propagating it names, with the words for them. */
  readonly named: readonly { readonly form: Form; readonly words: readonly string[] }[]
  /** Folded words that belong to no plan. */
  readonly rest: readonly string[]
  readonly months: Months | undefined
  readonly unit: string | undefined
  readonly body: (typeof bodies)[number] | undefined
  readonly event: boolean
  readonly making: boolean
}

function recognise(
  { words }: ReturnType<typeof read>,
  text: string,
  { ward, today, before }: Asked,
): PlanQuestion | undefined {
  if (words.length === 0 || words.length > longestWords) return undefined
  const folded = words.map(word => word.folded)
  const heard = listen(words, folded, ward, today)
  if (heard === undefined) return undefined
  const year = yearIn(folded)
  const said = year === undefined ? {} : { year }
  const next = before === undefined ? undefined : followed(before, folded, heard)
  const found = next ?? questionOf(heard, folded, clauseIn(text), year !== undefined)
  return found === undefined ? undefined : { ...said, ...found }
}

function listen(
  words: readonly Said[],
  folded: readonly string[],
  ward: Ward,
  today: Day,
): Heard | undefined {
  const taken = new Set<number>()
  const spans = (known: Phrases): string[][] => {
    const found: string[][] = []
    for (let at = 0; at < words.length; at++) {
      const length = lengthAt(words, at, known)
      if (length === 0) continue
      found.push(folded.slice(at, at + length))
      for (let index = at; index < at + length; index++) taken.add(index)
      at += length - 1
    }
    return found
  }
  const look = (known: Phrases): boolean => spans(known).length > 0
  if (look(elsewhere)) return undefined
  const has: Record<Part, boolean> = {
    plan: look(parts.plan),
    spread: look(parts.spread),
    reform: look(parts.reform),
    target: look(parts.target),
    task: look(parts.task),
    report: look(parts.report),
    proof: look(parts.proof),
    form: look(parts.form),
    content: look(parts.content),
  }
  if (look(shareWords) && !has.target) return undefined
  const wants: Record<Ask, boolean> = {
    when: look(asks.when),
    who: look(asks.who),
    many: look(asks.many),
    what: look(asks.what),
    toWhom: look(asks.toWhom),
    signer: look(asks.signer),
    number: look(asks.number),
    basis: look(asks.basis),
    money: look(asks.money),
    partner: look(asks.partner),
    long: look(asks.long),
    says: look(asks.says),
    mustDo: look(asks.mustDo),
    duty: look(asks.duty),
  }
  const named = namedForms(words, folded, taken)
  const event = look(eventNames)
  const making = look(makingNames)
  const known = bodies.find(({ names }) => look(names))
  const unit = unitIn(folded, ward, taken)
  const body = known ?? (unit === undefined ? usualUnits.find(({ names }) => look(names)) : undefined)
  const months = monthsIn(folded, today, taken)
  const own = new Set(wordsOf(`${ward.name} ${ward.province} ${ward.kind} thành phố tỉnh`))
  const rest = words
    .filter(
      (word, index) =>
        !taken.has(index) && !isFiller(word) && !own.has(word.folded) && !/^[\d./]+$/.test(word.folded),
    )
    .map(word => word.folded)
  return { has, wants, named, rest, months, unit, body, event, making }
}

/** The longest name at each place: "xe loa" is a van, no loudspeaker. */
const namedForms = (
  words: readonly Said[],
  folded: readonly string[],
  taken: Set<number>,
): Heard['named'] => {
  const found = new Map<Form, string[]>()
  for (let at = 0; at < words.length; at++) {
    let best: { form: Form; length: number } | undefined
    for (const [form, known] of formPhrases) {
      const length = lengthAt(words, at, known)
      if (length > (best?.length ?? 0)) best = { form, length }
    }
    if (best === undefined) continue
    // Plans print "áp phích", whatever people type.
    const own = folded
      .slice(at, at + best.length)
      .flatMap(word => (word === 'poster' ? ['ap', 'phich'] : [word]))
    found.set(best.form, [...(found.get(best.form) ?? []), ...own])
    for (let index = at; index < at + best.length; index++) taken.add(index)
    at += best.length - 1
  }
  return [...found].map(([form, own]) => ({ form, words: own }))
}

const wantedOf = ({ wants, has }: Pick<Heard, 'wants' | 'has'>): Wanted =>
  wants.many || wants.long || (has.target && !wants.when && !wants.who)
    ? 'many'
    : wants.when
      ? 'when'
      : wants.who || wants.partner
        ? 'who'
        : has.form
          ? 'how'
          : 'any'

/** What the words come to; the order tells the more particular question first. */
function questionOf(
  heard: Heard,
  folded: readonly string[],
  clause: string | undefined,
  dated: boolean,
): PlanQuestion | undefined {
  const { has, wants, named, rest, months, unit, body } = heard
  const strong = has.plan || has.spread || has.target
  const asksAny = Object.values(wants).some(Boolean)
  if (clause !== undefined) {
    const others = rest.filter(word => !/^(?:muc|dong|phan|[ivx]{1,5}(?:\..+)?)$/.test(word))
    return (has.plan || has.task) && others.length <= 1 ? { kind: 'clause', clause } : undefined
  }
  if (rest.length > (strong && wants.says ? 7 : 4)) return undefined
  if (has.report) return aboutReports(heard, folded, strong)
  if (has.proof)
    return asksAny && rest.length <= (strong || has.task || named.length > 0 ? 2 : 0)
      ? { kind: 'proof', forms: named.map(({ form }) => form), words: subject(heard) }
      : undefined
  if (has.plan && rest.length <= 1 && named.length === 0 && !has.task && !has.target) {
    const about = aboutDocument(heard)
    if (about !== undefined) return { kind: 'document', wants: about }
  }
  if (wants.money && (has.spread || has.plan) && rest.length <= 1) return { kind: 'money' }
  if (months !== undefined && rest.length === 0 && named.length === 0 && (body === undefined || strong)) {
    if (wants.mustDo || has.task || (strong && (wants.what || wants.many))) return { kind: 'months', months }
  }
  const duty = (wants.mustDo || (has.task && (wants.what || wants.who))) && named.length === 0
  if (
    unit !== undefined &&
    duty &&
    (strong || has.task || wants.duty) &&
    rest.length <= (strong || has.task ? 1 : 0) &&
    (strong || !wants.when)
  )
    return { kind: 'unit', unit, names: [] }
  if (
    body !== undefined &&
    duty &&
    rest.length === 0 &&
    (wants.partner || lead(folded) || bodyMeant(body.asked, strong))
  )
    return { kind: 'unit', unit: body.asked, names: textsOf(body.names) }
  // "kế hoạch của từng đơn vị phải xong trước ngày nào": the plans the plan asks of its units, not the ward's own.
  if (
    has.plan &&
    wants.when &&
    named.length === 0 &&
    /(?:tung|moi|cac) (?:don vi|phong|co quan)/.test(folded.join(' '))
  )
    return { kind: 'thing', wants: 'when', forms: [], words: ['ban', 'hanh', 'ke', 'hoach', 'don', 'vi'] }
  if (named.length > 0) return aboutThing(heard, strong, asksAny, folded)
  // "mỗi tháng các phòng phải đăng bao nhiêu tin bài"
  if (rest.length === 0 && heard.making && wants.many) return { kind: 'targets' }
  if (rest.length === 0) return aboutWhole(heard, strong, asksAny, dated)
  // "kế hoạch có nói gì về mã định danh không", "chỉ tiêu tiêm phòng là bao nhiêu"
  if (asksAny && strong && (wants.says || (rest.length <= 3 && (has.target || has.spread))))
    return { kind: 'thing', wants: wantedOf(heard), forms: [], words: rest }
  return undefined
}

const subject = ({ named, rest }: Heard): string[] => [...named.flatMap(({ words }) => words), ...rest]

function aboutReports(
  { has, wants, rest, event }: Heard,
  folded: readonly string[],
  strong: boolean,
): PlanQuestion | undefined {
  if (event || wants.signer || rest.length > (strong || has.reform ? 2 : 0)) return undefined
  const periods = periodsIn(folded)
  if (wants.toWhom || wants.when || wants.who || wants.many) return { kind: 'reports', periods }
  const contents = wants.what || wants.mustDo || (has.proof && strong) || (has.content && strong)
  return contents ? { kind: 'report-content' } : undefined
}

const aboutDocument = ({ has, wants }: Heard): 'number' | 'signer' | 'basis' | 'all' | undefined =>
  wants.basis
    ? 'basis'
    : wants.signer
      ? wants.number
        ? 'all'
        : 'signer'
      : wants.number && !has.content
        ? 'number'
        : undefined

function aboutThing(
  heard: Heard,
  strong: boolean,
  asksAny: boolean,
  folded: readonly string[],
): PlanQuestion | undefined {
  const { has, wants, named, rest, event, making } = heard
  if (!(asksAny || has.target || has.form) || (wants.toWhom && !wants.when && !wants.many)) return undefined
  const askedOf = wants.when || wants.many || wants.who || wants.long || wants.partner
  /** "chủ trì", "đơn vị nào": words of plans; "ai" is everybody's. */
  const formal = has.reform || wants.partner
  /** "mấy hội nghị một năm": only a plan counts by the year. */
  const yearly = wants.many && /(?:mot|moi|trong|ca) nam|nam nay/.test(folded.join(' '))
  const aboutPlan =
    strong ||
    yearly ||
    (askedOf && (event || making || has.reform || has.task)) ||
    (wants.long && named.length > 0)
  if (!aboutPlan || rest.length > (strong ? 3 : event && (formal || wants.who) ? 2 : 0)) return undefined
  return {
    kind: 'thing',
    wants: wantedOf(heard),
    forms: named.map(({ form }) => form),
    words: subject(heard),
  }
}

function aboutWhole(
  { has, wants }: Heard,
  strong: boolean,
  asksAny: boolean,
  dated: boolean,
): PlanQuestion | undefined {
  if (has.target) return { kind: 'targets' }
  if (has.spread && has.form && asksAny) return { kind: 'forms' }
  if (has.spread && wants.many) return { kind: 'targets' }
  if ((has.spread || has.plan) && wants.who) return { kind: 'thing', wants: 'who', forms: [], words: [] }
  if (has.task && asksAny && (strong || has.reform || wants.many)) return { kind: 'tasks' }
  if (has.spread && (wants.what || wants.mustDo || has.content)) return { kind: 'content' }
  if (has.plan && (has.content || wants.what || wants.says) && (has.spread || has.reform || dated))
    return { kind: has.content || wants.says ? 'content' : 'overview' }
  return has.plan && (has.spread || has.reform) ? { kind: 'overview' } : undefined
}

/** "chủ trì" is a word of plans. */
const lead = (folded: readonly string[]): boolean => / chu tri /.test(` ${folded.join(' ')} `)

/** "dân phải làm gì" alone is the asker's own matter; only what nobody but a plan gives work to is heard without its name. */
const bodyMeant = (asked: string, strong: boolean): boolean =>
  strong ||
  asked.startsWith('tổ dân phố') ||
  asked === 'Mặt trận và các đoàn thể' ||
  usualUnits.some(unit => unit.asked === asked)

/** "còn băng rôn thì sao", "thế ai làm", "vậy tháng 9?": leans on the question before. */
const leansOn = /^(?:con|the|vay|roi|ai|bao gio|khi nao|don vi nao|minh chung)(?: |$)/

function followed(before: PlanQuestion, folded: readonly string[], heard: Heard): PlanQuestion | undefined {
  const { named, has, rest, months } = heard
  if (folded.length > 8 || rest.length > 0 || !leansOn.test(folded.join(' '))) return undefined
  const own = named.map(({ form }) => form)
  const asked = wantedOf(heard)
  if (named.length > 0) {
    if (has.proof || before.kind === 'proof') return { kind: 'proof', forms: own, words: subject(heard) }
    return {
      kind: 'thing',
      wants: asked !== 'any' ? asked : before.kind === 'thing' ? before.wants : 'many',
      forms: own,
      words: subject(heard),
    }
  }
  if (months !== undefined) return before.kind === 'months' ? { kind: 'months', months } : undefined
  if (before.kind !== 'thing' || before.words.length === 0) return undefined
  if (has.proof) return { kind: 'proof', forms: before.forms, words: before.words }
  return asked === 'any'
    ? undefined
    : { kind: 'thing', wants: asked, forms: before.forms, words: before.words }
}
