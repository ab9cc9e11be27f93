/**
 * The ward's own files of what it taught: `faq/learnt.yaml` (new answers) and `phrasings.yaml` (ways of asking), below
 * DATA_DIR/content, where upgrades leave them alone. Editors may change them by hand; comments and their edits stay.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Document, isMap, isSeq, parseDocument } from 'yaml'
import { z } from 'zod'
import { writeWhole } from '../write-whole.ts'
import type { Change } from './change.ts'
import { sameQuestion } from './phrasings.ts'

export const learntPath = (ownDir: string): string => join(ownDir, 'faq', 'learnt.yaml')
export const phrasingsPath = (ownDir: string): string => join(ownDir, 'phrasings.yaml')

/** A file somebody edited can't be read: adding to it would lose their work. */
export class BrokenLearntFile extends Error {
  override readonly name = 'BrokenLearntFile'
}

const heads = {
  entry: ' Câu trả lời phường tự viết trong chat (/chuatraloi). Sửa tay được; lưu xong bot tự nạp.',
  phrasings: ' Cách hỏi phường đã gắn vào từng mục (/chuatraloi). Sửa tay được; lưu xong bot tự nạp.',
} as const

const readList = (path: string): Document => {
  const document = parseDocument(existsSync(path) ? readFileSync(path, 'utf8') : '')
  const { errors, contents } = document
  if (errors.length > 0 || (contents !== null && !isSeq(contents)))
    throw new BrokenLearntFile(`${path}: ${errors[0]?.message ?? 'phải là một danh sách'}`)
  return document
}

const itemWith = (document: Document, key: string, value: string): number => {
  const { contents } = document
  return isSeq(contents) ? contents.items.findIndex(item => isMap(item) && item.get(key) === value) : -1
}

const append = (document: Document, head: string, item: unknown): void => {
  if (document.contents === null) {
    document.contents = document.createNode([item])
    document.commentBefore = head
    return
  }
  document.addIn([], document.createNode(item))
}

const questionsSchema = z.array(z.string())

/**
 * Brings one approved change into its file. Doing it twice changes nothing, so it may be repeated after a stop at any
 * instant; an entry that is already there, perhaps edited since, is left as it is.
 * @returns whether the file changed
 * @throws BrokenLearntFile, or the file system's error
 */
export const applyChange = (ownDir: string, change: Change): boolean => {
  switch (change.kind) {
    case 'entry': {
      const path = learntPath(ownDir)
      const document = readList(path)
      if (itemWith(document, 'id', change.entry.id) >= 0) return false
      append(document, heads.entry, change.entry)
      writeWhole(path, document.toString({ lineWidth: 0 }))
      return true
    }
    case 'phrasings': {
      const path = phrasingsPath(ownDir)
      const document = readList(path)
      const at = itemWith(document, 'entry', change.entry)
      const found = at < 0 ? undefined : document.getIn([at, 'questions'])
      const known = questionsSchema.safeParse(isSeq(found) ? found.toJSON() : [])
      const has = new Set((known.data ?? []).map(sameQuestion))
      const missing = change.questions.filter(question => !has.has(sameQuestion(question)))
      if (missing.length === 0) return false
      if (at < 0) append(document, heads.phrasings, { entry: change.entry, questions: missing })
      else if (isSeq(found)) for (const question of missing) document.addIn([at, 'questions'], question)
      else document.setIn([at, 'questions'], missing)
      writeWhole(path, document.toString({ lineWidth: 0 }))
      return true
    }
    default:
      return change satisfies never
  }
}
