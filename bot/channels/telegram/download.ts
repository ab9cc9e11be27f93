/** Fetches a file somebody sent (Bot API getFile): at most 20 MB, over a link that holds the token and is never shown. */
import type { Api } from 'grammy'
import { DeliveryError, type IncomingFile } from '../../chat.ts'
import type { Transport } from './transport.ts'

/** Bots may fetch files up to this size, in bytes (Bot API getFile). */
export const largestDownload = 20 * 1024 * 1024

export interface DownloadOptions {
  readonly api: Api
  readonly transport: Transport
  readonly root: string
  readonly token: string
}

/** @throws DeliveryError, GrammyError, HttpError, TransportError */
export const openFile = async (
  file: IncomingFile,
  { api, transport, root, token }: DownloadOptions,
): Promise<AsyncIterable<Uint8Array>> => {
  if ((file.size ?? 0) > largestDownload)
    throw new DeliveryError('the file is larger than bots may fetch', { reason: 'refused' })
  const { file_path: path } = await api.getFile(file.ref)
  // A self-hosted server in local mode names a path of its own disk, which is not ours to read.
  if (path === undefined || path.startsWith('/'))
    throw new DeliveryError('Telegram gives no link to the file', { reason: 'refused' })
  const { status, body } = await transport.open(`${root}/file/bot${token}/${encodeURI(path)}`)
  if (status !== 200) {
    body.destroy()
    throw new DeliveryError(`the file is not there (HTTP ${status})`, {
      reason: status >= 500 ? 'unavailable' : 'not-found',
    })
  }
  return body
}
