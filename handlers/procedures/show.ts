/** A procedure's card as a reply: the summary with a button for each part, or one part, or everything at once. */
import type { Button, Reply } from '../../bot/chat.ts'
import type { Library } from '../../content/library.ts'
import type { Translate } from '../../content/locales.ts'
import type { Facet } from '../../content/model/faq.ts'
import type { Procedure } from '../../content/model/procedure.ts'
import { procedureCard } from '../../content/procedure-card.ts'
import { cardText, partText, summaryText } from '../../content/procedure-text.ts'
import { codesIn } from '../../content/search/procedure-code.ts'

/** Only what showing needs, so that commands can use it too. */
export interface Shelf {
  readonly library: Library
  readonly t: Translate
}

export const procedureByCode = (library: Library, code: string): Procedure | undefined =>
  library.procedures.find(procedure => procedure.code === code)

const prefix = 'tthc:'

/** What the conversation remembers of a shown procedure: an id of its own, told from entries by its prefix. */
export const procedureTarget = ({ code }: Pick<Procedure, 'code'>): { id: string; topic: string } => ({
  id: prefix + code,
  topic: prefix + code,
})

/** The code in such an id; undefined for an entry's id. */
export const procedureOf = (id: string): string | undefined =>
  id.startsWith(prefix) ? id.slice(prefix.length) : undefined

/** The button that opens a card. */
export const procedureButton = ({ code, title }: Pick<Procedure, 'code' | 'title'>): Button => ({
  label: title,
  value: `tthc:${code}`,
})

/** Buttons of several cards; equal titles (long names are cut) are told apart by their codes. */
export const procedureButtons = (found: readonly Pick<Procedure, 'code' | 'title'>[]): Button[][] =>
  found.map(item => {
    const button = procedureButton(item)
    const alike = found.filter(({ title }) => title === item.title).length > 1
    return [alike ? { ...button, label: `${item.title} (${item.code})` } : button]
  })

const pairs = (buttons: readonly Button[]): Button[][] =>
  buttons.flatMap((button, index) => {
    const next = buttons[index + 1]
    return index % 2 === 1 ? [] : [next === undefined ? [button] : [button, next]]
  })

/** The answer written for this procedure's topic, what replaced it, the portal. */
const further = (procedure: Procedure, { library, t }: Shelf): Button[][] => {
  const entry = library.entries.find(({ topics }) => topics[0] === procedure.topic)
  const replaced =
    procedure.statusNote === null
      ? []
      : codesIn(procedure.statusNote).flatMap(code => {
          const other = code === procedure.code ? undefined : procedureByCode(library, code)
          return other === undefined ? [] : [other]
        })
  return [
    ...procedureButtons(replaced.slice(0, 2)),
    ...(entry === undefined
      ? []
      : [[{ label: t('procedures.guide', { title: entry.title }), value: `entry:${entry.id}` }]]),
    // An abolished procedure's page would guide people to a file nobody takes.
    ...(procedure.url === null || procedure.status === 'abolished'
      ? []
      : [[{ label: t('procedures.portal'), value: 'portal', url: procedure.url }]]),
  ]
}

const partButtons = (procedure: Procedure, shown: Facet | undefined, { t }: Shelf): Button[][] => {
  const parts = procedureCard(procedure).facets.filter(facet => facet !== shown)
  return pairs([
    ...parts.map(facet => ({ label: t(`facets.${facet}`), value: `tthcf:${procedure.code}:${facet}` })),
    ...(parts.length > 1 ? [{ label: t('ask.whole'), value: `tthcf:${procedure.code}:all` }] : []),
  ])
}

/** The summary: what it is, who decides, whether the facts hold; its parts are buttons. */
export const cardReply = (procedure: Procedure, shelf: Shelf): Reply => {
  const card = procedureCard(procedure)
  const parts = partButtons(procedure, undefined, shelf)
  const ask = parts.length === 0 ? '' : `\n\n${shelf.t('procedures.which-part')}`
  return {
    text: `${summaryText(card, shelf.t)}${ask}`,
    buttons: [...parts, ...further(procedure, shelf)],
  }
}

/** Everything the card says, in one message. */
export const wholeReply = (procedure: Procedure, shelf: Shelf): Reply => ({
  text: cardText(procedureCard(procedure), shelf.t),
  buttons: further(procedure, shelf),
})

/** One part; undefined when procedures have no such part or this one is abolished: the card then says more. */
export const partReply = (procedure: Procedure, facet: Facet, shelf: Shelf): Reply | undefined => {
  const card = procedureCard(procedure)
  const text = procedure.status === 'abolished' ? undefined : partText(card, facet, shelf.t)
  if (text === undefined) return undefined
  return { text, buttons: [...partButtons(procedure, facet, shelf), ...further(procedure, shelf)] }
}
