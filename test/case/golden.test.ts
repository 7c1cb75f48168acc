import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { closeCase, contentDigest, createCase, eventDetail, eventReader, eventSpans, findingsJson, openCaseToRead, openCaseToWrite, verifyCase } from '../../src-main/case/index.ts';
import { dbOf } from '../../src-main/case/handle.ts';
import { schemaText } from '../../src-main/case/migrate.ts';
import { sessionIn, tempFolder } from '../help/case-events.ts';

const fixture = (name: string): Buffer => readFileSync(fileURLToPath(new URL(`../fixtures/case/${name}`, import.meta.url)));

test('the golden case of schema 1 opens, verifies and says what it always said', () => {
  const { folder, remove } = tempFolder();
  const session = sessionIn(folder);
  const path = `${folder}/golden.bilocate`;
  writeFileSync(path, gunzipSync(fixture('schema-1.bilocate.gz')));
  const file = openCaseToRead(path, session.recordsFolder);
  const { contentDigest: digest } = JSON.parse(fixture('schema-1.json').toString()) as { contentDigest: string };
  expect(verifyCase(file).checks.filter((check) => !check.ok)).toEqual([]);
  expect(contentDigest(file)).toBe(digest);
  expect(schemaText(dbOf(file))).toBe(fixture('schema-1.sql').toString());
  expect(findingsJson(file)).toMatchObject([{ rule: 'golden', variant: 'corrected', verdict: 'confirmed', eventCount: 2 }]);
  expect(eventDetail(file, 25).places).toHaveLength(2);
  expect(eventSpans(file, 100).map((span) => eventReader(file, 100)(span).n)).toEqual([41]);
  closeCase(file);
  // It can be worked on, too.
  const writer = openCaseToWrite(path, session);
  expect(verifyCase(writer).ok).toBe(true);
  expect(closeCase(writer)).toEqual({ atRest: true });
  remove();
});

test('a new case has the schema that is written down', () => {
  const { folder, remove } = tempFolder();
  const session = sessionIn(folder);
  const file = createCase(`${folder}/a.bilocate`, { title: 'New', number: '', caseId: session.newId() }, session);
  expect(schemaText(dbOf(file))).toBe(fixture('schema-1.sql').toString());
  closeCase(file);
  remove();
});
