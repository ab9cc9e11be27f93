/**
 * Fills `{{placeholders}}` of answers with the ward's own values. What the profile does not hold is left out and named once,
 * at the end: an answer never invents a number or an address, and never repeats what it does not know.
 */
import type { Library } from './library.ts'
import type { Translate } from './locales.ts'
import type { Place } from './model/ward.ts'
import { showClause } from './plan/questions/wording.ts'
import { showDay } from './vietnam-time.ts'

/** What the profile should hold and doesn't: "số điện thoại" of "Công an phường …". */
interface Gap {
  readonly what: string
  readonly of: string | null
}
interface Filled {
  readonly text: string
  readonly gaps: readonly Gap[]
}
type Filler = (library: Library, t: Translate) => Filled | string

const list = (lines: readonly string[], none: string): string =>
  lines.length === 0 ? none : lines.map(line => `- ${line}`).join('\n')

const nameOf = (key: string, place: Place, library: Library, t: Translate): string =>
  place.name ?? t(`ward.${key}.name`, { ward: wardName(library) })

const where =
  (key: string, pick: (library: Library) => Place): Filler =>
  (library, t) => {
    const place = pick(library)
    const name = nameOf(key, place, library, t)
    const missing = [
      ...(place.address === null ? [t('ward.gap.address')] : []),
      ...(place.phone === null ? [t('ward.gap.phone')] : []),
    ]
    const known = [
      ...(place.address === null ? [] : [t('ward.address', { name, address: place.address })]),
      ...(place.phone === null
        ? []
        : [t(place.address === null ? 'ward.phone-of' : 'ward.phone', { name, phone: place.phone })]),
    ]
    return { text: known.join(' '), gaps: missing.map(what => ({ what, of: name })) }
  }
const hours =
  (key: string, pick: (library: Library) => Place): Filler =>
  (library, t) => {
    const place = pick(library)
    const name = nameOf(key, place, library, t)
    return place.hours === null
      ? { text: '', gaps: [{ what: t('ward.gap.hours'), of: name }] }
      : t('ward.hours', { name, hours: place.hours })
  }
const value =
  (key: string, pick: (library: Library) => string | null): Filler =>
  (library, t) => {
    const known = pick(library)
    return known === null
      ? { text: '', gaps: [{ what: t(`ward.${key}.gap`), of: null }] }
      : t(`ward.${key}.known`, { value: known })
  }
const planned =
  (fill: (plan: NonNullable<Library['plan']>, t: Translate) => string): Filler =>
  (library, t) =>
    library.plan === null ? t('plan.none') : fill(library.plan, t)

/** "phường Mường Lay" */
export const wardName = ({ ward }: Library): string => `${ward.kind} ${ward.name}`

const gatherings = new Set(['seminar', 'conference', 'contest', 'training', 'performance', 'mobile_van'])

/** What the plan has people come to. */
const eventsOf = ({
  targets,
  tasks,
}: NonNullable<Library['plan']>): { text: string; when: string | null; clause: string }[] => [
  ...targets
    .filter(({ forms }) => forms.some(form => gatherings.has(form)))
    .map(({ title, clause }) => ({ text: title, when: null, clause })),
  ...tasks
    .filter(({ text }) =>
      /tọa đàm|toạ đàm|hội nghị|đối thoại|cuộc thi|hội thi|tập huấn|lưu động/iu.test(text),
    )
    .map(({ text, deadlineText, window, clause }) => ({ text, when: deadlineText ?? window, clause })),
]

/** "Băng rôn, khẩu hiệu: 30 băng"; undefined for what has no number. */
const goalOf = (target: NonNullable<Library['plan']>['targets'][number]): string | undefined => {
  const { title } = target
  switch (target.shape) {
    case 'yearly-count':
      return `${title}: ${target.atLeast ? 'ít nhất ' : ''}${target.quantity} ${target.unit.toLowerCase()}`
    case 'monthly-per-unit':
      return `${title}: ${target.atLeast ? 'ít nhất ' : ''}${target.quantity} ${target.unit.toLowerCase()} mỗi tháng`
    case 'coverage':
      return `${title}: ${target.percent}%`
    case 'milestone':
    case 'recurring':
    case 'count-only':
      return undefined
    default:
      return target satisfies never
  }
}

/** Forms that people of the ward may come to, not only its officers. */
const open = new Set(['seminar', 'contest', 'performance', 'mobile_van'])

const happeningsOf = ({ targets, forms }: NonNullable<Library['plan']>): string[] => {
  const own = targets.filter(
    target => target.shape !== 'recurring' && target.forms.some(form => open.has(form)),
  )
  const told = new Set(own.flatMap(target => target.forms))
  // One of each form; what the ward's own units attend elsewhere ("Dự tọa đàm …") is nothing to come to.
  const others = new Map(
    forms
      .filter(({ form, text }) => open.has(form) && !told.has(form) && !/^(?:Dự|Lồng) /.test(text))
      .toReversed()
      .map(({ form, text }) => [form, text]),
  )
  return [...own.map(({ title }) => title), ...others.values()]
}

