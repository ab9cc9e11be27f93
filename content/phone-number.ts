/** Finds one Vietnamese phone number in what a resident wrote, for those who want officers to call them. Pure. */

/**
 * Mobile numbers (03, 05, 07, 08, 09 and eight digits; Thông tư 22/2014/TT-BTTTT as renumbered in 2018) and land lines
 * (02 and nine digits), with +84 or 0 before them and blanks, dots or dashes between.
 */
const pattern = /(?<!\d)(?:\+?84|0)[ .-]?(?:[35789](?:[ .-]?\d){8}|2(?:[ .-]?\d){9})(?!\d)/g

/** @returns the last number written, as "0912345678"; undefined when there is none */
export const phoneIn = (text: string): string | undefined => {
  const found = [...text.matchAll(pattern)].at(-1)?.[0]
  return found?.replaceAll(/[^\d]/g, '').replace(/^84/, '0')
}

/** "0912345678" → "0912 345 678" */
export const showPhone = (phone: string): string => phone.replace(/^(\d{4})(\d{3})(\d+)$/, '$1 $2 $3')
