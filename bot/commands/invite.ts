/** `npm run invite -- --role officer --unit "Phòng Văn hóa - Xã hội"`: a one-time code; also while the bot runs. */
import { randomInt } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { inviteLifeMs, readRole } from '../../handlers/invite.ts'
import { databaseFile, openDatabase } from '../../storage/database.ts'
import { createRepositories } from '../../storage/repositories.ts'
import { newCode } from '../codes.ts'
import { readArguments, runCommand, settings, UsageError } from './support.ts'

const usage =
  'Cách dùng: npm run invite -- --role volunteer|officer|lead|admin [--unit "Tên đơn vị"] [--note "cho ai"] [--json]'

await runCommand(async () => {
  const { values } = readArguments(usage, {
    role: { type: 'string' },
    unit: { type: 'string' },
    note: { type: 'string' },
    json: { type: 'boolean' },
  })
  const role = readRole(values.role ?? '')
  if (role === undefined || role === 'resident') throw new UsageError(usage)
  const { dataDir } = settings()
  mkdirSync(dataDir, { recursive: true })
  const { db, close } = await openDatabase(databaseFile(dataDir))
  try {
    const now = new Date()
    const code = newCode(10, randomInt)
    const expires = new Date(now.getTime() + inviteLifeMs)
    await db.transaction().execute(async trx => {
      const { invites, audit } = createRepositories(trx)
      const id = await invites.add({
        code,
        role,
        unit: values.unit ?? null,
        note: values.note ?? null,
        by: null,
        now,
        expires,
      })
      await audit.add(
        {
          actor: 'command:invite',
          action: 'invite.create',
          subject: `invite:${id}`,
          detail: { role, unit: values.unit ?? null },
        },
        now,
      )
    })
    console.log(
      values.json === true
        ? JSON.stringify({ code, role, unit: values.unit ?? null, expires: expires.toISOString() })
        : `Mã: ${code}\nNgười nhận mở chat với trợ lý rồi gõ: /dangky ${code}\nMã dùng một lần, hết hạn ${expires.toLocaleDateString('vi-VN', { timeZone: 'Asia/Ho_Chi_Minh' })}.`,
    )
    return 0
  } finally {
    await close()
  }
})
