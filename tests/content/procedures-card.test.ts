/** What a procedure's card says, and how it stays honest where the source is silent or out of date. */
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { loadLocales } from '../../content/locales.ts'
import { facets } from '../../content/model/faq.ts'
import { type Procedure, procedureSchema } from '../../content/model/procedure.ts'
import {
  byChannel,
  channelState,
  documentsOf,
  noticeOf,
  procedureCard,
} from '../../content/procedure-card.ts'
import { cardText, facetText } from '../../content/procedure-text.ts'
import { readYamlList } from '../../content/yaml.ts'

const content = fileURLToPath(new URL('../../content/', import.meta.url))
const locales = loadLocales(content)
const t = locales.in('vi')
const bees: Procedure = {
  code: '1.009999',
  name: 'Xác nhận đã nuôi ong',
  title: 'Xác nhận nuôi ong',
  aliases: [],
  field: 'Chăn nuôi',
  topic: null,
  authority: 'Ủy ban nhân dân phường, xã',
  level: 'commune',
  documents: ['Đơn đề nghị'],
  documentsMore: null,
  submission: [
    { channel: 'online', time: '3 ngày làm việc', fee: '5.000 đồng' },
    { channel: 'in-person', time: '3 ngày làm việc', fee: '10.000 đồng' },
  ],
  result: 'Giấy xác nhận',
  legalBasis: [],
  url: 'https://dichvucong.gov.vn/thu-tuc-hanh-chinh/abc',
  status: 'in-force',
  statusNote: null,
  checked: '2026-11-22',
}
const say = (changes: Partial<Procedure>, facet: Parameters<typeof facetText>[1]) =>
  facetText(procedureCard({ ...bees, ...changes }), facet, t)
const whole = (changes: Partial<Procedure>) => cardText(procedureCard({ ...bees, ...changes }), t)

describe('parts', () => {
  test('a figure all channels share is said once, others one by one', () => {
    expect(byChannel(bees, 'time')).toEqual({ kind: 'same', text: '3 ngày làm việc' })
    expect(say({}, 'fee')).toBe(
      '**Lệ phí** theo cách nộp:\n- qua mạng: 5.000 đồng\n- nộp trực tiếp: 10.000 đồng',
    )
  })

  test('a channel without a figure says so beside one that has it', () => {
    const submission: Procedure['submission'] = [
      { channel: 'online', time: null, fee: '7.000 đồng' },
      { channel: 'in-person', time: null, fee: null },
    ]
    expect(say({ submission }, 'fee')).toContain('nộp trực tiếp: nguồn không ghi rõ')
  })

  test.each(['fee', 'time'] as const)('no %s known: no figure, and where to ask', part => {
    const submission: Procedure['submission'] = [{ channel: 'online', time: null, fee: null }]
    expect(byChannel({ submission }, part)).toEqual({ kind: 'unknown' })
    expect(say({ submission }, part)).not.toMatch(/\d/)
    expect(say({ submission: [] }, part)).toMatch(/chưa có .* chắc chắn/)
  })

  test('no papers known is not "no papers needed"', () => {
    expect(documentsOf({ documents: [], documentsMore: null })).toEqual({ kind: 'unknown' })
    expect(say({ documents: [] }, 'documents')).toMatch(/không ghi giấy tờ/)
  })

  test('further papers of special cases are mentioned', () => {
    expect(say({ documentsMore: 3 }, 'documents')).toMatch(/Còn giấy tờ khác/)
  })

  test('a channel the source does not list is not called closed', () => {
    expect(channelState(bees, 'post')).toBe('unstated')
    expect(say({}, 'post')).toMatch(/không ghi/)
    expect(say({}, 'online')).toContain('https://dichvucong.gov.vn/')
  })

  test('another office is named as such', () => {
    expect(say({ level: 'elsewhere', authority: 'Cơ quan thuế' }, 'where')).toMatch(
      /Cơ quan thuế.*\n.*cơ quan khác/,
    )
    expect(say({ authority: null }, 'where')).toMatch(/không ghi rõ nơi giải quyết/)
  })

  test('who and how are left to the topic', () => {
    expect(say({}, 'who')).toBeUndefined()
    expect(say({}, 'how')).toBeUndefined()
  })
})

describe('the card', () => {
  test('checked and in force: no warning', () => {
    expect(noticeOf(bees)).toEqual({ kind: 'none' })
    expect(whole({})).not.toContain('⚠️')
    expect(whole({})).toContain('Dữ kiện ngày 22/11/2026.')
  })

  test.each(['unchecked', 'to-check', 'amended', 'abolished'] as const)(
    '%s: warns before anything else',
    status => {
      const [head, warning] = whole({ status, statusNote: 'Hỏi Công an phường, xã.' }).split('\n\n')
      expect(head).toContain('Xác nhận nuôi ong')
      expect(warning).toMatch(/^⚠️ .*Hỏi Công an phường, xã\.$/)
    },
  )

  test('abolished: no papers, no figures, no buttons, no link to the old page', () => {
    const card = procedureCard({ ...bees, status: 'abolished', statusNote: 'Nay làm theo thủ tục mới.' })
    expect(card.facets).toEqual([])
    expect(cardText(card, t)).not.toMatch(/Đơn đề nghị|5\.000|https:/)
    expect(cardText(card, t)).toContain('Nay làm theo thủ tục mới.')
  })

  test('offers buttons only for parts that say something', () => {
    expect(procedureCard(bees).facets).toEqual(['documents', 'fee', 'time', 'where', 'online'])
    expect(procedureCard({ ...bees, submission: [], documents: [] }).facets).toEqual(['where'])
  })
})

test('every shipped procedure has a card in both languages, with every word of the locale in place', () => {
  const procedures = readdirSync(`${content}procedures`).flatMap(name =>
    readYamlList(`${content}procedures/${name}`, procedureSchema).values.map(({ value }) => value),
  )
  for (const locale of ['vi', 'en'] as const) {
    const translate = locales.in(locale)
    for (const procedure of procedures) {
      const card = procedureCard(procedure)
      const texts = [
        cardText(card, translate),
        ...facets.map(facet => facetText(card, facet, translate) ?? ''),
      ]
      expect(texts.join('\n')).not.toMatch(/procedure-card\.|\{\{|undefined|null/)
    }
  }
})
