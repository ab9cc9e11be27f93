/** From what the reader found to the plan's own types: targets in their six shapes, tasks and reports, for a person to confirm. */
import { type ReportDuty, reportSchema, type Target, type Task, targetSchema, taskSchema } from './plan.ts'
import { fold } from './read/fold.ts'
import type { ReadPlan } from './read/read-plan.ts'
import type { ReadReport, ReadTarget, Source } from './read/values.ts'
import { formNames } from './read/vocabulary.ts'

/** A value to confirm, with where it stands in the document and how surely it was read. */
export interface Proposed<T> {
  readonly value: T
  readonly source: Source
}

const slug = (text: string): string =>
  fold(text)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40)
    .replace(/-$/, '')

/** Ids that stay apart: a second one of the same name gets a number. */
function uniqueIds(): (wanted: string) => string {
  const taken = new Map<string, number>()
  return wanted => {
    const base = wanted === '' ? 'chi-tieu' : wanted
    const times = (taken.get(base) ?? 0) + 1
    taken.set(base, times)
    return times === 1 ? base : `${base}-${times}`
  }
}

/** A title: one line, without the punctuation that parted it from the next. */
const shorten = (text: string): string => {
  const title = text.replace(/[\s.;,:]+$/u, '')
  return title.length > 160 ? `${title.slice(0, 159)}…` : title
}

/** "Trên hệ thống truyền thanh: tối thiểu 24 lượt …" is about what stands before its colon. */
const titleOf = (task: string, printed: string): string => {
  const [head = '', ...rest] = task.split(': ')
  const words = head.split(' ').length
  return rest.join(': ').includes(printed) && !head.includes(printed) && words >= 2 && words <= 12
    ? head
    : shorten(task)
}

function push<T>(list: Proposed<T>[], value: T | undefined, { line, confidence }: Source): void {
  if (value !== undefined) list.push({ value, source: { line, confidence } })
}

/** Counts owed each quarter, week or day, or by each unit, have no shape of their own: the officer decides what the year asks. */
const noteOf = ({ period, per }: ReadTarget): string | null => {
  const times = { quarter: 'quý', week: 'tuần', day: 'ngày', month: null, year: null } as const
  const each = times[period] ?? (per === 'unit' ? 'đơn vị' : per === 'area' ? 'địa bàn' : null)
  return each === null ? null : `Kế hoạch ghi số này cho mỗi ${each}.`
}

/** A target of a table stands in its row, called as the row is. */
const clauseOf = ({ section, taskNo }: ReadTarget, { tasks }: ReadPlan): string =>
  taskNo === null
    ? section
    : (tasks.find(task => task.no === taskNo && task.section.startsWith(`${section}.`))?.section ??
      `${section}.${taskNo}`)

/** All targets: counts and shares, milestones, recurring duties, counts without a number. */
export function proposeTargets(read: ReadPlan): Proposed<Target>[] {
  const id = uniqueIds()
  const found: Proposed<Target>[] = []
  for (const target of read.targets) {
    const clause = clauseOf(target, read)
    const base = {
      id: id(slug(`${target.form}-${target.quantity}`)),
      clause,
      title: titleOf(target.task, target.verbatimNumber),
      forms: target.form === 'other' ? [] : [formNames[target.form]],
      printed: target.verbatimNumber,
    }
    const whole = Number.isInteger(target.quantity) && target.quantity > 0
    const shaped =
      target.shape === 'coverage'
        ? { ...base, shape: 'coverage', percent: target.quantity, of: target.of ?? shorten(target.task) }
        : !whole
          ? null
          : target.period === 'month'
            ? {
                ...base,
                shape: 'monthly-per-unit',
                quantity: target.quantity,
                unit: target.unit,
                atLeast: target.atLeast,
                per: target.per,
              }
            : {
                ...base,
                shape: 'yearly-count',
                quantity: target.quantity,
                unit: target.unit,
                atLeast: target.atLeast,
                minutes: target.durationMinutes,
                note: noteOf(target),
              }
    push(found, targetSchema.safeParse(shaped).data, target)
  }
  for (const milestone of read.milestones)
    push(
      found,
      targetSchema.safeParse({
        id: id(slug(`moc-${milestone.section}`)),
        clause: milestone.section,
        title: shorten(milestone.text),
        shape: 'milestone',
        deadline: milestone.deadline,
        deadlineText: milestone.deadlineText,
        latest: milestone.latest,
      }).data,
      milestone,
    )
  const counted = new Set(read.targets.map(target => target.line))
  // A row whose count is asked each month is that target already.
  for (const frequency of read.frequencies)
    if (!counted.has(frequency.line))
      push(
        found,
        targetSchema.safeParse({
          id: id(slug(`dinh-ky-${frequency.section}`)),
          clause: frequency.section,
          title: shorten(frequency.text),
          shape: 'recurring',
          every: frequency.every,
        }).data,
        frequency,
      )
  for (const count of read.countOnly)
    push(
      found,
      targetSchema.safeParse({
        id: id(slug(`dem-${count.section}`)),
        clause: count.section,
        title: shorten(count.text),
        forms: count.form === 'other' ? [] : [formNames[count.form]],
        shape: 'count-only',
        unit: count.unit,
      }).data,
      count,
    )
  return found
}

/**
 * Tasks that have a number and a text; those of a bad scan have none and wait for a person. Two tables may both have a row 1:
 * the later one goes on from the highest number, since the plan knows its tasks by them.
 */
export function proposeTasks(read: ReadPlan): Proposed<Task>[] {
  const found: Proposed<Task>[] = []
  const taken = new Set<number>()
  let highest = Math.max(0, ...read.tasks.map(({ no }) => no ?? 0))
  const ownNumber = (no: number | null): number | null => {
    if (no === null) return null
    if (!taken.has(no)) {
      taken.add(no)
      return no
    }
    highest += 1
    return highest
  }
  for (const task of read.tasks)
    push(
      found,
      taskSchema.safeParse({
        no: ownNumber(task.no),
        clause: task.section,
        text: task.text,
        window: task.window,
        deadlineText: task.deadlineText,
        deadlineKind: task.deadlineKind,
        deadline: task.deadline,
        deadlineMonth: task.deadlineMonth,
        deadlines: task.deadlines,
        lead: task.lead,
        partners: task.partners,
        result: task.result,
        proof: task.proof,
      }).data,
      task,
    )
  return found
}

const periodOf = ({ period }: ReadReport): ReportDuty['period'] => (period === 'adhoc' ? null : period)

/** The report schedule. A report whose clause joins two places keeps the first. */
export function proposeReports(read: ReadPlan): Proposed<ReportDuty>[] {
  const id = uniqueIds()
  const found: Proposed<ReportDuty>[] = []
  for (const report of read.reports) {
    const [clause = report.section] = report.section.split(' và ')
    push(
      found,
      reportSchema.safeParse({
        id: id(slug(`${clause}-${report.period ?? 'dinh-ky'}`)),
        period: periodOf(report),
        clause,
        deadline: report.deadline,
        deadlineKind: report.deadlineKind,
        rule: report.rule,
        binds: report.binds ?? 'Chưa rõ đơn vị',
        to: report.to,
        derived: report.derived,
        optional: report.optional,
      }).data,
      report,
    )
  }
  return found
}
