/** Which target an activity counts to and what proof is wanted of it, in the shipped plans. */
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contentDir } from '../../../bot/content-dir.ts'
import { matchTarget, minutesAgree, unitAgrees } from '../../../content/plan/match-target.ts'
import { type Form, planSchema } from '../../../content/plan/plan.ts'
import { missingProof, pieceOf, proofDuty } from '../../../content/plan/proof.ts'
import { readYaml } from '../../../content/yaml.ts'

const planOf = (ward: string) => {
  const { value } = readYaml(join(contentDir, 'wards', ward, 'plan.yaml'), planSchema, ward)
  if (value === undefined) throw new Error(`no plan of ${ward}`)
  return value
}
const found = (ward: string, form: Form, unit: string | null = null, doer: string | null = null) => {
  const match = matchTarget(planOf(ward), { form, unit, doer })
  return match.kind === 'sure' ? (match.target?.id ?? null) : match.why
}

test.each([
  ['muong-lay', 'loudspeaker', 'tin', 'loa-150'],
  ['muong-lay', 'loudspeaker', 'bài', 'loa-150'],
  // The plan counts items; how often one is read out is another number.
  ['muong-lay', 'loudspeaker', 'lượt phát', 'unit'],
  ['muong-lay', 'banner', 'khẩu hiệu', 'bang-ron-30'],
  ['muong-lay', 'mobile_van', 'chuyến', 'xe-12'],
  ['muong-lay', 'seminar', 'cuộc', 'toa-dam'],
  ['muong-lay', 'leaflet', 'tờ', null],
  // A conversation with businesses or a seminar: only the officer knows.
  ['hung-phu', 'seminar', 'cuộc', 'several'],
  ['hung-phu', 'mobile_van', 'buổi', 'xe-phat-thanh'],
  ['hung-phu', 'website_post', 'bài', 'unit'],
  ['bac-hong-linh', 'website_post', 'bài', 'bai-trang-web'],
  ['bac-hong-linh', 'conference', 'cuộc', 'duty'],
  ['bac-hong-linh', 'notice_board', 'thủ tục', 'several'],
] as const)('%s: %s in "%s" counts to %s', (ward, form, unit, target) => {
  expect(found(ward, form, unit)).toBe(target)
})

test('a target some units owe is not theirs who do not', () => {
  expect(found('uong-bi', 'loudspeaker', 'tin', 'Phòng Văn hóa - Xã hội')).toBe('tin-bai-thang')
  expect(found('uong-bi', 'loudspeaker', 'tin', 'Đoàn phường')).toBeNull()
})

test('a missing unit agrees with every target', () => {
  expect(unitAgrees(null, 'tin, bài')).toBe(true)
  expect(unitAgrees('băng rôn', 'băng rôn')).toBe(true)
  expect(unitAgrees('tin', 'buổi')).toBe(false)
})

test.each([
  [{ quantity: 1, minutes: 7, minutesEach: null }, 'yes'],
  [{ quantity: 1, minutes: 4, minutesEach: null }, 'short'],
  [{ quantity: 1, minutes: 12, minutesEach: null }, 'long'],
  // Three items may have made one programme of ten minutes or three of eight.
  [{ quantity: 3, minutes: 10, minutesEach: null }, 'yes'],
  [{ quantity: 3, minutes: 24, minutesEach: null }, 'yes'],
  [{ quantity: 2, minutes: 25, minutesEach: null }, 'long'],
  [{ quantity: 2, minutes: 6, minutesEach: 3 }, 'short'],
  [{ quantity: 2, minutes: null, minutesEach: null }, 'unknown'],
] as const)('%o for programmes of 5 to 10 minutes: %s', (activity, verdict) => {
  expect(minutesAgree(activity, [5, 10])).toBe(verdict)
})

test('minutes that some number of programmes can hold are never called wrong', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 50 }),
      fc.array(fc.integer({ min: 5, max: 10 }), { minLength: 1, maxLength: 50 }),
      (more, programmes) => {
        const minutes = programmes.reduce((sum, length) => sum + length, 0)
        const quantity = programmes.length + more - 1
        if (quantity === 1) return
        expect(minutesAgree({ quantity, minutes, minutesEach: null }, [5, 10])).toBe('yes')
      },
    ),
  )
})

test('a seminar wants every piece of its row; a loudspeaker item wants something that shows it', () => {
  const plan = planOf('muong-lay')
  const seminar = proofDuty(plan, 'seminar', 'toa-dam')
  expect(seminar).toMatchObject({ clause: 'PL.6', each: true })
  const given = [{ kind: 'document' as const, piece: pieceOf(seminar, 'document', 'Giay moi toa dam.pdf') }]
  expect(given[0]?.piece).toBe('giấy mời')
  expect(missingProof(seminar, given)).toEqual(seminar?.pieces.filter(piece => piece !== 'giấy mời'))
  expect(pieceOf(seminar, 'photo', '')).toBe('hình ảnh')
  expect(pieceOf(seminar, 'link', '')).toMatch(/đường dẫn/)
  expect(pieceOf(seminar, 'document', 'scan0001.pdf')).toBeNull()

  const loudspeaker = proofDuty(plan, 'loudspeaker', 'loa-150')
  expect(missingProof(loudspeaker, [])).toHaveLength(1)
  expect(missingProof(loudspeaker, [{ kind: 'photo', piece: null }])).toEqual([])
  // The number itself is the proof of people guided.
  expect(proofDuty(plan, 'direct_guidance', 'huong-dan-truc-tiep')).toBeNull()
})
