import { defineConfig } from 'vitest/config'

// Long runs under load: `npm run test:soak`, not part of `npm test`.
export default defineConfig({
  test: {
    include: ['tests/soak/**/*.soak.ts'],
    pool: 'forks',
    maxWorkers: 1,
    execArgv: ['--expose-gc'],
  },
})
