/** The Official Account's settings: whole, absent, or every missing half named, and never a secret shown. */
import { expect, test } from 'vitest'
import { readZaloOa } from '../../../bot/channels/zalo-oa/settings.ts'
import { ConfigError, readConfig } from '../../../bot/config.ts'

const whole = {
  ZALO_OA_APP_ID: '3217000000000000001',
  ZALO_OA_APP_SECRET: 'bi-mat-ung-dung',
  ZALO_OA_ID: '4318000000000000001',
  ZALO_OA_WEBHOOK_SECRET: 'bi-mat-webhook',
  DATA_KEY: 'ab'.repeat(32),
}

test('nothing set is off; a DATA_KEY alone turns nothing on', () => {
  expect(readZaloOa({})).toEqual({ settings: undefined, problems: [] })
  expect(readZaloOa({ DATA_KEY: whole.DATA_KEY, ZALO_OA_ID: ' ' })).toEqual({
    settings: undefined,
    problems: [],
  })
})

test('the whole set is on, with Zalo’s own addresses and only the free window', () => {
  const { settings, problems } = readZaloOa(whole)
  expect(problems).toEqual([])
  expect(settings).toMatchObject({
    apiRoot: 'https://openapi.zalo.me',
    oauthRoot: 'https://oauth.zaloapp.com',
    allowPaid: false,
    seed: undefined,
  })
  expect(
    readZaloOa({ ...whole, ZALO_OA_PAID_WINDOW: 'yes', ZALO_OA_REFRESH_TOKEN: 'r' }).settings,
  ).toMatchObject({
    allowPaid: true,
    seed: { refresh: 'r' },
  })
})

test('each missing part is named with where to find it', () => {
  const { settings, problems } = readZaloOa({ ZALO_OA_ID: whole.ZALO_OA_ID })
  expect(settings).toBeUndefined()
  for (const name of ['ZALO_OA_APP_ID', 'ZALO_OA_APP_SECRET', 'ZALO_OA_WEBHOOK_SECRET', 'DATA_KEY'])
    expect(problems.join('\n')).toContain(`${name} còn thiếu`)
  expect(problems).toHaveLength(4)
})

test('wrong values are told all at once, without showing a secret', () => {
  const wrong = {
    ...whole,
    ZALO_OA_APP_ID: 'abc',
    ZALO_OA_PAID_WINDOW: 'có',
    ZALO_OA_CODE_VERIFIER: 'ngan',
    ZALO_OA_ACCESS_TOKEN: 'tk-bi-mat',
    DATA_KEY: 'mat-khau-cua-toi',
  }
  const { problems } = readZaloOa(wrong)
  expect(problems).toHaveLength(5)
  for (const secret of ['tk-bi-mat', 'mat-khau-cua-toi', 'bi-mat-ung-dung', 'ngan'])
    expect(problems.join('\n')).not.toContain(`"${secret}"`)
  expect(() => readConfig(wrong)).toThrow(ConfigError)
})
