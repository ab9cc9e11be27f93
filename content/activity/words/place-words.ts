/** Words that open, describe or lead to a place. An editor adds a word by adding it to the right line. */

export interface PlaceHead {
  /** Residential units may also be who acted; offices too; anything else is only a place. */
  readonly kind: 'residential' | 'physical' | 'office'
  /** What must or may follow: a number, a name, or nothing. */
  readonly tail: 'number' | 'name' | 'optional'
  /** Unmarked, the word is usually another one ("ban", "cho"): needs a sign of place around it. */
  readonly doubtful: boolean
}

const heads: readonly (readonly [words: string, kind: PlaceHead['kind'], tail: PlaceHead['tail']])[] = [
  [
    'tổ dân phố, tdp, tổ dp, t dp, tổ dân phô, khu phố, kp, tổ nhân dân, tổ nd, tổ tự quản, khối phố, liên gia',
    'residential',
    'name',
  ],
  ['khối, khóm, cụm dân cư, tổ đoàn kết, đội', 'residential', 'number'],
  ['khu vực, kv, tiểu khu', 'residential', 'name'],
  [
    'bản, thôn, xóm, ấp, buôn, làng, phum, sóc, khu dân cư, kdc, khu tập thể, khu tái định cư, khu, tổ',
    'residential',
    'name',
  ],
  [
    'nhà văn hóa, nhà văn hoá, nhà thông tin, nhà sinh hoạt khu phố, nvh, nhà vh, nh văn hóa, hội trường, ht, nhà sinh hoạt cộng đồng, nhà sinh hoạt, nhà cộng đồng, nhà shcđ, nhà họp, nhà rông, trung tâm văn hóa, trung tâm văn hoá, trung tâm hội nghị, trung tâm thương mại, trung tâm học tập cộng đồng, trung tâm văn hóa thể thao, nhà thiếu nhi, nhà thi đấu, nhà đa năng, thư viện',
    'physical',
    'optional',
  ],
  [
    'chợ, siêu thị, cổng chợ, chợ phiên, chợ đêm, chợ trung tâm, khu chợ, khu chợ trung tâm, khu chợ phiên, khu chợ đêm, khu chợ đầu mối, cửa chợ, chợ đầu mối, chợ nổi',
    'physical',
    'optional',
  ],
  [
    'cổng trường, sân trường, cổng trường tiểu học, cổng trường thcs, cổng trường thpt, cổng trường mầm non, cổng trường mẫu giáo, sân trường tiểu học, sân trường thcs, sân trường thpt, sân trường mầm non, trường, cổng trường học, trường học, trường tiểu học, trường thcs, trường thpt, trường mầm non, trường mẫu giáo, trường cấp 1, trường cấp 2, trường cấp 3, trường phổ thông, trường ptdtnt, trường nội trú, trường cao đẳng, trường đại học, cổng tiểu học, th, trường th',
    'physical',
    'optional',
  ],
  ['cổng', 'physical', 'name'],
  [
    'cổng chào, cổng làng, cổng ubnd, cổng ủy ban, cổng trạm y tế, cổng trạm xá, cổng bệnh viện, cổng công ty, cổng nhà máy, cổng chùa, cổng trụ sở, cổng khu công nghiệp',
    'physical',
    'optional',
  ],
  [
    'bến xe, bến phà, bến đò, bến cảng, bến tàu, cảng, nhà ga, ga, sân bay, bãi đỗ xe, bãi xe, trạm xe buýt, trạm dừng nghỉ, bến thuyền',
    'physical',
    'optional',
  ],
  ['cầu, cống, đập, dốc, đèo, suối, rạch, kênh, hồ, bờ hồ, bờ sông, bờ kè, kè, bờ suối', 'physical', 'name'],
  [
    'đường, phố, ngõ, ngách, hẻm, kiệt, đại lộ, tuyến đường, tuyến phố, trục đường, quốc lộ, ql, tỉnh lộ, tl, đt, km, đường liên thôn, đường liên bản, đường liên xã, phố đi bộ, đường quốc lộ, các tuyến đường, các tuyến phố, các trục đường',
    'physical',
    'name',
  ],
  [
    'ngã ba, ngã tư, ngã năm, ngã sáu, ngã 3, ngã 4, ngã 5, ngã 6, nga3, nga4, vòng xuyến, vòng xoay, bùng binh, đảo tròn',
    'physical',
    'optional',
  ],
  [
    'công viên, quảng trường, sân vận động, svđ, sân bóng, sân bóng đá, sân thể thao, sân nhà văn hóa, sân khấu, sân ubnd, sân ủy ban, sân chùa, sân đình, sân bản, sân kho, sân tổ, vườn hoa, khu vui chơi, sân',
    'physical',
    'optional',
  ],
  [
    'trụ sở, trụ sở ubnd, trụ sở ubnd phường, trụ sở ủy ban, trụ sở phường, trụ sở công an, trụ sở công an phường, ts ubnd, hội trường ubnd, hội trường ủy ban, phòng họp, phòng tiếp dân, phòng tiếp công dân, phòng hội nghị, sảnh, sảnh ubnd, cửa ubnd, hành lang, phòng máy, phòng tin học, tầng',
    'physical',
    'optional',
  ],
  [
    'quầy, quầy số, quầy giao dịch, bàn số, ô số, cửa số, quầy hướng dẫn, quầy tiếp nhận, quầy hỗ trợ',
    'physical',
    'optional',
  ],
  ['đình, chùa, đền, miếu, nhà thờ, thánh thất', 'physical', 'name'],
  [
    'bệnh viện, phòng khám, khách sạn, nhà hàng, quán, cửa hàng, nhà máy, xí nghiệp, công ty, khu công nghiệp, kcn, cụm công nghiệp, ccn, chung cư, tòa nhà, tòa, khu trọ, nhà trọ, xưởng, mỏ, nông trường, khu du lịch, khu chế xuất, khu đô thị, kđt',
    'physical',
    'optional',
  ],
  [
    'trung tâm phục vụ hành chính công, trung tâm pvhcc, ttpvhcc, tt pvhcc, ttphcc, pvhcc, phục vụ hành chính công, trung tâm phục vụ hcc, trung tâm hành chính công, tt hành chính công, tthcc, trung tâm hcc, tt hcc, hcc, bộ phận một cửa, bộ phận 1 cửa, bp một cửa, bp 1 cửa, bpmc, phòng một cửa, bộ phận tiếp nhận và trả kết quả, bộ phận tn và tkq, bp tn&tkq, bộ phận tn&tkq, bộ phận tiếp nhận, bp tiếp nhận, bưu điện, bưu điện phường, bưu điện xã, bưu cục, điểm bưu điện, điểm bưu điện văn hóa, điểm bưu điện văn hóa xã, trạm y tế, trạm y tế phường, tyt, trung tâm y tế, phòng giao dịch, điểm hỗ trợ, điểm hỗ trợ dịch vụ công, điểm tiếp nhận, đồn công an, điểm phục vụ hành chính công',
    'office',
    'optional',
  ],
]

