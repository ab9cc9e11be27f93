/** How fast a question is understood, in process, beside Fuse.js over the same entries in the same run. */
import Fuse from 'fuse.js'
import { contentDir } from '../../bot/content-dir.ts'
import { fold } from '../../content/language/unicode.ts'
import { loadLibrary } from '../../content/library.ts'
import { loadDanger } from '../../content/model/danger.ts'
import { loadSmallTalk } from '../../content/model/smalltalk.ts'
import { buildEngine } from '../../content/search/engine.ts'
import { quantile, round, timings } from './measure.ts'
import { sampleQuestions } from './questions.ts'

export const benchAnswers = async (smoke: boolean) => {
  const { library } = loadLibrary({ contentDir, ward: 'muong-lay' })
  const content = { ...library, smalltalk: loadSmallTalk(contentDir), danger: loadDanger(contentDir) }
  const before = performance.now()
  const engine = buildEngine(content)
  const buildSeconds = (performance.now() - before) / 1000
  const questions = sampleQuestions(smoke ? 200 : 2000)
  timings(questions.slice(0, 200), text => engine.understand(text))
  const ours = timings(questions, text => engine.understand(text))

  const fuse = new Fuse(
    library.entries.flatMap(entry =>
      entry.questions.map(question => ({ id: entry.id, text: fold(question) })),
    ),
    { keys: ['text'], includeScore: true, ignoreLocation: true, threshold: 0.6 },
  )
  const fuses = timings(questions.slice(0, smoke ? 20 : 200), text => fuse.search(fold(text), { limit: 5 }))

  // A national export: the shipped procedures many times over, under other codes and names.
  const many = Array.from({ length: 6000 }, (_, index) => {
    const procedure = content.procedures[index % content.procedures.length]
    if (procedure === undefined) throw new Error('no procedures are shipped')
    return {
      ...procedure,
      code: `9.${String(index).padStart(6, '0')}`,
      name: `${procedure.name} số ${index}`,
      title: `${procedure.title} ${index}`,
    }
  })
  const large = buildEngine({ ...content, procedures: many })
  timings(questions.slice(0, 100), text => large.understand(text))
  const larger = timings(questions, text => large.understand(text))

  const medianOurs = quantile(ours, 0.5)
  const medianFuse = quantile(fuses, 0.5)
  return {
    buildSeconds: round(buildSeconds, 2),
    medianMs: round(medianOurs),
    p99Ms: round(quantile(ours, 0.99)),
    fuseMedianMs: round(medianFuse),
    timesFasterThanFuse: round(medianFuse / medianOurs, 1),
    with6000Procedures: {
      medianMs: round(quantile(larger, 0.5)),
      p99Ms: round(quantile(larger, 0.99)),
      timesSlower: round(quantile(larger, 0.5) / medianOurs, 2),
    },
  }
}
