/** Answers and corrections typed on a card: read field by field, whatever people type, and never thrown at. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { vocabularyOf } from '../../content/activity/ward-vocabulary.ts'
import { linksIn, readAnswer, readCorrection } from '../../handlers/activity/answers.ts'
import {
  type CardItem,
  cardFields,
  countedQuantity,
  emptyItem,
  fieldsToStore,
  itemOf,
  publicPlace,
} from '../../handlers/activity/card.ts'
import type { Desk } from '../../handlers/activity/desk.ts'
import { sharedContent } from '../support/conversation.ts'

const { library, locales } = sharedContent('muong-lay').current()
const desk: Desk = {
  plan: library.plan,
  plans: library.plans,
  ward: { ...library.ward, neighbourhoods: ['Tổ dân phố 1', 'Tổ dân phố 2'] },
  vocabulary: vocabularyOf({ neighbourhoods: ['Tổ dân phố 1', 'Tổ dân phố 2'], places: [] }),
  today: '2026-03-05',
  t: locales.in('vi'),
  doer: 'Trung tâm Dịch vụ tổng hợp',
  areaRules: new Map(),
}
const item: CardItem = {
  ...emptyItem(desk.doer),
  form: 'loudspeaker',
  quantity: 2,
  unit: 'tin',
  minutes: 7,
  date: '2026-03-05',
}
const after = (field: (typeof cardFields)[number], text: string) => {
  const read = readAnswer(field, text, item, desk)
  return read.kind === 'ok' ? read.item : read.key
}

test.each([
  ['quantity', '4', { quantity: 4, unit: 'tin' }],
  ['quantity', '4 bài', { quantity: 4, unit: 'bài' }],
  ['minutes', '8', { minutes: 8, minutesEach: null }],
  ['minutes', 'mỗi tin 6 phút', { minutes: 12, minutesEach: 6 }],
  ['minutes', 'bỏ qua', { minutes: null }],
  ['date', 'hôm qua', { date: '2026-03-04' }],
  ['date', 'chieu 1/3', { date: '2026-03-01', session: 'chiều' }],
  ['form', 'băng rôn', { form: 'banner', target: 'bang-ron-30' }],
  ['form', 'Xe tuyên truyền lưu động', { form: 'mobile_van', target: 'xe-12' }],
  ['place', 'tdp 2', { place: 'Tổ dân phố 2' }],
  ['topics', 'vneid, bưu chính công ích', { topics: ['bcci', 'vneid'] }],
  ['doer', 'VHXH', { doer: 'Phòng Văn hóa - Xã hội' }],
  ['people', '40 người', { people: 40 }],
  ['note', 'gọi 0912345678', { note: 'gọi [số điện thoại]' }],
] as const)('%s "%s"', (field, text, changed) => {
  const read = after(field, text)
  expect(read).toMatchObject('topics' in changed ? {} : changed)
  if ('topics' in changed && typeof read !== 'string')
    expect(new Set(read.topics)).toEqual(new Set(changed.topics))
})

test.each([
  ['quantity', 'nhiều', 'activity.bad.quantity'],
  ['quantity', 'không', 'activity.bad.required'],
  ['date', '31/12', 'activity.bad.future'],
  ['date', 'lâu rồi', 'activity.bad.date'],
  ['doer', 'Sở Nội vụ', 'activity.bad.doer'],
] as const)('%s "%s" is asked again', (field, text, key) => {
  expect(after(field, text)).toBe(key)
})

test('a correction changes what it names and nothing else', () => {
  expect(readCorrection('à 4 tin', item, desk)).toMatchObject({ quantity: 4, minutes: 7, date: '2026-03-05' })
  expect(readCorrection('chiều hôm qua', item, desk)).toMatchObject({
    quantity: 2,
    date: '2026-03-04',
    session: 'chiều',
  })
  // Another form of work is no correction of this one.
  expect(readCorrection('treo 3 băng rôn', item, desk)).toBeUndefined()
  expect(readCorrection('cảm ơn em', item, desk)).toBeUndefined()
})

test('"mỗi tin 5 phút" lengthens a card of several by all of them', () => {
  const item = {
    ...emptyItem(null),
    form: 'loudspeaker' as const,
    quantity: 8,
    unit: 'tin',
    date: '2026-03-01',
  }
  expect(readCorrection('mỗi tin 5 phút', item, desk)).toMatchObject({ minutes: 40, minutesEach: 5 })
  expect(readCorrection('5 phút', item, desk)).toMatchObject({ minutes: 5, minutesEach: null })
})

test('whatever is typed, an answer is read or asked again, never thrown; required fields never get lost', () => {
  fc.assert(
    fc.property(fc.constantFrom(...cardFields), fc.string({ unit: 'grapheme' }), (field, text) => {
      const read = readAnswer(field, text, item, desk)
      if (read.kind === 'bad') return
      expect(read.item.form).not.toBeNull()
      expect(read.item.quantity).not.toBeNull()
      expect(read.item.date).not.toBeNull()
    }),
  )
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), text => {
      const corrected = readCorrection(text, item, desk)
      if (corrected !== undefined) expect(corrected.form).toBe('loudspeaker')
    }),
  )
})

test('what is stored reads back as the same card', () => {
  const stored = fieldsToStore({ ...item, areas: ['tổ 1', 'tổ 2'], eachArea: true }, 'log')
  expect(stored.quantity).toBe(4)
  const back = itemOf(stored)
  expect(countedQuantity(back)).toBe(4)
  expect(fieldsToStore(back, 'log')).toEqual(stored)
})

test('private places of people helped are not kept, public ones are', () => {
  expect(publicPlace('nhà bà Lan')).toBeNull()
  expect(publicPlace('nhà văn hóa tổ 3')).toBe('nhà văn hóa tổ 3')
  expect(publicPlace('tổ 3')).toBe('tổ 3')
})

test('links are found without the punctuation around them', () => {
  expect(linksIn('xem (https://a.gov.vn/x), và fb.com/y.')).toEqual(['https://a.gov.vn/x', 'fb.com/y'])
  expect(linksIn('loa 2 tin 7.5 phút')).toEqual([])
})

test('step cards can be read aloud in a minute or two', () => {
  for (const { id, steps, ready, stuck } of library.handbook) {
    const words = [...ready, ...steps, ...stuck.flatMap(trouble => [trouble.when, trouble.do])]
      .join(' ')
      .split(/\s+/)
    expect.soft(words.length, id).toBeLessThan(240)
    for (const step of steps) expect.soft(step.split(/\s+/).length, step).toBeLessThanOrEqual(32)
  }
})
