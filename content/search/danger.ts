/** Danger before anything else: the emergency number or the scam warning, and the answer to show behind it. */
import { type DangerRule, findDanger } from '../model/danger.ts'
import type { Ranked } from './decision.ts'

export interface Alarm {
  readonly kind: DangerRule['kind']
  readonly entry: string | undefined
}

/**
 * What a message cries out, by the rules of `content/danger.yaml`. Signs of fraud need the ranking's consent: "cán bộ đòi chuyển
 * tiền bồi dưỡng" has the words of a fraud and is a complaint about an officer.
 * @param ranked topics, best first: the best answer about scams among them goes with the warning
 */
export function alarmOf(
  text: string,
  rules: readonly DangerRule[],
  ranked: readonly Ranked[],
): Alarm | undefined {
  const rule = findDanger(text, rules)
  if (rule === undefined) return undefined
  if (rule.kind !== 'scam') return { kind: rule.kind, entry: rule.entry }
  const about = ranked.slice(0, 4).find(({ topic }) => topic.startsWith('scam.') && topic !== 'scam.broker')
  return about === undefined ? undefined : { kind: 'scam', entry: about.entry }
}
