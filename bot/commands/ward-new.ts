/** `npm run ward:new -- SLUG --plan FILE [--yes]`: from a ward's own plan and ten answers to a bot that answers. */
import { existsSync } from 'node:fs'
import { basename, relative } from 'node:path'
import { loadLocales } from '../../content/locales.ts'
import { readDocument } from '../../content/plan/input/document.ts'
import { type ReadPlan, readPlan } from '../../content/plan/read/read-plan.ts'
import { kept, newUnits, type Review, startReview } from '../../content/plan/review/review.ts'
import { summaryText } from '../../content/plan/review/words.ts'
import { dayOf } from '../../content/vietnam-time.ts'
import { databaseFile } from '../../storage/database.ts'
import { toPlain } from '../channels/markup.ts'
import { contentDir } from '../content-dir.ts'
import { serveWard } from '../ward-setup/env-file.ts'
import { askProfile } from '../ward-setup/profile.ts'
import { createPrompter, type Prompter } from '../ward-setup/prompts.ts'
import { acceptSure, askReview, type Outcome, openLine } from '../ward-setup/review-plan.ts'
import { makeWard, profileBefore, reviewStore } from '../ward-setup/set-up.ts'
import { questionsFor, tryOut } from '../ward-setup/try-out.ts'
import { makeInvite } from './make-invite.ts'
import { readLimited } from './plan-file.ts'
import { ownContentDir, readArguments, runCommand, settings, UsageError } from './support.ts'

const usage =
  'Cách dùng: npm run ward:new -- MÃ_PHƯỜNG --plan TỆP_KẾ_HOẠCH [--yes]\n  MÃ_PHƯỜNG: tên không dấu, ví dụ suoi-lim. Không có --plan thì chỉ sửa hồ sơ phường.\n  --yes: nhận ngay những điểm đọc chắc; điểm chưa chắc để lại và in ra.'

const t = loadLocales(contentDir).in('vi')

interface PlanFile {
  readonly bytes: Uint8Array
  readonly name: string
  readonly text: string
  readonly read: ReadPlan
}

/** @throws UsageError saying what is wrong with the file */
const openPlan = async (path: string): Promise<PlanFile> => {
  const bytes = await readLimited(path)
  const document = await readDocument(bytes)
  if (!document.ok) throw new UsageError(t(`planDocument.problem.${document.problem}`))
  const read = readPlan(document.text)
  if (read.sections.length === 0) throw new UsageError(t('planDocument.problem.not-a-plan'))
  return { bytes, name: basename(path), text: document.text, read }
}

await runCommand(async () => {
  const { values, positionals } = readArguments(usage, {
    plan: { type: 'string' },
    yes: { type: 'boolean' },
  })
  const [slug] = positionals
  if (slug === undefined || positionals.length > 1) throw new UsageError(usage)
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(slug))
    throw new UsageError(
      `“${slug}” không dùng làm mã được: chỉ chữ thường không dấu, số và gạch nối, ví dụ suoi-lim.`,
    )
  const { dataDir } = settings()
  const ownDir = ownContentDir(dataDir)
  const before = profileBefore(slug, ownDir)
  if (before !== null && before.slug !== slug)
    throw new UsageError(
      `Thư mục ${relative('.', ownDir)} đang là của ${before.kind} ${before.name} (mã ${before.slug}). Muốn làm phường khác thì đặt DATA_DIR khác trong .env, hoặc gõ đúng mã ${before.slug} để sửa.`,
    )
  const fresh = !existsSync(databaseFile(dataDir))
  const file = values.plan === undefined ? undefined : await openPlan(values.plan)
  const prompter = createPrompter(process.stdin, process.stdout)
  try {
    return await setUp({ slug, dataDir, ownDir, before, file, fresh, yes: values.yes === true, prompter })
  } finally {
    prompter.close()
  }
})

