/** Short forms with several readings ("mk": password or I), told apart by the words beside them. */

/** A short form with two readings, decided by its neighbours. */
export interface ContextRule {
  readonly short: string
  /** Folded words just before (or undefined = any). */
  readonly after?: readonly string[]
  /** Folded words just behind. */
  readonly before?: readonly string[]
  /** Only as the last word of the message. */
  readonly last?: true
  readonly full: string
  readonly why: string
}

export const contextRules: readonly ContextRule[] = [
  {
    short: 'dk',
    last: true,
    full: 'được không',
    why: 'closing a question "làm dk" asks whether it can be done',
  },
  {
    short: 'đk',
    after: ['du', 'can', 'co', 'nhung', 'cac'],
    full: 'điều kiện',
    why: '"đủ đk", "cần đk gì" speak of conditions',
  },
  { short: 'dk', after: ['du', 'nhung', 'cac'], full: 'điều kiện', why: '"du dk" speaks of conditions' },
  {
    short: 'mk',
    after: ['quen', 'wen', 'wên', 'sai', 'doi', 'lai', 'nhap', 'cap', 'dat', 'mat', 'lo'],
    full: 'mật khẩu',
    why: 'after forget, wrong, change … it is the password',
  },
  { short: 'mk', full: 'mình', why: 'elsewhere it is chat for "I"' },
  {
    short: 'hum',
    before: ['nay', 'qua', 'bua', 'truoc', 'kia', 'rui', 'roi', 'trc'],
    full: 'hôm',
    why: 'southern "hum nay" is today',
  },
  { short: 'hum', full: 'không', why: 'otherwise baby talk for no' },
  { short: 'bua', before: ['ni', 'nay'], full: 'hôm', why: '"bữa ni", "bữa nay" is today' },
  {
    short: 'hk',
    after: ['so', 'nhap', 'tach', 'cat', 'chuyen', 'bo', 'xac', 'cuon'],
    full: 'hộ khẩu',
    why: 'after book, enter, split … it is the household register',
  },
  { short: 'hk', full: 'không', why: 'elsewhere chat for no' },
  {
    short: 'kh',
    after: ['giay', 'ky', 'dk', 'đk', 'dky', 'đky'],
    full: 'kết hôn',
    why: 'a paper or registration "kh" is marriage',
  },
  { short: 'kh', full: 'không', why: 'elsewhere chat for no' },
  {
    short: 'kt',
    after: ['giay', 'ky', 'dk', 'đk', 'dky', 'đky'],
    full: 'khai tử',
    why: 'a registration "kt" is of a death',
  },
  {
    short: 'kp',
    before: ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', 'truong', 'nao'],
    full: 'khu phố',
    why: 'numbered "kp" is a quarter',
  },
  { short: 'kp', full: 'không phải', why: 'elsewhere chat for "not"' },
  {
    short: 'ca',
    before: ['phuong', 'xa', 'p', 'x', 'khu', 'tinh', 'ph'],
    full: 'công an',
    why: '"ca phường" is the ward police; alone it is a word of its own',
  },
  {
    short: 'ca',
    after: ['ra', 'len', 'bao', 'ben', 'tren'],
    last: true,
    full: 'công an',
    why: '"báo ca" at the end is the police',
  },
  {
    short: 'tt',
    after: ['dvc', 'cong', 'nop', 'lam', 'hs', 'so', 'vu'],
    full: 'trực tuyến',
    why: '"dvc tt", "nộp hs tt" are online',
  },
  {
    short: 'tt',
    after: ['dk', 'đk', 'ky', 'dky', 'đky'],
    full: 'tạm trú',
    why: 'a registration "tt" is of residence',
  },
  {
    short: 'tt',
    before: ['hcc', 'hanh', 'pvhcc', 'phuc'],
    full: 'trung tâm',
    why: 'before "hành chính" it is the centre',
  },
  { short: 'tt', full: 'thanh toán', why: 'elsewhere paying' },
  {
    short: 'ck',
    before: ['ngay', 'khoan', 'tien', 'nham', 'lai', 'cho'],
    full: 'chuyển khoản',
    why: '"ck ngay" orders a transfer',
  },
  {
    short: 'ck',
    after: ['tien', 'nham', 'da', 'roi', 'qua', 'bang', 'bi', 'dang'],
    full: 'chuyển khoản',
    why: 'money that is "ck" was transferred, no husband',
  },
  {
    short: 'hs',
    after: ['em', 'chau', 'la', 'con', 'cac'],
    before: ['lop', 'cap', 'ngheo', 'tieu', 'thpt', 'thcs'],
    full: 'học sinh',
    why: 'with a class it is a pupil',
  },
  {
    short: 'p',
    before: ['moi', 'minh', 'ta', 'toi', 'nay', 'cu', 'khac', 'nao'],
    full: 'phường',
    why: '"p mình", "p mới" is the ward',
  },
  {
    short: 'p',
    after: ['ubnd', 'ub', 'ca', 'tren', 'ra', 'len', 'o', 'ngoai', 'cua'],
    full: 'phường',
    why: '"ra p", "ubnd p" is the ward',
  },
  {
    short: 'cq',
    before: ['2', 'hai', 'dia'],
    full: 'chính quyền',
    why: '"cq 2 cấp" is the two-tier government',
  },
  { short: 'm1', full: 'mức 1', why: 'identity levels are said m1, m2' },
  {
    short: 'm2',
    after: ['vneid', 'danh', 'dk', 'ky', 'khoan', 'tk', 'đk', 'dky', 'đky', 'len', 'lên'],
    full: 'mức 2',
    why: 'after VNeID it is the identity level, after a number square metres',
  },
  {
    short: 'cap',
    after: ['ra', 'gap', 'goi', 'den', 'toi', 'chu', 'cac', 'ubnd', 'ub', 'tru', 'so'],
    full: 'công an phường',
    why: 'police of the ward; elsewhere "cap" is "cấp" without marks ("tro cap", "cap lai")',
  },
  { short: 'x', after: ['ubnd', 'ub', 'ca', 'tren', 'len'], full: 'xã', why: '"ubnd x" is the commune' },
]
