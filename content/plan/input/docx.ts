/** DOCX → lines, through mammoth, from parts that were unpacked and checked here. */
import { printNumbers } from './docx-numbering.ts'
import { htmlLines } from './html-lines.ts'
import { DocumentError } from './problem.ts'
import { listZip, packZip, unzipEntry } from './zip.ts'

const document = 'word/document.xml'

/** Text of a DOCX. @throws DocumentError */
export async function docxText(bytes: Buffer): Promise<string> {
  const entries = listZip(bytes)
  if (entries.some(entry => entry.encrypted)) throw new DocumentError('encrypted')
  if (!entries.some(entry => entry.name === document)) throw new DocumentError('unknown-type')
  // Only what carries text goes on, each part unpacked within bounds; pictures and embedded files stay closed.
  const parts = new Map<string, Buffer>()
  for (const entry of entries) {
    if (
      !/^(?:\[Content_Types\]\.xml|_rels\/\.rels|word\/[\w]+\.xml|word\/_rels\/[\w.]+\.rels)$/.test(
        entry.name,
      )
    )
      continue
    const part = unzipEntry(bytes, entry)
    if (part.subarray(0, 4_096).includes('<!DOCTYPE')) throw new DocumentError('damaged')
    parts.set(entry.name, part)
  }
  const xml = (name: string): string => parts.get(name)?.toString('utf8') ?? ''
  parts.set(
    document,
    Buffer.from(printNumbers(xml(document), xml('word/numbering.xml'), xml('word/styles.xml'))),
  )
  // Loaded with the first plan: a ward sends one a year.
  const { default: mammoth } = await import('mammoth')
  const { value } = await mammoth
    .convertToHtml(
      { buffer: packZip(parts) },
      { convertImage: mammoth.images.imgElement(async () => ({ src: '' })) },
    )
    .catch((error: unknown) => {
      throw new DocumentError('damaged', { cause: error })
    })
  return htmlLines(value).join('\n')
}
