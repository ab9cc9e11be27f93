/** Drafts and issues are queued here and made in the background: files take longer than a transaction may. */
import { plain, type Reply } from '../../bot/chat.ts'
import { unitCalled } from '../../content/plan/progress/owners.ts'
import { periodName } from '../../content/report/periods.ts'
import { showDay } from '../../content/vietnam-time.ts'
import { onceEach } from '../cases/people.ts'
import type { Incoming, Outcome, Services } from '../handler.ts'
import type { Scope } from './access.ts'
import { type Asked, askedCode, type ReportDesk, reportNow, scopeName } from './desk.ts'
import { otherYear } from './preview.ts'

const say = (text: string, more: Omit<Reply, 'text'> = {}): Outcome => ({ replies: [{ text, ...more }] })

/** "quý III năm 2026" and whose. */
const told = ({ period, scope }: Asked, { library }: Services) => ({
  period: periodName(period),
  whose: scopeName(scope, library),
})

export const queueDraft = async (
  asked: Asked,
  { contact }: Incoming,
  { repositories, t, now }: Services,
): Promise<Outcome> => {
  const job = {
    kind: 'draft' as const,
    period: asked.period.key,
    unit: asked.scope,
    cutoff: asked.cutoff ?? null,
    supplement: false,
    report: null,
    contact: contact.id,
  }
  if (await repositories.reportJobs.isWaiting(job)) return say(t('report.already-making'))
  await repositories.reportJobs.add(job, now)
  return { ...say(t('report.making-draft')), queuedWork: true }
}

/** The report of this period and scope issued last, if any. */
const issuedFor = async ({ period, scope }: Asked, { repositories }: Services) =>
  (await repositories.reports.issued(scope, period.from)).findLast(report => report.period.key === period.key)

const offerSupplement = (
  asked: Asked,
  issued: { readonly issuedAt: Date; readonly cutoff: string },
  services: Services,
): Outcome => {
  const { t } = services
  const code = askedCode(asked, services)
  return say(t('report.already-issued', { ...told(asked, services), day: showDay(issued.cutoff) }), {
    buttons: [
      [{ label: t('report.supplement'), value: `bc:bosung:${code}` }],
      [
        { label: t('report.issued-list'), value: 'bc:ds:0' },
        { label: t('report.not-now'), value: `bc:xem:${code}` },
      ],
    ],
  })
}

/** Asks once more: what is issued can't be taken back. */
export const askToIssue = async (asked: Asked, desk: ReportDesk, services: Services): Promise<Outcome> => {
  const { t } = services
  if (!desk.mayIssue(asked.scope)) return say(t('report.issue-leads'))
  const issued = await issuedFor(asked, services)
  if (issued !== undefined) return offerSupplement(asked, issued, services)
  const report = await reportNow(asked, services)
  if (report === null) return otherYear(asked, services)
  const code = askedCode({ ...asked, cutoff: report.cutoff }, services)
  const { inPeriod, waiting } = report.selected
  return say(
    [
      t('report.sure', {
        ...told(asked, services),
        day: showDay(report.cutoff),
        count: inPeriod.length,
        proofs: report.proofs.length,
      }),
      ...(waiting.length === 0 ? [] : [t('report.sure-waiting', { count: waiting.length })]),
      ...(report.missing.length === 0 ? [] : [t('report.sure-missing', { count: report.missing.length })]),
    ].join('\n'),
    {
      buttons: [
        [
          { label: t('report.yes-issue'), value: `bc:phat:${code}` },
          { label: t('report.not-now'), value: `bc:xem:${code}` },
        ],
      ],
    },
  )
}

export const queueIssue = async (
  asked: Asked,
  supplement: boolean,
  desk: ReportDesk,
  { contact }: Incoming,
  services: Services,
): Promise<Outcome> => {
  const { repositories, t, now } = services
  if (!desk.mayIssue(asked.scope)) return say(t('report.issue-leads'))
  const issued = await issuedFor(asked, services)
  if (issued !== undefined && !supplement) return offerSupplement(asked, issued, services)
  const queued = await repositories.reportJobs.add(
    {
      kind: 'issue',
      period: asked.period.key,
      unit: asked.scope,
      cutoff: asked.cutoff ?? null,
      supplement: supplement && issued !== undefined,
      report: null,
      contact: contact.id,
    },
    now,
  )
  return queued ? { ...say(t('report.making-issue')), queuedWork: true } : say(t('report.already-making'))
}

/** Officers prepare; whoever may issue gets the preview's button. */
export const askLead = async (asked: Asked, { contact }: Incoming, services: Services): Promise<Outcome> => {
  const { t, repositories, library, in: speak } = services
  const { units } = library.ward
  const isTheirs = (unit: string | null, scope: Scope): boolean =>
    unit !== null && scope !== null && unitCalled(units, unit)?.name === scope
  const leads = (await repositories.contacts.withRole(['lead'])).filter(({ unit }) =>
    isTheirs(unit, asked.scope),
  )
  const asking = leads.length > 0 ? leads : await repositories.contacts.withRole(['admin'])
  const heard = onceEach(asking, services).filter(({ person }) => person !== contact.person)
  if (heard.length === 0) return say(t('report.no-lead', told(asked, services)))
  return {
    ...say(t('report.lead-asked', { names: heard.map(({ name }) => plain(name ?? '…')).join(', ') })),
    also: heard.map(({ conversation, locale }) => ({
      to: conversation,
      replies: [
        {
          text: speak(locale)('report.please-issue', {
            ...told(asked, services),
            name: plain(contact.name ?? '…'),
          }),
          buttons: [[{ label: speak(locale)('report.open'), value: `bc:xem:${askedCode(asked, services)}` }]],
          priority: 'notice' as const,
        },
      ],
    })),
  }
}
