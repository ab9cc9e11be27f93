/** The dialogue of the learning loop: tie a group of questions to an entry, or write a new answer, part by part. */
import { type Button, plain, type Reply } from '../../bot/chat.ts'
import { fold } from '../../content/language/unicode.ts'
import type { FaqEntry } from '../../content/model/faq.ts'
import { dayOf, showDay } from '../../content/vietnam-time.ts'
import { answerText } from '../ask/answer-reply.ts'
import { leadRoles } from '../commands.ts'
import type { Handler, Incoming, Outcome, Services } from '../handler.ts'
import { publishEntry, tiePhrasings } from './approve.ts'
import {
  type Draft,
  draftOf,
  fill,
  nextStep,
  type Part,
  parts,
  reviewAfter,
  reviewMonths,
  withDraft,
  withoutForm,
} from './draft.ts'
import { groupWith, listReply, phrasingsOf, showGroup, skipGroup } from './groups.ts'

const suggested = 5

const bulleted = (texts: readonly string[]): string => texts.map(text => `- ${plain(text)}`).join('\n')

const drop = ({ t }: Services): Button => ({ label: t('learning.drop'), value: 'learn:drop' })

/** Entries whose titles hold every word typed, then those the words are understood as. */
const entriesFor = (text: string, { library, engine }: Services): FaqEntry[] => {
  const words = fold(text).split(/\s+/)
  const titled = library.entries.filter(({ title }) => words.every(word => fold(title).includes(word)))
  const understood = engine
    .understand(text)
    .ranked.flatMap(({ entry }) => library.entries.find(({ id }) => id === entry) ?? [])
  return [...new Set([...titled.slice(0, suggested), ...understood])].slice(0, suggested)
}

const entryChoices = (found: readonly FaqEntry[], services: Services): Button[][] => [
  ...found.map(({ id, title }) => [{ label: title, value: `learn:pick:${id}` }]),
  [drop(services)],
]

/** What is asked at this step of the draft. */
const question = (draft: Draft, services: Services): Reply => {
  const { t, library } = services
  const { step } = draft
  switch (step) {
    case 'search':
      return {
        text: t('learning.tie-search'),
        buttons: entryChoices(entriesFor(draft.phrasings[0] ?? '', services), services),
      }
    case 'title':
    case 'answer':
    case 'source':
    case 'phrase':
      return { text: t(`learning.${step}`) }
    case 'article':
      return {
        text: t('learning.article'),
        buttons: [[{ label: t('learning.no-article'), value: 'learn:noarticle' }]],
      }
    case 'review':
      return {
        text: t('learning.review'),
        buttons: [
          reviewMonths.map(n => ({ label: t('learning.months', { n }), value: `learn:review:${n}` })),
        ],
      }
    case 'group':
      return {
        text: t('learning.topic-group'),
        buttons: library.groups.map(({ id, title }) => [{ label: title, value: `learn:in:${id}` }]),
      }
    case 'confirm':
      return draft.mode === 'tie' ? tieCheck(draft, services) : newCheck(draft, services)
    default:
      return step satisfies never
  }
}

const tieCheck = (draft: Draft, services: Services): Reply => {
  const { t, library } = services
  const entry = library.entries.find(({ id }) => id === draft.entry)
  return {
    text: t('learning.tie-check', {
      title: entry?.title ?? draft.entry ?? '',
      phrasings: bulleted(draft.phrasings),
    }),
    buttons: [
      [{ label: t('learning.tie-yes'), value: 'learn:yes' }],
      [
        { label: t('learning.rephrase'), value: 'learn:edit:phrase' },
        { label: t('learning.other-entry'), value: 'learn:edit:search' },
      ],
      [drop(services)],
    ],
  }
}

/** The entry a whole draft makes, but for its id. */
const entryFrom = (draft: Draft, id: string, { now }: Services): FaqEntry => ({
  id,
  topics: [id],
  title: draft.title ?? '',
  questions: draft.phrasings,
  answer: draft.answer ?? '',
  facets: {},
  followUps: [],
  sources: [
    {
      name: draft.source ?? '',
      ...(draft.article === undefined || draft.article === null ? {} : { article: draft.article }),
      checked: dayOf(now),
    },
  ],
  plans: [],
  volatile: false,
  review: draft.review ?? '',
  ...(draft.group === undefined ? {} : { group: draft.group }),
})

const newCheck = (draft: Draft, services: Services): Reply => {
  const { t, library } = services
  return {
    text: t('learning.check', {
      answer: answerText(entryFrom(draft, 'learnt.draft', services), undefined, services),
      title: plain(draft.title ?? ''),
      group: library.groups.find(({ id }) => id === draft.group)?.title ?? '',
      phrasings: bulleted(draft.phrasings),
    }),
    buttons: [
      [{ label: t('learning.yes'), value: 'learn:yes' }],
      [{ label: t('learning.edit'), value: 'learn:edit' }, drop(services)],
    ],
  }
}

const ask = (
  draft: Draft,
  incoming: Incoming,
  services: Services,
  before: readonly Reply[] = [],
): Outcome => ({
  replies: [...before, question(draft, services)],
  session: withDraft(incoming.session, draft, services.now),
})

