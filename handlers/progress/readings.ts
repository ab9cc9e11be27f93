/** /cachhieu: where the plan is unclear, how the ward reads it, and the one place an admin changes that. */
import { plain } from '../../bot/chat.ts'
import { matchTarget } from '../../content/plan/match-target.ts'
import { type Ambiguity, forms, type Plan, type Target } from '../../content/plan/plan.ts'
import { type ChosenReadings, readingOf, withReadings } from '../../content/plan/readings.ts'
import { fieldsOf } from '../../storage/repositories/activity-record.ts'
import type { Handler, Incoming, Outcome, Services } from '../handler.ts'
import { chosenReadings, chosenReadingsKey } from './view.ts'

const page = 6

/** `/cachhieu`, `hieu:tat`, `hieu:tat:<offset>` */
export const listReadings: Handler = async (incoming, services) => {
  const { library, repositories, t } = services
  const { plan } = library
  if (plan === null) return { replies: [{ text: t('progress.no-plan') }] }
  if (plan.ambiguities.length === 0) return { replies: [{ text: t('progress.readings-none') }] }
  const chosen = await chosenReadings(repositories)
  const offset = Math.max(0, Number(incoming.pressed?.args[1] ?? 0) || 0)
  const shown = plan.ambiguities.slice(offset, offset + page)
  const lines = shown.map((ambiguity, index) => {
    const using = readingOf(ambiguity, chosen)
    return [
      `${offset + index + 1}. ${clauseOf(ambiguity, services)}: ${ambiguity.text}`,
      using === null ? t('progress.reading-none') : t('progress.reading-using', { using }),
      ...(using === ambiguity.using ? [] : [t('progress.reading-changed')]),
    ].join('\n')
  })
  const edit = incoming.pressed?.messageRef
  return {
    replies: [
      {
        text: [t('progress.readings-head', { count: plan.ambiguities.length }), ...lines].join('\n\n'),
        buttons: [
          ...shown.flatMap((ambiguity, index) =>
            ambiguity.readings.length < 2
              ? []
              : [
                  [
                    {
                      label: t('progress.reading-open', { n: offset + index + 1 }),
                      value: `hieu:mo:${ambiguity.id}`,
                    },
                  ],
                ],
          ),
          ...(offset + page < plan.ambiguities.length
            ? [[{ label: t('activity.more'), value: `hieu:tat:${offset + page}` }]]
            : []),
        ],
        ...(edit === undefined ? {} : { edit }),
      },
    ],
  }
}

/** `hieu:tat:<offset>`, `hieu:mo:<id>`, `hieu:chon:<id>:<index>` (admins) */
export const pressReading: Handler = async (incoming, services) => {
  const { library, t } = services
  const [verb, id, index] = incoming.pressed?.args ?? []
  const ambiguity = library.plan?.ambiguities.find(candidate => candidate.id === id)
  if (library.plan === null || ambiguity === undefined) return await listReadings(incoming, services)
  if (verb === 'chon') {
    const reading = ambiguity.readings[Number(index)]
    if (incoming.contact.role !== 'admin') return { replies: [{ text: t('progress.reading-admin') }] }
    if (reading !== undefined)
      return await chooseReading(ambiguity, reading, library.plan, incoming, services)
  }
  return await showReading(ambiguity, incoming, services)
}

const clauseOf = ({ clause }: Ambiguity, { library, t }: Services): string =>
  clause === null ? t('progress.plan-head') : `${library.ward.name} ${clause}`

