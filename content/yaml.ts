/** Reads content files and says what is wrong the way an editor needs it: file, line, what, what to do. */
import { readFileSync } from 'node:fs'
import { LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'

z.config(z.locales.vi())

export interface Problem {
  readonly file: string
  /** 1-based; 0 when the whole file is meant. */
  readonly line: number
  /** The entry it concerns, when one can be named. */
  readonly entry?: string
  readonly message: string
  readonly hint: string
  readonly severity: 'error' | 'warning'
}

/** `file:line: message (hint)`, as `content:check` prints it. */
export const formatProblem = (problem: Problem): string =>
  `${problem.severity === 'error' ? 'LỖI' : 'LƯU Ý'} ${problem.file}:${problem.line}${problem.entry ? ` [${problem.entry}]` : ''} ${problem.message}. ${problem.hint}`

interface Parsed {
  readonly data: unknown
  readonly lineOf: (path: readonly PropertyKey[]) => number
  readonly problems: readonly Problem[]
}

const parse = (file: string, text: string): Parsed => {
  const counter = new LineCounter()
  const document = parseDocument(text, { lineCounter: counter, uniqueKeys: true })
  const lineOf = (path: readonly PropertyKey[]): number => {
    for (let depth = path.length; depth >= 0; depth -= 1) {
      const node = depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true)
      if (node !== null && typeof node === 'object' && 'range' in node && Array.isArray(node.range)) {
        const start: unknown = node.range[0]
        if (typeof start === 'number') return counter.linePos(start).line
      }
    }
    return 0
  }
  const problems = document.errors.map(
    (error): Problem => ({
      file,
      line: error.linePos?.[0].line ?? 0,
      message: `YAML không đọc được: ${error.message.split('\n')[0] ?? ''}`,
      hint: 'Kiểm tra thụt đầu dòng, dấu hai chấm và dấu nháy ở dòng này',
      severity: 'error',
    }),
  )
  return { data: problems.length > 0 ? undefined : document.toJS(), lineOf, problems }
}

const idOf = (item: unknown): string | undefined => {
  if (typeof item !== 'object' || item === null) return undefined
  for (const key of ['id', 'code', 'slug']) {
    const value: unknown = Reflect.get(item, key)
    if (typeof value === 'string') return value
  }
  return undefined
}

const issues = (
  file: string,
  error: z.ZodError,
  lineOf: Parsed['lineOf'],
  prefix: readonly PropertyKey[],
  item: unknown,
): Problem[] =>
  error.issues.map(issue => {
    const path = [...prefix, ...issue.path]
    const entry = idOf(item)
    return {
      file,
      line: lineOf(path),
      ...(entry === undefined ? {} : { entry }),
      message: `${issue.path.map(String).join('.') || 'mục này'}: ${issue.message}`,
      hint: 'Sửa giá trị ở dòng này theo mẫu của các mục bên cạnh',
      severity: 'error' as const,
    }
  })

/** Reads one file that is one value. `value` is undefined when anything is wrong. */
export const readYaml = <T>(
  path: string,
  schema: z.ZodType<T>,
  shown = path,
): { value?: T; problems: readonly Problem[] } => {
  const read = readText(path, shown)
  if ('problem' in read) return { problems: [read.problem] }
  const { data, lineOf, problems } = parse(shown, read.text)
  if (problems.length > 0) return { problems }
  const result = schema.safeParse(data)
  return result.success
    ? { value: result.data, problems: [] }
    : { problems: issues(shown, result.error, lineOf, [], data) }
}

export interface Located<T> {
  readonly value: T
  readonly file: string
  readonly line: number
}

/** Reads one file that is a list, item by item: a broken item is reported and left out, the rest is kept. */
export const readYamlList = <T>(
  path: string,
  schema: z.ZodType<T>,
  shown = path,
): { values: readonly Located<T>[]; problems: readonly Problem[] } => {
  const read = readText(path, shown)
  if ('problem' in read) return { values: [], problems: [read.problem] }
  const { data, lineOf, problems } = parse(shown, read.text)
  if (problems.length > 0) return { values: [], problems }
  if (data === null || data === undefined) return { values: [], problems: [] }
  if (!Array.isArray(data)) {
    return {
      values: [],
      problems: [
        {
          file: shown,
          line: 1,
          message: 'tệp phải là một danh sách',
          hint: 'Mỗi mục bắt đầu bằng "- "',
          severity: 'error',
        },
      ],
    }
  }
  const values: Located<T>[] = []
  const found: Problem[] = []
  data.forEach((item: unknown, index) => {
    const result = schema.safeParse(item)
    if (result.success) values.push({ value: result.data, file: shown, line: lineOf([index]) })
    else found.push(...issues(shown, result.error, lineOf, [index], item))
  })
  return { values, problems: found }
}

const readText = (path: string, shown: string): { text: string } | { problem: Problem } => {
  try {
    return { text: readFileSync(path, 'utf8') }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    return {
      problem: {
        file: shown,
        line: 0,
        message: `không mở được tệp: ${reason}`,
        hint: 'Kiểm tra tên tệp và quyền đọc',
        severity: 'error',
      },
    }
  }
}
