/** /baocao: which period and whose, then the preview; and all taps on its screens. */
import type { Button } from '../../bot/chat.ts'
import { plain } from '../../bot/chat.ts'
import { fold } from '../../content/language/unicode.ts'
import { unitCalled } from '../../content/plan/progress/owners.ts'
import { periodsDue } from '../../content/report/due.ts'
import { periodName, type ReportPeriod, readPeriod } from '../../content/report/periods.ts'
import { readSaidPeriod } from '../../content/report/say-period.ts'
import { addDays, type Day, dayOf, showDay } from '../../content/vietnam-time.ts'
import { staffRoles } from '../commands.ts'
import type { Handler, Incoming, Outcome, Services } from '../handler.ts'
import type { Session } from '../session.ts'
import type { Scope } from './access.ts'
import { askDeadline, chooseDeadline } from './deadlines.ts'
import { askedIn, isDesk, openReportDesk, type ReportDesk, scopeCode, scopeName, scopeOf } from './desk.ts'
import { issuedList, queueFetch } from './issued.ts'
import { askLead, askToIssue, queueDraft, queueIssue } from './issuing.ts'
import { lackingProof } from './lacking.ts'
import { notBegun, preview } from './preview.ts'
import { askReasons } from './reasons.ts'

const monthsOffered = 3
const unitsOffered = 12

interface Wish {
  readonly period: ReportPeriod | undefined
  /** undefined = nothing was said of it. */
  readonly scope: Scope | undefined
  /** What was not understood. */
  readonly unread: string
}

const wardWords = /^(?:(?:cua|cho) )?(?:(?:ca|toan) )?(?:ubnd )?(?:phuong|xa|dac khu)$/

/** "quý 3", "quý 3 VH-XH", "quý 3 cả phường": what is left after the period names whose it is. */
export const readWish = (said: string, { library }: Pick<Services, 'library'>, today: Day): Wish => {
  const words = said.trim().split(/\s+/).filter(Boolean)
  const scopeSaid = (text: string): Scope | undefined =>
    wardWords.test(fold(text))
      ? null
      : unitCalled(library.ward.units, text.replace(/^(?:của|cho)\s+/iu, ''))?.name
  for (let cut = words.length; cut >= 0; cut--) {
    const period = readSaidPeriod(words.slice(0, cut).join(' '), today)
    const rest = words.slice(cut).join(' ')
    const scope = rest === '' ? undefined : scopeSaid(rest)
    if (period !== undefined && (rest === '' || scope !== undefined)) return { period, scope, unread: '' }
    if (cut === 0 && scope !== undefined) return { period: undefined, scope, unread: '' }
  }
  return { period: undefined, scope: undefined, unread: words.join(' ') }
}

const typedReport = /^(?:(?:lap|lam|xem|tao) )?bao cao(?: (.+))?$/

/**
 * Staff typing "báo cáo", "bao cao quy 3": only when all of it is a command. "Báo cáo quý gửi ai" stays a question.
 */
export const saysReport = ({ update, contact, command, pressed, session, text }: Incoming): boolean => {
  if (update.chat !== 'private' || update.content.kind !== 'text') return false
  if (!staffRoles.includes(contact.role) || command !== undefined || pressed !== undefined) return false
  if (text.length > 80) return false
  const today = dayOf(new Date(update.at))
  const found = typedReport.exec(bare(text))
  if (found !== null) return found[1] === undefined || readSaidPeriod(found[1], today) !== undefined
  return offeredScope(session) !== undefined && readSaidPeriod(text, today) !== undefined
}

const bare = (text: string): string => fold(text).replace(/[.!]+$/, '')

/** While periods are on offer, a period alone ("quý 3") is one more choice; for the scope they were offered for. */
const offeredScope = ({ offered }: Session): string | undefined =>
  offered?.choices.flatMap(({ value }) => /^bc:xem:[^:]+:([^:]+)$/.exec(value)?.[1] ?? [])[0]

/** `/baocao`, `/baocao quý 3`, `/baocao 6 tháng VH-XH`, `/baocao từ 01/07 đến 15/08` */
export const report: Handler = async (incoming, services) => {
  const desk = await openReportDesk(incoming, services)
  if (!isDesk(desk)) return desk
  const { t, library } = services
  const typed = typedReport.exec(bare(incoming.text))
  const alone = incoming.command === undefined && typed === null
  const wish = readWish(
    alone ? incoming.text : (incoming.command?.args ?? typed?.[1] ?? ''),
    services,
    desk.today,
  )
  const before = alone ? scopeOf(offeredScope(incoming.session) ?? '', library) : undefined
  const scope =
    wish.scope ?? (wish.scope === null ? null : (before ?? (before === null ? null : desk.scopes[0])))
  if (scope === undefined || !desk.scopes.includes(scope))
    return {
      replies: [{ text: t('report.not-yours', { whose: scopeName(scope ?? null, library) }) }],
    }
  if (wish.period !== undefined)
    return await preview({ period: wish.period, scope, cutoff: undefined }, desk, incoming, services)
  return await choosePeriod(
    scope,
    desk,
    services,
    wish.unread === '' ? undefined : t('report.unread', { words: plain(wish.unread.slice(0, 60)) }),
  )
}

