/** The ward's own news as a script: the text is asked for, kept while the conversation is about it, never changed. */
import { z } from 'zod'
import type { Reply } from '../../bot/chat.ts'
import { maskPersonal, type PersonalKind } from '../../content/personal-data.ts'
import { newsScript, type Script } from '../../content/script/script.ts'
import { countWords } from '../../content/speech/speak.ts'
import { staffRoles } from '../commands.ts'
import type { Handler, Incoming, Outcome, Services } from '../handler.ts'
import type { Session } from '../session.ts'
import { scriptReply } from './show.ts'

const formName = 'script-news'
/** A form left alone this long is forgotten. */
const formLifeMs = 60 * 60 * 1000
const fewestWords = 8
/** What a loudspeaker may say and a log must not: the ward's own numbers. */
const sayable: ReadonlySet<PersonalKind> = new Set<PersonalKind>(['phone', 'email'])

const formSchema = z.object({
  /** null = waited for. */
  text: z.string().nullable(),
})

const formOf = ({ form }: Session, now: Date): z.infer<typeof formSchema> | undefined => {
  if (form?.name !== formName || now.getTime() - new Date(form.at).getTime() > formLifeMs) return undefined
  return formSchema.safeParse(form.data).data
}

const withForm = (session: Session, text: string | null, now: Date): Session => ({
  ...session,
  form: { name: formName, data: { text }, at: now.toISOString() },
})

export const waitsForNews = (incoming: Incoming): boolean => {
  const { update, contact, command, pressed, session, text } = incoming
  return (
    update.content.kind === 'text' &&
    update.chat === 'private' &&
    text !== '' &&
    command === undefined &&
    pressed === undefined &&
    staffRoles.includes(contact.role) &&
    formOf(session, new Date(update.at))?.text === null
  )
}

export const askNews = ({ session }: Incoming, { t, now }: Services): Outcome => ({
  replies: [{ text: t('scripts.ask-news') }],
  session: withForm(session, null, now),
})

const buttons = ({ t }: Services): Reply['buttons'] => [
  [{ label: t('scripts.word'), value: 'sb:tintai' }],
  [{ label: t('scripts.log'), value: 'sb:tinphat' }],
  [
    { label: t('scripts.other'), value: 'sb:tin' },
    { label: t('scripts.topics'), value: 'sb:chu-de:0' },
  ],
]

/** @param news as the officer wrote it */
export const newsOutcome = (news: string, { session }: Incoming, services: Services): Outcome => {
  const { t, library, in: inLocale, now } = services
  const waiting = withForm(session, null, now)
  if (countWords(news) < fewestWords)
    return { replies: [{ text: t('scripts.news-too-short') }], session: waiting }
  const personal = maskPersonal(news).found.filter(kind => !sayable.has(kind))
  if (personal.length > 0)
    return {
      replies: [
        {
          text: t('scripts.news-personal', {
            what: personal.map(kind => t(`privacy.kinds.${kind}`)).join(', '),
          }),
        },
      ],
      session: waiting,
    }
  return {
    replies: [scriptReply(newsScript(news, library, inLocale('vi')), buttons(services) ?? [], services)],
    session: withForm(session, news, now),
  }
}

export const takeNews: Handler = (incoming, services) => newsOutcome(incoming.text, incoming, services)

/** The script the conversation is about; undefined once it is forgotten. */
export const keptNews = (
  { session }: Incoming,
  { library, in: inLocale, now }: Services,
): Script | undefined => {
  const text = formOf(session, now)?.text
  return text === undefined || text === null ? undefined : newsScript(text, library, inLocale('vi'))
}
