// The Bilocate side of the hunts, in a process of its own: node hunts.ts CASE CACHE NETWORKS.csv OUT.json. Prints one line of JSON.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { closeCase, openCaseToRead } from '../../src-main/case/index.ts';
import type { Columns } from '../../src-main/columns/index.ts';
import type { FieldName, FindingDraft, ViewDraft } from '../../src-main/contract/index.ts';
import { huntRules, loadRules, parseRule, pickRules, type Rule } from '../../src-main/hunt/index.ts';
import { loadColumns } from '../../src-main/pipeline/load-columns.ts';
import type { Row } from './compare.ts';

const RUNS = 3;
const [path, cache, networks, out] = process.argv.slice(2) as [string, string, string, string];
const here = import.meta.dirname;
const shipped = loadRules(join(here, '..', '..', 'resources', 'rules')).rules;
const one = (name: string): Rule => pickRules(shipped, [name])[0]!;
const rules: Readonly<Record<string, { readonly rule: Rule; readonly group: readonly string[]; readonly lists: readonly string[] }>> = {
  S1: { rule: one('aws-console-concurrent-sessions/published'), group: ['user.name', 'cloud.account.id', 'cloud.region'], lists: ['source.ip', 'user_agent.original'] },
  S16: { rule: one('aws-key-in-two-places/published'), group: ['credential.id', 'user.name'], lists: ['user_agent.original', 'source.as.organization.name', 'event.action'] },
  daily: { rule: parseRule(readFileSync(join(here, 'rules', 'daily-networks.yaml'), 'utf8'), 'daily-networks.yaml').rule!, group: ['user.name'], lists: ['asns'] },
};

function seconds<T>(run: () => T): [number, T] {
  const begun = performance.now();
  const made = run();
  return [(performance.now() - begun) / 1000, made];
}

const ofFinding = (draft: FindingDraft, group: readonly string[], lists: readonly string[]): Row =>
  [draft.start, group.map((field) => draft.entity[field] ?? ''), draft.events.length, ...lists.map((field) => (draft.values[field] ?? []).map(({ value }) => value).sort())];

function ofView(view: ViewDraft, group: readonly string[], lists: readonly string[]): readonly Row[] {
  return view.rows.map((row) => [row.start, group.map((field) => row.entity[field] ?? ''), row.events.length,
    ...lists.map((name) => String(row.cells[view.columns.indexOf(name)] ?? '').split('\n').sort())]);
}

function hunt(columns: Columns): { readonly times: Record<string, number[]>; readonly found: Record<string, readonly Row[]> } {
  const times: Record<string, number[]> = {};
  const found: Record<string, readonly Row[]> = {};
  for (const [name, { rule, group, lists }] of Object.entries(rules)) {
    times[name] = [];
    for (let run = 0; run < RUNS; run += 1) {
      const [took, [outcome]] = seconds(() => [...huntRules([rule], columns)]);
      if (outcome!.why !== null) throw new Error(`${name} could not run: ${outcome!.why}`);
      times[name].push(took);
      found[name] = [...outcome!.findings.map((draft) => ofFinding(draft, group, lists)), ...outcome!.views.flatMap((view) => ofView(view, group, lists))];
    }
  }
  return { times, found };
}

/** Which address belongs to which network: DuckDB has no tables of its own for that. */
function networkCsv(columns: Columns): string {
  const seen = new Map<string, readonly string[]>();
  const ids = { ip: columns.ids('source.ip'), asn: columns.ids('source.as.number'), org: columns.ids('source.as.organization.name') };
  const text = (field: FieldName, id: number): string => (id === 0 ? '' : columns.text(field, id));
  const told = new Uint8Array(columns.size('source.ip'));
  for (let row = 0; row < columns.count; row += 1) {
    const id = ids.ip[row]!;
    if (id === 0 || told[id] === 1) continue;
    told[id] = 1;
    const ip = text('source.ip', id);
    seen.set(ip, [ip, text('source.as.number', ids.asn[row]!), text('source.as.organization.name', ids.org[row]!)]);
  }
  const cell = (text: string) => (text === '' ? '' : `"${text.replaceAll('"', '""')}"`);
  return `ip,asn,org\n${[...seen.values()].map((cells) => cells.map(cell).join(',')).join('\n')}\n`;
}

const file = openCaseToRead(path, cache);
rmSync(join(cache, 'columns'), { recursive: true, force: true });
const [build] = seconds(() => loadColumns(file, cache));
const [load, columns] = seconds(() => loadColumns(file, cache));
const { times, found } = hunt(columns);
writeFileSync(networks, networkCsv(columns));
writeFileSync(out, JSON.stringify(found));
closeCase(file);
console.log(JSON.stringify({ build, load, times, columnsMb: columns.buffer.byteLength / 1e6 }));
