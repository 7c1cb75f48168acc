import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, existsSync, ftruncateSync, mkdirSync, openSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync, writeSync, appendFileSync, chmodSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hashFile } from '../../src-main/evidence/hash-file.ts';
import { listEvidence } from '../../src-main/evidence/list-evidence.ts';
import { readEvidence } from '../../src-main/evidence/read-evidence.ts';
import type { EvidencePart } from '../../src-main/evidence/part.ts';
import { readBytes, readOne, readWhole, tempFolder } from './read.ts';

const folder = tempFolder();
const lines = (n: number) => Array.from({ length: n }, (_, i) => `${JSON.stringify({ i, text: 'x'.repeat(100) })}\n`).join('');

describe('each kind of bad file ends in a clear fault', () => {
  it('empty', async () => {
    expect((await readOne(folder, '')).fault).toMatchObject({ code: 'evidence/empty' });
    expect((await readOne(folder, gzipSync(''))).fault).toMatchObject({ code: 'evidence/empty' });
  });

  it('trap 25: truncated JSON, in a file and over blocks', async () => {
    const list = `[${Array.from({ length: 9000 }, (_, i) => JSON.stringify({ i, text: 'x'.repeat(100) })).join(',')}`;
    const member = await readOne(folder, list.slice(0, -7));
    expect(member.fault).toMatchObject({ code: 'evidence/truncated' });
    expect(member.values).toHaveLength(8999);
    expect(member.skips).toEqual(['json/truncated']);
    const between = await readOne(folder, `${list.slice(0, 127 * 100)}`.replace(/,[^,]*,[^,]*$/, ','));
    expect(between.fault).toMatchObject({ code: 'evidence/truncated' });
  });

  it('missing, a folder, a pipe, a device', async () => {
    expect(await readWhole(join(folder, 'nowhere'))).toEqual({ members: [], bytes: 0, sha256: '', fault: { code: 'file/not-found', params: { path: join(folder, 'nowhere') }, retryable: false } });
    expect((await readWhole(folder)).fault).toMatchObject({ code: 'file/not-a-file' });
    expect((await readWhole('/dev/zero')).fault).toMatchObject({ code: 'file/not-a-file' });
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    expect((await readWhole(join(folder, 'pipe'))).fault).toMatchObject({ code: 'file/not-a-file' });
    await expect(hashFile(join(folder, 'pipe'))).rejects.toMatchObject({ code: 'file/not-a-file' });
  });

  it.skipIf(process.getuid?.() === 0)('not ours to read', async () => {
    const path = join(folder, 'locked');
    writeFileSync(path, '{}');
    chmodSync(path, 0);
    expect((await readWhole(path)).fault).toMatchObject({ code: 'file/not-readable' });
    expect(listEvidence([path]).faults).toMatchObject([{ fault: { code: 'file/not-readable' } }]);
  });

  it.skipIf(!existsSync('/proc/self/mem'))('failing while it is read', async () => {
    const file = await readWhole('/proc/self/mem');
    expect(file).toMatchObject({ sha256: '', fault: { code: 'file/not-readable', params: { system: 'EIO' }, retryable: true } });
  });

  it('a link to itself', async () => {
    symlinkSync('loop', join(folder, 'loop'));
    expect((await readWhole(join(folder, 'loop'))).fault).toMatchObject({ code: 'file/link-loop' });
  });

  it.each([200, 60_000])('changed while it is read (%i lines)', async (n) => {
    const path = join(folder, `growing-${n}`);
    writeFileSync(path, lines(n));
    const grown = await meanwhile(path, () => appendFileSync(path, lines(1)));
    expect(grown.at(-1)).toMatchObject({ kind: 'file-end', sha256: '', fault: { code: 'file/changed', retryable: true } });
    const touched = await meanwhile(path, () => utimesSync(path, 1, 1));
    expect(touched.at(-1)).toMatchObject({ fault: { code: 'file/changed' } });
  });
});

/** Does something after the first part of a file was read. */
async function meanwhile(path: string, act: () => void): Promise<EvidencePart[]> {
  const parts: EvidencePart[] = [];
  for await (const part of readEvidence(path, {})) {
    if (parts.push(part) === 1) act();
  }
  return parts;
}

