/** What the stand-in for Zalo knows and how it is told to misbehave; tests read and set it. */
import { randomBytes } from 'node:crypto'

/** One call that came in, decrypted. */
export interface Call {
  readonly host: string
  readonly path: string
  readonly cookie: string
  readonly userAgent: string
  /** `params` as the client meant them; of uploads as well. */
  readonly params: Readonly<Record<string, unknown>>
  /** Bytes of an uploaded chunk's body. */
  readonly bytes: number
}

/** How one coming call is answered instead of as it should be. */
export type Fault =
  /** `error_code` in the open. */
  | { readonly kind: 'outer' | 'inner'; readonly code: number; readonly message: string }
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'garbage' }
  /** The connection stays open without a word. */
  | { readonly kind: 'silence' }
  /** The connection is cut before an answer. */
  | { readonly kind: 'cut' }
  /** "Yes", but no message id: spam control. */
  | { readonly kind: 'no-id' }
  /** It is delivered, then the connection is cut. */
  | { readonly kind: 'delivered-then-cut' }
  /** It is delivered, then nothing is heard. */
  | { readonly kind: 'delivered-then-silence' }

export interface Planned {
  /** Which calls it is for, by path. */
  readonly path: RegExp
  readonly fault: Fault
  times: number
}

export type LoginMode = 'ok' | 'expired' | 'no-server-info' | 'down' | 'silent'
/** What the phone does with the QR code. */
export type Phone = 'agrees' | 'declines' | 'never-scans' | 'never-agrees'

export interface FakeState {
  readonly uid: string
  readonly name: string
  /** zpw_enk. */
  secretKey: Buffer
  /** For events; sent in the first frame. */
  cipherKey: Buffer
  login: LoginMode
  phone: Phone
  /** Cookies that are valid now: the newest zpw_sek. */
  session: string
  /** Every login renews the session cookie. */
  readonly sessions: string[]
  /** A session cookie the client must bring to log in; any when undefined. */
  strict: boolean
  readonly faults: Planned[]
  readonly calls: Call[]
  /** The server sends "file_done" for uploads. */
  fileDone: boolean
  /** Files uploaded whole. */
  readonly fileIds: string[]
  /** Files people sent, by path. */
  readonly media: Map<string, Buffer>
  /** No key frame after the websocket opens. */
  keyless: boolean
  pingMs: number
  qrCodes: number
  /** Recent messages, asked for after a connection. */
  readonly history: { readonly user: unknown[]; readonly group: unknown[] }
}

export const createState = (): FakeState => ({
  uid: '7000000000000000001',
  name: 'Trợ lý phường',
  secretKey: randomBytes(16),
  cipherKey: randomBytes(16),
  login: 'ok',
  phone: 'agrees',
  session: 'sek-0',
  sessions: ['sek-0'],
  strict: false,
  faults: [],
  calls: [],
  fileDone: true,
  fileIds: [],
  media: new Map(),
  keyless: false,
  pingMs: 20_000,
  qrCodes: 0,
  history: { user: [], group: [] },
})
