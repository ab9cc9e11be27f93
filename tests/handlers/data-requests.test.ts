/** Requests about personal data that an officer sees to, and the clock of working days on them. */
import { expect, test } from 'vitest'
import { afterWorkingDays, remindDataRequests } from '../../handlers/data/requests.ts'
import { type Person, type TestWard, testWard } from '../support/conversation.ts'

const hour = 3_600_000
const day = 24 * hour

const wrote = (ward: TestWard, { conversation }: Pick<Person, 'conversation'>): string[] =>
  [...ward.channels.values()].flatMap(({ sent }) =>
    sent.filter(({ to }) => to === conversation).map(({ reply }) => reply.text),
  )

test('a request for a person: two working days, reminded at half time and when late, closed with a note', async () => {
  const ward = await testWard({ start: new Date('2026-11-19T15:00:00+07:00') })
  const resident = ward.person('bà Tư')
  const an = ward.person('An')
  await resident.says('yêu cầu ngừng xử lý dữ liệu')
  resident.hears(/chưa gắn cán bộ/)
  await an.hasRole('admin')
  await resident.says('yêu cầu ngừng xử lý dữ liệu')
  // Thursday afternoon: Friday and Monday are the two days.
  resident.hears(/D1.*17:00 23\/11\/2026/)
  expect(wrote(ward, an).at(-1)).toMatch(/D1\*\* Ngừng xử lý dữ liệu, của bà Tư.*hạn 17:00 23\/11\/2026/)
  await resident.says('yêu cầu ngừng xử lý dữ liệu')
  resident.hears(/đã có mã \*\*D1/)
  const remind = async (): Promise<number> => {
    const { library, locales } = ward.runtime.content.current()
    const { repositories } = ward
    return (await remindDataRequests({ repositories, library, locales, now: ward.clock.now })).length
  }
  expect(await remind()).toBe(0)
  ward.clock.forward(27 * hour)
  expect(await remind()).toBe(1)
  expect(await remind()).toBe(0)
  ward.clock.forward(3 * day)
  expect(await remind()).toBe(1)
  expect(await remind()).toBe(0)
  ward.runtime.sender.wake([an.conversation])
  await ward.runtime.idle()
  expect(wrote(ward, an).at(-1)).toMatch(/ĐÃ QUÁ HẠN/)
  await an.says('/yeucau')
  an.hears(/D1/)
  await an.says('/yeucau D1')
  an.hears(/gõ: \/yeucau D1/)
  await an.says('/yeucau D1 đã ngừng và xóa khỏi danh sách')
  an.hears(/Đã đóng D1/)
  expect(wrote(ward, resident).at(-1)).toMatch(/D1.*đã ngừng và xóa khỏi danh sách/)
  await an.says('/yeucau D1 lần nữa')
  an.hears(/đóng rồi/)
  const log = await ward.repositories.audit.between({ subject: 'data-request:D1' })
  expect(log.map(({ action }) => action)).toEqual(['data.request', 'data.request-see', 'data.request-close'])
  expect(log.at(-1)?.detail).toBe('{"kind":"stop","inTime":false}')
})

test('what takes longer is answered within the two days, stays open, and has a clock of its own', async () => {
  const ward = await testWard({ start: new Date('2026-11-16T09:00:00+07:00') })
  const resident = ward.person('bà Tư')
  const an = ward.person('An')
  await an.hasRole('admin')
  await resident.says('yêu cầu xem dữ liệu')
  ward.clock.forward(26 * hour)
  await an.says('/yeucau D1 đang làm')
  an.hears(/gõ: \/yeucau D1/)
  await an.says('/yeucau D1 đang làm: bản sao giấy gửi bưu điện ngày 20/11')
  an.hears(/D1 vẫn mở, phải làm xong trước 17:00 26\/11\/2026/)
  expect(wrote(ward, resident).at(-1)).toMatch(
    /D1.*đang được giải quyết, chậm nhất 17:00 26\/11\/2026 sẽ xong\. Cán bộ trả lời: bản sao giấy/,
  )
  const due = async (): Promise<number> => {
    const { library, locales } = ward.runtime.content.current()
    const { repositories } = ward
    return (await remindDataRequests({ repositories, library, locales, now: ward.clock.now })).length
  }
  ward.clock.forward(2 * day)
  expect(await due()).toBe(0)
  ward.clock.forward(4 * day)
  expect(await due()).toBe(1)
  await an.says('/yeucau D1 đã gửi')
  expect(wrote(ward, resident).at(-1)).toMatch(/đã giải quyết: đã gửi/)
  ward.clock.forward(20 * day)
  expect(await due()).toBe(0)
  const log = await ward.repositories.audit.between({ subject: 'data-request:D1' })
  expect(log.map(({ action, detail }) => [action, detail])).toEqual([
    ['data.request', '{"kind":"see"}'],
    ['data.request-answer', '{"kind":"see","inTime":true}'],
    ['data.request-close', '{"kind":"see","inTime":true}'],
  ])
})

test('once its own term is over, nobody is promised another day', async () => {
  const ward = await testWard({ start: new Date('2026-11-16T09:00:00+07:00') })
  const resident = ward.person('bà Tư')
  const an = ward.person('An')
  await an.hasRole('admin')
  await resident.says('yêu cầu xem dữ liệu')
  ward.clock.forward(11 * day)
  const before = wrote(ward, resident).length
  await an.says('/yeucau D1 đang làm: tuần sau xong')
  an.hears(/Hạn làm xong D1 đã qua \(17:00 26\/11\/2026\)/)
  expect(wrote(ward, resident)).toHaveLength(before)
})

test('officers who are not in charge of data are told whose it is', async () => {
  const { person } = await testWard()
  const lan = person('Lan')
  await lan.hasRole('officer')
  await lan.says('/yeucau')
  lan.hears(/dành cho cán bộ phụ trách dữ liệu/)
})

test.each([
  ['2026-11-16T09:00:00+07:00', '2026-11-18T10:00:00.000Z'],
  // 24 November is not off by law yet.
  ['2026-11-20T16:59:00+07:00', '2026-11-24T10:00:00.000Z'],
  ['2027-02-03T09:00:00+07:00', '2027-02-12T10:00:00.000Z'],
  ['2026-12-31T09:00:00+07:00', '2027-01-05T10:00:00.000Z'],
])('two working days from %s end at %s (weekends and holidays do not count)', (from, due) => {
  expect(afterWorkingDays(new Date(from), 2).toISOString()).toBe(due)
})
