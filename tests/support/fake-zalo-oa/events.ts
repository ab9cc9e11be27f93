/** Webhook events of an OA, in the shape the documents and live traffic show; all people in them are made up. */
import { oa } from './fake-zalo-oa.ts'

export const resident = '7000000000000000101'

let count = 0
const nextId = (): string => {
  count += 1
  return `m${String(count).padStart(20, '0')}`
}

export type OaEventBody = Readonly<Record<string, unknown>>

const fromUser = (name: string, userId: string, at: Date, more: OaEventBody): OaEventBody => ({
  app_id: oa.appId,
  user_id_by_app: `9${userId.slice(1)}`,
  event_name: name,
  timestamp: String(at.getTime()),
  sender: { id: userId },
  recipient: { id: oa.oaId },
  ...more,
})

export const userText = (text: string, at: Date, userId = resident): OaEventBody =>
  fromUser('user_send_text', userId, at, { message: { text, msg_id: nextId() } })

export const userSends = (
  type: string,
  payload: OaEventBody,
  at: Date,
  more: { text?: string; userId?: string } = {},
): OaEventBody =>
  fromUser(`user_send_${type}`, more.userId ?? resident, at, {
    message: {
      msg_id: nextId(),
      ...(more.text === undefined ? {} : { text: more.text }),
      attachments: [{ type, payload }],
    },
  })

export const follow = (at: Date, userId = resident): OaEventBody => ({
  app_id: oa.appId,
  oa_id: oa.oaId,
  user_id_by_app: `9${userId.slice(1)}`,
  event_name: 'follow',
  source: 'oa_profile',
  timestamp: String(at.getTime()),
  follower: { id: userId },
})

export const unfollow = (at: Date, userId = resident): OaEventBody => ({
  ...follow(at, userId),
  event_name: 'unfollow',
})

/** The echo of what the OA sent; a member of staff's own message has an id we never got. */
export const oaSent = (text: string, at: Date, messageId = nextId(), userId = resident): OaEventBody => ({
  app_id: oa.appId,
  user_id_by_app: `9${userId.slice(1)}`,
  event_name: 'oa_send_text',
  timestamp: String(at.getTime()),
  sender: { id: oa.oaId, admin_id: '5000000000000000001' },
  recipient: { id: userId },
  message: { text, msg_id: messageId },
})
