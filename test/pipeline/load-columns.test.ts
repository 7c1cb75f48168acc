import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { closeCase, createCase, type WriteCase } from '../../src-main/case/index.ts';
import type { Columns } from '../../src-main/columns/index.ts';
import { loadColumns, loadingColumns } from '../../src-main/pipeline/load-columns.ts';
import { importTestFile, numbers, sessionIn, tempFolder } from '../help/case-events.ts';

let folder: string;
let remove: () => void;
let file: WriteCase;
let cache: string;
beforeEach(() => {
  ({ folder, remove } = tempFolder());
  const session = sessionIn(folder);
  file = createCase(join(folder, 'a.bilocate'), { title: 'Columns that are kept', number: '', caseId: session.newId() }, session);
  importTestFile(file, { name: 'one.jsonl', events: numbers(0, 300) });
  cache = join(folder, 'cache');
});
afterEach(() => {
  closeCase(file);
  remove();
});

const kept = (): string => join(cache, 'columns', `${file.id}.columns`);
const unread = (columns: Columns): number => columns.sections.unread?.marks.slice(0, -1).filter((mark) => mark === 0).length ?? 0;
const told = (columns: Columns): unknown => [[...columns.time], [...columns.event], [...columns.ids('user.name')].map((id) => (id === 0 ? null : columns.text('user.name', id)))];

describe('columns of a case', () => {
  test('are built, kept, and given back with nothing in memory that nobody asked for; loaded again they say the same', () => {
    const built = loadColumns(file, cache);
    expect(unread(built)).toBe(built.sections.header.sections.length - 1);
    const before = statSync(kept());
    expect(told(loadColumns(file, cache))).toEqual(told(built));
    expect(statSync(kept()).ino).toBe(before.ino);
    expect(readdirSync(join(cache, 'columns'))).toEqual([`${file.id}.columns`]);
  });

  test('of a case that has more events by now are built again, and who holds the old ones goes on with them', () => {
    const old = loadColumns(file, cache);
    importTestFile(file, { name: 'two.jsonl', events: numbers(300, 400) });
    expect(loadColumns(file, cache).count).toBe(400);
    expect((told(old) as number[][])[0]).toHaveLength(300);
  });

  test('are whole in memory where nothing can be kept', () => {
    writeFileSync(cache, 'a file where the folder would be');
    const columns = loadColumns(file, cache);
    expect([columns.count, columns.sections.unread]).toEqual([300, null]);
  });

  test('that a process was writing when it was ended are taken away by the next that writes; those of one that runs stay', () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    mkdirSync(join(cache, 'columns'), { recursive: true });
    const [left, running] = [`other.columns.${pid}.new`, `other.columns.${process.ppid}.new`];
    for (const name of [left, running]) writeFileSync(join(cache, 'columns', name), 'half');
    loadColumns(file, cache);
    expect(readdirSync(join(cache, 'columns')).sort()).toEqual([`${file.id}.columns`, running].sort());
  });

  test('whose snapshot cannot be read are built', () => {
    const before = told(loadColumns(file, cache));
    rmSync(kept());
    mkdirSync(kept());
    expect(told(loadColumns(file, cache))).toEqual(before);
  });

  test('whose snapshot is damaged say so once; loaded again they are right', () => {
    const before = told(loadColumns(file, cache));
    const bytes = readFileSync(kept());
    bytes[bytes.length - 8]! ^= 1;
    writeFileSync(kept(), bytes);
    const hurt = loadColumns(file, cache);
    expect(() => told(hurt)).toThrow(expect.objectContaining({ code: 'columns/damaged', retryable: true }));
    expect(existsSync(kept())).toBe(false);
    expect(told(loadColumns(file, cache))).toEqual(before);
    expect(readFileSync(kept()).length).toBe(bytes.length);
  });

  test('that are given up in the middle of it leave nothing half written', () => {
    for (let steps = 0; ; steps += 17) {
      const loading = loadingColumns(file, cache);
      let done: boolean | undefined = false;
      for (let step = 0; step < steps && done !== true; step += 1) ({ done } = loading.next());
      loading.return(undefined as never);
      if (existsSync(join(cache, 'columns'))) expect(readdirSync(join(cache, 'columns')).filter((name) => name.endsWith('.new'))).toEqual([]);
      if (done === true) return;
    }
  });
});
