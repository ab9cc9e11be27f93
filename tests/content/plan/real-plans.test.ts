import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readDocument } from '../../../content/plan/input/document.ts'
import { readPlan } from '../../../content/plan/read/read-plan.ts'
import { type PlanTruth, scoreGroup, scorePlan, truthSchema } from '../../../content/plan/score.ts'
import { type Block, toDocx, toPdf } from '../../support/plan-files.ts'

const folder = new URL('../../../../shared/plans/', import.meta.url)
const present = existsSync(folder)
if (!present) console.warn('real-plans.test.ts: ../shared/plans is not here, so real plans are not scored')

const wards = ['muong-lay', 'hung-phu', 'uong-bi', 'bac-hong-linh'] as const
const groups = ['sections', 'targets', 'tasks', 'reports'] as const
const source = (file: string): string => readFileSync(new URL(file, folder), 'utf8')
const truthOf = (ward: string): PlanTruth => truthSchema.parse(JSON.parse(source(`expected/${ward}.json`)))

const expectFloors = (text: string, truth: PlanTruth, original: string, scanned = false) => {
  const score = scorePlan(readPlan(text), truth, original, scanned)
  expect(score.metadata).toEqual([])
  expect(score.invented).toEqual([])
  for (const group of groups) {
    const { f1, missed, extra } = score[group]
    expect(f1, `${group}: missed ${missed.join('; ')}, too much ${extra.join('; ')}`).toBeGreaterThanOrEqual(
      0.95,
    )
  }
}

describe.skipIf(!present)('plans of real wards', () => {
  test.each(wards)('%s', ward => {
    expectFloors(source(`${ward}-2026.txt`), truthOf(ward), source(`${ward}-2026.txt`))
  })

  test('the bad scan gives numbers, dates and sections, and no text to quote', () => {
    const text = source('muong-lay-2026.ocr.txt')
    expectFloors(text, truthOf('muong-lay'), text, true)
    const plan = readPlan(text)
    expect(plan.scanned).toBe(true)
    expect(plan.topics.every(topic => topic.text === null)).toBe(true)
    expect(plan.questions.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['chu-khong-tin-duoc', 'dong-mat-chu']),
    )
  })

  /** The text as paragraphs and tables of a Word file. */
  const blocksOf = (text: string): Block[] => {
    const blocks: (string | { table: string[][] })[] = []
    for (const line of text.normalize('NFC').split('\n')) {
      const bare = line.replace(/\*\*|^#+ /g, '')
      const last = blocks.at(-1)
      if (!bare.includes('\t')) {
        if (bare.trim() !== '') blocks.push(bare)
      } else if (typeof last === 'object') last.table.push(bare.split('\t'))
      else blocks.push({ table: [bare.split('\t')] })
    }
    return blocks
  }

  test.each(wards)('%s as Word file and PDF', async ward => {
    const text = source(`${ward}-2026.txt`)
    for (const bytes of [await toDocx(blocksOf(text)), toPdf(blocksOf(text))]) {
      const document = await readDocument(bytes)
      if (!document.ok) throw new Error(document.problem)
      expectFloors(document.text, truthOf(ward), text)
    }
  })

  test('another ward, province and year in the same words', () => {
    const change = (text: string): string =>
      text
        .replaceAll('Hưng Phú', 'Thanh Thủy')
        .replaceAll('Hung Phú', 'Thanh Thủy')
        .replaceAll('phường', 'xã')
        .replaceAll('thành phố Cần Thơ', 'tỉnh Sơn La')
        .replaceAll('Cần Thơ', 'Sơn La')
        .replaceAll('2026', '2029')
    const text = change(source('hung-phu-2026.txt'))
    expectFloors(text, truthSchema.parse(JSON.parse(change(source('expected/hung-phu.json')))), text)
  })

  test('one table row more, one less', () => {
    const text = source('hung-phu-2026.txt')
    const truth = truthOf('hung-phu')
    const rows = text.split('\n')
    const less = rows.filter(line => !line.startsWith('5\t')).join('\n')
    expectFloors(
      less,
      {
        ...truth,
        tasks: truth.tasks.filter(({ no }) => no !== 5),
        targets: truth.targets.filter(target => target['taskNo'] !== 5),
      },
      less,
    )
    const last = rows.findLastIndex(line => /^\d+\t/.test(line))
    const more = rows
      .toSpliced(
        last + 1,
        0,
        '9\tMở lớp kỹ năng số\t04 lớp\tTrung tâm Phục vụ hành chính công\tCông an phường\tChậm nhất ngày 30/9/2026',
      )
      .join('\n')
    const [anyTask] = truth.tasks
    const [anyTarget] = truth.targets
    if (anyTask === undefined || anyTarget === undefined) throw new Error('the truth has no tasks')
    expectFloors(
      more,
      {
        ...truth,
        tasks: [
          ...truth.tasks,
          {
            ...anyTask,
            no: 9,
            lead: 'Trung tâm Phục vụ hành chính công',
            leadAliases: [],
            deadline: '2026-09-30',
          },
        ],
        targets: [
          ...truth.targets,
          { ...anyTarget, quantity: 4, unit: 'lớp', form: 'training', altForms: [], altUnits: [] },
        ],
      },
      more,
    )
  })

  test('two parts in the other order', () => {
    const lines = source('bac-hong-linh-2026.txt').split('\n')
    const at = (start: string): number => lines.findIndex(line => line.startsWith(start))
    const [one, two, three] = [at('I. '), at('II. '), at('III. ')]
    const text = [
      ...lines.slice(0, one),
      ...lines.slice(two, three).map(line => line.replace(/^II\. /, 'I. ')),
      ...lines.slice(one, two).map(line => line.replace(/^I\. /, 'II. ')),
      ...lines.slice(three),
    ].join('\n')
    const truth = truthOf('bac-hong-linh')
    const moved = (path: string): string =>
      path.replace(/^I(I?)(?=\.|$)/, (_, second: string) => (second === '' ? 'II' : 'I'))
    expectFloors(
      text,
      { ...truth, sections: truth.sections.map(section => ({ ...section, path: moved(section.path) })) },
      text,
    )
  })
})

test('the score forgives optional entries and counts each truth once', () => {
  const truth = [
    { key: 'a', optional: false },
    { key: 'b', optional: false },
    { key: 'c', optional: true },
  ]
  const score = scoreGroup(
    truth,
    ['a', 'a', 'c', 'x'],
    (wanted, got) => (wanted.key === got ? 'exact' : null),
    entry => entry.optional,
    { truth: entry => entry.key, prediction: entry => entry },
  )
  expect([score.hits, score.predicted, score.expected]).toEqual([1, 3, 2])
  expect([score.missed, score.extra]).toEqual([['b'], ['a', 'x']])
})
