/** A person's yes: the change, the questions it answers and the audit record, stored together; files follow after the commit. */
import { type Change, changeSchema, entryOf, newEntryId } from '../../content/learning/change.ts'
import type { FaqEntry } from '../../content/model/faq.ts'
import type { Services } from '../handler.ts'
import type { Draft } from './draft.ts'

export interface Approved {
  readonly entry: string
  readonly title: string
}

const approve = async (
  change: Change,
  ids: readonly number[],
  actor: string,
  { repositories, now }: Services,
): Promise<void> => {
  const entry = entryOf(change)
  const id = await repositories.contentChanges.add({ actor, kind: change.kind, entry, body: change }, now)
  await repositories.questions.resolve(ids, entry, now, id)
  await repositories.audit.add(
    {
      actor,
      action: change.kind === 'entry' ? 'learning.new' : 'learning.tie',
      subject: `entry:${entry}`,
      detail: { change: id, questions: ids.length },
    },
    now,
  )
}

/** @returns undefined when somebody else has dealt with all the questions meanwhile, or the entry is gone */
export const tiePhrasings = async (
  draft: Draft,
  actor: string,
  services: Services,
): Promise<Approved | undefined> => {
  const entry = services.library.entries.find(({ id }) => id === draft.entry)
  const ids = await services.repositories.questions.stillOpen(draft.ids)
  if (entry === undefined || ids.length === 0) return undefined
  await approve(
    changeSchema.parse({ kind: 'phrasings', entry: entry.id, questions: draft.phrasings }),
    ids,
    actor,
    services,
  )
  return { entry: entry.id, title: entry.title }
}

/** @param make the entry for an id that nobody has yet */
export const publishEntry = async (
  make: (id: string) => FaqEntry,
  draft: Draft,
  actor: string,
  services: Services,
): Promise<Approved | undefined> => {
  const { repositories, library } = services
  const ids = await repositories.questions.stillOpen(draft.ids)
  if (ids.length === 0) return undefined
  const approved = await repositories.contentChanges.all()
  const taken = new Set([...library.entries.map(({ id }) => id), ...approved.map(({ entry }) => entry)])
  const entry = make(newEntryId(draft.title ?? '', taken))
  await approve(changeSchema.parse({ kind: 'entry', entry }), ids, actor, services)
  return { entry: entry.id, title: entry.title }
}
