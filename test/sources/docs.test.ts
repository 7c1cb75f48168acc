import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { eventOf, trailRecord } from './records.ts';

test('every field that the mapper sets stands in the page of the source', () => {
  const page = readFileSync(new URL('../../docs/sources/aws.cloudtrail.md', import.meta.url), 'utf8');
  const table = page.slice(page.indexOf('## Fields'), page.indexOf('## user.name'));
  const missing = Object.keys(eventOf(trailRecord()).fields).filter((name) => !table.includes(`\`${name}\``));
  expect(missing).toEqual([]);
});
