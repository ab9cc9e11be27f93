/** A ward's imported procedures laid over the shared ones: newer facts from the ward, names and doubts from us. */
import type { Procedure } from '../model/procedure.ts'

const doubts = new Set<Procedure['status']>(['to-check', 'amended', 'abolished'])

/**
 * What people see for a code both know: the import's facts; our title, everyday names and topic. A state we know to be
 * doubtful stays when the export names none (a missing mark proves nothing) — then our shorter, vetted lists of papers
 * stay too for abolished codes, so that nobody is guided by one.
 */
export const overlay = (shared: Procedure, imported: Procedure): Procedure => {
  if (shared.status === 'abolished' && imported.status === 'unchecked') return shared
  const keepState = imported.status === 'unchecked' && doubts.has(shared.status)
  return {
    ...imported,
    title: shared.title,
    aliases: shared.aliases,
    topic: shared.topic,
    level: shared.level,
    authority: imported.authority ?? shared.authority,
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
