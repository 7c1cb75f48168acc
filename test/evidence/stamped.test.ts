import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StampedSplitter } from '../../src-main/evidence/formats/stamped-splitter.ts';
import type { Span } from '../../src-main/evidence/part.ts';
import { readOne, splitInPieces, tempFolder } from './read.ts';

const folder = tempFolder();

const split = (bytes: Buffer, sizes: readonly number[], recordBytes = 1 << 20) => splitInPieces(new StampedSplitter({ recordBytes }), bytes, sizes);
const told = (bytes: Buffer, spans: readonly Span[]) => spans.map((span) => [span.kind === 'record' ? 'record' : span.reason, bytes.toString('utf8', span.offset, span.offset + span.length)]);

describe('an export of CloudWatch Logs', () => {
  const text = '2026-05-04T08:16:01.123Z {"a":1}\n2026-05-04T08:16:02.000Z {"b":"é {"}\r\n\n{"c":3}\n2026-05-04T08:16:03Z START of something\n2026-05-04T08:16:03Z {"torn\n2026-05-04T08:16:04Z\t{"d":4}';
  it.each([['plain', Buffer.from(text)], ['packed', gzipSync(text)], ['with a byte order mark', Buffer.from(`\uFEFF${text}`)]])('%s', async (_, bytes) => {
    const member = await readOne(folder, bytes);
    expect(member.shape).toMatchObject({ shape: 'stamped-lines', reason: 'a time and an object a line, on 4 of the first 6 lines' });
    expect(member.values).toEqual([{ a: 1 }, { b: 'é {' }, { c: 3 }, { d: 4 }]);
    expect(member.skips).toEqual(['json/not-an-object', 'json/invalid']);
    expect(member.fault).toBeNull();
  });
  it('that was cut says so', async () => {
    const member = await readOne(folder, Buffer.from('2026-05-04T08:16:01Z {"a":1}\n2026-05-04T08:16:02Z {"b":'));
    expect([member.values, member.skips, member.fault?.code]).toEqual([[{ a: 1 }], ['json/truncated'], 'evidence/truncated']);
  });
});

it('the place of a record is its JSON, without the stamp', () => {
  const bytes = Buffer.from('2026-05-04T08:16:01.123Z  {"a":1} \n  {"b":2}\n');
  expect(told(bytes, split(bytes, [1000]).spans)).toEqual([['record', '{"a":1}'], ['record', '{"b":2}']]);
});

it('a line over the limit is one skip, and the next one a record', () => {
  const bytes = Buffer.from(`2026-05-04T08:16:01Z {"a":"${'x'.repeat(500)}"}\n2026-05-04T08:16:02Z {"b":2}\n`);
  for (const size of [7, 100, 5000]) expect(told(bytes, split(bytes, [size], 100).spans).map(([kind]) => kind)).toEqual(['record/too-long', 'record']);
});

it('chunks may end anywhere', () => {
  const line = fc.oneof(fc.constant('2026-05-04T08:16:01Z {"a":"é"}'), fc.constant('{"b":2}'), fc.constant(''), fc.constant('text'), fc.constant('2026-05-04T08:16:01Z '), fc.constant('2026-05-04T08:16:01Z {"x'), fc.constant(' \r'));
  fc.assert(fc.property(fc.array(line, { maxLength: 12 }), fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 }), (lines, sizes) => {
    const bytes = Buffer.from(lines.join('\n'));
    expect(split(bytes, sizes)).toEqual(split(bytes, [100_000]));
  }), { numRuns: 400 });
});
