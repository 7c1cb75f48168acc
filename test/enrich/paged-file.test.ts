import { createHash } from 'node:crypto';
import { mkdtempSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { containerPieces, pagedContainer, readContainer } from '../../src-main/enrich/pack/container.ts';
import { PagedFile } from '../../src-main/enrich/pack/paged-file.ts';

/** Larger than what is kept of a file (8 MiB), so that pages push each other out. */
const NUMBERS = 2_500_000;

function fileOf(bytes: Uint8Array): string {
  const path = join(mkdtempSync(join(tmpdir(), 'paged-')), 'table.bin');
  writeFileSync(path, bytes);
  return path;
}

describe('a table that stays on the disk', () => {
  const a = Uint32Array.from({ length: NUMBERS }, (_, at) => Math.imul(at, 0x9e37_79b1) >>> 0);
  const b = Int32Array.from({ length: 1001 }, (_, at) => (at - 500) * 3_000_000);
  const text = Buffer.from('Zürich, São Paulo, 東京, '.repeat(2000), 'utf8');
  const bytes = Buffer.concat(containerPieces('test', { a, b, text }));
  const path = fileOf(bytes);

  test('says what it says in memory, wherever one looks, and again', () => {
    const pages = new PagedFile(path, 'table.bin');
    const [paged, inMemory] = [pagedContainer('table.bin', pages), readContainer('table.bin', bytes)];
    const [first, second] = [paged.u32('a'), paged.i32('b')];
    expect([paged.kind, first.length, second.length]).toEqual(['test', NUMBERS, 1001]);
    for (let round = 0; round < 2; round += 1) {
      for (let at = 0; at < NUMBERS; at += 997) expect(first.at(at)).toBe(a[at]);
      for (const at of [NUMBERS - 1, 0, 5000, NUMBERS - 2]) expect(first.at(at)).toBe(a[at]);
    }
    expect(Array.from(b, (_, at) => second.at(at))).toEqual([...b]);
    expect([first.at(NUMBERS), second.at(1001)]).toEqual([undefined, undefined]);
    // Across pages, to the end, and beyond it.
    for (const [from, to] of [[0, 0], [5, 40_000], [text.length - 3, text.length], [text.length - 3, text.length + 100]] as const) {
      expect(Buffer.from(paged.bytes('text', from, to)).equals(inMemory.bytes('text', from, to))).toBe(true);
    }
    pages.close();
  });

  test('its hash is that of the file', () => {
    const pages = new PagedFile(path, 'table.bin');
    expect(pages.sha256()).toBe(createHash('sha256').update(bytes).digest('hex'));
    pages.close();
  });

  test('sections that point outside, and files that end too early, are damaged', () => {
    const damaged = (content: Uint8Array, work: (container: ReturnType<typeof pagedContainer>) => unknown) => {
      const pages = new PagedFile(fileOf(content), 'f');
      expect(() => work(pagedContainer('f', pages))).toThrow('geo/damaged');
      pages.close();
    };
    damaged(bytes, (container) => container.u32('c'));
    damaged(bytes.subarray(0, bytes.length - 8), (container) => container.bytes('text', 0, 1));
    damaged(bytes.subarray(0, 20), (container) => container.kind);
    damaged(Buffer.from('not a table at all'), (container) => container.kind);
    damaged(Buffer.alloc(0), (container) => container.kind);
  });

  test('a file that is cut while it is open is damaged from then on', () => {
    const cut = fileOf(bytes);
    const pages = new PagedFile(cut, 'f');
    const numbers = pagedContainer('f', pages).u32('a');
    expect(numbers.at(0)).toBe(a[0]);
    truncateSync(cut, 100_000);
    expect(() => numbers.at(NUMBERS - 1)).toThrow('geo/damaged');
    pages.close();
  });
});
