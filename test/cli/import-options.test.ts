import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cli, type CliRun } from '../help/cli.ts';
import { importForecast } from '../help/forecast-shape.ts';
import { documented, pathsIn } from '../help/json-page.ts';
import { discard, scratch } from '../help/open-cases.ts';
import { deliveryOf, trailRecord } from '../help/trail-records.ts';

let home: string;
let logs: string;
const at = (...parts: string[]) => join(home, ...parts);
const run = (...args: string[]) => cli([...args, '--quiet'], home);
const jsonOf = (of: CliRun): Record<string, unknown> => JSON.parse(of.stdout) as Record<string, unknown>;

beforeAll(() => {
  home = scratch('import-options');
  logs = at('logs');
  mkdirSync(logs);
  writeFileSync(join(logs, 'a.json'), deliveryOf(Array.from({ length: 120 }, (_, n) => trailRecord(n))));
  writeFileSync(join(logs, 'bare.jsonl'), JSON.stringify(trailRecord(900, { eventTime: '2026-02-02T07:00:30' })));
  writeFileSync(join(logs, 'odd.jsonl'), `${JSON.stringify({ level: 'info' })}\n`);
});
afterAll(() => discard(home));

describe('bilocate import --forecast', () => {
  test('says what each file is and what all of it comes to; no case is made', async () => {
    const of = await run('import', '--forecast', at('none.bilocate'), logs);
    expect(of, of.stderr).toMatchObject({ code: 0, stderr: '' });
    expect(of.stdout).toMatch(/a\.json +\d.* json-envelope +aws\.cloudtrail +100 % +120 +2026-02-02T06:00:00Z +2026-02-02T06:01:59Z/);
    expect(of.stdout).toMatch(/bare\.jsonl.*no zone/);
    expect(of.stdout).toContain('3 files, ');
    expect(of.stdout).toContain('about 121 events');
    expect(of.stdout).toMatch(/odd\.jsonl, record 1, which no source takes: \{"level":"info"\}\n +\S.*\(0 %\): /);
    expect(existsSync(at('none.bilocate'))).toBe(false);
  });

  test('for machines in the shape that the page promises', async () => {
    const said = jsonOf(await run('import', '--forecast', at('none.bilocate'), logs, '--json', '--user', 'worker1'));
    importForecast.parse(said);
    const known = documented('bilocate import --forecast CASE EVIDENCE… --json');
    expect([...pathsIn(said)].filter((one) => !known.has(one))).toEqual([]);
    expect([said['events'], said['outOfScope']]).toEqual([17, 104]);
  });

  test('where nothing can be read it is a fault', async () => expect(await run('import', '--forecast', at('x.bilocate'), at('nowhere'))).toMatchObject({ code: 1 }));
});

describe('bilocate import with options, and widen', () => {
  test('scope, zone and offset; then more of it, then all; verify agrees', async () => {
    const path = at('a.bilocate');
    const first = jsonOf(await run('import', path, logs, '--from', '2026-02-02T06:00Z', '--to', '2026-02-02T06:01:00Z', '--zone', 'bare.jsonl=Europe/Oslo', '--offset', 'aws.cloudtrail=-10', '--json'));
    expect(first['totals']).toEqual({ records: 122, events: 61, duplicates: 0, skips: 1, folded: 0, outOfScope: 60 });
    const refused = await run('widen', path, '--from', '2026-02-02T06:00:30Z');
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toContain('import/narrower');
    const some = jsonOf(await run('widen', path, '--exhibit', 'E1', '--from', '2026-02-02', '--json'));
    expect(some['totals']).toMatchObject({ records: 120, events: 60, duplicates: 60, outOfScope: 0 });
    const rest = await run('widen', path);
    expect(rest, rest.stderr).toMatchObject({ code: 0 });
    expect(rest.stdout).toContain('0 out of scope');
    const verified = await run('verify', path);
    expect(verified.stdout).toContain('agrees with itself');
    const findings = await run('report', path, '--out', at('r.json'));
    expect(findings, findings.stderr).toMatchObject({ code: 0 });
  });

  test('the word of the analyst, by name', async () => {
    writeFileSync(at('cut.jsonl'), JSON.stringify({ eventName: 'GetObject', eventTime: '2026-07-01T12:00:00Z' }));
    const plain = jsonOf(await run('import', at('b.bilocate'), at('cut.jsonl'), '--json'));
    expect(plain['totals']).toMatchObject({ events: 0, skips: 1 });
    const told = jsonOf(await run('import', at('c.bilocate'), at('cut.jsonl'), '--as', 'cut.jsonl=aws.cloudtrail', '--json'));
    expect(told['totals']).toMatchObject({ events: 1, skips: 0 });
  });

  test.each([
    [['--from', 'yesterday'], 2, 'Wanted a day'], [['--from', '2026-02-02T06:00'], 2, 'with its zone'], [['--source', 'syslog'], 2, 'aws.cloudtrail'], [['--offset', 'okta.system'], 2, 'SOURCE=SECONDS'],
    [['--as', 'x.json'], 2, 'FILE=SOURCE'], [['--order', 'random'], 2, 'newest'], [['--zone', 'Mars/Olympus'], 1, 'import/bad-option'], [['--zone', 'x.json=UTC'], 1, 'import/bad-option'],
    [['--from', '2026-02-03', '--to', '2026-02-02'], 1, 'ends before it begins'],
  ])('%j is refused before anything is read', async (options, code, words) => {
    const of = await run('import', at('never.bilocate'), logs, ...options);
    expect([of.code, of.stderr.includes(words)], of.stderr).toEqual([code, true]);
  });
});
