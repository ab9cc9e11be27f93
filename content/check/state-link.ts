/** Where links in answers may lead: the state's own sites. */

const officialHosts = /(^|\.)(gov\.vn|vneid\.gov\.vn|dinhdanhdientu\.gov\.vn|vnpost\.vn|zalo\.me)$/

/** Whether a link leads to a site of the state (or of the post and Zalo, which the state uses). */
export const isStateLink = (url: string): boolean =>
  URL.canParse(url) && new URL(url).protocol.startsWith('http') && officialHosts.test(new URL(url).hostname)
