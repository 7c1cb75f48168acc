import { describe, expect, it } from 'vitest';
import { recogniseShape } from '../../src-main/evidence/formats/recognise.ts';
import { readOne, tempFolder } from './read.ts';

const folder = tempFolder();
const call = (n: number) => ({ eventVersion: '1.08', eventName: `Call${n}`, resources: [{ ARN: `arn:${n}` }, { ARN: 'x' }], note: 'a "quoted" {brace} \\ and é' });
const calls = [call(1), call(2), call(3)];
const pretty = (value: unknown) => JSON.stringify(value, null, 2);

describe('trap 25: a member is recognised by its content and read in any JSON shape, concatenated and in envelopes', () => {
  const digest = { awsAccountId: '1', digestStartTime: 'x', logFiles: [{ s3Object: 'a' }] };
  const message = { messageType: 'DATA_MESSAGE', logEvents: [{ message: '{}' }] };
  const activity = { kind: 'activity', actor: { email: 'a@example.org' }, events: [{ name: 'login' }] };
  const cases: [name: string, text: string, shape: string, values: unknown[], paths: (string | null)[]][] = [
    ['a list', JSON.stringify(calls), 'json-array', calls, ['[0]', '[1]', '[2]']],
    ['a pretty list', pretty(calls), 'json-array', calls, ['[0]', '[1]', '[2]']],
    ['an S3 delivery', JSON.stringify({ Records: calls }), 'json-envelope', calls, ['Records[0]', 'Records[1]', 'Records[2]']],
    ['a pretty envelope with more around the list', pretty({ NextToken: null, Events: calls, Rest: { a: [1] } }), 'json-envelope', calls, ['Events[0]', 'Events[1]', 'Events[2]']],
    ['a Graph page', JSON.stringify({ '@odata.context': 'https://x/$metadata#y', value: calls }), 'json-envelope', calls, ['value[0]', 'value[1]', 'value[2]']],
    ['an empty delivery', '{"Records":[]}', 'json-envelope', [], []],
    ['an empty page', '{ "Events": [ ], "NextToken": "x" }', 'json-envelope', [], []],
    ['an empty list', '[]', 'json-array', [], []],
    ['envelopes, one a line', `${JSON.stringify({ Records: [call(1)] })}\n${JSON.stringify({ Records: [call(2), call(3)] })}\n`, 'json-envelope', calls, ['Records[0]', 'Records[0]', 'Records[1]']],
    ['envelopes, one after another', `${pretty({ Records: [call(1)] })}${pretty({ Records: [] })}${pretty({ Records: [call(2), call(3)] })}`, 'json-envelope', calls, ['Records[0]', 'Records[0]', 'Records[1]']],
    ['JSON Lines', calls.map((c) => JSON.stringify(c)).join('\n'), 'json-lines', calls, [null, null, null]],
    ['JSON Lines with CRLF and empty lines', calls.map((c) => `${JSON.stringify(c)}\r\n`).join('\r\n'), 'json-lines', calls, [null, null, null]],
    ['pretty objects', calls.map(pretty).join('\n'), 'json-objects', calls, [null, null, null]],
    ['pretty objects with commas', calls.map(pretty).join(',\n'), 'json-objects', calls, [null, null, null]],
    ['objects without anything between', calls.map((c) => JSON.stringify(c)).join(''), 'json-objects', calls, [null, null, null]],
    ['a single object', pretty(call(1)), 'json-object', [call(1)], [null]],
    ['a digest, whose files are no records', JSON.stringify(digest), 'json-object', [digest], [null]],
    ['a subscription message, whose events are no records', JSON.stringify(message), 'json-object', [message], [null]],
    ['a record with a list of events of its own', `${JSON.stringify(activity)}\n${JSON.stringify(activity)}`, 'json-lines', [activity, activity], [null, null]],
    ['a record with an empty list under a weak key', '{"name":"x","data":[]}', 'json-object', [{ name: 'x', data: [] }], [null]],
    ['a record with a list of texts under a likely key', '{"items":["a"]}', 'json-object', [{ items: ['a'] }], [null]],
  ];
  it.each(cases)('%s', async (_, text, shape, values, paths) => {
    const member = await readOne(folder, text);
    expect(member.shape).toMatchObject({ shape });
    expect(member.shape!.confidence).toBeGreaterThan(0.8);
    expect(member.values).toEqual(values);
    expect(member.spans.map((span) => span.path)).toEqual(paths);
    expect(member.skips).toEqual([]);
    expect(member.fault).toBeNull();
  });

  it('tells a long list from its first bytes alone', () => {
    const long = Buffer.from(JSON.stringify({ Records: Array.from({ length: 500 }, (_, n) => call(n)) }));
    expect(recogniseShape(long.subarray(0, 40), false).recognition.shape).toBe('json-envelope');
    expect(recogniseShape(long, false).recognition.shape).toBe('json-envelope');
  });

  it('counts a log that begins with a torn line by its other lines', async () => {
    const member = await readOne(folder, `ventName":"x"}\n${calls.map((c) => JSON.stringify(c)).join('\n')}`);
    expect(member.shape).toMatchObject({ shape: 'json-lines', confidence: 0.68 });
    expect(member.values).toEqual(calls);
    expect(member.skips).toEqual(['json/invalid']);
  });
});

