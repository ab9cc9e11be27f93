/** Scores a read plan against a hand-made truth by the rule of the plans' README: metadata, sections, targets, tasks, reports. */
import { z } from 'zod'
import { distance, fold, letters } from './read/fold.ts'
import type { ReadPlan } from './read/read-plan.ts'

const nullable = <T extends z.ZodType>(schema: T) => schema.nullable().default(null)
const flag = z.boolean().default(false)
const recovery = z.enum(['full', 'partial', 'lost']).default('full')

/** The truth's fields the score looks at; others are left alone. */
export const truthSchema = z.looseObject({
  ward: z.string(),
  province: nullable(z.string()),
  year: nullable(z.number()),
  number: nullable(z.string()),
  issued: nullable(z.string()),
  signer: nullable(z.looseObject({ name: z.string() })),
  basis: z.array(z.string()),
  sections: z.array(
    z.looseObject({
      path: z.string(),
      title: nullable(z.string()),
      firstWords: nullable(z.string()),
      kind: z.string(),
      altKinds: z.array(z.string()).default([]),
    }),
  ),
  topics: z.array(z.looseObject({ section: z.string() })),
  forms: z.array(z.looseObject({ section: z.string() })),
  duties: z.array(z.looseObject({ section: z.string() })),
  targets: z.array(
    z.looseObject({
      quantity: nullable(z.number()),
      unit: nullable(z.string()),
      form: nullable(z.string()),
      altUnits: z.array(z.string()).default([]),
      altForms: z.array(z.string().nullable()).default([]),
      optional: flag,
      ocr: recovery,
    }),
  ),
  tasks: z.array(
    z.looseObject({
      no: z.number(),
      lead: nullable(z.string()),
      leadAliases: z.array(z.string()).default([]),
      deadline: nullable(z.string()),
      deadlineKind: nullable(z.string()),
      deadlineMonth: nullable(z.string()),
      deadlines: z.array(z.string()).default([]),
      optional: flag,
      ocr: recovery,
    }),
  ),
  reports: z.array(
    z.looseObject({
      period: nullable(z.string()),
      deadline: nullable(z.string()),
      binds: nullable(z.string()),
      optional: flag,
      ocr: recovery,
    }),
  ),
})
export type PlanTruth = z.infer<typeof truthSchema>

export interface GroupScore {
  readonly hits: number
  readonly predicted: number
  readonly expected: number
  readonly precision: number
  readonly recall: number
  readonly f1: number
  /** What was missed and what was too much, for people. */
  readonly missed: readonly string[]
  readonly extra: readonly string[]
}

const ratio = (part: number, whole: number): number => (whole === 0 ? 1 : part / whole)

/**
 * Matches each truth entry at most once. A prediction that only matches an optional entry leaves both counts.
 * Truth entries come in the order given, exact ones before alternatives by the caller's `fits` levels.
 */
export function scoreGroup<T, P>(
  expected: readonly T[],
  predicted: readonly P[],
  fits: (truth: T, prediction: P) => 'exact' | 'alternative' | null,
  isOptional: (truth: T) => boolean,
  show: { truth: (truth: T) => string; prediction: (prediction: P) => string },
): GroupScore {
  const free = new Set(predicted.keys())
  const matched = new Set<T>()
  let removed = 0
  let hits = 0
  for (const optional of [false, true])
    for (const level of ['exact', 'alternative'] as const)
      for (const truth of expected) {
        if (matched.has(truth) || isOptional(truth) !== optional) continue
        for (const index of free) {
          const prediction = predicted[index]
          if (prediction === undefined || fits(truth, prediction) !== level) continue
          free.delete(index)
          matched.add(truth)
          if (optional) removed += 1
          else hits += 1
          break
        }
      }
  const required = expected.filter(truth => !isOptional(truth))
  const count = predicted.length - removed
  const precision = ratio(hits, count)
  const recall = ratio(hits, required.length)
  return {
    hits,
    predicted: count,
    expected: required.length,
    precision,
    recall,
    f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
    missed: required.filter(truth => !matched.has(truth)).map(show.truth),
    extra: [...free].flatMap(index => {
      const prediction = predicted[index]
      return prediction === undefined ? [] : [show.prediction(prediction)]
    }),
  }
}

