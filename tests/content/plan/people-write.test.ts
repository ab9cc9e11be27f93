/** Counts, tables, heads and report days in the many ways people write them, each a line or two. */
import { describe, expect, test } from 'vitest'
import { proposeTasks } from '../../../content/plan/propose.ts'
import { findCounts, periodOfCount } from '../../../content/plan/read/counts.ts'
import { fold } from '../../../content/plan/read/fold.ts'
import { readPlan } from '../../../content/plan/read/read-plan.ts'
import { readDues } from '../../../content/plan/read/reports.ts'

const lines = (...parts: string[]) => parts.join('\n')
const head = ['KẾ HOẠCH', 'Tuyên truyền của phường Hòa An năm 2027', '']

describe('counts in all the ways plans write them', () => {
  test.each([
    ['mỗi tháng 02 tin', '2 tin month'],
    ['02 tin/tháng', '2 tin month'],
    ['Mỗi tháng 08 tin, 02 bài; mỗi quý 01 phóng sự', '8 tin month; 2 bài month; 1 phóng sự quarter'],
    ['Hằng tuần: 03 tin; 01 bài', '3 tin week; 1 bài week'],
    ['120 tin/năm, mỗi tháng 10 tin', '120 tin year; 10 tin month'],
    ['đăng từ 02 bài trở lên mỗi quý', '≥2 bài quarter'],
    ['phát 02 - 03 tin mỗi tuần', '≥2 tin week'],
    ['ít nhất một hội nghị', '≥1 hội nghị year'],
    ['01 (một) tọa đàm', '1 tọa đàm year'],
    ['đạt ≥ 24 lượt phát thanh', '≥24 lượt phát thanh year'],
    // Words that only look like units, upper bounds and times are no targets.
    ['Thành lập 05 tổ công nghệ số', ''],
    ['lắp 02 bảng niêm yết', ''],
    ['tại 01 Bộ phận Một cửa', ''],
    ['bổ sung hồ sơ không quá 01 lần', ''],
    ['03 sở, ngành; giải quyết trong 05 ngày', ''],
  ])('%s', (text, wanted) => {
    const folded = fold(text)
    const counts = findCounts(text, folded)
    expect(
      counts
        .map(
          ({ quantity, unit, atLeast }, at) =>
            `${atLeast ? '≥' : ''}${quantity} ${unit} ${periodOfCount(folded, counts, at)}`,
        )
        .join('; '),
    ).toBe(wanted)
  })
})

describe('tables as people make them', () => {
  const table = (...rows: string[]) => readPlan(lines(...head, 'I. NHIỆM VỤ', ...rows)).tasks
  test('a header of two lines', () => {
    const [task] = table(
      'STT\tNội dung\tCơ quan thực hiện\t\tThời gian',
      '\t\tChủ trì\tPhối hợp\t',
      '1\tTreo pano\tPhòng A\tPhòng B\tQuý II',
    )
    expect([task?.lead, task?.partners, task?.window]).toEqual(['Phòng A', ['Phòng B'], 'Quý II'])
  })
  test('groups of rows, numbers like 1.1, and "nt" for the cell above', () => {
    const tasks = table(
      'STT\tNội dung\tĐơn vị chủ trì\tThời hạn',
      'I\tTuyên truyền trực quan\t\t',
      '1\tChỉ đạo\t\t',
      '1.1\tBan hành kế hoạch\tVăn phòng\tTrước 15/01/2027',
      '1.2\tPhân công\tnt\tnhư trên',
      '2\tTreo pano\t-nt-\t06/2027',
    )
    expect(
      tasks.map(({ text, lead, deadline, deadlineMonth }) => [text, lead, deadline ?? deadlineMonth]),
    ).toEqual([
      ['Ban hành kế hoạch', 'Văn phòng', '2027-01-15'],
      ['Phân công', 'Văn phòng', '2027-01-15'],
      ['Treo pano', 'Văn phòng', '2027-06'],
    ])
  })
  test('no two rows share a number, and a part is cited as it is printed', () => {
    const tasks = table(
      'STT\tNội dung\tĐơn vị chủ trì\tThời hạn',
      '1\tChỉ đạo\t\t',
      '1.1\tBan hành kế hoạch\tVăn phòng\tTrước 15/01/2027',
      '1.2\tPhân công\tVăn phòng\tTháng 6/2027',
      '2\tTreo pano\tVăn phòng\t06/2027',
    )
    expect(tasks.map(({ no, section }) => [no, section.replace(/^.*?\.(?=\d)/, '')])).toEqual([
      [1, '1.1'],
      [3, '1.2'],
      [2, '2'],
    ])
  })
  test('a month or quarter that work begins in or comes after is no limit', () => {
    const milestones = (time: string) =>
      readPlan(
        lines(
          ...head,
          'I. NHIỆM VỤ',
          'STT\tNội dung\tChủ trì\tThời gian hoàn thành',
          `1\tTreo pano\tVăn phòng\t${time}`,
        ),
      ).milestones.map(({ latest }) => latest)
    expect(['Từ tháng 3', 'Sau tháng 6', 'Sau quý II', 'Từ đầu quý III'].flatMap(milestones)).toEqual([])
    expect(['Tháng 3', 'Trước quý III'].flatMap(milestones)).toEqual(['2027-03-31', '2027-06-30'])
  })
  test('a bare number counts what the row names; a form has a column of its own', () => {
    const { targets } = readPlan(
      lines(
        ...head,
        'I. NHIỆM VỤ',
        'STT\tNội dung\tHình thức\tSố lượng\tThời gian',
        '1\tTuyên truyền dịch vụ công\tLoa truyền thanh\t60 tin\tCả năm',
        '2\tTreo băng rôn, khẩu hiệu\tTrực quan\t20\tQuý I',
      ),
    )
    expect(targets.map(({ quantity, unit, form }) => `${quantity} ${unit} ${form}`)).toEqual([
      '60 tin loudspeaker',
      '20 băng rôn banner',
    ])
  })
  test('a span of days ends on its last day', () => {
    const [task] = table(
      'STT\tNội dung\tChủ trì\tThời hạn',
      '1\tRa quân\tPhòng A\tTừ 01/3/2027 đến 30/6/2027',
    )
    expect([task?.deadline, task?.deadlines]).toEqual(['2027-06-30', []])
  })
})

