import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findCounts } from '../../../content/plan/read/counts.ts'
import { findCitations, findDates, isoDate, readDeadline } from '../../../content/plan/read/dates.ts'
import { fold, foldScan } from '../../../content/plan/read/fold.ts'
import { toPlanText } from '../../../content/plan/read/lines.ts'
import { readPlan } from '../../../content/plan/read/read-plan.ts'
import { readDues, recipientOf } from '../../../content/plan/read/reports.ts'
import { splitUnits } from '../../../content/plan/read/tasks.ts'
import { mainForm, matchUnits } from '../../../content/plan/read/vocabulary.ts'

const lines = (...parts: string[]) => parts.join('\n')
const head = ['KẾ HOẠCH', 'Tuyên truyền của phường Hòa An năm 2027', '']
const paths = (...parts: string[]) => readPlan(lines(...head, ...parts)).sections.map(({ path }) => path)

describe('folding', () => {
  test('keeps every letter in its place, so that a match names the same place in print', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), text => {
        expect(fold(text)).toHaveLength(text.length)
        expect(foldScan(text)).toHaveLength(text.length)
      }),
    )
  })
  test('reads letters a scanner took for digits, and leaves numbers alone', () => {
    expect(foldScan('Chỉ s6 hài 1ong, k€t lu¢n 62-KL/TW ngày 12/6/2026')).toBe(
      'chi so hai long, ket luen 62-kl/tw ngay 12/6/2026',
    )
  })
})

describe('pages', () => {
  test('the number of a page that fell into a sentence goes away', () => {
    const text = lines('I. NỘI DUNG', '- Giảm đầu 2', ' mối bên trong các cơ quan.')
    expect(toPlanText(text).lines.map(line => line.text)).toContain('- Giảm đầu')
  })
  test('a number that is no page number stays', () => {
    const text = lines('I. NỘI DUNG', '- Hoàn thành trong tháng 12', ' và báo cáo.')
    expect(toPlanText(text).lines.map(line => line.text)).toContain('- Hoàn thành trong tháng 12')
  })
  test('a paragraph cut by a page is one paragraph', () => {
    const plan = readPlan(
      lines(
        ...head,
        'I. NỘI DUNG TUYÊN TRUYỀN',
        '- Chỉ số hiệu quả quản trị và',
        '',
        'Hành chính công của tỉnh.',
        '- Việc khác.',
      ),
    )
    expect(plan.topics.map(({ text }) => text)).toEqual([
      'Chỉ số hiệu quả quản trị và Hành chính công của tỉnh.',
      'Việc khác.',
    ])
  })
  test('a dash inside a name at the start of a line opens no bullet', () => {
    const plan = readPlan(
      lines(
        ...head,
        'I. TỔ CHỨC THỰC HIỆN',
        '1. Công an phường',
        '- Gửi tin (qua Phòng Văn hóa',
        '- Xã hội) hằng tháng.',
      ),
    )
    expect(plan.duties.map(({ text }) => text)).toEqual(['Gửi tin (qua Phòng Văn hóa - Xã hội) hằng tháng.'])
  })
})

describe('numbering as printed', () => {
  test('a number printed twice gives two sections', () => {
    expect(
      paths(
        'I. TỔ CHỨC THỰC HIỆN',
        '1. Phòng A',
        'Làm việc này.',
        '1. Phòng B',
        'Làm việc kia.',
        '2. Phòng C',
        'Làm.',
      ),
    ).toEqual(['I', 'I.1', 'I.1bis', 'I.2'])
  })
  test('letters run through đ and may skip', () => {
    expect(
      paths(
        'I. HÌNH THỨC',
        ...['a', 'b', 'c', 'd', 'đ', 'e', 'f'].map(letter => `${letter}) Loa truyền thanh phường.`),
      ),
    ).toEqual(['I', 'I.a', 'I.b', 'I.c', 'I.d', 'I.đ', 'I.e', 'I.f'])
  })
  test('a number at a line start inside a sentence opens no section', () => {
    expect(
      paths(
        'I. YÊU CẦU',
        '1. Nội dung',
        'Bám sát kế hoạch năm 2027 và nghị quyết số',
        '9. của cấp trên, làm đúng.',
      ),
    ).toEqual(['I', 'I.1'])
  })
  test('markdown marks are no structure', () => {
    expect(paths('## **I. MỤC ĐÍCH**', '### 1. Mục đích', '**2. Yêu cầu**', '#### II. NỘI DUNG')).toEqual([
      'I',
      'I.1',
      'I.2',
      'II',
    ])
  })
  test('run-in titles, sentences without a title and headings over two lines are told apart', () => {
    const { sections } = readPlan(
      lines(
        ...head,
        'I. ĐỐI TƯỢNG',
        '1. Phạm vi: Toàn phường.',
        '2. Đề nghị Hội Phụ nữ tham gia vận động hội viên.',
        '3. Thủ trưởng các đơn vị thuộc Ủy ban',
        'nhân dân phường:',
        'Thực hiện kế hoạch.',
      ),
    )
    expect(sections.slice(1).map(({ title }) => title)).toEqual([
      'Phạm vi',
      null,
      'Thủ trưởng các đơn vị thuộc Ủy ban nhân dân phường',
    ])
  })
})

