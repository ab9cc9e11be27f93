/** A made-up ward's plan whose facts a test can change, with what should be read from it. No real ward has this plan. */
import type { Block } from './plan-files.ts'

export interface SampleFacts {
  readonly ward: string
  readonly kind: 'phường' | 'xã'
  readonly province: string
  readonly year: number
  /** Null leaves the number and date blank, as drafts do. */
  readonly number: string | null
  readonly issued: readonly [day: number, month: number] | null
  readonly signer: string
  /** Loudspeaker items, banners, leaflets. */
  readonly counts: readonly [number, number, number]
  /** Day before which units report, in the last month of the period. */
  readonly reportDay: number
  /** Lead, completion cell, content of each task. */
  readonly tasks: readonly (readonly [
    content: string,
    lead: string,
    partner: string,
    due: string,
    proof: string,
  ])[]
  /** Order of the parts on forms, content and budget. */
  readonly order: readonly ('content' | 'forms' | 'budget')[]
}

export const sampleFacts: SampleFacts = {
  ward: 'Thạch Khê Đông',
  kind: 'phường',
  province: 'Nghệ An',
  year: 2027,
  number: '87/KH-UBND',
  issued: [9, 2],
  signer: 'Trần Thị Mai Hương',
  counts: [96, 24, 1500],
  reportDay: 18,
  tasks: [
    [
      'Ban hành kế hoạch tuyên truyền của từng đơn vị',
      'Các phòng, đơn vị thuộc phường',
      'Văn phòng HĐND và UBND',
      'Chậm nhất ngày 05/3/2027',
      'Kế hoạch',
    ],
    [
      'Phát ít nhất 03 tin/bài về dịch vụ công trực tuyến trên loa truyền thanh các khối',
      'Các phòng, đơn vị thuộc phường',
      'Trung tâm Dịch vụ tổng hợp',
      'Hằng tháng',
      'Tin, bài đã phát',
    ],
    [
      'Tổ chức tọa đàm với hộ kinh doanh về thủ tục hành chính',
      'Phòng Kinh tế, Hạ tầng và Đô thị',
      'Phòng Văn hóa - Xã hội',
      'Trước tháng 10/2027',
      'Giấy mời, chương trình, hình ảnh',
    ],
    [
      'Cập nhật bảng niêm yết thủ tục hành chính',
      'Trung tâm Phục vụ hành chính công',
      'Công an phường',
      'Tháng 6/2027',
      'Ảnh bảng niêm yết',
    ],
    [
      'Thi tìm hiểu cải cách hành chính cho đoàn viên',
      'Đoàn Thanh niên phường',
      'Phòng Văn hóa - Xã hội',
      'Trước ngày 26/3/2027',
      'Kết quả cuộc thi',
    ],
  ],
  order: ['content', 'forms', 'budget'],
}

const romans = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII']
const two = (value: number): string => String(value).padStart(2, '0')

