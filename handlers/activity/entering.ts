/** A card on its way: asks what is missing, else shows what was understood with buttons to save or correct it. */
import type { Button, Reply } from '../../bot/chat.ts'
import { type Form, forms } from '../../content/plan/plan.ts'
import { missingProof, proofDuty } from '../../content/plan/proof.ts'
import type { Incoming, Outcome, Services } from '../handler.ts'
import { type Card, type CardItem, withCard } from './card.ts'
import { type Desk, planFor, settle } from './desk.ts'
import { ask, type Habits, nextQuestion } from './questions.ts'
import { type CardExtras, cardText } from './wording.ts'

/** How many of a person's last entries tell their habits. */
const habitEntries = 20

export const habitsOf = async ({ contact }: Incoming, { repositories }: Services): Promise<Habits> => {
  const last = await repositories.activities.list({ person: contact.person }, { limit: habitEntries })
  return {
    forms: [
      ...new Set(last.flatMap(({ form }) => forms.find((known): known is Form => known === form) ?? [])),
    ],
    places: [...new Set(last.flatMap(({ place }) => place ?? []))].slice(0, 3),
  }
}

export const newCard = (
  items: readonly CardItem[],
  kind: Card['kind'],
  more: Partial<Card>,
  { code }: Pick<Services, 'code'>,
): Card => ({
  id: code(4),
  kind,
  items: [...items],
  optional: [],
  asking: null,
  options: [],
  files: [],
  leftover: [],
  album: null,
  held: null,
  editing: null,
  ...more,
})

/** What evidence and earlier entries have to say about a card. */
const extrasOf = async (card: Card, desk: Desk, { repositories }: Services): Promise<CardExtras> => {
  const stored = card.editing === null ? [] : await repositories.evidence.of([card.editing])
  const missing = card.items.map((item, index) => {
    const plan = planFor(item, desk)
    if (plan === null || card.kind === 'help') return []
    const given = [
      ...stored,
      ...card.files.filter(file => file.item === index).map(({ kind }) => ({ kind, piece: null })),
      ...item.links.map(() => ({ kind: 'link' as const, piece: null })),
    ]
    return missingProof(proofDuty(plan, item.form, item.target), given)
  })
  const alike = await Promise.all(
    card.items.map(item => repositories.activities.sameAs(item, card.kind, card.editing ?? undefined)),
  )
  return { missing, alike, files: card.files.length + stored.length }
}

/** The card itself, or its next question. A tap replaces the message it was made on, where the channel can. */
export const proceed = async (
  card: Card,
  incoming: Incoming,
  services: Services,
  desk: Desk,
  lead: readonly Reply[] = [],
): Promise<Outcome> => {
  const edit = incoming.pressed?.messageRef
  const inPlace = (reply: Reply): Reply =>
    edit === undefined || lead.length > 0 ? reply : { ...reply, edit }
  const question = nextQuestion(card, desk)
  if (question !== undefined) {
    const asked = ask(question, card, await habitsOf(incoming, services), desk)
    return {
      ...asked.outcome,
      replies: [...lead, ...asked.outcome.replies.map(inPlace)],
      session: withCard(incoming.session, asked.card, services.now),
    }
  }
  const open: Card = { ...card, asking: null, options: [] }
  return {
    replies: [...lead, inPlace(await cardReply(open, services, desk))],
    session: withCard(incoming.session, open, services.now),
  }
}

const cardReply = async (card: Card, services: Services, desk: Desk): Promise<Reply> => {
  const { t } = services
  const button = (label: string, verb: string): Button => ({ label, value: `act:${card.id}:${verb}` })
  return {
    text: cardText(card, await extrasOf(card, desk, services), desk),
    buttons: [
      [
        button(
          card.items.length === 1 ? t('activity.save') : t('activity.save-all', { count: card.items.length }),
          'save',
        ),
      ],
      [
        button(t('activity.correct'), 'edit'),
        ...(card.kind === 'log' ? [button(t('activity.add-evidence'), 'evidence')] : []),
      ],
      [
        ...(card.editing === null ? [button(t('activity.later'), 'later')] : []),
        button(t('activity.cancel'), 'cancel'),
      ],
    ],
  }
}

/** Puts a changed item into the card; a question that was open about it is answered. */
export const withItem = (card: Card, index: number, item: CardItem, desk: Desk): Card => ({
  ...card,
  items: card.items.map((old, at) => (at === index ? settle(item, desk) : old)),
})
