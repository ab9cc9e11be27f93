/** A ward with two leads and three channels, where notices are written, approved and sent. */
import type { Channel } from '../../bot/chat.ts'
import { createScriptedChannel, type Person, type TestWard, testWard } from './conversation.ts'

export const noticeDesk = async (start = '2026-11-23T09:00:00+07:00') => {
  const telegram = createScriptedChannel('telegram')
  const zalo = createScriptedChannel('zalo-oa', { windowHours: 48, maxText: 2000, markup: 'plain' })
  const web = createScriptedChannel('web', { pull: true })
  const ward = await testWard({ channels: [telegram, zalo, web], start: new Date(start) })
  const author = ward.person('lan-lead')
  const second = ward.person('quan-tri')
  await author.hasRole('lead')
  await second.hasRole('admin')
  const subscriber = async (name: string, channel: Channel, what = 'nhận tin'): Promise<Person> => {
    const person = ward.person(name, channel)
    await person.says(`đăng ký ${what}`)
    await person.presses('Đồng ý nhận tin')
    return person
  }
  const step = async (): Promise<void> => {
    await ward.runtime.broadcaster.step()
    await ward.runtime.idle()
  }
  /** What a person has got of notices, on one channel. */
  const got = ({ conversation }: Person): string[] =>
    [telegram, zalo, web]
      .flatMap(channel => channel.sent)
      .filter(({ to, reply }) => to === conversation && reply.priority === 'broadcast')
      .map(({ reply }) => reply.text)
  const write = async (text: string, to: string | RegExp = /^Tất cả/, when = 'ngay'): Promise<void> => {
    await author.says(`/thongbao ${text}`)
    await author.presses(to)
    await author.says(when)
  }
  return { ward, telegram, zalo, web, author, second, subscriber, step, got, write }
}

export const newestText = (ward: TestWard, to: Person): string =>
  [...ward.channels.values()].flatMap(({ sent }) => sent.filter(item => item.to === to.conversation)).at(-1)
    ?.reply.text ?? ''
