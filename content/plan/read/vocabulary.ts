/** Words of plans that tell what a piece of text is: units, times, things counted, forms of propagating. */
import type { Form } from '../plan.ts'
import { distance, fold, letters } from './fold.ts'

/** Form names of the plan reader's JSON and the product's own ids. */
export const formNames = {
  loudspeaker: 'loudspeaker',
  'news-article': 'news_article',
  website: 'website_post',
  banner: 'banner',
  panô: 'pano',
  poster: 'poster',
  leaflet: 'leaflet',
  'mobile-van': 'mobile_van',
  'social-media': 'social_post',
  conference: 'conference',
  talk: 'seminar',
  training: 'training',
  contest: 'contest',
  survey: 'survey',
  video: 'video',
  'direct-guidance': 'direct_guidance',
  'notice-board': 'notice_board',
  drama: 'performance',
  'led-screen': 'led_screen',
  'door-to-door': 'door_to_door',
  other: 'other',
} as const satisfies Record<string, Form>
export type FormName = keyof typeof formNames

/** Folded patterns of each form. A weak one counts only where no strong one is found. */
const formPatterns: readonly (readonly [FormName, RegExp])[] = [
  [
    'mobile-van',
    /luu dong(?! phuc vu)|\bxe (?:chuyen dung|phat thanh|loa|tuyen truyen|co dong)|chuyen xe|bang xe\b/,
  ],
  ['drama', /ti[eu]eu? pham|tieu pham|san khau hoa|van nghe/],
  ['video', /video|\bclip|doan phim|phong su anh/],
  ['led-screen', /man hinh|\bled\b/],
  ['loudspeaker', /truyen thanh|\bloa\b|phat thanh(?! phuong an)/],
  ['website', /(?:cong|trang)(?:\/trang)? (?:thong tin [bd]ien tu|ttdt)|\bwebsite\b|cong\/trang/],
  ['social-media', /mang xa hoi|\bzalo\b|facebook|tiktok|youtube|fanpage/],
  ['banner', /bang ron|bang zon|khau hieu|\bbanner\b|\bphuon\b|bieu ngu/],
  ['panô', /\bpa-?no\b/],
  ['poster', /ap phich|poster/],
  ['leaflet', /to roi|to gap|tai lieu tuyen truyen|\bso tay\b/],
  ['talk', /toa dam|noi chuyen chuyen de|doi thoai/],
  ['training', /tap huan|boi duong/],
  ['contest', /(?:hoi|cuoc) thi\b/],
  ['survey', /khao sat/],
  ['notice-board', /niem yet/],
  [
    'direct-guidance',
    /(?:huong dan|ho tro|tuyen truyen)[^.;]{0,12} truc tiep|truc tiep cho nguoi dan|tiep nhan va giai quyet ho so|to chuyen \S+ so cong dong|tinh nguyen/,
  ],
  [
    'conference',
    /hoi nghi|hoi thao|cuoc hop|hop (?:giao ban|bao|dan|khu pho|to dan pho)|phien hop|buoi hop|sinh hoat chi bo|giao ban/,
  ],
  ['door-to-door', /tung nha|tung ho|tan nha/],
  [
    'news-article',
    /\bbao (?:va dai|chi\b)|thong tan|co quan bao chi|phuong tien thong tin dai chung|phong su|\bbao [a-z]+ [a-z]+,/,
  ],
]

export interface FoundForm {
  readonly form: FormName
  readonly index: number
}

/** Every form a folded text names, in order of appearance, each once. */
export function findForms(folded: string): FoundForm[] {
  const found: FoundForm[] = []
  for (const [form, pattern] of formPatterns) {
    const match = pattern.exec(folded)
    if (match !== null) found.push({ form, index: match.index })
  }
  return found.toSorted((left, right) => left.index - right.index)
}

/** The form a counted thing is done in: the first one named; "tin, bài" alone are news. */
export function mainForm(folded: string): FormName {
  const [first] = findForms(folded)
  if (first !== undefined) return first.form
  return /\btin\b|\bbai\b|chuyen muc/.test(folded) ? 'news-article' : 'other'
}

