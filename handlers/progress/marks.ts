/** Leads mark checklist items, milestones, periods and tasks as done, and give evidence: a photo, a file, a link, a note. */
import { z } from 'zod'
import { type Contact, plain } from '../../bot/chat.ts'
import type { Target } from '../../content/plan/plan.ts'
import { targetSubject, taskSubject } from '../../content/plan/progress/facts.ts'
import { leadOf } from '../../content/plan/progress/owners.ts'
import { type Day, dayOf, showDay } from '../../content/vietnam-time.ts'
import type { PlanItem } from '../../storage/repositories/plan-items.ts'
import type { Handler, Incoming, Outcome, Services } from '../handler.ts'
import type { Session } from '../session.ts'
import { askedYear, stayingIn, viewOf } from './past-year.ts'
import { answersFor, answersForTask, type View } from './view.ts'

export const markForm = 'plan-mark'
export const itemsForm = 'plan-items'
export const surveyForm = 'plan-survey'
const markSchema = z.object({ item: z.number() })
const targetSchema = z.object({ target: z.string(), year: z.int() })

export const withForm = (session: Session, name: string, data: unknown, now: Date): Session => ({
  ...session,
  form: { name, data, at: now.toISOString() },
})
const withoutForm = ({ form: _form, ...rest }: Session): Session => rest

/** The item of the open form, and whether this person may still mark it. */
export const openItem = async (
  { session, contact }: Incoming,
  services: Services,
): Promise<PlanItem | undefined> => {
  if (session.form?.name !== markForm) return undefined
  const { data } = markSchema.safeParse(session.form.data)
  const item = data === undefined ? undefined : await services.repositories.planItems.byId(data.item)
  if (item === undefined) return undefined
  const view = await viewOf(services, item.year)
  return view !== null && mayMark(contact, item, view) ? item : undefined
}

/** The unit an item is about answers for it, else whoever leads its target or task. */
const mayMark = (contact: Contact, { subject, part }: PlanItem, { plan, units }: View): boolean => {
  const target = plan.targets.find(({ id }) => targetSubject(id) === subject)
  if (target !== undefined) {
    const owner = 'units' in target && target.units.includes(part) ? part : leadOf(plan, target)
    return answersFor(contact, owner, units)
  }
  const task = plan.tasks.find(({ no }) => taskSubject(no) === subject)
  return task === undefined ? answersFor(contact, null, units) : answersForTask(contact, task, units)
}

/** What an item is called: its own words, or those of its target or task. */
const nameOf = ({ subject, part }: PlanItem, { plan }: View): string => {
  const target = plan.targets.find(({ id }) => targetSubject(id) === subject)
  const task = plan.tasks.find(({ no }) => taskSubject(no) === subject)
  const whole = target?.title ?? task?.text ?? subject
  if (part === '') return whole
  return target?.shape === 'coverage'
    ? part
    : `${whole} (${/^\d{4}-\d\d-\d\d$/.test(part) ? showDay(part) : part})`
}

const audit = async (
  action: string,
  item: { subject: string; part: string },
  { contact }: Incoming,
  { repositories, now }: Services,
  detail: Readonly<Record<string, unknown>> = {},
): Promise<void> =>
  await repositories.audit.add(
    { actor: `contact:${contact.id}`, action, subject: item.subject, detail: { part: item.part, ...detail } },
    now,
  )

const refused = ({ t }: Services): Outcome => ({ replies: [{ text: t('progress.may-not-mark') }] })

/**
 * `pm:moc:<target>:<index of unit>`, `pm:ky:<target>:<period>`, `pm:viec:<task>[:<deadline>]` mark as done;
 * `pm:muc|xong|mo|bo:<item>` show, mark, reopen and take off an item; `pm:them|ks:<target>` ask for items, a survey.
 */
export const pressMark: Handler = async (given, services) => {
  const { year, incoming } = askedYear(given)
  const [verb, which = '', part = ''] = incoming.pressed?.args ?? []
  const known = /^\d+$/.test(which) ? await services.repositories.planItems.byId(Number(which)) : undefined
  const ofItem = verb === 'viec' ? undefined : known?.year
  const view = await viewOf(services, ofItem ?? year)
  if (view === null) return { replies: [{ text: services.t('progress.no-plan') }] }
  return stayingIn(await pressedMark(verb, which, part, view, incoming, services), view, services)
}

