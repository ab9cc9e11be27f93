/** Taps and typed lines while a card is open: answers, corrections, saving, giving up. */
import type { Button } from '../../bot/chat.ts'
import { ask as askQuestion } from '../ask/ask.ts'
import type { Handler, Incoming, Outcome, Services } from '../handler.ts'
import { clear, linksIn, readAnswer, readCorrection, readCorrectionOf } from './answers.ts'
import { type Card, type CardField, cardFields, cardOf, withCard, withoutForm } from './card.ts'
import { areaRuleKey, type Desk, openDesk, settle } from './desk.ts'
import { habitsOf, proceed, withItem } from './entering.ts'
import { ask } from './questions.ts'
import { begin } from './record.ts'
import { keepDraft, saveCard } from './save.ts'

const say = (text: string, { session }: Incoming): Outcome => ({ replies: [{ text }], session })

/** `act:<card>:<verb>:<args>` */
export const pressCard: Handler = async (incoming, services) => {
  const card = cardOf(incoming.session)
  const [id, verb, ...args] = incoming.pressed?.args ?? []
  if (card === undefined || card.id !== id) return say(services.t('activity.card-closed'), incoming)
  const desk = await openDesk(incoming, services)
  switch (verb) {
    case 'save':
      return await saveCard(card, incoming, services, desk)
    case 'later':
      return await keepDraft(card, incoming, services)
    case 'cancel':
      return {
        replies: [{ text: services.t(card.editing === null ? 'activity.dropped' : 'activity.kept') }],
        session: withoutForm(incoming.session),
      }
    case 'o':
      return await choose(card, Number(args[0]), incoming, services, desk)
    case 'skip':
      return await skip(card, incoming, services, desk)
    case 'evidence':
      return {
        replies: [{ text: services.t('activity.send-evidence') }],
        session: withCard(incoming.session, card, services.now),
      }
    case 'edit':
      return pickField(card, args[0], incoming, services)
    case 'field':
      return await openField(card, Number(args[0]), args[1], incoming, services, desk)
    case 'drop':
      return await proceed(withoutItem(card, Number(args[0])), incoming, services, desk)
    case 'back':
      return await proceed(card, incoming, services, desk)
    default:
      return say(services.t('activity.card-closed'), incoming)
  }
}

/** The card holds the conversation: the next typed line is for it. */
export const hasOpenCard = ({ session, update, command, pressed }: Incoming): boolean =>
  update.content.kind === 'text' &&
  command === undefined &&
  pressed === undefined &&
  cardOf(session) !== undefined

/** A line typed while a card is open: the answer to its question, a correction, a link; else an ordinary question. */
export const typeOnCard: Handler = async (incoming, services) => {
  const card = cardOf(incoming.session)
  if (card === undefined) return await askQuestion(incoming, services)
  const desk = await openDesk(incoming, services)
  if (card.items.length === 0) return await begin('log', incoming.text, incoming, services)
  const { asking } = card
  const item = asking === null ? undefined : card.items[asking.item]
  if (asking !== null && item !== undefined) {
    const read = readAnswer(asking.field, incoming.text, item, desk)
    if (read.kind === 'ok')
      return await answered(card, asking.item, asking.field, read.item, incoming, services, desk)
    const other = card.items.length === 1 ? undefined : readCorrectionOf(incoming.text, card.items, desk)
    const corrected = other?.item ?? readCorrection(incoming.text, item, desk)
    if (corrected !== undefined)
      return await proceed(
        withItem(card, other?.index ?? asking.item, corrected, desk),
        incoming,
        services,
        desk,
      )
    const again = ask(asking, card, await habitsOf(incoming, services), desk)
    return {
      ...again.outcome,
      replies: [{ text: services.t(read.key, read.values) }, ...again.outcome.replies],
      session: withCard(incoming.session, again.card, services.now),
    }
  }
  const [only] = card.items
  const links = linksIn(incoming.text)
  const onlyLinks = links.length > 0 && links.join(' ').length >= incoming.text.trim().length - 1
  if (only !== undefined && card.items.length === 1 && onlyLinks)
    return await proceed(
      withItem(card, 0, { ...only, links: [...new Set([...only.links, ...links])] }, desk),
      incoming,
      services,
      desk,
    )
  const corrected = readCorrectionOf(incoming.text, card.items, desk)
  if (corrected !== undefined)
    return await proceed(withItem(card, corrected.index, corrected.item, desk), incoming, services, desk)
  // A number that stands for no button is no question ("7" would be searched for).
  if (/^\s*\d{1,3}\s*[.)]?\s*$/.test(incoming.text)) return say(services.t('activity.card-waits'), incoming)
  // Not for the card: answered as a question; the card stays open.
  const outcome = await askQuestion(incoming, services)
  return { ...outcome, replies: [...outcome.replies, { text: services.t('activity.card-waits') }] }
}

