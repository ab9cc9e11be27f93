// Runs one of our TypeScript programs, after making sure this Node can. Plain JavaScript so that an old Node
// can read it: `node bot/start.mjs main`, `node bot/start.mjs commands/ask …`.
const needed = 24
const major = Number(process.versions.node.split('.')[0])
if (major < needed) {
  console.error(
    `Cần Node.js ${needed} trở lên (máy đang dùng ${process.versions.node}): hãy chạy bằng "npm start" (npm tự dùng đúng bản Node). / This needs Node.js ${needed}: start it with "npm start".`,
  )
  process.exit(1)
}
const [program = 'main', ...rest] = process.argv.slice(2)
process.argv = [process.argv[0], new URL(`./${program}.ts`, import.meta.url).pathname, ...rest]
await import(`./${program}.ts`)
