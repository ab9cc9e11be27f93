/** Every command, for routing, menus and /trogiup: its name after "/", the words that mean the same, who has it. */
import { type Role, roles } from '../bot/chat.ts'
import { fold } from '../content/language/unicode.ts'

export interface Command {
  /** Lower-case letters and digits, without diacritics (Telegram allows no others). */
  readonly name: string
  /** Whole messages that mean this command; folded before comparing. Never words a question may consist of. */
  readonly words: readonly string[]
  readonly roles: readonly Role[]
  /** May be used in a group, where everybody reads along: never what concerns one person. */
  readonly inGroups?: true
}

const all = roles
const staff: readonly Role[] = ['officer', 'lead', 'admin']
const helpers: readonly Role[] = ['volunteer', ...staff]
const leads: readonly Role[] = ['lead', 'admin']

/** Groups as /trogiup shows them, each under the locale key `help.<id>`; descriptions are `commands.<name>`. */
export const commandGroups: readonly { readonly id: string; readonly commands: readonly Command[] }[] = [
  {
    id: 'ask',
    commands: [
      { name: 'start', words: ['bắt đầu', 'start'], roles: all },
      {
        name: 'trogiup',
        words: ['trợ giúp', 'giúp', 'help', 'menu', 'hướng dẫn', 'danh mục'],
        roles: all,
        inGroups: true,
      },
      { name: 'hoi', words: [], roles: all, inGroups: true },
      { name: 'thutuc', words: ['thủ tục', 'tra cứu thủ tục'], roles: all },
      { name: 'canbo', words: ['gặp cán bộ', 'cán bộ', 'gặp người', 'nói chuyện với người'], roles: all },
      { name: 'phananh', words: ['tôi muốn phản ánh', 'gửi phản ánh cho phường'], roles: all },
      { name: 'dangkytin', words: ['nhận tin của phường'], roles: all },
      { name: 'dung', words: [], roles: all },
      { name: 'huy', words: ['hủy', 'huỷ', 'thôi', 'cancel'], roles: all },
      {
        name: 'ngonngu',
        words: ['ngôn ngữ', 'đổi ngôn ngữ', 'language', 'english', 'tiếng việt'],
        roles: all,
      },
    ],
  },
  {
    id: 'own',
    commands: [
      { name: 'riengtu', words: ['quyền riêng tư', 'riêng tư', 'privacy'], roles: all },
      { name: 'dulieu', words: ['dữ liệu của tôi', 'my data'], roles: all },
      { name: 'xoadulieu', words: ['xóa dữ liệu', 'xoá dữ liệu', 'xóa dữ liệu của tôi'], roles: all },
      {
        name: 'yeucaudulieu',
        words: [
          'yêu cầu dữ liệu',
          'yêu cầu về dữ liệu',
          'yêu cầu về dữ liệu cá nhân',
          ...['xem', 'sửa', 'xóa', 'xoá', 'ngừng xử lý', 'ngừng dùng', 'cung cấp', 'chỉnh sửa'].flatMap(
            what => [
              `yêu cầu ${what} dữ liệu`,
              `yêu cầu ${what} dữ liệu của tôi`,
              `yêu cầu ${what} dữ liệu cá nhân`,
              `tôi yêu cầu ${what} dữ liệu cá nhân của tôi`,
            ],
          ),
        ],
        roles: all,
      },
      { name: 'dangky', words: [], roles: all },
      { name: 'lienket', words: ['liên kết kênh', 'liên kết tài khoản'], roles: all },
    ],
  },
  {
    id: 'work',
    commands: [
      { name: 'ghi', words: [], roles: staff },
      { name: 'hotro', words: [], roles: helpers },
      { name: 'cuatoi', words: [], roles: helpers },
      { name: 'sua', words: [], roles: helpers },
      { name: 'xoa', words: [], roles: helpers },
      { name: 'timhd', words: [], roles: helpers },
      { name: 'thieuminhchung', words: ['thiếu minh chứng'], roles: staff },
      { name: 'duyet', words: [], roles: leads },
      { name: 'camnang', words: ['cẩm nang'], roles: helpers },
      { name: 'soanbai', words: ['soạn bài phát thanh', 'soạn bài loa'], roles: helpers },
    ],
  },
  {
    id: 'plan',
    commands: [
      { name: 'tiendo', words: ['tiến độ', 'xem tiến độ'], roles: staff },
      { name: 'lich', words: ['lịch nhiệm vụ', 'lịch công việc'], roles: staff },
      { name: 'nhac', words: ['nhắc việc'], roles: staff },
      { name: 'baocao', words: [], roles: staff },
      { name: 'tomtat', words: ['tóm tắt báo cáo'], roles: leads },
      { name: 'cachhieu', words: ['cách hiểu'], roles: staff },
      { name: 'napkehoach', words: ['nạp kế hoạch'], roles: leads },
    ],
  },
  {
    id: 'people',
    commands: [
      { name: 'viec', words: ['việc của bà con', 'danh sách việc bà con'], roles: staff },
      { name: 'chuatraloi', words: ['câu chưa trả lời', 'câu hỏi chưa trả lời'], roles: leads },
      { name: 'thongbao', words: [], roles: leads },
      { name: 'yeucau', words: [], roles: staff },
    ],
  },
  {
    id: 'manage',
    commands: [
      { name: 'moi', words: [], roles: ['admin'] },
      { name: 'nhom', words: [], roles: ['admin'], inGroups: true },
      { name: 'maqr', words: [], roles: ['admin'] },
      { name: 'nhatky', words: [], roles: ['admin'] },
      { name: 'tamdung', words: [], roles: ['admin'] },
      { name: 'moilai', words: [], roles: ['admin'] },
    ],
  },
]

/** In the order menus show them. */
export const commands: readonly Command[] = commandGroups.flatMap(({ commands }) => commands)

/** What the menu of a person, or of groups, lists. */
export const commandsFor = (role: Role, where: 'private' | 'group'): readonly Command[] =>
  commands.filter(
    command => command.roles.includes(role) && (where === 'private' || command.inGroups === true),
  )

export const staffRoles = staff
export const helperRoles = helpers
export const leadRoles = leads

const byWords = new Map(
  commands.flatMap(command => command.words.map(word => [fold(word), command.name] as const)),
)

/** "/ghi@bot loa 2 tin" → ghi; "trợ giúp" → trogiup; undefined when the text is no command. */
export const readCommand = (text: string): { name: string; args: string } | undefined => {
  const slash = /^\/([\p{L}\p{N}_]+)(?:@\w+)?\s*([\s\S]*)$/u.exec(text.trim())
  if (slash?.[1] !== undefined)
    return { name: fold(slash[1]).replaceAll(/[^a-z0-9_]/g, ''), args: (slash[2] ?? '').trim() }
  const name = byWords.get(
    fold(text)
      .replaceAll(/[.!?]+$/g, '')
      .trim(),
  )
  return name === undefined ? undefined : { name, args: '' }
}
