/**
 * What a procedure's card may say, part by part, as data: handlers and locales turn it into sentences. Nothing unknown
 * becomes a figure: a part the source is silent about is `unknown`, a channel it does not list is `unstated` (not "no").
 */
import type { Facet } from './model/faq.ts'
import { type Procedure, procedureChannels } from './model/procedure.ts'

export type ProcedureChannel = (typeof procedureChannels)[number]

/** A figure for every channel, or one a channel; `text` null = the source does not say. */
export type ByChannel =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'same'; readonly text: string }
  | {
      readonly kind: 'differs'
      readonly rows: readonly { readonly channel: ProcedureChannel; readonly text: string | null }[]
    }

export type Documents =
  | { readonly kind: 'unknown' }
  /** `more`: the portal lists further papers for special cases. */
  | { readonly kind: 'list'; readonly items: readonly string[]; readonly more: boolean }

export interface Where {
  /** Who decides; null = the source does not say. */
  readonly authority: string | null
  /** The ward itself, or another office that people ask the ward about. */
  readonly level: Procedure['level']
  readonly channels: readonly ProcedureChannel[]
  readonly url: string | null
}

/** Whether a channel is open. `unstated`: the source lists others only, which is no proof that this one is closed. */
export type ChannelState = 'open' | 'unstated' | 'abolished'

/** What people must hear before the rest; `none` only for what was checked and needs no remark. */
export type Notice =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'remark' | 'unchecked' | 'to-check' | 'amended' | 'abolished'
      readonly note: string | null
    }

export interface ProcedureCard {
  readonly code: string
  readonly title: string
  /** The official name where the title is not it. */
  readonly name: string | null
  readonly notice: Notice
  /** ISO day of the check (or of the snapshot the facts are from). */
  readonly checked: string
  readonly result: string | null
  readonly topic: string | null
  readonly where: Where
  readonly documents: Documents
  readonly fee: ByChannel
  readonly time: ByChannel
  readonly online: ChannelState
  readonly post: ChannelState
  /** Parts worth a button: those that say something. Empty for abolished procedures: nobody is guided by one. */
  readonly facets: readonly Facet[]
}

/** How sure the facts are, for the first line of a card. */
export function noticeOf({ status, statusNote: note }: Pick<Procedure, 'status' | 'statusNote'>): Notice {
  switch (status) {
    case 'in-force':
      return note === null ? { kind: 'none' } : { kind: 'remark', note }
    case 'unchecked':
    case 'to-check':
    case 'amended':
    case 'abolished':
      return { kind: status, note }
    default:
      return status satisfies never
  }
}

export function documentsOf({
  documents,
  documentsMore,
}: Pick<Procedure, 'documents' | 'documentsMore'>): Documents {
  return documents.length === 0
    ? { kind: 'unknown' }
    : { kind: 'list', items: documents, more: documentsMore !== null }
}

/** Fee or time over the channels, said once where all agree. */
export function byChannel({ submission }: Pick<Procedure, 'submission'>, part: 'fee' | 'time'): ByChannel {
  const rows = submission.map(row => ({ channel: row.channel, text: row[part] }))
  const [first] = rows
  if (first === undefined || rows.every(row => row.text === null)) return { kind: 'unknown' }
  if (first.text !== null && rows.every(row => row.text === first.text))
    return { kind: 'same', text: first.text }
  return { kind: 'differs', rows }
}

export function whereOf(procedure: Pick<Procedure, 'authority' | 'level' | 'submission' | 'url'>): Where {
  const { authority, level, submission, url } = procedure
  const listed = new Set(submission.map(row => row.channel))
  return { authority, level, channels: procedureChannels.filter(channel => listed.has(channel)), url }
}

export function channelState(
  { submission, status }: Pick<Procedure, 'submission' | 'status'>,
  channel: ProcedureChannel,
): ChannelState {
  if (status === 'abolished') return 'abolished'
  return submission.some(row => row.channel === channel) ? 'open' : 'unstated'
}

/** Everything a card needs, and which buttons make sense on it. */
export function procedureCard(procedure: Procedure): ProcedureCard {
  const documents = documentsOf(procedure)
  const fee = byChannel(procedure, 'fee')
  const time = byChannel(procedure, 'time')
  const online = channelState(procedure, 'online')
  const post = channelState(procedure, 'post')
  const said: readonly (readonly [Facet, boolean])[] = [
    ['documents', documents.kind !== 'unknown'],
    ['fee', fee.kind !== 'unknown'],
    ['time', time.kind !== 'unknown'],
    ['where', true],
    ['online', online === 'open'],
    ['post', post === 'open'],
  ]
  return {
    code: procedure.code,
    title: procedure.title,
    name: procedure.name === procedure.title ? null : procedure.name,
    notice: noticeOf(procedure),
    checked: procedure.checked,
    result: procedure.result,
    topic: procedure.topic,
    where: whereOf(procedure),
    documents,
    fee,
    time,
    online,
    post,
    facets: procedure.status === 'abolished' ? [] : said.flatMap(([facet, says]) => (says ? [facet] : [])),
  }
}
