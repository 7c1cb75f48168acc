import { closeSync, openSync, readdirSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync, deflateRawSync, constants, crc32 } from 'node:zlib';
import { createHash } from 'node:crypto';
import { pack } from 'tar-stream';
import { describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { readBytes, readOne, readWhole, tempFolder } from './read.ts';

const folder = tempFolder();
const delivery = (n: number, of = 3) => JSON.stringify({ Records: Array.from({ length: of }, (_, i) => ({ eventName: `Call${n}`, i })) });
const sha = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');

async function zip(entries: [name: string, bytes: Buffer | string, compress?: boolean][]): Promise<Buffer> {
  const file = new ZipFile();
  for (const [name, bytes, compress] of entries) file.addBuffer(Buffer.from(bytes), name, { compress: compress ?? true });
  file.end();
  return collect(file.outputStream);
}
async function tar(entries: [{ name: string; type?: 'directory' | 'symlink' | 'fifo'; linkname?: string }, (Buffer | string)?][]): Promise<Buffer> {
  const archive = pack();
  for (const [header, bytes] of entries) archive.entry(header, Buffer.from(bytes ?? ''));
  archive.finalize();
  return collect(archive);
}
async function collect(stream: AsyncIterable<unknown>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

describe('gzip', () => {
  it('is one member, hashed packed and unpacked', async () => {
    const packed = gzipSync(delivery(1));
    const file = await readBytes(folder, packed);
    expect(file).toMatchObject({ bytes: packed.length, sha256: sha(packed), fault: null });
    expect(file.members).toMatchObject([{ path: '', sha256: sha(delivery(1)), fault: null }]);
    expect(file.members[0]!.values).toHaveLength(3);
  });

  it.each([1, 60_000])('of several members is read to the last (%i records each)', async (of) => {
    const packed = Buffer.concat([1, 2, 3].map((n) => gzipSync(delivery(n, of))));
    const member = await readOne(folder, packed);
    expect(member.values).toHaveLength(3 * of);
    expect(member.sha256).toBe(sha([1, 2, 3].map((n) => delivery(n, of)).join('')));
    expect(member.fault).toBeNull();
  });

  it('with a name, a comment and more in its header', async () => {
    const plain = gzipSync(delivery(1));
    const header = Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 4 | 8 | 16 | 2, 0, 0, 0, 0, 0, 3, 3, 0, 1, 2, 3]), Buffer.from('a.json\0said\0'), Buffer.alloc(2)]);
    expect((await readOne(folder, Buffer.concat([header, plain.subarray(10)]))).values).toHaveLength(3);
  });

  it.each([
    ['text', Buffer.from('and more'), false], ['zeros', Buffer.alloc(700), true], ['the beginning of another', gzipSync('x').subarray(0, 5), false], ['a magic number and junk', Buffer.from([0x1f, 0x8b, 0xff, 1, 2, 3, 4, 5, 6, 7, 8, 9]), false],
  ])('with %s behind it says how much, and reads what is before', async (_, tail, zeros) => {
    for (const of of [3, 60_000]) {
      const member = await readOne(folder, Buffer.concat([gzipSync(delivery(1, of)), tail]));
      expect(member.values).toHaveLength(of);
      expect(member.fault).toEqual({ code: 'evidence/trailing-bytes', params: { bytes: tail.length, zeros }, retryable: false });
    }
  });

  it('that is cut gives its whole records and one torn one', async () => {
    const text = Array.from({ length: 20_000 }, (_, n) => JSON.stringify({ n, hash: sha(String(n)) })).join('\n');
    const packed = gzipSync(text);
    const member = await readOne(folder, packed.subarray(0, packed.length >> 1));
    expect(member.fault).toMatchObject({ code: 'evidence/truncated' });
    expect(member.values.length).toBeGreaterThan(9000);
    expect(member.values).toEqual(member.values.map((_, n) => ({ n, hash: sha(String(n)) })));
    expect(member.skips.length).toBeLessThanOrEqual(1);
    for (const length of [1, 9, 12]) {
      const short = await readOne(folder, packed.subarray(0, length));
      expect(short.fault?.code).toMatch(length < 3 ? /unrecognised/ : /truncated/);
    }
    expect((await readOne(folder, packed.subarray(0, -3))).fault).toMatchObject({ code: 'evidence/truncated', params: { what: 'gzip trailer' } });
  });

  it('that is damaged gives what comes before the damage', async () => {
    const text = Array.from({ length: 20_000 }, (_, n) => JSON.stringify({ n, hash: sha(String(n)) })).join('\n');
    const packed = gzipSync(text);
    packed.fill(0xff, packed.length >> 1, (packed.length >> 1) + 64);
    const member = await readOne(folder, packed);
    expect(member.fault).toMatchObject({ code: 'evidence/damaged' });
    expect(member.values.length).toBeGreaterThan(8000);
    const wrong = gzipSync(delivery(1));
    wrong[wrong.length - 6]! ^= 1;
    const sum = await readOne(folder, wrong);
    expect(sum.fault).toMatchObject({ code: 'evidence/damaged', params: { what: 'gzip checksum' } });
    expect(sum.values).toHaveLength(3);
  });
});

