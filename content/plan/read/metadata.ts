/** Who issued the plan, when, under which number, on what basis and over whose name. Blanks stay null. */
import { type Citation, findCitations, findDates } from './dates.ts'
import { capitals, distance, fold, squeeze } from './fold.ts'
import type { Line } from './lines.ts'
import { findProvince } from './provinces.ts'
import type { Outline } from './sections.ts'
import type { Question, Source } from './values.ts'

export interface Signer {
  readonly title: string
  readonly name: string
  readonly onBehalfOf: string | null
  readonly signingFor: string | null
}
export interface Metadata {
  readonly ward: string | null
  readonly wardKind: 'phường' | 'xã' | 'đặc khu' | null
  readonly province: string | null
  readonly year: number | null
  readonly number: string | null
  /** "/KH-UBND" where the number itself was left blank. */
  readonly numberSuffix: string | null
  readonly issued: string | null
  readonly title: string | null
  readonly signer: Signer | null
  readonly basis: readonly string[]
  readonly sources: Readonly<Record<string, Source>>
  readonly questions: readonly Question[]
}

interface Found {
  readonly value: string
  readonly line: number
}

/** "KẾ HOẠCH" alone, or with the whole title in capitals behind it. */
const titleStart = /^k[e¢]\s?ho[ae]ch(?![a-z])/
const isTitleLine = (line: Line): boolean =>
  /^k[e¢]\s?ho[ae]ch\W*$/.test(line.folded) ||
  (titleStart.test(line.folded) && capitals(line.text) > 0.9 && line.text.length < 200)

/** "Số: 276/KH-UBND" of a letterhead; a blank number gives its suffix only. */
function letterheadNumber(head: readonly Line[]): { number: Found | null; suffix: Found | null } {
  for (const line of head.slice(0, 25)) {
    if (isTitleLine(line)) break
    // Found in the folded text, taken from the print: both are equally long.
    const match = /(?:(?:^|\s)s[o6]\s*:|^s[o6]\s)\s*(\d{1,5})?[\s….]*(\/\s?[a-z0-9][a-z0-9/&-]*)/.exec(
      line.folded,
    )
    if (match?.[2] === undefined) continue
    const end = match.index + match[0].length
    const suffix = line.text.slice(end - match[2].length, end).replace(/\s/g, '')
    if (match[1] === undefined) return { number: null, suffix: { value: suffix, line: line.no } }
    return { number: { value: `${match[1]}${suffix}`, line: line.no }, suffix: null }
  }
  return { number: null, suffix: null }
}

