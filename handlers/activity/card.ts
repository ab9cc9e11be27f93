/** The form of an activity being entered: its items, the open question and the files that wait for it. */
import { z } from 'zod'
import { sessions, subjects } from '../../content/activity/activity.ts'
import { forms } from '../../content/plan/plan.ts'
import type { ActivityFields } from '../../storage/repositories/activity-record.ts'
import { evidenceKinds } from '../../storage/repositories/evidence.ts'
import type { Session } from '../session.ts'

/** What can be asked for or corrected, in the order questions come. */
export const cardFields = [
  'form',
  'quantity',
  'date',
  'areas',
  'doer',
  'target',
  'minutes',
  'people',
  'place',
  'topics',
  'session',
  'links',
  'note',
] as const
export type CardField = (typeof cardFields)[number]

const number = z.number().nullable()
const words = z.string().nullable()

const itemSchema = z.object({
  form: z.enum(forms).nullable(),
  /** As said; {@link countedQuantity} applies `eachArea`. */
  quantity: number,
  unit: words,
  minutes: number,
  minutesEach: number,
  people: number,
  date: words,
  dateEnd: words,
  session: z.enum(sessions).nullable(),
  place: words,
  placeKey: words,
  areas: z.array(z.string()),
  topics: z.array(z.enum(subjects)),
  links: z.array(z.string()),
  note: words,
  doer: words,
  target: words,
  /** The officer chose the target: it is not matched again. */
  targetChosen: z.boolean(),
  /** The quantity was done in each of the areas; null = not decided. */
  eachArea: z.boolean().nullable(),
})
export type CardItem = z.infer<typeof itemSchema>

/** A file in the evidence store that belongs to no activity yet. */
const pendingFileSchema = z.object({
  kind: z.enum(evidenceKinds),
  sha256: z.string(),
  original: z.string(),
  look: words,
  name: words,
  mimeType: z.string(),
  size: z.number(),
  messageRef: words,
  caption: z.string(),
  /** Item it proves. */
  item: z.number(),
})
export type PendingFile = z.infer<typeof pendingFileSchema>

/** A file that waits for an answer: is it the same picture again, or which entry is it for? */
const heldSchema = z.object({
  file: pendingFileSchema,
  /** Entries it may belong to; none = the open card. */
  ids: z.array(z.number()),
})
export type HeldFile = z.infer<typeof heldSchema>

const cardSchema = z.object({
  /** Buttons carry it, so that those of an older card do nothing. */
  id: z.string(),
  kind: z.enum(['log', 'help']),
  items: z.array(itemSchema),
  /** Questions of the guided way that may be skipped. */
  optional: z.array(z.object({ item: z.number(), field: z.enum(cardFields) })),
  /** The question the next typed line answers. */
  asking: z.object({ item: z.number(), field: z.enum(cardFields) }).nullable(),
  /** Values behind the buttons of the open question. */
  options: z.array(z.string()),
  files: z.array(pendingFileSchema),
  /** Words of the line nothing was made of. */
  leftover: z.array(z.string()),
  /** Album whose pictures are arriving: one word for all of them. */
  album: words,
  held: heldSchema.nullable(),
  /** The stored entry this card changes. */
  editing: number,
})
export type Card = z.infer<typeof cardSchema>

export const cardForm = 'activity'
/** After saving: files and links that follow belong to these entries for a while. */
export const savedForm = 'activity-saved'
export const savedLifeMs = 30 * 60 * 1000
const savedSchema = z.object({ ids: z.array(z.number()), album: words, held: heldSchema.nullable() })
/** Entries just saved or talked about. */
export type Saved = z.infer<typeof savedSchema>

export const cardOf = ({ form }: Session): Card | undefined =>
  form?.name === cardForm ? cardSchema.safeParse(form.data).data : undefined

export const withCard = (session: Session, card: Card, now: Date): Session => ({
  ...session,
  form: { name: cardForm, data: card, at: now.toISOString() },
})

export const withoutForm = (session: Session): Session => {
  const { form, ...rest } = session
  return rest
}

export const withSaved = (
  session: Session,
  ids: readonly number[],
  now: Date,
  more: Partial<Saved> = {},
): Session => ({
  ...session,
  form: { name: savedForm, data: { album: null, held: null, ...more, ids }, at: now.toISOString() },
})

/** Entries just saved, while what follows still belongs to them. */
export const savedOf = ({ form }: Session, now: Date): Saved | undefined => {
  if (form?.name !== savedForm || now.getTime() - new Date(form.at).getTime() > savedLifeMs) return undefined
  return savedSchema.safeParse(form.data).data
}

export const emptyItem = (doer: string | null): CardItem => ({
  form: null,
  quantity: null,
  unit: null,
  minutes: null,
  minutesEach: null,
  people: null,
  date: null,
  dateEnd: null,
  session: null,
  place: null,
  placeKey: null,
  areas: [],
  topics: [],
  links: [],
  note: null,
  doer,
  target: null,
  targetChosen: false,
  eachArea: null,
})

/** What goes into the books: times the areas where it was done in each of them. */
export const countedQuantity = ({ quantity, eachArea, areas }: CardItem): number | null =>
  quantity !== null && eachArea === true ? quantity * Math.max(1, areas.length) : quantity

/** Volunteers' entries keep no private place ("nhà bà Lan"): what is counted needs only the area. */
export const publicPlace = (place: string | null): string | null =>
  place !== null && /^(?:tại )?nhà (?!văn)/iu.test(place) ? null : place

export const fieldsToStore = (item: CardItem, kind: Card['kind']): ActivityFields => {
  const { targetChosen, eachArea, ...fields } = item
  const place = kind === 'help' ? publicPlace(item.place) : item.place
  return {
    ...fields,
    quantity: countedQuantity(item),
    place,
    placeKey: place === null ? null : item.placeKey,
    note: kind === 'help' ? null : item.note,
  }
}

/** A stored entry as a card item; values an older program knew and this one doesn't are left out. */
export const itemOf = (record: ActivityFields): CardItem => {
  const parsed = itemSchema.safeParse({
    ...record,
    topics: record.topics.filter(topic => subjects.some(subject => subject === topic)),
    targetChosen: true,
    eachArea: record.areas.length > 1 ? false : null,
  })
  return parsed.success
    ? parsed.data
    : { ...emptyItem(record.doer), date: record.date, quantity: record.quantity }
}
