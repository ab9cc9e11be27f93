/** Numbers the plan obliges: counts with a unit and shares in per cent. A number without a known unit is no target. */
import {
  type Counted,
  type CountPeriod,
  findCounts,
  mostCounts,
  periodNamed,
  periodOfCount,
} from './counts.ts'
import { fold, squeeze } from './fold.ts'
import type { Section } from './sections.ts'
import type { ReadCountOnly, ReadTarget, ReadTask } from './values.ts'
import { type FormName, findForms, mainForm, unitForms, unitIn } from './vocabulary.ts'

/** Minutes of one programme: "Từ 5 đến 10 phút", "5-10 phút", "7 phút". */
export function findMinutes(folded: string): readonly [number, number] | null {
  const range = /(\d{1,3})\s*(?:den|d[ea]n|-)\s*(\d{1,3})\s*ph[uat]t/.exec(folded)
  if (range !== null) return [Number(range[1]), Number(range[2])]
  const one = /(\d{1,3})\s*phut/.exec(folded)
  return one === null ? null : [Number(one[1]), Number(one[1])]
}

/** A table's cells say it once for the row. */
const periodOf = (folded: string): CountPeriod => periodNamed(folded) ?? 'year'

const manyUnits = (lead: string | null): boolean =>
  lead !== null && /^(?:cac|thu truong|tung|moi)\b/.test(fold(lead))

/** Who owes a count each on their own. */
const owedBy = (folded: string): ReadTarget['per'] =>
  /(?:moi|tung) (?:co quan|don vi|phong|truong)/.test(folded)
    ? 'unit'
    : /(?:moi|tung) (?:to dan pho|khu pho|thon|ban|khoi|xom|ap|buon|lang|tieu khu)(?![a-z])/.test(folded)
      ? 'area'
      : 'ward'

function countTarget(
  counted: Counted,
  about: { section: string; text: string; folded: string; line: number; confidence: number },
  more: { period: CountPeriod; per?: ReadTarget['per']; taskNo?: number | null; form: FormName },
): ReadTarget {
  const { period } = more
  return {
    section: about.section,
    task: about.text,
    shape: period === 'year' ? 'yearly-count' : 'monthly-per-unit',
    quantity: counted.quantity,
    unit: counted.unit,
    period,
    per: more.per ?? owedBy(about.folded),
    form: more.form,
    verbatimNumber: counted.verbatim,
    atLeast: counted.atLeast,
    durationMinutes: findMinutes(about.folded),
    of: null,
    taskNo: more.taskNo ?? null,
    line: about.line,
    confidence: about.confidence,
  }
}

/** Sections whose counts bind: purposes, audiences and budgets speak of numbers without promising any. */
const binding = new Set(['forms', 'targets', 'activities', 'organisation', 'content'])

/** "100%" of something, one target each. */
function shares(section: Section, scanned: boolean): ReadTarget[] {
  return section.body.flatMap(paragraph => {
    const sentences = paragraph.text.slice(0, 20_000).split(/(?<=;)\s+|(?<=\.)\s+(?=\p{Lu})/u)
    return sentences.flatMap(sentence => {
      const folded = fold(sentence)
      return [...folded.matchAll(/(?<![\d.,])(\d{1,3}(?:,\d{1,2})?)\s*%/g)]
        .slice(0, mostCounts)
        .map(match => {
          const after = sentence.slice(match.index + match[0].length)
          const of =
            /^\s*(?:số\s+)?(.{2,80}?)(?=\s(?:được|đã|đang|có|biết|sử dụng|phải|trở lên|là)(?!\p{L})|[.;:]|$)/u.exec(
              after,
            )?.[1]
          return {
            section: section.path,
            task: squeeze(sentence),
            shape: 'coverage' as const,
            quantity: Number((match[1] ?? '0').replace(',', '.')),
            unit: '%',
            period: 'year' as const,
            per: 'ward' as const,
            form: findForms(folded)[0]?.form ?? 'other',
            verbatimNumber: squeeze(match[0]),
            atLeast: /tro len|tren|it nhat|toi thieu/.test(folded),
            durationMinutes: null,
            of: of === undefined ? null : squeeze(of),
            taskNo: null,
            line: paragraph.line,
            confidence: scanned ? 0.4 : 0.85,
          }
        })
    })
  })
}

/**
 * The form of one count: what its unit says, else the first form named in its own clause (up to the counts and the
 * full stops around it), else in the sentence before it, else in the heading above.
 */
