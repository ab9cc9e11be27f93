/** Numbers for words: 32-bit hashes, and tables keyed by them that hold hundreds of thousands of counts in a few megabytes. */

/** Hash of a text (FNV-1a over UTF-16 units); two of 100,000 different words share one about once in a thousand vocabularies. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return mixed(hash)
}

/** One hash of two numbers, in their order. */
export const hashOfBoth = (first: number, second: number): number =>
  mixed((Math.imul(first, 0x9e3779b1) + second) | 0)

/** Spreads a number's bits (murmur3's last step), so that its low bits make a good slot. Never 0, which marks empty slots. */
function mixed(value: number): number {
  let hash = value ^ (value >>> 16)
  hash = Math.imul(hash, 0x85ebca6b)
  hash ^= hash >>> 13
  hash = Math.imul(hash, 0xc2b2ae35)
  hash ^= hash >>> 16
  return hash === 0 ? 1 : hash
}

/** Hash → number; grows as needed, forgets nothing. */
export interface HashTable {
  /** The number kept for a hash, -1 when none is. */
  readonly get: (hash: number) => number
  /** The number kept for a hash after keeping `value` if there was none. */
  readonly getOrPut: (hash: number, value: number) => number
  /** Adds to the number kept (0 when none was). */
  readonly add: (hash: number, amount: number) => void
  readonly size: () => number
  /** Its plain arrays, to be kept or sent and given to {@link hashTableFrom}; shared with the table, not copied. */
  readonly data: () => HashData
}

export interface HashData {
  readonly keys: Int32Array
  readonly values: Int32Array
  readonly used: number
}

/** @param expected how many hashes are coming; a good guess saves growing */
export function createHashTable(expected = 1_024): HashTable {
  let capacity = 1_024
  while (capacity < expected * 1.6) capacity *= 2
  return hashTableFrom({ keys: new Int32Array(capacity), values: new Int32Array(capacity), used: 0 })
}

/** The table whose arrays these are. */
export function hashTableFrom(data: HashData): HashTable {
  let { keys, values, used } = data
  const slotOf = (hash: number): number => {
    const mask = keys.length - 1
    let slot = hash & mask
    for (let key = keys[slot]; key !== 0 && key !== hash; key = keys[slot]) slot = (slot + 1) & mask
    return slot
  }
  const put = (slot: number, hash: number, value: number): void => {
    keys[slot] = hash
    values[slot] = value
    used++
    if (used * 1.5 < keys.length) return
    const oldKeys = keys
    const oldValues = values
    keys = new Int32Array(oldKeys.length * 2)
    values = new Int32Array(oldKeys.length * 2)
    for (let old = 0; old < oldKeys.length; old++) {
      const key = oldKeys[old] ?? 0
      if (key === 0) continue
      const free = slotOf(key)
      keys[free] = key
      values[free] = oldValues[old] ?? 0
    }
  }
  return {
    get: hash => {
      const slot = slotOf(hash)
      return keys[slot] === 0 ? -1 : (values[slot] ?? -1)
    },
    getOrPut: (hash, value) => {
      const slot = slotOf(hash)
      if (keys[slot] !== 0) return values[slot] ?? -1
      put(slot, hash, value)
      return value
    },
    add: (hash, amount) => {
      const slot = slotOf(hash)
      if (keys[slot] === 0) put(slot, hash, amount)
      else values[slot] = (values[slot] ?? 0) + amount
    },
    size: () => used,
    data: () => ({ keys, values, used }),
  }
}
