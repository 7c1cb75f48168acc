import { existsSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeCase, everyExhibit, inspectCase, lockHolder, openCaseToWrite } from '../../src-main/case/index.ts';
import { childOver } from '../../src-main/jobs/child.ts';
import { forkPort } from '../../src-main/jobs/fork.ts';
import type { KeeperHandlers } from '../../src-main/jobs/keeper.ts';
import { childrenOf, cli, entryOf, isRunning, startCli, until, type RunningCli } from '../help/cli.ts';
import { manyFiles } from '../help/many-files.ts';
import { discard, failedChecks, scratch, session, sessionFacts, weigh } from '../help/open-cases.ts';

const FILES = 60;
const RECORDS = 150;
let folder: string;
let evidence: string;
let whole: string;
let wholeMs: number;

/** Every run has a home of its own; `records` of it says which cases are open. */
const placeOf = (name: string) => ({ home: join(folder, name), path: join(folder, name, 'a.bilocate'), records: join(folder, name, 'cache') });

beforeAll(async () => {
  folder = scratch('killed');
  evidence = manyFiles(folder, FILES, RECORDS);
  for (const name of ['whole', 'a', 'b', 'c', 'd']) mkdirSync(join(folder, name));
  const { home, path, records } = placeOf('whole');
  const began = performance.now();
  const run = await cli(['import', path, evidence, '--json'], home);
  wholeMs = performance.now() - began;
  expect(run).toMatchObject({ code: 0 });
  whole = weigh(path, records).digest;
});
afterAll(() => discard(folder));

/** The keeper of a running command line; null where all was over before it was seen. */
async function keeperOf(running: RunningCli): Promise<number | null> {
  let keeper: number | null = null;
  const seen = until('the keeper runs', () => (keeper = childrenOf(running.process.pid!).find((one) => entryOf(one) === 'keeper.entry') ?? null) !== null, 60_000);
  await Promise.race([seen, running.ended]);
  seen.catch(() => undefined);
  return keeper;
}

/** A random number of its own per test run; told where something fails. */
const seed = Number(process.env.BILOCATE_KILL_SEED ?? Date.now() % 100_000);
function randomFrom(start: number): () => number {
  let state = start;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

interface Killed {
  readonly at: string;
  readonly state: 'before' | 'inside' | 'after';
}

/** Starts an import in a keeper of this process's own, and kills it after a part of its time: as `killOnce`, without starting the command line. */
async function killChild(place: ReturnType<typeof placeOf>, part: number): Promise<Killed> {
  const keeper = childOver<KeeperHandlers>(forkPort('keeper.entry'), 'keeper');
  const facts = sessionFacts(place.records);
  const opened = existsSync(place.path) ? keeper.ask('open', { path: place.path, session: facts }) : keeper.ask('create', { path: place.path, title: 'T', number: '', session: facts });
  if (part > 0.15) await opened;
  const importing = opened.then(() => keeper.ask('import', { paths: [evidence], acquisition: {}, inbox: null })).then(() => 'done', () => 'gone');
  const outcome = await Promise.race([importing, new Promise<'due'>((resolve) => setTimeout(() => resolve('due'), part * wholeMs * 0.5))]);
  await keeper.kill();
  await importing;
  return lookAt(place, `${part.toFixed(3)} in a child: ${outcome}`, outcome === 'due');
}

/** Starts an import on the command line, kills its keeper after a part of its time, and looks at what is left. */
async function killOnce(place: ReturnType<typeof placeOf>, part: number): Promise<Killed> {
  const running = startCli(['import', place.path, evidence], place.home);
  const keeper = await keeperOf(running);
  if (keeper === null) {
    const { code, stderr } = await running.ended;
    expect(code, stderr).toBe(0);
    return { at: `${part.toFixed(3)}: over before it was seen`, state: 'after' };
  }
  if (part > 0.15) await running.says('import: hash').catch(() => undefined);
  await new Promise((resolve) => setTimeout(resolve, part * wholeMs * 0.6));
  const alive = isRunning(keeper);
  if (alive) process.kill(keeper, 'SIGKILL');
  const run = await running.ended;
  const at = `${part.toFixed(3)}: exit ${run.code}`;
  if (!alive || run.code === 0) return { at, state: 'after' };
  expect(run.code, run.stderr).toBe(1);
  expect(run.stderr).toContain('child/gone');
  return lookAt(place, at, true);
}

function lookAt(place: ReturnType<typeof placeOf>, at: string, inTime: boolean): Killed {
  expect(lockHolder(place.path), 'the lock is free at once').toBeNull();
  if (!existsSync(place.path) || statSync(place.path).size === 0) return { at, state: 'before' };
  // Left open by us: the list of cases says so, and that opening it will put it in order.
  const { fault } = inspectCase(place.path, place.records);
  if (fault) expect(fault).toMatchObject({ code: 'case/sidecar', params: { recoverable: true } });
  return { at, state: inTime ? 'inside' : 'after' };
}

/** Opens what a kill left: whole batches, a sound file, and marks on what was being read. */
function expectSound(place: ReturnType<typeof placeOf>): number {
  const file = openCaseToWrite(place.path, session(place.records));
  try {
    expect(failedChecks(file)).toEqual([]);
    const cards = [...everyExhibit(file)];
    expect(cards.filter((card) => card.state === 'importing')).toEqual([]);
    return cards.filter((card) => card.state === 'done').length;
  } finally {
    closeCase(file);
  }
}

describe('an import whose keeper is killed', () => {
  test('at twenty moments leaves a sound case each time, and in the end says what an uninterrupted one says', async () => {
    const random = randomFrom(seed);
    const killed: Killed[] = [];
    const done: number[] = [];
    const chain = async (name: string, kill: typeof killOnce) => {
      const place = placeOf(name);
      for (let i = 0; i < 5; i += 1) {
        killed.push(await kill(place, (i + random()) / 5));
        if (existsSync(place.path) && statSync(place.path).size > 0) done.push(expectSound(place));
      }
      const run = await cli(['import', place.path, evidence, '--json'], place.home);
      expect(run, run.stderr).toMatchObject({ code: 0 });
      const { digest, verified } = weigh(place.path, place.records);
      expect(verified.checks.filter((check) => !check.ok), `seed ${seed}`).toEqual([]);
      expect(digest, `seed ${seed}; ${killed.map((one) => `${one.at} ${one.state}`).join(', ')}`).toBe(whole);
    };
    await Promise.all([chain('a', killOnce), chain('b', killChild).then(() => chain('c', killChild)).then(() => chain('d', killChild))]);
    expect(killed.filter((one) => one.state === 'inside').length, `the kills really hit imports: ${killed.map((one) => `${one.at} ${one.state}`).join(', ')}; exhibits done after each: ${done.join(' ')}`).toBeGreaterThanOrEqual(5);
  }, 240_000);
});
