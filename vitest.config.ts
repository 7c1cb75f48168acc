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
    pool: 'forks',
    maxWorkers: 2,
  },
});
