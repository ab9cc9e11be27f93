/** Procedures by name, everyday name, code and field: a card people can act on, and no guide to what is abolished. */
import { expect, test } from 'vitest'
import { createScriptedChannel, type Person, sharedContent, testWard } from '../support/conversation.ts'

const lastLinks = (person: Person): string[] =>
  person.heard.flatMap(({ buttons = [] }) => buttons.flat().flatMap(({ url }) => url ?? []))

test('/thutuc with a life event offers procedures, a tap opens the card, its parts are buttons', async () => {
  const { person } = await testWard()
  const lan = person('lan')
  await lan.says('/thutuc vợ tôi mới sinh')
  expect(lan.choices[0]).toBe('Đăng ký khai sinh')
  expect(lan.choices.length).toBeLessThanOrEqual(6)
  await lan.says('1')
  lan.hears(/\*\*Đăng ký khai sinh\*\* \(mã 1\.001193\)/)
  lan.hears(/Nơi giải quyết:\*\* Ủy ban nhân dân phường, xã/)
  lan.hears(/Dữ kiện ngày \d\d\/\d\d\/\d{4}/)
  await lan.presses('Lệ phí')
  lan.hears(/\*\*Lệ phí:\*\* miễn phí/)
  await lan.presses('Xem toàn bộ')
  lan.hears(/Giấy tờ cần có[\s\S]*Lệ phí[\s\S]*Thời gian giải quyết/)
})

test('a code anywhere in a question opens its card, or the part asked about', async () => {
  const { person } = await testWard()
  const lan = person('lan')
  await lan.says('cho em hỏi 1.001193 là thủ tục gì vậy ạ')
  lan.hears(/mã 1\.001193/)
  await lan.says('thủ tục 1001193 hết bao lâu')
  lan.hears(/Thời gian giải quyết/)
  await lan.says('bao nhiêu tiền')
  lan.hears(/Lệ phí:\*\* miễn phí/)
  await lan.says('quay lại')
  lan.hears(/Anh\/chị cần xem phần nào/)
})

test('a wrong code is said to be wrong, with its neighbours to choose from', async () => {
  const { person } = await testWard()
  const lan = person('lan')
  await lan.says('/thutuc 1.001194')
  lan.hears(/không có thủ tục.* mã 1\.001194/)
  await lan.says('/thutuc 9.999999')
  lan.hears(/không có thủ tục nào mang mã 9\.999999/)
  expect(lastLinks(lan)).toEqual(['https://dichvucong.gov.vn'])
})

test('/thutuc alone browses by field, page by page, and back', async () => {
  const { person } = await testWard()
  const lan = person('lan')
  await lan.says('thủ tục')
  expect(lan.choices[0]).toMatch(/^Hộ tịch \(\d+\)$/)
  await lan.presses(/^Hộ tịch/)
  lan.hears(/\*\*Hộ tịch\*\*/)
  const first = lan.choices[0]
  await lan.presses('Xem thêm')
  expect(lan.choices[0]).not.toBe(first)
  await lan.presses('Về danh sách lĩnh vực')
  await lan.presses('Lĩnh vực khác nữa')
  expect(lan.choices.some(label => /^Hộ tịch/.test(label))).toBe(false)
})

test('every card says who decides or that it is unknown, links to the national portal only, and warns first', async () => {
  const { person } = await testWard()
  const { library } = sharedContent('muong-lay').current()
  const lan = person('lan')
  await lan.says('xin chào')
  const some = library.procedures.filter(({ status }, index) => status === 'abolished' || index % 12 === 0)
  for (const { code, status } of some) {
    await lan.sends({ kind: 'button', value: `tthc:${code}` })
    const [card] = lan.heard
    for (const url of lastLinks(lan)) expect(new URL(url).hostname).toMatch(/(^|\.)dichvucong\.gov\.vn$/)
    if (status === 'abolished') {
      expect(card?.text).toMatch(/^⚠️ Thủ tục này đã bị bãi bỏ/)
      expect(lastLinks(lan)).toEqual([])
      expect(card?.text).not.toMatch(/Lệ phí|Giấy tờ cần có/)
    } else {
      if (status === 'to-check' || status === 'amended') expect(card?.text).toMatch(/^⚠️ /)
      expect(card?.text).toMatch(/Nơi giải quyết|không ghi rõ nơi giải quyết/)
    }
  }
})

test('an answer offers the procedure the question named', async () => {
  const { person } = await testWard()
  const lan = person('lan')
  await lan.says('làm giấy khai sinh cho con cần giấy tờ gì')
  await lan.presses('Thủ tục: Đăng ký khai sinh')
  lan.hears(/mã 1\.001193/)
  await lan.presses(/^Hướng dẫn:/)
  lan.hears(/60 ngày/)
})

test('on a channel of plain text the card is numbered lines that a number picks from', async () => {
  const channel = createScriptedChannel('zalo-bot', { maxButtons: 0, markup: 'plain', maxText: 2000 })
  const { person } = await testWard({ channels: [channel] })
  const lan = person('lan')
  await lan.says('/thutuc 1.001193')
  lan.hears(/1\. Giấy tờ cần có\n2\. Lệ phí/)
  lan.hears(/Mở trên Cổng Dịch vụ công quốc gia: https:\/\/dichvucong\.gov\.vn/)
  await lan.says('số 2')
  lan.hears(/Lệ phí:\*\* miễn phí/)
})

test('in English the bot speaks English around Vietnamese facts', async () => {
  const { person } = await testWard()
  const anna = person('anna')
  await anna.sends({ kind: 'button', value: 'language:en' })
  await anna.says('/thutuc 1.001193')
  anna.hears(/Which part do you need/)
})

test('buttons of an earlier programme or a made-up code are answered, not obeyed', async () => {
  const { person } = await testWard()
  const lan = person('lan')
  for (const value of [
    'tthc:9.999999',
    'tthc',
    'tthcf:9.999999:fee',
    'tthcf:1.001193:nothing',
    'tthcl:no-such:99',
  ]) {
    await lan.sends({ kind: 'button', value })
    expect(lan.heard.length).toBe(1)
    expect(lan.heard[0]?.text).not.toMatch(/trục trặc/)
  }
})
