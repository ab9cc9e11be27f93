/** A ward's imported procedures laid over the shared ones: newer facts from the ward, names and doubts from us. */
import type { Procedure } from '../model/procedure.ts'

const doubts = new Set<Procedure['status']>(['to-check', 'amended', 'abolished'])

/**
 * What people see for a code both know. An export no newer than our own check changes nothing: our lists were read by a
 * person. A newer one brings its facts; title, everyday names, topic and level stay ours. A doubt we know of stays when
 * the export names no state (a missing mark proves nothing), and our remark says what replaced an abolished procedure.
 */
export const overlay = (shared: Procedure, imported: Procedure): Procedure => {
  if (imported.checked <= shared.checked && imported.status !== 'abolished') return shared
  if (shared.status === 'abolished' && (imported.status === 'unchecked' || imported.status === 'abolished'))
    return shared
  const keepState =
    (imported.status === 'unchecked' && doubts.has(shared.status)) || imported.status === shared.status
  return {
    ...imported,
    title: shared.title,
    aliases: shared.aliases,
    field: shared.field,
    topic: shared.topic,
    level: shared.level,
    authority: imported.authority ?? shared.authority,
    result: shared.result ?? imported.result,
    ...(keepState ? { status: shared.status, statusNote: shared.statusNote } : {}),
  }
}

/** Shared procedures in their order, overlaid where the ward imported the same code; then the ward's further ones. */
export const mergeProcedures = (
  shared: readonly Procedure[],
  imported: readonly Procedure[],
): readonly Procedure[] => {
  const byCode = new Map(imported.map(item => [item.code, item]))
  const known = new Set(shared.map(item => item.code))
  return [
    ...shared.map(item => {
      const own = byCode.get(item.code)
      return own === undefined ? item : overlay(item, own)
    }),
    ...imported.filter(item => !known.has(item.code)),
  ]
}
