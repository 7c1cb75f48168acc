import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeCase, columnDictionaries, createCase, type WriteCase } from '../../src-main/case/index.ts';
import { ColumnsBuilder, writeSnapshot } from '../../src-main/columns/index.ts';
import { buildHelp } from '../../src-main/jobs/build-help.ts';
import { finish } from '../../src-main/kit/steps.ts';
import { finisherWith, type AskedOfHelp, type BuildHelp } from '../../src-main/pipeline/build-help.ts';
import { readPages } from '../../src-main/pipeline/read-pages.ts';
import { importTestFile, numbers, sessionIn, tempFolder } from '../help/case-events.ts';

let folder: string;
let remove: () => void;
let file: WriteCase;
beforeAll(() => {
  ({ folder, remove } = tempFolder());
  const session = sessionIn(folder);
  file = createCase(join(folder, 'a.bilocate'), { title: 'Read by two', number: '', caseId: session.newId() }, session);
  importTestFile(file, { name: 'one.jsonl', events: numbers(0, 900).filter((n) => n % 2 === 0) });
  importTestFile(file, { name: 'two.jsonl', events: numbers(0, 900).filter((n) => n % 2 !== 0) });
});
afterAll(() => {
  if (file !== undefined) closeCase(file);
  remove();
});

const SIZE = 4;
const pause = (ms: number): Promise<void> => new Promise((next) => setTimeout(next, ms));
const begin = buildHelp ?? (() => { throw new Error('There is one processor only.'); });

/** Columns with that help; between two steps the thread gets so much time. */
async function built(help: BuildHelp | undefined, between: () => Promise<void> = () => pause(0)): Promise<Buffer> {
  const builder = new ColumnsBuilder({ caseId: 'c', state: 1 });
  for (const _ of readPages(file, (page) => builder.addPacked(page), builder.gathering(columnDictionaries(file)), help, SIZE)) await between();
  const finishing = builder.finishing(columnDictionaries(file), help === undefined ? undefined : finisherWith(help));
  for (;;) {
    const step = finishing.next();
    if (step.done === true) return Buffer.concat([...writeSnapshot(step.value)]);
    await between();
  }
}

/** The real thread, and what it brought. */
function watched(change: (asked: AskedOfHelp) => AskedOfHelp = (asked) => asked): { readonly help: BuildHelp; readonly brought: string[] } {
  const help = begin();
  const brought: string[] = [];
  return { brought, help: { ...help, ask: (asked, hear) => help.ask(change(asked), (told) => { brought.push(told.kind); hear(told); }) } };
}

describe.skipIf(buildHelp === undefined)('columns that a second thread helps to build', () => {
  test('are the same, byte by byte; it reads, orders and writes', async () => {
    const { help, brought } = watched();
    // Slower than slices do it: the thread gets time to begin, and is nearly always first.
    const bytes = await built(help, () => pause(brought.length === 0 ? 50 : 2));
    help.end();
    expect(bytes.equals(await built(undefined))).toBe(true);
    expect(new Set(brought)).toEqual(new Set(['page', 'order', 'filled']));
  });

  test('are the same for somebody who builds in one go, which leaves the thread no time to be heard', async () => {
    const help = begin();
    const builder = new ColumnsBuilder({ caseId: 'c', state: 1 });
    finish(readPages(file, (page) => builder.addPacked(page), builder.gathering(columnDictionaries(file)), help, SIZE));
    const columns = finish(builder.finishing(columnDictionaries(file), finisherWith(help)));
    help.end();
    expect(Buffer.concat([...writeSnapshot(columns)]).equals(await built(undefined))).toBe(true);
  });

  test('are built here where the thread cannot open the case', async () => {
    const { help, brought } = watched((asked) => (asked.kind === 'read' ? { ...asked, order: { ...asked.order, file: { ...asked.order.file, path: join(folder, 'nothing.bilocate') } } } : asked));
    expect((await built(help, () => pause(2))).equals(await built(undefined))).toBe(true);
    await expect.poll(() => { help.hear(); return help.ended(); }).toBe(true);
    expect(brought).toEqual([]);
  });

  test('are read no more once nobody wants them', async () => {
    const { help, brought } = watched();
    const reading = readPages(file, () => undefined, new ColumnsBuilder({ caseId: 'c', state: 1 }).gathering(columnDictionaries(file)), help, 1);
    while (brought.length < 10) {
      reading.next();
      await pause(brought.length === 0 ? 50 : 0);
    }
    reading.return(undefined as never);
    // Nothing is begun after that: the last of it is what was under way.
    await pause(100);
    help.hear();
    const before = brought.length;
    await pause(100);
    help.hear();
    expect(brought.length).toBe(before);
    expect(before).toBeLessThan(900);
    help.end();
  });
});
