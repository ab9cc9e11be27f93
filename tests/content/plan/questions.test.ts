/** Questions about the plan: recognised in all the ways people write, answered with the plan's value and clause, and none of residents' own. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { contentDir } from '../../../bot/content-dir.ts'
import { fold } from '../../../content/language/unicode.ts'
import { wardSlugs } from '../../../content/library.ts'
import { planSchema } from '../../../content/plan/plan.ts'
import { planQuestion } from '../../../content/plan/questions/recognise.ts'
import { planReply } from '../../../content/plan/questions/reply.ts'
import { sharedContent } from '../../support/conversation.ts'
import { ownPlan } from '../../support/own-plan.ts'

const today = '2026-11-22'
const contentOf = (ward: string) => sharedContent(ward).current()
const reply = (ward: string, text: string) => {
  const { library, locales, engine } = contentOf(ward)
  return planReply(text, {
    library,
    plan: library.plan,
    t: locales.in('vi'),
    today,
    dictionary: engine.dictionary,
  })
}

/** Ward, question, what the answer must hold (folded), the clauses it must name. */
type Case = readonly [question: string, holds: string, clauses?: readonly string[]]
const asked: Readonly<Record<string, readonly Case[]>> = {
  'muong-lay': [
    ['phường tuyên truyền những gì', 'nam 2026 phuong tuyen truyen 11 noi dung', ['III.1']],
    ['phuong tuyen truyen nhung j z', 'par index', ['III.1']],
    ['ubnd p tt những gì', 'noi dung', ['III.1']],
    ['bà con cho hỏi năm nay phường mình tuyên truyền cái chi rứa', 'noi dung', ['III.1']],
    ['bao giờ có tọa đàm', 'truoc thang 11/2026', ['PL.6']],
    ['bgio co toa dam cchc z', 'quy iv', ['PL.6']],
    ['tọa đàm tháng mấy vậy ạ', 'thang 10/2026', ['PL.6']],
    ['báo cáo quý gửi ai, trước ngày nào', 'truoc ngay 15/09/2026', ['VI', 'PL.10']],
    ['bc quy gui ai trc ngay nao', 'gui ubnd phuong (qua phong van hoa - xa hoi)', ['VI', 'PL.10']],
    ['Quý III nộp báo cáo ngày nào', 'truoc ngay 12/09/2026', ['VI', 'PL.10']],
    ['han bao cao 6 thang', 'truoc ngay 12/06/2026', ['VI', 'PL.10']],
    ['báo cáo năm nộp trước ngày mấy', 'truoc ngay 10/12/2026', ['VI', 'PL.10']],
    ['báo cáo tuyên truyền phải có những gì', 'so luong tin, bai, phong su', ['VI']],
    ['chỉ tiêu loa là bao nhiêu', '150 tin, bai', ['III.2']],
    ['chi tieu loa la bn', '150 tin, bai', ['III.2']],
    ['chỉ tiu loa bao nhiu', '150 tin, bai', ['III.2']],
    ['một năm phải phát bao nhiêu tin trên loa', 'trung tam dich vu tong hop', ['III.2']],
    ['loa phát mấy phút', '5 den 10 phut', ['III.2']],
    ['treo mấy cái băng rôn', '30 bang', ['III.2']],
    ['xe tuyên truyền chạy mấy buổi', '12 buoi', ['III.2']],
    ['KH số mấy ai ký', 'nguyen dat long'],
    ['ke hoach tuyen truyen ban hanh ngay nao', '15/01/2026'],
    ['kế hoạch này căn cứ vào đâu', '137/kh-svhttdl'],
    ['ai làm băng rôn', 'trung tam dich vu tong hop', ['III.2']],
    ['đơn vị nào làm pano', 'khong neu pano'],
    ['tháng 9 phải làm gì', 'truoc ngay 12/09/2026', ['PL.10', 'VI']],
    ['t6 phai lam j', 'truoc ngay 12/06/2026', ['PL.10', 'VI']],
    ['tổ dân phố phải làm gì', 'khong giao viec rieng', ['V.5']],
    ['minh chứng cần những gì', 'anh bang niem yet', ['PL.8']],
    ['mc cần j', 'tai lieu kiem chung', ['VI']],
    ['minh chứng tọa đàm gồm gì', 'giay moi', ['PL.6']],
    ['Phòng Văn hóa - Xã hội phải làm gì', 'gom so lieu', ['V.1', 'PL.6']],
    ['mục III.2 của kế hoạch nói gì', 'tdoffice', ['III.2']],
    ['dòng 6 phụ lục là gì', 'toa dam', ['PL.6']],
    ['kinh phí tuyên truyền bao nhiêu', 'khong ghi so tien', ['V.4']],
    ['hội thi cchc bao giờ tổ chức', 'khong neu cuoc thi'],
    ['ke hoach tuyen truyen nam 2025 cua phuong', 'chi co ke hoach nam 2026'],
    ['phường tuyên truyền bằng hình thức nào', 'loa truyen thanh', ['III.2']],
  ],
  'hung-phu': [
    ['đơn vị nào làm pano', 'phong van hoa - xa hoi chu tri', ['IV.7', 'VI.2.đ']],
    ['chi tieu pano bao nhieu', '06 pano', ['IV.7']],
    ['áp phích mấy cái', 'chi dem pano', ['IV.7']],
    ['mấy clip tuyên truyền một năm', '02 clip', ['IV.2']],
    ['chỉ tiêu loa', 'khong dat so luong', ['III.1']],
    ['kế hoạch số mấy, ai ký', 'de trong so va ngay ban hanh'],
    ['đối thoại doanh nghiệp đơn vị nào chủ trì', 'phong kinh te, ha tang va do thi', ['IV.3', 'VI.4.a']],
    ['bao gio to chuc toa dam', 'trong nam 2026', ['IV.6']],
    ['báo cáo 9 tháng nộp ai', 'khong neu bao cao 9 thang', ['VI.1.d']],
    ['năm nay có những chỉ tiêu nào', '02 clip', ['IV.1', 'IV.8']],
    ['tdp phai lam gi', 'khong giao viec rieng'],
  ],
  'uong-bi': [
    ['chỉ tiêu truyền thanh mỗi tháng bao nhiêu', 'it nhat 2 tin, bai moi thang', ['PL.3']],
    ['ai ký kế hoạch tuyên truyền', 'vu thi hong nhung'],
    ['tháng 2 phải làm gì', '28/02/2026', ['PL.1']],
    ['báo cáo quý gửi ai', 'qua phong van hoa - xa hoi', ['PL.4']],
    ['khu phố phải làm gì', 'it nhat 02 tin/bai', ['PL.3']],
    ['trung tâm cung ứng dịch vụ được giao việc gì', 'tin, bai, phong su', ['IV.5']],
    ['băng rôn mấy cái', 'khong dat so luong', ['PL.6']],
    ['bao giờ có tọa đàm', 'trong nam 2026', ['PL.8', 'PL.9']],
  ],
  'bac-hong-linh': [
    ['tổ dân phố phải làm gì', 'tao tai khoan', ['IV.9']],
    ['niêm yết thủ tục chỉ tiêu bao nhiêu', '100%', ['I.3']],
    ['dv nao lam pano', 'trung tam dich vu tong hop', ['IV.5']],
    ['báo cáo gửi ai', 'lanh dao ubnd phuong', ['IV.1']],
    ['nhiệm vụ trong kế hoạch là gì', 'khong co bang nhiem vu'],
    ['phường có tuyên truyền về ISO không', 'iso 9001', ['II.1']],
    ['tháng 3 có việc gì', 'hang tuan', ['IV.3']],
  ],
}

