/** Secrets on disk: only the right key and purpose open them, and a changed one is noticed. */
import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSecretBox, readKey, SealError } from '../../bot/secrets.ts'

const key = randomBytes(32)
const box = createSecretBox(key)

test('whatever is sealed comes back, and two seals of one text differ', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), text => {
      const once = box.seal(text, 'zalo-oa:1')
      expect(box.open(once, 'zalo-oa:1')).toBe(text)
      expect(box.seal(text, 'zalo-oa:1')).not.toBe(once)
    }),
  )
})

test('another key, another purpose or a changed byte opens nothing', () => {
  const sealed = box.seal('mã bí mật', 'zalo-oa:1')
  expect(() => createSecretBox(randomBytes(32)).open(sealed, 'zalo-oa:1')).toThrow(SealError)
  expect(() => box.open(sealed, 'zalo-oa:2')).toThrow(SealError)
  const bytes = Buffer.from(sealed.slice(3), 'base64url')
  for (const at of [0, 12, 28, bytes.length - 1]) {
    const changed = Buffer.from(bytes)
    changed[at] = (changed[at] ?? 0) ^ 1
    expect(() => box.open(`v1.${changed.toString('base64url')}`, 'zalo-oa:1')).toThrow(SealError)
  }
  for (const garbage of ['', 'v1.', 'v1.AAAA', 'v2.AAAA', 'khong phai'])
    expect(() => box.open(garbage, 'zalo-oa:1')).toThrow(SealError)
})

test('a key is 32 bytes in hex or base64, as openssl prints it; anything else is none', () => {
  expect(readKey(key.toString('hex'))).toEqual(key)
  expect(readKey(` ${key.toString('base64')}\n`)).toEqual(key)
  for (const wrong of ['', 'mat-khau', key.toString('hex').slice(2), randomBytes(16).toString('base64')])
    expect(readKey(wrong)).toBeUndefined()
})
