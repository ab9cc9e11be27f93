import { describe, expect, test } from 'vitest'
import { readDocument } from '../../../content/plan/input/document.ts'
import { readPlan } from '../../../content/plan/read/read-plan.ts'
import { toDocx, toPdf, toText } from '../../support/plan-files.ts'
import { type SampleFacts, sampleFacts, samplePlan } from '../../support/sample-plan.ts'

/** What a reader of the printed plan would note down. */
const gist = (text: string) => {
  const plan = readPlan(text)
  return {
    head: [
      plan.wardKind,
      plan.ward,
      plan.province,
      plan.year,
      plan.number,
      plan.issued,
      plan.signer?.title,
      plan.signer?.name,
    ],
    basis: plan.basis,
    sections: plan.sections.map(({ path, kind }) => `${path} ${kind}`),
    targets: plan.targets.map(
      ({ section, quantity, unit, form, period, per }) =>
        `${section}: ${quantity} ${unit}, ${form}, ${period}, ${per}`,
    ),
    tasks: plan.tasks.map(
      ({ no, lead, deadline, deadlineMonth }) => `${no} ${lead}: ${deadline ?? deadlineMonth}`,
    ),
    reports: plan.reports
      .filter(({ optional }) => !optional)
      .map(({ period, deadline }) => `${period} ${deadline}`),
  }
}

const textOf = async (bytes: Uint8Array): Promise<string> => {
  const document = await readDocument(bytes)
  if (!document.ok) throw new Error(document.problem)
  return document.text
}

const expected = (facts: SampleFacts) => ({
  head: [
    facts.kind,
    facts.ward,
    facts.province,
    facts.year,
    facts.number,
    '2027-02-09',
    'Phó Chủ tịch',
    facts.signer,
  ],
  basis: ['15/KH-UBND'],
  sections: [
    'I purpose',
    'I.1 purpose',
    'I.2 requirements',
    'II content',
    'III forms',
    'III.1 forms',
    'III.1.a forms',
    'III.1.b forms',
    'III.1.c forms',
    'III.2 targets',
    'IV budget',
    'V organisation',
    'V.1 organisation',
    'V.2 organisation',
    'V.3 organisation',
    'V.4 organisation',
    'VI reporting',
    'PL appendix',
  ],
  targets: [
    'III.2: 96 tin, bài, loudspeaker, year, ward',
    'III.2: 24 băng rôn, banner, year, ward',
    'III.2: 1500 tờ rơi, leaflet, year, ward',
    'III.2: 95 %, other, year, ward',
    'PL: 3 tin, bài, loudspeaker, month, unit',
  ],
  tasks: [
    '1 Các phòng, đơn vị thuộc phường: 2027-03-05',
    '2 Các phòng, đơn vị thuộc phường: null',
    '3 Phòng Kinh tế, Hạ tầng và Đô thị: 2027-10',
    '4 Trung tâm Phục vụ hành chính công: 2027-06',
    '5 Đoàn Thanh niên phường: 2027-03-26',
  ],
  reports: ['Q1 2027-03-18', 'Q3 2027-09-18', 'H1 2027-06-18', 'year 2027-12-18'],
})

