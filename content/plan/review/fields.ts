/** What of an item may be typed anew ("Sửa"), each a line of its own, checked before it is taken. Pure. */
import { fold } from '../../language/unicode.ts'
import type { Unit } from '../../model/ward.ts'
import { reportSchema, type Target, type Task, targetSchema, taskSchema } from '../plan.ts'
import { unitCalled } from '../progress/owners.ts'
import { latestDay } from '../read/tasks.ts'
import type { ReviewItem } from './items.ts'
import { type Review, yearOf } from './review.ts'
import {
  deadlineOf,
  everyWords,
  type FieldProblem,
  formsIn,
  isNothing,
  type Known,
  line,
  metadataValue,
  orNull,
  periodWords,
  quantityOf,
  Refused,
  unitName,
} from './typed.ts'

export { fieldProblems } from './typed.ts'

export const fields = [
  'value',
  'title',
  'quantity',
  'period',
  'per',
  'deadline',
  'percent',
  'forms',
  'lead',
  'text',
  'window',
  'partners',
  'result',
  'binds',
  'to',
  'name',
] as const
export type Field = (typeof fields)[number]

export type Edited =
  | { readonly ok: true; readonly review: Review }
  | { readonly ok: false; readonly problem: FieldProblem }

/** The fields of an item, the likeliest first; empty where there is nothing to type. */
export const fieldsOf = (item: ReviewItem): readonly Field[] => {
  switch (item.kind) {
    case 'metadata':
      return item.field === 'ward' ? [] : ['value']
    case 'target':
      return targetFields(item.value)
    case 'task':
      return ['deadline', 'lead', 'partners', 'text', 'window', 'result']
    case 'report':
      return ['deadline', 'period', 'binds', 'to']
    case 'unit':
      return ['name']
    case 'question':
    case 'rest':
      return []
    default:
      return item satisfies never
  }
}

const targetFields = (target: Target): readonly Field[] => {
  switch (target.shape) {
    case 'yearly-count':
      return ['quantity', 'period', 'forms', 'title', 'lead']
    case 'monthly-per-unit':
      return ['quantity', 'period', 'per', 'forms', 'title', 'lead']
    case 'milestone':
      return ['deadline', 'title', 'forms', 'lead']
    case 'coverage':
      return ['percent', 'title', 'lead']
    case 'recurring':
      return ['period', 'title', 'lead']
    case 'count-only':
      return ['quantity', 'forms', 'title', 'lead']
    default:
      return target satisfies never
  }
}

/** The review with the item changed as typed and shown again, undecided; or why the line can't be taken. */
export const editItem = (
  review: Review,
  id: string,
  field: Field,
  typed: string,
  units: readonly Unit[],
): Edited => {
  const item = review.items.find(candidate => candidate.id === id)
  if (item === undefined || !fieldsOf(item).includes(field)) return { ok: false, problem: 'text' }
  try {
    const changed = { ...changedItem(item, field, typed, { year: yearOf(review), units }), edited: true }
    const { [id]: _, ...decisions } = review.decisions
    if (changed.kind === 'unit' && item.kind === 'unit') {
      const known = unitCalled(units, changed.name)
      // A name of the ward's answers the question; another one is a new unit, still to be confirmed.
      if (known !== undefined)
        return {
          ok: true,
          review: { ...review, at: id, decisions: { ...decisions, [id]: { kind: 'unit', as: known.name } } },
        }
    }
    return {
      ok: true,
      review: {
        ...review,
        items: review.items.map(old => (old.id === id ? changed : old)),
        decisions,
        at: id,
      },
    }
  } catch (error) {
    if (error instanceof Refused) return { ok: false, problem: error.problem }
    throw error
  }
}

const changedItem = (item: ReviewItem, field: Field, typed: string, known: Known): ReviewItem => {
  switch (item.kind) {
    case 'metadata':
      return { ...item, value: metadataValue(item.field, typed, known) }
    case 'target':
      return { ...item, value: changedTarget(item.value, field, typed, known) }
    case 'task':
      return { ...item, value: changedTask(item.value, field, typed, known) }
    case 'report':
      return { ...item, value: reportSchema.parse({ ...item.value, ...reportChange(field, typed, known) }) }
    case 'unit':
      return { ...item, name: line(typed) }
    case 'question':
    case 'rest':
      return item
    default:
      return item satisfies never
  }
}

