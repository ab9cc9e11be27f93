/** `npm run -s plan:index -- [--ward SLUG | FILE] [--json] [--drafts DIR]`: which answers stand behind a plan's content, and which are missing. */
import { pino } from 'pino'
import { loadLocales } from '../../content/locales.ts'
import { draftEntries, slugOf } from '../../content/plan/index/draft.ts'
import { writeDrafts } from '../../content/plan/index/draft-files.ts'
import { type BulletIn, type Matched, matchBullets } from '../../content/plan/index/match-bullets.ts'
import { readDocument } from '../../content/plan/input/document.ts'
import { readPlan } from '../../content/plan/read/read-plan.ts'
import { contentDir } from '../content-dir.ts'
import { createContentHolder } from '../content-holder.ts'
import { readLimited } from './plan-file.ts'
import { ownContentDir, readArguments, runCommand, settings, UsageError } from './support.ts'

const usage =
  'Cách dùng: npm run -s plan:index -- [--ward SLUG | TỆP_KẾ_HOẠCH] [--json] [--drafts THƯ_MỤC]   (không ghi gì thì xem kế hoạch của phường trong .env)'

interface Subject {
  readonly ward: string
  readonly year: number | null
  readonly basis: readonly string[]
  readonly bullets: readonly BulletIn[]
}

const shown = ({ clause, text, state, topics, entries }: Matched): string => {
  const mark = state === 'answered' ? 'có trả lời' : state === 'doubtful' ? 'nên xem lại' : 'CHƯA CÓ'
  const by = topics.map(({ id, by: how, confidence }) =>
    how === 'words' ? `${id} (đoán theo lời, chắc ${Math.round(confidence * 100)}%)` : id,
  )
  return `- ${clause} [${mark}] ${text.slice(0, 90)}${text.length > 90 ? '…' : ''}${
    entries.length === 0 ? '' : `\n    ${by.join(', ')} → ${entries.slice(0, 6).join(', ')}`
  }`
}

await runCommand(async () => {
  const { values, positionals } = readArguments(usage, {
    ward: { type: 'string' },
    json: { type: 'boolean' },
    drafts: { type: 'string' },
  })
  const [file] = positionals
  if (positionals.length > 1 || (file !== undefined && values.ward !== undefined)) throw new UsageError(usage)
  const config = settings()
  const ward = values.ward ?? config.ward
  const own = ward === config.ward ? { ownDir: ownContentDir(config.dataDir) } : {}
  const holder = createContentHolder({ contentDir, ward, ...own }, pino({ level: 'silent' }))
  const { library, engine } = holder.current()
  const subject = async (): Promise<Subject | string> => {
    if (file === undefined) {
      const { plan } = library
      return plan === null
        ? loadLocales(contentDir).in('vi')('plan-answers.none')
        : { ward, year: plan.year, basis: plan.basis, bullets: plan.content }
    }
    const problem = loadLocales(contentDir).in('vi')
    const document = await readDocument(await readLimited(file))
    if (!document.ok) return problem(`planDocument.problem.${document.problem}`)
    const read = readPlan(document.text)
    if (read.sections.length === 0) return problem('planDocument.problem.not-a-plan')
    const bullets = read.topics.flatMap(({ section, text, tags }) =>
      text === null ? [] : [{ clause: section, text, tags }],
    )
    return { ward: slugOf(read.ward ?? '') || ward, year: read.year, basis: read.basis, bullets }
  }
  const about = await subject()
  if (typeof about === 'string') {
    console.error(about)
    return 1
  }
  const matched = matchBullets(about.bullets, library, engine)
  // A guess by words alone is no answer to rely on: it needs an entry, or an editor's yes.
  const unwritten = matched.filter(({ state }) => state !== 'answered')
  const drafts = draftEntries(
    unwritten.map(({ clause, text }) => ({
      clause,
      text,
      ward: about.ward,
      year: about.year,
      basis: about.basis,
      group: groupOf(engine.understand(text).ranked[0]?.topic),
    })),
  )
  const written = values.drafts === undefined ? [] : writeDrafts(values.drafts, drafts)
  if (values.json === true) {
    console.log(JSON.stringify({ bullets: matched, drafts, written }, null, 1))
    return 0
  }
  const count = (state: Matched['state']): number => matched.filter(item => item.state === state).length
  for (const item of matched) console.log(shown(item))
  console.log(
    `${matched.length} nội dung: ${count('answered')} có trả lời, ${count('doubtful')} nên xem lại, ${count('missing')} chưa có mục nào.`,
  )
  if (values.drafts !== undefined)
    console.log(
      written.length === 0
        ? `Không có bản nháp mới nào phải ghi vào ${values.drafts}.`
        : `Đã ghi ${written.length} bản nháp (chưa có nội dung, trợ lý không dùng để trả lời):\n${written.join('\n')}`,
    )
  else if (unwritten.length > 0)
    console.log(
      'Ghi khung bản nháp cho các nội dung chưa có và nên xem lại: thêm --drafts THƯ_MỤC (ví dụ data/content/drafts).',
    )
  return 0

  /** The catalogue's group of the nearest topic, for the menu. */
  function groupOf(topic: string | undefined): string {
    return library.topics.find(({ id }) => id === topic)?.group ?? 'other'
  }
})
