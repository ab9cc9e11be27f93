/** What the buttons under an answer say: words that fit this answer, picked by tap, by number or by typing them. */
import { expect, test } from 'vitest'
import { contentDir } from '../../bot/content-dir.ts'
import { fold } from '../../content/language/unicode.ts'
import { loadLibrary } from '../../content/library.ts'
import { loadLocales } from '../../content/locales.ts'
import { facets } from '../../content/model/faq.ts'
import { testWard } from '../support/conversation.ts'
import { dialogue } from '../support/dialogue.ts'

dialogue(
  'opening hours are not "how long it takes", nor the counter "where to file"',
  ['phường mấy giờ mở cửa', /giờ hành chính/],
  { offers: ['Địa chỉ', 'Nộp ngoài giờ'] },
  { presses: 'Nộp ngoài giờ', hears: /kể cả đêm và ngày nghỉ/ },
  { offers: ['Giờ làm việc', 'Địa chỉ', 'Xem toàn bộ'] },
)
dialogue(
  'cheated of money: the buttons speak of it, and are picked by their words',
  ['tôi bị lừa chuyển tiền rồi phải làm sao', /Gọi ngân hàng/],
  { offers: ['Bằng chứng mang theo', 'Báo ở đâu', 'Làm gì trước'] },
  ['bằng chứng mang theo', /sao kê/],
  ['báo ở đâu', /công an nơi gần nhất/],
)
dialogue(
  'a button is picked by its number as well',
  ['tôi bị lừa chuyển tiền rồi phải làm sao', /Gọi ngân hàng/],
  ['1', /sao kê/],
)
dialogue(
  'people go on asking in their own words, whatever the buttons say',
  ['tôi bị lừa chuyển tiền rồi phải làm sao', /Gọi ngân hàng/],
  ['cần mang giấy tờ gì', /giấy tờ tùy thân/],
  ['nộp ở đâu', /công an nơi gần nhất/],
)
dialogue(
  'a part nothing tells of is named in words that suit any answer',
  ['tôi bị lừa chuyển tiền rồi phải làm sao', /Gọi ngân hàng/],
  ['bao lâu thì xong', /Về phần "thời gian"/, /Bao lâu xong/],
  { offers: ['Báo ở đâu'] },
)
dialogue(
  'what the police decide is asked there, not at the counter',
  ['tôi bị lừa chuyển tiền rồi phải làm sao', /Gọi ngân hàng/],
  ['bao lâu thì xong', /hỏi công an phường/, /Trung tâm Phục vụ hành chính công/],
)
dialogue(
  'asked how to pay or how to get help, the answer comes whole and not its line about costs',
  ['trả tiền bị trừ hai lần', /đừng bấm trả lần hai/],
  ['nhờ luật sư miễn phí', /trợ giúp pháp lý/],
)

test('what the answer has just said gets no button beside it', async () => {
  const { person } = await testWard()
  const resident = person('ba-tu')
  await resident.says('phường mấy giờ mở cửa')
  expect(resident.choices).not.toContain('Giờ làm việc')
})

test('no two parts of a shipped answer bear the same label', () => {
  const { library } = loadLibrary({ contentDir, ward: 'muong-lay' })
  const t = loadLocales(contentDir).in('vi')
  const twice = library.entries.flatMap(({ id, facets: parts, facetLabels }) => {
    const labels = facets
      .filter(facet => parts[facet] !== undefined)
      .map(facet => fold(facetLabels?.[facet] ?? t(`facets.${facet}`)))
    return new Set(labels).size === labels.length ? [] : [id]
  })
  expect(twice).toEqual([])
})
