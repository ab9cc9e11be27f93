/** What can be wrong with a document somebody hands over. The words for it are in the locales (`planDocument.problem.*`). */

export const documentProblems = [
  /** More bytes, pages, entries or letters than any plan has. */
  'too-large',
  'empty',
  /** Not text, Markdown, DOCX or PDF. */
  'unknown-type',
  /** Word's format before 2007. */
  'old-word',
  'picture',
  'encrypted',
  'damaged',
  /** Unpacks to far more than it weighs. */
  'bomb',
  /** Took longer or more memory than a plan can need. */
  'too-heavy',
  /** A PDF of pictures: a scan without text. */
  'no-text',
] as const
export type DocumentProblem = (typeof documentProblems)[number]

/** Thrown inside the adapters; {@link readDocument} gives it back as a value. */
export class DocumentError extends Error {
  override readonly name = 'DocumentError'
  readonly problem: DocumentProblem
  constructor(problem: DocumentProblem, options?: ErrorOptions) {
    super(problem, options)
    this.problem = problem
  }
}

export type DocumentKind = 'text' | 'docx' | 'pdf'

export const limits = {
  /** Bytes of the file. Plans weigh under 2 MB; scans with pictures may be larger. */
  bytes: 20 * 1024 * 1024,
  /** Bytes one packed part may unpack to. */
  partBytes: 24 * 1024 * 1024,
  /** Parts in a packed file. */
  parts: 3_000,
  /** Pages of a PDF. */
  pages: 150,
  /** Letters of the text; `maxCharacters` of the reader. */
  characters: 600_000,
  /** Milliseconds an adapter may work. */
  milliseconds: 30_000,
  /** Megabytes of heap an adapter may use. */
  heapMegabytes: 512,
} as const
