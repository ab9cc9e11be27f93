/** Reads one line of an officer or volunteer: a pure function of the text, the day and the ward's names. Never throws. */
import type { Day } from '../vietnam-time.ts'
import type { Activity, Command, ParsedMessage, RejectReason } from './activity.ts'
import { applyCorrections } from './corrections.ts'
import { type Clause, clausesOf, type Draft, formOf, headsOf, outsideBreakdown } from './drafts.ts'
import { carriesForm, draftsOf, shareAmong } from './grouping.ts'
import {
  absurd,
  clauseRefusal,
  countRefusal,
  impossibleDay,
  onlyDates,
  type Refusal,
  tellsWork,
} from './reject.ts'
import { repair } from './repair.ts'
import { inferForm, resolve } from './resolve.ts'
import { type Scan, type Slot, type SlotOf, scan } from './slots.ts'
import { spokenTimes } from './spoken.ts'
import { cleanLine, tokenise } from './text.ts'
import type { Vocabulary } from './ward-vocabulary.ts'
import { eventForms } from './words/form-words.ts'

export interface ParseOptions {
  /** The day the line was written, in Vietnam. */
  readonly today: Day
  /** The ward's names, made once by `vocabularyOf`; patterns alone serve without it. */
  readonly vocabulary?: Vocabulary | null
}

const commandPattern =
  /^\s*(?:\/\s*(ghi|hotro|hỗtrợ|ho_tro|hỗ trợ|ho tro)(?:@\w+)?(?![\p{L}\d])|(ghi|hotro)\s*:)\s*/iu

/** Takes the command off a line. */
export function commandOf(text: string): { command: Command; rest: string } {
  const match = commandPattern.exec(text)
  if (match === null) return { command: null, rest: text }
  const name = (match[1] ?? match[2] ?? '').toLowerCase()
  return { command: name === 'ghi' ? 'ghi' : 'hotro', rest: text.slice(match[0].length) }
}

/**
 * What a line says was done: one or more activities with what is still to be asked, or why it is none.
 * Unknown fields are null, words nothing was made of are in `leftover`; nothing is guessed.
 */
export function parseActivity(text: string, options: ParseOptions): ParsedMessage {
  const { command, rest } = commandOf(cleanLine(text))
  const vocabulary = options.vocabulary ?? null
  const raw = tokenise(rest)
  if (!raw.some(({ kind }) => kind !== 'mark')) return rejected({ why: 'empty', because: null })
  const tokens = spokenTimes(repair(raw, fold => vocabulary?.names.words.has(fold) ?? false))
  const { slots } = scan(tokens, options.today, vocabulary)
  const helping =
    command === 'hotro' || (command === null && raw[0]?.text === '+' && raw[1]?.kind === 'number')
  const helps: Slot[] = helping
    ? [{ kind: 'form', from: -1, to: -1, form: 'direct_guidance', event: false, name: 'hỗ trợ' }]
    : []
  return understand(
    { tokens, slots: [...helps, ...applyCorrections(slots)] },
    command !== null || helping,
    helping,
    options.today,
    vocabulary,
  )
}

const rejected = ({ why, because }: Refusal): ParsedMessage => ({ kind: 'rejected', why, because })

function understand(
  { slots }: Scan,
  commanded: boolean,
  helping: boolean,
  today: Day,
  vocabulary: Vocabulary | null,
): ParsedMessage {
  const wrongDay = impossibleDay(slots)
  if (wrongDay !== null) return rejected({ why: 'impossible_date', because: wrongDay })
  const told = keepDone(clausesOf(slots), commanded)
  if (told.refusal !== null) return rejected(told.refusal)
  const drafts = draftsOf(told.clauses)
  const all = drafts.flatMap(draft => draft.slots)
  const wrongCount = countRefusal(
    drafts.flatMap(draft => outsideBreakdown(draft.slots)),
    all.filter((slot): slot is SlotOf<'minutes'> => slot.kind === 'minutes'),
  )
  if (wrongCount !== undefined) return rejected(wrongCount)
  if (!tellsWork(all, commanded)) return rejected({ why: 'not_activity', because: null })
  const activities = workOut(drafts, helping, today, vocabulary)
  for (const activity of activities) {
    const because = absurd(activity)
    if (because !== null) return rejected({ why: 'absurd_quantity', because })
  }
  return { kind: 'activities', activities, leftover: leftoverOf(slots) }
}

