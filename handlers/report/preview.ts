/** What a report will say, before any file is made: totals, what is behind, what is missing, and the way to mend it. */
import type { Button } from '../../bot/chat.ts'
import { plain } from '../../bot/chat.ts'
import { quantitiesText } from '../../content/report/body.ts'
import { dutiesOf, lastDayOf, periodName, type ReportPeriod } from '../../content/report/periods.ts'
import type { Report } from '../../content/report/report.ts'
import { type Shortfall, shortfallsOf, withoutReason } from '../../content/report/shortfalls.ts'
import { number } from '../../content/report/targets.ts'
import { showDay } from '../../content/vietnam-time.ts'
import type { Incoming, Outcome, Services } from '../handler.ts'
import { deadlineLines } from './deadlines.ts'
import { type Asked, askedCode, type ReportDesk, reportNow, scopeCode, scopeName } from './desk.ts'

const shortfallsShown = 8

export const notBegun = (period: ReportPeriod, { t }: Services): Outcome => ({
  replies: [{ text: t('report.not-begun', { period: periodName(period), day: showDay(period.from) }) }],
})

export const preview = async (
  asked: Asked,
  desk: ReportDesk,
  incoming: Incoming,
  services: Services,
): Promise<Outcome> => {
  if (asked.period.from > desk.today) return notBegun(asked.period, services)
  const report = await reportNow(asked, services)
  if (report === null) return otherYear(asked, services)
  const deadlines = await deadlineLines(asked, incoming, services)
  const shortfalls = shortfallsOf(report)
  const edit = incoming.pressed?.messageRef
  return {
    replies: [
      {
        text: [
          headText(asked, report, desk, services),
          ...(deadlines.lines.length === 0 ? [] : [deadlines.lines.join('\n')]),
          doneText(report, services),
          behindText(report, shortfalls, services),
          missingText(report, shortfalls, services),
        ].join('\n\n'),
        buttons: [
          ...deadlines.buttons,
          ...fixButtons(asked, report, shortfalls, desk, incoming, services),
          ...fileButtons(asked, report, desk, services),
        ],
        ...(edit === undefined ? {} : { edit }),
      },
    ],
  }
}

export const otherYear = ({ period }: Asked, { t, library }: Services): Outcome => ({
  replies: [{ text: t('report.other-year', { year: period.year, own: library.plan?.year ?? '' }) }],
})

const headText = (
  { period, scope }: Asked,
  report: Report,
  { today }: ReportDesk,
  { t, library }: Services,
): string => {
  const { cutoff, plan } = report
  const duty = dutiesOf(plan, period, scope === null ? 'ward' : 'unit').find(
    own => lastDayOf(own, plan) === cutoff,
  )
  const why =
    duty !== undefined
      ? t('report.cutoff-duty', { rule: lower(duty.rule), clause: duty.clause })
      : cutoff === period.to
        ? t('report.cutoff-end')
        : cutoff === today
          ? t('report.cutoff-today')
          : ''
  const issued = report.issued.filter(earlier => earlier.period.key === period.key).at(-1)
  return [
    t('report.preview', { period: periodName(period), whose: scopeName(scope, library) }),
    t('report.cutoff', { day: showDay(cutoff), why: why === '' ? '' : ` (${why})` }),
    ...(issued === undefined ? [] : [t('report.issued-before', { day: showDay(issued.cutoff) })]),
  ].join('\n')
}

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

const doneText = (report: Report, { t }: Services): string => {
  const { inPeriod, carried } = report.selected
  return [
    t('report.done', { count: number(inPeriod.length) }),
    ...report.forms.map(row => {
      const more = [
        ...(row.minutes === 0 ? [] : [t('report.minutes', { count: number(row.minutes) })]),
        // Whom was guided is the quantity itself.
        ...(row.people === 0 || row.form === 'direct_guidance'
          ? []
          : [t('report.people', { count: number(row.people) })]),
      ]
      return `- ${t(`activity.forms.${row.form}`)}: ${[quantitiesText(row), ...more].join(', ')}`
    }),
    ...(carried.length === 0 ? [] : [t('report.carried', { count: number(carried.length) })]),
    ...(report.differences.length === 0
      ? []
      : [t('report.differences', { count: report.differences.length })]),
  ].join('\n')
}