const fillers: Readonly<Record<string, Filler>> = {
  ward: library => wardName(library),
  province: ({ ward }) => ward.province,
  counter: where('counter', ({ ward }) => ward.counter),
  'counter.hours': hours('counter', ({ ward }) => ward.counter),
  police: where('police', ({ ward }) => ward.police),
  'police.hours': hours('police', ({ ward }) => ward.police),
  committee: where('committee', ({ ward }) => ward.committee),
  post: where('post', ({ ward }) => ward.post),
  hotline: value('hotline', ({ ward }) => ward.hotline),
  'province.hotline': value('province-hotline', ({ ward }) => ward.provinceHotline),
  website: value('website', ({ ward }) => ward.website),
  zalo: value('zalo', ({ ward }) => ward.zalo),
  reception: value('reception', ({ ward }) => ward.reception),
  queue: value('queue', ({ ward }) => ward.queue),
  digitalTeam: value('digital-team', ({ ward }) => ward.digitalTeam),
  madeOf: value('made-of', ({ ward }) => ward.madeOf),
  leaders: ({ ward }, t) =>
    ward.leaders.length === 0
      ? { text: '', gaps: [{ what: t('ward.leaders.gap'), of: null }] }
      : list(
          ward.leaders.map(
            ({ title, name, phone }) => `${title}: ${name}${phone === null ? '' : ` (${phone})`}`,
          ),
          '',
        ),
  'plan.year': ({ plan }) => (plan === null ? '' : String(plan.year)),
  'plan.targets': planned((plan, t) =>
    list(
      plan.targets.map(
        ({ title, printed, clause }) =>
          `${title}${printed === null ? '' : ` (${printed})`}, ${showClause(clause, { t })}`,
      ),
      t('plan.no-targets'),
    ),
  ),
  'plan.reports': planned((plan, t) =>
    list(
      plan.reports
        .filter(({ optional }) => !optional)
        .map(({ period, deadline, deadlineKind, binds, clause, rule }) =>
          t(
            deadline === null
              ? 'plan.report-undated'
              : deadlineKind === 'before'
                ? 'plan.report-before'
                : 'plan.report-by',
            {
              period: t(`periods.${period ?? 'none'}`),
              deadline: deadline === null ? rule : showDay(deadline),
              binds,
              clause: showClause(clause, { t }),
            },
          ),
        ),
      t('plan.no-reports'),
    ),
  ),
  'plan.events': planned((plan, t) =>
    list(
      eventsOf(plan).map(({ text, when, clause }) =>
        [`${text}${when === null ? '' : ` (${when})`}`, showClause(clause, { t })].join(', '),
      ),
      t('plan.no-events'),
    ),
  ),
  // For a loudspeaker: what there is a number of, and what people may come to; nobody hears in which section it stands.
  'plan.goals': planned(({ targets }) =>
    list(
      targets.flatMap(target => goalOf(target) ?? []),
      '',
    ),
  ),
  'plan.happenings': planned(plan => list(happeningsOf(plan), '')),
  'plan.content': planned((plan, t) =>
    list(
      plan.content.map(({ text, clause }) => `${text} (${showClause(clause, { t })})`),
      t('plan.no-content'),
    ),
  ),
  'plan.document': planned((plan, t) =>
    t(plan.number === null ? 'plan.document-unnumbered' : 'plan.document', {
      title: plan.title,
      number: plan.number ?? '',
      issued: plan.issued === null ? '' : showDay(plan.issued),
      year: plan.year,
    }),
  ),
}

/** Names that may stand between double braces. */
export const placeholders: ReadonlySet<string> = new Set(Object.keys(fillers))

const pattern = /\{\{\s*([\w.]+)\s*\}\}/g

/** Names used in a text, known or not. */
export const placeholdersIn = (text: string): string[] =>
  [...text.matchAll(pattern)].flatMap(match => match[1] ?? [])

/** "địa chỉ, số điện thoại của Công an phường, Trụ sở ủy ban; số đường dây nóng": each once. */
const namesOf = (gaps: readonly Gap[], t: Translate): string => {
  const lackOf = [...Map.groupBy(gaps, ({ of }) => of)].map(([of, own]) => ({
    of,
    what: [...new Set(own.map(({ what }) => what))].join(', '),
  }))
  return [...Map.groupBy(lackOf, ({ what }) => what)]
    .map(([what, places]) => {
      const names = places.flatMap(({ of }) => of ?? [])
      return names.length === 0 ? what : t('ward.gap.of', { what, of: names.join(', ') })
    })
    .join('; ')
}

/** What of a text the profile or the plan does not hold, named for people; empty where it can all be said. */
export const unknownIn = (text: string, library: Library, t: Translate): string => {
  const gaps = placeholdersIn(text).flatMap((name): readonly Gap[] => {
    const found = fillers[name]?.(library, t) ?? ''
    if (typeof found !== 'string') return found.gaps
    if (!name.startsWith('plan.') || (library.plan !== null && found !== '')) return []
    return [{ what: t('ward.gap.plan'), of: null }]
  })
  return namesOf(gaps, t)
}

/** @throws nothing: an unknown name is left out (content:check reports it before it gets here) */
export const fillWardText = (text: string, library: Library, t: Translate): string =>
  fillWard(text, library, t).text

/** @returns `complete` false where the text says what the ward has not told */
export const fillWard = (
  text: string,
  library: Library,
  t: Translate,
): { readonly text: string; readonly complete: boolean } => {
  const gaps: Gap[] = []
  const filled = text
    .replaceAll(/\n?[^\n]+/g, line => {
      const before = gaps.length
      const written = line.replaceAll(pattern, (_, name: string) => {
        const found = fillers[name]?.(library, t) ?? ''
        if (typeof found === 'string') return found
        gaps.push(...found.gaps)
        return found.text
      })
      // A line that was there for what we don't have goes with it.
      return written.trim() === '' && gaps.length > before ? '' : written
    })
    .replaceAll(/[ \t]+(?=\n|$)/g, '')
    .replaceAll(/\n{3,}/g, '\n\n')
  if (gaps.length === 0) return { text: filled, complete: true }
  const missing = t('ward.missing', { what: namesOf(gaps, t) })
  return { text: [filled.trimEnd(), missing].filter(Boolean).join('\n\n'), complete: false }
}
