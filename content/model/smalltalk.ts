/** Small talk (`content/smalltalk.yaml`): kinds of messages that are no question, and how people word them. */
import { join } from 'node:path'
import { z } from 'zod'
import { readYaml } from '../yaml.ts'
import { BrokenFile } from './broken-file.ts'

/** The words of each reply are in `content/locales`, under `smalltalk.<intent>`. */
export const smallTalkIntents = [
  'greeting',
  'thanks',
  'goodbye',
  'who-are-you',
  'apology',
  'ok',
  'praise',
  /** About the bot itself; complaints about officers are questions (topic feedback.officer). */
  'complaint',
  'want-person',
  'help',
] as const
export type SmallTalkIntent = (typeof smallTalkIntents)[number]

export const smallTalkSchema = z.strictObject({
  intent: z.enum(smallTalkIntents),
  questions: z.array(z.string().min(1).max(240)).min(25, 'cần ít nhất 25 cách nói'),
})
export type SmallTalkKind = z.infer<typeof smallTalkSchema>
export const smallTalkFile = z
  .array(smallTalkSchema)
  .refine(
    kinds => new Set(kinds.map(({ intent }) => intent)).size === kinds.length,
    'mỗi loại chỉ viết một lần',
  )

/**
 * @param contentDir the folder `content/` of the program
 * @throws BrokenFile when the file can't be read or breaks its schema
 */
export const loadSmallTalk = (contentDir: string): readonly SmallTalkKind[] => {
  const { value, problems } = readYaml(
    join(contentDir, 'smalltalk.yaml'),
    smallTalkFile,
    'content/smalltalk.yaml',
  )
  if (value === undefined) throw new BrokenFile('content/smalltalk.yaml', problems)
  return value
}
