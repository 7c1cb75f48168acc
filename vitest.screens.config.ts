import { defineConfig } from 'vitest/config';

/** The built renderer over the loopback host, in a real Chromium. Needs `npm run build` before. Each file has a host, a folder and a browser of its own, so that two run at once. */
export default defineConfig({
  test: { include: ['test/screens/**/*.test.ts', 'test/offline/{journey,bundle}.test.ts'], globalSetup: 'test/offline/no-route.ts', setupFiles: ['test/screens/tell-screens.ts'], testTimeout: 120_000, expect: { poll: { timeout: 30_000 } }, hookTimeout: 120_000, pool: 'forks', maxWorkers: 2 },
});
