/** Words of questions about the plan: what people call its parts, and what they ask of them. An editor adds a wording to its line. */
import type { Word } from '../../language/reading.ts'
import { oneSpelling } from '../../language/syllable.ts'
import { clean, fold, stripMarks, toneKey } from '../../language/unicode.ts'
import type { Form } from '../plan.ts'

/** Folded words of a phrase in the one spelling the reading of messages uses. */
export const wordsOf = (text: string): string[] =>
  (fold(text).match(/[\p{L}\p{N}]+/gu) ?? []).map(word => oneSpelling(word))

/** A word of a phrase: folded, and with its marks (tone last, see `toneKey`) for messages that carry marks. */
interface Meant {
  readonly folded: string
  readonly key: string
}
/** A word of a message, as `language/reading.ts` gives it. */
export type Said = Pick<Word, 'folded' | 'marked'>

/** Hỏi and ngã are one to half the country's ears. */
const oneTone = (key: string): string => key.replace(/3$/, '4')
const meant = (word: string): Meant => ({
  folded: oneSpelling(stripMarks(word)),
  key: oneTone(toneKey(word)),
})
/** "quỹ" is not "quý": where the writer typed marks they must fit. */
const fits = (said: Said | undefined, wanted: Meant): boolean =>
  said !== undefined &&
  said.folded === wanted.folded &&
  (said.marked === undefined ||
    oneTone(said.marked) === wanted.key ||
    oneSpelling(said.marked) === wanted.key)

/** Phrases by their first word, the longest first. */
export type Phrases = ReadonlyMap<string, readonly (readonly Meant[])[]>

export const phrases = (...lists: readonly string[]): Phrases => {
  const byFirst = new Map<string, (readonly Meant[])[]>()
  for (const text of lists.flatMap(list => list.split(','))) {
    const words = (clean(text).match(/[\p{L}\p{N}]+/gu) ?? []).map(meant)
    const [first] = words
    if (first !== undefined) byFirst.set(first.folded, [...(byFirst.get(first.folded) ?? []), words])
  }
  for (const [first, all] of byFirst)
    byFirst.set(
      first,
      all.toSorted((a, b) => b.length - a.length),
    )
  return byFirst
}

/** Words the phrase at `at` takes up; 0 when none stands there. */
export const lengthAt = (words: readonly Said[], at: number, known: Phrases): number =>
  known
    .get(words[at]?.folded ?? '')
    ?.find(phrase => phrase.every((word, offset) => fits(words[at + offset], word)))?.length ?? 0

/** Folded texts of all phrases of a list. */
export const textsOf = (known: Phrases): string[] =>
  [...known.values()].flat().map(words => words.map(({ folded }) => folded).join(' '))

/** What the plan and its parts are called. */
export const parts = {
  plan: phrases(
    'kế hoạch, bản kế hoạch, văn bản kế hoạch, kế hoạch tuyên truyền, kế hoạch cải cách hành chính, kế hoạch cchc',
  ),
  spread: phrases(
    'tuyên truyền, truyền thông, tuyên truyền cải cách hành chính, thông tin tuyên truyền, phổ biến tuyên truyền',
  ),
  reform: phrases('cải cách hành chính, cchc, cải cách'),
  target: phrases('chỉ tiêu, chỉ tiêu số lượng, chỉ tiêu kế hoạch, mục tiêu số lượng'),
  task: phrases('nhiệm vụ, phụ lục, bảng nhiệm vụ, phụ lục nhiệm vụ, phân công, phân công nhiệm vụ'),
  report: phrases('báo cáo, nộp báo cáo, gửi báo cáo, làm báo cáo, hạn báo cáo, lịch báo cáo, kỳ báo cáo'),
  proof: phrases('minh chứng, kiểm chứng, tài liệu kiểm chứng, tài liệu minh chứng, hồ sơ minh chứng'),
  form: phrases('hình thức, cách thức, phương tiện, kênh, kênh nào, bằng cách nào, bằng gì'),
  content: phrases('nội dung, chủ đề, vấn đề'),
} as const

