import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { CLUSTERS, FEWEST_DAYS, FEWEST_EVENTS_A_DAY, HOSTS, SIGN_INS, makeMonth, sampleSources, type SampleSource } from './month.ts';
import { FEWEST_CLUSTER_EVENTS_A_DAY } from './clusters/month.ts';
import { FEWEST_HOST_EVENTS_A_DAY } from './hosts/month.ts';
import { FEWEST_SIGN_INS_A_DAY } from './sign-ins/month.ts';

const usage = `npm run sample -- [--out DIR] [--events N] [--sources LIST] [--sign-ins N] [--seed S] [--days D] [--truth FILE|none]
  --out      folder for AWSLogs/, Entra/, Okta/, M365/, Kubernetes/ and Hosts/ (default .cache/sample); an earlier sample in it is replaced
  --events   how many events of CloudTrail, exactly (default 40000, at least ${FEWEST_EVENTS_A_DAY} a day)
  --sources  aws (default), sign-ins (Entra, Okta, Microsoft 365), clusters (EKS), hosts (programs on laptops and servers), several with a comma, or all
  --sign-ins how many events of Entra, Okta and Microsoft 365 together, exactly (default ${SIGN_INS}, at least ${FEWEST_SIGN_INS_A_DAY} a day)
  --clusters how many requests to the clusters, exactly (default ${CLUSTERS}, at least ${FEWEST_CLUSTER_EVENTS_A_DAY} a day)
  --hosts    how many programs on hosts, exactly (default ${HOSTS}, at least ${FEWEST_HOST_EVENTS_A_DAY} a day)
  --seed     whole number that decides everything (default 1)
  --days     length of the month from 20 April 2026 (default 30, at least ${FEWEST_DAYS})
  --truth    where the ground truth goes (default beside the folder: DIR.ground-truth.json)`;

function whole(name: string, text: string, least: number): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < least) stop(`--${name} must be a whole number of at least ${least}`);
  return value;
}

/** A count that has a default, which a long month raises. */
const atLeast = (name: string, text: string | undefined, usual: number, least: number): number => whole(name, text ?? String(Math.max(usual, least)), least);

function stop(message: string): never {
  console.error(message);
  process.exit(2);
}

const folders: readonly string[] = ['AWSLogs', 'Entra', 'Okta', 'M365', 'Kubernetes', 'Hosts'];

/** Empties the folder where an earlier sample lies in it; refuses where anything else does. */
function clear(out: string): void {
  if (!existsSync(out)) return;
  const others = readdirSync(out).filter((name) => !folders.includes(name));
  if (others.length > 0) stop(`${out} holds other things (${others.slice(0, 3).join(', ')}); give a folder for the sample alone`);
  for (const name of folders) rmSync(join(out, name), { recursive: true, force: true });
}

function sourcesOf(text: string): readonly SampleSource[] {
  const named = text === 'all' ? [...sampleSources] : text.split(',');
  const known = sampleSources.filter((source) => named.includes(source));
  if (known.length === 0 || known.length < new Set(named).size) stop(`--sources is ${sampleSources.join(', ')}, several with a comma, or all`);
  return known;
}

function options() {
  try {
    return parseArgs({ options: { out: { type: 'string' }, events: { type: 'string' }, sources: { type: 'string' }, 'sign-ins': { type: 'string' }, clusters: { type: 'string' }, hosts: { type: 'string' }, seed: { type: 'string' }, days: { type: 'string' }, truth: { type: 'string' }, help: { type: 'boolean' } } }).values;
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
  const order = {
    out, sources: sourcesOf(given.sources ?? 'aws'), events: whole('events', given.events ?? '40000', FEWEST_EVENTS_A_DAY * days), signIns: atLeast('sign-ins', given['sign-ins'], SIGN_INS, FEWEST_SIGN_INS_A_DAY * days),
    clusters: atLeast('clusters', given.clusters, CLUSTERS, FEWEST_CLUSTER_EVENTS_A_DAY * days), hosts: atLeast('hosts', given.hosts, HOSTS, FEWEST_HOST_EVENTS_A_DAY * days),
    seed: whole('seed', given.seed ?? '1', 0), days,
  };
  clear(out);
  mkdirSync(out, { recursive: true });
  const began = performance.now();
  const made = await makeMonth(order);
  const seconds = (performance.now() - began) / 1000;
  const truth = given.truth ?? `${out}.ground-truth.json`;
  if (truth !== 'none') writeFileSync(truth, `${JSON.stringify(made.truth, null, 2)}\n`);
  console.log(`${made.events} events in ${made.files} files, ${(made.bytes / 1e6).toFixed(1)} MB, ${seconds.toFixed(1)} s (${Math.round(made.events / seconds)}/s)`);
  console.log(`logs ${out}${truth === 'none' ? '' : `\ntruth ${truth}`}`);
}
