/** Questions nobody could answer well, grouped by likeness: the list, one group, and setting a group aside. */
import { type Button, plain, type Reply } from '../../bot/chat.ts'
import { groupAlike } from '../../content/learning/alike.ts'
import { phrasingOf } from '../../content/learning/change.ts'
import { sameQuestion } from '../../content/learning/phrasings.ts'
import { maskPersonal } from '../../content/personal-data.ts'
import { dayOf, showDay } from '../../content/vietnam-time.ts'
import type { OpenQuestion } from '../../storage/repositories/questions.ts'
import type { Handler, Outcome, Services } from '../handler.ts'

/** Newest questions looked at; a ward that never looks has older ones answered by the same groups. */
export const mostLookedAt = 500
const pageSize = 5
const examplesShown = 5
/** Different ways of asking taught at once; a group of hundreds says nothing more. */
const mostPhrasings = 8
const exampleLength = 60

export interface QuestionGroup {
  /** Id of its oldest question: names the group in buttons, whatever joins it meanwhile. */
  readonly key: number
  readonly questions: readonly OpenQuestion[]
  /** Different wordings, masked, newest first. */
  readonly texts: readonly string[]
  /** The wording that stands for all: the shortest that still says something. */
  readonly example: string
}

/** @param questions newest first @param gist `Engine.gist` */
export const questionGroups = (
  questions: readonly OpenQuestion[],
  gist: (text: string) => string,
): QuestionGroup[] =>
  groupAlike(questions, gist).map(group => {
    const texts = [
      ...new Map(group.map(({ text }) => [sameQuestion(text), maskPersonal(text).text])).values(),
    ]
    const telling = texts.filter(text => text.split(/\s+/).length >= 3)
    const example = (telling.length > 0 ? telling : texts).reduce((a, b) => (b.length < a.length ? b : a))
    return { key: Math.min(...group.map(({ id }) => id)), questions: group, texts, example }
  })

const load = async ({ repositories, engine }: Services): Promise<QuestionGroup[]> =>
  questionGroups(await repositories.questions.open(mostLookedAt), engine.gist)

export const groupWith = async (key: number, services: Services): Promise<QuestionGroup | undefined> =>
  (await load(services)).find(({ questions }) => questions.some(({ id }) => id === key))

/** What of a group would be taught. */
export const phrasingsOf = (group: QuestionGroup): string[] =>
  [...new Set(group.texts.flatMap(text => phrasingOf(text) ?? []))].slice(0, mostPhrasings)

const cut = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length - 1).trimEnd()}…`

export const listReply = async (page: number, services: Services): Promise<Reply> => {
  const { t } = services
  const groups = await load(services)
  if (groups.length === 0) return { text: t('learning.empty') }
  const at = Math.min(Math.max(0, page), Math.ceil(groups.length / pageSize) - 1)
  const buttons: Button[][] = groups
    .slice(at * pageSize, (at + 1) * pageSize)
    .map(({ key, example, questions }) => [
      {
        label: t('learning.line', { example: cut(example, exampleLength), n: questions.length }),
        value: `learn:group:${key}`,
      },
    ])
  if ((at + 1) * pageSize < groups.length)
    buttons.push([{ label: t('learning.more'), value: `learn:list:${at + 1}` }])
  return {
    text: t('learning.list', {
      questions: groups.reduce((sum, { questions }) => sum + questions.length, 0),
      groups: groups.length,
    }),
    buttons,
  }
}

/** /chuatraloi; in groups the command table keeps it away. */
export const unansweredList: Handler = async (_incoming, services) => ({
  replies: [await listReply(0, services)],
})

/** `learn:group:<question>` */
export const showGroup = async (key: number, services: Services): Promise<Outcome> => {
  const { t, library } = services
  const group = await groupWith(key, services)
  if (group === undefined) return { replies: [{ text: t('learning.gone') }] }
  const { questions, texts } = group
  const last = new Date(Math.max(...questions.map(({ at }) => at.getTime())))
  const wrong = new Map<string, number>()
  for (const { entry, rating } of questions)
    if (rating === 'wrong' && entry !== null) wrong.set(entry, (wrong.get(entry) ?? 0) + 1)
  const lines = [
    t('learning.group', { n: questions.length, last: showDay(dayOf(last)) }),
    ...texts.slice(0, examplesShown).map(text => `- ${plain(cut(text, 300))}`),
    ...[...wrong].map(([entry, n]) =>
      t('learning.group-wrong', { n, title: library.entries.find(({ id }) => id === entry)?.title ?? entry }),
    ),
    '',
    t('learning.what'),
  ]
  return {
    replies: [
      {
        text: lines.join('\n'),
        buttons: [
          [{ label: t('learning.tie'), value: `learn:tie:${group.key}` }],
          [{ label: t('learning.new'), value: `learn:new:${group.key}` }],
          [
            { label: t('learning.skip'), value: `learn:skip:${group.key}` },
            { label: t('learning.back'), value: 'learn:list' },
          ],
        ],
      },
    ],
  }
}

/** `learn:skip:<question>`: dealt with, and nothing learnt. */
export const skipGroup = async (key: number, actor: string, services: Services): Promise<Outcome> => {
  const { repositories, t, now } = services
  const group = await groupWith(key, services)
  if (group === undefined) return { replies: [{ text: t('learning.gone') }] }
  const ids = group.questions.map(({ id }) => id)
  await repositories.questions.resolve(ids, 'dismissed', now)
  await repositories.audit.add(
    { actor, action: 'learning.skip', subject: `question:${group.key}`, detail: { questions: ids.length } },
    now,
  )
  return {
    replies: [{ text: t('learning.skipped', { n: ids.length }) }, await listReply(0, services)],
  }
}
