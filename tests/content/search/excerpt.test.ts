/** Only the lines of an answer that speak of what is asked on about are shown again. */
import { expect, test } from 'vitest'
import { createLexicon, read } from '../../../content/language/reading.ts'
import { createSpeller } from '../../../content/language/spelling.ts'
import { excerptOf } from '../../../content/search/excerpt.ts'

const told = (answer: string) => ({ title: 'Xin cấp giấy', answer, facets: {} })
const lexicon = createLexicon([read('xin cấp giấy')])
const dictionary = { lexicon, speller: createSpeller(lexicon.words(), lexicon) }

test('the line that names a sum answers what it costs', () => {
  const answer = 'Mang đơn tới quầy.\nLệ phí 8.000 đồng một bản.\nNhận sau 3 ngày.'
  expect(excerptOf(told(answer), 'hết bao nhiêu tiền', 'fee', dictionary)).toBe('Lệ phí 8.000 đồng một bản.')
})

test('căn cước, cuộc họp, lao động and hội đồng are no money', () => {
  const answer =
    'Mang thẻ căn cước.\nCuộc họp do hội đồng mở.\nNgười lao động ký tên, các hoạt động khác ghi sau.'
  expect(excerptOf(told(answer), 'lệ phí thế nào', 'fee', dictionary)).toBeUndefined()
})
