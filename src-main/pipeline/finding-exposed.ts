import { networkLabel, publicAddresses, type ReadCase } from '../case/index.ts';
import { rowsBefore, type Columns } from '../columns/index.ts';
import { isoOf, type Dataset, type ExposedList, type FieldName } from '../contract/index.ts';
import { isNobody } from '../identity/index.ts';
import { exposedFinder, exposedWithinMs, type Touch, type TouchMatch } from '../lineage/index.ts';
import { peopleIn, type People } from '../questions/people-agree.ts';
import { idFor, sessionName } from './lineage-exposed.ts';
import { storeOf, type StoreKind } from './lineage-stores.ts';

/** Keys that are listed; the rest is counted. */
const MOST_KEYS = 40;
const idFields = ['credential.id', 'session.id', 'session.root_id'] as const;

/** A user on a host who touched stores of one kind, and texts that may be the id of the instance or an address of the host. */
interface Group { readonly user: string; readonly host: string; readonly kind: StoreKind; readonly names: Set<string> }

/**
 * What the programs among some rows may have read, as the lineage says it (lineage/exposed.ts), of these programs alone and with the keys that were not used elsewhere since. Null where none of them touched a store.
 * Two passes over the columns; rows stand for events, since they have their order.
 */
export function exposedByRows(file: ReadCase, columns: Columns, rows: Uint32Array): ExposedList | null {
  const { touches, groups } = touchesIn(columns, rows);
  if (touches.length === 0) return null;
  const finder = exposedFinder(touches, (a, b) => a < b);
  const numbers = idFields.map((field) => columns.textNumbers(field));
  const codes = idFields.map((field) => columns.coded(field));
  const idAt = (at: number, row: number): number => (codes[at]!.table === null ? codes[at]!.codes[row]! : codes[at]!.table![codes[at]!.codes[row]!]!);
  const numberAt = (at: number, row: number): number => (idAt(at, row) === 0 ? 0 : numbers[at]![idAt(at, row)]!);
  const used = new Map<number, { field: (typeof idFields)[number]; id: string; uses: number; lastMs: number }>();

  const matches = matcher(file, columns, groups, peopleIn(file));
  const times = touches.map(({ timeMs }) => timeMs);
  const [from, to] = [rowsBefore(columns.time, Math.min(...times) - exposedWithinMs), rowsBefore(columns.time, Math.max(...times) + 1)];
  for (let row = from; row < to; row += 1) {
    const use = { credential: numberAt(0, row), session: numberAt(1, row), root: numberAt(2, row) };
    if (use.credential + use.session + use.root === 0) continue;
    for (const match of matches.of(row)) {
      const number = idFor(groups[match.group]!.kind, use, matches.dataset(row));
      if (number === 0) continue;
      finder.candidate(number, columns.time[row]!, match);
      const at = [use.credential, use.session, use.root].indexOf(number);
      if (finder.isCandidate(number) && !used.has(number)) used.set(number, { field: idFields[at]!, id: columns.text(idFields[at]!, idAt(at, row)), uses: 0, lastMs: 0 });
    }
  }

  const wanted = idFields.map((field, at) => Uint8Array.from({ length: columns.size(field) }, (_, id) => (id !== 0 && used.has(numbers[at]![id]!) ? 1 : 0)));
  const place = placesIn(columns);
  for (let row = 0; used.size > 0 && row < columns.count; row += 1) {
    for (let at = 0; at < idFields.length; at += 1) {
      if (wanted[at]![idAt(at, row)] === 0) continue;
      const number = numberAt(at, row);
      // A session that is its own root, or its own key, is used once.
      if ((at > 0 && numberAt(0, row) === number) || (at > 1 && numberAt(1, row) === number)) continue;
      const one = used.get(number)!;
      one.uses += 1;
      one.lastMs = columns.time[row]!;
      finder.use(number, row, columns.time[row]!, place.network(row), place.agent(row));
    }
  }

  const keys = finder.candidates().map(({ credential, touch, match, use, after }): ExposedList['keys'][number] => {
    const { id, field, uses, lastMs } = used.get(credential)!;
    return {
      id, field, process: columns.event[touch.event]!, read: isoOf(touch.timeMs), host: groups[touch.group]!.host, user: touch.user, store: touch.store, actor: match.actor, by: match.by, uses, lastUse: isoOf(lastMs),
      elsewhere: use === null ? null : { event: columns.event[use.event]!, at: isoOf(use.timeMs), networks: after.networks, agents: after.agents },
    };
  }).sort(inOrder);
  return { keys: keys.slice(0, MOST_KEYS), more: Math.max(0, keys.length - MOST_KEYS), moved: keys.filter(({ elsewhere }) => elsewhere !== null).length };
}

function inOrder(a: ExposedList['keys'][number], b: ExposedList['keys'][number]): number {
  if ((a.elsewhere === null) !== (b.elsewhere === null)) return a.elsewhere === null ? 1 : -1;
  const [one, other] = a.elsewhere === null ? [b.lastUse, a.lastUse] : [a.elsewhere.at, b.elsewhere!.at];
  return one < other ? -1 : one > other ? 1 : a.id < b.id ? -1 : 1;
}

