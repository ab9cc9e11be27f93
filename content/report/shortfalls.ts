/** What fell behind in a period, whose it is, and the reasons the owing units gave. Pure. */
import { targetSubject, taskSubject } from '../plan/progress/facts.ts'
import { boundUnits, meansAllUnits, unitCalled } from '../plan/progress/owners.ts'
import type { Day } from '../vietnam-time.ts'
import { clauseName } from './periods.ts'
import type { Report } from './report.ts'
import { type TargetRow, verdictWords } from './targets.ts'
import { dueText, isReportTask } from './tasks.ts'

/** What a unit said of something it fell behind with. */
export interface GivenReason {
  /** "target:<id>" or "task:<no>" */
  readonly subject: string
  readonly unit: string
  readonly text: string
  /** Who typed it; null when they have no name. */
  readonly by: string | null
  readonly on: Day
}

export interface Shortfall {
  readonly subject: string
  readonly clause: string
  /** "Tin, bài trên loa truyền thanh (mục III.2)", "Nhiệm vụ tại dòng 6 phụ lục: …". */
  readonly title: string
  /** What is short, in words. */
  readonly text: string
  /** Units of the ward that owe it; empty where the plan names nobody of the ward. */
  readonly units: readonly string[]
  readonly reasons: readonly GivenReason[]
}

export const isShort = ({ verdict }: TargetRow): boolean => verdict === 'behind' || verdict === 'overdue'

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

const shortText = (row: TargetRow): string => {
  const text = row.shortfall === '' ? lower(verdictWords[row.verdict]) : row.shortfall
  const named = row.behind.filter(unit => !text.includes(unit))
  return named.length === 0 ? text : `${text} (trách nhiệm: ${named.join(', ')})`
}

export const shortfallsOf = (
  report: Pick<Report, 'targets' | 'tasks' | 'plan' | 'ward' | 'unit' | 'reasons'>,
): Shortfall[] => {
  const { units } = report.ward
  const own = (names: readonly string[]): string[] => {
    const all = names.flatMap(name =>
      meansAllUnits(name) ? boundUnits(units) : (unitCalled(units, name)?.name ?? []),
    )
    const asked = [...new Set(all)]
    return report.unit === null ? asked : asked.filter(name => name === report.unit)
  }
  const reasonsFor = (subject: string, owing: readonly string[]): GivenReason[] =>
    report.reasons.filter(reason => reason.subject === subject && owing.includes(reason.unit))
  const shortfall = (
    subject: string,
    names: readonly string[],
    rest: Pick<Shortfall, 'clause' | 'title' | 'text'>,
  ): Shortfall => {
    const owing = own(names)
    return { subject, ...rest, units: owing, reasons: reasonsFor(subject, owing) }
  }
  const late = report.tasks.filter(({ state, task }) => state === 'late' && !isReportTask(report.plan, task))
  return [
    ...report.targets.filter(isShort).map(row =>
      shortfall(
        targetSubject(row.id),
        row.behind.length > 0 ? row.behind : row.lead === null ? [] : [row.lead],
        {
          clause: row.clause,
          title: `${row.title} (${clauseName(row.clause)})`,
          text: shortText(row),
        },
      ),
    ),
    ...late.map(({ task }) =>
      shortfall(taskSubject(task.no), task.lead === null ? [] : [task.lead], {
        clause: task.clause,
        title: `Nhiệm vụ tại ${clauseName(task.clause)}: ${task.text}`,
        text: `quá hạn (${lower(dueText(task))}), chủ trì: ${task.lead ?? '……'}`,
      }),
    ),
  ]
}

/** Units that owe a reason they have not given. */
export const withoutReason = ({ units, reasons }: Shortfall): string[] =>
  units.filter(unit => !reasons.some(reason => reason.unit === unit))
