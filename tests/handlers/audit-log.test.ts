/** The log an inspector reads: append-only, told in words, complete. */
import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { testWard } from '../support/conversation.ts'

test('the log is a chain: changing or taking out a row shows, and younger rows cannot be deleted', async () => {
  const ward = await testWard()
  const { audit } = ward.repositories
  const { raw } = ward.runtime.database
  for (let index = 0; index < 20; index += 1)
    await audit.add({ actor: 'contact:1', action: 'case.see', subject: `case:H${index}` }, ward.clock.now)
  expect(await audit.check()).toMatchObject({ kind: 'whole', rows: 20 })
  expect(() => raw.exec('DELETE FROM audit WHERE id = 3')).toThrow(/append-only/)
  raw.exec('DROP TRIGGER audit_no_delete')
  raw.exec('DELETE FROM audit WHERE id = 3')
  expect(await audit.check()).toEqual({ kind: 'broken', at: 4 })
  raw.exec('DROP TRIGGER audit_no_update')
  raw.exec(`UPDATE audit SET subject = 'case:H99' WHERE id = 1`)
  expect(await audit.check()).toEqual({ kind: 'broken', at: 1 })
})

test('/nhatky tells admins in words who did what, and is itself noted', async () => {
  const ward = await testWard()
  const resident = ward.person('bà Tư')
  const an = ward.person('An')
  await an.hasRole('admin')
  await resident.says('/canbo cho tôi hỏi 0912345678')
  await an.says('H1')
  await an.says('/nhatky')
  an.hears(/An \(.*\): xem việc H1/)
  an.hears(/người dân số \d+: mở việc H1/)
  expect(an.heard.map(({ text }) => text).join('')).not.toMatch(/bà Tư|0912345678|privacy\./)
  await an.says('/nhatky')
  an.hears(/xem nhật ký/)
  await resident.says('/nhatky')
  resident.hears(/không|quản trị|dành cho/i)
})

test('every action the program notes has words in the log', () => {
  const root = new URL('../../', import.meta.url)
  const words = parse(readFileSync(new URL('content/locales/vi/privacy.yaml', root), 'utf8'))
  const known = z
    .object({ privacy: z.object({ log: z.object({ actions: z.record(z.string(), z.string()) }) }) })
    .parse(words).privacy.log.actions
  const noted = globSync('{handlers,bot,storage}/**/*.ts', { cwd: root }).flatMap(file =>
    [
      ...readFileSync(new URL(file, root), 'utf8').matchAll(
        /(?:\baction: |\blog\(\s*)'([a-z]+[.-][a-z.-]+)'/g,
      ),
    ].flatMap(([, action]) => action ?? []),
  )
  expect(noted.length).toBeGreaterThan(30)
  expect([...new Set(noted)].filter(action => known[action.replaceAll('.', '-')] === undefined)).toEqual([])
})
