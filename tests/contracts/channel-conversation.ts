/** The same conversation on every channel: asked without marks, choices by number, a follow-up, thanks. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import { contentDir } from '../../bot/content-dir.ts'
import { createMetrics } from '../../bot/metrics.ts'
import { createWard } from '../../bot/ward.ts'
import { createRepositories } from '../../storage/repositories.ts'
import { sharedContent } from '../support/conversation.ts'
import { fastClock } from '../support/fast-clock.ts'
import type { MakeRig } from './channel-contract.ts'

/** Runs it through the real ward and the channel of the rig. */
export const channelConversation = (name: string, makeRig: MakeRig): void => {
  test(`on ${name} a resident asks without marks, picks by number, asks for the fee, says thanks`, async () => {
    const clock = fastClock(50, new Date())
    const dataDir = mkdtempSync(join(tmpdir(), 'channel-'))
    const content = sharedContent('muong-lay')
    const ward = await createWard({
      ward: 'muong-lay',
      dataDir,
      contentDir,
      content,
      log: pino({ level: 'silent' }),
      metrics: createMetrics(),
      now: clock.now,
      delay: clock.delay,
    })
    const rig = await makeRig({ repositories: createRepositories(ward.database.db), now: clock.now })
    onTestFinished(async () => {
      await ward.stop()
      await rig.close()
      rmSync(dataDir, { recursive: true, force: true })
    })
    await ward.start([rig.adapter])
    await expect.poll(() => rig.adapter.status().state).toBe('connected')
    /** @returns what the bot said since */
    const say = async (text: string): Promise<string> => {
      const before = (await rig.shown()).map(shown => shown.text).join('\n')
      await rig.says(text)
      await ward.idle()
      return (await rig.shown())
        .map(shown => shown.text)
        .join('\n')
        .slice(before.length)
    }

    expect(await say('lam can cuoc cho con o dau')).toMatch(/căn cước/i)
    expect(await say('bao nhieu tien')).toMatch(/phí|tiền/)
    await say('/trogiup')
    expect(await say('2')).toMatch(/chọn việc cần hỏi/)
    expect(await say('số 1')).toMatch(/Nguồn:/)
    expect(await say('cảm ơn cháu nhé')).not.toMatch(/trục trặc/)
  })
}
