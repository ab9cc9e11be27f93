/**
 * Loaded before every test (and by programs tests start, with `--import`): a connection that would leave this machine
 * fails at once and loudly. Stand-ins live on loopback; nothing of ours has business elsewhere during a test.
 */
import { Socket } from 'node:net'

/** A test tried to reach the outside. */
export class OutsideError extends Error {
  override readonly name = 'OutsideError'
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host)

/** `connect` takes options, a port and a host, a path, or what node:net has made of them. */
const hostOf = (given: readonly unknown[]): string | undefined => {
  const [first, second] = given
  if (Array.isArray(first)) return hostOf(first)
  if (typeof first === 'object' && first !== null) {
    const path: unknown = Reflect.get(first, 'path')
    const host: unknown = Reflect.get(first, 'host')
    // HTTP options carry a path as well; a socket file has no port.
    if (typeof path === 'string' && Reflect.get(first, 'port') === undefined) return undefined
    return typeof host === 'string' ? host : undefined
  }
  return typeof second === 'string' ? second : undefined
}

const connect = Socket.prototype.connect
Socket.prototype.connect = function guarded(this: Socket, ...given: unknown[]): Socket {
  const host = hostOf(given)
  if (host !== undefined && !isLoopback(host)) {
    const error = new OutsideError(`a test tried to reach ${host}`)
    process.stderr.write(`${error.message}\n`)
    process.nextTick(() => this.destroy(error))
    return this
  }
  return Reflect.apply(connect, this, given)
}
