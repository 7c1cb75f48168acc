import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inspectCase, lockHolder } from '../../src-main/case/index.ts';
import { Fault } from '../../src-main/contract/index.ts';
import { caseDesk, type CaseDesk } from '../../src-main/host/case-desk.ts';
import { childOver, type Child } from '../../src-main/jobs/child.ts';
import type { FromChild, Progress } from '../../src-main/jobs/envelope.ts';
import { forkPort } from '../../src-main/jobs/fork.ts';
import type { KeeperHandlers } from '../../src-main/jobs/keeper.ts';
import type { ReaderHandlers } from '../../src-main/jobs/reader.ts';
import { isRunning, until } from '../help/cli.ts';
import { manyFiles } from '../help/many-files.ts';
import { discard, fixtures, scratch, sessionFacts, weigh } from '../help/open-cases.ts';

let folder: string;
const started: Child<never>[] = [];
beforeAll(() => {
  folder = scratch('jobs');
});
afterAll(async () => {
  await Promise.all(started.map((child) => child.kill()));
  discard(folder);
});

function keeper(): Child<KeeperHandlers> {
  const child = childOver<KeeperHandlers>(forkPort('keeper.entry'), 'keeper');
  started.push(child as never);
  return child;
}
function reader(): Child<ReaderHandlers> {
  const child = childOver<ReaderHandlers>(forkPort('reader.entry'), 'reader');
  started.push(child as never);
  return child;
}

/** What a question that must fail failed with. */
async function faultOf(asked: Promise<unknown>): Promise<Fault> {
  const failed = await asked.then(() => null, (error: unknown) => error);
  if (!(failed instanceof Fault)) throw new Error(`no fault: ${String(failed)}`);
  return failed;
}

const newFolder = (name: string) => {
  const path = join(folder, name);
  mkdirSync(path);
  return { path: join(path, 'a.bilocate'), session: sessionFacts(join(path, 'records')), cache: join(path, 'records') };
};
const question = (paths: readonly string[]) => ({ paths, acquisition: {}, inbox: null });

describe('a question over the process', () => {
  test('is answered, tells its progress, and its faults keep their code and parameters', async () => {
    const { path, session, cache } = newFolder('ask');
    const writing = keeper();
    const progress: Progress[] = [];
    expect((await faultOf(writing.ask('import', question([fixtures])))).code).toBe('call/no-case');
    await writing.ask('create', { path, title: 'T', number: '', session });
    const result = await writing.ask('import', question([join(fixtures, 'lines.jsonl'), join(fixtures, 'nothing.json')]), { onProgress: (one) => progress.push(one) });
    expect(result.totals).toMatchObject({ records: 10, events: 10 });
    expect(result.files.map((one) => one.fault?.code ?? null).toSorted()).toEqual(['file/not-found', null]);
    expect(progress[0]).toMatchObject({ step: 'hash', unit: 'bytes' });
    expect(progress.every((one) => one.done <= one.total)).toBe(true);

    const reading = reader();
    await reading.ask('open', { path, cache });
    expect(await faultOf(reading.ask('finding', { finding: 'ab' }))).toMatchObject({ code: 'case/no-such-finding', params: { finding: 'ab' }, retryable: false });
    expect((await faultOf(reading.ask('nonsense' as 'summary', {}))).code).toBe('call/unknown');
    // A bug is told as one, with where it happened, and the child goes on.
    expect(await faultOf(reading.ask('findingEvents', null as never))).toMatchObject({ code: 'job/crashed' });
    expect((await reading.ask('summary', {})).events).toBe(10);

    // A second writer is told who has the case.
    expect(await faultOf(keeper().ask('open', { path, session }))).toMatchObject({ code: 'case/locked', params: { analyst: 'Test Analyst', host: 'test-host', pid: writing.pid }, retryable: true });
    await reading.ask('close', {});
    expect(await writing.ask('close', {})).toEqual({ atRest: true });
    expect(inspectCase(path, cache)).toMatchObject({ fault: null, events: 10 });
  });

  test('carries its id, the state of the case, and whether it is a part', async () => {
    const { path, session } = newFolder('envelope');
    const port = forkPort('keeper.entry');
    const told: FromChild[] = [];
    port.onMessage((message) => told.push(message));
    const answerTo = async (id: number) => {
      await until(`an answer to ${id}`, () => told.some((one) => one.kind === 'answer' && one.id === id), 20_000);
      return told.find((one): one is Extract<FromChild, { kind: 'answer' }> => one.kind === 'answer' && one.id === id)!;
    };
    await until('ready', () => told.length > 0, 20_000);
    expect(told[0]).toEqual({ kind: 'ready', pid: port.pid });
    port.send({ kind: 'ask', id: 7, name: 'create', input: { path, title: 'T', number: '', session } });
    const created = await answerTo(7);
    port.send({ kind: 'ask', id: 8, name: 'import', input: question([join(fixtures, 'lines.jsonl')]) });
    port.send({ kind: 'stop', id: 8 });
    const stopped = await answerTo(8);
    expect(told.findIndex((one) => one.kind === 'stopping' && one.id === 8), 'a stop is acknowledged before the job ends').toBeLessThan(told.indexOf(stopped));
    expect(told.some((one) => one.kind === 'stopping' && one.id === 8)).toBe(true);
    expect(stopped).toMatchObject({ ok: true, partial: true });
    port.send({ kind: 'ask', id: 9, name: 'import', input: question([join(fixtures, 'lines.jsonl')]) });
    const whole = await answerTo(9);
    expect(whole).toMatchObject({ ok: true, partial: false });
    expect(whole.state).toBeGreaterThan(created.state);
    port.kill();
  });

  test('that is stopped ends by itself, keeps whole batches, and is completed by the next', async () => {
    const evidence = manyFiles(join(folder), 40, 300);
    const { path, session, cache } = newFolder('stop');
    const writing = keeper();
    await writing.ask('create', { path, title: 'T', number: '', session });
    const stop = new AbortController();
    const result = await writing.ask('import', question([evidence]), { signal: stop.signal, onProgress: (one) => one.step === 'parse' && stop.abort() });
    expect(result.stopped).toBe(true);
    expect(result.totals.records).toBe(result.totals.events + result.totals.duplicates + result.totals.skips);
    expect(writing.alive).toBe(true);
    const again = await writing.ask('import', question([evidence]));
    expect(again.stopped).toBe(false);
    await writing.ask('close', {});

    const other = newFolder('uninterrupted');
    const second = keeper();
    await second.ask('create', { path: other.path, title: 'T', number: '', session: other.session });
    await second.ask('import', question([evidence]));
    await second.ask('close', {});
    const [a, b] = [weigh(path, cache), weigh(other.path, other.cache)];
    expect(a.verified.checks.filter((check) => !check.ok)).toEqual([]);
    expect(a.digest).toBe(b.digest);
  });
});