describe('archives', () => {
  it('zip: a member per file, unpacked by name and content, also a .gz within', async () => {
    const bytes = await zip([['logs/a.json', delivery(1)], ['logs/b.json.gz', gzipSync(delivery(2))], ['stored.log', '{"a":1}\n{"a":2}', false], ['empty.json', '']]);
    const file = await readBytes(folder, bytes);
    expect(file).toMatchObject({ bytes: bytes.length, sha256: sha(bytes), fault: null });
    expect(file.members.map((m) => [m.path, m.values.length, m.fault?.code ?? null])).toEqual([
      ['logs/a.json', 3, null], ['logs/b.json.gz', 3, null], ['stored.log', 2, null], ['empty.json', 0, 'evidence/empty'],
    ]);
    expect(file.members[1]!.sha256).toBe(sha(delivery(2)));
  });

  it.each([false, true])('tar (packed: %s): regular files are read, others are listed with a fault', async (packed) => {
    const bytes = await tar([
      [{ name: 'logs', type: 'directory' }], [{ name: 'logs/a.json' }, delivery(1)], [{ name: 'logs/b.json.gz' }, gzipSync(delivery(2))],
      [{ name: 'logs/link', type: 'symlink', linkname: '/etc/passwd' }], [{ name: 'pipe', type: 'fifo' }], [{ name: 'c.json' }, delivery(3, 50_000)],
    ]);
    const file = await readBytes(folder, packed ? gzipSync(bytes) : bytes);
    expect(file.fault).toBeNull();
    expect(file.members.map((m) => [m.path, m.values.length, m.fault?.code ?? null])).toEqual([
      ['logs/a.json', 3, null], ['logs/b.json.gz', 3, null], ['logs/link', 0, 'evidence/member-refused'], ['pipe', 0, 'evidence/member-refused'], ['c.json', 50_000, null],
    ]);
  });

  it('a tar.gz that is cut, or has bytes behind it, says so and gives what was there', async () => {
    const noise = Array.from({ length: 9000 }, (_, n) => JSON.stringify({ n, hash: sha(String(n)) })).join('\n');
    const bytes = gzipSync(await tar([[{ name: 'a.json' }, delivery(1)], [{ name: 'b.json' }, noise]]));
    const cut = await readBytes(folder, bytes.subarray(0, bytes.length >> 1));
    expect(cut.members[0]!.values).toHaveLength(3);
    expect(cut.members[1]).toMatchObject({ path: 'b.json', fault: { code: 'evidence/truncated' } });
    expect(cut.members[1]!.values.length).toBeGreaterThan(3500);
    const longer = await readBytes(folder, Buffer.concat([bytes, Buffer.from('tail')]));
    expect(longer.fault).toMatchObject({ code: 'evidence/trailing-bytes', params: { bytes: 4 } });
    expect(longer.members.map((m) => m.values.length)).toEqual([3, 9000]);
  });

  it('trap 25: names are listed as they are and are never used as paths', async () => {
    const names = ['../../evil.json', '/etc/evil.json', 'C:\\evil.json', 'a\0b.json', 'twice.json', 'twice.json', 'TWICE.json'];
    const bytes = await rename(names);
    const before = readdirSync(folder).length;
    const file = await readBytes(folder, bytes);
    expect(file.fault).toBeNull();
    expect(file.members.map((m) => [m.path, m.values.length])).toEqual(names.map((name) => [name, 3]));
    expect(readdirSync(folder).length).toBe(before + 1);
  });

  it('trap 25: links, encrypted and oddly packed entries of a zip are refused, each for itself', async () => {
    const bytes = await zip([['link', '/etc/passwd'], ['secret.json', 'xxxxxxxxxxxxxxxx'], ['lzma.json', 'x'], ['fine.json', delivery(1)], ['wrong.json', delivery(1)]]);
    patchEntry(bytes, 'link', (directory) => bytes.writeUInt32LE((0o120777 << 16) >>> 0, directory + 38));
    patchEntry(bytes, 'secret.json', (directory) => bytes.writeUInt16LE(bytes.readUInt16LE(directory + 8) | 1, directory + 8));
    patchEntry(bytes, 'lzma.json', (directory) => bytes.writeUInt16LE(14, directory + 10));
    patchEntry(bytes, 'wrong.json', (directory) => bytes.writeUInt32LE(0, directory + 16));
    const file = await readBytes(folder, bytes);
    expect(file.members.map((m) => [m.path, m.values.length, m.fault?.code ?? null])).toEqual([
      ['link', 0, 'evidence/member-refused'], ['secret.json', 0, 'evidence/encrypted'], ['lzma.json', 0, 'evidence/unsupported'], ['fine.json', 3, null], ['wrong.json', 3, 'evidence/damaged'],
    ]);
  });

  it('a zip that is cut, or empty, is no silent zero', async () => {
    const bytes = await zip([['a.json', delivery(1)]]);
    expect((await readBytes(folder, bytes.subarray(0, -30))).fault).toMatchObject({ code: 'evidence/damaged' });
    expect((await readBytes(folder, await zip([]))).fault).toMatchObject({ code: 'evidence/empty' });
    expect((await readBytes(folder, await tar([[{ name: 'only', type: 'directory' }]]))).fault).toMatchObject({ code: 'evidence/empty' });
  });

  it('two levels are read, a third is refused and its bytes are kept', async () => {
    const inner = await zip([['a.json', delivery(1)], ['b.json.gz', gzipSync(delivery(2))]]);
    const file = await readBytes(folder, await zip([['inner.zip', inner], ['c.json.gz', gzipSync(delivery(3))], ['d.json.gz.gz', gzipSync(gzipSync(delivery(4)))]]));
    expect(file.members.map((m) => [m.path, m.values.length, m.fault?.code ?? null])).toEqual([
      ['inner.zip/a.json', 3, null], ['inner.zip/b.json.gz', 0, 'evidence/nested-too-deep'], ['c.json.gz', 3, null], ['d.json.gz.gz', 0, 'evidence/nested-too-deep'],
    ]);
    expect(file.members[1]!.bytes).toEqual(gzipSync(delivery(2)));
    expect(file.members[1]!.skips).toEqual(['source/unknown']);
  });

  it('an archive within an archive that cannot be read leaves a member with a fault', async () => {
    const inner = await zip([['a.json', delivery(1)]]);
    const file = await readBytes(folder, await zip([['cut.zip', inner.subarray(0, -30)], ['b.json', delivery(1)]]));
    expect(file.members.map((m) => [m.path, m.fault?.code ?? null])).toEqual([['cut.zip', 'evidence/damaged'], ['b.json', null]]);
  });
});

