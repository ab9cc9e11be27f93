/** From a review with its decisions to the ward's plan, checked by the plan's own schema; or what is still missing. Pure. */
import { z } from 'zod'
import type { Unit } from '../../model/ward.ts'
import { type Plan, planSchema, type Target } from '../plan.ts'
import { unitCalled } from '../progress/owners.ts'
import { formNames } from '../read/vocabulary.ts'
import { likeness, withStableIds } from '../same-target.ts'
import { topicsOfTags } from './content-topics.ts'
import { effectsOf, withEffects } from './question-effects.ts'
import { kept, newUnits, type Review, yearOf } from './review.ts'

/** Why there is no plan yet; the words are `planReview.not-yet.<key>`. */
export type Missing = 'undecided' | 'year' | 'title' | 'invalid'

export type Assembled =
  | {
      readonly ok: true
      readonly plan: Plan
      /** Units the plan names which the ward's profile does not have yet. */
      readonly newUnits: readonly string[]
      /** Content bullets no topic is known for: they are in the plan, and need an entry before the bot can answer them. */
      readonly unmatched: readonly { readonly clause: string; readonly text: string }[]
    }
  | { readonly ok: false; readonly missing: Missing; readonly detail: string }

export interface AssembleGiven {
  /** Slug of the ward. */
  readonly ward: string
  /** The plan whose ids are kept: the one in force for that year, else the year before's; null = there is none. */
  readonly against: Plan | null
  /** The ward's units: names of the plan are spelt as theirs. */
  readonly units?: readonly Unit[]
  /** Topics of one bullet; without it, by the reader's tags. Topics that are not known must be left out by it. */
  readonly topicsOf?: (text: string, tags: readonly string[]) => readonly string[]
  /** Topics that have an answer; others are left out. Without it, all are taken to have one. */
  readonly answered?: ReadonlySet<string>
}

const clauseShape = /^[A-Z]+[\wđ.]*$/
const parts = (text: string | null, by: string): string[] =>
  text === null
    ? []
    : text
        .split(by)
        .map(part => part.trim())
        .filter(part => part !== '')

/** The plan as decided so far needs every item decided. */
export const assemblePlan = (review: Review, given: AssembleGiven): Assembled => {
  const open = review.items.filter(({ id }) => !(id in review.decisions))
  if (open.length > 0) return { ok: false, missing: 'undecided', detail: String(open.length) }
  const head = new Map(kept(review, 'metadata').map(({ field, value }) => [field, value]))
  const year = head.has('year') ? yearOf(review) : null
  if (year === null) return { ok: false, missing: 'year', detail: '' }
  const title = head.get('title') ?? null
  if (title === null) return { ok: false, missing: 'title', detail: '' }
  const named = renamed(review, given.units ?? [])
  const [signerTitle, signerName] = parts(head.get('signer') ?? null, ':')
  const content = contentOf(review, given)
  const targets = withStableIds(targetsOf(review, named), given.against)
  const draft = {
    ward: given.ward,
    year,
    title,
    number: head.get('number') ?? null,
    issued: head.get('issued') ?? null,
    signer:
      signerTitle === undefined || signerName === undefined ? null : { title: signerTitle, name: signerName },
    basis: parts(head.get('basis') ?? null, ';'),
    content: content.matched,
    forms: takes(review, 'forms')
      ? review.rest.forms.flatMap(({ clause, form, text }) => {
          const known = Object.entries(formNames).find(([name]) => name === form)?.[1]
          return known === undefined ? [] : [{ clause, form: known, text }]
        })
      : [],
    targets: [...targets, ...keptTargets(review, targets, given)],
    tasks: numbered(
      kept(review, 'task').map(({ value }) => ({
        ...value,
        lead: named(value.lead),
        partners: value.partners.flatMap(name => named(name) ?? []),
        doneWhenIssued: issuedTasks(review).has(value.no),
      })),
    ),
    duties: takes(review, 'duties')
      ? review.rest.duties.map(duty => ({ ...duty, unit: named(duty.unit) ?? duty.unit }))
      : [],
    reports: kept(review, 'report').map(({ value }) => ({
      ...value,
      binds: named(value.binds) ?? value.binds,
    })),
    reportRequirements: takes(review, 'requirements') ? review.rest.requirements : [],
    ambiguities: [],
  }
  const bare = planSchema.safeParse(draft)
  if (!bare.success) return invalid(bare.error)
  const whole = withQuestions(review, bare.data)
  if (!whole.success) return invalid(whole.error)
  return { ok: true, plan: whole.data, newUnits: newUnits(review), unmatched: content.unmatched }
}

const invalid = (error: z.ZodError): Assembled => ({
  ok: false,
  missing: 'invalid',
  detail: z.prettifyError(error).slice(0, 400),
})

const takes = (review: Review, list: string): boolean => kept(review, 'rest').some(item => item.list === list)

