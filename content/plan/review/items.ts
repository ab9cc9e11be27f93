/** What an officer confirms one after the other: everything read from a plan document, with its clause and source line. */
import { z } from 'zod'
import { fold } from '../../language/unicode.ts'
import type { Unit } from '../../model/ward.ts'
import { reportSchema, type Target, targetSchema, taskSchema } from '../plan.ts'
import { meansAllUnits, unitCalled } from '../progress/owners.ts'
import { proposeReports, proposeTargets, proposeTasks } from '../propose.ts'
import type { ReadPlan } from '../read/read-plan.ts'
import type { Question } from '../read/values.ts'
import { matchUnits } from '../read/vocabulary.ts'

/** In the order they are asked. */
export const sections = ['metadata', 'target', 'task', 'report', 'unit', 'question', 'rest'] as const
export type ReviewSection = (typeof sections)[number]

export const metadataFields = ['ward', 'year', 'number', 'issued', 'title', 'signer', 'basis'] as const
export type MetadataField = (typeof metadataFields)[number]

/** What is read as lists of sentences and confirmed as a whole. */
export const restLists = ['content', 'forms', 'duties', 'requirements'] as const
export type RestList = (typeof restLists)[number]

const base = {
  id: z.string(),
  /** As the plan prints it; null = the head of the document. */
  clause: z.string().nullable(),
  /** Line of the document's text, 1-based. */
  line: z.int().nullable(),
  /** The source line as it stands, cut when long. */
  quote: z.string().nullable(),
  /** 0..1; below `sureEnough` it is confirmed on its own, never with others. */
  confidence: z.number(),
  edited: z.boolean().default(false),
}

export const itemSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    ...base,
    kind: z.literal('metadata'),
    field: z.enum(metadataFields),
    /** Days as ISO, several numbers parted by "; ", the signer as "title: name"; null = not in the document. */
    value: z.string().nullable(),
    /** Only for the ward: another name than the ward's own. */
    differs: z.string().nullable().default(null),
  }),
  z.strictObject({ ...base, kind: z.literal('target'), value: targetSchema }),
  z.strictObject({ ...base, kind: z.literal('task'), value: taskSchema }),
  z.strictObject({ ...base, kind: z.literal('report'), value: reportSchema }),
  /** A name the ward's profile does not know: which unit is it? */
  z.strictObject({ ...base, kind: z.literal('unit'), name: z.string(), suggestions: z.array(z.string()) }),
  z.strictObject({
    ...base,
    kind: z.literal('question'),
    question: z.string(),
    text: z.string(),
    readings: z.array(z.string()),
  }),
  z.strictObject({ ...base, kind: z.literal('rest'), list: z.enum(restLists), lines: z.array(z.string()) }),
])
export type ReviewItem = z.infer<typeof itemSchema>

const longestQuote = 300

/** What is asked as an item of its own, so not once more as a question. */
const askedElsewhere = /^(?:so-van-ban|ngay-ban-hanh|ten-phuong|ten-don-vi-.*)$/

/** A line that begins something else: a bullet, a numbered or lettered point, the next row of a table. */
const beginsAnew = /^(?:[-+•*–]\s|\d{1,2}(?:[.)]|$)|[a-zđ][.)]\s|[IVXLC]+\.|\p{Lu}{2,}[\p{Lu}\s,]*$)/u

/** The printed paragraph that begins at a line, as people may check it against the paper. */
const quoteOf = (lines: readonly string[], line: number | null, most = 60): string | null => {
  if (line === null) return null
  const parts: string[] = []
  let length = 0
  for (const [index, whole] of lines.slice(line - 1, line - 1 + most).entries()) {
    const part = whole.replaceAll(/\s+/g, ' ').trim()
    if (part === '') continue
    if (index > 0 && beginsAnew.test(part)) break
    parts.push(part)
    length += part.length + 1
    // A sentence that ends its line ends the paragraph, where lines are not broken at a page's width.
    if (length > longestQuote || (/[.;:]$/.test(part) && part.length > 120)) break
  }
  const text = parts.join(' ')
  if (text === '') return null
  return text.length <= longestQuote ? text : `${text.slice(0, longestQuote - 1).trimEnd()}…`
}

export interface ItemsGiven {
  readonly read: ReadPlan
  /** The document's text, by which lines are quoted. */
  readonly text: string
  /** null = a ward that has no profile yet. */
  readonly ward: { readonly name: string; readonly kind: string; readonly units: readonly Unit[] } | null
}