describe('trap 25: the encoding of a member: marks, UTF-16', () => {
  const text = calls.map((c) => JSON.stringify(c)).join('\n');

  it('takes a UTF-8 byte order mark as a separator', async () => {
    const member = await readOne(folder, `\uFEFF${JSON.stringify({ Records: calls })}`);
    expect(member.values).toEqual(calls);
    expect(member.spans[0]!.offset).toBe(3 + '{"Records":['.length);
  });

  it.each([
    ['UTF-16LE with a mark', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16LE without one', Buffer.from(text, 'utf16le')],
    ['UTF-16BE with a mark', Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
    ['UTF-16BE without one', Buffer.from(text, 'utf16le').swap16()],
  ])('reads %s as UTF-8, and says so', async (_, bytes) => {
    const member = await readOne(folder, bytes);
    expect(member.values).toEqual(calls);
    expect(member.fault).toBeNull();
    expect(member.shape!.reason).toMatch(/UTF-16.*read as UTF-8/);
    expect(member.bytes.toString('utf8').replace('\uFEFF', '')).toBe(text);
  });

  it('reads UTF-16 whose characters and pairs are cut by chunks', async () => {
    const big = Array.from({ length: 40_000 }, (_, n) => ({ n, text: '😀é\u{10FFFF}'.repeat(n % 9) }));
    const member = await readOne(folder, Buffer.from(`\uFEFF${big.map((b) => JSON.stringify(b)).join('\n')}`, 'utf16le'));
    expect(member.values).toEqual(big);
  });

  it('skips, and never repairs, a record whose bytes are not text', async () => {
    const latin1 = await readOne(folder, Buffer.from('{"a":"ok"}\n{"a":"caf\xe9"}\n{"a":"é"}\n', 'latin1'));
    expect(latin1.values).toEqual([{ a: 'ok' }]);
    expect(latin1.skips).toEqual(['record/encoding', 'record/encoding']);
    const lone = await readOne(folder, Buffer.from('\uFEFF{"a":"x"}\n{"a":"\uD800"}\n{"a":"y"}', 'utf16le'));
    expect(lone.values).toEqual([{ a: 'x' }, { a: 'y' }]);
    expect(lone.skips).toEqual(['record/encoding']);
  });
});

describe('a file that is no log is named for what it is, and its bytes are counted', () => {
  it.each([
    ['XML', '<?xml version="1.0"?><Events><Event/></Events>', 'XML'],
    ['HTML', '<!DOCTYPE html><html></html>', 'an HTML page'],
    ['PDF', '%PDF-1.7\n%....', 'a PDF document'],
    ['SQLite', 'SQLite format 3\0....', 'an SQLite database'],
    ['EVTX', 'ElfFile\0........', 'a Windows event log (EVTX), which is read once evtx_dump -o jsonl has written it down as lines'],
    ['an image', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), 'a PNG image'],
    ['text', 'dear colleague,\nplease find attached\n', 'text'],
    ['syslog', 'Nov  3 10:11:12 host sshd[1]: x\n', 'lines of a text log'],
    ['a Git LFS pointer', 'version https://git-lfs.github.com/spec/v1\noid sha256:00\n', 'a Git LFS pointer, not the file itself'],
    ['an INI file', '[section]\nkey=value\n', 'text that begins like JSON and is none'],
    ['code', '{ int main; }', 'text that begins like JSON and is none'],
    ['zeros', Buffer.alloc(5000), 'binary data'],
  ])('%s', async (_, bytes, what) => {
    const member = await readOne(folder, bytes);
    expect(member.shape).toMatchObject({ shape: 'unknown', reason: `looks like ${what}` });
    expect(member.fault).toMatchObject({ code: 'evidence/unrecognised', params: { what: `looks like ${what}` } });
    expect(member.skips).toEqual(['source/unknown']);
    expect(member.spans[0]).toMatchObject({ offset: 0, length: member.bytes.length });
  });

  it('nothing but white space', async () => {
    expect((await readOne(folder, ' \n\n')).fault).toMatchObject({ code: 'evidence/unrecognised', params: { what: 'nothing but white space' } });
  });

  it('a list of anything but objects: each is a skip', async () => {
    const member = await readOne(folder, '[1, "a", null, [2], {"a":1}, true]');
    expect(member.values).toEqual([{ a: 1 }]);
    expect(member.skips).toEqual(Array.from({ length: 5 }, () => 'json/not-an-object'));
  });
});
