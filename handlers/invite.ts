/** Roles by one-time codes: an admin makes them (/moi), a person enters one (/dangky). */
import { type Role, roles } from '../bot/chat.ts'
import { fold } from '../content/language/unicode.ts'
import { dayOf, showDay } from '../content/vietnam-time.ts'
import type { Handler, Incoming, Outcome, Services } from './handler.ts'

/** An invite is good for this long. */
export const inviteLifeMs = 7 * 24 * 60 * 60 * 1000
const codeLength = 10
/** Wrong codes within the window before we ask to wait: a code can't be guessed by trying. */
const maxTries = 5
const triesMs = 15 * 60 * 1000

const unitPart = (unit: string | null, { t }: Services): string =>
  unit === null ? '' : t('invite.unit', { unit })

/** /dangky CODE, or a deep link with the code. */
export const register: Handler = async (incoming, services) => {
  const code = incoming.command?.args ?? ''
  return code === ''
    ? { replies: [{ text: services.t('invite.ask-code') }] }
    : await redeem(code, incoming, services)
}

export const redeem = async (code: string, { contact }: Incoming, services: Services): Promise<Outcome> => {
  const { repositories, t, now } = services
  const key = `invite-tries:${contact.person}`
  const tries = readTries(await repositories.settings.get(key), now)
  if (tries.length >= maxTries) return { replies: [{ text: t('invite.too-many') }] }
  const result = await repositories.invites.redeem(code, contact.person, now)
  if (result.kind !== 'ok') {
    await repositories.settings.set(key, JSON.stringify([...tries, now.getTime()]), now)
    return { replies: [{ text: t(`invite.${result.kind}`) }] }
  }
  await repositories.settings.remove(key)
  await repositories.contacts.setRole(contact.person, result.role, result.unit)
  await repositories.audit.add(
    {
      actor: `contact:${contact.id}`,
      action: 'invite.redeem',
      subject: `invite:${result.invite}`,
      detail: { role: result.role, unit: result.unit },
    },
    now,
  )
  return {
    replies: [
      { text: t('invite.ok', { role: t(`roles.${result.role}`), unit: unitPart(result.unit, services) }) },
    ],
  }
}

const readTries = (stored: string | undefined, now: Date): number[] => {
  const parsed: unknown = stored === undefined ? [] : JSON.parse(stored)
  return Array.isArray(parsed)
    ? parsed.filter((at): at is number => typeof at === 'number' && now.getTime() - at < triesMs)
    : []
}

const roleWords: Readonly<Record<string, Role>> = {
  tinhnguyen: 'volunteer',
  tnv: 'volunteer',
  canbo: 'officer',
  lanhdao: 'lead',
  truongphong: 'lead',
  quantri: 'admin',
}

/** @returns the role a word names, in Vietnamese without diacritics or as we call it in code */
export const readRole = (word: string): Role | undefined =>
  roleWords[fold(word).replaceAll(/[^a-z]/g, '')] ?? roles.find(role => role === word)

/** /moi [role] [unit] | /moi thuhoi N | /moi */
export const invite: Handler = async ({ command, contact }, services) => {
  const { repositories, t, now, code } = services
  const [word = '', ...rest] = (command?.args ?? '').split(/\s+/).filter(part => part !== '')
  if (word === '') {
    const open = await repositories.invites.open(now)
    const lines = open.map(({ id, role, unit, expires }) =>
      t('invite.open-line', {
        id,
        role: t(`roles.${role}`),
        unit: unitPart(unit, services),
        expires: showDay(dayOf(expires)),
      }),
    )
    return {
      replies: [
        {
          text: `${open.length === 0 ? t('invite.none-open') : [t('invite.open'), ...lines].join('\n')}\n\n${t('invite.usage')}`,
        },
      ],
    }
  }
  if (fold(word).replaceAll(' ', '') === 'thuhoi') {
    const id = Number(rest[0])
    const done = Number.isSafeInteger(id) && (await repositories.invites.revoke(id, now))
    if (done)
      await repositories.audit.add(
        { actor: `contact:${contact.id}`, action: 'invite.revoke', subject: `invite:${id}` },
        now,
      )
    return { replies: [{ text: t(done ? 'invite.revoked-ok' : 'invite.revoked-no', { id: rest[0] ?? '' }) }] }
  }
  const role = readRole(word)
  if (role === undefined || role === 'resident') return { replies: [{ text: t('invite.usage') }] }
  const unit = rest.length === 0 ? null : rest.join(' ')
  const made = code(codeLength)
  const expires = new Date(now.getTime() + inviteLifeMs)
  const id = await repositories.invites.add({
    code: made,
    role,
    unit,
    note: null,
    by: contact.person,
    now,
    expires,
  })
  await repositories.audit.add(
    {
      actor: `contact:${contact.id}`,
      action: 'invite.create',
      subject: `invite:${id}`,
      detail: { role, unit },
    },
    now,
  )
  return {
    replies: [
      {
        text:
          t('invite.made', {
            role: t(`roles.${role}`),
            unit: unitPart(unit, services),
            code: made,
            expires: showDay(dayOf(expires)),
          }) +
          services
            .startLinks(`i_${made}`)
            .map(({ url }) => `\n${t('invite.link', { url })}`)
            .join(''),
      },
    ],
  }
}