describe('stopping', () => {
  it.each([['plain', (bytes: string) => Buffer.from(bytes)], ['packed', (bytes: string) => gzipSync(Buffer.concat([Buffer.from(bytes), noise()]))]])('ends a %s file between chunks, with what was read until then', async (_, form) => {
    const path = join(folder, 'long');
    writeFileSync(path, form(lines(60_000)));
    const stop = { asked: false };
    const parts: EvidencePart[] = [];
    let bytes = Buffer.alloc(0);
    for await (const part of readEvidence(path, { stop })) {
      parts.push(part);
      if (part.kind === 'block') {
        bytes = Buffer.concat([bytes, part.bytes]);
        stop.asked = true;
      }
    }
    const [member, file] = parts.slice(-2);
    expect(member).toMatchObject({ kind: 'member-end', fault: { code: 'job/stopped' }, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
    expect(file).toMatchObject({ kind: 'file-end', sha256: '', fault: { code: 'job/stopped' } });
    expect(bytes.length).toBeLessThan(6_000_000);
  });

  it('before anything was read', async () => {
    const path = join(folder, 'long');
    expect(await readWhole(path, { stop: { asked: true } })).toMatchObject({ sha256: '', fault: { code: 'job/stopped' } });
  });
});

const noise = (): Buffer => Buffer.concat(Array.from({ length: 60_000 }, (_, n) => createHash('sha256').update(String(n)).digest()));

it('hashFile gives what sha256sum gives', async () => {
  const path = join(folder, 'hashed');
  writeFileSync(path, noise());
  expect(await hashFile(path)).toEqual({ sha256: createHash('sha256').update(readFileSync(path)).digest('hex'), bytes: 1_920_000 });
});

describe('listing', () => {
  const root = join(folder, 'drop');
  mkdirSync(join(root, 'a', 'deep'), { recursive: true });
  mkdirSync(join(root, 'Z'));
  mkdirSync(join(folder, 'elsewhere'));
  for (const name of ['a/1.json', 'a/deep/2.json', 'Z/3.json', '.DS_Store', 'é.json', 'z.json']) writeFileSync(join(root, name), '{}');
  writeFileSync(join(folder, 'elsewhere', 'far.json'), '{}');
  symlinkSync('..', join(root, 'a', 'up'));
  symlinkSync(join(folder, 'elsewhere'), join(root, 'linked'));
  symlinkSync('a', join(root, 'A-link-to-a'));
  symlinkSync('gone', join(root, 'broken'));
  symlinkSync('self', join(root, 'self'));
  execFileSync('mkfifo', [join(root, 'queue')]);

  it('finds every file once, in the order of bytes, and says what it could not take', () => {
    const { files, faults } = listEvidence([root]);
    expect(files.map((file) => file.name)).toEqual(['.DS_Store', 'Z/3.json', 'a/1.json', 'a/deep/2.json', 'linked/far.json', 'z.json', 'é.json']);
    expect(files[0]).toMatchObject({ path: join(root, '.DS_Store'), bytes: 2 });
    expect(faults.map(({ path, fault }) => [path.slice(root.length + 1), fault.code])).toEqual([
      ['a/up', 'file/link-loop'], ['broken', 'file/not-found'], ['queue', 'file/not-a-file'], ['self', 'file/link-loop'],
    ]);
  });

  it('takes files and folders together, and nothing twice', () => {
    const { files, faults } = listEvidence([join(root, 'z.json'), join(root, 'a'), join(root, 'a', '1.json'), join(root, 'z.json'), join(root, 'nowhere')]);
    expect(files.map((file) => file.name)).toEqual(['1.json', 'deep/2.json', 'Z/3.json', 'z.json', '.DS_Store', 'é.json'].filter((name) => !/^(Z|\.|é)/.test(name)));
    expect(faults.map(({ fault }) => fault.code)).toEqual(['file/link-loop', 'file/not-found']);
  });
});

it('trap 26: a line of 640 MB is one skip, in bounded memory, and the lines around it are read', () => {
  const path = join(folder, 'wide.json');
  const size = 640 * 1024 * 1024;
  const fd = openSync(path, 'w');
  // The middle of the line is a hole, so that the disk is spared: zeros within a string.
  writeSync(fd, '{"h":1}\n{"h":2,"text":"');
  ftruncateSync(fd, size);
  writeSync(fd, '"}\n{"h":3}\n', size);
  closeSync(fd);
  try {
    // Processor time, since the machine may be busy with other tests.
    const script = fileURLToPath(new URL('./count-records.ts', import.meta.url));
    const run = spawnSync(process.execPath, ['--max-old-space-size=256', script, path], { encoding: 'utf8' });
    expect(run.stderr.replaceAll(/.*Warning.*\n/g, '')).toBe('');
    const counted = JSON.parse(run.stdout) as { records: number; skips: string[]; fault: unknown; grownBytes: number; cpuMs: number };
    expect(counted).toMatchObject({ records: 2, skips: ['record/too-long'], fault: null });
    expect(counted.grownBytes).toBeLessThan(200 * 1024 * 1024);
    expect(counted.cpuMs).toBeLessThan(10_000);
  } finally {
    rmSync(path);
  }
});

it('a file of many blocks is read the same as its lines', async () => {
  const member = (await readBytes(folder, lines(20_000))).members[0]!;
  expect(member.values).toHaveLength(20_000);
  expect(member.values[19_999]).toMatchObject({ i: 19_999 });
});
