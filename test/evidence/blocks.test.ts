import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BlockSplitter, classicEvents, headedObjects, type BlockKind } from '../../src-main/evidence/formats/block-splitter.ts';
import { readOne, splitInPieces, tempFolder } from './read.ts';

const folder = tempFolder();

const split = (kind: BlockKind, bytes: Buffer, sizes: readonly number[], recordBytes = 1 << 20) => splitInPieces(new BlockSplitter({ recordBytes }, kind), bytes, sizes);

const classic = (n: number, end = '\r\n') => `05/04/2026 10:15:3${n} AM${end}LogName=Security${end}EventCode=4688${end}Message=A new process has been created.\r\r\n\r\r\nCreator é:\r\r\n\tSecurity ID:\t\tS-1-5-18`;

describe('Windows events of Splunk in a file', () => {
  it.each([['one after another', '\r\n', ''], ['with empty lines and a byte order mark', '\n', '\uFEFF'], ['lines with one end', '\n', '']])('%s', async (_, end, lead) => {
    const member = await readOne(folder, Buffer.from(`${lead}${classic(1, end)}\r\n\r\n${classic(2, end)}\n${classic(3, end)}\n\n`));
    expect(member.shape).toMatchObject({ shape: 'text-blocks', confidence: 0.97, reason: 'Windows events in Splunk\'s classic form, 3 at the beginning' });
    expect([member.values, member.skips, member.fault]).toEqual([[1, 2, 3].map((n) => classic(n, end)), [], null]);
  });
  it('in UTF-16, and cut at its beginning', async () => {
    expect((await readOne(folder, Buffer.from(`\uFEFF${classic(1)}\r\n${classic(2)}`, 'utf16le'))).values).toEqual([classic(1), classic(2)]);
    const cut = await readOne(folder, Buffer.from(`rest of a message\r\n${classic(1)}\r\n${classic(2)}`));
    expect([cut.values, cut.skips]).toEqual([[classic(1), classic(2)], ['record/truncated']]);
  });
  it('a time within a message begins no event', async () => {
    const text = `${classic(1)}\n05/04/2026 10:15:30 AM\nsays the message`;
    expect((await readOne(folder, Buffer.from(`${text}\n${classic(2)}`))).values).toEqual([text, classic(2)]);
  });
  it('an event over the limit costs itself, whatever the chunks', () => {
    const bytes = Buffer.from(`${classic(1)}\n${classic(2)}${'x'.repeat(3000)}\n${'y'.repeat(500)}\n${classic(3)}`);
    for (const size of [3, 100, 100_000]) expect(split(classicEvents, bytes, [size], 1000).spans.map((span) => (span.kind === 'record' ? 'record' : span.reason))).toEqual(['record', 'record/too-long', 'record']);
  });
});

describe('evtx_dump -o json', () => {
  const headed = (n: number) => `Record ${n}\n${JSON.stringify({ Event: { n, text: 'Record 7' } }, null, 2)}\n\n`;
  it('objects below their headings', async () => {
    const member = await readOne(folder, Buffer.from(`${headed(1)}${headed(22)}`));
    expect(member.shape).toMatchObject({ shape: 'headed-objects' });
    expect([member.values, member.skips, member.fault]).toEqual([[{ Event: { n: 1, text: 'Record 7' } }, { Event: { n: 22, text: 'Record 7' } }], [], null]);
  });
  it('damage costs one, and a file that was cut says so', async () => {
    const member = await readOne(folder, Buffer.from(`${headed(1)}${headed(2).replace('"n"', 'n')}${headed(3)}${headed(4).slice(0, -12)}`));
    expect([member.values.length, member.skips, member.fault?.code]).toEqual([2, ['json/invalid', 'json/truncated'], 'evidence/truncated']);
  });
});

it('chunks may end anywhere, and every byte is accounted for', () => {
  const piece = fc.oneof(...[classic(1), classic(2), '\r\n', '\n', ' ', '05/04/2026 10:15:30 AM\n', 'LogName=x\n', 'Record 1\n', '{"a":1}\n', '{', 'x', '\0', '\uFEFF', 'é', 'y'.repeat(120)].map((text) => fc.constant(text)));
  fc.assert(fc.property(fc.constantFrom(classicEvents, headedObjects), fc.array(piece, { maxLength: 14 }), fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 6 }), fc.constantFrom(60, 300, 1 << 20), (kind, pieces, sizes, limit) => {
    const bytes = Buffer.from(pieces.join(''));
    const whole = split(kind, bytes, [1 << 20], limit);
    expect(split(kind, bytes, sizes, limit)).toEqual(whole);
    let at = 0;
    for (const span of whole.spans) {
      expect(span.offset).toBeGreaterThanOrEqual(at);
      at = span.offset + span.length;
    }
  }), { numRuns: 1500 });
});
