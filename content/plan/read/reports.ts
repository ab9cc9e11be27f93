/** Who must report when: from the reporting section, duties that speak of reports, and rows of the table. */
import { findDates, isoDate } from './dates.ts'
import { fold, squeeze } from './fold.ts'
import { unitOf } from './lists.ts'
import type { Section } from './sections.ts'
import type { ReadPeriod, ReadReport, ReadTask } from './values.ts'
import { unitKey, unitStart } from './vocabulary.ts'

/** Last month of each period. */
const lastMonth: Readonly<Record<Exclude<ReadPeriod, 'adhoc'>, number>> = {
  Q1: 3,
  Q2: 6,
  H1: 6,
  Q3: 9,
  '9M': 9,
  Q4: 12,
  year: 12,
}
const quarterNames: readonly ReadPeriod[] = ['Q1', 'Q2', 'Q3', 'Q4']

interface Named {
  readonly period: ReadPeriod | 'each-quarter'
  readonly index: number
}

/** Periods a folded text names, in order. "hằng quý" stays one name: which quarters it adds depends on the others. */
function namedPeriods(folded: string): Named[] {
  const found: Named[] = []
  const add = (period: Named['period'], index: number): void => {
    if (!found.some(other => other.period === period)) found.push({ period, index })
  }
  const taken: [number, number][] = []
  for (const match of folded.matchAll(
    /quy\s+((?:iv|i{1,3}|[1-4])(?![a-z\d])(?:\s*(?:,|;|va|-)\s*(?:quy\s+)?(?:iv|i{1,3}|[1-4])(?![a-z\d]|\s*thang|\s*nam))*)/g,
  )) {
    taken.push([match.index, match.index + match[0].length])
    const list = (match[1] ?? '').split(/[^iv\d]+/).filter(name => name !== '')
    for (const name of list) {
      const at = ['i', 'ii', 'iii', 'iv'].indexOf(name)
      const period = quarterNames[at >= 0 ? at : Number(name) - 1]
      if (period !== undefined) add(period, match.index)
    }
  }
  const free = (index: number): boolean => taken.every(([from, to]) => index < from || index >= to)
  for (const match of folded.matchAll(
    /(?<!cuoi )(?<!trong )(?<![a-z])quy(?![a-z])(?!\s*(?:che|dinh|trinh|hoach|mo|luat|pham|uoc))/g,
  ))
    if (free(match.index)) add('each-quarter', match.index)
  for (const match of folded.matchAll(
    /(?<!\d)0?6 thang(?!\s*\d)|sau thang(?! \d)|thang 6(?!\s*\/)|giua nam/g,
  ))
    add('H1', match.index)
  for (const match of folded.matchAll(/(?<!\d)0?9 thang(?!\s*\d)|chin thang/g)) add('9M', match.index)
  for (const match of folded.matchAll(
    /(?:hang|cuoi|0?1|mot|ca|bao cao|tong ket) nam(?!\s*(?:truoc(?! ngay| thang| \d)|sau))|(?:[,;]|va|hoac)\s*nam(?![a-z]|\s*(?:truoc(?! ngay| thang| \d)|sau|qua|nay|thang))/g,
  ))
    add('year', match.index)
  for (const match of folded.matchAll(/dot xuat/g)) add('adhoc', match.index)
  return found.toSorted((left, right) => left.index - right.index)
}

interface Due {
  readonly period: ReadPeriod
  readonly deadline: string | null
  readonly kind: 'before' | 'by' | null
  readonly derived: boolean
  readonly optional: boolean
}

interface DayRule {
  readonly index: number
  readonly end: number
  /** Day of the period's last month, or null when `iso` is printed in full. */
  readonly day: number | null
  readonly iso: string | null
  readonly assumed: boolean
  readonly kind: 'before' | 'by'
}