export interface PlanScore {
  /** Fields of the metadata that differ; empty = exact. */
  readonly metadata: readonly string[]
  readonly sections: GroupScore
  readonly targets: GroupScore
  readonly tasks: GroupScore
  readonly reports: GroupScore
  /** Dates and numbers that neither the document nor its truth holds. */
  readonly invented: readonly string[]
  /** Shares reported beside the score. */
  readonly secondary: Readonly<Record<string, number>>
}

function metadataErrors(read: ReadPlan, truth: PlanTruth, scanned: boolean): string[] {
  const same = (left: string | null, right: string | null): boolean => {
    if (left === right) return true
    if (!scanned || left === null || right === null) return false
    return distance(fold(left), fold(right), 9) <= Math.ceil(right.length * 0.3)
  }
  const errors: string[] = []
  const check = (name: string, ok: boolean, got: unknown): void => {
    if (!ok) errors.push(`${name}: ${JSON.stringify(got)}`)
  }
  check('number', read.number === truth.number, read.number)
  check('issued', read.issued === truth.issued, read.issued)
  check('year', read.year === truth.year, read.year)
  check('ward', same(read.ward, truth.ward), read.ward)
  check('province', same(read.province, truth.province), read.province)
  check('signer', same(read.signer?.name ?? null, truth.signer?.name ?? null), read.signer?.name ?? null)
  const [basis, wanted] = [new Set(read.basis), new Set(truth.basis)]
  check('basis', basis.size === wanted.size && [...wanted].every(number => basis.has(number)), read.basis)
  return errors
}

/** Dates and quantities of `read` that its source text can't account for. */
export function findInvented(read: ReadPlan, source: string, truth: PlanTruth | null): string[] {
  // "1.500" and "23 /02 /2026" are the print of 1500 and 23/02/2026.
  const digits = source.normalize('NFC').replace(/(?<=\d)\.(?=\d{3}(?!\d))/g, '')
  const known = new Set(
    truth === null
      ? []
      : [...truth.reports, ...truth.tasks].flatMap(entry => [
          entry.deadline,
          ...('deadlines' in entry ? (Array.isArray(entry.deadlines) ? entry.deadlines : []) : []),
        ]),
  )
  const printed = (iso: string): boolean => {
    const [year, month, day] = iso.split('-').map(Number)
    return new RegExp(
      `(?<!\\d)0?${day}\\s*(?:[/.-]|\\s+th\\S+\\s+)\\s*0?${month}(?:\\s*[/.-]\\s*|\\s+n\\S+\\s+)${year}(?!\\d)`,
      'u',
    ).test(digits)
  }
  // "trước ngày 12 tháng cuối quý" prints the day of a date whose month follows from the quarter.
  const reckoned = (cell: string | null, iso: string): boolean =>
    new RegExp(`ngay 0?${Number(iso.slice(8))} (?:cua )?thang cuoi`).test(fold(cell ?? ''))
  const invented: string[] = []
  for (const task of read.tasks)
    for (const date of [task.deadline, ...task.deadlines])
      if (date != null && !printed(date) && !known.has(date) && !reckoned(task.deadlineText, date))
        invented.push(`task ${task.no}: ${date}`)
  for (const report of read.reports)
    if (report.deadline !== null) {
      const day = Number(report.deadline.slice(8))
      const accounted = report.derived
        ? new RegExp(`ng\\S{1,2}\\s+0?${day}(?!\\d)`, 'iu').test(digits)
        : printed(report.deadline)
      if (!accounted || (truth !== null && !known.has(report.deadline)))
        invented.push(`report ${report.period}: ${report.deadline}`)
    }
  const quantities = truth === null ? null : new Set(truth.targets.map(target => target.quantity))
  for (const target of read.targets)
    if (
      !digits.includes(String(target.quantity)) ||
      (quantities !== null && !quantities.has(target.quantity))
    )
      invented.push(`target ${target.quantity} ${target.unit}`)
  if (read.issued !== null && !printed(read.issued)) invented.push(`issued ${read.issued}`)
  if (read.number !== null && !letters(digits).includes(letters(read.number)))
    invented.push(`number ${read.number}`)
  return invented
}

