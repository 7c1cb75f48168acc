import { execFileSync, execSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { checkCommand } from '../../src-main/report/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'bilocate-check-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const before = '{"Records":[';
const record = '{"eventName":"Köln","n":1}';
const bytes = Buffer.from(`${before}${record}]}`);
const place = { offset: before.length, length: Buffer.byteLength(record), member: '' };
const sha256 = createHash('sha256').update(record).digest('hex');
const printed = (command: string | null): string => execSync(command!, { cwd: folder }).toString().slice(0, 64);

test('the printed line gives the hash of the record, whatever holds it and however it is called', () => {
  writeFileSync(join(folder, '-it\'s $(a) "log".json'), bytes);
  writeFileSync(join(folder, 'log.json.gz'), gzipSync(bytes));
  expect(printed(checkCommand({ ...place, file: '-it\'s $(a) "log".json', container: 'plain' }))).toBe(sha256);
  expect(printed(checkCommand({ ...place, file: 'log.json.gz', container: 'gzip' }))).toBe(sha256);
});

test('members of an archive, packed once more', () => {
  mkdirSync(join(folder, 'AWSLogs'));
  writeFileSync(join(folder, 'AWSLogs', 'a [1].json.gz'), gzipSync(bytes));
  execFileSync('tar', ['-czf', 'logs.tar.gz', 'AWSLogs'], { cwd: folder });
  execFileSync('tar', ['-cf', 'logs.tar', 'AWSLogs'], { cwd: folder });
  const member = 'AWSLogs/a [1].json.gz';
  expect(printed(checkCommand({ ...place, file: 'logs.tar.gz', container: 'tar-gzip', member }))).toBe(sha256);
  expect(printed(checkCommand({ ...place, file: 'logs.tar', container: 'tar', member }))).toBe(sha256);
  expect(checkCommand({ ...place, file: 'logs.zip', container: 'zip', member })).toContain("unzip -p logs.zip 'AWSLogs/a \\[1\\].json.gz' | gunzip -c");
});

test('zstd, where the tool for it is there', (context) => {
  const zstd = { ...place, file: 'log.json.zst', container: 'zstd' } as const;
  expect(checkCommand({ ...place, file: 'logs.tar.zst', container: 'tar-zstd', member: 'a.json.zst' })).toContain('zstd -dc logs.tar.zst | tar -xOf - a.json.zst | zstd -dc |');
  expect(checkCommand(zstd)).toContain('zstd -dc log.json.zst |');
  writeFileSync(join(folder, 'log.json.zst'), zstdCompressSync(bytes));
  try {
    execFileSync('zstd', ['--version'], { stdio: 'ignore' });
  } catch {
    context.skip('zstd is not installed here');
  }
  expect(printed(checkCommand(zstd))).toBe(sha256);
});

test('a name that cannot be typed is no command', () => {
  expect(checkCommand({ ...place, file: 'a\nb', container: 'plain' })).toBeNull();
});