/** "(Kèm theo Kế hoạch số 276/KH-UBND ngày …)" under an appendix heading. */
function appendixNumber(lines: readonly Line[]): { number: Found | null; date: Found | null } {
  for (const [index, line] of lines.entries()) {
    if (!/^\(?(?:ban hanh )?k[eè]m theo/.test(line.folded)) continue
    const text = [line, lines[index + 1], lines[index + 2]].map(part => part?.text ?? '').join(' ')
    const end = text.indexOf(')')
    const inside = end < 0 ? text : text.slice(0, end + 1)
    const [citation] = findCitations(inside)
    const [date] = findDates(
      fold(inside)
        .replace(/(\d)\s+\/\s*/g, '$1/')
        .replace(/\/\s+(\d)/g, '/$1'),
    )
    return {
      number: citation === undefined ? null : { value: citation.number, line: line.no },
      date: date?.iso == null ? null : { value: date.iso, line: line.no },
    }
  }
  return { number: null, date: null }
}

/** "Tên phường, ngày 15 tháng 01 năm 2026" of a letterhead: place and date, either may be missing. */
function placeAndDate(head: readonly Line[]): {
  place: Found | null
  date: Found | null
  blank: Found | null
} {
  for (const line of head.slice(0, 25)) {
    if (isTitleLine(line)) break
    const match = /([\p{Lu}][\p{L}]*(?:\s+[\p{Lu}][\p{L}]*){0,4})\s*,\s*ng[aà]y/u.exec(line.text)
    if (match?.[1] === undefined) continue
    const place = { value: match[1].replace(/^(?:UBND|KH)\s+/, ''), line: line.no }
    const [date] = findDates(line.folded.slice(match.index))
    return {
      place,
      date: date?.iso == null ? null : { value: date.iso, line: line.no },
      blank: date === undefined ? { value: line.text, line: line.no } : null,
    }
  }
  return { place: null, date: null, blank: null }
}

const titleCase = (name: string): string =>
  name
    .toLowerCase()
    .replace(/(^|\s|-)(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase())

// Capitalised words that follow "phường" at the start of another phrase, never in a ward's name.
const notNames =
  /^(?:Phòng|Trung tâm|Văn phòng|Kế|Căn|Tin|Các|Ban|Tổ chức|Cập|Hướng|Tăng|Tích|Quan|Thực|Chủ|Trong|Năm|Số|Thường|Tháng|Quý|Trước|Chậm|Định|Báo)$/u

interface Vote {
  name: string
  readonly kind: Metadata['wardKind']
  votes: number
}

/**
 * The ward's name: what follows "phường", "xã" or "đặc khu" most often, line by line, so that no heading below runs into
 * it. A name cut by a line's end ("Mường" of two words) votes for the whole one.
 */
function wardName(lines: readonly Line[], scanned: boolean): Vote | null {
  const votes = new Map<string, Vote>()
  const vote = (kindText: string, raw: string): void => {
    const words = squeeze(raw).split(' ')
    if (words[0] === undefined || notNames.test(words[0])) return
    const name = capitals(raw) > 0.9 ? titleCase(squeeze(raw)) : squeeze(raw)
    const folded = fold(kindText)
    const kind = folded.startsWith('x') ? 'xã' : folded.startsWith('d') ? 'đặc khu' : 'phường'
    const key = `${kind} ${fold(name)}`
    const seen = votes.get(key) ?? { name, kind, votes: 0 }
    // A name with its marks is better than the same name without.
    if (fold(seen.name) === seen.name.toLowerCase() && name.toLowerCase() !== fold(name)) seen.name = name
    seen.votes += 1
    votes.set(key, seen)
  }
  const bare = scanned ? 'phuong|xa|dac khu' : 'phường|Phường|xã|Xã|đặc khu|Đặc khu'
  const capital = scanned ? 'PHUONG|XA|DAC KHU' : 'PHƯỜNG|XÃ|ĐẶC KHU'
  const patterns = [
    new RegExp(
      `(?<!\\p{L})(${bare})\\s+((?:\\p{Lu}\\p{L}*|\\d{1,2}(?![\\d./]))(?:[\\s-]+\\p{Lu}\\p{L}*){0,3})`,
      'gu',
    ),
    new RegExp(`(?<!\\p{L})(${capital})\\s+(\\p{Lu}+(?:\\s+\\p{Lu}+){0,3})(?!\\p{Ll})`, 'gu'),
  ]
  for (const line of lines.slice(0, 3_000)) {
    const motto = /x[a-z] h[a-z0-9]i ch[a-z] ngh[a-z]{1,2}/.exec(line.folded)
    const text =
      motto === null
        ? line.text
        : line.text.slice(0, motto.index) + line.text.slice(motto.index + motto[0].length)
    for (const pattern of patterns)
      for (const match of text.matchAll(pattern))
        if (match[1] !== undefined && match[2] !== undefined) vote(match[1], match[2])
  }
  const all = [...votes.values()]
  for (const part of all)
    for (const whole of all)
      if (whole !== part && whole.votes > 1 && fold(whole.name).startsWith(`${fold(part.name)} `))
        whole.votes += part.votes
  return (
    all.toSorted((left, right) => right.votes - left.votes || right.name.length - left.name.length)[0] ?? null
  )
}

const rankText = (folded: string): string | null => {
  if (/pho chu tich/.test(folded)) return 'Phó Chủ tịch'
  return /chu ?tich|chutic|hu tich/.test(folded) ? 'Chủ tịch' : null
}

/** Signature block: rank, on whose behalf, and the name that stands alone below it. */
function findSigner(closing: readonly Line[]): { signer: Signer; line: number } | null {
  const start = closing.findIndex(line => /(?:^|\s)tm\.?\s*u/.test(line.folded))
  if (start < 0) return null
  const block = closing.slice(start)
  let title: string | null = null
  let signingFor: string | null = null
  let name: Found | null = null
  for (const line of block) {
    // Columns of a signature: cells, or what a scan or a printed layout leaves of them.
    for (const part of line.text.split(/\t|\s\|\s|\s{3,}/)) {
      const folded = fold(part)
      if (/^kt\.?/.test(folded)) signingFor = squeeze(part)
      const rank = /^kt\.?/.test(folded) ? null : rankText(folded)
      if (rank !== null && part.length < 60) title = rank
      else if (
        /^(?:\p{Lu}[\p{L}'’]*)(?:\s+\p{Lu}[\p{L}'’]*){1,5}$/u.test(part.trim()) &&
        !/uy ban|nhan dan|chu tich|noi nhan|thuong truc|phu luc|da ky|phuong |^xa |dac khu/.test(folded) &&
        title !== null &&
        // A name in capitals is taken only where no other stands.
        (capitals(part) < 0.9 || name === null)
      )
        name = { value: capitals(part) < 0.9 ? squeeze(part) : titleCase(squeeze(part)), line: line.no }
    }
  }
  if (name === null || title === null) return null
  const behalf = /(TM\.?\s*.*)$/iu.exec(block[0]?.text ?? '')?.[1] ?? null
  return {
    signer: { title, name: name.value, onBehalfOf: behalf === null ? null : squeeze(behalf), signingFor },
    line: name.line,
  }
}

/** Lines under "KẾ HOẠCH" up to the preamble. */
function findTitle(head: readonly Line[]): { title: Found; from: number; to: number } | null {
  const at = head.findIndex(isTitleLine)
  if (at < 0) return null
  const own = head[at]
  const rest = (own?.text ?? '')
    .slice(titleStart.exec(own?.folded ?? '')?.[0].length ?? 0)
    .replace(/^\W+$/, '')
  const parts: Pick<Line, 'text' | 'no'>[] =
    own === undefined || rest.trim() === '' ? [] : [{ text: rest, no: own.no }]
  const inline = parts.length
  for (const line of head.slice(at + 1, at + 7)) {
    if (
      /^(?:thuc hien|can cu|thyc h|de |nham |uy ban|ubnd|tiep tuc|trien khai)/.test(line.folded) ||
      line.text.length > 200
    )
      break
    if (/^[-_=*\s]+$/.test(line.text)) continue
    parts.push(line)
  }
  const [first] = parts
  if (first === undefined) return null
  return {
    title: { value: squeeze(parts.map(part => part.text).join(' ')), line: first.no },
    from: at,
    to: at + 1 + parts.length - inline,
  }
}

/** The year a plan is for: its title's; else that of its date; else the one named most in the head. */
function planYear(title: string | null, issued: string | null, head: string): number | null {
  const named = /(?:nam|n[ai]m)\s+(20\d{2})/.exec(fold(title ?? ''))?.[1]
  if (named !== undefined) return Number(named)
  const years = [...head.matchAll(/nam\s+(20\d{2})(?!\s*[-–])/g)].map(match => Number(match[1]))
  const [most] = [...Map.groupBy(years, year => year)].toSorted(
    (left, right) => right[1].length - left[1].length,
  )
  if (most !== undefined) return most[0]
  return issued === null ? null : Number(issued.slice(0, 4))
}

/** Reads the head, the signature and the appendix remark. `running` are all lines but table rows. */
export function readMetadata(outline: Outline, running: readonly Line[], scanned: boolean): Metadata {
  const { head, closing, appendixHead } = outline
  const questions: Question[] = []
  const sources: Record<string, Source> = {}
  const note = (key: string, found: Found | null | undefined, confidence: number): string | null => {
    if (found == null) return null
    sources[key] = { line: found.line, confidence }
    return found.value
  }
  const letterhead = letterheadNumber(head)
  const appendix = appendixNumber(appendixHead)
  const place = placeAndDate(head)
  const title = findTitle(head)
  const numberFound = letterhead.number ?? (letterhead.suffix === null ? appendix.number : null)
  const dateFound = place.date ?? (place.blank === null ? appendix.date : null)
  if (numberFound === null)
    questions.push({
      id: 'so-van-ban',
      section: null,
      line: letterhead.suffix?.line ?? null,
      text: 'Số văn bản để trống hoặc không có trong tệp.',
      readings: [],
    })
  if (dateFound === null)
    questions.push({
      id: 'ngay-ban-hanh',
      section: null,
      line: place.blank?.line ?? null,
      text: 'Ngày ban hành để trống hoặc không có trong tệp.',
      readings: [],
    })
  for (const [id, first, second] of [
    ['hai-so', letterhead.number, appendix.number],
    ['hai-ngay', place.date, appendix.date],
  ] as const)
    if (first != null && second != null && first.value !== second.value)
      questions.push({
        id,
        section: 'PL',
        line: second.line,
        text: `Đầu văn bản ghi ${first.value}, phụ lục ghi ${second.value}.`,
        readings: [first.value, second.value],
      })
  const blankBasis = head.find(
    line =>
      /so\s*(?:[….]+\s*)?\/(?:kh|qd|nq)/.test(line.folded) && title !== null && line.no > title.title.line,
  )
  if (blankBasis !== undefined)
    questions.push({
      id: 'can-cu-thieu-so',
      section: null,
      line: blankBasis.no,
      text: 'Một văn bản căn cứ để trống số.',
      readings: [],
    })

  const number = note('number', numberFound, letterhead.number === null ? 0.85 : 0.97)
  const issued = note('issued', dateFound, place.date === null ? 0.85 : 0.97)
  const ward = wardName(running, scanned)
  const wardLine = head.find(line => ward !== null && line.folded.includes(fold(ward.name)))?.no ?? 1
  if (ward !== null)
    sources['ward'] = { line: wardLine, confidence: scanned ? 0.4 : Math.min(0.98, 0.6 + ward.votes * 0.1) }
  if (
    ward !== null &&
    place.place !== null &&
    fold(ward.name) === fold(place.place.value) &&
    ward.name !== place.place.value &&
    capitals(place.place.value) < 0.9
  )
    questions.push({
      id: 'ten-phuong',
      section: null,
      line: place.place.line,
      text: `Địa danh in "${place.place.value}", nơi khác in "${ward.name}".`,
      readings: [ward.name, place.place.value],
    })
  else if (ward !== null && place.place !== null && distance(fold(ward.name), fold(place.place.value), 2) > 2)
    questions.push({
      id: 'ten-phuong',
      section: null,
      line: place.place.line,
      text: `Địa danh ở đầu văn bản là "${place.place.value}", thân văn bản nói "${ward.name}".`,
      readings: [ward.name, place.place.value],
    })
  const province = findProvince(running.map(line => line.folded).join(' '))
  if (province !== null)
    sources['province'] = {
      line: running.find(line => line.folded.includes(fold(province.name)))?.no ?? 1,
      confidence: province.mentions > 1 ? 0.95 : 0.8,
    }
  const signer = findSigner(closing)
  if (signer === null)
    questions.push({
      id: 'nguoi-ky',
      section: null,
      line: null,
      text: 'Không đọc được người ký.',
      readings: [],
    })
  else sources['signer'] = { line: signer.line, confidence: scanned ? 0.3 : 0.95 }

  const preamble = head.slice(title?.to ?? 0)
  const cited: Citation[] = findCitations(joinLines(preamble))
  if (title !== null) sources['title'] = { line: title.title.line, confidence: scanned ? 0.3 : 0.9 }
  const year = planYear(title?.title.value ?? null, issued, fold(joinLines(head)))
  return {
    ward: ward?.name ?? null,
    wardKind: ward?.kind ?? null,
    province: province?.name ?? null,
    year,
    number,
    numberSuffix: number === null ? (letterhead.suffix?.value ?? null) : null,
    issued,
    title: title?.title.value ?? null,
    signer: signer?.signer ?? null,
    basis: [...new Set(cited.map(citation => citation.number))],
    sources,
    questions,
  }
}

/** One run of text; a word group cut at a line's end by a hyphen between digits is joined. */
export const joinLines = (lines: readonly Pick<Line, 'text'>[]): string =>
  squeeze(lines.map(line => line.text).join(' ')).replace(/(\d-) (?=\d)/g, '$1')
