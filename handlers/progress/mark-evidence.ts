/** What is sent or typed while something is being marked as done: evidence, the day it was really done, a note. */
import { z } from 'zod'
import { parseActivity } from '../../content/activity/parse-activity.ts'
import { fold } from '../../content/language/unicode.ts'
import { maskPersonal } from '../../content/personal-data.ts'
import { type Day, dayOf, showDay } from '../../content/vietnam-time.ts'
import type { NewPlanEvidence, PlanItem } from '../../storage/repositories/plan-items.ts'
import { linksIn } from '../activity/answers.ts'
import type { Handler, Incoming, Outcome, Services } from '../handler.ts'
import { itemsForm, markForm, openItem, surveyForm } from './marks.ts'

const longestNote = 500
/** A form left open longer than this no longer takes what is sent for its own. */
const openMs = 30 * 60 * 1000

const isOpen = ({ session, update }: Incoming, names: readonly string[]): boolean =>
  update.chat === 'private' &&
  session.form !== undefined &&
  names.includes(session.form.name) &&
  z.iso.datetime().safeParse(session.form.at).success &&
  Date.parse(update.at) - Date.parse(session.form.at) <= openMs

/** A file while something is being marked. */
export const provesMark = (incoming: Incoming): boolean =>
  incoming.update.content.kind === 'file' && isOpen(incoming, [markForm])

const typed = ({ update, command, pressed }: Incoming): boolean =>
  update.content.kind === 'text' && command === undefined && pressed === undefined

const endWords = /^(xong|het|duoc roi|ok)[.!]*$/
const noteWords = /^ghi ch[uú]\s*:?\s*/iu

/** Only what is surely meant for the mark: a question typed meanwhile is still a question. */
export const tellsOfMark = (incoming: Incoming): boolean =>
  typed(incoming) &&
  isOpen(incoming, [markForm]) &&
  (endWords.test(fold(incoming.text)) ||
    noteWords.test(incoming.text) ||
    linksIn(incoming.text).length > 0 ||
    dayIn(incoming.text, dayOf(new Date(incoming.update.at))) !== undefined)
export const listsItems = (incoming: Incoming): boolean =>
  typed(incoming) && isOpen(incoming, [itemsForm, surveyForm])

const closed = ({ session }: Incoming, { t }: Services): Outcome => {
  const { form: _form, ...rest } = session
  return { replies: [{ text: t('progress.gone') }], session: rest }
}

/** Stays open: several photos may come one after the other. */
const goOn = (text: string, item: PlanItem, { session }: Incoming, { t }: Services): Outcome => ({
  replies: [{ text, buttons: [[{ label: t('progress.finish'), value: `pm:het:${item.id}` }]] }],
  session,
  labelsOnly: true,
})

const keep = async (
  evidence: NewPlanEvidence,
  item: PlanItem,
  incoming: Incoming,
  { repositories, now }: Services,
): Promise<boolean> => {
  const added = await repositories.planItems.addEvidence(item.id, evidence, {
    contact: incoming.contact.id,
    now,
  })
  if (added)
    await repositories.audit.add(
      {
        actor: `contact:${incoming.contact.id}`,
        action: 'plan.evidence',
        subject: item.subject,
        detail: { part: item.part, kind: evidence.kind, sha256: evidence.sha256, url: evidence.url },
      },
      now,
    )
  return added
}

export const takeFile: Handler = async (incoming, services) => {
  const { update, file, text } = incoming
  const { t } = services
  const item = await openItem(incoming, services)
  if (item === undefined || update.content.kind !== 'file' || file === undefined)
    return closed(incoming, services)
  if (file.kind === 'refused')
    return { replies: [{ text: t(`activity.file-refused.${file.reason}`) }], session: incoming.session }
  const sent = update.content.file
  const { sha256, original, mimeType, size } = file.file
  const added = await keep(
    {
      kind: mimeType.startsWith('image/') ? 'photo' : sent.kind === 'photo' ? 'document' : sent.kind,
      sha256,
      originalSha256: original,
      url: null,
      name: maskPersonal(sent.name ?? text).text.slice(0, 120) || null,
      mimeType,
      size,
    },
    item,
    incoming,
    services,
  )
  return goOn(
    t(added ? 'progress.evidence-kept' : 'progress.evidence-twice', {
      count: item.evidence + (added ? 1 : 0),
    }),
    item,
    incoming,
    services,
  )
}

/** A link is evidence, a day corrects the day, "xong" ends it, "ghi chú …" is a note. */
export const takeWords: Handler = async (incoming, services) => {
  const { t, repositories, now } = services
  const item = await openItem(incoming, services)
  if (item === undefined) return closed(incoming, services)
  const doing = { contact: incoming.contact.id, now }
  if (endWords.test(fold(incoming.text))) {
    const { form: _form, ...session } = incoming.session
    return {
      replies: [
        {
          text: t(item.evidence === 0 ? 'progress.finished-bare' : 'progress.finished', {
            what: '',
            count: item.evidence,
          }).trim(),
        },
      ],
      session,
    }
  }
  const links = linksIn(incoming.text)
  if (links.length > 0) {
    let added = 0
    for (const url of links)
      if (
        await keep(
          { kind: 'link', sha256: null, originalSha256: null, url, name: null, mimeType: null, size: null },
          item,
          incoming,
          services,
        )
      )
        added += 1
    return goOn(
      t(added > 0 ? 'progress.evidence-kept' : 'progress.evidence-twice', { count: item.evidence + added }),
      item,
      incoming,
      services,
    )
  }
  const day = dayIn(incoming.text, dayOf(now))
  if (day !== undefined) {
    await repositories.planItems.markDone(item.id, { on: day }, doing)
    await note(item, incoming, services, { on: day, was: item.doneOn })
    return goOn(t('progress.day-kept', { day: showDay(day) }), item, incoming, services)
  }
  const words = maskPersonal(incoming.text.replace(noteWords, '')).text.slice(0, longestNote)
  await repositories.planItems.markDone(item.id, { on: item.doneOn ?? dayOf(now), note: words }, doing)
  await note(item, incoming, services, { note: words })
  return goOn(t('progress.note-kept'), item, incoming, services)
}

const note = async (
  { subject, part }: PlanItem,
  { contact }: Incoming,
  { repositories, now }: Services,
  detail: Readonly<Record<string, unknown>>,
): Promise<void> =>
  await repositories.audit.add(
    { actor: `contact:${contact.id}`, action: 'plan.correct', subject, detail: { part, ...detail } },
    now,
  )

/** A message that is nothing but a day: "15/3", "hôm qua", "làm hôm thứ hai". */
const dayIn = (text: string, today: Day): Day | undefined => {
  if (text.length > 40) return undefined
  if (/^(làm\s+)?(hôm nay|sáng nay|chiều nay)$/iu.test(text.trim())) return today
  const parsed = parseActivity(`/ghi họp 1 cuộc ${text}`, { today })
  if (parsed.kind === 'rejected' || parsed.leftover.length > 0) return undefined
  const [activity] = parsed.activities
  return activity?.date != null && activity.date < today ? activity.date : undefined
}
