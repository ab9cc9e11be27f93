/** A lead and an admin hand in the ward's plan in chat, confirm it point by point, and put it into force. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Plan, planSchema } from '../../content/plan/plan.ts'
import { reviewSchema } from '../../content/plan/review/review.ts'
import {
  buttonOf,
  document,
  goThrough,
  planInForce,
  scene,
  sceneContent,
  start,
  year,
} from '../support/plan-review-scene.ts'

test('a Word file becomes the plan in force, and not before the admin applies it', async () => {
  const here = await scene()
  await here.send(here.admin, document)
  here.admin.hears(/Tôi đã nhận tệp ke-hoach.docx/)
  here.admin.hears(/Tìm thấy: \d+ chỉ tiêu, 5 nhiệm vụ, \d+ kỳ báo cáo/)
  here.admin.hears(/Kế hoạch của: phường Mường Lay/)
  await here.admin.presses('Bắt đầu xem')
  await goThrough(here.admin)
  here.admin.hears(/phường chưa có kế hoạch nào để so/)
  expect(planInForce(here)).toBeUndefined()

  await here.admin.presses('Áp dụng')
  here.admin.hears(/Đã áp dụng kế hoạch năm 2027/)
  here.admin.hears(/Kế hoạch năm 2027 đã được dùng/)
  expect(planInForce(here)).toMatchObject({
    ward: 'muong-lay',
    year,
    number: '87/KH-UBND',
    issued: '2027-02-09',
  })
  await here.admin.says('/tiendo')
  here.admin.hears(/96 tin, bài/)
  const audit = await here.ward.repositories.audit.list({ subject: `plan:${year}`, limit: 5 })
  expect(audit.map(({ action }) => action)).toEqual(['plan.apply'])
})

test('each point shows its clause and quotes its line; a typed line corrects it', async () => {
  const here = await scene()
  await here.send(here.admin, document)
  await here.admin.presses('Bắt đầu xem')
  while (!here.admin.heard.some(({ text }) => /96 tin, bài trong năm/.test(text))) {
    const all = buttonOf(here.admin, /^Đúng hết phần này/)
    await here.admin.presses(all ?? 'Đúng')
  }
  here.admin.hears(/\*\*Chỉ tiêu\*\*, mục III\.2/)
  here.admin.hears(/Văn bản ghi \(dòng \d+\): “.*Phát 96 tin, bài trên loa truyền thanh/)
  await here.admin.presses('Sửa')
  await here.admin.presses('Số lượng')
  here.admin.hears(/150 tin, bài/)
  await here.admin.says('rất nhiều')
  here.admin.hears(/Tôi cần một số lớn hơn 0/)
  await here.admin.says('120 tin, bài')
  here.admin.hears(/Loa truyền thanh: 120 tin, bài trong năm/)
  await here.admin.presses('Đúng')
  await here.admin.presses('Bỏ')
  await goThrough(here.admin)
  await here.admin.presses('Áp dụng')
  const plan = planInForce(here)
  expect(plan?.targets.find(({ forms }) => forms.includes('loudspeaker'))).toMatchObject({ quantity: 120 })
  expect(plan?.targets.some(({ forms }) => forms.includes('banner'))).toBe(false)
})

test('what can be read in two ways is asked with its readings; a unit nobody knows is named', async () => {
  const here = await scene()
  const { admin } = here
  await here.send(admin, document)
  await admin.presses('Bắt đầu xem')
  for (let taps = 0; taps < 100 && buttonOf(admin, /^Áp dụng$/) === undefined; taps += 1)
    await admin.presses(
      buttonOf(admin, /^Tính cả ngày in$/) ??
        buttonOf(admin, /^Của cả phường$/) ??
        buttonOf(admin, /^Đơn vị của phường, ghi đúng tên này$/) ??
        buttonOf(admin, /^Đúng hết phần này/) ??
        buttonOf(admin, /^(?:Đúng|Đã rõ)$/) ??
        admin.choices[0] ??
        '',
    )
  admin.hears(/Đơn vị mới sẽ thêm vào hồ sơ phường: .*Đoàn Thanh niên phường/)
  await admin.presses('Áp dụng')
  const plan = planInForce(here)
  expect(plan?.beforeIncludesDay).toBe(true)
  expect(plan?.targets.find(({ shape }) => shape === 'monthly-per-unit')).toMatchObject({ per: 'ward' })
  expect(plan?.ambiguities.map(({ id }) => id)).toContain('2027-truoc-ngay')
  const { ward } = sceneContent(here.own).library
  expect(ward.units.find(({ name }) => name === 'Đoàn Thanh niên phường')).toMatchObject({ kind: 'union' })
  // The other reading can still be chosen, and choosing it changes the target back.
  await admin.says('/cachhieu')
  admin.hears(/Tính cả ngày in/)
})

test('a stop between the yes and the file loses nothing, and does nothing twice', async () => {
  const first = await scene()
  const plan = planOf({})
  const { contacts } = first.ward.repositories
  const [who] = await contacts.withRole(['admin'])
  await first.ward.runtime.stop()
  const second = await scene({ dataDir: first.dataDir, channel: 'web' })
  const id = await second.ward.repositories.contentChanges.add(
    {
      actor: `contact:${who?.id ?? 0}`,
      kind: 'plan',
      entry: `plan:${year}`,
      body: { kind: 'plan', plan, before: null, newUnits: [] },
    },
    start,
  )
  await second.ward.runtime.refreshContent()
  await second.ward.runtime.refreshContent()
  expect(planInForce(second)).toEqual(plan)
  expect(await second.ward.repositories.contentChanges.waiting()).toEqual([])
  expect((await second.ward.repositories.contentChanges.all()).map(change => change.id)).toEqual([id])
  expect(existsSync(join(second.own, 'plans', 'cu'))).toBe(false)
})

test('the review waits for days and over a restart', async () => {
  const first = await scene()
  await first.send(first.lead, document)
  await first.lead.presses('Bắt đầu xem')
  await first.lead.presses('Đúng')
  await first.lead.presses('Để sau')
  first.lead.hears(/gõ \/napkehoach để làm tiếp/)
  await first.ward.runtime.stop()

  const second = await scene({
    dataDir: first.dataDir,
    channel: 'web',
    at: new Date(start.getTime() + 5 * 86_400_000),
  })
  await second.lead.says('/napkehoach')
  second.lead.hears(/còn dở \(1\/\d+ điểm đã xem\)/)
  await second.lead.presses('Làm tiếp')
  second.lead.hears(/\(2\/\d+\)/)
  await goThrough(second.lead)
  second.lead.hears(/Việc áp dụng cần tài khoản quản trị/)
  expect(buttonOf(second.lead, /Áp dụng/)).toBeUndefined()
  await second.admin.says('/napkehoach')
  await second.admin.presses('Áp dụng')
  second.admin.hears(/Đã áp dụng/)
})

test('a stop while the file is being read loses nothing', async () => {
  const first = await scene()
  const { planReviews } = first.ward.repositories
  // What a kill right after the message leaves behind: the row waits, the file is on the disk.
  await first.send(first.admin, document)
  const stored = await planReviews.underWay()
  await planReviews.receive(
    { code: 'lai', contact: stored?.contact ?? null, name: 'a.docx', sha256: stored?.sha256 ?? '' },
    start,
  )
  await first.ward.runtime.stop()
  const second = await scene({ dataDir: first.dataDir })
  await second.ward.runtime.idle()
  expect((await second.ward.repositories.planReviews.underWay())?.state).toBe('open')
})

test('what is read doubtfully is not accepted with the rest', async () => {
  const here = await scene()
  await here.send(here.admin, document)
  const { planReviews } = here.ward.repositories
  const stored = await planReviews.underWay()
  const review = reviewSchema.parse(stored?.review)
  const doubtful = {
    ...review,
    at: 'target:0',
    items: review.items.map(item => (item.id === 'target:1' ? { ...item, confidence: 0.4 } : item)),
  }
  await planReviews.save(stored?.id ?? 0, doubtful, stored?.contact ?? null, start)
  await here.admin.presses('Bắt đầu xem')
  await here.admin.presses(/^Đúng hết phần này/)
  here.admin.hears(/Chỗ này tôi đọc chưa chắc/)
})

test('residents and officers can’t hand in a plan', async () => {
  const here = await scene()
  const officer = here.ward.person('officer')
  await officer.hasRole('officer', 'Phòng Văn hóa - Xã hội')
  await officer.says('/napkehoach')
  expect(officer.heard.some(({ text }) => /gửi tệp kế hoạch/.test(text))).toBe(false)
})

const planOf = (more: Readonly<Record<string, unknown>>): Plan =>
  planSchema.parse({
    ward: 'muong-lay',
    year,
    title: 'Kế hoạch cũ',
    number: '1/KH-UBND',
    issued: `${year}-01-05`,
    signer: null,
    basis: [],
    content: [],
    forms: [],
    targets: [
      {
        id: 'loa-cu',
        clause: 'III.2',
        title: 'Phát tin, bài trên loa truyền thanh',
        forms: ['loudspeaker'],
        shape: 'yearly-count',
        quantity: 60,
        unit: 'tin, bài',
      },
      {
        id: 'treo-rai',
        clause: 'III.2',
        title: 'Treo băng rôn, rải tờ rơi',
        forms: ['banner', 'leaflet'],
        shape: 'yearly-count',
        quantity: 24,
        unit: 'băng rôn',
      },
    ],
    tasks: [],
    duties: [],
    reports: [],
    reportRequirements: [],
    ambiguities: [],
    ...more,
  })

test('a new version of this year’s plan: both values are shown, and activity stays with its target', async () => {
  const here = await scene({ plans: [planOf({})] })
  const { admin } = here
  await admin.says('/ghi loa 2 tin dvc 7 phút tổ 1')
  if (buttonOf(admin, /Phòng Văn hóa/) !== undefined) await admin.presses(/Phòng Văn hóa/)
  await admin.presses(/Lưu/)
  await admin.says('/ghi phát 50 tờ rơi dvc tổ 1')
  for (const wanted of [/Treo băng rôn/, /Phòng Văn hóa/, /Treo băng rôn/])
    if (buttonOf(admin, wanted) !== undefined) await admin.presses(wanted)
  await admin.presses(/Lưu/)
  const targets = async (): Promise<(string | null)[]> =>
    (await here.ward.repositories.activities.list({}, { limit: 9 })).map(({ target }) => target)
  expect(await targets()).toEqual(['treo-rai', 'loa-cu'])

  await here.send(admin, document)
  await admin.presses('Bắt đầu xem')
  await goThrough(admin)
  admin.hears(/so với kế hoạch 2027 đang dùng/)
  admin.hears(/~ .*: Loa truyền thanh: 60 tin, bài trong năm → Loa truyền thanh: 96 tin, bài trong năm/)
  admin.hears(/1 hoạt động đang tính cho “Treo băng rôn, rải tờ rơi” sẽ chuyển sang “.*tờ rơi/)
  expect(await targets()).toEqual(['treo-rai', 'loa-cu'])
  await admin.presses('Áp dụng')
  const [leaflet, loud] = await targets()
  expect(loud).toBe('loa-cu')
  const plan = planInForce(here)
  expect(plan?.targets.find(({ id }) => id === leaflet)).toMatchObject({ forms: ['leaflet'], quantity: 1500 })
  expect(readdirSync(join(here.own, 'plans', 'cu'))).toHaveLength(1)
  expect(
    readFileSync(join(here.own, 'plans', 'cu', readdirSync(join(here.own, 'plans', 'cu'))[0] ?? ''), 'utf8'),
  ).toContain('loa-cu')
})

test('next year’s plan stands beside this year’s: each activity counts to the plan of its day', async () => {
  const before = planOf({ year: year - 1, issued: `${year - 1}-01-05` })
  const here = await scene({ plans: [before], at: new Date(`${year - 1}-12-20T09:00:00+07:00`) })
  const { admin, ward } = here
  await here.send(admin, document)
  await admin.presses('Bắt đầu xem')
  await goThrough(admin)
  admin.hears(/Kế hoạch năm 2026 vẫn giữ cho các việc và báo cáo của năm đó/)
  await admin.presses('Áp dụng')
  await admin.says('/tiendo')
  admin.hears(/2026/)
  admin.hears(/60 tin, bài/)

  ward.clock.now = new Date(`${year}-01-05T09:00:00+07:00`)
  await admin.says('/tiendo')
  admin.hears(/96 tin, bài/)
  await admin.says('/ghi loa 3 tin dvc 9 phút tổ 1 ngày 30/12/2026')
  if (buttonOf(admin, /Phòng Văn hóa/) !== undefined) await admin.presses(/Phòng Văn hóa/)
  await admin.presses(/Lưu/)
  admin.hears(/HD-2026-0001/)
  await admin.says('/ghi loa 4 tin dvc 12 phút tổ 1 ngày 4/1/2027')
  for (const wanted of [/Phòng Văn hóa/, /^Phát 96/])
    if (buttonOf(admin, wanted) !== undefined) await admin.presses(wanted)
  await admin.presses(/Lưu/)
  admin.hears(/HD-2027-0001/)
  await admin.says('/tiendo 2026 loa')
  admin.hears(/3\/60/)
  await admin.says('/tiendo')
  admin.hears(/4\/96/)
  await admin.says('/tiendo 2025')
  admin.hears(/chưa có kế hoạch năm 2025/)
})

test('a plan of next year, handed in before it begins, shows a year of which nothing is over', async () => {
  const before = planOf({ year: year - 1, issued: `${year - 1}-01-05` })
  const here = await scene({
    plans: [before, planOf({ targets: before.targets.map(target => ({ ...target, quantity: 77 })) })],
    at: new Date(`${year - 1}-12-20T09:00:00+07:00`),
  })
  await here.admin.says(`/tiendo ${year}`)
  here.admin.hears(/Đến ngày 01\/01\/2027, đã qua 0% năm/)
  here.admin.hears(/0\/77/)
})
