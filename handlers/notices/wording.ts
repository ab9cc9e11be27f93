/** A notice as people read it, and its figures in words. */
import { plain, type Reply } from '../../bot/chat.ts'
import { readArea } from '../../content/areas.ts'
import type { Library } from '../../content/library.ts'
import type { Translate } from '../../content/locales.ts'
import { clockOf, dayOf, showDay } from '../../content/vietnam-time.ts'
import { wardName } from '../../content/ward-text.ts'
import type { Audience } from '../../storage/repositories/audience.ts'
import type { OutcomeCount } from '../../storage/repositories/broadcast-recipients.ts'
import type { Broadcast } from '../../storage/repositories/broadcasts.ts'
import { procedureByCode } from '../procedures/show.ts'
import { wishOf } from './wishes.ts'

export const noticeKinds = [
  'general',
  'outage',
  'meeting',
  'procedure-new',
  'procedure-amended',
  'procedure-abolished',
] as const
export type NoticeKind = (typeof noticeKinds)[number]

export const kindOfNotice = ({ kind }: Pick<Broadcast, 'kind'>): NoticeKind =>
  noticeKinds.find(known => known === kind) ?? 'general'
export const isAboutProcedure = (broadcast: Pick<Broadcast, 'kind'>): boolean =>
  kindOfNotice(broadcast).startsWith('procedure')

export interface Desk {
  readonly library: Library
  readonly t: Translate
}

/** What its author types fits one message of every channel, with the heading and the last line. */
export const longestNotice = 1500

/** Heading, the frame of its kind, the author's words, how to stop; the same for everybody who reads this language. */
export const noticeReply = (broadcast: Broadcast, { library, t }: Desk): Reply => {
  const kind = kindOfNotice(broadcast)
  const procedure = broadcast.procedure === null ? undefined : procedureByCode(library, broadcast.procedure)
  const frame =
    procedure === undefined
      ? []
      : [
          t(`notices.frame.${kind}`, { name: plain(procedure.name), code: procedure.code }),
          ...(kind === 'procedure-abolished' ? [] : [t('notices.frame-more', { code: procedure.code })]),
        ]
  const [about, more] = frame
  return {
    text: [
      t(`notices.heading.${kind}`, { ward: wardName(library) }),
      ...(about === undefined ? [] : [about]),
      plain(broadcast.text),
      ...(more === undefined ? [] : [more]),
      t('notices.footer'),
    ].join('\n\n'),
    ...(broadcast.attachment === null ? {} : { attachments: [broadcast.attachment] }),
    priority: 'broadcast',
  }
}

/** "07:30 08/12/2026" */
export const showMoment = (at: Date): string => `${clockOf(at)} ${showDay(dayOf(at))}`

export const showCount = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, '.')

export const audienceInWords = (audience: Audience, { library, t }: Desk): string => {
  switch (audience.kind) {
    case 'ward':
      return t('notices.audience.ward')
    case 'area':
      return t('notices.audience.area', {
        names: audience.keys
          .map(key => wishOf('area', key, library, t)?.label ?? readArea(key, [])?.label ?? key)
          .join(', '),
      })
    case 'topic':
      return t('notices.audience.topic', {
        names: audience.keys.map(key => wishOf('topic', key, library, t)?.label ?? key).join(', '),
      })
    default:
      return audience satisfies never
  }
}

/** The first words, for lists. */
export const opening = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return line.length <= 60 ? line : `${line.slice(0, 57).trimEnd()}…`
}

const reasons: Readonly<Record<string, string>> = {
  gone: 'blocked',
  blocked: 'blocked',
  'not-found': 'blocked',
  'window-closed': 'window-closed',
  quota: 'quota',
  'channel-off': 'channel-off',
  stopped: 'stopped',
  cancelled: 'cancelled',
  expired: 'expired',
}

const sum = (counts: readonly { readonly people: number }[]): number =>
  counts.reduce((total, { people }) => total + people, 0)

/** Sent, waiting, not reached by reason; then each channel. */
export const outcomeInWords = (outcome: readonly OutcomeCount[], t: Translate): string => {
  if (outcome.length === 0) return t('notices.outcome.nobody')
  const of = (what: string): number => sum(outcome.filter(count => count.outcome === what))
  const failed = outcome.filter(count => count.outcome !== 'sent' && count.outcome !== 'waiting')
  const byReason = new Map<string, number>()
  for (const { outcome: reason, people } of failed) {
    const key = reasons[reason] ?? 'other'
    byReason.set(key, (byReason.get(key) ?? 0) + people)
  }
  const why = [...byReason].map(([key, people]) =>
    t('notices.outcome.reason', { reason: t(`notices.reason.${key}`), n: showCount(people) }),
  )
  const channels = [...new Set(outcome.map(({ channel }) => channel))].map(channel => {
    const own = outcome.filter(count => count.channel === channel)
    return t('notices.outcome.channel', {
      channel: t(`link.channels.${channel}`),
      sent: showCount(sum(own.filter(count => count.outcome === 'sent'))),
      all: showCount(sum(own)),
    })
  })
  return [
    t('notices.outcome.sent', { n: showCount(of('sent')) }),
    ...(of('waiting') === 0 ? [] : [t('notices.outcome.waiting', { n: showCount(of('waiting')) })]),
    ...(failed.length === 0
      ? []
      : [t('notices.outcome.failed', { n: showCount(sum(failed)), why: why.join('; ') })]),
    ...channels,
  ].join('\n')
}
