/** Finds what a plan says of a thing, a unit or a stretch of months. Pure; the plan's own words decide. */
import type { Ward } from '../../model/ward.ts'
import type { Form, Plan, ReportDuty, Target, Task } from '../plan.ts'
import { boundUnits, leadOf, meansAllUnits, unitCalled } from '../progress/owners.ts'
import { windowMonth } from '../progress/tasks.ts'
import type { Months } from './details.ts'
import { wordsOf } from './words.ts'

export type Duty = Plan['duties'][number]
export type NamedForm = Plan['forms'][number]
export type Bullet = Plan['content'][number]

export interface Found {
  readonly targets: readonly Target[]
  readonly tasks: readonly Task[]
  readonly forms: readonly NamedForm[]
  readonly duties: readonly Duty[]
  readonly content: readonly Bullet[]
}

/** How many of the words a text holds, 0..1. */
const share = (text: string, words: readonly string[]): number => {
  if (words.length === 0) return 0
  const own = new Set(wordsOf(text))
  return words.filter(word => own.has(word)).length / words.length
}

const textOfTarget = ({ title, printed, note }: Target): string => `${title} ${printed ?? ''} ${note ?? ''}`
const textOfTask = ({ text, result }: Task): string => `${text} ${result ?? ''}`

/** Items that hold the most of the words, when that is enough of them. */
const holding = <T>(items: readonly T[], text: (item: T) => string, words: readonly string[]): T[] => {
  const scored = items.map(item => ({ item, score: share(text(item), words) }))
  const best = Math.max(0, ...scored.map(({ score }) => score))
  return best < enough ? [] : scored.filter(({ score }) => score === best).map(({ item }) => item)
}
const enough = 0.67

/** @param words the asker's own, folded: among several things of a form they pick the one meant */
export function findThing(plan: Plan, forms: readonly Form[], words: readonly string[]): Found {
  const ofForm = (form: Form): boolean => forms.includes(form)
  if (forms.length === 0)
    return {
      targets: holding(plan.targets, textOfTarget, words),
      tasks: holding(plan.tasks, textOfTask, words),
      forms: holding(plan.forms, ({ text }) => text, words),
      duties: holding(plan.duties, ({ text }) => text, words),
      content: holding(plan.content, ({ text }) => text, words),
    }
  // Of several forms in one question each has words of its own; then the forms decide alone, unless one thing bears all the
  // words ("hội nghị đối thoại").
  const together = [...plan.targets.map(textOfTarget), ...plan.tasks.map(textOfTask)].some(
    text => words.length > 0 && share(text, words) === 1,
  )
  const asked = forms.length === 1 || together ? words : []
  const exact = <T>(items: readonly T[], text: (item: T) => string): T[] =>
    asked.length === 0 ? [] : items.filter(item => share(text(item), asked) === 1)
  const either = <T>(items: readonly T[], text: (item: T) => string, form: (item: T) => boolean): T[] => {
    const named = exact(items, text)
    const known = items.filter(form)
    // What only mentions the thing ("phát lại trên loa") does not stand for what is done by it.
    if (named.length > 0 && !named.some(form)) return [...known, ...named]
    return named.length > 0 ? named : known
  }
  return {
    targets: either(plan.targets, textOfTarget, target => target.forms.some(ofForm)),
    tasks: leadingWith(exact(plan.tasks, textOfTask), asked),
    forms: either(
      plan.forms,
      ({ text }) => text,
      ({ form }) => ofForm(form),
    ),
    duties: exact(plan.duties, ({ text }) => text),
    content: [],
  }
}

/** Tasks about the thing before those that name it at the end of a list. */
const leadingWith = (tasks: readonly Task[], asked: readonly string[]): readonly Task[] => {
  const leading = tasks.filter(({ text }) => {
    const own = wordsOf(text)
    return asked.every(word => own.slice(0, Math.ceil(own.length / 2)).includes(word))
  })
  return leading.length > 0 ? leading : tasks
}

/** The task that stands behind a target: the one of its clause. */
export const taskOf = (plan: Plan, { clause }: Target): Task | undefined =>
  plan.tasks.find(task => task.clause === clause)

export interface UnitWork {
  readonly duties: readonly Duty[]
  readonly leads: readonly Task[]
  readonly partners: readonly Task[]
  readonly targets: readonly Target[]
  readonly reports: readonly ReportDuty[]
  /** Where a body that has no work of its own is mentioned. */
  readonly mentions: readonly { readonly clause: string; readonly text: string }[]
}

/**
 * What a unit has to do. "Các phòng, đơn vị" means every unit of the committee.
 * @param names of a body beyond the ward's profile, folded; empty for a unit of the profile
 */
