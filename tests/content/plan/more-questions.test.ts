/** Sixty more questions about plans, of the four wards and of three nobody has: formal, without marks, in teencode and dialect, about what is absent. */
import { describe, expect, test } from 'vitest'
import { fold } from '../../../content/language/unicode.ts'
import type { Plan } from '../../../content/plan/plan.ts'
import { planReply } from '../../../content/plan/questions/reply.ts'
import { readPlan } from '../../../content/plan/read/read-plan.ts'
import { assemblePlan } from '../../../content/plan/review/assemble.ts'
import { decide, startReview, yesTo } from '../../../content/plan/review/review.ts'
import { communeFacts, communePlan } from '../../support/commune-plan.ts'
import { sharedContent } from '../../support/conversation.ts'
import { markdownFacts, markdownPlan } from '../../support/markdown-plan.ts'
import { toText } from '../../support/plan-files.ts'
import { tableFacts, tablePlan } from '../../support/table-plan.ts'

/** Question, what the answer must hold (folded); null = it is no question about the plan. */
type Case = readonly [question: string, holds: string | null]

const real: Readonly<Record<string, readonly Case[]>> = {
  'muong-lay': [
    ['Năm nay phường Mường Lay tuyên truyền về những nội dung nào?', '11 noi dung'],
    ['nam nay phuong tuyen truyen may noi dung', '11 noi dung'],
    ['cho hỏi tọa đàm khi mô tổ chức rứa', 'truoc thang 11/2026'],
    ['toa dam cchc thg may', 'truoc thang 11/2026'],
    ['báo cáo 6 tháng gửi phòng nào, hạn ngày mấy', 'truoc ngay 15/06/2026'],
    ['bc nam nop ai', 'truoc ngay 10/12/2026'],
    ['cuối năm báo cáo trước ngày nào', 'truoc ngay 15/12/2026'],
    ['báo cáo năm trước ngày mấy', 'truoc ngay 10/12/2026'],
    ['chỉ tiêu băng rôn năm nay là bao nhiêu', '30 bang'],
    ['chi tieu xe luu dong', '12 buoi'],
    ['đơn vị nào phụ trách tọa đàm', 'phong van hoa - xa hoi chu tri'],
    ['ai lo cái khoản loa phường zậy', 'trung tam dich vu tong hop chu tri'],
    ['trung tâm phục vụ hành chính công có nhiệm vụ gì', 'niem yet'],
    ['kế hoạch do ai ký ngày nào', '15/01/2026'],
    ['có chỉ tiêu tờ rơi không', 'khong neu to roi'],
    ['bao giờ tổ chức hội thi', 'khong neu cuoc thi'],
    ['quý 4 phải làm những gì', 'truoc ngay 10/12/2026'],
    ['mấy hội nghị một năm', 'ke hoach'],
    ['kế hoạch của từng đơn vị phải xong trước ngày nào', null],
  ],
  'hung-phu': [
    ['chỉ tiêu clip bao nhiêu', '02 clip'],
    ['cho em hoi chi tieu tieu pham', '01 tieu pham'],
    ['mấy buổi tọa đàm một năm', '01 cuoc'],
    ['xe tuyen truyen chay may dot', '02 cuoc'],
    ['bao cao quy gui ai truoc ngay nao', 'gui qua phong van hoa - xa hoi'],
    ['ai làm pano với áp phích', 'phong van hoa - xa hoi chu tri'],
    ['kế hoạch có nói gì về chữ ký số không', 'khong neu'],
    ['trung tâm dịch vụ tổng hợp được giao việc gì', 'khong giao viec rieng cho trung tam dich vu tong hop'],
    ['nam nay co chi tieu loa khum', 'khong dat so luong'],
    ['bao giờ đối thoại với người dân', null],
  ],
  'uong-bi': [
    ['mỗi tháng các phòng phải đăng bao nhiêu tin bài', 'it nhat 2 tin, bai moi thang'],
    ['kế hoạch của từng đơn vị phải xong trước ngày nào', 'cham nhat ngay 28/02/2026'],
    ['bao cao 9 thang gui ai', 'qua phong van hoa - xa hoi'],
    ['ai làm băng rôn khẩu hiệu', 'phong van hoa - xa hoi chu tri'],
    ['bao giờ có hội nghị đối thoại', 'khong ghi thoi gian'],
    ['sở nội vụ chủ trì việc gì', 'phu luc, dong 8'],
    ['khu phố được giao chỉ tiêu gì hông', 'it nhat 2 tin, bai moi thang'],
    ['chi tieu truyen thanh cua khu pho', 'it nhat 2 tin, bai moi thang'],
    ['kinh phí thực hiện kế hoạch tuyên truyền lấy ở đâu', 'khong ghi so tien'],
  ],
  'bac-hong-linh': [
    ['chỉ tiêu niêm yết thủ tục là bao nhiêu phần trăm', 'dat 100%'],
    ['phường có chỉ tiêu loa không', 'khong dat chi tieu'],
    ['ai làm báo cáo quý, gửi cho ai', 'lanh dao ubnd phuong'],
    ['phuong tuyen truyen nhung gi zay', '10 noi dung'],
    ['bao giờ thi tìm hiểu cải cách hành chính', 'khong ghi thoi gian'],
    ['đoàn thanh niên được giao gì', 'muc iv.8'],
    ['đã đạt bao nhiêu phần trăm rồi', null],
    ['tổ công nghệ số cộng đồng phải làm gì', null],
  ],
}