describe('trap 25: bombs (ceilings on what a file may become)', () => {
  const megabytes = (n: number) => Buffer.alloc(n * 1024 * 1024, `{"a":"${'b'.repeat(1015)}"}\n`);

  it('a flat gzip bomb stops at the ratio, and the file is hashed all the same', async () => {
    const packed = gzipSync(megabytes(200));
    const file = await readBytes(folder, packed);
    expect(file).toMatchObject({ sha256: sha(packed), fault: null });
    expect(file.members[0]!.fault).toMatchObject({ code: 'evidence/bomb', params: { which: 'ratio' } });
    expect(file.members[0]!.bytes.length).toBeLessThan(70 * 1024 * 1024);
  });

  it('one bomb in an archive does not cost the other members', async () => {
    const limits = { ratioFromBytes: 1024 * 1024 };
    const entries: [string, Buffer | string][] = [['a.json', delivery(1)], ['bomb.json', megabytes(20)], ['bomb.gz', gzipSync(megabytes(20))], ['b.json', delivery(2)]];
    const zipped = await readBytes(folder, await zip([...entries, ['ballast', ballast(300_000)]]), { limits });
    expect(zipped.members.map((m) => [m.path, m.fault?.code ?? null])).toEqual([['a.json', null], ['bomb.json', 'evidence/bomb'], ['bomb.gz', 'evidence/bomb'], ['b.json', null], ['ballast', 'evidence/unrecognised']]);
    const tarred = await readBytes(folder, await tar(entries.map(([name, bytes]) => [{ name }, bytes])), { limits });
    expect(tarred.members.map((m) => [m.path, m.fault?.code ?? null])).toEqual([['a.json', null], ['bomb.json', null], ['bomb.gz', 'evidence/bomb'], ['b.json', null]]);
  });

  it('entries of a zip that share their bytes are stopped by the file as a whole', async () => {
    const bytes = overlapping(20, megabytes(8));
    const file = await readBytes(folder, bytes, { limits: { ratioFromBytes: 64 * 1024 * 1024, ratio: 1100 } });
    expect(file.members).toHaveLength(20);
    expect(file.members.filter((m) => m.fault === null)).toHaveLength(8);
    expect(file.members.at(-1)!.fault).toMatchObject({ code: 'evidence/bomb' });
  });

  it('total, member and count have ceilings of their own', async () => {
    const bytes = await zip(Array.from({ length: 6 }, (_, n) => [`${n}.json`, delivery(n, 400)]));
    const size = delivery(1, 400).length;
    const total = await readBytes(folder, bytes, { limits: { totalBytes: 3 * size } });
    expect(total.members.map((m) => m.fault?.code ?? null)).toEqual([null, null, null, 'evidence/bomb', 'evidence/bomb', 'evidence/bomb']);
    const member = await readBytes(folder, gzipSync(delivery(1, 400)), { limits: { memberBytes: 1000 } });
    expect(member.members[0]!.fault).toMatchObject({ code: 'evidence/bomb', params: { which: 'member', limit: 1000 } });
    const count = await readBytes(folder, bytes, { limits: { members: 4 } });
    expect(count.members).toHaveLength(4);
    expect(count.fault).toMatchObject({ code: 'evidence/too-many-members', params: { limit: 4 } });
  });

  it('a zip whose entry is larger than it says is damaged', async () => {
    const bytes = await zip([['a.json', delivery(1, 100)], ['b.json', delivery(2)]]);
    patchEntry(bytes, 'a.json', (directory) => bytes.writeUInt32LE(50, directory + 24));
    const file = await readBytes(folder, bytes);
    expect(file.members.map((m) => m.fault?.code ?? null)).toEqual(['evidence/damaged', null]);
  });
});

