import { isoOf } from '../../contract/index.ts';
import { rarityMeasures } from '../rarity-measures.ts';
import type { RarityRule } from '../rule.ts';
import type { Run } from '../run.ts';
import { eventsBetween, type Table } from '../table.ts';
import { whomOf } from './rarity.ts';
import { measureOf, signaturesOf } from './rarity-count.ts';

/** The list of all signatures of all groups as the rows of a table, in the order of time. Null where hits are needed: a condition judges them, or two columns have one name. */
export function rarityTable(rule: RarityRule, run: Run): Table | null {
  const { by, signature, when } = rule.rarity;
  const others = signature.filter((name) => !by.includes(name));
  const columns = [...by, ...others, 'first', 'last', ...rarityMeasures];
  if (when !== null || new Set(columns).size < columns.length) return null;
  const all = signaturesOf(rule, run);
  const { time } = run.columns;
  const { rows, starts, count } = all.pairs;
  const { kept, order } = earliest(Float64Array.from({ length: count }, (_, pair) => rows[starts[pair]!]! * count + pair).sort(), count, run.most);
  if (count > kept.length) run.leaveOut({ over: count - kept.length, known: 0 });
  const whom = whomOf(rule, run, all);
  const events = eventsBetween(rows, kept.map((pair) => starts[pair]!), kept.map((pair) => starts[pair + 1]!));
  return {
    columns, order, ...events,
    row(at) {
      const pair = kept[at]!;
      const { own, parts, group } = whom(pair);
      const [from, to] = [starts[pair]!, starts[pair + 1]!];
      const [start, end] = [time[rows[from]!]!, time[rows[to - 1]!]!];
      const cells = new Array<string | number | null>(columns.length);
      let cell = 0;
      for (const name of by) cells[cell++] = own[name]!;
      for (const name of others) cells[cell++] = parts[name]!;
      cells[cell++] = isoOf(start);
      cells[cell++] = isoOf(end);
      for (const name of rarityMeasures) cells[cell++] = measureOf(name, all, all.all, pair);
      return { cells, entity: group, start, end };
    },
  };
}

/** The pairs that begin first, ascending, and the order in which they begin as places among them. */
function earliest(placed: Float64Array, count: number, most: number): { readonly kept: Uint32Array; readonly order: Uint32Array } {
  const pairs = Uint32Array.from(placed.subarray(0, most), (place) => place % count);
  const kept = pairs.toSorted();
  const places = new Uint32Array(count);
  for (let at = 0; at < kept.length; at += 1) places[kept[at]!] = at;
  return { kept, order: pairs.map((pair) => places[pair]!) };
}
