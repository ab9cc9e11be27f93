import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Activity, ParsedMessage } from '../../../content/activity/activity.ts'
import { sessions, subjects } from '../../../content/activity/activity.ts'
import { parseActivity } from '../../../content/activity/parse-activity.ts'
import { writeActivity } from '../../../content/activity/write-activity.ts'
import { addDays } from '../../../content/vietnam-time.ts'
import { corpusToday, readCorpus } from './corpus.ts'

const today = fc.integer({ min: 0, max: 3_000 }).map(days => addDays('2025-01-01', days))

const words = readCorpus().flatMap(({ msg }) => msg.split(/\s+/))
/** Words of real lines in any order: closer to what breaks a parser than random letters. */
const shuffled = fc
  .array(
    fc.oneof(
      { weight: 12, arbitrary: fc.constantFrom(...words) },
      fc.constantFrom(...',;.:()+-/?!\n'.split(''), '31/2', '0', '-1'),
    ),
    {
      maxLength: 40,
    },
  )
  .map(parts => parts.join(' '))
const anyLine = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  shuffled,
  shuffled.map(text => `/ghi ${text}`),
)

const activitiesOf = (parsed: ParsedMessage): readonly Activity[] =>
  parsed.kind === 'activities' ? parsed.activities : []

test('any text is read without an exception, the same way each time', () => {
  fc.assert(
    fc.property(anyLine, today, (text, day) => {
      expect(parseActivity(text, { today: day })).toEqual(parseActivity(text, { today: day }))
    }),
    { numRuns: 400 },
  )
})

test('an accepted activity is never dated after today, and a range ends after it begins', () => {
  fc.assert(
    fc.property(anyLine, today, (text, day) => {
      for (const { date, dateEnd } of activitiesOf(parseActivity(text, { today: day }))) {
        if (date !== null) expect(date <= day).toBe(true)
        if (dateEnd !== null) expect(date !== null && date < dateEnd && dateEnd <= day).toBe(true)
      }
    }),
    { numRuns: 400 },
  )
})

test('what is asked for is exactly what is unknown, and figures are sane', () => {
  fc.assert(
    fc.property(anyLine, text => {
      const parsed = parseActivity(text, { today: corpusToday })
      if (parsed.kind === 'activities') expect(parsed.activities.length).toBeGreaterThan(0)
      for (const activity of activitiesOf(parsed)) {
        const unknown = (['form', 'quantity', 'date'] as const).filter(name => activity[name] === null)
        expect(activity.needs).toEqual(unknown)
        if (activity.quantity !== null) expect(activity.quantity).toBeGreaterThan(0)
        if (activity.minutes !== null) expect(activity.minutes).toBeGreaterThan(0)
        if (activity.people !== null) expect(activity.people).toBeGreaterThan(0)
        expect(new Set(activity.topics).size).toBe(activity.topics.length)
      }
    }),
    { numRuns: 400 },
  )
})

test('composed and decomposed letters, and full-width figures, say the same', () => {
  fc.assert(
    fc.property(fc.constantFrom(...readCorpus()), ({ msg }) => {
      const plain = parseActivity(msg.normalize('NFC'), { today: corpusToday })
      expect(parseActivity(msg.normalize('NFD'), { today: corpusToday })).toEqual(plain)
    }),
    { numRuns: 200 },
  )
})

const meaning = ({
  form,
  quantity,
  unit,
  minutes,
  minutesEach,
  people,
  date,
  dateEnd,
  session,
  place,
  topics,
  links,
}: Activity) => ({
  form,
  quantity,
  unit,
  minutes,
  minutesEach,
  people,
  date,
  dateEnd,
  session,
  place,
  topics,
  links,
})

const day = fc.integer({ min: 0, max: 300 }).map(back => addDays(corpusToday, -back))
const counted = fc.constantFrom(
  ['loudspeaker', 'tin'],
  ['loudspeaker', 'lượt phát'],
  ['news_article', 'bài'],
  ['website_post', 'tin'],
  ['banner', 'băng rôn'],
  ['banner', 'khẩu hiệu'],
  ['pano', 'pano'],
  ['poster', 'áp phích'],
  ['leaflet', 'tờ'],
  ['mobile_van', 'buổi'],
  ['social_post', 'bài'],
  ['conference', 'cuộc'],
  ['seminar', 'cuộc'],
  ['training', 'lớp'],
  ['contest', 'cuộc'],
  ['survey', 'phiếu'],
  ['video', 'clip'],
  ['direct_guidance', 'lượt người'],
  ['direct_guidance', 'hộ'],
  ['notice_board', 'bảng'],
  ['performance', 'tiết mục'],
  ['led_screen', 'lượt phát'],
  ['door_to_door', 'hộ'],
  ['other', 'mã QR'],
) satisfies fc.Arbitrary<readonly [Activity['form'], string] | readonly (string | null)[]>

const places = [
  'TDP 5',
  'bản Mới 2',
  'chợ trung tâm',
  'nhà văn hóa tổ 8',
  'cổng trường THCS',
  'đường Lê Lợi',
  'khu Đồng Mát 9',
]

test('an activity written as a line is read back as the same', () => {
  const spec = fc.record({
    counted,
    quantity: fc.integer({ min: 1, max: 900 }),
    minutes: fc.option(fc.integer({ min: 1, max: 600 }), { nil: null }),
    people: fc.option(fc.integer({ min: 1, max: 900 }), { nil: null }),
    date: day,
    length: fc.option(fc.integer({ min: 1, max: 6 }), { nil: null }),
    session: fc.option(fc.constantFrom(...sessions), { nil: null }),
    place: fc.option(fc.constantFrom(...places), { nil: null }),
    topics: fc.uniqueArray(fc.constantFrom(...subjects), { maxLength: 3 }),
  })
  fc.assert(
    fc.property(spec, ({ counted: [form, unit], length, ...rest }) => {
      const guided = form === 'direct_guidance' && unit === 'lượt người'
      const end = length === null ? null : addDays(rest.date, length)
      const activity: Activity = {
        ...rest,
        form: form as Activity['form'],
        unit: unit ?? null,
        people: guided ? rest.quantity : form === 'direct_guidance' ? null : rest.people,
        dateEnd: end !== null && end <= corpusToday ? end : null,
        minutesEach: null,
        areas: rest.place === null ? [] : [rest.place],
        wardPlace: null,
        links: [],
        needs: [],
      }
      const [read] = activitiesOf(parseActivity(writeActivity(activity), { today: corpusToday }))
      expect(read === undefined ? null : meaning(read)).toEqual(meaning(activity))
    }),
    { numRuns: 500 },
  )
})

test('reading, writing and reading again changes nothing for lines of the corpus', () => {
  const changed = readCorpus().flatMap(({ msg }) =>
    activitiesOf(parseActivity(msg, { today: corpusToday })).flatMap(activity => {
      const line = writeActivity(activity)
      const [again] = activitiesOf(parseActivity(line, { today: corpusToday }))
      return again !== undefined && JSON.stringify(meaning(again)) === JSON.stringify(meaning(activity))
        ? []
        : [line]
    }),
  )
  expect(changed).toEqual([])
})
