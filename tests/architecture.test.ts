/** The import rules of the house, and habits a reader may rely on, checked on the code itself. */
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const files = globSync('{bot,handlers,content,storage}/**/*.ts', { cwd: root }).sort()
const importPattern =
  /(?:^|\n)\s*(?:import|export)\s+(type\s+)?[^'"]*?from\s+['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)import\s+['"]([^'"]+)['"]/g

interface Edge {
  readonly from: string
  readonly to: string
  readonly typeOnly: boolean
}
const edges: Edge[] = files.flatMap(from => {
  const text = readFileSync(join(root, from), 'utf8')
  return [...text.matchAll(importPattern)].flatMap(match => {
    const target = match[2] ?? match[3] ?? match[4] ?? ''
    const to = target.startsWith('.') ? relative(root, join(root, dirname(from), target)) : target
    return [{ from, to, typeOnly: match[1] !== undefined }]
  })
})
const top = (path: string): string => path.split('/')[0] ?? ''
const show = ({ from, to }: Edge): string => `${from} → ${to}`
/** Files that join both sides. */
const joins = (path: string): boolean =>
  /^bot\/(main|ward|dispatcher|exchange|incoming|content-holder|scheduler|menu-keeper|report-maker|report-work|admin-notice)\.ts$|^bot\/commands\//.test(
    path,
  )
const channelLibraries = /^(grammy|@grammyjs\/|zca-js|fastify|@fastify\/)/

test('bot/chat.ts imports nothing', () => {
  expect(edges.filter(({ from }) => from === 'bot/chat.ts').map(show)).toEqual([])
})

test('content and storage import neither each other nor the bot (but its vocabulary)', () => {
  const wrong = edges.filter(({ from, to }) => {
    if (top(from) === 'content')
      return top(to) === 'storage' || top(to) === 'handlers' || (top(to) === 'bot' && to !== 'bot/chat.ts')
    if (top(from) === 'storage')
      return top(to) === 'content' || top(to) === 'handlers' || (top(to) === 'bot' && to !== 'bot/chat.ts')
    return false
  })
  expect(wrong.map(show)).toEqual([])
})

test('handlers import no channel, no library of one, and nothing of the bot but its vocabulary', () => {
  const wrong = edges.filter(
    ({ from, to }) =>
      top(from) === 'handlers' && ((top(to) === 'bot' && to !== 'bot/chat.ts') || channelLibraries.test(to)),
  )
  expect(wrong.map(show)).toEqual([])
})

test('channels and http import no handlers', () => {
  const wrong = edges.filter(({ from, to }) => /^bot\/(channels|http)\//.test(from) && top(to) === 'handlers')
  expect(wrong.map(show)).toEqual([])
})

test('only the composition root and the commands join handlers with the rest of the bot', () => {
  const wrong = edges.filter(
    ({ from, to, typeOnly }) => top(from) === 'bot' && top(to) === 'handlers' && !joins(from) && !typeOnly,
  )
  expect(wrong.map(show)).toEqual([])
})

test('every module says what it is for, and none has a default export', () => {
  for (const file of files) {
    const text = readFileSync(join(root, file), 'utf8')
    expect(/^(\/\*\*|\/\/)/.test(text), `${file} starts with a comment that says what it is for`).toBe(true)
    expect(text, file).not.toMatch(/^export default/m)
  }
})

test('environment variables are read in config and commands only', () => {
  const readers = files.filter(file => /process\.env/.test(readFileSync(join(root, file), 'utf8')))
  expect(readers.filter(file => !/^bot\/(main|config)\.ts$|^bot\/commands\//.test(file))).toEqual([])
})
