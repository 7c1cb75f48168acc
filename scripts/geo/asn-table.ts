import { containerPieces } from '../../src-main/enrich/pack/container.ts';
import { rangeSections } from '../../src-main/enrich/pack/ranges.ts';
import { textSections } from '../../src-main/enrich/pack/texts.ts';
import { isBefore, next, RangeBuilder } from './range-builder.ts';
import { TextIds } from './text-ids.ts';
import type { BuiltTable } from './built-table.ts';

interface Row {
  readonly start: bigint;
  /** Last address of the range. */
  readonly end: bigint;
  readonly asn: number;
  readonly organization: string;
}

/** The ASN table from the numeric CSV files of `@ip-location-db/asn`. */
export function buildAsnTable(readFile: (name: string) => Buffer, buildDate: string): BuiltTable {
  const builder = new RangeBuilder();
  const texts = new TextIds();
  const ids = new Map<string, number>();
  const numbers: number[] = [];
  const organizations: number[] = [];
  const recordOf = ({ asn, organization }: Row) => {
    const key = `${asn} ${organization}`;
    let id = ids.get(key);
    if (id === undefined) {
      id = numbers.push(asn);
      organizations.push(texts.idOf(organization));
      ids.set(key, id);
    }
    return id;
  };
  for (const row of cut(rowsOf(readFile('asn-ipv4-num.csv')))) builder.v4(Number(row.start), Number(row.end) + 1, recordOf(row));
  for (const row of cut(rowsOf(readFile('asn-ipv6-num.csv')))) addV6(builder, row, recordOf(row));
  const ranges = builder.ranges();
  const pieces = containerPieces('asn', {
    ...rangeSections(ranges), number: Uint32Array.from(numbers), organization: Uint32Array.from(organizations), ...textSections(texts.all()),
  });
  return { pieces, buildDate, records: numbers.length, ranges: { v4: ranges.v4Record.length, v6: ranges.v6Record.length, fine: ranges.fineRecord.length } };
}

function* rowsOf(csv: Buffer): Generator<Row> {
  for (const line of csv.toString('utf8').split('\n')) {
    if (line === '') continue;
    const [start, end, asn] = line.split(',', 3);
    const organization = unquoted(line.slice(start!.length + end!.length + asn!.length + 3).trimEnd());
    yield { start: BigInt(start!), end: BigInt(end!), asn: Number(asn), organization };
  }
}

function unquoted(cell: string): string {
  return cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
}

/** Where two rows overlap, the earlier one ends where the later one starts: the later start is the more specific announcement. */
function* cut(rows: Iterable<Row>): Generator<Row> {
  let last: Row | null = null;
  for (const row of rows) {
    if (last !== null) yield last.end >= row.start ? { ...last, end: row.start - 1n } : last;
    last = row;
  }
  if (last !== null) yield last;
}

const LOW = (1n << 64n) - 1n;
const pair = (n: bigint): [number, number] => [Number(n >> 32n), Number(n & 0xffff_ffffn)];

/** Splits a range into the part of its first /64, whole /64s, and the part of its last /64. */
function addV6(builder: RangeBuilder, { start, end }: Row, record: number): void {
  let first = pair(start >> 64n);
  const last = pair(end >> 64n);
  const from = pair(start & LOW);
  const to = next(pair(end & LOW));
  const startsWhole = from[0] === 0 && from[1] === 0;
  const endsWhole = (end & LOW) === LOW;
  if (first[0] === last[0] && first[1] === last[1] && !(startsWhole && endsWhole)) return builder.v6Fine(first, from, to, record);
  if (!startsWhole) {
    builder.v6Fine(first, from, [2 ** 32, 0], record);
    first = [...next(first)] as [number, number];
  }
  const wholeEnd = endsWhole ? next(last) : last;
  if (isBefore(first, wholeEnd)) builder.v6(first, wholeEnd, record);
  if (!endsWhole) builder.v6Fine(last, [0, 0], to, record);
}