it('a large packed file is read as a stream, with blocks in order', async () => {
  const path = join(folder, 'large.gz');
  const fd = openSync(path, 'w');
  for (let n = 0; n < 6; n++) writeSync(fd, gzipSync(Array.from({ length: 10_000 }, (_, i) => JSON.stringify({ n, i, hash: sha(`${n} ${i}`) })).join('\n') + '\n'));
  closeSync(fd);
  const file = await readWhole(path);
  expect(file.members[0]!.values).toHaveLength(60_000);
  expect(file.members[0]!.shape).toMatchObject({ shape: 'json-lines' });
});

/** Bytes that do not pack. */
const ballast = (size: number) => Buffer.concat(Array.from({ length: Math.ceil(size / 32) }, (_, n) => createHash('sha256').update(String(n)).digest()));

/** The place of an entry's record in the directory of a zip, given to `patch`. */
function patchEntry(bytes: Buffer, name: string, patch: (directory: number) => void): void {
  for (let at = bytes.indexOf('PK\x01\x02'); at >= 0; at = bytes.indexOf('PK\x01\x02', at + 4)) {
    if (bytes.toString('utf8', at + 46, at + 46 + bytes.readUInt16LE(at + 28)) === name) patch(at);
  }
}

/** A zip whose entries have names that yazl would not write. */
async function rename(names: string[]): Promise<Buffer> {
  const bytes = await zip(names.map((name, n) => [`${n}`.padEnd(name.length, '_'), delivery(1)]));
  names.forEach((name, n) => {
    const stand = `${n}`.padEnd(name.length, '_');
    for (let at = bytes.indexOf(stand); at >= 0; at = bytes.indexOf(stand, at + 1)) bytes.write(name, at, 'latin1');
  });
  return bytes;
}

/** A zip with many entries in its directory that all point at one packed stream. */
function overlapping(count: number, content: Buffer): Buffer {
  const packed = deflateRawSync(content, { level: constants.Z_BEST_COMPRESSION });
  const head = (signature: string, directory: boolean) => {
    const b = Buffer.alloc(directory ? 46 : 30);
    b.write(signature, 0, 'latin1');
    const at = directory ? 6 : 4;
    b.writeUInt16LE(20, at);
    b.writeUInt16LE(8, at + 4);
    b.writeUInt32LE(crc32(content), at + 10);
    b.writeUInt32LE(packed.length, at + 14);
    b.writeUInt32LE(content.length, at + 18);
    b.writeUInt16LE(1, at + 22);
    return b;
  };
  const local = Buffer.concat([head('PK\x03\x04', false), Buffer.from('x'), packed]);
  const directory = Buffer.concat(Array.from({ length: count }, () => Buffer.concat([head('PK\x01\x02', true), Buffer.from('x')])));
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, directory, end]);
}