function dayRules(folded: string, year: number | null): DayRule[] {
  const rules: DayRule[] = []
  const kindAt = (index: number): 'before' | 'by' =>
    /tr[uo][a-z]{1,3}\s*(?:ngay\s*)?$/.test(folded.slice(Math.max(0, index - 14), index)) ? 'before' : 'by'
  for (const match of folded.matchAll(
    /ng[a-z]y\s+(\d{1,2})\s+(?:c[a-z]{1,2}\s+)?(?:cua\s+)?th[a-z]ng\s+c[a-z]{2,3}\s*(?:ky|quy|k[a-z]|q[a-z]{2})?/g,
  ))
    rules.push({
      index: match.index,
      end: match.index + match[0].length,
      day: Number(match[1]),
      iso: null,
      assumed: false,
      kind: kindAt(match.index),
    })
  for (const date of findDates(folded, year))
    if (date.iso !== null && !rules.some(rule => date.index < rule.end && date.end > rule.index))
      rules.push({
        index: date.index,
        end: date.end,
        day: null,
        iso: date.iso,
        assumed: date.yearAssumed,
        kind: kindAt(date.index),
      })
  return rules.toSorted((left, right) => left.index - right.index)
}

/** "Hằng quý" as single quarters; those that coincide with a half or a full year named beside it are only possible. */
function spread(names: readonly Named[]): { period: ReadPeriod; optional: boolean }[] {
  const has = (period: Named['period']): boolean => names.some(name => name.period === period)
  return names.flatMap(({ period }) =>
    period === 'each-quarter'
      ? [
          { period: 'Q1' as const, optional: false },
          { period: 'Q2' as const, optional: has('H1') },
          { period: 'Q3' as const, optional: has('9M') },
          { period: 'Q4' as const, optional: has('year') },
        ]
      : [{ period, optional: period === 'adhoc' }],
  )
}

/**
 * Periods with their days. A day counts for the periods named since the day before; the first day for those after it
 * when none stand before it.
 */
export function readDues(folded: string, year: number | null): Due[] {
  const rules = dayRules(folded, year)
  const named = namedPeriods(folded)
  // "trước ngày 20 của tháng cuối quý" names every quarter by itself.
  const names =
    named.length === 0 && /thang cuoi (?:moi )?quy/.test(folded)
      ? [{ period: 'each-quarter' as const, index: 0 }]
      : named
  const [firstName] = names
  const [firstRule] = rules
  const leading =
    firstName !== undefined &&
    firstRule !== undefined &&
    firstRule.index < firstName.index &&
    rules.length > 1
  // "6 tháng, năm trước ngày 20/6 và ngày 20/11": as many days as names, all behind them, go in pairs.
  const inPairs =
    rules.length > 1 &&
    rules.length === names.length &&
    names.every(({ period, index }) => period !== 'each-quarter' && index < (firstRule?.index ?? 0))
  const optional = new Map(spread(names).map(entry => [entry.period, entry.optional]))
  const dues: Due[] = []
  for (const [at, name] of names.entries()) {
    const rule = inPairs
      ? rules[at]
      : leading
        ? rules.findLast(candidate => candidate.index < name.index)
        : (rules.find(candidate => candidate.index > name.index) ?? rules.at(-1))
    for (const { period } of spread([name])) {
      if (dues.some(due => due.period === period)) continue
      const base = { period, optional: optional.get(period) ?? false }
      if (rule === undefined || period === 'adhoc')
        dues.push({ ...base, deadline: null, kind: null, derived: false })
      else if (rule.day !== null)
        dues.push({
          ...base,
          deadline: year === null ? null : isoDate(year, lastMonth[period], rule.day),
          kind: rule.kind,
          derived: true,
        })
      // "trước ngày 20/6 và ngày 20/11": the first word speaks for both.
      else
        dues.push({
          ...base,
          deadline: rule.iso,
          kind: inPairs ? (rules[0]?.kind ?? rule.kind) : rule.kind,
          derived: rule.assumed,
        })
    }
  }
  return dues
}