const changedTarget = (target: Target, field: Field, typed: string, known: Known): Target => {
  const parse = (value: unknown, problem: FieldProblem): Target => {
    const result = targetSchema.safeParse(value)
    if (!result.success) throw new Refused(problem)
    return result.data
  }
  switch (field) {
    case 'title':
      return parse({ ...target, title: line(typed) }, 'text')
    case 'lead':
      return parse({ ...target, lead: unitName(typed, known) }, 'text')
    case 'forms':
      return parse({ ...target, forms: isNothing(typed) ? [] : formsIn(typed) }, 'forms')
    case 'quantity': {
      const { quantity, unit, atLeast, printed } = quantityOf(typed)
      if (target.shape === 'count-only')
        return quantity === null
          ? parse({ ...target, unit: unit ?? target.unit }, 'quantity')
          : parse(
              {
                ...common(target),
                shape: 'yearly-count',
                quantity,
                unit: unit ?? target.unit,
                atLeast,
                printed,
              },
              'quantity',
            )
      if (quantity === null) throw new Refused('quantity')
      // The hint that the print means a quarter is dealt with.
      return parse(
        { ...target, quantity, atLeast, printed, note: null, ...(unit === null ? {} : { unit }) },
        'quantity',
      )
    }
    case 'period': {
      const every = everyWords.find(([pattern]) => pattern.test(fold(typed)))?.[1]
      if (every === undefined) throw new Refused('period')
      if (target.shape === 'recurring') {
        if (every === 'year') throw new Refused('period')
        return parse({ ...target, every }, 'period')
      }
      if (target.shape !== 'yearly-count' && target.shape !== 'monthly-per-unit') throw new Refused('period')
      const { quantity, unit, atLeast } = target
      if (every === 'month')
        return parse({ ...common(target), shape: 'monthly-per-unit', quantity, unit, atLeast }, 'period')
      if (every === 'year')
        return parse({ ...common(target), shape: 'yearly-count', quantity, unit, atLeast }, 'period')
      throw new Refused('period')
    }
    case 'per': {
      const folded = fold(typed)
      const per =
        /don vi|phong/.test(folded) && !/ca phuong|toan phuong|ca xa|toan xa/.test(folded)
          ? 'unit'
          : /to dan pho|khu pho|thon|ban|dia ban/.test(folded)
            ? 'area'
            : /phuong|xa|chung/.test(folded)
              ? 'ward'
              : undefined
      if (per === undefined) throw new Refused('per')
      return parse({ ...target, per }, 'per')
    }
    case 'percent': {
      const percent = Number(/^(\d{1,3}(?:[.,]\d+)?)\s*%?$/.exec(typed.trim())?.[1]?.replace(',', '.'))
      if (!(percent > 0 && percent <= 100)) throw new Refused('percent')
      return parse({ ...target, percent, printed: typed.trim() }, 'percent')
    }
    case 'deadline': {
      const { text, date, latest } = deadlineOf(typed, known)
      return parse({ ...target, deadline: date, deadlineText: text, latest }, 'date')
    }
    default:
      return target
  }
}

const common = ({ id, clause, title, forms, printed, note, lead }: Target) => ({
  id,
  clause,
  title,
  forms,
  printed,
  note,
  lead,
})

const changedTask = (task: Task, field: Field, typed: string, known: Known): Task => {
  const set = (change: Partial<Task>): Task => {
    const result = taskSchema.safeParse({ ...task, ...change })
    if (!result.success) throw new Refused('text')
    return result.data
  }
  switch (field) {
    case 'text':
      return set({ text: line(typed) })
    case 'window':
      return set({ window: orNull(typed) })
    case 'lead':
      return set({ lead: unitName(typed, known) })
    case 'partners':
      return set({
        partners: isNothing(typed)
          ? []
          : line(typed)
              .split(/\s*[;,]\s*/u)
              .flatMap(name => unitName(name, known) ?? []),
      })
    case 'result':
      return set({ result: orNull(typed), proof: isNothing(typed) ? [] : line(typed).split(/\s*[;,]\s*/u) })
    case 'deadline': {
      if (isNothing(typed))
        return set({
          deadline: null,
          deadlineText: null,
          deadlineKind: null,
          deadlineMonth: null,
          deadlines: [],
        })
      const { text, kind, date, month } = deadlineOf(typed, known)
      return set({
        deadlineText: text,
        deadlineKind: kind,
        deadline: date,
        deadlineMonth: month,
        deadlines: [],
      })
    }
    default:
      return task
  }
}

const reportChange = (field: Field, typed: string, known: Known): Readonly<Record<string, unknown>> => {
  switch (field) {
    case 'binds':
      return { binds: unitName(line(typed), known) ?? line(typed) }
    case 'to':
      return { to: orNull(typed) }
    case 'period': {
      const found = periodWords.find(([pattern]) => pattern.test(fold(typed).trim()))
      if (found === undefined) throw new Refused('period')
      return { period: found[1] }
    }
    case 'deadline': {
      if (isNothing(typed)) return { deadline: null, deadlineKind: null, derived: false }
      const { kind, date, month } = deadlineOf(typed, known)
      if (date === null && month === null) throw new Refused('date')
      return month === null
        ? { deadline: date, deadlineKind: kind === 'before' ? 'before' : 'by', derived: false }
        : { deadline: latestDay(month, kind === 'before-month'), deadlineKind: 'month', derived: false }
    }
    default:
      return {}
  }
}
