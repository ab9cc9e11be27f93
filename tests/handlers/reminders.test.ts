/** Reminders over a whole year of each ward, over restarts and in two processes; and what people ask of them. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { contentDir } from '../../bot/content-dir.ts'
import { remind } from '../../bot/scheduler.ts'
import { loadLibrary } from '../../content/library.ts'
import { loadLocales } from '../../content/locales.ts'
import { isWorkingDay } from '../../content/office-hours.ts'
import { addDays, clockOf, type Day, dayOf, instantOf } from '../../content/vietnam-time.ts'
import { databaseFile, openDatabase } from '../../storage/database.ts'
import { createScriptedChannel, type Person, type TestWard, testWard } from '../support/conversation.ts'
import { openDesk } from '../support/reminder-desk.ts'

const locales = loadLocales(contentDir)
const office = 'Phòng Văn hóa - Xã hội'
const hall = 'Văn phòng HĐND và UBND'
const counter = 'Trung tâm Phục vụ hành chính công'
const radio = 'Trung tâm Dịch vụ tổng hợp'

/** What was said: person → title → days ("03-04"). */
type Heard = Record<string, Record<string, string>>

const titleOf = (text: string): string =>
  (/\*\*(.+?)\*\*/.exec(text)?.[1] ?? text.split('\n')[0] ?? '').replace(/ năm 2026/, '')

const heardBy = (
  messages: readonly { readonly to: string; readonly text: string; readonly at: Date }[],
): Heard => {
  const heard: Heard = {}
  for (const { to, text, at } of messages) {
    const own = heard[to] ?? {}
    heard[to] = own
    const title = titleOf(text)
    own[title] = [own[title] ?? '', dayOf(at).slice(5)].join(' ').trim()
  }
  return heard
}

const nobody = 'Các đơn vị sau có việc đến hạn nhưng chưa có ai đăng ký nên tôi không nhắc được:'
const news = 'Tin, bài về CCHC phát trên truyền thanh các khu phố'
const months = (from: string): string => {
  const all =
    '01-27 01-30 02-24 02-27 03-26 03-31 04-23 04-29 05-26 05-29 06-25 06-30 07-28 07-31 08-26 08-31 09-25 09-30 10-27 10-30 11-25 11-30 12-28 12-31'
  return all.slice(all.indexOf(from))
}
const q1 = '03-06 03-12 03-13 03-16 03-19 03-23'
const june = '06-08 06-12 06-16 06-19 06-22'
const september = '09-08 09-11 09-14 09-16 09-21 09-24'
const december = '12-08 12-11 12-14 12-16 12-21 12-24'

