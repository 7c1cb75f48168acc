import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readWhole } from './read.ts';

const samples = fileURLToPath(new URL('../../../shared/samples/cloudtrail', import.meta.url));
const present = existsSync(samples);

/** What the JSON files are known to be: pattern of the name, shape, records. */
const known: [name: RegExp, shape: string, records?: number][] = [
  [/^DataDog__/, 'json-array'], [/^OTRF__.*\.json$/, 'json-lines', 103], [/^criblpacks/, 'json-array', 44], [/^log2timeline/, 'json-lines', 6], [/^aws__aws-cli/, 'json-envelope', 1],
  [/^flosell/, 'json-envelope', 2], [/^legoguy1000__.*(console-login|update-trail)/, 'json-lines'], [/^legoguy1000/, 'json-object', 1], [/^Yamato/, 'json-envelope', 29],
  [/^mozilla/, 'json-array', 3], [/critical_api_calls/, 'json-array', 15], [/cloudwatch_cloudtrail/, 'json-array', 1], [/^panther/, 'json-lines', 463],
];

describe.skipIf(!present)('every JSON file of the CloudTrail samples balances and has its shape (skipped where the samples are absent)', () => {
  const names = present ? readdirSync(samples).filter((name) => !/\.(csv|txt)$/.test(name)) : [];

  it.each(names)('%s', async (name) => {
    const file = await readWhole(join(samples, name));
    const [, shape, records] = known.find(([pattern]) => pattern.test(name)) ?? [];
    expect(file.fault).toBeNull();
    expect(file.members).toMatchObject([{ path: '', fault: null, shape: { shape } }]);
    expect(file.members[0]!.skips).toEqual([]);
    if (records === undefined) expect(file.members[0]!.values.length).toBeGreaterThan(0);
    else expect(file.members[0]!.values).toHaveLength(records);
  });

  it('the records of the Datadog files are the 310 that they say', async () => {
    let records = 0;
    for (const name of names.filter((name) => name.startsWith('DataDog'))) records += (await readWhole(join(samples, name))).members[0]!.values.length;
    expect(records).toBe(310);
  });
});