const begin = async (
  mode: Draft['mode'],
  key: number,
  incoming: Incoming,
  services: Services,
): Promise<Outcome> => {
  const group = await groupWith(key, services)
  if (group === undefined) return { replies: [{ text: services.t('learning.gone') }] }
  const draft: Draft = {
    mode,
    step: mode === 'tie' ? 'search' : 'title',
    ids: group.questions.map(({ id }) => id),
    phrasings: phrasingsOf(group),
  }
  return ask(draft, incoming, services)
}

/** After a part is there: on to the next missing one, or the second look. */
const goOn = (draft: Draft, incoming: Incoming, services: Services): Outcome =>
  ask(
    { ...draft, step: draft.mode === 'tie' && draft.phrasings.length > 0 ? 'confirm' : nextStep(draft) },
    incoming,
    services,
  )

const approve = async (draft: Draft, incoming: Incoming, services: Services): Promise<Outcome> => {
  const { t } = services
  const by = `contact:${incoming.contact.id}`
  if (draft.mode === 'new' && nextStep(draft) !== 'confirm') return goOn(draft, incoming, services)
  const result =
    draft.mode === 'tie'
      ? await tiePhrasings(draft, by, services)
      : await publishEntry(id => entryFrom(draft, id, services), draft, by, services)
  const session = withoutForm(incoming.session)
  if (result === undefined) return { replies: [{ text: t('learning.gone') }], session }
  return {
    replies: [
      {
        text: t(draft.mode === 'tie' ? 'learning.tied' : 'learning.posted', { title: plain(result.title) }),
        buttons: [
          [{ label: t('learning.see'), value: `entry:${result.entry}` }],
          [{ label: t('learning.back'), value: 'learn:list' }],
        ],
      },
    ],
    session,
    contentChanged: true,
  }
}

const editWhat = ({ t }: Services): Reply => ({
  text: t('learning.which'),
  buttons: parts.map(part => [{ label: t(`learning.part.${part}`), value: `learn:edit:${part}` }]),
})

const startEdit = (
  draft: Draft,
  part: string | undefined,
  incoming: Incoming,
  services: Services,
): Outcome => {
  if (part === 'search') return ask({ ...draft, step: 'search' }, incoming, services)
  const chosen = parts.find(name => name === part)
  return chosen === undefined
    ? { replies: [editWhat(services)], session: withDraft(incoming.session, draft, services.now) }
    : ask({ ...draft, step: chosen }, incoming, services)
}

const filled = (draft: Draft, part: Part, text: string, incoming: Incoming, services: Services): Outcome => {
  const result = fill(draft, part, text, services)
  return 'draft' in result
    ? goOn(result.draft, incoming, services)
    : ask({ ...draft, step: part }, incoming, services, [{ text: result.problem }])
}

/** `learn:<action>[:<what>]`; the list first, then what the form's buttons say. */
export const learnPress: Handler = async (incoming, services) => {
  const { t, now } = services
  if (incoming.update.chat !== 'private') return { replies: [{ text: t('learning.private-only') }] }
  const [action = '', what = ''] = incoming.pressed?.args ?? []
  const key = Number(what)
  switch (action) {
    case 'list':
      return { replies: [await listReply(key || 0, services)], session: withoutForm(incoming.session) }
    case 'group':
      return await showGroup(key, services)
    case 'skip':
      return await skipGroup(key, `contact:${incoming.contact.id}`, services)
    case 'tie':
    case 'new':
      return await begin(action, key, incoming, services)
    default:
  }
  const draft = draftOf(incoming.session, now)
  if (draft === undefined) return { replies: [{ text: t('learning.lost') }] }
  switch (action) {
    case 'pick':
      return services.library.entries.some(({ id }) => id === what)
        ? goOn({ ...draft, entry: what }, incoming, services)
        : { replies: [{ text: t('ask.gone') }] }
    case 'noarticle':
      return filled(draft, 'article', '', incoming, services)
    case 'review':
      return filled(draft, 'review', showDay(reviewAfter(key || 6, now)), incoming, services)
    case 'in':
      return filled(draft, 'group', what, incoming, services)
    case 'edit':
      return startEdit(draft, what, incoming, services)
    case 'yes':
      return await approve(draft, incoming, services)
    case 'drop':
      return { replies: [{ text: t('learning.dropped') }], session: withoutForm(incoming.session) }
    default:
      return { replies: [{ text: t('ask.gone') }] }
  }
}

/** Words typed while the form waits for them. */
export const learnText: Handler = (incoming, services) => {
  const { t, now } = services
  const draft = draftOf(incoming.session, now)
  if (draft === undefined)
    return { replies: [{ text: t('learning.lost') }], session: withoutForm(incoming.session) }
  const { step } = draft
  if (step === 'confirm') return ask(draft, incoming, services, [{ text: t('learning.choose') }])
  if (step !== 'search') return filled(draft, step, incoming.text, incoming, services)
  const found = entriesFor(incoming.text, services)
  return {
    replies: [
      {
        text: t(found.length === 0 ? 'learning.tie-none' : 'learning.tie-found'),
        buttons: entryChoices(found, services),
      },
    ],
    session: withDraft(incoming.session, draft, now),
  }
}

/** Whether the learning form waits for what this person types; an old one, or one of another role, no longer does. */
export const learnWaits = (incoming: Incoming): boolean => {
  const { session, pressed, command, update, contact, text } = incoming
  return (
    pressed === undefined &&
    command === undefined &&
    text !== '' &&
    update.chat === 'private' &&
    update.content.kind === 'text' &&
    leadRoles.includes(contact.role) &&
    draftOf(session, new Date(update.at)) !== undefined
  )
}
