/** A ward in March whose people are reminded: what each of them heard at one moment. */
import { remind } from '../../bot/scheduler.ts'
import { periodOf } from '../../content/report/periods.ts'
import { instantOf } from '../../content/vietnam-time.ts'
import {
  createScriptedChannel,
  type Person,
  type ScriptedChannel,
  type TestWard,
  testWard,
} from './conversation.ts'

export const office = 'Phòng Văn hóa - Xã hội'
export const radio = 'Trung tâm Dịch vụ tổng hợp'
export const counter = 'Trung tâm Phục vụ hành chính công'

export const start = (given: Parameters<typeof testWard>[0] = {}) =>
  testWard({ start: instantOf('2026-03-02', '07:00'), ...given })

/** The reminders of one moment, by person. */
export const said = async (
  { clock, runtime, channels }: TestWard,
  day: string,
  time = '08:00',
): Promise<(who: Person) => string> => {
  const all = () => [...channels.values()].flatMap(({ sent }) => sent)
  const before = new Set(all())
  clock.now = instantOf(`2026-${day}`, time)
  runtime.sender.wake(await remind(runtime))
  await runtime.idle()
  const fresh = all().filter(one => !before.has(one))
  return ({ conversation }) =>
    fresh
      .filter(({ to }) => to === conversation)
      .map(({ reply }) => reply.text)
      .join('\n---\n')
}
export const at = async (ward: TestWard, who: Person, day: string, time?: string): Promise<string> =>
  (await said(ward, day, time))(who)

/** A channel without a window, and one that closes after a week. */
export const two = (): [ScriptedChannel, ScriptedChannel] => [
  createScriptedChannel('telegram'),
  createScriptedChannel('zalo-oa', { windowHours: 7 * 24 }),
]

/** A report issued, without its files. */
export const issue = async ({ repositories, clock }: TestWard, kind: 'Q1' | 'H1', unit: string | null) => {
  const period = periodOf(2026, kind)
  await repositories.reports.add(
    {
      year: 2026,
      period,
      cutoff: period.from,
      unit,
      snapshot: { entries: [], figures: [] },
      files: [],
      issuedBy: null,
    },
    clock.now,
  )
}
