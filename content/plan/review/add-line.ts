/**
 * "Thêm một dòng": what the reader missed, typed as one line by whoever has the paper: a target of any shape, a task or a report.
 * Parts are parted by ";", the clause stands last; what each part is follows from what it says (`line-parts.ts`). Pure.
 */
import { fold } from '../../language/unicode.ts'
import type { Unit } from '../../model/ward.ts'
import { type ReportDuty, reportSchema, type Target, type Task, targetSchema, taskSchema } from '../plan.ts'
import { readDues } from '../read/reports.ts'
import type { ReviewItem } from './items.ts'
import { clauseIn, type Part, partOf, WrongPeriod } from './line-parts.ts'
import { type Review, yearOf } from './review.ts'
import { type FieldProblem, type Known, line, Refused, unitName, withDayWord } from './typed.ts'

/** Why a typed line is not taken; the words are `planReview.problem.<key>`. */
export const addProblems = ['parts', 'clause', 'what', 'every', 'task', 'report', 'twice', 'many'] as const
export type AddProblem = FieldProblem | (typeof addProblems)[number]

type Valued = Extract<ReviewItem, { kind: 'target' | 'task' | 'report' }>
export type Added =
  | { readonly ok: true; readonly review: Review; readonly items: readonly Valued[] }
  | { readonly ok: false; readonly problem: AddProblem }

/** More than a reader can miss: the file should be sent anew. */
const mostAdded = 60

/** Whether an item was typed as a line of its own. */
export const isAdded = (id: string): boolean => /^(?:target|task|report):them-/.test(id)

const slug = (text: string): string =>
  fold(text)
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 40)
    .replace(/-$/, '')

const freeId = (text: string, taken: ReadonlySet<string>, fallback: string): string => {
  const base = slug(text) || fallback
  let id = base
  for (let number = 2; taken.has(id); number += 1) id = `${base}-${number}`
  return id
}

const only = <Kind extends Part['kind']>(
  parts: readonly Part[],
  kind: Kind,
): Extract<Part, { kind: Kind }> | undefined =>
  parts.find((part): part is Extract<Part, { kind: Kind }> => part.kind === kind)

interface Typed {
  readonly title: string
  readonly clause: string
  readonly parts: readonly Part[]
  readonly known: Known
}

/** A target's shape follows from what is said of it: a count, a share, a limit, how often, or that it is only counted. */
const targetOf = ({ title, clause, parts }: Typed, taken: ReadonlySet<string>): Target | AddProblem => {
  const strange = parts.findIndex(({ kind }) => kind === 'unknown')
  if (strange >= 0) return strange === 0 ? 'what' : 'forms'
  // A second count would be lost: it is a line of its own.
  if (parts.filter(({ kind }) => kind === 'count').length > 1) return 'quantity'
  const count = only(parts, 'count')
  const share = only(parts, 'share')
  const limit = only(parts, 'limit')
  const every = only(parts, 'every')
  const base = {
    id: freeId(title, taken, 'chi-tieu'),
    clause,
    title,
    forms: only(parts, 'forms')?.forms ?? [],
    lead: only(parts, 'lead')?.name ?? null,
    printed: (count ?? share)?.text ?? null,
  }
  const shaped = (): unknown => {
    if (count !== undefined) {
      const { quantity, unit, atLeast, monthly, per } = count
      return monthly || every?.every === 'month'
        ? { ...base, shape: 'monthly-per-unit', quantity, unit, atLeast, per }
        : { ...base, shape: 'yearly-count', quantity, unit, atLeast }
    }
    if (share !== undefined)
      return { ...base, shape: 'coverage', percent: share.percent, of: share.of ?? title }
    if (every !== undefined) return { ...base, shape: 'recurring', every: every.every }
    if (limit !== undefined)
      return {
        ...base,
        shape: 'milestone',
        deadline: limit.date,
        deadlineText: limit.text,
        latest: limit.latest,
      }
    const tally = only(parts, 'tally')
    return tally === undefined ? null : { ...base, shape: 'count-only', unit: tally.unit }
  }
  if (count !== undefined && every !== undefined && every.every !== 'month') return 'every'
  const value = shaped()
  if (value === null) return 'what'
  const parsed = targetSchema.safeParse(value)
  return parsed.success ? parsed.data : 'text'
}

const taskOf = ({ title, clause, parts, known }: Typed, tasks: readonly Task[]): Task | AddProblem => {
  // A name nobody knows yet is a body all the same: the line says that this is a task.
  const lead = only(parts, 'lead')?.name ?? unitNamed(parts, known)
  const limit = only(parts, 'limit')
  const every = only(parts, 'every')
  if (title === '' || (lead === null && limit === undefined && every === undefined)) return 'task'
  const own = Number(/\.(\d+)$/.exec(clause)?.[1])
  const next = Math.max(0, ...tasks.map(({ no }) => no)) + 1
  const parsed = taskSchema.safeParse({
    no: own > 0 && tasks.every(({ no }) => no !== own) ? own : next,
    clause,
    text: title,
    window: every?.text ?? null,
    deadlineText: limit?.text ?? null,
    deadlineKind: limit?.limitKind ?? null,
    deadline: limit?.date ?? null,
    deadlineMonth: limit?.month ?? null,
    lead,
    partners: only(parts, 'partners')?.names ?? [],
    result: only(parts, 'proof')?.text ?? null,
    proof: only(parts, 'proof')?.pieces ?? [],
  })
  return parsed.success ? parsed.data : 'text'
}

const unitNamed = (parts: readonly Part[], known: Known): string | null => {
  const part = only(parts, 'unknown')
  return part === undefined ? null : unitName(part.text, known)
}