/** Nobody does anything all year: everything the plan asks is said, and nothing else. */
const years: readonly {
  ward: string
  people: readonly (readonly [name: string, role: 'officer' | 'lead' | 'admin', unit: string | null])[]
  /** What somebody chooses in the evening of a day. */
  choices?: readonly (readonly [day: Day, name: string, choose: (person: Person) => Promise<void>])[]
  heard: Heard
}[] = [
  {
    ward: 'muong-lay',
    people: [
      ['Hoa', 'lead', office],
      ['Lan', 'officer', office],
      ['Pản', 'officer', radio],
      ['Sung', 'lead', counter],
      ['Dũng', 'admin', null],
    ],
    heard: {
      Hoa: {
        // PL.10: before 12 March, June, September; before 10 December.
        'Báo cáo quý I của phường': '03-04 03-06 03-10 03-12 03-16 03-19',
        'Báo cáo 6 tháng đầu của phường': '06-04 06-08 06-10 06-12 06-15 06-18',
        'Báo cáo quý III của phường': '09-04 09-08 09-10 09-14 09-17 09-21',
        'Báo cáo của phường': '12-02 12-04 12-08 12-10 12-14 12-17',
        // PL.6: before November.
        'Tổ chức tọa đàm về CCHC trên địa bàn phường': '10-23 10-28 10-30 11-02 11-05 11-09',
        // Two units have nobody; once a quarter, when something of theirs falls due.
        [nobody]: '03-06 06-05 09-07 12-07',
      },
      Lan: {
        'Báo cáo quý I của phường': '03-04 03-06 03-10 03-12 03-16 03-19',
        'Báo cáo 6 tháng đầu của phường': '06-04 06-08 06-10 06-12 06-15 06-18',
        'Báo cáo quý III của phường': '09-04 09-08 09-10 09-14 09-17 09-21',
        'Báo cáo của phường': '12-02 12-04 12-08 12-10 12-14 12-17',
        'Tổ chức tọa đàm về CCHC trên địa bàn phường': '10-23 10-28 10-30 11-02 11-05 11-09',
      },
      // VI: before the 15th of the last month. T-3 and T-1 of a Monday meet on the Friday.
      Pản: {
        'Báo cáo quý I': '03-06 03-11 03-13 03-16 03-19 03-23',
        'Báo cáo 6 tháng đầu': '06-05 06-11 06-12 06-15 06-18 06-22',
        'Báo cáo quý III': '09-07 09-11 09-15 09-18 09-21',
        'Báo cáo': '12-07 12-11 12-15 12-18 12-21',
        'Sắp hết năm: 5 việc chưa đánh dấu xong': '12-24',
      },
      Sung: {
        'Báo cáo quý I': '03-06 03-11 03-13 03-16 03-19 03-23',
        'Báo cáo 6 tháng đầu': '06-05 06-11 06-12 06-15 06-18 06-22',
        'Báo cáo quý III': '09-07 09-11 09-15 09-18 09-21',
        'Báo cáo': '12-07 12-11 12-15 12-18 12-21',
        'Sắp hết năm: 2 việc chưa đánh dấu xong': '12-24',
      },
    },
  },
  {
    ward: 'uong-bi',
    people: [
      ['Hoa', 'lead', office],
      ['Bình', 'officer', hall],
      ['Chi', 'officer', 'Trung tâm Cung ứng dịch vụ'],
      ['Yên', 'officer', counter],
      ['Tú', 'lead', 'Phòng Kinh tế, Hạ tầng và Đô thị'],
      ['Mai', 'officer', 'Ủy ban Mặt trận Tổ quốc và các tổ chức chính trị - xã hội'],
    ],
    heard: {
      Hoa: {
        // PL.1: by 28 February, a Saturday; the plan was signed on the 23rd.
        'Từng cơ quan, đơn vị ra kế hoạch tuyên truyền CCHC của mình': '02-25 02-27 03-02 03-05 03-09',
        // PL.4 prints no date: asked once, answered with the 15th.
        'Báo cáo quý I chưa có hạn': '03-02',
        'Báo cáo quý I của phường': q1,
        'Báo cáo 6 tháng đầu của phường': june,
        'Báo cáo 9 tháng đầu của phường': september,
        'Báo cáo của phường': december,
        // PL.3: two items a month, from March.
        [news]: months('03-26'),
        'Sắp hết năm: 4 việc chưa đánh dấu xong': '12-24',
      },
      ...Object.fromEntries(
        (
          [
            ['Bình', 2],
            ['Chi', 1],
            ['Yên', 2],
            ['Tú', 1],
          ] as const
        ).map(([name, tasks]) => [
          name,
          {
            'Từng cơ quan, đơn vị ra kế hoạch tuyên truyền CCHC của mình': '02-25 02-27 03-02 03-05 03-09',
            'Báo cáo quý I': q1,
            'Báo cáo 6 tháng đầu': june,
            'Báo cáo 9 tháng đầu': september,
            'Báo cáo': december,
            [news]: months('03-26'),
            [`Sắp hết năm: ${tasks} việc chưa đánh dấu xong`]: '12-24',
          },
        ]),
      ),
    },
  },
  {
    ward: 'hung-phu',
    people: [
      ['Hoa', 'lead', office],
      ['Yên', 'officer', counter],
      ['Tú', 'officer', 'Phòng Kinh tế, Hạ tầng và Đô thị'],
      ['Mai', 'officer', 'Các đoàn thể chính trị - xã hội phường'],
    ],
    heard: {
      Hoa: {
        // VI.1.d: each quarter and the year, no dates.
        'Báo cáo quý I chưa có hạn': '03-02',
        'Báo cáo quý I của phường': q1,
        'Báo cáo quý II của phường': june,
        'Báo cáo quý III của phường': september,
        'Báo cáo của phường': december,
        'Sắp hết năm: 7 việc chưa đánh dấu xong': '12-24',
        // The public service units.
        [nobody]: '03-06 06-08 09-08 12-08',
      },
      Yên: {
        'Báo cáo quý I': q1,
        'Báo cáo quý II': june,
        'Báo cáo quý III': september,
        'Báo cáo': december,
      },
      Tú: {
        'Báo cáo quý I': q1,
        'Báo cáo quý II': june,
        'Báo cáo quý III': september,
        'Báo cáo': december,
        'Sắp hết năm: 1 việc chưa đánh dấu xong': '12-24',
      },
    },
  },
  {
    ward: 'bac-hong-linh',
    people: [
      ['Hoa', 'lead', office],
      ['Bình', 'officer', hall],
      ['Yên', 'officer', counter],
      ['Nga', 'officer', counter],
      ['Mai', 'lead', 'Ban Xây dựng Đảng'],
    ],
    choices: [
      ['2026-01-02', 'Hoa', async hoa => await hoa.presses(office)],
      [
        '2026-01-05',
        'Yên',
        async yen => {
          await yen.says('/nhac')
          yen.hears(/Đã tắt: việc hằng tuần/)
          await yen.presses('Bật nhắc việc hằng tuần')
        },
      ],
      // Under the reminder of the day.
      ['2026-07-24', 'Yên', async yen => await yen.presses('Tắt nhắc việc hằng tuần')],
      ['2026-08-31', 'Yên', async yen => await yen.says('/nhac bật việc hằng tuần')],
    ],
    heard: {
      Hoa: {
        // II.2.f names no unit: asked once, answered with her own.
        'Lồng CCHC, PCI, DDCI vào Ngày Pháp luật hằng tháng: chưa rõ đơn vị nào làm': '01-02',
        // IV.1: quarter, six months, year, no dates.
        'Báo cáo quý I chưa có hạn': '03-02',
        'Báo cáo quý I của phường': q1,
        'Báo cáo 6 tháng đầu của phường': june,
        'Báo cáo quý III của phường': september,
        'Báo cáo của phường': december,
        'Lồng CCHC, PCI, DDCI vào Ngày Pháp luật hằng tháng': months('01-27'),
      },
      // IV.2
      Bình: { 'Phổ biến văn bản pháp luật mới có hiệu lực hằng tháng': months('01-27') },
      // IV.3: the last working day of each week (none of Tết), for who switched it on; Nga did not.
      Yên: {
        'Công khai kết quả và hạn chế giải quyết thủ tục hằng tuần': [
          '01-09 01-16 01-23 01-30 02-06 02-13 02-27 03-06 03-13 03-20 03-27 04-03 04-10 04-17 04-24 04-29',
          '05-08 05-15 05-22 05-29 06-05 06-12 06-19 06-26 07-03 07-10 07-17 07-24',
          '09-04 09-11 09-18 09-25 10-02 10-09 10-16 10-23 10-30 11-06 11-13 11-20 11-27 12-04 12-11 12-18',
          '12-25 12-31',
        ].join(' '),
      },
    },
  },
]

