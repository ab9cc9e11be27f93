/** Seals what must not lie open on the disk (tokens, cookies): AES-256-GCM with the operator's DATA_KEY. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/** The sealed text can't be opened: another key, another purpose, or it was changed. */
export class SealError extends Error {
  override readonly name = 'SealError'
}

export interface SecretBox {
  /** @param purpose what the text is for, e.g. "zalo-oa:123"; opening it for anything else fails */
  seal(text: string, purpose: string): string
  /** @throws SealError */
  open(sealed: string, purpose: string): string
}

const version = 'v1'
/** NIST SP 800-38D: 96-bit nonce, 128-bit tag. */
const nonceBytes = 12
const tagBytes = 16
export const keyBytes = 32

/** A key of 32 bytes written as 64 hex digits or as base64; undefined when it is neither. */
export const readKey = (text: string): Uint8Array | undefined => {
  const trimmed = text.trim()
  if (/^[0-9a-f]{64}$/i.test(trimmed)) return Buffer.from(trimmed, 'hex')
  if (!/^[A-Za-z0-9+/_-]{43}=?$/.test(trimmed)) return undefined
  const bytes = Buffer.from(trimmed, 'base64')
  return bytes.length === keyBytes ? bytes : undefined
}

/** @param key exactly 32 bytes, see {@link readKey} */
export const createSecretBox = (key: Uint8Array): SecretBox => ({
  seal(text, purpose) {
    const nonce = randomBytes(nonceBytes)
    const cipher = createCipheriv('aes-256-gcm', key, nonce)
    cipher.setAAD(Buffer.from(purpose))
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
    return `${version}.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')}`
  },

  open(sealed, purpose) {
    const [found, encoded = ''] = sealed.split('.')
    const bytes = Buffer.from(encoded, 'base64url')
    if (found !== version || bytes.length < nonceBytes + tagBytes)
      throw new SealError('this is not a sealed text')
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes), {
        authTagLength: tagBytes,
      })
      decipher.setAAD(Buffer.from(purpose))
      decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes))
      return Buffer.concat([
        decipher.update(bytes.subarray(nonceBytes + tagBytes)),
        decipher.final(),
      ]).toString('utf8')
    } catch (cause) {
      throw new SealError(`sealed with another DATA_KEY, or changed (${purpose})`, { cause })
    }
  },
})