describe('tables', () => {
  const header = 'TT\tHoạt động\tSố lượng\tCơ quan chủ trì\tThời gian thực hiện'
  test('a header repeated after a page cut and the cell that goes on below it are one row', () => {
    const { tasks } = readPlan(
      lines(
        ...head,
        'I. NHIỆM VỤ',
        header,
        '1\tĐăng bài trên trang,\t02 clip\tPhòng A\tQuý I',
        header.replace('Số lượng', 'Số  lượng'),
        '\tmạng xã hội\t\t\t',
        '2\tTreo pano\t06 Pano\tPhòng B\tQuý II',
      ),
    )
    expect(tasks.map(({ no, text, quantityText }) => [no, text, quantityText])).toEqual([
      [1, 'Đăng bài trên trang, mạng xã hội', '02 clip'],
      [2, 'Treo pano', '06 Pano'],
    ])
  })
  const flat = (...rows: string[]) =>
    readPlan(
      lines(
        ...head,
        'I. NHIỆM VỤ',
        'TT Nội dung',
        'Thời gian hoàn thành',
        'Cơ quan chủ trì',
        'Cơ quan phối hợp',
        'Kết quả',
        ...rows,
      ),
    ).tasks
  test('cells without borders are told apart by what they say', () => {
    const [task] = flat(
      '1',
      'Viết tin về dịch vụ công cho',
      'UBND phường',
      'Trước ngày',
      '15/8/2027',
      'Trung tâm Dịch vụ',
      'tổng hợp',
      'Các tổ dân phố trên địa bàn phường',
      'Tin đã đăng',
    )
    expect([task?.text, task?.deadlineText, task?.lead, task?.partners, task?.result]).toEqual([
      'Viết tin về dịch vụ công cho UBND phường',
      'Trước ngày 15/8/2027',
      'Trung tâm Dịch vụ tổng hợp',
      ['Các tổ dân phố trên địa bàn phường'],
      'Tin đã đăng',
    ])
  })
  test('page numbers between rows are no rows, a missing row ends nothing', () => {
    const row = (no: number) => [
      String(no),
      `Việc số ${no}`,
      'Tháng 5/2027',
      'Công an phường',
      'Các tổ dân phố trên địa bàn phường',
      'Ảnh',
    ]
    expect(flat(...row(1), ...row(2), '7', ...row(4), ...row(5)).map(({ no }) => no)).toEqual([1, 2, 4, 5])
  })
  test('bullets of a time cell printed after the last cell return to their cell', () => {
    const [task] = flat(
      '1',
      'Báo cáo kết quả',
      '- Báo cáo quý I trước ngày 12/3/2027',
      'Công an phường',
      'Các tổ dân phố trên địa bàn phường',
      'Báo cáo của phường.',
      '- Báo cáo năm trước ngày 05/12/2027',
    )
    expect([task?.deadlines, task?.result]).toEqual([['2027-03-12', '2027-12-05'], 'Báo cáo của phường.'])
  })
  test('a comma parts bodies only before another body', () => {
    expect(splitUnits('Trung tâm Dịch vụ tổng hợp, Phòng VH-XH')).toEqual([
      'Trung tâm Dịch vụ tổng hợp',
      'Phòng VH-XH',
    ])
    expect(splitUnits('Phòng Kinh tế, Hạ tầng và Đô thị')).toEqual(['Phòng Kinh tế, Hạ tầng và Đô thị'])
    expect(splitUnits('Các cơ quan, đơn vị liên quan')).toEqual(['Các cơ quan, đơn vị liên quan'])
  })
})

