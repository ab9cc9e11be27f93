/** Drafts as files an editor opens: one file each, with what to do written above it. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { type Draft, draftSchema, emptyAnswer } from '../../model/draft.ts'
import { type Problem, readYaml } from '../../yaml.ts'

const head = `# Bản nháp: trợ lý KHÔNG dùng tệp này để trả lời.
# 1. Tìm thông tin ở các nguồn ghi dưới "sources", xem và ghi lại ngày xem.
# 2. Viết một mục mới trong thư mục faq/ cạnh thư mục drafts/ (mẫu: các tệp content/faq/*.yaml của chương trình), có "group" và chủ đề ở "topic".
# 3. Ghi mã chủ đề ấy vào "topics" của gạch đầu dòng này trong plan.yaml rồi xóa tệp này. Kiểm tra: npm run content:check
`

export const draftText = (draft: Draft): string => `${head}${stringify(draft, { lineWidth: 110 })}`

/** Writes those that are not there yet; what somebody has begun to fill in is left alone. @returns files written */
export const writeDrafts = (folder: string, drafts: readonly Draft[]): string[] => {
  mkdirSync(folder, { recursive: true })
  return drafts.flatMap(draft => {
    const path = join(folder, `${draft.id.replace(/^ward-plan\./, '')}.yaml`)
    if (existsSync(path)) return []
    writeFileSync(path, draftText(draft))
    return [path]
  })
}

/** Drafts of a folder, and what is wrong with them. A missing folder holds none. */
export const readDrafts = (
  folder: string,
  shown: (path: string) => string = path => path,
): { readonly drafts: readonly Draft[]; readonly problems: readonly Problem[] } => {
  if (!existsSync(folder)) return { drafts: [], problems: [] }
  const files = readdirSync(folder)
    .filter(name => name.endsWith('.yaml'))
    .sort()
    .map(name => join(folder, name))
  const drafts: Draft[] = []
  const problems: Problem[] = []
  for (const path of files) {
    const { value, problems: found } = readYaml(path, draftSchema, shown(path))
    problems.push(...found)
    if (value === undefined) continue
    drafts.push(value)
    if (value.answer.trim() !== emptyAnswer && value.answer.trim() !== '')
      problems.push({
        file: shown(path),
        line: lineOf(path, 'answer:'),
        entry: value.id,
        message: 'bản nháp đã có câu trả lời nhưng còn nằm trong drafts/, nên trợ lý chưa dùng',
        hint: 'Viết thành mục trong faq/ với nguồn và ngày đối chiếu, rồi xóa bản nháp',
        severity: 'warning',
      })
  }
  return { drafts, problems }
}

const lineOf = (path: string, start: string): number =>
  readFileSync(path, 'utf8')
    .split('\n')
    .findIndex(line => line.startsWith(start)) + 1
