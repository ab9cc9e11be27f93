/** Structured logs on stderr. What could be personal or secret is masked before it is written. */
import { type DestinationStream, type Logger, pino } from 'pino'
import { maskPersonal } from '../content/personal-data.ts'

// Tokens in addresses (Telegram puts them in the path) and in "token=…" or "Bearer …" texts.
const secrets = [
  /\b\d{6,12}:[A-Za-z0-9_-]{30,}\b/g,
  /((?:access|refresh)?_?token|secret|password|cookie|authorization)(["']?\s*[:=]\s*["']?)[^\s"',}]+/gi,
  /Bearer\s+\S+/gi,
]

/** Masks secrets and personal numbers in a text. */
export const scrub = (text: string): string => {
  let clean = text
  for (const secret of secrets)
    clean = clean.replaceAll(secret, (_match, name: unknown, glue: unknown) =>
      typeof name === 'string' && typeof glue === 'string' ? `${name}${glue}[bí mật]` : '[bí mật]',
    )
  return maskPersonal(clean).text
}

const serializeError = (error: unknown): unknown =>
  error instanceof Error
    ? {
        type: error.name,
        message: scrub(error.message),
        stack: scrub(error.stack ?? ''),
        ...(error.cause === undefined ? {} : { cause: serializeError(error.cause) }),
      }
    : scrub(String(error))

/** Texts in the fields of a line, two levels deep; errors have a serializer of their own. */
const scrubFields = (fields: Record<string, unknown>, depth = 2): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      typeof value === 'string'
        ? scrub(value)
        : value instanceof Error || value === null || typeof value !== 'object'
          ? value
          : Array.isArray(value)
            ? value.map(item => (typeof item === 'string' ? scrub(item) : item))
            : depth > 0
              ? scrubFields({ ...value }, depth - 1)
              : '[…]',
    ]),
  )

export const createLogger = (level: string, destination: DestinationStream): Logger =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: serializeError },
      formatters: { log: scrubFields },
      hooks: {
        logMethod(given, method) {
          method.apply(
            this,
            given.map(part => (typeof part === 'string' ? scrub(part) : part)) as typeof given,
          )
        },
      },
    },
    destination,
  )
