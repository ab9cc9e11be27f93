/** A made-up ward's plan whose targets stand in a table: thing, unit, number, time; reports go to two places on two days. */
import { type PlanTruth, truthSchema } from '../../content/plan/score.ts'
import type { Block } from './plan-files.ts'

export interface TableTarget {
  readonly text: string
  /** As the plan prints it. */
  readonly unit: string
  readonly quantity: number
  readonly time: string
  /** Kinds of propagating a reader may call it. */
  readonly forms: readonly [string, ...string[]]
  readonly deadline?: string
  readonly month?: string
}

export interface TableFacts {
  readonly ward: string
  readonly province: string
  readonly year: number
  readonly number: string | null
  readonly issued: readonly [day: number, month: number] | null
  readonly signer: string
  readonly targets: readonly TableTarget[]
  /** Day of a quarter's last month: units to the department, the department to the ward. */
  readonly days: readonly [units: number, department: number]
  /** Whether the audience stands before the purpose. */
  readonly audienceFirst: boolean
}

export const tableFacts: TableFacts = {
  ward: 'Bình Hải Tây',
  province: 'Khánh Hòa',
  year: 2027,
  number: '112/KH-UBND',
  issued: [22, 1],
  signer: 'Nguyễn Thị Thu Cúc',
  targets: [
    {
      text: 'Tin, bài trên hệ thống truyền thanh phường',
      unit: 'tin, bài',
      quantity: 60,
      time: 'Cả năm',
      forms: ['loudspeaker'],
    },
    {
      text: 'Băng rôn, khẩu hiệu tại trụ sở',
      unit: 'băng rôn',
      quantity: 20,
      time: 'Trước 20/11',
      forms: ['banner'],
    },
    {
      text: 'Tờ rơi phát đến hộ gia đình',
      unit: 'tờ',
      quantity: 2000,
      time: 'Hoàn thành trong quý II',
      forms: ['leaflet'],
    },
    {
      text: 'Hội nghị tuyên truyền, phổ biến thủ tục hành chính',
      unit: 'hội nghị',
      quantity: 2,
      time: 'Quý II, quý IV',
      forms: ['conference'],
    },
    {
      text: 'Tọa đàm với doanh nghiệp, hộ kinh doanh',
      unit: 'buổi',
      quantity: 1,
      time: 'Trước ngày 15/10/2027',
      forms: ['talk'],
      deadline: '2027-10-15',
    },
    {
      text: 'Video ngắn trên trang mạng xã hội',
      unit: 'video',
      quantity: 4,
      time: 'Tháng 11/2027',
      forms: ['video', 'social-media'],
      month: '2027-11',
    },
  ],
  days: [20, 25],
  audienceFirst: false,
}

const two = (value: number): string => String(value).padStart(2, '0')
const shown = (value: number): string => (value < 10 ? `0${value}` : value.toLocaleString('de-DE'))

