/** Emergencies and fraud are heard in the sentence; the same words in ordinary business are not. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findDanger, loadDanger } from '../../content/model/danger.ts'
import { elsewhereFile, faqFile } from '../../content/model/faq.ts'
import { loadSmallTalk } from '../../content/model/smalltalk.ts'
import { readYaml } from '../../content/yaml.ts'

const content = join(import.meta.dirname, '../../content')
const rules = loadDanger(content)
const heard = (text: string): string | undefined => findDanger(text, rules)?.kind

test.each(rules)('every example of $id rings its own alarm', ({ kind, questions }) => {
  expect(questions.filter(text => heard(text) !== kind)).toEqual([])
})

test.each([
  'trợ cấp tai nạn lao động làm ở đâu',
  'nhà tôi bị cháy năm ngoái xin hỗ trợ xây lại được không',
  'làm giấy chứng tử cho ông nội chết đuối',
  'thẩm duyệt phòng cháy chữa cháy cho quán ăn',
  'xe bán chạy quá, chạy rồi mới nhớ chưa sang tên',
  'sổ đỏ bị cháy xin cấp lại thế nào',
  'đăng ký khai sinh cho trẻ bị bỏ rơi',
  'chồng hay đánh tôi, nộp đơn ly hôn ở đâu',
  'bảo hiểm y tế có trả tiền khi bị tai nạn không',
  'không nhận được mã otp khi kích hoạt vneid',
  'phường hẹn gọi lại mà chưa thấy',
  'đợi lâu muốn chết mà chưa tới lượt',
  'con chay xe om can giay to gi',
  'bo toi chay cho kip gio lam',
  'nop bao nhieu tien, cai nay mat bao lau',
  'doi mai khong thay ma otp',
  'bị cướp mất ví, làm lại căn cước ở đâu',
  'bố tôi đột quỵ nằm một chỗ, công an có đến nhà làm căn cước không',
  'ban con trai toi muon dang ky ket hon',
  'công an phường gọi ra phường cập nhật dữ liệu',
  'mạng bị ngắt giữa chừng khi nộp hồ sơ',
  'bán con xe cũ cần giấy gì',
  'ban con bo cho lo mo co phai kiem dich khong',
  'ba tôi bị tai nạn, phường có giúp gì không',
  'chó hàng xóm cắn chết gà nhà tôi',
  'lỡ bấm rất hài lòng thì bỏ sao',
])('%s: ordinary business', text => {
  expect(heard(text)).toBeUndefined()
})

test.each([
  ['nha toi chay cuu voi', 'fire'],
  ['Cháy nhà tôi cứu với', 'fire'],
  ['co nguoi cam dao duoi nhau', 'crime'],
  ['Ba con bị tai nạn ngoài đường, máu chảy nhiều', 'medical'],
  ['em khong muon song nua', 'medical'],
  ['thằng bé nhà bên bị bố nó đánh đập con khóc cả đêm', 'child'],
  ['co nguoi goi xin ma otp', 'scam'],
  ['cháy nhà rồi, cần trợ giúp gấp', 'fire'],
  ['chợ bốc cháy, sắp cháy hết rồi', 'fire'],
  ['nhà đang cháy, cháy sạch đồ rồi', 'fire'],
  ['có kẻ cầm dao dọa giết, cần trợ giúp', 'crime'],
  ['có người bất tỉnh, cần trợ giúp', 'medical'],
  ['bố tôi bất tỉnh rồi, cần hỗ trợ', 'medical'],
  ['chợ bốc cháy cần hỗ trợ', 'fire'],
  ['vợ tôi uống thuốc sâu, giúp gì với', 'medical'],
  ['lỡ bấm nút xanh trong link lạ mất hết tiền', 'scam'],
  ['công an gọi bảo chuyển tiền không thì mất đất ở', 'scam'],
])('%s: %s', (text, kind) => {
  expect(heard(text)).toBe(kind)
})

test('a cry in one sentence is heard through the papers of the next', () => {
  expect(heard('Cháy nhà rồi. Giấy tờ còn trong đó')).toBe('fire')
})

test('no question of the answers rings an emergency, and only fraud entries ring fraud', () => {
  const folder = join(content, 'faq')
  const rung = readdirSync(folder)
    .filter(name => name.endsWith('.yaml'))
    .flatMap(name => readYaml(join(folder, name), faqFile).value ?? [])
    .flatMap(({ id, questions }) =>
      questions
        .map(text => ({ id, text, kind: heard(text) }))
        .filter(({ kind }) => kind !== undefined && !(kind === 'scam' && id.startsWith('scam.')))
        // Asks where to call for a child in danger: the number is the right first line.
        .filter(({ kind }) => !(kind === 'child' && id === 'baotro.monthly')),
    )
  expect(rung).toEqual([])
})

test('questions for other offices ring nothing', () => {
  const others = readYaml(join(content, 'elsewhere.yaml'), elsewhereFile).value ?? []
  const rung = others.flatMap(({ id, questions }) =>
    questions
      .map(text => ({ id, text, kind: heard(text) }))
      .filter(({ kind }) => kind !== undefined && kind !== 'scam'),
  )
  expect(rung).toEqual([])
})

test('small talk rings nothing', () => {
  expect(
    loadSmallTalk(content)
      .flatMap(({ questions }) => questions)
      .filter(heard),
  ).toEqual([])
})

test('any text is survived', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), text => findDanger(text, rules) === undefined || true))
})

test('words typed with marks silence an alarm only when spelt so: "cho" is no dog there', () => {
  expect(heard('ông ấy định bán con cho người lạ')).toBe('child')
  expect(heard('bán con chó cho người ta có cần giấy không')).toBeUndefined()
})
