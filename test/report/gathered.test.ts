import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { writeReport } from '../../src-main/report/index.ts';
import { otherRecords } from '../../src-main/report/chapters/record-lines.ts';
import { poppler, textOf } from './pdf-text.ts';
import { record, sampleModel } from './sample-model.ts';

const folder = mkdtempSync(join(tmpdir(), 'bilocate-gathered-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const executed = 'type=EXECVE msg=audit(1777885000.123:41): argc=2 a0="cat" a1="/home/mara/.aws/credentials<b>"';
const cited = record(1, { raw: 'type=SYSCALL msg=audit(1777885000.123:41): exe="/usr/bin/cat"', others: [{ record: 182_001, raw: executed }, { record: 182_003, raw: 'type=CWD msg=audit(1777885000.123:41): cwd="/"' }] });

test('an event of several records is cited with all of them: as text, in HTML', async () => {
  const path = join(folder, 'a.html');
  await writeReport({ ...sampleModel(), findings: [], records: [cited] }, path, { format: 'html' });
  const html = readFileSync(path, 'utf8');
  expect(html).toContain('one event with records 182,001, 182,003 of the same file:');
  expect(html).toContain('a1="/home/mara/.aws/credentials&lt;b&gt;"'.replaceAll('"', html.includes('a0=&quot;') ? '&quot;' : '"'));
});

test.skipIf(!poppler)('and in print', async () => {
  const path = join(folder, 'a.pdf');
  await writeReport({ ...sampleModel(), findings: [], records: [cited] }, path, { format: 'pdf' });
  const text = textOf(readFileSync(path));
  expect(text).toContain('one event with records 182,001, 182,003 of the same file:');
  expect(text).toContain('/home/mara/.aws/credentials');
});

test('what does not fit is counted; a record by itself says nothing', () => {
  expect(otherRecords(cited, executed.length)).toEqual({ head: 'one event with records 182,001, 182,003 of the same file, of which 1 are too long to print:', text: executed });
  expect(otherRecords(record(1), 1000)).toBeNull();
});