/** What is asked. */
export const asks = {
  when: phrases(
    'bao giờ, khi nào, lúc nào, chừng nào, hồi nào, ngày nào, ngày mấy, ngày bao nhiêu, hôm nào, bữa nào, tuần nào, tháng mấy, tháng nào, quý mấy, quý nào, mấy giờ, hạn, hạn chót, hạn cuối, hạn nào, thời hạn, thời gian, thời gian nào, trước ngày, trước ngày nào, trước ngày mấy, đến ngày nào, đến khi nào, chậm nhất, deadline, lịch, mốc, mấy lần, bao lâu',
  ),
  who: phrases(
    'ai, đơn vị nào, phòng nào, phòng ban nào, ban nào, bộ phận nào, cơ quan nào, bên nào, tổ chức nào, trung tâm nào, người nào, những ai, chủ trì, ai chủ trì, đầu mối, phụ trách, đảm nhận, chịu trách nhiệm, giao cho ai, giao ai, giao cho',
  ),
  many: phrases(
    'bao nhiêu, mấy tin, mấy bài, mấy cái, mấy buổi, mấy cuộc, mấy chiếc, mấy lần, mấy lượt, mấy số, mấy băng, mấy lớp, mấy clip, mấy chuyến, mấy hội nghị, mấy tọa đàm, mấy pano, mấy chuyên mục, mấy đợt, mấy việc, mấy nhiệm vụ, mấy dòng, mấy kỳ, mấy chỉ tiêu, mấy mục, số lượng, nhiêu, ít nhất mấy, tối thiểu',
  ),
  what: phrases(
    'gì, những gì, cái gì, cái nào, những cái nào, việc gì, những việc gì, về gì, chuyện gì, ra sao, thế nào, như thế nào, nào, gồm, gồm những gì, có những',
  ),
  toWhom: phrases(
    'gửi ai, gửi cho ai, gửi đâu, gửi về đâu, gửi tới đâu, gửi đến đâu, nộp ai, nộp cho ai, nộp đâu, nộp ở đâu, nộp về đâu, nơi nhận, ai nhận, gửi phòng nào, gửi cho phòng nào, gửi đơn vị nào, nộp phòng nào, cho ai, về đâu, gửi bên nào',
  ),
  signer: phrases('ai ký, ký tên, người ký, ai là người ký, ai ký ban hành, ký ban hành'),
  number: phrases(
    'số mấy, số bao nhiêu, số nào, số hiệu, số kế hoạch, số văn bản, ban hành ngày nào, ban hành khi nào, ngày ban hành, ban hành, ký ngày nào, ký khi nào, ra ngày nào, ngày mấy, tên gì, tên là gì',
  ),
  basis: phrases(
    'căn cứ, căn cứ vào, dựa vào, dựa trên, theo văn bản nào, theo kế hoạch nào, theo quyết định nào, cơ sở nào',
  ),
  money: phrases('kinh phí, nguồn tiền, nguồn kinh phí, dự toán, bao nhiêu tiền, hết bao nhiêu tiền'),
  partner: phrases('phối hợp, ai phối hợp, đơn vị phối hợp, cùng làm'),
  long: phrases(
    'mấy phút, bao nhiêu phút, bao lâu một chương trình, thời lượng, dài bao nhiêu, dài mấy phút',
  ),
  says: phrases(
    'nói gì, có nói, có nêu, nêu gì, nhắc gì, có nhắc, nhắc tới, nhắc đến, đề cập, có đề cập, tuyên truyền về, có tuyên truyền, có phổ biến',
  ),
  duty: phrases('phải làm, cần làm, được giao, nhiệm vụ, trách nhiệm, được phân công, phần việc'),
  mustDo: phrases(
    'phải làm gì, cần làm gì, làm gì, làm những gì, làm những việc gì, phải làm những gì, có việc gì, việc gì, có việc gì phải làm, phải làm việc gì, có nhiệm vụ gì, nhiệm vụ gì, nhiệm vụ là gì, nhiệm vụ ra sao, được giao gì, được giao việc gì, được giao những gì, trách nhiệm gì, có trách nhiệm gì, việc nào, có gì, có gì phải làm, có hoạt động gì, hoạt động gì, lo việc gì, tham gia gì, được phân công gì, phải xong gì, phải xong việc gì, đến hạn gì, việc gì đến hạn, đến hạn việc gì, hạn gì',
  ),
} as const

