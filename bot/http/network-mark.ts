/**
 * Tells, within one day, whether two messages of the web page came from the same network, without keeping its address: an
 * address is hashed with a key that lives in memory only and is thrown away at midnight or with the program.
 */
import { createHmac, randomBytes } from 'node:crypto'
import { isIPv6 } from 'node:net'
import { type Day, dayOf } from '../../content/vietnam-time.ts'

/** A household has one IPv4 address, but may pick any of 2^64 in its IPv6 prefix. */
const networkOf = (address: string): string => {
  const v4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (v4 !== undefined) return v4
  if (!isIPv6(address)) return address
  const [head = '', tail] = (address.split('%')[0] ?? '').toLowerCase().split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length)
  return [...left, ...Array.from({ length: zeros }, () => '0'), ...right]
    .slice(0, 4)
    .map(group => group.replace(/^0+(?=.)/, ''))
    .join(':')
}

export const createNetworkMarks = (now: () => Date): ((address: string) => string) => {
  let of: { readonly day: Day; readonly key: Uint8Array } | undefined
  return address => {
    const day = dayOf(now())
    if (of?.day !== day) of = { day, key: randomBytes(32) }
    return createHmac('sha256', of.key).update(networkOf(address)).digest('base64url').slice(0, 22)
  }
}
