/**
 * Reads plan files people handed in, apart from their messages: a row waits, a thread with limits reads, the review begins.
 *
 * A stop while reading leaves the row waiting and the next start reads again; a file that ends the program three times is
 * given up.
 */
import { readFile } from 'node:fs/promises'
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { Translate } from '../content/locales.ts'
import { type ReadResult, readForReview } from '../content/plan/review/read-apart.ts'
import type { Review } from '../content/plan/review/review.ts'
import type { EvidenceStore } from '../storage/evidence-store.ts'
import type { StoredReview } from '../storage/repositories/plan-reviews.ts'
import { createRepositories, type Repositories } from '../storage/repositories.ts'
import type { Database } from '../storage/schema.ts'
import { choicesOf, pieces } from './channels/render.ts'
import {
  type Button,
  type Capabilities,
  type Channel,
  type ConversationId,
  channelOf,
  type Reply,
} from './chat.ts'
import type { ContentHolder } from './content-holder.ts'

const mostAttempts = 3

export interface PlanReader {
  /** Reads what waits, in the background. Cheap when nothing does. */
  wake(): void
  /** Resolves when nothing is being read. */
  idle(): Promise<void>
}

export const createPlanReader = (options: {
  readonly db: Kysely<Database>
  readonly evidence: Pick<EvidenceStore, 'pathOf'>
  readonly content: ContentHolder
  readonly capabilities: (channel: Channel) => Capabilities
  readonly now: () => Date
  readonly log: Logger
  readonly onReplies: (conversations: readonly ConversationId[]) => void
  /** The first page of a review. */
  readonly summary: (review: Review, t: Translate) => Reply
  /** Lets choices we send be typed, as those of a reply can. */
  readonly offer: (
    to: ConversationId,
    choices: readonly (readonly Pick<Button, 'label' | 'value'>[])[],
    repositories: Repositories,
    now: Date,
  ) => Promise<void>
  /** Default: in a thread of its own. */
  readonly read?: typeof readForReview
}): PlanReader => {
  const { db, content, now, log } = options
  const read = options.read ?? readForReview

  const tell = async (
    repositories: Repositories,
    row: StoredReview,
    say: (t: Translate) => Reply,
  ): Promise<ConversationId[]> => {
    const contact = row.contact === null ? undefined : await repositories.contacts.byId(row.contact)
    if (contact === undefined) return []
    const t = content.current().locales.in(contact.locale)
    const reply = say(t)
    await options.offer(contact.conversation, [choicesOf(reply)], repositories, now())
    await repositories.outbox.add(
      contact.conversation,
      pieces(reply, options.capabilities(channelOf(contact.conversation)), t('errors.choice-hint')),
      { now: now(), origin: `plan-review:${row.id}` },
    )
    return [contact.conversation]
  }

  const resultOf = async (row: StoredReview): Promise<ReadResult> => {
    if (row.attempts >= mostAttempts) return { ok: false, problem: 'too-heavy' }
    const { ward } = content.current().library
    return await read(await readFile(options.evidence.pathOf(row.sha256)), {
      id: row.code,
      name: row.name,
      ward: { name: ward.name, kind: ward.kind, units: ward.units },
    })
  }

  const work = async (): Promise<void> => {
    const { planReviews } = createRepositories(db)
    const row = await planReviews.underWay()
    if (row?.state !== 'reading' || !(await planReviews.noteAttempt(row.id, now()))) return
    const result = await resultOf(row)
    const told = await db.transaction().execute(async trx => {
      const repositories = createRepositories(trx)
      if (result.ok) {
        if (!(await repositories.planReviews.open(row.id, result.review, now()))) return []
        return await tell(repositories, row, t => options.summary(result.review, t))
      }
      if (!(await repositories.planReviews.fail(row.id, result.problem, now()))) return []
      return await tell(repositories, row, t => ({
        text: `${t(`planDocument.problem.${result.problem}`)}\n${t('planReview.send-again')}`,
      }))
    })
    options.onReplies(told)
    // Another file may have come meanwhile.
    await work()
  }

  let last = Promise.resolve()
  return {
    wake() {
      last = last.then(work).catch(error => log.error({ err: error }, 'plan file not read yet'))
    },
    async idle() {
      let seen: Promise<void> | undefined
      while (seen !== last) {
        seen = last
        await seen
      }
    },
  }
}