/** Scores one document. With `scanned`, entries marked lost are left out and letters may differ a little. */
export function scorePlan(read: ReadPlan, truth: PlanTruth, source: string, scanned: boolean): PlanScore {
  const kept = <T extends { ocr: string }>(list: readonly T[]): T[] =>
    scanned ? list.filter(entry => entry.ocr !== 'lost') : [...list]
  const sections = scoreGroup(
    truth.sections,
    read.sections,
    (wanted, got) => {
      if (got.path !== wanted.path) return null
      return got.kind === wanted.kind ? 'exact' : wanted.altKinds.includes(got.kind) ? 'alternative' : null
    },
    () => false,
    { truth: entry => `${entry.path} ${entry.kind}`, prediction: entry => `${entry.path} ${entry.kind}` },
  )
  const targets = scoreGroup(
    kept(truth.targets),
    read.targets,
    (wanted, got) => {
      const unit = [wanted.unit, ...wanted.altUnits].some(
        name => name !== null && letters(name) === letters(got.unit),
      )
      if (got.quantity !== wanted.quantity || !unit) return null
      return got.form === wanted.form ? 'exact' : wanted.altForms.includes(got.form) ? 'alternative' : null
    },
    entry => entry.optional,
    {
      truth: entry => `${entry.quantity} ${entry.unit} ${entry.form}`,
      prediction: entry => `${entry.quantity} ${entry.unit} ${entry.form} @${entry.line}`,
    },
  )
  const tasks = scoreGroup(
    kept(truth.tasks),
    read.tasks,
    (wanted, got) => {
      if (got.no !== wanted.no && !(scanned && wanted.ocr === 'partial')) return null
      const lead = letters(got.lead ?? '')
      if (![wanted.lead, ...wanted.leadAliases].some(name => letters(name ?? '') === lead)) return null
      if (got.deadlineMonth !== null && got.deadlineMonth !== wanted.deadlineMonth) return null
      if (wanted.deadlineKind === 'multiple')
        return got.deadline === null &&
          (got.deadlines.length === 0 || got.deadlines.join() === wanted.deadlines.join())
          ? 'exact'
          : null
      return got.deadline === wanted.deadline ? 'exact' : null
    },
    entry => entry.optional,
    {
      truth: entry => `${entry.no} ${entry.lead} ${entry.deadline ?? entry.deadlineMonth}`,
      prediction: entry =>
        `${entry.no} ${entry.lead} ${entry.deadline ?? entry.deadlineMonth} @${entry.line}`,
    },
  )
  const reports = scoreGroup(
    kept(truth.reports),
    read.reports,
    (wanted, got) => (got.period === wanted.period && got.deadline === wanted.deadline ? 'exact' : null),
    entry => entry.optional,
    {
      truth: entry => `${entry.period} ${entry.deadline}`,
      prediction: entry => `${entry.period} ${entry.deadline} ${entry.section} @${entry.line}`,
    },
  )
  const coverage = (wanted: readonly { section: string }[], got: readonly { section: string }[]): number => {
    const base = (path: string): string => (path.split('.')[0] === 'PL' ? 'PL' : path)
    const have = new Set(
      got.flatMap(entry => [
        entry.section,
        base(entry.section),
        entry.section.split('.').slice(0, -1).join('.'),
      ]),
    )
    return ratio(wanted.filter(entry => have.has(entry.section)).length, wanted.length)
  }
  const titled = truth.sections.filter(wanted => {
    const got = read.sections.find(entry => entry.path === wanted.path)
    if (got === undefined) return false
    const [left, right] = [letters(got.title ?? ''), letters(wanted.title ?? '')]
    return left === right || (scanned && distance(left, right, 60) <= right.length * 0.3)
  })
  const opened = truth.sections.filter(
    wanted => read.sections.find(entry => entry.path === wanted.path)?.firstWords === wanted.firstWords,
  )
  return {
    metadata: metadataErrors(read, truth, scanned),
    sections,
    targets,
    tasks,
    reports,
    invented: findInvented(read, source, truth),
    secondary: {
      titles: ratio(titled.length, truth.sections.length),
      firstWords: ratio(opened.length, truth.sections.length),
      topics: coverage(truth.topics, read.topics),
      forms: coverage(truth.forms, read.forms),
      duties: coverage(truth.duties, read.duties),
    },
  }
}
