/**
 * A month of a ward with personal numbers planted in every kind of input; then everything it keeps is looked through, down
 * to the freed pages of the database, the reports, a person's own export and a backup. After erasure nothing of a person's
 * words is left, backups excepted; stored questions are nobody's once the conversation is over.
 */
import { readFileSync } from 'node:fs'
import { basename, extname, relative } from 'node:path'
import { unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { createLogger } from '../../bot/log.ts'
import { keepTerms, proveRetention } from '../../bot/retention.ts'
import { tellLate } from '../../handlers/cases/late.ts'
import { remindDataRequests } from '../../handlers/data/requests.ts'
import { createBackup } from '../../storage/backup.ts'
import { eraseCaseFiles } from '../../storage/erase-case-files.ts'
import { createRepositories } from '../../storage/repositories.ts'
import { createScriptedChannel, type Person, type TestWard, testWard } from '../support/conversation.ts'
import { type Found, scanData } from '../support/data-scan.ts'
import { cardNumber, cardWords, photographed } from '../support/identity-card.ts'
import { channelWithFiles } from '../support/pictures.ts'

const day = 24 * 3_600_000
const nights = 30
const unit = 'Phòng Văn hóa - Xã hội'

/** Numbers nobody has, each of its own kind and its own digits; the index makes them differ from input to input. */
const planted = (index: number) => {
  const two = String(10 + (index % 90))
  return {
    identity: `001099${two}4455`,
    spaced: `036 188 ${two}7 301`,
    old: `2418${two}903`,
    phone: `09${two}345671`,
    landline: `0215 38${two} 127`,
    international: `+84 9${two} 345 672`,
    otp: `7${two}913`,
    card: ['4111 1111 1111 1111', '5500 0000 0000 0004', '4012 8888 8888 1881'][index % 3] ?? '',
    account: `04510${two}123456`,
    insurance: `DN4790${two}3456789`,
    passport: `C${two}34567`,
    email: `ba.tu${two}@example.com`,
  }
}
type Planted = ReturnType<typeof planted>
const values: string[] = []
const plant = (index: number): Planted => {
  const made = planted(index)
  values.push(...Object.values(made))
  return made
}
const everything = (p: Planted): string =>
  `cccd ${p.identity}, ${p.spaced}, cmnd ${p.old}, gọi ${p.phone} hoặc ${p.landline}, ${p.international}; mã OTP là ${p.otp}; thẻ ${p.card}; stk ${p.account}; bhyt ${p.insurance}; hộ chiếu ${p.passport}; ${p.email}`

const heardBy = (ward: TestWard, who: readonly Person[]): string =>
  [...ward.channels.values()]
    .flatMap(({ sent }) => sent)
    .filter(({ to }) => who.some(({ conversation }) => conversation === to))
    .map(({ reply }) => JSON.stringify(reply))
    .join('\n')

const filesOf = ({ heard }: Person) => heard.flatMap(({ attachments }) => attachments ?? [])

/** Where below this path something was found. */
const places = (found: readonly Found[], path = ''): string =>
  found
    .map(({ where }) => where)
    .filter(where => where.includes(basename(path)))
    .join('\n')

const nightly = async (ward: TestWard): Promise<void> => {
  const { repositories, runtime, clock } = ward
  const { library, locales } = runtime.content.current()
  await keepTerms({ repositories, evidence: runtime.evidence, exports: runtime.exports }, clock.now)
  await eraseCaseFiles(repositories, runtime.evidence, clock.now)
  const told = [
    ...(await tellLate({ repositories, library, locales, now: clock.now })),
    ...(await remindDataRequests({ repositories, library, locales, now: clock.now })),
  ]
  runtime.sender.wake(told)
  await runtime.idle()
}

test('nothing planted is kept, logged or passed on; after erasure not even the words around it', async () => {
  const lines: string[] = []
  const cardPicture = await photographed(cardWords(31))
  const files = { card: cardPicture, note: Buffer.from('%PDF-1.7\nx') }
  const telegram = channelWithFiles(files, 'telegram')
  const zalo = channelWithFiles(files, 'zalo-oa')
  const ward = await testWard({
    channels: [telegram, zalo, createScriptedChannel('web')],
    start: new Date('2026-10-26T08:30:00+07:00'),
    dataKey: new Uint8Array(32).fill(7),
    log: createLogger('trace', { write: (line: string) => void lines.push(line) }),
  })
  const { raw } = ward.runtime.database
  const stores = { repositories: ward.repositories, exports: ward.runtime.exports }
  const tu = ward.person('bà Tư', 'zalo-oa')
  const ba = ward.person('ông Ba', 'telegram')
  const sau = ward.person('trang-web-0123456789', 'web')
  const lan = ward.person('Lan', 'telegram')
  const minh = ward.person('Minh', 'telegram')
  await lan.hasRole('officer', unit)
  await minh.hasRole('admin')
  let seed = 0
  const next = (): Planted => {
    seed += 1
    return plant(seed)
  }

  // Questions: typed, with commands, in a display name, as a caption, a file's name, a contact, a place, a deep link.
  await tu.says(`làm khai sinh cho cháu cần giấy gì, ${everything(next())}`)
  tu.hears(/đã bỏ/)
  await ba.says(`/hoi VNeID mức 2 làm ở đâu MACCHU1 ${everything(next())}`)
  await ba.says(`/thutuc khai sinh ${everything(next())}`)
  await ba.says(everything(next()))
  const named = next()
  await ba.sends(
    { kind: 'text', text: 'mấy giờ phường mở cửa' },
    { sender: { id: `telegram:ông Ba` as never, name: `Ba ${named.phone} ${named.email}` } },
  )
  for (const kind of ['photo', 'document', 'voice', 'video'] as const) {
    const file = next()
    await tu.sends({
      kind: 'file',
      file: { kind, ref: 'note', name: `${file.identity} ${file.phone}.pdf`, mimeType: 'application/pdf' },
      caption: everything(file),
    })
  }
  const shared = next()
  await tu.sends({ kind: 'contact', phone: shared.phone, name: `Con trai ${shared.identity}` })
  await tu.sends({ kind: 'location', latitude: 22.0512345, longitude: 103.1598765 })
  const link = next()
  await tu.sends({ kind: 'joined', payload: `loa-${link.phone}` })
  await tu.sends({ kind: 'unsupported', what: `sticker ${link.identity}` })
  const pressed = next()
  for (const value of [
    `entry:${pressed.identity}`,
    `rate:${pressed.phone}:wrong`,
    `data:${pressed.account}`,
    pressed.email,
  ])
    await tu.sends({ kind: 'button', value })
  await tu.says(`/khonghieu ${everything(next())}`)

  // A handler that breaks tells the log what happened.
  const broken = next()
  ward.runtime.content.current()
  raw.exec('ALTER TABLE question RENAME TO question_away')
  await ba.says(`hỏi lúc máy hỏng ${everything(broken)}`)
  raw.exec('ALTER TABLE question_away RENAME TO question')

  // Cases: handed over, talked about, a picture of a card in it, a phone number with consent; answered, passed, closed.
  await tu.says(`/canbo hồ sơ chưa xong MACCHU2 ${everything(next())}`)
  await tu.says(`con tôi tên Nam ${everything({ ...next(), phone: '', landline: '', international: '' })}`)
  await tu.sends({ kind: 'file', file: { kind: 'photo', ref: 'card', name: `cccd ${cardNumber(31)}.jpg` } })
  tu.hears(/bỏ ngay/)
  await tu.sends({
    kind: 'file',
    file: { kind: 'photo', ref: 'picture-3' },
    caption: `giấy hẹn ${everything(next())}`,
  })
  const agreed = '0977 666 555'
  await tu.says(`gọi cho tôi số ${agreed}`)
  await tu.says('có')
  await lan.says('H1 nhận')
  await lan.says('H1 ghi chú hẹn thứ Hai MACCHU3')
  await lan.says('H1 Chị yên tâm, thứ Hai đến lấy MACCHU4')
  await tu.says('tiếp tục với bot')
  await lan.says('H1 đóng')
  await tu.says('chưa')
  await lan.says('H1 đóng')

  // Feedback in one message and step by step.
  await ba.says(`/phananh đèn đường hỏng MACCHU5 ${everything(next())}`)
  await tu.says('/phananh')
  await tu.presses(/Góp ý/)
  await tu.says(`loa to quá MACCHU6 ${everything(next())}`)
  await tu.says(`trước nhà ${next().phone} tổ 3`)
  await tu.says(`Tư ${next().identity}`)
  await tu.sends({ kind: 'file', file: { kind: 'photo', ref: 'card' } })
  await lan.says('P1 Điện lực sửa tối nay')
  await lan.says('P1 đóng')
  await lan.says('P2 đóng')

  // Rights: asked for in words, a name, notices.
  await tu.says(`/yeucaudulieu xóa dữ liệu ${everything(next())}`)
  await minh.says(`/yeucau D1 đã xóa, báo ${next().phone}`)
  await tu.says('/dangkytin tổ 3')
  await tu.presses(/Đồng ý/)
  await tu.says('/dulieu')
  await tu.presses('Tải dữ liệu của tôi')
  await tu.presses('Sửa tên')
  await tu.says('Trần Thị Tư')
  tu.hears(/Từ giờ tên/)
  await tu.says('MACCHU7 câu này bot chịu không trả lời được đâu')
  await ba.says('/lienket')

  // Officers: activities with notes, evidence of all kinds, a picture of a card among it.
  const note = next()
  await lan.says(`/ghi loa 2 tin dvc 7 phút tổ 3 sáng nay, gặp ${note.phone} cccd ${note.identity}`)
  await lan.presses('✅ Lưu')
  await lan.sends({
    kind: 'file',
    file: { kind: 'photo', ref: 'picture-5', name: `${note.old}.jpg` },
    caption: `ảnh buổi loa ${note.phone}`,
  })
  await lan.sends({ kind: 'file', file: { kind: 'photo', ref: 'card' } })
  lan.hears(/bỏ ngay/)
  await lan.says('/cuatoi')

  expect(raw.prepare(`SELECT phone IS NOT NULL FROM resident_case WHERE letter = 'H'`).pluck().get()).toBe(1)

  // A month goes by: every day somebody asks, and now and then writes to the officers or the officers note their work.
  for (let night = 1; night <= nights; night += 1) {
    ward.clock.forward(day)
    await nightly(ward)
    const proof = await proveRetention(stores, ward.clock.now)
    expect(proof.kinds.filter(({ within }) => !within)).toEqual([])
    const later = next()
    await ba.says(`nhập hộ khẩu cho vợ cần gì MACCHU8 ${later.phone} ${later.identity}`)
    if (night % 7 === 3) await tu.says(`/phananh rác đầy ngõ lần ${night} MACCHU9 ${everything(next())}`)
    if (night % 7 === 5) await lan.says(`/ghi loa 1 tin dvc 5 phút tổ 3 sáng nay, gặp ${next().phone}`)
    if (night % 7 === 5) await lan.presses('✅ Lưu')
  }
  expect(ward.clock.now.toISOString()).toBe('2026-11-25T01:30:00.000Z')
  await minh.says('/tiendo')
  await minh.says('/nhatky')
  await minh.says('/chuatraloi')

  // The report of October with its annex and evidence; a person's own data (a web page's files lie there for a day); a backup.
  await minh.says('/baocao tháng 10')
  await minh.presses('Xem bản thảo')
  await ward.runtime.idle()
  const report = filesOf(minh)
  expect(report.map(({ path }) => extname(path))).toEqual(['.docx', '.xlsx', '.zip'])
  await sau.says(`/canbo hồ sơ MACCHU10 ${everything(next())}`)
  await sau.says('tiếp tục với bot')
  await sau.says(`làm khai sinh cần gì MACCHU10 ${everything(next())}`)
  await sau.says('/dulieu')
  await sau.presses('Tải dữ liệu của tôi')
  const own = filesOf(sau)
  expect(own.map(({ path }) => extname(path))).toEqual(['.txt', '.json'])
  for (const { path } of own) expect(readFileSync(path, 'utf8').match(/MACCHU10/g)).toHaveLength(2)
  const backup = await createBackup({ raw, dataDir: ward.dataDir, now: ward.clock.now })

  // All of these are looked through, packed ones unpacked: a word that is in them is found there.
  for (const { path } of [...report, ...own])
    expect(scanData(raw, ward.dataDir, [basename(path)]).map(({ where }) => where)).toContain(
      `name of ${relative(ward.dataDir, path)}`,
    )
  const [docx] = report
  expect(Object.keys(unzipSync(readFileSync(docx?.path ?? '')))).toContain('word/document.xml')
  expect(places(scanData(raw, ward.dataDir, ['w:document']), docx?.path)).toMatch(/word\/document\.xml byte/)
  expect(places(scanData(raw, ward.dataDir, ['MACCHU8']), backup)).toMatch(/ward\.sqlite byte/)

  expect(raw.prepare(`SELECT count(*) FROM question WHERE text LIKE '%MACCHU1 %'`).pluck().get()).toBe(1)
  const bad = [...values.filter(value => value !== ''), cardNumber(31), agreed]
  expect(values.length).toBeGreaterThan(700)
  expect(scanData(raw, ward.dataDir, bad)).toEqual([])
  const logged = lines.join('')
  expect(lines.length).toBeGreaterThan(0)
  expect(bad.filter(value => logged.includes(value))).toEqual([])
  const passed = heardBy(ward, [lan, minh])
  expect(bad.filter(value => value !== agreed && passed.includes(value))).toEqual([])

  // The scan is not blind: what it is to find, it finds in a table nobody told it of, and in freed pages without it.
  raw.exec('CREATE TABLE forgotten_by_all (a TEXT)')
  raw.prepare('INSERT INTO forgotten_by_all VALUES (?)').run(`x ${agreed}`)
  expect(scanData(raw, ward.dataDir, [agreed]).map(({ where }) => where)[0]).toBe('forgotten_by_all.a #1')
  raw.pragma('secure_delete = OFF')
  raw.exec('DROP TABLE forgotten_by_all')
  expect(scanData(raw, ward.dataDir, [agreed]).map(({ where }) => where)[0]).toMatch(/^ward\.sqlite byte/)
  raw.pragma('secure_delete = ON')
  raw.exec('VACUUM')
  expect(scanData(raw, ward.dataDir, [agreed])).toEqual([])

  // Erasure: three people, with everything they said that is still theirs.
  const tied = raw.prepare('SELECT count(*) FROM question WHERE contact_id IS NOT NULL').pluck()
  // Nobody waits for an answer and no case is open: no question is tied to anyone.
  expect(tied.get()).toBe(0)
  for (const resident of [tu, ba, sau]) {
    await resident.says('/xoadulieu')
    await resident.presses('Xóa')
    resident.hears(/Bản sao lưu cũ còn trên máy của phường, tự hết sau 14 đêm/)
  }
  const repositories = createRepositories(ward.runtime.database.db)
  await eraseCaseFiles(repositories, ward.runtime.evidence, ward.clock.now)
  await ward.runtime.exports.tidy(new Date(Date.now() + day))
  const said = [
    ...[2, 3, 4, 5, 6, 9, 10].map(index => `MACCHU${index}`),
    'con tôi tên Nam',
    'đèn đường hỏng',
    'Trần Thị Tư',
  ]
  const left = scanData(raw, ward.dataDir, [...bad, ...said])
  expect(left.filter(({ where }) => !where.includes('backups'))).toEqual([])
  expect(left.filter(({ word }) => bad.includes(word))).toEqual([])
  expect(places(left, backup)).toMatch(/ward\.sqlite byte/)
  // What was asked in conversations that are over is nobody’s: no row and no file ties it to anyone.
  const nobodys = scanData(raw, ward.dataDir, ['MACCHU1 ', 'MACCHU7', 'MACCHU8'])
    .map(({ where }) => where.replace(/ #\d+$| byte \d+$/, ''))
    .filter(where => !where.startsWith('backups'))
  expect([...new Set(nobodys)]).toEqual(['question.text', 'ward.sqlite'])
  expect(tied.get()).toBe(0)
  expect(raw.prepare('SELECT count(*) FROM question').pluck().get()).toBeGreaterThan(nights)
  expect(raw.prepare('SELECT count(*) FROM resident_case').pluck().get()).toBe(8)
  expect(raw.prepare('SELECT count(*) FROM resident_case WHERE phone IS NOT NULL').pluck().get()).toBe(0)
  expect(await repositories.audit.check()).toMatchObject({ kind: 'whole' })
})
