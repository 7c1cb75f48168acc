import { createHash } from 'node:crypto';
import { constants, zstdCompressSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { describe, expect, it } from 'vitest';
import { readBytes, readOne, tempFolder } from './read.ts';

const folder = tempFolder();
const delivery = (n: number, of = 3) => JSON.stringify({ Records: Array.from({ length: of }, (_, i) => ({ eventName: `Call${n}`, i })) });
const sha = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');
const zstd = (text: string | Buffer) => zstdCompressSync(text, { params: { [constants.ZSTD_c_checksumFlag]: 1 } });
const skippable = (bytes: number) => Buffer.concat([Buffer.from([0x5a, 0x2a, 0x4d, 0x18]), Buffer.from(Uint32Array.of(bytes).buffer), Buffer.alloc(bytes, 7)]);

describe('zstd', () => {
  it('is one member, hashed packed and unpacked', async () => {
    const packed = zstd(delivery(1));
    const file = await readBytes(folder, packed);
    expect(file).toMatchObject({ bytes: packed.length, sha256: sha(packed), fault: null });
    expect(file.members).toMatchObject([{ path: '', sha256: sha(delivery(1)), fault: null }]);
    expect(file.members[0]!.values).toHaveLength(3);
  });

  it.each([1, 60_000])('of several frames, with skippable ones between, is read to the last (%i records each)', async (of) => {
    const packed = Buffer.concat([skippable(9), zstd(delivery(1, of)), skippable(0), zstd(delivery(2, of)), zstd(delivery(3, of)), skippable(70_000)]);
    const member = await readOne(folder, packed);
    expect(member.values).toHaveLength(3 * of);
    expect(member.sha256).toBe(sha([1, 2, 3].map((n) => delivery(n, of)).join('')));
    expect(member.fault).toBeNull();
  });

  it('around a tar archive gives its files, as gzip does', async () => {
    const archive = pack();
    archive.entry({ name: 'a.json' }, delivery(1));
    archive.entry({ name: 'b.json' }, delivery(2));
    archive.finalize();
    const parts: Buffer[] = [];
    for await (const part of archive) parts.push(part as Buffer);
    const file = await readBytes(folder, zstd(Buffer.concat(parts)));
    expect(file.members.map(({ path, values }) => [path, values.length])).toEqual([['a.json', 3], ['b.json', 3]]);
  });

  it.each([['text', Buffer.from('and more'), false], ['zeros', Buffer.alloc(700), true]])('with %s behind it says how much, and reads what is before', async (_, tail, zeros) => {
    const member = await readOne(folder, Buffer.concat([zstd(delivery(1, 60_000)), tail]));
    expect(member.values).toHaveLength(60_000);
    expect(member.fault).toEqual({ code: 'evidence/trailing-bytes', params: { bytes: tail.length, zeros }, retryable: false });
  });

  it('that is cut gives its whole records and one torn one', async () => {
    const text = Array.from({ length: 20_000 }, (_, n) => JSON.stringify({ n, hash: sha(String(n)) })).join('\n');
    const packed = zstd(text);
    const member = await readOne(folder, packed.subarray(0, packed.length >> 1));
    expect(member.fault).toMatchObject({ code: 'evidence/truncated' });
    expect(member.values.length).toBeGreaterThan(5000);
    expect(member.values).toEqual(member.values.map((_, n) => ({ n, hash: sha(String(n)) })));
    expect(member.skips.length).toBeLessThanOrEqual(1);
    expect((await readOne(folder, Buffer.concat([zstd(delivery(1)), skippable(100).subarray(0, 50)]))).fault).toMatchObject({ code: 'evidence/truncated', params: { what: 'zstd' } });
  });

  it('whose checksum does not hold, or whose blocks are damaged, is said to be', async () => {
    const wrong = zstd(delivery(1));
    wrong[wrong.length - 1]! ^= 1;
    expect((await readOne(folder, wrong)).fault).toMatchObject({ code: 'evidence/damaged' });
    const broken = zstd(delivery(1, 60_000));
    broken.fill(0xff, broken.length >> 1, (broken.length >> 1) + 20);
    expect((await readOne(folder, broken)).fault).toMatchObject({ code: 'evidence/damaged' });
  });

  it('that unpacks to more than it may is stopped', async () => {
    const limits = { ratio: 100, ratioFromBytes: 1024 * 1024 };
    expect((await readBytes(folder, zstdCompressSync(Buffer.alloc(40_000_000)), { limits })).members[0]!.fault).toMatchObject({ code: 'evidence/bomb', params: { which: 'ratio' } });
  });
});
