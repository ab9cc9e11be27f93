/** Reads a plan document's text into structure: pure, bounded, never throwing, never filling in what is not printed. */
import { findCitations } from './dates.ts'
import { flatRows } from './flat-table.ts'
import { fold, foldScan } from './fold.ts'
import { toPlanText } from './lines.ts'
import { readDuties, readForms, readFrequencies, readTopics, unitOf } from './lists.ts'
import { readMetadata, type Signer } from './metadata.ts'
import { findQuestions } from './questions.ts'
import { readReports, readRequirements } from './reports.ts'
import { scanRows } from './scan-table.ts'
import { readOutline, type Section } from './sections.ts'
import { findTables, tabRows } from './tables.ts'
import { countsWithoutTarget, tableTargets, textTargets } from './targets.ts'
import { milestonesOf, taskOf } from './tasks.ts'
import type {
  Question,
  ReadCountOnly,
  ReadDuty,
  ReadForm,
  ReadFrequency,
  ReadMilestone,
  ReadReport,
  ReadSection,
  ReadTarget,
  ReadTask,
  ReadTopic,
  Source,
} from './values.ts'

export interface ReadPlan {
  readonly ward: string | null
  readonly wardKind: 'phường' | 'xã' | 'đặc khu' | null
  readonly province: string | null
  readonly year: number | null
  readonly number: string | null
  readonly numberSuffix: string | null
  readonly issued: string | null
  readonly title: string | null
  readonly signer: Signer | null
  readonly basis: readonly string[]
  readonly otherCitations: readonly { number: string; date: string | null; section: string; line: number }[]
  readonly sections: readonly ReadSection[]
  readonly topics: readonly ReadTopic[]
  readonly forms: readonly ReadForm[]
  readonly targets: readonly ReadTarget[]
  readonly milestones: readonly ReadMilestone[]
  readonly frequencies: readonly ReadFrequency[]
  readonly countOnly: readonly ReadCountOnly[]
  readonly tasks: readonly ReadTask[]
  readonly duties: readonly ReadDuty[]
  readonly reports: readonly ReadReport[]
  readonly reportRequirements: { section: string; text: string; line: number } | null
  /** `questions` in one sentence each. */
  readonly ambiguities: readonly string[]
  readonly questions: readonly Question[]
  /** Line and confidence of number, issued, ward, province, title and signer. */
  readonly sources: Readonly<Record<string, Source>>
  /** The letters can't be trusted: no text of this plan may be shown as an answer. */
  readonly scanned: boolean
}

function sectionView(section: Section, scanned: boolean): ReadSection {
  const [first] = section.body
  const words = first?.text.split(/\s+/).slice(0, 6).join(' ') ?? ''
  return {
    path: section.path,
    title: section.title,
    firstWords: words === '' || (section.table !== null && first === undefined) ? null : words,
    kind: section.kind,
    line: section.line,
    confidence: scanned ? 0.6 : section.repeated ? 0.85 : 0.97,
  }
}

/** Reads the text of one plan. Looks at the first `maxCharacters` of it; a text that is no plan gives empty lists. */
export function readPlan(text: string): ReadPlan {
  const plan = toPlanText(text)
  const { lines, scanned } = plan
  const refold = scanned ? foldScan : fold
  const tables = scanned ? [] : findTables(plan)
  const outline = readOutline(plan, tables, refold)
  const { sections } = outline

  const running = lines.filter(
    (_, index) => !tables.some(table => index >= table.bodyFrom && index < table.to),
  )
  const metadata = readMetadata(outline, running, scanned)
  const { year } = metadata

  const unitNames = sections
    .filter(section => section.kind === 'organisation' && section.level === 2)
    .flatMap(section => unitOf(section) ?? [])
  const scan = scanned ? scanRows(outline.appendixHead) : { tasks: [], lost: [] }
  const byTable = tables.map(table => {
    const section = sections.findLast(candidate => candidate.line <= table.line)?.path ?? 'PL'
    const rows = table.form === 'tabs' ? tabRows(plan, table) : flatRows(plan, table, unitNames)
    return { section, tasks: rows.map(row => taskOf(row, section, year)) }
  })
  const tasks = [...byTable.flatMap(table => table.tasks), ...scan.tasks]
  const targets = [
    ...textTargets(sections, scanned),
    ...byTable.flatMap(table => tableTargets(table.tasks, table.section)),
  ]
  const reports = readReports(sections, tasks, year, scanned)
  const requirements = readRequirements(sections)
  const cited = new Set(metadata.basis)
  const otherCitations = sections.flatMap(section =>
    section.body.flatMap(paragraph =>
      findCitations(paragraph.text).flatMap(({ number, date }) => {
        if (cited.has(number) || number === metadata.number) return []
        cited.add(number)
        return [{ number, date, section: section.path, line: paragraph.line }]
      }),
    ),
  )
  const questions = [
    ...metadata.questions,
    ...findQuestions({
      outline,
      tables,
      tasks,
      targets,
      reports,
      issued: metadata.issued,
      year,
      scanned,
      lostLines: scan.lost,
    }),
  ]
  const { ward, wardKind, province, number, numberSuffix, issued, title, signer, basis, sources } = metadata
  return {
    ward,
    wardKind,
    province,
    year,
    number,
    numberSuffix,
    issued,
    title,
    signer,
    basis,
    otherCitations,
    sections: sections.map(section => sectionView(section, scanned)),
    topics: readTopics(sections, scanned),
    forms: readForms(sections, tasks, scanned),
    targets,
    milestones: milestonesOf(tasks, year),
    frequencies: readFrequencies(sections, tasks, scanned),
    countOnly: countsWithoutTarget(tasks),
    tasks,
    duties: readDuties(sections, scanned),
    reports,
    reportRequirements: requirements,
    ambiguities: questions.map(question => question.text),
    questions,
    sources,
    scanned,
  }
}
