/** The off switch (/tamdung, /moilai): residents read why the bot answers nothing; staff and people's rights go on. */
import { plain, type Role } from '../bot/chat.ts'
import type { Repositories } from '../storage/repositories.ts'
import { leadRoles, staffRoles } from './commands.ts'
import type { Handler, Incoming, Outcome, Route, Services } from './handler.ts'
import { personText } from './person.ts'

const pauseKey = 'pause'
const longestReason = 300

/** The reason an admin gave; undefined while the bot works. */
export const pauseReason = async ({
  settings,
}: Pick<Repositories, 'settings'>): Promise<string | undefined> => await settings.get(pauseKey)

const note = async (
  action: string,
  { contact }: Incoming,
  { repositories, now }: Services,
  detail?: Readonly<Record<string, unknown>>,
): Promise<void> =>
  await repositories.audit.add(
    { actor: `contact:${contact.id}`, action, ...(detail === undefined ? {} : { detail }) },
    now,
  )

/** Leads and admins hear of it, but for the one who did it. */
const tellOthers = async (
  key: string,
  reason: string,
  { contact }: Incoming,
  { repositories, in: speak }: Services,
): Promise<NonNullable<Outcome['also']>> =>
  (await repositories.contacts.withRole(leadRoles))
    .filter(({ person }) => person !== contact.person)
    .map(({ conversation, locale }) => ({
      to: conversation,
      replies: [
        {
          text: speak(locale)(key, { name: plain(contact.name ?? ''), reason: plain(reason) }),
          priority: 'notice' as const,
        },
      ],
    }))

/** /tamdung <lý do> */
export const pause: Handler = async (incoming, services) => {
  const { repositories, t, now } = services
  const reason = (incoming.command?.args ?? '').slice(0, longestReason).trim()
  if (reason === '') {
    const current = await pauseReason(repositories)
    const text =
      current === undefined ? t('pause.usage') : t('pause.paused-already', { reason: plain(current) })
    return { replies: [{ text }] }
  }
  await repositories.settings.set(pauseKey, reason, now)
  await note('pause.on', incoming, services, { reason })
  return {
    replies: [{ text: t('pause.on', { reason: plain(reason) }) }],
    also: await tellOthers('pause.told-on', reason, incoming, services),
  }
}

/** /moilai */
export const resume: Handler = async (incoming, services) => {
  const { repositories, t } = services
  if ((await pauseReason(repositories)) === undefined) return { replies: [{ text: t('pause.not-paused') }] }
  await repositories.settings.remove(pauseKey)
  await note('pause.off', incoming, services)
  return {
    replies: [{ text: t('pause.off') }],
    also: await tellOthers('pause.told-off', '', incoming, services),
  }
}

const atWork: readonly Role[] = staffRoles
/** What goes on during a pause: people's cases and rights, becoming staff, and silence where silence is right. */
const goesOn: ReadonlySet<string> = new Set([
  'not-addressed',
  'group-hello',
  'group-personal',
  'canbo',
  'person',
  'person-typed',
  'riengtu',
  'dulieu',
  'xoadulieu',
  'erase',
  'data',
  'data-said',
  'own-name',
  'yeucaudulieu',
  'dangky',
  'lienket',
  'unlink',
  'ngonngu',
  'language',
  'notices-stop',
])

/** The same route; during a pause residents get the reason instead, after the emergency number where one is needed. */
export const withPause = (route: Route): Route =>
  goesOn.has(route.name) || route.name.startsWith('case')
    ? route
    : {
        ...route,
        handle: async (incoming, services) => {
          const reason = atWork.includes(incoming.contact.role)
            ? undefined
            : await pauseReason(services.repositories)
          if (reason === undefined) return await route.handle(incoming, services)
          const { engine, t } = services
          const decision = incoming.text === '' ? undefined : engine.understand(incoming.text)
          const alarm =
            decision?.kind === 'danger'
              ? [{ text: `${t(`danger.${decision.danger}`)}\n${t('danger.not-an-emergency-line')}` }]
              : []
          const text = `${t('pause.residents', { reason: plain(reason) })}\n\n${personText(services)}`
          return { replies: [...alarm, { text }] }
        },
      }
