/** Which subject of the activity log a topic of the catalogue belongs to. */
import type { Subject } from '../activity/activity.ts'
import type { Topic } from '../model/topic.ts'

const byTopic: Readonly<Record<string, Subject>> = {
  'cchc.one-stop': 'one_stop',
  'cchc.two-level-gov': 'two_tier_government',
  'cchc.digital-gov': 'digital_transformation',
  'cchc.simplify': 'tthc',
  'cchc.par-index': 'indices',
  'cchc.sipas': 'indices',
  'cchc.papi': 'indices',
  'cchc.pci': 'indices',
  'ward.authority': 'two_tier_government',
  'ward.address-change': 'two_tier_government',
  'ward.boundary': 'two_tier_government',
}
const byGroup: Readonly<Record<string, Subject>> = {
  dvc: 'dvc',
  bcci: 'bcci',
  vneid: 'vneid',
  payment: 'payment',
  feedback: 'feedback',
  hotich: 'tthc',
  cutru: 'tthc',
  cancuoc: 'tthc',
  chungthuc: 'tthc',
  datdai: 'tthc',
  hokinhdoanh: 'tthc',
  baotro: 'tthc',
  cchc: 'cchc_general',
  ward: 'one_stop',
  scam: 'scam',
  volunteer: 'digital_transformation',
}

export const subjectOf = ({ id, group }: Pick<Topic, 'id' | 'group'>): Subject =>
  byTopic[id] ?? byGroup[group] ?? 'other'
