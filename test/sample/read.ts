import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { EventDraft } from '../../src-main/contract/index.ts';
import { chooseSource, isRefusal, unwrap } from '../../src-main/sources/index.ts';
import { templateOf } from '../../src-main/enrich/agent-template.ts';
import { networks, type Network } from '../../scripts/sample/networks.ts';

/** An event of the sample with what the rules look at. */
export interface Seen {
  readonly id: string;
  readonly ms: number;
  readonly fields: EventDraft['fields'];
  readonly ip: string;
  /** Of the table that the sample was made from; null for private addresses and services. */
  readonly network: Network | null;
  readonly template: string;
  readonly day: number;
}

export const filesOf = (out: string): string[] => readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json.gz')).toSorted();

/** Every event of the sample by time; throws where a record was refused. */
export function eventsIn(out: string): Seen[] {
  const templates = new Map<string, string>();
  const events: Seen[] = [];
  for (const file of filesOf(out)) {
    const { Records } = JSON.parse(gunzipSync(readFileSync(join(out, file))).toString('utf8')) as { Records: unknown[] };
    for (const inner of Records.flatMap((record) => unwrap(record, null))) {
      const choice = 'skip' in inner ? null : chooseSource(inner);
      if ('skip' in inner || choice === null || !('source' in choice)) throw new Error(`${file}: a record was refused`);
      const made = choice.source.map(inner);
      if (isRefusal(made)) throw new Error(`${file}: ${made.reason} ${made.detail}`);
      const agent = made.fields['user_agent.original'] ?? '';
      if (!templates.has(agent)) templates.set(agent, templateOf(agent));
      const ip = made.fields['source.ip'] ?? '';
      events.push({ id: made.vendorId ?? '', ms: made.time.ms, fields: made.fields, ip, network: networkOf(ip), template: templates.get(agent)!, day: Math.floor(made.time.ms / 86_400_000) });
    }
  }
  return events.toSorted((a, b) => a.ms - b.ms);
}

const byBlock = new Map<string, Network>(Object.values(networks).flatMap((network) => network.blocks.map((block) => [block.slice(0, -2), network] as const)));
function networkOf(ip: string): Network | null {
  if (ip.includes(':')) return Object.values(networks).find((network: Network) => network.six !== null && ip.startsWith(network.six)) ?? null;
  return byBlock.get(ip.slice(0, ip.lastIndexOf('.'))) ?? null;
}

/** Events by a key; those without one are left out. */
export function grouped(events: readonly Seen[], of: (event: Seen) => string | undefined): Map<string, Seen[]> {
  const groups = new Map<string, Seen[]>();
  for (const event of events) {
    const key = of(event);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(event);
    else groups.set(key, [event]);
  }
  return groups;
}

/** Unions of the windows (t − size, t] for which the test holds; `events` come by time. */
export function slidingHits(events: readonly Seen[], size: number, holds: (window: readonly Seen[]) => boolean): Seen[][] {
  const hits: Seen[][] = [];
  let from = 0;
  for (let at = 0; at < events.length; at++) {
    while (events[from]!.ms <= events[at]!.ms - size) from += 1;
    const window = events.slice(from, at + 1);
    if (!holds(window)) continue;
    const open = hits.at(-1);
    if (open && window.some((one) => open.includes(one))) open.push(...window.filter((one) => !open.includes(one)));
    else hits.push([...window]);
  }
  return hits;
}

export const distinct = (events: readonly Seen[], of: (event: Seen) => string | number | undefined): number => new Set(events.map(of).filter((one) => one !== undefined)).size;