test('two tables with a row 1 each give tasks with numbers of their own', () => {
  const rows = (name: string) => ['STT\tNội dung\tChủ trì\tThời hạn', `1\t${name}\tVăn phòng\tTháng 6/2027`]
  const plan = readPlan(
    lines(...head, 'I. NHIỆM VỤ', ...rows('Treo pano'), 'II. PHÂN CÔNG', ...rows('In tờ rơi')),
  )
  expect(proposeTasks(plan).map(({ value }) => value.no)).toEqual([1, 2])
})

test('a title on one line, a number without a colon, a signer in capitals', () => {
  const plan = readPlan(
    lines(
      'ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'XÃ HÒA AN\tĐộc lập - Tự do - Hạnh phúc',
      'Số 12/KH-UBND\tHòa An, ngày 05/02/2027',
      'KẾ HOẠCH TUYÊN TRUYỀN CẢI CÁCH HÀNH CHÍNH NĂM 2027',
      'Thực hiện Kế hoạch số 20/KH-UBND ngày 10/01/2027, UBND xã Hòa An ban hành kế hoạch:',
      'I. MỤC ĐÍCH',
      '- Nâng cao nhận thức.',
      'Nơi nhận:\tTM. ỦY BAN NHÂN DÂN',
      '- Lưu: VT.\tCHỦ TỊCH',
      '\tNGUYỄN VĂN TÂM',
    ),
  )
  expect([plan.ward, plan.number, plan.issued, plan.title, plan.signer?.name, plan.basis]).toEqual([
    'Hòa An',
    '12/KH-UBND',
    '2027-02-05',
    'TUYÊN TRUYỀN CẢI CÁCH HÀNH CHÍNH NĂM 2027',
    'Nguyễn Văn Tâm',
    ['20/KH-UBND'],
  ])
})

test('days behind the periods go to them in pairs; a month without reports in the schedule is a duty that comes back', () => {
  expect(
    readDues(fold('sơ kết 6 tháng, tổng kết năm trước ngày 20 tháng 6 và ngày 20 tháng 11'), 2027).map(
      ({ period, deadline, kind }) => [period, deadline, kind],
    ),
  ).toEqual([
    ['H1', '2027-06-20', 'before'],
    ['year', '2027-11-20', 'before'],
  ])
  const { frequencies } = readPlan(
    lines(
      ...head,
      'I. CHẾ ĐỘ BÁO CÁO',
      'Định kỳ hằng tháng (trước ngày 15), các đơn vị báo cáo kết quả về Văn phòng HĐND và UBND.',
    ),
  )
  expect(frequencies.map(({ every }) => every)).toEqual(['month'])
})
