/** Handing back the memory that loading content leaves behind: ten times what serving needs, and Node would keep it for days. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/**
 * Collects garbage and returns the emptied pages to the system; takes about 0.1 s, so it is for after a load only.
 * Node offers this to programs started with a flag; asking for the flag here spares every ward setting it.
 */
export const releaseGarbage = (): void => {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  // "last-resort" is the one kind that also shrinks the space for young objects.
  if (typeof collect === 'function') collect({ type: 'major', execution: 'sync', flavor: 'last-resort' })
}