const pressedMark = async (
  verb: string | undefined,
  which: string,
  part: string,
  view: View,
  incoming: Incoming,
  services: Services,
): Promise<Outcome> => {
  const target = view.plan.targets.find(({ id }) => id === which)
  const may = (owner: string | null): boolean => answersFor(incoming.contact, owner, view.units)
  switch (verb) {
    case 'moc': {
      if (target?.shape !== 'milestone') return refused(services)
      const unit = target.units[Number(part)] ?? null
      if (!may(unit ?? leadOf(view.plan, target))) return refused(services)
      return await markNew({ subject: targetSubject(target.id), part: unit ?? '' }, view, incoming, services)
    }
    case 'ky': {
      if (target?.shape !== 'recurring' || !may(leadOf(view.plan, target))) return refused(services)
      return await markNew({ subject: targetSubject(target.id), part }, view, incoming, services)
    }
    case 'viec': {
      const task = view.plan.tasks.find(({ no }) => no === Number(which))
      if (task === undefined || !answersForTask(incoming.contact, task, view.units)) return refused(services)
      if (part !== '' && !task.deadlines.includes(part)) return refused(services)
      return await markNew({ subject: taskSubject(task.no), part }, view, incoming, services)
    }
    case 'them':
    case 'ks':
      if (target?.shape !== 'coverage' || !may(leadOf(view.plan, target))) return refused(services)
      return {
        replies: [
          {
            text: services.t(verb === 'ks' ? 'progress.ask-survey' : 'progress.ask-items', {
              title: target.title,
            }),
          },
        ],
        session: withForm(
          incoming.session,
          verb === 'ks' ? surveyForm : itemsForm,
          { target: target.id, year: view.plan.year },
          services.now,
        ),
        labelsOnly: true,
      }
    default: {
      const item = await services.repositories.planItems.byId(Number(which))
      if (item === undefined || !mayMark(incoming.contact, item, view)) return refused(services)
      return await pressItem(verb ?? '', item, view, incoming, services)
    }
  }
}

const markNew = async (
  item: { subject: string; part: string },
  view: View,
  incoming: Incoming,
  services: Services,
): Promise<Outcome> => {
  const { repositories, now } = services
  const doing = { contact: incoming.contact.id, now }
  const id = await repositories.planItems.ensure({ year: view.plan.year, ...item }, doing)
  const known = await repositories.planItems.byId(id)
  return known === undefined ? refused(services) : await markDone(known, view, incoming, services)
}

/** Marked at once, for today; evidence, another day or a note may follow while the form is open. */
const markDone = async (
  item: PlanItem,
  view: View,
  incoming: Incoming,
  services: Services,
): Promise<Outcome> => {
  const { repositories, t, now } = services
  const on = item.doneOn ?? dayOf(now)
  if (item.doneOn === null) {
    await repositories.planItems.markDone(item.id, { on }, { contact: incoming.contact.id, now })
    await audit('plan.done', item, incoming, services, { on })
  }
  return {
    replies: [
      {
        text: t('progress.marked', { what: plain(nameOf(item, view)), day: showDay(on) }),
        buttons: [
          [
            { label: t('progress.finish'), value: `pm:het:${item.id}` },
            { label: t('progress.undo'), value: `pm:mo:${item.id}` },
          ],
        ],
      },
    ],
    session: withForm(incoming.session, markForm, { item: item.id }, now),
    labelsOnly: true,
  }
}

