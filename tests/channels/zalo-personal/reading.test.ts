/** Readers that meet whatever Zalo sends, and the markup as Zalo shows it: they hold for every input. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toPlain } from '../../../bot/channels/markup.ts'
import { bySending } from '../../../bot/channels/zalo-personal/order.ts'
import { readMessage } from '../../../bot/channels/zalo-personal/read-message.ts'
import { toStyled } from '../../../bot/channels/zalo-styles.ts'
import { wireMessage } from '../../support/fake-zalo-personal/messages.ts'

const own = '7000000000000000001'
const given = (data: unknown): unknown => ({ type: 0, threadId: '5550001', isSelf: false, data })

test('whatever a message holds, reading it never throws', () => {
  fc.assert(
    fc.property(
      fc.jsonValue(),
      fc.constantFrom('webchat', 'chat.photo', 'share.file', 'chat.location.new', 'x'),
      (content, msgType) => {
        const read = readMessage(given({ ...wireMessage(content, 1_800_000_000_000), msgType }), own)
        expect(read?.update.conversation).toBe('zalo-personal:5550001')
      },
    ),
  )
  fc.assert(fc.property(fc.jsonValue(), raw => void readMessage(given(raw), own)))
})

test.each(['msgId', 'uidFrom', 'ts'])(
  'a message without %s has no place and no key, so it is not read',
  field => {
    const { [field]: _gone, ...rest } = wireMessage('chào', 1_800_000_000_000)
    expect(readMessage(given(rest), own)).toBeUndefined()
    expect(readMessage(given({ ...rest, [field]: '' }), own)).toBeUndefined()
  },
)

test('objects without a prototype, as json-bigint makes them, are read like others', () => {
  const bare = Object.assign(Object.create(null), { href: 'https://photo.zdn.vn/a.jpg', title: 'ảnh' })
  const read = readMessage(given({ ...wireMessage(bare, 1_800_000_000_000), msgType: 'chat.photo' }), own)
  expect(read?.update.content).toMatchObject({ kind: 'file', caption: 'ảnh' })
})

test('sorting by time, then id, is the same whatever the order of arrival', () => {
  const message = fc.record({
    ts: fc.integer({ min: 1, max: 3 }),
    id: fc.bigInt({ min: 1n, max: 10n ** 19n }),
  })
  fc.assert(
    fc.property(fc.array(message), messages => {
      const read = messages.flatMap(
        ({ ts, id }) => readMessage(given(wireMessage('x', ts, { msgId: String(id) })), own) ?? [],
      )
      const ids = (list: typeof read): string[] => list.map(({ ts, messageId }) => `${ts}/${messageId}`)
      const sorted = ids(read.toSorted(bySending))
      expect(ids(read.toReversed().toSorted(bySending))).toEqual(sorted)
    }),
  )
})

test('styled text says what plain text says, and every run lies within it', () => {
  const piece = fc.constantFrom(
    '**đậm**',
    '_nghiêng_',
    '**cả _hai_**',
    '[Cổng](https://a.vn/b)',
    'chữ ',
    '\n',
    '- ',
    '\\*',
    '🙏',
    '*',
  )
  fc.assert(
    fc.property(
      fc.array(piece).map(pieces => pieces.join('')),
      markup => {
        const { text, styles } = toStyled(markup)
        expect(text).toBe(toPlain(markup))
        for (const { start, len } of styles) {
          expect(len).toBeGreaterThan(0)
          expect(start + len).toBeLessThanOrEqual(text.length)
        }
      },
    ),
  )
  expect(toStyled('**Lệ phí:** _không_')).toEqual({
    text: 'Lệ phí: không',
    styles: [
      { start: 0, len: 7, st: 'b' },
      { start: 8, len: 5, st: 'i' },
    ],
  })
})
