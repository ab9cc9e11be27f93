/** Vietnam's 34 provinces and centrally run cities since 2025-07-01 (Nghị quyết 202/2025/QH15). */
import { fold } from './fold.ts'

export const provinces = [
  'An Giang',
  'Bắc Ninh',
  'Cà Mau',
  'Cao Bằng',
  'Cần Thơ',
  'Đà Nẵng',
  'Đắk Lắk',
  'Điện Biên',
  'Đồng Nai',
  'Đồng Tháp',
  'Gia Lai',
  'Hà Nội',
  'Hà Tĩnh',
  'Hải Phòng',
  'Hồ Chí Minh',
  'Huế',
  'Hưng Yên',
  'Khánh Hòa',
  'Lai Châu',
  'Lạng Sơn',
  'Lào Cai',
  'Lâm Đồng',
  'Nghệ An',
  'Ninh Bình',
  'Phú Thọ',
  'Quảng Ngãi',
  'Quảng Ninh',
  'Quảng Trị',
  'Sơn La',
  'Tây Ninh',
  'Thái Nguyên',
  'Thanh Hóa',
  'Tuyên Quang',
  'Vĩnh Long',
] as const

const entries = provinces.map(name => ({ name, folded: fold(name) }))

/**
 * The province a folded text is about: the one named most often after "tỉnh" or "thành phố"; null when none is.
 * Bare mentions only break ties, because a ward or a newspaper may bear a province's name.
 */
export function findProvince(folded: string): { name: string; index: number; mentions: number } | null {
  let best: { name: string; index: number; mentions: number; score: number } | null = null
  for (const { name, folded: needle } of entries) {
    const named = [
      ...folded.matchAll(new RegExp(`(?<![a-z])(?:tinh|thanh pho|tp\\.?)\\s+${needle}(?![a-z])`, 'g')),
    ]
    const first = named[0]
    if (first === undefined) continue
    const bare = folded.split(needle).length - 1
    const score = named.length * 10 + Math.min(bare, 9)
    if (best === null || score > best.score)
      best = { name, index: first.index, mentions: named.length, score }
  }
  return best
}
