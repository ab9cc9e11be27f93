/** The phone number in what a resident wrote, for those who want officers to call them. Pure. */
import { findPersonal } from './personal-data.ts'

/** Ten digits, or eleven for the old land lines, with the 0 people dial. */
const dialled = /^0\d{9,10}$/

/** @returns the last number written, as "0912345678"; undefined when none can be read as one to dial */
export const phoneIn = (text: string): string | undefined => {
  const whole = text.normalize('NFC')
  return findPersonal(whole)
    .filter(({ kind }) => kind === 'phone')
    .toSorted((a, b) => a.start - b.start)
    .map(({ start, end }) => whole.slice(start, end).replaceAll(/\D/g, '').replace(/^84/, '0'))
    .findLast(number => dialled.test(number))
}

/** "0912345678" → "0912 345 678" */
export const showPhone = (phone: string): string => phone.replace(/^(\d{4})(\d{3})(\d+)$/, '$1 $2 $3')
