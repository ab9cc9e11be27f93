/** A task's deadline and state in the words of a report. Pure. */
import type { Plan, Task } from '../plan/plan.ts'
import type { TaskProgress } from '../plan/progress/tasks.ts'
import { formalDay } from './periods.ts'
import { blank } from './targets.ts'

/** As the plan prints it; where it prints none, its window. */
export const dueText = (task: Pick<Task, 'deadlineText' | 'window'>): string =>
  task.deadlineText ?? task.window ?? blank

/** Reporting is a row of some appendices: a report is what does it, and does not accuse itself of being late. */
export const isReportTask = ({ reports }: Pick<Plan, 'reports'>, { clause }: Pick<Task, 'clause'>): boolean =>
  reports.some(duty => duty.clause === clause)

/** @param own the deadline of this very report, which it meets itself; null where it is none of the plan's */
export const taskStateText = (
  { task, state, doneOn, rounds, evidence }: TaskProgress,
  plan: Pick<Plan, 'reports'>,
  own: { readonly no: number; readonly part: string } | null = null,
): string => {
  const proof = evidence > 0 ? `; ${evidence} minh chứng` : ''
  const itself = (deadline: string): boolean => own?.no === task.no && own.part === deadline
  const met = rounds.filter(({ mark, deadline }) => mark !== null || itself(deadline)).length
  const counted = rounds.some(({ mark, deadline }) => mark === null && itself(deadline))
  const part =
    rounds.length > 1 ? ` (${met}/${rounds.length} lần${counted ? ', tính cả báo cáo này' : ''})` : ''
  if (isReportTask(plan, task) && state !== 'done') return `Thực hiện theo từng kỳ${part}${proof}`
  switch (state) {
    case 'done':
      return `${doneOn === null ? 'Hoàn thành' : `Hoàn thành ngày ${formalDay(doneOn)}`}${proof}`
    case 'open':
      return `Đang thực hiện${part}${proof}`
    case 'late':
      return `Quá hạn, chưa hoàn thành${part}${proof}`
    case 'not-begun':
      return 'Chưa đến thời gian thực hiện'
    default:
      return state satisfies never
  }
}
