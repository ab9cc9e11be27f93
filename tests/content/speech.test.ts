/** Written Vietnamese as it is read into a loudspeaker: numbers there and back, and nothing unread in any shipped answer. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { contentDir } from '../../bot/content-dir.ts'
import { loadLibrary, wardSlugs } from '../../content/library.ts'
import { spokenLines } from '../../content/speech/lists.ts'
import { readDigits, readInteger, readNumeral, readOrdinal } from '../../content/speech/numbers.ts'
import { countWords, minutesOf, speak, voiceOf } from '../../content/speech/speak.ts'

const muongLay = voiceOf({ name: 'Mường Lay', province: 'Điện Biên' })
const hungPhu = voiceOf({ name: 'Hưng Phú', province: 'Cần Thơ' })
const said = (text: string): string => speak(text, muongLay)

/** Reads number words by their places alone; shares nothing with the writer of them. */
const heard = (words: string): bigint => {
  const ones: Readonly<Record<string, bigint>> = {
    không: 0n,
    một: 1n,
    mốt: 1n,
    hai: 2n,
    ba: 3n,
    bốn: 4n,
    tư: 4n,
    năm: 5n,
    lăm: 5n,
    sáu: 6n,
    bảy: 7n,
    tám: 8n,
    chín: 9n,
  }
  let [all, group, last] = [0n, 0n, 0n]
  let thousands = 0n
  for (const word of words.split(' ')) {
    if (word === 'linh' || word === 'lẻ') continue
    if (word === 'mười') group += 10n
    else if (word === 'mươi') {
      group += last * 10n - last
      last = 0n
    } else if (word === 'trăm') {
      group += last * 100n - last
      last = 0n
    } else if (word === 'nghìn' || word === 'ngàn' || word === 'triệu') {
      thousands += group * (word === 'triệu' ? 1_000_000n : 1_000n)
      group = 0n
    } else if (word === 'tỷ') {
      all = (all + thousands + group) * 1_000_000_000n
      ;[thousands, group] = [0n, 0n]
    } else {
      last = ones[word] ?? -1n
      if (last < 0n) throw new Error(`no number word: ${word}`)
      group += last
    }
  }
  return all + thousands + group
}

describe('numbers', () => {
  test('every number is understood as the one it was', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 21n }),
        fc.constantFrom('north' as const, 'south' as const),
        (value, region) => {
          expect(heard(readInteger(value, region))).toBe(value)
        },
      ),
      { numRuns: 2_000 },
    )
    for (let value = 0; value <= 12_000; value += 1) expect(heard(readInteger(value))).toBe(BigInt(value))
  })

  test.each([
    [0, 'không'],
    [10, 'mười'],
    [14, 'mười bốn'],
    [15, 'mười lăm'],
    [21, 'hai mươi mốt'],
    [24, 'hai mươi tư'],
    [55, 'năm mươi lăm'],
    [100, 'một trăm'],
    [104, 'một trăm linh tư'],
    [111, 'một trăm mười một'],
    [1_005, 'một nghìn không trăm linh năm'],
    [2_026, 'hai nghìn không trăm hai mươi sáu'],
    [540_000, 'năm trăm bốn mươi nghìn'],
    [3_012_000, 'ba triệu không trăm mười hai nghìn'],
    [1_000_000_000_000, 'một nghìn tỷ'],
    [-3, 'âm ba'],
  ])('%d is read "%s"', (value, words) => {
    expect(readInteger(value)).toBe(words)
  })

  test('the south says "ngàn", "lẻ" and "bốn"', () => {
    expect(readInteger(1_104, 'south')).toBe('một ngàn một trăm lẻ bốn')
    expect(speak('50.000đ, năm 2026', hungPhu)).toBe(
      'Năm mươi ngàn đồng, năm hai ngàn không trăm hai mươi sáu',
    )
  })

  test('numerals are read by what their points and noughts mean', () => {
    expect(readNumeral('1.234,5')).toBe('một nghìn hai trăm ba mươi tư phẩy năm')
    expect(readNumeral('2,05')).toBe('hai phẩy không năm')
    expect(readNumeral('05')).toBe('năm')
    expect(readNumeral('66.7')).toBe('sáu mươi sáu chấm bảy')
    expect(readNumeral('1.001939')).toBe('một chấm không không một chín ba chín')
    expect(readNumeral('50,000', 'north', true)).toBe('năm mươi nghìn')
    expect(readDigits('1900 0368')).toBe('một chín không không không ba sáu tám')
    expect([1, 2, 4, 11].map(value => readOrdinal(value))).toEqual(['nhất', 'hai', 'tư', 'mười một'])
  })
})

