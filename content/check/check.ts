/** Checks all shipped content, ward by ward, and counts what is covered. */
import { ContentError, loadLibrary, wardSlugs } from '../library.ts'
import type { Day } from '../vietnam-time.ts'
import type { Problem } from '../yaml.ts'
import { localeProblems } from './locale-keys.ts'
import { easyReading } from './reading.ts'
import { rules } from './rules.ts'

export interface WardCoverage {
  readonly ward: string
  readonly topics: { readonly all: number; readonly answered: number }
  readonly bullets: { readonly all: number; readonly answered: number }
}
export interface CheckResult {
  readonly problems: readonly Problem[]
  readonly coverage: readonly WardCoverage[]
  readonly entries: number
  readonly questions: number
  readonly procedures: number
}

export const checkContent = (given: {
  contentDir: string
  ownDir?: string
  today: Day
  wards?: readonly string[]
}): CheckResult => {
  const { contentDir, ownDir, today } = given
  const problems = new Map<string, Problem>()
  const coverage: WardCoverage[] = []
  const counts = { entries: 0, questions: 0, procedures: 0 }
  const note = (found: readonly Problem[]): void => {
    // Shared content is loaded once a ward: its problems are told once.
    for (const problem of found)
      problems.set(`${problem.file}:${problem.line}:${problem.entry ?? ''}:${problem.message}`, problem)
  }
  for (const ward of given.wards ?? wardSlugs(contentDir)) {
    try {
      const loaded = loadLibrary({ contentDir, ward, ...(ownDir === undefined ? {} : { ownDir }) })
      note(loaded.problems)
      for (const rule of [...rules, easyReading]) note(rule(loaded, today))
      const { library } = loaded
      const answered = new Set(library.entries.flatMap(({ topics }) => topics))
      const bullets = library.plans.flatMap(({ content }) => content)
      coverage.push({
        ward,
        topics: {
          all: library.topics.length,
          answered: library.topics.filter(({ id }) => answered.has(id)).length,
        },
        bullets: {
          all: bullets.length,
          answered: bullets.filter(({ topics }) => topics.some(id => answered.has(id))).length,
        },
      })
      counts.entries = library.entries.length
      counts.questions = library.entries.reduce((sum, { questions }) => sum + questions.length, 0)
      counts.procedures = library.procedures.length
    } catch (error) {
      if (!(error instanceof ContentError)) throw error
      note(error.problems)
    }
  }
  note(localeProblems(contentDir))
  return { problems: [...problems.values()], coverage, ...counts }
}
