/**
 * Brings what people approved into the ward's content files and into use, and tells those who asked to hear of it.
 *
 * An approval is a row stored in the transaction of the "yes"; files are written only after its commit. A stop before the
 * files, between them or before the row is marked leaves a waiting row, and the next start does the rest: writing again
 * changes nothing, and the mark and the messages to residents are one transaction, so each is told once.
 */
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import { type Change, changeSchema, entryOf, isInUse } from '../content/learning/change.ts'
import { applyChange } from '../content/learning/files.ts'
import type { Library } from '../content/library.ts'
import type { Locales } from '../content/locales.ts'
import type { PlanChange } from '../content/plan/plan-change.ts'
import type { ContentChange } from '../storage/repositories/content-changes.ts'
import { createRepositories, type Repositories } from '../storage/repositories.ts'
import type { Database } from '../storage/schema.ts'
import { pieces } from './channels/render.ts'
import { type Capabilities, type Channel, type ConversationId, channelOf, plain, type Reply } from './chat.ts'
import type { ContentHolder } from './content-holder.ts'

export interface ContentPublisher {
  /** Does what waits, one call after the other; never rejects. Cheap when nothing waits. */
  publish(): Promise<void>
}

export const createContentPublisher = (options: {
  readonly db: Kysely<Database>
  /** The ward's own content folder. */
  readonly ownDir: string
  /** The shipped folder of the ward. */
  readonly wardDir: string
  /** How a plan an admin applied is written, known to be in use, and finished in one transaction. */
  readonly plans: {
    readonly is: (row: ContentChange) => boolean
    readonly write: (folders: { ownDir: string; wardDir: string }, row: ContentChange) => PlanChange
    readonly inUse: (library: Library, change: PlanChange) => boolean
    readonly finish: (
      row: ContentChange,
      change: PlanChange,
      given: { repositories: Repositories; locales: Locales; now: Date },
    ) => Promise<ConversationId[]>
  }
  readonly content: ContentHolder
  readonly capabilities: (channel: Channel) => Capabilities
  readonly now: () => Date
  readonly log: Logger
  readonly onReplies: (conversations: readonly ConversationId[]) => void
}): ContentPublisher => {
  const { db, ownDir, content, now, log, plans } = options
  /** Told about once: the same trouble every few seconds helps nobody. */
  const troubled = new Set<number>()

  const attempt = <Done>(row: ContentChange, action: () => Done): Done | undefined => {
    try {
      return action()
    } catch (error) {
      if (!troubled.has(row.id)) log.error({ err: error, change: row.id }, 'approved content not written yet')
      troubled.add(row.id)
      return undefined
    }
  }

  const write = (row: ContentChange): Change | undefined =>
    attempt(row, () => {
      const change = changeSchema.parse(row.body)
      applyChange(ownDir, change)
      return change
    })

  const finish = async (id: number, change: Change): Promise<ConversationId[]> => {
    const { library, locales } = content.current()
    const entry = library.entries.find(item => item.id === entryOf(change))
    if (entry === undefined || !isInUse(change, library)) {
      if (!troubled.has(id)) log.error({ change: id, entry: entryOf(change) }, 'approved content not in use')
      troubled.add(id)
      return []
    }
    return await db.transaction().execute(async trx => {
      const { contentChanges, questions, contacts, outbox } = createRepositories(trx)
      if (!(await contentChanges.markApplied(id, now()))) return []
      const told: ConversationId[] = []
      const wishes = await questions.toTell(id)
      for (const wish of wishes) {
        const contact = await contacts.byId(wish.contact)
        if (contact === undefined) continue
        const t = locales.in(contact.locale)
        const reply: Reply = {
          text: t('learning.now-answered', { question: plain(wish.text) }),
          buttons: [[{ label: entry.title, value: `entry:${entry.id}` }]],
          priority: 'notice',
        }
        await outbox.add(
          contact.conversation,
          pieces(reply, options.capabilities(channelOf(contact.conversation)), t('errors.choice-hint')),
          { now: now(), origin: `question:${wish.id}` },
        )
        told.push(contact.conversation)
      }
      await questions.markTold(
        wishes.map(({ id: question }) => question),
        now(),
      )
      return told
    })
  }

  const finishPlan = async (row: ContentChange, change: PlanChange): Promise<ConversationId[]> => {
    const { library, locales } = content.current()
    if (plans.inUse(library, change))
      return await db
        .transaction()
        .execute(trx =>
          plans.finish(row, change, { repositories: createRepositories(trx), locales, now: now() }),
        )
    if (!troubled.has(row.id)) log.error({ change: row.id }, 'applied plan not in use')
    troubled.add(row.id)
    return []
  }

  const work = async (): Promise<void> => {
    const waiting = await createRepositories(db).contentChanges.waiting()
    if (waiting.length === 0) return
    const written = waiting
      .filter(row => !plans.is(row))
      .flatMap(row => {
        const change = write(row)
        return change === undefined ? [] : [{ id: row.id, change }]
      })
    const applied = waiting.filter(plans.is).flatMap(row => {
      const change = attempt(row, () => plans.write({ ownDir, wardDir: options.wardDir }, row))
      return change === undefined ? [] : [{ row, change }]
    })
    await content.refresh()
    for (const { row, change } of applied) {
      const told = await finishPlan(row, change)
      if (told.length > 0) options.onReplies(told)
    }
    for (const { id, change } of written) {
      const told = await finish(id, change)
      if (told.length > 0) options.onReplies(told)
    }
  }

  let last = Promise.resolve()
  return {
    publish() {
      last = last.then(work).catch(error => log.error({ err: error }, 'approved content waits'))
      return last
    },
  }
}
