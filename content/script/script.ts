/**
 * A loudspeaker script of a wanted length: greeting, what the answers of a topic (then of its nearest neighbours) say,
 * where to ask, closing. What there is decides the length; nothing is invented to fill it. Pure.
 */
import type { Library } from '../library.ts'
import type { Translate } from '../locales.ts'
import type { FaqEntry, Source } from '../model/faq.ts'
import type { Topic } from '../model/topic.ts'
import { lowered, spokenLines } from '../speech/lists.ts'
import { countWords, minutesOf, speak, voiceOf, wordsPerMinute } from '../speech/speak.ts'
import { type Day, showDay } from '../vietnam-time.ts'
import { wardName } from '../ward-text.ts'
import { knownMaterial, ordered } from './choose.ts'
import { type Material, type PlaceName, places } from './material.ts'

/** Lengths the bot offers; ward plans ask for programmes of 5 to 10 minutes (e.g. Mường Lay III.2). */
export const lengths = [5, 7, 10] as const
export const shortest = 5
export const longest = 10

export interface Paragraph {
  readonly role: 'greeting' | 'text' | 'reminder' | 'closing'
  /** As it is read. */
  readonly text: string
}

export interface Script {
  readonly title: string
  readonly ward: string
  readonly paragraphs: readonly Paragraph[]
  readonly words: number
  /** Estimated minutes to read it, to the half. */
  readonly minutes: number
  /** Minutes wished; null = as long as the text is. */
  readonly wished: number | null
  /** The length wished is kept within a tenth. */
  readonly enough: boolean
  /** Entries it was made from. */
  readonly entries: readonly string[]
  /** Printed, not read. */
  readonly sources: readonly Source[]
  /** For whoever checks the script; printed, not read. */
  readonly notes: readonly string[]
}

const sameShare = 0.6

/** A title that has most words of the other tells listeners nothing new. */
const saysTheSame = (title: string, known: string): boolean => {
  const told = new Set(known.toLowerCase().match(/\p{L}+/gu) ?? [])
  const own = title.toLowerCase().match(/\p{L}+/gu) ?? []
  return own.filter(word => told.has(word)).length >= own.length * sameShare
}

