import { currentEnrichment } from './enrichment.ts';
import { prepared, type ReadCase, type WriteCase } from './handle.ts';
import { transaction } from './transaction.ts';

/** How a network is called on screen: its organisation, else its ASN, else what kind of address it is. */
export function networkLabel(facts: { readonly organization: string | null; readonly asn: number | null; readonly type: string; readonly text: string }): string {
  if (facts.organization !== null) return facts.organization;
  if (facts.asn !== null) return `AS${facts.asn}`;
  return facts.type === 'service' ? facts.text : facts.type;
}

/** Gives colour slots (from 1) to texts that have none, in their order. A slot never moves to another text. */
export function assignSlots(file: WriteCase, kind: string, texts: readonly string[]): void {
  transaction(file, () => {
    const insert = prepared(file, `INSERT INTO category_slot (kind, text, slot) SELECT @kind, @text, coalesce(max(slot), 0) + 1 FROM category_slot WHERE kind = @kind
      ON CONFLICT (kind, text) DO NOTHING`);
    for (const text of texts) insert.run({ kind, text });
  });
}

/** Slots by text. A text that is not in it has none (0 on screen). */
export function slotsOf(file: ReadCase, kind: string): ReadonlyMap<string, number> {
  return new Map(prepared<{ text: string; slot: number }>(file, 'SELECT text, slot FROM category_slot WHERE kind = ? ORDER BY slot').all(kind).map((row) => [row.text, row.slot]));
}

/** What is known of an address, as screens show it. */
export interface NetworkFacts {
  readonly text: string;
  readonly type: string;
  readonly label: string;
  readonly asn: number | null;
  readonly organization: string | null;
  readonly country: string | null;
  readonly egress: string | null;
}

/** Address by id, with what the enrichment in use says of it; asked of the file once per address. */
export function networkLookup(file: ReadCase): (ip: number) => NetworkFacts | null {
  const run = currentEnrichment(file);
  const found = prepared<Omit<NetworkFacts, 'label'>>(file, `SELECT i.text, i.type, e.as_number AS asn, e.as_organization AS organization, e.country, e.egress
    FROM ip i LEFT JOIN ip_enrichment e ON e.ip = i.id AND e.run = ? WHERE i.id = ?`);
  const known = new Map<number, NetworkFacts | null>();
  return (ip) => {
    let facts = known.get(ip);
    if (facts === undefined) {
      const row = found.get(run, ip);
      facts = row === undefined ? null : { ...row, label: networkLabel(row) };
      known.set(ip, facts);
    }
    return facts;
  };
}

export type Networks = readonly { readonly label: string; readonly country: string | null; readonly count: number }[];

/** Networks among events by label, most first, then by label. At most `limit` events are looked at. */
export function networksAmong(file: ReadCase, rows: ArrayLike<number>, network: (ip: number) => NetworkFacts | null, limit = 20_000): Networks {
  const ipOf = prepared<{ ip: number | null }>(file, 'SELECT source_ip AS ip FROM event WHERE id = ?');
  const counts = new Map<string, { label: string; country: string | null; count: number }>();
  for (let at = 0; at < rows.length && at < limit; at += 1) {
    const ip = ipOf.get(rows[at])?.ip ?? null;
    const facts = ip === null ? null : network(ip);
    if (facts === null) continue;
    const key = `${facts.label} ${facts.country ?? ''}`;
    const entry = counts.get(key);
    if (entry === undefined) counts.set(key, { label: facts.label, country: facts.country, count: 1 });
    else entry.count += 1;
  }
  return [...counts.values()].sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : a.label > b.label ? 1 : 0));
}
