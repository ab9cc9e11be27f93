/** What channels show of a reply: whole links, balanced marks, nothing over the limit, nothing lost. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toHtml, toPlain, toWebHtml, visibleText } from '../../bot/channels/markup.ts'
import { pieces, splitMarkup } from '../../bot/channels/render.ts'
import { type Capabilities, plain } from '../../bot/chat.ts'

const capabilities: Capabilities = {
  maxText: 100,
  maxButtons: 0,
  maxButtonLabel: 20,
  markup: 'plain',
  photo: false,
  document: false,
  edit: false,
  typing: false,
  windowHours: null,
  pace: { parallel: 1, perSecond: 1, perChatPerSecond: 1, perGroupPerMinute: 1 },
}

describe('markup', () => {
  test('bold, italic, links and lists', () => {
    const text = '**Đậm** và _nghiêng_, xem [Cổng](https://dichvucong.gov.vn/a?b=1&c=2)\n- một\n- hai'
    expect(toHtml(text)).toBe(
      '<b>Đậm</b> và <i>nghiêng</i>, xem <a href="https://dichvucong.gov.vn/a?b=1&amp;c=2">Cổng</a>\n• một\n• hai',
    )
    expect(toPlain(text)).toBe('Đậm và nghiêng, xem Cổng: https://dichvucong.gov.vn/a?b=1&c=2\n- một\n- hai')
    expect(toWebHtml(text)).toMatch(/<ul><li>một<\/li><li>hai<\/li><\/ul>$/)
  })
  test('what people wrote stays as they wrote it', () => {
    const hostile = '**a** [x](https://y) <b>_c_</b>'
    expect(toPlain(plain(hostile))).toBe(hostile)
    expect(toHtml(plain(hostile))).not.toMatch(/<(?!\/?a\b)/)
  })
  test('HTML is well-formed whatever the text', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ab*_[\]()<>&"' \n-]{0,80}$/), text => {
        for (const html of [toHtml(text), toWebHtml(text)]) {
          const open: string[] = []
          for (const [, close, tag = ''] of html.matchAll(/<(\/?)(\w+)[^>]*>/g)) {
            if (close === '') open.push(tag)
            else expect(open.pop()).toBe(tag)
          }
          expect(open).toEqual([])
          expect(html.replaceAll(/<\/?(?:b|i|a|p|ul|ol|li)(?: [^<>]*)?>/g, '')).not.toMatch(/[<>]/)
        }
      }),
    )
  })
})

describe('splitting', () => {
  test('at paragraph ends first, then sentences, never inside a link', () => {
    const link = '[Cổng Dịch vụ công quốc gia](https://dichvucong.gov.vn/thu-tuc)'
    const parts = splitMarkup(
      `Đoạn một nói về việc này.\n\nĐoạn hai dài hơn. Xem ${link} để biết thêm nhé.`,
      70,
      text => text.length,
    )
    expect(parts[0]).toBe('Đoạn một nói về việc này.')
    expect(parts.join(' ')).toContain(link)
    expect(parts.filter(part => part.includes('dichvucong'))).toHaveLength(1)
  })
  test('keeps all words, in order, within the limit', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-zđăâ]{1,12}$/), { minLength: 1, maxLength: 80 }), words => {
        const parts = splitMarkup(words.join(' '), 40, text => text.length)
        for (const part of parts) expect(part.length).toBeLessThanOrEqual(40)
        expect(parts.join(' ').split(/\s+/)).toEqual(words)
      }),
    )
  })
  test('never cuts an emoji or a letter from its mark', () => {
    const text = '👨‍👩‍👧‍👦'.repeat(30)
    for (const part of splitMarkup(text, 40, value => value.length))
      expect(part).not.toMatch(/^\u200d|\u200d$|[\ud800-\udbff]$/)
  })
})

describe('pieces', () => {
  test('without buttons: numbered choices, links printed, a hint', () => {
    const [piece] = pieces(
      {
        text: 'Chọn:',
        buttons: [
          [
            { label: 'Một việc', value: 'a' },
            { label: 'Việc khác', value: 'b' },
          ],
          [{ label: 'Cổng', value: 'p', url: 'https://dichvucong.gov.vn' }],
        ],
      },
      capabilities,
      'Trả lời bằng số.',
    )
    expect(piece?.text).toBe(
      'Chọn:\n\n1. Một việc\n2. Việc khác\n- Cổng: https://dichvucong.gov.vn\nTrả lời bằng số.',
    )
    expect(piece?.buttons).toBeUndefined()
  })
  test('with buttons: they come with the last piece, labels shortened', () => {
    const all = pieces(
      {
        text: 'Một câu. '.repeat(30),
        buttons: [[{ label: 'Một nhãn nút dài quá cỡ cho phép', value: 'a' }]],
      },
      { ...capabilities, maxButtons: 5, markup: 'html' },
      '',
    )
    expect(all.length).toBeGreaterThan(1)
    expect(all.slice(0, -1).every(({ buttons }) => buttons === undefined)).toBe(true)
    expect(all.at(-1)?.buttons?.[0]?.[0]?.label.length).toBeLessThanOrEqual(20)
    for (const { text } of all) expect(visibleText(text).length).toBeLessThanOrEqual(95)
  })
})
