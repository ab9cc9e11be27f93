/** The Plan type: what a ward's yearly plan obliges (`content/wards/<slug>/plan.yaml`). */
import { z } from 'zod'
import { topicId } from '../model/topic.ts'

const text = z.string().trim().min(1)
const day = z.iso.date()

/** Ways of propagating; the same ids the activity log uses. */
export const forms = [
  'loudspeaker',
  'news_article',
  'website_post',
  'banner',
  'pano',
  'poster',
  'leaflet',
  'mobile_van',
  'social_post',
  'conference',
  'seminar',
  'training',
  'contest',
  'survey',
  'video',
  'direct_guidance',
  'notice_board',
  'performance',
  'led_screen',
  'door_to_door',
  'other',
] as const
export type Form = (typeof forms)[number]

export const periods = ['Q1', 'Q2', 'Q3', 'Q4', 'H1', '9M', 'year'] as const
export type Period = (typeof periods)[number]

/** A section of the plan, as printed: "III.2", "VI.2.đ", "PL.10" (row of the appendix), "IV.3" (row of a table in IV). */
const clause = z.string().regex(/^[A-Z]+[\wđ.]*$/)

const targetBase = {
  id: z.string().regex(/^[a-z0-9-]+$/),
  clause,
  title: text,
  forms: z.array(z.enum(forms)).default([]),
  /** As the plan prints it, e.g. "150 tin, bài". */
  printed: text.nullable().default(null),
  note: text.nullable().default(null),
  /** The unit that answers for it, where neither a task nor a duty of the same clause says so. */
  lead: text.nullable().default(null),
}

/** The six shapes a target comes in (product notes, "Targets come in six shapes"). */
export const targetSchema = z.discriminatedUnion('shape', [
  z.strictObject({
    ...targetBase,
    shape: z.literal('yearly-count'),
    quantity: z.int().positive(),
    unit: text,
    atLeast: z.boolean().default(false),
    /** Minutes one programme should last, [from, to]. */
    minutes: z.tuple([z.int(), z.int()]).nullable().default(null),
    /** Where not all things of the forms count: the ones that do ("băng rôn" but not "khẩu hiệu"); empty = all. */
    onlyUnits: z.array(text).default([]),
  }),
  z.strictObject({
    ...targetBase,
    shape: z.literal('monthly-per-unit'),
    quantity: z.int().positive(),
    unit: text,
    atLeast: z.boolean().default(true),
    /** Names of units that owe it; empty = every unit of ward.yaml that the plan binds. */
    units: z.array(text).default([]),
    /** Who owes the number: each unit, the ward as a whole, or each neighbourhood. */
    per: z.enum(['unit', 'ward', 'area']).default('unit'),
    /** First day it is owed; null = the whole year. Whole months from then on count. */
    from: day.nullable().default(null),
  }),
  z.strictObject({
    ...targetBase,
    shape: z.literal('milestone'),
    /** The day as printed; null where the plan names only a month or a quarter. */
    deadline: day.nullable(),
    deadlineText: text,
    /** Last day that still keeps the wording ("trước tháng 11/2026" is 2026-10-31): reckoned, not printed. */
    latest: day.nullable().default(null),
    /** First day that keeps the wording, where the plan gives a window. */
    earliest: day.nullable().default(null),
    /** Names of units that each owe it; empty = the ward owes it once. */
    units: z.array(text).default([]),
  }),
  z.strictObject({
    ...targetBase,
    shape: z.literal('coverage'),
    percent: z.number().default(100),
    of: text,
    /** How it is known: a list ticked off with evidence, or the percentage a survey found. */
    measure: z.enum(['checklist', 'survey']).default('checklist'),
  }),
  z.strictObject({
    ...targetBase,
    shape: z.literal('recurring'),
    every: z.enum(['week', 'month', 'quarter']),
    /** First day it is owed; null = the whole year. */
    from: day.nullable().default(null),
  }),
  z.strictObject({ ...targetBase, shape: z.literal('count-only'), unit: text }),
])
export type Target = z.infer<typeof targetSchema>

export const taskSchema = z.strictObject({
  no: z.int().positive(),
  clause,
  text,
  window: text.nullable(),
  deadlineText: text.nullable(),
  deadlineKind: z.enum(['before', 'by', 'month', 'before-month', 'multiple']).nullable(),
  deadline: day.nullable(),
  deadlineMonth: z
    .string()
    .regex(/^\d{4}-\d{2}$/)
    .nullable()
    .default(null),
  deadlines: z.array(day).default([]),
  lead: text.nullable(),
  partners: z.array(text),
  /** The proof the plan asks for. */
  result: text.nullable(),
  /** Proof pieces to collect one by one, e.g. plan, invitation, programme, photos, link. */
  proof: z.array(text).default([]),
  /** The task is the plan itself: done on the day it was issued. */
  doneWhenIssued: z.boolean().default(false),
})
export type Task = z.infer<typeof taskSchema>

export const reportSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  period: z.enum(periods).nullable(),
  clause,
  deadline: day.nullable(),
  deadlineKind: z.enum(['before', 'by', 'month']).nullable(),
  rule: text,
  /** Who must send it. */
  binds: text,
  to: text.nullable(),
  /** The date was computed from a rule such as "tháng cuối quý". */
  derived: z.boolean().default(false),
  /** The wording allows it but does not surely oblige it. */
  optional: z.boolean().default(false),
})
export type ReportDuty = z.infer<typeof reportSchema>

export const planSchema = z.strictObject({
  ward: z.string(),
  year: z.int(),
  title: text,
  number: text.nullable(),
  issued: day.nullable(),
  signer: z.strictObject({ title: text, name: text }).nullable(),
  basis: z.array(text),
  /**
   * What the plan says must be told to people; each is answered by the entries of its topics. Without topics nobody has
   * written the answer yet (`plan:index` drafts it).
   */
  content: z.array(z.strictObject({ clause, text, topics: z.array(topicId) })),
  /** Ways of propagating the plan names. */
  forms: z.array(z.strictObject({ clause, form: z.enum(forms), text })),
  targets: z.array(targetSchema),
  tasks: z.array(taskSchema),
  duties: z.array(z.strictObject({ clause, unit: text, text })),
  reports: z.array(reportSchema),
  /** What each report must contain. */
  reportRequirements: z.array(z.strictObject({ clause, text })),
  /** Where the plan is unclear: the readings, and the one in use until an admin changes it. */
  ambiguities: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z0-9-]+$/),
      /** null = the head of the document (number, date, place). */
      clause: clause.nullable(),
      text,
      readings: z.array(text).default([]),
      using: text.nullable().default(null),
      /**
       * What another reading than `using` changes in a target, a task, a report or (none named) the plan itself: fields as
       * they are then. Targets and tasks above say what `using` makes of them. See `readings.ts`.
       */
      effects: z
        .array(
          z.strictObject({
            reading: text,
            target: text.nullable().default(null),
            task: z.int().nullable().default(null),
            /** Id of a report duty. */
            report: text.nullable().default(null),
            set: z.record(z.string(), z.unknown()),
          }),
        )
        .default([]),
    }),
  ),
  /** Whether "trước ngày 12" allows the 12th itself. */
  beforeIncludesDay: z.boolean().default(false),
})
export type Plan = z.infer<typeof planSchema>
export type Ambiguity = Plan['ambiguities'][number]
