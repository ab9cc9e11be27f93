/** Web and e-mail addresses as they are read out: "dichvucong.gov.vn" → "dịch vụ công chấm gov chấm vn". Pure. */
import { stripMarks } from '../language/unicode.ts'
import { readDigits } from './numbers.ts'

/** Labels that are Vietnamese words written together, or read in a way of their own. */
const labels: Readonly<Record<string, string>> = {
  dichvucong: 'dịch vụ công',
  vneid: 'vê-nê-i-đê',
  vnpost: 'vi-en-pốt',
  baohiemxahoi: 'bảo hiểm xã hội',
  chinhphu: 'chính phủ',
  bocongan: 'bộ công an',
  vanban: 'văn bản',
  vbpl: 'vê-bê-pê-lờ',
  motcua: 'một cửa',
  tracuu: 'tra cứu',
  phanhoi: 'phản hồi',
  phananh: 'phản ánh',
  www: 'vê-kép vê-kép vê-kép',
}

const labelled = (label: string, names: ReadonlyMap<string, string>): string =>
  label
    .split(/(\d+|[-_~])/)
    .filter(part => part !== '')
    .map(part =>
      /^\d+$/.test(part)
        ? readDigits(part)
        : part === '-' || part === '~'
          ? 'gạch ngang'
          : part === '_'
            ? 'gạch dưới'
            : (labels[part.toLowerCase()] ?? names.get(part.toLowerCase()) ?? part.toLowerCase()),
    )
    .join(' ')

const dotted = (host: string, names: ReadonlyMap<string, string>): string =>
  host
    .split('.')
    .filter(label => label !== '')
    .map(label => labelled(label, names))
    .join(' chấm ')

/** Ward and province names as they stand in addresses: "muonglay" is read "Mường Lay". */
export const addressNames = (names: readonly string[]): ReadonlyMap<string, string> =>
  new Map(
    names.map(name => [
      stripMarks(name)
        .toLowerCase()
        .replaceAll(/[^a-z0-9]/g, ''),
      name,
    ]),
  )

const ends = 'vn|com|net|org|edu|gov|info|io|me|gl|ly|zalo|page|site|app'
const email = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g
const web = new RegExp(
  `(?:https?://)?(?<![\\p{L}\\d@.-])((?:[a-z0-9-]+\\.)+(?:${ends}))(?![\\p{L}\\d-])((?:/[^\\s<>()"“”]*)?)`,
  'giu',
)

const ending = new RegExp(
  `(?<![\\p{L}\\d.])\\s*\\.((?:[a-z]+\\.)*(?:${ends}))(?![\\p{L}\\d-]|\\.[\\p{L}\\d])`,
  'giu',
)

/** @param names see {@link addressNames} */
export const speakAddresses = (text: string, names: ReadonlyMap<string, string> = new Map()): string =>
  text
    .replaceAll(email, found => {
      const [local = '', host = ''] = found.split('@')
      return `${dotted(local, names)} a còng ${dotted(host, names)}`
    })
    // An ending alone: "tên kết thúc bằng .gov.vn".
    .replaceAll(ending, (_found, labels: string) => ` chấm ${dotted(labels, names)}`)
    .replaceAll(web, (_found, host: string, path: string) => {
      const stop = /[.,;:!?]+$/.exec(path)?.[0] ?? ''
      const parts = path
        .slice(0, path.length - stop.length)
        .split('/')
        .filter(part => part !== '')
      return (
        [dotted(host, names), ...parts.map(part => dotted(decoded(part), names))].join(' gạch chéo ') + stop
      )
    })

const decoded = (part: string): string => part.replaceAll(/%[0-9a-f]{2}/gi, ' ').replaceAll(/[?&=#+]/g, ' ')
