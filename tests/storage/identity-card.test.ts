/** Which pictures of identity cards are recognised, which are not, and that nothing else is taken for one. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createEvidenceStore, evidenceTypes } from '../../storage/evidence-store.ts'
import { showsIdentityCard } from '../../storage/identity-card.ts'
import { cardWords, photographed, type Shot } from '../support/identity-card.ts'
import { phonePicture } from '../support/pictures.ts'

const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'cards-'))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}

const recognised = async (picture: Buffer): Promise<boolean> => {
  const path = join(folder(), 'picture')
  writeFileSync(path, picture)
  return await showsIdentityCard(path)
}

/** Recall on these is 1: what a phone sends of a card lying whole in the picture, its code a fifth of its height or more. */
const shots: Readonly<Record<string, Shot>> = {
  'as Zalo shrinks it': { width: 900, quality: 60 },
  'as a phone sends it': { width: 2400 },
  small: { width: 640 },
  'turned a little': { turned: 8 },
  'turned half way': { turned: 45 },
  'on its side': { turned: 90 },
  'upside down': { turned: 180 },
  'from a slant': { slant: 0.15 },
  'a little blurred': { blur: 1.5 },
  'packed hard': { quality: 25 },
  'in poor light': { light: 0.4 },
  'with a small code': { code: 0.22, width: 1600 },
  'all at once': { turned: 12, slant: 0.08, blur: 1, quality: 55, light: 0.7 },
}

test.each(Object.entries(shots))('a card %s is recognised', async (_name, shot) => {
  for (const seed of [1, 2, 3]) expect(await recognised(await photographed(cardWords(seed), shot))).toBe(true)
})

test.each<[string, Shot]>([
  ['badly blurred', { blur: 6 }],
  ['photographed small and shaken', { width: 320, blur: 2.5 }],
])('the limit: a card %s is not', async (_name, shot) => {
  expect(await recognised(await photographed(cardWords(4), shot))).toBe(false)
})

test.each([
  'https://dichvucong.gov.vn/p/home/dvc-tra-cuu.html',
  'https://t.me/phuong_bot?start=loa3',
  '00020101021138570010A00000072701270006970405011315002051234560208QRIBFTTA53037045802VN6304ABCD',
  '012345678901',
  'BEGIN:VCARD\nFN:Phường Mường Lay\nTEL:02153862123\nEND:VCARD',
])('a picture with another code is left alone: %s', async words => {
  expect(await recognised(await photographed(words))).toBe(false)
})

test('pictures without a code are left alone', async () => {
  for (const seed of [1, 2, 3, 4, 5])
    expect(await recognised(await phonePicture(seed, { width: 1300 }))).toBe(false)
})

test('the store refuses the picture and keeps nothing of it', async () => {
  const place = folder()
  let names = 0
  const store = createEvidenceStore(place, () => {
    names += 1
    return `n${names}`
  })
  const bytes = await photographed(cardWords(7))
  const put = (picture: Buffer) =>
    store.put(
      (async function* () {
        yield new Uint8Array(picture)
      })(),
      { maxBytes: 20_000_000, types: evidenceTypes },
    )
  expect(await put(bytes)).toEqual({ kind: 'refused', reason: 'identity-card' })
  expect(readdirSync(place, { recursive: true, withFileTypes: true }).filter(item => item.isFile())).toEqual(
    [],
  )
  expect(await put(await phonePicture(1))).toMatchObject({ kind: 'stored' })
})
