/** A made-up ward's plan as somebody typed it in Markdown: ## headings, pipe tables, nested lists, ditto marks. */
import { type PlanTruth, truthSchema } from '../../content/plan/score.ts'

export interface MarkdownTask {
  readonly text: string
  /** "nt" = as in the row above. */
  readonly lead: string
  readonly due: string
  readonly deadline?: string
  readonly month?: string
}

export interface MarkdownFacts {
  readonly ward: string
  readonly province: string
  readonly year: number
  readonly number: string | null
  readonly signer: string
  readonly posts: number
  readonly vans: number
  readonly leaflets: number
  readonly satisfied: number
  readonly halfYear: readonly [day: number, month: number]
  readonly yearEnd: readonly [day: number, month: number]
  readonly tasks: readonly MarkdownTask[]
  /** Whether the targets stand before the content. */
  readonly targetsFirst: boolean
}

export const markdownFacts: MarkdownFacts = {
  ward: 'Cồn Sậy',
  province: 'Vĩnh Long',
  year: 2027,
  number: '58/KH-UBND',
  signer: 'Huỳnh Minh Lý',
  posts: 3,
  vans: 8,
  leaflets: 1200,
  satisfied: 95,
  halfYear: [10, 6],
  yearEnd: [5, 12],
  tasks: [
    {
      text: 'Ban hành kế hoạch tuyên truyền',
      lead: 'Văn phòng HĐND và UBND',
      due: 'Chậm nhất 31/01/2027',
      deadline: '2027-01-31',
    },
    {
      text: 'Thi tìm hiểu cải cách hành chính trực tuyến',
      lead: 'nt',
      due: 'Quý III/2027',
    },
    {
      text: 'Ra quân tuyên truyền tại chợ, bến phà',
      lead: 'Đoàn Thanh niên phường',
      due: 'Trước tháng 5/2027',
      month: '2027-05',
    },
    {
      text: 'Khảo sát mức độ hài lòng của người dân',
      lead: 'Trung tâm Phục vụ hành chính công',
      due: 'Hoàn thành trước ngày 15/11/2027',
      deadline: '2027-11-15',
    },
  ],
  targetsFirst: false,
}

const two = (value: number): string => String(value).padStart(2, '0')

export function markdownPlan(facts: MarkdownFacts): string {
  const { ward, province, year, number, signer, posts, vans, leaflets, satisfied, halfYear, yearEnd } = facts
  const content = (roman: string): string[] => [
    `## ${roman}. Nội dung tuyên truyền`,
    '',
    '1. Về thủ tục hành chính:',
    '   - Nộp hồ sơ qua Cổng Dịch vụ công quốc gia;',
    '   - Theo dõi hồ sơ bằng mã số:',
    '     - tra cứu trên điện thoại,',
    '     - tra cứu tại quầy;',
    '2. Về chuyển đổi số:',
    '   * Tài khoản VNeID mức 2;',
    '   * Thanh toán không dùng tiền mặt.',
    '',
  ]
  const targets = (roman: string): string[] => [
    `## ${roman}. Chỉ tiêu`,
    '',
    `- Mỗi tháng đăng ít nhất **${two(posts)} bài** trên trang Zalo của phường.`,
    `- Tổ chức **${two(vans)} lượt** xe loa lưu động.`,
    `- Phát \`${leaflets}\` tờ rơi.`,
    `- Trên ${satisfied}% người dân hài lòng về việc giải quyết thủ tục.`,
    '',
  ]
  return [
    '**ỦY BAN NHÂN DÂN**  ',
    `**PHƯỜNG ${ward.toUpperCase()}**`,
    '',
    `Số: ${number ?? '__/KH-UBND'}`,
    '',
    `_${ward}, ngày 15 tháng 01 năm ${year}_`,
    '',
    '# KẾ HOẠCH',
    `# Tuyên truyền cải cách hành chính phường ${ward} năm ${year}`,
    '',
    `Thực hiện Kế hoạch số 77/KH-UBND ngày 10/01/${year} của UBND tỉnh ${province}, UBND phường ${ward} ban hành kế hoạch:`,
    '',
    '## I. Mục đích, yêu cầu',
    '',
    '- Người dân biết, hiểu và dùng dịch vụ công trực tuyến.',
    '- Nội dung gần gũi, dễ nhớ.',
    '',
    ...(facts.targetsFirst ? [...targets('II'), ...content('III')] : [...content('II'), ...targets('III')]),
    '## IV. Nhiệm vụ',
    '',
    '| STT | Nội dung công việc | Đơn vị thực hiện | Hạn hoàn thành |',
    '|:---:|:-------------------|------------------|---------------:|',
    ...facts.tasks.map(({ text, lead, due }, index) => `| ${index + 1} | ${text} | ${lead} | ${due} |`),
    '',
    '## V. Tổ chức thực hiện',
    '',
    '### 1. Văn phòng HĐND và UBND phường',
    '',
    '- Theo dõi chung.',
    '',
    '### 2. Các tổ dân phố',
    '',
    '- Vận động người dân tham gia.',
    '',
    '### 3. Chế độ báo cáo',
    '',
    `Các đơn vị gửi báo cáo về Văn phòng HĐND và UBND: báo cáo 6 tháng trước ngày ${two(halfYear[0])}/${two(halfYear[1])}/${year}; báo cáo năm trước ngày ${two(yearEnd[0])}/${yearEnd[1]}/${year}.`,
    '',
    '---',
    '',
    '**Nơi nhận:**',
    '- Thường trực Đảng ủy;',
    '- Lưu: VT.',
    '',
    '**TM. ỦY BAN NHÂN DÂN**  ',
    '**CHỦ TỊCH**',
    '',
    `**${signer}**`,
  ].join('\n')
}

