/** The review of the real documents, where they are at hand: sound plans, targets recognised as those in force, no trust in scans. */
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { contentDir } from '../../../../bot/content-dir.ts'
import { loadLibrary } from '../../../../content/library.ts'
import { problemsOfPlan } from '../../../../content/plan/check-plan.ts'
import { diffPlans } from '../../../../content/plan/diff.ts'
import { planOfYear } from '../../../../content/plan/plan-files.ts'
import { readPlan } from '../../../../content/plan/read/read-plan.ts'
import { assemblePlan } from '../../../../content/plan/review/assemble.ts'
import { editItem } from '../../../../content/plan/review/fields.ts'
import {
  acceptable,
  currentItem,
  decide,
  type Review,
  startReview,
  yesTo,
} from '../../../../content/plan/review/review.ts'

const folder = fileURLToPath(new URL('../../../../../shared/plans/', import.meta.url))
const there = existsSync(folder)
if (!there) console.warn(`skipped: no documents in ${folder}`)

const begin = (file: string, ward: string) => {
  const { library } = loadLibrary({ contentDir, ward })
  const text = readFileSync(`${folder}${file}`, 'utf8')
  const review = startReview({ id: 'r', name: file, text, read: readPlan(text), ward: library.ward })
  return { library, review }
}
const yesToAll = (review: Review): Review => {
  let now = review
  for (let item = currentItem(now); item !== undefined; item = currentItem(now))
    now = decide(now, item.id, yesTo(item))
  return now
}

describe.skipIf(!there)('documents of real wards', () => {
  test.each([
    ['muong-lay', ['III.2', 'III.2', 'III.2', 'PL.9']],
    ['uong-bi', ['PL.3']],
    ['hung-phu', ['IV.1', 'IV.2', 'IV.3', 'IV.4', 'IV.5', 'IV.6', 'IV.7', 'IV.8']],
    ['bac-hong-linh', ['I.3']],
  ])('%s: a sound plan whose numbers keep the ids of the plan in force', (ward, clauses) => {
    const { library, review } = begin(`${ward}-2026.txt`, ward)
    const inForce = planOfYear(library, 2026)
    const assembled = assemblePlan(yesToAll(review), { ward, against: inForce, units: library.ward.units })
    if (!assembled.ok || inForce === null) throw new Error('no plan')
    expect(problemsOfPlan(library, assembled.plan, '2026-11-22')).toEqual([])
    const { targets } = diffPlans(inForce, assembled.plan)
    const kept = assembled.plan.targets.filter(({ id }) => inForce.targets.some(old => old.id === id))
    for (const clause of clauses) expect(kept.map(target => target.clause)).toContain(clause)
    expect(kept).toHaveLength(targets.same + targets.changed.length)
    expect(diffPlans(assembled.plan, assembled.plan).targets.changed).toEqual([])
  })

  test('a scan: numbers are asked one by one, and none of its sentences gets into the plan', () => {
    const { library, review } = begin('muong-lay-2026.ocr.txt', 'muong-lay')
    expect(review.scanned).toBe(true)
    for (const item of review.items)
      if (item.kind === 'target' || item.kind === 'report' || item.kind === 'task')
        expect(acceptable({ ...review, at: item.id })).toEqual([])
    expect(review.items.some(({ kind }) => kind === 'rest')).toBe(false)
    const given = { ward: 'muong-lay', against: null, units: library.ward.units }
    expect(assemblePlan(yesToAll(review), given)).toMatchObject({ ok: false, missing: 'title' })
    const titled = editItem(review, 'metadata:title', 'value', 'Kế hoạch tuyên truyền năm 2026', [])
    if (!titled.ok) throw new Error(titled.problem)
    const assembled = assemblePlan(yesToAll(titled.review), given)
    if (!assembled.ok) throw new Error(assembled.detail)
    expect(assembled.plan.content).toEqual([])
    expect(assembled.plan.duties).toEqual([])
    expect(assembled.plan.targets.map(({ title }) => title)).toEqual([
      '150 tin, bài',
      '30 băng rôn',
      '12 buổi',
    ])
    expect(assembled.plan.signer).toBeNull()
  })
})
