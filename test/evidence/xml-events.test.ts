import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recogniseShape } from '../../src-main/evidence/formats/recognise.ts';
import { XmlSplitter } from '../../src-main/evidence/formats/xml-splitter.ts';
import type { Span } from '../../src-main/evidence/part.ts';
import { readOne, splitInPieces, tempFolder } from './read.ts';

const folder = tempFolder();

const split = (bytes: Buffer, sizes: readonly number[], recordBytes = 1 << 20) => splitInPieces(new XmlSplitter({ recordBytes }), bytes, sizes);
const told = (bytes: Buffer, spans: readonly Span[]) => spans.map((span) => [span.kind === 'record' ? 'record' : span.reason, bytes.toString('utf8', span.offset, span.offset + span.length)]);
const kinds = (text: string, recordBytes?: number) => split(Buffer.from(text), [1 << 20], recordBytes).spans.map((span) => (span.kind === 'record' ? span.value : span.reason));

const event = (n: number, text = 'é') => `<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='P'/><EventID>${n}</EventID></System><EventData><Data Name='A'>${text}</Data></EventData></Event>`;
const [one, two] = [event(1), event(2).replaceAll('><', '>\r\n  <').replace('</Event>', '</Event >')];

describe('Windows events as XML', () => {
  const layouts: readonly [string, string][] = [
    ['one after another', `${one}${two}`],
    ['one a line', `${one}\n${two}\n`],
    ['with a root', `<?xml version="1.0" encoding="utf-8" standalone="yes"?>\r\n<Events>\r\n${one}\r\n${two}\r\n</Events>\r\n`],
    ['with a root that has attributes', `<Events xmlns="x">${one}${two}</Events >`],
    ['with a declaration each, and the headings of evtx_dump', `Record 1\n<?xml version="1.0" encoding="utf-8"?>\n${one}\n\nRecord 2\n<?xml version="1.0" encoding="utf-8"?>\n${two}\n`],
    ['with comments that quote an event', `<!-- <Event >x</Event> -->${one}<!-- -->${two}`],
  ];
  describe.each(layouts)('%s', (_, text) => {
    it.each([['plain', Buffer.from(text)], ['packed', gzipSync(text)], ['with a byte order mark', Buffer.from(`\uFEFF${text}`)], ['in UTF-16', Buffer.from(`\uFEFF${text}`, 'utf16le')]])('%s', async (_name, bytes) => {
      const member = await readOne(folder, bytes);
      expect(member.shape).toMatchObject({ shape: 'xml-events', reason: expect.stringMatching(/^Windows events as XML/) });
      expect(member.values).toEqual([one, two]);
      expect([member.skips, member.fault]).toEqual([[], null]);
    });
  });

  it('that were cut say so', async () => {
    const member = await readOne(folder, Buffer.from(`${one}\n${two.slice(0, -20)}`));
    expect([member.values, member.skips, member.fault?.code]).toEqual([[one], ['record/truncated'], 'evidence/truncated']);
  });

  it.each(['<html><Event ></html>', '<Events></Events>', '<?xml version="1.0"?><Event ><Thing/></Event>', '<EventLog><System/><Provider/></EventLog>'])('%s is none of them', (text) => {
    expect(recogniseShape(Buffer.from(text), true).recognition.shape).toBe('unknown');
  });
});

describe('damage costs one record', () => {
  it('an event that never ends', () => expect(kinds(`${one}${one.slice(0, 90)}${two}${one}`)).toEqual([one, 'xml/invalid', two, one]));
  it('an event without its beginning', () => expect(kinds(`${one}${one.slice(40)}\n${two}`)).toEqual([one, 'xml/invalid', two]));
  it('bytes that are not UTF-8', () => {
    const bytes = Buffer.concat([Buffer.from(one), Buffer.from(event(3, '\xe9'), 'latin1'), Buffer.from(two)]);
    expect(told(bytes, split(bytes, [9]).spans).map(([kind]) => kind)).toEqual(['record', 'record/encoding', 'record']);
  });
  it('text, other elements, a document type', () => {
    expect(kinds(`<!DOCTYPE x [<!ENTITY a "b">]>${one}<Other>x</Other> y\n${two}`)).toEqual(['xml/invalid', one, 'xml/invalid', two]);
    expect(kinds(`${one}<!-- never ends ${'x'.repeat(9000)}${two}`)).toEqual([one, 'xml/invalid', two]);
  });
  it('an event over the limit, whatever the chunks', () => {
    const bytes = Buffer.from(`${one}${event(9, 'x'.repeat(5000))}${two}`);
    for (const size of [3, 100, 100_000]) expect(told(bytes, split(bytes, [size], 1000).spans).map(([kind]) => kind)).toEqual(['record', 'record/too-long', 'record']);
  });
});

it('chunks may end anywhere, and every byte is accounted for', () => {
  const piece = fc.oneof(
    ...[one, two, event(3, '<Event'), '<Event >', '</Event>', '<Event', '</Ev', '<Events>', '</Events>', '<?xml ?>', '<!-- -->', '<!--', '<', '>', 'Record 12\n', 'Record x\n', ' \r\n', 'text', '\0', '\uFEFF', 'Event'].map((text) => fc.constant(text)),
    fc.constant('x'.repeat(5000)),
  );
  fc.assert(fc.property(fc.array(piece, { maxLength: 14 }), fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 6 }), fc.constantFrom(100, 400, 1 << 20), (pieces, sizes, limit) => {
    const bytes = Buffer.from(pieces.join(''));
    const whole = split(bytes, [1 << 20], limit);
    expect(split(bytes, sizes, limit)).toEqual(whole);
    let at = 0;
    for (const span of whole.spans) {
      expect(span.offset).toBeGreaterThanOrEqual(at);
      at = span.offset + span.length;
      if (span.kind === 'record') expect(bytes.toString('utf8', span.offset, at)).toBe(span.value);
    }
  }), { numRuns: 600 });
});

it('a file that is all damage takes time in step with its size', () => {
  const bytes = Buffer.from('<!--<?x <Events '.repeat(60_000));
  const began = process.cpuUsage();
  expect(split(bytes, [1 << 18]).spans.map((span) => span.kind)).toEqual(['skip']);
  const { user, system } = process.cpuUsage(began);
  expect((user + system) / 1e6).toBeLessThan(5);
});
