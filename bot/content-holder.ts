/** The content in use: loaded once, reloaded when files change; broken files leave the last good content in place. */
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { type Library, type Loaded, loadLibrary, type Sources } from '../content/library.ts'
import { type Locales, loadLocales } from '../content/locales.ts'
import { loadDanger } from '../content/model/danger.ts'
import { loadSmallTalk } from '../content/model/smalltalk.ts'
import { buildEngine, type Engine } from '../content/search/engine.ts'
import { formatProblem, type Problem } from '../content/yaml.ts'
import { contentDir } from './content-dir.ts'

export interface Content {
  readonly library: Library
  readonly engine: Engine
  readonly locales: Locales
}

export interface ContentHolder {
  current(): Content
  /** Problems of the last load; empty when all is well. */
  problems(): readonly Problem[]
  /** Looks at the files and, if any changed, loads them. @returns whether new content is in use */
  refresh(): boolean
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

const build = (loaded: Loaded): Content => {
  const { library } = loaded
  return {
    library,
    locales: loadLocales(contentDir),
    engine: buildEngine({
      ...library,
      smalltalk: loadSmallTalk(contentDir),
      danger: loadDanger(contentDir),
    }),
  }
}

/** @throws ContentError when there is nothing to serve */
export const createContentHolder = (sources: Sources, log: Logger): ContentHolder => {
  const folders = [sources.contentDir, ...(sources.ownDir === undefined ? [] : [sources.ownDir])]
  const look = (): string => folders.map(stamp).join('\n')
  let seen = look()
  let loaded = loadLibrary(sources)
  let problems = loaded.problems
  let content = build(loaded)
  const report = (): void => {
    for (const problem of problems) log.warn({ problem: formatProblem(problem) }, 'content problem')
  }
  report()

  return {
    current: () => content,
    problems: () => problems,
    refresh() {
      const now = look()
      if (now === seen) return false
      seen = now
      try {
        loaded = loadLibrary(sources)
        problems = loaded.problems
        if (problems.some(({ severity }) => severity === 'error')) {
          report()
          log.error(
            { problems: problems.length },
            'content files are broken; the last good content stays in use',
          )
          return false
        }
        content = build(loaded)
        log.info({ entries: loaded.library.entries.length }, 'content reloaded')
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
    },
  }
}
