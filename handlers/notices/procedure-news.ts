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
import { showDay } from '../../content/vietnam-time.ts'
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
  const left: ProcedureChange[] = []
  for (const change of (await load(repositories))?.changes ?? []) {
    const procedure = procedureByCode(library, change.code)
    const inUse =
      procedure !== undefined && (procedure.status === 'abolished') === (change.kind === 'abolished')
    if (!inUse || new Date(`${change.day}T00:00:00Z`) < since(desk)) continue
    const about = await repositories.broadcasts.about(kindOf(change), change.code, since(desk))
    if (about === undefined) left.push(change)
  }
  return left
}

export const newsButton = async (services: Services): Promise<Button[][]> => {
  const { length } = await waiting(services)
  return length === 0 ? [] : [[{ label: services.t('notices.news.button', { n: length }), value: 'tb:news' }]]
}

const newsReply = async (desk: Desk, t: Translate): Promise<Reply | undefined> => {
  const changes = await waiting(desk)
  if (changes.length === 0) return undefined
  return {
    text: t('notices.news.list', { n: changes.length }),
    buttons: changes.slice(0, shown).map(change => [
      {
        label: t(`notices.news.line.${change.kind}`, {
          title: procedureByCode(desk.library, change.code)?.title ?? change.code,
        }),
        value: `tb:news:${change.code}`,
      },
    ]),
  }
}

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
  for (const { person, conversation, locale } of await repositories.contacts.withRole(leadRoles)) {
    if (told.has(person)) continue
    const reply = await newsReply(desk, locales.in(locale))
    if (reply === undefined) break
    told.set(person, conversation)
    await repositories.outbox.add(conversation, [{ ...reply, priority: 'notice' }], {
      now,
      origin: `procedure-news:${news.id}`,
    })
  }
  return [...told.values()]
}

const words = ({ kind, parts, day }: ProcedureChange, t: Translate): string => {
  const named = [...new Set(parts.map(part => t(`notices.news.parts.${part}`)))]
  return t(`notices.news.text.${kind}`, { parts: named.join(', '), day: showDay(day) })
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
  if (change === undefined || procedureByCode(library, change.code) === undefined)
    return { replies: [(await newsReply(services, t)) ?? { text: t('notices.news.none') }] }
  const begun = await repositories.broadcasts.about(kindOf(change), change.code, since(services))
  if (begun !== undefined) {
    const author = await repositories.contacts.byId(begun.author)
    return { replies: await card(begun, author?.person === contact.person, services) }
  }
  const id = await repositories.broadcasts.add(kindOf(change), contact.id, now)
  await repositories.broadcasts.change(id, contact.id, { procedure: change.code, text: words(change, t) })
  const draft = await repositories.broadcasts.byId(id)
  if (draft === undefined) return { replies: [{ text: t('notices.gone') }] }
  const asked = await askFor({ id, step: 'audience' }, incoming, services, t('notices.news.ready', { id }))
  return {
    ...asked,
    replies: [{ ...noticeReply(draft, { library, t }), priority: 'answer' }, ...asked.replies],
  }
}
