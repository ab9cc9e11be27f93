/** From a clean clone: the README's own commands, a plan in Word and ten typed answers lead to a bot that answers the plan. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text as textOf } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import type { Block } from '../support/plan-files.ts'
import { toDocx } from '../support/plan-files.ts'
import { sampleFacts, samplePlan } from '../support/sample-plan.ts'

const root = new URL('../..', import.meta.url).pathname
const readme = readFileSync(join(root, 'README.md'), 'utf8')

/** Command lines of the README's section on a new ward, in order, comments left out. */
const commands = (readme.split('## Phường mới')[1]?.split('\n## ')[0] ?? '')
  .split(/```sh\n/)
  .slice(1)
  .flatMap(block => (block.split('```')[0] ?? '').split('\n'))
  .map(line => line.replace(/ #.*$/, '').trim())
  .filter(line => line !== '')

/** The plan of a ward that does not exist, with a matter no answer of ours knows. */
const plan = (): Block[] =>
  samplePlan({
    ...sampleFacts,
    ward: 'Suối Lim',
    province: 'Lào Cai',
    year: 2026,
    number: '77/KH-UBND',
    issued: [3, 2],
    counts: [144, 24, 1500],
    tasks: sampleFacts.tasks.map(
      ([content, lead, partner, due, proof]) =>
        [content, lead, partner, due.replaceAll('2027', '2026'), proof] as const,
    ),
  }).flatMap(block =>
    typeof block === 'string' && block.startsWith('- Cách nộp hồ sơ')
      ? [
          '- Tuần lễ tiêm phòng dại cho chó mèo trên địa bàn phường.',
          '- Tháng hành động vì an toàn thực phẩm.',
          block,
        ]
      : [block],
  )

const answers = [
  'phường Suối Lim, tỉnh Lào Cai',
  'Số 12 đường Trần Phú',
  'Thứ Hai đến thứ Sáu, 7h30-11h30, 13h30-17h00',
  '0214 3852 345',
  '0912 345 678',
  'Tổ dân phố 1 đến 6, Bản Bó',
  '',
  'Bưu điện Suối Lim, số 5 đường Lê Lợi, 0214 3852 111',
  '1022 Lào Cai',
  'Trần Văn Nam',
]

const clean = existsSync(join(root, '.git'))
if (!clean) console.warn('skipped: no git repository here to clone')

describe.skipIf(!clean)('the README, from a clean clone', { timeout: 180_000 }, () => {
  let home = ''
  let folder = ''
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(?:WARD|DATA_DIR|PORT|HOST|TELEGRAM|ZALO|NODE_OPTIONS|VITEST|npm_)/.test(name),
  )
  const running = new Set<ChildProcess>()
  /** A shell's command runs in children of its own: all of its group end with it. */
  const end = ({ pid }: ChildProcess): void => {
    if (pid === undefined) return
    try {
      process.kill(-pid, 'SIGKILL')
    } catch {
      // It has ended by itself.
    }
  }
  /** Never longer than a minute and a half: a command that waits for what never comes is ended and told by its signal. */
  const run = async (
    command: string,
    input: string,
    cwd = folder,
  ): Promise<{ out: string; err: string; code: number | string | null }> => {
    const child = spawn('/bin/sh', ['-c', command], {
      cwd,
      // What a child throws down beside its work goes with the rest.
      env: { ...Object.fromEntries(inherited), TMPDIR: home },
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    running.add(child)
    const timer = setTimeout(() => end(child), 90_000)
    try {
      // The program may end before it has read all of it.
      child.stdin.on('error', () => undefined)
      child.stdin.end(input)
      const closed = new Promise<number | string | null>((resolve, reject) => {
        child.once('error', reject)
        child.once('close', (code, signal) => resolve(signal ?? code))
      })
      const [out, err, code] = await Promise.all([textOf(child.stdout), textOf(child.stderr), closed])
      return { out, err, code }
    } finally {
      clearTimeout(timer)
      running.delete(child)
    }
  }
  const command = (pattern: RegExp): string => {
    const found = commands.find(line => pattern.test(line))
    if (found === undefined) throw new Error(`the README has no such command: ${pattern}`)
    return found
  }
  let made: Awaited<ReturnType<typeof run>> = { out: '', err: '', code: null }

  beforeAll(async () => {
    expect(commands.slice(0, 2)).toEqual([
      expect.stringMatching(/^git clone \S+ && cd tro-ly-phuong$/),
      'npm ci',
    ])
    home = mkdtempSync(join(tmpdir(), 'clone-'))
    folder = join(home, 'tro-ly-phuong')
    const cloned = await run(`git clone --quiet --depth 1 'file://${root}' '${folder}'`, '', home)
    expect(cloned).toMatchObject({ code: 0 })
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
    writeFileSync(join(folder, 'ke-hoach.docx'), await toDocx(plan()))
    made = await run(command(/ward:new/), `${answers.join('\n')}\n`)
  }, 180_000)
  afterAll(() => {
    for (const child of running) end(child)
    if (home !== '') rmSync(home, { recursive: true, force: true, maxRetries: 5 })
  })

  test('ten answers make the ward, which answers at once and shows its targets', () => {
    expect(`${made.out}${made.err}`).toMatch(/Mã quản trị cho Trần Văn Nam: [A-Z0-9]{10}/)
    expect(made.code).toBe(0)
    expect(made.out).toMatch(/» chỉ tiêu loa là bao nhiêu\n[^»]*144 tin, bài trong năm 2026/)
    expect(made.out).toMatch(/» \/tiendo\n[^»]*Tiến độ năm 2026, phường Suối Lim[^»]*0\/144 tin, bài/)
    expect(made.out).toMatch(/Chạy trợ lý: npm start/)
  })

  test('what no answer knows becomes a draft, never an answer', async () => {
    expect(made.out).toMatch(/2 nội dung của kế hoạch chưa có câu trả lời chắc đúng[\s\S]*tiêm phòng dại/)
    // What only sounds like a topic of ours is no answer either, until somebody says so.
    expect(made.out).toMatch(/Tháng hành động vì an toàn thực phẩm/)
    const draft: unknown = parse(
      readFileSync(join(folder, 'data/content/drafts/tuan-le-tiem-phong-dai-cho-cho-meo.yaml'), 'utf8'),
    )
    expect(draft).toMatchObject({ draft: true, answer: 'chưa có nội dung: không được trả lời' })
    const { out } = await run(command(/plan:index/), '')
    expect(out).toMatch(/\[CHƯA CÓ\] Tuần lễ tiêm phòng dại/)
  })

  test('the program itself is untouched, so that git pull has nothing to disagree with', async () => {
    const { out, code } = await run('git status --porcelain', '')
    expect(code).toBe(0)
    expect(out.split('\n').filter(line => !/node_modules|ke-hoach\.docx|^$/.test(line))).toEqual([])
  })

  test('the plan is asked in the terminal, and in chat an admin sees /tiendo', async () => {
    const asked: string[] = []
    for (const line of commands.filter(one => /-s ask/.test(one))) asked.push((await run(line, '')).out)
    expect(asked[0]).toMatch(
      /144 tin, bài[\s\S]*Kế hoạch số 77\/KH-UBND ngày 03\/02\/2026 của UBND phường Suối Lim, mục III\.2/,
    )
    expect(asked[1]).toMatch(/trước ngày 18\/03\/2026[\s\S]*mục VI/)
    const code = /Mã quản trị[^:]*: ([A-Z0-9]+)/.exec(made.out)?.[1] ?? ''
    const { out } = await run(command(/chat/), `/dangky ${code}\n/tiendo\ngiờ làm việc của phường\n`)
    expect(out).toMatch(/Tiến độ năm 2026, phường Suối Lim/)
    expect(out).toMatch(/7h30-11h30/)
  })

  test('content:check is green and counts the ward', async () => {
    const { out, code } = await run(command(/content:check/), '')
    expect(out).toMatch(/suoi-lim: chủ đề có trả lời/)
    expect(out).toMatch(/2 bản nháp chưa có nội dung/)
    expect(code).toBe(0)
  })
})
