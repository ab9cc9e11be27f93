/** /tiendo over 50,000 activities, as an officer waits for it; its picture; and the parser's lines a second. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { conversationId, senderId } from '../../bot/chat.ts'
import { contentDir } from '../../bot/content-dir.ts'
import { createMetrics } from '../../bot/metrics.ts'
import { createWard } from '../../bot/ward.ts'
import { parseActivity } from '../../content/activity/parse-activity.ts'
import { vocabularyOf } from '../../content/activity/ward-vocabulary.ts'
import { addDays } from '../../content/vietnam-time.ts'
import { type Chart, drawChart } from '../../handlers/progress/draw.ts'
import { createRepositories } from '../../storage/repositories.ts'
import { createScriptedChannel } from '../support/scripted-channel.ts'
import { quantile, round } from './measure.ts'

const today = '2026-11-22'
const kinds = [
  ['loudspeaker', 'tin', 'loa-150'],
  ['banner', 'băng rôn', 'bang-ron-30'],
  ['mobile_van', 'buổi', 'xe-12'],
  ['direct_guidance', 'lượt người', 'huong-dan-truc-tiep'],
  ['website_post', 'bài', null],
  ['poster', 'áp phích', null],
] as const
const standings = [
  ['approved', 'approved', 0],
  ['submitted', 'waiting', 0],
  ['submitted', 'by-lead', 1],
] as const

export const benchProgress = async (smoke: boolean) => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  const activities = smoke ? 5000 : 50_000
  const asked = smoke ? 10 : 60
  const channel = createScriptedChannel('telegram')
  const ward = await createWard({
    ward: 'muong-lay',
    dataDir: folder,
    contentDir,
    log: pino({ level: 'silent' }),
    metrics: createMetrics(),
    now: () => new Date(`${today}T09:00:00+07:00`),
  })
  try {
    await ward.start([channel])
    const conversation = conversationId('telegram', 'officer')
    const sender = senderId('telegram', 'officer')
    const repositories = createRepositories(ward.database.db)
    const { contact } = await repositories.contacts.meet({
      sender,
      conversation,
      name: 'officer',
      privateChat: true,
      locale: 'vi',
      now: new Date(),
    })
    const { units } = ward.content.current().library.ward
    await repositories.contacts.setRole(contact.person, 'officer', units[0]?.name ?? null)
    const insert = ward.database.raw.prepare(
      `INSERT INTO activity (code_year, number, kind, state, form, quantity, unit, date, month, doer, target_id, words,
         entered_by, by_lead, entered_at, changed_at, standing, place)
       VALUES (2026, ?, 'log', ?, ?, ?, ?, ?, ?, ?, ?, '', ?, ?, '2026-01-01', '2026-01-01', ?, ?)`,
    )
    ward.database.raw.transaction(() => {
      for (let index = 0; index < activities; index += 1) {
        const [form, unit, target] = kinds[index % kinds.length] ?? kinds[0]
        const [state, standing, byLead] =
          standings[index % 11 === 0 ? 1 : index % 17 === 0 ? 2 : 0] ?? standings[0]
        const date = addDays('2026-01-01', index % 326)
        const doer = units[index % units.length]?.name ?? null
        insert.run(
          index + 1,
          state,
          form,
          1 + (index % 3),
          unit,
          date,
          date.slice(0, 7),
          doer,
          target,
          contact.id,
          byLead,
          standing,
          `tổ ${index % 40}`,
        )
      }
    })()
    const ask = async (index: number): Promise<number> => {
      const started = performance.now()
      await channel.receive({
        channel: 'telegram',
        id: `t${index}`,
        conversation,
        sender: { id: sender },
        chat: 'private',
        addressed: true,
        at: `${today}T02:00:00Z`,
        content: { kind: 'text', text: '/tiendo' },
      })
      await ward.dispatcher.idle()
      return performance.now() - started
    }
    const withFirstPicture = await ask(0)
    const timings: number[] = []
    for (let index = 1; index <= asked; index += 1) timings.push(await ask(index))
    return {
      activities,
      medianMs: round(quantile(timings, 0.5), 2),
      p99Ms: round(quantile(timings, 0.99), 2),
      withFirstPictureMs: round(withFirstPicture, 0),
      pictureMs: await benchPicture(smoke),
      parserLinesPerSecond: benchParser(smoke),
    }
  } finally {
    await ward.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A picture drawn anew, once the libraries are loaded. */
const benchPicture = async (smoke: boolean): Promise<number> => {
  const chart: Chart = {
    title: 'Tiến độ năm 2026',
    subtitle: 'phường Mường Lay, đến 22/11/2026',
    states: { done: 'Đã đủ', good: 'Kịp nhịp', behind: 'Đang chậm' },
    waiting: 'Chờ duyệt',
    pace: 'Nhịp đều',
    bars: Array.from({ length: 8 }, (_, index) => ({
      label: `Chỉ tiêu thứ ${index + 1}`,
      value: `${index * 10}/100`,
      done: index / 10,
      waiting: 0.05,
      expected: 0.89,
      state: 'behind' as const,
    })),
  }
  const timings: number[] = []
  for (let index = 0; index < (smoke ? 3 : 15); index += 1) {
    const started = performance.now()
    await drawChart({ ...chart, title: `${chart.title} (${index})` })
    timings.push(performance.now() - started)
  }
  return round(quantile(timings, 0.5), 1)
}

const lines = [
  '/ghi loa 2 tin dịch vụ công 7 phút tổ 1 sáng nay',
  'phat thanh 4 tin vneid moi tin 6 phut hom qua to 3, to 5',
  '/ghi treo 6 băng rôn cải cách hành chính cổng chợ thứ 7 tuần trước',
  'xe lưu động chạy 1 buổi chiều 15/3 khắp các bản, nội dung nộp hồ sơ trực tuyến',
  '+3 dvc tổ 3',
  'đăng 2 bài lên trang thông tin điện tử ngày 3 tháng 4 https://example.gov.vn/tin',
  '/hotro 5 bà con cài VNeID ở nhà văn hóa, à nhầm 6 người',
  'tọa đàm 45 người tham dự về thủ tục một cửa sáng 12/10, phát 100 tờ rơi',
]

const benchParser = (smoke: boolean): number => {
  const vocabulary = vocabularyOf({
    neighbourhoods: Array.from({ length: 30 }, (_, index) => `Tổ dân phố ${index + 1}`),
    places: ['Chợ trung tâm', 'Nhà văn hóa phường', 'Trường Tiểu học số 1'],
  })
  const count = smoke ? 2000 : 20_000
  const parse = (index: number) =>
    parseActivity(`${lines[index % lines.length]} ${index % 50}`, { today, vocabulary })
  for (let index = 0; index < count / 10; index += 1) parse(index)
  const started = performance.now()
  for (let index = 0; index < count; index += 1) parse(index)
  return round(count / ((performance.now() - started) / 1000), 0)
}
