/** A content file the bot can't do without is unreadable or breaks its schema. */
import type { Problem } from '../yaml.ts'

export class BrokenFile extends Error {
  override readonly name = 'BrokenFile'
  /** What is wrong, line by line, in an editor's words. */
  readonly problems: readonly Problem[]
  constructor(file: string, problems: readonly Problem[]) {
    const first = problems[0]
    super(`${file} không dùng được${first === undefined ? '' : `: dòng ${first.line}, ${first.message}`}`)
    this.problems = problems
  }
}
