/** Loads what a report is made from: the plan under the chosen readings, activities with their evidence, marks, questions. */
import { comparablePlace } from '../../content/activity/ward-vocabulary.ts'
import type { Library } from '../../content/library.ts'
import type { Translate } from '../../content/locales.ts'
import { planOfYear } from '../../content/plan/plan-files.ts'
import { readingsInUse, withReadings } from '../../content/plan/readings.ts'
import type { Names } from '../../content/report/blocks.ts'
import type { IssuedReport, ReportEntry, ReportProof } from '../../content/report/entries.ts'
import { cutoffOf, dutiesOf, type ReportPeriod } from '../../content/report/periods.ts'
import { buildReport, type Questions, type Report, type Satisfaction } from '../../content/report/report.ts'
import type { GivenReason } from '../../content/report/shortfalls.ts'
import { addDays, type Day, dayOf, instantOf } from '../../content/vietnam-time.ts'
import type { ActivityRecord } from '../../storage/repositories/activity-record.ts'
import type { Repositories } from '../../storage/repositories.ts'
import { chosenReadings } from '../progress/view.ts'
import { feedbackBetween } from '../satisfaction/figures.ts'

const topQuestions = 5
/** More than any ward has in a year: one query reads all. */
const all = 1_000_000

export interface ReportWish {
  readonly library: Pick<Library, 'plans' | 'ward' | 'topics'>
  readonly repositories: Pick<
    Repositories,
    | 'activities'
    | 'caseDesk'
    | 'evidence'
    | 'planItems'
    | 'questions'
    | 'reportReasons'
    | 'satisfaction'
    | 'settings'
  >
  readonly period: ReportPeriod
  /** null = the whole ward; else as ward.yaml names it. */
  readonly unit: string | null
  /** Default: the last day that keeps the plan's date, the period's end or today. */
  readonly cutoff?: Day | undefined
  /** Earlier reports of the same scope. */
  readonly issued: readonly IssuedReport[]
  readonly now: Date
}

/** @returns null while the ward has no plan of that year */
export const loadReport = async (wish: ReportWish): Promise<Report | null> => {
  const { library, repositories, period, unit, issued, now } = wish
  const printed = planOfYear(library, period.year)
  if (printed === null) return null
  const chosen = await chosenReadings(repositories)
  const plan = withReadings(printed, chosen)
  const cutoff =
    wish.cutoff ?? cutoffOf(period, dutiesOf(plan, period, unit === null ? 'ward' : 'unit'), plan, dayOf(now))
  // Days an earlier report left over, of the last year too.
  const from = [`${plan.year}-01-01`, ...issued.map(report => report.period.from)].sort()[0] ?? period.from
  return buildReport({
    ward: library.ward,
    plan,
    readings: readingsInUse(printed, chosen),
    period,
    cutoff,
    unit,
    entries: await loadEntries(library, repositories, from, period.to, unit),
    marks: await repositories.planItems.list(plan.year),
    issued,
    reasons: await reasonsFor(repositories, period),
    satisfaction: unit === null ? await loadSatisfaction(repositories, period.from, cutoff) : null,
    feedback: unit === null ? await feedbackBetween(repositories, period.from, cutoff) : null,
    questions: unit === null ? await loadQuestions(library, repositories, period.from, cutoff) : null,
  })
}

const reasonsFor = async (
  { reportReasons }: Pick<Repositories, 'reportReasons'>,
  { key }: ReportPeriod,
): Promise<GivenReason[]> =>
  (await reportReasons.list(key)).flatMap(({ subject, unit, text, givenBy, givenAt }) =>
    text === null || givenAt === null ? [] : [{ subject, unit, text, by: givenBy, on: dayOf(givenAt) }],
  )

const loadEntries = async (
  { ward }: Pick<Library, 'ward'>,
  { activities, evidence }: Pick<Repositories, 'activities' | 'evidence'>,
  from: Day,
  to: Day,
  unit: string | null,
): Promise<ReportEntry[]> => {
  const records = await activities.list(
    {
      standings: ['approved', 'by-lead', 'waiting'],
      from,
      to,
      ...(unit === null ? {} : { doer: unit }),
    },
    { limit: all },
  )
  const proofs = Map.groupBy(await evidence.of(records.map(({ id }) => id)), ({ activity }) => activity)
  const known = new Map(ward.neighbourhoods.map(name => [comparablePlace(name), name]))
  const spelt = (area: string): string => known.get(comparablePlace(area)) ?? area
  return records.flatMap(record => toEntry(record, proofs.get(record.id) ?? [], spelt) ?? [])
}

const toEntry = (
  record: ActivityRecord,
  proofs: readonly ReportProof[],
  spelt: (area: string) => string,
): ReportEntry | undefined => {
  const { code, form, quantity, date } = record
  // Drafts have none of these, and never count.
  if (code === null || form === null || quantity === null || date === null) return undefined
  return {
    id: record.id,
    revision: record.changedAt.toISOString(),
    code,
    kind: record.kind,
    standing: record.standing,
    form,
    quantity,
    unit: record.unit,
    minutes: record.minutes,
    people: record.people,
    date,
    dateEnd: record.dateEnd,
    place: record.place,
    areas: record.areas.map(spelt),
    topics: record.topics,
    note: record.note,
    doer: record.doer,
    target: record.target,
    links: record.links,
    proofs,
  }
}

/** null while nobody has rated anything: the ward may know from elsewhere, so the report leaves a blank. */
const loadSatisfaction = async (
  { satisfaction }: Pick<Repositories, 'satisfaction'>,
  from: Day,
  cutoff: Day,
): Promise<Satisfaction | null> => {
  const counts = await satisfaction.counts(from, cutoff, {
    from: instantOf(from),
    before: instantOf(addDays(cutoff, 1)),
  })
  // Ratings of the bot's answers are told with the questions.
  const own = counts.filter(({ source }) => source !== 'answer')
  const sum = (rating: 'good' | 'neutral' | 'bad'): number =>
    own.reduce((all, row) => all + (row.rating === rating ? row.count : 0), 0)
  return own.length === 0 ? null : { good: sum('good'), neutral: sum('neutral'), bad: sum('bad') }
}

/** Numbers only: nobody's words are in a report. */
const loadQuestions = async (
  { topics }: Pick<Library, 'topics'>,
  { questions }: Pick<Repositories, 'questions'>,
  from: Day,
  cutoff: Day,
): Promise<Questions> => {
  const counted = await questions.topTopics(instantOf(from), instantOf(addDays(cutoff, 1)), all)
  const sum = (of: 'asked' | 'useful' | 'wrong'): number => counted.reduce((total, row) => total + row[of], 0)
  return {
    asked: sum('asked'),
    useful: sum('useful'),
    wrong: sum('wrong'),
    // A topic that is no longer in the list has no name a report could print.
    top: counted
      .flatMap(({ topic, asked }) => {
        const title = topics.find(({ id }) => id === topic)?.title
        return title === undefined ? [] : [{ title, asked }]
      })
      .slice(0, topQuestions),
  }
}

/** @param t in Vietnamese: reports are administrative documents */
export const namesIn = (t: Translate): Names => ({
  form: id => t(`activity.forms.${id}`),
  topic: id => t(`activity.topics.${id}`),
  feedback: id => t(`feedback.kinds.${id}`),
})
