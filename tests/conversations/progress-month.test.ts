/** March 2026 at Mường Lay's Trung tâm Dịch vụ tổng hợp, as /tiendo and /lich tell it at each step. */
import { existsSync, readFileSync } from 'node:fs'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { senderId } from '../../bot/chat.ts'
import type { ActivityFields } from '../../storage/repositories/activity-record.ts'
import { type TestWard, testWard } from '../support/conversation.ts'

const unit = 'Trung tâm Dịch vụ tổng hợp'
const at = (day: string): Date => new Date(`2026-${day}T15:00:00+07:00`)

const fields = (more: Partial<ActivityFields>): ActivityFields => ({
  form: 'loudspeaker',
  quantity: 1,
  unit: 'tin',
  minutes: 7,
  minutesEach: null,
  people: null,
  date: '2026-03-02',
  dateEnd: null,
  session: null,
  place: 'bản Hốc',
  placeKey: 'ban hoc',
  areas: [],
  topics: [],
  links: [],
  note: null,
  doer: unit,
  target: 'loa-150',
  ...more,
})

const loggedBy = async ({ repositories, clock }: TestWard, name: string) => {
  const contact = await repositories.contacts.bySender(senderId('telegram', name))
  if (contact === undefined) throw new Error(`nobody called ${name}`)
  const doing = () => ({ contact: contact.id, now: clock.now })
  return {
    add: (more: Partial<ActivityFields>, byLead = false) =>
      repositories.activities.add(
        fields(more),
        { kind: 'log', state: 'submitted', byLead, words: '' },
        doing(),
      ),
    approve: (id: number) =>
      repositories.activities.change(
        id,
        ['submitted'],
        { state: 'approved', decided: true },
        'approve',
        doing(),
      ),
    correct: (id: number, more: Partial<ActivityFields>) =>
      repositories.activities.change(
        id,
        ['submitted', 'approved'],
        { fields: fields(more) },
        'edit',
        doing(),
      ),
    withdraw: (id: number) =>
      repositories.activities.change(
        id,
        ['submitted', 'approved'],
        { state: 'withdrawn' },
        'withdraw',
        doing(),
      ),
  }
}

