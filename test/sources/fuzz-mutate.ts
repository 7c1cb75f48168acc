/** Numbers between 0 and 1 that are the same for the same seed (mulberry32, public domain). */
export type Random = () => number;
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
export const below = (random: Random, n: number): number => Math.floor(random() * n);
export const oneOf = <T>(random: Random, list: readonly T[]): T => list[below(random, list.length)]!;

/** What a careless tool, a broken disk or somebody hostile may put where a value was. */
const strange: readonly ((random: Random, was: unknown) => unknown)[] = [
  () => null, () => '', () => ' ', () => 0, () => -1, () => 1e308, () => 2 ** 53, () => 0.1, () => true, () => false, () => [], () => ({}), () => 'null', () => 'unknown', () => '-', () => '\u0000', () => '\ud800',
  (_r, was) => [was], (_r, was) => ({ value: was }), (_r, was) => String(was), (_r, was) => JSON.stringify(was) ?? '', (_r, was) => JSON.stringify(JSON.stringify(was)) ?? '', (_r, was) => [was, was, was],
  (r) => 'A'.repeat(10 ** below(r, 6)), (r) => 'é😀'.repeat(10 ** below(r, 7)), (r) => '{"a":'.repeat(1 + below(r, 400)), (r) => '['.repeat(1 + below(r, 5000)), (r) => `{${'a=b, '.repeat(below(r, 2000))}}`, (r) => ','.repeat(below(r, 2000)),
  (r) => deep(1 + below(r, 300)), (r) => Object.fromEntries(Array.from({ length: below(r, 500) }, (_, i) => [`k${i}`, i])), (r) => Array.from({ length: below(r, 2000) }, (_, i) => i),
  () => '2026-13-45T99:99:99Z', () => '0001-01-01T00:00:00Z', () => '9999999999999', () => '5/4/2026, 8:00:00.000 AM', () => 'redacted', () => '1.1.1.1,2.2.2.2', () => '[::ffff:10.0.0.1]:1', () => '<null>',
  () => '__proto__', () => ({ constructor: 1, toString: 2, hasOwnProperty: 3 }), () => '\u202e\u200f\u001b[31m', () => '=1+1', () => '\r\n', () => '"', () => '""",""', () => '{"eventName":"x"}', () => '[{"eventType":"a.b"}]',
];

function deep(levels: number): unknown {
  let made: unknown = 'x';
  for (let i = 0; i < levels; i += 1) made = i % 2 === 0 ? [made] : { a: made };
  return made;
}

/** A copy of a JSON value with one thing in it changed: a value replaced or taken away, a name added, doubled in other letters, or moved. */
export function mutated(random: Random, value: unknown): unknown {
  const copy = structuredClone(value);
  const places: { readonly holder: Record<string, unknown>; readonly name: string }[] = [];
  collect(copy, places, 0);
  if (places.length === 0) return oneOf(random, strange)(random, value);
  const { holder, name } = oneOf(random, places);
  const was = holder[name];
  switch (below(random, 6)) {
    case 0: if (Array.isArray(holder)) holder.splice(Number(name), 1); else Reflect.deleteProperty(holder, name); break;
    case 1: holder[oneOf(random, [name.toLowerCase(), name.toUpperCase(), `${name} `, `${name}_s`, `${name} [UTC]`, '', '_raw', 'Records', 'data', 'message', 'detail', 'events', 'eventName', 'constructor'])] = was; break;
    case 2: { const other = oneOf(random, places); holder[name] = other.holder[other.name]; return withoutCycles(copy); }
    default: holder[name] = oneOf(random, strange)(random, was);
  }
  return copy;
}

/** A value moved into one that holds it holds itself: such a copy is given as it can be written. */
function withoutCycles(value: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(value) ?? 'null') as unknown;
  } catch {
    return null;
  }
}

function collect(value: unknown, into: { holder: Record<string, unknown>; name: string }[], level: number): void {
  if (typeof value !== 'object' || value === null || level > 12 || into.length > 3000) return;
  for (const name of Object.keys(value)) {
    into.push({ holder: value as Record<string, unknown>, name });
    collect((value as Record<string, unknown>)[name], into, level + 1);
  }
}

/** JSON text with one of its names written again before it: readers differ in which of the two they take. */
export function doubledName(random: Random, text: string): string {
  const names = [...text.slice(0, 20_000).matchAll(/[{,]\s*("(?:[^"\\]|\\.)*")\s*:/g)];
  if (names.length === 0) return text;
  const found = oneOf(random, names);
  const at = found.index + 1;
  return `${text.slice(0, at)}${found[1]!}:${oneOf(random, ['null', '7', '"x"', '{}', '[]', '{"a":1}'])},${text.slice(at)}`;
}

const bits: readonly string[] = ['"', '""', ',', '\n', '\r\n', '\r', '{', '}', '[', ']', ':', '\\', '\\u00', '\u0000', '\ufeff', '\t', ';', 'null', '\\"', '"\n"', '{"Records":[', ']}', '\u2028', '😀', '{"', '"}', "'"];

/** Bytes with some of them flipped, cut, put in, doubled or taken out; what a CSV or JSON file suffers on its way. */
export function damaged(random: Random, bytes: Buffer): Buffer {
  let made = bytes;
  for (let n = 1 + below(random, 4); n > 0; n -= 1) made = damagedOnce(random, made);
  return made;
}

function damagedOnce(random: Random, bytes: Buffer): Buffer {
  const at = below(random, bytes.length + 1);
  const length = below(random, Math.min(4096, bytes.length - at) + 1);
  switch (below(random, 10)) {
    case 0: { const made = Buffer.from(bytes); for (let n = 1 + below(random, 8); n > 0 && made.length > 0; n -= 1) made[below(random, made.length)]! ^= 1 << below(random, 8); return made; }
    case 1: return bytes.subarray(0, at);
    case 2: return bytes.subarray(at);
    case 3: return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]);
    case 4: return Buffer.concat([bytes.subarray(0, at + length), bytes.subarray(at)]);
    case 5: return Buffer.concat([bytes.subarray(0, at), Buffer.from(oneOf(random, bits).repeat(1 + below(random, 3))), bytes.subarray(at)]);
    case 9: return Buffer.concat([bytes.subarray(0, at), Buffer.from(oneOf(random, ['[', '{"a":', '{"Records":[', '"', ',', '\\']).repeat(10 ** below(random, 6))), bytes.subarray(at)]);
    case 6: return Buffer.concat([bytes.subarray(0, at), Buffer.alloc(length, below(random, 256)), bytes.subarray(at + length)]);
    case 7: { const [from, to] = [oneOf(random, bits), oneOf(random, bits)]; const text = bytes.toString('latin1'); const found = text.indexOf(from, at); return found < 0 ? bytes : Buffer.from(text.slice(0, found) + to + text.slice(found + from.length), 'latin1'); }
    default: return Buffer.from(oneOf(random, [bytes.toString('utf8').replaceAll('\n', '\r\n'), bytes.toString('utf8').replaceAll(',', ';'), `\ufeff${bytes.toString('utf8')}`, bytes.toString('utf8').replaceAll('"', '\'')]));
  }
}