describe.each(Object.entries(asked))('%s', (ward, cases) => {
  const rows = cases.map(([question, holds, clauses = []]) => ({ question, holds, clauses }))
  test.each(rows)('$question', ({ question, holds, clauses }) => {
    const found = reply(ward, question)
    expect(fold(found?.text ?? 'không trả lời')).toContain(holds)
    expect(found?.clauses).toEqual(expect.arrayContaining([...clauses]))
    expect(fold(found?.text ?? '')).toContain('nguon: ke hoach')
  })
})

test('"còn băng rôn?" goes on from the question before, and so does "ai làm?"', () => {
  const { library, locales } = contentOf('muong-lay')
  const given = { library, plan: library.plan, t: locales.in('vi'), today }
  const first = planReply('chỉ tiêu loa bao nhiêu', given)
  if (first === undefined) throw new Error('not recognised')
  const second = planReply('còn băng rôn?', { ...given, before: first.question })
  expect(second?.text).toContain('30 băng')
  expect(planReply('thế ai làm?', { ...given, before: first.question })?.text).toContain(
    'Trung tâm Dịch vụ tổng hợp',
  )
  expect(planReply('còn con tôi 10 tuổi thì sao', { ...given, before: first.question })).toBeUndefined()
})

test('a ward nobody saw before is answered from its own plan alone', () => {
  const { library, locales } = contentOf('muong-lay')
  const ward = { ...library.ward, name: 'Suối Lim', province: 'Lào Cai', units: [] }
  const plan = planSchema.parse({ ...ownPlan(), number: '77/KH-UBND', issued: '2026-02-03' })
  const answer = planReply('chỉ tiêu loa bao nhiêu', {
    library: { ...library, ward },
    plan,
    t: locales.in('vi'),
    today,
  })
  expect(answer?.text).toContain('120 tin')
  expect(answer?.text).toContain(
    'Nguồn: Kế hoạch số 77/KH-UBND ngày 03/02/2026 của UBND phường Suối Lim, mục III.1.',
  )
})

