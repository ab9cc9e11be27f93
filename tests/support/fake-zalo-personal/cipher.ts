/** The ciphers of Zalo's web protocol, from the server's side (zalo.md A13). Written from the description, with node:crypto. */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { deflateSync, gzipSync } from 'node:zlib'

const zeroIv = Buffer.alloc(16)
const cbc = (key: Buffer): 'aes-128-cbc' | 'aes-256-cbc' =>
  key.length === 16 ? 'aes-128-cbc' : 'aes-256-cbc'

export const md5 = (text: string): string => createHash('md5').update(text).digest('hex')

export const encrypt = (key: Buffer, text: string): string => {
  const cipher = createCipheriv(cbc(key), key, zeroIv)
  return Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]).toString('base64')
}

/** @throws when the text was not made with this key */
export const decrypt = (key: Buffer, base64: string): string => {
  const decipher = createDecipheriv(cbc(key), key, zeroIv)
  return Buffer.concat([decipher.update(base64, 'base64'), decipher.final()]).toString('utf8')
}

const every = (text: string, odd: boolean): string[] =>
  [...text].filter((_c, index) => index % 2 === (odd ? 1 : 0))

/** The key of the login call, which both sides derive from what the client sends in the open. */
export const loginKey = (zcid: string, zcidExt: string): Buffer =>
  Buffer.from(
    [
      ...every(md5(zcidExt).toUpperCase(), false).slice(0, 8),
      ...every(zcid, false).slice(0, 12),
      ...every(zcid, true).toReversed().slice(0, 12),
    ].join(''),
  )

/** @param values the signed parameters; their values are joined in the order of their names */
export const signature = (what: string, values: Readonly<Record<string, string>>): string =>
  md5(
    `zsecure${what}${Object.keys(values)
      .sort()
      .map(name => values[name])
      .join('')}`,
  )

/** How an event is wrapped: 0 as it is, 1 compressed, 2 compressed and sealed, 3 sealed. */
export type EventMode = 0 | 1 | 2 | 3

const sealed = (key: Buffer, inner: Buffer): string => {
  const iv = randomBytes(16)
  const aad = randomBytes(16)
  const cipher = createCipheriv('aes-128-gcm', key, iv, { authTagLength: 16 })
  cipher.setAAD(aad)
  const body = Buffer.concat([cipher.update(inner), cipher.final(), cipher.getAuthTag()])
  return encodeURIComponent(Buffer.concat([iv, aad, body]).toString('base64'))
}

export const wrapEvent = (
  key: Buffer,
  mode: EventMode,
  data: unknown,
): { encrypt: EventMode; data: string } => {
  // "bare:123" stands for the number 123 written without quotes, however long.
  const text = JSON.stringify({ data }).replaceAll(/"bare:(\d+)"/g, '$1')
  switch (mode) {
    case 0:
      return { encrypt: 0, data: text }
    case 1:
      return { encrypt: 1, data: gzipSync(text).toString('base64') }
    case 2:
      return { encrypt: 2, data: sealed(key, deflateSync(text)) }
    case 3:
      return { encrypt: 3, data: sealed(key, Buffer.from(text)) }
    default:
      return mode satisfies never
  }
}

/** A websocket frame: version, number, kind, then JSON. */
export const frame = (command: number, kind: number, body: unknown): Buffer => {
  const head = Buffer.alloc(4)
  head.writeUInt8(1, 0)
  head.writeUInt16LE(command, 1)
  head.writeUInt8(kind, 3)
  return Buffer.concat([head, Buffer.from(JSON.stringify(body))])
}