describe('what an announcer says', () => {
  test.each([
    ['ngày 12/3', 'Ngày mười hai tháng ba'],
    ['Từ 01/7/2026.', 'Từ ngày mồng một tháng bảy năm hai nghìn không trăm hai mươi sáu.'],
    ['ngày 5 tháng 4', 'Ngày mồng năm tháng tư'],
    ['từ 5-10/3', 'Từ ngày mồng năm đến mồng mười tháng ba'],
    [
      'tháng 11/2026, quý III/2026',
      'Tháng mười một năm hai nghìn không trăm hai mươi sáu, quý ba năm hai nghìn không trăm hai mươi sáu',
    ],
    ['mừng 20/11', 'Mừng ngày hai mươi tháng mười một'],
    ['được 2/3 số hộ, trực 24/7', 'Được hai phần ba số hộ, trực hai mươi tư trên bảy'],
    ['7h30-11h30', 'Bảy giờ ba mươi phút đến mười một giờ ba mươi phút'],
    ['lúc 15:05', 'Lúc mười lăm giờ năm phút'],
    ['thứ 2 đến thứ 4', 'Thứ hai đến thứ tư'],
    ['Nghị định 30/2020/NĐ-CP', 'Nghị định số ba mươi năm hai nghìn không trăm hai mươi của Chính phủ'],
    [
      'Nghị định số 30/2020/NĐ-CP của Chính phủ',
      'Nghị định số ba mươi năm hai nghìn không trăm hai mươi của Chính phủ',
    ],
    ['theo 12/KH-UBND', 'Theo Kế hoạch số mười hai của Ủy ban nhân dân'],
    [
      'Luật Hộ tịch 60/2014/QH13',
      'Luật Hộ tịch số sáu mươi năm hai nghìn không trăm mười bốn của Quốc hội khóa mười ba',
    ],
    ['57-NQ/TW', 'Nghị quyết số năm mươi bảy của Trung ương'],
    ['vào dichvucong.gov.vn.', 'Vào dịch vụ công chấm gov chấm vn.'],
    ['https://muonglay.dienbien.gov.vn/tin', 'Mường Lay chấm Điện Biên chấm gov chấm vn gạch chéo tin'],
    ['thư: vp@abc.vn', 'Thư: vp a còng abc chấm vn'],
    ['[Cổng](https://dichvucong.gov.vn) và **thẻ**', 'Cổng và thẻ'],
    ['gọi 0215.3852.123', 'Gọi không hai một năm, ba tám năm hai, một hai ba'],
    ['gọi 0912345678', 'Gọi không chín một hai, ba bốn năm, sáu bảy tám'],
    ['gọi 113, có 115 hộ', 'Gọi một một ba, có một trăm mười lăm hộ'],
    ['540.000 đồng/tháng, 2 lần/tuần', 'Năm trăm bốn mươi nghìn đồng mỗi tháng, hai lần mỗi tuần'],
    ['10-15%', 'Mười đến mười lăm phần trăm'],
    ['UBND phường, VNeID, mã OTP', 'Ủy ban nhân dân phường, vê-nê-i-đê, mã ô-tê-pê'],
    ['căn cước công dân (CCCD) cũ', 'Căn cước công dân cũ'],
    ['mẫu CT01, TDP3, quý II', 'Mẫu xê-tê không một, tổ dân phố ba, quý hai'],
    ['anh/chị và/hoặc con/cháu', 'Bà con hoặc con hoặc cháu'],
    ['THÔNG BÁO CỦA UBND PHƯỜNG MƯỜNG LAY', 'Thông báo của Ủy ban nhân dân phường Mường Lay'],
    ['Phòng Văn hóa - Xã hội (tầng 2).', 'Phòng Văn hóa Xã hội, tầng hai.'],
    ['đuôi .gov.vn là thật', 'Đuôi chấm gov chấm vn là thật'],
    [
      'V/v họp, đ/c Nam, SĐT 0912.345.678',
      'Về việc họp, đồng chí Nam, số điện thoại không chín một hai, ba bốn năm, sáu bảy tám',
    ],
    [
      'sáng T7 21/11, điểm TB 8,5',
      'Sáng thứ bảy ngày hai mươi mốt tháng mười một, điểm trung bình tám phẩy năm',
    ],
    [
      'TT 16 của BTC, 155/2025/TT-BTC',
      'Thông tư mười sáu của ban tổ chức, Thông tư số một trăm năm mươi lăm năm hai nghìn không trăm hai mươi lăm của Bộ Tài chính',
    ],
    ['trời -2°C, trạm 22/0,4kV', 'Trời âm hai độ xê, trạm hai mươi hai trên không phẩy bốn ki-lô-vôn'],
    [
      'từ 6h30 - 9h00 ngày 24-25/11',
      'Từ sáu giờ ba mươi phút đến chín giờ ngày hai mươi tư đến hai mươi lăm tháng mười một',
    ],
    ['đủ 25/40/60 tuổi', 'Đủ hai mươi lăm, bốn mươi, sáu mươi tuổi'],
    ['Sân 12 m x 3 m', 'Sân mười hai mét nhân ba mét'],
  ])('%s', (written, spoken) => {
    expect(said(written)).toBe(spoken)
  })

  test('lists are counted aloud: steps as "thứ nhất", points as "một là", a single point not at all', () => {
    expect(
      spokenLines('Cần làm:\n1. Mang thẻ\n2. Ký tên;\n\nNhớ:\n- Ảnh 4x6\n- VNeID\n\n- Một mình'),
    ).toEqual([
      'Cần làm:',
      'Thứ nhất, mang thẻ.',
      'Thứ hai, ký tên.',
      'Nhớ:',
      'Một là, ảnh 4x6.',
      'Hai là, VNeID.',
      'Ba là, một mình.',
    ])
    expect(spokenLines('- Đi sớm')).toEqual(['Đi sớm.'])
  })

  test('words are counted as the ear counts them', () => {
    expect(countWords('Mã ô-tê-pê.')).toBe(4)
    expect(minutesOf(750)).toBe(5)
    expect(minutesOf(820)).toBe(5.5)
  })
})

