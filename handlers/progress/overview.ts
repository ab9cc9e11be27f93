/** /tiendo: all targets of the plan, one of them, or one unit; as text with buttons, and as a picture. */
import type { Button, Reply } from '../../bot/chat.ts'
import { fold } from '../../content/language/unicode.ts'
import type { Unit } from '../../content/model/ward.ts'
import { unitCalled } from '../../content/plan/progress/owners.ts'
import type { TargetProgress } from '../../content/plan/progress/progress.ts'
import { readingsInUse } from '../../content/plan/readings.ts'
import { showDay } from '../../content/vietnam-time.ts'
import { wardName } from '../../content/ward-text.ts'
import type { Handler, Incoming, Outcome, Services } from '../handler.ts'
import { askedYear, stayingIn, viewOf } from './past-year.ts'
import { overviewPicture } from './pictures.ts'
import { targetPage } from './target-page.ts'
import { unitLines, unitList, unitPage } from './unit-page.ts'
import { ownUnit, type View } from './view.ts'
import { headOf, listed, targetLines, uncountedText } from './wording.ts'

const longestButton = 36
const shorten = (text: string): string =>
  text.length <= longestButton ? text : `${text.slice(0, longestButton - 1).trimEnd()}…`

/** `/tiendo`, `/tiendo loa`, `/tiendo VH-XH`, `/tiendo 2026`, `/tiendo 2026 loa` */
export const progress: Handler = async (given, services) => {
  const { year, incoming } = askedYear(given)
  const view = await viewOf(services, year)
  if (view === null) return noPlan(year, services)
  return stayingIn(await typed(view, incoming, services), view, services)
}

export const noPlan = (year: number | null, { t }: Services): Outcome => ({
  replies: [{ text: year === null ? t('progress.no-plan') : t('progress.no-plan-of-year', { year }) }],
})

const typed = async (view: View, incoming: Incoming, services: Services): Promise<Outcome> => {
  const asked = incoming.command?.args ?? ''
  if (asked === '') return await overview(view, incoming, services, true)
  const unit = unitAsked(asked, view.units)
  if (unit !== undefined) return unitPage(unit.name, view, services)
  const found = targetsAsked(asked, view, services)
  const [only, another] = found
  if (only === undefined) {
    const all = await overview(view, incoming, services, false)
    return {
      replies: [{ text: services.t('progress.not-found', { words: asked.slice(0, 60) }) }, ...all.replies],
    }
  }
  return another === undefined
    ? await targetPage(only, view, incoming, services)
    : { replies: [{ text: services.t('progress.which'), buttons: found.map(targetButton) }] }
}

/** `td:tat`, `td:muc:<target>`, `td:dv`, `td:dv:<index of unit>`, `td:goc:<target>`; each may end with `:@<year>` */
export const pressProgress: Handler = async (given, services) => {
  const { year, incoming } = askedYear(given)
  const view = await viewOf(services, year)
  if (view === null) return noPlan(year, services)
  return stayingIn(await pressed(view, incoming, services), view, services)
}

const pressed = async (view: View, incoming: Incoming, services: Services): Promise<Outcome> => {
  const [verb, which] = incoming.pressed?.args ?? []
  if (verb === 'dv') {
    const unit = which === undefined ? undefined : view.units[Number(which)]
    return onCard(
      unit === undefined ? unitList(view, services) : unitPage(unit.name, view, services),
      incoming,
    )
  }
  const chosen = view.progress.targets.find(({ target }) => target.id === which)
  if ((verb === 'muc' || verb === 'goc') && chosen !== undefined)
    return await targetPage(chosen, view, incoming, services, verb === 'goc')
  return onCard(await overview(view, incoming, services, false), incoming)
}

/** Leafing through changes one message instead of filling the chat. */
const onCard = (outcome: Outcome, { pressed }: Incoming): Outcome => {
  const edit = pressed?.messageRef
  return edit === undefined
    ? outcome
    : {
        ...outcome,
        replies: outcome.replies.map((reply, index) => (index === 0 ? { ...reply, edit } : reply)),
      }
}

const targetButton = ({ target }: TargetProgress): Button[] => [
  { label: shorten(target.title), value: `td:muc:${target.id}` },
]

const overview = async (
  view: View,
  { contact }: Incoming,
  services: Services,
  withPicture: boolean,
): Promise<Outcome> => {
  const { t, library } = services
  const { progress: all, plan, chosen } = view
  const own = ownUnit(contact, view.units)
  const ownLines = own === null ? [] : unitLines(own, view, t)
  const readings = readingsInUse(plan, chosen).filter(({ using }) => using !== null)
  const text = [
    t('progress.head', {
      ward: wardName(library),
      year: all.year,
      day: showDay(all.today),
      percent: Math.round(all.gone.share * 100),
    }),
    ...(ownLines.length === 0 ? [] : [[t('progress.own-unit', { unit: own ?? '' }), ...ownLines].join('\n')]),
    ...all.targets.map(target => targetLines(target, plan, t)),
    ...(all.uncounted.length === 0
      ? []
      : [
          t('progress.uncounted', {
            items: listed(
              all.uncounted.map(item => uncountedText(item, t)),
              8,
              t,
            ),
          }),
        ]),
    ...(readings.length === 0 ? [] : [t('progress.readings', { count: readings.length })]),
  ].join('\n\n')
  const attachment = withPicture ? await overviewPicture(view, services) : undefined
  const reply: Reply = {
    text,
    buttons: [
      ...all.targets.map(targetButton),
      [
        { label: t('progress.by-unit'), value: 'td:dv' },
        { label: t('progress.show-readings'), value: 'hieu:tat' },
      ],
    ],
    ...(attachment === undefined ? {} : { attachments: [attachment] }),
  }
  return { replies: [reply] }
}

const unitAsked = (asked: string, units: readonly Unit[]): Unit | undefined => {
  const exact = unitCalled(units, asked)
  if (exact !== undefined) return exact
  const wanted = fold(asked)
  const near = units.filter(
    ({ name, aliases }) =>
      wanted.length >= 4 && [name, ...aliases].some(known => fold(known).includes(wanted)),
  )
  return near.length === 1 ? near[0] : undefined
}

const targetsAsked = (asked: string, { progress: { targets } }: View, { t }: Services): TargetProgress[] => {
  const words = fold(asked).split(/\s+/)
  return targets.filter(candidate => {
    const { target } = candidate
    const known = fold(
      [
        target.title,
        target.clause,
        headOf(candidate, t),
        ...target.forms.map(form => t(`activity.forms.${form}`)),
      ].join(' '),
    )
    return words.every(word => known.includes(word))
  })
}
