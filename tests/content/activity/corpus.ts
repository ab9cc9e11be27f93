/** Reads corpus.txt and lines/: our own lines of officers and volunteers with what each means. Today is Sunday 2026-11-22. */
import { readdirSync, readFileSync } from 'node:fs'
import { addDays } from '../../../content/vietnam-time.ts'

export const corpusToday = '2026-11-22'

export interface Expected {
  form: string | null
  quantity: number | null
  unit: string | null
  minutes: number | null
  minutesEach: number | null
  people: number | null
  date: string | null
  dateEnd: string | null
  session: string | null
  place: string | null
  topics: string[]
  links: string[]
}
export interface CorpusLine {
  /** File and line. */
  readonly at: string
  readonly msg: string
  readonly expect: { readonly reject: string } | readonly Expected[]
  /** Fields that are arguable and not compared. */
  readonly skip: readonly string[]
}

const piece = /"([^"]*)"|(\S+)/g

/** One activity: `form quantity unit m<total> e<each> people<n> @<day or -days> ><end> session p"place" t:<topics> l:<link>`. */
function expected(text: string): Expected {
  const found: Expected = {
    form: null,
    quantity: null,
    unit: null,
    minutes: null,
    minutesEach: null,
    people: null,
    date: corpusToday,
    dateEnd: null,
    session: null,
    place: null,
    topics: [],
    links: [],
  }
  const place = /(?<= )p"([^"]*)"/.exec(text)
  if (place?.[1] !== undefined) found.place = place[1]
  const words = [...text.replace(/(?<= )p"[^"]*"/, ' ').matchAll(piece)].map(
    match => match[1] ?? match[2] ?? '',
  )
  for (const [index, word] of words.entries()) {
    if (index === 0) found.form = word === 'null' ? null : word
    else if (index === 1) found.quantity = word === '?' ? null : Number(word)
    else if (/^m\d+$/.test(word)) found.minutes = Number(word.slice(1))
    else if (/^e\d+$/.test(word)) found.minutesEach = Number(word.slice(1))
    else if (/^people\d+$/.test(word)) found.people = Number(word.slice(6))
    else if (word === '@?') found.date = null
    else if (word.startsWith('@-')) found.date = addDays(corpusToday, -Number(word.slice(2)))
    else if (word.startsWith('@')) found.date = word.slice(1)
    else if (word.startsWith('>')) found.dateEnd = word.slice(1)
    else if (['sáng', 'trưa', 'chiều', 'tối'].includes(word)) found.session = word
    else if (word.startsWith('t:')) found.topics = word.slice(2).split(',')
    else if (word.startsWith('l:')) found.links = [word.slice(2)]
    else found.unit = word
  }
  return found
}

/** Lines first seen after the parser was written, by the register they are in. */
const folder = new URL('./lines/', import.meta.url)

/** Every line of corpus.txt and of lines/ that is not a comment. */
export function readCorpus(): CorpusLine[] {
  const files = readdirSync(folder).map(name => ({ name, url: new URL(name, folder) }))
  return [{ name: 'corpus.txt', url: new URL('./corpus.txt', import.meta.url) }, ...files].flatMap(
    ({ name, url }) => linesOf(name, readFileSync(url, 'utf8')),
  )
}

const linesOf = (name: string, text: string): CorpusLine[] =>
  text.split('\n').flatMap((row, index) => {
    const [msg, meaning] = row.split(' => ')
    if (msg === undefined || meaning === undefined || row.startsWith('#')) return []
    const skip = [...meaning.matchAll(/~(\w+)/g)].map(match => match[1] ?? '')
    const wanted = meaning.replace(/~\w+/g, '').trim()
    const list = wanted.startsWith('[') ? wanted.slice(1, -1).split(' | ') : [wanted]
    const reject = /^[a-z]+_?[a-z]*$/.test(wanted)
    return [
      {
        at: `${name}:${index + 1}`,
        msg: msg.replaceAll('\\n', '\n'),
        skip,
        expect: reject ? { reject: wanted } : list.map(item => expected(item.trim())),
      },
    ]
  })
