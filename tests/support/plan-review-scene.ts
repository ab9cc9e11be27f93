/** A ward whose lead and admin hand in a plan in chat, and what they tap to get through its review. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import type { Channel } from '../../bot/chat.ts'
import type { Plan } from '../../content/plan/plan.ts'
import { ownPlanPath } from '../../content/plan/plan-files.ts'
import { createScriptedChannel, type Person, type TestWard, testWard } from './conversation.ts'
import { toDocx } from './plan-files.ts'
import { sampleFacts, samplePlan } from './sample-plan.ts'
import { passingFolder, smallContent, smallContentDir } from './small-ward.ts'

const facts = { ...sampleFacts, ward: 'Mường Lay', province: 'Điện Biên' }
export const year = facts.year
export const start = new Date(`${year}-03-02T09:00:00+07:00`)
export const document = await toDocx(samplePlan(facts))

/** A channel that hands out these bytes, whatever file is asked for. */
const channelWith = (bytes: () => Uint8Array, channel: Channel) => ({
  ...createScriptedChannel(channel),
  async download() {
    return (async function* () {
      yield bytes()
    })()
  },
})

/** A ward on the air, with whoever may hand in a plan. */
export interface Scene {
  readonly ward: TestWard
  readonly admin: Person
  readonly lead: Person
  readonly dataDir: string
  readonly own: string
  /** `/napkehoach`, then the file. */
  send(person: Person, bytes: Uint8Array, name?: string): Promise<void>
}

/** A ward of its own for one test; plans given are in force. */
export const scene = async (
  given: { dataDir?: string; at?: Date; plans?: readonly Plan[]; channel?: Channel } = {},
): Promise<Scene> => {
  const dataDir = given.dataDir ?? passingFolder()
  const own = join(dataDir, 'content')
  for (const plan of given.plans ?? []) {
    mkdirSync(join(own, 'plans'), { recursive: true })
    writeFileSync(ownPlanPath(own, plan.year), stringify(plan))
  }
  let bytes: Uint8Array = document
  const ward = await testWard({
    dataDir,
    content: smallContent(dataDir, smallContentDir()),
    start: given.at ?? start,
    channels: [channelWith(() => bytes, given.channel ?? 'telegram')],
  })
  const admin = ward.person('admin')
  const lead = ward.person('lead')
  await admin.hasRole('admin')
  await lead.hasRole('lead')
  return {
    ward,
    admin,
    lead,
    dataDir,
    own,
    async send(person, file, name = 'ke-hoach.docx') {
      bytes = file
      await person.says('/napkehoach')
      await person.sends({ kind: 'file', file: { kind: 'document', ref: 'f1', name } })
    },
  }
}

/** The label of the first choice that fits. */
export const buttonOf = (person: Person, pattern: RegExp): string | undefined =>
  person.choices.find(label => pattern.test(label))

/** Takes the likeliest answer until the page of changes. */
export const goThrough = async (person: Person): Promise<void> => {
  for (let taps = 0; taps < 200; taps += 1) {
    const label =
      buttonOf(person, /^Đúng hết phần này/) ??
      buttonOf(person, /^(?:Đúng|Đã rõ)$/) ??
      buttonOf(person, /^Không phải đơn vị/) ??
      (buttonOf(person, /^Bỏ$/) === undefined ? undefined : person.choices[0])
    if (label === undefined) return
    await person.presses(label)
  }
}

/** The year's plan as it lies in the ward's own folder. */
export const planInForce = ({ own }: Scene, of = year): Plan | undefined => {
  const path = ownPlanPath(own, of)
  if (!existsSync(path)) return undefined
  const { library } = sceneContent(own)
  return library.plans.find(plan => plan.year === of)
}
/** The content of a ward's own folder. */
export const sceneContent = (own: string) => smallContent(join(own, '..')).current()