const made: readonly (readonly [
  name: string,
  kind: 'phường' | 'xã',
  text: string,
  cases: readonly Case[],
])[] = [
  [
    'Phiêng Hạ',
    'xã',
    toText(communePlan(communeFacts, { merged: false })),
    [
      ['chi tieu loa la bao nhieu', 'it nhat 24 luot phat thanh trong nam 2027'],
      ['xã tuyên truyền những gì', 'nam 2027 xa tuyen truyen 5 noi dung'],
      ['bao giờ có hội nghị đối thoại', 'thoi gian: thang 9/2027'],
      ['mấy băng rôn', '12 bang ron'],
      ['báo cáo quý gửi ai, trước ngày nào', 'quy iii: truoc ngay 20/09/2027'],
      ['trung tâm dịch vụ tổng hợp làm gì trong kế hoạch', 'bien tap tin, bai'],
      ['chỉ tiêu pano bao nhiêu', 'khong neu pano'],
      ['tập huấn kỹ năng số khi nào', null],
    ],
  ],
  [
    'Bình Hải Tây',
    'phường',
    toText(tablePlan(tableFacts)),
    [
      ['chỉ tiêu tờ rơi bao nhiêu', '2.000 to trong nam 2027'],
      ['bao giờ có tọa đàm', 'truoc ngay 15/10/2027'],
      ['băng rôn phải treo xong trước ngày nào', 'truoc 20/11'],
      ['báo cáo quý gửi ai trước ngày nào', 'gui phong van hoa - xa hoi'],
      ['quý 2 phải làm gì', 'hoi nghi tuyen truyen'],
      ['chi tieu video la bn', '04 video'],
    ],
  ],
  [
    'Cồn Sậy',
    'phường',
    markdownPlan(markdownFacts),
    [
      ['chỉ tiêu xe loa', '08 luot'],
      ['thi tìm hiểu cải cách hành chính khi nào', 'quy iii/2027'],
      ['báo cáo năm trước ngày mấy', 'truoc ngay 05/12/2027'],
      ['chỉ tiêu zalo mỗi tháng mấy bài', 'it nhat 3 bai moi thang, tinh chung'],
      ['tháng 11 có việc gì', 'truoc ngay 15/11/2027'],
    ],
  ],
]

const { library, locales, engine } = sharedContent('muong-lay').current()
const t = locales.in('vi')

describe.each(Object.entries(real))('%s', (ward, cases) => {
  test.each(cases)('%s', (question, holds) => {
    const own = sharedContent(ward).current()
    const found = planReply(question, {
      library: own.library,
      plan: own.library.plan,
      t,
      today: '2026-11-22',
      dictionary: own.engine.dictionary,
    })
    if (holds === null) expect(found).toBeUndefined()
    else expect(fold(found?.text ?? 'không trả lời')).toContain(holds)
  })
})

/** The plan as somebody confirms it who finds everything right. */
const planOf = (text: string): Plan => {
  const start = startReview({ id: 'r', name: 'a', text, read: readPlan(text), ward: null })
  const all = start.items.reduce((review, item) => decide(review, item.id, yesTo(item)), start)
  const assembled = assemblePlan(all, { ward: 'moi', against: null })
  if (!assembled.ok) throw new Error(assembled.detail)
  return assembled.plan
}

describe.each(made)('%s', (name, kind, text, cases) => {
  const plan = planOf(text)
  const ward = { ...library.ward, name, kind, units: [] }
  test.each(cases)('%s', (question, holds) => {
    const found = planReply(question, {
      library: { ...library, ward },
      plan,
      t,
      today: '2027-02-22',
      dictionary: engine.dictionary,
    })
    if (holds === null) expect(found).toBeUndefined()
    else expect(fold(found?.text ?? 'không trả lời')).toContain(holds)
  })
})

test('a day without a year is the plan’s once somebody says so, and a lead left blank is the one above', () => {
  const table = planOf(toText(tablePlan(tableFacts)))
  expect(table.tasks.find(({ no }) => no === 2)).toMatchObject({
    deadline: '2027-11-20',
    deadlineKind: 'before',
  })
  expect(table.targets.find(({ clause, shape }) => clause === 'IV.2' && shape === 'milestone')).toMatchObject(
    {
      deadline: '2027-11-20',
      latest: '2027-11-20',
    },
  )
  const commune = planOf(toText(communePlan(communeFacts)))
  expect(commune.tasks.map(({ lead }) => lead)).toEqual(communeFacts.tasks.map(({ lead }) => lead))
})
