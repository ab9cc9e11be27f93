// Runs one of our TypeScript programs, after making sure this Node can. Plain JavaScript so that an old Node
// can read it: `node bot/start.mjs main`, `node bot/start.mjs commands/ask …`.
import module from 'node:module'

const needed = 24
const major = Number(process.versions.node.split('.')[0])
if (major < needed) {
  console.error(
    `Cần Node.js ${needed} trở lên (máy đang dùng ${process.versions.node}): hãy chạy bằng "npm start" (npm tự dùng đúng bản Node). / This needs Node.js ${needed}: start it with "npm start".`,
  )
  process.exit(1)
}
const [program = 'main', ...rest] = process.argv.slice(2)

// The bot runs for months on small machines, so it asks Node and the C library to keep little spare memory: 200 MB instead of
// 300. They read this only when a program begins, so it begins once more, in place (the process id stays). Only where Node can
// (not on Windows) and the person who starts it has not decided otherwise.
const thrifty = '--optimize-for-size'
const decided =
  process.execArgv.some(flag => /size|heap|inspect|prof/.test(flag)) || 'NODE_OPTIONS' in process.env
if (program === 'main' && !decided && process.platform !== 'win32' && process.execve !== undefined) {
  process.execve(
    process.execPath,
    [process.execPath, ...process.execArgv, thrifty, '--max-semi-space-size=2', ...process.argv.slice(1)],
    {
      MALLOC_ARENA_MAX: '2',
      MALLOC_MMAP_THRESHOLD_: '131072',
      MALLOC_TRIM_THRESHOLD_: '131072',
      ...process.env,
    },
  )
}
// Keeps compiled programs between starts: quicker, and without the TypeScript reader's 15 MB. Where it can't write, nothing is lost.
module.enableCompileCache(new URL('../node_modules/.cache/compiled', import.meta.url).pathname)
process.argv = [process.argv[0], new URL(`./${program}.ts`, import.meta.url).pathname, ...rest]
await import(`./${program}.ts`)
