/** Reads what is typed as the answer to one question of the card, or as a correction of the whole card. */
import type { Activity } from '../../content/activity/activity.ts'
import { eventForms } from '../../content/activity/words/form-words.ts'
import { fold } from '../../content/language/unicode.ts'
import { maskPersonal } from '../../content/personal-data.ts'
import { type Form, forms } from '../../content/plan/plan.ts'
import type { CardField, CardItem } from './card.ts'
import { type Desk, parse, placeKeyOf, settle, unitNamed } from './desk.ts'

export type Answered =
  | { readonly kind: 'ok'; readonly item: CardItem }
  /** Locale key of what was wrong, with its values. */
  | {
      readonly kind: 'bad'
      readonly key: string
      readonly values?: Readonly<Record<string, string | number>>
    }

const bad = (key: string, values?: Readonly<Record<string, string | number>>): Answered =>
  values === undefined ? { kind: 'bad', key } : { kind: 'bad', key, values }

const skips = /^(?:bo qua|khong (?:ghi|co|can|ro)?|khong|bo|ko|k|skip|none)$/
const longestNote = 300

/** The words a form is written with in a line, for parsing a part of it. */
// "Băng rôn, khẩu hiệu": the first name stands for the form, lest the number after it counts slogans.
const leadFor = (form: Form | null, { t }: Desk): string =>
  form === null ? '' : (t(`activity.forms.${form}`).split(',', 1)[0] ?? '')

const firstOf = (text: string, desk: Desk): Activity | undefined => {
  const parsed = parse(`/ghi ${text}`, desk)
  return parsed.kind === 'activities' ? parsed.activities[0] : undefined
}

const wholeNumber = (text: string): number | undefined => {
  const found = /^(?:khoang |tam |chung )?(\d{1,6})(?:\s|$)/.exec(fold(text).replaceAll('.', ''))?.[1]
  return found === undefined ? undefined : Number(found)
}

/** Applies a typed answer to `field`. The item is settled anew. */
export const readAnswer = (field: CardField, text: string, item: CardItem, desk: Desk): Answered => {
  const said = text.trim()
  if (skips.test(fold(said).replaceAll(/[.!]+$/g, ''))) return clear(field, item, desk)
  const changed = change(field, said, item, desk)
  return 'kind' in changed ? changed : { kind: 'ok', item: settle({ ...item, ...changed }, desk) }
}

const required: ReadonlySet<CardField> = new Set<CardField>(['form', 'quantity', 'date', 'areas'])

/** Takes a field away, where an entry may be without it. */
export const clear = (field: CardField, item: CardItem, desk: Desk): Answered => {
  if (required.has(field)) return bad(`activity.bad.required`)
  const empty: Partial<CardItem> =
    field === 'place'
      ? { place: null, placeKey: null, areas: [], eachArea: null }
      : field === 'minutes'
        ? { minutes: null, minutesEach: null }
        : field === 'topics' || field === 'links'
          ? { [field]: [] }
          : field === 'target'
            ? { target: null, targetChosen: true }
            : { [field]: null }
  return { kind: 'ok', item: settle({ ...item, ...empty }, desk) }
}

