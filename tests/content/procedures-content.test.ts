/** The shipped procedures: complete, honest about what is doubtful, and in words of our own. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { procedureSchema } from '../../content/model/procedure.ts'
import { topicsFile } from '../../content/model/topic.ts'
import { readExport } from '../../content/procedures-import/read-export.ts'
import { readYaml, readYamlList } from '../../content/yaml.ts'

const content = fileURLToPath(new URL('../../content/', import.meta.url))
const lists = readdirSync(`${content}procedures`).map(name =>
  readYamlList(`${content}procedures/${name}`, procedureSchema, name),
)
const procedures = lists.flatMap(list => list.values.map(({ value }) => value))
const codesWhere = (wrong: (item: (typeof procedures)[number]) => boolean): string[] =>
  procedures.filter(wrong).map(item => item.code)

describe('every shipped procedure', () => {
  test('is read, once', () => {
    expect(lists.flatMap(list => list.problems)).toEqual([])
    expect(new Set(procedures.map(item => item.code)).size).toBe(procedures.length)
    expect(procedures.filter(item => item.level === 'commune').length).toBeGreaterThanOrEqual(150)
  })

  test('has six to twelve everyday names that no other has', () => {
    expect(codesWhere(item => item.aliases.length < 6 || item.aliases.length > 12)).toEqual([])
    const names = procedures.flatMap(item => item.aliases.map(alias => alias.toLowerCase()))
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  })

  test('points to topics of the catalogue only', () => {
    const { value } = readYaml(`${content}topics.yaml`, topicsFile)
    const known = new Set(value?.topics.map(topic => topic.id))
    expect(codesWhere(item => item.topic !== null && !known.has(item.topic))).toEqual([])
  })

  test('links to its page on the national portal', () => {
    expect(codesWhere(item => item.url === null)).toEqual([])
  })

  test('says why it is doubtful when it is', () => {
    const doubtful = new Set(['to-check', 'amended', 'abolished'])
    expect(codesWhere(item => doubtful.has(item.status) && item.statusNote === null)).toEqual([])
  })

  test('guides nobody to an abolished code', () => {
    expect(
      codesWhere(
        item => item.status === 'abolished' && (item.submission.length > 0 || item.documents.length > 0),
      ),
    ).toEqual([])
  })

  test('tells no deadline for land and building files, no fee for registering a household business', () => {
    const land = new Set(['Đất đai', 'Hoạt động xây dựng'])
    expect(
      codesWhere(item => land.has(item.field) && item.submission.some(row => row.time !== null)),
    ).toEqual([])
    const business = procedures.find(item => item.code === '1.001612')
    expect(business?.submission.filter(row => /\d/.test(row.fee ?? ''))).toEqual([])
  })

  test('names no district office, gone since July 2025', () => {
    expect(
      codesWhere(item =>
        /huyện/i.test([item.authority ?? '', ...item.documents, item.statusNote ?? ''].join(' ')),
      ),
    ).toEqual([])
  })
})

const facts = fileURLToPath(new URL('../../../shared/facts/procedures.jsonl', import.meta.url))
const have = existsSync(facts)
if (!have) console.warn('skipped: the collected facts are not on this machine')

describe.skipIf(!have)('beside the collected facts', () => {
  const source = new Map(
    have
      ? readExport(readFileSync(facts, 'utf8'), '2026-05-31').procedures.map(item => [item.code, item])
      : [],
  )
  test('codes, official names, links and states are those of the source', () => {
    const facts = (code: string) => source.get(code)
    expect(codesWhere(item => facts(item.code)?.name !== item.name)).toEqual([])
    expect(codesWhere(item => facts(item.code)?.url !== item.url)).toEqual([])
    expect(codesWhere(item => facts(item.code)?.status !== item.status)).toEqual([])
  })

  test('no channel is claimed that the source does not name', () => {
    expect(
      codesWhere(item =>
        item.submission.some(
          row => !source.get(item.code)?.submission.some(own => own.channel === row.channel),
        ),
      ),
    ).toEqual([])
  })

  test('papers are told in our own words', () => {
    const copied = procedures.flatMap(item =>
      item.documents.filter(text => text.length > 60 && source.get(item.code)?.documents.includes(text)),
    )
    expect(copied).toEqual([])
  })
})
