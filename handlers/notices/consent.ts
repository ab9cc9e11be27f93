/** "có", "không" typed to the question whether the ward may send notices: as clear an answer as a tap. */
import { bareWords } from '../../content/language/unicode.ts'
import type { Handler, Incoming } from '../handler.ts'
import { offerLifeMs } from '../session.ts'
import { pressSubscription } from './subscribe.ts'

const agrees =
  /^(?:da |vang |u |uh )*(?:co|vang|ok|oke|okie|dong y|duoc|nhan|co nhan|yes)(?: (?:a|ah|nhe|nha|chu|em|dong y|nhan|luon))*$/
const declines =
  /^(?:da )?(?:khong|ko|k|hong|thoi|khong can|khong nhan|khong dong y|no)(?: (?:a|ah|nhe|nha|dau|em|can|nhan))*$/

/** What "có" or "không" means right after we asked for the consent; undefined when we did not. */
const consentSaid = ({ session, update, text, pressed, command }: Incoming): string | undefined => {
  const { offered } = session
  if (offered === undefined || pressed !== undefined || command !== undefined) return undefined
  if (update.content.kind !== 'text' || update.chat !== 'private' || update.forwarded === true)
    return undefined
  if (new Date(update.at).getTime() - new Date(offered.at).getTime() > offerLifeMs) return undefined
  const [asked, ...others] = offered.choices.filter(choice => choice.value.startsWith('tin:yes:'))
  if (asked === undefined || others.length > 0) return undefined
  const said = bareWords(text)
  return agrees.test(said) ? asked.value : declines.test(said) ? 'tin:no' : undefined
}

export const answersConsent = (incoming: Incoming): boolean => consentSaid(incoming) !== undefined

export const consentTyped: Handler = async (incoming, services) => {
  const [name = '', ...args] = (consentSaid(incoming) ?? '').split(':')
  return await pressSubscription({ ...incoming, pressed: { name, args } }, services)
}