function formOf(
  folded: string,
  counts: readonly Counted[],
  at: number,
  headings: readonly string[],
): FormName {
  const counted = counts[at]
  if (counted === undefined) return 'other'
  const own = unitForms.get(counted.unit)
  if (own !== undefined) return own
  const stopBefore = Math.max(folded.lastIndexOf(';', counted.index), folded.lastIndexOf('. ', counted.index))
  const from = Math.max(stopBefore + 1, counts[at - 1]?.end ?? 0)
  const stopAfter = folded.slice(counted.end).search(/;|\.(?:\s|$)/)
  const to = Math.min(
    stopAfter < 0 ? folded.length : counted.end + stopAfter,
    counts[at + 1]?.index ?? folded.length,
  )
  const [near] = findForms(folded.slice(from, to))
  if (near !== undefined) return near.form
  const before = mainForm(folded.slice(0, counted.end))
  if (before !== 'other' && before !== 'news-article') return before
  // "2. Trang thông tin điện tử: mỗi tháng 02 tin": the heading says where.
  return headings.flatMap(heading => findForms(heading)[0]?.form ?? [])[0] ?? before
}

/** The folded headings a count stands under, the nearest first; a part of the plan as a whole names too many forms. */
const headingsOf = (section: Section): string[] => [
  ...(section.title === null || section.level === 1 ? [] : [fold(section.title)]),
  ...(section.parent === null ? [] : headingsOf(section.parent)),
]

const topOf = (section: Section): Section => (section.parent === null ? section : topOf(section.parent))

/** Minutes of a programme said elsewhere in the same part of the plan, where loudspeakers are described. */
function minutesBeside(section: Section, sections: readonly Section[]): readonly [number, number] | null {
  for (const other of sections)
    if (topOf(other) === topOf(section))
      for (const { folded } of other.body) {
        const minutes = /\bloa\b|truyen thanh|phat thanh/.test(folded) ? findMinutes(folded) : null
        if (minutes !== null) return minutes
      }
  return null
}

/** Targets of the running text. */
export function textTargets(sections: readonly Section[], scanned: boolean): ReadTarget[] {
  return sections.flatMap(section => {
    if (!binding.has(section.kind)) return []
    const counted = section.body.flatMap(paragraph => {
      const counts = findCounts(paragraph.text, paragraph.folded, scanned)
      return counts.map((found, at) => {
        const target = countTarget(
          found,
          {
            section: section.path,
            text: paragraph.text,
            folded: paragraph.folded,
            line: paragraph.line,
            confidence: scanned ? 0.5 : 0.9,
          },
          {
            form: formOf(paragraph.folded, counts, at, headingsOf(section)),
            period: periodOfCount(paragraph.folded, counts, at),
          },
        )
        return target.form === 'loudspeaker' && target.durationMinutes === null
          ? { ...target, durationMinutes: minutesBeside(section, sections) }
          : target.form === 'loudspeaker'
            ? target
            : { ...target, durationMinutes: null }
      })
    })
    return [...counted, ...shares(section, scanned)]
  })
}

/** In a table the task's own words say the form; "tin, bài" alone are news. */
const tableForm = (text: string): FormName | null => {
  const form = mainForm(fold(text))
  return form === 'other' ? null : form
}

/** What a row counts: a bare number takes the first unit its task names ("Băng rôn, khẩu hiệu", "20"). */
function countedText({ quantityText, text }: ReadTask): string {
  if (quantityText === null) return text
  if (!/^(?:\D{0,12}\s)?\d[\d.]*$/.test(quantityText)) return quantityText
  const unit = unitIn(fold(text), text)
  return unit === null ? quantityText : `${quantityText} ${unit}`
}

/** Targets of a table: its quantity column, else counts inside the task's text. */
export function tableTargets(tasks: readonly ReadTask[], section: string): ReadTarget[] {
  return tasks.flatMap(task => {
    const source = countedText(task)
    const folded = fold(source)
    const time = fold(`${task.window ?? ''} ${task.deadlineText ?? ''}`)
    const period = periodOf(`${folded} ${time}`)
    return findCounts(source, folded).map(found =>
      countTarget(
        found,
        { section, text: task.text, folded: fold(task.text), line: task.line, confidence: task.confidence },
        {
          period,
          per: period !== 'year' && manyUnits(task.lead) ? 'unit' : owedBy(`${folded} ${fold(task.text)}`),
          taskNo: task.no,
          form:
            task.quantityText === null
              ? mainForm(fold(task.text))
              : (tableForm(`${task.how ?? ''} ${task.text}`) ?? unitForms.get(found.unit) ?? 'other'),
        },
      ),
    )
  })
}

/** Results that are counts without a number: "Số lượt người dân … được hướng dẫn". */
export function countsWithoutTarget(tasks: readonly ReadTask[]): ReadCountOnly[] {
  return tasks.flatMap(task => {
    const match = /^so (luot(?: nguoi)?|luong [a-z]+)/.exec(fold(task.result ?? ''))
    if (match === null || task.result === null) return []
    return [
      {
        section: task.section,
        text: task.result,
        unit: /luot/.test(match[0]) ? 'lượt người' : squeeze(task.result.slice(3, match[0].length)),
        form: mainForm(fold(task.text)),
        line: task.line,
        confidence: task.confidence * 0.9,
      },
    ]
  })
}
