/** The ten questions a plan can't answer, and the ward's profile made of them. An answer left out stays empty: the bot then says so. */
import { stringify } from 'yaml'
import { fold } from '../../content/language/unicode.ts'
import { type Unit, type Ward, wardSchema } from '../../content/model/ward.ts'
import { kindOfUnit } from '../../content/model/ward-units.ts'
import type { Prompter } from './prompts.ts'
import {
  readAddress,
  readHours,
  readNeighbourhoods,
  readPhone,
  readPost,
  readText,
  readUnitNames,
  readWardName,
  type Typed,
  type UnitName,
} from './typed-values.ts'

/** What the plan, or an earlier run, already tells. */
export interface Known {
  readonly slug: string
  readonly name: string | null
  readonly kind: Ward['kind'] | null
  readonly province: string | null
  readonly signer: { readonly title: string; readonly name: string } | null
  /** Names of units the plan gives work to. */
  readonly units: readonly string[]
  /** An earlier profile, edited instead of overwritten. */
  readonly before: Ward | null
}

export interface Profile {
  readonly ward: Ward
  /** For whom the admin's invite is. */
  readonly admin: string | null
}

/** How units of almost every ward are called besides their name; keys are folded. */
const usualAliases: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^phong van hoa ?- ?xa hoi/, ['VH-XH', 'VHXH', 'Phòng VHXH', 'Phòng Văn hóa Xã hội', 'Văn hóa - Xã hội']],
  [/^van phong/, ['Văn phòng', 'VP', 'Văn phòng HĐND và UBND', 'Văn phòng HĐND&UBND']],
  [/phuc vu hanh chinh cong/, ['TTPVHCC', 'TT PVHCC', 'PVHCC', 'một cửa', 'Bộ phận một cửa']],
  [/^phong kinh te, ha tang/, ['Phòng KT, HT và ĐT', 'KT-HT-ĐT', 'Phòng Kinh tế']],
  [/^trung tam dich vu tong hop/, ['TTDVTH', 'TT DVTH', 'DVTH']],
  [/^trung tam cung ung dich vu/, ['TTCUDV', 'CUDV']],
  [/mat tran/, ['MTTQ', 'UBMTTQ', 'Mặt trận', 'Mặt trận Tổ quốc']],
  [/^doan thanh nien/, ['Đoàn Thanh niên', 'Thanh niên']],
  [/^cong an/, ['Công an']],
]

/** The plan's own spelling stays known as an alias, so that its duties find the unit. */
const unitOf = ({ name, was }: UnitName, before: Ward | null): Unit => {
  const unit = namedUnit(name, before)
  return was === null ? unit : { ...unit, aliases: [...new Set([...unit.aliases, was])] }
}

const namedUnit = (name: string, before: Ward | null): Unit => {
  const same = before?.units.find(unit => fold(unit.name) === fold(name))
  if (same !== undefined) return same
  const aliases = usualAliases.find(([pattern]) => pattern.test(fold(name)))?.[1] ?? []
  return {
    name,
    kind: kindOfUnit(name),
    aliases: aliases.filter(alias => fold(alias) !== fold(name)),
    phone: null,
  }
}

interface Question<T> {
  readonly ask: string
  /** Shown as what stands now; null = nothing yet. */
  readonly now: string | null
  readonly read: (typed: string) => Typed<T>
}

/** Wrong lines are told and asked again; Enter keeps what stands, "-" empties it. */
const asker = (prompter: Prompter, total: number) => {
  let number = 0
  return async <T>(question: Question<T>): Promise<T | null | undefined> => {
    number += 1
    const now = question.now === null ? '' : `\n      Đang ghi: ${question.now}`
    for (;;) {
      const typed = await prompter.line(`[${number}/${total}] ${question.ask}${now}\n      > `)
      if (typed === '') return undefined
      if (typed === '-') return null
      const read = question.read(typed)
      if (read.ok) return read.value
      prompter.say(`      ${read.problem}`)
    }
  }
}

const kept = <T>(answer: T | null | undefined, before: T | null): T | null =>
  answer === undefined ? before : answer

