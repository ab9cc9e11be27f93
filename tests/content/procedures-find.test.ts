/** Residents find a procedure by whatever they call it; officers by code or a name typed in haste. */
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { procedureSchema } from '../../content/model/procedure.ts'
import { codesIn, nearCodes } from '../../content/search/procedure-code.ts'
import { buildProcedureFinder } from '../../content/search/procedures.ts'
import { readYamlList } from '../../content/yaml.ts'

const content = fileURLToPath(new URL('../../content/procedures/', import.meta.url))
const procedures = readdirSync(content).flatMap(name =>
  readYamlList(`${content}${name}`, procedureSchema).values.map(({ value }) => value),
)
const finder = buildProcedureFinder(procedures)
const first = (text: string): string | undefined => finder.find(text, 1)[0]?.code

describe('by code', () => {
  test.each([
    '1.001193',
    '1001193',
    '1. 001193',
    '1.001 193',
    '1,001193',
    'mã 1.001193 là gì',
    '1.OO1193',
    'l.001193',
  ])('%s is the registration of a birth', text => {
    expect(finder.byCode(text)?.title).toBe('Đăng ký khai sinh')
    expect(finder.find(text)).toEqual([{ code: '1.001193', score: 1 }])
  })

  test.each(['0912345678', '001085012345', '1.001.193 đồng', '1.001.193đ', 'ngày 1/1/2026', '12001193'])(
    '%s is no code',
    text => {
      expect(finder.byCode(text)).toBeUndefined()
    },
  )

  test('one figure off offers near codes, never as sure as the code itself', () => {
    const hits = finder.find('mã 1.001139')
    expect(hits.map(hit => hit.code)).toContain('1.001193')
    expect(hits.every(hit => hit.score < 1)).toBe(true)
  })

  test('a sum of money that resembles a code is none', () => {
    expect(finder.find('1.001.190 đồng').filter(hit => hit.score >= 0.5)).toEqual([])
  })

  test('codes keep their order and are named once', () => {
    expect(codesIn('1.001193 hay 2.000635, 1001193')).toEqual(['1.001193', '2.000635'])
    expect(nearCodes('1.001193', new Map([['1.001193', 0]]))).toEqual([])
  })
})

describe('by name, everyday name and life event', () => {
  test.each([
    ['Đăng ký khai sinh', '1.001193'],
    ['dang ky khai sinh', '1.001193'],
    ['thủ tục đăng ký kết hôn', '1.000894'],
    ['giấy độc thân', '1.004873'],
    ['xin giay xac nhan tinh trang hon nhan', '1.004873'],
    ['làm giấy khai sanh cho con', '1.001193'],
    ['mẹ tôi mới mất', '1.000656'],
    ['vợ tôi mới sinh', '1.001193'],
    ['mua xe máy cũ', '1.013076'],
    ['chuyển từ tỉnh khác về', '1.004222'],
    ['tôi mới thuê phòng trọ', '1.004194'],
    ['mất sổ đỏ', '1.012786'],
    ['sao y bản chính', '2.000815'],
    ['muốn mở tiệm tạp hóa nhỏ', '1.001612'],
    ['chia thừa kế', '2.001406'],
    ['luật sư miễn phí cho hộ nghèo', '2.000829'],
    ['hàng xóm lấn đất nhà tôi', '1.012812'],
    ['xin giấy ct07', '1.010041'],
    ['con trai tôi nghiện ma túy', '3.000527'],
  ])('"%s" leads to %s', (text, code) => {
    expect(first(text)).toBe(code)
  })

  test.each([
    ['khai snih', '1.001193'],
    ['dnag ky tam tru', '1.004194'],
    ['chung thuwc chuwx kys', '2.000884'],
    ['tach thửaa đất', '1.012784'],
    ['mat cà vẹtt xe', '1.013082'],
  ])('typed in haste: "%s" leads to %s', (text, code) => {
    expect(first(text)).toBe(code)
  })

  test('a lost identity card leads to the abolished code, which says what came instead', () => {
    const hit = procedures.find(item => item.code === first('làm mất căn cước công dân'))
    expect(hit?.status).toBe('abolished')
    expect(hit?.statusNote).toContain('Cấp, cấp đổi, cấp lại thẻ căn cước')
  })

  test('marks tell words apart that look alike without them', () => {
    const sell = finder.find('bán đất').map(hit => hit.code)
    expect(sell.indexOf('2.001035')).toBeGreaterThanOrEqual(0)
    expect(finder.find('thuê').map(hit => hit.code)[0]).not.toBe(finder.find('thuế').map(hit => hit.code)[0])
  })

  test('every title and everyday name finds its own procedure among the first three', () => {
    const lost = procedures.flatMap(item =>
      [item.title, ...item.aliases].filter(
        text =>
          !finder
            .find(text, 3)
            .map(hit => hit.code)
            .includes(item.code),
      ),
    )
    expect(lost).toEqual([])
  })
})

describe('promises', () => {
  test('any text: no more than asked for, scores from 0 to 1, best first', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 300, unit: 'grapheme' }),
        fc.integer({ min: 0, max: 5 }),
        (text, limit) => {
          const hits = finder.find(text, limit)
          expect(hits.length).toBeLessThanOrEqual(limit)
          const scores = hits.map(hit => hit.score)
          expect(scores).toEqual([...scores].sort((a, b) => b - a))
          for (const score of scores) expect(score > 0 && score <= 1).toBe(true)
        },
      ),
    )
  })

  test('one search leaves no trace in the next', () => {
    const before = finder.find('khai sinh')
    finder.find('đăng ký kết hôn với người nước ngoài ở khu vực biên giới')
    expect(finder.find('khai sinh')).toEqual(before)
  })

  test('nothing to find: nothing found', () => {
    expect(finder.find('')).toEqual([])
    expect(finder.find('😀😀')).toEqual([])
    expect(buildProcedureFinder([]).find('khai sinh')).toEqual([])
  })
})
