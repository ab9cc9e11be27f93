/** `/so-lieu`: the ward's public figures on cases and satisfaction; small numbers are hidden before they get here. */
import { readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import type { Translate } from '../../content/locales.ts'
import type { Cell, MonthFigures, PublicFigures } from '../../content/public-figures.ts'
import { escapeHtml } from '../channels/markup.ts'

export interface FiguresPage {
  /** "phường Mường Lay" */
  readonly wardName: () => string
  readonly figures: () => Promise<PublicFigures>
  readonly t: () => Translate
}

const style = ['look.css', 'figures.css']
  .map(name => readFileSync(new URL(`./page/${name}`, import.meta.url), 'utf8'))
  .join('')

const shownMonth = (month: string): string => `${month.slice(5)}/${month.slice(0, 4)}`

/** @returns a whole HTML page, readable without scripts and by screen readers */
export const figuresHtml = (wardName: string, { kinds, months }: PublicFigures, t: Translate): string => {
  const say = (key: string, values?: Readonly<Record<string, string>>): string =>
    escapeHtml(t(`satisfaction.page.${key}`, values))
  const cell = (value: Cell | string): string =>
    value === 'few' ? say('few') : value === 'hidden' ? say('hidden') : String(value)
  const kindName = (kind: string): string =>
    kind === 'hand-off' ? say('hand-off') : escapeHtml(t(`feedback.kinds.${kind}`))
  const table = (
    caption: string,
    columns: readonly string[],
    cells: (month: MonthFigures) => readonly (Cell | string)[],
  ): string => `<table>
<caption>${say(caption)}</caption>
<thead><tr><th scope="col">${say('month')}</th>${columns.map(name => `<th scope="col">${name}</th>`).join('')}</tr></thead>
<tbody>${months
    .map(
      month =>
        `<tr><th scope="row">${shownMonth(month.month)}</th>${cells(month)
          .map(value => `<td>${cell(value)}</td>`)
          .join('')}</tr>`,
    )
    .join('\n')}</tbody>
</table>`
  const title = say('title', { ward: wardName })
  return `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/so-lieu.css">
</head>
<body>
<main>
<h1>${title}</h1>
<p>${say('lead')}</p>
${
  months.length === 0
    ? `<p>${say('none')}</p>`
    : [
        table('by-kind', kinds.map(kindName), ({ byKind }) => byKind),
        table('by-state', [say('closed'), say('open'), say('share')], ({ byState, settledShare }) => [
          ...byState,
          settledShare === null ? say('hidden') : say('about', { percent: String(settledShare) }),
        ]),
        table(
          'rated',
          ['good', 'neutral', 'bad'].map(rating => escapeHtml(t(`satisfaction.rating.${rating}`))),
          ({ satisfaction }) => satisfaction,
        ),
      ].join('\n')
}
<p class="small">${say('note')}</p>
<p><a href="/">${say('chat')}</a></p>
</main>
</body>
</html>
`
}

export const addFiguresRoutes = (server: FastifyInstance, { wardName, figures, t }: FiguresPage): void => {
  server.get('/so-lieu', async (_request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'public, max-age=600')
      .send(figuresHtml(wardName(), await figures(), t())),
  )
  server.get('/so-lieu.css', (_request, reply) =>
    reply.type('text/css; charset=utf-8').header('cache-control', 'public, max-age=3600').send(style),
  )
}
