/** What the plan tells people about, in which ways, and who has which duty: one entry a bullet, with its clause. */
import { fold, squeeze } from './fold.ts'
import { unitInSentence } from './headings.ts'
import type { Section } from './sections.ts'
import type { ReadDuty, ReadForm, ReadFrequency, ReadTask, ReadTopic } from './values.ts'
import { findForms } from './vocabulary.ts'

const tagPatterns: readonly (readonly [string, RegExp])[] = [
  ['chu-truong', /chu truong|quan diem|van ban (?:cac cap|chi dao)|nghi quyet, de an/],
  ['nguoi-dung-dau', /nguoi dung dau|cap uy/],
  ['phat-trien-ktxh', /phat trien (?:kt-xh|kinh te)/],
  ['y-nghia', /\by nghia|tam quan trong/],
  ['chuong-trinh-tong-the', /chuong trinh tong the/],
  ['the-che', /the che|quy pham phap luat/],
  ['tthc', /tthc|thu tuc hanh chinh/],
  ['mot-cua', /mot cua/],
  ['hai-long', /hai long/],
  ['bo-may', /bo may/],
  ['2-cap', /(?:0?2|hai) cap/],
  ['bien-che', /bien che/],
  ['cong-vu', /cong vu|cong chuc/],
  ['thu-hut-nhan-tai', /nhan tai/],
  ['ky-luat-ky-cuong', /ky cuong/],
  ['tai-chinh-cong', /tai chinh cong|ngan sach cua/],
  ['chinh-quyen-so', /chinh (?:quyen|phu) (?:dien tu|so)|chuyen doi so/],
  ['ai', /tri tue nhan tao|(?:cong nghe|ung dung|su dung) ai\b/],
  ['dvc-truc-tuyen', /dich vu cong truc tuyen/],
  ['chi-so', /chi so/],
  ['PAR', /par index/],
  ['SIPAS', /sipas/],
  ['PAPI', /papi/],
  ['PCI', /\bpci\b/],
  ['CGI', /\bcgi\b/],
  ['dau-tu-kinh-doanh', /moi truong (?:dau tu|kinh doanh)|ho tro doanh nghiep/],
  ['dien-hinh', /dien hinh|cach lam (?:hay|hieu qua)|guong|mo hinh, (?:sang kien|cac tap the)/],
  ['han-che', /han che|ton tai|bat cap|chua dung quy dinh|yeu kem/],
  ['gop-y', /gop y/],
  ['ket-qua', /ket qua dat duoc/],
  ['giam-sat', /giam sat tien trinh|tham gia (?:va )?giam sat/],
  ['minh-bach', /minh bach|cong khai tai chinh/],
  ['chu-de-nam', /chu de (?:cong tac )?nam/],
  ['iso', /\biso\b/],
  [
    'cchc',
    /(?:noi dung|linh vuc|nghi quyet|chuong trinh|ke hoach) (?:cua |ve )?(?:cong tac )?(?:cai cach hanh chinh|cchc)/,
  ],
  ['cong-dvc', /cong dich vu cong|(?:nop|theo doi) ho so (?:qua|tren|truc tuyen|bang)/],
  ['vneid', /\bvneid\b|dinh danh dien tu/],
  ['chu-ky-so', /chu ky so/],
  ['thanh-toan', /thanh toan (?:truc tuyen|khong dung tien mat|dien tu)/],
  ['buu-chinh', /buu chinh cong ich/],
]
export const tagsOf = (folded: string): string[] =>
  tagPatterns.filter(([, pattern]) => pattern.test(folded)).map(([tag]) => tag)

const ownOr = (above: readonly string[], own: readonly string[]): readonly string[] =>
  own.length > 0 ? own : above