test('a message of nothing but blanks, noughts or points is read in no time', () => {
  for (const piece of [' ', '\n', '0', '1.', '- ', '(', '*', 'A-', '1/'])
    expect(said(piece.repeat(4_000))).toBeTypeOf('string')
})

/** Letters, pauses, and the hyphen inside a word. */
const readable = /^[\p{L}\p{M}\s.,;:?!-]*$/u

test('whatever is typed, what comes out can be read', () => {
  const pieces = fc.constantFrom(
    ...'12/3 2/9/2026 7h30 0912.345.678 113 50.000đ 2,5% UBND VNeID OTP QH15 30/2020/NĐ-CP dichvucong.gov.vn a@b.vn anh/chị ( ) [ ] … - – / \\ * _ " “ + & = < ≥ 🎉 № 1. 2) QUÝ III TDP3 m² 4x6 Ủy ban nhân dân thứ 4'.split(
      ' ',
    ),
  )
  fc.assert(
    fc.property(
      fc.array(fc.oneof(pieces, fc.string({ maxLength: 6, unit: 'grapheme' })), { maxLength: 12 }),
      parts => {
        const spoken = said(parts.join(' '))
        expect(spoken).toMatch(readable)
        expect(spoken).not.toMatch(/\d/)
      },
    ),
    { numRuns: 3_000 },
  )
})

test('no digit, address, sign or short form in capitals is left in any shipped answer', () => {
  const { library } = loadLibrary({ contentDir, ward: 'muong-lay' })
  const wrong: string[] = []
  for (const entry of library.entries)
    for (const text of [
      entry.title,
      entry.answer,
      ...Object.values(entry.facets),
      ...entry.sources.map(({ name }) => name),
    ])
      for (const line of spokenLines(text.replaceAll(/\{\{[^}]*\}\}/g, ''))) {
        const spoken = said(line)
        if (
          !readable.test(spoken) ||
          /\d|\p{Lu}{2,}|https?:|www\.|\.\s?(?:[Gg]ov|[Vv]n)(?!\p{L})|\s-|-\s/u.test(spoken)
        )
          wrong.push(`${entry.id}: ${spoken}`)
        if (said(spoken) !== spoken) wrong.push(`${entry.id} twice: ${spoken} → ${said(spoken)}`)
      }
  expect(wrong).toEqual([])
})

test('wards of the south are spoken to as people there speak', () => {
  const province = z.object({ name: z.string(), province: z.string() })
  const regions = wardSlugs(contentDir).map(ward => [
    ward,
    voiceOf(province.parse(parse(readFileSync(join(contentDir, 'wards', ward, 'ward.yaml'), 'utf8')))).region,
  ])
  expect(Object.fromEntries(regions)).toEqual({
    'bac-hong-linh': 'north',
    'hung-phu': 'south',
    'muong-lay': 'north',
    'uong-bi': 'north',
  })
})