const clocks = ['06:30', '08:00', '13:05', '20:00']
const stepTo = async ({ runtime, clock }: TestWard, day: Day, time: string): Promise<void> => {
  clock.now = instantOf(day, time)
  runtime.sender.wake(await remind(runtime))
  await runtime.idle()
}

describe('a year in which nobody does anything, with restarts', { timeout: 240_000 }, () => {
  test.each(years)('$ward', async ({ ward, people, choices = [], heard }) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'reminders-'))
    onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }))
    const messages: { to: string; text: string; at: Date }[] = []
    const start = async (day: Day): Promise<TestWard> => {
      const telegram = createScriptedChannel('telegram')
      const desk = await testWard({ ward, dataDir, channels: [telegram], start: instantOf(day, '06:00') })
      const send = telegram.send.bind(telegram)
      telegram.send = async (to, reply) => {
        if (reply.priority === 'notice')
          messages.push({ to: to.slice('telegram:'.length), text: reply.text, at: desk.clock.now })
        return await send(to, reply)
      }
      return desk
    }
    let desk = await start('2026-01-01')
    for (const [name, role, unit] of people) await desk.person(name).hasRole(role, unit ?? undefined)
    const whoIs = (): ReadonlyMap<string, Person> =>
      new Map(people.map(([name]) => [name, desk.person(name)]))
    let known = whoIs()
    const hoa = desk.person('Hoa')
    for (let day = '2026-01-01'; day <= '2027-01-31'; day = addDays(day, 1)) {
      for (const time of clocks) await stepTo(desk, day, time)
      if (day === '2026-03-02' && ward !== 'muong-lay') {
        await hoa.presses('Ngày 15')
        hoa.hears(/Đã đặt hạn/)
      }
      for (const [, name, choose] of choices.filter(([on]) => on === day)) {
        const person = known.get(name)
        if (person !== undefined) await choose(person)
      }
      // In the morning of a day of reminders, just after they went out, and on a quiet day.
      if (['2026-03-13', '2026-06-12', '2026-09-09'].includes(day)) {
        await desk.runtime.stop()
        desk = await start(day)
        known = whoIs()
        await stepTo(desk, day, '08:05')
      }
    }
    expect(heardBy(messages)).toEqual(heard)
    for (const { at } of messages) expect(isWorkingDay(dayOf(at)) && clockOf(at)).toBe('08:00')
  })
})

