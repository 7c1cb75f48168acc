import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  // As in electron.vite.config.ts: tests of the renderer's pure parts and stores run in Node.
  resolve: { alias: { '@contract': resolve(import.meta.dirname, 'src-main/contract'), '@charts': resolve(import.meta.dirname, 'src-main/charts') } },
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/bench/**', 'test/screens/**', 'test/offline/{journey,bundle}.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // For the processes that tests start; what they run is kept compiled, as by the real command (scripts/node24.mjs).
    env: { NODE_COMPILE_CACHE: resolve(import.meta.dirname, '.cache/compiled') },
    pool: 'forks',
    maxWorkers: 2,
  },
});