interface Part {
  readonly entry: string
  readonly text: string
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

type Say = (key: string, values?: Readonly<Record<string, string>>) => string

/** Sentences of the frame in spoken words; while lengths are tried the same ones are asked for again and again. */
const sayer = (library: Library, t: Translate): Say => {
  const voice = voiceOf(library.ward)
  const made = new Map<string, string>()
  return (key, values = {}) => {
    const id = [key, ...Object.values(values)].join('|')
    const text =
      made.get(id) ?? speak(t(`scripts.spoken.${key}`, { ward: wardName(library), ...values }), voice)
    made.set(id, text)
    return text
  }
}

export interface ScriptWish {
  readonly topic: Topic
  readonly minutes: number
  /** 0, 1, 2 …: other neighbours come first. */
  readonly variation: number
  readonly library: Library
  /** In Vietnamese: scripts are read to residents. */
  readonly t: Translate
  readonly today: Day
}

/** How far from the wished length a script may be. */
export const tolerance = 0.1

/** @returns undefined where the topic has nothing that can be broadcast */
export const topicScript = ({
  topic,
  minutes,
  variation,
  library,
  t,
  today,
}: ScriptWish): Script | undefined => {
  const { own, near, beyond } = ordered(topic, library)
  const materials = (entries: readonly FaqEntry[]): Material[] =>
    entries.flatMap(entry => knownMaterial(entry, library, t) ?? [])
  const first = materials(own)
  if (first.length === 0) return undefined
  const others = materials(near)
  const turn = others.length === 0 ? 0 : (variation * 3) % others.length
  // Only where the group runs out does a script go on to what its entries lead to.
  const candidates = [...first, ...others.slice(turn), ...others.slice(0, turn), ...materials(beyond)]
  const voice = voiceOf(library.ward)
  const said = sayer(library, t)
  const called = (own.find(({ id }) => id === topic.id)?.broadcastTitle ?? topic.title).replaceAll(
    /:(?=\s)/g,
    ',',
  )
  const topicTitle = speak(called, voice)
  const target = minutes * wordsPerMinute
  const greeting = [said('greeting'), said('topic', { title: lowered(called) })]
  const closing = [said('closing')]
  const frame = (chosen: readonly Material[]): number =>
    countWords([...greeting, ...reminders(chosen, library, said), ...closing].join(' '))

  const lead = (material: Material, index: number): string =>
    index === 0
      ? saysTheSame(material.title, topicTitle)
        ? said('first')
        : said('first-titled', { title: lowered(material.title) })
      : said(`next-${((index - 1) % 4) + 1}`, { title: lowered(material.title) })

  const chosen: Material[] = []
  const total = (list: readonly Material[]): number =>
    frame(list) +
    list.reduce((sum, material, index) => sum + countWords(lead(material, index)) + material.words, 0)
  for (const material of candidates)
    if (chosen.length === 0 || total([...chosen, material]) <= target * 1.03) chosen.push(material)

  const asked: Part[] = []
  let words = total(chosen)
  const enoughWords = target * 0.98
  if (words < enoughWords) {
    const intro = said('asked')
    for (const material of chosen) {
      for (const { facet, text } of material.facets) {
        const again = asked.at(-1)?.entry === material.entry.id
        const spoken = said(again ? 'question-more' : 'question', {
          title: lowered(material.title),
          question: t(`scripts.questions.${facet}`),
          answer: text,
        })
        const more = countWords(spoken) + (asked.length === 0 ? countWords(intro) : 0)
        if (words >= enoughWords || words + more > target * 1.04) continue
        asked.push({ entry: material.entry.id, text: spoken })
        words += more
      }
    }
    if (asked.length > 0) asked.unshift({ entry: '', text: intro })
  }
  // One more whole answer may come nearer to the wish than none.
  if (words < target * (1 - tolerance / 2)) {
    const [better] = candidates
      .filter(material => !chosen.includes(material))
      .map(material => ({ material, words: words + total([...chosen, material]) - total(chosen) }))
      .filter(
        option =>
          option.words <= target * (1 + tolerance) && target - words > Math.abs(option.words - target),
      )
      .sort((a, b) => Math.abs(a.words - target) - Math.abs(b.words - target))
    if (better !== undefined) chosen.push(better.material)
  }
  const paragraphs: Paragraph[] = [
    ...greeting.map(text => ({ role: 'greeting' as const, text })),
    ...chosen.flatMap((material, index) => [
      { role: 'text' as const, text: `${lead(material, index)} ${material.lines[0] ?? ''}` },
      ...material.lines.slice(1).map(text => ({ role: 'text' as const, text })),
    ]),
    ...asked.map(({ text }) => ({ role: 'text' as const, text })),
    ...reminders(chosen, library, said).map(text => ({ role: 'reminder' as const, text })),
    ...closing.map(text => ({ role: 'closing' as const, text })),
  ]
  const entries = chosen.map(({ entry }) => entry)
  return {
    ...finished(topic.title, paragraphs, minutes, library),
    entries: entries.map(({ id }) => id),
    sources: sourcesOf(entries),
    notes: notesOf(entries, library, t, today),
  }
}

/** The ward's own news: the officer's words, only spelt for reading, between greeting and closing. */
export const newsScript = (news: string, library: Library, t: Translate): Script => {
  const voice = voiceOf(library.ward)
  const said = sayer(library, t)
  const paragraphs: Paragraph[] = [
    { role: 'greeting', text: said('greeting') },
    { role: 'greeting', text: said('news') },
    ...spokenLines(news).map(line => ({ role: 'text' as const, text: speak(line, voice) })),
    ...reminders([], library, said).map(text => ({ role: 'reminder' as const, text })),
    { role: 'closing', text: said('closing') },
  ].filter((paragraph): paragraph is Paragraph => paragraph.text !== '')
  return {
    ...finished(t('scripts.news-title', { ward: wardName(library) }), paragraphs, null, library),
    entries: [],
    sources: [],
    notes: [
      t('scripts.notes.news'),
      ...(library.ward.counter.phone === null ? [t('scripts.notes.no-phone')] : []),
    ],
  }
}

const finished = (
  title: string,
  paragraphs: readonly Paragraph[],
  wished: number | null,
  library: Library,
): Pick<Script, 'title' | 'ward' | 'paragraphs' | 'words' | 'minutes' | 'wished' | 'enough'> => {
  const words = countWords(paragraphs.map(({ text }) => text).join(' '))
  return {
    title,
    ward: wardName(library),
    paragraphs,
    words,
    minutes: minutesOf(words),
    wished,
    enough: wished === null || words >= wished * wordsPerMinute * (1 - tolerance),
  }
}

const needsPapers = ({ entry }: Material): boolean => entry.facets.documents !== undefined

/** What to do and where to ask, as far as the ward's profile knows; an empty field is not spoken of. */
const reminders = (chosen: readonly Material[], { ward }: Library, said: Say): string[] => {
  const named = places.filter(place => chosen.some(material => material.places.includes(place)))
  const asked: readonly PlaceName[] = named.length === 0 ? ['counter'] : named.slice(0, 2)
  return [
    said(chosen.length === 0 || chosen.some(needsPapers) ? 'reminder' : 'reminder-general'),
    ...(chosen.some(({ online }) => online) ? [said('online')] : []),
    ...asked.map(name => {
      const place = ward[name]
      return [
        said(`ask-${name}`),
        ...(place.address === null ? [] : [said('address', { value: place.address })]),
        ...(place.phone === null ? [] : [said('phone', { value: place.phone })]),
        ...(place.hours === null ? [] : [said('hours', { value: place.hours })]),
      ].join(' ')
    }),
    ...(ward.hotline === null ? [] : [said('hotline', { value: ward.hotline })]),
    said('neighbours'),
  ].map(capital)
}

const sourcesOf = (entries: readonly FaqEntry[]): Source[] => {
  const all = new Map<string, Source>()
  for (const source of entries.flatMap(({ sources }) => sources)) {
    const key = `${source.name}|${source.article ?? ''}`
    const before = all.get(key)
    // The older check counts: that part was not looked at since.
    if (before === undefined || source.checked < before.checked) all.set(key, source)
  }
  return [...all.values()]
}

const notesOf = (entries: readonly FaqEntry[], { ward }: Library, t: Translate, today: Day): string[] => {
  const due = entries.filter(({ review }) => review < today)
  const changing = entries.filter(entry => entry.volatile && !due.includes(entry))
  const titles = (list: readonly FaqEntry[]): string => list.map(({ title }) => title).join('; ')
  return [
    ...due.map(({ title, review }) => t('scripts.notes.due', { title, day: showDay(review) })),
    ...(changing.length === 0 ? [] : [t('scripts.notes.volatile', { titles: titles(changing) })]),
    ...(ward.counter.phone === null ? [t('scripts.notes.no-phone')] : []),
  ]
}

/** "Nghị định 69/2024/NĐ-CP, Điều 6 (kiểm tra ngày 22/11/2026)" */
export const sourceText = ({ name, article, checked }: Script['sources'][number], t: Translate): string =>
  `${name}${article === undefined ? '' : `, ${article}`} (${t('scripts.document.checked', { day: showDay(checked) })})`
