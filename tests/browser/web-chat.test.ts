/** The web chat as a resident meets it, in real Chromium: phone, keyboard, reload, broken connection, hostile text. */
import type { Page } from 'playwright-core'
import { describe, expect, onTestFinished, test } from 'vitest'
import { webConversation } from '../../bot/channels/web.ts'
import { chromiumPath, launchBrowser } from '../support/browser.ts'
import { startWebWard } from '../support/web-ward.ts'

const executable = chromiumPath()
if (executable === undefined)
  console.warn('browser tests skipped: no Chromium on this machine (install the package "chromium")')

const phone = { width: 390, height: 780 }

const open = async (address: string): Promise<Page> => {
  if (executable === undefined) throw new Error('no Chromium')
  const browser = await launchBrowser(executable)
  onTestFinished(() => browser.close())
  const page = await browser.newPage({ viewport: phone, locale: 'vi-VN' })
  const outside: string[] = []
  page.on('request', request => {
    if (!request.url().startsWith(address) && !request.url().startsWith('data:')) outside.push(request.url())
  })
  onTestFinished(() => expect(outside, 'requests to third parties').toEqual([]))
  await page.goto(address)
  await page.waitForSelector('#log li.out')
  return page
}

const ask = async (page: Page, text: string): Promise<string> => {
  const before = await page.locator('#log li.out').count()
  await page.locator('#text').fill(text)
  await page.keyboard.press('Enter')
  await expect.poll(() => page.locator('#log li.out').count()).toBeGreaterThan(before)
  return await page.locator('#log li.out').last().innerText()
}

describe.skipIf(executable === undefined)('web chat', () => {
  test('a resident asks without marks on a phone, taps a part, and finds it all again after a reload', async () => {
    const { address } = await startWebWard()
    const page = await open(address)
    expect(await page.title()).toBe('Trợ lý phường Mường Lay')
    expect(await page.locator('html').getAttribute('lang')).toBe('vi')
    const answer = await ask(page, 'vneid muc 2 dky sao')
    expect(answer).toMatch(/mức 2/i)
    expect(answer).toMatch(/Nguồn:/)
    const before = await page.locator('#log > li').count()
    await page.getByRole('button', { name: 'Giấy tờ cần có' }).last().click()
    await expect.poll(() => page.locator('#log > li').count()).toBeGreaterThan(before)
    const shown = await page.locator('#log > li').allInnerTexts()
    await page.reload()
    await expect.poll(() => page.locator('#log > li').allInnerTexts()).toEqual(shown)
    // Nothing sticks out sideways on a phone.
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(
      phone.width,
    )
  })

  test('works by keyboard alone, and screen readers are told who speaks', async () => {
    const { address } = await startWebWard()
    const page = await open(address)
    expect(await page.locator('#log').getAttribute('aria-live')).toBe('polite')
    await page.locator('#text').focus()
    await page.keyboard.type('xin chao')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.locator('#log li.out').count()).toBeGreaterThan(1)
    expect(await page.locator('#log li.in').last().innerText()).toMatch(/Anh\/chị hỏi:/)
    await page.keyboard.press('Shift+Tab')
    expect(await page.evaluate<string>('document.activeElement.tagName')).toBe('BUTTON')
    for (const control of await page.locator('button, textarea, a').all()) {
      const name =
        (await control.innerText().catch(() => '')) ||
        (await control.getAttribute('aria-label')) ||
        (await control.getAttribute('id'))
      expect(name).not.toBe('')
    }
  })

  test('text that looks like code is shown as text and runs nothing', async () => {
    const { address } = await startWebWard()
    const page = await open(address)
    const hostile = `<img src=x onerror="document.title='hacked'"><script>document.title='hacked'</script> **[a](javascript:alert(1))** ' OR 1=1; -- $(rm -rf /)`
    await ask(page, hostile)
    expect(await page.locator('#log li.in .bubble').last().innerText()).toBe(hostile)
    await page.reload()
    await page.waitForSelector('#log li.in')
    expect(await page.title()).toBe('Trợ lý phường Mường Lay')
    expect(await page.locator('#log img, #log script, #log a[href^="javascript"]').count()).toBe(0)
  })

  test('a break of the connection: the message is sent once when it is back', async () => {
    const { address, repositories, ward } = await startWebWard()
    const page = await open(address)
    await page.context().setOffline(true)
    await page.locator('#text').fill('mất thẻ căn cước làm lại ở đâu')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.locator('#state').innerText()).toMatch(/Mất kết nối/)
    await page.context().setOffline(false)
    await expect
      .poll(() => page.locator('#log li.out').last().innerText(), { timeout: 20_000 })
      .toMatch(/Nguồn:/)
    await ward.idle()
    const asked = (await repositories.questions.topTopics(new Date(0), new Date('2100-01-01'), 10)).reduce(
      (sum, row) => sum + row.asked,
      0,
    )
    expect(asked).toBe(1)
  })

  test('what an officer writes later appears on the open page', async () => {
    const { address, repositories, ward } = await startWebWard()
    const page = await open(address)
    const session =
      (await page.evaluate<string | null>("localStorage.getItem('tro-ly-phuong.session')")) ?? ''
    const conversation = webConversation(session)
    await repositories.outbox.add(conversation, [{ text: 'Cán bộ trả lời: hồ sơ của bác xong rồi.' }], {
      now: ward.now(),
    })
    ward.sender.wake([conversation])
    await expect.poll(() => page.locator('#log li.out').last().innerText()).toMatch(/hồ sơ của bác xong rồi/)
  })

  test("the ward's own site embeds it with one script tag", async () => {
    const { address, server } = await startWebWard()
    const page = await open(address)
    // A page of the same server stands for the ward's site: another origin would need a second certificate of trust.
    await page.route('**/site.html', route =>
      route.fulfill({
        contentType: 'text/html',
        body: `<!doctype html><html lang="vi"><body><h1>Trang phường</h1><script src="${address}/embed.js" async></script></body></html>`,
      }),
    )
    await page.goto(`${address}/site.html`)
    await page.getByRole('button', { name: 'Hỏi phường' }).click()
    const frame = page.frameLocator('iframe')
    await frame.locator('#text').waitFor()
    await frame.locator('#text').fill('mấy giờ phường mở cửa')
    await frame.locator('#send').click()
    await frame.locator('#log li.in').waitFor()
    await page.keyboard.press('Escape')
    const headers = (await server.inject({ url: '/' })).headers
    expect(String(headers['content-security-policy'])).toContain("frame-ancestors 'self'")
  })
})