/**
 * "/sua 60 tờ" while a card is open corrects that card, another form of work included; "/sua" alone offers its fields.
 * Undefined where no card is open.
 */
export const correctOpen = async (
  change: string,
  incoming: Incoming,
  services: Services,
  desk: Desk,
): Promise<Outcome | undefined> => {
  const card = cardOf(incoming.session)
  if (card === undefined || card.items.length === 0) return undefined
  if (change.trim() === '') return pickField(card, undefined, incoming, services)
  const corrected = readCorrectionOf(change, card.items, desk, { anotherForm: true })
  if (corrected === undefined) return say(services.t('activity.correct-how'), incoming)
  return await proceed(withItem(card, corrected.index, corrected.item, desk), incoming, services, desk)
}

const answered = async (
  card: Card,
  index: number,
  field: CardField,
  item: Card['items'][number],
  incoming: Incoming,
  services: Services,
  desk: Desk,
): Promise<Outcome> => {
  const optional = card.optional.filter(question => question.item !== index || question.field !== field)
  const told = withItem({ ...card, optional, asking: null }, index, item, desk)
  // The works of one message are mostly one unit's: it is asked once for all that have none.
  const items =
    field === 'doer'
      ? told.items.map(each => (each.doer === null ? settle({ ...each, doer: item.doer }, desk) : each))
      : told.items
  return await proceed({ ...told, items }, incoming, services, desk)
}

const choose = async (
  card: Card,
  option: number,
  incoming: Incoming,
  services: Services,
  desk: Desk,
): Promise<Outcome> => {
  const { asking } = card
  const item = asking === null ? undefined : card.items[asking.item]
  const value = card.options[option]
  if (asking === null || item === undefined || value === undefined)
    return await proceed(card, incoming, services, desk)
  const { field } = asking
  if (field === 'areas') {
    await keepAreaRule(item.form, value === 'each' ? 'each' : 'one', incoming, services)
    return await answered(
      card,
      asking.item,
      field,
      { ...item, eachArea: value === 'each' },
      incoming,
      services,
      await openDesk(incoming, services),
    )
  }
  if (field === 'target') {
    const target = value === '-' ? null : value
    return await answered(
      card,
      asking.item,
      field,
      { ...item, target, targetChosen: true },
      incoming,
      services,
      desk,
    )
  }
  const read = readAnswer(field, spoken(field, value, desk), item, desk)
  return read.kind === 'ok'
    ? await answered(card, asking.item, field, read.item, incoming, services, desk)
    : say(services.t(read.key, read.values), incoming)
}

/** A button's value in the words its question reads. */
const spoken = (field: CardField, value: string, { t }: Desk): string => {
  switch (field) {
    case 'form':
      return t(`activity.forms.${value}`)
    case 'topics':
      return t(`activity.topics.${value}`)
    case 'date':
      return value.split('-').reverse().join('/')
    default:
      return value
  }
}

