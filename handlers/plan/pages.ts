/** The pages of a plan's review: the summary, one item with its buttons, and what the plan would change. */
import type { Button, Reply } from '../../bot/chat.ts'
import { plain } from '../../bot/chat.ts'
import type { Library } from '../../content/library.ts'
import type { Translate } from '../../content/locales.ts'
import { problemsOfPlan } from '../../content/plan/check-plan.ts'
import { diffPlans, isSamePlan } from '../../content/plan/diff.ts'
import { topicsFor } from '../../content/plan/index/match-bullets.ts'
import { type Move, movesOf, sumMoves } from '../../content/plan/moves.ts'
import type { Plan } from '../../content/plan/plan.ts'
import { planOfYear, planOn } from '../../content/plan/plan-files.ts'
import { withReadings } from '../../content/plan/readings.ts'
import { type Assembled, assemblePlan } from '../../content/plan/review/assemble.ts'
import { type Field, fieldsOf } from '../../content/plan/review/fields.ts'
import type { ReviewItem } from '../../content/plan/review/items.ts'
import { acceptable, progressOf, type Review, yearOf } from '../../content/plan/review/review.ts'
import { diffText, itemText, summaryText } from '../../content/plan/review/words.ts'
import type { Engine } from '../../content/search/engine.ts'
import type { Day } from '../../content/vietnam-time.ts'
import type { Repositories } from '../../storage/repositories.ts'
import { chosenReadings } from '../progress/view.ts'

/** A button of this review; `item` is the place of an item in it. */
export const pressOf = (review: Review, verb: string, ...args: readonly (string | number)[]): string =>
  ['kh', review.id, verb, ...args].join(':')

const longestLabel = 60
const label = (text: string): string =>
  text.length <= longestLabel ? text : `${text.slice(0, longestLabel - 1).trimEnd()}…`

/** "Còn dở": go on, or throw it away. */
export const resumeButtons = (review: Review, t: Translate): Button[][] => [
  [{ label: t('planReview.resume'), value: pressOf(review, 'xem') }],
  [{ label: t('planReview.throw-away'), value: pressOf(review, 'huy') }],
]

export const summaryReply = (review: Review, t: Translate): Reply => ({
  text: summaryText(review, t),
  buttons: [
    [
      { label: t('planReview.start'), value: pressOf(review, 'xem') },
      { label: t('planReview.not-now'), value: pressOf(review, 'sau') },
    ],
  ],
})

/** @param units names of the ward's units, offered where a name is unknown */
export const itemReply = (
  review: Review,
  item: ReviewItem,
  units: readonly string[],
  t: Translate,
): Reply => {
  const index = review.items.indexOf(item)
  const all = acceptable(review)
  return {
    text: itemText(review, item, t),
    buttons: [
      ...answerButtons(review, item, index, units, t),
      ...(all.length > 1
        ? [
            [
              {
                label: t('planReview.keep-all', { count: all.length }),
                value: pressOf(review, 'het', index),
              },
            ],
          ]
        : []),
      [
        ...(progressOf(review).n > 1 ? [{ label: t('planReview.back'), value: pressOf(review, 'lui') }] : []),
        { label: t('planReview.not-now'), value: pressOf(review, 'sau') },
      ],
    ],
  }
}

/** Which field of an item is to be corrected. */
export const fieldsReply = (review: Review, item: ReviewItem, t: Translate): Reply => ({
  text: t('planReview.ask.which'),
  buttons: [
    ...fieldsOf(item).map(field => [
      {
        label: t(`planReview.field.${field}`),
        value: pressOf(review, 'phan', review.items.indexOf(item), field),
      },
    ]),
    [{ label: t('planReview.back'), value: pressOf(review, 'xem') }],
  ],
})

/** Asks for the new value of a field, with an example. */
export const askReply = (review: Review, item: ReviewItem, field: Field, t: Translate): Reply => ({
  text: t(`planReview.ask.${askKey(item, field)}`),
  buttons: [[{ label: t('planReview.back'), value: pressOf(review, 'xem') }]],
})

/** Asks for what the reader missed, as one line. */
export const askLineReply = (review: Review, t: Translate): Reply => ({
  text: t('planReview.ask.add'),
  buttons: [[{ label: t('planReview.back'), value: pressOf(review, 'xem') }]],
})

const askKey = (item: ReviewItem, field: Field): string => {
  if (item.kind === 'metadata')
    return ['year', 'issued', 'signer', 'title'].includes(item.field) ? item.field : 'value'
  return item.kind === 'report' && field === 'period' ? 'period-report' : field
}

const mostUnits = 12

/** Names of units an unknown one may mean, likeliest first; buttons carry their place in this list. */
export const unitChoices = (
  item: Extract<ReviewItem, { kind: 'unit' }>,
  units: readonly string[],
): readonly string[] => [...new Set([...item.suggestions, ...units])].slice(0, mostUnits)

const answerButtons = (
  review: Review,
  item: ReviewItem,
  index: number,
  units: readonly string[],
  t: Translate,
): Button[][] => {
  const to = (key: string, verb: string, ...args: number[]): Button => ({
    label: t(`planReview.${key}`),
    value: pressOf(review, verb, index, ...args),
  })
  switch (item.kind) {
    case 'question':
      return [
        ...(item.readings.length === 0
          ? [[to('known', 'dung')]]
          : item.readings.map((reading, n) => [
              { label: label(reading), value: pressOf(review, 'hieu', index, n) },
            ])),
        [to('drop', 'bo')],
      ]
    case 'unit':
      return [
        ...unitChoices(item, units).map((name, n) => [
          { label: label(name), value: pressOf(review, 'dv', index, n) },
        ]),
        [to('new-unit', 'dung')],
        [to('outside', 'ngoai'), to('other-name', 'sua')],
      ]
    case 'metadata':
    case 'target':
    case 'task':
    case 'report':
    case 'rest':
      return [
        [to('yes', 'dung'), ...(fieldsOf(item).length === 0 ? [] : [to('edit', 'sua')]), to('drop', 'bo')],
      ]
    default:
      return item satisfies never
  }
}