const doubtful = new Set(
  'rạch kênh bản chợ cầu cổng hồ ấp phố tổ trường cống đình đền đèo chùa sân đội khối sóc ga kè ngõ làng quán tòa th đt tl ht kiệt dốc mỏ quầy tầng ga km hcc đường ngách buôn cảng bản đập hẻm đại lộ'.split(
    ' ',
  ),
)

/** Every opening of a place name. */
export const placeHeads: readonly (readonly [word: string, head: PlaceHead])[] = heads.flatMap(
  ([words, kind, tail]) =>
    words.split(', ').map(word => [word, { kind, tail, doubtful: doubtful.has(word) }] as const),
)

/** Descriptions of two and more words, found as one: "chợ | trung tâm". */
export const placeDescriptionPhrases =
  'trung tâm, đầu mối, tiểu học, mầm non, mẫu giáo, y tế, văn hóa, thể thao, thị trấn, thị xã, dân tộc nội trú, nội trú, bóng đá, vận động, thương mại, cao đẳng, đại học, liên thôn, liên bản, liên tổ, tiếp dân, tiếp công dân, trung tâm phường, trung tâm xã, trung học cơ sở, trung học phổ thông, số một, số hai, chính phường, chính xã, cũ, mới, chính, nội thị, nội phường, liên xã, phía bắc, phía nam, phía đông, phía tây'

/** Lower-case words that may continue a place name in a line written with diacritics. */
export const placeDescriptions = new Set(
  'trung tâm phường xã cũ mới lớn nhỏ phiên đêm đầu mối chính tầng số cấp tiểu học mầm non mẫu giáo thcs thpt thptdt ptdtnt ptdtbt liên tổ thôn bản khu y tế văn hóa thể thao thị trấn huyện tỉnh nội trú dân tộc bán hàng rau cá sớm chiều hôm một hai ba tư năm giữa trong ngoài trên dưới thượng hạ đông tây nam bắc a b c d e chào làng xe chợ cầu trường họp tiếp dân công cộng bóng đá vận động ubnd ủy ban nhân hội quân khí cơ sở thương mại điện sông suối hồ đồi ngang quốc gia nghề cao đẳng đại sư phạm quận trấn thị tứ mùa'.split(
    ' ',
  ),
)

/** Lead into a place; not part of its name. */
export const placePrepositions: Readonly<Record<string, 'sure' | 'loose'>> = {
  tại: 'sure',
  ở: 'sure',
  trước: 'loose',
  gần: 'loose',
  dọc: 'loose',
  quanh: 'loose',
  'xung quanh': 'loose',
  trên: 'loose',
  trong: 'loose',
  cạnh: 'loose',
  'đối diện': 'loose',
  về: 'loose',
  xuống: 'loose',
  lên: 'loose',
  qua: 'loose',
  đến: 'loose',
  ngay: 'loose',
  khắp: 'loose',
  theo: 'loose',
  cho: 'loose',
  với: 'loose',
  từ: 'loose',
  vào: 'loose',
  giữa: 'loose',
}