/** The plan's paragraphs and tables. */
export function samplePlan(facts: SampleFacts): Block[] {
  const { ward, kind, province, year, number, issued, signer, counts, reportDay, tasks, order } = facts
  const parts: Record<'content' | 'forms' | 'budget', (roman: string) => Block[]> = {
    content: roman => [
      `${roman}. NỘI DUNG TUYÊN TRUYỀN`,
      '- Sáu nội dung cải cách hành chính và lợi ích với người dân khi làm giấy tờ.',
      '- Cách nộp hồ sơ, thanh toán trên Cổng Dịch vụ công quốc gia:',
      '+ Tạo tài khoản, đăng nhập, theo dõi hồ sơ;',
      '+ Trả kết quả qua bưu chính công ích.',
      '- Chỉ số PAR Index, SIPAS và việc tiếp thu góp ý của tổ chức, công dân.',
    ],
    forms: roman => [
      `${roman}. HÌNH THỨC, CHỈ TIÊU TUYÊN TRUYỀN`,
      '1. Hình thức',
      'a) Hệ thống loa truyền thanh: mỗi chương trình từ 6 đến 12 phút.',
      'b) Trang thông tin điện tử, Zalo, Facebook của chính quyền địa phương.',
      'c) Băng rôn, tờ rơi tại trụ sở và khu dân cư.',
      '2. Chỉ tiêu',
      `- Phát ${counts[0]} tin, bài trên loa truyền thanh.`,
      `- Treo ${counts[1]} băng rôn; phát ${counts[2].toLocaleString('de-DE')} tờ rơi đến từng hộ.`,
      '- 95% hồ sơ đủ điều kiện được tiếp nhận trực tuyến.',
    ],
    budget: roman => [
      `${roman}. KINH PHÍ THỰC HIỆN`,
      'Bố trí trong dự toán chi thường xuyên và nguồn hợp pháp khác.',
    ],
  }
  const named = kind.charAt(0).toUpperCase() + kind.slice(1)
  return [
    `ỦY BAN NHÂN DÂN ${kind.toUpperCase()} ${ward.toUpperCase()}`,
    `Số: ${number ?? '      /KH-UBND'}`,
    'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
    'Độc lập - Tự do - Hạnh phúc',
    issued === null
      ? `${ward}, ngày      tháng      năm ${year}`
      : `${ward}, ngày ${two(issued[0])} tháng ${two(issued[1])} năm ${year}`,
    'KẾ HOẠCH',
    `Tuyên truyền cải cách hành chính ${kind} ${ward} năm ${year}`,
    `Thực hiện Kế hoạch số 15/KH-UBND ngày 20/01/${year} của UBND tỉnh ${province}, UBND ${kind} ${ward} xây dựng kế hoạch như sau:`,
    'I. MỤC ĐÍCH, YÊU CẦU',
    '1. Mục đích',
    '- Giúp tổ chức, công dân hiểu và dùng dịch vụ công thuận tiện hơn.',
    '2. Yêu cầu',
    '- Làm thường xuyên, thiết thực, không hình thức.',
    ...order.flatMap((part, index) => parts[part](romans[index + 1] ?? 'II')),
    'V. TỔ CHỨC THỰC HIỆN',
    '1. Phòng Văn hóa - Xã hội',
    '- Chủ trì theo dõi, đôn đốc việc thực hiện kế hoạch.',
    '2. Trung tâm Phục vụ hành chính công',
    '- Niêm yết thủ tục; hằng tuần đăng kết quả giải quyết hồ sơ.',
    '3. Phòng Kinh tế, Hạ tầng và Đô thị',
    'Hướng dẫn kinh phí theo quy định.',
    `4. Đề nghị Đoàn Thanh niên ${kind} phối hợp vận động đoàn viên tham gia.`,
    'VI. CHẾ ĐỘ BÁO CÁO',
    `Các phòng, đơn vị gửi báo cáo hằng quý, 6 tháng, năm về UBND ${kind} (qua Phòng Văn hóa - Xã hội) trước ngày ${reportDay} của tháng cuối kỳ.`,
    `Trên đây là Kế hoạch tuyên truyền cải cách hành chính năm ${year}, các đơn vị nghiêm túc thực hiện./.`,
    'Nơi nhận:',
    `- Đảng ủy, HĐND ${kind};`,
    '- Lưu: VT.',
    'TM. ỦY BAN NHÂN DÂN',
    'KT. CHỦ TỊCH',
    'PHÓ CHỦ TỊCH',
    signer,
    'PHỤ LỤC',
    'PHÂN CÔNG NHIỆM VỤ TUYÊN TRUYỀN',
    `(Kèm theo Kế hoạch của UBND ${kind} ${ward})`,
    {
      table: [
        ['STT', 'Nội dung công việc', 'Đơn vị chủ trì', 'Đơn vị phối hợp', 'Thời hạn hoàn thành', 'Sản phẩm'],
        ...tasks.map((task, index) => [String(index + 1), ...task]),
      ],
    },
  ].map(block =>
    typeof block === 'string' ? block.replaceAll('chính quyền địa phương', `${named.toLowerCase()}`) : block,
  )
}