const behindText = (report: Report, shortfalls: readonly Shortfall[], { t }: Services): string => {
  if (report.targets.length + report.tasks.length === 0) return t('report.no-targets')
  if (shortfalls.length === 0) return t('report.none-behind', { count: report.targets.length })
  const shown = shortfalls.slice(0, shortfallsShown)
  return [
    t('report.behind', { count: shortfalls.length }),
    ...shown.map(({ title, text, reasons }) =>
      [
        `- ${title}: ${text}`,
        ...reasons.map(reason =>
          t('report.reason-given', {
            unit: reason.unit,
            text: plain(reason.text),
            by: plain(reason.by ?? ''),
          }),
        ),
      ].join('\n'),
    ),
    ...(shortfalls.length > shown.length
      ? [t('report.more-behind', { count: shortfalls.length - shown.length })]
      : []),
  ].join('\n')
}

const silentUnits = (shortfalls: readonly Shortfall[]): string[] => [
  ...new Set(shortfalls.flatMap(withoutReason)),
]
const noData = ({ targets }: Report) => targets.filter(({ verdict }) => verdict === 'no-data')

const missingText = (report: Report, shortfalls: readonly Shortfall[], { t }: Services): string => {
  const silent = silentUnits(shortfalls)
  const bare = noData(report)
  const lines = [
    ...(report.missing.length === 0
      ? []
      : [t('report.missing-proof', { count: number(report.missing.length) })]),
    ...(report.selected.waiting.length === 0
      ? []
      : [t('report.missing-approval', { count: number(report.selected.waiting.length) })]),
    ...(bare.length === 0
      ? []
      : [t('report.missing-data', { titles: bare.map(({ title }) => title).join('; ') })]),
    ...(silent.length === 0 ? [] : [t('report.missing-reasons', { units: silent.join('; ') })]),
  ]
  return lines.length === 0
    ? t('report.nothing-missing')
    : [t('report.missing'), ...lines.map(line => `- ${line}`)].join('\n')
}

const fixButtons = (
  asked: Asked,
  report: Report,
  shortfalls: readonly Shortfall[],
  { scopes }: ReportDesk,
  { contact }: Incoming,
  services: Services,
): Button[][] => {
  const { t } = services
  const code = askedCode({ ...asked, cutoff: report.cutoff }, services)
  const bare = noData(report)
  const [only, another] = bare
  return [
    ...(report.missing.length === 0
      ? []
      : [[{ label: t('report.fix-proof', { count: report.missing.length }), value: `bc:thieu:${code}:0` }]]),
    ...(report.selected.waiting.length === 0 || contact.role === 'officer'
      ? []
      : [
          [
            {
              label: t('report.fix-approval', { count: report.selected.waiting.length }),
              value: 'duyet:page:0',
            },
          ],
        ]),
    ...(only === undefined
      ? []
      : [
          [
            {
              label: t('report.fix-data'),
              value: another === undefined ? `td:muc:${only.id}` : 'td:tat',
            },
          ],
        ]),
    ...(silentUnits(shortfalls).length === 0
      ? []
      : [[{ label: t('report.ask-reasons'), value: `bc:hoi:${code}` }]]),
    ...(scopes.length < 2 ? [] : [[{ label: t('report.other-scope'), value: `bc:dv:${asked.period.key}` }]]),
  ]
}

const fileButtons = (asked: Asked, report: Report, desk: ReportDesk, services: Services): Button[][] => {
  const { t, library } = services
  const code = askedCode({ ...asked, cutoff: report.cutoff }, services)
  return [
    [
      { label: t('report.draft'), value: `bc:nhap:${code}` },
      desk.mayIssue(asked.scope)
        ? { label: t('report.issue'), value: `bc:chot:${code}` }
        : { label: t('report.ask-lead'), value: `bc:nho:${code}` },
    ],
    ...(desk.mayIssue(asked.scope)
      ? [
          [
            {
              label: t('report.one-page'),
              value: `tt:${asked.period.key}:${scopeCode(asked.scope, library)}`,
            },
          ],
        ]
      : []),
    [
      { label: t('report.other-period'), value: `bc:ky:${scopeCode(asked.scope, library)}` },
      { label: t('report.issued-list'), value: 'bc:ds:0' },
    ],
  ]
}
