/** What all Word files of the program share: font, measures, a run of text. */
import { TextRun } from 'docx'

export const font = 'Times New Roman'

/** Twentieths of a point, as Word counts lengths. */
export const millimetres = (value: number): number => Math.round((value / 25.4) * 1440)

export interface Look {
  /** Points. */
  readonly size?: number
  readonly bold?: boolean
  readonly italics?: boolean
}

/** @param usual size in points of a run that names none */
export const runs =
  (usual: number) =>
  (text: string, { size = usual, bold = false, italics = false }: Look = {}): TextRun =>
    // Word counts half points.
    new TextRun({ text, font, size: size * 2, bold, italics })