/** The ward's own periods, the one due next first, then months. */
const choosePeriod = async (
  scope: Scope,
  desk: ReportDesk,
  services: Services,
  head?: string,
): Promise<Outcome> => {
  const { t, library, repositories } = services
  const { plan, today } = desk
  const issued = new Set(
    (await repositories.reports.issued(scope, `${plan.year}-01-01`)).map(({ period }) => period.key),
  )
  const code = scopeCode(scope, library)
  const label = (period: ReportPeriod, last: Day | null): string =>
    [
      capital(periodName(period)),
      ...(issued.has(period.key)
        ? [t('report.issued-mark')]
        : last === null
          ? []
          : [t(last < today ? 'report.was-due' : 'report.due', { day: showDay(last).slice(0, 5) })]),
    ].join(' · ')
  const due = periodsDue(plan, scope === null ? 'ward' : 'unit', today, issued)
  const months = lastMonths(today, monthsOffered)
  const value = ({ key }: ReportPeriod): string => `bc:xem:${key}:${code}`
  const buttons: Button[][] = [
    ...due.map(({ period, last }) => [{ label: label(period, last), value: value(period) }]),
    months.map(period => ({
      label: issued.has(period.key)
        ? `${monthLabel(period)} · ${t('report.issued-mark')}`
        : monthLabel(period),
      value: value(period),
    })),
    ...(desk.scopes.length > 1 ? [[{ label: t('report.other-scope'), value: 'bc:dv:-' }]] : []),
    [{ label: t('report.issued-list'), value: 'bc:ds:0' }],
  ]
  return {
    replies: [
      {
        text: [
          head ?? '',
          t('report.which-period', { whose: scopeName(scope, library) }),
          t('report.examples'),
        ]
          .filter(line => line !== '')
          .join('\n'),
        buttons,
      },
    ],
    // "3" would be taken for the third button; "6 tháng" must not be.
    labelsOnly: false,
  }
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
const monthLabel = ({ from }: ReportPeriod): string => `Tháng ${Number(from.slice(5, 7))}`

const lastMonths = (today: Day, count: number): ReportPeriod[] => {
  const months: ReportPeriod[] = []
  for (let day = today; months.length < count; day = addDays(`${day.slice(0, 7)}-01`, -1)) {
    const period = readPeriod(day.slice(0, 7))
    if (period === undefined || day.slice(0, 4) !== today.slice(0, 4)) break
    months.push(period)
  }
  return months
}

const chooseScope = (key: string, desk: ReportDesk, { t, library }: Services): Outcome => ({
  replies: [
    {
      text: t('report.which-scope'),
      buttons: desk.scopes.slice(0, unitsOffered).map(scope => [
        {
          label: scopeName(scope, library),
          value:
            key === '-' ? `bc:ky:${scopeCode(scope, library)}` : `bc:xem:${key}:${scopeCode(scope, library)}`,
        },
      ]),
    },
  ],
})

/**
 * `bc:ky:<scope>`, `bc:dv:<period|->`, `bc:xem|thieu|hoi|nhap|chot|phat|bosung|nho:<period>:<scope>[:<cutoff>]`,
 * `bc:ds:<offset>`, `bc:tep:<report>`, `bc:han:<period>:<scope>[:<day>:<reading>]`
 */
export const pressReport: Handler = async (incoming, services) => {
  const desk = await openReportDesk(incoming, services)
  if (!isDesk(desk)) return desk
  const [verb = '', ...args] = incoming.pressed?.args ?? []
  if (verb === 'ds') return await issuedList(Number(args[0]) || 0, desk, services)
  if (verb === 'tep') return await queueFetch(Number(args[0]), desk, incoming, services)
  if (verb === 'dv') return chooseScope(args[0] ?? '-', desk, services)
  if (verb === 'ky') {
    const scope = scopeOf(args[0] ?? '', services.library)
    const own = scope !== undefined && desk.scopes.includes(scope) ? scope : desk.scopes[0]
    return await choosePeriod(own ?? null, desk, services)
  }
  const asked = askedIn(args, desk, services)
  if (asked === undefined) return { replies: [{ text: services.t('report.gone') }] }
  if (asked.period.from > desk.today) return notBegun(asked.period, services)
  switch (verb) {
    case 'thieu':
      return await lackingProof(asked, Number(args[3]) || 0, incoming, services)
    case 'hoi':
      return await askReasons(asked, incoming, services)
    case 'nhap':
      return await queueDraft(asked, incoming, services)
    case 'chot':
      return await askToIssue(asked, desk, services)
    case 'phat':
      return await queueIssue(asked, false, desk, incoming, services)
    case 'bosung':
      return await queueIssue(asked, true, desk, incoming, services)
    case 'nho':
      return await askLead(asked, incoming, services)
    case 'han':
      return (
        (args[3] === undefined
          ? askDeadline(asked, incoming, services)
          : await chooseDeadline(asked, Number(args[3]), incoming, services)) ??
        (await preview({ ...asked, cutoff: undefined }, desk, incoming, services))
      )
    default:
      return await preview(asked, desk, incoming, services)
  }
}
