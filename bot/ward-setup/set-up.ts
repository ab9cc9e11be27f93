/**
 * Makes a ward of a plan and ten answers. Everything is put together and checked in a folder beside the ward's own; only what is
 * sound takes its place, so that a stop at any instant leaves what was there.
 */
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pino } from 'pino'
import { checkContent } from '../../content/check/check.ts'
import type { Library } from '../../content/library.ts'
import type { Ward } from '../../content/model/ward.ts'
import { wardSchema } from '../../content/model/ward.ts'
import { draftEntries } from '../../content/plan/index/draft.ts'
import { writeDrafts } from '../../content/plan/index/draft-files.ts'
import { type Matched, matchBullets, topicsFor } from '../../content/plan/index/match-bullets.ts'
import type { Plan } from '../../content/plan/plan.ts'
import { ownPlanPath, writeOwnPlan } from '../../content/plan/plan-files.ts'
import { assemblePlan } from '../../content/plan/review/assemble.ts'
import { type Review, reviewSchema } from '../../content/plan/review/review.ts'
import type { Day } from '../../content/vietnam-time.ts'
import { formatProblem, readYaml } from '../../content/yaml.ts'
import { contentDir } from '../content-dir.ts'
import { createContentHolder } from '../content-holder.ts'
import { profileText } from './profile.ts'

const silent = pino({ level: 'silent' })

/** The ward's profile as it stands: its own, else the one that ships with the program; null for a ward nobody has set up. */
export const profileBefore = (slug: string, ownDir: string): Ward | null => {
  const path = [join(ownDir, 'ward.yaml'), join(contentDir, 'wards', slug, 'ward.yaml')].find(existsSync)
  if (path === undefined) return null
  const { value } = readYaml(path, wardSchema)
  return value ?? null
}

/** A review under way, by the file it belongs to: another run goes on from it. */
export const reviewStore = (dataDir: string, bytes: Uint8Array) => {
  const path = join(dataDir, 'ward-new.json')
  const hash = createHash('sha256').update(bytes).digest('hex')
  return {
    load(): Review | undefined {
      if (!existsSync(path)) return undefined
      try {
        const stored: unknown = JSON.parse(readFileSync(path, 'utf8'))
        if (typeof stored !== 'object' || stored === null || !('hash' in stored) || !('review' in stored))
          return undefined
        return stored.hash === hash ? reviewSchema.safeParse(stored.review).data : undefined
      } catch {
        return undefined
      }
    },
    keep(review: Review): void {
      mkdirSync(dataDir, { recursive: true })
      writeFileSync(`${path}.new`, JSON.stringify({ hash, review }))
      renameSync(`${path}.new`, path)
    },
  }
}

export type Made =
  | {
      readonly ok: true
      readonly library: Library
      readonly plan: Plan | null
      readonly matched: readonly Matched[]
      /** Files of drafts written now. */
      readonly drafts: readonly string[]
    }
  | { readonly ok: false; readonly problems: readonly string[] }

/**
 * Writes the ward's own folder.
 * @param review decided in full; undefined = the plan stays as it is
 */
export const makeWard = (given: {
  readonly ward: Ward
  readonly review: Review | undefined
  readonly ownDir: string
  readonly today: Day
}): Made => {
  const { ward, review, ownDir, today } = given
  const staged = `${ownDir}.new`
  rmSync(staged, { recursive: true, force: true })
  mkdirSync(staged, { recursive: true })
  try {
    if (existsSync(ownDir)) cpSync(ownDir, staged, { recursive: true })
    writeFileSync(join(staged, 'ward.yaml'), profileText(ward))
    const made = withPlan(ward, review, staged)
    if (!made.ok) return made
    const errors = checkContent({
      contentDir,
      ownDir: staged,
      ownWard: ward.slug,
      wards: [ward.slug],
      today,
    }).problems.filter(({ severity }) => severity === 'error')
    if (errors.length > 0) return { ok: false, problems: errors.map(formatProblem) }
    put(staged, ownDir)
    return { ...made, drafts: made.drafts.map(path => join(ownDir, path.slice(staged.length + 1))) }
  } finally {
    rmSync(staged, { recursive: true, force: true })
  }
}

/** File by file, each whole or not at all: a running bot may be reading them. */
const put = (staged: string, ownDir: string): void => {
  mkdirSync(dirname(ownDir), { recursive: true })
  if (existsSync(ownDir)) {
    const old = `${ownDir}.old`
    rmSync(old, { recursive: true, force: true })
    renameSync(ownDir, old)
    renameSync(staged, ownDir)
    rmSync(old, { recursive: true, force: true })
  } else renameSync(staged, ownDir)
}

const withPlan = (ward: Ward, review: Review | undefined, staged: string): Made => {
  const { library, engine } = createContentHolder(
    { contentDir, ward: ward.slug, ownDir: staged },
    silent,
  ).current()
  if (review === undefined) return { ok: true, library, plan: library.plan, matched: [], drafts: [] }
  const assembled = assemblePlan(review, {
    ward: ward.slug,
    against: library.plan,
    units: ward.units,
    answered: new Set(library.entries.flatMap(({ topics }) => topics)),
    topicsOf: topicsFor(engine),
  })
  if (!assembled.ok) return { ok: false, problems: [missing(assembled.missing, assembled.detail)] }
  const { plan } = assembled
  const version = createHash('sha256').update(review.id).digest('hex').slice(0, 8)
  if (existsSync(ownPlanPath(staged, plan.year))) writeOwnPlan(staged, plan, `ward-new-${version}`)
  else writeOwnPlan(staged, plan, 'ward-new')
  const matched = matchBullets(plan.content, library, engine)
  const drafts = writeDrafts(
    join(staged, 'drafts'),
    draftEntries(
      matched
        // What only the engine's guess speaks for has no topics in the plan, and needs an entry too.
        .filter(({ state }) => state !== 'answered')
        .map(({ clause, text }) => ({
          clause,
          text,
          ward: ward.slug,
          year: plan.year,
          basis: plan.basis,
          group:
            library.topics.find(({ id }) => id === engine.understand(text).ranked[0]?.topic)?.group ??
            'other',
        })),
    ),
  )
  return { ok: true, library, plan, matched, drafts }
}

const missing = (what: 'undecided' | 'year' | 'title' | 'invalid', detail: string): string => {
  switch (what) {
    case 'undecided':
      return `Còn ${detail} điểm của kế hoạch chưa xem: chạy lại lệnh này, thêm --yes để nhận những điểm đọc chắc.`
    case 'year':
      return 'Không đọc được năm của kế hoạch: chạy lại không có --yes để gõ năm.'
    case 'title':
      return 'Không đọc được tên kế hoạch: chạy lại không có --yes để gõ tên.'
    case 'invalid':
      return `Kế hoạch ghép lại chưa đúng khuôn: ${detail}`
    default:
      return what satisfies never
  }
}
