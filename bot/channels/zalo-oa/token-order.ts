/** What the token courier is told, and what it leaves on the disk for whoever is alive to read it. */
import { z } from 'zod'

/** Comes as one JSON text on the courier's standard input: nothing secret in arguments or environment. */
export const orderSchema = z.object({
  url: z.string(),
  /** The app's secret, sent as the header `secret_key`. */
  secretKey: z.string(),
  form: z.record(z.string(), z.string()),
  timeoutMs: z.number(),
  /** Where the sealed answer goes. */
  spool: z.string(),
  /** DATA_KEY, base64. */
  key: z.string(),
  purpose: z.string(),
  /** Hash of the refresh token that is used up by this. */
  replaces: z.string(),
})
export type Order = z.infer<typeof orderSchema>

export const spoolSchema = z.object({
  replaces: z.string(),
  result: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('answered'), status: z.number(), text: z.string() }),
    z.object({ kind: z.literal('failed'), sent: z.enum(['no', 'unknown']), message: z.string() }),
  ]),
})
export type Spooled = z.infer<typeof spoolSchema>