const isRemark = (text: string): boolean =>
  /^\(?(?:Có|Kèm)? ?phụ lục/iu.test(text.replace(/^\(/, '')) || /^\([^)]*\)\.?$/.test(text)

/** The content to be told: bullets of content sections; a lead-in with "+" bullets under it gives way to them. */
export function readTopics(sections: readonly Section[], scanned: boolean): ReadTopic[] {
  return sections.flatMap(section => {
    if (section.kind !== 'content') return []
    const hasChildren = sections.some(other => other.parent === section)
    if (hasChildren) return []
    // What a "+" item leaves out stands in the words that lead its list in.
    let above: string[] = []
    return section.body.flatMap((paragraph, index) => {
      const next = section.body[index + 1]
      const leadIn =
        /:$/.test(paragraph.text) &&
        (next?.bullet === '+' || next?.bullet === '-') &&
        next.bullet !== paragraph.bullet
      if (leadIn) above = tagsOf(paragraph.folded)
      else if (paragraph.bullet !== '+') above = []
      const unmarked = paragraph.bullet === null && section.body.some(other => other.bullet !== null)
      if (leadIn || unmarked || isRemark(paragraph.text)) return []
      return [
        {
          section: section.path,
          text: scanned ? null : paragraph.text,
          tags: ownOr(above, tagsOf(paragraph.folded)),
          line: paragraph.line,
          confidence: scanned ? 0.2 : 0.9,
        },
      ]
    })
  })
}

const formSections = new Set(['forms', 'targets', 'activities', 'organisation'])

/** Ways of propagating named in the sections on forms, targets, activities and organisation, and in table rows. */
export function readForms(
  sections: readonly Section[],
  tasks: readonly ReadTask[],
  scanned: boolean,
): ReadForm[] {
  const fromText = sections.flatMap(section =>
    formSections.has(section.kind)
      ? section.body.flatMap(paragraph =>
          findForms(paragraph.folded).map(({ form }) => ({
            section: section.path,
            form,
            text: squeeze(paragraph.text.slice(0, 200)),
            line: paragraph.line,
            confidence: scanned ? 0.4 : 0.8,
          })),
        )
      : [],
  )
  const fromTasks = tasks.flatMap(task =>
    findForms(fold(task.text)).map(({ form }) => ({
      section: task.section,
      form,
      text: squeeze(task.text.slice(0, 200)),
      line: task.line,
      confidence: task.confidence * 0.85,
    })),
  )
  return [...fromText, ...fromTasks]
}

/** The unit of an organisation section: its heading, its parent's, or the one its sentence names. */
export function unitOf(section: Section): string | null {
  const heading = section.title ?? (section.level === 3 ? (section.parent?.title ?? null) : null)
  const name = heading ?? unitInSentence(section.body[0]?.text ?? '')
  return name === null
    ? null
    : squeeze(name.replace(/^(?:Đề nghị|Giao)\s+/u, '').replace(/\s+thực hiện các nội dung sau$/u, ''))
}

/** Duties of each unit under "Tổ chức thực hiện". */
export function readDuties(sections: readonly Section[], scanned: boolean): ReadDuty[] {
  return sections.flatMap(section =>
    section.kind === 'organisation' && section.parent !== null
      ? section.body.map(paragraph => ({
          section: section.path,
          unit: unitOf(section),
          text: paragraph.text,
          line: paragraph.line,
          confidence: scanned ? 0.3 : 0.9,
        }))
      : [],
  )
}

const every: readonly (readonly [ReadFrequency['every'], RegExp])[] = [
  ['week', /(?:hang|moi|1) tuan/],
  ['month', /(?:hang|moi) thang/],
  ['quarter', /(?:hang|moi) quy/],
]

/** The sentence names periods the report schedule has. */
const isScheduled = (folded: string): boolean =>
  /quy (?:[ivx]+|\d)|(?:hang|moi) quy|0?[69] thang|sau thang|(?:hang|ca|mot) nam/.test(folded)

/** Duties that come back weekly, monthly or quarterly; reports have their own schedule. */
export function readFrequencies(
  sections: readonly Section[],
  tasks: readonly ReadTask[],
  scanned: boolean,
): ReadFrequency[] {
  const fromText = sections.flatMap(section => {
    if (!formSections.has(section.kind) && section.kind !== 'reporting') return []
    return section.body.flatMap(paragraph =>
      paragraph.text.split(/(?<=[.;])\s+(?=\p{Lu})/u).flatMap(sentence => {
        const folded = fold(sentence)
        const found = every.find(([, pattern]) => pattern.test(folded))
        // A report each month or week has no place in the schedule of quarters: it is a duty that comes back.
        const isReport = /bao cao(?! vien)/.test(folded)
        if (found === undefined || (isReport && (found[0] === 'quarter' || isScheduled(folded)))) return []
        if (!isReport && section.kind === 'reporting') return []
        return [
          {
            section: section.path,
            every: found[0],
            who: section.kind === 'organisation' ? unitOf(section) : null,
            text: squeeze(sentence),
            line: paragraph.line,
            confidence: scanned ? 0.4 : 0.8,
          },
        ]
      }),
    )
  })
  const fromTasks = tasks.flatMap(task => {
    const folded = fold(`${task.window ?? ''} ${task.deadlineText ?? ''}`)
    const found = every.find(([, pattern]) => pattern.test(folded))
    if (found === undefined || /^bao cao/.test(fold(task.text))) return []
    return [
      {
        section: task.section,
        every: found[0],
        who: task.lead,
        text: task.text,
        line: task.line,
        confidence: task.confidence,
      },
    ]
  })
  return [...fromText, ...fromTasks]
}
