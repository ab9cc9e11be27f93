/** Short forms officers and residents use for the plan's own words, spelt out where only the plan can be meant. */

const roman: Readonly<Record<string, string>> = { i: '1', ii: '2', iii: '3', iv: '4' }

/** `[^\p{L}\p{N}]` instead of \b, which knows no Vietnamese letters. */
const edge = '(?<![\\p{L}\\p{N}])'
const end = '(?![\\p{L}\\p{N}])'
const word = (pattern: string, flags = 'giu'): RegExp => new RegExp(`${edge}(?:${pattern})${end}`, flags)

const rules: readonly (readonly [RegExp, string])[] = [
  [word('KH(?=\\s)', 'gu'), 'kế hoạch'],
  [word('kh(?=\\s+(?:số|so|tt|tuyên|tuyen|cchc|năm|nam|này|nay\\b))'), 'kế hoạch'],
  [
    word(
      'bc(?=\\s+(?:quý|quy|q\\d|tháng|thang|t\\d|\\d|năm|nam|định|dinh|cchc|kq|tuyên|tuyen|tt|gửi|gui|nộp|nop))',
    ),
    'báo cáo',
  ],
  [word('(?<=(?:nộp|nop|gửi|gui|hạn|han|lịch|lich|làm|lam)\\s+)bc'), 'báo cáo'],
  [
    word(
      '(?<=(?:kế hoạch|ke hoach|nội dung|noi dung|nd|hình thức|hinh thuc|công tác|cong tac|chỉ tiêu|chi tieu|nhiệm vụ|nv)\\s+)tt',
    ),
    'tuyên truyền',
  ],
  [
    word(
      'tt(?=\\s+(?:cchc|lưu động|luu dong|về|ve\\s+(?:gì|gi|j)|(?:những|nhưng|nhung|nhữg|nhug)\\s+(?:gì|gi|j|nội|noi)))',
    ),
    'tuyên truyền',
  ],
  [word('(?:đv|dv|đvị|dvi|đvi)(?=\\s+(?:nào|nao|gì|gi|j|chủ|chu))'), 'đơn vị'],
  [word('(?:mc)(?=\\s+(?:cần|can|gồm|gom|gì|gi|j|là|la|những|nhung))'), 'minh chứng'],
  [word('(?<=(?:cần|can|nộp|nop|gửi|gui)\\s+)mc'), 'minh chứng'],
  [word('ct(?=\\s+(?:loa|băng|bang|pano|xe|tin|tuyên|tuyen|tt|năm|nam|kế|ke|là|la))'), 'chỉ tiêu'],
  [word('nv(?=\\s+(?:gì|gi|j|của|cua|các|cac|tuyên|tuyen|tt|năm|nam|tháng|thang))'), 'nhiệm vụ'],
  [word('pl(?=\\s+(?:kế|ke|nv|nhiệm|nhiem|có|co))'), 'phụ lục'],
  // "áp" alone is how many write "app".
  [word('[áa]p[\\s-]?ph[íi]ch'), 'poster'],
  // "báo cáo năm | trước ngày", not "năm trước".
  [word('(?<=(?:báo cáo|bao cao)\\s+)(?:năm|nam)(?=\\s+(?:trước|truoc|trc)\\s+(?:ngày|ngay))'), 'cả năm hạn'],
  [word('cb'), 'cán bộ'],
]

/**
 * @returns the text spelt out; undefined when it speaks of spending money ("chi tiêu"), which only marks tell from "chỉ tiêu"
 */
export const expandPlanWords = (text: string): string | undefined => {
  const whole = text.normalize('NFC').slice(0, 400)
  if (/(?<!\p{L})chi tiêu(?!\p{L})/iu.test(whole)) return undefined
  let spelt = whole
  for (const [pattern, full] of rules) spelt = spelt.replace(pattern, full)
  return (
    spelt
      .replace(word('chi tieu|chi tiu|chitieu|chỉ tiu'), 'chỉ tiêu')
      // A quarter in Roman numerals loses its letters when stressed letters are squeezed.
      .replace(
        word('(quý|quí|quy|q)\\s*(iii|ii|iv|i)'),
        (_, name: string, number: string) =>
          `${name === 'q' || name === 'Q' ? 'quý' : name} ${roman[number.toLowerCase()] ?? number}`,
      )
      .replace(word('q([1-4])'), 'quý $1')
      .replace(word('t(\\d{1,2})(?=\\s+(?:phải|phai|làm|lam|có|co|cần|can|này|nay)|/20)'), 'tháng $1')
  )
}
