/**
 * For the ward's own website: `<script src="https://…/embed.js" async></script>` adds a button that opens the chat.
 * The site's address must be listed in WEB_EMBED_ORIGINS.
 */
;(() => {
  const script = document.currentScript
  if (!(script instanceof HTMLScriptElement)) return
  const origin = new URL(script.src).origin
  const button = document.createElement('button')
  const frame = document.createElement('iframe')
  button.type = 'button'
  button.textContent = script.dataset['label'] ?? 'Hỏi phường'
  button.setAttribute('aria-expanded', 'false')
  Object.assign(button.style, {
    position: 'fixed',
    right: '16px',
    bottom: '16px',
    zIndex: '2147483000',
    font: '600 17px system-ui, sans-serif',
    padding: '14px 20px',
    border: '0',
    borderRadius: '999px',
    background: '#b3261e',
    color: '#fff',
    cursor: 'pointer',
    boxShadow: '0 4px 16px rgb(0 0 0 / 30%)',
  })
  frame.title = 'Trợ lý phường'
  Object.assign(frame.style, {
    position: 'fixed',
    right: '16px',
    bottom: '80px',
    zIndex: '2147483000',
    width: 'min(420px, calc(100vw - 32px))',
    height: 'min(640px, calc(100vh - 112px))',
    border: '1px solid #ccc',
    borderRadius: '16px',
    background: '#fff',
    boxShadow: '0 8px 32px rgb(0 0 0 / 35%)',
    display: 'none',
  })
  const set = (open: boolean): void => {
    // The page is loaded at the first opening only: visitors who don't ask cost nothing.
    if (open && frame.src === '') frame.src = `${origin}/`
    frame.style.display = open ? 'block' : 'none'
    button.setAttribute('aria-expanded', String(open))
    button.textContent = open ? 'Đóng' : (script.dataset['label'] ?? 'Hỏi phường')
  }
  button.addEventListener('click', () => set(frame.style.display === 'none'))
  document.addEventListener('keydown', event => {
    if (event.key === 'Escape') set(false)
  })
  document.body.append(frame, button)
})()
