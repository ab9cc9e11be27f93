/** /tomtat [kỳ]: a report's key figures on one picture, for a meeting. */
import { type Button, plain } from '../../bot/chat.ts'
import { reporter } from '../../content/report/naming.ts'
import {
  periodName,
  periodOf,
  periodSet,
  type ReportPeriod,
  readPeriod,
} from '../../content/report/periods.ts'
import { summaryOf } from '../../content/report/summary.ts'
import { showDay } from '../../content/vietnam-time.ts'
import type { Handler, Incoming, Outcome, Services } from '../handler.ts'
import type { Scope } from '../report/access.ts'
import { readWish } from '../report/baocao.ts'
import {
  type Asked,
  askedIn,
  isDesk,
  openReportDesk,
  type ReportDesk,
  reportNow,
  scopeCode,
} from '../report/desk.ts'
import { drawSummary } from './draw.ts'
import { summaryWords } from './words.ts'

/** `/tomtat`, `/tomtat quý 3`, `/tomtat 6 tháng VH-XH`; alone: the year so far */
export const summary: Handler = async (incoming, services) => {
  const { t, library } = services
  const desk = await openReportDesk(incoming, services)
  if (!isDesk(desk)) return desk
  const wish = readWish(incoming.command?.args ?? '', services, desk.today)
  const scope = wish.scope === undefined ? desk.scopes[0] : wish.scope
  if (scope === undefined || !desk.scopes.includes(scope))
    return {
      replies: [
        { text: t('report.not-yours', { whose: reporter({ ward: library.ward, unit: scope ?? null }) }) },
      ],
    }
  const note =
    wish.unread === '' ? [] : [{ text: t('summary.unread', { words: plain(wish.unread.slice(0, 60)) }) }]
  const shown = await show(
    { period: wish.period ?? periodOf(desk.plan.year, 'year'), scope, cutoff: undefined },
    desk,
    services,
  )
  return { ...shown, replies: [...note, ...shown.replies] }
}

/** `tt:<period>:<scope>` */
export const pressSummary: Handler = async (incoming: Incoming, services) => {
  const desk = await openReportDesk(incoming, services)
  if (!isDesk(desk)) return desk
  const asked = askedIn(incoming.pressed?.args ?? [], desk, services)
  return asked === undefined
    ? { replies: [{ text: services.t('summary.gone') }] }
    : await show(asked, desk, services)
}

const show = async (asked: Asked, desk: ReportDesk, services: Services): Promise<Outcome> => {
  const { t, in: inLocale, charts } = services
  const { period, scope } = asked
  if (period.from > desk.today)
    return { replies: [{ text: t('summary.not-begun', { period: periodName(period) }) }] }
  const report = await reportNow(asked, services)
  if (report === null) return { replies: [{ text: t('summary.other-year', { year: period.year }) }] }
  const figures = summaryOf(report)
  const words = summaryWords(figures, inLocale('vi'))
  const path = await charts.keep(JSON.stringify({ figures, words }), () => drawSummary(figures, words))
  return {
    replies: [
      {
        text: t('summary.caption', {
          period: periodName(period),
          whose: figures.reporter,
          day: showDay(report.cutoff),
        }),
        attachments: [
          { kind: 'photo', path, name: `${t('summary.file')}-${period.key}.png`, mimeType: 'image/png' },
        ],
        buttons: [
          ...periodButtons(period, scope, desk, services),
          ...scopeButtons(period, scope, desk, services),
        ],
      },
    ],
  }
}

/** The ward's own periods that have begun, the year so far, and this month. */
const periodButtons = (
  current: ReportPeriod,
  scope: Scope,
  { plan, today }: ReportDesk,
  { library }: Services,
): Button[][] => {
  const month = readPeriod(today.slice(0, 7))
  const offered = [
    ...periodSet(plan).map(kind => periodOf(plan.year, kind)),
    ...(month === undefined ? [] : [month]),
  ].filter(({ key, from }) => key !== current.key && from <= today)
  const buttons = offered.map(period => ({
    label: capital(periodName(period).replace(/ năm \d{4}$/, '')),
    value: `tt:${period.key}:${scopeCode(scope, library)}`,
  }))
  return [buttons.slice(0, 3), buttons.slice(3, 6), buttons.slice(6)].filter(row => row.length > 0)
}

const scopeButtons = (
  { key }: ReportPeriod,
  scope: Scope,
  { scopes }: ReportDesk,
  { t, library }: Services,
): Button[][] => {
  // A leader of the ward has all its units in reach; one button each would bury the rest.
  const others = scopes.length > 2 ? (scope === null ? [] : [null]) : scopes.filter(other => other !== scope)
  return [
    [
      ...others.map(other => ({
        label: other === null ? t('summary.whole-ward') : t('summary.own-unit'),
        value: `tt:${key}:${scopeCode(other, library)}`,
      })),
      { label: t('summary.report'), value: `bc:xem:${key}:${scopeCode(scope, library)}` },
    ],
  ]
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
