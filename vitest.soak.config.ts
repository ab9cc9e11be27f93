import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

// Long runs under load: `npm run test:soak`, not part of `npm test`.
export default defineConfig({
  test: {
    // Programs the tests start over and over keep what they compiled.
    env: {
      NODE_COMPILE_CACHE: fileURLToPath(new URL('node_modules/.cache/compiled-tests', import.meta.url)),
    },
    include: ['tests/soak/**/*.soak.ts'],
    pool: 'forks',
    maxWorkers: 1,
    execArgv: ['--expose-gc'],
  },
})
