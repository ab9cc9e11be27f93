import { AlignmentType, Document, LevelFormat, Packer, Paragraph, Table, TableCell, TableRow } from 'docx'
import { describe, expect, test } from 'vitest'
import { readDocument } from '../../../content/plan/input/document.ts'
import { pageLines } from '../../../content/plan/input/pdf.ts'
import { limits } from '../../../content/plan/input/problem.ts'
import { packZip } from '../../../content/plan/input/zip.ts'
import { readPlan } from '../../../content/plan/read/read-plan.ts'
import { writePdf } from '../../support/pdf-writer.ts'

const problemOf = async (bytes: Uint8Array, milliseconds?: number) => {
  const document = await readDocument(bytes, milliseconds === undefined ? {} : { milliseconds })
  return document.ok ? 'none' : document.problem
}

const zip = (parts: Readonly<Record<string, Buffer>>): Buffer => packZip(new Map(Object.entries(parts)))

const ole = (...more: Buffer[]) =>
  Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600), ...more])

describe('a file that can not be read says why', () => {
  test.each([
    ['nothing in it', Buffer.alloc(0), 'empty'],
    ['only blanks', Buffer.from(' \n\t\n'), 'empty'],
    ['a picture', Buffer.from('89504e470d0a1a0a00', 'hex'), 'picture'],
    ['a photo', Buffer.from('ffd8ffe000104a46', 'hex'), 'picture'],
    ['RTF', Buffer.from('{\\rtf1 abc}'), 'unknown-type'],
    ['bytes that are no text', Buffer.from([0xc3, 0x28, 0xa0, 0xff, 0x41]), 'unknown-type'],
    ['text with nulls', Buffer.from('abc\u0000def'), 'unknown-type'],
    ['Word of long ago', ole(), 'old-word'],
    ['Word with a password', ole(Buffer.from('EncryptedPackage', 'utf16le')), 'encrypted'],
    ['half a ZIP', Buffer.from('504b0304140000000800', 'hex'), 'damaged'],
    ['a PDF with nothing behind its name', Buffer.from('%PDF-1.7\nabc'), 'damaged'],
    ['more bytes than we read', Buffer.alloc(limits.bytes + 1, 'a'), 'too-large'],
    ['more letters than a plan has', Buffer.from('kế hoạch '.repeat(80_000)), 'too-large'],
  ])('%s', async (_, bytes, problem) => {
    expect(await problemOf(bytes)).toBe(problem)
  })

  test('a ZIP that is no Word file', async () => {
    expect(await problemOf(zip({ 'xl/workbook.xml': Buffer.from('<workbook/>') }))).toBe('unknown-type')
  })

  test('a Word file that unpacks to a mountain', async () => {
    const bomb = Buffer.alloc(limits.partBytes + 1, ' ')
    expect(await problemOf(zip({ 'word/document.xml': bomb }))).toBe('bomb')
  })

  test('a Word file that defines entities of its own', async () => {
    const xml = Buffer.from('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><w:document/>')
    expect(await problemOf(zip({ 'word/document.xml': xml }))).toBe('damaged')
  })

  test('a Word file without a document inside its frame', async () => {
    expect(await problemOf(zip({ 'word/document.xml': Buffer.from('<w:document') }))).toBe('damaged')
  })

  test('a PDF with a password', async () => {
    expect(await problemOf(writePdf([[{ text: 'KẾ HOẠCH', x: 50, y: 700 }]], { locked: true }))).toBe(
      'encrypted',
    )
  })

  test('a PDF of empty pages, as scanners make them', async () => {
    expect(await problemOf(writePdf([[], []]))).toBe('no-text')
  })

  test('a file that takes longer than it may', async () => {
    expect(await problemOf(writePdf([[{ text: 'KẾ HOẠCH', x: 50, y: 700 }]]), 1)).toBe('too-heavy')
  })
})

