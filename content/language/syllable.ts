/** Which letter sequences can be a Vietnamese syllable: tells slips and Telex leftovers from words. */

const onsets = 'b c ch d g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x'.split(' ')
// Folded rimes (hats, horns and tones taken away), as Vietnamese orthography knows them.
const rimes =
  'a ac ach ai am an ang anh ao ap at au ay e ec ech em en eng enh eo ep et eu i ia ic ich iec iem ien ieng iep iet ieu im in ing inh ip it iu o oa oac oach oai oam oan oang oanh oao oap oat oay oc oe oem oen oeo oet oi om on ong op ot u ua uan uang uat uau uay uc ue uech uenh ui um un ung uo uoc uoi uom uon uong uop uot uou up ut uu uy uya uych uyen uyet uynh uyp uyt uyu y yem yen yet yeu'.split(
    ' ',
  )

// -oong and -ooc live in a few loanwords only; as free rimes they would hide Telex "khoong", "coong".
const syllables = new Set<string>([...rimes, 'xoong', 'boong', 'mooc', 'gooc'])
for (const onset of onsets) {
  for (const rime of rimes) {
    // "qu" and "gi" already hold the glide; "quu" and "giia" are no spellings.
    if (onset === 'qu' && rime.startsWith('u')) continue
    if (onset === 'gi' && rime.startsWith('i')) syllables.add(`g${rime}`)
    else syllables.add(onset + rime)
  }
}

/** Whether a folded word (no diacritics, lower case) is spelt like a Vietnamese syllable. */
export const isSyllable = (folded: string): boolean => syllables.has(folded)

/**
 * One spelling for what schools spell two ways: a lone final y after h k l m q s t is i ("kỹ"/"kĩ", "lý"/"lí", "quý"/"quí").
 * Works on folded words; used in comparison keys only, never shown. Idempotent.
 */
export function oneSpelling(folded: string): string {
  return /^(?:[hklmst]|qu|th|kh)y$/.test(folded) ? `${folded.slice(0, -1)}i` : folded
}
