/** What was learnt is used again only for the very same content, whole, and never a ward's own. */
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createKnowledgeCache } from '../../bot/knowledge-cache.ts'

const learnt = Buffer.from('what was learnt')

const setUp = () => {
  const dir = mkdtempSync(join(tmpdir(), 'knowledge-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  const contentDir = join(dir, 'content')
  cpSync(new URL('../fixtures/content', import.meta.url).pathname, contentDir, { recursive: true })
  const folder = join(dir, 'cache')
  return { dir, folder, cache: createKnowledgeCache(folder), sources: { contentDir, ward: 'thu-nghiem' } }
}

test('the same content is learnt once; a changed file or another ward is learnt anew', () => {
  const { cache, sources } = setUp()
  expect(cache(sources).kept()).toBeUndefined()
  cache(sources).keep(learnt)
  expect(cache(sources).kept()?.toString()).toBe('what was learnt')
  expect(cache({ ...sources, ward: 'khac' }).kept()).toBeUndefined()
  appendFileSync(join(sources.contentDir, 'topics.yaml'), '\n# đổi\n')
  expect(cache(sources).kept()).toBeUndefined()
})

test('a file changed while one learns: what was learnt is not taken for the new content', () => {
  const { cache, sources } = setUp()
  const slot = cache(sources)
  appendFileSync(join(sources.contentDir, 'topics.yaml'), '\n# đổi\n')
  slot.keep(learnt)
  expect(cache(sources).kept()).toBeUndefined()
})

test("a ward's own content is not kept here", () => {
  const { dir, folder, cache, sources } = setUp()
  const ownDir = join(dir, 'own')
  mkdirSync(ownDir)
  mkdirSync(folder)
  cache({ ...sources, ownDir }).keep(learnt)
  expect(readdirSync(folder)).toEqual([])
  cache(sources).keep(learnt)
  expect(cache({ ...sources, ownDir }).kept()).toBeUndefined()
})

test('a file cut short or changed is not used', () => {
  const { folder, cache, sources } = setUp()
  cache(sources).keep(learnt)
  const [name = ''] = readdirSync(folder)
  writeFileSync(join(folder, name), 'what was')
  expect(cache(sources).kept()).toBeUndefined()
})

test('old ones make room', () => {
  const { folder, cache, sources } = setUp()
  for (let one = 0; one < 10; one += 1) cache({ ...sources, ward: `w${one}` }).keep(learnt)
  expect(readdirSync(folder)).toHaveLength(6)
})

test('where nothing can be written, nothing happens', () => {
  const { folder, sources } = setUp()
  writeFileSync(folder, 'a file where the folder should be')
  const cache = createKnowledgeCache(folder)
  cache(sources).keep(learnt)
  expect(cache(sources).kept()).toBeUndefined()
})
