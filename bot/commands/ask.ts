/** `npm run -s ask -- [--ward SLUG] [--json] "câu hỏi"`: what the bot would answer, without a channel or a database. */
import { pino } from 'pino'
import { planReply } from '../../content/plan/questions/reply.ts'
import { dayOf } from '../../content/vietnam-time.ts'
import { answerText } from '../../handlers/ask/answer-reply.ts'
import { toPlain } from '../channels/markup.ts'
import { contentDir } from '../content-dir.ts'
import { createContentHolder, datedContent } from '../content-holder.ts'
import { ownContentDir, readArguments, runCommand, settings, UsageError } from './support.ts'

const usage = 'Cách dùng: npm run -s ask -- [--ward SLUG] [--json] "câu hỏi"'

await runCommand(async () => {
  const { values, positionals } = readArguments(usage, {
    ward: { type: 'string' },
    json: { type: 'boolean' },
  })
  const text = positionals.join(' ')
  if (text.trim() === '') throw new UsageError(usage)
  const config = settings()
  const ward = values.ward ?? config.ward
  // The ward's own folder belongs to the ward this installation serves, to no other one.
  const own = ward === config.ward ? { ownDir: ownContentDir(config.dataDir) } : {}
  const holder = datedContent(
    createContentHolder({ contentDir, ward, ...own }, pino({ level: 'silent' })),
    () => new Date(),
  )
  const { engine, library, locales } = holder.current()
  const t = locales.in('vi')
  const [decision] = engine.parts(text)
  const now = new Date()
  const { plan } = library
  const byPlan =
    decision.kind === 'danger' || (plan === null && decision.kind === 'answer')
      ? undefined
      : planReply(text, { library, plan, t, today: dayOf(now), dictionary: engine.dictionary })
  const entry = library.entries.find(({ id }) => 'entry' in decision && id === decision.entry)
  const shown = (): string => {
    switch (decision.kind) {
      case 'answer':
      case 'danger': {
        const lead = decision.kind === 'danger' ? `${t(`danger.${decision.danger}`)}\n\n` : ''
        return (
          lead +
          (entry === undefined
            ? ''
            : answerText(entry, decision.kind === 'answer' ? decision.facet : undefined, {
                library,
                t,
                now,
              }))
        )
      }
      case 'choices':
        return [
          t('ask.which'),
          ...decision.candidates.map(
            ({ entry: id }, index) =>
              `${index + 1}. ${library.entries.find(candidate => candidate.id === id)?.title ?? id}`,
          ),
        ].join('\n')
      case 'decline':
        return (
          library.elsewhere.find(({ id }) => id === decision.elsewhere)?.answer ??
          t(`decline.${decision.reason}`)
        )
      case 'smalltalk':
        return t(`smalltalk.${decision.intent}`)
      default:
        return decision satisfies never
    }
  }
  const plain = toPlain(byPlan?.text ?? shown()).trim()
  console.log(
    values.json === true
      ? JSON.stringify({
          kind: decision.kind === 'danger' || byPlan !== undefined ? 'answer' : decision.kind,
          topics: [
            ...new Set([
              ...(byPlan?.topic === undefined ? [] : [byPlan.topic]),
              ...decision.ranked.map(({ topic }) => topic),
            ]),
          ].slice(0, 5),
          entry:
            byPlan === undefined
              ? 'entry' in decision
                ? (decision.entry ?? null)
                : null
              : (library.entries.find(({ topics }) => topics[0] === byPlan.topic)?.id ?? null),
          confidence: byPlan === undefined ? ('confidence' in decision ? decision.confidence : null) : 1,
          text: plain,
          ...(byPlan === undefined ? {} : { plan: { kind: byPlan.question.kind, clauses: byPlan.clauses } }),
        })
      : plain,
  )
  return 0
})
