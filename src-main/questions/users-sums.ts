import type { UserRow } from '../contract/index.ts';
import type { People } from './users-people.ts';
import type { Strands } from './users-track.ts';

export type NetworkShown = UserRow['networks'][number];
/** Colour slots by the label of a network. */
export type Slots = ReadonlyMap<string, number>;

/** Networks of some strands, most events first, then by label. ASN, country and egress class are those of most of the events. Events from nowhere are in none. */
export function networksOf({ columns, where }: Pick<People, 'columns' | 'where'>, entries: ReadonlyMap<number, number>, slots: Slots): NetworkShown[] {
  const found = new Map<number, { count: number; top: number; most: number }>();
  for (const [entry, events] of entries) {
    const net = where.net[entry]!;
    if (net === 0) continue;
    const one = found.get(net);
    if (one === undefined) found.set(net, { count: events, top: entry, most: events });
    else {
      one.count += events;
      if (events > one.most || (events === one.most && entry < one.top)) [one.top, one.most] = [entry, events];
    }
  }
  const shown = [...found].map(([net, { count, top }]) => {
    const { label } = where.nets[net]!;
    const [asn, country, egress] = [where.asn[top]!, where.country[top]!, where.egress[top]!];
    return {
      label, asn: asn === 0 ? null : columns.number('source.as.number', asn), country: country === 0 ? null : columns.text('source.geo.country_iso_code', country),
      egress: egress === 0 ? null : columns.text('source.egress', egress), slot: slots.get(label) ?? 0, count,
    };
  });
  return shown.sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1));
}

/** Events by entry of the whereabouts. */
export function entriesOf({ count, where, events }: Strands): ReadonlyMap<number, number> {
  const sums = new Map<number, number>();
  for (let strand = 0; strand < count; strand += 1) sums.set(where[strand]!, (sums.get(where[strand]!) ?? 0) + events[strand]!);
  return sums;
}

/** Countries of some entries, most events first. */
export function countriesOf({ columns, where }: Pick<People, 'columns' | 'where'>, entries: ReadonlyMap<number, number>): string[] {
  const sums = new Map<number, number>();
  for (const [entry, events] of entries) if (where.country[entry] !== 0) sums.set(where.country[entry]!, (sums.get(where.country[entry]!) ?? 0) + events);
  return [...sums].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([country]) => columns.text('source.geo.country_iso_code', country));
}

/** Number of profiles: distinct ASN, country and agent template. */
export function profileCount({ where }: Pick<People, 'where'>, { count, where: entries, template }: Strands): number {
  const seen = new Set<string>();
  for (let strand = 0; strand < count; strand += 1) seen.add(`${where.asn[entries[strand]!]} ${where.country[entries[strand]!]} ${template[strand]}`);
  return seen.size;
}
