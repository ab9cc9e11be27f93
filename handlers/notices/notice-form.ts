/** What a notice still lacks, and the question that asks for it. */
import { z } from 'zod'
import type { Button } from '../../bot/chat.ts'
import { quietHoursKey, quietHoursOf, quietUntil } from '../../content/quiet-hours.ts'
import { addDays, dayOf, instantOf } from '../../content/vietnam-time.ts'
import type { Broadcast } from '../../storage/repositories/broadcasts.ts'
import { leadRoles } from '../commands.ts'
import type { Incoming, Outcome, Services } from '../handler.ts'
import { isAboutProcedure, showCount } from './wording.ts'

const formName = 'notice'
/** A form left alone this long is no longer meant. */
const formLifeMs = 60 * 60 * 1000
const areasShown = 6
const topicsShown = 4

export const steps = ['procedure', 'text', 'file', 'audience', 'when', 'reason'] as const
export type Step = (typeof steps)[number]

const formSchema = z.object({ id: z.int(), step: z.enum(steps), version: z.int().optional() })
export type NoticeForm = z.infer<typeof formSchema>

export const noticeFormOf = ({
  session,
  update,
}: Pick<Incoming, 'session' | 'update'>): NoticeForm | undefined => {
  const { form } = session
  if (form?.name !== formName) return undefined
  if (new Date(update.at).getTime() - new Date(form.at).getTime() > formLifeMs) return undefined
  const parsed = formSchema.safeParse(form.data)
  return parsed.success ? parsed.data : undefined
}

/** Texts and files while a question of the form waits for them. */
export const fillsNotice = (incoming: Incoming): boolean => {
  const { update, pressed, text, contact } = incoming
  const form = noticeFormOf(incoming)
  if (form === undefined || update.chat !== 'private' || pressed !== undefined) return false
  if (!leadRoles.includes(contact.role) || text.startsWith('/')) return false
  return update.content.kind === 'text' || (update.content.kind === 'file' && takesFile(form))
}

export const takesFile = ({ step }: NoticeForm): boolean => step === 'text' || step === 'file'

export const withoutForm = ({ session }: Incoming): Incoming['session'] => {
  const { form: _done, ...rest } = session
  return rest
}

/** What is still to be said; undefined when it can be looked at. */
export const missingStep = (broadcast: Broadcast): Step | undefined =>
  isAboutProcedure(broadcast) && broadcast.procedure === null
    ? 'procedure'
    : broadcast.text === ''
      ? 'text'
      : broadcast.audience === null
        ? 'audience'
        : broadcast.at === undefined
          ? 'when'
          : undefined

const audienceButtons = async (
  id: number,
  { repositories, t, reach, now }: Services,
): Promise<Button[][]> => {
  const counts = await repositories.subscriptions.counts()
  const all = (await repositories.audience.count({ kind: 'ward' }, reach, now)).reduce(
    (sum, { people }) => sum + people,
    0,
  )
  const some = (kind: 'area' | 'topic', most: number): Button[][] =>
    counts
      .filter(count => count.kind === kind)
      .slice(0, most)
      .map(({ key, label, people }) => [
        {
          label: t('notices.button.audience', { label, n: showCount(people) }),
          value: `tb:to:${id}:${kind}:${key}`,
        },
      ])
  return [
    [{ label: t('notices.button.all', { n: showCount(all) }), value: `tb:to:${id}:ward:` }],
    ...some('area', areasShown),
    ...some('topic', topicsShown),
  ]
}

/** The morning after, at eight. */
export const tomorrow = (now: Date): Date => instantOf(addDays(dayOf(now), 1), '08:00')

/** When a notice really goes out: not before `wanted`, not in the quiet hours. */
export const dueAfterQuiet = async (
  wanted: Date,
  { repositories }: Pick<Services, 'repositories'>,
): Promise<{ due: Date; moved: boolean }> => {
  const until = quietUntil(wanted, quietHoursOf(await repositories.settings.get(quietHoursKey)))
  return until === undefined ? { due: wanted, moved: false } : { due: until, moved: true }
}

/** The question of a step, with its buttons. */
export const askFor = async (
  form: NoticeForm,
  incoming: Incoming,
  services: Services,
  note?: string,
): Promise<Outcome> => {
  const { t, now } = services
  const { id, step } = form
  const buttons: Button[][] =
    step === 'audience'
      ? await audienceButtons(id, services)
      : step === 'when'
        ? [
            [{ label: t('notices.button.soon'), value: `tb:at:${id}:soon` }],
            [{ label: t('notices.button.tomorrow'), value: `tb:at:${id}:tomorrow` }],
          ]
        : step === 'reason'
          ? [[{ label: t('notices.button.no-reason'), value: `tb:return:${id}` }]]
          : []
  const text = t(`notices.ask.${step}`)
  return {
    replies: [
      { text: note === undefined ? text : `${note}\n\n${text}`, ...(buttons.length > 0 ? { buttons } : {}) },
    ],
    session: { ...incoming.session, form: { name: formName, data: form, at: now.toISOString() } },
    // "8 giờ" is not the button "8 giờ sáng mai".
    labelsOnly: step !== 'audience',
  }
}
