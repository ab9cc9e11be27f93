/** `npm run invite -- --role officer --unit "Phòng Văn hóa - Xã hội"`: a one-time code; also while the bot runs. */
import { readRole } from '../../handlers/invite.ts'
import { makeInvite } from './make-invite.ts'
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
  const unit = values.unit ?? null
  const invited = await makeInvite({
    dataDir: settings().dataDir,
    role,
    unit,
    note: values.note ?? null,
    by: 'command:invite',
  })
  if (invited === undefined) return 1
  const { code, expires } = invited
  console.log(
    values.json === true
      ? JSON.stringify({ code, role, unit, expires: expires.toISOString() })
      : `Mã: ${code}\nNgười nhận mở chat với trợ lý rồi gõ: /dangky ${code}\nMã dùng một lần, hết hạn ${expires.toLocaleDateString('vi-VN', { timeZone: 'Asia/Ho_Chi_Minh' })}.`,
  )
  return 0
})