/** The first answer is the ward's rule from then on; a lead may change it with the same question. */
const keepAreaRule = async (
  form: Card['items'][number]['form'],
  rule: 'one' | 'each',
  { contact }: Incoming,
  { repositories, now }: Services,
): Promise<void> => {
  if (form === null) return
  const key = areaRuleKey(form)
  const before = await repositories.settings.get(key)
  if (before !== undefined && contact.role !== 'lead' && contact.role !== 'admin') return
  await repositories.settings.set(key, rule, now)
  await repositories.audit.add(
    {
      actor: `contact:${contact.id}`,
      action: 'activity.area-rule',
      subject: key,
      detail: { before: before ?? null, after: rule },
    },
    now,
  )
}

const skip = async (card: Card, incoming: Incoming, services: Services, desk: Desk): Promise<Outcome> => {
  const { asking } = card
  const item = asking === null ? undefined : card.items[asking.item]
  if (asking === null || item === undefined) return await proceed(card, incoming, services, desk)
  const empty = clear(asking.field, item, desk)
  return empty.kind === 'ok'
    ? await answered(card, asking.item, asking.field, empty.item, incoming, services, desk)
    : say(services.t(empty.key), incoming)
}

/** Which item, then which field; taps keep to one message where the channel can edit. */
const pickField = (
  card: Card,
  chosen: string | undefined,
  incoming: Incoming,
  { t, now }: Services,
): Outcome => {
  const button = (label: string, verb: string): Button => ({ label, value: `act:${card.id}:${verb}` })
  const edit = incoming.pressed?.messageRef
  const index = card.items.length === 1 ? 0 : Number(chosen ?? Number.NaN)
  const item = card.items[index]
  const choices =
    item === undefined
      ? card.items.map((_item, at) => button(t('activity.item-button', { n: at + 1 }), `edit:${at}`))
      : editable(item, card).map(field => button(t(`activity.fields.${field}`), `field:${index}:${field}`))
  if (item !== undefined && card.items.length > 1)
    choices.push(button(t('activity.drop-item'), `drop:${index}`))
  const rows: Button[][] = []
  choices.forEach((choice, at) => {
    if (at % 2 === 0) rows.push([choice])
    else rows.at(-1)?.push(choice)
  })
  return {
    replies: [
      {
        text: t(item === undefined ? 'activity.which-item' : 'activity.which-field'),
        buttons: [...rows, [button(t('activity.back'), 'back')]],
        ...(edit === undefined ? {} : { edit }),
      },
    ],
    session: withCard(incoming.session, { ...card, asking: null, options: [] }, now),
  }
}

/** One of several items goes; files tied to it go to the first that stays. */
const withoutItem = (card: Card, index: number): Card =>
  card.items.length < 2 || card.items[index] === undefined
    ? card
    : {
        ...card,
        items: card.items.filter((_item, at) => at !== index),
        optional: [],
        files: card.files.map(file => ({
          ...file,
          item: file.item === index ? 0 : file.item > index ? file.item - 1 : file.item,
        })),
      }

const editable = (item: Card['items'][number], card: Card): CardField[] =>
  cardFields.filter(field => {
    if (field === 'areas') return item.areas.length > 1 && item.eachArea !== null
    if (field === 'people') return item.form !== 'direct_guidance' && card.kind === 'log'
    return card.kind === 'log' || !['minutes', 'doer', 'target', 'links', 'note'].includes(field)
  })

const openField = async (
  card: Card,
  index: number,
  name: string | undefined,
  incoming: Incoming,
  services: Services,
  desk: Desk,
): Promise<Outcome> => {
  const field = cardFields.find(known => known === name)
  const item = card.items[index]
  if (field === undefined || item === undefined) return await proceed(card, incoming, services, desk)
  const asked = ask(
    { item: index, field },
    { ...card, items: card.items.map(old => settle(old, desk)) },
    await habitsOf(incoming, services),
    desk,
  )
  const edit = incoming.pressed?.messageRef
  return {
    ...asked.outcome,
    replies: asked.outcome.replies.map(reply => (edit === undefined ? reply : { ...reply, edit })),
    session: withCard(incoming.session, asked.card, services.now),
  }
}
