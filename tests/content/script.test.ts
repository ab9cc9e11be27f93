/** Scripts of every topic: whatever the ward, the length and the composition, an announcer can read all of it aloud. */
import { describe, expect, test } from 'vitest'
import type { Library } from '../../content/library.ts'
import { lackOf, nearTopics, scriptTopics } from '../../content/script/choose.ts'
import { type Script, topicScript } from '../../content/script/script.ts'
import { countWords } from '../../content/speech/speak.ts'
import { sharedContent } from '../support/conversation.ts'

const of = (ward: string) => {
  const { library, locales } = sharedContent(ward).current()
  return { library, t: locales.in('vi') }
}
const scriptOf = (library: Library, id: string, minutes = 5, variation = 0): Script => {
  const topic = library.topics.find(one => one.id === id)
  const script =
    topic && topicScript({ topic, minutes, variation, library, t: of('muong-lay').t, today: '2026-11-22' })
  if (script === undefined) throw new Error(`no script about ${id}`)
  return script
}
const read = ({ paragraphs }: Script): string => paragraphs.map(({ text }) => text).join('\n')
const topicCalled = (library: Library, id: string) => {
  const topic = library.topics.find(one => one.id === id)
  if (topic === undefined) throw new Error(`no topic ${id}`)
  return topic
}

