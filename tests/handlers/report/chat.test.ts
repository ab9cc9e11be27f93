/** /baocao as officers, leads and admins meet it: preview, draft, reasons, issue, and the files once more. */
import { createHash } from 'node:crypto'
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import mammoth from 'mammoth'
import { expect, test } from 'vitest'
import { senderId } from '../../../bot/chat.ts'
import type { ActivityFields } from '../../../storage/repositories/activity-record.ts'
import { createScriptedChannel, type Person, testWard } from '../../support/conversation.ts'

const centre = 'Trung tâm Dịch vụ tổng hợp'
const office = 'Phòng Văn hóa - Xã hội'
const at = (day: string): Date => new Date(`2026-${day}T09:00:00+07:00`)

const fields = (more: Partial<ActivityFields>): ActivityFields => ({
  form: 'loudspeaker',
  quantity: 2,
  unit: 'tin',
  minutes: 14,
  minutesEach: 7,
  people: null,
  date: '2026-07-06',
  dateEnd: null,
  session: null,
  place: 'bản Hốc',
  placeKey: 'ban hoc',
  areas: [],
  topics: ['dvc'],
  links: [],
  note: null,
  doer: centre,
  target: 'loa-150',
  ...more,
})

/** Mường Lay in September: officers, a lead of each kind, an admin, and a few activities. */
const september = async (given: Parameters<typeof testWard>[0] = {}) => {
  const ward = await testWard({ start: at('09-12'), ...given })
  const people = {
    officer: ward.person('Hoa'),
    lead: ward.person('Bình'),
    summing: ward.person('Thắm'),
    admin: ward.person('Quản'),
    resident: ward.person('Lan'),
  }
  await people.officer.hasRole('officer', 'TTDVTH')
  await people.lead.hasRole('lead', centre)
  await people.summing.hasRole('lead', 'VH-XH')
  await people.admin.hasRole('admin')
  const contact = (await ward.repositories.contacts.bySender(senderId('telegram', 'Bình')))?.id ?? 0
  const doing = () => ({ contact, now: ward.clock.now })
  const log = async (more: Partial<ActivityFields>, approved = true) => {
    const entry = await ward.repositories.activities.add(
      fields(more),
      { kind: 'log', state: 'submitted', byLead: false, words: '' },
      doing(),
    )
    if (approved)
      await ward.repositories.activities.change(
        entry.id,
        ['submitted'],
        { state: 'approved', decided: true },
        'approve',
        doing(),
      )
    return entry
  }
  const change = (id: number, more: Partial<ActivityFields>) =>
    ward.repositories.activities.change(id, ['approved'], { fields: fields(more) }, 'edit', doing())
  await log({ date: '2026-07-06' })
  await log({ date: '2026-08-10', quantity: 3 })
  await log({ date: '2026-08-20', quantity: 4 }, false)
  await log({ date: '2026-09-13', quantity: 5 })
  return { ...ward, ...people, log, change, doing }
}

const files = (person: Person) => person.heard.flatMap(({ attachments }) => attachments ?? [])
const wordsOf = async (path: string): Promise<string> => (await mammoth.extractRawText({ path })).value
const issue = async (person: Person, said: string): Promise<void> => {
  await person.says(said)
  await person.presses('Chốt và gửi')
  await person.presses('Chốt báo cáo này')
}

