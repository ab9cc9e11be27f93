/** Looking at another year's plan: "/tiendo 2026" in 2027. The year rides along in every button of the page ("@2026"). */
import { type Day, dayOf } from '../../content/vietnam-time.ts'
import type { Incoming, Outcome, Services } from '../handler.ts'
import { loadView, type View } from './view.ts'

const mark = /^@(\d{4})$/

export interface AskedYear {
  /** null = the plan in force. */
  readonly year: number | null
  /** The message without the year. */
  readonly incoming: Incoming
}

/** Takes the year out of "/tiendo 2026 loa", "/lich năm 2026" or a button's value. */
export const askedYear = (incoming: Incoming): AskedYear => {
  const { command, pressed } = incoming
  const last = pressed?.args.at(-1)
  const pressedYear = last === undefined ? null : (mark.exec(last)?.[1] ?? null)
  if (pressed !== undefined && pressedYear !== null)
    return {
      year: Number(pressedYear),
      incoming: { ...incoming, pressed: { ...pressed, args: pressed.args.slice(0, -1) } },
    }
  const typed = /^(?:năm\s+|nam\s+)?(20\d{2})(?:\s+|$)(.*)$/su.exec(command?.args ?? '')
  if (command !== undefined && typed?.[1] !== undefined)
    return {
      year: Number(typed[1]),
      incoming: { ...incoming, command: { ...command, args: (typed[2] ?? '').trim() } },
    }
  return { year: null, incoming }
}

/** A year that is over is seen at its end, one that has not begun at its first day. */
const dayIn = (year: number, today: Day): Day => {
  const now = Number(today.slice(0, 4))
  return now === year ? today : now > year ? `${year}-12-31` : `${year}-01-01`
}

/** The plan in force with what was done, or that of a year as it stood at its end or will begin; null where the ward has none. */
export const viewOf = async (services: Services, year: number | null): Promise<View | null> => {
  if (year === null) return await loadView(services)
  const view = await loadView(services, dayIn(year, dayOf(services.now)))
  return view?.plan.year === year ? view : null
}

const paged = /^(?:td|lich|pm)(?::|$)/

/** The buttons of a page about another year's plan lead to that year too. */
export const stayingIn = (outcome: Outcome, { plan }: View, { now, library }: Services): Outcome => {
  const inForce = library.plan?.year ?? Number(dayOf(now).slice(0, 4))
  if (plan.year === inForce) return outcome
  return {
    ...outcome,
    replies: outcome.replies.map(reply => ({
      ...reply,
      ...(reply.buttons === undefined
        ? {}
        : {
            buttons: reply.buttons.map(row =>
              row.map(button =>
                paged.test(button.value) ? { ...button, value: `${button.value}:@${plan.year}` } : button,
              ),
            ),
          }),
    })),
  }
}
