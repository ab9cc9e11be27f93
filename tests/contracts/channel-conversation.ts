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

/** So little said that more than one answer may be meant; one of them stays so however well we understand. */
const vague = ['lam giay to cho con', 'lam lai giay to bi mat', 'giay to', 'xin giay xac nhan']

/** The ward's content is trained first, which takes its time on a busy machine. */
const timeoutMs = 120_000

/** Runs it through the real ward and the channel of the rig. */
export const channelConversation = (name: string, makeRig: MakeRig): void => {
  /** A resident at the channel's edge. */
  const resident = async () => {
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
    await expect.poll(() => rig.adapter.status().state, { timeout: 20_000 }).toBe('connected')
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

    const isOffered = async (): Promise<boolean> => {
      const last = (await rig.shown()).at(-1)
      return (last?.buttons.length ?? 0) > 1 || /^2\. .+\n[\s\S]*số/m.test(last?.text ?? '')
    }
    return { say, isOffered }
  }

  test(
    `on ${name} a resident who said too little gets choices, answers "2", asks for the fee, says thanks`,
    async () => {
      const { say, isOffered } = await resident()
      for (const question of vague) {
        await say(question)
        if (await isOffered()) break
      }
      expect(await isOffered()).toBe(true)
      expect(await say('2')).toMatch(/Nguồn:/)
      expect(await say('bao nhieu tien')).toMatch(/phí|tiền/)
      const thanks = await say('cam on nhe')
      expect(thanks).not.toBe('')
      expect(thanks).not.toMatch(/trục trặc|Nguồn:/)
    },
    timeoutMs,
  )

  test(
    `on ${name} a resident asks without marks, picks by number, asks for the fee, says thanks`,
    async () => {
      const { say } = await resident()
      expect(await say('lam can cuoc cho con o dau')).toMatch(/căn cước/i)
      expect(await say('bao nhieu tien')).toMatch(/phí|tiền/)
      await say('/trogiup')
      expect(await say('2')).toMatch(/chọn việc cần hỏi/)
      expect(await say('số 1')).toMatch(/Nguồn:/)
      expect(await say('cảm ơn cháu nhé')).not.toMatch(/trục trặc/)
    },
    timeoutMs,
  )
}
