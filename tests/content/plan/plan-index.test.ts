/** The index of a plan's content: bullets that are answered, bullets nobody has written about, and frames for those without any answer. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { contentDir } from '../../../bot/content-dir.ts'
import { checkContent } from '../../../content/check/check.ts'
import { loadLibrary, wardSlugs } from '../../../content/library.ts'
import { emptyAnswer } from '../../../content/model/draft.ts'
import { draftEntries, questionsFor, slugOf, subjectOf } from '../../../content/plan/index/draft.ts'
import { readDrafts, writeDrafts } from '../../../content/plan/index/draft-files.ts'
import { matchBullets, topicsFor } from '../../../content/plan/index/match-bullets.ts'
import { fold } from '../../../content/plan/read/fold.ts'
import { tagsOf } from '../../../content/plan/read/lists.ts'
import { readPlan } from '../../../content/plan/read/read-plan.ts'
import { sharedContent } from '../../support/conversation.ts'

const passing = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'drafts-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
const rabies = 'Tuyên truyền về tuần lễ tiêm phòng dại cho chó mèo trên địa bàn phường.'
const draftsOf = (...texts: string[]) =>
  draftEntries(
    texts.map(text => ({
      clause: 'II.3',
      text,
      ward: 'suoi-lim',
      year: 2026,
      basis: ['15/KH-UBND'],
      group: 'other',
    })),
  )

test('every bullet of the four wards stands on entries by the topics given', () => {
  const { library, engine } = sharedContent('muong-lay').current()
  for (const ward of wardSlugs(contentDir)) {
    const { plan } = loadLibrary({ contentDir, ward }).library
    const matched = matchBullets(plan?.content ?? [], library, engine)
    expect(matched.filter(({ state }) => state !== 'answered')).toEqual([])
  }
})

test('a freshly read bullet finds its answers by tags and words, nearly always the ones an editor chose', () => {
  const { library, engine } = sharedContent('muong-lay').current()
  const bullets = wardSlugs(contentDir).flatMap(
    ward => loadLibrary({ contentDir, ward }).library.plan?.content ?? [],
  )
  const fresh = matchBullets(
    bullets.map(({ clause, text }) => ({ clause, text, tags: tagsOf(fold(text)) })),
    library,
    engine,
  )
  const right = fresh.filter(({ topics }, index) =>
    topics.some(({ id }) => bullets[index]?.topics.includes(id)),
  )
  expect(right.length / bullets.length).toBeGreaterThanOrEqual(0.93)
  const surest = fresh.filter(({ topics }, index) => bullets[index]?.topics.includes(topics[0]?.id ?? ''))
  expect(surest.length / bullets.length).toBeGreaterThanOrEqual(0.85)
})

test.each([
  rabies,
  'Bầu cử đại biểu Quốc hội khóa XVI và đại biểu Hội đồng nhân dân các cấp',
  'Vận động hiến máu nhân đạo',
  'Phòng cháy, chữa cháy rừng mùa khô',
  'Phòng, chống tác hại của thuốc lá',
])('what no answer knows is told as missing: %s', text => {
  const { library, engine } = sharedContent('muong-lay').current()
  expect(matchBullets([{ clause: 'II.3', text }], library, engine)).toMatchObject([
    { state: 'missing', topics: [], entries: [] },
  ])
})

test.each([
  ['Tuần lễ quốc gia phòng, chống bệnh dại: tiêm phòng cho chó mèo', []],
  ['Tháng hành động vì an toàn thực phẩm', []],
  ['Tháng hành động vì an toàn thực phẩm; xử lý cơ sở kinh doanh vi phạm, bếp ăn tập thể', []],
  ['Xây dựng nông thôn mới', []],
  ['Đăng ký nghĩa vụ quân sự', []],
  ['Chỉ số SIPAS của phường; tháng hành động vì an toàn thực phẩm', ['cchc.par-index', 'cchc.sipas']],
  ['Ý nghĩa, tầm quan trọng của tháng hành động vì an toàn thực phẩm', []],
  ['Chủ trương của Đảng về xây dựng nông thôn mới', []],
  ['Lòng nhân ái, tinh thần hiến máu cứu người', []],
])('a plan takes no topic that only sounds like the bullet: %s', (text, topics) => {
  const { library, engine } = sharedContent('muong-lay').current()
  const tags = tagsOf(fold(text))
  expect(topicsFor(engine)(text, tags)).toEqual(topics)
  const [matched] = matchBullets([{ clause: 'II.3', text, tags }], library, engine)
  expect(matched?.state === 'answered').toBe(topics.length > 0)
})

test('a draft asks in five ways and names who would know, and answers nothing', () => {
  const [draft] = draftsOf(rabies)
  expect(draft).toMatchObject({
    draft: true,
    answer: emptyAnswer,
    title: 'Tuần lễ tiêm phòng dại cho chó mèo',
    plan: { clause: 'II.3', text: rabies },
  })
  expect(draft?.questions).toHaveLength(5)
  expect(draft?.questions.join(' ')).toMatch(/nhà tôi phải làm gì/)
  expect(draft?.sources.join(' ')).toMatch(/thú y/)
  expect(draft?.sources.join(' ')).toMatch(/15\/KH-UBND/)
  expect(new Set(draftsOf(rabies, rabies).map(({ id }) => id)).size).toBe(2)
})

test.each([
  ['Đẩy mạnh tuyên truyền, phổ biến về Luật Căn cước; các văn bản hướng dẫn', 'Luật Căn cước'],
  ['Nâng cao nhận thức về phân loại rác tại nguồn trên địa bàn xã', 'phân loại rác tại nguồn'],
  ['', ''],
])('the matter of "%s"', (bullet, subject) => {
  expect(subjectOf(bullet)).toContain(subject)
  expect(questionsFor(subjectOf(bullet))).toHaveLength(5)
})

test('drafts are kept as somebody filled them in, checked by content:check, and never served', () => {
  const ownDir = passing()
  const folder = join(ownDir, 'drafts')
  const [path = ''] = writeDrafts(folder, draftsOf(rabies))
  expect(writeDrafts(folder, draftsOf(rabies))).toEqual([])
  expect(readDrafts(folder).problems).toEqual([])
  const check = () => checkContent({ contentDir, ownDir, wards: ['muong-lay'], today: '2026-11-22' })
  expect(check().drafts).toBe(1)
  const { library } = loadLibrary({ contentDir, ward: 'muong-lay', ownDir })
  expect(library.entries.some(({ id }) => id.startsWith('ward-plan.'))).toBe(false)
  expect(library.topics.some(({ id }) => id.startsWith('ward-plan.'))).toBe(false)
  writeFileSync(path, readFileSync(path, 'utf8').replace(emptyAnswer, 'Tiêm ở trạm y tế ngày 3/9.'))
  expect(check().problems).toContainEqual(
    expect.objectContaining({ severity: 'warning', message: expect.stringMatching(/còn nằm trong drafts/) }),
  )
  writeFileSync(path, 'draft: true\nid: ward-plan.sai\n')
  expect(check().problems).toContainEqual(
    expect.objectContaining({ severity: 'error', file: expect.stringMatching(/drafts/) }),
  )
})

test.each([
  ['Nộp hồ sơ, thanh toán trực tuyến', 'Cách nộp hồ sơ?'],
  ['Phổ biến Đề án 06, tài khoản VNeID', 'Đề án 06 nói gì?'],
  ['Vai trò, trách nhiệm của già làng', 'Vai trò, trách nhiệm của già làng là gì?'],
])('people ask about "%s" as they would', (bullet, question) => {
  expect(questionsFor(subjectOf(bullet))).toContain(question)
})

test('a name is never longer than it may be, with or without words to cut at', () => {
  for (const text of ['a'.repeat(100), 'dịch vụ công trực tuyến '.repeat(9), 'x'.repeat(48)])
    expect(slugOf(text).length).toBeLessThanOrEqual(48)
})

test('sources are named for whole words, and a file bears the whole of a short name', () => {
  const [draft] = draftsOf('Vai trò, trách nhiệm của già làng trong Đề án 06')
  expect(draft?.sources.join(' ')).not.toMatch(/môi trường/)
  expect(draftsOf('Đề án 06')[0]?.id).toBe('ward-plan.de-an-06')
})

test('an item under a lead-in is about what the lead-in says, where it says nothing itself', () => {
  const { topics } = readPlan(
    [
      'KẾ HOẠCH',
      'Tuyên truyền của xã Hòa An năm 2027',
      'I. NỘI DUNG TUYÊN TRUYỀN',
      '- Cách nộp hồ sơ trên Cổng Dịch vụ công quốc gia:',
      '+ Tra cứu mã hồ sơ;',
      '+ Tài khoản VNeID mức 2.',
      '- Việc khác.',
    ].join('\n'),
  )
  expect(topics.map(({ tags }) => tags)).toEqual([['cong-dvc'], ['vneid'], []])
})
