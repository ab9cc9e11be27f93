/**
 * Everything read from the content files and learnt from them, as plain data. Reading and training leave hundreds of megabytes
 * of garbage and take more than a second, so the running bot has another process do it, and only takes the result.
 */
import { execFile, execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Deserializer, Serializer } from 'node:v8'
import { ContentError, type Loaded, loadLibrary, type Sources } from '../content/library.ts'
import { type DangerRule, loadDanger } from '../content/model/danger.ts'
import { loadSmallTalk } from '../content/model/smalltalk.ts'
import { type EngineModel, type SmallTalk, trainEngine } from '../content/search/engine.ts'
import type { Problem } from '../content/yaml.ts'
import { contentDir } from './content-dir.ts'
import { createKnowledgeCache } from './knowledge-cache.ts'

export interface Knowledge {
  readonly loaded: Loaded
  readonly smalltalk: readonly SmallTalk[]
  readonly danger: readonly DangerRule[]
  readonly model: EngineModel
}

/** Where knowledge comes from: at the start the program waits for it, later it goes on serving meanwhile. */
export interface KnowledgeReader {
  /** @throws ContentError when there is nothing to serve */
  readonly now: (sources: Sources) => Knowledge
  /** @throws ContentError when there is nothing to serve */
  readonly later: (sources: Sources) => Promise<Knowledge>
}

const learn = (sources: Sources): Knowledge => {
  const loaded = loadLibrary(sources)
  // What belongs to the program, whatever content it serves.
  const smalltalk = loadSmallTalk(contentDir)
  const danger = loadDanger(contentDir)
  return { loaded, smalltalk, danger, model: trainEngine({ ...loaded.library, smalltalk, danger }) }
}

/** What goes over the pipe and into the cache. */
type Parcel =
  | { readonly kind: 'knowledge'; readonly knowledge: Knowledge }
  | { readonly kind: 'broken'; readonly message: string; readonly problems: readonly Problem[] }

const pack = (parcel: Parcel): Buffer => {
  // Not v8.serialize: what that writes keeps its whole buffer alive behind every typed array read from it.
  const serializer = new Serializer()
  serializer.writeHeader()
  serializer.writeValue(parcel)
  return serializer.releaseBuffer()
}

/** Written by {@link pack} of the same program, so its shape is known. */
const unpack = (bytes: Buffer): Knowledge => {
  const deserializer = new Deserializer(bytes)
  deserializer.readHeader()
  const parcel: Parcel = deserializer.readValue()
  if (parcel.kind === 'broken') throw new ContentError(parcel.message, parcel.problems)
  return parcel.knowledge
}

const cache = createKnowledgeCache()

const readKnowledge = (sources: Sources): Knowledge => {
  const slot = cache(sources)
  const kept = slot.kept()
  if (kept !== undefined) return unpack(kept)
  const knowledge = learn(sources)
  slot.keep(pack({ kind: 'knowledge', knowledge }))
  return knowledge
}

/** In this very process: for commands and tests. */
export const readHere: KnowledgeReader = {
  now: readKnowledge,
  later: async sources => readKnowledge(sources),
}

/** Knowledge, or why there is none, as bytes for another process; see {@link readApart}. */
export const packKnowledge = (sources: Sources): Buffer => {
  const slot = cache(sources)
  const kept = slot.kept()
  if (kept !== undefined) return kept
  try {
    const bytes = pack({ kind: 'knowledge', knowledge: learn(sources) })
    slot.keep(bytes)
    return bytes
  } catch (error) {
    if (!(error instanceof ContentError)) throw error
    return pack({ kind: 'broken', message: error.message, problems: error.problems })
  }
}

const start = fileURLToPath(new URL('./start.mjs', import.meta.url))
const command = (sources: Sources): string[] => [start, 'commands/read-content', JSON.stringify(sources)]
/** The shipped content takes 20 MB, 6,000 imported procedures about as much again. */
const options = { encoding: 'buffer', maxBuffer: 1024 * 1024 * 1024 } as const
const execute = promisify(execFile)

/** In a process of its own, whose memory goes back to the system when it ends. */
export const readApart: KnowledgeReader = {
  now: sources =>
    unpack(
      execFileSync(process.execPath, command(sources), { ...options, stdio: ['ignore', 'pipe', 'inherit'] }),
    ),
  later: async sources => unpack((await execute(process.execPath, command(sources), options)).stdout),
}
