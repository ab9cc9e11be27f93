/** The sentences the bot itself says, in Vietnamese and English (`content/locales/<locale>/*.yaml`), through i18next. */
import { readdirSync, readFileSync } from 'node:fs'
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

const section = z.record(z.string(), tree)

/**
 * All texts of one language: the files of its folder joined, a file for each group of capabilities.
 * @throws Error when the folder is missing, a file is not a tree of texts, or two files hold the same section
 */
export const readLocale = (contentDir: string, locale: Locale): Tree => {
  const folder = join(contentDir, 'locales', locale)
  const texts: Record<string, Tree[string]> = {}
  for (const file of readdirSync(folder).filter(name => name.endsWith('.yaml')))
    for (const [name, own] of Object.entries(
      section.parse(parse(readFileSync(join(folder, file), 'utf8'))),
    )) {
      if (name in texts)
        throw new Error(`content/locales/${locale}/${file}: section "${name}" stands in two files`)
      texts[name] = own
    }
  return texts
}

const flatten = (node: Tree, prefix = ''): string[] =>
  Object.entries(node).flatMap(([key, value]) =>
    typeof value === 'string' ? [prefix + key] : flatten(value, `${prefix}${key}.`),
  )

/** @throws Error when a locale's folder is missing or holds what is not a tree of texts */
export const loadLocales = (contentDir: string): Locales => {
  const trees = new Map(locales.map(locale => [locale, readLocale(contentDir, locale)]))
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
