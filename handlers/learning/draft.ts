/** The form of the learning loop: what is being tied or written, which part comes next, how each part is checked. */
import { z } from 'zod'
import { plain } from '../../bot/chat.ts'
import { isStateLink } from '../../content/check/state-link.ts'
import { sameQuestion } from '../../content/learning/phrasings.ts'
import { maskPersonal } from '../../content/personal-data.ts'
import { addDays, type Day, dayOf } from '../../content/vietnam-time.ts'
import { placeholders, placeholdersIn } from '../../content/ward-text.ts'
import type { Services } from '../handler.ts'
import type { Session } from '../session.ts'

export const formName = 'learn'
/** A form left alone this long is forgotten: the person has turned to other things. */
const formLifeMs = 2 * 60 * 60 * 1000

/** Parts of a new answer, in the order they are asked. */
export const parts = ['title', 'answer', 'source', 'article', 'review', 'group', 'phrase'] as const
export type Part = (typeof parts)[number]

const draftSchema = z.object({
  mode: z.enum(['tie', 'new']),
  step: z.enum([...parts, 'search', 'confirm']),
  /** Questions this answers, as they were when the work began. */
  ids: z.array(z.number()),
  phrasings: z.array(z.string()),
  /** The entry to tie to. */
  entry: z.string().optional(),
  title: z.string().optional(),
  answer: z.string().optional(),
  source: z.string().optional(),
  /** null = there is none. */
  article: z.string().nullable().optional(),
  review: z.string().optional(),
  group: z.string().optional(),
})
export type Draft = z.infer<typeof draftSchema>

/** The form in progress, unless it is another capability's, broken or old. */
export const draftOf = ({ form }: Session, now: Date): Draft | undefined => {
  if (form?.name !== formName || now.getTime() - new Date(form.at).getTime() > formLifeMs) return undefined
  return draftSchema.safeParse(form.data).data
}

export const withDraft = (session: Session, draft: Draft, now: Date): Session => ({
  ...session,
  form: { name: formName, data: draft, at: now.toISOString() },
})

export const withoutForm = ({ form: _, ...session }: Session): Session => session

/** The first part still missing; then the second look. */
export const nextStep = (draft: Draft): Draft['step'] => {
  const missing = parts.find(part =>
    part === 'phrase' ? draft.phrasings.length === 0 : draft[part] === undefined,
  )
  return missing ?? 'confirm'
}

/** What was typed for a part: the draft with it, or the sentence that says what is wrong. */
export type Filled = { readonly draft: Draft } | { readonly problem: string }

/** Months until the review, as buttons offer them. */
export const reviewMonths = [6, 12] as const
/** The first day of the month so many months ahead: every month has it. */
export const reviewAfter = (months: number, now: Date): Day => {
  const [year = 0, month = 1] = dayOf(now).split('-').map(Number)
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10)
}

const readDay = (text: string): Day | undefined => {
  const [, day = '', month = '', year = ''] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text.trim()) ?? []
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return z.iso.date().safeParse(written).data
}

const links = (text: string): string[] =>
  (text.match(/(?:https?:\/\/|www\.)[^\s)]+/giu) ?? []).map(url =>
    url.replace(/^www\./i, 'https://www.').replace(/[.,;:!?]+$/, ''),
  )

/** Checks what was typed for a part; words of people keep no meaning as markup. */
export const fill = (draft: Draft, part: Part, text: string, services: Services): Filled => {
  const { t, library, now } = services
  const said = text.normalize('NFC').trim()
  switch (part) {
    case 'title': {
      if (said.length < 5 || said.length > 70) return { problem: t('learning.title-bad') }
      const taken = library.entries.some(({ title }) => sameQuestion(title) === sameQuestion(said))
      return taken ? { problem: t('learning.title-taken') } : { draft: { ...draft, title: said } }
    }
    case 'answer': {
      const answer = plain(said)
      if (answer.length < 40 || answer.length > 1400)
        return { problem: t('learning.answer-bad', { n: said.length }) }
      const foreign = links(said).find(url => !isStateLink(url))
      if (foreign !== undefined) return { problem: t('learning.answer-link', { url: foreign }) }
      const unknown = placeholdersIn(said).find(name => !placeholders.has(name))
      return unknown === undefined
        ? { draft: { ...draft, answer } }
        : { problem: t('learning.answer-place', { name: unknown }) }
    }
    case 'source':
      return said.length < 3 || said.length > 200
        ? { problem: t('learning.source-bad') }
        : { draft: { ...draft, source: plain(said) } }
    case 'article':
      return { draft: { ...draft, article: said === '' ? null : plain(said.slice(0, 200)) } }
    case 'review': {
      const day = readDay(said)
      const today = dayOf(now)
      return day === undefined || day <= today || day > addDays(today, 3 * 366)
        ? { problem: t('learning.review-bad') }
        : { draft: { ...draft, review: day } }
    }
    case 'group': {
      const group = library.groups.find(
        ({ id, title }) => id === said || sameQuestion(title) === sameQuestion(said),
      )
      return group === undefined
        ? { problem: t('learning.choose') }
        : { draft: { ...draft, group: group.id } }
    }
    case 'phrase': {
      const lines = said
        .split('\n')
        .map(line => maskPersonal(line.replace(/^\s*[-*]\s*/, '')).text.trim())
        .filter(line => line !== '')
      return lines.length === 0 || lines.some(line => line.length < 2 || line.length > 240)
        ? { problem: t('learning.phrase-bad') }
        : { draft: { ...draft, phrasings: lines.slice(0, 20) } }
    }
    default:
      return part satisfies never
  }
}
