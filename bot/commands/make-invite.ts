/** A one-time code made at the machine; also while the bot runs. */
import { randomInt } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { inviteLifeMs } from '../../handlers/invite.ts'
import { databaseFile, openDatabase } from '../../storage/database.ts'
import { createRepositories } from '../../storage/repositories.ts'
import type { Role } from '../chat.ts'
import { newCode } from '../codes.ts'

export interface Invited {
  readonly code: string
  readonly expires: Date
}

/**
 * @param by the command that makes it, for the audit
 * @param unlessThereIs no code when somebody has this role already
 * @returns undefined when nobody needed one
 */
export const makeInvite = async (given: {
  readonly dataDir: string
  readonly role: Role
  readonly unit: string | null
  readonly note: string | null
  readonly by: string
  readonly unlessThereIs?: Role
}): Promise<Invited | undefined> => {
  const { dataDir, role, unit, note, by, unlessThereIs } = given
  mkdirSync(dataDir, { recursive: true })
  const { db, close } = await openDatabase(databaseFile(dataDir))
  try {
    const now = new Date()
    const code = newCode(10, randomInt)
    const expires = new Date(now.getTime() + inviteLifeMs)
    return await db.transaction().execute(async trx => {
      const { invites, audit, contacts } = createRepositories(trx)
      if (unlessThereIs !== undefined && (await contacts.withRole([unlessThereIs])).length > 0)
        return undefined
      const id = await invites.add({ code, role, unit, note, by: null, now, expires })
      await audit.add(
        { actor: by, action: 'invite.create', subject: `invite:${id}`, detail: { role, unit } },
        now,
      )
      return { code, expires }
    })
  } finally {
    await close()
  }
}
