/** Files on their way out: what the OA takes is made to fit and uploaded; for the rest there is a link. */
import { readFile, stat } from 'node:fs/promises'
import { extname } from 'node:path'
import type { Attachment } from '../../chat.ts'
import type { OaApi, UploadedFile, UploadKind } from './api.ts'

export const oaLimits = {
  /** Pictures jpg and png, official. */
  imageBytes: 1024 * 1024,
  gifBytes: 5 * 1024 * 1024,
  /** PDF, DOC, DOCX, CSV. */
  fileBytes: 5 * 1024 * 1024,
} as const

const fileEndings = new Set(['.pdf', '.doc', '.docx', '.csv'])
const imageTypes = new Set(['image/jpeg', 'image/png'])
/** Pictures larger than a phone shows well are not worth converting. */
const largestSource = 40 * 1024 * 1024
// Widths in pixels and JPEG qualities, tried until the picture is small enough.
const steps = [
  [2000, 82],
  [1600, 76],
  [1200, 70],
  [900, 62],
  [600, 55],
] as const

export type Prepared =
  | {
      readonly kind: 'image'
      readonly file: UploadedFile
      readonly gif?: { readonly width: number; readonly height: number }
    }
  | { readonly kind: 'file'; readonly file: UploadedFile }
  /** The OA can't carry it. */
  | { readonly kind: 'unfit' }

/** JPEG within the OA's limit, without camera data; undefined when it can't be done. */
export const fitImage = async (bytes: Uint8Array): Promise<Uint8Array | undefined> => {
  const { default: sharp } = await import('sharp')
  for (const [width, quality] of steps) {
    const fitted = await sharp(bytes)
      .rotate()
      .resize({ width, withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality })
      .toBuffer()
    if (fitted.length <= oaLimits.imageBytes) return fitted
  }
  return undefined
}

/** Uploaded ids live 7 days; kept a little shorter. */
const uploadLifeMs = 6 * 24 * 60 * 60 * 1000

export interface Uploads {
  /** @throws OaError, DeliveryError, and the file system's error when the file is gone */
  prepare(attachment: Attachment): Promise<Prepared>
  /** The id of this one is over: upload it anew next time. */
  forget(attachment: Attachment): void
}

export const createUploads = (api: OaApi, now: () => Date): Uploads => {
  const known = new Map<string, { prepared: Prepared; at: number }>()

  const upload = (
    kind: UploadKind,
    { name, mimeType }: Pick<Attachment, 'name' | 'mimeType'>,
    bytes: Uint8Array,
  ): Promise<UploadedFile> => api.upload(kind, { name, mimeType, bytes })

  const prepareNew = async (attachment: Attachment): Promise<Prepared> => {
    const { path, name, mimeType } = attachment
    const { size } = await stat(path)
    if (attachment.kind === 'photo' || mimeType.startsWith('image/')) {
      if (size > largestSource) return { kind: 'unfit' }
      const bytes = await readFile(path)
      if (mimeType === 'image/gif' && size <= oaLimits.gifBytes) {
        const { default: sharp } = await import('sharp')
        const { width, height } = await sharp(bytes).metadata()
        return { kind: 'image', file: await upload('gif', attachment, bytes), gif: { width, height } }
      }
      if (imageTypes.has(mimeType) && size <= oaLimits.imageBytes)
        return { kind: 'image', file: await upload('image', attachment, bytes) }
      const fitted = await fitImage(bytes).catch(() => undefined)
      if (fitted === undefined) return { kind: 'unfit' }
      const jpeg = { name: `${name.replace(/\.\w+$/, '')}.jpg`, mimeType: 'image/jpeg' }
      return { kind: 'image', file: await upload('image', jpeg, fitted) }
    }
    if (!fileEndings.has(extname(name).toLowerCase()) || size > oaLimits.fileBytes) return { kind: 'unfit' }
    return { kind: 'file', file: await upload('file', attachment, await readFile(path)) }
  }

  return {
    async prepare(attachment) {
      const held = known.get(attachment.path)
      if (held !== undefined && now().getTime() - held.at < uploadLifeMs) return held.prepared
      const prepared = await prepareNew(attachment)
      known.set(attachment.path, { prepared, at: now().getTime() })
      const [oldest] = known.keys()
      if (known.size > 200 && oldest !== undefined) known.delete(oldest)
      return prepared
    },
    forget: ({ path }) => {
      known.delete(path)
    },
  }
}
