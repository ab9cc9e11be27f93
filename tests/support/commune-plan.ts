/** A made-up commune's plan: letterhead and signature in columns, counts in running text, a task table with merged cells. */
import { type PlanTruth, truthSchema } from '../../content/plan/score.ts'
import type { Block, TableCell } from './plan-files.ts'

export interface CommuneTask {
  readonly text: string
  readonly lead: string
  readonly partner: string
  readonly time: string
  readonly product: string
  /** What a reader makes of `time`: a day, a month or neither. */
  readonly deadline?: string
  readonly month?: string
}

export interface CommuneFacts {
  readonly commune: string
  readonly province: string
  readonly year: number
  readonly number: string | null
  readonly issued: readonly [day: number, month: number] | null
  readonly signer: string
  readonly broadcasts: number
  readonly news: number
  readonly banners: number
  readonly online: number
  /** Day of a quarter's last month before which units report. */
  readonly reportDay: number
  readonly tasks: readonly CommuneTask[]
  /** The parts between the content and the organisation, in this order. */
  readonly order: readonly ('targets' | 'forms' | 'table')[]
}

const culture = 'Phòng Văn hóa - Xã hội'
const services = 'Trung tâm Dịch vụ tổng hợp'
const counter = 'Trung tâm Phục vụ hành chính công'

export const communeFacts: CommuneFacts = {
  commune: 'Phiêng Hạ',
  province: 'Sơn La',
  year: 2027,
  number: '34/KH-UBND',
  issued: [18, 1],
  signer: 'Lò Văn Pâng',
  broadcasts: 24,
  news: 2,
  banners: 12,
  online: 80,
  reportDay: 20,
  tasks: [
    {
      text: 'Xây dựng, ban hành kế hoạch tuyên truyền cải cách hành chính năm 2027',
      lead: culture,
      partner: 'Văn phòng HĐND và UBND',
      time: 'Trước ngày 25/01/2027',
      product: 'Kế hoạch của UBND xã',
      deadline: '2027-01-25',
    },
    {
      text: 'Phát thanh các chuyên mục về dịch vụ công trực tuyến trên đài truyền thanh xã',
      lead: services,
      partner: 'Các bản, tổ dân phố',
      time: 'Thường xuyên',
      product: 'Lịch phát, bản tin',
    },
    {
      text: 'Đăng tin, bài trên trang thông tin điện tử xã',
      lead: services,
      partner: culture,
      time: 'Hằng tháng',
      product: 'Đường dẫn tin, bài',
    },
    {
      text: 'Tổ chức hội nghị đối thoại giữa lãnh đạo xã với người dân về thủ tục hành chính',
      lead: counter,
      partner: 'Ủy ban MTTQ Việt Nam xã',
      time: 'Tháng 9/2027',
      product: 'Biên bản, hình ảnh',
      month: '2027-09',
    },
    {
      text: 'Tập huấn kỹ năng nộp hồ sơ trực tuyến cho tổ công nghệ số cộng đồng',
      lead: counter,
      partner: 'Đoàn Thanh niên xã',
      time: 'Trước ngày 30/6/2027',
      product: 'Danh sách, hình ảnh',
      deadline: '2027-06-30',
    },
  ],
  order: ['targets', 'forms', 'table'],
}

const romans = ['III', 'IV', 'V', 'VI']
const two = (value: number): string => String(value).padStart(2, '0')

/** Neighbouring rows of one lead share its cell. */
const taskTable = ({ tasks }: CommuneFacts): readonly (readonly TableCell[])[] => [
  ['STT', 'Nhiệm vụ', 'Cơ quan chủ trì', 'Cơ quan phối hợp', 'Thời gian', 'Sản phẩm'],
  ...tasks.map(({ text, lead, partner, time, product }, index): TableCell[] => {
    let rows = 1
    while (tasks[index + rows]?.lead === lead) rows += 1
    const shared = tasks[index - 1]?.lead === lead
    return [String(index + 1), text, ...(shared ? [] : [{ text: lead, rows }]), partner, time, product]
  }),
]

