/** A procedure's card and its parts in words, through the locale's section `procedure-card`. Pure. */
import type { Translate } from './locales.ts'
import type { Facet } from './model/faq.ts'
import type { ByChannel, ChannelState, Notice, ProcedureCard } from './procedure-card.ts'
import { showDay } from './vietnam-time.ts'

/** Longest official name shown on a card; longer ones are paragraphs that nobody reads. */
const longestName = 220

const key = (name: string): string => `procedure-card.${name}`

/** The line that must come first; undefined when there is nothing to warn of. */
export function noticeText(notice: Notice, t: Translate): string | undefined {
  switch (notice.kind) {
    case 'none':
      return undefined
    case 'remark':
      return notice.note ?? undefined
    case 'unchecked':
    case 'to-check':
    case 'amended':
    case 'abolished': {
      const lead = t(key(`notice.${notice.kind}`))
      return notice.note === null ? lead : `${lead} ${notice.note}`
    }
    default:
      return notice satisfies never
  }
}

function perChannel(value: ByChannel, part: 'fee' | 'time', t: Translate): string {
  switch (value.kind) {
    case 'unknown':
      return t(key(`${part}.unknown`))
    case 'same':
      return t(key(`${part}.same`), { text: value.text })
    case 'differs':
      return [
        t(key(`${part}.differs`)),
        ...value.rows.map(
          row => `- ${t(key(`channel.${row.channel}`))}: ${row.text ?? t(key('not-stated'))}`,
        ),
      ].join('\n')
    default:
      return value satisfies never
  }
}

const channelText = (
  state: ChannelState,
  channel: 'online' | 'post',
  url: string | null,
  t: Translate,
): string => {
  const said = t(key(`${channel}.${state}`))
  return channel === 'online' && state === 'open' && url !== null ? `${said} ${url}` : said
}

/** One part of a card in words; undefined for parts procedures do not have (who, how): the topic's answer has them. */
export function facetText(card: ProcedureCard, facet: Facet, t: Translate): string | undefined {
  switch (facet) {
    case 'documents':
      return card.documents.kind === 'unknown'
        ? t(key('documents.unknown'))
        : [
            t(key('documents.list')),
            ...card.documents.items.map(item => `- ${item}`),
            ...(card.documents.more ? [t(key('documents.more'))] : []),
          ].join('\n')
    case 'fee':
      return perChannel(card.fee, 'fee', t)
    case 'time':
      return perChannel(card.time, 'time', t)
    case 'where': {
      const { authority, level, channels } = card.where
      return [
        authority === null ? t(key('where.unknown')) : t(key('where.authority'), { authority }),
        ...(level === 'elsewhere' ? [t(key('where.elsewhere'))] : []),
        ...(channels.length === 0
          ? []
          : [
              t(key('where.channels'), {
                channels: channels.map(channel => t(key(`channel.${channel}`))).join(', '),
              }),
            ]),
      ].join('\n')
    }
    case 'online':
      return channelText(card.online, 'online', card.where.url, t)
    case 'post':
      return channelText(card.post, 'post', card.where.url, t)
    case 'who':
    case 'how':
      return undefined
    default:
      return facet satisfies never
  }
}

/** Title and code; the official name where it is short enough to be read. */
const nameLines = (card: ProcedureCard, t: Translate): string =>
  [
    `**${card.title}** (${t(key('code'), { code: card.code })})`,
    ...(card.name === null || card.name.length > longestName ? [] : [`_${card.name}_`]),
  ].join('\n')

/**
 * The whole card: title, what to beware of, the parts that say something, the portal's page and the day of the facts. An
 * abolished procedure says only that and what came instead; its old page is not linked.
 */
export function cardText(card: ProcedureCard, t: Translate): string {
  const notice = noticeText(card.notice, t)
  const parts = card.facets
    .filter(facet => facet !== 'online' && facet !== 'post')
    .map(facet => facetText(card, facet, t) ?? '')
  return [
    nameLines(card, t),
    ...(notice === undefined ? [] : [`${card.notice.kind === 'remark' ? '' : '⚠️ '}${notice}`]),
    ...parts,
    ...(card.result === null ? [] : [t(key('result'), { result: card.result })]),
    [
      ...(card.where.url === null || card.notice.kind === 'abolished'
        ? []
        : [t(key('portal'), { url: card.where.url })]),
      t(key('checked'), { checked: showDay(card.checked) }),
    ].join('\n'),
  ].join('\n\n')
}

/** Doubts that change whether people should act on a card at all; milder remarks follow the name. */
const comesFirst = (notice: Notice): boolean => !['none', 'remark', 'unchecked'].includes(notice.kind)

/**
 * What a procedure is in a few lines: a serious doubt first, then name, who decides and how it is handed in, and the day of
 * the facts. Its parts are left to the buttons beside it; the portal's page is a button too.
 */
export function summaryText(card: ProcedureCard, t: Translate): string {
  const notice = noticeText(card.notice, t)
  const first = comesFirst(card.notice)
  return [
    ...(notice !== undefined && first ? [`⚠️ ${notice}`] : []),
    nameLines(card, t),
    ...(card.notice.kind === 'abolished' ? [] : [facetText(card, 'where', t) ?? '']),
    ...(card.result === null || card.notice.kind === 'abolished'
      ? []
      : [t(key('result'), { result: card.result })]),
    ...(notice !== undefined && !first ? [notice] : []),
    t(key('checked'), { checked: showDay(card.checked) }),
  ].join('\n\n')
}

/** One part under the procedure's name, with what to beware of; undefined for parts procedures do not have. */
export function partText(card: ProcedureCard, facet: Facet, t: Translate): string | undefined {
  const part = facetText(card, facet, t)
  if (part === undefined) return undefined
  const notice = noticeText(card.notice, t)
  return [
    `**${card.title}** (${t(key('code'), { code: card.code })})`,
    ...(notice !== undefined && comesFirst(card.notice) ? [`⚠️ ${notice}`] : []),
    part,
    [
      ...(notice !== undefined && !comesFirst(card.notice) ? [notice] : []),
      t(key('checked'), { checked: showDay(card.checked) }),
    ].join(' '),
  ].join('\n\n')
}
