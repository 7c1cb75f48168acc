import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeCase, eventDetail } from '../../src-main/case/index.ts';
import type { EventDraft, FieldName } from '../../src-main/contract/index.ts';
import { discard, failedChecks, importHere, newCase, scratch } from '../help/open-cases.ts';
import { readSample } from './okta-read.ts';
import { day, full, poorer } from './okta-shape-files.ts';

let folder: string;
beforeAll(() => {
  folder = scratch('okta');
  for (const [name, text] of Object.entries({ ...full, ...poorer })) writeFileSync(join(folder, name), text);
});
afterAll(() => discard(folder));

const said = ({ fields }: EventDraft) => Object.fromEntries(Object.entries(fields).filter(([name, value]) => value !== undefined && name !== 'organization.id'));

describe('one day of events', () => {
  test.each(Object.keys(full))('%s: the same events, and the same identity', async (name) => {
    const wanted = await readSample(join(folder, 'api.json'));
    const read = await readSample(join(folder, name));
    expect(read.refused).toEqual({});
    expect(read.drafts.map(said)).toEqual(wanted.drafts.map(said));
    expect(read.drafts.map(({ identity, vendorId }) => [vendorId, identity])).toEqual(wanted.drafts.map(({ identity, vendorId }) => [vendorId, identity]));
    expect(read.drafts.every(({ says }) => says === undefined)).toBe(true);
  });

  test.each(Object.keys(poorer))('%s: what it says is the same, and what it leaves out is absent', async (name) => {
    const wanted = await readSample(join(folder, 'api.json'));
    const read = await readSample(join(folder, name));
    expect(read.refused).toEqual({});
    expect(read.drafts).toHaveLength(day.length);
    for (const [i, draft] of read.drafts.entries()) {
      const fuller = wanted.drafts[i]!;
      expect(draft.time).toMatchObject({ ms: fuller.time.ms, restNs: 0 });
      for (const field of draft.says!) expect([field, draft.fields[field]]).toEqual([field, fuller.fields[field]]);
      // A row may have less than the event: never something else. Without a root the session is its own, and the console has four targets.
      const cut = i === 6 && name === 'console.csv' ? ['target.id', 'target.name'] : [];
      const others = Object.entries(said(draft)).filter(([field, value]) => field !== 'session.root_id' && !cut.includes(field) && JSON.stringify(value) !== JSON.stringify(fuller.fields[field as FieldName]));
      expect(others).toEqual([]);
    }
    expect(read.drafts[6]!.fields['target.id']).toHaveLength(name === 'console.csv' ? 4 : 6);
  });

  test('the org stands in the envelope of a stream alone', async () => {
    expect(new Set((await readSample(join(folder, 'eventbridge.jsonl'))).drafts.map(({ fields }) => fields['organization.id']))).toEqual(new Set(['halden']));
    expect((await readSample(join(folder, 'api.json'))).drafts[0]!.fields['organization.id']).toBeUndefined();
  });

  const names = Object.keys({ ...full, ...poorer });
  test.each([['as named', names], ['the poorest first', [...names].reverse()]])('all of them in one case, %s, are seven events without a conflict', async (_order, order) => {
    const here = join(folder, `case-${String(order === names)}`);
    mkdirSync(here);
    const file = newCase(here);
    try {
      const result = await importHere(file, order.map((name) => join(folder, name)));
      expect(result.totals).toMatchObject({ records: day.length * names.length, events: day.length, duplicates: day.length * (names.length - 1), skips: 0 });
      const conflicts = Array.from({ length: day.length }, (_, i) => eventDetail(file, i + 1).conflicts);
      expect(conflicts).toEqual(day.map(() => []));
      expect(failedChecks(file)).toEqual([]);
    } finally {
      closeCase(file);
    }
  });
});
