/** Which channel a link leads to: an address alone tells where something was posted. */
import type { Form } from '../plan/plan.ts'

const linkHosts: readonly (readonly [host: RegExp, form: Form])[] = [
  [/^(?:[a-z0-9-]+\.)*(?:facebook\.com|fb\.com|fb\.watch|zalo\.me)$/, 'social_post'],
  [/^(?:[a-z0-9-]+\.)*(?:tiktok\.com|youtube\.com|youtu\.be)$/, 'video'],
  [
    /^(?:[a-z0-9-]+\.)*(?:bao[a-z0-9-]+\.(?:com\.)?vn|[a-z0-9-]*(?:online|express)\.(?:net|vn|com\.vn))$/,
    'news_article',
  ],
  [/^(?:[a-z0-9-]+\.)*gov\.vn$/, 'website_post'],
]

/** The channel a link leads to, where no word names one. */
export function formOfLinks(links: readonly string[]): Form | null {
  const [link] = links
  if (link === undefined) return null
  const host =
    link
      .toLowerCase()
      .replace(/^https?:\/\//, '')
      .split(/[/:?#]/, 1)[0] ?? ''
  return linkHosts.find(([pattern]) => pattern.test(host))?.[1] ?? null
}
