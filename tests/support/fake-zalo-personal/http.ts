/** The HTTP side of the stand-in: login and QR login, server info, sends and uploads, with every signature checked. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { decrypt, encrypt, loginKey, signature } from './cipher.ts'
import type { FakeState, Fault } from './state.ts'

/** The 18 services zca-js 2.2.0 takes addresses of when its API is built (zalo.md A15). */
const services =
  'chat group profile friend file reaction conversation sticker group_board catalog zimsg quick_message label auto_reply alias group_poll friend_board aext'.split(
    ' ',
  )

export interface HttpHooks {
  readonly websocket: () => string
  /** A message was put before people. @returns its id */
  readonly delivered: (path: string, params: Readonly<Record<string, unknown>>) => string
  readonly fileDone: (fileId: string) => void
  /** What a call did wrong: shown by the tests. */
  readonly complain: (problem: string) => void
}

const paramsSchema = z.record(z.string(), z.unknown())

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

export const createHttpHandler = (state: FakeState, hooks: HttpHooks) => {
  const json = (
    response: ServerResponse,
    body: unknown,
    headers: Record<string, string | string[]> = {},
  ): void => {
    response.writeHead(200, { 'content-type': 'application/json', ...headers })
    response.end(JSON.stringify(body))
  }
  const inner = (response: ServerResponse, data: unknown, code = 0, message = '') =>
    json(response, {
      error_code: 0,
      error_message: '',
      data: encrypt(state.secretKey, JSON.stringify({ error_code: code, error_message: message, data })),
    })

  const check = (what: string, query: URLSearchParams): void => {
    const unsigned = new Set(['signkey', 'nretry', 'zpw_ver', 'zpw_type'])
    const values = Object.fromEntries([...query].filter(([name]) => !unsigned.has(name)))
    if (signature(what, values) !== query.get('signkey')) hooks.complain(`${what}: wrong signature`)
  }

  const logIn = (request: IncomingMessage, response: ServerResponse, query: URLSearchParams) => {
    if (state.login === 'silent') return
    if (state.login === 'down') {
      response.writeHead(503).end('busy')
      return
    }
    check('getlogininfo', query)
    const key = loginKey(query.get('zcid') ?? '', query.get('zcid_ext') ?? '')
    const params = paramsSchema.parse(JSON.parse(decrypt(key, query.get('params') ?? '')))
    if (params['language'] !== 'vi' || typeof params['imei'] !== 'string')
      hooks.complain('login without device')
    const known = (request.headers.cookie ?? '').includes(`zpw_sek=${state.session}`)
    const expired = state.login === 'expired' || (state.strict && !known)
    const reply = expired
      ? { error_code: 102, error_message: 'expired', data: null }
      : {
          error_code: 0,
          error_message: '',
          data: {
            uid: state.uid,
            zpw_enk: state.secretKey.toString('base64'),
            zpw_ws: [hooks.websocket()],
            zpw_service_map_v3: Object.fromEntries(
              services.map(name => [name, [`https://tt-${name.replaceAll('_', '-')}-wpa.chat.zalo.me`]]),
            ),
          },
        }
    if (!expired) {
      state.session = `sek-${state.sessions.length}`
      state.sessions.push(state.session)
    }
    json(
      response,
      { error_code: 0, error_message: '', data: encrypt(key, JSON.stringify(reply)) },
      expired ? {} : { 'set-cookie': `zpw_sek=${state.session}; Domain=chat.zalo.me; Path=/; Secure` },
    )
  }

  const serverInfo = (response: ServerResponse, query: URLSearchParams) => {
    check('getserverinfo', query)
    if (state.login === 'no-server-info')
      return json(response, {
        error_code: 600,
        error_message: 'zpw_sek bị thiếu hoặc không đúng',
        data: null,
      })
    json(response, {
      error_code: 0,
      data: {
        // As Zalo spells it.
        setttings: {
          features: {
            sharefile: {
              max_file: 20,
              max_size_share_file_v3: 10,
              chunk_size_file: 64 * 1024,
              restricted_ext_file: ['exe', 'apk'],
            },
            socket: {
              ping_interval: state.pingMs,
              rotate_error_codes: [],
              close_and_retry_codes: [1006],
              retries: {},
            },
          },
          keepalive: { alway_keepalive: 1, keepalive_duration: 300, time_deactive: 0 },
        },
        extra_ver: { phonebook: 1 },
      },
    })
  }

  const qr = (path: string, response: ServerResponse, form: URLSearchParams) => {
    const code = `qr-${state.qrCodes}`
    switch (path) {
      case '/account':
        response.writeHead(200).end('<script src="https://stc-zlogin.zdn.vn/main-2.44.11.js"></script>')
        return
      case '/account/logininfo':
      case '/account/verify-client':
        return json(response, { error_code: 0 })
      case '/account/authen/qr/generate':
        state.qrCodes += 1
        return json(response, {
          error_code: 0,
          data: {
            code: `qr-${state.qrCodes}`,
            token: `zaloqr:${state.qrCodes}`,
            image: `data:image/png;base64,${onePixel}`,
            options: { enabledCheckOCR: false, enabledMultiLayer: false },
          },
        })
      case '/account/authen/qr/waiting-scan':
        if (form.get('code') !== code) hooks.complain('asked after an old code')
        if (state.phone === 'never-scans') return json(response, { error_code: 8 })
        return json(response, { error_code: 0, data: { avatar: '', display_name: state.name } })
      case '/account/authen/qr/waiting-confirm':
        if (state.phone === 'never-agrees') return json(response, { error_code: 8 })
        return json(response, { error_code: state.phone === 'declines' ? -13 : 0 })
      case '/account/checksession':
        response.writeHead(302, {
          location: 'https://jr.chat.zalo.me/jr/pushsession',
          'set-cookie': [
            'zpsid=a-session; Domain=zalo.me; Path=/; Secure; Expires=Wed, 18 Mar 2037 08:00:00 GMT',
            `zpw_sek=${state.session}; Domain=chat.zalo.me; Path=/; Secure`,
          ],
        })
        response.end()
        return
      default:
        hooks.complain(`unknown QR call ${path}`)
        response.writeHead(404).end()
    }
  }

  const misbehave = (
    fault: Fault,
    path: string,
    params: Record<string, unknown>,
    response: ServerResponse,
  ) => {
    switch (fault.kind) {
      case 'outer':
        return json(response, { error_code: fault.code, error_message: fault.message, data: null })
      case 'inner':
        return inner(response, null, fault.code, fault.message)
      case 'status':
        response.writeHead(fault.status).end('trouble')
        return
      case 'garbage':
        response.writeHead(200).end('<html>')
        return
      case 'silence':
        return
      case 'cut':
        response.destroy()
        return
      case 'no-id':
        return inner(response, {})
      case 'delivered-then-cut':
        hooks.delivered(path, params)
        response.destroy()
        return
      case 'delivered-then-silence':
        hooks.delivered(path, params)
        return
      default:
        return fault satisfies never
    }
  }

  const api = (path: string, params: Record<string, unknown>, response: ServerResponse) => {
    if (path.endsWith('/photo_original/upload')) {
      const done = params['chunkId'] === params['totalChunk']
      const host = 'https://photo.zdn.vn'
      return inner(response, {
        normalUrl: `${host}/n.jpg`,
        hdUrl: `${host}/h.jpg`,
        thumbUrl: `${host}/t.jpg`,
        photoId: done ? '900' : '-1',
        finished: done ? 1 : 0,
        clientFileId: params['clientId'],
        chunkId: params['chunkId'],
      })
    }
    if (path.endsWith('/asyncfile/upload')) {
      const done = params['chunkId'] === params['totalChunk']
      const fileId = done ? `${4000 + state.fileIds.length}` : '-1'
      if (done) state.fileIds.push(fileId)
      inner(response, { fileId, finished: done ? 1 : 0, clientFileId: params['clientId'] })
      if (done && state.fileDone) hooks.fileDone(fileId)
      return
    }
    if (path.endsWith('/typing')) return inner(response, {})
    if (path.endsWith('/keepalive')) return json(response, { error_code: 0, data: {} })
    inner(response, { msgId: Number(hooks.delivered(path, params)) })
  }

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://stand-in')
    const [, mark, host = '', ...rest] = url.pathname.split('/')
    if (mark !== 'h') {
      hooks.complain(`not a mapped address: ${url.pathname}`)
      response.writeHead(404).end()
      return
    }
    const path = `/${rest.join('/')}`
    const body = await bodyOf(request)
    const isForm = (request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')
    const form = new URLSearchParams(isForm ? body.toString('utf8') : '')
    const sealedParams = host.endsWith('-wpa.chat.zalo.me')
      ? (form.get('params') ?? url.searchParams.get('params'))
      : null
    const params =
      sealedParams === null ? {} : paramsSchema.parse(JSON.parse(decrypt(state.secretKey, sealedParams)))
    state.calls.push({
      host,
      path,
      cookie: request.headers.cookie ?? '',
      userAgent: request.headers['user-agent'] ?? '',
      params,
      bytes: body.length,
    })
    const planned = state.faults.find(fault => fault.times > 0 && fault.path.test(path))
    if (planned !== undefined) {
      planned.times -= 1
      return misbehave(planned.fault, path, params, response)
    }
    if (host === 'id.zalo.me') return qr(path, response, form)
    if (host === 'jr.chat.zalo.me')
      return json(response, { data: { logged: true, info: { name: state.name } } })
    if (path === '/api/login/getLoginInfo') return logIn(request, response, url.searchParams)
    if (path === '/api/login/getServerInfo') return serverInfo(response, url.searchParams)
    if (host.endsWith('.zdn.vn')) {
      response.writeHead(200).end(state.media.get(path) ?? `file ${path}`)
      return
    }
    return api(path, params, response)
  }
}

/** A PNG of one pixel. */
const onePixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
