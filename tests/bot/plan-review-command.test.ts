/** The review at a terminal, in a process of its own: the same pages as in chat, applied without a running bot. */
import { spawn } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text as textOf } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { contentDir } from '../../bot/content-dir.ts'
import { loadLibrary } from '../../content/library.ts'
import { planOfYear } from '../../content/plan/plan-files.ts'
import { databaseFile, openDatabase } from '../../storage/database.ts'
import { createRepositories } from '../../storage/repositories.ts'
import { toText } from '../support/plan-files.ts'
import { sampleFacts, samplePlan } from '../support/sample-plan.ts'
import { passingFolder } from '../support/small-ward.ts'

const start = fileURLToPath(new URL('../../bot/start.mjs', import.meta.url))
const review = async (dataDir: string, args: readonly string[], typed: readonly string[]) => {
  const child = spawn(process.execPath, [start, 'commands/plan-review', ...args], {
    env: { ...process.env, DATA_DIR: dataDir, WARD: 'muong-lay' },
    cwd: dataDir,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const [out, err] = [textOf(child.stdout), textOf(child.stderr)]
  // The program may end before it has read all of it.
  child.stdin.on('error', () => undefined)
  child.stdin.end(typed.map(line => `${line}\n`).join(''))
  return { out: await out, err: await err }
}

test('left in the middle, taken up again, applied: the plan lies where the bot reads it', async () => {
  const dataDir = passingFolder()
  const file = join(dataDir, 'ke-hoach.txt')
  writeFileSync(file, toText(samplePlan({ ...sampleFacts, ward: 'Mường Lay', province: 'Điện Biên' })))
  const ownDir = join(dataDir, 'content')

  const first = await review(dataDir, [file], ['1', '1'])
  expect(first.out).toMatch(/Tôi đã đọc xong ke-hoach.txt/)
  expect(first.out).toMatch(/Thông tin chung \(3\/\d+\)/)
  expect(existsSync(ownDir)).toBe(false)

  // The first choice of each page is its yes; that of the last one applies the plan.
  const items = Number(/\(3\/(\d+)\)/.exec(first.out)?.[1])
  const yes = Array.from({ length: items - 2 }, () => '1')
  const missed = [
    ...['Thêm một dòng', 'tọa đàm', 'Tọa đàm về dịch vụ công; 2 buổi; tọa đàm; PL.4', 'Đúng'],
    ...['Thêm một dòng', 'nhiệm vụ: Trực tổng đài; chủ trì Công an phường; tháng 5; PL.9', 'Đúng'],
  ]
  const second = await review(dataDir, [], [...yes, ...missed, '1'])
  expect(second.out).toMatch(
    /dấu chấm phẩy[\s\S]*Tôi hiểu dòng[\s\S]*\+ Tọa đàm về dịch vụ công: .*2 buổi trong năm/,
  )
  expect(second.out).toMatch(/\+ 9\. Trực tổng đài: Hạn: tháng 5; Công an phường/)
  expect(second.out).toMatch(/^\s*Thông tin chung \(3\/\d+\)/)
  expect(second.out).toMatch(/Đã áp dụng kế hoạch năm 2027/)
  const { library } = loadLibrary({ contentDir, ward: 'muong-lay', ownDir })
  expect(planOfYear(library, 2027)).toMatchObject({
    number: '87/KH-UBND',
    tasks: expect.arrayContaining([expect.objectContaining({ no: 9, deadlineMonth: '2027-05' })]),
    targets: expect.arrayContaining([expect.objectContaining({ clause: 'PL.4', quantity: 2, unit: 'buổi' })]),
  })
  // This year's stays beside it.
  expect(planOfYear(library, 2026)).toMatchObject({ number: '276/KH-UBND' })
  const { db, close } = await openDatabase(databaseFile(dataDir))
  const audit = await createRepositories(db).audit.list({ subject: 'plan:2027', limit: 3 })
  await close()
  expect(audit.map(({ actor, action }) => `${actor} ${action}`)).toEqual(['command:plan-review plan.apply'])
})

test('what is no plan is said on stderr', async () => {
  const dataDir = passingFolder()
  const file = join(dataDir, 'a.txt')
  writeFileSync(file, 'Chiều nay họp lúc 2 giờ.')
  expect((await review(dataDir, [file], [])).err).toMatch(/không thấy mục nào kiểu kế hoạch/)
})
