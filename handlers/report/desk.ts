/** What the chat's report screens share: the plan, whose report, which period, and how buttons name them. */
import type { Library } from '../../content/library.ts'
import type { Plan } from '../../content/plan/plan.ts'
import { reporter } from '../../content/report/naming.ts'
import { type ReportPeriod, readPeriod } from '../../content/report/periods.ts'
import type { Report } from '../../content/report/report.ts'
import { type Day, dayOf } from '../../content/vietnam-time.ts'
import type { Incoming, Outcome, Services } from '../handler.ts'
import { planInUse } from '../progress/view.ts'
import { mayIssue, reachOf, type Scope } from './access.ts'
import { issuedBefore } from './issue.ts'
import { loadReport } from './load.ts'

export interface ReportDesk {
  /** The plan in force, under the chosen readings: for the periods on offer and for who may what. */
  readonly plan: Plan
  readonly scopes: readonly Scope[]
  readonly today: Day
  /** Whether this person may freeze the report of a scope. */
  readonly mayIssue: (scope: Scope) => boolean
}

/** Or why there is nothing to show. */
export const openReportDesk = async (
  { contact }: Incoming,
  services: Services,
): Promise<ReportDesk | Outcome> => {
  const { library, t, now } = services
  const plan = await planInUse(services)
  if (plan === null) return { replies: [{ text: t('progress.no-plan') }] }
  const { scopes } = reachOf(contact, plan, library.ward)
  if (scopes.length === 0) return { replies: [{ text: t('report.no-unit') }] }
  return {
    plan,
    scopes,
    today: dayOf(now),
    mayIssue: scope => mayIssue(contact, scope, plan, library.ward),
  }
}

export const isDesk = (found: ReportDesk | Outcome): found is ReportDesk => 'scopes' in found

/** "Phòng Văn hóa - Xã hội" or "UBND phường Mường Lay". */
export const scopeName = (scope: Scope, { ward }: Pick<Library, 'ward'>): string =>
  reporter({ ward, unit: scope })

/** "p" for the whole ward, else the unit's place in ward.yaml: names do not fit into a button. */
export const scopeCode = (scope: Scope, { ward }: Pick<Library, 'ward'>): string =>
  scope === null ? 'p' : String(ward.units.findIndex(({ name }) => name === scope))

/** @returns undefined for what names no unit */
export const scopeOf = (code: string, { ward }: Pick<Library, 'ward'>): Scope | undefined =>
  code === 'p' ? null : ward.units[Number(code)]?.name

export interface Asked {
  readonly period: ReportPeriod
  readonly scope: Scope
  /** Only when the button names it. */
  readonly cutoff: Day | undefined
}

/** `…:<period>:<scope>[:<cutoff>]`; undefined when it makes no sense or is not this person's. */
export const askedIn = (
  args: readonly string[],
  { scopes }: ReportDesk,
  { library }: Services,
): Asked | undefined => {
  const [key = '', code = '', cutoff] = args
  const period = readPeriod(key)
  const scope = scopeOf(code, library)
  if (period === undefined || scope === undefined || !scopes.includes(scope)) return undefined
  const sound = cutoff !== undefined && /^\d{4}-\d\d-\d\d$/.test(cutoff)
  return {
    period,
    scope,
    cutoff: sound && cutoff >= period.from && cutoff <= period.to ? cutoff : undefined,
  }
}

/** `<period>:<scope>[:<cutoff>]` */
export const askedCode = ({ period, scope, cutoff }: Asked, { library }: Pick<Services, 'library'>): string =>
  [period.key, scopeCode(scope, library), ...(cutoff === undefined ? [] : [cutoff])].join(':')

/** The report as it would be made now. @returns null while the ward has no plan of that year */
export const reportNow = async (
  { period, scope, cutoff }: Asked,
  { library, repositories, now }: Pick<Services, 'library' | 'repositories' | 'now'>,
): Promise<Report | null> =>
  await loadReport({
    library,
    repositories,
    period,
    unit: scope,
    cutoff,
    issued: await issuedBefore(repositories, scope, period.year),
    now,
  })
