/** Neighbourhoods as people name them: "tổ 3", "TDP số 3", "to dan pho 3", "bản Ló": one key for each. */
import { fold } from './language/unicode.ts'

export interface Area {
  /** "to 3", "ban lo": the same however it was typed. */
  readonly key: string
  /** As people read it: "tổ 3", or as the ward's profile prints it. */
  readonly label: string
}

/** Every way to write a sort of neighbourhood, and how we write it. */
const sorts = [
  { key: 'to', label: 'tổ', said: 'to dan pho|to nhan dan|to dp|tdp|to' },
  { key: 'khu pho', label: 'khu phố', said: 'khu pho|kp' },
  { key: 'thon', label: 'thôn', said: 'thon' },
  { key: 'ban', label: 'bản', said: 'ban' },
  { key: 'xom', label: 'xóm', said: 'xom' },
  { key: 'ap', label: 'ấp', said: 'ap' },
  { key: 'buon', label: 'buôn', said: 'buon' },
  { key: 'khu', label: 'khu', said: 'khu' },
] as const

const ones = ['mot', 'hai', 'ba', 'bon', 'nam', 'sau', 'bay', 'tam', 'chin', 'muoi']
const number = `\\d{1,3}|${ones.join('|')}|tu`

/** A numbered neighbourhood as it may stand in a folded text; no groups of its own. */
export const numberedArea = `(?:${sorts.map(({ said }) => said).join('|')}) ?(?:so )?(?:${number})`

const numbered = sorts.map(sort => ({
  ...sort,
  pattern: new RegExp(`^(?:${sort.said}) ?(?:so )?(${number})$`),
  lead: new RegExp(`^(?:${sort.said}) `),
}))

const bare = (text: string): string =>
  fold(text)
    .replaceAll(/[^a-z0-9 ]+/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()

const readNumbered = (said: string): Area | undefined => {
  for (const { key, label, pattern } of numbered) {
    const found = pattern.exec(said)?.[1]
    if (found === undefined) continue
    const value = /^\d/.test(found) ? Number(found) : found === 'tu' ? 4 : ones.indexOf(found) + 1
    if (value > 0) return { key: `${key} ${value}`, label: `${label} ${value}` }
  }
  return undefined
}

const keyOf = (name: string): string => {
  const said = bare(name)
  const known = readNumbered(said)
  if (known !== undefined) return known.key
  const sort = numbered.find(({ lead }) => lead.test(said))
  return sort === undefined ? said : `${sort.key} ${said.replace(sort.lead, '')}`
}

const withoutSort = (key: string): string => key.replace(/^(?:to|khu pho|thon|ban|xom|ap|buon|khu) /, '')

/** The ward's own list, as areas. */
export const areasOf = (neighbourhoods: readonly string[]): Area[] =>
  neighbourhoods.map(name => ({ key: keyOf(name), label: name }))

/**
 * @param neighbourhoods the ward's list; where it is empty every numbered one is taken as there
 * @returns undefined when the text names none, or none the ward has
 */
export const readArea = (text: string, neighbourhoods: readonly string[]): Area | undefined => {
  const said = bare(text)
  if (said === '') return undefined
  const listed = areasOf(neighbourhoods)
  if (listed.length === 0) return readNumbered(said)
  const key = keyOf(said)
  const exact = listed.find(area => area.key === key)
  if (exact !== undefined) return exact
  // "Nậm Cản" for "bản Nậm Cản", where only one is called that; a bare number names nothing.
  const named = /^\d+$/.test(said) ? [] : listed.filter(area => withoutSort(area.key) === said)
  return named.length === 1 ? named[0] : undefined
}

/** "tổ 3, 4 và 7", "tổ 3 tổ 4": every area named; undefined when a part names none. */
export const readAreas = (text: string, neighbourhoods: readonly string[]): Area[] | undefined => {
  const parts = bare(text.replaceAll(/[,;+&]/g, ' va '))
    .split(/ va | voi /)
    .map(part => part.trim())
    .filter(part => part !== '' && part !== 'va')
  const found: Area[] = []
  let sort = ''
  for (const part of parts) {
    const area = readArea(/^\d+$/.test(part) && sort !== '' ? `${sort} ${part}` : part, neighbourhoods)
    if (area === undefined) return undefined
    sort = area.key.replace(/ \S+$/, '')
    if (!found.some(({ key }) => key === area.key)) found.push(area)
  }
  return found.length === 0 ? undefined : found
}
