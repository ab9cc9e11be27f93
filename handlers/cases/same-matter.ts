/** Other people's open feedback that most likely tells of the same. */
import { sameMatter, sameMatterDays } from '../../content/feedback-likeness.ts'
import type { ResidentCase } from '../../storage/repositories/cases.ts'
import type { Repositories } from '../../storage/repositories.ts'

const dayMs = 24 * 60 * 60 * 1000

/** The open feedback of somebody else that most likely tells of the same; undefined when none does. */
export const sameAs = async (
  item: ResidentCase,
  { repositories }: { readonly repositories: Pick<Repositories, 'cases' | 'caseDesk'> },
): Promise<ResidentCase | undefined> => {
  if (item.letter !== 'P' || item.state === 'closed' || item.mergedInto !== null) return undefined
  const [first] = await repositories.cases.messages(item.id)
  if (first === undefined) return undefined
  const own = { text: first.text, place: item.place }
  const since = new Date(item.openedAt.getTime() - sameMatterDays * dayMs)
  const [best] = (await repositories.caseDesk.comparable(item, since))
    // The older one is the head: those who wait longest keep their code.
    .filter(({ item: other }) => other.openedAt <= item.openedAt)
    .map(other => ({ ...other, near: sameMatter(own, { text: other.text, place: other.item.place }) }))
    .filter(({ near }) => near > 0)
    .toSorted((a, b) => b.near - a.near || a.item.id - b.item.id)
  return best?.item
}
