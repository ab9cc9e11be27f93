/** From a message to the plan's answer: recognised, looked up, worded. The one entrance for chat and terminal. */
import type { Dictionary } from '../../language/reading.ts'
import type { Library } from '../../library.ts'
import type { Translate } from '../../locales.ts'
import type { Day } from '../../vietnam-time.ts'
import type { Plan } from '../plan.ts'
import { planOfYear } from '../plan-files.ts'
import type { ChosenReadings } from '../readings.ts'
import { answerPlanQuestion, yearOf } from './answer.ts'
import { type PlanQuestion, planQuestion } from './recognise.ts'

export interface PlanReply {
  readonly question: PlanQuestion
  readonly text: string
  readonly clauses: readonly string[]
  /** The catalogue's topic nearest to it, if the catalogue has it. */
  readonly topic: string | undefined
}

export interface Given {
  readonly library: Pick<Library, 'ward' | 'topics' | 'plans'>
  /** The one in force, as the ward's readings make it; null while the ward has none. */
  readonly plan: Plan | null
  readonly chosen?: ChosenReadings
  readonly t: Translate
  readonly today: Day
  readonly dictionary?: Dictionary
  /** What was asked of the plan just before. */
  readonly before?: PlanQuestion
}

/** Where such questions belong in `topics.yaml`. */
const topicOf = (question: PlanQuestion): string => {
  switch (question.kind) {
    case 'reports':
    case 'report-content':
    case 'proof':
      return 'officer.report'
    case 'thing':
      return question.wants === 'when' ? 'cchc.events' : 'cchc.plan-results'
    default:
      return 'cchc.plan-results'
  }
}

/** @returns undefined for what is not about the plan; without a plan the reply says that there is none */
export function planReply(text: string, given: Given): PlanReply | undefined {
  const { library, plan, today, chosen, dictionary, before } = given
  // Every sentence may say "phường" or "xã" as the ward is one.
  const t: Translate = (key, values = {}) => given.t(key, { kind: library.ward.kind, ...values })
  const question = planQuestion(text, {
    ward: library.ward,
    today,
    ...(dictionary === undefined ? {} : { dictionary }),
    ...(before === undefined ? {} : { before }),
  })
  if (question === undefined) return undefined
  const wanted = topicOf(question)
  const topic = library.topics.find(({ id }) => id === wanted)?.id
  if (plan === null) return { question, text: t('plan-answers.none'), clauses: [], topic }
  const year = yearOf(question)
  // "kế hoạch năm ngoái": the plan of the year asked about, where the ward has it.
  const meant = year === undefined || year === plan.year ? plan : (planOfYear(library, year) ?? plan)
  const answer = answerPlanQuestion(question, {
    plan: meant,
    ward: library.ward,
    t,
    today,
    ...(chosen === undefined ? {} : { chosen }),
  })
  return answer === undefined ? undefined : { question, ...answer, topic }
}