describe('dates, numbers and forms', () => {
  test.each([
    ['Trước ngày 15/01/2027', 'before', '2027-01-15', null],
    ['Chậm nhất ngày 28/02/2027', 'by', '2027-02-28', null],
    ['Ban hành ngày 23 /02 /2027', 'by', '2027-02-23', null],
    ['ngày 09 tháng 5 năm 2027', 'by', '2027-05-09', null],
    ['Tháng 12/ 2027', 'month', null, '2027-12'],
    ['Trước tháng 11/2027', 'before-month', null, '2027-11'],
    ['Trong năm 2027', null, null, null],
    ['Ngày 31/02/2027', 'by', null, null],
  ])('%s', (text, kind, date, month) => {
    expect(readDeadline(text, 2027)).toEqual({ kind, date, month })
  })
  test('every date that exists comes back, none that does not', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 0, max: 14 }),
        fc.integer({ min: 1990, max: 2060 }),
        (day, month, year) => {
          const [found] = findDates(`ngay ${day}/${month}/${year}`)
          expect(found?.iso ?? null).toBe(isoDate(year, month, day))
        },
      ),
    )
  })
  test('cited documents are found with their dates, whatever the symbol', () => {
    expect(
      findCitations(
        'Quyết định số 707/QĐ-UBND ngày 12/02/2026; số 245/SVHTTDL-BCXB; Kết luận 09- KL/TW ngày 24 tháng 11 năm 2024, số 01-Ctr/ĐU',
      ).map(({ number, date }) => [number, date]),
    ).toEqual([
      ['707/QĐ-UBND', '2026-02-12'],
      ['245/SVHTTDL-BCXB', null],
      ['09-KL/TW', '2024-11-24'],
      ['01-Ctr/ĐU', null],
    ])
  })
  test('a number counts only with a unit beside it', () => {
    const counts = (text: string) =>
      findCounts(text, fold(text)).map(({ quantity, unit }) => `${quantity} ${unit}`)
    expect(counts('06 nội dung, 02 cấp, trong 6 tháng, 5 đến 10 phút, ngày 15, số 12')).toEqual([])
    expect(counts('150 tin, bài; 1.200 tờ gấp; ít nhất 02 tin/bài; 30 băng; 05 số; 06 Pano')).toEqual([
      '150 tin, bài',
      '1200 tờ gấp',
      '2 tin, bài',
      '30 băng rôn',
      '5 số',
      '6 pano',
    ])
  })
  test.each([
    ['tin bài trên hệ thống loa truyền thanh', 'loudspeaker'],
    ['chuyến xe phát thanh tuyên truyền', 'mobile-van'],
    ['tiểu phẩm phục vụ tuyên truyền lưu động', 'drama'],
    ['Niêm yết thủ tục trên Trang thông tin điện tử', 'notice-board'],
    ['chuyên mục trên Báo và Đài phát thanh', 'news-article'],
    ['việc khác', 'other'],
  ])('%s is %s', (text, form) => {
    expect(mainForm(fold(text))).toBe(form)
  })
  test('a short name finds its body', () => {
    const bodies = ['Phòng Văn hóa - Xã hội', 'Phòng Kinh tế, Hạ tầng và Đô thị', 'Văn phòng HĐND và UBND']
    expect(matchUnits('Phòng KT, HT và ĐT', bodies)).toEqual(['Phòng Kinh tế, Hạ tầng và Đô thị'])
    expect(matchUnits('Phòng VH-XH', bodies)).toEqual(['Phòng Văn hóa - Xã hội'])
  })
})

describe('report schedules', () => {
  const dues = (text: string) =>
    readDues(fold(text), 2027).map(
      ({ period, deadline, optional }) => `${period} ${deadline}${optional ? '?' : ''}`,
    )
  test.each([
    [
      'hằng quý, 6 tháng, 01 năm trước ngày 15 của tháng cuối kỳ',
      [
        'Q1 2027-03-15',
        'Q2 2027-06-15?',
        'Q3 2027-09-15',
        'Q4 2027-12-15?',
        'H1 2027-06-15',
        'year 2027-12-15',
      ],
    ],
    [
      'quý I, III trước ngày 12 tháng cuối quý; 6 tháng trước ngày 12/6/2027; báo cáo năm trước ngày 10/12/2027',
      ['Q1 2027-03-12', 'Q3 2027-09-12', 'H1 2027-06-12', 'year 2027-12-10'],
    ],
    ['Định kỳ quý I, 6 tháng, 9 tháng, năm', ['Q1 null', 'H1 null', '9M null', 'year null']],
    ['hàng quý, cuối năm', ['Q1 null', 'Q2 null', 'Q3 null', 'Q4 null?', 'year null']],
    ['theo quy định của năm trước', []],
  ])('%s', (text, expected) => {
    expect(dues(text)).toEqual(expected)
  })
  test('the recipient is named as printed', () => {
    expect(recipientOf('gửi về UBND (qua Phòng Văn hóa - Xã hội) trước ngày 15')).toBe(
      'UBND (qua Phòng Văn hóa - Xã hội)',
    )
    expect(recipientOf('tổng hợp trình lãnh đạo UBND phường theo quy định.')).toBe('lãnh đạo UBND phường')
  })
})
