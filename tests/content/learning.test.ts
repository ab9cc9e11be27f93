/** Learning without a chat: grouping alike questions, ids, files that are written once, phrasings that find their entry. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { groupAlike } from '../../content/learning/alike.ts'
import { type Change, changeSchema, newEntryId, phrasingOf } from '../../content/learning/change.ts'
import { applyChange, BrokenLearntFile, learntPath, phrasingsPath } from '../../content/learning/files.ts'
import { joinPhrasings } from '../../content/learning/phrasings.ts'
import { loadLibrary } from '../../content/library.ts'
import type { FaqEntry } from '../../content/model/faq.ts'
import { topicIdPattern } from '../../content/model/topic.ts'
import { passingFolder, smallContentDir } from '../support/small-ward.ts'

const gist = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9à-ỹđ ]/g, '')
const entry = (id: string, questions: string[]): FaqEntry => ({
  id,
  topics: [id],
  title: `Mục ${id}`,
  questions,
  answer: 'Câu trả lời đủ dài để người đọc hiểu được việc cần làm.',
  facets: {},
  followUps: [],
  sources: [{ name: 'Thông báo 12/TB-UBND', checked: '2026-11-22' }],
  plans: [],
  volatile: false,
  review: '2027-06-30',
})

test('questions that share most telling words are one group, the largest first', () => {
  const groups = groupAlike(
    [
      { text: 'mất nước báo ai' },
      { text: 'lịch cắt điện bản hốc' },
      { text: 'cắt điện bản hốc khi nào' },
      { text: 'bản hốc lịch cắt điện tuần này' },
    ],
    gist,
  )
  expect(groups.map(group => group.length)).toEqual([3, 1])
})

test('every question is in exactly one group', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 30 }), { maxLength: 30 }), texts => {
      const items = texts.map((text, id) => ({ id, text }))
      const ids = groupAlike(items, gist).flatMap(group => group.map(({ id }) => id))
      expect(ids.toSorted((a, b) => a - b)).toEqual(items.map(({ id }) => id))
    }),
  )
})

test("an id is valid, fits a button and is nobody else's, whatever the title", () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), title => {
      const first = newEntryId(title, new Set())
      const second = newEntryId(title, new Set([first]))
      for (const id of [first, second]) {
        expect(id).toMatch(topicIdPattern)
        expect(Buffer.byteLength(`facet:${id}:documents`)).toBeLessThanOrEqual(64)
      }
      expect(second).not.toBe(first)
    }),
  )
})

test('marks of masking and overlong stories never become phrasings', () => {
  expect(phrasingOf('số của tôi [số định danh] có tra được không')).toBe('số của tôi có tra được không')
  expect(phrasingOf('[số điện thoại]')).toBeUndefined()
  expect(phrasingOf('chuyện dài '.repeat(60))?.length).toBeLessThanOrEqual(240)
})

const ofKind = (kind: Change['kind']): Change =>
  kind === 'entry'
    ? { kind, entry: { ...entry('learnt.lich-cat-dien', ['bao giờ cắt điện']), group: 'ward' } }
    : { kind, entry: 'hotich.birth.register', questions: ['thằng cu cần giấy gì', 'con bé cần giấy gì'] }

test('writing a change twice changes nothing, and what editors wrote by hand stays', () => {
  for (const kind of ['entry', 'phrasings'] as const) {
    const folder = passingFolder()
    const path = kind === 'entry' ? learntPath(folder) : phrasingsPath(folder)
    expect(applyChange(folder, ofKind(kind))).toBe(true)
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replace('cắt điện', 'cúp điện').replace('- ', '# lời dặn\n- '),
    )
    const edited = readFileSync(path, 'utf8')
    expect(applyChange(folder, ofKind(kind))).toBe(false)
    expect(readFileSync(path, 'utf8')).toBe(edited)
    expect(edited).toContain('# lời dặn')
  }
})

test('a broken file is refused, not overwritten', () => {
  const folder = passingFolder()
  mkdirSync(join(folder, 'faq'))
  for (const text of ['- id: [hỏng', 'khong: phai danh sach\n']) {
    writeFileSync(learntPath(folder), text)
    expect(() => applyChange(folder, ofKind('entry'))).toThrow(BrokenLearntFile)
    expect(readFileSync(learntPath(folder), 'utf8')).toBe(text)
  }
})

test('any approved texts come back from the file as they were written', () => {
  const text = fc
    .string({ unit: 'grapheme', minLength: 2, maxLength: 60 })
    .filter(said => /[\p{L}\p{N}]/u.test(said))
  fc.assert(
    fc.property(text, fc.uniqueArray(text, { minLength: 1, maxLength: 4 }), (name, questions) => {
      const folder = passingFolder()
      const made = entry('learnt.thu', questions)
      const change = changeSchema.parse({
        kind: 'entry',
        entry: { ...made, sources: [{ name: `${name} abc`, checked: '2026-11-22' }] },
      })
      applyChange(folder, change)
      expect(
        changeSchema.parse({ kind: 'entry', entry: parse(readFileSync(learntPath(folder), 'utf8'))[0] }),
      ).toEqual(change)
    }),
    { numRuns: 30 },
  )
})

test('a tied question leaves the entry that had it; the rest of both stays', () => {
  const { entries, lost } = joinPhrasings(
    [entry('a.a', ['Làm khai sinh ở đâu?', 'khai sinh']), entry('b.b', ['khai tử'])],
    [
      { entry: 'b.b', questions: ['lam khai sinh o dau', 'khai tử'] },
      { entry: 'c.c', questions: ['x y'] },
    ],
  )
  expect(entries.map(({ questions }) => questions)).toEqual([
    ['khai sinh'],
    ['khai tử', 'lam khai sinh o dau'],
  ])
  expect(lost.map(({ entry: id }) => id)).toEqual(['c.c'])
})

test('the library has learnt answers with a topic of their own, and says which phrasings lost their entry', () => {
  const ownDir = passingFolder()
  applyChange(ownDir, ofKind('entry'))
  applyChange(ownDir, ofKind('phrasings'))
  applyChange(ownDir, { kind: 'phrasings', entry: 'nobody.here', questions: ['ai đó'] })
  const { library, problems } = loadLibrary({ contentDir: smallContentDir(), ward: 'muong-lay', ownDir })
  expect(library.entries.find(({ id }) => id === 'learnt.lich-cat-dien')?.questions).toEqual([
    'bao giờ cắt điện',
  ])
  expect(library.topics.find(({ id }) => id === 'learnt.lich-cat-dien')?.group).toBe('ward')
  expect(library.entries.find(({ id }) => id === 'hotich.birth.register')?.questions).toContain(
    'thằng cu cần giấy gì',
  )
  const own = problems.filter(({ entry: id }) => id === 'nobody.here')
  expect(own.map(({ severity }) => severity)).toEqual(['warning'])
})
