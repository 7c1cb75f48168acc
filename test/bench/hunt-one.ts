// One hunt over the columns of a case, in a process of its own: node hunt-one.ts CASE CACHE NAME [OUT.json [NETWORKS.csv]]. Prints one line of JSON.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { closeCase, openCaseToRead } from '../../src-main/case/index.ts';
import { isMany, type Columns } from '../../src-main/columns/index.ts';
import { fields, type FieldName, type ViewDraft } from '../../src-main/contract/index.ts';
import { huntRules, loadRules, parseRule, pickRules, type Rule } from '../../src-main/hunt/index.ts';
import { loadColumns } from '../../src-main/pipeline/load-columns.ts';
import type { Row } from './compare.ts';

const RUNS = Number(process.env['BENCH_RUNS'] ?? 3);
const here = import.meta.dirname;
const shipped = loadRules(join(here, '..', '..', 'resources', 'rules')).rules;
const one = (name: string): Rule => pickRules(shipped, [name])[0]!;
/** As DuckDB gives it: a row per hit, all of them, with their values. */
const asTable = (rule: Rule): Rule => ({ ...rule, output: 'view' });

interface Hunt {
  readonly rules: readonly Rule[];
  /** Of every rule; without it as hunts have it. */
  readonly most?: number;
  /** What is compared: the group, and the columns of the row that list values. */
  readonly group: readonly string[];
  readonly lists: readonly string[];
}
const named: Readonly<Record<string, () => Hunt>> = {
  S1: () => ({ rules: [asTable(one('aws-console-concurrent-sessions/published'))], most: Infinity, group: ['user.name', 'cloud.account.id', 'cloud.region'], lists: ['src', 'user_agent'] }),
  S16: () => ({ rules: [asTable(one('aws-key-in-two-places/published'))], most: Infinity, group: ['credential.id', 'user.name'], lists: ['user_agents', 'ASNs', 'APICalls'] }),
  'S16 findings': () => ({ rules: [one('aws-key-in-two-places/published')], group: [], lists: [] }),
  daily: () => ({ rules: [parseRule(readFileSync(join(here, 'rules', 'daily-networks.yaml'), 'utf8'), 'daily-networks.yaml').rule!], most: Infinity, group: ['user.name'], lists: ['asns'] }),
  'first seen': () => ({ rules: [one('aws-new-network-for-user/corrected')], group: [], lists: [] }),
  pack: () => ({ rules: shipped, group: [], lists: [] }),
};

function rowsOf(view: ViewDraft, { group, lists }: Hunt): readonly Row[] {
  const places = lists.map((name) => view.columns.indexOf(name));
  return view.rows.map((row) => [row.start, group.map((field) => row.entity[field] ?? ''), row.events.length, ...places.map((at) => String(row.cells[at] ?? '').split('\n').sort())]);
}

/** Which address belongs to which network: DuckDB has no tables of its own for that. */
function networkCsv(columns: Columns): string {
  const [ips, asns, organizations] = (['source.ip', 'source.as.number', 'source.as.organization.name'] as const).map((field) => columns.ids(field)) as [Uint32Array, Uint32Array, Uint32Array];
  const text = (field: FieldName, id: number): string => (id === 0 ? '' : `"${columns.text(field, id).replaceAll('"', '""')}"`);
  const lines = new Map<number, string>();
  for (let row = 0; row < columns.count; row += 1) {
    const id = ips[row]!;
    if (id !== 0 && !lines.has(id)) lines.set(id, [text('source.ip', id), text('source.as.number', asns[row]!), text('source.as.organization.name', organizations[row]!)].join(','));
  }
  return `ip,asn,org\n${[...lines.values()].join('\n')}\n`;
}

/** Reads the columns that the rules name, as far as a hunt would: what is measured is the hunt, on columns that are loaded. */
function load(columns: Columns, rules: readonly Rule[]): void {
  const named = new Set<string>(['event.dataset', 'source.ip', 'source.as.number', 'source.as.organization.name', 'network.endpoint']);
  const look = (part: unknown): void => {
    if (typeof part === 'string') named.add(part);
    else if (typeof part === 'object' && part !== null) for (const [name, value] of Object.entries(part)) [name, value].forEach(look);
  };
  look(rules);
  for (const field of Object.keys(fields) as FieldName[]) {
    if (!named.has(field) || !columns.holds(field) || field === '@timestamp') continue;
    if (isMany(field)) for (const part of ['counts', 'values']) columns.sections.get(`${part}.${field}`);
    else columns.coded(field);
    columns.size(field);
  }
  if (columns.event.length + columns.texts.ends.length === 0) throw new Error('There are no events.');
}

if (import.meta.main) {
  const [path, cache, name, out, networks] = process.argv.slice(2) as [string, string, string, string?, string?];
  const hunt = named[name]!();
  const file = openCaseToRead(path, cache);
  const begun = performance.now();
  const columns = loadColumns(file, cache);
  load(columns, hunt.rules);
  const loaded = (performance.now() - begun) / 1000;
  const runs: { wall: number; cpu: number; peakMb: number }[] = [];
  let hits = 0;
  for (let run = 0; run < (name === 'pack' ? 1 : RUNS); run += 1) {
    const [at, cpu] = [performance.now(), process.cpuUsage()];
    hits = 0;
    const slowest: [number, string][] = [];
    const views: ViewDraft[] = [];
    const outcomes = huntRules(hunt.rules, columns, { ...(hunt.most === undefined ? {} : { most: hunt.most }), now: () => performance.now() });
    // As a hunt does (`huntRuleByRule`): what a rule found is not held while the next one runs.
    const next = (): boolean => {
      const { done, value: outcome } = outcomes.next();
      if (done === true) return false;
      if (name !== 'pack' && outcome.why !== null) throw new Error(`${name} could not run: ${outcome.why}`);
      hits += outcome.findings.length + outcome.views.reduce((sum, view) => sum + view.rows.length, 0);
      slowest.push([outcome.ms, `${outcome.rule.id}/${outcome.rule.variant}`]);
      if (run === 0 && out !== undefined && out !== '-') views.push(...outcome.views);
      return true;
    };
    while (next());
    const used = process.cpuUsage(cpu);
    if (run === 0 && name === 'pack') console.error(slowest.toSorted((a, b) => b[0] - a[0]).slice(0, 12).map(([ms, rule]) => `${(ms / 1000).toFixed(2)} s ${rule}`).join('\n'));
    runs.push({ wall: (performance.now() - at) / 1000, cpu: (used.user + used.system) / 1e6, peakMb: process.resourceUsage().maxRSS / 1024 });
    // Not among what is measured.
    if (views.length > 0) writeFileSync(out!, JSON.stringify(views.flatMap((view) => rowsOf(view, hunt))));
  }
  if (networks !== undefined) writeFileSync(networks, networkCsv(columns));
  closeCase(file);
  console.log(JSON.stringify({ load: loaded, runs, hits, columnsMb: columns.buffer.byteLength / 1e6 }));
}
