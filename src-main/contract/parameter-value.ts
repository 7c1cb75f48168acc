/** What a parameter of a rule may be. The first three are numbers (durations in ms), the others texts; an empty text asks nothing. */
export const parameterTypes = ['int', 'number', 'duration', 'text', 'user', 'credential', 'ip', 'asn', 'time'] as const;
export type ParameterType = (typeof parameterTypes)[number];
export const isTextType = (type: ParameterType): boolean => !['int', 'number', 'duration'].includes(type);

/** Longest text that a parameter takes. */
const MOST = 1000;
export type TypedText = { readonly ok: true; readonly value: string } | { readonly ok: false; readonly problem: 'ip' | 'asn' | 'time' | 'long' };

/**
 * The value of a parameter that is a text, as the columns have it: an address as RFC 5952 writes it, an ASN as its number, a time as ISO 8601 UTC to the millisecond. A time without a zone is UTC.
 */
export function typedText(type: ParameterType, text: string): TypedText {
  const typed = text.trim();
  if (typed.length > MOST) return { ok: false, problem: 'long' };
  if (typed === '') return { ok: true, value: '' };
  const value = type === 'ip' ? addressOf(typed) : type === 'asn' ? asnOf(typed) : type === 'time' ? timeOf(typed) : typed;
  return value === null ? { ok: false, problem: type as 'ip' | 'asn' | 'time' } : { ok: true, value };
}

function asnOf(text: string): string | null {
  const found = /^(?:AS)?(\d{1,10})$/i.exec(text);
  return found !== null && Number(found[1]) <= 0xffffffff ? String(Number(found[1])) : null;
}

function timeOf(text: string): string | null {
  const found = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2}(?:\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?)?$/.exec(text);
  if (found === null) return null;
  const [, day, time = '00:00', rest = ':00', zone = 'Z'] = found;
  const ms = Date.parse(`${day}T${time}${rest}${zone}`);
  // 30 February would become a day of March.
  return Number.isNaN(ms) || new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10) !== day ? null : new Date(ms).toISOString();
}

function addressOf(text: string): string | null {
  const four = text.split('.');
  if (four.length === 4 && four.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)) return text;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(text)?.[1];
  return mapped === undefined ? shortened(text.toLowerCase()) : addressOf(mapped);
}

/** An IPv6 address as RFC 5952 writes it: no leading zeros, the longest run of two zero groups or more as `::`, the first of equal ones. Null where it is none. */
function shortened(text: string): string | null {
  const [head, tail, more] = text.split('::');
  const parts = (side: string | undefined) => (side === undefined || side === '' ? [] : side.split(':'));
  const [before, after] = [parts(head), parts(tail)];
  const left = 8 - before.length - after.length;
  if (more !== undefined || (tail === undefined ? left !== 0 : left < 1) || [...before, ...after].some((part) => !/^[\da-f]{1,4}$/.test(part))) return null;
  const groups = [...before, ...Array<string>(left).fill('0'), ...after].map((part) => parseInt(part, 16).toString(16));
  let best = { from: 0, length: 1 };
  for (let from = 0; from < 8; from += 1) {
    let length = 0;
    while (groups[from + length] === '0') length += 1;
    if (length > best.length) best = { from, length };
  }
  return best.length < 2 ? groups.join(':') : `${groups.slice(0, best.from).join(':')}::${groups.slice(best.from + best.length).join(':')}`;
}
