/** Takes up what an import left: once its procedures are in use, leads hear of it; each import once, whatever happens. */
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { Library } from '../content/library.ts'
import type { Locales } from '../content/locales.ts'
import { dropNews, newsPath, type ProcedureNews, readNews } from '../content/procedures-import/changes.ts'
import { createRepositories, type Repositories } from '../storage/repositories.ts'
import type { Database } from '../storage/schema.ts'
import type { ConversationId } from './chat.ts'
import type { ContentHolder } from './content-holder.ts'

export interface ProcedureNewsDesk {
  /** Cheap when there is nothing; never rejects. */
  take(): Promise<void>
}

export const createProcedureNews = (options: {
  readonly db: Kysely<Database>
  /** The ward's own content folder. */
  readonly ownDir: string
  readonly content: ContentHolder
  /** Notes an import and tells leads of it, once. @returns conversations with something waiting */
  readonly tell: (
    news: ProcedureNews,
    desk: { repositories: Repositories; library: Library; locales: Locales; now: Date },
  ) => Promise<ConversationId[]>
  readonly now: () => Date
  readonly log: Logger
  readonly onReplies: (conversations: readonly ConversationId[]) => void
}): ProcedureNewsDesk => {
  const { db, content, now, log } = options
  const path = newsPath(options.ownDir)
  const work = async (): Promise<void> => {
    const news = readNews(path)
    // While files are broken the procedures of before are in use: residents would be told of what they can't see.
    if (news === undefined || content.problems().some(({ severity }) => severity === 'error')) return
    const { library, locales } = content.current()
    const told = await db
      .transaction()
      .execute(trx =>
        options.tell(news, { repositories: createRepositories(trx), library, locales, now: now() }),
      )
    // A stop before this line: the next start finds the import noted already.
    dropNews(path, news.id)
    if (told.length > 0) options.onReplies(told)
  }
  let last = Promise.resolve()
  return {
    take() {
      last = last.then(work).catch(error => log.error({ err: error }, 'procedure changes not taken up yet'))
      return last
    },
  }
}
