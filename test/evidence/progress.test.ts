import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readEvidence } from '../../src-main/evidence/read-evidence.ts';

const folder = mkdtempSync(join(tmpdir(), 'bilocate-progress-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('reading a large file tells how far it is, in bytes of the file', async () => {
  const path = join(folder, 'long.jsonl');
  const text = '{"n":1,"text":"a line that is not very long"}\n'.repeat(200_000);
  writeFileSync(path, text);
  const told: number[] = [];
  for await (const part of readEvidence(path, { onBytes: (done) => told.push(done) })) expect(part).toBeDefined();
  expect(told.length).toBeGreaterThan(2);
  expect(told).toEqual([...told].sort((a, b) => a - b));
  expect(told.at(-1)).toBeLessThanOrEqual(text.length);
  expect(told.at(-1)).toBeGreaterThan(text.length / 2);
});
