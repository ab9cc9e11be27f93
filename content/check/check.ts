/** Checks all shipped content, ward by ward, and counts what is covered. */
import { join, relative } from 'node:path'
import { ContentError, loadLibrary, wardSlugs } from '../library.ts'
import { readDrafts } from '../plan/index/draft-files.ts'
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
  /** Frames of entries nobody has written yet; never served. */
  readonly drafts: number
}

/**
 * @param given.ownWard the ward the own folder belongs to, which need not ship with the program; without it the folder is
 *   laid over every ward
 */
export const checkContent = (given: {
  contentDir: string
  ownDir?: string
  ownWard?: string
  today: Day
  wards?: readonly string[]
}): CheckResult => {
  const { contentDir, ownDir, ownWard, today } = given
  const wards = given.wards ?? [
    ...new Set([
      ...wardSlugs(contentDir),
      ...(ownWard === undefined || ownDir === undefined ? [] : [ownWard]),
    ]),
  ]
  const own = (ward: string): { ownDir?: string } =>
    ownDir === undefined || (ownWard !== undefined && ownWard !== ward) ? {} : { ownDir }
  const problems = new Map<string, Problem>()
  const coverage: WardCoverage[] = []
  const counts = { entries: 0, questions: 0, procedures: 0 }
  const note = (found: readonly Problem[]): void => {
    // Shared content is loaded once a ward: its problems are told once.
    for (const problem of found)
      problems.set(`${problem.file}:${problem.line}:${problem.entry ?? ''}:${problem.message}`, problem)
  }
  for (const ward of wards) {
    try {
      const loaded = loadLibrary({ contentDir, ward, ...own(ward) })
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
  const { drafts, problems: ofDrafts } = readDrafts(join(ownDir ?? contentDir, 'drafts'), path =>
    relative(join(contentDir, '..'), path),
  )
  note(ofDrafts)
  return { problems: [...problems.values()], coverage, ...counts, drafts: drafts.length }
}
