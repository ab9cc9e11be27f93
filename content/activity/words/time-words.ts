/** Words of days, weeks and times of day, as officers of several regions write them. */
import type { Session } from '../activity.ts'

/** A named day, counted back from today. */
export const namedDays: readonly (readonly [words: string, daysBack: number])[] = [
  [
    'hôm nay, hôm ni, bữa nay, bữa ni, ngày nay, ngày hôm nay, ngày hôm ni, hnay, h nay, hni, hôm nai, nay',
    0,
  ],
  ['hôm qua, bữa qua, ngày hôm qua, ngày qua, hqua, h qua, hq, hôm wa, hwa, bữa wa, hồi hôm', 1],
  ['hôm kia, bữa kia, ngày kia trước, hkia, h kia, hôm kia nữa, bữa kìa', 2],
  ['hôm kìa', 3],
]

/** One part of the day; also stuck to nay/qua ("s.nay", "cqua"). */
export const sessionWords: readonly (readonly [words: string, session: Session])[] = [
  ['sáng, buổi sáng, ban sáng, sớm, sáng sớm, hồi sáng, lúc sáng, đầu giờ sáng', 'sáng'],
  ['trưa, buổi trưa, ban trưa, giờ trưa, hồi trưa, lúc trưa', 'trưa'],
  ['chiều, buổi chiều, ban chiều, xế chiều, hồi chiều, lúc chiều, đầu giờ chiều, cuối giờ chiều', 'chiều'],
  ['tối, buổi tối, ban đêm, đêm, khuya, hồi tối, lúc tối, buổi đêm, hồi hôm', 'tối'],
]
export const sessionLetters: Readonly<Record<string, Session>> = {
  s: 'sáng',
  tr: 'trưa',
  c: 'chiều',
  t: 'tối',
}

/** After a weekday or alone: which week. */
export const weekWords: readonly (readonly [words: string, weeksBack: number])[] = [
  ['tuần này, tuần ni, tuần nay, trong tuần, trong tuần này, tuần hiện tại', 0],
  [
    'tuần trước, trong tuần trước, trong tuần qua, trong tuần rồi, tuần rồi, tuần qua, tuần vừa rồi, tuần vừa qua, tuần trước đó, tuần trc',
    1,
  ],
  ['tuần trước nữa, tuần kia', 2],
]

/** A time that was, but not which day: the bot asks. */
export const vagueTimes =
  'đầu tháng, giữa tháng, cuối tháng, tháng trước, tháng rồi, tháng vừa rồi, tháng này, tháng qua, trong tháng, trong tháng này, bữa hổm, hôm hổm, hổm, hổm rày, hôm nọ, bữa nọ, hôm trước, bữa trước, hôm rồi, bữa rồi, mấy hôm trước, mấy bữa trước, mấy hôm nay, mấy bữa nay, mấy ngày nay, mấy ngày trước, mấy ngày qua, vài hôm trước, vài bữa trước, vài ngày trước, mấy hôm rồi, bữa tê, hôm tê, hôm bữa, dạo này, dạo trước, dạo nọ, vừa qua, mới đây, gần đây, thời gian qua, lâu nay, đợt trước, đợt vừa rồi, đợt vừa qua, đợt rồi, đầu năm, giữa năm, cuối năm, cuối tuần, cuối tuần trước, cuối tuần rồi, cuối tuần qua, đầu tuần, đầu tuần trước, giữa tuần, cuối tuần vừa rồi, đầu tuần này, đầu tuần rồi, hồi đầu tháng, hồi cuối tháng, hồi giữa tháng, quý trước, hôm nào đó, bữa nào đó, hôm đó, bữa đó, hôm ấy, hôm trước đó, mấy tuần trước, mấy tuần nay, vài tuần trước, tháng trước nữa, bữa hôm, hôm trc, bữa trc, ít hôm trước, ít bữa trước, năm ngoái, hôm nớ, bữa nớ, bữa hồm, bữa trước nữa, hồi hôm nọ, ngày nọ, dịp trước, hồi trước, hồi nọ, hồi tháng trước, đầu tháng này, giữa tháng này, cuối tháng này, đầu tháng trước, giữa tháng trước, cuối tháng trước, cuối tháng rồi, đầu tháng rồi, giữa tháng rồi, trong tháng qua'

/** Not yet: a plan. */
export const futureTimes =
  'mai, ngày mai, sáng mai, trưa mai, chiều mai, tối mai, bữa mai, mốt, ngày mốt, ngày kia, tuần sau, tuần tới, tuần kế, tuần sau nữa, tháng sau, tháng tới, năm sau, năm tới, quý tới, quý sau, cuối tuần này, cuối tuần tới, cuối tuần sau, đầu tuần sau, đầu tuần tới, mấy hôm nữa, mấy bữa nữa, mấy ngày nữa, vài hôm nữa, vài ngày nữa, vài bữa nữa, hôm sau, ngày tới, những ngày tới, thời gian tới, sắp tới, đợt tới, đầu tháng sau, đầu tháng tới, cuối tháng tới, lần tới, mai mốt, hôm tới'

/** Before a month or quarter these make it a reporting period, not a date. */
export const periodSubjects =
  'kết quả, báo cáo, kế hoạch, kh, số liệu, sơ kết, tổng kết, chỉ tiêu, tình hình, cchc, đánh giá, công tác, số, nhiệm vụ, phương hướng, thi đua, giao ban, tháng'

export const weekdayNames: Readonly<Record<string, number>> = {
  hai: 1,
  '2': 1,
  ba: 2,
  '3': 2,
  tu: 3,
  '4': 3,
  nam: 4,
  '5': 4,
  sau: 5,
  '6': 5,
  bay: 6,
  '7': 6,
  bẩy: 6,
}

/** Behind "hồi hôm" these make it the beginning of a day ("hồi hôm qua") rather than last night. */
export const goesOnAfterNight = /^(?:qua|kia|nay|ni|truoc|no|tuan|thu|t|mung|ngay|\d+)$/
