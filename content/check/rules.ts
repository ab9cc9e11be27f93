/** Rules of good content, each a pure function from what was loaded to problems an editor can mend. */
import { fold } from '../language/unicode.ts'
import type { Loaded } from '../library.ts'
import { type FaqEntry, facets as facetNames } from '../model/faq.ts'
import { type Day, showDay } from '../vietnam-time.ts'
import { placeholders, placeholdersIn } from '../ward-text.ts'
import type { Problem } from '../yaml.ts'
import { knownHandbookGrounds } from './handbook.ts'
import { soundReadings } from './readings.ts'
import { isStateLink } from './state-link.ts'

export type Rule = (loaded: Loaded, today: Day) => Problem[]

const at = (loaded: Loaded, id: string): { file: string; line: number; entry: string } => ({
  file: loaded.places.get(id)?.file ?? 'content',
  line: loaded.places.get(id)?.line ?? 0,
  entry: id,
})
const error = (loaded: Loaded, id: string, message: string, hint: string): Problem => ({
  ...at(loaded, id),
  message,
  hint,
  severity: 'error',
})
const warning = (loaded: Loaded, id: string, message: string, hint: string): Problem => ({
  ...at(loaded, id),
  message,
  hint,
  severity: 'warning',
})

/** All texts of an entry that people read. */
export const textsOf = ({ answer, broadcast, facets }: FaqEntry): string[] => [
  answer,
  ...(typeof broadcast === 'string' ? [broadcast] : []),
  ...Object.values(facets),
]

export const everyTopicAnswered: Rule = loaded => {
  const answered = new Set(loaded.library.entries.flatMap(({ topics }) => topics))
  return loaded.library.topics
    .filter(({ id }) => !answered.has(id))
    .map(({ id, title }) => ({
      file: 'content/topics.yaml',
      line: 0,
      entry: id,
      severity: 'error' as const,
      message: `chủ đề "${title}" chưa có mục trả lời`,
      hint: `Viết một mục có topics: [${id}] trong content/faq`,
    }))
}

/**
 * Every content bullet of the ward's plan leads to at least one entry (issue: "every content bullet … is answered"). One that
 * has no topic yet is known to wait for its entry; one whose topics nothing answers is a mistake.
 */
export const everyBulletAnswered: Rule = ({ library }) => {
  const answered = new Set(library.entries.flatMap(({ topics }) => topics))
  const file = `content/wards/${library.ward.slug}/plan.yaml`
  return library.plans
    .flatMap(({ content }) => content)
    .filter(({ topics }) => !topics.some(topic => answered.has(topic)))
    .map(({ clause, text, topics }) => ({
      file,
      line: 0,
      entry: clause,
      severity: topics.length === 0 ? ('warning' as const) : ('error' as const),
      message: `nội dung tuyên truyền "${text.slice(0, 60)}" chưa có mục nào trả lời`,
      hint:
        topics.length === 0
          ? `Chạy npm run plan:index -- --ward ${library.ward.slug} --drafts THƯ_MỤC để lấy khung bản nháp, rồi viết mục mới`
          : 'Ghi chủ đề có mục trả lời vào topics của dòng này, hoặc viết mục mới',
    }))
}

export const knownReferences: Rule = loaded => {
  const { library } = loaded
  const topics = new Set(library.topics.map(({ id }) => id))
  const entries = new Set(library.entries.map(({ id }) => id))
  const wrongTopics = library.entries.flatMap(entry =>
    entry.topics
      .filter(id => !topics.has(id))
      .map(id =>
        error(loaded, entry.id, `chủ đề "${id}" không có trong topics.yaml`, 'Sửa mã chủ đề cho đúng'),
      ),
  )
  const wrongFollowUps = library.entries.flatMap(entry =>
    entry.followUps
      .filter(id => !entries.has(id))
      .map(id => error(loaded, entry.id, `mục hỏi tiếp "${id}" không có`, 'Sửa mã trong followUps')),
  )
  const wrongProcedures = library.procedures
    .filter(({ topic }) => topic !== null && !topics.has(topic))
    .map(({ code, topic }) =>
      error(loaded, code, `chủ đề "${topic}" không có trong topics.yaml`, 'Sửa topic của thủ tục này'),
    )
  const wrongBullets = library.plans
    .flatMap(({ content }) => content)
    .flatMap(({ clause, topics: named }) =>
      named
        .filter(id => !topics.has(id))
        .map(id => ({
          file: `content/wards/${library.ward.slug}/plan.yaml`,
          line: 0,
          entry: clause,
          severity: 'error' as const,
          message: `chủ đề "${id}" không có trong topics.yaml`,
          hint: 'Sửa mã chủ đề cho đúng',
        })),
    )
  return [...wrongTopics, ...wrongFollowUps, ...wrongProcedures, ...wrongBullets]
}

