/** Questions at the terminal: one line each, typed or piped. A closed input answers every further question with Enter. */
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'

export interface Prompter {
  /** Shows the prompt and waits for one line, trimmed; '' for Enter and after the input has ended. */
  line(prompt: string): Promise<string>
  say(text: string): void
  /** Whether the other side has closed: nobody is there to answer. */
  ended(): boolean
  close(): void
}

export const createPrompter = (input: Readable & { isTTY?: boolean }, output: Writable): Prompter => {
  const reader = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })
  const waiting: ((line: string) => void)[] = []
  // Piped lines may all arrive before the first question is asked.
  const early: string[] = []
  let over = false
  reader.on('line', line => {
    const next = waiting.shift()
    if (next === undefined) early.push(line)
    else next(line)
  })
  reader.on('close', () => {
    over = true
    for (const next of waiting.splice(0)) next('')
  })
  return {
    async line(prompt) {
      output.write(prompt)
      const read = early.shift()
      const line = read ?? (over ? '' : await new Promise<string>(resolve => waiting.push(resolve)))
      // A terminal shows what is typed; what is piped nobody else shows.
      if (input.isTTY !== true) output.write(`${line}\n`)
      return line.normalize('NFC').trim()
    },
    say: text => void output.write(`${text}\n`),
    ended: () => over && early.length === 0,
    close: () => reader.close(),
  }
}
