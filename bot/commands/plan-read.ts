/** `npm run -s plan:read -- FILE [--json]`: what a ward's plan document says, with the questions a person must settle. */
import { loadLocales } from '../../content/locales.ts'
import { readDocument } from '../../content/plan/input/document.ts'
import { type ReadPlan, readPlan } from '../../content/plan/read/read-plan.ts'
import { contentDir } from '../content-dir.ts'
import { readLimited } from './plan-file.ts'
import { readArguments, runCommand, UsageError } from './support.ts'

const usage = 'Cách dùng: npm run -s plan:read -- TỆP [--json]   (tệp .txt, .md, .docx hoặc .pdf)'

const percent = (share: number): string => `${Math.round(share * 100)}%`

/** The plan for a person at a terminal: what was found, each with its clause and line, then the questions. */
function summary(plan: ReadPlan): string {
  const head = [
    `${plan.wardKind ?? 'phường'} ${plan.ward ?? '(chưa rõ tên)'}, ${plan.province ?? '(chưa rõ tỉnh)'}, năm ${plan.year ?? '?'}`,
    `Số: ${plan.number ?? `(để trống)${plan.numberSuffix ?? ''}`}; ngày: ${plan.issued ?? '(để trống)'}; người ký: ${plan.signer?.name ?? '(chưa rõ)'}`,
    `Căn cứ: ${plan.basis.join('; ') || '(không có số)'}`,
    `${plan.sections.length} mục, ${plan.topics.length} nội dung tuyên truyền, ${plan.duties.length} việc được giao`,
  ]
  const targets = plan.targets.map(
    target =>
      `- ${target.section} (dòng ${target.line}, chắc ${percent(target.confidence)}): ${target.verbatimNumber} [${target.form}] ${target.task.slice(0, 90)}`,
  )
  const tasks = plan.tasks.map(
    task =>
      `- ${task.section} (dòng ${task.line}, chắc ${percent(task.confidence)}): ${task.text.slice(0, 80)} | ${task.lead ?? '?'} | ${task.deadlineText ?? task.window ?? '?'}`,
  )
  const reports = plan.reports.map(
    report =>
      `- ${report.section} (dòng ${report.line}): ${report.period ?? 'định kỳ'} ${report.deadline ?? 'không có ngày'}${report.optional ? ' (có thể)' : ''}, ${report.binds ?? '?'}`,
  )
  const questions = plan.questions.map(
    (question, index) =>
      `${index + 1}. ${question.section ?? ''} ${question.line === null ? '' : `(dòng ${question.line}) `}${question.text}${question.readings.length === 0 ? '' : ` Cách đọc: ${question.readings.join(' / ')}`}`,
  )
  const part = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : ['', title, ...lines]
  return [
    ...head,
    ...part('Chỉ tiêu:', targets),
    ...part('Nhiệm vụ:', tasks),
    ...part('Báo cáo:', reports),
    ...part('Cần người xem lại:', questions),
  ].join('\n')
}

await runCommand(async () => {
  const { values, positionals } = readArguments(usage, { json: { type: 'boolean' } })
  const [path] = positionals
  if (path === undefined || positionals.length > 1) throw new UsageError(usage)
  const document = await readDocument(await readLimited(path))
  if (!document.ok) {
    console.error(loadLocales(contentDir).in('vi')(`planDocument.problem.${document.problem}`))
    return 1
  }
  const plan = readPlan(document.text)
  if (plan.sections.length === 0) {
    console.error(loadLocales(contentDir).in('vi')('planDocument.problem.not-a-plan'))
    return 1
  }
  console.log(values.json === true ? JSON.stringify(plan, null, 1) : summary(plan))
  return 0
})
