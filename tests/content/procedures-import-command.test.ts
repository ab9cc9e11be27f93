/** `content:import-procedures` as an operator runs it: report, exit code, and where the result lies. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeEach, expect, test } from 'vitest'
import { importedPath, readImported } from '../../content/procedures-import/imported-file.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
let dataDir = ''
let file = ''
const line = (code: string, changes: Record<string, unknown> = {}): string =>
  JSON.stringify({
    code,
    name: `Thủ tục thử số ${code}`,
    field: 'Chăn nuôi',
    level: 'Cấp xã',
    submission: [],
    documents: [],
    agency: null,
    result: null,
    legal_basis: [],
    url: null,
    ...changes,
  })
const run = (...options: string[]) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['bot/start.mjs', 'commands/content-import-procedures', ...options],
    { cwd: root, env: { PATH: process.env['PATH'], DATA_DIR: dataDir }, encoding: 'utf8' },
  )
  return { status, stdout, stderr }
}
const kept = () => readImported(importedPath(join(dataDir, 'content'))).procedures.map(item => item.code)

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'ward-'))
  file = join(dataDir, 'export.jsonl')
})

test('a clean file is taken whole; a later part keeps what it does not name', () => {
  writeFileSync(file, `${line('9.000001')}\n${line('9.000002')}\n`)
  const first = run(file)
  expect(first).toMatchObject({ status: 0, stderr: '' })
  expect(first.stdout).toContain('Mới (2)')
  writeFileSync(file, line('9.000002', { documents: ['Đơn đề nghị'] }))
  expect(run(file).stdout).toMatch(/Thay đổi \(1\)[\s\S]*giấy tờ[\s\S]*Giữ lại dù tệp không có \(1\)/)
  expect(kept().sort()).toEqual(['9.000001', '9.000002'])
})

test('broken lines are listed with their numbers, the rest is taken, and the exit code says so', () => {
  writeFileSync(file, `${line('9.000001')}\nhỏng\n${line('9.000003', { url: 'https://example.com/' })}\n`)
  const { status, stdout } = run(file, '--json')
  expect(status).toBe(3)
  expect(JSON.parse(stdout)).toMatchObject({
    written: true,
    taken: 1,
    skipped: [
      { line: 2, refusals: [{ reason: 'not-json' }] },
      { line: 3, refusals: [{ reason: 'foreign-link' }] },
    ],
  })
  expect(kept()).toEqual(['9.000001'])
})

test('a dry run, a useless file and wrong use change nothing', () => {
  writeFileSync(file, line('9.000001'))
  expect(run(file, '--dry-run')).toMatchObject({ status: 0 })
  expect(run(file, '--date', '2026-06-31')).toMatchObject({ status: 1 })
  writeFileSync(file, 'không phải JSON\n')
  expect(run(file)).toMatchObject({ status: 1 })
  expect(run(join(dataDir, 'none.jsonl'))).toMatchObject({ status: 1 })
  expect(run().stderr).toContain('Cách dùng')
  expect(existsSync(importedPath(join(dataDir, 'content')))).toBe(false)
})
