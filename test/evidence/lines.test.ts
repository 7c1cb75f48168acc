import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineSplitter } from '../../src-main/evidence/formats/line-splitter.ts';
import { recogniseShape } from '../../src-main/evidence/formats/recognise.ts';
import { textLine } from '../../src-main/evidence/formats/text-lines.ts';
import { defaultLimits } from '../../src-main/evidence/limits.ts';
import { MemberReader } from '../../src-main/evidence/member-reader.ts';
import type { Span } from '../../src-main/evidence/part.ts';
import { readOne, splitInPieces, tempFolder } from './read.ts';

const folder = tempFolder();

const split = (bytes: Buffer, sizes: readonly number[], recordBytes = 1 << 20) => splitInPieces(new LineSplitter({ recordBytes }, textLine), bytes, sizes);
const told = (bytes: Buffer, spans: readonly Span[]) => spans.map((span) => [span.kind === 'record' ? span.value : span.reason, bytes.toString('utf8', span.offset, span.offset + span.length)]);

const audit = 'type=SYSCALL msg=audit(1777885000.123:41): arch=c000003e syscall=59 success=yes\x1DARCH=x86_64 UID="root"';

describe('a log of lines', () => {
  const text = `${audit}\r\n\n# a remark\ntype=EOE msg=audit(1777885000.123:41): \n`;
  it.each([['plain', Buffer.from(text)], ['packed', gzipSync(text)], ['with a byte order mark', Buffer.from(`\uFEFF${text}`)], ['without the last end of a line', Buffer.from(text.trimEnd())], ['in UTF-16', Buffer.from(`\uFEFF${text}`, 'utf16le')]])('%s', async (_, bytes) => {
    const member = await readOne(folder, bytes);
    expect(member.shape).toMatchObject({ shape: 'text-lines', reason: expect.stringMatching(/^records of the Linux audit system, on 2 of the first 3 lines/) });
    expect(member.values).toEqual([audit, '# a remark', 'type=EOE msg=audit(1777885000.123:41):']);
    expect([member.skips, member.fault]).toEqual([[], null]);
  });

  it('that NUL bytes of a crash lie in', async () => {
    const member = await readOne(folder, Buffer.from(`${audit}\n${'\0'.repeat(4096)}${audit}\n`));
    expect(member.values).toEqual([audit, audit]);
  });

  it('with bytes that are no UTF-8: the line is a skip', () => {
    const bytes = Buffer.concat([Buffer.from(`${audit}\ncomm=`), Buffer.from([0xe9]), Buffer.from('\nname=é\n')]);
    expect(told(bytes, split(bytes, [9]).spans).map(([value]) => value)).toEqual([audit, 'record/encoding', 'name=é']);
  });

  it('that was not read to its end: the line that was cut is a skip, whole ones are not', () => {
    const read = (bytes: string, fault: boolean): unknown[] => {
      const reader = new MemberReader(defaultLimits, null);
      const parts = [...reader.push(Buffer.from(bytes)), ...reader.end(fault ? { code: 'job/stopped', params: {}, retryable: true } : null)];
      return parts.flatMap((part) => (part.kind === 'spans' ? part.spans.map((span) => (span.kind === 'record' ? span.value : span.reason)) : []));
    };
    expect(read(`${audit}\n${audit.slice(0, 50)}`, true)).toEqual([audit, 'record/truncated']);
    expect(read(`${audit}\n${audit}\n`, true)).toEqual([audit, audit]);
    expect(read(`${audit}\n${audit.slice(0, 50)}`, false)).toEqual([audit, audit.slice(0, 50)]);
  });
});

describe('lines that are known', () => {
  const body = 'audit(1777885000.123:41): x=1';
  it.each([
    `type=SYSCALL msg=${body}`, `node=web-1 type=SYSCALL msg=${body}`, `type=UNKNOWN[1334] msg=${body}`, `type=1300 msg=${body}`,
    `<13>May  4 08:15:30 web-1 audispd: node=web-1 type=SYSCALL msg=${body}`, `May  4 08:15:30 web-1 kernel: [   12.345678] audit: type=1300 ${body}`, `[   12.345678] audit: type=1300 ${body}`,
    `2026-05-04T08:15:30.123456+00:00 web-1 audisp-syslog: type=SYSCALL msg=${body}`, `<14>1 2026-05-04T08:15:30Z web-1 auditd 77 - - type=SYSCALL msg=${body}`, `type=AUOMS_EXECVE ${body}`,
    'May  4 08:15:30 web-1 laurel: {"ID":"1777885000.123:41","SYSCALL":{}}', 'May  4 08:15:30 ws-1 MSWinEventLog\t1\tSecurity\t4688', '<13>May  4 08:15:30 web-1 sysmon: <Event><System></System></Event>',
  ])('%s', (line) => {
    expect(recogniseShape(Buffer.from(`${line}\n`), true).recognition.shape).toBe('text-lines');
    expect(recogniseShape(Buffer.from(`${line}\n`.repeat(3000)), false).recognition.shape).toBe('text-lines');
  });

  it.each([
    ['text', 'nothing of this is a log\n'], ['lines of a web server', '203.0.113.9 - - [04/May/2026:08:15:30 +0000] "GET / HTTP/1.1" 200 1\n'], ['syslog', 'May  4 08:15:30 web-1 sshd[7]: Accepted publickey for mara\n'],
    ['a guide to it', 'The record begins with type=SYSCALL msg=audit(1777885000.123:41), as shown above.\n'], ['one line among many others', `type=SYSCALL msg=${body}\n${'something else\n'.repeat(20)}`],
  ])('not %s', (_, text) => {
    expect(recogniseShape(Buffer.from(text), true).recognition.shape).toBe('unknown');
  });
  it.each([
    ['csv', `time,host,message\n1,web-1,type=SYSCALL msg=${body}\n2,web-1,type=CWD msg=${body}\n`],
    ['json-lines', `{"message":"type=SYSCALL msg=${body}"}\n{"message":"type=CWD msg=${body}"}\n`],
  ])('a table or an object that holds one is %s', (shape, text) => {
    expect(recogniseShape(Buffer.from(text), true).recognition.shape).toBe(shape);
  });
});

it('a line over the limit is one skip, and the next one a record', () => {
  const bytes = Buffer.from(`type=EXECVE ${'x'.repeat(500)}\ntype=CWD\n`);
  for (const size of [7, 100, 5000]) expect(told(bytes, split(bytes, [size], 100).spans).map(([kind]) => kind)).toEqual(['record/too-long', 'type=CWD']);
});

it('chunks may end anywhere', () => {
  const line = fc.oneof(fc.constantFrom(audit, '', ' \r', '\0\0', ' é ', 'type=EOE msg=audit(1.0:1): ', '\uFEFFtype=', 'x'.repeat(70)), fc.string({ maxLength: 12 }).map((text) => text.replaceAll('\n', ' ')));
  fc.assert(fc.property(fc.array(line, { maxLength: 12 }), fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 }), (lines, sizes) => {
    const bytes = Buffer.from(lines.join('\n'));
    expect(split(bytes, sizes, 60)).toEqual(split(bytes, [100_000], 60));
  }), { numRuns: 400 });
});