/** What an announcer would stumble over. */
const unreadable: readonly (readonly [string, RegExp])[] = [
  ['digit', /\d/],
  ['web or mail address', /https?:|www\.|@|\p{L}\.(?:vn|gov|com)(?!\p{L})/iu],
  ['sign', /[^\p{L}\p{M}\s.,;:?!-]/u],
  ['short form in capitals', /\p{Lu}{2,}/u],
  // UBND in small letters, "tthc", "kg": no word of the language has no vowel.
  ['short form in small letters', /(?<![\p{L}-])(?!vn(?!\p{L}))[bcdđghklmnpqrstvx]{2,}(?![\p{L}-])/iu],
  ['markup', /[*_#`|[\](){}<>]|^\s*-\s/mu],
  ['bare hyphen', /(?<!\p{L})-|-(?!\p{L})/u],
  ['stumbling pause', /[,;:]\s*[,;:.?!]|[.?!]\s*[.,;]|\s[.,;:?!]|,(?=\p{L})/u],
  ['said twice', /(?<!\p{L})((?:\p{L}+ ){1,6}\p{L}+), \1(?!\p{L}| \p{L})/iu],
  [
    'words of the bot about itself',
    /chúng tôi|(?<!\p{L})bot(?!\p{L})|(?<!\p{L})tôi (?:chưa|không)|chưa có nguồn|anh\/chị/iu,
  ],
]

describe.each([
  ['muong-lay', 1, 0],
  // Read as people speak in the south; another composition.
  ['hung-phu', 1, 1],
  ['uong-bi', 5, 0],
  ['bac-hong-linh', 5, 0],
] as const)('%s (each of %d topics, variation %d)', (ward, every, variation) => {
  const { library, t } = of(ward)
  const all = scriptTopics(library, t)
  const topics = all.filter((_topic, index) => index % every === 0)

  test('nearly every topic has a script', () => {
    expect(all.length).toBeGreaterThan(130)
  })

  test.each([5, 7, 10])("%d minutes within a tenth, and nothing that can't be read", minutes => {
    for (const topic of topics) {
      const which = `${topic.id}, ${minutes} minutes`
      const script = topicScript({ topic, minutes, variation, library, t, today: '2026-11-22' })
      const text = script === undefined ? '' : read(script)
      const words = countWords(text.replaceAll('\n', ' '))
      expect(script?.words, which).toBe(words)
      expect(words, which).toBeLessThanOrEqual(minutes * 165)
      expect(words, which).toBeGreaterThanOrEqual(minutes * 135)
      // What a group of topics lacks, its answers lead to.
      expect(script?.enough, which).toBe(true)
      for (const [what, pattern] of unreadable)
        expect(pattern.exec(text)?.[0], `${what} in ${which}`).toBeUndefined()
      for (const line of text.split('\n')) expect(line, which).toMatch(/^\p{Lu}.*[.?!:]$/u)
    }
  })
})

test('every topic has a script, but those for officers and those the ward has to say something of first', () => {
  const { library, t } = of('muong-lay')
  const lacking = library.topics.flatMap(topic => {
    const lack = lackOf(topic, library, t)
    return lack === undefined ? [] : [[topic.id, lack.kind === 'unknown' ? lack.what : lack.kind]]
  })
  expect(lacking).toEqual([
    ['feedback.reception', 'lịch tiếp công dân (có niêm yết tại trụ sở)'],
    ['officer.log', 'not-for-all'],
    ['officer.report', 'not-for-all'],
    ['ward.working-hours', 'giờ làm việc của Trung tâm Phục vụ hành chính công phường Mường Lay'],
    ['ward.queue', 'cách lấy số, đặt lịch trước'],
  ])
  expect(nearTopics(topicCalled(library, 'ward.working-hours'), new Set(), library, t)[0]?.group).toBe('ward')
})

test('once the profile knows hours, queue and reception, their scripts say them', () => {
  const { library, t } = of('muong-lay')
  const known: Library = {
    ...library,
    ward: {
      ...library.ward,
      counter: { ...library.ward.counter, hours: '7h30 - 11h30, 13h30 - 17h, thứ Hai đến thứ Sáu' },
      queue: 'Lấy số ở máy cạnh cửa, từ 7h.',
      reception: 'thứ Năm hằng tuần, 8h, tại trụ sở',
    },
  }
  expect(lackOf(topicCalled(known, 'ward.working-hours'), known, t)).toBeUndefined()
  expect(read(scriptOf(known, 'ward.working-hours'))).toContain(
    'phường Mường Lay làm việc: bảy giờ ba mươi phút đến mười một giờ ba mươi phút',
  )
  expect(read(scriptOf(known, 'ward.queue'))).toContain('Lấy số ở máy cạnh cửa, từ bảy giờ.')
  expect(read(scriptOf(known, 'feedback.reception'))).toContain(
    'Lịch tiếp công dân: thứ Năm hằng tuần, tám giờ, tại trụ sở.',
  )
})

test("the ward's own plan is told in numbers people can hear, and what they may come to", () => {
  const { library } = of('hung-phu')
  const text = read(scriptOf(library, 'cchc.plan-results'))
  expect(text).toContain(
    'Một là, chuyên mục cải cách hành chính trên báo, đài và Trang thông tin điện tử: năm số.',
  )
  expect(text).toContain('Bảy là, pano, áp phích trên các tuyến đường: sáu pano.')
  const events = read(scriptOf(of('bac-hong-linh').library, 'cchc.events'))
  expect(events).toContain('là, cuộc thi tìm hiểu cải cách hành chính.')
  expect(events).toContain('đối thoại với Nhân dân')
  // Work of officers among themselves is nothing to come to.
  expect(events).not.toMatch(/Phiên họp|báo cáo viên/)
  const without: Library = { ...library, plan: null }
  expect(lackOf(topicCalled(without, 'cchc.events'), without, of('hung-phu').t)).toMatchObject({
    kind: 'unknown',
  })
})

test('what sounds wrong when it is read out', () => {
  const { library } = of('muong-lay')
  // "UBND (Ủy ban nhân dân) phường" is said once.
  expect(read(scriptOf(library, 'datdai.dispute'))).toContain(
    'nộp đơn đề nghị Ủy ban nhân dân phường nơi có đất hòa giải',
  )
  expect(read(scriptOf(library, 'cchc.iso'))).toContain(
    'I-xô chín nghìn không trăm linh một năm hai nghìn không trăm mười lăm là bộ tiêu chuẩn',
  )
  // A yes to a question nobody asked.
  expect(read(scriptOf(library, 'hotich.birth.register'))).not.toMatch(/\. Được, bé/)
  // The portal's address once, at the end.
  expect(read(scriptOf(library, 'hotich.birth.register')).match(/chấm gov chấm vn/g)).toHaveLength(1)
  // Papers are spoken of where papers are needed.
  expect(read(scriptOf(library, 'hotich.birth.register'))).toContain('chuẩn bị đủ giấy như đã nghe')
  expect(read(scriptOf(library, 'cchc.iso'))).not.toContain('chuẩn bị đủ giấy như đã nghe')
  // A group that runs out goes on to what its answers lead to, and stays with its matter.
  expect(scriptOf(library, 'volunteer.support', 10).entries.slice(0, 4)).toEqual([
    'volunteer.support',
    'volunteer.training',
    'dvc.on-behalf',
    'dvc.mandatory',
  ])
})