/** The same year in two processes over one database, both at work at every moment. @returns what was queued, once each */
const inTwoProcesses = async (
  ward: string,
  days: readonly string[],
  choose: (
    desk: ReturnType<typeof openDesk>,
    person: ReadonlyMap<string, number>,
  ) => Promise<void> = async () => undefined,
): Promise<Heard> => {
  const people = years.find(year => year.ward === ward)?.people ?? []
  const dataDir = mkdtempSync(join(tmpdir(), 'reminders-two-'))
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }))
  const database = await openDatabase(databaseFile(dataDir))
  const { library } = loadLibrary({ contentDir, ward })
  const desk = openDesk({ database, library, locales })
  const known = new Map<string, number>()
  for (const [name, role, unit] of people)
    known.set(name, (await desk.join(name, role, unit, instantOf('2026-01-01'))).person)
  await choose(desk, known)
  const target = fileURLToPath(new URL('../support/remind-target.ts', import.meta.url))
  const processes = [1, 2].map(() => {
    const child = spawn(process.execPath, [target, dataDir, ward], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    onTestFinished(() => {
      child.kill('SIGKILL')
    })
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    return { child, next: async () => (await lines.next()).value }
  })
  for (const { next } of processes) expect(await next()).toBe('ready')
  const moments = days.flatMap(day =>
    ['08:00', '08:05', '14:00'].map(time => instantOf(`2026-${day}`, time).toISOString()),
  )
  for (const moment of moments) {
    for (const { child } of processes) child.stdin.write(`${moment}\n`)
    for (const { next } of processes) expect(await next()).toBe(moment)
  }
  const queued = await desk.queued()
  const once = new Set(queued.map(({ at, to, text }) => `${dayOf(at)} ${to} ${titleOf(text)}`))
  expect(once.size).toBe(queued.length)
  await database.close()
  return heardBy(queued)
}

test('two processes over one database say everything once', async () => {
  const heard = await inTwoProcesses(
    'uong-bi',
    ['02-25', '02-27', '03-02', '03-05', '03-09', '03-26', '03-31', '04-23', '04-29', '05-26'].concat([
      '05-29',
      '06-25',
      '06-30',
      '12-24',
      '12-28',
      '12-31',
    ]),
  )
  // On these days, what the year's table says, less the reports nobody set a date for.
  for (const name of ['Bình', 'Chi', 'Yên', 'Tú']) {
    expect(heard[name]?.['Từng cơ quan, đơn vị ra kế hoạch tuyên truyền CCHC của mình']).toBe(
      '02-25 02-27 03-02 03-05 03-09',
    )
    expect(heard[name]?.[news]).toBe('03-26 03-31 04-23 04-29 05-26 05-29 06-25 06-30 12-28 12-31')
  }
  expect(heard['Mai']).toBeUndefined()
})

test('two processes over one database: a weekly duty once a week', async () => {
  const heard = await inTwoProcesses(
    'bac-hong-linh',
    ['03-12', '03-13', '03-20', '04-29'],
    async (desk, person) => {
      await desk.repositories.reminders.prefer(
        person.get('Yên') ?? 0,
        { at: '08:00', off: [] },
        instantOf('2026-01-01'),
      )
    },
  )
  expect(heard['Yên']).toEqual({
    'Công khai kết quả và hạn chế giải quyết thủ tục hằng tuần': '03-13 03-20 04-29',
  })
  expect(heard['Nga']).toBeUndefined()
})