/** What plans count: folded spelling → the unit's name. Longest first. */
const countUnits: readonly (readonly [string, string])[] = [
  ['tin, bai', 'tin, bài'],
  ['tin/bai', 'tin, bài'],
  ['tin bai', 'tin, bài'],
  ['tin va bai', 'tin, bài'],
  ['bang ron', 'băng rôn'],
  ['khau hieu', 'khẩu hiệu'],
  ['chuong trinh', 'chương trình'],
  ['chuyen muc', 'chuyên mục'],
  ['phong su', 'phóng sự'],
  ['ap phich', 'áp phích'],
  ['to roi', 'tờ rơi'],
  ['to gap', 'tờ gấp'],
  ['tieu pham', 'tiểu phẩm'],
  ['hoi nghi', 'hội nghị'],
  ['hoi thi', 'hội thi'],
  ['cuoc thi', 'cuộc thi'],
  ['toa dam', 'tọa đàm'],
  ['tap huan', 'tập huấn'],
  ['video clip', 'clip'],
  ['chuyen de', 'chuyên đề'],
  ['hoi thao', 'hội thảo'],
  ['dien dan', 'diễn đàn'],
  ['mo hinh', 'mô hình'],
  ['tiet muc', 'tiết mục'],
  ['tin nhan', 'tin nhắn'],
  ['ban tin', 'bản tin'],
  ['luot nguoi', 'lượt người'],
  ['luot phat thanh', 'lượt phát thanh'],
  ['luot phat', 'lượt phát'],
  ['pano', 'pano'],
  ['pa-no', 'pano'],
  ['video', 'video'],
  ['clip', 'clip'],
  ['bang', 'băng rôn'],
  ['buoi', 'buổi'],
  ['cuoc', 'cuộc'],
  ['lop', 'lớp'],
  ['dot', 'đợt'],
  ['chuyen', 'chuyến'],
  ['luot', 'lượt'],
  ['bai', 'bài'],
  ['tin', 'tin'],
  ['so', 'số'],
  ['to', 'tờ'],
  ['phuon', 'phướn'],
  ['chiec', 'chiếc'],
  ['tam', 'tấm'],
  ['cai', 'cái'],
  ['cuon', 'cuốn'],
  ['quyen', 'quyển'],
  ['bo', 'bộ'],
]

/** "01 bộ phận", "01 bộ thủ tục" count nothing that is handed out. */
const notUnits =
  /^(?:bo (?:phan|thu tuc|chi so|luat|tieu chi)|so (?:lieu|luong|hoa)|tin hoc|to chuc)(?![a-z])/

/** Units that name their form themselves. */
export const unitForms: ReadonlyMap<string, FormName> = new Map([
  ['băng rôn', 'banner'],
  ['khẩu hiệu', 'banner'],
  ['phướn', 'banner'],
  ['pano', 'panô'],
  ['áp phích', 'poster'],
  ['tờ rơi', 'leaflet'],
  ['tờ gấp', 'leaflet'],
  ['tiểu phẩm', 'drama'],
  ['clip', 'video'],
  ['video', 'video'],
  ['tọa đàm', 'talk'],
  ['tập huấn', 'training'],
  ['lớp', 'training'],
  ['hội nghị', 'conference'],
  ['hội thi', 'contest'],
  ['cuộc thi', 'contest'],
  ['lượt phát thanh', 'loudspeaker'],
])

export interface FoundUnit {
  readonly unit: string
  /** Length in the folded text. */
  readonly length: number
}

/** A word of one syllable means its unit only with the unit's own marks: "05 tổ" are no sheets, "02 bảng" no banners. */
const marksFit = (print: string, spelling: string, unit: string): boolean => {
  if (!/^[a-z]+$/.test(spelling)) return true
  const word = print.slice(0, spelling.length).toLowerCase()
  return word === spelling || word === (spelling === 'bang' ? 'băng' : unit)
}

/**
 * The counting unit a folded text starts with; `print` is the same text as printed, where its marks can be trusted.
 * `scanned` forgives one misread letter in units of four or more.
 */
export function unitAt(folded: string, scanned = false, print: string | null = null): FoundUnit | null {
  if (notUnits.test(folded)) return null
  for (const [spelling, unit] of countUnits)
    if (
      folded.startsWith(spelling) &&
      !/^[a-z]/.test(folded.slice(spelling.length)) &&
      (print === null || scanned || marksFit(print, spelling, unit))
    )
      return { unit, length: spelling.length }
  if (!scanned) return null
  const word = /^[a-z]+/.exec(folded)?.[0] ?? ''
  for (const [spelling, unit] of countUnits)
    if (spelling.length >= 4 && word.length >= 4 && distance(word, spelling, 1) <= 1)
      return { unit, length: word.length }
  return null
}

