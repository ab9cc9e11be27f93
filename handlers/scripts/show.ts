/** A script in the chat and as a file, with what can be done with it. */
import { type Attachment, type Button, plain, type Reply } from '../../bot/chat.ts'
import type { Translate } from '../../content/locales.ts'
import type { Topic } from '../../content/model/topic.ts'
import { longest, type Script, sourceText } from '../../content/script/script.ts'
import { showDay } from '../../content/vietnam-time.ts'
import type { Services } from '../handler.ts'

/** 5.5 → "5,5" */
export const minutesText = (minutes: number): string => minutes.toLocaleString('de-DE')

const printed = (script: Script, { t, in: inLocale }: Services): string[] => {
  const { sources, notes } = script
  const oldest = sources.map(({ checked }) => checked).sort()[0]
  return [
    ...(sources.length + notes.length === 0 ? [] : [t('scripts.not-read')]),
    ...(notes.length === 0
      ? []
      : [[t('scripts.before-airing'), ...notes.map(note => `- ${plain(note)}`)].join('\n')]),
    ...(oldest === undefined
      ? []
      : [
          [
            t('scripts.sources', { day: showDay(oldest) }),
            ...sources.map(source => `- ${plain(sourceText(source, inLocale('vi')))}`),
          ].join('\n'),
        ]),
  ]
}

/**
 * Estimated length first, then what is read, then what is only printed.
 * @param near what might be read in the same broadcast where this is too short
 */
export const scriptReply = (
  script: Script,
  buttons: readonly (readonly Button[])[],
  services: Services,
  near: readonly Topic[] = [],
): Reply => {
  const { t } = services
  const { title, minutes, words, wished, enough, paragraphs } = script
  const length = minutesText(minutes)
  return {
    text: [
      t('scripts.head', { title: plain(title), minutes: length, words }),
      ...(enough
        ? []
        : [
            [
              t('scripts.short', { minutes: length, wished: wished ?? '' }),
              ...(near.length === 0
                ? []
                : [t('scripts.short-near', { topics: near.map(one => plain(one.title)).join('; ') })]),
            ].join(' '),
          ]),
      ...(wished === null && minutes > longest ? [t('scripts.fast', { minutes: length, longest })] : []),
      ...paragraphs.map(({ text }) => plain(text)),
      ...printed(script, services),
    ].join('\n\n'),
    buttons,
  }
}

/** What writes Word files is loaded when somebody first asks for one. */
const wordFile = async (script: Script, t: Translate): Promise<Uint8Array> => {
  const { scriptDocument } = await import('../../content/script/document.ts')
  return await scriptDocument(script, t)
}

/** The DOCX, made once for the same script. */
export const scriptFile = async (script: Script, services: Services): Promise<Reply> => {
  const { scripts, t, in: inLocale } = services
  const attachment: Attachment = {
    kind: 'document',
    path: await scripts.keep(JSON.stringify(script), () => wordFile(script, inLocale('vi'))),
    name: `${t('scripts.file')}.docx`,
    mimeType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  }
  return { text: t('scripts.file-ready', { title: plain(script.title) }), attachments: [attachment] }
}
