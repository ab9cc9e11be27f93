/** March 2026 at Mường Lay's Trung tâm Dịch vụ tổng hợp: what is entered, corrected, proved, approved and withdrawn. */
import { readFileSync } from 'node:fs'
import { unzipSync } from 'fflate'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { targetCount } from '../../handlers/activity/counts.ts'
import { testWard } from '../support/conversation.ts'
import { channelWithFiles, photo } from '../support/pictures.ts'
import { readDocument, sheetRows } from '../support/report-files.ts'

const unit = 'Trung tâm Dịch vụ tổng hợp'
const day = (date: string, clock = '15:00'): Date => new Date(`2026-03-${date}T${clock}:00+07:00`)

// The content of a ward takes seconds to load on a busy machine.
test('a month of work is counted once, as approved, with its proof', { timeout: 120_000 }, async () => {
  const ward = await testWard({ start: day('02'), channels: [channelWithFiles()] })
  const { repositories, clock } = ward
  const officer = ward.person('Lò Thị Hoa')
  const lead = ward.person('Nguyễn Văn Bình')
  await officer.hasRole('officer', 'TTDVTH')
  await lead.hasRole('lead', unit)
  const count = (target: string) => targetCount(repositories, target, 2026)

  // First week: the line is understood, the card says what it counts to, one tap saves.
  await officer.says('/ghi loa 3 tin dịch vụ công 7 phút bản Hốc sáng nay')
  officer.hears(/Loa truyền thanh/)
  officer.hears(/3 tin/)
  officer.hears(/Mường Lay III\.2/)
  officer.hears(/sáng 02\/03\/2026/)
  await officer.presses(/Lưu/)
  officer.hears(/HD-2026-0001/)
  officer.hears(/chờ duyệt 3/)
  expect(await count('loa-150')).toEqual({ approved: 0, byLead: 0, waiting: 3 })

  // Without marks, without the command.
  clock.now = day('05')
  await officer.says('phat thanh 4 tin vneid 8 phut hom qua')
  officer.hears(/04\/03\/2026/)
  await officer.presses(/Lưu/)
  expect((await count('loa-150')).waiting).toBe(7)

  // The banner day: a photo with its caption starts the entry, the second photo comes after saving.
  clock.now = day('08')
  await officer.sends(photo(1, '/ghi treo 6 băng rôn cổng chợ'), { messageRef: 'm1' })
  officer.hears(/6 băng rôn/)
  officer.hears(/Minh chứng kèm theo: 1/)
  await officer.presses(/Lưu/)
  officer.hears(/HD-2026-0003/)
  await officer.sends(photo(2))
  officer.hears(/Đã gắn ảnh vào HD-2026-0003/)
  expect(await count('bang-ron-30')).toEqual({ approved: 0, byLead: 0, waiting: 6 })

  // A first correction: the number of banners, by replying to nothing but naming the entry.
  await officer.says('/sua 3 8 băng rôn')
  officer.hears(/8 băng rôn/)
  await officer.presses(/Lưu/)
  officer.hears(/Đã sửa \*\*HD-2026-0003\*\*/)
  expect((await count('bang-ron-30')).waiting).toBe(8)

  // The van session, said too long for one programme of the loudspeaker kind: no warning, another target.
  clock.now = day('12')
  await officer.says('/ghi xe lưu động 1 buổi phường sáng nay')
  officer.hears(/Xe tuyên truyền lưu động/)
  await officer.presses(/Lưu/)
  expect((await count('xe-12')).waiting).toBe(1)

  // The guided way: no syntax to learn, a likely answer is one tap away.
  clock.now = day('16')
  await officer.says('/ghi')
  await officer.presses('Loa truyền thanh')
  officer.hears(/Số lượng bao nhiêu/)
  await officer.says('2')
  await officer.presses(/Hôm nay/)
  officer.hears(/5 đến 10 phút/)
  await officer.says('12')
  officer.hears(/Làm ở đâu/)
  await officer.presses('Không ghi')
  await officer.presses('VNeID')
  officer.hears(/Loa truyền thanh/)
  officer.hears(/12 phút/)
  // The second correction, on the card itself before it is saved.
  await officer.says('à 3 tin')
  officer.hears(/3 tin/)
  await officer.presses(/Lưu/)
  expect((await count('loa-150')).waiting).toBe(10)

  // "Như hôm qua", then an entry that turns out to be a mistake.
  clock.now = day('17')
  await officer.says('/ghi như hôm qua')
  officer.hears(/17\/03\/2026/)
  await officer.presses(/Lưu/)
  expect((await count('loa-150')).waiting).toBe(13)
  await officer.says('/ghi loa 5 tin dvc 9 phút chợ')
  await officer.presses(/Lưu/)
  officer.hears(/HD-2026-0007/)
  expect((await count('loa-150')).waiting).toBe(18)
  await officer.says('/xoa 7')
  officer.hears(/Vì sao rút/)
  await officer.presses('Ghi nhầm')
  officer.hears(/Đã rút HD-2026-0007/)
  expect((await count('loa-150')).waiting).toBe(13)

  // The lead goes through what waits; one entry comes back and is mended.
  clock.now = day('30')
  await lead.says('/duyet')
  lead.hears(/Có 6 mục chờ duyệt/)
  lead.hears(/Còn thiếu minh chứng/)
  await lead.presses('Trả lại 0004')
  await lead.says('chưa có ảnh xe')
  lead.hears(/Đã trả lại HD-2026-0004/)
  expect(officer.heard.at(-1)?.text).toMatch(/chưa có ảnh xe/)
  expect((await count('xe-12')).waiting).toBe(0)
  await officer.says('/sua 4')
  await officer.sends(photo(3))
  officer.hears(/Minh chứng kèm theo: 1/)
  await officer.presses(/Lưu/)
  expect((await count('xe-12')).waiting).toBe(1)
  await lead.says('/duyet')
  await lead.presses(/Duyệt cả 5/)
  lead.hears(/Còn 1 mục chờ/)
  await lead.presses('Xem mục chờ tiếp')
  await lead.presses(/^Duyệt \d{4}$/)
  lead.hears(/Còn 0 mục chờ/)

  expect(await count('loa-150')).toEqual({ approved: 13, byLead: 0, waiting: 0 })
  expect(await count('bang-ron-30')).toEqual({ approved: 8, byLead: 0, waiting: 0 })
  expect(await count('xe-12')).toEqual({ approved: 1, byLead: 0, waiting: 0 })

  // Every step is in the books, and the photos hold no place.
  const actions = (await repositories.audit.list({ limit: 50 })).map(({ action }) => action)
  expect(actions.filter(action => action === 'activity.approve')).toHaveLength(6)
  expect(actions.filter(action => action === 'activity.return')).toHaveLength(1)
  expect(actions.filter(action => action === 'activity.withdraw')).toHaveLength(1)
  const entry = await repositories.activities.byCode({ year: 2026, number: 3 })
  const evidence = await repositories.evidence.of([entry?.id ?? 0])
  expect(evidence.map(({ kind }) => kind)).toEqual(['photo', 'photo'])
  for (const { sha256, originalSha256 } of evidence) {
    expect(sha256).not.toBe(originalSha256)
    const kept = readFileSync(ward.runtime.evidence.pathOf(sha256 ?? ''))
    expect((await sharp(kept).metadata()).exif).toBeUndefined()
  }

  // The month's report takes one line, and its figures are those of the database.
  clock.now = day('31')
  await lead.says('/baocao tháng 3')
  lead.hears(/Báo cáo tháng 3 năm 2026\*\* của Trung tâm Dịch vụ tổng hợp/)
  const sums = z.array(z.object({ form: z.string(), entries: z.number(), quantity: z.number() })).parse(
    ward.runtime.database.raw
      .prepare(
        `SELECT form, count(*) AS entries, sum(quantity) AS quantity FROM activity
           WHERE state = 'approved' AND date BETWEEN '2026-03-01' AND '2026-03-31' GROUP BY form ORDER BY form`,
      )
      .all(),
  )
  expect(sums).toEqual([
    { form: 'banner', entries: 1, quantity: 8 },
    { form: 'loudspeaker', entries: 4, quantity: 13 },
    { form: 'mobile_van', entries: 1, quantity: 1 },
  ])
  await lead.presses('Xem bản thảo')
  const [docx, xlsx, zip] = lead.heard.flatMap(({ attachments }) => attachments ?? [])
  const document = await readDocument(docx?.path ?? '')
  // Mường Lay VI: numbers of items and banners, forms, content, comparison with the plan, evidence; PL.10: the period.
  const forms = document.table('Số lượng')
  expect(forms.slice(1).map(row => row.slice(1, 4))).toEqual([
    ['Loa truyền thanh', '4', '13 tin'],
    ['Băng rôn, khẩu hiệu', '1', '8 băng rôn'],
    ['Xe tuyên truyền lưu động', '1', '1 buổi'],
    ['Tổng cộng', '6', ''],
  ])
  expect(document.text).toMatch(/Dịch vụ công trực tuyến: \d hoạt động/)
  const loudspeaker = document.table('Đánh giá').find(row => row[1]?.startsWith('Tin, bài trên hệ thống loa'))
  expect(loudspeaker?.slice(2, 6)).toEqual(['150 tin, bài', '13 tin, bài', '13 tin, bài', '8,7%'])
  expect(document.table('Kết quả').length).toBeGreaterThan(3)
  expect(document.text).toContain('cải cách hành chính tháng 3 năm 2026')
  expect(document.text).toContain('Kèm theo 3 tài liệu kiểm chứng, đánh số từ MC-001 đến MC-003')
  expect((await sheetRows(xlsx?.path ?? '', 1)).slice(2).map(row => row[1])).toEqual([
    'HD-2026-0001',
    'HD-2026-0002',
    'HD-2026-0003',
    'HD-2026-0004',
    'HD-2026-0005',
    'HD-2026-0006',
  ])
  expect(Object.keys(unzipSync(new Uint8Array(readFileSync(zip?.path ?? ''))))).toEqual([
    '00-Muc-luc-minh-chung.xlsx',
    'MC-001_HD-2026-0003.jpg',
    'MC-002_HD-2026-0003.jpg',
    'MC-003_HD-2026-0004.jpg',
  ])
})
