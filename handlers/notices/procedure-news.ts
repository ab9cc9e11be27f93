/**
 * Procedures that an import changed: leads are told once, and a tap opens a notice of the ready-made kind with its words in
 * place. It is an ordinary draft from then on: whom to, when, and the yes of a second person are still to be said.
 */
import type { Button, ConversationId, Reply } from '../../bot/chat.ts'
import type { Library } from '../../content/library.ts'
import type { Locales, Translate } from '../../content/locales.ts'
import {
  mergeChanges,
  type ProcedureChange,
  type ProcedureNews,
  procedureNewsSchema,
} from '../../content/procedures-import/changes.ts'
import { instantOf, showDay } from '../../content/vietnam-time.ts'
import { wardName } from '../../content/ward-text.ts'
import type { Repositories } from '../../storage/repositories.ts'
import { leadRoles } from '../commands.ts'
import type { Incoming, Outcome, Services } from '../handler.ts'
import { procedureByCode } from '../procedures/show.ts'
import { askFor } from './notice-form.ts'
import { card } from './show.ts'
import { type NoticeKind, noticeReply } from './wording.ts'

const settingKey = 'procedure-news'
/** Shown at once; those dealt with make room for the next. */
const shown = 8
/** Older news need no notice any more. */
const freshMs = 60 * 24 * 60 * 60 * 1000

const kindOf = ({ kind }: ProcedureChange): NoticeKind => `procedure-${kind}`

const load = async ({ settings }: Pick<Repositories, 'settings'>): Promise<ProcedureNews | undefined> => {
  const stored = await settings.get(settingKey)
  return stored === undefined ? undefined : procedureNewsSchema.safeParse(JSON.parse(stored)).data
}

interface Desk {
  readonly repositories: Repositories
  readonly library: Library
  readonly now: Date
}

const since = ({ now }: Desk): Date => new Date(now.getTime() - freshMs)

/** Changes residents can see for themselves by now, and of which nobody has written yet. */
const waiting = async (desk: Desk): Promise<ProcedureChange[]> => {
  const { repositories, library } = desk
  const changes = (await load(repositories))?.changes ?? []
  if (changes.length === 0) return []
  const begun = new Set(
    (await repositories.broadcasts.onProcedures(since(desk))).map(
      ({ kind, procedure }) => `${kind}|${procedure}`,
    ),
  )
  return changes.filter(change => {
    const procedure = procedureByCode(library, change.code)
    const inUse =
      procedure !== undefined && (procedure.status === 'abolished') === (change.kind === 'abolished')
    return inUse && instantOf(change.day) >= since(desk) && !begun.has(`${kindOf(change)}|${change.code}`)
  })
}

export const newsButton = async (services: Services): Promise<Button[][]> => {
  const { length } = await waiting(services)
  return length === 0 ? [] : [[{ label: services.t('notices.news.button', { n: length }), value: 'tb:news' }]]
}

const newsReply = (
  changes: readonly ProcedureChange[],
  { library }: Pick<Desk, 'library'>,
  t: Translate,
): Reply => ({
  text: t('notices.news.list', { n: changes.length }),
  buttons: changes.slice(0, shown).map(change => [
    {
      label: t(`notices.news.line.${change.kind}`, {
        title: procedureByCode(library, change.code)?.title ?? change.code,
      }),
      value: `tb:news:${change.code}`,
    },
  ]),
})

/** By the program, once an import's changes are in use: noted, and told to leads. @returns conversations with something waiting */
export const takeNews = async (
  news: ProcedureNews,
  desk: Desk & { readonly locales: Pick<Locales, 'in'> },
): Promise<ConversationId[]> => {
  const { repositories, locales, now } = desk
  const before = await load(repositories)
  if (before?.id === news.id) return []
  const merged: ProcedureNews = {
    id: news.id,
    changes: mergeChanges(before?.changes ?? [], news.changes),
  }
  await repositories.settings.set(settingKey, JSON.stringify(merged), now)
  const told = new Map<number, ConversationId>()
  const changes = await waiting(desk)
  if (changes.length === 0) return []
  for (const { person, conversation, locale } of await repositories.contacts.withRole(leadRoles)) {
    if (told.has(person)) continue
    const reply = newsReply(changes, desk, locales.in(locale))
    told.set(person, conversation)
    await repositories.outbox.add(conversation, [{ ...reply, priority: 'notice' }], {
      now,
      origin: `procedure-news:${news.id}`,
    })
  }
  return [...told.values()]
}

const words = (
  { kind, parts, day }: ProcedureChange,
  { library, t }: Pick<Services, 'library' | 't'>,
): string => {
  const named = [...new Set(parts.map(part => t(`notices.news.parts.${part}`)))]
  return t(`notices.news.text.${kind}`, {
    parts: named.join(', '),
    day: showDay(day),
    ward: wardName(library),
  })
}

/** `tb:news` lists them; `tb:news:<code>` opens the notice that is ready, or the one somebody has begun. */
export const pressNews = async (
  code: string | undefined,
  incoming: Incoming,
  services: Services,
): Promise<Outcome> => {
  const { repositories, library, t, now } = services
  const { contact } = incoming
  const change = (await load(repositories))?.changes.find(known => known.code === code)
  if (change === undefined || procedureByCode(library, change.code) === undefined) {
    const changes = await waiting(services)
    return {
      replies: [changes.length === 0 ? { text: t('notices.news.none') } : newsReply(changes, services, t)],
    }
  }
  const begun = await repositories.broadcasts.about(kindOf(change), change.code, since(services))
  if (begun !== undefined) {
    const author = await repositories.contacts.byId(begun.author)
    return { replies: await card(begun, author?.person === contact.person, services) }
  }
  const id = await repositories.broadcasts.add(kindOf(change), contact.id, now)
  await repositories.broadcasts.change(id, contact.id, {
    procedure: change.code,
    text: words(change, services),
  })
  const draft = await repositories.broadcasts.byId(id)
  if (draft === undefined) return { replies: [{ text: t('notices.gone') }] }
  const asked = await askFor({ id, step: 'audience' }, incoming, services, t('notices.news.ready', { id }))
  return {
    ...asked,
    replies: [{ ...noticeReply(draft, { library, t }), priority: 'answer' }, ...asked.replies],
  }
}