test('without a plan it says so, and a plan without targets, tasks and reports says that', () => {
  const { library, locales } = contentOf('muong-lay')
  const given = { library, t: locales.in('vi'), today }
  expect(planReply('kế hoạch số mấy', { ...given, plan: null })?.text).toMatch(/chưa đưa kế hoạch/)
  const bare = ownPlan({ targets: [] })
  for (const [question, said] of [
    ['chỉ tiêu năm nay là gì', /không đặt chỉ tiêu bằng số/],
    ['báo cáo quý gửi ai', /không nêu chế độ báo cáo/],
    ['nhiệm vụ trong kế hoạch là gì', /không có bảng nhiệm vụ/],
    ['minh chứng cần những gì', /không nêu phải có minh chứng/],
    ['phường tuyên truyền những gì', /không ghi riêng phần nội dung/],
    ['chỉ tiêu loa bao nhiêu', /không nêu loa truyền thanh/],
  ] as const)
    expect(planReply(question, { ...given, plan: bare })?.text, question).toMatch(said)
})

/** Topics that are about the ward's plan themselves. */
const ofPlans = /^(?:cchc|officer)\./
const stolen = (ward: string, text: string): boolean => {
  const { library, engine } = contentOf(ward)
  return planQuestion(text, { ward: library.ward, today, dictionary: engine.dictionary }) !== undefined
}

test('no phrasing of an answer about anything else is taken for a question about the plan', () => {
  for (const ward of wardSlugs(contentDir)) {
    const { library } = contentOf(ward)
    const phrasings = [
      ...library.entries
        .filter(({ topics }) => !topics.some(topic => ofPlans.test(topic)))
        .flatMap(({ questions }) => questions),
      ...library.elsewhere.flatMap(({ questions }) => questions),
      ...library.procedures.flatMap(({ name, title, aliases }) => [name, title, ...aliases]),
    ]
    expect(phrasings.filter(text => stolen(ward, text))).toEqual([])
  }
})

const ownSet = new URL('../../eval/own-questions.jsonl', import.meta.url).pathname
const devSet = join(import.meta.dirname, '../../../../shared/eval/dev.jsonl')
test.each([ownSet, devSet])('nor any labelled question of residents: %s', path => {
  if (!existsSync(path)) return console.warn(`skipped: ${path} is not here`)
  const rows = readFileSync(path, 'utf8')
    .split('\n')
    .filter(line => line !== '')
    .map((line): { q: string; topics: string[] } => JSON.parse(line))
    .filter(({ topics }) => !topics.some(topic => ofPlans.test(topic)))
  expect(rows.filter(({ q }) => stolen('muong-lay', q)).map(({ q }) => q)).toEqual([])
})

test.each([
  'loa phường ồn quá gọi ai',
  'kế hoạch sử dụng đất năm nay xem ở đâu',
  'treo băng rôn quảng cáo phải xin ai',
  'chi tiêu của phường lấy từ đâu',
  'báo cáo thuế quý 3 nộp khi nào',
  'lớp tập huấn dùng điện thoại cho người già khi nào mở',
  'bao giờ có lương hưu',
  'ai ký giấy xác nhận cho tôi',
  'con tôi phải làm gì để có thẻ căn cước',
  'tháng 9 nộp hồ sơ vào lớp 1 phải làm gì',
  'minh chứng thu nhập để vay vốn cần giấy gì',
  'chỉ tiêu tuyển sinh lớp 6 bao nhiêu',
])("a resident's own matter stays with the answers: %s", text => {
  expect(stolen('muong-lay', text)).toBe(false)
})