/** Where the report goes: "gửi về UBND (qua Phòng …)", "trình lãnh đạo UBND phường", "báo cáo UBND phường". */
export function recipientOf(text: string): string | null {
  const stop = '(?=\\s+(?:trước|để|theo|chậm|lồng|xem|tổng hợp|định kỳ|vào)(?!\\p{L})|[.;,]|$)'
  for (const pattern of [
    `(?<=g[ửu]i\\s+(?:về\\s+)?)(?!về)(\\p{Lu}[^.;,]*?(?:\\([^)]*\\))?)${stop}`,
    `(?<=thông qua\\s+)(\\p{Lu}[^.;,)]*?)${stop.replace('[.;,]', '[.;,)]')}`,
    `(?<=trình\\s+)(lãnh đạo [^.;,]*?|\\p{Lu}[^.;,]*?)${stop}`,
    `(?<=báo cáo\\s+)((?:UBND|Ủy ban nhân dân)[^.;,]*?)${stop}`,
    `(?<=về\\s+)((?:UBND|Ủy ban nhân dân)[^.;,:]*?)${stop}`,
  ]) {
    const found = new RegExp(pattern, 'u').exec(text)?.[1]
    if (found !== undefined) return squeeze(found)
  }
  const body = new RegExp(
    `(?<=(?:về|cho)\\s+)(\\p{Lu}[^.;,:]*?(?:\\([^)]*\\))?)${stop.replace('[.;,]', '[.;,:]')}`,
    'u',
  ).exec(text)?.[1]
  return body !== undefined && unitStart.test(fold(body)) ? squeeze(body) : null
}

/** "báo cáo" as a duty, not "báo cáo viên" nor "họp báo". */
const reporting = /b[a-z]o c[a-z]{1,2}o(?!\s*vien)/
/** Sentences that say what a report holds rather than when it is due. */
const describes = /^(?:luu y|noi dung bao cao|bao cao (?:can|phai) |b[a-z]o c[a-z]o can)/

function fromSection(section: Section, year: number | null, scanned: boolean): ReadReport[] {
  const reportSection = section.kind === 'reporting'
  if (!reportSection && section.kind !== 'organisation') return []
  const unit = unitOf(section)
  return section.body.flatMap((paragraph): ReadReport[] => {
    const { text, folded } = paragraph
    if (!reporting.test(folded) || describes.test(folded)) return []
    const regular = /dinh ky|hang (?:quy|nam|thang)/.test(folded)
    const dues = readDues(folded, year)
    const binds = reportSection
      ? bindsIn(text)
      : unit === null
        ? null
        : squeeze(unit.replace(/^Đề nghị\s+/u, ''))
    const base = {
      rule: text.length > 400 ? `${text.slice(0, 399)}…` : text,
      to: recipientOf(text),
      section: section.path,
      binds,
      line: paragraph.line,
      confidence: scanned ? 0.5 : 0.9,
    }
    if (dues.length === 0)
      return regular
        ? [
            {
              ...base,
              period: null,
              deadline: null,
              deadlineKind: null,
              derived: false,
              optional: true,
              confidence: 0.5,
            },
          ]
        : []
    if (!regular && !reportSection && !/quy|6 thang|9 thang/.test(folded)) return []
    return dues.map(due => ({
      ...base,
      period: due.period,
      deadline: due.deadline,
      deadlineKind: due.kind,
      derived: due.derived,
      optional: due.optional,
      confidence: base.confidence - (due.derived ? 0.1 : 0) - (due.optional ? 0.2 : 0),
    }))
  })
}

