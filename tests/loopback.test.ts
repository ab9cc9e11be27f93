/** The guard that keeps tests on this machine bites, whatever library dials. */
import { get } from 'node:https'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import WebSocket from 'ws'
import { OutsideError } from './support/loopback-only.ts'

// 192.0.2.0/24 belongs to nobody (RFC 5737), .invalid neither (RFC 6761).
const failed = (dial: (fail: (error: unknown) => void) => unknown): Promise<unknown> =>
  new Promise(resolve => dial(resolve))

test('fetch, https, a bare socket and a websocket to the outside all fail', async () => {
  const fetched: unknown = await fetch('http://192.0.2.1/').catch(error => error)
  expect(fetched instanceof Error && fetched.cause).toBeInstanceOf(OutsideError)
  expect(await failed(fail => get('https://chat.zalo.invalid/').on('error', fail))).toBeInstanceOf(
    OutsideError,
  )
  expect(await failed(fail => connect(80, '192.0.2.1').on('error', fail))).toBeInstanceOf(OutsideError)
  expect(await failed(fail => new WebSocket('ws://192.0.2.1/').on('error', fail))).toBeInstanceOf(
    OutsideError,
  )
})

test('loopback is open', async () => {
  const { createServer } = await import('node:http')
  const server = createServer((_request, response) => response.end('here'))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  expect(await (await fetch(`http://localhost:${port}/`)).text()).toBe('here')
  server.closeAllConnections()
  server.close()
})
