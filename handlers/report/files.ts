/** Writes a report's three files: document, annex, evidence. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, rename, stat, writeFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { stripMarks } from '../../content/language/unicode.ts'
import { proofIndex, reportAnnex } from '../../content/report/annex.ts'
import type { Names } from '../../content/report/blocks.ts'
import { reportDocument } from '../../content/report/document.ts'
import type { NumberedProof, Report } from '../../content/report/report.ts'
import { isThere, writeZip, type ZippedFile } from '../../storage/evidence-zip.ts'

export interface ReportFile {
  readonly name: string
  readonly path: string
  readonly size: number
  /** Hex SHA-256 of the bytes. */
  readonly sha256: string
}

const extensions: Readonly<Record<string, string>> = {
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'image/webp': '.webp',
  'image/gif': '.gif',
  'application/pdf': '.pdf',
  'audio/mpeg': '.mp3',
  'audio/ogg': '.ogg',
  'audio/mp4': '.m4a',
  'video/mp4': '.mp4',
  'text/plain': '.txt',
}

/** "MC-001_HD-2026-0012.jpg" */
const zipName = ({ no, entry, proof }: NumberedProof): string => {
  const named = extname(proof.name ?? '').toLowerCase()
  const extension = extensions[proof.mimeType ?? ''] ?? (/^\.[a-z0-9]{1,5}$/.test(named) ? named : '')
  return `${no}_${entry.code}${extension}`
}

/** "bao-cao-muong-lay-2026-Q3-phong-van-hoa-xa-hoi-bo-sung-1": letters any file system takes. */
export const baseName = (
  { ward, period, unit, issued }: Pick<Report, 'ward' | 'period' | 'unit' | 'issued'>,
  draft = false,
): string => {
  const supplement = issued.filter(earlier => earlier.period.key === period.key).length
  return [
    ...(draft ? ['BAN-THAO'] : []),
    'bao-cao',
    ward.slug,
    period.key.replace('..', '_'),
    ...(unit === null ? [] : [plain(unit)]),
    ...(supplement === 0 ? [] : ['bo-sung', supplement]),
  ].join('-')
}

const plain = (text: string): string =>
  stripMarks(text)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')

const writeWhole = async (path: string, bytes: Uint8Array): Promise<void> => {
  await writeFile(`${path}.part`, bytes)
  await rename(`${path}.part`, path)
}

const described = async (folder: string, name: string): Promise<ReportFile> => {
  const path = join(folder, name)
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return { name, path, size: (await stat(path)).size, sha256: hash.digest('hex') }
}

/**
 * @param folder is made when absent
 * @param draft marks names and pages
 * @param pathOf where the evidence store keeps a file
 * @returns document, annex and evidence, in this order
 */
export const writeReport = async (
  report: Report,
  names: Names,
  {
    folder,
    pathOf,
    now,
    draft = false,
  }: { folder: string; pathOf: (sha256: string) => string; now: Date; draft?: boolean },
): Promise<ReportFile[]> => {
  await mkdir(folder, { recursive: true })
  const base = baseName(report, draft)
  const inZip = new Map<string, string>()
  const files: ZippedFile[] = []
  for (const numbered of report.proofs) {
    const { sha256 } = numbered.proof
    if (sha256 === null || !(await isThere(pathOf(sha256)))) continue
    const name = zipName(numbered)
    inZip.set(numbered.no, name)
    files.push({ name, path: pathOf(sha256) })
  }
  await writeWhole(join(folder, `${base}.docx`), await reportDocument(report, names, { draft }))
  await writeWhole(join(folder, `${base}-phu-luc.xlsx`), await reportAnnex(report, names, { draft }))
  const index = { name: '00-Muc-luc-minh-chung.xlsx', bytes: await proofIndex(report, names, inZip) }
  await writeZip(join(folder, `${base}-minh-chung.zip`), [index], files, now)
  return [
    await described(folder, `${base}.docx`),
    await described(folder, `${base}-phu-luc.xlsx`),
    await described(folder, `${base}-minh-chung.zip`),
  ]
}
