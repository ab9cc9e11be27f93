/** What is typed while a ward is set up: read, refused with what is wrong, edited on a second run, reviewed item by item. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { contentDir } from '../../bot/content-dir.ts'
import { serveWard } from '../../bot/ward-setup/env-file.ts'
import { askProfile, profileText } from '../../bot/ward-setup/profile.ts'
import { createPrompter } from '../../bot/ward-setup/prompts.ts'
import { acceptSure, askReview } from '../../bot/ward-setup/review-plan.ts'
import {
  readAddress,
  readHours,
  readNeighbourhoods,
  readPhone,
  readPost,
  readUnitNames,
  readWardName,
} from '../../bot/ward-setup/typed-values.ts'
import { loadLocales } from '../../content/locales.ts'
import { wardSchema } from '../../content/model/ward.ts'
import { readPlan } from '../../content/plan/read/read-plan.ts'
import { kept, type Review, startReview } from '../../content/plan/review/review.ts'
import { readYaml } from '../../content/yaml.ts'
import { toText } from '../support/plan-files.ts'
import { sampleFacts, samplePlan } from '../support/sample-plan.ts'

const t = loadLocales(contentDir).in('vi')
const terminal = (lines: readonly string[]) => {
  const input = new PassThrough()
  const output = new PassThrough()
  let shown = ''
  output.on('data', (chunk: Buffer) => {
    shown += chunk.toString()
  })
  input.end(lines.map(line => `${line}\n`).join(''))
  return { prompter: createPrompter(input, output), shown: () => shown }
}
const nobody = {
  slug: 'suoi-lim',
  name: 'Suối Lim',
  kind: 'phường',
  province: 'Lào Cai',
  signer: { title: 'Phó Chủ tịch', name: 'Trần Thị Mai' },
  units: ['Phòng Văn hóa - Xã hội', 'Trung tâm Phục vụ hành chính công'],
  before: null,
} as const

test.each([
  ['Thứ Hai đến thứ Sáu, 7h30-11h30, 13h30-17h00', [1, 2, 3, 4, 5], '07:30', 2],
  ['T2-T6: 7:30 - 11:30 và 13:30 - 17:00', [1, 2, 3, 4, 5], '07:30', 2],
  ['7h đến 11h', [1, 2, 3, 4, 5], '07:00', 1],
  ['thứ bảy, 8h-11h30', [6], '08:00', 1],
] as const)('hours: %s', (typed, days, from, spans) => {
  const read = readHours(typed)
  expect(read).toMatchObject({ ok: true, value: { hours: typed } })
  if (!read.ok) return
  expect(read.value.opening).toHaveLength(spans)
  expect(read.value.opening[0]).toMatchObject({ days: [...days], from })
})

test("what can't be right is told, with an example", () => {
  for (const [read, says] of [
    [readHours('sáng chiều'), /chưa thấy giờ/],
    [readHours('17h-13h'), /chưa đúng/],
    [readPhone('gọi anh Nam'), /không phải số điện thoại/],
    [readNeighbourhoods(';'), /chưa đọc được/],
    [readUnitNames('9=Phòng Khác', ['Phòng Một']), /chỉ có 1 đơn vị/],
    [readUnitNames('1', ['Phòng Một']), /muốn sửa tên/],
    [readPost(''), /tên và địa chỉ/],
    [readWardName('Suối Lim'), /tên và tỉnh/],
  ] as const)
    expect(read).toMatchObject({ ok: false, problem: expect.stringMatching(says) })
})

test('lists are spelt out, units are renamed, dropped and added', () => {
  expect(readNeighbourhoods('Tổ dân phố 1 đến 3, Bản Bó')).toEqual({
    ok: true,
    value: ['Tổ dân phố 1', 'Tổ dân phố 2', 'Tổ dân phố 3', 'Bản Bó'],
  })
  expect(readUnitNames('2=Văn phòng; -1; Trạm Y tế', ['Phòng Một', 'Phòng Hai'])).toEqual({
    ok: true,
    value: [
      { name: 'Văn phòng', was: 'Phòng Hai' },
      { name: 'Trạm Y tế', was: null },
    ],
  })
  expect(readWardName('xã Nậm Cang, thành phố Huế')).toEqual({
    ok: true,
    value: { kind: 'xã', name: 'Nậm Cang', province: 'Huế' },
  })
  // The plan said already that it is a commune; a line meant for another question is told all the same.
  expect(readWardName('Nậm Cang, tỉnh Lào Cai', 'xã')).toEqual({
    ok: true,
    value: { kind: 'xã', name: 'Nậm Cang', province: 'Lào Cai' },
  })
  expect(readWardName('Bản Cang, xã Nậm Cang', 'xã').ok).toBe(false)
  expect(readAddress('0214 3852 345').ok).toBe(false)
  expect(readAddress('Số 12 đường Trần Phú').ok).toBe(true)
})

test('no line a person may type makes a reader throw', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), typed => {
      for (const read of [readHours, readPhone, readNeighbourhoods, readPost, readWardName])
        expect(typeof read(typed).ok).toBe('boolean')
      expect(typeof readUnitNames(typed, ['Phòng Một']).ok).toBe('boolean')
    }),
  )
})

test('Enter leaves a value empty, a wrong line is asked again, and a second run edits what stands', async () => {
  const first = terminal([
    '',
    'Số 1',
    'sáng chiều',
    '7h30-11h30',
    'không biết',
    '',
    '',
    'Tổ 1 đến 2',
    '',
    '',
    '',
    '',
  ])
  const made = await askProfile(nobody, first.prompter)
  expect(first.shown()).toMatch(/chưa thấy giờ nào/)
  expect(first.shown()).toMatch(/“không biết” không phải số điện thoại/)
  expect(made?.ward).toMatchObject({
    name: 'Suối Lim',
    counter: { address: 'Số 1', hours: '7h30-11h30', phone: null },
    hotline: null,
    neighbourhoods: ['Tổ 1', 'Tổ 2'],
    leaders: [{ title: 'Phó Chủ tịch UBND phường', name: 'Trần Thị Mai' }],
    units: [{ kind: 'department', name: 'Phòng Văn hóa - Xã hội' }, { kind: 'service-centre' }],
  })
  if (made === undefined) return
  const folder = mkdtempSync(join(tmpdir(), 'profile-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  writeFileSync(join(folder, 'ward.yaml'), profileText(made.ward))
  const { value: before } = readYaml(join(folder, 'ward.yaml'), wardSchema)
  expect(before).toEqual(made.ward)
  const second = terminal(['', '-', '', '0214 3852 345'])
  const edited = await askProfile({ ...nobody, units: [], before: before ?? null }, second.prompter)
  expect(second.shown()).toMatch(/Đang ghi: Số 1/)
  expect(edited?.ward).toEqual({
    ...made.ward,
    counter: { ...made.ward.counter, address: null, phone: '0214 3852 345' },
  })
})

test('without a name there is no ward', async () => {
  const { prompter } = terminal([])
  expect(await askProfile({ ...nobody, name: null, province: null }, prompter)).toBeUndefined()
})

const reviewOf = (): Review => {
  const text = toText(samplePlan(sampleFacts))
  return startReview({ id: 'r', name: 'ke-hoach.txt', text, read: readPlan(text), ward: null })
}

test('--yes takes what was read surely, leaves the rest open and out of the plan', () => {
  const { review, open } = acceptSure(reviewOf())
  expect(review.at).toBeNull()
  expect(open.length).toBeGreaterThan(0)
  for (const item of open.filter(({ kind }) => kind === 'target' || kind === 'task'))
    expect(item.confidence).toBeLessThan(0.85)
  expect(kept(review, 'target').every(({ id }) => !open.some(item => item.id === id))).toBe(true)
  for (const item of open.filter(({ kind }) => kind === 'question'))
    expect(review.decisions[item.id]).toEqual({ kind: 'reading', using: null })
})

test('item by item: edited, dropped, gone back, stopped, and gone on with where it was left', async () => {
  let stored: Review = reviewOf()
  const keep = (review: Review): void => {
    stored = review
  }
  const given = { units: [], t, keep }
  const first = terminal(['?', 'h', 's', '1', '200 tin, bài', 'd', 'b', 'q', 'd', 'n'])
  expect(await askReview(stored, { ...given, prompter: first.prompter })).toBeUndefined()
  expect(first.shown()).toMatch(/Tôi chưa hiểu/)
  const decided = Object.keys(stored.decisions).length
  expect(decided).toBeGreaterThan(8)
  const second = terminal(Array.from({ length: 60 }, () => 'd'))
  const done = await askReview(stored, { ...given, prompter: second.prompter })
  expect(done?.open).toEqual([])
  const targets = kept(done?.review ?? stored, 'target').map(({ value }) => value)
  expect(targets[0]).toMatchObject({ quantity: 200 })
})

test('.env keeps every other line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'env-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, '.env')
  expect(serveWard(path, 'suoi-lim')).toBe(true)
  expect(readFileSync(path, 'utf8')).toBe('WARD=suoi-lim\n')
  writeFileSync(path, '# mã\nWARD=muong-lay\nPORT=8081')
  expect(serveWard(path, 'suoi-lim')).toBe(true)
  expect(readFileSync(path, 'utf8')).toBe('# mã\nWARD=suoi-lim\nPORT=8081')
  expect(serveWard(path, 'suoi-lim')).toBe(false)
})
