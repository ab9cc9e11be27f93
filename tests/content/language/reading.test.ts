/** What residents type, and what we read: one line a rule, with the reason in the name. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chatForms, officeForms } from '../../../content/language/abbreviations.ts'
import { conceptsOf } from '../../../content/language/concepts.ts'
import { contextRules } from '../../../content/language/context-rules.ts'
import { regionalWords } from '../../../content/language/dialect.ts'
import { createLexicon, foldedText, read } from '../../../content/language/reading.ts'
import { expandShortForms, toStandard } from '../../../content/language/short-forms.ts'
import { createSpeller } from '../../../content/language/spelling.ts'
import { fold, hasMarks, stripMarks, toneKey } from '../../../content/language/unicode.ts'

const corpus = [
  'đăng ký khai sinh cho con ở đâu',
  'đăng ký tạm trú cần giấy tờ gì',
  'chứng thực bản sao mất bao nhiêu tiền',
  'làm thẻ căn cước cho con mất bao lâu',
  'nộp hồ sơ trực tuyến như thế nào',
  'khai sinh cho con cần gì',
  'tra cứu hồ sơ trên cổng dịch vụ công',
  'đăng nhập vneid không được',
  'đăng ký kết hôn ở phường',
].map(text => read(text))
// Neighbours must be met a few times before they outweigh what somebody typed.
const lexicon = createLexicon([corpus, corpus, corpus, corpus, corpus, corpus].flat())
const dictionary = { lexicon, speller: createSpeller(lexicon.words(), lexicon) }
const reads = (text: string): string => foldedText(read(text, dictionary))

test('keystrokes an editor put among the phrasings are no words of ours', () => {
  const typed = read('ddawng kys khai sinh cho con')
  const taught = createLexicon([...corpus, typed])
  expect(taught.has('ddawng')).toBe(false)
  expect(taught.has('vneid')).toBe(true)
  const other = { lexicon: taught, speller: createSpeller(taught.words(), taught) }
  expect(foldedText(read('ddawng kys tamj trus', other))).toBe('dang ki tam tru')
})

describe('letters', () => {
  test.each([
    ['hoà giải', 'hòa giải'],
    ['uỷ quyền', 'ủy quyền'],
    ['thuý', 'thúy'],
  ])('%s and %s are one word: two schools of tone placement', (old, modern) => {
    expect(old.split(' ').map(toneKey)).toEqual(modern.split(' ').map(toneKey))
  })
  test.each([
    ['đăng ký'.normalize('NFD'), 'đăng ký', 'decomposed letters'],
    ['ðăng ký', 'đăng ký', 'Icelandic eth for đ'],
    ['đăng\u200b ký', 'đăng ký', 'zero-width space'],
    ['ĐĂNG KÝ', 'đăng ký', 'capitals'],
    ['ｋｈａｉ sinh', 'khai sinh', 'full-width letters'],
    ['kĩ thuật', 'kỹ thuật', 'i and y'],
    ['lí lịch', 'lý lịch', 'i and y'],
  ])('%s reads like %s (%s)', (typed, meant) => expect(reads(typed)).toBe(reads(meant)))
})

describe('keyboards', () => {
  test.each([
    ['ddawng kys khai sinh', 'dang ki khai sinh'],
    ['ddangw kys tamj trus', 'dang ki tam tru'],
    ['chuwngs thuwcj banr sao', 'chung thuc ban sao'],
    ['noopj hoof sow truwcj tuyeens', 'nop ho so truc tuyen'],
    ['d9ang6 ky1 khai sinh', 'dang ki khai sinh'],
    ['chu7ng1 thu7c5 ban3 sao', 'chung thuc ban sao'],
  ])('Telex or VNI left in: %s', (typed, meant) => expect(reads(typed)).toBe(meant))
  test.each(['form', 'web', 'test', 'gas', 'ct07'])('%s is no Telex', word =>
    expect(
      read(word)
        .words.map(({ folded }) => folded)
        .join(''),
    ).toBe(word),
  )
  test.each([
    ['khai sih cho con', 'khai sinh cho con', 'a missing letter'],
    ['khai sinhh cho con', 'khai sinh cho con', 'a doubled letter'],
    ['khai sinj cho con', 'khai sinh cho con', 'the key beside'],
    ['khai snih cho con', 'khai sinh cho con', 'two letters swapped'],
    ['dangky khai sinh', 'dang ki khai sinh', 'no space'],
    ['trứng thực bản sao', 'chung thuc ban sao', 'ch and tr sound alike in the north'],
    ['khôngggg', 'khong', 'stress by repetition'],
  ])('slip: %s', (typed, meant) => expect(reads(typed)).toBe(meant))
})

describe('short forms and regions', () => {
  test.each([
    ['ko dc', 'khong duoc'],
    ['hs của e đk xog chưa', 'ho so cua em dang ki xong chua'],
    ['lm cccd ntn', 'lam can cuoc cong dan nhu the nao'],
    ['mất bn tiền', 'mat bao nhieu tien'],
    ['quên mk vneid', 'quen mat khau vneid'],
    ['mk muốn hỏi', 'minh muon hoi'],
    ['báo ca phường', 'bao cong an phuong'],
    ['sổ hk', 'so ho khau'],
    ['đủ đk chưa', 'du dieu kien chua'],
    ['làm giấy này dk', 'lam giay nay duoc khong'],
    ['fường mình', 'phuong minh'],
    ['bé 7t', 'be 7 tuoi'],
    ['dk m2 sao', 'dang ki muc 2 sao'],
    ['nộp tthc qua dvc', 'nop thu tuc hanh chinh qua dich vu cong'],
    ['vnied', 'vneid'],
    ['vne id', 'vneid'],
  ])('%s', (typed, meant) => expect(reads(typed)).toBe(meant))
  test.each([
    ['mần răng', 'lam sao'],
    ['nộp ở mô', 'nop o dau'],
    ['nop o mo', 'nop o dau'],
    ['cần giấy chi', 'can giay to gi'],
    ['bao nhiêu tiền', 'bao nhieu tien'],
    ['tốn nhiêu', 'bao nhieu tien'],
    ['hổng biết', 'khong biet'],
    ['chứng minh thư', 'chung minh nhan dan'],
    ['bìa đỏ', 'so do'],
  ])('%s is said in the regions', (typed, meant) => expect(foldedText(read(typed))).toBe(meant))
  test('a chị stays a chị: "chi" is only "gì" with its marks or in a phrase', () =>
    expect(foldedText(read('chi toi di vang'))).toBe('chi toi di vang'))
  test('every family of rules has a reason', () => {
    for (const { why } of [...chatForms, ...officeForms, ...contextRules, ...regionalWords])
      expect(why.length).toBeGreaterThan(5)
  })
  test('every short form is read as its full form', () => {
    const decided = new Set(contextRules.map(({ short }) => toneKey(short)))
    const seen = new Set<string>()
    for (const { forms } of [...chatForms, ...officeForms])
      for (const [full, shorts] of Object.entries(forms))
        for (const short of shorts.split(' ')) {
          if (decided.has(toneKey(short)) || seen.has(toneKey(short))) continue
          seen.add(toneKey(short))
          expect(expandShortForms([short]).join(' '), short).toBe(full)
        }
  })
  test('what was expanded is not expanded again', () => {
    for (const { forms } of [...chatForms, ...officeForms])
      for (const full of Object.keys(forms))
        expect(expandShortForms(full.split(' ')).join(' '), full).toBe(full)
    for (const { forms } of regionalWords)
      for (const standard of Object.keys(forms))
        expect(toStandard(standard.split(' ')).join(' ')).toBe(standard)
  })
})

describe('numbers and meanings', () => {
  test('an age in words is an age', () => expect(reads('bé mười bốn tuổi')).toBe('be 14 tuoi'))
  test('a month stays a month', () => expect(reads('thứ ba tháng năm')).toBe('thu ba thang nam'))
  test.each([
    ['vợ tôi mới đẻ', 'newborn'],
    ['bé 5 tuổi', 'under14'],
    ['làm rớt ví', 'lost'],
    ['cụ 80 tuổi', 'over75'],
  ])('%s means %s', (text, concept) => expect(conceptsOf(read(text))).toContain(concept))
})

describe('laws', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc
      .array(
        fc.constantFrom(
          'đăng',
          'ký',
          'ko',
          'dc',
          'hs',
          'mần',
          'răng',
          'hoà',
          'ddawng',
          '7t',
          'vneid',
          '?',
          '.',
        ),
        { maxLength: 30 },
      )
      .map(words => words.join(' ')),
  )
  test('folding twice is folding once', () =>
    fc.assert(
      fc.property(anything, text => {
        expect(fold(fold(text))).toBe(fold(text))
      }),
    ))
  test('composed and decomposed texts fold alike', () =>
    fc.assert(
      fc.property(anything, text => {
        expect(fold(text.normalize('NFD'))).toBe(fold(text.normalize('NFC')))
      }),
    ))
  test('a folded text has no marks', () =>
    fc.assert(
      fc.property(anything, text => {
        expect(hasMarks(fold(text))).toBe(false)
      }),
    ))
  test('stripping is idempotent', () =>
    fc.assert(
      fc.property(anything, text => {
        expect(stripMarks(stripMarks(text))).toBe(stripMarks(text))
      }),
    ))
  test('reading never throws, whatever comes', () =>
    fc.assert(
      fc.property(anything, text => {
        expect(read(text, dictionary).words.length).toBeLessThanOrEqual(2_000)
      }),
    ))
  test('a very long text is read in part', () =>
    expect(read('khai sinh '.repeat(5_000), dictionary).words.length).toBeLessThanOrEqual(2_000))
})