describe('a file that can be read', () => {
  test('text in another Unicode form', async () => {
    const document = await readDocument(
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('KẾ HOẠCH', 'utf16le')]),
    )
    expect(document).toEqual({ ok: true, kind: 'text', text: 'KẾ HOẠCH' })
  })

  const cell = (text: string, more = {}) =>
    new TableCell({ children: text.split('\n').map(line => new Paragraph(line)), ...more })

  test("Word's own numbers come back as a reader sees them", async () => {
    const numbering = {
      config: [
        {
          reference: 'plan',
          levels: [
            { level: 0, format: LevelFormat.UPPER_ROMAN, text: '%1.', alignment: AlignmentType.LEFT },
            { level: 1, format: LevelFormat.DECIMAL, text: '%2.', alignment: AlignmentType.LEFT },
            { level: 2, format: LevelFormat.LOWER_LETTER, text: '%3)', alignment: AlignmentType.LEFT },
          ],
        },
      ],
    }
    const item = (text: string, level: number) =>
      new Paragraph({ text, numbering: { reference: 'plan', level } })
    const children = [
      new Paragraph('KẾ HOẠCH'),
      item('MỤC ĐÍCH, YÊU CẦU', 0),
      item('Mục đích', 1),
      new Paragraph('- Giúp bà con làm giấy tờ dễ hơn.'),
      item('Yêu cầu', 1),
      item('Làm thường xuyên.', 2),
      item('Làm thiết thực.', 2),
      item('NỘI DUNG TUYÊN TRUYỀN', 0),
      new Paragraph('- Dịch vụ công trực tuyến.'),
    ]
    const document = await readDocument(
      await Packer.toBuffer(new Document({ numbering, sections: [{ children }] })),
    )
    if (!document.ok) throw new Error(document.problem)
    expect(readPlan(document.text).sections.map(({ path, kind }) => `${path} ${kind}`)).toEqual([
      'I purpose',
      'I.1 purpose',
      'I.2 requirements',
      'I.2.a requirements',
      'I.2.b requirements',
      'II content',
    ])
  })

  test('a letterhead laid out as a table is read cell by cell, a merged lead counts for each of its rows', async () => {
    const letterhead = new Table({
      rows: [
        new TableRow({
          children: [
            cell('UBND PHƯỜNG HÒA AN\nSố: 31/KH-UBND'),
            cell('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nHòa An, ngày 02 tháng 3 năm 2027'),
          ],
        }),
      ],
    })
    const tasks = new Table({
      rows: [
        new TableRow({
          children: ['TT', 'Nhiệm vụ', 'Chủ trì', 'Phối hợp', 'Thời gian hoàn thành'].map(text => cell(text)),
        }),
        new TableRow({
          children: [
            cell('1'),
            cell('Viết tin'),
            cell('Công an phường', { rowSpan: 2 }),
            cell('Các tổ dân phố'),
            cell('Tháng 5/2027'),
          ],
        }),
        new TableRow({
          children: [cell('2'), cell('Treo băng rôn'), cell('Các tổ dân phố'), cell('Trước ngày 20/8/2027')],
        }),
      ],
    })
    const children = [
      letterhead,
      new Paragraph('KẾ HOẠCH'),
      new Paragraph('Tuyên truyền năm 2027 của phường Hòa An'),
      new Paragraph('I. NHIỆM VỤ'),
      tasks,
    ]
    const document = await readDocument(await Packer.toBuffer(new Document({ sections: [{ children }] })))
    if (!document.ok) throw new Error(document.problem)
    const plan = readPlan(document.text)
    expect([plan.number, plan.issued, plan.ward]).toEqual(['31/KH-UBND', '2027-03-02', 'Hòa An'])
    expect(
      plan.tasks.map(({ no, lead, deadline, deadlineMonth }) => [no, lead, deadline ?? deadlineMonth]),
    ).toEqual([
      [1, 'Công an phường', '2027-05'],
      [2, 'Công an phường', '2027-08-20'],
    ])
  })

  test('pieces of a PDF line become one line, cells beside each other become two', () => {
    const item = (text: string, x: number, y: number) => ({ text, x, y, width: text.length * 6, size: 12 })
    expect(
      pageLines([
        item('1.', 50, 700),
        item('Mục', 80, 700),
        item('đích', 102, 700),
        item('Phòng Y', 50, 684),
        item('Quý I', 200, 684),
      ]),
    ).toEqual(['1. Mục đích', 'Phòng Y', 'Quý I'])
  })
})
