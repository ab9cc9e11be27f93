/** An import beside the running bot: leads find notices of what changed ready as drafts, and nothing goes out by itself. */
import { spawnSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { leaveNews, newsPath } from '../../content/procedures-import/changes.ts'
import { testWard } from '../support/conversation.ts'
import { newestText } from '../support/notice-desk.ts'
import { passingFolder, smallContent } from '../support/small-ward.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const line = (code: string, name: string, changes: Record<string, unknown> = {}): string =>
  JSON.stringify({
    code,
    name,
    field: 'Chăn nuôi',
    level: 'Cấp xã',
    submission: [],
    documents: ['Tờ khai'],
    agency: null,
    result: null,
    legal_basis: [],
    url: null,
    ...changes,
  })

const setting = async () => {
  const dataDir = passingFolder()
  const own = join(dataDir, 'content')
  const load = (...lines: string[]): string => {
    const file = join(dataDir, 'export.jsonl')
    writeFileSync(file, lines.join('\n'))
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['bot/start.mjs', 'commands/content-import-procedures', file, '--date', '2026-11-21'],
      { cwd: root, env: { PATH: process.env['PATH'], DATA_DIR: dataDir }, encoding: 'utf8' },
    )
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    return stdout
  }
  const begin = () =>
    testWard({ dataDir, content: smallContent(dataDir), start: new Date('2026-11-23T09:00:00+07:00') })
  return { own, load, begin }
}

const dogs = line('9.000001', 'Đăng ký nuôi chó, mèo')
const bees = line('9.000002', 'Kê khai đàn ong mật')

test('changed, new and abolished ones are ready as drafts; two people say yes before anybody gets one', async () => {
  const { own, load, begin } = await setting()
  expect(load(dogs, bees)).not.toContain('thông báo')
  const ward = await begin()
  const lan = ward.person('lan-lead')
  const an = ward.person('an-admin')
  await lan.hasRole('lead')
  await an.hasRole('admin')
  const resident = ward.person('ba-tu')
  await resident.says('đăng ký nhận tin')
  await resident.presses('Đồng ý nhận tin')
  await ward.runtime.refreshContent()
  await lan.says('/thongbao')
  expect(lan.choices.join()).not.toMatch(/vừa thay đổi/)

  const said = load(
    line('9.000001', 'Đăng ký nuôi chó, mèo', { documents: ['Tờ khai', 'Sổ tiêm phòng'] }),
    line('9.000002', 'Kê khai đàn ong mật', { url: 'https://dichvucong.gov.vn/moi' }),
    line('9.000003', 'Đăng ký mở trại nuôi hươu'),
  )
  expect(said).toMatch(/soạn sẵn 2 thông báo nháp cho lãnh đạo/)
  await ward.runtime.refreshContent()
  await ward.runtime.idle()
  for (const person of [lan, an])
    expect(newestText(ward, person)).toMatch(/có \*\*2\*\* thay đổi.*chưa ai nhận/)
  expect(existsSync(newsPath(own))).toBe(false)
  const before = newestText(ward, lan)
  await ward.runtime.refreshContent()
  await ward.runtime.idle()
  expect(newestText(ward, lan)).toBe(before)
  expect(await ward.repositories.broadcasts.recent(5)).toEqual([])

  await lan.presses('Sửa đổi: Đăng ký nuôi chó, mèo')
  lan.hears(
    /Thủ tục có thay đổi[\s\S]*mã 9\.000001[\s\S]*Phần thay đổi: giấy tờ \(theo Cơ sở dữ liệu quốc gia/,
  )
  lan.hears(/bản nháp \*\*#1\*\*[\s\S]*Gửi cho ai/)
  // Whoever comes second finds what was begun; whoever sends it for approval is its author from then on.
  await an.says('/thongbao')
  expect(an.choices[0]).toBe('Thủ tục vừa thay đổi (1)')
  await an.sends({ kind: 'button', value: 'tb:news:9.000001' })
  an.hears(/Thông báo #1\*\*: bản nháp\. Người soạn: lan-lead/)
  await lan.presses(/^Tất cả/)
  await lan.says('ngay')
  lan.hears(/Sẽ tới: 1 người/)
  await an.says('/thongbao 1')
  await an.presses('Sửa')
  await an.presses('Gửi đi duyệt')
  const { version } = (await ward.repositories.broadcasts.byId(1)) ?? { version: 0 }
  await an.sends({ kind: 'button', value: `tb:ok:1:${version}` })
  an.hears(/cần một người khác duyệt/)
  await ward.runtime.broadcaster.step()
  await ward.runtime.idle()
  expect(newestText(ward, resident)).not.toMatch(/9\.000001/)
  await lan.presses('Duyệt và gửi')
  await ward.runtime.broadcaster.step()
  await ward.runtime.idle()
  expect(newestText(ward, resident)).toMatch(/9\.000001[\s\S]*Nhắn DỪNG/)

  load(
    line('9.000001', 'Đăng ký nuôi chó, mèo', {
      documents: ['Tờ khai', 'Sổ tiêm phòng'],
      status: 'bai_bo',
    }),
  )
  await ward.runtime.refreshContent()
  await ward.runtime.idle()
  await an.says('/thongbao')
  await an.presses(/Thủ tục vừa thay đổi/)
  await an.presses('Mới: Đăng ký mở trại nuôi hươu')
  an.hears(/Có thủ tục mới/)
  await an.says('/thongbao')
  await an.presses(/Thủ tục vừa thay đổi \(1\)/)
  await an.presses('Bãi bỏ: Đăng ký nuôi chó, mèo')
  an.hears(/Không còn phải làm thủ tục \*\*Đăng ký nuôi chó, mèo\*\*/)
})

test('an import while the bot is stopped is told at its next start, once, also when the file outlives the telling', async () => {
  const { own, load, begin } = await setting()
  load(dogs)
  load(dogs, bees)
  const ward = await begin()
  const lan = ward.person('lan-lead')
  await lan.hasRole('lead')
  // It was taken up before anybody was a lead: the board has it.
  await lan.says('/thongbao')
  await lan.presses('Thủ tục vừa thay đổi (1)')
  lan.hears(/có \*\*1\*\* thay đổi/)
  leaveNews(newsPath(own), [{ kind: 'new', code: '9.000002', parts: [], day: '2026-11-21' }])
  await ward.runtime.refreshContent()
  await ward.runtime.idle()
  const told = (): number =>
    [...ward.channels.values()]
      .flatMap(({ sent }) => sent)
      .filter(({ to, reply }) => to === lan.conversation && reply.priority === 'notice').length
  expect(told()).toBe(1)
  // A procedure residents can't see is no news.
  leaveNews(newsPath(own), [{ kind: 'new', code: '9.999999', parts: [], day: '2026-11-21' }])
  await ward.runtime.refreshContent()
  await lan.says('/thongbao')
  expect(lan.choices[0]).toBe('Thủ tục vừa thay đổi (1)')
})
