/** A choice is picked the way people say it, and never by a sentence that means something else. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fold } from '../../content/language/unicode.ts'
import { pickChoice } from '../../handlers/pick-choice.ts'

const three = [
  { label: 'Đăng ký khai sinh cho trẻ mới sinh' },
  { label: 'Khai sinh trễ hạn cho con' },
  { label: 'Khai sinh có người nước ngoài' },
]
const picked = (text: string, choices = three): number | undefined => {
  const choice = pickChoice(text, choices, false)
  return choice === undefined ? undefined : choices.indexOf(choice) + 1
}

describe('the second of three', () => {
  test.each([
    '2',
    '2.',
    '(2)',
    'số 2',
    'so 2 nhe',
    'hai',
    'Cái thứ hai ạ',
    'cai thu 2 nha em',
    'dạ chọn số hai',
    'cho tôi xem mục 2',
    'ý thứ nhì',
    'câu hai đó em',
    'em chọn cái 2 ạ',
    'lựa chọn 2',
    'bấm số 2',
    'the second one',
    'khai sinh trễ hạn cho con',
    'KHAI SINH TRE HAN CHO CON',
    'khai sinh trễ hạn',
    'cái trễ hạn',
    'cho tôi hỏi cái trễ hạn nhé',
    'mục khai sinh trễ hạn',
  ])('%s', said => expect(picked(said)).toBe(2))
})

test('the first and the last by their place', () => {
  expect(picked('cái đầu tiên')).toBe(1)
  expect(picked('cái trên cùng')).toBe(1)
  expect(picked('cái cuối')).toBe(3)
  expect(picked('cuối cùng nhé')).toBe(3)
})

describe('no choice at all', () => {
  test.each([
    ['beyond the list', '4'],
    ['zero', '0'],
    ['a figure in a question', 'con tôi 2 tuổi thì sao'],
    ['two numbers', '1 và 2'],
    ['an amount', '2 triệu'],
    ['words all labels share', 'khai sinh'],
    ['another question', 'lệ phí chứng thực bao nhiêu'],
    ['a refusal', 'không phải mấy cái này'],
    ['nothing', '   '],
    ['marks only', '?!'],
  ])('%s: %s', (_, said) => expect(picked(said)).toBeUndefined())

  test('half of a short label may mean its opposite', () => {
    const rating = [{ label: '👍 Có ích' }, { label: '👎 Chưa đúng' }]
    expect(picked('đúng', rating)).toBeUndefined()
    expect(picked('cái đúng', rating)).toBeUndefined()
    expect(picked('có', rating)).toBeUndefined()
    expect(picked('chưa đúng', rating)).toBe(2)
  })
})

const labels = fc
  .uniqueArray(fc.stringMatching(/^[a-zăâđêôơưàáảãạ]{3,8}( [a-zăâđêôơưàáảãạ]{3,8}){0,4}$/u), {
    minLength: 1,
    maxLength: 9,
    selector: label => fold(label),
  })
  .map(all => all.map(label => ({ label })))

test('any text at all is read without throwing, and what is picked was on offer', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 150 }),
      labels,
      fc.boolean(),
      (text, choices, only) => {
        const choice = pickChoice(text, choices, only)
        expect(choice === undefined || choices.includes(choice)).toBe(true)
      },
    ),
  )
})

test('every choice is picked by its number and by its label, with or without marks, composed or not', () => {
  fc.assert(
    fc.property(labels, fc.nat(), (choices, any) => {
      const index = any % choices.length
      const { label } = choices[index] ?? { label: '' }
      expect(pickChoice(String(index + 1), choices, false)).toBe(choices[index])
      for (const said of [label, fold(label), label.normalize('NFD'), label.toUpperCase(), ` ${label}. `])
        expect(pickChoice(said, choices, true)).toBe(choices[index])
    }),
  )
})

test('where a number is asked for, numbers pick nothing', () => {
  fc.assert(
    fc.property(labels, fc.integer({ min: -5, max: 120 }), (choices, number) => {
      expect(pickChoice(String(number), choices, true)).toBeUndefined()
    }),
  )
})