/** Everything to confirm, section by section. Pure. */
export const itemsOf = ({ read, text, ward }: ItemsGiven): ReviewItem[] => {
  const lines = text.split('\n')
  const place = (clause: string | null, line: number | null, confidence: number) => ({
    clause,
    line,
    quote: quoteOf(lines, line),
    confidence,
    edited: false,
  })
  const valued = <Kind extends 'target' | 'task' | 'report', Value extends { clause: string }>(
    kind: Kind,
    list: readonly { value: Value; source: { line: number; confidence: number } }[],
  ) =>
    list.map(({ value, source }, index) => ({
      ...place(value.clause, source.line, source.confidence),
      id: `${kind}:${index}`,
      kind,
      value,
    }))
  const tasks = valued('task', proposeTasks(read))
  const targets = valued('target', proposeTargets(read)).map(item =>
    read.scanned ? { ...item, value: withoutScannedWords(item.value) } : item,
  )
  const reports = valued('report', proposeReports(read)).map(item =>
    read.scanned ? { ...item, value: { ...item.value, rule: `Mục ${item.value.clause}` } } : item,
  )
  const questions = read.questions
    .filter(({ id }) => !askedElsewhere.test(id) && !(read.scanned && id === 'ngay-suy-ra'))
    .map((question): ReviewItem => questionItem(question, place))
  return [
    ...metadataItems(read, ward, place, line => quoteOf(lines, line, 1)),
    ...targets,
    ...tasks,
    ...reports,
    ...unitItems(read, ward?.units ?? [], place),
    ...questions,
    ...restItems(read, place),
  ]
}

/** A scan's letters can't be trusted: what is counted stands for the title until a person types one. */
const withoutScannedWords = (target: Target): Target => {
  const title = 'quantity' in target ? `${target.quantity} ${target.unit}` : target.clause
  return { ...target, title, printed: null }
}

type PlaceOf = (
  clause: string | null,
  line: number | null,
  confidence: number,
) => {
  clause: string | null
  line: number | null
  quote: string | null
  confidence: number
  edited: boolean
}

const questionItem = ({ id, section, line, text, readings }: Question, place: PlaceOf): ReviewItem => ({
  // One way to read it is a remark; several need a person.
  ...place(section, line, readings.length > 1 ? 0 : 1),
  id: `question:${id}`,
  kind: 'question',
  question: id,
  text,
  readings: [...readings],
})

const metadataItems = (
  read: ReadPlan,
  ward: ItemsGiven['ward'],
  place: PlaceOf,
  lineOf: (line: number) => string | null,
): ReviewItem[] => {
  const printed = read.ward === null ? null : `${read.wardKind ?? 'phường'} ${read.ward}`
  const own = ward === null ? null : `${ward.kind} ${ward.name}`
  const differs = printed !== null && own !== null && fold(printed) !== fold(own) ? own : null
  const values: Readonly<Record<MetadataField, string | null>> = {
    ward: printed,
    year: read.year === null ? null : String(read.year),
    number: read.number,
    issued: read.issued,
    title: read.scanned ? null : read.title,
    signer: read.signer === null || read.scanned ? null : `${read.signer.title}: ${read.signer.name}`,
    basis: read.basis.length === 0 ? null : read.basis.join('; '),
  }
  return metadataFields.map((field): ReviewItem => {
    const source = read.sources[field]
    const value = values[field]
    const sure =
      value === null || (differs !== null && field === 'ward')
        ? 0
        : (source?.confidence ?? (read.scanned ? 0.4 : 0.9))
    return {
      ...place(null, source?.line ?? null, sure),
      quote: source === undefined ? null : lineOf(source.line),
      id: `metadata:${field}`,
      kind: 'metadata',
      field,
      value,
      differs: field === 'ward' ? differs : null,
    }
  })
}

/** Names of bodies the work depends on which the profile does not have. */
const unitItems = (read: ReadPlan, units: readonly Unit[], place: PlaceOf): ReviewItem[] => {
  const names = units.map(({ name }) => name)
  const asked = new Map<string, { name: string; clause: string; line: number; confidence: number }>()
  const meet = (name: string | null, at: { section: string; line: number; confidence: number }): void => {
    if (name === null || meansAllUnits(name) || unitCalled(units, name) !== undefined) return
    const key = fold(name)
    if (!asked.has(key))
      asked.set(key, { name, clause: at.section, line: at.line, confidence: at.confidence })
  }
  for (const task of read.tasks) {
    if (!task.externalLead) meet(task.lead, task)
    // Where a body above the ward leads, its partners are who does the work here.
    else for (const partner of task.partners) meet(partner, task)
  }
  if (!read.scanned) for (const duty of read.duties) meet(duty.unit, duty)
  for (const report of read.reports) meet(report.binds, report)
  return [...asked.values()].map(
    ({ name, clause, line, confidence }, index): ReviewItem => ({
      // A new ward has no units yet: the plan's own names are as sure as they were read.
      ...place(clause, line, units.length === 0 ? confidence : 0),
      id: `unit:${index}`,
      kind: 'unit',
      name,
      suggestions: matchUnits(name, names).slice(0, 3),
    }),
  )
}

const restItems = (read: ReadPlan, place: PlaceOf): ReviewItem[] => {
  const lists: Readonly<Record<RestList, readonly { section: string; line: number; text: string }[]>> = {
    content: read.topics.flatMap(({ section, line, text }) =>
      text === null ? [] : [{ section, line, text }],
    ),
    forms: read.scanned ? [] : read.forms,
    duties: read.scanned ? [] : read.duties,
    requirements: read.reportRequirements === null || read.scanned ? [] : [read.reportRequirements],
  }
  return restLists.flatMap((list): ReviewItem[] => {
    const [first] = lists[list]
    return first === undefined
      ? []
      : [
          {
            ...place(first.section, first.line, 0.9),
            id: `rest:${list}`,
            kind: 'rest',
            list,
            lines: lists[list].map(({ section, text }) => `${section}: ${text}`),
          },
        ]
  })
}
