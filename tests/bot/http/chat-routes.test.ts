/** `POST /api/chat` and its limits, as a client of the interface sees them. */
import { expect, test } from 'vitest'
import { z } from 'zod'
import { startWebWard } from '../../support/web-ward.ts'

const session = 'phien-thu-nghiem-0001'
const reply = z.object({
  text: z.string(),
  html: z.string(),
  buttons: z.array(z.object({ label: z.string(), value: z.string() })),
})
/** Replies, or the sentence of a refusal. */
const answer = z.object({ replies: z.array(reply).default([]), message: z.string().default('') })
const post = async (address: string, body: unknown, headers: Record<string, string> = {}) => {
  const response = await fetch(`${address}/api/chat`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  return { status: response.status, body: answer.parse(await response.json()) }
}

test('a question gets replies with text, html and buttons', async () => {
  const { address } = await startWebWard()
  const { status, body } = await post(address, {
    session,
    text: 'gửi kết quả về nhà qua bưu điện mất bao nhiêu',
  })
  expect(status).toBe(200)
  expect(body.replies[0]?.text).toMatch(/bưu điện/)
  expect(body.replies[0]?.html).toMatch(/^<p>/)
  expect(body.replies[0]?.buttons[0]).toEqual({ label: expect.any(String), value: expect.any(String) })
})

test('the same message id twice is one message', async () => {
  const { address, repositories } = await startWebWard()
  await post(address, { session, id: 'm1', text: '/riengtu' })
  const again = await post(address, { session, id: 'm1', text: '/riengtu', after: 0 })
  expect(again.body.replies).toHaveLength(1)
  expect(await repositories.webMessages.after(session, 0)).toHaveLength(2)
})

test('two people do not see each other', async () => {
  const { address } = await startWebWard()
  await post(address, { session, text: '/riengtu' })
  const other = await fetch(`${address}/api/chat?session=phien-thu-nghiem-0002&after=0`).then(response =>
    response.json(),
  )
  expect(z.object({ messages: z.array(z.unknown()) }).parse(other).messages).toEqual([])
})

test.each([
  [{ session: 'short', text: 'a' }],
  [{ session }],
  [{ session, text: 'a', button: 'b' }],
  [{ session, text: 'x'.repeat(10_001) }],
  [{ text: 'a' }],
  ['a string'],
])('a wrong request is refused with a sentence: %j', async wrong => {
  const { address } = await startWebWard()
  const { status, body } = await post(address, wrong)
  expect(status).toBe(400)
  expect(body.message.length).toBeGreaterThan(5)
})

test('a body over the limit is refused, too many messages are slowed down', async () => {
  const { address } = await startWebWard({ messagesPerMinute: 3 })
  expect((await post(address, { session, text: 'a', junk: 'x'.repeat(70_000) })).status).toBe(413)
  const statuses: number[] = []
  for (let number = 0; number < 5; number += 1)
    statuses.push((await post(address, { session, text: '/riengtu' })).status)
  expect(statuses).toEqual([200, 200, 200, 429, 429])
  expect((await post(address, { session: 'phien-thu-nghiem-0003', text: '/riengtu' })).status).toBe(200)
})

test('the page forbids inline scripts, foreign sources and framing by strangers', async () => {
  const { server } = await startWebWard({ embedOrigins: ['https://phuong.example.gov.vn'] })
  const { headers } = await server.inject({ url: '/' })
  const policy = String(headers['content-security-policy'])
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("script-src 'self'")
  expect(policy).toContain("frame-ancestors 'self' https://phuong.example.gov.vn")
  expect(headers['x-content-type-options']).toBe('nosniff')
})

test.each([
  '',
  '   ',
  '👍👍👍',
  '\u0000\u0001\u0002',
  'a\u0300\u0301\u0323'.repeat(50),
  '\u200b\u200c\u200d',
  '\u202eabc\u202c',
  "'; DROP TABLE contact; --",
  '<b>',
  '$(reboot) `id`',
  '{{ward}}',
  '/',
  '//',
  '/khongcolenhnay',
  '🏳️‍🌈'.repeat(300),
  'x'.repeat(10_000),
])('strange input gets an honest answer and breaks nothing: %j', async text => {
  const { address, repositories } = await startWebWard()
  const { status, body } = await post(address, { session, text })
  expect(status).toBe(200)
  expect(body.replies.length).toBeGreaterThan(0)
  expect(body.replies[0]?.html).not.toMatch(/<(?!\/?(?:p|b|i|ul|ol|li|a)\b)/)
  expect(await repositories.inbox.counts()).toEqual({ pending: 0, failed: 0 })
})
