import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cli, startCli } from '../help/cli.ts';
import { discard, scratch } from '../help/open-cases.ts';
import { deliveryOf, trailRecord } from '../help/trail-records.ts';

let home: string;
const cases = () => join(home, 'cases');
const path = () => join(cases(), 'a.bilocate');

beforeAll(async () => {
  home = scratch('serve-ends');
  mkdirSync(cases());
  writeFileSync(join(home, 'a.json'), deliveryOf(Array.from({ length: 20 }, (_, n) => trailRecord(n))));
  expect(await cli(['import', path(), join(home, 'a.json'), '--quiet'], home)).toMatchObject({ code: 0 });
});
afterAll(() => discard(home));

/** A group of processes that is told to end hears it as often as somebody in it hands it on. Beside the screens, because without those there is nothing to serve. */
describe('the case is closed, one file at rest, however the host is told to end', () => {
  test.each([
    { name: 'Ctrl-C', signals: ['SIGINT'] }, { name: 'a session that ends', signals: ['SIGTERM', 'SIGTERM', 'SIGTERM'] }, { name: 'a terminal that is closed', signals: ['SIGHUP', 'SIGHUP', 'SIGTERM'] },
  ] as const)('$name', async ({ signals }) => {
    const { process: host, ended } = startCli(['serve', path(), '--no-open'], home);
    await new Promise<void>((served, failed) => {
      host.stdout!.on('data', (text: string) => { if (text.includes('http://127.0.0.1')) served(); });
      void ended.then((run) => failed(new Error(`the host ended with ${run.code} before it served: ${run.stderr}`)));
    });
    expect(existsSync(`${path()}-wal`)).toBe(true);
    for (const signal of signals) {
      host.kill(signal);
      await new Promise((done) => setTimeout(done, 20));
    }
    expect(await ended).toMatchObject({ code: 0, signal: null });
    expect(readdirSync(cases())).toEqual(['a.bilocate']);
  });
});
