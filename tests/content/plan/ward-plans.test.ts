import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { wardSchema } from '../../../content/model/ward.ts'
import { type Plan, planSchema } from '../../../content/plan/plan.ts'

const folder = new URL('../../../content/wards/', import.meta.url)
const read = (ward: string, file: string): unknown =>
  parse(readFileSync(new URL(`${ward}/${file}`, folder), 'utf8'))
const plan = (ward: string): Plan => planSchema.parse(read(ward, 'plan.yaml'))

describe.each(readdirSync(folder))('the plan of %s', slug => {
  const own = plan(slug)
  const ward = wardSchema.parse(read(slug, 'ward.yaml'))
  const units = new Set(ward.units.map(unit => unit.name))

  test('names units as the ward does; only groups and bodies above the ward may be others', () => {
    const named = [
      ...own.tasks.map(task => task.lead),
      ...own.duties.map(duty => duty.unit),
      ...own.reports.map(report => report.binds),
      ...own.targets.flatMap(target => ('units' in target ? target.units : [])),
    ]
    for (const name of named)
      if (name !== null && !units.has(name))
        expect(name).toMatch(/^(?:Các |Thủ trưởng |Sở |Văn phòng UBND tỉnh)/)
  })

  test('uses only readings it lists, and every id once', () => {
    for (const { readings, using } of own.ambiguities)
      if (using !== null && readings.length > 0) expect(readings).toContain(using)
    for (const list of [own.targets, own.reports, own.ambiguities])
      expect(new Set(list.map(({ id }) => id)).size).toBe(list.length)
  })
})

describe('facts officers will be held to', () => {
  const gist = (ward: string) =>
    plan(ward).targets.map(
      target =>
        `${target.clause} ${target.shape}${'quantity' in target ? ` ${target.quantity} ${target.unit}` : ''}`,
    )

  test('Mường Lay: three yearly counts, a seminar before November, people guided', () => {
    expect(gist('muong-lay')).toEqual([
      'III.2 yearly-count 150 tin, bài',
      'III.2 yearly-count 30 băng rôn',
      'III.2 yearly-count 12 buổi',
      'PL.6 milestone',
      'PL.9 count-only',
    ])
    expect(
      plan('muong-lay')
        .reports.filter(({ period }) => period === 'Q1')
        .map(({ deadline }) => deadline),
    ).toEqual(['2026-03-15', '2026-03-12'])
  })
  test('Hưng Phú: eight counted rows', () => {
    expect(gist('hung-phu').map(text => text.split(' ').slice(2).join(' '))).toEqual([
      '5 số',
      '2 clip',
      '1 cuộc',
      '1 tiểu phẩm',
      '2 cuộc',
      '1 cuộc',
      '6 pano',
      '1 chuyên mục',
    ])
  })
  test('Uông Bí: two items a month by each unit, unit plans by 28 February', () => {
    expect(gist('uong-bi')).toEqual(['PL.3 monthly-per-unit 2 tin, bài', 'PL.1 milestone'])
  })
  test('Bắc Hồng Lĩnh: four shares of 100 % and what comes back weekly and monthly', () => {
    const shapes = Map.groupBy(plan('bac-hong-linh').targets, ({ shape }) => shape)
    expect(shapes.get('coverage')).toHaveLength(4)
    expect(shapes.get('recurring')?.map(target => 'every' in target && target.every)).toEqual([
      'week',
      'month',
      'month',
    ])
  })
})