/** A cell of a field, by row. */
function cells(columns: Columns, field: FieldName): (row: number) => number {
  if (!columns.holds(field)) return () => 0;
  const { codes, table } = columns.coded(field);
  return table === null ? (row) => codes[row]! : (row) => table[codes[row]!]!;
}

function texts(columns: Columns, field: FieldName): (row: number) => string | null {
  const cell = cells(columns, field);
  return (row) => (cell(row) === 0 ? null : columns.text(field, cell(row)));
}

/** The programs among rows that touched a store, on hosts that are called by anything. */
function touchesIn(columns: Columns, rows: Uint32Array): { readonly touches: readonly Touch[]; readonly groups: readonly Group[] } {
  const [line, path, who, id, name, ip] = (['process.command_line', 'process.executable', 'user.name', 'host.id', 'host.name', 'host.ip'] as const).map((field) => texts(columns, field)) as [(row: number) => string | null, ...((row: number) => string | null)[]];
  const touches: Touch[] = [];
  const groups: Group[] = [];
  const known = new Map<string, number>();
  for (const row of rows) {
    const store = storeOf(line(row) ?? '') ?? storeOf(path!(row) ?? '');
    const host = id!(row) ?? name!(row);
    if (store === undefined || host === null) continue;
    const user = who!(row) ?? '';
    const key = JSON.stringify([host, user, store.kind]);
    let group = known.get(key);
    if (group === undefined) known.set(key, (group = groups.push({ user, host: name!(row) ?? host, kind: store.kind, names: new Set() }) - 1));
    for (const text of [id!(row), name!(row), ip!(row)]) if (text !== null) groups[group]!.names.add(text.toLowerCase());
    touches.push({ event: row, timeMs: columns.time[row]!, group, host: 0, user, store: store.name });
  }
  return { touches, groups };
}

const none: readonly TouchMatch[] = [];

/** Groups that a row may belong to: by who it is of, by the address of the host, by the role of the instance. */
function matcher(file: ReadCase, columns: Columns, groups: readonly Group[], people: People): { readonly of: (row: number) => readonly TouchMatch[]; readonly dataset: (row: number) => Dataset } {
  const byText = (text: string | undefined): readonly TouchMatch[] => (text === undefined ? none : groups.flatMap(({ user, kind }, group) => {
    const by = kind === 'metadata' || user === '' || isNobody(user, []) ? null : people.agree(user, text);
    return by === null ? [] : [{ group, actor: text, by }];
  }));
  const instances = groups.map(({ names }) => new Set([...names].filter((text) => /^i-[0-9a-f]{8,17}$/.test(text))));
  const byRole = (session: string): readonly TouchMatch[] => {
    const instance = /:(i-[0-9a-f]{8,17})$/.exec(session)?.[1];
    return instance === undefined ? none : groups.flatMap((_, group) => (instances[group]!.has(instance) ? [{ group, actor: instance, by: 'role' as const }] : []));
  };
  const open = publicAddresses(file, groups.flatMap(({ names }) => [...names]));
  const byAddress = (ip: string): readonly TouchMatch[] => (open.has(ip) ? groups.flatMap(({ names }, group) => (names.has(ip) ? [{ group, actor: ip, by: 'address' as const }] : [])) : none);
  const asked = ([['user.name', byText], ['user.id', (text: string) => byText(sessionName(text))], ['session.id', byRole], ['source.ip', byAddress]] as const).map(([field, says]) => {
    const cell = cells(columns, field);
    const kept = new Map<number, readonly TouchMatch[]>();
    return (row: number): readonly TouchMatch[] => {
      const id = cell(row);
      if (id === 0) return none;
      let known = kept.get(id);
      if (known === undefined) kept.set(id, (known = says(columns.text(field, id))));
      return known;
    };
  });
  const dataset = cells(columns, 'event.dataset');
  const of = (row: number): readonly TouchMatch[] => {
    let found = none;
    for (const one of asked) {
      const more = one(row);
      if (more.length > 0) found = found === none ? more : [...found, ...more];
    }
    return found;
  };
  return { of, dataset: (row) => columns.text('event.dataset', dataset(row)) as Dataset };
}

/** Where and with what a row was: as the lineage calls it; null where the row says no place. */
function placesIn(columns: Columns): { readonly network: (row: number) => string | null; readonly agent: (row: number) => string | null } {
  const [organization, type, ip] = (['source.as.organization.name', 'source.ip_type', 'source.ip'] as const).map((field) => texts(columns, field)) as [(row: number) => string | null, (row: number) => string | null, (row: number) => string | null];
  const asn = cells(columns, 'source.as.number');
  return {
    network(row) {
      const address = ip(row);
      const facts = { organization: organization(row), asn: asn(row) === 0 ? null : columns.number('source.as.number', asn(row)), type: type(row) ?? '', text: address ?? '' };
      if (address === null || (facts.type !== 'public' && facts.asn === null)) return null;
      return facts.organization === null && facts.asn === null ? address : networkLabel(facts);
    },
    agent: texts(columns, 'user_agent.template'),
  };
}