export function findUnit(plan: Plan, ward: Ward, unit: string, names: readonly string[]): UnitWork {
  const bound = names.length === 0 && boundUnits(ward.units).includes(unit)
  const called = (text: string): boolean => {
    const own = ` ${wordsOf(text).join(' ')} `
    return names.some(name => own.includes(` ${name} `))
  }
  const means = (name: string | null): boolean =>
    name !== null &&
    (names.length > 0
      ? called(name)
      : unitCalled(ward.units, name)?.name === unit || (bound && meansAllUnits(name)))
  const duties = plan.duties.filter(duty => means(duty.unit))
  const leads = plan.tasks.filter(({ lead }) => means(lead))
  const partners = plan.tasks.filter(task => !leads.includes(task) && task.partners.some(means))
  const targets = plan.targets.filter(target => {
    const owing = 'units' in target ? target.units : []
    return owing.includes(unit) || means(leadOf(plan, target))
  })
  const reports = plan.reports.filter(({ binds }) => means(binds))
  const mentions =
    names.length === 0
      ? []
      : [...plan.tasks, ...plan.duties, ...plan.forms]
          .filter(({ text }) => called(text))
          .map(({ clause, text }) => ({ clause, text }))
  return { duties, leads, partners, targets, reports, mentions }
}

const within = (month: string | null | undefined, { from, to }: Months): boolean =>
  month !== null && month !== undefined && month.slice(0, 7) >= from && month.slice(0, 7) <= to

/** "Quý IV" is three months, "Tháng 10" one, "Quý II, quý IV" twice three. */
const windowsOf = (window: string | null, year: number): Months[] =>
  (window ?? '').split(/\s*[,;]\s*|\s+và\s+/u).flatMap(part => windowOf(part, year) ?? [])

const windowOf = (window: string | null, year: number): Months | null => {
  const from = windowMonth(window, year)
  if (from === null) return null
  const last = Number(from.slice(5)) + (/^quý/iu.test(window ?? '') ? 2 : 0)
  return { from, to: `${year}-${String(last).padStart(2, '0')}` }
}
const overlap = (a: Months | null, b: Months): boolean => a !== null && a.from <= b.to && b.from <= a.to

export interface MonthWork {
  /** Due then, or with a window that falls there. */
  readonly tasks: readonly Task[]
  readonly milestones: readonly Target[]
  readonly reports: readonly ReportDuty[]
  /** Owed every month, week or quarter. */
  readonly always: readonly Target[]
  /** Tasks without a day of their own. */
  readonly yearLong: readonly Task[]
}

export function findMonths(plan: Plan, months: Months): MonthWork {
  const dated = plan.tasks.filter(
    ({ deadline, deadlines, deadlineMonth, deadlineKind, window }) =>
      within(deadline, months) ||
      deadlines.some(day => within(day, months)) ||
      // "Trước tháng 11" has its work in the months before; its window says which.
      (deadlineKind !== 'before-month' && within(deadlineMonth, months)) ||
      windowsOf(window, plan.year).some(own => overlap(own, months)),
  )
  const milestones = plan.targets.filter(
    target =>
      target.shape === 'milestone' &&
      (within(target.deadline, months) ||
        within(target.latest, months) ||
        (target.earliest !== null &&
          target.latest !== null &&
          overlap({ from: target.earliest.slice(0, 7), to: target.latest.slice(0, 7) }, months))),
  )
  return {
    tasks: dated,
    milestones: milestones.filter(({ clause }) => !dated.some(task => task.clause === clause)),
    reports: plan.reports.filter(({ deadline }) => within(deadline, months)),
    always: plan.targets.filter(
      target =>
        (target.shape === 'monthly-per-unit' || target.shape === 'recurring') &&
        (target.from === null || target.from.slice(0, 7) <= months.to),
    ),
    yearLong: plan.tasks.filter(
      task =>
        !dated.includes(task) && windowsOf(task.window, plan.year).length === 0 && task.deadline === null,
    ),
  }
}

/** Everything that stands under a clause, or under one of its parts. */
export function findClause(plan: Plan, clause: string): { readonly clause: string; readonly text: string }[] {
  const under = (own: string): boolean => own === clause || own.startsWith(`${clause}.`)
  return [
    ...plan.content,
    ...plan.forms,
    ...plan.targets.map(({ clause: own, title, printed }) => ({
      clause: own,
      text: printed === null ? title : `${title}: ${printed}`,
    })),
    ...plan.tasks,
    ...plan.duties.map(({ clause: own, unit, text }) => ({ clause: own, text: `${unit}: ${text}` })),
    ...plan.reports.map(({ clause: own, rule, binds }) => ({ clause: own, text: `${binds}: ${rule}` })),
    ...plan.reportRequirements,
  ]
    .filter(item => under(item.clause))
    .filter((item, index, all) => all.findIndex(({ text }) => text === item.text) === index)
    .map(({ clause: own, text }) => ({ clause: own, text }))
}