test('an officer sees what the report will say, what is missing, and takes a draft', async () => {
  const { officer, lead, dataDir, repositories } = await september()
  await officer.says('/baocao quý 3')
  officer.hears(/Báo cáo quý III năm 2026\*\* của Trung tâm Dịch vụ tổng hợp \(xem trước\)/)
  // Units are bound by VI: before the 15th; the 12th of September is today.
  officer.hears(/Số liệu đến 12\/09\/2026 \(hôm nay\)/)
  officer.hears(/Đã làm 2 hoạt động/)
  officer.hears(/Loa truyền thanh: 5 tin, 28 phút/)
  officer.hears(/2 hoạt động chưa đủ minh chứng/)
  officer.hears(/1 hoạt động đang chờ duyệt/)
  officer.hears(/chưa nêu lý do chậm: Trung tâm Dịch vụ tổng hợp/)
  expect(officer.choices).not.toContain('Chốt và gửi')
  await officer.presses('Bổ sung minh chứng (2)')
  officer.hears(/HD-2026-0001: Loa truyền thanh ngày 06\/07\/2026/)
  // Another entered them: the lead of the unit may give the proof, the officer is told whom to ask.
  officer.hears(/Người ghi: Bình/)
  await lead.says('/baocao quý 3')
  await lead.presses('Bổ sung minh chứng (2)')
  await lead.presses(/HD-2026-0001/)
  lead.hears(/ảnh/)

  await officer.says('bao cao quy 3')
  await officer.presses('Xem bản thảo')
  officer.hears(/Đang lập bản thảo/)
  officer.hears(/Bản thảo chưa chốt/)
  expect(files(officer).map(({ name }) => name)).toEqual([
    'BẢN THẢO bao-cao-muong-lay-2026-Q3-trung-tam-dich-vu-tong-hop.docx',
    'BẢN THẢO bao-cao-muong-lay-2026-Q3-trung-tam-dich-vu-tong-hop-phu-luc.xlsx',
    'BẢN THẢO bao-cao-muong-lay-2026-Q3-trung-tam-dich-vu-tong-hop-minh-chung.zip',
  ])
  const [docx] = files(officer)
  expect(docx?.path.startsWith(dataDir)).toBe(true)
  const said = await wordsOf(docx?.path ?? '')
  expect(said).toContain('Trong kỳ đã thực hiện 2 hoạt động')
  expect(await repositories.reports.list(undefined, { limit: 9, offset: 0 })).toEqual([])

  // Whoever may issue it is asked with one tap.
  await officer.says('/baocao quý 3')
  await officer.presses('Nhờ lãnh đạo chốt')
  officer.hears(/Đã nhắn Bình/)
  lead.hears(/Hoa đã chuẩn bị \*\*báo cáo quý III năm 2026\*\* của Trung tâm/)
  await lead.presses('Mở bản xem trước')
  expect(lead.choices).toContain('Chốt và gửi')
})

test('a lead issues once: frozen, kept read-only, sent, audited; a second issue is offered as a supplement', async () => {
  const { lead, officer, dataDir, repositories, log, change, clock } = await september()
  await issue(lead, '/baocao quý 3')
  lead.hears(/Đang lập và chốt/)
  lead.hears(
    /Đã chốt báo cáo quý III năm 2026\*\* của Trung tâm Dịch vụ tổng hợp, số liệu đến 12\/09\/2026: 2 hoạt động/,
  )
  const [report] = await repositories.reports.issued(centre, '2026-01-01')
  expect(report?.snapshot.entries.map(({ quantity }) => quantity)).toEqual([2, 3])
  const sent = files(lead)
  expect(sent.map(({ path }) => path)).toEqual(
    report?.files.map(({ name }) => join(dataDir, 'reports', String(report.id), name)),
  )
  for (const { path } of sent) expect(statSync(path).mode & 0o777).toBe(0o444)
  expect(sent.map(({ path }) => createHash('sha256').update(readFileSync(path)).digest('hex'))).toEqual(
    report?.files.map(({ sha256 }) => sha256),
  )
  // A tap that comes twice issues nothing more.
  await lead.presses('Chốt báo cáo này')
  lead.hears(/đã phát hành, số liệu đến 12\/09\/2026/)
  expect(await repositories.reports.issued(centre, '2026-01-01')).toHaveLength(1)

  // What was done before the cut-off but entered later, and what changed, is told by the supplement.
  await log({ date: '2026-09-02', quantity: 7 })
  const [first] = report?.snapshot.entries ?? []
  await change(first?.id ?? 0, { quantity: 1 })
  await lead.says('/baocao quý 3')
  lead.hears(/Kỳ này đã phát hành một lần/)
  lead.hears(/1 mục đã báo cáo trước đây nay khác đi/)
  await lead.presses('Chốt và gửi')
  lead.hears(/có thể ra bản bổ sung/)
  await lead.presses('Ra bản bổ sung')
  lead.hears(/3 hoạt động/)
  const [docx] = files(lead)
  expect(docx?.name).toBe('bao-cao-muong-lay-2026-Q3-trung-tam-dich-vu-tong-hop-bo-sung-1.docx')
  const said = await wordsOf(docx?.path ?? '')
  expect(said).toContain(
    'Báo cáo này thay báo cáo cùng kỳ đã phát hành trước đó (số liệu đến hết ngày 12/9/2026)',
  )
  expect(said).toContain(
    'Số liệu đã báo cáo thay đổi: HD-2026-0001 (loa truyền thanh 2 tin'.replace(' (', ' trước ghi '),
  )

  // The next report counts the day after the cut-off once, and none of these again.
  clock.now = at('12-09')
  await lead.says('/baocao quý 4')
  lead.hears(/Đã làm 1 hoạt động/)
  lead.hears(/Gồm 1 hoạt động sau ngày chốt/)
  lead.hears(/Loa truyền thanh: 5 tin/)

  // The officers of the unit find the files again.
  await officer.says('/baocao')
  await officer.presses('Báo cáo đã phát hành')
  officer.hears(
    /quý III năm 2026, Trung tâm Dịch vụ tổng hợp: số liệu đến 12\/09\/2026, chốt lúc 09:00 12\/09\/2026, người chốt: Bình/,
  )
  await officer.presses(/^Tải quý III/)
  officer.hears(/đúng nguyên bản/)
  expect(files(officer)).toHaveLength(3)
})

