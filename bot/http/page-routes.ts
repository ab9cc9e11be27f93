/** Serves the web chat's page: its TypeScript is stripped of types once, when it is first asked for; nothing is built beforehand. */
import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import type { FastifyInstance } from 'fastify'
import { escapeHtml } from '../channels/markup.ts'

const read = (name: string): string => readFileSync(new URL(`./page/${name}`, import.meta.url), 'utf8')

const once = (make: () => string): (() => string) => {
  let made: string | undefined
  return () => {
    made ??= make()
    return made
  }
}

/** @param wardName shown as title, e.g. "phường Mường Lay"; asked at every request, it may be edited meanwhile */
export const addPageRoutes = (server: FastifyInstance, wardName: () => string): void => {
  const page = read('index.html')
  const files = [
    {
      path: '/chat.css',
      type: 'text/css; charset=utf-8',
      body: once(() => read('look.css') + read('chat.css')),
    },
    {
      path: '/chat.js',
      type: 'text/javascript; charset=utf-8',
      body: once(() => stripTypeScriptTypes(read('chat.ts'))),
    },
    {
      path: '/embed.js',
      type: 'text/javascript; charset=utf-8',
      body: once(() => stripTypeScriptTypes(read('embed.ts'))),
    },
    { path: '/icon.svg', type: 'image/svg+xml', body: once(() => read('icon.svg')) },
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
      return reply.type(type).header('cache-control', 'public, max-age=300').send(body())
    })
  }
}
