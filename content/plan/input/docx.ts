/** DOCX → lines, through mammoth, after a look at what the package really holds. */
import mammoth from 'mammoth'
import { htmlLines } from './html-lines.ts'
import { DocumentError } from './problem.ts'
import { listZip, unzipEntry } from './zip.ts'

/** Text of a DOCX. @throws DocumentError */
export async function docxText(bytes: Buffer): Promise<string> {
  const entries = listZip(bytes)
  const main = entries.find(entry => entry.name === 'word/document.xml')
  if (main === undefined) throw new DocumentError('unknown-type')
  // Pictures are never read; every part that is, is unpacked here first, within bounds.
  for (const entry of entries) {
    if (entry.encrypted) throw new DocumentError('encrypted')
    if (!/\.(?:xml|rels)$/i.test(entry.name)) continue
    const part = unzipEntry(bytes, entry)
    if (part.subarray(0, 4_096).includes('<!DOCTYPE')) throw new DocumentError('damaged')
  }
  const images = { convertImage: mammoth.images.imgElement(async () => ({ src: '' })) }
  const { value } = await mammoth.convertToHtml({ buffer: bytes }, images).catch((error: unknown) => {
    throw new DocumentError('damaged', { cause: error })
  })
  return htmlLines(value).join('\n')
}
