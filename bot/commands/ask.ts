/** `npm run -s ask -- [--ward SLUG] [--json] "câu hỏi"`: what the bot would answer, without a channel or a database. */
import { pino } from 'pino'
import { answerText } from '../../handlers/ask/answer-reply.ts'
import { toPlain } from '../channels/markup.ts'
import { contentDir } from '../content-dir.ts'
import { createContentHolder } from '../content-holder.ts'
import { readArguments, runCommand, settings, UsageError } from './support.ts'

const usage = 'Cách dùng: npm run -s ask -- [--ward SLUG] [--json] "câu hỏi"'

await runCommand(async () => {
  const { values, positionals } = readArguments(usage, {
    ward: { type: 'string' },
    json: { type: 'boolean' },
  })
  const text = positionals.join(' ')
  if (text.trim() === '') throw new UsageError(usage)
  const holder = createContentHolder(
    { contentDir, ward: values.ward ?? settings().ward },
    pino({ level: 'silent' }),
  )
  const { engine, library, locales } = holder.current()
  const t = locales.in('vi')
  const [decision] = engine.parts(text)
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
                now: new Date(),
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
  const plain = toPlain(shown()).trim()
  console.log(
    values.json === true
      ? JSON.stringify({
          kind: decision.kind === 'danger' ? 'answer' : decision.kind,
          topics: [...new Set(decision.ranked.map(({ topic }) => topic))].slice(0, 5),
          entry: 'entry' in decision ? (decision.entry ?? null) : null,
          confidence: 'confidence' in decision ? decision.confidence : null,
          text: plain,
        })
      : plain,
  )
  return 0
})