/** "báo cáo quý I; các phòng gửi Phòng A; trước ngày 12/3; VI": one duty for each period that is named. */
const reportsOf = (
  { title, clause, parts, known }: Typed,
  reports: readonly ReportDuty[],
): readonly ReportDuty[] | AddProblem => {
  const limit = only(parts, 'limit')?.text ?? ''
  const sent = parts.flatMap(part => (part.kind === 'sent' ? [part] : []))
  const binds =
    sent.flatMap(({ binds }) => binds ?? [])[0] ?? only(parts, 'lead')?.name ?? unitNamed(parts, known)
  const dues = readDues(fold(withDayWord(`${title} ${limit}`)), known.year)
  if (binds === null || dues.length === 0) return 'report'
  // A rule may leave the day open; a day that is none may not.
  if (/\d\s*[/.-]\s*\d/.test(limit) && dues.every(({ deadline }) => deadline === null)) return 'date'
  const taken = new Set(reports.map(({ id }) => id))
  const made: ReportDuty[] = []
  for (const due of dues) {
    const id = freeId(`${clause}-${due.period}`, taken, 'bao-cao')
    taken.add(id)
    const parsed = reportSchema.safeParse({
      id,
      period: due.period === 'adhoc' ? null : due.period,
      clause,
      deadline: due.deadline,
      deadlineKind: due.kind,
      rule: line(`${title}${limit === '' ? '' : ` ${limit}`}`),
      binds,
      to: sent.flatMap(({ to }) => to ?? [])[0] ?? null,
      derived: due.derived && /tháng cuối/iu.test(limit),
      optional: due.optional,
    })
    if (!parsed.success) return 'text'
    made.push(parsed.data)
  }
  return made
}

/** Two values that say the same of the same clause; ids and numbers are ours. */
const key = (value: Target | Task | ReportDuty): string =>
  fold(JSON.stringify({ ...value, id: null, no: null, printed: null, rule: null, note: null }))

const taskPrefix = /^(?:nhiệm vụ|công việc|việc)\s*(?::|-|–|\s)\s*/iu
const targetPrefix = /^(?:chỉ tiêu|mốc|tỷ lệ|định kỳ)\s*:\s*/iu

const valuesOf = (
  typed: string,
  { review, known }: { review: Review; known: Known },
):
  | readonly (readonly ['target', Target] | readonly ['task', Task] | readonly ['report', ReportDuty])[]
  | AddProblem => {
  const split = typed.split(/\s*[;|]\s*/u).map(part => part.trim())
  while (split.at(-1) === '') split.pop()
  const [first = '', ...rest] = split
  const clause = clauseIn(rest.at(-1) ?? '')
  if (clause === undefined) return split.length < 4 ? 'parts' : 'clause'
  if (rest.length < 2) return 'parts'
  const of = <Kind extends Valued['kind']>(kind: Kind) =>
    review.items.filter((item): item is Extract<Valued, { kind: Kind }> => item.kind === kind)
  const isReport = /^báo cáo(?!\s+viên)(?:\s|$)/iu.test(first)
  const isTask = taskPrefix.test(first)
  const title = line(first.replace(isTask ? taskPrefix : targetPrefix, '') || first)
  const what = {
    title,
    clause,
    parts: rest.slice(0, -1).map(part => partOf(part, known, isReport)),
    known,
  }
  if (isReport) {
    const made = reportsOf(
      what,
      of('report').map(({ value }) => value),
    )
    return typeof made === 'string' ? made : made.map(value => ['report', value] as const)
  }
  if (isTask) {
    const made = taskOf(
      what,
      of('task').map(({ value }) => value),
    )
    return typeof made === 'string' ? made : [['task', made]]
  }
  const made = targetOf(what, new Set(of('target').map(({ value }) => value.id)))
  return typeof made === 'string' ? made : [['target', made]]
}

/** The review with what was understood at its end, undecided and shown next: its card asks "Đúng / Sửa / Bỏ". */
export const addLine = (review: Review, typed: string, units: readonly Unit[]): Added => {
  const added = review.items.filter(({ id }) => isAdded(id)).length
  if (added >= mostAdded) return { ok: false, problem: 'many' }
  try {
    const quote = line(typed)
    const values = valuesOf(quote, { review, known: { year: yearOf(review), units } })
    if (typeof values === 'string') return { ok: false, problem: values }
    const kept = new Set(
      review.items.flatMap(item =>
        (item.kind === 'target' || item.kind === 'task' || item.kind === 'report') &&
        review.decisions[item.id]?.kind !== 'drop'
          ? [key(item.value)]
          : [],
      ),
    )
    const fresh = values.filter(([, value]) => !kept.has(key(value)))
    if (fresh.length === 0) return { ok: false, problem: 'twice' }
    const items = fresh.map(([kind, value], index): Valued => {
      // Places of items are in buttons already sent: new ones go to the end.
      const base = { clause: value.clause, line: null, quote, confidence: 1, edited: true }
      const id = `${kind}:them-${added + index}`
      switch (kind) {
        case 'target':
          return { ...base, id, kind, value }
        case 'task':
          return { ...base, id, kind, value }
        case 'report':
          return { ...base, id, kind, value }
        default:
          return kind satisfies never
      }
    })
    return {
      ok: true,
      items,
      review: { ...review, items: [...review.items, ...items], at: items[0]?.id ?? review.at },
    }
  } catch (error) {
    if (error instanceof Refused) return { ok: false, problem: error.problem }
    if (error instanceof WrongPeriod) return { ok: false, problem: 'every' }
    throw error
  }
}
