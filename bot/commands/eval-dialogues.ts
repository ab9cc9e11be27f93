/** `npm run -s eval:dialogues -- FILE.jsonl [--json] [--wrong]`: whole conversations against the real handlers. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { z } from 'zod'
import { fold } from '../../content/language/unicode.ts'
import { sessionSchema, sessionVersion } from '../../handlers/session.ts'
import { createRepositories } from '../../storage/repositories.ts'
import { type Capabilities, type ChannelAdapter, conversationId, senderId, type Update } from '../chat.ts'
import { contentDir } from '../content-dir.ts'
import { type ContentHolder, createContentHolder } from '../content-holder.ts'
import { createMetrics } from '../metrics.ts'
import { createWard, type WardRuntime } from '../ward.ts'
import { readArguments, runCommand, settings, UsageError } from './support.ts'

const usage = 'Cách dùng: npm run -s eval:dialogues -- TỆP.jsonl [--ward SLUG] [--json] [--wrong]'

const expectSchema = z.union([
  z.strictObject({ topics: z.array(z.string()).min(1) }),
  z.strictObject({ decline: z.literal(true) }),
  z.strictObject({ choices: z.array(z.string()).min(1) }),
  z.strictObject({ contains: z.array(z.string()) }),
])
const dialogueSchema = z.object({
  name: z.string(),
  turns: z.array(z.object({ say: z.string(), expect: expectSchema.optional() })).min(1),
})
type Dialogue = z.infer<typeof dialogueSchema>

/** What a turn came to, as the person saw it. */
interface Seen {
  readonly topics: readonly string[]
  readonly declined: boolean
  /** Topics on offer, in the order of their numbers; undefined for choices that are no topic. */
  readonly offered: readonly (string | undefined)[]
  readonly text: string
}

const plainest: Capabilities = {
  maxText: 100_000,
  maxButtons: 0,
  maxButtonLabel: 200,
  markup: 'plain',
  photo: false,
  document: false,
  edit: false,
  typing: false,
  windowHours: null,
  pace: { parallel: 100, perSecond: 1e6, perChatPerSecond: 1e6, perGroupPerMinute: 1e6 },
}

const right = (expected: NonNullable<Dialogue['turns'][number]['expect']>, seen: Seen): boolean => {
  if ('topics' in expected) return seen.topics[0] !== undefined && expected.topics.includes(seen.topics[0])
  if ('decline' in expected) return seen.topics.length === 0 && seen.declined
  if ('choices' in expected)
    return seen.topics.length === 0 && expected.choices.every(topic => seen.offered.includes(topic))
  if (expected.contains.length === 0) return seen.text !== '' && seen.topics.length === 0
  const folded = fold(seen.text)
  return expected.contains.every(part => folded.includes(fold(part)))
}

