/** Topics that answer what a content bullet is about, by the tags the reader gives it. */

/** Tags of `read/lists.ts` → ids of topics.yaml. A tag without a topic needs an entry of the ward's own. */
const topics: Readonly<Record<string, readonly string[]>> = {
  'chu-truong': ['cchc.what'],
  'nguoi-dung-dau': ['cchc.civil-service'],
  'phat-trien-ktxh': ['cchc.plan-results'],
  'y-nghia': ['cchc.what'],
  'chuong-trinh-tong-the': ['cchc.plan-results'],
  'the-che': ['cchc.what'],
  tthc: ['cchc.simplify'],
  'mot-cua': ['cchc.one-stop'],
  'hai-long': ['cchc.sipas'],
  'bo-may': ['cchc.two-level-gov'],
  '2-cap': ['cchc.two-level-gov'],
  'bien-che': ['cchc.civil-service'],
  'cong-vu': ['cchc.civil-service'],
  'thu-hut-nhan-tai': ['cchc.civil-service'],
  'ky-luat-ky-cuong': ['cchc.civil-service'],
  'tai-chinh-cong': ['cchc.public-finance'],
  'chinh-quyen-so': ['cchc.digital-gov'],
  ai: ['cchc.digital-gov'],
  'dvc-truc-tuyen': ['dvc.what', 'dvc.submit.how'],
  'chi-so': ['cchc.par-index'],
  PAR: ['cchc.par-index'],
  SIPAS: ['cchc.sipas'],
  PAPI: ['cchc.papi'],
  PCI: ['cchc.pci'],
  'dau-tu-kinh-doanh': ['business.support'],
  'dien-hinh': ['cchc.good-models'],
  'gop-y': ['feedback.submit'],
  'ket-qua': ['cchc.plan-results'],
  'giam-sat': ['cchc.citizen-rights'],
  'minh-bach': ['cchc.transparency'],
  iso: ['cchc.iso'],
  cchc: ['cchc.what'],
  'cong-dvc': ['dvc.portal', 'dvc.submit.how'],
  vneid: ['vneid.what', 'vneid.level2.register'],
  'chu-ky-so': ['dvc.sign'],
  'thanh-toan': ['payment.online.how'],
  'buu-chinh': ['bcci.what', 'bcci.receive'],
}

/** What a plan says of any matter ("ý nghĩa, tầm quan trọng của …"): about reform only where the bullet names it. */
const ofAnyMatter: ReadonlySet<string> = new Set([
  'chu-truong',
  'nguoi-dung-dau',
  'phat-trien-ktxh',
  'y-nghia',
  'chi-so',
  'dien-hinh',
  'ket-qua',
])
const namesReform =
  /cai cach|cchc|hanh chinh|cong vu|chinh quyen|thu tuc|par index|sipas|papi|dich vu cong|giai quyet|nha nuoc|dang bo/

/** The tags of a bullet that say what it is about. @param folded its text, folded */
export const tellingTags = (folded: string, tags: readonly string[]): string[] =>
  namesReform.test(folded) ? [...tags] : tags.filter(tag => !ofAnyMatter.has(tag))

/** Each topic once, in the order of the tags; empty when none of the tags has one. */
export const topicsOfTags = (tags: readonly string[]): string[] => [
  ...new Set(tags.flatMap(tag => topics[tag] ?? [])),
]
