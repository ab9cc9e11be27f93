/** The content rules, each shown to fire; and broken files told to an editor by file, line and remedy. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import { contentDir } from '../../bot/content-dir.ts'
import { createContentHolder } from '../../bot/content-holder.ts'
import { easyReading, sentences, unexplained, wordCount } from '../../content/check/reading.ts'
import {
  everyBulletAnswered,
  everyTopicAnswered,
  freshSources,
  knownPlaceholders,
  knownReferences,
  noQuestionTwice,
  officialLinks,
  type Rule,
  soundLabels,
} from '../../content/check/rules.ts'
import { ContentError, type Loaded, loadLibrary } from '../../content/library.ts'

const today = '2026-11-22'
const fixture = new URL('../fixtures/content', import.meta.url).pathname

/** The tiny ward's content with one entry changed. */
const withEntry = (change: Record<string, unknown>, ward: Record<string, unknown> = {}): Loaded => {
  const loaded = loadLibrary({ contentDir: fixture, ward: 'thu-nghiem' })
  const [entry] = loaded.library.entries
  if (entry === undefined) throw new Error('the fixture has no entry')
  return { ...loaded, library: { ...loaded.library, entries: [{ ...entry, ...change }], ...ward } }
}
const messages = (rule: Rule, loaded: Loaded): string[] => rule(loaded, today).map(({ message }) => message)

test('sound content has no problems', () => {
  const loaded = withEntry({})
  for (const rule of [
    everyTopicAnswered,
    everyBulletAnswered,
    knownReferences,
    knownPlaceholders,
    noQuestionTwice,
    freshSources,
    officialLinks,
    soundLabels,
    easyReading,
  ]) {
    expect(rule(loaded, today)).toEqual([])
  }
})

test.each<[string, Rule, Record<string, unknown>, RegExp]>([
  ['a topic without an answer', everyTopicAnswered, { topics: ['khac.mot'] }, /chưa có mục trả lời/],
  ['an unknown topic', knownReferences, { topics: ['khac.mot'] }, /không có trong topics/],
  ['a follow-up that is not there', knownReferences, { followUps: ['thu.hai'] }, /mục hỏi tiếp/],
  [
    'an unknown placeholder',
    knownPlaceholders,
    { answer: 'Gọi {{so.dien.thoai}} để được giúp, ai cũng gọi được nhé.' },
    /\{\{so\.dien\.thoai\}\}/,
  ],
  ['one question twice', noQuestionTwice, { questions: ['Làm ở đâu', 'lam o dau?'] }, /ghi hai lần/],
  ['a review date gone by', freshSources, { review: '2026-01-01' }, /quá hạn/],
  [
    'a check in the future',
    freshSources,
    { sources: [{ name: 'Luật', checked: '2027-01-01' }] },
    /tương lai/,
  ],
  [
    'a link to somebody else',
    officialLinks,
    { answer: 'Xem [ở đây](https://example.com/a) để biết thêm nhé.' },
    /không phải trang của Nhà nước/,
  ],
  [
    'a label for a part that is not there',
    soundLabels,
    { facets: {}, facetLabels: { time: 'Giờ làm việc' } },
    /mà mục không có/,
  ],
  [
    'one label for two parts',
    soundLabels,
    {
      facets: { time: 'Từ 7 giờ 30.', where: 'Ở quầy của phường.' },
      facetLabels: { time: 'Hỏi ở đâu', where: 'hỏi ở đâu' },
    },
    /dùng cho hai phần/,
  ],
  ['a sentence nobody can follow', easyReading, { answer: `Anh chị ${'rất '.repeat(40)}vui.` }, /câu dài/],
  [
    'an abbreviation nobody explained',
    easyReading,
    { answer: 'Anh/chị mang theo giấy GKSX đến quầy.' },
    /GKSX/,
  ],
])('%s is told', (_name, rule, change, message) => {
  expect(messages(rule, withEntry(change)).join('\n')).toMatch(message)
})

test('reading ease: sentences, words and abbreviations are counted as they are heard', () => {
  expect(sentences('Một câu. Hai câu!\n- Ba **đậm** [chữ](https://a.gov.vn/x).')).toEqual([
    'Một câu.',
    'Hai câu!',
    'Ba đậm chữ.',
  ])
  expect(wordCount('Anh/chị mang 2 ảnh – thế thôi')).toBe(6)
  expect(unexplained('Thủ tục hành chính (TTHC) và VNeID, Quyết định 12/QĐ-UBND')).toEqual([])
  expect(unexplained('Nộp TTHC ở đâu')).toEqual(['TTHC'])
})

const copied = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'content-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  cpSync(fixture, folder, { recursive: true })
  for (const name of ['smalltalk.yaml', 'danger.yaml']) cpSync(join(contentDir, name), join(folder, name))
  return folder
}

test('a broken entry is left out and told by file, line and field', () => {
  const folder = copied()
  const file = join(folder, 'faq', 'thu.yaml')
  writeFileSync(file, readFileSync(file, 'utf8').replace('review: 2027-05-31', 'review: tháng sau'))
  const { library, problems } = loadLibrary({ contentDir: folder, ward: 'thu-nghiem' })
  expect(library.entries).toEqual([])
  expect(problems).toEqual([
    expect.objectContaining({
      line: 14,
      entry: 'thu.mot',
      severity: 'error',
      message: expect.stringMatching(/review.*ngày/),
    }),
  ])
})

test('a label too long for half a row is told', () => {
  const folder = copied()
  const file = join(folder, 'faq', 'thu.yaml')
  const long = 'Nộp hồ sơ ở đâu thì được nhận'
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replace(
      '  review: 2027-05-31',
      `  facetLabels: { where: ${long} }\n  review: 2027-05-31`,
    ),
  )
  const { problems } = loadLibrary({ contentDir: folder, ward: 'thu-nghiem' })
  expect(problems[0]).toMatchObject({ severity: 'error', message: expect.stringMatching(/facetLabels/) })
})

test('YAML that can not be read names the line', () => {
  const folder = copied()
  writeFileSync(join(folder, 'faq', 'thu.yaml'), '- id: thu.mot\n  title: "không đóng\n')
  const { problems } = loadLibrary({ contentDir: folder, ward: 'thu-nghiem' })
  expect(problems[0]).toMatchObject({ severity: 'error', line: expect.any(Number) })
  expect(problems[0]?.message).toMatch(/YAML không đọc được/)
})

test('no ward, no service: said, not guessed', () => {
  expect(() => loadLibrary({ contentDir: fixture, ward: 'khong-co' })).toThrow(ContentError)
})

test('a running bot takes new content without a restart, and keeps the last good one when files break', async () => {
  const folder = copied()
  const file = join(folder, 'faq', 'thu.yaml')
  const good = readFileSync(file, 'utf8')
  const holder = createContentHolder({ contentDir: folder, ward: 'thu-nghiem' }, pino({ level: 'silent' }))
  expect(await holder.refresh()).toBe(false)
  writeFileSync(file, good.replace('không mất tiền', 'không tốn một đồng nào'))
  expect(await holder.refresh()).toBe(true)
  expect(holder.current().library.entries[0]?.answer).toMatch(/không tốn một đồng/)
  writeFileSync(file, `${good}\n- id: [[[`)
  expect(await holder.refresh()).toBe(false)
  expect(holder.current().library.entries[0]?.answer).toMatch(/không tốn một đồng/)
  expect(holder.problems()[0]?.severity).toBe('error')
  writeFileSync(file, good)
  expect(await holder.refresh()).toBe(true)
  expect(holder.problems()).toEqual([])
})