const change = (
  field: CardField,
  said: string,
  item: CardItem,
  desk: Desk,
): Partial<CardItem> | Extract<Answered, { kind: 'bad' }> => {
  const no = (key: string, values?: Readonly<Record<string, string | number>>) => ({
    kind: 'bad' as const,
    key: `activity.bad.${key}`,
    ...(values === undefined ? {} : { values }),
  })
  switch (field) {
    case 'form': {
      const byLabel = forms.find(form => fold(desk.t(`activity.forms.${form}`)) === fold(said))
      const found = byLabel ?? firstOf(`1 ${said}`, desk)?.form ?? firstOf(said, desk)?.form
      if (found === undefined || found === null) return no('form')
      return { form: found, unit: unitFor(found, item, desk), targetChosen: false, ...impliedBy(found, item) }
    }
    case 'quantity': {
      const parsed = firstOf(`${leadFor(item.form, desk)} ${said}`, desk)
      const quantity = wholeNumber(said) ?? parsed?.quantity ?? undefined
      if (quantity === undefined || quantity < 1 || quantity > 100_000) return no('quantity')
      const bare = /^\d+$/.test(said)
      const unit =
        (bare ? item.unit : (parsed?.unit ?? item.unit)) ?? parsed?.unit ?? unitFor(item.form, item, desk)
      return { quantity, unit, ...(item.form === 'direct_guidance' ? { people: quantity } : {}) }
    }
    case 'date': {
      const parsed = parse(`/ghi họp 1 cuộc ${said}`, desk)
      if (parsed.kind === 'rejected') return no(parsed.why === 'future_date' ? 'future' : 'date')
      const [first] = parsed.activities
      if (first === undefined || first.date === null || !statesDate(said, first, desk)) return no('date')
      return { date: first.date, dateEnd: first.dateEnd, session: first.session ?? item.session }
    }
    case 'session': {
      const found = firstOf(`họp 1 cuộc ${said}`, desk)?.session
      return found === undefined || found === null ? no('session') : { session: found }
    }
    case 'minutes': {
      const parsed = firstOf(
        `${leadFor(item.form ?? 'loudspeaker', desk)} ${item.quantity ?? 1} ${item.unit ?? ''} ${said}`,
        desk,
      )
      const bare = /^\d{1,4}$/.test(said) ? Number(said) : undefined
      const minutes = bare ?? parsed?.minutes ?? undefined
      if (minutes === undefined || minutes < 1 || minutes > 100_000) return no('minutes')
      return { minutes, minutesEach: bare === undefined ? (parsed?.minutesEach ?? null) : null }
    }
    case 'people': {
      const people = wholeNumber(said)
      return people === undefined ? no('quantity') : { people }
    }
    case 'place': {
      const masked = maskPersonal(said).text.slice(0, 120)
      const parsed = firstOf(`họp 1 cuộc ở ${masked}`, desk)
      const place = desk.vocabulary.nameOf(masked) ?? parsed?.wardPlace ?? parsed?.place ?? masked
      return { place, placeKey: placeKeyOf(place), areas: [...(parsed?.areas ?? [place])], eachArea: null }
    }
    case 'topics': {
      const topics = firstOf(`họp 1 cuộc về ${said}`, desk)?.topics ?? []
      return topics.length === 0 ? no('topics') : { topics: [...topics] }
    }
    case 'links': {
      const links = linksIn(said)
      return links.length === 0 ? no('links') : { links }
    }
    case 'doer': {
      const doer = unitNamed(desk.ward.units, said)
      return doer === null ? no('doer') : { doer, targetChosen: false }
    }
    case 'note':
      return { note: maskPersonal(said).text.slice(0, longestNote) }
    case 'areas':
    case 'target':
      return no('choose')
    default:
      return field satisfies never
  }
}

/** What the form alone tells of a line that gave the rest: an event was one, people who were helped are its number. */
const impliedBy = (form: Form, { quantity, people, date }: CardItem): Partial<CardItem> => {
  if (quantity !== null || date === null) return {}
  if (form === 'direct_guidance') return people === null ? {} : { quantity: people }
  return eventForms.has(form) ? { quantity: 1 } : {}
}

/** The unit a form is counted in where none was said. */
const unitFor = (form: Form | null, item: CardItem, desk: Desk): string | null =>
  form === null
    ? item.unit
    : (firstOf(`${leadFor(form, desk)} 1`, desk)?.unit ?? (form === item.form ? item.unit : null))

/** The parser takes a line without a day for today: this tells whether the line named one. */
export const statesDate = (text: string, activity: Pick<Activity, 'date'>, { today }: Desk): boolean =>
  activity.date !== today || /\bnay\b|\bni\b|\d\s*[/.-]\s*\d|\bngay\b|\bmung\b|\bmong\b/.test(fold(text))

/** Web addresses in a text, without trailing punctuation. */
export const linksIn = (text: string): string[] =>
  (
    text.match(/(?:https?:\/\/|www\.)\S+|\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:vn|com|net|org)(?:\/\S*)?/giu) ??
    []
  ).map(link => link.replace(/[.,;:!?)\]]+$/, ''))

