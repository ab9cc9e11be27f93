/** Settings: sound ones are read, wrong ones are all told at once, in an operator's words. */
import { describe, expect, test } from 'vitest'
import { ConfigError, readConfig } from '../../bot/config.ts'

const problemsOf = (env: Record<string, string>): readonly string[] => {
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  return []
}

describe('settings', () => {
  test('nothing set: a ward, a folder and a port to try everything with', () => {
    const config = readConfig({})
    expect(config).toMatchObject({
      ward: 'muong-lay',
      host: '127.0.0.1',
      port: 8080,
      logLevel: 'info',
      embedOrigins: [],
    })
    expect(config.dataDir).toMatch(/^\/.*data$/)
  })

  test('blank lines of .env count as not set', () => {
    expect(readConfig({ WARD: '', PORT: ' ', LOG_LEVEL: '' })).toMatchObject({
      ward: 'muong-lay',
      port: 8080,
      logLevel: 'info',
    })
  })

  test('sites that may embed the chat are listed with blanks or commas', () => {
    expect(readConfig({ WEB_EMBED_ORIGINS: 'https://a.gov.vn, https://b.gov.vn' }).embedOrigins).toEqual([
      'https://a.gov.vn',
      'https://b.gov.vn',
    ])
  })

  test('all problems at once, each with its name and what to do', () => {
    const problems = problemsOf({ PORT: '70000', WARD: 'Mường Lay', WEB_EMBED_ORIGINS: 'phuong.gov.vn' })
    expect(problems).toHaveLength(3)
    for (const [index, name] of ['WARD', 'PORT', 'WEB_EMBED_ORIGINS'].entries())
      expect(problems[index]).toContain(name)
    expect(problems.join()).toMatch(/\.env/)
  })
})
