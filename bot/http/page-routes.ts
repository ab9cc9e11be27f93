/** Serves the web chat's page: its TypeScript is stripped of types once, at start; nothing is built beforehand. */
import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import type { FastifyInstance } from 'fastify'
import { escapeHtml } from '../channels/markup.ts'

const read = (name: string): string => readFileSync(new URL(`./page/${name}`, import.meta.url), 'utf8')

/** @param wardName shown as title, e.g. "phường Mường Lay"; asked at every request, it may be edited meanwhile */
export const addPageRoutes = (server: FastifyInstance, wardName: () => string): void => {
  const page = read('index.html')
  const files = [
    { path: '/chat.css', type: 'text/css; charset=utf-8', body: read('chat.css') },
    { path: '/chat.js', type: 'text/javascript; charset=utf-8', body: stripTypeScriptTypes(read('chat.ts')) },
    {
      path: '/embed.js',
      type: 'text/javascript; charset=utf-8',
      body: stripTypeScriptTypes(read('embed.ts')),
    },
    { path: '/icon.svg', type: 'image/svg+xml', body: read('icon.svg') },
  ]
  server.get('/', (_request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-cache')
      .send(page.replaceAll('%WARD%', escapeHtml(wardName()))),
  )
  for (const { path, type, body } of files) {
    server.get(path, (_request, reply) => {
      // The ward's own site loads embed.js from here.
      if (path === '/embed.js' || path === '/icon.svg')
        reply.header('cross-origin-resource-policy', 'cross-origin')
      return reply.type(type).header('cache-control', 'public, max-age=300').send(body)
    })
  }
}
