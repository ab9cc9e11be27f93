/** Step cards stand on answers that exist; who changes an answer finds its cards through them. */
import type { Loaded } from '../library.ts'
import type { Problem } from '../yaml.ts'

export const knownHandbookGrounds = ({ library }: Loaded): Problem[] => {
  const entries = new Set(library.entries.map(({ id }) => id))
  return library.handbook.flatMap(card =>
    card.based
      .filter(id => !entries.has(id))
      .map(id => ({
        file: 'content/handbook.yaml',
        line: 0,
        entry: card.id,
        message: `thẻ dựa vào câu trả lời "${id}" không có`,
        hint: 'Ghi đúng mã câu trả lời trong "based"',
        severity: 'error' as const,
      })),
  )
}
