import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readDocument } from '../../../content/plan/input/document.ts'
import { documentProblems } from '../../../content/plan/input/problem.ts'
import { readPlan } from '../../../content/plan/read/read-plan.ts'
import { findInvented } from '../../../content/plan/score.ts'
import { toDocx, toPdf, toText } from '../../support/plan-files.ts'
import { sampleFacts, samplePlan } from '../../support/sample-plan.ts'

// `PLAN_FUZZ_RUNS=2000 npx vitest run tests/content/plan/plan-fuzz.test.ts` runs the long version.
const runs = Number(process.env['PLAN_FUZZ_RUNS'] ?? 150)
const text = toText(samplePlan(sampleFacts))

/** Ways a document gets mutilated; each takes a number 0..1 to choose where. */
const damage: readonly ((text: string, at: number) => string)[] = [
  (whole, at) => whole.slice(0, Math.floor(at * whole.length)),
  (whole, at) => whole.slice(Math.floor(at * whole.length)),
  (whole, at) => {
    const lines = whole.split('\n')
    const cut = Math.floor(at * lines.length)
    return [...lines.slice(cut), ...lines.slice(0, cut)].join('\n')
  },
  (whole, at) =>
    whole
      .split('\n')
      .filter((_, index) => (index * 7919 + Math.floor(at * 100)) % 9 !== 0)
      .join('\n'),
  (whole, at) =>
    whole
      .split('\n')
      .toSorted((left, right) => left.length - right.length + at)
      .join('\n'),
  whole => whole.replace(/\n+/g, ' '),
  whole => whole.replace(/\t/g, '\n'),
  whole => whole.replace(/ /g, ''),
  whole => whole.normalize('NFD'),
  whole => whole.toUpperCase(),
  whole => `${whole}\n${whole}`,
  (whole, at) => whole.replace(/\d/g, digit => String((Number(digit) + Math.floor(at * 10)) % 10)),
  (whole, at) => whole.slice(0, 900).repeat(1 + Math.floor(at * 60)),
  whole => whole.replace(/[ằắặầấậềếệồốộờớợừứự]/g, '6'),
]
const wound = fc.record({ kind: fc.nat(damage.length - 1), at: fc.double({ min: 0, max: 1, noNaN: true }) })

describe('mutilated documents', () => {
  test('give what is left of them, never an error and never a value that is not printed', () => {
    fc.assert(
      fc.property(
        fc.array(wound, { minLength: 1, maxLength: 3 }),
        fc.array(fc.tuple(fc.nat(), fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 12 }),
        (wounds, splinters) => {
          let broken = wounds.reduce((whole, { kind, at }) => damage[kind]?.(whole, at) ?? whole, text)
          for (const [place, splinter] of splinters) {
            const at = place % (broken.length + 1)
            broken = broken.slice(0, at) + splinter + broken.slice(at)
          }
          const plan = readPlan(broken)
          expect(findInvented(plan, broken, null)).toEqual([])
          for (const { confidence } of [...plan.targets, ...plan.tasks, ...plan.reports, ...plan.sections]) {
            expect(confidence).toBeGreaterThanOrEqual(0)
            expect(confidence).toBeLessThanOrEqual(1)
          }
        },
      ),
      { numRuns: runs },
    )
  })

  test('any text at all is read', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3_000 }), anything => {
        expect(readPlan(anything).ambiguities).toBeInstanceOf(Array)
      }),
      { numRuns: runs },
    )
  })

  test.each([
    ['one endless line', 'phường A 1 '.repeat(50_000)],
    ['nothing but headings', 'I. A\n'.repeat(100_000)],
    ['nothing but rows', `TT\tNội dung\tChủ trì\tPhối hợp\n${'1\ta\tb\tc\n'.repeat(60_000)}`],
    [
      'one endless row',
      `I. NHIỆM VỤ\nTT Nội dung\nChủ trì\nPhối hợp\nThời gian\n1\n${'Phòng Tháng 1/2027\n'.repeat(25_000)}`,
    ],
    ['nothing but dates', 'ngày 1 tháng 1 năm 2027 '.repeat(20_000)],
  ])('%s costs no more than it weighs', (_, heavy) => {
    expect(readPlan(heavy).number).toBeNull()
  })

  test.each(['docx', 'pdf'] as const)(
    '%s files with broken bytes end in a text or a known problem',
    async form => {
      const whole = form === 'docx' ? await toDocx(samplePlan(sampleFacts)) : toPdf(samplePlan(sampleFacts))
      await fc.assert(
        fc.asyncProperty(
          fc.double({ min: 0.02, max: 1, noNaN: true }),
          fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 40 }),
          async (share, bytes) => {
            const broken = Buffer.from(whole.subarray(0, Math.ceil(share * whole.length)))
            // The first bytes say what the file is; without them it would only be unknown.
            for (const [place, value] of bytes) broken[8 + (place % Math.max(1, broken.length - 8))] = value
            const document = await readDocument(broken)
            if (document.ok) expect(readPlan(document.text)).toBeDefined()
            else expect(documentProblems).toContain(document.problem)
          },
        ),
        { numRuns: Math.ceil(runs / 25) },
      )
    },
    600_000,
  )
})
