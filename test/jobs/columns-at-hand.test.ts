import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { closeCase, createCase, type WriteCase } from '../../src-main/case/index.ts';
import { bytesOf, readHeader, readPrelude, startOf } from '../../src-main/columns/layout.ts';
import { readerHandlers } from '../../src-main/jobs/reader.ts';
import { withSecondTry } from '../../src-main/jobs/second-try.ts';
import { Fault } from '../../src-main/contract/index.ts';
import { stopFlag } from '../../src-main/kit/stop.ts';
import { importTestFile, numbers, sessionIn, tempFolder } from '../help/case-events.ts';

let folder: string;
let remove: () => void;
let file: WriteCase;
let cache: string;
let reader: ReturnType<typeof readerHandlers>['handlers'];
beforeEach(() => {
  ({ folder, remove } = tempFolder());
  const session = sessionIn(folder);
  file = createCase(join(folder, 'a.bilocate'), { title: 'A disk that lies', number: '', caseId: session.newId() }, session);
  importTestFile(file, { name: 'one.jsonl', events: numbers(0, 300) });
  cache = join(folder, 'cache');
  ({ handlers: reader } = readerHandlers());
  reader.open({ path: file.path, cache });
});
afterEach(() => {
  reader.close({});
  closeCase(file);
  remove();
});

const path = (): string => join(cache, 'columns', `${file.id}.columns`);
const context = { stop: stopFlag(), progress: () => undefined };
const resources = join(import.meta.dirname, '..', '..', 'resources');
const users = (): Promise<unknown> => reader.users({ after: 0, limit: 10, text: '', sort: 'events', descending: true, onlyInTwoPlaces: false });
/** Columns that were kept before, all sections but the times changed on disk. */
async function keptAndHurt(): Promise<void> {
  await users();
  reader.close({});
  const bytes = readFileSync(path());
  const prelude = readPrelude(bytes)!;
  for (const section of readHeader(bytes, prelude).sections) if (section.name !== 'time' && bytesOf(section) > 0) bytes[startOf(prelude) + section.offset]! ^= 1;
  writeFileSync(path(), bytes);
  reader.open({ path: file.path, cache });
}

describe('a snapshot that turns out damaged in the middle of a question', () => {
  test('is made again, and the question answered', async () => {
    const before = await users();
    const whole = readFileSync(path());
    await keptAndHurt();
    expect(readFileSync(path()).equals(whole)).toBe(false);
    expect(await users()).toEqual(before);
    expect(readFileSync(path()).equals(whole)).toBe(true);
  });

  test('does so for questions that come at the same time', async () => {
    const before = await users();
    await keptAndHurt();
    expect(await Promise.all([users(), users(), users()])).toEqual([before, before, before]);
    expect(existsSync(path())).toBe(true);
  });

  test('does so for a hunt on its thread', async () => {
    const order = { rules: ['aws-key-in-two-places/corrected'], parameters: {}, resources };
    const before = await reader.hunt(order, context);
    const whole = readFileSync(path());
    await keptAndHurt();
    const { hunted: [hunted], stopped } = await reader.hunt(order, context);
    expect([hunted!.status, hunted!.findings, stopped]).toEqual([before.hunted[0]!.status, before.hunted[0]!.findings, false]);
    expect(readFileSync(path()).equals(whole)).toBe(true);
  });
});

describe('a second try', () => {
  test('is for damaged columns alone, and there is no third', async () => {
    let asked = 0;
    const failing = (code: 'columns/damaged' | 'case/damaged') => (): never => {
      asked += 1;
      throw new Fault(code);
    };
    const { hurt, later, other, right } = withSecondTry({
      hurt: failing('columns/damaged'), later: async () => failing('columns/damaged')(), other: failing('case/damaged'), right: (_: object) => 'answer',
    } as Record<'hurt' | 'later' | 'other' | 'right', (input: object, context: object) => unknown>);
    expect(() => hurt({}, {})).toThrow('columns/damaged');
    await expect(later({}, {})).rejects.toThrow('columns/damaged');
    expect(asked).toBe(4);
    expect(() => other({}, {})).toThrow('case/damaged');
    expect([asked, right({}, {})]).toEqual([5, 'answer']);
  });
});
