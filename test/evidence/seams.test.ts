import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonSplitter } from '../../src-main/evidence/formats/json-splitter.ts';
import type { Span } from '../../src-main/evidence/part.ts';

const limits = { recordBytes: 1 << 20, depth: 12 };

function split(bytes: Buffer, chunk: number, most = limits): readonly Span[] {
  const splitter = new JsonSplitter(most);
  const spans: Span[] = [];
  for (let at = 0; at < bytes.length; at += chunk) spans.push(...splitter.push(bytes.subarray(at, at + chunk)));
  const ended = splitter.end();
  const { total, records, skips, separators } = ended.byteLedger;
  expect(records + skips + separators).toBe(total);
  return [...spans, ...ended.spans];
}

const told = (spans: readonly Span[], bytes: Buffer) =>
  spans.map((span) => [span.kind, span.path, bytes.toString('utf8', span.offset, span.offset + span.length), span.kind === 'record' ? JSON.stringify(span.value) : span.reason]);
const expected = (texts: readonly string[]) => texts.map((text, i) => ['record', `Records[${i}]`, text, JSON.stringify(JSON.parse(text))]);
const nest = (levels: number): string => (levels === 1 ? '{"v":1}' : `{"v":${nest(levels - 1)}}`);

/** Records that hold what a seam looks like: as objects in a list, and as text. */
const inner = fc.oneof(
  fc.constant('1'), fc.constant('"},{\\"v\\":1}"'), fc.constant('[{"v":1},{"v":2}]'), fc.constant('{"v":[{},{"v":{}}]}'), fc.constant('"é"'), fc.constant('""'),
  fc.string({ maxLength: 9 }).map((text) => JSON.stringify(text)),
);
const record = fc.oneof({ weight: 5, arbitrary: inner.map((text) => `{"v":${text}}`) }, { weight: 1, arbitrary: inner.map((text) => `{"w":${text},"v":2}`) });

describe('records behind seams', () => {
  it('are the same records, wherever chunks end and whatever looks like a seam', () => {
    fc.assert(fc.property(fc.array(record, { minLength: 1, maxLength: 25 }), fc.constantFrom(',', ', ', ',\n  '), fc.integer({ min: 1, max: 400 }), (texts, comma, chunk) => {
      const bytes = Buffer.from(`{"Records":[${texts.join(comma)}]}`);
      expect(told(split(bytes, chunk), bytes)).toEqual(expected(texts));
    }), { numRuns: 300 });
  });

  it('are skips where they are too deep, like any other', () => {
    const texts = [nest(2), nest(2), nest(2), nest(12), nest(13), nest(2)];
    const spans = split(Buffer.from(`{"Records":[${texts.join(',')}]}`), 1 << 16);
    expect(spans.map((span) => (span.kind === 'skip' ? span.reason : span.kind))).toEqual(['record', 'record', 'record', 'record', 'json/too-deep', 'record']);
  });

  it('are skips where they are too long', () => {
    const texts = ['{"v":1}', '{"v":2}', `{"v":"${'x'.repeat(100)}"}`, '{"v":3}'];
    const spans = split(Buffer.from(`{"Records":[${texts.join(',')}]}`), 1 << 16, { ...limits, recordBytes: 50 });
    expect(spans.map((span) => (span.kind === 'skip' ? span.reason : span.kind))).toEqual(['record', 'record', 'record/too-long', 'record']);
  });

  it('cost one record where one is damaged', () => {
    const texts = Array.from({ length: 20 }, (_, i) => `{"v":${i}}`);
    const bytes = Buffer.from(`{"Records":[${texts.with(7, '{"v":"lost}').join(',')}]}`);
    const spans = split(bytes, 1 << 16);
    expect(spans.filter((span) => span.kind === 'record')).toHaveLength(19);
  });

  it('stay quick where every guess is wrong', () => {
    const texts = Array.from({ length: 2000 }, (_, i) => `{"v":[{"a":${i}},{"v":1},{"v":2},{"v":3}]}`);
    const bytes = Buffer.from(`{"Records":[${texts.join(',')}]}`);
    expect(split(bytes, 1 << 16).filter((span) => span.kind === 'record')).toHaveLength(2000);
  });
});
