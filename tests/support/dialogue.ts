/** A dialogue as a table: what is said (or pressed, or how long nothing is said), and what is heard. */
import { expect, test } from 'vitest'
import { testWard } from './conversation.ts'

export type Turn =
  | readonly [says: string, hears: RegExp, not?: RegExp]
  | { readonly presses: string | RegExp; readonly hears: RegExp }
  | { readonly waitsMinutes: number }
  /** Labels on offer now. */
  | { readonly offers: readonly (string | RegExp)[] }

const minute = 60_000

/** One test; its name says what the dialogue protects. */
export const dialogue = (name: string, ...turns: readonly Turn[]): void => {
  test(name, async () => {
    const { person, clock } = await testWard()
    const resident = person('ba-tu')
    for (const turn of turns) {
      if ('waitsMinutes' in turn) clock.forward(turn.waitsMinutes * minute)
      else if ('presses' in turn) {
        await resident.presses(turn.presses)
        resident.hears(turn.hears)
      } else if ('offers' in turn) {
        for (const label of turn.offers)
          expect(
            resident.choices.some(choice =>
              typeof label === 'string' ? choice === label : label.test(choice),
            ),
            `${String(label)} among ${resident.choices.join(' | ')}`,
          ).toBe(true)
      } else {
        const [says, hears, not] = turn
        await resident.says(says)
        resident.hears(hears)
        const text = resident.heard.map(reply => reply.text).join('\n')
        if (not !== undefined) expect(text).not.toMatch(not)
      }
    }
  })
}
