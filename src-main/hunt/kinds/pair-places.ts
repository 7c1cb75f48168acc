import { withIds, type Coded, type Columns } from '../../columns/index.ts';
import { circlesOfCountry, countryCodeOf } from '../../kit/countries.ts';
import { nearestCircles, type Circle } from '../../kit/geodesy.ts';
import type { PairSection } from '../pair-parts.ts';

/** Where an address is as far as it is known: it lies in one of the circles. */
export interface KnownPlace {
  readonly circles: readonly Circle[];
  /** What says so: the city table, with its radius or without; the country alone; the log. */
  readonly by: 'city' | 'city without radius' | 'country' | 'log';
}
export interface Places {
  /** By row, ids of `known`; 0: not known. */
  readonly coded: Coded;
  at(row: number): number;
  readonly known: readonly (KnownPlace | null)[];
  /** Km between two places at least, by their ids. */
  least(a: number, b: number): number;
}

/** The place of every row, as the rule wants to know it. Kept. */
export function placesOf({ place, radius }: Pick<PairSection, 'place' | 'radius'>, columns: Columns): Places {
  return columns.keep(`hunt places ${place} ${radius}`, ({ coded }) => coded.table!.byteLength, () => {
    const { coded, known } = place === 'vendor' ? saidByLog(columns) : saidByTables(columns, radius);
    const kept = new Map<number, number>();
    const least = (a: number, b: number): number => {
      if (a === b) return 0;
      const key = a < b ? a * known.length + b : b * known.length + a;
      let km = kept.get(key);
      if (km === undefined) kept.set(key, (km = nearestCircles(known[a]!.circles, known[b]!.circles).leastKm));
      return km;
    };
    const { codes, table } = coded;
    return { coded, at: (row) => table![codes[row]!]!, known, least };
  });
}

type Said = Pick<Places, 'coded' | 'known'>;

/** The location of the city table where it names a city or a radius: coordinates without either are the middle of a country. Else the whole country. */
function saidByTables(columns: Columns, radius: number): Said {
  const ips = columns.coded('source.ip');
  const known: (KnownPlace | null)[] = [null];
  const firsts = firstRows(ips, columns.size('source.ip'));
  const rows = Uint32Array.from(firsts.filter((row) => row >= 0));
  const [location, accuracy, city, country] = (['source.geo.location', 'source.geo.accuracy', 'source.geo.city_name', 'source.geo.country_iso_code'] as const).map((field) => columns.idsAt(field, rows)) as [Uint32Array, Uint32Array, Uint32Array, Uint32Array];
  const codes = new Map<string, number>();
  const ofIp = new Uint32Array(firsts.length);
  const ip = columns.idsAt('source.ip', rows);
  rows.forEach((_, at) => {
    const exact = location[at] !== 0 && (accuracy[at] !== 0 || city[at] !== 0);
    const key = exact ? `${location[at]} ${accuracy[at]}` : `${country[at]}`;
    let code = codes.get(key);
    if (code === undefined) {
      const made = exact ? ofCity(columns.text('source.geo.location', location[at]!), accuracy[at] === 0 ? null : columns.number('source.geo.accuracy', accuracy[at]!), radius) : ofCountry(country[at] === 0 ? '' : columns.text('source.geo.country_iso_code', country[at]!), 'country');
      codes.set(key, (code = made === null ? 0 : known.push(made) - 1));
    }
    ofIp[ip[at]!] = code;
  });
  return { coded: withIds(ips, ofIp), known };
}

/** The first row of each id, -1 where there is none. */
function firstRows({ codes, table }: Coded, size: number): Int32Array {
  const ofCode = new Int32Array(table?.length ?? Math.max(1, size)).fill(-1);
  for (let row = codes.length - 1; row >= 0; row -= 1) ofCode[codes[row]!] = row;
  if (table === null) return ofCode.fill(-1, 0, 1);
  const firsts = new Int32Array(Math.max(1, size)).fill(-1);
  ofCode.forEach((row, code) => {
    const id = table[code]!;
    if (row >= 0 && id !== 0 && (firsts[id] === -1 || row < firsts[id]!)) firsts[id] = row;
  });
  return firsts;
}

function ofCity(location: string, accuracy: number | null, radius: number): KnownPlace | null {
  const [latitude, longitude] = location.split(',').map(Number) as [number, number];
  if (!Number.isFinite(latitude) || !Number.isFinite(longitude)) return null;
  return { circles: [{ latitude, longitude, km: accuracy ?? radius }], by: accuracy === null ? 'city without radius' : 'city' };
}

function ofCountry(text: string, by: KnownPlace['by']): KnownPlace | null {
  const code = countryCodeOf(text);
  const circles = code === null ? null : circlesOfCountry(code);
  return circles === null ? null : { circles, by };
}

/** The country that the log names, by code or name. */
function saidByLog(columns: Columns): Said {
  const known: (KnownPlace | null)[] = [null];
  const ofCode = new Map<string, number>();
  const table = new Uint32Array(columns.size('vendor.geo.country_iso_code'));
  for (let id = 1; id < table.length; id += 1) {
    const code = countryCodeOf(columns.text('vendor.geo.country_iso_code', id)) ?? '';
    const made = ofCountry(code, 'log');
    if (made === null) continue;
    const at = ofCode.get(code) ?? known.push(made) - 1;
    ofCode.set(code, at);
    table[id] = at;
  }
  return { coded: withIds(columns.coded('vendor.geo.country_iso_code'), table), known };
}