/** What the review comes to against the plans the ward has. */
export interface Outlook {
  readonly assembled: Assembled
  /** The plan of the same year, which it would replace; null = the year has none. */
  readonly replaced: Plan | null
  /** What it is compared with: the same, else the year before's. */
  readonly against: Plan | null
  readonly moves: readonly Move[]
}

const states = ['draft', 'submitted', 'approved', 'rejected'] as const
/** More than any ward has in a year: one query reads all. */
const everything = 1_000_000

/** The content in use: what it says of a plan and what its engine makes of a bullet's words. */
export interface Known {
  readonly library: Pick<Library, 'plans' | 'ward' | 'entries'>
  readonly engine: Pick<Engine, 'understand'>
}

export const outlookOf = async (
  review: Review,
  { library, engine }: Known,
  repositories: Pick<Repositories, 'activities' | 'settings'>,
): Promise<Outlook> => {
  const year = yearOf(review)
  const replaced = year === null ? null : planOfYear(library, year)
  const against = replaced ?? (year === null ? null : planOn(library, `${year}-01-01`))
  const answered = new Set(library.entries.flatMap(({ topics }) => topics))
  const assembled = assemblePlan(review, {
    ward: library.ward.slug,
    against,
    answered,
    units: library.ward.units,
    topicsOf: topicsFor(engine),
  })
  if (!assembled.ok) return { assembled, replaced, against, moves: [] }
  const entries = await repositories.activities.list(
    { kind: 'log', states, from: `${assembled.plan.year}-01-01`, to: `${assembled.plan.year}-12-31` },
    { limit: everything },
  )
  const before = replaced === null ? null : withReadings(replaced, await chosenReadings(repositories))
  return { assembled, replaced, against, moves: movesOf(before, assembled.plan, entries) }
}

/** The last page: what would change, what is in the way, and the button that brings it about. */
export const outlookReply = (
  review: Review,
  { assembled, replaced, against, moves }: Outlook,
  given: { readonly library: Library; readonly today: Day; readonly isAdmin: boolean; readonly t: Translate },
): Reply => {
  const { t, isAdmin } = given
  const around: Button[][] = [
    [
      { label: t('planReview.back'), value: pressOf(review, 'lui') },
      { label: t('planReview.not-now'), value: pressOf(review, 'sau') },
    ],
    [{ label: t('planReview.throw-away'), value: pressOf(review, 'huy') }],
  ]
  if (!assembled.ok)
    return {
      text: t(`planReview.not-yet.${assembled.missing}`, { detail: plain(assembled.detail) }),
      buttons: [
        ...(assembled.missing === 'year' || assembled.missing === 'title'
          ? [
              [
                {
                  label: t(`planReview.field.${assembled.missing}`),
                  value: pressOf(
                    review,
                    'sua',
                    review.items.findIndex(({ id }) => id === `metadata:${assembled.missing}`),
                  ),
                },
              ],
            ]
          : []),
        ...around,
      ],
    }
  const { plan, newUnits, unmatched } = assembled
  const problems = problemsOfPlan(given.library, plan, given.today)
  const diff = diffPlans(against, plan)
  const title = (id: string | null, of: Plan | null): string =>
    plain(label(of?.targets.find(target => target.id === id)?.title ?? id ?? ''))
  const text = [
    diffText(diff, { before: against, after: plan }, t),
    ...(isSamePlan(diff) ? [t('planReview.diff.same')] : []),
    ...sumMoves(moves).map(({ from, to, count }) =>
      from === null
        ? t('planReview.diff.move-new', { count, to: title(to, plan) })
        : to === null
          ? t('planReview.diff.move-none', { count, from: title(from, replaced) })
          : t('planReview.diff.move', { count, from: title(from, replaced), to: title(to, plan) }),
    ),
    ...(against !== null && replaced === null
      ? [t('planReview.diff.other-year', { before: against.year })]
      : []),
    ...(unmatched.length === 0
      ? []
      : [
          t('planReview.diff.unmatched', {
            count: unmatched.length,
            items: plain(unmatched.map(({ clause, text: what }) => `${clause} ${label(what)}`).join('; ')),
          }),
        ]),
    ...(newUnits.length === 0 ? [] : [t('planReview.diff.new-units', { names: plain(newUnits.join('; ')) })]),
    ...problems.map(({ message }) => t('planReview.not-yet.invalid', { detail: plain(message) })),
    ...(problems.length > 0 ? [] : [t(isAdmin ? 'planReview.diff.ask' : 'planReview.only-admin')]),
  ].join('\n\n')
  return {
    text,
    buttons: [
      ...(isAdmin && problems.length === 0
        ? [[{ label: t('planReview.apply'), value: pressOf(review, 'ap') }]]
        : []),
      ...(replaced !== null && (diff.targets.removed.length > 0 || review.keepMissing)
        ? [
            [
              {
                label: t(review.keepMissing ? 'planReview.drop-missing' : 'planReview.keep-missing', {
                  count: diff.targets.removed.length,
                }),
                value: pressOf(review, 'giu', review.keepMissing ? 0 : 1),
              },
            ],
          ]
        : []),
      [{ label: t('planReview.add-line'), value: pressOf(review, 'them') }],
      ...around,
    ],
  }
}
