/**
 * Where a ward's plans lie, one a year, and which of them counts on a day.
 *
 * One rule: `plans/<year>.yaml` is the plan of that year; `plan.yaml` is the plan of the year written in it. In the ward's
 * own folder (DATA_DIR/content) they take the place of the shipped ones (content/wards/<slug>) of the same year.
 */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { stringify } from 'yaml'
import { type Day, dayOf } from '../vietnam-time.ts'
import { writeWhole } from '../write-whole.ts'
import { type Problem, readYaml } from '../yaml.ts'
import { type Plan, planSchema } from './plan.ts'

/** The plan of exactly that year; null while the ward has none. */
export const planOfYear = ({ plans }: { readonly plans: readonly Plan[] }, year: number): Plan | null =>
  plans.find(plan => plan.year === year) ?? null

/** The plan in force on a day: that year's, else the last one before it, else the first to come; null without any. */
export const planOn = ({ plans }: { readonly plans: readonly Plan[] }, day: Day): Plan | null => {
  const year = Number(day.slice(0, 4))
  return plans.findLast(plan => plan.year <= year) ?? plans[0] ?? null
}

/** A library whose `plan` is the one in force at that instant; the same object when it is already. */
export const withPlanOf = <Given extends { readonly plan: Plan | null; readonly plans: readonly Plan[] }>(
  library: Given,
  now: Date,
): Given => {
  const plan = planOn(library, dayOf(now))
  return plan === library.plan ? library : { ...library, plan }
}

const yearFiles = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter(name => /^\d{4}\.yaml$/.test(name))
        .sort()
        .map(name => join(folder, name))
    : []

/** All plans of a ward, oldest first; a broken one is left out and told. */
export const loadPlans = (
  wardDir: string,
  ownDir: string | undefined,
  shown: (path: string) => string,
): { readonly values: readonly Plan[]; readonly problems: readonly Problem[] } => {
  const folders = [wardDir, ...(ownDir === undefined ? [] : [ownDir])]
  const files = folders.flatMap(folder => [
    ...[join(folder, 'plan.yaml')].filter(existsSync),
    ...yearFiles(join(folder, 'plans')),
  ])
  const byYear = new Map<number, Plan>()
  const problems: Problem[] = []
  for (const path of files) {
    const { value, problems: found } = readYaml(path, planSchema, shown(path))
    problems.push(...found)
    if (value === undefined) continue
    const named = /^(\d{4})\.yaml$/.exec(basename(path))?.[1]
    if (named !== undefined && Number(named) !== value.year)
      problems.push({
        file: shown(path),
        line: 0,
        message: `tệp của năm ${named} nhưng bên trong ghi year: ${value.year}`,
        hint: 'Đổi tên tệp hoặc sửa year cho khớp',
        severity: 'error',
      })
    else byYear.set(value.year, value)
  }
  return { values: [...byYear.values()].toSorted((a, b) => a.year - b.year), problems }
}

export const ownPlanPath = (ownDir: string, year: number): string => join(ownDir, 'plans', `${year}.yaml`)

const head = (year: number): string =>
  `# Kế hoạch năm ${year}, cán bộ phường đã xem và quản trị đã áp dụng. Bản trước nằm trong plans/cu/.\n`

/**
 * Writes a plan as the ward's own of its year. The file it replaces is kept in `plans/cu/<year>-<version>.yaml`; doing
 * it again with the same version changes nothing, so it may be repeated after a stop at any instant.
 * @param version tells versions apart, e.g. the change's number
 */
export const writeOwnPlan = (ownDir: string, plan: Plan, version: string): void => {
  const path = ownPlanPath(ownDir, plan.year)
  const kept = join(ownDir, 'plans', 'cu', `${plan.year}-${version}.yaml`)
  const text = head(plan.year) + stringify(plan, { lineWidth: 120 })
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return
  if (existsSync(path) && !existsSync(kept)) {
    mkdirSync(dirname(kept), { recursive: true })
    copyFileSync(path, `${kept}.new`)
    renameSync(`${kept}.new`, kept)
  }
  writeWhole(path, text)
}