/** The plan's paragraphs and tables; `merged` as Word keeps them, else each row with its own lead. */
export function communePlan(facts: CommuneFacts, { merged = true } = {}): Block[] {
  const { commune, province, year, number, issued, signer, broadcasts, news, banners, online, reportDay } =
    facts
  const parts: Record<CommuneFacts['order'][number], (roman: string) => Block[]> = {
    targets: roman => [
      `${roman}. CHỈ TIÊU`,
      `1. Trên hệ thống truyền thanh: tối thiểu ${two(broadcasts)} lượt phát thanh trong năm, thời lượng mỗi lượt từ 5 đến 8 phút.`,
      `2. Trang thông tin điện tử xã đăng mỗi tháng ${two(news)} tin về cải cách hành chính.`,
      `3. Treo ${two(banners)} băng rôn tại trụ sở và nơi đông dân cư.`,
      '4. 100% tổ dân phố, bản được tuyên truyền về dịch vụ công trực tuyến.',
      `5. Phấn đấu ${online}% hồ sơ trực tuyến trên tổng số hồ sơ tiếp nhận.`,
    ],
    forms: roman => [
      `${roman}. HÌNH THỨC TUYÊN TRUYỀN`,
      'a) Đài truyền thanh xã và loa các bản.',
      'b) Trang thông tin điện tử, nhóm Zalo của các bản.',
      'c) Băng rôn, tờ rơi; lồng ghép trong cuộc họp bản.',
    ],
    table: roman => [
      `${roman}. NHIỆM VỤ CỤ THỂ`,
      {
        heading: 1,
        table: merged
          ? taskTable(facts)
          : taskTable({ ...facts, tasks: [] }).concat(
              facts.tasks.map(({ text, lead, partner, time, product }, index) => [
                String(index + 1),
                text,
                lead,
                partner,
                time,
                product,
              ]),
            ),
      },
    ],
  }
  return [
    {
      columns: [
        ['ỦY BAN NHÂN DÂN', `XÃ ${commune.toUpperCase()}`, `Số: ${number ?? '     /KH-UBND'}`],
        [
          'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
          'Độc lập - Tự do - Hạnh phúc',
          issued === null
            ? `${commune}, ngày     tháng     năm ${year}`
            : `${commune}, ngày ${two(issued[0])} tháng ${two(issued[1])} năm ${year}`,
        ],
      ],
    },
    'KẾ HOẠCH',
    `Tuyên truyền CCHC năm ${year}`,
    `Căn cứ Kế hoạch số 210/KH-UBND ngày 28/12/${year - 1} của Ủy ban nhân dân tỉnh ${province} về công tác cải cách hành chính (CCHC), Ủy ban nhân dân xã ${commune} ban hành Kế hoạch tuyên truyền CCHC năm ${year} như sau:`,
    'I. MỤC ĐÍCH, YÊU CẦU',
    '1. Mục đích',
    'a) Giúp cán bộ, người dân các bản hiểu rõ mục tiêu của CCHC.',
    'b) Nâng tỷ lệ hồ sơ nộp trực tuyến.',
    '2. Yêu cầu',
    'a) Nội dung ngắn gọn, dễ hiểu, phù hợp với từng dân tộc.',
    'b) Tiết kiệm, không phô trương.',
    'II. NỘI DUNG TUYÊN TRUYỀN',
    '1. Chủ trương, chính sách',
    '- Nghị quyết, chương trình, kế hoạch CCHC của cấp trên;',
    '- Vai trò, trách nhiệm của người đứng đầu.',
    '2. Thủ tục hành chính',
    '- Cách nộp hồ sơ trên Cổng Dịch vụ công quốc gia:',
    '+ Đăng ký, đăng nhập tài khoản định danh điện tử;',
    '+ Nộp hồ sơ, thanh toán trực tuyến.',
    '- Thủ tục giải quyết theo cơ chế một cửa tại xã.',
    ...facts.order.flatMap((part, index) => parts[part](romans[index] ?? 'VI')),
    'VI. TỔ CHỨC THỰC HIỆN',
    '1. Phòng Văn hóa - Xã hội',
    '- Tham mưu, theo dõi, đôn đốc thực hiện kế hoạch.',
    '2. Trung tâm Dịch vụ tổng hợp',
    '- Biên tập tin, bài; hằng tuần phát lại trên loa các bản.',
    '3. Trung tâm Phục vụ hành chính công',
    '- Niêm yết thủ tục, hướng dẫn người dân nộp hồ sơ.',
    '4. Phòng Kinh tế',
    'Bố trí kinh phí theo quy định.',
    '5. Đề nghị Ủy ban MTTQ Việt Nam xã phối hợp vận động Nhân dân.',
    'VII. CHẾ ĐỘ BÁO CÁO',
    `Các phòng, đơn vị định kỳ báo cáo quý, 6 tháng, năm về UBND xã (qua Phòng Văn hóa - Xã hội) trước ngày ${two(reportDay)} của tháng cuối quý.`,
    `Trên đây là Kế hoạch tuyên truyền CCHC năm ${year} của UBND xã ${commune}./.`,
    {
      columns: [
        ['Nơi nhận:', '- UBND tỉnh (b/c);', '- Như Mục VI;', '- Lưu: VT.'],
        ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH', signer],
      ],
    },
  ]
}

