/** Adds units to the ward's own profile (DATA_DIR/content/ward.yaml), keeping everything else an editor wrote there. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isSeq, parseDocument } from 'yaml'
import { fold } from '../language/unicode.ts'
import { writeWhole } from '../write-whole.ts'
import { type Unit, wardSchema } from './ward.ts'

const kinds: readonly (readonly [RegExp, Unit['kind']])[] = [
  [/^van phong/, 'office'],
  [/^phong/, 'department'],
  [/^trung tam/, 'service-centre'],
  [/^cong an/, 'police'],
  [/^(?:uy ban )?(?:mat tran|mttq|doan|hoi|lien doan)/, 'union'],
  [/^(?:to dan pho|khu pho|thon|ban|to)\b/, 'residential'],
  [/^truong/, 'school'],
  [/^buu/, 'post'],
]

/** What a unit of that name usually is; an editor may change it. */
export const kindOfUnit = (name: string): Unit['kind'] =>
  kinds.find(([pattern]) => pattern.test(fold(name)))?.[1] ?? 'other'

/**
 * Doing it twice changes nothing. A profile that can't be read is left alone: the units then stay names of the plan.
 * @param shipped the profile that came with the program, taken over when the ward has none of its own
 * @returns whether the profile has them now
 */
export const addUnits = (ownDir: string, shipped: string, names: readonly string[]): boolean => {
  if (names.length === 0) return true
  const path = join(ownDir, 'ward.yaml')
  const source = existsSync(path) ? path : shipped
  if (!existsSync(source)) return false
  const document = parseDocument(readFileSync(source, 'utf8'))
  const ward = wardSchema.safeParse(document.toJS())
  if (document.errors.length > 0 || !ward.success) return false
  const known = new Set(ward.data.units.flatMap(({ name, aliases }) => [name, ...aliases].map(fold)))
  const missing = names.filter(name => !known.has(fold(name)))
  if (missing.length === 0) return true
  if (!isSeq(document.get('units'))) document.set('units', [])
  for (const name of missing) document.addIn(['units'], document.createNode({ name, kind: kindOfUnit(name) }))
  writeWhole(path, document.toString({ lineWidth: 0 }))
  return true
}
