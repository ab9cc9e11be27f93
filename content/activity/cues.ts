/** Small signs in a line that single phrases don't show: a value taken back, a portal, a visit to homes, filing online. */
import type { Form } from '../plan/plan.ts'
import type { Meaning } from './lexicon.ts'
import { numberAt } from './numbers.ts'
import type { Match } from './phrases.ts'
import type { Reading } from './place-names.ts'
import type { Token } from './text.ts'
import { formCapitals, openingCapitals } from './words/subject-words.ts'

/** "đến 11 nhà ở bản Ló": somebody went to the homes. */
export function comesToHouses(tokens: readonly Token[], at: number): boolean {
  if (!/^(?:den|toi|ghe|vao)$/.test(tokens[at]?.fold ?? '')) return false
  const read = numberAt(tokens, at + 1)
  return (
    read !== undefined &&
    /^nh[aà]$/.test(tokens[read.to]?.lower ?? '') &&
    !/^(?:van|may|hang|tro|tho)$/.test(tokens[read.to + 1]?.fold ?? '')
  )
}

export const opensWork = (match: Match<Meaning> | undefined): boolean =>
  match?.meanings.some(({ is }) => is === 'verb' || is === 'form') === true

export const isMark = (token: Token | undefined): boolean =>
  token !== undefined && token.kind === 'mark' && /^[,.-]$/.test(token.text)

/** "Sáng nay loa có phát không": a last "không" after "có" asks. */
export function endsAsking(tokens: readonly Token[], at: number): boolean {
  if (!/^(?:khong|ko|hong|khg)$/.test(tokens[at]?.fold ?? '') || tokens[at]?.lower === 'hỏng') return false
  const next = tokens[at + 1]
  if (next !== undefined && next.kind !== 'mark' && !/^(?:a|nhi|vay|ta|em|anh|chi|ad)$/.test(next.fold))
    return false
  return tokens.slice(Math.max(0, at - 8), at).some(({ lower }) => lower === 'có' || lower === 'co')
}

/** "3 tin, à 4 tin", "tdp 4 - à tdp 5": a value told again. */
export const takesBack = (tokens: readonly Token[], at: number): boolean =>
  tokens[at + 1]?.kind === 'number' ||
  (at > 0 &&
    tokens[at - 1]?.kind === 'mark' &&
    !/^(?:them|con|co|va|thi|cung)$/.test(tokens[at + 1]?.fold ?? ''))

/** "Nội dung: DVC" on a line of its own that closes a list tells it for all. */
export const headsClosing = (tokens: readonly Token[], at: number, to: number): boolean =>
  /^(?:noi|nd|chu|dia)$/.test(tokens[at]?.fold ?? '') &&
  tokens[to]?.text === ':' &&
  (tokens[at - 1]?.text === '\n' || tokens[at - 2]?.text === '\n') &&
  !tokens.slice(to).some(({ text }) => text === '\n')

/** "đăng 1 tin lên cổng", "đưa lên cổng của phường": the portal rather than a gate, which would have a name. */
export const namesPortal = (tokens: readonly Token[], at: number): boolean =>
  tokens[at]?.fold === 'cong' &&
  /^(?:len|tren)$/.test(tokens[at - 1]?.fold ?? '') &&
  tokens.slice(0, at).some(({ fold }) => /^(?:dang|dua|up|tai|cap|viet)$/.test(fold))

/** "nộp hồ sơ kết hôn online": the way of filing told after what is filed. */
export function filedOnline(tokens: readonly Token[], at: number, matches: Reading['matches']): boolean {
  const [word, next] = [tokens[at]?.fold, tokens[at + 1]?.fold]
  if (
    word !== 'online' &&
    !(word === 'truc' && next === 'tuyen') &&
    !(word === 'qua' && next === 'mang') &&
    !(word === 'tren' && next === 'mang')
  )
    return false
  // "đổi bằng lái online": a named procedure right before it.
  for (let back = at - 1; back >= Math.max(0, at - 6); back--)
    if (
      matches[back]?.to === at &&
      matches[back]?.meanings.some(named => named.is === 'subject' && named.subject === 'tthc')
    )
      return true
  for (let back = at - 1; back >= Math.max(0, at - 7); back--) {
    const token = tokens[back]
    if (token?.kind === 'mark' || token?.fold === 'thi' || token?.fold === 'hop') return false
    if (
      token?.fold === 'nop' ||
      token?.fold === 'hs' ||
      (token?.fold === 'so' && tokens[back - 1]?.fold === 'ho') ||
      (token?.fold === 'tuc' && tokens[back - 1]?.fold === 'thu')
    )
      return true
    if (token?.fold === 'ky' && tokens[back - 1]?.fold === 'dang') return true
  }
  return false
}

/**
 * The form an office abbreviation that opens the line stands for: "TH CKS 24 CC", or in small letters before a number "ny 11 tthc".
 * Such letters are much else ("HN" is hôm nay, "th 5" thứ năm), so they give way to a form or a unit that is none of theirs.
 */
export function openingForm(tokens: readonly Token[], matches: Reading['matches']): Form | undefined {
  const [token, next] = tokens
  if (token === undefined) return undefined
  const known = formCapitals[token.text]
  if (known !== undefined) return known
  const form =
    openingCapitals[token.text] ??
    (next?.kind === 'number' && next.gap ? formCapitals[token.text.toUpperCase()] : undefined)
  return form === undefined || tellsOther(matches, form) ? undefined : form
}

/** Whether the line names, behind its first word, another form or a unit that is none of `form`: "HN 3 tin loa" is hôm nay. */
export const tellsOther = (matches: Reading['matches'], form: Form): boolean =>
  matches.some(
    (match, at) =>
      at > 0 &&
      match?.meanings.some(
        named =>
          (named.is === 'form' && named.form !== form) ||
          (named.is === 'unit' && named.forms.length > 0 && !named.forms.includes(form)),
      ),
  )