describe('a child that dies', () => {
  let desk: CaseDesk;
  let path: string;
  beforeAll(async () => {
    const place = newFolder('desk');
    path = place.path;
    desk = caseDesk(forkPort, place.cache);
    await desk.create(path, { title: 'T', number: '' }, place.session);
    await desk.keeper().ask('import', question([join(fixtures, 'lines.jsonl')]));
  });
  afterAll(() => desk.close());

  test.each(['SIGSEGV', 'SIGABRT', 'SIGKILL'] as const)('by %s is told as gone; the app goes on, and the next question starts another', async (signal) => {
    for (const child of [desk.reader(), desk.keeper()] as readonly Child<ReaderHandlers>[]) {
      const gone = new Promise<string>((resolve) => child.onGone(resolve));
      process.kill(child.pid!, signal);
      expect(await gone).toContain(signal);
      expect(child.alive).toBe(false);
      expect(await faultOf(child.ask('summary', {}))).toMatchObject({ code: 'child/gone', retryable: true });
    }
    // Both are gone: a case that nobody holds looks left behind, and yet the next reader reads it, and so does one of its own.
    const [summary, own] = await Promise.all([desk.reader().ask('summary', {}), desk.withReader((reader) => reader.ask('verify', {}))]);
    expect([summary.events, own.ok]).toEqual([10, true]);
    expect(await desk.keeper().ask('acquisition', { evidence: 1, fields: { notes: signal } })).toBeNull();
    expect((await desk.reader().ask('exhibit', { evidence: 1 })).acquisition.notes).toBe(signal);
  });

  test('while it is asked rejects what waits, with what was asked', async () => {
    const dying = desk.reader();
    process.kill(dying.pid!, 'SIGSTOP');
    const waiting = [faultOf(dying.ask('summary', {})), faultOf(dying.ask('findings', { after: 0, limit: 10 }))];
    process.kill(dying.pid!, 'SIGKILL');
    const faults = await Promise.all(waiting);
    expect(faults.map((one) => [one.code, one.params.child, one.params.asked])).toEqual([['child/gone', 'reader', 'summary'], ['child/gone', 'reader', 'findings']]);
    expect(await desk.reader().ask('findings', { after: 0, limit: 10 })).toEqual([]);
  });

  test('does not hear that it should stop is killed after the grace time, and nothing is lost', async () => {
    const stuck = desk.reader();
    process.kill(stuck.pid!, 'SIGSTOP');
    const stop = new AbortController();
    const asked = faultOf(stuck.ask('verify', {}, { signal: stop.signal, graceMs: 300 }));
    const began = performance.now();
    stop.abort();
    expect(await asked).toMatchObject({ code: 'child/gone', params: { asked: 'verify' } });
    expect(performance.now() - began).toBeGreaterThan(290);
    expect((await desk.reader().ask('verify', {})).ok).toBe(true);
  });

  test('with its work in a reader of its own takes only that work along', async () => {
    const fault = await faultOf(desk.withReader(async (own) => {
      process.kill(own.pid!, 'SIGSEGV');
      return own.ask('verify', {});
    }));
    expect(fault.code).toBe('child/gone');
    expect(desk.reader().alive).toBe(true);
  });

  test('leaves a case that closes to one plain file', async () => {
    await desk.close();
    expect(inspectCase(path, join(folder, 'desk', 'records'))).toMatchObject({ fault: null, events: 10 });
    expect(lockHolder(path)).toBeNull();
  });
});

describe('a child whose parent was killed', () => {
  test('ends itself, even in the midst of work that it never comes back from', async () => {
    const parent = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', fileURLToPath(new URL('./spin.parent.ts', import.meta.url))], { stdio: ['ignore', 'pipe', 'inherit'] });
    const pid = await new Promise<number>((resolve) => parent.stdout.once('data', (text: Buffer) => resolve(Number(text))));
    expect(isRunning(pid)).toBe(true);
    parent.kill('SIGKILL');
    await until('the spinning child is gone', () => !isRunning(pid), 6000);
  });
});
