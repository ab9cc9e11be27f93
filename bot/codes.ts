/** Codes people read out and type: no letters or digits that look or sound alike. */

const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'

/** @param random a whole number below its argument, unguessable */
export const newCode = (length: number, random: (limit: number) => number): string =>
  Array.from({ length }, () => alphabet.charAt(random(alphabet.length))).join('')
