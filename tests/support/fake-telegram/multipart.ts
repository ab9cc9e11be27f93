/** Reads an upload as grammY writes it: no blanks in headers, file names unquoted (telegram.md 1.1). */

export interface Upload {
  readonly fields: ReadonlyMap<string, string>
  readonly files: ReadonlyMap<string, { readonly name: string; readonly bytes: Buffer }>
}

export const readMultipart = (body: Buffer, contentType: string): Upload => {
  const boundary = /boundary="?([^";]+)"?/.exec(contentType)?.[1]
  if (boundary === undefined) throw new Error('multipart without a boundary')
  const fields = new Map<string, string>()
  const files = new Map<string, { name: string; bytes: Buffer }>()
  const mark = Buffer.from(`--${boundary}`)
  let at = body.indexOf(mark)
  while (at !== -1) {
    const start = at + mark.length
    const end = body.indexOf(Buffer.from(`\r\n--${boundary}`), start)
    if (end === -1 || body.subarray(start, start + 2).toString() === '--') break
    const part = body.subarray(start + 2, end)
    const split = part.indexOf('\r\n\r\n')
    const header = part.subarray(0, split).toString('utf8')
    const content = part.subarray(split + 4)
    const name = /\bname="([^"]*)"/.exec(header)?.[1]
    const fileName = /filename="?([^\r\n"]*)"?/.exec(header)?.[1]
    if (name !== undefined) {
      if (fileName === undefined) fields.set(name, content.toString('utf8'))
      else files.set(name, { name: fileName, bytes: Buffer.from(content) })
    }
    at = end + 2
  }
  return { fields, files }
}
