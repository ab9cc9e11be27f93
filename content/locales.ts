/** The sentences the bot itself says, in Vietnamese and English (`content/locales/*.yaml`), through i18next. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInstance } from 'i18next'
import { parse } from 'yaml'
import { z } from 'zod'
import { type Locale, locales } from '../bot/chat.ts'

type Tree = { readonly [key: string]: string | Tree }
const tree: z.ZodType<Tree> = z.lazy(() => z.record(z.string(), z.union([z.string(), tree])))

/** Says a sentence by its key; `count` chooses the plural form where a locale has one. */
export type Translate = (key: string, values?: Readonly<Record<string, string | number>>) => string

export interface Locales {
  readonly in: (locale: Locale) => Translate
  /** Every key of a locale, dotted. */
  readonly keys: (locale: Locale) => readonly string[]
}

const flatten = (node: Tree, prefix = ''): string[] =>
  Object.entries(node).flatMap(([key, value]) =>
    typeof value === 'string' ? [prefix + key] : flatten(value, `${prefix}${key}.`),
  )

/** @throws Error when a locale file is missing or not a tree of texts */
export const loadLocales = (contentDir: string): Locales => {
  const trees = new Map(
    locales.map(locale => [
      locale,
      tree.parse(parse(readFileSync(join(contentDir, 'locales', `${locale}.yaml`), 'utf8'))),
    ]),
  )
  const i18n = createInstance()
  void i18n.init({
    fallbackLng: 'vi',
    initAsync: false,
    returnNull: false,
    // Replies are escaped where they are rendered, once.
    interpolation: { escapeValue: false },
    resources: Object.fromEntries([...trees].map(([locale, translation]) => [locale, { translation }])),
  })
  return {
    in: locale => {
      const t = i18n.getFixedT(locale)
      return (key, values) => String(t(key, { ...values }))
    },
    keys: locale => flatten(trees.get(locale) ?? {}),
  }
}
