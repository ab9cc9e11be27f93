/** /soanbai: scripts of the wished length, the ward's own news, the Word file, and the log of what was aired. */
import mammoth from 'mammoth'
import { expect, test } from 'vitest'
import { scriptTopics } from '../../content/script/choose.ts'
import { topicScript } from '../../content/script/script.ts'
import { type Person, sharedContent, type TestWard, testWard } from '../support/conversation.ts'

const reader = async (
  role: 'volunteer' | 'officer' | 'lead' = 'officer',
): Promise<{ ward: TestWard; person: Person }> => {
  const ward = await testWard()
  const person = ward.person('Anh Sùng')
  await person.hasRole(role, 'Phòng Văn hóa - Xã hội')
  return { ward, person }
}

/** What of the newest replies is read aloud: between the head and the printed part. */
const readAloud = ({ heard }: Person): string => {
  // A long script comes in several messages.
  const text = heard.map(reply => reply.text).join('\n\n')
  const [spoken = ''] = text.slice(text.indexOf('Kính thưa')).split('_Phần dưới đây')
  return spoken
}

const document = async ({ heard }: Person): Promise<string> => {
  const file = heard.flatMap(({ attachments = [] }) => attachments).find(({ kind }) => kind === 'document')
  if (file === undefined) throw new Error('no document was sent')
  // Its hyphens do not break at the end of a line.
  return (await mammoth.extractRawText({ path: file.path })).value.replaceAll('\u2011', '-')
}

