/** Residents choose their notices and leave them with one word; questions that sound alike stay questions. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readArea, readAreas } from '../../content/areas.ts'
import { saidOfNotices } from '../../handlers/notices/wishes.ts'
import { createScriptedChannel, testWard } from '../support/conversation.ts'

test('neighbourhoods are one however they are typed', () => {
  for (const said of ['tổ 3', 'Tổ dân phố số 3', 'TDP3', 'to dan pho 3', 'tổ ba', ' TỔ 3. '])
    expect(readArea(said, []), said).toEqual({ key: 'to 3', label: 'tổ 3' })
  expect(readArea('kp 2', [])).toEqual({ key: 'khu pho 2', label: 'khu phố 2' })
  expect(readArea('bản Ló', [])).toBeUndefined()
  const list = ['Bản Ló', 'Tổ dân phố 1', 'Tổ dân phố Nậm Cản']
  expect(readArea('ban lo', list)).toEqual({ key: 'ban lo', label: 'Bản Ló' })
  expect(readArea('nam can', list)?.label).toBe('Tổ dân phố Nậm Cản')
  expect(readArea('tổ 1', list)?.label).toBe('Tổ dân phố 1')
  expect(readArea('tổ 7', list)).toBeUndefined()
  expect(readAreas('tổ 3, 4 và tổ 7', [])?.map(({ key }) => key)).toEqual(['to 3', 'to 4', 'to 7'])
  expect(readAreas('tổ 3 hay gì đó', [])).toBeUndefined()
})

test('any number of any sort is read back from its own label', () => {
  const sorts = ['tổ', 'khu phố', 'thôn', 'bản', 'xóm', 'ấp', 'buôn', 'khu']
  fc.assert(
    fc.property(fc.constantFrom(...sorts), fc.integer({ min: 1, max: 999 }), (sort, n) => {
      const area = readArea(`${sort} ${n}`, [])
      return (
        area !== undefined &&
        readArea(area.label, [])?.key === area.key &&
        readArea(area.key, [])?.key === area.key
      )
    }),
  )
  fc.assert(fc.property(fc.string(), text => void readAreas(text, ['Bản Ló'])))
})

test('what asks for notices, and what only sounds so', () => {
  expect(saidOfNotices('đăng ký tổ 3')).toBe('to 3')
  expect(saidOfNotices('cho tôi đk tdp 12 nhé')).toBe('tdp 12')
  expect(saidOfNotices('Đăng ký nhận tin')).toBe('')
  expect(saidOfNotices('toi muon dang ky nhan thong bao cua phuong')).toBe('')
  expect(saidOfNotices('đăng ký nhận tin tổ 3')).toBe('to 3')
  expect(saidOfNotices('đăng ký nhận tin về hộ tịch')).toBe('ho tich')
  for (const question of [
    'đăng ký kết hôn',
    'đăng ký tạm trú tổ 3',
    'đăng ký khai sinh ở tổ 3',
    'đăng ký xe',
    'đăng ký hộ kinh doanh tổ 3',
    'tổ 3',
    'đăng ký vneid mức 2',
    'hủy đăng ký tạm trú',
  ])
    expect(saidOfNotices(question), question).toBeUndefined()
})

test('a resident takes the notices of tổ 3, sees them, and stops', async () => {
  const ward = await testWard()
  const lan = ward.person('lan')
  const taken = async () =>
    (await ward.repositories.subscriptions.counts()).map(({ kind, key }) => `${kind}:${key}`)

  await lan.says('đăng ký tổ 3')
  lan.hears(/Anh\/chị có đồng ý.*phường Mường Lay.*tin chung của phường và tin của tổ 3/s)
  expect(await taken()).toEqual([])
  await lan.presses('Đồng ý nhận tin')
  lan.hears(/từ 22\/11\/2026 anh\/chị nhận tin chung của phường và tin của tổ 3/)
  await lan.deliversLastUpdateAgain()
  expect(await taken()).toEqual(['ward:', 'area:to 3'])
  const [kept] = await ward.repositories.subscriptions.history([1])
  expect(kept?.consent).toMatch(/có đồng ý để phường Mường Lay gửi vào chat này/)
  expect(kept?.agreedAt).toEqual(ward.clock.now)

  await lan.says('dk to 3')
  lan.hears(/đang nhận tin của tổ 3 rồi/)
  await lan.says('/dulieu')
  lan.hears(/Đăng ký nhận tin: tin chung của phường \(đồng ý ngày 22\/11\/2026\)/)

  await lan.says('/dangkytin')
  await lan.presses(/Thôi nhận tin của tổ 3/)
  expect(await taken()).toEqual(['ward:'])
  await lan.says('DỪNG')
  lan.hears(/Đã dừng/)
  expect(await taken()).toEqual([])
  await lan.says('dừng')
  lan.hears(/không đăng ký nhận tin nào/)
  expect(await ward.repositories.subscriptions.history([1])).toHaveLength(2)
})

test('a field by its name or its button; refusing leaves everything off', async () => {
  const ward = await testWard()
  const lan = ward.person('lan')
  await lan.says('đăng ký nhận tin về hộ tịch')
  await lan.presses('Không nhận')
  expect(await ward.repositories.subscriptions.counts()).toEqual([])
  await lan.says('/dangkytin')
  await lan.presses(/theo lĩnh vực/)
  await lan.presses(/Hộ tịch/)
  await lan.presses('Đồng ý nhận tin')
  expect(await ward.repositories.subscriptions.counts()).toMatchObject([
    { kind: 'topic', key: 'hotich', people: 1 },
  ])
  await lan.says('/dangky tổ 5')
  lan.hears(/tin của tổ 5/)
})

test('questions about registering stay questions', async () => {
  const ward = await testWard()
  const lan = ward.person('lan')
  for (const question of ['đăng ký kết hôn', 'đăng ký tạm trú tổ 3', 'đăng ký nhận thông báo phạt nguội']) {
    await lan.says(question)
    expect(lan.heard.map(({ text }) => text).join('\n'), question).not.toMatch(/gửi vào chat này/)
    expect(lan.heard, question).not.toEqual([])
  }
  await lan.says('/dangky ABCDEF')
  lan.hears(/Mã này không đúng/)
})

test('DỪNG ends notices in every state, and is an ordinary word where there are none', async () => {
  const ward = await testWard({ channels: [createScriptedChannel('telegram')] })
  const officer = ward.person('can-bo')
  await officer.hasRole('officer')
  const lan = ward.person('lan')
  const subscribe = async () => {
    await lan.says('đăng ký nhận tin')
    await lan.presses('Đồng ý nhận tin')
  }
  const on = async () => (await ward.repositories.subscriptions.counts()).length

  await lan.says('/phananh')
  await lan.presses(/./)
  await lan.says('dung')
  lan.hears(/Việc đang làm dở vẫn còn/)
  await lan.says('Đèn đường trước nhà 12 hỏng')
  lan.hears(/Ở đâu|chỗ nào|nơi/i)
  await lan.says('/huy')

  await subscribe()
  await lan.says('/phananh')
  await lan.says('Dừng!')
  lan.hears(/Đã dừng/)
  expect(await on()).toBe(0)

  await subscribe()
  await lan.says('gặp cán bộ')
  await lan.says('dừng nhận tin')
  lan.hears(/Đã dừng/)
  expect(await on()).toBe(0)
  await lan.says('dừng')
  lan.hearsNothing()
  await lan.says('tiếp tục với bot')

  const admin = ward.person('quan-tri')
  await admin.hasRole('admin')
  await subscribe()
  await admin.says('/tamdung sửa máy')
  await lan.says('stop')
  lan.hears(/Đã dừng/)
  await admin.says('/moilai')

  for (const word of ['đúng', 'đừng', 'dùng']) {
    await lan.says(word)
    expect(lan.heard.map(({ text }) => text).join('\n'), word).not.toMatch(/nhận tin nào/)
  }
  await subscribe()
  await lan.says('hủy đăng ký')
  lan.hears(/Đã dừng/)
})

test('one person on two channels: DỪNG on either ends both; erasing leaves nothing', async () => {
  const ward = await testWard({
    channels: [createScriptedChannel('telegram'), createScriptedChannel('zalo-oa')],
  })
  const here = ward.person('lan', 'telegram')
  const there = ward.person('lan-zalo', 'zalo-oa')
  await here.says('/lienket')
  const code = /Mã liên kết: (\w+)/.exec(here.heard[0]?.text ?? '')?.[1] ?? ''
  await there.says(`/lienket ${code}`)
  await here.says('đăng ký nhận tin')
  await here.presses('Đồng ý nhận tin')
  await there.says('DỪNG')
  there.hears(/Đã dừng/)
  expect(await ward.repositories.subscriptions.counts()).toEqual([])

  await there.says('đăng ký tổ 2')
  await there.presses('Đồng ý nhận tin')
  await here.says('/xoadulieu')
  await here.presses('Xóa')
  expect(ward.runtime.database.raw.prepare('SELECT count(*) FROM subscription').pluck().get()).toBe(0)
})

test('"có" and "không" answer the question for consent like a tap; "đừng gửi nữa" ends it', async () => {
  const ward = await testWard({ channels: [createScriptedChannel('zalo-oa')] })
  const resident = ward.person('ba-tu')
  await resident.says('dang ky to 3')
  await resident.says('có')
  resident.hears(/Đã ghi nhận.*tin của tổ 3/)
  await resident.says('đừng gửi cho tôi nữa')
  resident.hears(/Đã dừng/)
  // What was on offer before is over: nothing to stop is offered again.
  expect(resident.heard.flatMap(({ buttons }) => buttons ?? [])).toEqual([])
  await resident.says('đăng ký nhận tin')
  await resident.says('không')
  resident.hears(/tôi không gửi gì cả/)
  await resident.says('có')
  expect(await ward.repositories.subscriptions.counts()).toEqual([])
  // From who takes no notices these words mean something else.
  await resident.says('đừng gửi nữa')
  expect(resident.heard.map(({ text }) => text).join()).not.toMatch(/Đã dừng|không có gì phải dừng/)
})

test.each([
  'DỪNG',
  'dừng.',
  'Dừng đi',
  'd.ừ.n.g',
  'DỪNG NHẬN',
  'dừng giùm tôi',
  'dung di em',
  'DUNG',
  'stop',
  'ngừng gửi tin nhắn',
  'đừng gửi nữa',
  'hủy đăng ký',
  'tôi không muốn nhận tin nữa',
])('"%s" ends what one takes', async said => {
  const ward = await testWard({ channels: [createScriptedChannel('zalo-oa')] })
  const resident = ward.person('ba-tu')
  await resident.says('đăng ký nhận tin')
  await resident.says('đồng ý')
  await resident.says(said)
  resident.hears(/^Đã dừng/m)
  expect(await ward.repositories.subscriptions.counts()).toEqual([])
})
