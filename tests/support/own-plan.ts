/** A made-up plan with one target of each shape, for tests that bring their own numbers. */
import { type Plan, planSchema } from '../../content/plan/plan.ts'
import type { CountedStanding, DayTally, Facts, Mark, Tally } from '../../content/plan/progress/facts.ts'

export const units = ['Phòng Một', 'Phòng Hai', 'Trung tâm Ba']

const base = { clause: 'III.1', forms: [] }
export const ownPlan = (more: Partial<Record<'tasks' | 'ambiguities' | 'targets', unknown>> = {}): Plan =>
  planSchema.parse({
    ward: 'mau',
    year: 2026,
    title: 'Kế hoạch mẫu',
    number: '1/KH-UBND',
    issued: '2026-01-20',
    signer: null,
    basis: [],
    content: [],
    forms: [],
    targets: [
      {
        ...base,
        id: 'loa',
        shape: 'yearly-count',
        title: 'Tin trên loa',
        forms: ['loudspeaker'],
        quantity: 120,
        unit: 'tin',
        lead: 'Phòng Một',
      },
      {
        ...base,
        id: 'thang',
        shape: 'monthly-per-unit',
        title: 'Bài mỗi tháng',
        forms: ['website_post'],
        quantity: 2,
        unit: 'bài',
        from: '2026-03-01',
      },
      {
        ...base,
        id: 'toa-dam',
        clause: 'PL.2',
        shape: 'milestone',
        title: 'Tọa đàm',
        forms: ['seminar'],
        deadline: null,
        deadlineText: 'Trước tháng 11/2026',
        earliest: '2026-10-01',
        latest: '2026-10-31',
      },
      { ...base, id: 'niem-yet', shape: 'coverage', title: 'Niêm yết đủ', of: 'thủ tục' },
      { ...base, id: 'tuan', shape: 'recurring', title: 'Công khai hằng tuần', every: 'week' },
      {
        ...base,
        id: 'huong-dan',
        shape: 'count-only',
        title: 'Lượt hướng dẫn',
        forms: ['direct_guidance'],
        unit: 'lượt',
      },
    ],
    tasks: [],
    duties: [],
    reports: [],
    reportRequirements: [],
    ambiguities: [],
    ...more,
  })

export const tally = (target: string | null, quantity: number, more: Partial<Tally> = {}): Tally => ({
  month: '2026-05',
  target,
  form: 'loudspeaker',
  unit: 'tin',
  doer: 'Phòng Một',
  standing: 'approved',
  entries: 1,
  quantity,
  ...more,
})

export const onDay = (
  target: string,
  date: string,
  standing: CountedStanding = 'approved',
  doer: string | null = 'Phòng Một',
): DayTally => ({ target, date, doer, standing })

export const mark = (subject: string, part: string, more: Partial<Mark> = {}): Mark => ({
  id: 1,
  subject,
  part,
  doneOn: null,
  value: null,
  note: null,
  evidence: 0,
  ...more,
})

export const facts = (more: Partial<Facts> = {}): Facts => ({
  totals: [],
  days: [],
  areas: [],
  marks: [],
  ...more,
})