async function setUp(given: {
  slug: string
  dataDir: string
  ownDir: string
  before: ReturnType<typeof profileBefore>
  file: PlanFile | undefined
  fresh: boolean
  yes: boolean
  prompter: Prompter
}): Promise<number> {
  const { slug, dataDir, ownDir, before, file, fresh, yes, prompter } = given
  const { say } = prompter
  const reviewed = file === undefined ? undefined : await review(file, before, dataDir, yes, prompter)
  if (reviewed === 'stopped') {
    say('\nĐã giữ những điểm anh/chị xem rồi. Chạy lại đúng lệnh này để làm tiếp.')
    return 1
  }
  say(
    '\nMười câu về những điều kế hoạch không nói. Chưa biết thì Enter: trợ lý sẽ nói thật là phường chưa cập nhật. Gõ - để xóa điều đang ghi.\n',
  )
  const read = file?.read
  const profile = await askProfile(
    {
      slug,
      name: read?.ward ?? null,
      kind: read?.wardKind ?? null,
      province: read?.province ?? null,
      signer: read?.signer ?? null,
      units: reviewed === undefined ? [] : newUnits(reviewed.review),
      before,
    },
    prompter,
  )
  if (profile === undefined) {
    say(
      '\nChưa có tên và tỉnh thì chưa làm được hồ sơ. Chạy lại và trả lời câu 1, ví dụ: phường Suối Lim, tỉnh Lào Cai.',
    )
    return 1
  }
  say('\nĐang kiểm tra và ghi…')
  const made = makeWard({ ward: profile.ward, review: reviewed?.review, ownDir, today: dayOf(new Date()) })
  if (!made.ok) {
    say(`\nCó lỗi nên chưa ghi gì:\n${made.problems.map(problem => `- ${problem}`).join('\n')}`)
    return 1
  }
  const { plan, matched, drafts } = made
  say(`\nĐã ghi vào ${relative('.', ownDir) || ownDir} (git pull không đụng tới thư mục này):`)
  say(`- ward.yaml: hồ sơ ${profile.ward.kind} ${profile.ward.name}, ${profile.ward.units.length} đơn vị`)
  if (plan !== null)
    say(
      `- kế hoạch năm ${plan.year}: ${plan.targets.length} chỉ tiêu, ${plan.tasks.length} nhiệm vụ, ${plan.reports.length} kỳ báo cáo, ${plan.content.length} nội dung`,
    )
  const unwritten = matched.filter(({ state }) => state !== 'answered')
  if (unwritten.length > 0) {
    say(`\n${unwritten.length} nội dung của kế hoạch chưa có câu trả lời chắc đúng (trợ lý không tự bịa):`)
    for (const { clause, text, topics } of unwritten)
      say(
        `- ${clause}: ${text.slice(0, 110)}${topics.length === 0 ? '' : ` (gần với ${topics.map(({ id }) => id).join(', ')})`}`,
      )
    if (plan !== null && unwritten.some(({ topics }) => topics.length > 0))
      say(
        `Chủ đề gần với nội dung nào mà đúng thì ghi vào topics của nội dung đó trong plans/${plan.year}.yaml; không đúng thì viết mới.`,
      )
    if (drafts.length > 0) say(`Khung để viết: ${drafts.map(path => relative('.', path)).join(', ')}`)
  }
  if (reviewed !== undefined && reviewed.open.length > 0) {
    say(`\n${reviewed.open.length} điểm của kế hoạch cần người xem (chạy lại lệnh này không có --yes):`)
    for (const item of reviewed.open) say(`- ${openLine(reviewed.review, item, t)}`)
  }
  const changed = serveWard('.env', slug)
  if (changed) say(`\nĐã ghi WARD=${slug} vào tệp .env.`)
  if (!fresh && before === null)
    say(`Thư mục dữ liệu ${dataDir} đã có sẵn dữ liệu chạy thử; muốn bắt đầu sạch thì đặt DATA_DIR khác.`)
  const invited = await makeInvite({
    dataDir,
    role: 'admin',
    unit: null,
    note: profile.admin,
    by: 'command:ward-new',
    unlessThereIs: 'admin',
  })
  say('\nHỏi thử trợ lý:')
  for (const { question, answer } of await tryOut(
    slug,
    ownDir,
    questionsFor(plan, Number(dayOf(new Date()).slice(0, 4))),
  ))
    say(`\n» ${question}\n${answer}`)
  say('\n————————————————————————————————')
  if (invited === undefined) say('Phường đã có quản trị; mời thêm người bằng /moi trong chat.')
  else
    say(
      `Mã quản trị${profile.admin === null ? '' : ` cho ${profile.admin}`}: ${invited.code}\nMở chat với trợ lý rồi gõ: /dangky ${invited.code}   (dùng một lần, hết hạn ${invited.expires.toLocaleDateString('vi-VN', { timeZone: 'Asia/Ho_Chi_Minh' })})`,
    )
  say('Chạy trợ lý: npm start')
  return 0
}

/** All items decided; 'stopped' when the person wants to go on later. */
async function review(
  file: PlanFile,
  before: ReturnType<typeof profileBefore>,
  dataDir: string,
  yes: boolean,
  prompter: Prompter,
): Promise<Outcome | 'stopped'> {
  const store = reviewStore(dataDir, file.bytes)
  const resumed = store.load()
  const start: Review =
    resumed ??
    startReview({
      id: `ward-new-${file.name}`,
      name: file.name,
      text: file.text,
      read: file.read,
      ward: before,
    })
  prompter.say(
    toPlain(summaryText(start, t))
      .replace(toPlain(t('planReview.summary-next')), '')
      .trim(),
  )
  if (yes) {
    const outcome = acceptSure(start)
    // What was taken for granted stays open for whoever looks closer later.
    const open = new Set(outcome.open.map(({ id }) => id))
    store.keep({
      ...outcome.review,
      decisions: Object.fromEntries(Object.entries(outcome.review.decisions).filter(([id]) => !open.has(id))),
      at: outcome.open[0]?.id ?? null,
    })
    prompter.say(
      `\nĐã nhận ${kept(outcome.review, 'target').length} chỉ tiêu, ${kept(outcome.review, 'task').length} nhiệm vụ, ${kept(outcome.review, 'report').length} kỳ báo cáo đọc chắc.`,
    )
    return outcome
  }
  if (resumed !== undefined) prompter.say('\nLàm tiếp từ chỗ lần trước.')
  const outcome = await askReview(start, { prompter, units: before?.units ?? [], t, keep: store.keep })
  return outcome ?? 'stopped'
}
