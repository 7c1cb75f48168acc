import { describe, expect, it } from 'vitest';
import { pack } from 'tar-stream';
import { gzipSync } from 'node:zlib';
import { readBytes, readOne, tempFolder } from './read.ts';

const folder = tempFolder();
const bytes = (text: string) => Buffer.from(text, 'latin1');

/** The beginnings of archives as their formats say; the rest does not matter. */
const archives: readonly (readonly [what: string, head: Buffer])[] = [
  ['a 7-Zip archive', bytes('7z\xbc\xaf\x27\x1c\x00\x04\x8d\x9b\xd5\x0f')],
  ['a RAR archive', bytes('Rar!\x1a\x07\x01\x00')],
  ['a RAR archive', bytes('Rar!\x1a\x07\x00')],
  ['an xz file', bytes('\xfd7zXZ\0\x00\x04\xe6\xd6\xb4\x46')],
  ['a bzip2 file', bytes('BZh91AY&SY\x01\x02\x03\x04')],
  ['a bzip2 file', bytes('BZh9\x17\x72\x45\x38\x50\x90\x00\x00\x00\x00')],
  ['an LZ4 file', bytes('\x04\x22\x4d\x18\x64\x40\xa7')],
  ['an lzip file', bytes('LZIP\x01\x0c')],
  ['an LZMA file', bytes('\x5d\x00\x00\x80\x00\xff\xff\xff\xff\xff\xff\xff\xff\x00\x3d')],
  ['a Windows cabinet', bytes('MSCF\0\0\0\0\x2c\x01')],
];

describe('archives that are not opened are refused by name, and kept as evidence', () => {
  it.each(archives)('%s', async (what, head) => {
    const file = await readBytes(folder, Buffer.concat([head, Buffer.alloc(5000, 0x9d)]));
    expect(file.members).toHaveLength(1);
    expect(file.members[0]).toMatchObject({ fault: { code: 'evidence/unpack-first', params: { what } }, values: [], skips: ['source/unknown'] });
    expect(file.members[0]!.bytes).toHaveLength(head.length + 5000);
  });

  it('also within another archive, whose other files are read', async () => {
    const archive = pack();
    archive.entry({ name: 'logs.7z' }, Buffer.concat([archives[0]![1], Buffer.alloc(100, 1)]));
    archive.entry({ name: 'b.json' }, '[{"eventName":"x"}]');
    archive.finalize();
    const parts: Buffer[] = [];
    for await (const part of archive) parts.push(part as Buffer);
    const { members } = await readBytes(folder, gzipSync(Buffer.concat(parts)));
    expect(members.map(({ path, fault, values }) => [path, fault?.code ?? null, values.length])).toEqual([['logs.7z', 'evidence/unpack-first', 0], ['b.json', null, 1]]);
  });
});

it.each(['BZhello,world\n1,2\n', '7zip,is,here\n1,2,3\n', 'LZI,P\n1,2\n', 'Rar!,x\n1,2\n', 'MSCF,x,y\n1,2,3\n'])('text that begins alike is none: %j', async (text) => {
  expect((await readOne(folder, text)).fault?.code).not.toBe('evidence/unpack-first');
});