const showReading = async (
  ambiguity: Ambiguity,
  { contact }: Incoming,
  services: Services,
): Promise<Outcome> => {
  const { t } = services
  const using = readingOf(ambiguity, await chosenReadings(services.repositories))
  const isAdmin = contact.role === 'admin'
  return {
    replies: [
      {
        text: [
          `**${clauseOf(ambiguity, services)}**`,
          ambiguity.text,
          ...ambiguity.readings.map(reading => `- ${reading === using ? '✅ ' : ''}${reading}`),
          t(isAdmin ? 'progress.reading-choose' : 'progress.reading-admin'),
        ].join('\n'),
        buttons: [
          ...(isAdmin
            ? ambiguity.readings.flatMap((reading, index) =>
                reading === using ? [] : [[{ label: reading, value: `hieu:chon:${ambiguity.id}:${index}` }]],
              )
            : []),
          [{ label: t('progress.readings-all'), value: 'hieu:tat' }],
        ],
      },
    ],
  }
}

/** Keeps an admin's choice, with its trace, and counts anew what it touches. */
export const chooseReading = async (
  ambiguity: Ambiguity,
  reading: string,
  plan: Plan,
  incoming: Incoming,
  services: Services,
): Promise<Outcome> => {
  const { repositories, t, now } = services
  const before = await chosenReadings(repositories)
  const after = new Map(before)
  if (reading === ambiguity.using) after.delete(ambiguity.id)
  else after.set(ambiguity.id, reading)
  await repositories.settings.set(chosenReadingsKey, JSON.stringify(Object.fromEntries(after)), now)
  await repositories.audit.add(
    {
      actor: `contact:${incoming.contact.id}`,
      action: 'plan.reading',
      subject: `ambiguity:${ambiguity.id}`,
      detail: { from: readingOf(ambiguity, before), to: reading },
    },
    now,
  )
  const moved = await recount(plan, before, after, incoming, services)
  const changes = ambiguity.effects.length > 0
  return {
    replies: [
      {
        text: [
          t('progress.reading-kept', { reading: plain(reading) }),
          t(changes ? 'progress.reading-effect' : 'progress.reading-no-effect'),
          ...(moved === 0 ? [] : [t('progress.reading-recounted', { count: moved })]),
        ].join('\n'),
        buttons: [
          [
            { label: t('progress.all'), value: 'td:tat' },
            { label: t('progress.readings-all'), value: 'hieu:tat' },
          ],
        ],
      },
    ],
  }
}

const batch = 500

/**
 * A reading may let a target take other forms. Entries that counted to nothing now count to it, those of a form it no
 * longer takes count to nothing; each change is a revision of its entry. What an officer tied elsewhere stays there.
 */
const recount = async (
  plan: Plan,
  before: ChosenReadings,
  after: ChosenReadings,
  { contact }: Incoming,
  { repositories, now }: Services,
): Promise<number> => {
  const from = withReadings(plan, before)
  const to = withReadings(plan, after)
  let moved = 0
  for (const target of to.targets) {
    const old = from.targets.find(({ id }) => id === target.id)
    for (const { form, gained } of formChanges(old, target)) {
      const filter = {
        form,
        target: gained ? null : target.id,
        kind: 'log' as const,
        states: ['submitted', 'approved'] as const,
        from: `${plan.year}-01-01`,
        to: `${plan.year}-12-31`,
      }
      let offset = 0
      for (;;) {
        const entries = await repositories.activities.list(filter, { limit: batch, offset })
        for (const entry of entries) {
          const known = forms.find(candidate => candidate === entry.form) ?? null
          const match = matchTarget(to, { form: known, unit: entry.unit, doer: entry.doer })
          if (gained && !(match.kind === 'sure' && match.target?.id === target.id)) {
            offset += 1
            continue
          }
          await repositories.activities.change(
            entry.id,
            ['submitted', 'approved'],
            { fields: { ...fieldsOf(entry), target: gained ? target.id : null } },
            'count',
            { contact: contact.id, now },
          )
          moved += 1
        }
        if (entries.length < batch) break
      }
    }
  }
  return moved
}

const formChanges = (old: Target | undefined, target: Target): { form: string; gained: boolean }[] =>
  old === undefined
    ? []
    : [
        ...target.forms.filter(form => !old.forms.includes(form)).map(form => ({ form, gained: true })),
        ...old.forms.filter(form => !target.forms.includes(form)).map(form => ({ form, gained: false })),
      ]
