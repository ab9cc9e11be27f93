import { expect, test } from 'vitest'
import { parseActivity } from '../../../content/activity/parse-activity.ts'
import { comparablePlace, vocabularyOf } from '../../../content/activity/ward-vocabulary.ts'

const vocabulary = vocabularyOf({
  neighbourhoods: ['Tổ dân phố 1', 'Tổ dân phố 2', 'Bản Pom Khoang 1', 'Bản Lướt', 'Bản Huổi Mí'],
  places: ['Chợ trung tâm Mường Lay', 'Nhà văn hóa bản Mới 2', 'Cầu Suối Lư'],
})
const read = (text: string) => {
  const parsed = parseActivity(text, { today: '2026-11-22', vocabulary })
  return parsed.kind === 'activities' ? parsed.activities[0] : undefined
}

test('a place keeps the words of the officer and gains the ward’s own name', () => {
  expect(read('/ghi loa 2 tin VNeID tdp 1')).toMatchObject({ place: 'tdp 1', wardPlace: 'Tổ dân phố 1' })
  expect(read('/ghi loa 2 tin vneid ban luot')).toMatchObject({ place: 'ban luot', wardPlace: 'Bản Lướt' })
})

test('a name of the list is found without its kind', () => {
  expect(read('/ghi loa 2 tin VNeID Huổi Mí')).toMatchObject({ quantity: 2, wardPlace: 'Bản Huổi Mí' })
  expect(read('/ghi treo 2 băng rôn DVC Suối Lư hôm qua')).toMatchObject({ wardPlace: 'Cầu Suối Lư' })
})

test('a slip in a name is matched, another number is not', () => {
  expect(vocabulary.nameOf('bản Pom Khoan 1')).toBe('Bản Pom Khoang 1')
  expect(vocabulary.nameOf('bản Pom Khoag 1')).toBe('Bản Pom Khoang 1')
  expect(vocabulary.nameOf('tổ dân phố 9')).toBeNull()
  expect(vocabulary.nameOf('chợ Dốc Nam')).toBeNull()
})

test('without a list the patterns alone serve', () => {
  const parsed = parseActivity('/ghi loa 2 tin VNeID bản Lướt', { today: '2026-11-22' })
  expect(parsed).toMatchObject({ activities: [{ place: 'bản Lướt', wardPlace: null }] })
})

test('spellings of one place compare equal', () => {
  for (const spelling of ['TDP 5', 'tổ dân phố số 05', 'Tổ 5', 'tdp5'])
    expect(comparablePlace(spelling)).toBe('to 5')
  expect(comparablePlace('NVH bản Lướt')).toBe(comparablePlace('Nhà văn hóa bản Lướt'))
})
