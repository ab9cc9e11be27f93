/** Ids above 2^53 stay exact, whatever way they were written. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { parseExactJson } from '../../bot/channels/exact-json.ts'
import { readOaEvent } from '../../bot/channels/zalo-oa/events.ts'

test('whole numbers too large for a double come out as their own digits', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), number => {
      const { id } = z.object({ id: z.unknown() }).parse(parseExactJson(`{"id":${number}}`))
      expect(String(id)).toBe(String(number))
    }),
  )
})

test('everything else is what JSON.parse says', () => {
  fc.assert(
    fc.property(fc.jsonValue(), value => {
      const text = JSON.stringify(value, (_key, part: unknown) =>
        typeof part === 'number' && !Number.isSafeInteger(part) && Number.isInteger(part) ? 0.5 : part,
      )
      expect(parseExactJson(text)).toEqual(JSON.parse(text))
    }),
  )
})

test('two people whose ids differ in the last digit are two people', () => {
  const [first, second] = ['7000000000000000101', '7000000000000000102'].map(id =>
    readOaEvent(
      parseExactJson(
        `{"event_name":"user_send_text","timestamp":1795312800000,"sender":{"id":${id}},"message":{"msg_id":"a","text":"x"}}`,
      ),
    ),
  )
  expect(first).not.toEqual(second)
})

test('webhook bodies of any shape are read or refused, never thrown over', () => {
  fc.assert(
    fc.property(fc.jsonValue(), value => {
      expect(['updates', 'echo', 'ignored', 'unreadable']).toContain(readOaEvent(value).kind)
    }),
  )
})
