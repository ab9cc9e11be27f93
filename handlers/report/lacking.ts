/** Entries of a report without their proof, each one tap from giving it; who entered it, where that is another's to do. */
import { type Button, plain } from '../../bot/chat.ts'
import { showDay } from '../../content/vietnam-time.ts'
import { mayChange } from '../activity/access.ts'
import { openDesk } from '../activity/desk.ts'
import type { Incoming, Outcome, Services } from '../handler.ts'
import { type Asked, askedCode, reportNow } from './desk.ts'
import { otherYear } from './preview.ts'

const page = 8

/** `bc:thieu:<period>:<scope>:<cutoff>:<offset>` */
export const lackingProof = async (
  asked: Asked,
  offset: number,
  incoming: Incoming,
  services: Services,
): Promise<Outcome> => {
  const { t, repositories } = services
  const report = await reportNow(asked, services)
  if (report === null) return otherYear(asked, services)
  const code = askedCode({ ...asked, cutoff: report.cutoff }, services)
  const back = [{ label: t('report.back'), value: `bc:xem:${code}` }]
  if (report.missing.length === 0) return { replies: [{ text: t('report.proof-complete'), buttons: [back] }] }
  const desk = await openDesk(incoming, services)
  const lines: string[] = []
  const buttons: Button[][] = []
  for (const { entry, pieces } of report.missing.slice(offset, offset + page)) {
    const record = await repositories.activities.byId(entry.id)
    const own = record !== undefined && mayChange(incoming, record, desk)
    if (own)
      buttons.push([{ label: t('activity.add-to', { code: entry.code }), value: `hd:proof:${entry.id}` }])
    lines.push(
      [
        t('report.lacking-line', {
          code: entry.code,
          form: t(`activity.forms.${entry.form}`),
          day: showDay(entry.date),
          unit: entry.doer ?? t('progress.nobody'),
          pieces: pieces.length === 0 ? t('report.no-proof') : pieces.join(', '),
        }),
        ...(own ? [] : [t('report.lacking-by', { name: plain(record?.enteredByName ?? '…') })]),
      ].join(' '),
    )
  }
  if (report.missing.length > offset + page)
    buttons.push([{ label: t('activity.more'), value: `bc:thieu:${code}:${offset + page}` }])
  return {
    replies: [
      {
        text: [t('report.lacking', { count: report.missing.length }), ...lines].join('\n'),
        buttons: [...buttons, back],
      },
    ],
  }
}