test('a file somebody changed is not passed off as the issued one', async () => {
  const { lead, dataDir } = await september()
  await issue(lead, '/baocao quý 3')
  const [docx] = files(lead)
  chmodSync(docx?.path ?? '', 0o644)
  writeFileSync(docx?.path ?? '', 'something else')
  await lead.presses('Báo cáo đã phát hành')
  await lead.presses(/^Tải quý III/)
  lead.hears(/Không còn nguyên bản: bao-cao-muong-lay-2026-Q3-trung-tam-dich-vu-tong-hop\.docx/)
  expect(files(lead)).toHaveLength(2)
  expect(existsSync(join(dataDir, 'drafts'))).toBe(true)
})

test('the lead of the unit that sums up reports for the ward, and the plan’s own task is done with it', async () => {
  const { summing, repositories, runtime } = await september({ start: at('09-11') })
  await summing.says('/baocao quý 3')
  summing.hears(/của UBND phường Mường Lay \(xem trước\)/)
  // Annex row 10 binds the ward: before the 12th.
  summing.hears(/Số liệu đến 11\/09\/2026 \(ngày cuối còn đúng hạn: trước ngày 12 tháng cuối quý, PL\.10\)/)
  await summing.presses('Chốt và gửi')
  await summing.presses('Chốt báo cáo này')
  summing.hears(/Đã chốt báo cáo quý III năm 2026\*\* của UBND phường Mường Lay/)
  const [docx] = files(summing)
  const [mark] = await repositories.planItems.list(2026, 'task:10')
  expect(mark).toMatchObject({ part: '2026-09-12', doneOn: '2026-09-11', evidence: 1 })
  const [proof] = await repositories.planItems.evidenceOf([mark?.id ?? 0])
  expect(proof?.name).toBe(docx?.name)
  expect(existsSync(runtime.evidence.pathOf(proof?.sha256 ?? ''))).toBe(true)
  const trail = runtime.database.raw.prepare('SELECT action FROM audit ORDER BY id').pluck().all()
  expect(trail).toEqual(expect.arrayContaining(['report-issued', 'plan.done']))
  await summing.says('/lich')
  await summing.presses('Việc 10')
  summing.hears(/kỳ hạn 12\/09\/2026: xong ngày 11\/09\/2026/)
  // Their own unit is one tap away.
  await summing.says('/baocao tháng 8')
  summing.hears(/Đã làm 1 hoạt động/)
  await summing.presses('Của nơi khác')
  await summing.presses(office)
  summing.hears(/Báo cáo tháng 8 năm 2026\*\* của Phòng Văn hóa - Xã hội/)
})

