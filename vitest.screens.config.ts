import { basename } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The files that take longest begin first: one that began last would run while the other worker has ended. */
const longest = ['access.test.ts', 'controls.test.ts', 'first-case.test.ts', 'hostile.test.ts', 'evidence.test.ts', 'keyboard.test.ts'];

/** Vitest knows how long files take only from a run before; in a fresh clone it goes by their size, and `access` is small. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => (longest.includes(basename(moduleId)) ? longest.indexOf(basename(moduleId)) : longest.length);
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}

/** The built renderer over the loopback host, in a real Chromium. Needs `npm run build` before. Each file has a host, a folder and a browser of its own, so that two run at once. */
export default defineConfig({
  test: {
    include: ['test/screens/**/*.test.ts', 'test/offline/{journey,bundle}.test.ts'],
    globalSetup: 'test/offline/no-route.ts',
    setupFiles: ['test/screens/tell-screens.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
    sequence: { sequencer: LongestFirst },
    pool: 'forks',
    maxWorkers: 2,
  },
});
