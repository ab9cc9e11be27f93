/**
 * `npm run -s eval:compare -- FILE.jsonl [--json]`: our ranking beside what a ward could pick off the shelf, on the same phrasings and
 * the same folded text. Reproduces the table of tests/eval/README.md.
 */
import { readFileSync } from 'node:fs'
import { createLexicon, foldedText, read } from '../../content/language/reading.ts'
import { createSpeller } from '../../content/language/spelling.ts'
import { loadLibrary } from '../../content/library.ts'
import { loadDanger } from '../../content/model/danger.ts'
import { loadSmallTalk } from '../../content/model/smalltalk.ts'
import { bm25From, weighBm25 } from '../../content/search/bm25.ts'
import { classifierFrom, train } from '../../content/search/classifier.ts'
import { readLabelled } from '../../content/search/evaluation.ts'
import { type FeatureSet, learnFeatures, spaceOf } from '../../content/search/features.ts'
import { categoriesOf } from '../../content/search/judge.ts'
import { nearestFrom, weighNearest } from '../../content/search/nearest.ts'
import { bm25Share, nearestShare } from '../../content/search/ranker.ts'
import { contentDir } from '../content-dir.ts'
import { complementNaiveBayes, fts5Baseline, fuseBaseline, miniSearchBaseline } from './compare-baselines.ts'
import { readArguments, runCommand, settings, UsageError } from './support.ts'

const usage = 'Cách dùng: npm run -s eval:compare -- FILE.jsonl [--json] [--ward SLUG]'

/** Fuse.js takes about a second a question over all phrasings; every tenth question tells enough. */
const fuseEvery = 10

/** One way of ranking: from a question (folded, and as features) to scores by class. */
type Method = (folded: string, features: FeatureSet) => Float32Array

const sum = (...parts: readonly (readonly [number, Float32Array])[]): Float32Array =>
  Float32Array.from(parts[0]?.[1] ?? [], (_, label) =>
    parts.reduce((total, [weight, scores]) => total + weight * (scores[label] ?? 0), 0),
  )

await runCommand(async () => {
  const { values, positionals } = readArguments(usage, {
    ward: { type: 'string' },
    json: { type: 'boolean' },
  })
  const [file] = positionals
  if (file === undefined) throw new UsageError(usage)
  const questions = readLabelled(readFileSync(file, 'utf8')).filter(({ topics }) => topics.length > 0)
  const { library } = loadLibrary({ contentDir, ward: values.ward ?? settings().ward })
  const categories = categoriesOf({
    ...library,
    smalltalk: loadSmallTalk(contentDir),
    danger: loadDanger(contentDir),
  })
  const topicOf = new Map(library.entries.map(({ id, topics }) => [id, topics[0] ?? id]))

  const drafts = categories.flatMap(({ texts }, label) =>
    texts.map(({ text, weight }) => ({ reading: read(text), label, weight })),
  )
  const lexicon = createLexicon(drafts.map(({ reading }) => reading))
  const dictionary = { lexicon, speller: createSpeller(lexicon.words(), lexicon) }
  const phrasings = drafts.map(({ reading, label }) => ({ text: foldedText(reading), label }))
  const { features, texts } = learnFeatures(drafts.map(({ reading }) => reading))
  const space = spaceOf(features)
  const samples = drafts.map(({ label, weight }, index) => ({
    ids: texts[index] ?? new Int32Array(),
    label,
    weight,
  }))
  const readings = questions.map(({ q }) => read(q, dictionary))
  const asked = readings.map(reading => ({ folded: foldedText(reading), features: space.look(reading) }))

  const classes = categories.length
  const bm25 = bm25From(weighBm25(samples, classes, space))
  const nearest = nearestFrom(weighNearest(samples, classes, space))
  const letters = nearestFrom(
    weighNearest(samples, classes, space, { word: 0, pair: 0, skip: 0, letters: 1, marked: 0, concept: 0 }),
  )
  const classifier = classifierFrom(train(samples, classes, space))
  const bayes = complementNaiveBayes(samples, classes, space)
  const fuse = fuseBaseline(phrasings, classes)
  const mini = miniSearchBaseline(phrasings, classes)
  const fts5 = fts5Baseline(phrasings, classes)
  const methods: Readonly<Record<string, Method>> = {
    'Fuse.js': folded => fuse(folded),
    MiniSearch: folded => mini(folded),
    'SQLite FTS5': folded => fts5(folded),
    'nearest phrasing, letter groups': (_, features) => letters.similarities(features),
    'nearest phrasing, all features': (_, features) => nearest.similarities(features),
    'complement naive Bayes': (_, features) => bayes(features.ids),
    'BM25 over classes, all features': (_, features) => bm25.scores(features),
    'softmax regression': (_, features) => classifier.scores(features),
    'regression + BM25': (_, features) =>
      sum([1, classifier.scores(features)], [bm25Share, bm25.scores(features)]),
    'BM25 + nearest': (_, features) =>
      sum([bm25Share, bm25.scores(features)], [nearestShare / 2, nearest.similarities(features)]),
    'regression + BM25 + nearest (ours)': (_, features) =>
      sum(
        [1, classifier.scores(features)],
        [bm25Share, bm25.scores(features)],
        [nearestShare, nearest.similarities(features)],
      ),
  }

  const rows = Object.entries(methods).map(([name, method]) => {
    let top1 = 0
    let recall3 = 0
    const every = name === 'Fuse.js' ? fuseEvery : 1
    const some = questions
      .map((question, index) => ({ question, asked: asked[index] }))
      .filter((_, index) => index % every === 0)
    const started = performance.now()
    const all = some.map(({ asked: own }) =>
      own === undefined ? new Float32Array(classes) : method(own.folded, own.features),
    )
    const millis = (performance.now() - started) / some.length
    all.forEach((scores, index) => {
      const order = Array.from(scores.keys())
        .filter(label => categories[label]?.kind === 'entry' && (scores[label] ?? 0) !== 0)
        .sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0))
      const topics = [...new Set(order.map(label => topicOf.get(categories[label]?.id ?? '')))].slice(0, 3)
      const right = (topic: string | undefined): boolean =>
        topic !== undefined && (some[index]?.question.topics.includes(topic) ?? false)
      if (right(topics[0])) top1++
      if (topics.some(right)) recall3++
    })
    const share = (count: number): number => Math.round((count / some.length) * 1_000) / 1_000
    return {
      method: name,
      n: some.length,
      top1: share(top1),
      recall3: share(recall3),
      millis: Math.round(millis * 1_000) / 1_000,
    }
  })
  if (values.json === true) console.log(JSON.stringify(rows))
  else {
    console.log('| Method | n | top-1 % | recall@3 % | ms a question |\n|---|---|---|---|---|')
    for (const { method, n, top1, recall3, millis } of rows)
      console.log(
        `| ${method} | ${n} | ${(top1 * 100).toFixed(1)} | ${(recall3 * 100).toFixed(1)} | ${millis.toFixed(2)} |`,
      )
  }
  return 0
})