/** What a careful reader of the print notes down. */
export function communeTruth(facts: CommuneFacts): PlanTruth {
  const { commune, province, year, number, issued, signer, broadcasts, news, banners, online, reportDay } =
    facts
  const at = (part: CommuneFacts['order'][number]): string => romans[facts.order.indexOf(part)] ?? ''
  const [targets, forms, table] = [at('targets'), at('forms'), at('table')]
  const section = (path: string, kind: string, altKinds: string[] = []) => ({ path, kind, altKinds })
  const own: Record<string, ReturnType<typeof section>[]> = {
    [targets]: [
      section(targets, 'targets'),
      ...[1, 2, 3, 4, 5].map(no => section(`${targets}.${no}`, 'targets')),
    ],
    [forms]: [section(forms, 'forms'), ...['a', 'b', 'c'].map(no => section(`${forms}.${no}`, 'forms'))],
    [table]: [section(table, 'activities')],
  }
  const target = (
    quantity: number,
    unit: string,
    form: string,
    more: Readonly<Record<string, unknown>> = {},
  ) => ({
    quantity,
    unit,
    form,
    ...more,
  })
  const report = (period: string, month: number, optional = false) => ({
    period,
    deadline: `${year}-${two(month)}-${two(reportDay)}`,
    binds: 'Các phòng, đơn vị',
    optional,
  })
  return truthSchema.parse({
    ward: commune,
    province,
    year,
    number,
    issued: issued === null ? null : `${year}-${two(issued[1])}-${two(issued[0])}`,
    signer: { name: signer },
    basis: ['210/KH-UBND'],
    sections: [
      section('I', 'purpose'),
      section('I.1', 'purpose'),
      section('I.1.a', 'purpose'),
      section('I.1.b', 'purpose'),
      section('I.2', 'requirements'),
      section('I.2.a', 'requirements'),
      section('I.2.b', 'requirements'),
      section('II', 'content'),
      section('II.1', 'content'),
      section('II.2', 'content'),
      ...romans.flatMap(roman => own[roman] ?? []),
      section('VI', 'organisation'),
      ...[1, 2, 3, 4, 5].map(no => section(`VI.${no}`, 'organisation')),
      section('VII', 'reporting'),
    ],
    topics: ['II.1', 'II.1', 'II.2', 'II.2', 'II.2'].map(path => ({ section: path })),
    forms: ['a', 'b', 'c'].map(letter => ({ section: `${forms}.${letter}` })),
    duties: [1, 2, 3, 4, 5].map(no => ({ section: `VI.${no}` })),
    targets: [
      target(broadcasts, 'lượt phát', 'loudspeaker', { altUnits: ['lượt phát thanh', 'lượt'] }),
      target(news, 'tin', 'website', { altUnits: ['tin, bài'] }),
      target(banners, 'băng rôn', 'banner'),
      target(100, '%', 'other'),
      target(online, '%', 'other'),
    ],
    tasks: facts.tasks.map(({ lead, deadline = null, month = null }, index) => ({
      no: index + 1,
      lead,
      deadline,
      deadlineKind: month === null ? null : 'month',
      deadlineMonth: month,
    })),
    reports: [
      report('Q1', 3),
      report('Q2', 6, true),
      report('H1', 6),
      report('Q3', 9),
      report('Q4', 12, true),
      report('year', 12),
    ],
  })
}
