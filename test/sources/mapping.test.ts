import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fieldEntry } from '../../src-main/contract/index.ts';
import { sources } from '../../src-main/sources/index.ts';
import { eventsOf } from './records.ts';

/** Fields that the pipeline sets from the draft itself. */
const always = ['@timestamp', 'event.dataset'];

/** The fields that are set by at least one of the example records of a dataset. */
async function setBy(dataset: string): Promise<Set<string>> {
  const file = new URL(`./examples/${dataset}.ts`, import.meta.url);
  if (!existsSync(file)) throw new Error(`test/sources/examples/${dataset}.ts is missing: records that between them set every field of the mapping`);
  const { examples } = await import(file.href) as { readonly examples: readonly unknown[] };
  const drafts = examples.flatMap((value) => eventsOf(value)).filter((draft) => draft.dataset === dataset);
  return new Set(drafts.flatMap(({ fields }) => Object.entries(fields).filter(([, value]) => value !== undefined).map(([name]) => name)));
}

describe.each(sources)('$dataset', ({ dataset, mapping }) => {
  const listed = mapping.flatMap((row) => row.fields);

  test('no field twice in its table, and none that belongs to another source', () => {
    expect(listed).toEqual([...new Set(listed)]);
    expect(listed.filter((name) => !['core', dataset].includes(fieldEntry(name)?.dataset ?? '') || fieldEntry(name)?.only?.includes(dataset) === false)).toEqual([]);
  });
  test('every field that a record sets stands in its table', async () => {
    expect([...await setBy(dataset)].filter((name) => !(listed as readonly string[]).includes(name))).toEqual([]);
  });
  test('every field in its table is set by some record', async () => {
    const set = await setBy(dataset);
    expect(listed.filter((name) => !set.has(name) && !always.includes(name))).toEqual([]);
  });
});
