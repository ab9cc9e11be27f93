/** A process that renews the OA's token and dies where it is told to: what a kill -9 at that point leaves behind. */
import { pino } from 'pino'
import { createOaTokens } from '../../../bot/channels/zalo-oa/tokens.ts'
import { databaseFile, openDatabase } from '../../../storage/database.ts'
import {
  type ChannelCredentialRepository,
  createChannelCredentialRepository,
} from '../../../storage/repositories/channel-credentials.ts'
import { oa } from './fake-zalo-oa.ts'

const [dataDir = '', url = '', dies = 'never', seed = ''] = process.argv.slice(2)
const { db } = await openDatabase(databaseFile(dataDir))
const real = createChannelCredentialRepository(db)
const die = (): Promise<never> => {
  process.kill(process.pid, 'SIGKILL')
  return new Promise(() => undefined)
}
let saves = 0
const credentials: ChannelCredentialRepository = {
  ...real,
  async beginRotation(...args) {
    const taken = await real.beginRotation(...args)
    return dies === 'locked' ? await die() : taken
  },
  async save(...args) {
    saves += 1
    // The first save keeps the seed; the next one is the new pair.
    if (dies === 'received' && saves === (seed === '' ? 1 : 2)) await die()
    await real.save(...args)
    if (dies === 'stored' && saves === (seed === '' ? 1 : 2)) await die()
  },
}
const tokens = createOaTokens({
  credentials,
  dataDir,
  dataKey: Buffer.alloc(32, 7),
  oaId: oa.oaId,
  appId: oa.appId,
  appSecret: oa.appSecret,
  oauthRoot: new URL(url),
  seed: seed === '' ? undefined : { refresh: seed },
  timeoutMs: 3_000,
  now: () => new Date(),
  delay: ms => new Promise(resolve => setTimeout(resolve, ms)),
  log: pino({ level: 'silent' }),
})
await tokens.start()
const access = await tokens.access()
if (dies === 'renew') {
  // However fresh the token is.
  process.stdout.write('ready\n')
  process.stdout.write(`${await tokens.renewed(access)}\n`)
} else process.stdout.write(`${access}\n`)
process.exit(0)