/** What a careful reader of the print notes down. */
export function markdownTruth(facts: MarkdownFacts): PlanTruth {
  const { ward, province, year, number, signer, posts, vans, leaflets, satisfied, halfYear, yearEnd } = facts
  const section = (path: string, kind: string, altKinds: string[] = []) => ({ path, kind, altKinds })
  const [content, targets] = facts.targetsFirst ? ['III', 'II'] : ['II', 'III']
  const middle = [
    [section(content, 'content'), section(`${content}.1`, 'content'), section(`${content}.2`, 'content')],
    [section(targets, 'targets')],
  ]
  const leads = facts.tasks.map(({ lead }, index) =>
    lead === 'nt' ? facts.tasks.slice(0, index).findLast(above => above.lead !== 'nt')?.lead : lead,
  )
  const iso = ([day, month]: readonly [number, number]): string => `${year}-${two(month)}-${two(day)}`
  return truthSchema.parse({
    ward,
    province,
    year,
    number,
    issued: `${year}-01-15`,
    signer: { name: signer },
    basis: ['77/KH-UBND'],
    sections: [
      section('I', 'purpose'),
      ...(facts.targetsFirst ? middle.toReversed() : middle).flat(),
      section('IV', 'activities'),
      section('V', 'organisation'),
      section('V.1', 'organisation'),
      section('V.2', 'organisation'),
      section('V.3', 'organisation', ['reporting']),
    ],
    topics: [`${content}.1`, `${content}.1`, `${content}.2`, `${content}.2`].map(path => ({ section: path })),
    forms: [{ section: targets }],
    duties: [{ section: 'V.1' }, { section: 'V.2' }],
    targets: [
      { quantity: posts, unit: 'bài', form: 'social-media' },
      { quantity: vans, unit: 'lượt', form: 'mobile-van' },
      { quantity: leaflets, unit: 'tờ rơi', form: 'leaflet' },
      { quantity: satisfied, unit: '%', form: 'other' },
    ],
    tasks: facts.tasks.map(({ deadline = null, month = null, due }, index) => ({
      no: index + 1,
      lead: leads[index],
      deadline,
      deadlineKind: month === null ? null : /Trước/.test(due) ? 'before-month' : 'month',
      deadlineMonth: month,
    })),
    reports: [
      { period: 'H1', deadline: iso(halfYear), binds: 'Các đơn vị' },
      { period: 'year', deadline: iso(yearEnd), binds: 'Các đơn vị' },
    ],
  })
}
