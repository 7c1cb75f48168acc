import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CaseSummary, Reply } from '../../src-main/contract/index.ts';
import type { App } from '../../src-main/host/app.ts';
import { openApp } from '../../src-main/host/open-app.ts';
import { discard, scratch } from '../help/open-cases.ts';

let home: string;
let app: App;
beforeAll(async () => {
  home = scratch('close');
  app = openApp({ environment: { BILOCATE_HOME: home }, host: 'test' });
  await app.answer('analyst.set', { name: 'A. Lindqvist' });
});
afterAll(() => discard(home));

// A stopped process answers as little as one that is in the middle of a long answer.
test.skipIf(process.platform === 'win32')('a reader that does not answer keeps nobody from closing: the case is one plain file, and no process is left', async () => {
  const made = (await app.answer('case.create', { title: 'Busy', number: '' })) as Reply<CaseSummary>;
  if (!made.ok) throw new Error(made.fault.code);
  const { pid } = app.desk.reader();
  process.kill(pid!, 'SIGSTOP');
  const asked = app.desk.reader().ask('caseId', {}).then(() => 'answered', (error: unknown) => (error as { code?: string }).code);
  const began = performance.now();
  await app.close();
  expect(performance.now() - began).toBeLessThan(8000);
  expect(await asked).toBe('child/gone');
  expect(() => process.kill(pid!, 0)).toThrow(/ESRCH/);
  expect(readdirSync(dirname(made.value.path)).filter((name) => name.startsWith('busy'))).toEqual(['busy.bilocate']);
});
