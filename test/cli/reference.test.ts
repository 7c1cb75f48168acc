import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { citedFinding, referenceRow } from '../../src-main/contract/index.ts';
import { cli, type CliRun } from '../help/cli.ts';
import { documented, pathsIn } from '../help/json-page.ts';
import { discard, scratch } from '../help/open-cases.ts';
import { deliveryOf, stolenKey } from '../help/trail-records.ts';

/** The key of mara is used from 73.3.132.20 at home and from 45.142.37.66, which was k.berg's in the VPN at that time. */
const vpn = 'user,ip,from,to,gateway\nmara,73.3.132.20,2026-02-03T00:00:00Z,,fixed line\nk.berg,45.142.37.0/24,2026-02-03T08:00:00Z,2026-02-03T20:00:00Z,vpn-ams\nmara,198.51.100.9,2026-01-01,2026-01-02,old\n';
let home: string;
let path: string;
let hunted: CliRun;
beforeAll(async () => {
  home = scratch('reference-cli');
  path = join(home, 'a.bilocate');
  const evidence = join(home, 'evidence');
  mkdirSync(evidence);
  writeFileSync(join(evidence, 'trail.json'), deliveryOf(stolenKey()));
  writeFileSync(join(evidence, 'vpn.csv'), vpn);
  hunted = await cli(['hunt', evidence, '--case', path, '--json', '--rule', 'S16'], home);
});
afterAll(() => discard(home));

describe('findings', () => {
  test('say what reference data explains, and what it speaks against', () => {
    expect(hunted.code, hunted.stderr).toBe(0);
    const found = z.array(citedFinding.strict()).parse(JSON.parse(hunted.stdout)).find((one) => one.variant === 'corrected')!;
    expect(found.explained.map(({ stance, text }) => [stance, text])).toEqual([
      ['contradicts', '45.142.37.0/24 was assigned to k.berg then (vpn-ams), not to who acted.'], ['explains', '73.3.132.20 was assigned to mara then (fixed line).'],
    ]);
    expect(found.explained.reduce((sum, one) => sum + one.events, 0)).toBe(found.eventCount);
    const promised = documented('bilocate findings CASE --json');
    expect([...promised].filter((one) => one.startsWith('[].explained')).toSorted()).toEqual([...pathsIn([found])].filter((one) => one.startsWith('[].explained')).toSorted());
  });
});

describe('reference', () => {
  test('lists all of it with its exhibit; as JSON what the page promises', async () => {
    const said = await cli(['reference', path], home);
    expect(said).toMatchObject({ code: 0, stderr: '' });
    expect(said.stdout).toContain('vpn-ams');
    expect(said.stdout).toMatch(/E\d+ record 2/);
    const rows = z.array(referenceRow.strict()).parse(JSON.parse((await cli(['reference', path, '--json'], home)).stdout));
    expect(rows.map(({ user, ip }) => [user, ip])).toEqual([['mara', '73.3.132.20'], ['k.berg', '45.142.37.0/24'], ['mara', '198.51.100.9']]);
    expect([...pathsIn(rows)].toSorted()).toEqual([...documented('bilocate reference CASE')].toSorted());
  });
  test('of one kind; of none, says how to get it', async () => {
    expect((await cli(['reference', path, '--kind', 'travel'], home)).stdout).toContain('The case has no reference data');
    expect((await cli(['reference', path, '--kind', 'nonsense'], home)).code).toBe(2);
  });
});
