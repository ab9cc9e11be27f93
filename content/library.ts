/** Everything the bot knows, loaded for one ward: shared content, the ward's folder, then the ward's own additions. */
import { existsSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { z } from 'zod'
import { phrasingsPath } from './learning/files.ts'
import { joinPhrasings, ownTopics } from './learning/phrasings.ts'
import {
  type Elsewhere,
  elsewhereSchema,
  type FaqEntry,
  faqEntrySchema,
  ownEntrySchema,
  phrasingsSchema,
} from './model/faq.ts'
import { type HandbookCard, handbookCardSchema } from './model/handbook.ts'
import { type Procedure, procedureSchema } from './model/procedure.ts'
import { type Topic, topicsFile } from './model/topic.ts'
import { type Ward, wardSchema } from './model/ward.ts'
import type { Plan } from './plan/plan.ts'
import { loadPlans } from './plan/plan-files.ts'
import { importedPath, readImported } from './procedures-import/imported-file.ts'
import { mergeProcedures } from './procedures-import/merge.ts'
import { type Located, type Problem, readYaml, readYamlList } from './yaml.ts'

export interface Library {
  readonly ward: Ward
  /**
   * The plan in force: as the running bot hands it out, the one of the message's or the work's day ({@link planOn});
   * straight from {@link loadLibrary}, the newest. What has a date of its own goes by {@link planOfYear}.
   */
  readonly plan: Plan | null
  /** One plan a year, oldest first. */
  readonly plans: readonly Plan[]
  readonly groups: readonly { readonly id: string; readonly title: string }[]
  readonly topics: readonly Topic[]
  readonly entries: readonly FaqEntry[]
  readonly elsewhere: readonly Elsewhere[]
  readonly procedures: readonly Procedure[]
  /** Step cards for those who help residents, in the order they are offered. */
  readonly handbook: readonly HandbookCard[]
}

/** Where each entry stands, for messages to editors. */
export type Places = ReadonlyMap<string, { readonly file: string; readonly line: number }>

export interface Loaded {
  readonly library: Library
  readonly places: Places
  readonly problems: readonly Problem[]
}

/** The ward's folder is missing or its profile can't be read: there is nothing to serve. */
export class ContentError extends Error {
  override readonly name = 'ContentError'
  readonly problems: readonly Problem[]
  constructor(message: string, problems: readonly Problem[]) {
    super(message)
    this.problems = problems
  }
}

export interface Sources {
  /** The folder `content/` of the program. */
  readonly contentDir: string
  readonly ward: string
  /** The ward's own folder (`DATA_DIR/content`), which survives upgrades; may be absent. */
  readonly ownDir?: string
}

const yamlFiles = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter(name => name.endsWith('.yaml'))
        .sort()
        .map(name => join(folder, name))
    : []

/** Procedures of the YAML files alone, ours and the ward's own, without what it imported. */
export const writtenProcedures = (contentDir: string, ownDir: string): Procedure[] => {
  const paths = [...yamlFiles(join(contentDir, 'procedures')), ...yamlFiles(join(ownDir, 'procedures'))]
  const read = paths.flatMap(path => readYamlList(path, procedureSchema, path).values)
  return [...new Map(read.map(({ value }) => [value.code, value])).values()]
}

/** Slugs of the wards whose folders ship with the program. */
export const wardSlugs = (contentDir: string): string[] =>
  readdirSync(join(contentDir, 'wards'), { withFileTypes: true })
    .filter(item => item.isDirectory())
    .map(item => item.name)
    .sort()

/**
 * Loads and merges all layers; later layers replace entries with the same id. Broken entries are left out and
 * reported in `problems`.
 * @throws ContentError when the topics or the ward's profile can't be read
 */
export const loadLibrary = ({ contentDir, ward: slug, ownDir }: Sources): Loaded => {
  const problems: Problem[] = []
  const places = new Map<string, { file: string; line: number }>()
  const shown = (path: string): string => relative(join(contentDir, '..'), path)

  const isOwn = (path: string): boolean => ownDir !== undefined && path.startsWith(ownDir)
  const lists = <T>(
    paths: readonly string[],
    schema: z.ZodType<T>,
    key: (value: T) => string,
    ownSchema = schema,
  ): T[] => {
    const merged = new Map<string, T>()
    for (const path of paths) {
      const { values, problems: found } = readYamlList(path, isOwn(path) ? ownSchema : schema, shown(path))
      problems.push(...found)
      for (const located of values) add(merged, located, key(located.value), path)
    }
    return [...merged.values()]
  }
  const origin = new Map<string, string>()
  const add = <T>(merged: Map<string, T>, located: Located<T>, id: string, path: string): void => {
    const layer = path.startsWith(join(contentDir, 'wards')) ? 'ward' : isOwn(path) ? 'own' : 'shared'
    if (merged.has(id) && origin.get(id) === layer) {
      problems.push({
        file: located.file,
        line: located.line,
        entry: id,
        severity: 'error',
        message: `mã "${id}" đã có ở ${places.get(id)?.file ?? 'tệp khác'}:${places.get(id)?.line ?? 0}`,
        hint: 'Đổi mã hoặc gộp hai mục làm một',
      })
      return
    }
    merged.set(id, located.value)
    origin.set(id, layer)
    places.set(id, { file: located.file, line: located.line })
  }
  const own = (name: string): string[] =>
    ownDir === undefined ? [] : [join(ownDir, name)].filter(existsSync)
  const wardDir = join(contentDir, 'wards', slug)

  const topics = readYaml(join(contentDir, 'topics.yaml'), topicsFile, 'content/topics.yaml')
  problems.push(...topics.problems)
  const wardPath = own('ward.yaml')[0] ?? join(wardDir, 'ward.yaml')
  const ward = readYaml(wardPath, wardSchema, shown(wardPath))
  problems.push(...ward.problems)
  if (topics.value === undefined || ward.value === undefined) {
    throw new ContentError(
      ward.value === undefined ? `Không đọc được hồ sơ phường "${slug}"` : 'Không đọc được danh mục chủ đề',
      problems,
    )
  }
  const plans = loadPlans(wardDir, ownDir, shown)
  problems.push(...plans.problems)

  const written = lists<FaqEntry>(
    [
      ...yamlFiles(join(contentDir, 'faq')),
      ...[join(wardDir, 'faq.yaml')].filter(existsSync),
      ...(ownDir === undefined ? [] : yamlFiles(join(ownDir, 'faq'))),
    ],
    faqEntrySchema,
    entry => entry.id,
    ownEntrySchema,
  )
  const taught = own('phrasings.yaml').map(path => readYamlList(path, phrasingsSchema, shown(path)))
  problems.push(...taught.flatMap(({ problems: found }) => found))
  const { entries, lost } = joinPhrasings(
    written,
    taught.flatMap(({ values }) => values.map(({ value }) => value)),
  )
  // An upgrade may retire an entry: its phrasings wait for an editor, everything else goes on.
  for (const { entry } of lost)
    problems.push({
      file: ownDir === undefined ? '' : shown(phrasingsPath(ownDir)),
      line: 0,
      entry,
      message: `mục "${entry}" không còn nên các cách hỏi đã gắn vào đó không dùng được`,
      hint: 'Đổi sang mã mục khác, hoặc xóa mục này khỏi phrasings.yaml',
      severity: 'warning',
    })
  const elsewhere = lists(
    [join(contentDir, 'elsewhere.yaml')].filter(existsSync),
    elsewhereSchema,
    item => `elsewhere:${item.id}`,
  )
  const shipped = lists(
    [
      ...yamlFiles(join(contentDir, 'procedures')),
      ...(ownDir === undefined ? [] : yamlFiles(join(ownDir, 'procedures'))),
    ],
    procedureSchema,
    item => item.code,
  )
  const handbook = lists(
    [join(contentDir, 'handbook.yaml')].filter(existsSync),
    handbookCardSchema,
    card => `handbook:${card.id}`,
  )
  const importedFile = ownDir === undefined ? undefined : importedPath(ownDir)
  const imported =
    importedFile === undefined
      ? { procedures: [], problems: [] }
      : readImported(importedFile, shown(importedFile))
  problems.push(...imported.problems)
  const procedures = mergeProcedures(shipped, imported.procedures)
  return {
    library: {
      ward: ward.value,
      plan: plans.values.at(-1) ?? null,
      plans: plans.values,
      groups: topics.value.groups,
      topics: [...topics.value.topics, ...ownTopics(written, topics.value.topics)],
      entries,
      elsewhere,
      procedures,
      handbook,
    },
    places,
    problems,
  }
}