/** Everyday names of the ways of propagating: only those that hardly mean anything else in a question. */
export const formNames: Readonly<Partial<Record<Form, string>>> = {
  loudspeaker:
    'loa, loa phường, loa phát thanh, loa truyền thanh, hệ thống loa, hệ thống loa truyền thanh, cụm loa, truyền thanh, phát thanh, đài phường, đài truyền thanh, phát loa, trên loa, truyền thanh phường',
  news_article: 'báo đài, báo chí, báo tỉnh, trên báo, đài tỉnh, truyền hình, phóng sự',
  website_post:
    'trang thông tin điện tử, trang thông tin, trang tin, cổng thông tin, cổng thông tin điện tử, website, web, trang web, chuyên mục, chuyên trang',
  banner: 'băng rôn, băng zôn, khẩu hiệu, biểu ngữ, phướn, banner, băng rôn khẩu hiệu, băng khẩu hiệu',
  pano: 'pano, pa nô, panô, cụm pano',
  poster: 'áp phích, poster, áp-phích',
  leaflet: 'tờ rơi, tờ gấp, tờ bướm',
  mobile_van:
    'xe tuyên truyền, xe loa, xe phát thanh, xe lưu động, xe chuyên dụng, tuyên truyền lưu động, thông tin lưu động, lưu động, xe cổ động',
  social_post: 'mạng xã hội, facebook, fanpage, zalo, tiktok, youtube',
  conference: 'hội nghị, hội thảo',
  seminar: 'tọa đàm, toạ đàm, đối thoại, nói chuyện chuyên đề',
  training: 'tập huấn, lớp tập huấn, bồi dưỡng',
  contest: 'hội thi, cuộc thi, thi tìm hiểu, hội thi tìm hiểu, cuộc thi tìm hiểu',
  survey: 'khảo sát',
  video: 'clip, video, phim, phim ngắn, video clip',
  direct_guidance: 'hướng dẫn trực tiếp, lượt hướng dẫn, lượt người được hướng dẫn',
  notice_board: 'niêm yết, bảng niêm yết, niêm yết thủ tục',
  performance: 'tiểu phẩm, văn nghệ, sân khấu hóa, sân khấu hoá',
  led_screen: 'màn hình led, màn hình, led, bảng điện tử',
  door_to_door: 'tận nhà, từng nhà, đến từng nhà',
}

/** Forms that are an event people may ask the day of, without naming the plan. */
export const eventNames = phrases(
  'tọa đàm, toạ đàm, hội nghị đối thoại, đối thoại doanh nghiệp, đối thoại với doanh nghiệp, hội thi, cuộc thi, thi tìm hiểu, xe tuyên truyền, xe loa, xe lưu động, tuyên truyền lưu động, tiểu phẩm',
)

/** Things put up, printed or broadcast: asking who makes them or how many is asking about the plan. */
export const makingNames = phrases(
  'pano, pa nô, panô, niêm yết thủ tục, băng rôn, băng zôn, khẩu hiệu, biểu ngữ, áp phích, poster, tờ rơi, tờ gấp, phướn, clip tuyên truyền, tin bài, tin bài loa, xe tuyên truyền, xe lưu động, tiểu phẩm, tọa đàm, toạ đàm, loa phường, tin trên loa, bài trên loa, cụm loa, chuyên mục cải cách hành chính',
)

/** Bodies a plan gives work to that no ward profile lists as a unit; `asked` is how they are called in an answer. */
export const bodies: readonly { readonly asked: string; readonly names: Phrases }[] = [
  {
    asked: 'tổ dân phố, khu phố, thôn, bản',
    names: phrases(
      'tổ dân phố, các tổ dân phố, khu phố, các khu phố, khu dân cư, tổ trưởng, tổ trưởng dân phố, trưởng bản, trưởng thôn, các bản, thôn bản, các thôn, các khóm, các ấp, trưởng khu phố',
    ),
  },
  {
    asked: 'Mặt trận và các đoàn thể',
    names: phrases(
      'đoàn thể, các đoàn thể, mặt trận, mặt trận tổ quốc, đoàn thanh niên, hội phụ nữ, hội nông dân, hội cựu chiến binh, mttq',
    ),
  },
  {
    asked: 'sở, ngành của tỉnh',
    names: phrases(
      'sở nội vụ, sở văn hóa, sở văn hóa thể thao và du lịch, sở khoa học và công nghệ, sở tư pháp',
    ),
  },
  { asked: 'trường học', names: phrases('trường học, các trường, nhà trường') },
  { asked: 'công an phường', names: phrases('công an, công an phường, công an xã') },
  { asked: 'người dân', names: phrases('người dân, nhân dân, bà con') },
]

