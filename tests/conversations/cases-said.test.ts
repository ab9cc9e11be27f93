/** Words around a case that mean more or less than they seem: thanks, "chưa" after a yes, words to a closed case, "đồng ý". */
import { expect, test } from 'vitest'
import { createScriptedChannel, type Person, type TestWard, testWard } from '../support/conversation.ts'
import { channelWithFiles, phonePicture } from '../support/pictures.ts'

const setting = async () => {
  const telegram = createScriptedChannel('telegram')
  const zalo = channelWithFiles({ lamp: Buffer.from(await phonePicture(7)) }, 'zalo-oa')
  const ward = await testWard({
    channels: [telegram, zalo],
    start: new Date('2026-11-27T15:00:00+07:00'),
    dataKey: new Uint8Array(32).fill(7),
  })
  const lan = ward.person('Lan', 'telegram')
  await lan.hasRole('officer', 'Phòng Văn hóa - Xã hội')
  return { ward, lan, resident: ward.person('bà Tư', 'zalo-oa') }
}

const to = (ward: TestWard, { conversation }: Person) =>
  [...ward.channels.values()].flatMap(({ sent }) =>
    sent.filter(item => item.to === conversation).map(({ reply }) => reply),
  )
const photo = (caption?: string) => ({
  kind: 'file' as const,
  file: { kind: 'photo' as const, ref: 'lamp', name: 'den.jpg' },
  ...(caption === undefined ? {} : { caption }),
})

test('"vâng cảm ơn" after an answer makes nobody late; a new question does', async () => {
  const { ward, lan, resident } = await setting()
  await resident.says('gặp cán bộ')
  await lan.says('H1 mai mời bà đến quầy số 2')
  const due = async () => (await ward.repositories.cases.byCode('H1'))?.dueAt ?? null
  await resident.says('vâng cảm ơn em')
  expect(to(ward, lan).at(-1)?.text).toMatch(/vâng cảm ơn em/)
  expect(await due()).toBeNull()
  await resident.says('mấy giờ thì đến được ạ?')
  expect(await due()).not.toBeNull()
})

test('"chưa xong đâu" takes back a yes; words to a closed case open it, and both sides hear so', async () => {
  const { ward, lan, resident } = await setting()
  await resident.says('gặp cán bộ')
  await lan.says('H1 đã xong')
  await lan.says('H1 đóng')
  await resident.says('rồi')
  await resident.says('chưa xong đâu')
  resident.hears(/đã mở lại việc \*\*H1\*\*/)
  expect(to(ward, lan).at(-1)?.text).toMatch(/Bà con báo H1 \*\*chưa được giải quyết\*\*/)
  await lan.says('H1 đóng')
  await resident.says('H1 vẫn thiếu giấy')
  resident.hears(/đã mở lại việc \*\*H1\*\*/)
  expect(to(ward, lan).at(-1)?.text).toMatch(/chưa được giải quyết[\s\S]*vẫn thiếu giấy/)
})

test('a picture for a closed case opens it, too', async () => {
  const { ward, lan, resident } = await setting()
  await resident.says('/phananh đèn đường trước nhà văn hóa tổ 3 hỏng')
  await lan.says('P1 đóng')
  await resident.sends(photo('P1 vẫn chưa sáng'))
  resident.hears(/đã mở lại[\s\S]*P1/)
  expect(to(ward, lan).at(-1)?.text).toMatch(/chưa được giải quyết[\s\S]*vẫn chưa sáng/)
  expect(await ward.repositories.cases.byCode('P1')).toMatchObject({
    state: 'open',
    waitingSince: ward.clock.now,
  })
})

test('thanks for a closed case leave it closed; words to one that was joined to another start its own clock', async () => {
  const { ward, lan, resident } = await setting()
  await resident.says('gặp cán bộ')
  await lan.says('H1 đóng')
  await resident.says('H1 cảm ơn em nhé')
  resident.hears(/Đã chuyển thêm vào H1/)
  expect(to(ward, lan).at(-1)?.text).toMatch(/cảm ơn em nhé/)
  expect(await ward.repositories.cases.byCode('H1')).toMatchObject({ state: 'closed', waitingSince: null })
  await resident.says('/canbo')
  const h2 = await ward.repositories.cases.byCode('H2')
  ward.runtime.database.raw.prepare(`UPDATE resident_case SET merged_into = ? WHERE number = 1`).run(h2?.id)
  await lan.says('H2 đóng')
  await resident.says('H1 vẫn thiếu giấy')
  resident.hears(/đã mở lại việc \*\*H1\*\*/)
  const waits = async (code: string) => (await ward.repositories.cases.byCode(code))?.waitingSince ?? null
  expect([await waits('H1'), await waits('H2')]).toEqual([ward.clock.now, null])
})

