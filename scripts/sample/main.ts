import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { FEWEST_DAYS, FEWEST_EVENTS_A_DAY, makeMonth } from './month.ts';

const usage = `npm run sample -- [--out DIR] [--events N] [--seed S] [--days D] [--truth FILE|none]
  --out     folder for AWSLogs/ (default .cache/sample); an earlier sample in it is replaced
  --events  how many events, exactly (default 40000, at least ${FEWEST_EVENTS_A_DAY} a day)
  --seed    whole number that decides everything (default 1)
  --days    length of the month from 20 April 2026 (default 30, at least ${FEWEST_DAYS})
  --truth   where the ground truth goes (default beside the folder: DIR.ground-truth.json)`;

function whole(name: string, text: string, least: number): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < least) stop(`--${name} must be a whole number of at least ${least}`);
  return value;
}

function stop(message: string): never {
  console.error(message);
  process.exit(2);
}

/** Empties the folder where an earlier sample lies in it; refuses where anything else does. */
function clear(out: string): void {
  if (!existsSync(out)) return;
  const others = readdirSync(out).filter((name) => name !== 'AWSLogs');
  if (others.length > 0) stop(`${out} holds other things (${others.slice(0, 3).join(', ')}); give a folder for the sample alone`);
  rmSync(join(out, 'AWSLogs'), { recursive: true, force: true });
}

function options() {
  try {
    return parseArgs({ options: { out: { type: 'string' }, events: { type: 'string' }, seed: { type: 'string' }, days: { type: 'string' }, truth: { type: 'string' }, help: { type: 'boolean' } } }).values;
  } catch (error) {
    return stop(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
}

const given = options();
if (given.help) {
  console.log(usage);
} else {
  const out = resolve(given.out ?? join(dirname(fileURLToPath(import.meta.url)), '..', '..', '.cache', 'sample'));
  const days = whole('days', given.days ?? '30', FEWEST_DAYS);
  const order = { out, events: whole('events', given.events ?? '40000', FEWEST_EVENTS_A_DAY * days), seed: whole('seed', given.seed ?? '1', 0), days };
  clear(out);
  mkdirSync(out, { recursive: true });
  const began = performance.now();
  const made = await makeMonth(order);
  const seconds = (performance.now() - began) / 1000;
  const truth = given.truth ?? `${out}.ground-truth.json`;
  if (truth !== 'none') writeFileSync(truth, `${JSON.stringify(made.truth, null, 2)}\n`);
  console.log(`${made.events} events in ${made.files} files, ${(made.bytes / 1e6).toFixed(1)} MB, ${seconds.toFixed(1)} s (${Math.round(made.events / seconds)}/s)`);
  console.log(`logs ${join(out, 'AWSLogs')}${truth === 'none' ? '' : `\ntruth ${truth}`}`);
}
