/** /thutuc: finds procedures by name, everyday name, life event or code; with nothing after it, browses by field. */
import type { Button, Reply } from '../../bot/chat.ts'
import { fold } from '../../content/language/unicode.ts'
import type { Library } from '../../content/library.ts'
import { maskPersonal } from '../../content/personal-data.ts'
import { codesIn } from '../../content/search/procedure-code.ts'
import { remember } from '../ask/context.ts'
import type { Handler, Outcome, Services } from '../handler.ts'
import { cardReply, procedureButtons, procedureByCode, procedureTarget } from './show.ts'

/** Procedures offered at once: more is a page nobody reads on a phone. */
const offered = 5
/** Below this a name only resembles what was typed by chance. */
const resembles = 0.35
const pageSize = 8

/** `/thutuc [name, code or life event]` */
export const findProcedures: Handler = (incoming, services) => {
  const { engine, library, t, now } = services
  const text = maskPersonal(incoming.command?.args ?? '').text.trim()
  if (text === '') return { replies: [fieldsReply(0, services)] }
  const hits = engine
    .procedures(text, offered)
    .filter(({ score }) => score >= resembles)
    .flatMap(({ code, score }) => {
      const procedure = procedureByCode(library, code)
      return procedure === undefined ? [] : [{ procedure, score }]
    })
  const [first] = hits
  if (first === undefined) return { replies: [nothingFound(text, services)] }
  if (hits.length === 1 && first.score === 1)
    return {
      replies: [cardReply(first.procedure, services)],
      session: remember(incoming.session, procedureTarget(first.procedure), undefined, text, now),
    }
  const written = codesIn(text)[0]
  return {
    replies: [
      {
        text:
          written !== undefined && procedureByCode(library, written) === undefined
            ? t('procedures.near-code', { code: written })
            : t('procedures.found'),
        buttons: [
          ...procedureButtons(hits.map(({ procedure }) => procedure)),
          [{ label: t('procedures.by-field'), value: 'tthcl' }],
        ],
      },
    ],
  }
}

const nothingFound = (text: string, { t }: Services): Reply => {
  const code = codesIn(text)[0]
  return {
    text: code === undefined ? t('procedures.none') : t('procedures.no-code', { code }),
    buttons: [
      [{ label: t('procedures.by-field'), value: 'tthcl' }],
      [{ label: t('ask.person'), value: 'person' }],
      [{ label: t('ask.portal'), value: 'portal', url: 'https://dichvucong.gov.vn' }],
    ],
  }
}

interface Field {
  readonly name: string
  /** Short and plain enough for a button's value. */
  readonly key: string
  readonly all: number
  /** Of them, those the ward itself decides. */
  readonly own: number
}

const keyOf = (name: string): string =>
  fold(name)
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 40)

/** Fields with the ward's own procedures first, the fullest of them before others. */
const fieldsOf = (library: Library): Field[] => {
  const byName = new Map<string, { all: number; own: number }>()
  for (const { field, level } of library.procedures) {
    const known = byName.get(field) ?? { all: 0, own: 0 }
    known.all += 1
    if (level === 'commune') known.own += 1
    byName.set(field, known)
  }
  return [...byName]
    .map(([name, { all, own }]) => ({ name, key: keyOf(name), all, own }))
    .sort((a, b) => b.own - a.own || b.all - a.all || (a.name < b.name ? -1 : 1))
}

const paged = <T>(
  items: readonly T[],
  page: number,
): { shown: readonly T[]; page: number; more: boolean } => {
  const last = Math.max(0, Math.ceil(items.length / pageSize) - 1)
  const at = Math.min(Math.max(0, page), last)
  return { shown: items.slice(at * pageSize, (at + 1) * pageSize), page: at, more: at < last }
}

const fieldsReply = (page: number, { library, t }: Services): Reply => {
  const { shown, page: at, more } = paged(fieldsOf(library), page)
  const buttons: Button[][] = shown.map(({ name, key, all }) => [
    { label: t('procedures.field', { field: name, n: all }), value: `tthcl:${key}` },
  ])
  if (more) buttons.push([{ label: t('procedures.more-fields'), value: `tthcl::${at + 1}` }])
  return { text: t('procedures.fields'), buttons }
}

/** `tthcl`, `tthcl::<page of fields>`, `tthcl:<field>[:<page>]` */
export const browseFields: Handler = ({ pressed }, services): Outcome => {
  const { library, t } = services
  const [key = '', page = '0'] = pressed?.args ?? []
  const number = Number.parseInt(page, 10) || 0
  const field = fieldsOf(library).find(candidate => candidate.key === key)
  if (field === undefined) return { replies: [fieldsReply(number, services)] }
  const procedures = library.procedures
    .filter(item => item.field === field.name)
    // What nobody can do any more comes last.
    .toSorted((a, b) => Number(a.status === 'abolished') - Number(b.status === 'abolished'))
  const { shown, page: at, more } = paged(procedures, number)
  return {
    replies: [
      {
        text: t('procedures.in-field', { field: field.name }),
        buttons: [
          ...procedureButtons(shown),
          ...(more ? [[{ label: t('help.more'), value: `tthcl:${key}:${at + 1}` }]] : []),
          [{ label: t('procedures.other-fields'), value: 'tthcl' }],
        ],
      },
    ],
  }
}
