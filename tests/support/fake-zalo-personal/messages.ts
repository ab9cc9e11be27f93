/** Messages as Zalo's websocket carries them; every field zca-js reads, invented people. */

export interface TextOptions {
  readonly from?: string
  readonly name?: string
  readonly group?: string
  readonly msgId?: string
  readonly ts?: number
  readonly msgType?: string
  readonly quote?: Readonly<Record<string, unknown>>
  readonly mentions?: readonly { uid: string; pos: number; len: number; type: 0 | 1 }[]
  /** Written by our own account to that person. */
  readonly to?: string
}

let counter = 0

/** @param ownId the account's uid: "0" on the wire */
export const wireMessage = (
  content: unknown,
  at: number,
  options: TextOptions = {},
): Record<string, unknown> => {
  counter += 1
  const { from = '5550001', group, to } = options
  const ts = String(options.ts ?? at)
  return {
    actionId: `a${counter}`,
    msgId: options.msgId ?? String(6_800_000_000_000 + counter),
    cliMsgId: ts,
    msgType: options.msgType ?? 'webchat',
    uidFrom: to === undefined ? from : '0',
    idTo: group ?? to ?? '0',
    dName: options.name ?? 'Bà Tư',
    ts,
    status: 1,
    content,
    notify: '1',
    ttl: 0,
    userId: '0',
    uin: '0',
    topOut: '0',
    topOutTimeOut: '0',
    topOutImprTimeOut: '0',
    propertyExt: { color: -1, size: -1, type: 0, subType: 0, ext: '' },
    paramsExt: { countUnread: 0, containType: 0, platformType: 0 },
    cmd: group === undefined ? 501 : 521,
    st: 3,
    at: 0,
    realMsgId: '0',
    ...(options.quote === undefined ? {} : { quote: options.quote }),
    ...(options.mentions === undefined ? {} : { mentions: options.mentions }),
  }
}
