/** /soanbai [chủ đề] [n phút]: a loudspeaker script of the wished length, to read, to print and to log once it was aired. */
import type { Button, Contact } from '../../bot/chat.ts'
import type { Topic } from '../../content/model/topic.ts'
import { nearTopics } from '../../content/script/choose.ts'
import { lengths, longest, type Script, shortest, topicScript } from '../../content/script/script.ts'
import { subjectOf } from '../../content/script/subjects.ts'
import { dayOf } from '../../content/vietnam-time.ts'
import { staffRoles } from '../commands.ts'
import type { Handler, Incoming, Outcome, Services } from '../handler.ts'
import { logAiring } from './aired.ts'
import { askNews, keptNews, newsOutcome } from './news.ts'
import { scriptFile, scriptReply } from './show.ts'
import { topicMeant, topicsReply } from './topics.ts'

const mayWrite = ({ role }: Pick<Contact, 'role'>): boolean => staffRoles.includes(role)

const lengthAsked = /(?:^|\s)(\d{1,3})\s*(?:phút|phut|ph|p|')\s*$/iu
const newsAsked = /^(?:tin(?: của)?(?: phường| xã| tức)?)$/iu
/** "/soanbai tin: …", or longer words after it, is the news itself. */
const newsGiven = /^tin(?: phường| xã| tức)?\s*:\s*([\s\S]+)$/iu

const within = (minutes: number): number => Math.min(longest, Math.max(shortest, minutes))

/** `/soanbai`, `/soanbai 7 phút`, `/soanbai khai sinh 5 phút`, `/soanbai tin`, `/soanbai tin: …` */
export const writeScript: Handler = async (incoming, services) => {
  const { t } = services
  const args = incoming.command?.args ?? ''
  const writer = mayWrite(incoming.contact)
  const given = newsGiven.exec(args)?.[1]
  if (writer && given !== undefined) return newsOutcome(given, incoming, services)
  const asked = lengthAsked.exec(args)
  const minutes = asked?.[1] === undefined ? undefined : within(Number(asked[1]))
  const note =
    minutes === undefined || minutes === Number(asked?.[1])
      ? []
      : [{ text: t('scripts.length-kept', { shortest, longest, minutes }) }]
  const words = args.replace(lengthAsked, '').trim()
  if (writer && newsAsked.test(words)) return askNews(incoming, services)
  if (words === '') return { replies: [...note, await topicsReply(0, minutes, writer, services)] }
  const meant = await topicMeant(words, minutes, writer, services)
  if ('text' in meant) return { replies: [...note, meant] }
  const outcome =
    minutes === undefined ? askLength(meant, services) : show(meant, minutes, 0, incoming, services)
  return { ...outcome, replies: [...note, ...outcome.replies] }
}

const lengthButtons = ({ id }: Topic, { t }: Services): Button[] =>
  lengths.map(n => ({ label: t('scripts.minutes', { n }), value: `sb:bai:${id}:${n}` }))

const askLength = (topic: Topic, services: Services): Outcome => ({
  replies: [
    {
      text: services.t('scripts.choose-length', { title: topic.title }),
      buttons: [lengthButtons(topic, services)],
    },
  ],
})

const make = (topic: Topic, minutes: number, variation: number, services: Services): Script | undefined =>
  topicScript({
    topic,
    minutes,
    variation,
    library: services.library,
    t: services.in('vi'),
    today: dayOf(services.now),
  })

/** The next variation made of other entries; undefined where every one is the same. */
const otherThan = (
  topic: Topic,
  minutes: number,
  variation: number,
  services: Services,
): number | undefined => {
  const entries = (at: number): string =>
    [...(make(topic, minutes, at, services)?.entries ?? [])].sort().join(' ')
  const now = entries(variation)
  return [1, 2, 3, 4].map(step => (variation + step) % 12).find(at => entries(at) !== now)
}

/** Topics that can be read in the same broadcast: the nearest that a script does not already speak of. */
const toAdd = (topic: Topic, { entries }: Script, { library, in: inLocale }: Services): Topic[] => {
  const told = new Set(
    library.entries.filter(({ id }) => entries.includes(id)).map(({ topics }) => topics[0] ?? ''),
  )
  return nearTopics(topic, told, library, inLocale('vi')).slice(0, 3)
}

const show = (
  topic: Topic,
  minutes: number,
  variation: number,
  { contact }: Incoming,
  services: Services,
): Outcome => {
  const { t } = services
  const script = make(topic, minutes, variation, services)
  if (script === undefined) return { replies: [{ text: t('scripts.gone') }] }
  const which = `${topic.id}:${minutes}:${variation}`
  const near = script.enough ? [] : toAdd(topic, script, services)
  return {
    replies: [
      scriptReply(
        script,
        [
          [
            { label: t('scripts.word'), value: `sb:tai:${which}` },
            { label: t('scripts.other'), value: `sb:doi:${which}` },
          ],
          ...(mayWrite(contact) ? [[{ label: t('scripts.log'), value: `sb:phat:${which}` }]] : []),
          lengthButtons(topic, services).filter(({ value }) => !value.endsWith(`:${minutes}`)),
          ...near.map(({ id, title }) => [{ label: title, value: `sb:bai:${id}:${shortest}` }]),
          [{ label: t('scripts.topics'), value: 'sb:chu-de:0' }],
        ],
        services,
        near,
      ),
    ],
  }
}

/**
 * `sb:chu-de:<page>[:<minutes>]`, `sb:dai:<topic>`, `sb:bai|doi|tai|phat:<topic>:<minutes>[:<variation>]`, `sb:tin`,
 * `sb:tintai`, `sb:tinphat`
 */
export const pressScript: Handler = async (incoming, services) => {
  const { t, library } = services
  const [verb = '', id = '', length = '', turn = '0'] = incoming.pressed?.args ?? []
  const writer = mayWrite(incoming.contact)
  const gone: Outcome = { replies: [{ text: t('scripts.gone') }] }
  if (verb === 'chu-de')
    return {
      replies: [
        await topicsReply(
          Number(id) || 0,
          length === '' ? undefined : within(Number(length)),
          writer,
          services,
        ),
      ],
    }
  if (verb.startsWith('tin')) {
    if (!writer) return gone
    if (verb === 'tin') return askNews(incoming, services)
    const news = keptNews(incoming, services)
    if (news === undefined) return gone
    return verb === 'tintai'
      ? { replies: [await scriptFile(news, services)] }
      : await logAiring(news, null, incoming, services)
  }
  const topic = library.topics.find(candidate => candidate.id === id)
  if (topic === undefined) return gone
  if (verb === 'dai') return askLength(topic, services)
  const minutes = within(Number(length) || shortest)
  const variation = Number(turn) || 0
  if (verb === 'bai') return show(topic, minutes, variation, incoming, services)
  if (verb === 'doi') {
    const other = otherThan(topic, minutes, variation, services)
    return other === undefined
      ? { replies: [{ text: t('scripts.no-other') }] }
      : show(topic, minutes, other, incoming, services)
  }
  const script = make(topic, minutes, variation, services)
  if (script === undefined) return gone
  if (verb === 'tai') return { replies: [await scriptFile(script, services)] }
  return verb === 'phat' && writer ? await logAiring(script, subjectOf(topic), incoming, services) : gone
}
