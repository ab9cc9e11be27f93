/** Groups questions that ask the same thing in other words, so that one answer serves them all. Pure. */

/** Share of telling words two questions must have in common (Dice). */
const alikeAbove = 0.6

interface Gathered<T> {
  readonly items: T[]
  readonly words: Set<string>[]
}

const likeness = (a: ReadonlySet<string>, b: ReadonlySet<string>): number => {
  let common = 0
  for (const word of a) if (b.has(word)) common += 1
  return (2 * common) / (a.size + b.size)
}

/**
 * @param gist the telling words of a text, folded (`Engine.gist`)
 * @returns groups with most questions first; equal ones, and the questions in each, in the order given
 */
export const groupAlike = <T extends { readonly text: string }>(
  items: readonly T[],
  gist: (text: string) => string,
): T[][] => {
  const groups: Gathered<T>[] = []
  for (const item of items) {
    const words = new Set(gist(item.text).split(' '))
    let best: Gathered<T> | undefined
    let bestLikeness = alikeAbove
    for (const group of groups) {
      for (const other of group.words) {
        const found = likeness(words, other)
        if (found >= bestLikeness && (best === undefined || found > bestLikeness)) {
          best = group
          bestLikeness = found
        }
      }
    }
    if (best === undefined) groups.push({ items: [item], words: [words] })
    else {
      best.items.push(item)
      best.words.push(words)
    }
  }
  return groups.map(({ items: gathered }) => gathered).sort((a, b) => b.length - a.length)
}