test('two clauses pull apart: both are shown with whom they bind, an admin chooses once, the cut-off follows', async () => {
  const { officer, admin, clock } = await september({ start: at('09-20') })
  await officer.says('/baocao quý 3')
  officer.hears(/Kế hoạch ghi hai hạn/)
  officer.hears(
    /PL\.10: trước ngày 12 tháng cuối quý \(chậm nhất 11\/09\/2026\), áp dụng cho: Phòng Văn hóa - Xã hội/,
  )
  officer.hears(/VI: trước ngày 15 của tháng cuối kỳ \(chậm nhất 14\/09\/2026\), áp dụng cho: Các cơ quan/)
  officer.hears(/Người quản trị chọn một lần/)
  officer.hears(/Số liệu đến 14\/09\/2026/)
  expect(officer.choices).not.toContain('Chọn hạn áp dụng')
  await admin.says('/baocao quý 3')
  admin.hears(/Số liệu đến 11\/09\/2026/)
  await admin.presses('Chọn hạn áp dụng')
  await admin.presses(/^Đơn vị gửi sớm hơn/)
  admin.hears(/Từ giờ phường hiểu là: Đơn vị gửi sớm hơn/)
  await officer.says('/baocao quý 3')
  officer.hears(/Số liệu đến 11\/09\/2026/)
  officer.hears(/phường đã chọn: Đơn vị gửi sớm hơn/)
  await admin.presses('Về bản xem trước')
  expect(admin.choices).not.toContain('Chọn hạn áp dụng')
  clock.forward(60_000)
  await admin.says('/cachhieu')
  admin.hears(/Đang hiểu: Đơn vị gửi sớm hơn/)
})

test('the owing unit is asked why, and quoted with who said it; silence stays a blank', async () => {
  const { officer, lead, summing, clock } = await september({ start: at('09-11') })
  await summing.says('/baocao quý 3')
  summing.hears(/chưa nêu lý do chậm: Trung tâm Dịch vụ tổng hợp/)
  await summing.presses('Hỏi lý do')
  summing.hears(/Đã hỏi lý do: Trung tâm Dịch vụ tổng hợp/)
  for (const person of [officer, lead]) {
    person.hears(/Báo cáo quý III năm 2026 cần lý do\*\* của Trung tâm Dịch vụ tổng hợp/)
    person.hears(
      /1\. Tin, bài trên hệ thống loa truyền thanh \(mục III\.2\): mới đạt \d+\/150 tin, bài; chậm \d+ so với tiến độ chia đều/,
    )
  }
  await summing.presses('Về bản xem trước')
  await summing.presses('Hỏi lý do')
  summing.hears(/Đã hỏi hôm nay, chưa trả lời: Trung tâm Dịch vụ tổng hợp/)

  await officer.presses('Nêu lý do mục 1')
  officer.hears(/Vì sao chậm: Tin, bài trên hệ thống loa/)
  // A resident's question is still a question.
  await officer.says('làm căn cước ở đâu?')
  officer.hears(/căn cước/i)
  await officer.presses('Nêu lý do mục 1')
  await officer.says('Hệ thống loa hỏng từ tháng 7, gọi 0912345678 chưa ai sửa')
  officer.hears(/Đã ghi lý do: “Hệ thống loa hỏng từ tháng 7, gọi .* chưa ai sửa”/)
  expect(officer.heard[0]?.text).not.toContain('0912345678')
  await officer.presses('Nêu lý do')
  await officer.says('bỏ qua')
  officer.hears(/Đã bỏ qua/)
  clock.forward(1000)
  await summing.says('/baocao quý 3')
  summing.hears(/Lý do \(Trung tâm Dịch vụ tổng hợp, Hoa\): “Hệ thống loa hỏng từ tháng 7/)
  await summing.presses('Xem bản thảo')
  const said = await wordsOf(files(summing)[0]?.path ?? '')
  expect(said).toMatch(
    /Nguyên nhân: "Hệ thống loa hỏng từ tháng 7.*" \(Trung tâm Dịch vụ tổng hợp, Hoa nêu ngày 11\/9\/2026\)/,
  )
  expect(said).toMatch(/Băng rôn.*Nguyên nhân: ……/)
  expect(said).toContain('Mức độ hài lòng của người dân, tổ chức khi giải quyết công việc: ……')
})