/** Asks, in a fixed order, so that ten lines may be piped. */
export const askProfile = async (known: Known, prompter: Prompter): Promise<Profile | undefined> => {
  const { before } = known
  const ask = asker(prompter, 10)
  const name = before?.name ?? known.name
  const kind = before?.kind ?? known.kind ?? 'phường'
  const province = before?.province ?? known.province
  const named = await ask({
    ask: 'Tên chính thức và tỉnh, thành phố (ví dụ: phường Suối Lim, tỉnh Lào Cai)',
    now: name === null || province === null ? null : `${kind} ${name}, ${province}`,
    read: typed => readWardName(typed, before?.kind ?? known.kind),
  })
  const own = named ?? (name === null || province === null ? undefined : { kind, name, province })
  if (own === undefined) return undefined
  const called = `${own.kind} ${own.name}`
  const counter = before?.counter
  const address = await ask({
    ask: `Địa chỉ Trung tâm Phục vụ hành chính công ${called}`,
    now: counter?.address ?? null,
    read: readAddress,
  })
  const hours = await ask({
    ask: 'Giờ nhận hồ sơ (ví dụ: Thứ Hai đến thứ Sáu, 7h30-11h30, 13h30-17h00)',
    now: counter?.hours ?? null,
    read: readHours,
  })
  const phone = await ask({
    ask: 'Số điện thoại của Trung tâm',
    now: counter?.phone ?? null,
    read: readPhone,
  })
  const hotline = await ask({
    ask: 'Đường dây nóng nhận phản ánh của phường, xã',
    now: before?.hotline ?? null,
    read: readPhone,
  })
  const neighbourhoods = await ask({
    ask: 'Các tổ dân phố, khu phố, thôn, bản (ví dụ: Tổ dân phố 1 đến 6, Bản Bó)',
    now: before === null || before.neighbourhoods.length === 0 ? null : before.neighbourhoods.join(', '),
    read: readNeighbourhoods,
  })
  const names = [
    ...new Set([
      ...(before?.units.map(unit => unit.name) ?? []),
      ...known.units.filter(unit => !isKnown(unit, before)),
    ]),
  ]
  const units = await ask({
    ask: 'Các đơn vị của phường, xã như kế hoạch ghi. Enter nếu đúng; sửa: 2=Tên đúng; bỏ: -3; thêm: gõ tên; cách nhau bằng dấu chấm phẩy',
    now: names.length === 0 ? null : names.map((unit, index) => `${index + 1}. ${unit}`).join('; '),
    read: typed => readUnitNames(typed, names),
  })
  const post = await ask({
    ask: 'Bưu điện nhận, trả hồ sơ (tên, địa chỉ, số điện thoại; cách nhau bằng dấu phẩy)',
    now: before?.post.name ?? null,
    read: readPost,
  })
  const provinceHotline = await ask({
    ask: 'Tổng đài hoặc cổng thông tin của tỉnh (ví dụ: 1022 Lào Cai, laocai.gov.vn)',
    now: before?.provinceHotline ?? null,
    read: readText,
  })
  const admin = await ask({
    ask: 'Ai làm quản trị trợ lý (họ tên; mã mời in ở cuối). Cán bộ khác được mời sau bằng /moi, nhóm cán bộ gắn bằng /nhom',
    now: null,
    read: readText,
  })
  const office = kept(
    hours,
    counter === undefined ? null : { hours: counter.hours, opening: counter.opening },
  )
  const leaders = before?.leaders.length
    ? before.leaders
    : known.signer === null
      ? []
      : [{ title: `${known.signer.title} UBND ${own.kind}`, name: known.signer.name, phone: null }]
  const ward = wardSchema.parse({
    ...before,
    slug: known.slug,
    name: own.name,
    kind: own.kind,
    province: own.province,
    counter: {
      ...counter,
      address: kept(address, counter?.address ?? null),
      phone: kept(phone, counter?.phone ?? null),
      hours: office?.hours ?? null,
      opening: office?.opening ?? [],
    },
    hotline: kept(hotline, before?.hotline ?? null),
    provinceHotline: kept(provinceHotline, before?.provinceHotline ?? null),
    post: kept(post, before?.post ?? null) ?? {},
    leaders,
    units: (
      kept(
        units,
        names.map(unit => ({ name: unit, was: null })),
      ) ?? []
    ).map(unit => unitOf(unit, before)),
    neighbourhoods: kept(neighbourhoods, before?.neighbourhoods ?? null) ?? [],
  })
  return { ward, admin: admin ?? null }
}

const isKnown = (name: string, before: Ward | null): boolean =>
  before?.units.some(unit => [unit.name, ...unit.aliases].some(called => fold(called) === fold(name))) ??
  false

const head = (ward: Ward): string =>
  `# Hồ sơ ${ward.kind} ${ward.name}, làm bằng npm run ward:new. Sửa tay cũng được: lưu tệp là có hiệu lực, chạy lại lệnh cũng giữ những gì đã ghi.
# Chỗ để trống (null) thì trợ lý nói thật là phường chưa cập nhật.
`

/** The file as an editor will read it. */
export const profileText = (ward: Ward): string => `${head(ward)}${stringify(ward, { lineWidth: 110 })}`