test('an officer asks for five minutes about a topic and gets a script to read, with its sources below', async () => {
  const { person } = await reader()
  await person.says('/soanbai người già 75 tuổi không có lương hưu được trợ cấp gì 5 phút')
  person.hears(/Bài phát thanh: .*\n?Đọc khoảng 5 phút \(7\d\d từ/)
  const spoken = readAloud(person)
  expect(spoken).toMatch(/^Kính thưa bà con nhân dân phường Mường Lay!/)
  expect(spoken).toMatch(/bảy mươi lăm tuổi/)
  expect(spoken).toMatch(/Xin kính chào!\s*$/)
  expect(spoken).not.toMatch(/\d|\/|https|\p{Lu}{2,}/u)
  // The profile of the ward knows no telephone: none is read, and the officer is told.
  expect(spoken).not.toMatch(/Số điện thoại|Đường dây nóng/)
  person.hears(/chưa có số điện thoại nên bài không đọc số nào/)
  person.hears(/Nguồn.*\n- .*(?:Nghị định|Luật)/)
})

test('the topic is chosen by a button, then the length, then another composition', async () => {
  const { person } = await reader()
  await person.says('soạn bài phát thanh')
  person.hears(/Anh\/chị soạn bài về chủ đề gì/)
  expect(person.choices.length).toBeGreaterThan(6)
  await person.presses('Xem thêm chủ đề')
  await person.says('/soanbai')
  const [topic = ''] = person.choices
  await person.presses(topic)
  person.hears(/anh\/chị cần bài dài bao nhiêu/)
  await person.presses('7 phút')
  person.hears(/Đọc khoảng (?:6,5|7|7,5) phút/)
  const first = readAloud(person)
  await person.presses('Đổi bài')
  expect(readAloud(person)).not.toBe(first)
  await person.presses('10 phút')
  person.hears(/Đọc khoảng (?:9|9,5|10|10,5|11) phút/)
})

test('a length nobody can listen to is brought within bounds, and said', async () => {
  const { person } = await reader()
  await person.says('/soanbai tạm trú 45 phút')
  person.hears(/từ 5 đến 10 phút, tôi soạn 10 phút/)
})

test('a topic without a script says why, and what comes near', async () => {
  const { person } = await reader()
  await person.says('/soanbai giờ làm việc của phường 5 phút')
  person.hears(
    /Chưa soạn được bài “Giờ làm việc của phường”: hồ sơ phường chưa có giờ làm việc của Trung tâm Phục vụ hành chính công phường Mường Lay/,
  )
  expect(person.choices.length).toBeGreaterThan(4)
  await person.presses(person.choices[0] ?? '')
  person.hears(/Kính thưa bà con/)
  await person.says('/soanbai officer.log')
  person.hears(/là chủ đề riêng cho cán bộ, không phát cho bà con/)
})

test('what has no checked content is not made up', async () => {
  const { person } = await reader()
  await person.says('/soanbai giá vàng hôm nay 5 phút')
  person.hears(/chưa có nội dung đã duyệt về “giá vàng hôm nay”/)
  expect(person.choices).toContain('Tin của phường')
})

test('the Word file opens and says the same, with room for notes and a signature', async () => {
  const { person } = await reader()
  await person.says('/soanbai 5 phút')
  const [topic = ''] = person.choices
  await person.presses(topic)
  const spoken = readAloud(person)
  await person.presses('Tải bản Word')
  person.hears(/Bản Word/)
  const text = await document(person)
  for (const line of spoken.split('\n').filter(part => part.trim() !== '')) expect(text).toContain(line)
  expect(text).toMatch(/PHƯỜNG MƯỜNG LAY\s+BÀI PHÁT THANH/)
  expect(text).toMatch(/Thời lượng đọc: khoảng 5 phút/)
  expect(text).toMatch(/Ghi chú của người đọc:/)
  expect(text).toMatch(/NGƯỜI DUYỆT BÀI/)
  expect(text).toMatch(/Nguồn \(không đọc\):\s+- /)
})

test('aired: one button opens the filled-in card; saved, the topic is marked as aired', async () => {
  const { ward, person } = await reader()
  await person.says('/soanbai 5 phút')
  const [topic = ''] = person.choices
  await person.presses(topic)
  await person.presses('Đã phát, ghi vào sổ')
  person.hears(/loa/i)
  person.hears(/1 bài/)
  person.hears(/5 phút/)
  person.hears(/22\/11\/2026/)
  expect(await ward.repositories.activities.list({}, { limit: 5 })).toHaveLength(0)
  await person.presses(/Lưu/)
  const [entry] = await ward.repositories.activities.list({}, { limit: 5 })
  expect(entry).toMatchObject({
    form: 'loudspeaker',
    quantity: 1,
    unit: 'bài',
    minutes: 5,
    date: '2026-11-22',
    doer: 'Phòng Văn hóa - Xã hội',
    note: `Bài phát thanh: ${topic}`,
  })
  expect(entry?.topics).toHaveLength(1)
  await person.says('/soanbai')
  expect(person.choices).not.toContain(topic)
  await person.says(`/soanbai ${topic} 5 phút`)
  person.hears(/Bài phát thanh/)
  const marked = `${topic} (đã phát ngày 22/11)`
  let seen = false
  await person.says('/soanbai')
  for (let page = 0; page < 20 && !seen; page += 1) {
    seen = person.choices.includes(marked)
    if (!seen) await person.presses('Xem thêm chủ đề')
  }
  expect(seen).toBe(true)
})

test('the next broadcast is logged at the place of the last', async () => {
  const { ward, person } = await reader()
  await person.says('/ghi loa 1 tin dvc 5 phút tổ 3 hôm qua')
  await person.presses(/Lưu/)
  await person.says('/soanbai 5 phút')
  await person.presses(person.choices[0] ?? '')
  await person.presses('Đã phát, ghi vào sổ')
  person.hears(/tổ 3/i)
  await person.presses(/Lưu/)
  const [entry] = await ward.repositories.activities.list({}, { limit: 1 })
  expect(entry).toMatchObject({ unit: 'bài', date: '2026-11-22' })
  expect(entry?.place).toMatch(/tổ 3/i)
})

test('an officer who reads English gets the script in Vietnamese: residents hear it', async () => {
  const { person } = await reader()
  await person.says('/ngonngu')
  await person.presses('English')
  await person.says('/soanbai 5 phút')
  person.hears(/What is the script about/)
  await person.presses(person.choices[0] ?? '')
  person.hears(/Loudspeaker script: [\s\S]*Kính thưa bà con/)
})

test("the ward's news is framed and spelt for reading, its facts untouched", async () => {
  const { ward, person } = await reader()
  await person.says('/soanbai')
  await person.presses('Tin của phường')
  person.hears(/gõ hoặc dán nội dung/)
  await person.says('Mất nước')
  person.hears(/ngắn quá/)
  await person.says(
    'UBND phường thông báo: 7h30 ngày 12/3 tiêm phòng cho 45 trẻ tại NVH tổ 3, hỏi 0215.3852.123.\n- Mang sổ tiêm\n- Đến đúng giờ',
  )
  person.hears(/Tin của phường Mường Lay/)
  expect(readAloud(person)).toContain(
    'Ủy ban nhân dân phường thông báo: bảy giờ ba mươi phút ngày mười hai tháng ba tiêm phòng cho bốn mươi lăm trẻ tại nhà văn hóa tổ ba, hỏi không hai một năm, ba tám năm hai, một hai ba.',
  )
  person.hears(/Một là, mang sổ tiêm\.\s+Hai là, đến đúng giờ\./)
  await person.presses('Tải bản Word')
  expect(await document(person)).toContain('tiêm phòng cho bốn mươi lăm trẻ')
  await person.presses('Đã phát, ghi vào sổ')
  person.hears(/1 bài/)
  await person.presses(/Lưu/)
  expect(await ward.repositories.activities.list({}, { limit: 5 })).toMatchObject([
    { form: 'loudspeaker', minutes: 1, note: 'Bài phát thanh: Tin của phường Mường Lay' },
  ])
})

test('an identity number in the news is not read to the whole ward', async () => {
  const { person } = await reader()
  await person.says(
    '/soanbai tin: Mời ông Lò Văn An, số căn cước 011099001234, đến nhận giấy tờ tại phường ngày 12/3',
  )
  person.hears(/Trong tin có số giấy tờ/)
})

test('while news is awaited a command still works, and /huy gives up', async () => {
  const { person } = await reader()
  await person.says('/soanbai tin')
  await person.says('/huy')
  await person.says('làm căn cước cho trẻ em ở đâu')
  person.hears(/căn cước/)
})

test('volunteers read scripts; logging and news are for officers; residents are told whom it is for', async () => {
  const { ward, person } = await reader('volunteer')
  await person.says('/soanbai')
  expect(person.choices).not.toContain('Tin của phường')
  await person.says('/soanbai tạm trú 5 phút')
  person.hears(/Kính thưa bà con/)
  expect(person.choices).not.toContain('Đã phát, ghi vào sổ')
  const resident = ward.person('Bà Hoa')
  await resident.says('/soanbai')
  resident.hears(/Lệnh này dành cho/)
})

test('a known telephone and address are read out, digit by digit', async () => {
  const { library, locales } = sharedContent('muong-lay').current()
  const t = locales.in('vi')
  const [topic] = scriptTopics(library, t)
  if (topic === undefined) throw new Error('no topic')
  const known = {
    ...library,
    ward: {
      ...library.ward,
      counter: {
        ...library.ward.counter,
        phone: '0215 3852 123',
        address: 'số 12 tổ 3',
        hours: '7h30-11h30',
      },
      hotline: '1900 0368',
    },
  }
  const script = topicScript({ topic, minutes: 5, variation: 0, library: known, t, today: '2026-11-22' })
  const text = script?.paragraphs.map(paragraph => paragraph.text).join('\n') ?? ''
  expect(text).toContain('Địa chỉ: số mười hai tổ ba.')
  expect(text).toContain('Số điện thoại: không hai một năm, ba tám năm hai, một hai ba.')
  expect(text).toContain('Giờ làm việc: bảy giờ ba mươi phút đến mười một giờ ba mươi phút.')
  expect(text).toContain('Đường dây nóng của phường Mường Lay: một chín không không, không ba sáu tám.')
  expect(script?.notes.join(' ')).not.toContain('chưa có số điện thoại')
})