export function tablePlan(facts: TableFacts): Block[] {
  const { ward, province, year, number, issued, signer, targets, days, audienceFirst } = facts
  const purpose = (roman: string): Block[] => [
    `${roman}. MỤC ĐÍCH, YÊU CẦU`,
    '1. Mục đích',
    'Tuyên truyền để 3 nhóm đối tượng nắm được quyền và nghĩa vụ khi làm thủ tục.',
    '2. Yêu cầu',
    'Bám sát kế hoạch của tỉnh, có trọng tâm, trọng điểm.',
  ]
  const audience = (roman: string): Block[] => [
    `${roman}. ĐỐI TƯỢNG TUYÊN TRUYỀN`,
    'Cán bộ, công chức; khoảng 12.500 người dân và 340 hộ kinh doanh trên địa bàn phường.',
  ]
  return [
    {
      columns: [
        ['UBND TỈNH', 'ỦY BAN NHÂN DÂN', `PHƯỜNG ${ward.toUpperCase()}`, `Số: ${number ?? '.... /KH-UBND'}`],
        [
          'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
          'Độc lập – Tự do – Hạnh phúc',
          issued === null
            ? `${ward}, ngày ... tháng ... năm ${year}`
            : `${ward}, ngày ${two(issued[0])} tháng ${two(issued[1])} năm ${year}`,
        ],
      ].map(column => column.filter(text => text !== 'UBND TỈNH')),
    },
    'KẾ HOẠCH',
    `Thông tin, tuyên truyền cải cách hành chính trên địa bàn phường ${ward} năm ${year}`,
    `Thực hiện Quyết định số 1450/QĐ-UBND ngày 15/12/${year - 1} của UBND tỉnh ${province}; Kế hoạch số 09/KH-SNV ngày 08/01/${year} của Sở Nội vụ, UBND phường ${ward} xây dựng kế hoạch với những nội dung chính sau:`,
    ...(audienceFirst ? [...audience('I'), ...purpose('II')] : [...purpose('I'), ...audience('II')]),
    'III. NỘI DUNG',
    '- Sáu lĩnh vực cải cách hành chính và kết quả thực hiện của phường.',
    '- Chỉ số cải cách hành chính, chỉ số hài lòng của người dân.',
    '- Phổ biến Đề án 06, tài khoản VNeID, chữ ký số cá nhân.',
    'IV. HÌNH THỨC VÀ CHỈ TIÊU',
    {
      heading: 1,
      table: [
        ['TT', 'Hình thức', 'Đơn vị tính', 'Số lượng', 'Thời gian'],
        ...targets.map(({ text, unit, quantity, time }, index) => [
          String(index + 1),
          text,
          unit,
          shown(quantity),
          time,
        ]),
      ],
    },
    'V. TỔ CHỨC THỰC HIỆN',
    '1. Văn phòng HĐND và UBND phường',
    'a) Là đầu mối, theo dõi việc thực hiện kế hoạch.',
    'b) Định kỳ hằng tháng (trước ngày 15) công khai kết quả giải quyết hồ sơ trên trang thông tin điện tử phường.',
    '2. Phòng Văn hóa - Xã hội',
    `a) Tổng hợp, báo cáo UBND phường trước ngày ${days[1]} của tháng cuối quý.`,
    'b) Hướng dẫn nội dung tuyên truyền.',
    '3. Các phòng, ban, đơn vị thuộc phường',
    `a) Gửi báo cáo kết quả về Phòng Văn hóa - Xã hội trước ngày ${days[0]} của tháng cuối quý.`,
    'b) Quán triệt kế hoạch đến 100% công chức, viên chức.',
    '4. Các khu phố',
    'Tuyên truyền trong cuộc họp khu phố.',
    `Trên đây là Kế hoạch của UBND phường ${ward}; quá trình thực hiện có vướng mắc, phản ánh về Văn phòng để xem xét./.`,
    {
      columns: [
        ['Nơi nhận:', '- Sở Nội vụ;', '- TT. Đảng ủy, HĐND phường;', '- Lưu: VT, VP.'],
        ['TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH', signer],
      ],
    },
  ]
}

/** What a careful reader of the print notes down. */
export function tableTruth(facts: TableFacts): PlanTruth {
  const { ward, province, year, number, issued, signer, targets, days, audienceFirst } = facts
  const section = (path: string, kind: string, altKinds: string[] = []) => ({ path, kind, altKinds })
  const [purpose, audience] = audienceFirst ? ['II', 'I'] : ['I', 'II']
  const reports = (day: number, binds: string) =>
    (
      [
        ['Q1', 3],
        ['Q2', 6],
        ['Q3', 9],
        ['Q4', 12],
      ] as const
    ).map(([period, month]) => ({
      period,
      deadline: `${year}-${two(month)}-${two(day)}`,
      binds,
    }))
  return truthSchema.parse({
    ward,
    province,
    year,
    number,
    issued: issued === null ? null : `${year}-${two(issued[1])}-${two(issued[0])}`,
    signer: { name: signer },
    basis: ['1450/QĐ-UBND', '09/KH-SNV'],
    sections: [
      section(purpose, 'purpose'),
      section(`${purpose}.1`, 'purpose'),
      section(`${purpose}.2`, 'requirements'),
      section(audience, 'audience'),
      section('III', 'content'),
      section('IV', 'forms', ['targets']),
      section('V', 'organisation'),
      ...['1', '1.a', '1.b', '2', '2.a', '2.b', '3', '3.a', '3.b', '4'].map(path =>
        section(`V.${path}`, 'organisation'),
      ),
    ],
    topics: [1, 2, 3].map(() => ({ section: 'III' })),
    forms: targets.map((_, index) => ({ section: `IV.${index + 1}` })),
    duties: ['1.a', '1.b', '2.a', '2.b', '3.a', '3.b', '4'].map(path => ({ section: `V.${path}` })),
    targets: [
      ...targets.map(({ unit, quantity, forms: [form, ...altForms] }) => ({
        quantity,
        unit,
        altUnits: unit === 'tờ' ? ['tờ rơi'] : [],
        form,
        altForms,
      })),
      { quantity: 100, unit: '%', form: 'other' },
    ],
    tasks: targets.map(({ deadline = null, month = null }, index) => ({
      no: index + 1,
      lead: null,
      deadline,
      deadlineKind: month === null ? null : 'month',
      deadlineMonth: month,
    })),
    reports: [
      ...reports(days[1], 'Phòng Văn hóa - Xã hội'),
      ...reports(days[0], 'Các phòng, ban, đơn vị thuộc phường'),
    ],
  })
}
