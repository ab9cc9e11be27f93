/** The account's settings: off when absent, on only with the ward's word, every problem told, no secret shown. */
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { readZaloPersonal } from '../../../bot/channels/zalo-personal/settings.ts'
import { ConfigError, readConfig } from '../../../bot/config.ts'

const whole = { ZALO_PERSONAL_ACCEPT_RISK: 'yes', DATA_KEY: 'ab'.repeat(32) }

test('nothing set, or "no", is off', () => {
  expect(readZaloPersonal({ DATA_KEY: whole.DATA_KEY })).toEqual({ settings: undefined, problems: [] })
  expect(readZaloPersonal({ ...whole, ZALO_PERSONAL_ACCEPT_RISK: 'no' })).toEqual({
    settings: undefined,
    problems: [],
  })
})

test('the word and a key turn it on, at a careful pace', () => {
  expect(readZaloPersonal(whole)).toMatchObject({
    problems: [],
    settings: { apiRoot: undefined, pace: { pauseMs: [700, 2000], perMinute: 15, newContactsPerDay: 60 } },
  })
  expect(
    readZaloPersonal({
      ...whole,
      ZALO_PERSONAL_PAUSE_SECONDS: '1-3.5',
      ZALO_PERSONAL_PER_MINUTE: '5',
      ZALO_PERSONAL_NEW_CONTACTS_PER_DAY: '0',
    }).settings?.pace,
  ).toEqual({ pauseMs: [1000, 3500], perMinute: 5, newContactsPerDay: 0 })
})

test.each([
  [{ ZALO_PERSONAL_PER_MINUTE: '5' }, /ZALO_PERSONAL_ACCEPT_RISK còn thiếu: Zalo cấm/],
  [{ ...whole, ZALO_PERSONAL_ACCEPT_RISK: 'ok' }, /phải là yes hoặc no/],
  [{ ZALO_PERSONAL_ACCEPT_RISK: 'yes' }, /DATA_KEY còn thiếu.*openssl rand -hex 32/],
  [{ ...whole, DATA_KEY: 'ngắn' }, /DATA_KEY không đúng dạng/],
  [{ ...whole, ZALO_PERSONAL_PER_MINUTE: '100' }, /ZALO_PERSONAL_PER_MINUTE="100": phải từ 1 đến 30/],
  [{ ...whole, ZALO_PERSONAL_PAUSE_SECONDS: '2-1' }, /ZALO_PERSONAL_PAUSE_SECONDS="2-1"/],
  [{ ...whole, ZALO_PERSONAL_PAUSE_SECONDS: 'nhanh' }, /ví dụ 0.7-2/],
  [{ ...whole, ZALO_PERSONAL_API_ROOT: 'zalo' }, /http:\/\//],
])('%j is refused in words an operator understands', (env, problem) => {
  expect(() => readConfig(env)).toThrow(ConfigError)
  expect(() => readConfig(env)).toThrow(problem)
  if ('DATA_KEY' in env) expect(() => readConfig(env)).not.toThrow(new RegExp(env.DATA_KEY))
})

test('a ward that has not switched it on never loads zca-js', () => {
  const main = fileURLToPath(new URL('../../../bot/main.ts', import.meta.url))
  const loaded = new Set<string>()
  const load = (file: string): void => {
    if (loaded.has(file)) return
    loaded.add(file)
    // Types are gone at run time, and `import(…)` waits to be asked.
    for (const [, target = ''] of readFileSync(file, 'utf8').matchAll(
      /^(?:import|export) (?!type )[^'"]*?from '([^']+)'/gm,
    )) {
      if (target.startsWith('.')) load(join(dirname(file), target))
      else loaded.add(target)
    }
  }
  load(main)
  expect(loaded).toContain('fastify')
  expect(loaded).not.toContain('zca-js')
})
