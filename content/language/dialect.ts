/** Regional words → the standard word: central (Nghệ Tĩnh to Huế), southern, northern and highland everyday speech. */

/** One family of regional words: standard form → regional ones, and why the family is safe to translate. */
export interface RegionalWords {
  readonly region: 'central' | 'south' | 'north'
  readonly why: string
  /**
   * Read so even when typed without marks. False where the bare letters are commonly another word ("chi" = chị, chỉ;
   * "mo" = mở; "ma" = mã): those need their marks, or a phrase of the first kind around them.
   */
  readonly whenUnmarked: boolean
  readonly forms: Readonly<Record<string, string>>
}

/** What people ask "which?" about; "mô" behind them is "nào", while alone it asks for a place. */
const whichOf = (nouns: string): Readonly<Record<string, string>> =>
  Object.fromEntries(nouns.split(', ').map(noun => [`${noun} nào`, `${noun} mô`]))

/** Forms of one standard word are parted by ", "; the longest phrase wins. */
export const regionalWords: readonly RegionalWords[] = [
  {
    region: 'central',
    why: 'question phrases; two words together leave no doubt, with or without marks',
    whenUnmarked: true,
    forms: {
      'như thế nào':
        'răng rứa, ra răng, răng hè, răng hầy, răng đây, răng hỉ, thế mô, ra làm răng, cách mô, kiểu mô',
      'làm sao': 'mần răng, mần sao, làm răng, mần reng, làm reng, mần răng chừ',
      'làm gì': 'mần chi, mần gì, làm chi, mần cấy chi, mần cái chi',
      'cái gì': 'cấy chi, cái chi, cấy gì',
      'giấy tờ gì': 'giấy chi, giấy tờ chi, giấy má chi, giấy má gì, giấy gì',
      'cần gì': 'cần chi, cần cấy chi, cần những chi',
      'mang gì': 'mang chi, đem chi, đem cấy chi, mang theo chi, đưa chi',
      'gì không': 'chi không, chi nỏ, chi hông',
      'vì sao': 'vì răng, can chi mà, răng lại, mần răng mà, tại răng',
      'ở đâu': 'ở mô, chỗ mô, ở mô rứa, nơi mô, ở chỗ mô, mô rứa, ở nơi mô',
      'đi đâu': 'đi mô',
      'ra đâu': 'ra mô',
      'đến đâu': 'tới mô, đến mô',
      nào: 'cái mô, người mô, ai mô',
      'khi nào': 'khi mô, lúc mô, hồi mô, chừng mô, bữa mô, ngày mô, mấy bữa, bao chừ, răng chừ',
      'bây giờ': 'bây chừ, bi chừ, bay chừ, chừ',
      'bao nhiêu': 'mấy lăm, bao lăm, bi nhiêu, mấy đồng',
      'không biết': 'nỏ biết, chẳng biết, hổng biết, nỏ hiểu, nỏ rành',
      'không có': 'nỏ có, hổng có',
      'không được': 'nỏ được, hổng được',
      'chúng tôi': 'bầy tui, bọn choa, tụi tui, bọn tui',
      'hôm nay': 'bữa ni, hôm ni, bữa nay',
      'hôm trước': 'bữa tê, bữa trước, hôm tê, hổm rày, hôm nọ, bữa hổm, hôm bữa, bữa hôm',
      'năm nay': 'năm ni',
      'cái này': 'cấy ni, cái ni',
      'ở đây': 'ở ni, chỗ ni',
      'bố mẹ': 'bọ mạ, ba mạ, cha mạ, ba má, tía má, thầy u, thầy bu, bố mế, cha mẹ, ba mẹ',
      // Not a regional word, but half of it is one ("coi" is to look).
      'mồ côi': 'côi cút, mồ coi',
      'vợ chồng': 'vợ dôn, gấy dôn, gấy nhôông',
    },
  },
  {
    region: 'central',
    why: '"mô" behind a person asks who, without marks too',
    whenUnmarked: true,
    forms: whichOf('đứa, thằng, người ta, bà con, nhà báo, cán bộ'),
  },
  {
    region: 'central',
    why: '"mô" behind a thing asks which; bare "xe mo" may be "xe mở"',
    whenUnmarked: false,
    forms: whichOf(
      'con, ông, bà, anh, chị, cô, o, việc, giấy, giấy tờ, thẻ, xe, phường, xã, trường, loại, mục, trang, hồ sơ, quầy, phòng, mẫu, số, tờ, khoản, lớp, nhà, thủ tục, cơ quan, ngân hàng, ứng dụng',
    ),
  },
  {
    region: 'central',
    why: 'single words that mean little else even without marks',
    whenUnmarked: true,
    forms: { làm: 'mần', vậy: 'rứa, rứa hè, rứa hầy', tôi: 'tui', nói: 'nhủ', không: 'nỏ, hổng' },
  },
  {
    region: 'central',
    why: 'single words that need their marks to be told from chị, mở, rằng, mã …',
    whenUnmarked: false,
    forms: {
      gì: 'chi',
      đâu: 'mô',
      sao: 'răng, reng',
      kia: 'tê',
      này: 'ni, nì, nầy',
      thế: 'ri',
      ấy: 'nớ',
      nhỉ: 'hè, hầy, hỉ',
      mẹ: 'mạ, mệ, má, bầm, mế',
      bố: 'bọ, tía',
      cái: 'cấy',
      vợ: 'gấy',
      chồng: 'dôn, nhôông',
      nước: 'nác',
      đường: 'đàng',
      giờ: 'giừ',
    },
  },
  {
    region: 'south',
    why: 'southern phrases and contractions (ổng = ông ấy)',
    whenUnmarked: true,
    forms: {
      'bao nhiêu': 'bao nhiu, hết nhiêu, mấy nhiêu',
      'bao nhiêu tiền': 'nhiêu tiền, nhiu tiền, tốn nhiêu, mất nhiêu, mấy tiền, mấy đồng bạc, hết mấy đồng',
      'làm sao': 'làm seo, mần seo',
      'như thế nào': 'thế lào, thía nào, dư lào, như lào, kiểu gì, cách nào, ra sao, làm thế nào',
      'giấy tờ': 'giấy má, giấy mực',
      'tìm hiểu': 'kiếm hiểu',
    },
  },
  {
    region: 'south',
    why: 'single southern spellings; marks needed where the bare letters are another word',
    whenUnmarked: false,
    forms: {
      vào: 'vô, dô, dzô',
      nhé: 'nghen, nha, hen, nhen, nhá, nghe',
      bảo: 'biểu',
      sinh: 'sanh',
      tính: 'tánh',
      bệnh: 'bịnh',
      nhất: 'nhứt',
      gửi: 'gởi',
      vậy: 'dậy',
      xem: 'coi, dòm',
      giúp: 'giùm, dùm',
      lĩnh: 'lãnh',
      chính: 'chánh',
      'ông ấy': 'ổng',
      'bà ấy': 'bả',
      'anh ấy': 'ảnh ấy',
      'bên ấy': 'bển',
      'ngoài ấy': 'ngoải',
      'hôm ấy': 'hổm',
      nhanh: 'lẹ',
    },
  },
  {
    region: 'south',
    why: 'the same without marks where nothing else is spelt so',
    whenUnmarked: true,
    forms: { nhé: 'nghen', sinh: 'sanh', gửi: 'gởi' },
  },
  {
    region: 'north',
    why: 'old names of papers that people keep saying; one form for the ranker',
    whenUnmarked: true,
    forms: {
      'chứng minh nhân dân': 'chứng minh thư nhân dân, chứng minh thư, giấy chứng minh, thẻ chứng minh',
      'sổ đỏ': 'bìa đỏ, sổ hồng, bìa hồng, bìa đất, thẻ đỏ, sổ đất, giấy đỏ',
      'hai mươi': 'hăm',
      vneid: 'vne id, vn eid, vn id, v neid, vi neid, ví neid',
    },
  },
]
