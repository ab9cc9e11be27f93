/** Reports opened again without the libraries that wrote them: tables of the document, rows of a sheet from its XML. */
import { readFile } from 'node:fs/promises'
import { strFromU8, unzipSync } from 'fflate'
import mammoth from 'mammoth'

const plain = (text: string): string =>
  text
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .trim()

/** Texts and numbers of a sheet by row. */
export const sheetRows = async (path: string, sheet: number): Promise<string[][]> => {
  const parts = unzipSync(new Uint8Array(await readFile(path)))
  const xml = (name: string): string => strFromU8(parts[name] ?? new Uint8Array())
  const shared = [...xml('xl/sharedStrings.xml').matchAll(/<si>(.*?)<\/si>/gs)].map(found =>
    plain(found[1] ?? ''),
  )
  return [...xml(`xl/worksheets/sheet${sheet}.xml`).matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map(row =>
    [...(row[1] ?? '').matchAll(/<c ([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)].map(cell => {
      const value = plain(cell[2] ?? '')
      return (cell[1] ?? '').includes('t="s"') ? (shared[Number(value)] ?? '') : value
    }),
  )
}

export interface ReadDocument {
  readonly text: string
  /** The rows of each table, head first; the letterhead and the signature are tables too. */
  readonly tables: readonly (readonly (readonly string[])[])[]
  /** The table whose head holds this word. */
  readonly table: (head: string) => readonly (readonly string[])[]
}

export const readDocument = async (path: string): Promise<ReadDocument> => {
  const { value: html } = await mammoth.convertToHtml({ path })
  const { value: text } = await mammoth.extractRawText({ path })
  const tables = [...html.matchAll(/<table>(.*?)<\/table>/gs)].map(table =>
    [...(table[1] ?? '').matchAll(/<tr>(.*?)<\/tr>/gs)].map(row =>
      [...(row[1] ?? '').matchAll(/<t[dh][^>]*>(.*?)<\/t[dh]>/gs)].map(cell => plain(cell[1] ?? '')),
    ),
  )
  return {
    text,
    tables,
    table: head => tables.find(([first]) => first?.includes(head)) ?? [],
  }
}
