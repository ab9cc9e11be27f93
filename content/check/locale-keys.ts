/** Both languages say the same things: the same keys, the same places to fill. */
import { locales } from '../../bot/chat.ts'
import { readLocale } from '../locales.ts'
import { placeholdersIn } from '../ward-text.ts'
import type { Problem } from '../yaml.ts'

const flatten = (node: unknown, prefix = ''): [string, string][] => {
  if (typeof node === 'string') return [[prefix, node]]
  if (typeof node !== 'object' || node === null) return []
  return Object.entries(node).flatMap(([key, value]) =>
    flatten(value, prefix === '' ? key : `${prefix}.${key}`),
  )
}

export const localeProblems = (contentDir: string): Problem[] => {
  const texts = new Map(locales.map(locale => [locale, new Map(flatten(readLocale(contentDir, locale)))]))
  const all = new Set([...texts.values()].flatMap(map => [...map.keys()]))
  const problems: Problem[] = []
  for (const key of all) {
    const used = new Set<string>()
    for (const [locale, map] of texts) {
      const text = map.get(key)
      const file = `content/locales/${locale}`
      if (text === undefined)
        problems.push({
          file,
          line: 0,
          entry: key,
          message: 'thiếu câu này',
          hint: 'Thêm câu với cùng mã',
          severity: 'error',
        })
      else used.add([...new Set(placeholdersIn(text))].sort().join(','))
    }
    if (used.size > 1)
      problems.push({
        file: 'content/locales',
        line: 0,
        entry: key,
        message: 'chỗ điền khác nhau giữa các tiếng',
        hint: 'Dùng cùng các {{tên}} ở mọi tiếng',
        severity: 'error',
      })
  }
  return problems
}
