/** The readings of unclear places in a ward's plan: each effect must leave a sound plan. */
import { effectProblems } from '../plan/readings.ts'
import type { Rule } from './rules.ts'

export const soundReadings: Rule = ({ library }) =>
  library.plans.flatMap(plan =>
    effectProblems(plan).map(({ id, message }) => ({
      file: `content/wards/${library.ward.slug}/plan.yaml`,
      line: 0,
      entry: id,
      message,
      hint: 'Sửa phần effects của điểm chưa rõ này cho khớp readings, targets và tasks',
      severity: 'error' as const,
    })),
  )