/** The first counting unit a folded text names anywhere, as `print` has it. */
export function unitIn(folded: string, print: string): string | null {
  for (const match of folded.matchAll(/(?<![a-z])[a-z]/g)) {
    const found = unitAt(folded.slice(match.index), false, print.slice(match.index))
    if (found !== null) return found.unit
  }
  return null
}

/** How the name of a body that can be charged with work begins (folded, the print starts with a capital). */
export const unitStart =
  /^(?:phong|trung tam|van phong|ban(?! hanh)|cac|co quan|uy ban|ubnd|ubmttq\w*|so|don vi|to|doan|hoi|cong an|quan su|tram|mat tran|truong|thu truong|thanh vien|bo phan|bo chi huy|dai|bao(?! cao)|nhan dan|chi cuc|chi nhanh|toan|buu dien|lanh dao|chu tich)(?![a-z])/

/** Endings that close the name of a group of bodies. */
export const groupEnd =
  /(?:thuoc (?:ubnd )?(?:phuong|xa|tinh|thanh pho)|(?:co )?lien quan|tren dia ban(?: phuong| xa)?|truc thuoc(?: ubnd)?(?: phuong| xa)?|(?:phuong|xa|tinh)|thanh vien|doan the)\)?$/

/** Words time cells are made of, folded. */
const timeWords = new Set(
  'thuong xuyen lien tuc hang hàng tuan thang quy nam ngay dinh ky trong ca truoc sau cham muon nhat ban hanh hoan thanh xong den tu het cuoi dau giua giai doan bao cao va hoac cua theo ke hoach pho tinh yeu cau khi co phat sinh dot xuat so cac moi tai thoi diem lan suot tiep theo phuong xa mot hai ba bon nhung la vao lich cap tren hoat dong su kien quoc hdnd ubnd i ii iii iv'.split(
    ' ',
  ),
)
/** How a time cell begins (folded; the print starts with a capital, a digit or a dash). */
export const timeStart =
  /^(?:thuong xuyen|hang (?:ngay|tuan|thang|quy|nam)|dinh ky|trong (?:nam|thang|quy|ca)|ca nam|quy (?:[ivx]|\d)|thang \d|truoc (?:ngay|thang|\d)|sau (?:ngay|khi)|cham nhat|muon nhat|ban hanh truoc|hoan thanh|xong|den |tu (?:ngay|thang|quy)|het |cuoi (?:nam|quy|thang)|dau (?:nam|quy|thang)|nam \d{4}|ngay \d|giai doan|\d{1,2} thang|khi |dot xuat|theo (?:ke hoach|yeu cau|lich|chi dao)|lien tuc|suot|\d{1,2}\s?\/\s?\d|- ?bao cao|moi (?:thang|quy|tuan))/

/** How surely a folded text is a time cell: 0 = not at all, 10 = every word belongs. */
export function timeScore(folded: string): number {
  const text = folded.trim()
  if (text === '' || text.length > 260 || !timeStart.test(text)) return 0
  const words = text.split(/[\s,;:()-]+/).filter(word => word !== '')
  const strange = words.filter(word => !timeWords.has(word) && !/^[\d/.]+$/.test(word)).length
  return Math.max(0, 10 - strange * 4)
}

/** Name of a unit for comparison: without "phường", dashes, commas or case; abbreviations written out. */
export const unitKey = (name: string): string =>
  letters(name)
    .replace(/^denghi/, '')
    .replace(/(?:phuong|xa|dackhu)$/, '')
    .replace(/hdndubnd/, 'hdndvaubnd')
    .replace(/hoidongnhandan/, 'hdnd')
    .replace(/uybannhandan/, 'ubnd')
    .replace(/phuvuhanhchinh/, 'phucvuhanhchinh')

/** First letters of a name, capitals of short forms kept: "Phòng KT, HT và ĐT" and the full name both give "pkthtvdt". */
const initials = (name: string): string =>
  fold(
    name
      .split(/[^\p{L}]+/u)
      .map(word => (/^\p{Lu}{2,4}$/u.test(word) ? word : word.charAt(0)))
      .join(''),
  ).replace(/[px]$/, '')

/** The bodies of `official` a name in short form can mean; those of the same beginning where none fits. */
export function matchUnits(name: string, official: readonly string[]): string[] {
  const same = official.filter(candidate => unitKey(candidate) === unitKey(name))
  if (same.length > 0) return same
  const short = official.filter(candidate => initials(candidate) === initials(name))
  return short.length > 0
    ? short
    : official.filter(candidate => initials(candidate).charAt(0) === initials(name).charAt(0))
}
