/** The content in use: loaded once, reloaded when files change; broken files leave the last good content in place. */
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Logger } from 'pino'
import type { Library, Sources } from '../content/library.ts'
import { type Locales, loadLocales } from '../content/locales.ts'
import { withPlanOf } from '../content/plan/plan-files.ts'
import { buildEngine, type Engine } from '../content/search/engine.ts'
import { formatProblem, type Problem } from '../content/yaml.ts'
import { contentDir } from './content-dir.ts'
import { type Knowledge, type KnowledgeReader, readHere } from './knowledge.ts'

export interface Content {
  readonly library: Library
  readonly engine: Engine
  readonly locales: Locales
}

export interface ContentHolder {
  current(): Content
  /** Problems of the last load; empty when all is well. */
  problems(): readonly Problem[]
  /** Looks at the files and, if any changed, loads them; answers go on from what was there. @returns whether new content is in use */
  refresh(): Promise<boolean>
}

/** The same content, with `library.plan` always the plan in force on the day it is asked for. */
export const datedContent = (holder: ContentHolder, now: () => Date): ContentHolder => {
  let last: { given: Content; shown: Content } | undefined
  return {
    current() {
      const given = holder.current()
      const library = withPlanOf(given.library, now())
      if (last?.given !== given || last.shown.library.plan !== library.plan)
        last = { given, shown: { ...given, library } }
      return last.shown
    },
    problems: () => holder.problems(),
    refresh: () => holder.refresh(),
  }
}

/** Newest change among the content files: cheap enough to look at every few seconds. */
const stamp = (folder: string): string => {
  if (!existsSync(folder)) return ''
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(item => item.isFile() && /\.(yaml|jsonl)$/.test(item.name))
    .map(item => {
      const path = join(item.parentPath, item.name)
      const { mtimeMs, size } = statSync(path)
      return `${path}:${mtimeMs}:${size}`
    })
    .sort()
    .join('|')
}

const build = ({ loaded, smalltalk, danger, model }: Knowledge): Content => {
  const { library } = loaded
  return {
    library,
    locales: loadLocales(contentDir),
    engine: buildEngine({ ...library, smalltalk, danger }, model),
  }
}

/**
 * @param reader who reads: the running bot has it done apart, so that its own memory and its answers stay free of it
 * @throws ContentError when there is nothing to serve
 */
export const createContentHolder = (
  sources: Sources,
  log: Logger,
  reader: KnowledgeReader = readHere,
): ContentHolder => {
  const folders = [sources.contentDir, ...(sources.ownDir === undefined ? [] : [sources.ownDir])]
  const look = (): string => folders.map(stamp).join('\n')
  let seen = look()
  const first = reader.now(sources)
  let { problems } = first.loaded
  let content = build(first)
  const report = (): void => {
    for (const problem of problems) log.warn({ problem: formatProblem(problem) }, 'content problem')
  }
  report()

  const load = async (): Promise<boolean> => {
    const now = look()
    if (now === seen) return false
    seen = now
    try {
      const knowledge = await reader.later(sources)
      problems = knowledge.loaded.problems
      if (problems.some(({ severity }) => severity === 'error')) {
        report()
        log.error(
          { problems: problems.length },
          'content files are broken; the last good content stays in use',
        )
        return false
      }
      content = build(knowledge)
      log.info({ entries: content.library.entries.length }, 'content reloaded')
      return true
    } catch (error) {
      problems = [
        {
          file: sources.contentDir,
          line: 0,
          message: error instanceof Error ? error.message : String(error),
          hint: 'Sửa tệp rồi lưu lại',
          severity: 'error',
        },
      ]
      log.error({ err: error }, 'content files are broken; the last good content stays in use')
      return false
    }
  }

  // One after another: who asks while another load runs may have changed files that one did not see.
  let last = Promise.resolve(false)
  return {
    current: () => content,
    problems: () => problems,
    refresh() {
      last = last.then(load)
      return last
    },
  }
}
