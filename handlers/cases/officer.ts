/** The officer's side of a case: take, answer, note, pass on, join, close; one officer at a time. */
import { plain } from '../../bot/chat.ts'
import { fold } from '../../content/language/unicode.ts'
import { maskPersonal } from '../../content/personal-data.ts'
import type { ResidentCase } from '../../storage/repositories/cases.ts'
import type { Incoming, Outcome, Services } from '../handler.ts'
import { actorOf, answer, closeCase, heldByOther, say, take } from './answer.ts'
import { askForAnswer } from './answer-form.ts'
import { caseCard } from './card.ts'
import { showFiles } from './case-files.ts'
import { dueOf } from './due.ts'
import { joinTo, splitFrom } from './join.ts'
import { offerPass, pass, passTapped } from './pass.ts'
import { caseOrigin, log } from './people.ts'
import { showCasePhone } from './phone.ts'

export type Act =
  | { readonly kind: 'show' | 'take' | 'close' | 'over' | 'reopen' | 'split' }
  /** Tapped: what else is wanted is asked, or shown. */
  | { readonly kind: 'reply' | 'whom' | 'files' | 'phone' }
  | { readonly kind: 'note' | 'answer'; readonly text: string }
  | { readonly kind: 'pass'; readonly to: string; readonly text: string }
  | { readonly kind: 'unit' | 'to' | 'join'; readonly value: string }

const after = (text: string, words: number): string =>
  text
    .split(/\s+/)
    .slice(words)
    .join(' ')
    .replace(/^[:,.-]\s*/, '')

const joined = /^gop (?:vao )?(?:p ?[-.]?)(\d{1,5})$/

/** What an officer's words on a case mean; everything that is no word of command is the answer itself. */
export const readAct = (text: string): Act => {
  const words = fold(text)
    .replaceAll(/[.!:,]+(?=\s|$)/g, '')
    .trim()
  if (words === '' || words === 'xem') return { kind: 'show' }
  if (/^(?:nhan|toi nhan|em nhan|de toi)(?: viec)?$/.test(words)) return { kind: 'take' }
  if (words === 'nhan thay') return { kind: 'over' }
  if (/^(?:dong|dong lai|dong viec|da xong)$/.test(words)) return { kind: 'close' }
  if (words === 'mo lai') return { kind: 'reopen' }
  if (words === 'tach' || words === 'tach ra') return { kind: 'split' }
  const into = joined.exec(words)?.[1]
  if (into !== undefined) return { kind: 'join', value: `P${Number(into)}` }
  if (/^ghi chu\s/.test(words)) return { kind: 'note', text: after(text, 2) }
  if (/^tra loi\s/.test(words)) return { kind: 'answer', text: after(text, 2) }
  if (/^chuyen\s/.test(words)) return { kind: 'pass', to: after(text, 1), text }
  return { kind: 'answer', text }
}

const takeIt = async (item: ResidentCase, incoming: Incoming, services: Services): Promise<Outcome> => {
  const { t } = services
  await take(item, incoming, services)
  const name = plain(incoming.contact.name ?? t('cases.an-officer'))
  return say(item, t('cases.taken', { code: item.code, name }))
}

/** What an officer does with a case. The caller has made sure that it is one of the staff, in the right place. */
export const act = async (
  item: ResidentCase,
  wanted: Act,
  incoming: Incoming,
  services: Services,
): Promise<Outcome> => {
  const { repositories, t, library, now } = services
  const { code } = item
  switch (wanted.kind) {
    case 'show': {
      await log('case.see', code, actorOf(incoming), services)
      return { replies: [(await caseCard(item, services))(t)], origin: caseOrigin(code), labelsOnly: true }
    }
    case 'take':
      return (await heldByOther(item, incoming, services)) ?? (await takeIt(item, incoming, services))
    case 'over':
      return await takeIt(item, incoming, services)
    case 'note':
      await repositories.cases.addMessage(
        item.id,
        { side: 'note', contact: incoming.contact.id, text: maskPersonal(wanted.text).text },
        now,
      )
      await log('case.note', code, actorOf(incoming), services)
      return say(item, t('cases.noted', { code }))
    case 'close':
      return await closeCase(item, incoming, services)
    case 'reopen':
      if (item.state === 'closed') {
        await repositories.cases.reopen(item.id)
        await repositories.cases.startWaiting(item.id, dueOf(library, now), now)
        await log('case.reopen', code, actorOf(incoming), services)
      }
      return say(item, t('cases.reopened-by-officer', { code }))
    case 'reply':
      return await askForAnswer(item, incoming, services)
    case 'whom':
      return await offerPass(item, incoming, services)
    case 'files':
      return await showFiles(item, incoming, services)
    case 'phone':
      return await showCasePhone(item, incoming, services)
    case 'answer':
      return await answer(item, wanted.text, incoming, services)
    case 'pass':
      return await pass(item, wanted, incoming, services)
    case 'unit':
    case 'to':
      return await passTapped(item, wanted.kind, wanted.value, incoming, services)
    case 'join':
      return await joinTo(item, wanted.value, incoming, services)
    case 'split':
      return await splitFrom(item, incoming, services)
    default:
      return wanted satisfies never
  }
}