/** "mỗi tin 5 phút" on a card of 8 tin is 40 minutes in all. */
const minutesCorrected = (
  { minutes, minutesEach, quantity }: Activity,
  item: CardItem,
): Partial<CardItem> => {
  if (minutes === null) return {}
  const times =
    minutesEach !== null && minutes === minutesEach && quantity === null ? (item.quantity ?? 1) : 1
  return { minutes: minutes * times, minutesEach }
}

const bareCorrection = (text: string): string =>
  text
    .trim()
    .replace(
      /^(?:\/?sửa|sua|à|a|ah|nhầm|nham|không phải|khong phai|đổi|doi|thành)(?:[\s,:]+(?:thành|lại|là|rồi)?\s*)/iu,
      '',
    )

/**
 * Which of several items a typed correction is for, and that item corrected: "việc 2 40 tờ" by its number, "loa 3 tin" by
 * the only item of that form.
 */
export const readCorrectionOf = (
  text: string,
  items: readonly CardItem[],
  desk: Desk,
  how: { readonly anotherForm?: boolean } = {},
): { readonly index: number; readonly item: CardItem } | undefined => {
  const [, number, rest] =
    /^(?:việc|viec|mục|muc)\s*(?:số\s*|so\s*)?(\d{1,2})(?!\d)[\s:,.)-]*(?:thành\s+|là\s+)?(.*)$/isu.exec(
      bareCorrection(text),
    ) ?? []
  const index =
    number !== undefined ? Number(number) - 1 : items.length === 1 ? 0 : onlyOfItsForm(text, items, desk)
  const item = index === undefined ? undefined : items[index]
  if (index === undefined || item === undefined) return undefined
  const corrected = readCorrection(number === undefined ? text : (rest ?? ''), item, desk, how)
  return corrected === undefined ? undefined : { index, item: corrected }
}

/** Where the one item is that has the form of what was typed; undefined where none or several have. */
const onlyOfItsForm = (text: string, items: readonly CardItem[], desk: Desk): number | undefined => {
  const form = firstOf(bareCorrection(text), desk)?.form
  const [index, ...others] = items.flatMap((item, at) =>
    item.form === form && readCorrection(text, item, desk) !== undefined ? [at] : [],
  )
  return others.length === 0 ? index : undefined
}

/**
 * A line typed on an open card as its correction ("à 4 tin", "chiều hôm qua", "ở chợ"): what it names replaces what
 * was there. Undefined when it is none: another form of work, or nothing of the kind.
 */
export const readCorrection = (
  text: string,
  item: CardItem,
  desk: Desk,
  { anotherForm = false }: { readonly anotherForm?: boolean } = {},
): CardItem | undefined => {
  const bare = bareCorrection(text)
  const parsed = parse(`/ghi ${bare}`, desk)
  if (parsed.kind === 'rejected' || parsed.activities.length !== 1) return undefined
  const [said] = parsed.activities
  if (said === undefined) return undefined
  const otherForm = said.form !== null && said.form !== item.form ? said.form : null
  if (otherForm !== null && !anotherForm) return undefined
  if (parsed.leftover.length > 2) return undefined
  const place = said.wardPlace ?? said.place
  const dated = said.date !== null && statesDate(bare, said, desk)
  const change: Partial<CardItem> = {
    ...(otherForm === null
      ? {}
      : { form: otherForm, unit: unitFor(otherForm, item, desk), targetChosen: false }),
    ...(said.quantity === null || (otherForm !== null && !/\d/.test(bare))
      ? {}
      : { quantity: said.quantity, unit: said.unit ?? item.unit }),
    ...minutesCorrected(said, item),
    ...(said.people === null ? {} : { people: said.people }),
    ...(dated ? { date: said.date, dateEnd: said.dateEnd } : {}),
    ...(said.session === null ? {} : { session: said.session }),
    ...(place === null ? {} : { place, placeKey: placeKeyOf(place), areas: [...said.areas], eachArea: null }),
    ...(said.topics.length === 0 ? {} : { topics: [...said.topics] }),
    ...(said.links.length === 0 ? {} : { links: [...said.links] }),
  }
  return Object.keys(change).length === 0 ? undefined : settle({ ...item, ...change }, desk)
}
