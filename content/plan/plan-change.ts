/** A plan an admin applied, on its way into the ward's content: plain data, checked. Written by `bot/plan-publisher.ts`. */
import { z } from 'zod'
import { planSchema } from './plan.ts'

export const planChangeSchema = z.strictObject({
  kind: z.literal('plan'),
  plan: planSchema,
  /** The plan of the same year it replaces; null = the year had none. */
  before: planSchema.nullable(),
  /** Units the plan names which the ward's profile gets. */
  newUnits: z.array(z.string()),
})
export type PlanChange = z.infer<typeof planChangeSchema>

/** What it is called among content changes. */
export const planEntry = (year: number): string => `plan:${year}`
