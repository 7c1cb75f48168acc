import { eventDetail, writtenTime, type ReadCase } from '../../case/index.ts';
import { isoOf, zoneOffset, type EventDetail, type FieldName, type PlaceRow } from '../../contract/index.ts';
import type { CitedRecord } from '../../report/index.ts';

/** Numbers the records of the annex in the order in which they are first cited. */
export interface Citations {
  readonly count: number;
  /** The number of an event's record; null where no annex is wanted. */
  cite(event: number, finding: number | null): number | null;
  /** The number of a record that is cited already. */
  numberOf(event: number): number | null;
  records(): Generator<CitedRecord>;
}

export function citations(file: ReadCase, wanted: boolean): Citations {
  const cited = new Map<number, { readonly number: number; readonly findings: number[] }>();
  return {
    get count() {
      return cited.size;
    },
    cite(event, finding) {
      if (!wanted) return null;
      let record = cited.get(event);
      if (record === undefined) cited.set(event, (record = { number: cited.size + 1, findings: [] }));
      if (finding !== null && record.findings.at(-1) !== finding) record.findings.push(finding);
      return record.number;
    },
    numberOf: (event) => cited.get(event)?.number ?? null,
    *records() {
      for (const [event, { number, findings }] of cited) yield recordOf(file, event, { number, findings });
    },
  };
}

function recordOf(file: ReadCase, event: number, { number, findings }: Pick<CitedRecord, 'number' | 'findings'>): CitedRecord {
  const detail = eventDetail(file, event);
  const place = detail.places[0]!;
  return {
    number, findings, exhibit: place.exhibit, file: place.file, container: containerOf(place), member: place.member, ordinal: place.record, path: place.path,
    offset: place.offset, length: place.length, sha256: detail.rawSha256, time: timeOf(file, event, detail.raw), place: placeOf(detail), raw: detail.raw, ...(detail.others.length === 0 ? {} : { others: detail.others }),
  };
}

/** How the bytes of a member are reached with standard tools. */
function containerOf(place: PlaceRow): CitedRecord['container'] {
  const name = place.file.toLowerCase();
  if (place.member === '') return place.fileSha256 === place.memberSha256 ? 'plain' : name.endsWith('.zst') ? 'zstd' : 'gzip';
  if (/\.(tar\.zst|tzst)$/.test(name)) return 'tar-zstd';
  if (/\.(tar\.gz|tgz)$/.test(name)) return 'tar-gzip';
  return name.endsWith('.tar') ? 'tar' : 'zip';
}

function timeOf(file: ReadCase, event: number, raw: string): CitedRecord['time'] {
  const { ms, ...said } = writtenTime(file, event);
  // The text says the time before it was put right.
  const told = ms - said.offsetSeconds * 1000;
  const local = said.zone === null ? told : told + zoneOffset(said.zone)(told);
  return { utc: isoOf(ms), text: textOfTime(raw, local) ?? isoOf(ms), ...said, zoneAssumed: said.zone !== null };
}

/** The text in a record that says a time: the first one that, read as ISO 8601 (UTC where it names no zone) or as seconds or milliseconds since 1970, is that time. */
export function textOfTime(raw: string, ms: number): string | null {
  for (const [text] of raw.matchAll(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d:?\d\d)?/g)) {
    const iso = text.replace(' ', 'T').replace(',', '.');
    const at = Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/.test(iso.slice(10)) ? iso : `${iso}Z`);
    if (Math.floor(at) === ms) return text;
  }
  return [String(ms), String(ms / 1000)].find((text) => new RegExp(`(?<![\\d.])${text.replace('.', '\\.')}(?![\\d])`).test(raw)) ?? null;
}

/** What the tables say of the address: network, country, city. */
function placeOf({ fields, added }: EventDetail): CitedRecord['place'] {
  const field = (name: FieldName): string | undefined => fields.find((one) => one.field === name)?.value;
  const ip = field('source.ip');
  const from = (name: FieldName) => added.find((one) => one.field === name);
  const said = [from('source.as.organization.name'), from('source.as.number'), from('source.geo.country_iso_code'), from('source.geo.city_name')].filter((one) => one !== undefined);
  if (ip === undefined || said.length === 0) return null;
  return { ip, said: said.map((one) => (one.field === 'source.as.number' ? `AS${one.value}` : one.value)).join(', '), tables: [...new Set(said.map((one) => one.table))].join(', ') };
}
