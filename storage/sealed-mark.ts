/**
 * How a sealed text stands in a stored message: the outbox keeps it sealed, and only what goes out over the channel is
 * readable. A mark can't be forged by writing one: opening fails for what our key has not sealed.
 */

/** What phone numbers of cases are sealed for. */
export const phonePurpose = 'case-phone'

const mark = /⟦(v\d+\.[\w-]{20,400})⟧/g

export const sealedMark = (sealed: string): string => `⟦${sealed}⟧`

/** @param open opens a sealed text; undefined when it can't be opened */
export const revealMarks = (text: string, open: (sealed: string) => string | undefined): string =>
  text.includes('⟦') ? text.replaceAll(mark, (whole, sealed: string) => open(sealed) ?? whole) : text