test('the month: 13 items, a banner day, a van session, corrections, approval, a withdrawn entry', async () => {
  const ward = await testWard({ start: at('03-02') })
  const { clock } = ward
  const officer = ward.person('Hoa')
  const lead = ward.person('Bình')
  await officer.hasRole('officer', 'TTDVTH')
  await lead.hasRole('lead', unit)
  const entered = await loggedBy(ward, 'Hoa')
  const approved = await loggedBy(ward, 'Bình')

  // Day 61 of 365: 25 items are expected, none is there.
  await officer.says('/tiendo')
  officer.hears(/đến ngày 02\/03\/2026, đã qua 17% năm/i)
  officer.hears(/Tin, bài trên hệ thống loa truyền thanh\*\* \(III\.2\): 0\/150 tin, bài/)
  officer.hears(/chậm 25 so với nhịp đều \(25\); còn 150; cần 16 mỗi tháng/)
  officer.hears(/đang chậm: Trung tâm Dịch vụ tổng hợp/)
  officer.hears(/Tọa đàm.*chưa xong\nhạn: Trước tháng 11\/2026; chưa tới kỳ làm/)

  // What is entered waits, and does not count yet.
  const first = await entered.add({ quantity: 3 })
  const second = await entered.add({ quantity: 4, date: '2026-03-04' })
  const banner = await entered.add({
    form: 'banner',
    unit: 'băng rôn',
    quantity: 6,
    target: 'bang-ron-30',
    minutes: null,
    date: '2026-03-08',
  })
  clock.now = at('03-08')
  await officer.says('/tiendo loa')
  officer.hears(/0\/150/)
  officer.hears(/chờ duyệt 7/)
  await officer.says('/tiendo')
  officer.hears(/Đơn vị của anh\/chị: Trung tâm Dịch vụ tổng hợp/)
  officer.hears(/- Băng rôn, khẩu hiệu: 0 băng rôn, chờ duyệt 6/)

  // Corrected to 8 banners; a van session and a lead's own entry, which counts at once and is shown apart.
  clock.now = at('03-12')
  await entered.correct(banner.id, {
    form: 'banner',
    unit: 'băng rôn',
    quantity: 8,
    target: 'bang-ron-30',
    date: '2026-03-08',
  })
  const van = await entered.add({
    form: 'mobile_van',
    unit: 'buổi',
    target: 'xe-12',
    minutes: null,
    date: '2026-03-12',
  })
  await approved.add({ quantity: 2, date: '2026-03-11' }, true)
  await officer.says('/tiendo')
  officer.hears(/2\/150/)
  officer.hears(/trong đó lãnh đạo ghi 2/)
  officer.hears(/Băng rôn, khẩu hiệu: 0 băng rôn, chờ duyệt 8/)

  // The lead approves; one entry is withdrawn; a poster counts to nothing and is told.
  clock.now = at('03-30')
  const third = await entered.add({ quantity: 4, date: '2026-03-17' })
  const mistake = await entered.add({ quantity: 5, date: '2026-03-18' })
  await entered.withdraw(mistake.id)
  await entered.add({ form: 'poster', unit: 'áp phích', quantity: 3, target: null, date: '2026-03-19' })
  for (const { id } of [first, second, third, banner, van]) await approved.approve(id)
  clock.now = at('03-31')
  await lead.says('/tiendo')
  // Day 90: 37 expected, 13 done, 53 at this pace.
  lead.hears(
    /13\/150 tin, bài\nchậm 24 so với nhịp đều \(37\); còn 137; cần 16 mỗi tháng; theo đà này cuối năm được 53/,
  )
  lead.hears(/Băng rôn, khẩu hiệu\*\* \(III\.2\): 8\/30 băng rôn\nkịp nhịp đều/)
  lead.hears(/1\/12 buổi\nchậm 2/)
  lead.hears(/không tính vào chỉ tiêu nào: Áp phích 0 áp phích \(chờ duyệt 3\)/)

  // The picture lies below the data folder, as wide as a phone shows sharply.
  const picture = lead.heard.flatMap(({ attachments }) => attachments ?? [])[0]
  expect(picture?.path.startsWith(ward.dataDir)).toBe(true)
  expect(await sharp(readFileSync(picture?.path ?? '')).metadata()).toMatchObject({
    format: 'png',
    width: 1080,
  })

  // Where the target comes from, one tap away.
  await lead.presses(/^Tin, bài trên hệ thống/)
  lead.hears(/- Trung tâm Dịch vụ tổng hợp: 13/)
  await lead.presses('Chỉ tiêu này ở đâu ra')
  lead.hears(/Nằm ở: Mường Lay III\.2/)
  lead.hears(/số 276\/KH-UBND, ngày 15\/01\/2026/)
  lead.hears(/Văn bản in: “150 tin, bài”/)
  lead.hears(/5 đến 10 phút/)
  lead.hears(/Đếm mỗi tin hoặc bài một lần/)
  await lead.presses('Xem tất cả')
  await lead.presses('Theo đơn vị')
  lead.hears(/Trung tâm Dịch vụ tổng hợp\*\*\n- Tin, bài.*: 13 tin, bài/)
})

test('the same numbers are drawn once', async () => {
  const ward = await testWard({ start: at('03-02') })
  const officer = ward.person('Hoa')
  await officer.hasRole('officer', unit)
  const path = () => officer.heard.flatMap(({ attachments }) => attachments ?? [])[0]?.path
  await officer.says('/tiendo')
  const first = path()
  await officer.says('tiến độ')
  expect(path()).toBe(first)
  expect(existsSync(first ?? '')).toBe(true)
})

test('residents and volunteers learn that progress is for officers', async () => {
  const ward = await testWard()
  const resident = ward.person('Lan')
  await resident.says('/tiendo')
  resident.hears(/cán bộ/)
  const volunteer = ward.person('Tú')
  await volunteer.hasRole('volunteer')
  await volunteer.says('/lich')
  volunteer.hears(/cán bộ/)
})
