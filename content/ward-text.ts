/**
 * Fills `{{placeholders}}` of answers with the ward's own values. Where the profile is empty the sentence says so:
 * an answer never invents a number or an address.
 */
import type { Library } from './library.ts'
import type { Translate } from './locales.ts'
import type { Place } from './model/ward.ts'
import { showDay } from './vietnam-time.ts'

type Filler = (library: Library, t: Translate) => string

const list = (lines: readonly string[], none: string): string =>
  lines.length === 0 ? none : lines.map(line => `- ${line}`).join('\n')

const where =
  (key: string, pick: (library: Library) => Place): Filler =>
  (library, t) => {
    const place = pick(library)
    const name = place.name ?? t(`ward.${key}.name`, { ward: wardName(library) })
    const address =
      place.address === null
        ? t(`ward.${key}.no-address`, { name })
        : t('ward.address', { name, address: place.address })
    return place.phone === null
      ? `${address} ${t('ward.no-phone')}`
      : `${address} ${t('ward.phone', { phone: place.phone })}`
  }
const hours =
  (key: string, pick: (library: Library) => Place): Filler =>
  (library, t) => {
    const place = pick(library)
    const name = place.name ?? t(`ward.${key}.name`, { ward: wardName(library) })
    return place.hours === null ? t('ward.no-hours', { name }) : t('ward.hours', { name, hours: place.hours })
  }
const value =
  (key: string, pick: (library: Library) => string | null): Filler =>
  (library, t) => {
    const known = pick(library)
    return known === null ? t(`ward.${key}.unknown`) : t(`ward.${key}.known`, { value: known })
  }
const planned =
  (fill: (plan: NonNullable<Library['plan']>, t: Translate) => string): Filler =>
  (library, t) =>
    library.plan === null ? t('plan.none') : fill(library.plan, t)

/** "phường Mường Lay" */
export const wardName = ({ ward }: Library): string => `${ward.kind} ${ward.name}`

const fillers: Readonly<Record<string, Filler>> = {
  ward: library => wardName(library),
  province: ({ ward }) => ward.province,
  counter: where('counter', ({ ward }) => ward.counter),
  'counter.hours': hours('counter', ({ ward }) => ward.counter),
  police: where('police', ({ ward }) => ward.police),
  'police.hours': hours('police', ({ ward }) => ward.police),
  committee: where('committee', ({ ward }) => ward.committee),
  hotline: value('hotline', ({ ward }) => ward.hotline),
  'province.hotline': value('province-hotline', ({ ward }) => ward.provinceHotline),
  website: value('website', ({ ward }) => ward.website),
  zalo: value('zalo', ({ ward }) => ward.zalo),
  reception: value('reception', ({ ward }) => ward.reception),
  queue: value('queue', ({ ward }) => ward.queue),
  digitalTeam: value('digital-team', ({ ward }) => ward.digitalTeam),
  madeOf: value('made-of', ({ ward }) => ward.madeOf),
  leaders: ({ ward }, t) =>
    list(
      ward.leaders.map(({ title, name, phone }) => `${title}: ${name}${phone === null ? '' : ` (${phone})`}`),
      t('ward.leaders.unknown'),
    ),
  'plan.targets': planned((plan, t) =>
    list(
      plan.targets.map(
        ({ title, printed, clause }) =>
          `${title}${printed === null ? '' : ` (${printed})`}, ${t('plan.clause', { clause })}`,
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
              clause,
            },
          ),
        ),
      t('plan.no-reports'),
    ),
  ),
  'plan.events': planned((plan, t) => {
    const kinds = new Set(['seminar', 'conference', 'contest', 'training', 'performance', 'mobile_van'])
    const lines = [
      ...plan.targets
        .filter(({ forms }) => forms.some(form => kinds.has(form)))
        .map(({ title, clause }) => `${title}, ${t('plan.clause', { clause })}`),
      ...plan.tasks
        .filter(({ text }) =>
          /tọa đàm|toạ đàm|hội nghị|đối thoại|cuộc thi|hội thi|tập huấn|lưu động/iu.test(text),
        )
        .map(
          ({ text, deadlineText, clause }) =>
            `${text}${deadlineText === null ? '' : ` (${deadlineText})`}, ${t('plan.clause', { clause })}`,
        ),
    ]
    return list(lines, t('plan.no-events'))
  }),
  'plan.content': planned((plan, t) =>
    list(
      plan.content.map(({ text, clause }) => `${text} (${t('plan.clause', { clause })})`),
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

/** @throws nothing: an unknown name is left out (content:check reports it before it gets here) */
export const fillWardText = (text: string, library: Library, t: Translate): string =>
  text
    .replaceAll(pattern, (_, name: string) => fillers[name]?.(library, t) ?? '')
    .replaceAll(/[ \t]+\n/g, '\n')
