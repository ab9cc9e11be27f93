/** Pictures as phones make them, with a place in them; every seed gives another picture. */
import sharp from 'sharp'
import type { Capabilities, Channel, IncomingFile } from '../../bot/chat.ts'
import { createScriptedChannel, type ScriptedChannel } from './scripted-channel.ts'

const noise = (seed: number, size: number): Buffer => {
  let state = seed * 2_654_435_761 + 1
  return Buffer.from(
    Array.from({ length: size }, () => {
      state = (state * 48_271 + 11) % 2_147_483_647
      return state % 256
    }),
  )
}

/** A JPEG with GPS data in its EXIF. */
export const phonePicture = async (
  seed: number,
  more: { width?: number; quality?: number } = {},
): Promise<Buffer> =>
  await sharp(noise(seed, 12 * 10 * 3), { raw: { width: 12, height: 10, channels: 3 } })
    .resize({ width: more.width ?? 480, kernel: 'cubic' })
    .withExif({
      IFD0: { Make: 'Phone' },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '22/1 2/1 30/1',
        GPSLongitudeRef: 'E',
        GPSLongitude: '103/1 9/1 0/1',
      },
    })
    .jpeg({ quality: more.quality ?? 90 })
    .toBuffer()

/** A scripted channel whose files are real: ref "picture-7" is a picture, other refs are the bytes given here. */
export const channelWithFiles = (
  files: Readonly<Record<string, Uint8Array>> = {},
  channel: Channel = 'telegram',
  capabilities: Partial<Capabilities> = {},
): ScriptedChannel => ({
  ...createScriptedChannel(channel, capabilities),
  async download({ ref }: IncomingFile) {
    const picture = /^picture-(\d+)$/.exec(ref)?.[1]
    const bytes = picture === undefined ? files[ref] : await phonePicture(Number(picture))
    return (async function* () {
      if (bytes !== undefined) yield new Uint8Array(bytes)
    })()
  },
})

/** The update content of a picture sent in a chat. */
export const photo = (number: number, caption?: string, albumId?: string) => ({
  kind: 'file' as const,
  file: {
    kind: 'photo' as const,
    ref: `picture-${number}`,
    ...(albumId === undefined ? {} : { albumId }),
  },
  ...(caption === undefined ? {} : { caption }),
})

export const file = (ref: string, name: string) => ({
  kind: 'file' as const,
  file: { kind: 'document' as const, ref, name },
})