const pressItem = async (
  verb: string,
  item: PlanItem,
  view: View,
  incoming: Incoming,
  services: Services,
): Promise<Outcome> => {
  const { repositories, t, now } = services
  const doing = { contact: incoming.contact.id, now }
  const what = plain(nameOf(item, view))
  const session = withoutForm(incoming.session)
  switch (verb) {
    case 'xong':
      return await markDone(item, view, incoming, services)
    case 'mo':
      await repositories.planItems.markOpen(item.id, doing)
      await audit('plan.reopen', item, incoming, services, { was: item.doneOn })
      return { replies: [{ text: t('progress.reopened', { what }) }], session }
    case 'bo':
      await repositories.planItems.takeOff(item.id, doing)
      await audit('plan.take-off', item, incoming, services)
      return { replies: [{ text: t('progress.taken-off', { what }) }], session }
    case 'het':
      return {
        replies: [
          {
            text: t(item.evidence === 0 ? 'progress.finished-bare' : 'progress.finished', {
              what,
              count: item.evidence,
            }),
          },
        ],
        session,
      }
    default: {
      const evidence = await repositories.planItems.evidenceOf([item.id])
      return {
        replies: [
          {
            text: [
              `**${what}**`,
              item.doneOn === null
                ? t('progress.not-done')
                : t('progress.done-on', { day: showDay(item.doneOn) }),
              ...evidence.map(
                piece =>
                  `- ${plain(piece.url ?? piece.name ?? t(`progress.kinds.${piece.kind}`))} (${showDay(dayOf(piece.addedAt))})`,
              ),
              ...(item.note === null ? [] : [plain(item.note)]),
            ].join('\n'),
            buttons: [
              [
                {
                  label: t(item.doneOn === null ? 'progress.mark' : 'progress.add-evidence'),
                  value: `pm:xong:${item.id}`,
                },
              ],
              [
                ...(item.doneOn === null ? [] : [{ label: t('progress.undo'), value: `pm:mo:${item.id}` }]),
                { label: t('progress.take-off'), value: `pm:bo:${item.id}` },
              ],
            ],
          },
        ],
      }
    }
  }
}

/** The lists and surveys asked for above: one item a line; a percentage. */
export const typeItems: Handler = async (incoming, services) => {
  const { t } = services
  const form = targetSchema.safeParse(incoming.session.form?.data)
  const view = await viewOf(services, form.data?.year ?? null)
  const target = view?.plan.targets.find(({ id }) => id === form.data?.target)
  if (view === null || target?.shape !== 'coverage')
    return { replies: [{ text: t('progress.gone') }], session: withoutForm(incoming.session) }
  if (!answersFor(incoming.contact, leadOf(view.plan, target), view.units)) return refused(services)
  return incoming.session.form?.name === surveyForm
    ? await takeSurvey(target, view, incoming, services)
    : await addItems(target, view, incoming, services)
}

const mostItems = 300
const longestItem = 200

const addItems = async (
  target: Target,
  view: View,
  incoming: Incoming,
  services: Services,
): Promise<Outcome> => {
  const { repositories, t, now } = services
  const lines = [
    ...new Set(
      incoming.text
        .split('\n')
        .map(line =>
          line
            .replace(/^\s*(?:[-+*•]|\d{1,3}[.)])\s+/, '')
            .trim()
            .slice(0, longestItem),
        )
        .filter(line => line !== ''),
    ),
  ].slice(0, mostItems)
  const subject = targetSubject(target.id)
  const before = new Set((await repositories.planItems.list(view.plan.year, subject)).map(({ part }) => part))
  const fresh = lines.filter(line => !before.has(line))
  for (const part of fresh)
    await repositories.planItems.ensure(
      { year: view.plan.year, subject, part },
      { contact: incoming.contact.id, now },
    )
  if (fresh.length > 0)
    await audit('plan.add-items', { subject, part: '' }, incoming, services, { count: fresh.length })
  return {
    replies: [
      {
        text: t('progress.items-added', { count: fresh.length, all: before.size + fresh.length }),
        buttons: [[{ label: t('progress.open-list'), value: `td:muc:${target.id}` }]],
      },
    ],
    session: withoutForm(incoming.session),
  }
}

const takeSurvey = async (
  target: Target,
  view: View,
  incoming: Incoming,
  services: Services,
): Promise<Outcome> => {
  const { repositories, t, now } = services
  const found = /(\d{1,3}(?:[.,]\d+)?)\s*%?/.exec(incoming.text)?.[1]
  const value = found === undefined ? Number.NaN : Number(found.replace(',', '.'))
  if (!(value >= 0 && value <= 100))
    return { replies: [{ text: t('progress.bad-survey') }], session: incoming.session, labelsOnly: true }
  const today: Day = dayOf(now)
  const doing = { contact: incoming.contact.id, now }
  // A survey is known by its day; a second figure of the same day corrects the first.
  const item = { year: view.plan.year, subject: targetSubject(target.id), part: `khao-sat-${today}` }
  const id = await repositories.planItems.ensure(item, doing)
  await repositories.planItems.markDone(id, { on: today, value }, doing)
  await audit('plan.survey', item, incoming, services, { value })
  return {
    replies: [
      { text: t('progress.survey-kept', { percent: String(value).replace('.', ','), day: showDay(today) }) },
    ],
    session: withForm(incoming.session, markForm, { item: id }, now),
    labelsOnly: true,
  }
}
