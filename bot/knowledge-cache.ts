/**
 * Keeps what was learnt from the shipped content beside the compiled programs, so that tests and commands do not learn the
 * same again and again. A ward's own content is never kept here: it stays in its DATA_DIR.
 */
import { createHash, randomUUID } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Sources } from '../content/library.ts'
import { contentDir } from './content-dir.ts'

/** The place of what is learnt from the files as they are now: a file changed while one learns must not take its name. */
export interface KnowledgeSlot {
  /** @returns what `keep` was given for these very files, if it is still there and whole */
  readonly kept: () => Buffer | undefined
  /** Where nothing can be written, nothing is kept and nothing is lost. */
  readonly keep: (bytes: Uint8Array) => void
}

/** Looks at the files once. */
export type KnowledgeCache = (sources: Sources) => KnowledgeSlot

const root = fileURLToPath(new URL('..', import.meta.url))
/** About 30 MB each: the four wards' and the tests' content. */
const mostKept = 6
const sealBytes = 32

const filesUnder = (dir: string): string[] =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter(item => item.isFile())
    .map(item => join(item.parentPath, item.name))
    .sort()

/** Everything the result depends on: the content, the code that reads it and learns from it, the libraries. */
const nameFor = (sources: Sources): string => {
  const hash = createHash('sha256').update(`${process.version} ${sources.ward}`)
  const files = [
    ...filesUnder(contentDir),
    ...(sources.contentDir === contentDir ? [] : filesUnder(sources.contentDir)),
    join(root, 'bot', 'knowledge.ts'),
    join(root, 'package-lock.json'),
  ]
  for (const file of files) hash.update(`\0${relative(root, file)}\0`).update(readFileSync(file))
  return `${hash.digest('hex')}.bin`
}

const isOwn = ({ ownDir }: Sources): boolean => ownDir !== undefined && existsSync(ownDir)
const sealOf = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest()

/** Another process may tidy it away at any moment. */
const readIfThere = (path: string): Buffer | undefined => {
  try {
    return readFileSync(path)
  } catch {
    return undefined
  }
}

const nowhere: KnowledgeSlot = { kept: () => undefined, keep: () => undefined }

export const createKnowledgeCache =
  (folder = join(root, 'node_modules', '.cache', 'knowledge')): KnowledgeCache =>
  sources => {
    if (isOwn(sources)) return nowhere
    const path = join(folder, nameFor(sources))
    return {
      kept() {
        const file = readIfThere(path)
        if (file === undefined) return undefined
        const bytes = file.subarray(sealBytes)
        return sealOf(bytes).equals(file.subarray(0, sealBytes)) ? bytes : undefined
      },
      keep(bytes) {
        try {
          mkdirSync(folder, { recursive: true })
          const next = join(folder, `${randomUUID()}.new`)
          writeFileSync(next, Buffer.concat([sealOf(bytes), bytes]))
          renameSync(next, path)
          const byAge = readdirSync(folder)
            .map(name => ({ path: join(folder, name), at: statSync(join(folder, name)).mtimeMs }))
            .toSorted((a, b) => b.at - a.at)
          for (const { path: old } of byAge.slice(mostKept)) rmSync(old, { force: true })
        } catch {
          // A read-only installation, a full disk, another process tidying at the same moment: all the same.
        }
      },
    }
  }
