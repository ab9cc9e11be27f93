/** Takes files of forgotten cases off the disk, after the database has said they must go; a crash in between loses nothing. */
import type { EvidenceStore } from './evidence-store.ts'
import type { Repositories } from './repositories.ts'

const page = 100

/** @returns how many files went */
export const eraseCaseFiles = async (
  { caseFiles }: Pick<Repositories, 'caseFiles'>,
  evidence: Pick<EvidenceStore, 'remove'>,
  now: Date,
): Promise<number> => {
  let gone = 0
  for (;;) {
    const doomed = await caseFiles.doomed(page)
    for (const { id, sha256, shared } of doomed) {
      if (!shared) {
        await evidence.remove(sha256)
        gone += 1
      }
      await caseFiles.noteErased(id, now)
    }
    if (doomed.length < page) return gone
  }
}
