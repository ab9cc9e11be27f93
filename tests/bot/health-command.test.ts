/** `npm run -s health`: one sentence and an exit code that a watchdog understands. */
import { execFile } from 'node:child_process'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

const health = (port: number): Promise<{ code: number; out: string; err: string }> =>
  new Promise(resolve => {
    execFile(
      process.execPath,
      ['bot/start.mjs', 'commands/health'],
      {
        cwd: root,
        env: { PATH: process.env['PATH'] ?? '', PORT: String(port), HOST: '127.0.0.1', NODE_OPTIONS: '' },
      },
      (error, out, err) => resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    )
  })

/** Answers every call the same; closed after the test. */
const answering = async (status: number, body: unknown) => {
  const server = createServer((_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(body))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    close: () => server.close(),
  }
}

test('well, unable to serve, not answering', async () => {
  const well = await answering(200, {
    ok: true,
    problems: [],
    channels: { web: { state: 'connected' }, telegram: { state: 'needs-human', detail: 'mã bị thu hồi' } },
  })
  expect(await health(well.port)).toEqual({
    code: 0,
    out: 'Trợ lý đang chạy. web: ổn; telegram: cần người xử lý (mã bị thu hồi).\n',
    err: '',
  })
  well.close()
  const ill = await answering(503, { ok: false, problems: ['Cơ sở dữ liệu đang từ chối ghi'], channels: {} })
  expect(await health(ill.port)).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringMatching(/từ chối ghi/),
  })
  ill.close()
  expect(await health(ill.port)).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringMatching(/đã dừng hoặc bị treo/),
  })
})