/** Units that wards often have; asked of in a ward without them, the plan gives them nothing. */
export const usualUnits: typeof bodies = [
  'Trung tâm Dịch vụ tổng hợp',
  'Trung tâm Cung ứng dịch vụ',
  'Trung tâm Phục vụ hành chính công',
  'Phòng Văn hóa - Xã hội',
  'Phòng Kinh tế',
].map(asked => ({ asked, names: phrases(asked) }))

/** Told of these, a sentence is not about what the plan says: the bot's own use, results, licences, other reports, reasons. */
export const elsewhere = phrases(
  'tại sao, vì sao, sao lại, ghi, nhập vào, bot, nhật ký, tiến độ, tới đâu, đến đâu, năm ngoái, năm trước, kết quả, thể lệ, đăng ký, giải thưởng, báo ai, giải nhất, trúng giải, đoạt giải, gửi bài, mời, được mời, dự thi, tài chính, thuế, lao động, tài sản, thu nhập, sử dụng đất, quy hoạch, hóa gia đình, đầu tư, kinh doanh, khai trương, quảng cáo, xin phép, giấy phép, ồn, ồn ào, to quá, nhức, hỏng, hư, rách, phản ánh, khiếu nại, tố cáo, tuyển sinh, gọi nhập ngũ, quân sự, ma túy, lừa đảo, hoàn thành chưa, đã hoàn thành, có hoàn thành, hồ sơ của tôi, nhà tôi, con tôi, biên chế, xây dựng nhà',
)

/** How far the work has come, unless it is the target that is asked. */
export const shareWords = phrases('bao nhiêu phần trăm, phần trăm')

const fillerWords: readonly Meant[] = (
  clean(
    'dạ vâng ạ à ơi ừ ủa hả hở nhỉ nhé nha nhen hen vậy thế rứa đó đấy này kia ấy thì là mà và hay hoặc với của ở tại trên dưới trong ngoài từ đến tới cho ra vào lên xuống nữa luôn rồi đã đang sẽ vừa mới chưa không ko có được phải cần nên muốn xin hỏi biết nói rõ xem giúp giùm hộ kể nghe trả lời thông tin hiện nay giờ bây năm tháng ngày quý tuần hằng hàng mỗi một hai ba các những mấy tất cả cả bao nhiêu gì nào lo khoản zậy dzậy khum hông hổng hem ai đâu sao khi giờ lúc phường xã ủy ban nhân dân mình ta tôi em anh chị bác chú cô cháu bạn trợ lý nhà nước người dân bà con khối làm thực hiện tổ chức triển khai diễn mở đăng phát treo viết in chạy chiếu dựng hoàn thành xong đạt giao yêu cầu theo quy định đề ra đặt nêu định việc chuyện cái chiếc tin bài buổi cuộc lần lượt tấm số chương trình đợt ít nhất nhiều tổng cộng để về đi lại còn nếu như vì do bởi cùng trước sau giữa đầu cuối công tác hoạt động địa bàn đơn vị cơ quan phòng ban cán bộ công chức lãnh đạo gửi nộp nhận kỳ quan trọng chính thức nhất tiếp sắp đây hôm qua chính quyền địa phương bằng gồm văn bản danh sách bảng tuyên truyền phút nói chung cụ thể riêng toàn bộ',
  ).match(/\p{L}+/gu) ?? []
).map(meant)
const fillersFolded = new Set(fillerWords.map(({ folded }) => folded))
const fillersMarked = new Set(fillerWords.map(({ key }) => key))

/** Whether a word carries no subject of its own: it may stand around a question about the plan. */
export const isFiller = ({ folded, marked }: Said): boolean =>
  marked === undefined ? fillersFolded.has(folded) : fillersMarked.has(oneTone(marked))