test('no period: the ward’s own ones, the one due next first; words that name none are told so', async () => {
  const { officer, admin, clock } = await september({ start: at('06-02') })
  await admin.says('/baocao')
  admin.hears(/kỳ nào cho \*\*UBND phường Mường Lay\*\*/)
  expect(admin.choices.slice(0, 4)).toEqual([
    '6 tháng đầu năm 2026 · hạn 11/06',
    'Năm 2026 · hạn 09/12',
    'Quý I năm 2026 · đã qua hạn 11/03',
    'Tháng 6',
  ])
  await officer.says('/baocao quý 7')
  officer.hears(/chưa hiểu kỳ “quý 7”/)
  expect(officer.choices[0]).toBe('6 tháng đầu năm 2026 · hạn 14/06')
  await officer.says('thang 5')
  officer.hears(/Báo cáo tháng 5 năm 2026/)
  await officer.says('/baocao từ 01/05 đến 15/05')
  officer.hears(/từ ngày 01\/5\/2026 đến ngày 15\/5\/2026/)
  await officer.says('/baocao quý 3')
  officer.hears(/bắt đầu từ 01\/07\/2026/)
  await officer.says('/baocao quý 1 VH-XH')
  officer.hears(/không lập được báo cáo của Phòng Văn hóa - Xã hội/)
  await admin.says('/baocao quý 1 VH-XH')
  admin.hears(/Báo cáo quý I năm 2026\*\* của Phòng Văn hóa - Xã hội/)
  clock.now = at('09-13')
  await admin.says('/baocao')
  // Two days late is still the first to make.
  expect(admin.choices[0]).toBe('Quý III năm 2026 · đã qua hạn 11/09')
})

test('residents and volunteers get no report; their words stay questions', async () => {
  const { resident, person } = await september()
  await resident.says('/baocao quý 3')
  resident.hears(/dành cho cán bộ/)
  await resident.says('báo cáo quý 3')
  expect(resident.heard.map(({ text }) => text).join()).not.toMatch(/dành cho cán bộ|xem trước/)
  const helper = person('Tú')
  await helper.hasRole('volunteer')
  await helper.says('/baocao')
  helper.hears(/dành cho cán bộ/)
  const stray = person('Vô')
  await stray.hasRole('officer')
  await stray.says('/baocao')
  stray.hears(/chưa biết anh\/chị thuộc đơn vị nào/)
  await resident.sends({ kind: 'button', value: 'bc:phat:2026-Q3:p:2026-09-11' })
  resident.hears(/dành cho cán bộ/)
})

test('buttons of others do not work: an officer can’t issue, nor fetch or see another unit’s', async () => {
  const { officer, lead, summing, repositories } = await september()
  await issue(summing, '/baocao quý 3')
  const [report] = await repositories.reports.list(undefined, { limit: 1, offset: 0 })
  for (const value of [`bc:tep:${report?.id}`, 'bc:xem:2026-Q3:p', 'bc:nhap:2026-Q3:0', 'bc:xem:2026-Q9:4'])
    for (const person of [officer, lead]) {
      await person.sends({ kind: 'button', value })
      person.hears(/không dùng được nữa/)
    }
  await officer.sends({ kind: 'button', value: 'bc:phat:2026-Q3:4:2026-09-11' })
  officer.hears(/việc của lãnh đạo/)
  expect(await repositories.reports.list(undefined, { limit: 9, offset: 0 })).toHaveLength(1)
})

test('a channel that carries no documents says where the files are', async () => {
  const ward = await september({
    channels: [createScriptedChannel('telegram', { maxFileBytes: 10 })],
  })
  await issue(ward.lead, '/baocao quý 3')
  ward.lead.hears(/kênh này không gửi được.*\/lienket/)
  ward.lead.hears(/reports\/1\/bao-cao-muong-lay-2026-Q3/)
  expect(files(ward.lead)).toEqual([])
})