test('feedback in one message: the very first, with its picture and a number; "đồng ý" after another picture sends it', async () => {
  const { ward, lan, resident } = await setting()
  await resident.sends(photo('/phananh đèn đường trước nhà văn hóa tổ 3 hỏng, gọi tôi 0912345678'))
  resident.hears(/Đã nhận phản ánh\. Mã của anh\/chị: \*\*P1\*\*/)
  resident.hears(/Anh\/chị có muốn gửi số này/)
  expect(to(ward, lan).at(-1)?.attachments).toHaveLength(1)
  await resident.sends(photo())
  await resident.says('đồng ý')
  resident.hears(/Đã gửi số cho cán bộ xử lý P1/)
  await lan.presses('Xem số P1')
  lan.hears(/0912/)
})

test('who asks how to send feedback may send it right there, in the words just written', async () => {
  const { ward, lan, resident } = await setting()
  await resident.says('phan anh can bo mot cua thai do hach sach')
  await resident.presses('Gửi phản ánh ngay tại đây')
  resident.hears(/xảy ra ở đâu/)
  await resident.says('quầy 2')
  await resident.says('bỏ qua')
  resident.hears(/\*\*P1\*\*/)
  expect(to(ward, lan).at(-1)?.text).toMatch(/Thái độ phục vụ[\s\S]*quầy 2[\s\S]*hach sach/)
  const other = ward.person('ông Ba', 'zalo-oa')
  await other.says('góp ý')
  await other.presses('Gửi phản ánh ngay tại đây')
  other.hears(/phản ánh về việc gì/)
})

test('in a group nobody is offered a form that only a private chat can fill', async () => {
  const { resident } = await setting()
  const ask = { kind: 'text', text: 'phan anh can bo mot cua thai do hach sach' } as const
  await resident.sends(ask, { chat: 'group' })
  expect(resident.choices).not.toContain('Gửi phản ánh ngay tại đây')
  await resident.sends(ask)
  expect(resident.choices).toContain('Gửi phản ánh ngay tại đây')
})

test('how it stands, without the code or with words around it; the officers are not bothered', async () => {
  const { ward, lan, resident } = await setting()
  await resident.says('gặp cán bộ')
  const before = to(ward, lan).length
  for (const said of ['mã H1', 'việc H1 đến đâu rồi', 'H1 xong chưa?']) {
    await resident.says(said)
    resident.hears(/Việc H1 .*chưa ai nhận/)
  }
  expect(to(ward, lan)).toHaveLength(before)
  await resident.says('quay lại hỏi bot')
  resident.hears(/Tôi nghe đây.*Việc H1 vẫn mở/)
  await resident.says('/phananh rác đầy ngõ 5')
  await resident.says('khi nào giải quyết')
  resident.hears(/Việc P1 .*\nViệc H1/)
  await resident.says('tình hình việc của tôi')
  resident.hears(/Việc P1/)
  await resident.says('việc làm cho người khuyết tật')
  expect(resident.heard.map(({ text }) => text).join()).not.toMatch(/Việc P1/)
  const other = ward.person('ông Ba', 'zalo-oa')
  await other.says('mã của tôi là gì')
  other.hears(/không có việc nào đang chờ/)
  await other.says('H1 đến đâu rồi')
  expect(other.heard.map(({ text }) => text).join()).not.toMatch(/chưa ai nhận/)
})

test('"thôi không cần gặp nữa": the officers read it, and the bot speaks again', async () => {
  const { ward, lan, resident } = await setting()
  await resident.says('gặp cán bộ')
  await resident.says('thôi không cần gặp nữa')
  expect(
    to(ward, lan)
      .map(({ text }) => text)
      .join(),
  ).toMatch(/thôi không cần gặp nữa/)
  await resident.says('làm khai sinh cần giấy gì')
  resident.hears(/khai sinh/)
})
