/** Links to files we send: opaque, short-lived, and no way to any other file. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type FastifyInstance, fastify } from 'fastify'
import { expect, onTestFinished, test } from 'vitest'
import type { Attachment } from '../../../bot/chat.ts'
import { createFileLinks } from '../../../bot/http/file-links.ts'
import { createSecretBox } from '../../../bot/secrets.ts'

const setting = (publicUrl: string | undefined = 'https://phuong.example.vn/') => {
  const root = mkdtempSync(join(tmpdir(), 'links-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  const dataDir = join(root, 'data')
  mkdirSync(dataDir)
  const clock = { now: new Date('2026-11-22T09:00:00+07:00') }
  const links = createFileLinks({
    dataDir,
    publicUrl,
    box: createSecretBox(Buffer.alloc(32, 1)),
    now: () => clock.now,
  })
  const server: FastifyInstance = fastify()
  links.addRoutes(server)
  const file = (path: string, name = 'báo cáo.pdf', mimeType = 'application/pdf'): Attachment => ({
    kind: 'document',
    path,
    name,
    mimeType,
  })
  const open = async (link: string | undefined) => {
    const { statusCode, headers, body } = await server.inject(new URL(link ?? 'https://x/none').pathname)
    return { statusCode, headers, body }
  }
  return { root, dataDir, clock, links, file, open }
}

test('the file comes with its name for a week, and nothing in the address tells where it lies', async () => {
  const { dataDir, clock, links, file, open } = setting()
  const path = join(dataDir, 'bao-cao.pdf')
  writeFileSync(path, '%PDF')
  const link = links.link(file(path))
  expect(link).toMatch(/^https:\/\/phuong\.example\.vn\/tep\/v1\.[\w-]+\/b%C3%A1o%20c%C3%A1o\.pdf$/)
  expect(Buffer.from(link?.split('.').at(3) ?? '', 'base64url').toString()).not.toContain('bao-cao')
  const { statusCode, headers, body } = await open(link)
  expect([statusCode, body]).toEqual([200, '%PDF'])
  expect(headers['content-disposition']).toBe("attachment; filename*=UTF-8''b%C3%A1o%20c%C3%A1o.pdf")
  clock.now = new Date(clock.now.getTime() + 7 * 86_400_000)
  expect((await open(link)).statusCode).toBe(404)
})

test('changed, foreign, missing and escaping addresses open nothing', async () => {
  const { root, dataDir, links, file, open } = setting()
  const path = join(dataDir, 'a.pdf')
  writeFileSync(path, '%PDF')
  const outside = join(root, 'secret.txt')
  writeFileSync(outside, 'bí mật')
  symlinkSync(outside, join(dataDir, 'link.pdf'))
  const good = links.link(file(path)) ?? ''
  const changed = good.replace(
    /(v1\.[\w-]{30})./,
    (_, head: string) => `${head}${good.includes('A') ? '_' : 'A'}`,
  )
  for (const bad of [
    changed,
    links.link(file(outside)),
    links.link(file(join(dataDir, '..', 'secret.txt'))),
    links.link(file(join(dataDir, 'link.pdf'))),
    links.link(file(join(dataDir, 'khong-co.pdf'))),
    links.link(file(dataDir)),
    'https://x/tep/v1.AAAA/a.pdf',
  ])
    expect((await open(bad)).statusCode, bad).toBe(404)
  expect((await open(good)).statusCode).toBe(200)
})

test('without a public https address there are no links', () => {
  const { links, file, dataDir } = setting('http://192.168.1.5:8080')
  expect(links.link(file(join(dataDir, 'a.pdf')))).toBeUndefined()
})