export const knownPlaceholders: Rule = loaded =>
  [
    ...loaded.library.entries.map(entry => ({ id: entry.id, texts: textsOf(entry) })),
    ...loaded.library.elsewhere.map(({ id, answer }) => ({ id: `elsewhere:${id}`, texts: [answer] })),
  ].flatMap(({ id, texts }) =>
    texts
      .flatMap(placeholdersIn)
      .filter(name => !placeholders.has(name))
      .map(name =>
        error(loaded, id, `chỗ điền {{${name}}} không có`, `Dùng một trong: ${[...placeholders].join(', ')}`),
      ),
  )

const folded = (question: string): string =>
  fold(question)
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim()

export const noQuestionTwice: Rule = loaded => {
  const owner = new Map<string, string>()
  const problems: Problem[] = []
  const items = [
    ...loaded.library.entries.map(({ id, questions }) => ({ id, questions })),
    ...loaded.library.elsewhere.map(({ id, questions }) => ({ id: `elsewhere:${id}`, questions })),
  ]
  for (const { id, questions } of items) {
    for (const question of questions) {
      const key = folded(question)
      const other = owner.get(key)
      if (other === undefined) owner.set(key, id)
      else if (other === id)
        problems.push(warning(loaded, id, `câu hỏi "${question}" ghi hai lần (chỉ khác dấu)`, 'Xóa một câu'))
      else
        problems.push(
          error(loaded, id, `câu hỏi "${question}" đã có ở mục ${other}`, 'Để câu này ở một mục thôi'),
        )
    }
  }
  return problems
}

export const freshSources: Rule = (loaded, today) =>
  loaded.library.entries.flatMap(entry => [
    ...(entry.review < today
      ? [
          warning(
            loaded,
            entry.id,
            `đã quá hạn xem lại (${showDay(entry.review)})`,
            'Đối chiếu nguồn, sửa câu trả lời nếu cần, rồi ghi checked và review mới',
          ),
        ]
      : []),
    ...entry.sources
      .filter(({ checked }) => checked > today)
      .map(() => error(loaded, entry.id, 'ngày đối chiếu nằm ở tương lai', 'Ghi ngày thật đã đối chiếu')),
  ])

/** Links in answers lead to the state's own sites; press articles may be named as sources only. */
export const officialLinks: Rule = loaded =>
  loaded.library.entries.flatMap(entry =>
    textsOf(entry)
      .flatMap(text => [...text.matchAll(/\]\((https?:\/\/[^\s)]+)\)/g)].flatMap(match => match[1] ?? []))
      .filter(url => !isStateLink(url))
      .map(url =>
        error(loaded, entry.id, `liên kết ${url} không phải trang của Nhà nước`, 'Dẫn tới trang .gov.vn'),
      ),
  )

/** A button's own label belongs to a part the entry has, and no two buttons of it say the same: people type them. */
export const soundLabels: Rule = loaded =>
  loaded.library.entries.flatMap(entry => {
    const labels = facetNames.flatMap(facet => {
      const label = entry.facetLabels?.[facet]
      return label === undefined ? [] : [{ facet, label }]
    })
    return labels.flatMap(({ facet, label }, index) => [
      ...(entry.facets[facet] === undefined
        ? [
            error(
              loaded,
              entry.id,
              `nhãn "${label}" đặt cho phần "${facet}" mà mục không có`,
              'Viết phần ấy trong facets, hoặc bỏ nhãn',
            ),
          ]
        : []),
      ...(labels.findIndex(other => folded(other.label) === folded(label)) < index
        ? [error(loaded, entry.id, `nhãn "${label}" dùng cho hai phần`, 'Đặt mỗi phần một nhãn riêng')]
        : []),
    ])
  })

export const rules: readonly Rule[] = [
  everyTopicAnswered,
  everyBulletAnswered,
  knownReferences,
  knownPlaceholders,
  noQuestionTwice,
  freshSources,
  officialLinks,
  soundLabels,
  knownHandbookGrounds,
  soundReadings,
]
