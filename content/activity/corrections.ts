/** Corrections inside a line: "5 à nhầm 6 tin", "tổ 2, nhầm, tổ 5", "4 tin chứ không phải 3". The last value wins. */
import type { Slot } from './slots.ts'

type Corrected = Extract<Slot, { kind: 'count' | 'minutes' | 'when' | 'place' | 'session' | 'form' }>

const correctable = (slot: Slot): slot is Corrected =>
  slot.kind === 'count' ||
  slot.kind === 'minutes' ||
  slot.kind === 'when' ||
  slot.kind === 'place' ||
  slot.kind === 'session' ||
  slot.kind === 'form'

/** Whether the value `after` can stand for `before`: the same kind of fact, a bare number for any count. */
function standsFor(before: Corrected, after: Corrected): boolean {
  if (before.kind === 'count' && after.kind === 'count') {
    const [a, b] = [before.count, after.count]
    return (
      a.sort === b.sort ||
      a.sort === 'bare' ||
      b.sort === 'bare' ||
      a.sort === 'classifier' ||
      b.sort === 'classifier'
    )
  }
  if (before.kind === 'minutes' && after.kind === 'count') return after.count.sort === 'bare'
  if (before.kind === 'count' && after.kind === 'minutes') return before.count.sort === 'bare'
  return before.kind === after.kind
}

/** A value that was corrected, with what the first wording still tells (its unit, its noun). */
function merged(before: Corrected, after: Corrected): Corrected {
  if (before.kind === 'count' && after.kind === 'count' && after.count.sort === 'bare')
    return { ...before, count: { ...before.count, value: after.count.value, negative: after.count.negative } }
  if (before.kind === 'minutes' && after.kind === 'count' && after.count.value !== null)
    return { ...before, minutes: after.count.value }
  return after
}

/** The slots with corrections carried out; the words of correction themselves are dropped. */
export function applyCorrections(slots: readonly Slot[]): Slot[] {
  const result: Slot[] = []
  for (let at = 0; at < slots.length; at++) {
    const slot = slots[at]
    if (slot === undefined) break
    if (slot.kind === 'sign' && slot.sign === 'right') {
      replaceEarlier(result)
      continue
    }
    if (slot.kind !== 'sign' || (slot.sign !== 'correction' && slot.sign !== 'instead-of')) {
      result.push(slot)
      continue
    }
    const next = slots.findIndex(
      (candidate, index) => index > at && index <= at + 6 && correctable(candidate),
    )
    const value = slots[next]
    if (value === undefined || !correctable(value)) continue
    const between = slots.slice(at + 1, next)
    if (between.some(({ kind }) => kind === 'link')) continue
    if (slot.sign === 'instead-of') {
      // What follows was wrong: "không phải 3".
      at = next
      continue
    }
    // "5 à nhầm 6": the comma or word between belongs to the correction.
    while (result.at(-1)?.kind === 'break' && result.at(-1)?.from !== undefined && isComma(result.at(-1)))
      result.pop()
    const previous = result.findLastIndex(candidate => correctable(candidate) && standsFor(candidate, value))
    const wrong = result[previous]
    if (wrong === undefined || !correctable(wrong)) continue
    const right = merged(wrong, value)
    result.splice(previous, 1, { ...right, from: wrong.from, to: wrong.to })
    // "tối thứ 2 à nhầm tối thứ 3": the day behind the part of day was meant too.
    const day = slots[next + 1]
    const earlier = result.findLastIndex(({ kind }) => kind === 'when')
    const wrongDay = result[earlier]
    if (value.kind === 'session' && day?.kind === 'when' && wrongDay !== undefined) {
      result.splice(earlier, 1, { ...day, from: wrongDay.from, to: wrongDay.to })
      at = next + 1
      continue
    }
    result.push(
      ...between.filter(item => item.kind !== 'break' && item.kind !== 'sign' && item.kind !== 'verb'),
    )
    at = next
  }
  return result
}

/** The last value stands for the one of its kind before it: "thứ 3 (thứ 4 mới đúng)". */
function replaceEarlier(result: Slot[]): void {
  const last = result.findLastIndex(correctable)
  const value = result[last]
  if (value === undefined || !correctable(value)) return
  const earlier = result.findLastIndex(
    (candidate, index) => index < last && correctable(candidate) && standsFor(candidate, value),
  )
  const wrong = result[earlier]
  if (wrong === undefined || !correctable(wrong)) return
  result.splice(last, 1)
  result.splice(earlier, 1, { ...merged(wrong, value), from: wrong.from, to: wrong.to })
}

const isComma = (slot: Slot | undefined): boolean => slot?.kind === 'break' && slot.strength === 'comma'
