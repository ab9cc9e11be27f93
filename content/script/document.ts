/** A script as a DOCX for the announcer's desk: A4, 16 point, lines one and a half apart, room for notes and a signature. */
import {
  AlignmentType,
  Document,
  Footer,
  LeaderType,
  NoBreakHyphen,
  Packer,
  PageNumber,
  Paragraph,
  Tab,
  TabStopType,
  TextRun,
} from 'docx'
import type { Translate } from '../locales.ts'
import { font, millimetres, runs } from '../word.ts'
import { type Script, sourceText } from './script.ts'

const size = { read: 16, small: 12 } as const

const run = runs(size.read)

const centred = (
  text: string,
  more: { size?: number; bold?: boolean; italics?: boolean; after?: number } = {},
) =>
  new Paragraph({
    alignment: AlignmentType.CENTER,
    keepNext: true,
    spacing: { before: 0, after: more.after ?? 60 },
    children: [run(text, more)],
  })

/** "vê-nê-i-đê" stays on one line: the eye of the announcer must not hunt for the rest. */
const unbroken = (text: string, bold: boolean): TextRun =>
  new TextRun({
    font,
    size: size.read * 2,
    bold,
    children: text
      .split(/(?<=\p{L})-(?=\p{L})/u)
      .flatMap((part, index) => (index === 0 ? [part] : [new NoBreakHyphen(), part])),
  })

/** What is read: big, far apart, never a paragraph torn in two at its first line. */
const read = (text: string, bold: boolean): Paragraph =>
  new Paragraph({
    alignment: AlignmentType.JUSTIFIED,
    widowControl: true,
    spacing: { before: 0, after: 120, line: 360 },
    indent: { firstLine: millimetres(10) },
    children: [unbroken(text, bold)],
  })

const small = (
  text: string,
  more: { bold?: boolean; italics?: boolean; keepNext?: boolean } = {},
): Paragraph =>
  new Paragraph({
    keepNext: more.keepNext ?? false,
    spacing: { before: 0, after: 40 },
    children: [run(text, { size: size.small, ...more })],
  })

/** A dotted line to write on: a tab with dots up to the margin (borders of neighbours would run together). */
const blankLine = (): Paragraph =>
  new Paragraph({
    keepNext: true,
    spacing: { before: 0, after: 0, line: 480, lineRule: 'exact' },
    tabStops: [{ type: TabStopType.RIGHT, position: millimetres(165), leader: LeaderType.DOT }],
    children: [new TextRun({ children: [new Tab()], font, size: size.small * 2 })],
  })

const noteLines = 3

/**
 * @param t in Vietnamese
 * @returns the bytes of the DOCX
 */
export const scriptDocument = async (script: Script, t: Translate): Promise<Uint8Array> => {
  const minutes = script.minutes.toLocaleString('de-DE')
  const document = new Document({
    creator: script.ward,
    title: script.title,
    description: t('scripts.document.length', { minutes, words: script.words }),
    styles: { default: { document: { run: { font, size: size.read * 2 } } } },
    sections: [
      {
        properties: {
          page: {
            size: { width: millimetres(210), height: millimetres(297) },
            margin: {
              top: millimetres(20),
              bottom: millimetres(20),
              left: millimetres(25),
              right: millimetres(20),
            },
          },
        },
        footers: {
          default: new Footer({
            children: [
              new Paragraph({
                alignment: AlignmentType.CENTER,
                children: [
                  new TextRun({
                    children: [PageNumber.CURRENT, '/', PageNumber.TOTAL_PAGES],
                    font,
                    size: size.small * 2,
                  }),
                ],
              }),
            ],
          }),
        },
        children: [
          centred(script.ward.toUpperCase(), { size: 14 }),
          centred(t('scripts.document.head'), { bold: true, size: 18 }),
          centred(script.title, { bold: true }),
          centred(t('scripts.document.length', { minutes, words: script.words }), {
            size: 13,
            italics: true,
          }),
          centred(t('scripts.document.aired-on'), { size: 13, after: 200 }),
          ...script.paragraphs.map(({ role, text }) => read(text, role === 'greeting')),
          new Paragraph({ keepNext: true, spacing: { before: 200, after: 0 }, children: [] }),
          small(t('scripts.document.announcer-notes'), { bold: true, keepNext: true }),
          ...Array.from({ length: noteLines }, blankLine),
          new Paragraph({
            keepNext: true,
            alignment: AlignmentType.CENTER,
            indent: { left: millimetres(85) },
            spacing: { before: 240, after: 0 },
            children: [run(t('scripts.document.approver'), { bold: true, size: 14 })],
          }),
          new Paragraph({
            alignment: AlignmentType.CENTER,
            indent: { left: millimetres(85) },
            spacing: { before: 0, after: 1100 },
            children: [run(t('scripts.document.sign'), { italics: true, size: 13 })],
          }),
          ...(script.notes.length === 0
            ? []
            : [
                small(t('scripts.document.before-airing'), { bold: true, keepNext: true }),
                ...script.notes.map(note => small(`- ${note}`)),
              ]),
          ...(script.sources.length === 0
            ? []
            : [
                small(t('scripts.document.sources'), { bold: true, keepNext: true }),
                ...script.sources.map(source => small(`- ${sourceText(source, t)}`, { italics: true })),
              ]),
        ],
      },
    ],
  })
  return await Packer.toBuffer(document)
}