/** A name as the ward spells it, where the officer said which unit it is. */
const renamed = (review: Review, units: readonly Unit[]): ((name: string | null) => string | null) => {
  const names = new Map(
    kept(review, 'unit').flatMap(({ id, name }): [string, string][] => {
      const decision = review.decisions[id]
      return decision?.kind === 'unit' && decision.as !== null ? [[name, decision.as]] : []
    }),
  )
  return name => (name === null ? null : (names.get(name) ?? unitCalled(units, name)?.name ?? name))
}

const questionNumber = (id: string): number => Number(/-(\d+)$/.exec(id)?.[1] ?? Number.NaN)

/** Tasks that were done when the plan was signed, by the reading that was chosen. */
const issuedTasks = (review: Review): ReadonlySet<number> =>
  new Set(
    kept(review, 'question').flatMap(({ id, question, readings }) => {
      const decision = review.decisions[id]
      return question.startsWith('han-truoc-ngay-ky-') &&
        decision?.kind === 'reading' &&
        decision.using === readings[0]
        ? [questionNumber(question)]
        : []
    }),
  )

/** What was done when the plan was signed is no milestone to wait for. */
const targetsOf = (review: Review, named: (name: string | null) => string | null): Target[] => {
  const done = new Set(
    kept(review, 'task').flatMap(({ value }) => (issuedTasks(review).has(value.no) ? [value.clause] : [])),
  )
  return kept(review, 'target')
    .map(({ value }) => value)
    .filter(target => !(target.shape === 'milestone' && done.has(target.clause)))
    .map(target => ({
      ...target,
      lead: named(target.lead),
      ...('units' in target ? { units: target.units.flatMap(name => named(name) ?? []) } : {}),
    }))
}

/** Targets of the same year's plan which the document does not name, where the officer wants them kept. */
const keptTargets = (
  review: Review,
  targets: readonly Target[],
  { against }: Pick<AssembleGiven, 'against'>,
): Target[] =>
  review.keepMissing && against?.year === yearOf(review)
    ? against.targets.filter(({ id }) => targets.every(target => target.id !== id))
    : []

/** Two tables may both begin at 1; what was done is marked by the number, so each gets its own. */
const numbered = <Task extends { readonly no: number }>(tasks: readonly Task[]): Task[] => {
  const taken = new Set<number>()
  return tasks.map(task => {
    let { no } = task
    while (taken.has(no)) no += 1
    taken.add(no)
    return { ...task, no }
  })
}

const contentOf = (
  review: Review,
  { against, answered, topicsOf = (_, tags) => topicsOfTags(tags) }: AssembleGiven,
) => {
  const matched: Plan['content'] = []
  const unmatched: { clause: string; text: string }[] = []
  if (!takes(review, 'content')) return { matched, unmatched }
  for (const { clause, text, tags } of review.rest.content) {
    const same = against?.content.find(bullet => likeness(bullet.text, text) > 0.8)
    const topics = [...(same?.topics ?? topicsOf(text, tags))].filter(topic => answered?.has(topic) ?? true)
    matched.push({ clause, text, topics })
    if (topics.length === 0) unmatched.push({ clause, text })
  }
  return { matched, unmatched }
}

/** The task read from a line of the document, and the milestone of the same row. */
const taskAt = (review: Review, line: number | null, plan: Plan) => {
  const row = kept(review, 'task').find(item => line !== null && item.line === line)
  if (row === undefined) return {}
  const { clause, text } = row.value
  return {
    task: plan.tasks.find(task => task.clause === clause && task.text === text)?.no ?? null,
    milestone:
      plan.targets.find(target => target.shape === 'milestone' && target.clause === clause)?.id ?? null,
  }
}

/** Questions become the plan's ambiguities; their ids carry the year, so that choices of one year's plan stay with it. */
const withQuestions = (review: Review, plan: Plan) => {
  const asked = kept(review, 'question').map(item => {
    const decision = review.decisions[item.id]
    const using = decision?.kind === 'reading' ? decision.using : null
    const source = review.items.find(
      other =>
        other.kind === 'target' && other.line === item.line && other.value.shape === 'monthly-per-unit',
    )
    const about =
      source?.kind === 'target' ? plan.targets.find(({ title }) => title === source.value.title) : undefined
    return {
      item,
      using,
      effects: effectsOf(
        {
          id: item.question,
          readings: item.readings,
          target: about?.id ?? null,
          ...taskAt(review, item.line, plan),
        },
        plan,
      ),
    }
  })
  const set = withEffects(
    plan,
    asked.flatMap(({ using, effects }) => effects.filter(({ reading }) => reading === using)),
  )
  return planSchema.safeParse({
    ...set,
    ambiguities: asked.map(({ item, using, effects }) => ({
      id: `${plan.year}-${item.question}`,
      clause: item.clause !== null && clauseShape.test(item.clause) ? item.clause : null,
      text: item.text,
      readings: item.readings,
      using,
      effects: using === null ? [] : effects.filter(({ reading }) => reading !== using),
    })),
  })
}