describe('a plan nobody has seen before', () => {
  test('is read from text, with where each value stands', () => {
    const text = toText(samplePlan(sampleFacts))
    expect(gist(text)).toEqual(expected(sampleFacts))
    const lines = text.split('\n')
    const plan = readPlan(text)
    for (const { line, verbatimNumber } of plan.targets) expect(lines[line - 1]).toContain(verbatimNumber)
    for (const { line, lead } of plan.tasks) expect(lines[line - 1]).toContain(lead)
    for (const { line, title } of plan.sections)
      if (title !== null) expect(lines.slice(line - 1, line + 3).join()).toContain(title)
    expect(lines[(plan.sources['number']?.line ?? 0) - 1]).toContain(sampleFacts.number)
  })

  test('says the same as a Word file with a real table', async () => {
    expect(gist(await textOf(await toDocx(samplePlan(sampleFacts))))).toEqual(expected(sampleFacts))
  })

  test('says the same as a PDF whose table is nothing but loose pieces of text', async () => {
    expect(gist(await textOf(toPdf(samplePlan(sampleFacts))))).toEqual(expected(sampleFacts))
  })

  test.each(['text', 'docx', 'pdf'] as const)('follows every change of the facts (%s)', async form => {
    const facts: SampleFacts = {
      ...sampleFacts,
      ward: 'Ea Kiết',
      kind: 'xã',
      province: 'Đắk Lắk',
      year: 2028,
      number: null,
      issued: null,
      signer: 'Y Bhăm Niê',
      counts: [41, 7, 320],
      reportDay: 11,
      order: ['budget', 'forms', 'content'],
      tasks: [
        ...sampleFacts.tasks.slice(1, 4),
        [
          'Ra quân tuyên truyền lưu động',
          'Đoàn Thanh niên xã',
          'Công an xã',
          'Trước ngày 19/5/2028',
          'Hình ảnh',
        ],
      ],
    }
    const blocks = samplePlan(facts)
    const bytes =
      form === 'text' ? Buffer.from(toText(blocks)) : form === 'docx' ? await toDocx(blocks) : toPdf(blocks)
    const read = gist(await textOf(bytes))
    expect(read.head).toEqual(['xã', 'Ea Kiết', 'Đắk Lắk', 2028, null, null, 'Phó Chủ tịch', 'Y Bhăm Niê'])
    expect(read.sections.slice(3, 11)).toEqual([
      'II budget',
      'III forms',
      'III.1 forms',
      'III.1.a forms',
      'III.1.b forms',
      'III.1.c forms',
      'III.2 targets',
      'IV content',
    ])
    expect(read.targets.slice(0, 3)).toEqual([
      'III.2: 41 tin, bài, loudspeaker, year, ward',
      'III.2: 7 băng rôn, banner, year, ward',
      'III.2: 320 tờ rơi, leaflet, year, ward',
    ])
    expect(read.tasks.map(task => task.split(': ')[1])).toEqual(['null', '2027-10', '2027-06', '2028-05-19'])
    expect(read.reports).toEqual(['Q1 2028-03-11', 'Q3 2028-09-11', 'H1 2028-06-11', 'year 2028-12-11'])
  })
})

describe('what the plan leaves open', () => {
  const ids = (facts: Partial<SampleFacts>) =>
    readPlan(toText(samplePlan({ ...sampleFacts, ...facts }))).questions.map(({ id }) => id)

  test('blank number and date are asked for, not borrowed from a cited document', () => {
    const plan = readPlan(toText(samplePlan({ ...sampleFacts, number: null, issued: null })))
    expect([plan.number, plan.numberSuffix, plan.issued]).toEqual([null, '/KH-UBND', null])
    expect(ids({ number: null, issued: null })).toEqual(
      expect.arrayContaining(['so-van-ban', 'ngay-ban-hanh']),
    )
  })

  test('a day without a year is a question with its reading', () => {
    const [first = ['', '', '', '', ''] as const] = sampleFacts.tasks
    const plan = readPlan(
      toText(
        samplePlan({ ...sampleFacts, tasks: [[first[0], first[1], first[2], 'Trước ngày 15/10', first[4]]] }),
      ),
    )
    expect(plan.tasks[0]?.deadline).toBeNull()
    expect(plan.questions.find(({ id }) => id === 'ngay-chua-ro-1')?.readings).toEqual(['15/10/2027'])
  })

  test('a day that does not exist is no date', () => {
    const plan = readPlan(
      toText(
        samplePlan({
          ...sampleFacts,
          tasks: [['Mở lớp tập huấn', 'Công an phường', '', 'Trước ngày 31/6/2027', '']],
        }),
      ),
    )
    expect(plan.tasks[0]?.deadline).toBeNull()
    expect(plan.questions.map(({ id }) => id)).toContain('ngay-chua-ro-1')
  })

  test('reports reckoned from a rule say so and ask', () => {
    const { reports, questions } = readPlan(toText(samplePlan(sampleFacts)))
    expect(reports.every(({ derived }) => derived)).toBe(true)
    expect(questions.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['truoc-ngay', 'ngay-suy-ra', 'ky-trung-nhau']),
    )
  })

  test('a table that was announced but is missing leaves no tasks and a question', () => {
    const blocks = samplePlan(sampleFacts).filter(block => typeof block === 'string')
    const plan = readPlan(
      toText([...blocks.slice(0, blocks.indexOf('PHỤ LỤC'))]).replace(
        'Bố trí',
        'Theo phụ lục kèm theo, bố trí',
      ),
    )
    expect(plan.tasks).toEqual([])
    expect(plan.questions.map(({ id }) => id)).toContain('thieu-phu-luc')
  })

  test('a text that is no plan gives nothing', () => {
    const plan = readPlan('Kính gửi bà con, ngày 12/6/2026 phường mất điện. Xin cảm ơn 150 hộ đã đăng ký.')
    expect([plan.sections, plan.targets, plan.tasks, plan.reports, plan.number]).toEqual([
      [],
      [],
      [],
      [],
      null,
    ])
  })
})