/** Clauses that tell work done; or the reason when none does. */
function keepDone(
  clauses: readonly Clause[],
  commanded: boolean,
): { clauses: Clause[]; refusal: Refusal | null } {
  const kept: Clause[] = []
  let refusal: Refusal | null = null
  let scene: Slot[] = []
  // "Mai treo 3 băng rôn, phát 100 tờ rơi": a plan that opens the line goes on until another time is told.
  let planned: (Refusal & { goesOn: boolean }) | null = null
  for (const [index, clause] of clauses.entries()) {
    const told = clause.slots.some(({ kind }) => kind === 'when' || kind === 'session')
    if (planned !== null && (told || (clause.joint === 'strong' && !planned.goesOn))) planned = null
    const why: RejectReason | undefined = planned === null ? clauseRefusal(clause, commanded) : planned.why
    if (index === 0 && why === 'future_date')
      planned = { why, because: null, goesOn: clause.closedBy === ':' }
    if (why === undefined) {
      kept.push(
        scene.length === 0 ? clause : { ...clause, slots: [...lacking(clause, scene), ...clause.slots] },
      )
      scene = []
      continue
    }
    // "Chiều 17/11 mưa to nhưng vẫn đi 13 hộ": the trouble still dates what was done.
    if (why === 'not_activity' && clause.closedBy !== '\n')
      scene = clause.slots.filter(({ kind }) => kind === 'when' || kind === 'session')
    else scene = []
    const day = clause.slots.find(
      (slot): slot is SlotOf<'when'> => slot.kind === 'when' && slot.when.kind === 'future',
    )
    const because = why === 'future_date' ? (day?.text ?? null) : null
    // A later day that only dates the work told before it ("…, 25/12") refuses that work.
    if (why === 'future_date' && onlyDates(clause)) return { clauses: [], refusal: { why, because } }
    refusal ??= { why, because }
  }
  const done = kept.some(clause => tellsDone(clause, commanded))
  return refusal !== null && !done ? { clauses: [], refusal } : { clauses: kept, refusal: null }
}

/** Of the times told before a clause, those it tells none of itself. */
const lacking = (clause: Clause, scene: readonly Slot[]): Slot[] =>
  scene.filter(({ kind }) => !clause.slots.some(slot => slot.kind === kind || slot.kind === 'when'))

/** Beside a refused clause, another must tell work of its own: a form or verb with a number, or an event. */
function tellsDone(clause: Clause, commanded: boolean): boolean {
  const heads = headsOf(clause.slots)
  const counted =
    heads.works.length + heads.people.length + heads.cases.length + heads.loose.length + heads.turns.length >
    0
  const form = formOf(heads)
  // "Em phát tờ rơi thì mưa, chẳng phát được tờ nào": things without a number, beside a failure, were not done.
  if (!counted && !commanded && form !== null && !eventForms.has(form)) return false
  return counted || (form !== null && clause.slots.some(({ kind }) => kind === 'verb' || kind === 'subject'))
}

function workOut(
  drafts: readonly Draft[],
  helping: boolean,
  today: Day,
  vocabulary: Vocabulary | null,
): Activity[] {
  shareAmong(drafts)
  const activities: Activity[] = []
  let before: Activity['form'] | undefined
  for (const draft of drafts) {
    const carried = before !== undefined && carriesForm(before, draft) ? before : null
    const context = { today, vocabulary, carried, helping }
    const activity = resolve(draft, context)
    activities.push(activity)
    before = inferForm(draft, context)
  }
  return activities
}

const leftoverOf = (slots: readonly Slot[]): string[] =>
  slots.flatMap(slot => (slot.kind === 'unknown' ? [slot.text] : []))
