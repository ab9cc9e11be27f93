/** What a conversation remembers of a plan's review: that a file is awaited, which value is being typed, or a line of one's own. */
import { z } from 'zod'
import { fields } from '../../content/plan/review/fields.ts'
import type { Incoming } from '../handler.ts'
import type { Session } from '../session.ts'

const name = 'plan-review'

const formSchema = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('file') }),
  z.object({ mode: z.literal('add'), review: z.string() }),
  z.object({ mode: z.literal('edit'), review: z.string(), item: z.string(), field: z.enum(fields) }),
])
type Form = z.infer<typeof formSchema>

export const awaitingFile: Form = { mode: 'file' }

/** A question left open this long no longer catches what its person sends. */
const lifeMs = 60 * 60 * 1000

export const openForm = ({ session, update }: Pick<Incoming, 'session' | 'update'>): Form | undefined =>
  session.form?.name === name && new Date(update.at).getTime() - new Date(session.form.at).getTime() <= lifeMs
    ? formSchema.safeParse(session.form.data).data
    : undefined

/** What the next typed line is for. */
export const typing = (
  incoming: Pick<Incoming, 'session' | 'update'>,
): Exclude<Form, { mode: 'file' }> | undefined => {
  const form = openForm(incoming)
  return form?.mode === 'file' ? undefined : form
}

export const withForm = (session: Session, data: Form, now: Date): Session => ({
  ...session,
  form: { name, data, at: now.toISOString() },
})

/** Leaves forms of other capabilities alone. */
export const withoutForm = (session: Session): Session => {
  if (session.form?.name !== name) return session
  const { form: _, ...rest } = session
  return rest
}
