/** An activity written as a line the parser reads back to the same: for copying an earlier entry and for tests. */

import type { Form } from '../plan/plan.ts'
import { showDay } from '../vietnam-time.ts'
import type { Activity, Subject } from './activity.ts'
import { eventForms } from './words/form-words.ts'

const formName: Readonly<Record<Form, string>> = {
  loudspeaker: 'loa',
  news_article: 'báo tỉnh',
  website_post: 'trang thông tin điện tử',
  banner: 'băng rôn',
  pano: 'pano',
  poster: 'áp phích',
  leaflet: 'tờ rơi',
  mobile_van: 'xe loa',
  social_post: 'fanpage',
  conference: 'hội nghị',
  seminar: 'tọa đàm',
  training: 'tập huấn',
  contest: 'cuộc thi',
  survey: 'khảo sát',
  video: 'clip',
  direct_guidance: 'hướng dẫn',
  notice_board: 'niêm yết',
  performance: 'văn nghệ',
  led_screen: 'màn hình LED',
  door_to_door: 'từng nhà',
  other: 'ngày hội',
}

/** Short Vietnamese names of what activities are about. */
export const subjectName: Readonly<Record<Subject, string>> = {
  dvc: 'dịch vụ công',
  bcci: 'bưu chính công ích',
  vneid: 'VNeID',
  payment: 'thanh toán trực tuyến',
  tthc: 'thủ tục hành chính',
  one_stop: 'cơ chế một cửa',
  cchc_general: 'cải cách hành chính',
  digital_transformation: 'chuyển đổi số',
  feedback: 'phản ánh kiến nghị',
  indices: 'chỉ số hài lòng',
  law: 'pháp luật',
  two_tier_government: 'chính quyền 2 cấp',
  scam: 'phòng chống lừa đảo',
  other: 'chủ đề khác',
}

const quantityOf = ({ form, quantity, unit }: Activity): string => {
  if (quantity !== null) return `${quantity}${unit === null ? '' : ` ${unit}`}`
  // Without "vài" an event would be read as one, and the unit be lost.
  if (unit !== null) return `vài ${unit}`
  return form !== null && eventForms.has(form) ? 'vài buổi' : ''
}

const nameOf = ({ form, unit }: Activity): string => {
  if (form === null) return ''
  // Things handed out or put up name themselves ("dán 25 mã QR").
  return form === 'other' && unit !== null && unit !== 'cuộc' ? 'dán' : formName[form]
}

function dateOf({ date, dateEnd }: Activity): string {
  if (date === null) return 'hôm nọ'
  return dateEnd === null ? `ngày ${showDay(date)}` : `từ ngày ${showDay(date)} đến ngày ${showDay(dateEnd)}`
}

/** The line, with its /ghi. Parsing it gives the activity back, whatever the day, as long as that day isn't earlier. */
export function writeActivity(activity: Activity): string {
  const { form, minutes, minutesEach, people, session, place, topics, links } = activity
  const pieces = [
    [nameOf(activity), quantityOf(activity)].filter(piece => piece !== '').join(' '),
    minutesEach === null ? '' : `mỗi lượt ${minutesEach} phút`,
    minutes === null ? '' : minutesEach === null ? `${minutes} phút` : `tổng ${minutes} phút`,
    people === null ||
    form === 'direct_guidance' ||
    (form === 'door_to_door' && activity.unit === 'lượt người')
      ? ''
      : `${people} người`,
    session === null ? '' : `buổi ${session}`,
    dateOf(activity),
    place === null ? '' : `tại ${place}`,
    ...topics.map(topic => subjectName[topic]),
    ...links,
  ]
  return `/ghi ${pieces.filter(piece => piece !== '').join(', ')}`
}