/** The bodies a reporting section speaks to. */
function bindsIn(text: string): string | null {
  const match =
    /(?:các|Các)\s+(?:cơ quan|phòng|ban|ngành|đơn vị)[^.;:()]*?(?=\s+(?:gửi|báo cáo|có trách nhiệm|định kỳ|tổng hợp|thực hiện|xây dựng)(?!\p{L})|[.;:(])/u.exec(
      text,
    )
  if (match !== null) return squeeze(match[0]).replace(/^các/, 'Các')
  return /c[aá]c c[oơ] quan,? [dđ][oơ]n v[iị]/i.test(text) ? 'Các cơ quan, đơn vị' : null
}

/** Rows of the table that are reports ("Báo cáo kết quả … Quý I, 6 tháng"). */
function fromTask(task: ReadTask, year: number | null): ReadReport[] {
  const content = fold(task.text)
  if (!/^(?:- )?(?:thuc hien (?:che do )?|tong hop,? |xay dung )?bao cao(?! vien)/.test(content)) return []
  const time = [task.deadlineText, task.window].filter(text => text !== null)
  const dated = time.find(text => dayRules(fold(text), year).length > 0)
  const named = time.find(text => namedPeriods(fold(text)).length > 0)
  const source = dated !== undefined && namedPeriods(fold(dated)).length > 0 ? dated : (named ?? task.text)
  // Each bullet of a cell has its own periods and day.
  const pieces = source.split(/(?:^|\s)[-–]\s+(?=\p{Lu})|;\s+/u).filter(piece => piece.trim() !== '')
  return pieces.flatMap(piece =>
    readDues(fold(piece), year).map(due => ({
      period: due.period,
      deadline: due.deadline,
      deadlineKind: due.kind,
      rule: squeeze(piece),
      to: null,
      section: task.section,
      binds: task.lead,
      derived: due.derived,
      optional: due.optional,
      line: task.line,
      confidence: task.confidence - (due.derived ? 0.1 : 0),
    })),
  )
}

const group = (name: string | null): string => unitKey(name ?? '').replace(/^thutruong/, '')

/**
 * All reports. Without a day, the same period asked of the same bodies in two places is one report (both clauses kept);
 * a bare "định kỳ" adds nothing where its unit's periods are named.
 */
export function readReports(
  sections: readonly Section[],
  tasks: readonly ReadTask[],
  year: number | null,
  scanned: boolean,
): ReadReport[] {
  const all = [
    ...tasks.flatMap(task => fromTask(task, year)),
    ...sections.flatMap(section => fromSection(section, year, scanned)),
  ]
  const kept: ReadReport[] = []
  const dated = all.filter(report => report.deadline !== null && report.period !== null)
  for (const report of all) {
    if (report.deadline !== null) {
      kept.push(report)
      continue
    }
    // The same report with a day elsewhere says all of it.
    if (
      dated.some(other => other.period === report.period && related(group(other.binds), group(report.binds)))
    )
      continue
    const twin = kept.findIndex(
      other =>
        other.deadline === null &&
        other.period === report.period &&
        related(group(other.binds), group(report.binds)),
    )
    const first = kept[twin]
    if (first === undefined) kept.push(report)
    else if (first.section !== report.section)
      kept[twin] = {
        ...first,
        to: report.to ?? first.to,
        optional: first.optional && report.optional,
        section: first.section.includes(report.section)
          ? first.section
          : `${first.section} và ${report.section}`,
      }
  }
  const named = (report: ReadReport): boolean =>
    kept.some(
      other =>
        other.period !== null && other.period !== 'adhoc' && related(group(other.binds), group(report.binds)),
    )
  // Quarters beyond those a table names are possible, not certain, when its bodies are the same.
  const certain = kept.filter(report => report.section.startsWith('PL') || /\.\d+ và /.test(report.section))
  return kept
    .filter(report => report.period !== null || !named(report))
    .map(report =>
      report.deadline === null &&
      /^Q[1-4]$/.test(report.period ?? '') &&
      !certain.includes(report) &&
      certain.some(
        other =>
          other.period !== null &&
          other.deadline === null &&
          related(group(other.binds), group(report.binds)),
      )
        ? { ...report, optional: true }
        : report,
    )
    .toSorted((left, right) => left.line - right.line)
}

/** Same body, or one name holding the other ("Các phòng chuyên môn …" and "Thủ trưởng các phòng chuyên môn …"). */
const related = (left: string, right: string): boolean =>
  left === right ||
  (left.length > 12 &&
    right.length > 12 &&
    (left.includes(right.slice(0, 24)) || right.includes(left.slice(0, 24))))

/** What a report must hold: sentences of the reporting section that say so. */
export function readRequirements(
  sections: readonly Section[],
): { section: string; text: string; line: number } | null {
  for (const section of sections) {
    if (section.kind !== 'reporting' && section.kind !== 'organisation') continue
    for (const paragraph of section.body)
      if (describes.test(paragraph.folded) && reporting.test(paragraph.folded))
        return { section: section.path, text: paragraph.text, line: paragraph.line }
  }
  return null
}
