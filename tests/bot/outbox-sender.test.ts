/** What the outbox sender promises: at least once, in order, kept through trouble, given up in the open. */
import { expect, test } from 'vitest'
import { conversationId } from '../../bot/chat.ts'
import { createScriptedChannel, testWard } from '../support/conversation.ts'

/** Waits end at once and move the clock by what they would have taken, as if time flew. */
const flying = async (channel = createScriptedChannel('telegram')) => {
  let forward: (ms: number) => void = () => undefined
  const ward = await testWard({
    channels: [channel],
    delay: async (ms, signal) => {
      if (signal.aborted || ms === 5000)
        return await new Promise((_resolve, reject) =>
          signal.addEventListener('abort', () => reject(new Error('stopped')), { once: true }),
        )
      forward(ms)
    },
  })
  forward = ms => ward.clock.forward(ms)
  return { ...ward, channel }
}

test('passing trouble: the reply arrives once it is over, and order is kept', async () => {
  const { person, channel } = await flying()
  const resident = person('lan')
  channel.failNext({ reason: 'unavailable' }, { reason: 'unavailable' })
  await resident.says('/riengtu')
  await resident.says('/ngonngu')
  const texts = channel.sent.map(({ reply }) => reply.text)
  expect(texts[0]).toMatch(/Tôi giữ gì/)
  expect(texts[1]).toMatch(/tiếng gì/)
})

test('told to wait, we wait', async () => {
  const { person, channel, clock } = await flying()
  const before = clock.now.getTime()
  channel.failNext({ reason: 'rate-limited', retryAfterSeconds: 3 })
  await person('lan').says('/riengtu')
  expect(channel.sent).toHaveLength(1)
  expect(clock.now.getTime() - before).toBeGreaterThanOrEqual(3000)
})

test('a resident who blocked us is not written to again, others are', async () => {
  const { person, channel, repositories } = await flying()
  const gone = person('gone')
  channel.failNext({ reason: 'blocked' })
  await gone.says('/riengtu')
  expect(await repositories.outbox.counts()).toEqual({ pending: 0, dead: 1 })
  await person('here').says('/riengtu')
  expect(channel.sent).toHaveLength(1)
})

test('a chat that moved gets its reply under the new id', async () => {
  const { person, channel } = await flying()
  const moved = conversationId('telegram', '-100999')
  channel.failNext({ reason: 'moved', to: moved })
  await person('-5').says('/riengtu')
  await expect.poll(() => channel.sent.map(({ to }) => to)).toEqual([moved])
})

test('a signed-out channel keeps what waits for it', async () => {
  const { person, channel, repositories } = await flying()
  channel.failNext({ reason: 'signed-out' })
  await person('lan').says('/riengtu')
  expect(channel.sent).toHaveLength(0)
  expect(await repositories.outbox.counts()).toEqual({ pending: 1, dead: 0 })
})