/** Runs one dialogue in a conversation of its own. */
const converse = async (
  ward: WardRuntime,
  content: ContentHolder,
  heard: Map<string, string[]>,
  clock: { now: Date },
  dialogue: Dialogue,
  number: number,
) => {
  const repositories = createRepositories(ward.database.db)
  const native = `dialogue-${number}`
  const conversation = conversationId('console', native)
  const topicOf = (entry: string): string | undefined =>
    content.current().library.entries.find(({ id }) => id === entry)?.topics[0]
  const session = async () =>
    sessionSchema.parse((await repositories.sessions.load(conversation, sessionVersion, clock.now)) ?? {})
  const results: {
    say: string
    expect: Dialogue['turns'][number]['expect']
    seen: Seen
    right: boolean | undefined
  }[] = []
  let offered: Seen['offered'] = []
  for (const [index, { say, expect }] of dialogue.turns.entries()) {
    clock.now = new Date(clock.now.getTime() + 5_000)
    const wanted = /^\{n:(.+)\}$/.exec(say)?.[1]
    const text = wanted === undefined ? say : String(offered.indexOf(wanted) + 1)
    heard.set(conversation, [])
    const update: Update = {
      channel: 'console',
      id: `${native}-${index}`,
      conversation,
      sender: { id: senderId('console', native) },
      chat: 'private',
      addressed: true,
      at: clock.now.toISOString(),
      content: { kind: 'text', text },
    }
    await ward.dispatcher.receive(update)
    await ward.idle()
    const now = await session()
    const asked = await repositories.questions.outcomes(
      (now.asked ?? []).filter(({ at }) => at === clock.now.toISOString()).map(({ id }) => id),
    )
    const answered = asked.filter(({ outcome }) => outcome === 'answer').flatMap(({ topic }) => topic ?? [])
    const fresh = now.topic?.at === clock.now.toISOString() ? [now.topic.topic] : []
    offered = (now.offered?.choices ?? []).map(({ value }) =>
      value.startsWith('entry:') ? topicOf(value.slice('entry:'.length)) : undefined,
    )
    const seen: Seen = {
      topics: [...new Set([...answered, ...fresh])],
      declined: asked.some(({ outcome }) => outcome === 'decline'),
      offered,
      text: (heard.get(conversation) ?? []).join('\n'),
    }
    results.push({ say: text, expect, seen, right: expect === undefined ? undefined : right(expect, seen) })
  }
  return results
}

await runCommand(async () => {
  const { values, positionals } = readArguments(usage, {
    json: { type: 'boolean' },
    wrong: { type: 'boolean' },
    ward: { type: 'string' },
  })
  const [file] = positionals
  if (file === undefined) throw new UsageError(usage)
  const dialogues = readFileSync(file, 'utf8')
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => dialogueSchema.parse(JSON.parse(line)))
  const log = pino({ level: 'silent' })
  const slug = values.ward ?? settings().ward
  const content = createContentHolder({ contentDir, ward: slug }, log)
  const dataDir = mkdtempSync(join(tmpdir(), 'dialogues-'))
  const clock = { now: new Date() }
  const ward = await createWard({
    ward: slug,
    dataDir,
    contentDir,
    content,
    log,
    metrics: createMetrics(),
    now: () => clock.now,
    database: ':memory:',
  })
  const heard = new Map<string, string[]>()
  const channel: ChannelAdapter = {
    channel: 'console',
    capabilities: plainest,
    start: async () => undefined,
    stop: async () => undefined,
    send: async (to, reply) => {
      heard.get(to)?.push(reply.text)
      return {}
    },
    status: () => ({ state: 'connected' }),
  }
  await ward.start([channel])
  const outcome = { dialogues: { n: 0, right: 0 }, turns: { n: 0, right: 0 } }
  for (const [number, dialogue] of dialogues.entries()) {
    const judged = (await converse(ward, content, heard, clock, dialogue, number)).filter(
      turn => turn.right !== undefined,
    )
    outcome.dialogues.n += 1
    outcome.turns.n += judged.length
    outcome.turns.right += judged.filter(turn => turn.right === true).length
    if (judged.every(turn => turn.right === true)) outcome.dialogues.right += 1
    else if (values.wrong === true) {
      for (const turn of judged.filter(({ right: ok }) => ok !== true)) {
        console.error(
          `${dialogue.name}: "${turn.say}" expected ${JSON.stringify(turn.expect)}, saw ${JSON.stringify({ ...turn.seen, text: turn.seen.text.slice(0, 120) })}`,
        )
      }
    }
  }
  await ward.stop()
  rmSync(dataDir, { recursive: true, force: true })
  const share = ({ n, right: ok }: { n: number; right: number }) => ({
    n,
    right: n === 0 ? 1 : Number((ok / n).toFixed(4)),
  })
  const shares = { dialogues: share(outcome.dialogues), turns: share(outcome.turns) }
  console.log(
    values.json === true
      ? JSON.stringify(shares)
      : `Hội thoại đúng trọn: ${shares.dialogues.right} (${shares.dialogues.n}); lượt đúng: ${shares.turns.right} (${shares.turns.n})`,
  )
  return 0
})
