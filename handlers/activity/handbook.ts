/** /camnang: step cards to read aloud beside somebody, and a copy to forward. */
import { fold } from '../../content/language/unicode.ts'
import type { HandbookCard } from '../../content/model/handbook.ts'
import type { Handler, Outcome, Services } from '../handler.ts'

/** `/camnang`, `/camnang bưu điện` */
export const handbook: Handler = (incoming, services) => {
  const { library, t } = services
  const wanted = fold(incoming.command?.args ?? '')
  const words = wanted.split(/\s+/).filter(word => word !== '')
  const [found, other] =
    words.length === 0
      ? []
      : library.handbook.filter(card => words.every(word => fold(card.title).includes(word)))
  if (found !== undefined && other === undefined) return card(found, services)
  return {
    replies: [
      {
        text: t('activity.handbook'),
        buttons: library.handbook.map(({ id, title }) => [{ label: title, value: `camnang:${id}` }]),
      },
    ],
  }
}

/** `camnang:<id>` */
export const openCard: Handler = (incoming, services) => {
  const found = services.library.handbook.find(({ id }) => id === incoming.pressed?.args[0])
  return found === undefined ? handbook(incoming, services) : card(found, services)
}

const card = ({ title, ready, steps, stuck }: HandbookCard, { t }: Services): Outcome => ({
  replies: [
    {
      text: [
        `**${title}**`,
        [t('activity.handbook-ready'), ...ready.map(line => `- ${line}`)].join('\n'),
        steps.map((step, index) => `${index + 1}. ${step}`).join('\n'),
        [t('activity.handbook-stuck'), ...stuck.map(trouble => `- ${trouble.when}: ${trouble.do}`)].join(
          '\n',
        ),
        t('activity.handbook-count'),
      ].join('\n\n'),
      buttons: [[{ label: t('activity.handbook-more'), value: 'camnang' }]],
    },
  ],
})
