/** A decoded record: anything that a file may say. */
export type MmdbRecord = Readonly<Record<string, unknown>>;

const LONGEST = 200;

/** The value at a path of own keys; undefined where there is none. */
export function valueAt(record: MmdbRecord, ...path: readonly string[]): unknown {
  let value: unknown = record;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as MmdbRecord)[key];
  }
  return value;
}

/** A text without control characters, cut at 200; null where it is empty or no text. */
export function textAt(record: MmdbRecord, ...path: readonly string[]): string | null {
  const value = valueAt(record, ...path);
  if (typeof value !== 'string') return null;
  const text = value.slice(0, LONGEST).replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]+/g, ' ').trim();
  return text === '' ? null : text;
}

/** A finite number, also where the vendor wrote it as text. */
export function numberAt(record: MmdbRecord, ...path: readonly string[]): number | null {
  const value = valueAt(record, ...path);
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

export function isTrue(record: MmdbRecord, name: string): boolean {
  const value = valueAt(record, name);
  return value === true || value === 1 || (typeof value === 'string' && /^(?:true|1|yes)$/i.test(value));
}

/** An alpha-2 code in upper case; null for anything else. */
export function countryOf(text: string | null): string | null {
  return text !== null && /^[a-z]{2}$/i.test(text) ? text.toUpperCase() : null;
}

/** `15169` or `AS15169`; null where it is no ASN. */
export function asnOf(value: unknown): number | null {
  const number = typeof value === 'string' ? Number(/^(?:AS)?(\d{1,10})$/i.exec(value)?.[1]) : value;
  return typeof number === 'number' && Number.isInteger(number) && number > 0 && number < 2 ** 32 ? number : null;
}

/** A pair of coordinates in degrees, rounded to 11 m; both or none. */
export function degreesOf(latitude: number | null, longitude: number | null): { latitude: number | null; longitude: number | null } {
  if (latitude === null || longitude === null || Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return { latitude: null, longitude: null };
  return { latitude: Math.round(latitude * 10_000) / 10_000, longitude: Math.round(longitude * 10_000) / 10_000 };
}
