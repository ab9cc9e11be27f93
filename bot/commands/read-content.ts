/** Reads and learns the content for the running bot, which starts this program itself; see `bot/knowledge.ts`. */
import { z } from 'zod'
import { packKnowledge } from '../knowledge.ts'

const sourcesSchema = z.object({
  contentDir: z.string(),
  ward: z.string(),
  ownDir: z.string().optional(),
})

const { ownDir, ...sources } = sourcesSchema.parse(JSON.parse(process.argv[2] ?? ''))
process.stdout.write(packKnowledge(ownDir === undefined ? sources : { ...sources, ownDir }))
