import { defineConfig } from 'vitest/config';

/** The built renderer over the loopback host, in a real Chromium. Needs `npm run build` before. */
export default defineConfig({
  test: { include: ['test/screens/**/*.test.ts', 'test/offline/{journey,bundle}.test.ts'], globalSetup: 'test/offline/no-route.ts', testTimeout: 120_000, hookTimeout: 120_000, pool: 'forks', fileParallelism: false },
});
