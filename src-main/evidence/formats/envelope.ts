/** Keys under which exports put the list of their records, and how far the key alone is to be believed. */
export interface EnvelopeKey {
  /** Also where the object carries marks of an event of its own. */
  readonly always: boolean;
  /** An empty list under it is an export without records. */
  readonly mayBeEmpty: boolean;
}
const sure: EnvelopeKey = { always: true, mayBeEmpty: true };
const likely: EnvelopeKey = { always: false, mayBeEmpty: true };
const weak: EnvelopeKey = { always: false, mayBeEmpty: false };

const envelopeKeys: ReadonlyMap<string, EnvelopeKey> = new Map([
  ['Records', sure], ['records', sure],
  ['Events', likely], ['events', likely], ['value', likely], ['items', likely], ['Items', likely], ['results', likely], ['Results', likely],
  ['logs', weak], ['Logs', weak], ['data', weak], ['Data', weak], ['entries', weak], ['rows', weak], ['hits', weak], ['auditEvents', weak],
]);

/** First-level keys that an event has and a wrapper has not: `events` inside such an object are a part of it. */
const eventMarks = [
  'eventTime', 'eventName', 'eventID', 'eventId', 'EventId', 'EventID', 'EventTime', '@timestamp', 'timestamp', 'time', '_time', '_raw', 'published',
  'TimeGenerated', 'TimeCreated', 'CreationTime', 'createdDateTime', 'actor', 'userIdentity', 'ipAddress', 'sourceIPAddress', 'messageType', 'logGroup',
  'digestStartTime', 'requestReceivedTimestamp', 'uuid',
];

/** What is known of an envelope key, or null where the key is none. */
export function envelopeKey(key: string | null): EnvelopeKey | null {
  return key === null ? null : (envelopeKeys.get(key) ?? null);
}

/** Bytes before a list that hold its key, where the key is one of those above and is written without waste. */
export const KEY_REACH = 64;

/**
 * The key in front of the `[` that ends `b`, or null where it is none that could matter. Keys of interest are short and have no escapes,
 * so the two quotes before the colon delimit it.
 */
export function keyBefore(b: Buffer): string | null {
  let i = b.length - 2;
  while (i >= 0 && (b[i]! <= 0x20 || b[i] === 0x3a)) i--;
  if (i < 1 || b[i] !== 0x22) return null;
  const open = b.lastIndexOf(0x22, i - 1);
  return open < 0 ? null : b.toString('latin1', open + 1, i);
}

/** Stands for the part of a wrapper up to the end of its list, so that what follows can be read by itself. */
export const WRAPPER_AGAIN = '{"":0';

/**
 * True where the object that begins with `header` (up to and with the `[` of a list) is a wrapper of that list, and not an event that has
 * one. `always`: the marks of an event do not matter.
 */
export function isWrapper(header: string, always: boolean): boolean {
  const wrapper = parsed(`${header}]}`);
  return wrapper !== null && (always || !hasEventMark(wrapper));
}

/** The first envelope key of an object under which an empty list stands, or null. */
export function envelopeKeyOf(value: unknown): { name: string; known: EnvelopeKey } | null {
  if (typeof value !== 'object' || value === null) return null;
  for (const [name, inner] of Object.entries(value)) {
    const known = envelopeKey(name);
    if (known !== null && Array.isArray(inner) && inner.length === 0) return { name, known };
  }
  return null;
}

/** True where a whole object whose list is empty is an export without records. */
export function isEmptyEnvelope(value: unknown, key: EnvelopeKey): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (!key.mayBeEmpty) return Object.keys(value).length === 1;
  return key.always || !hasEventMark(value);
}

/** True where what follows the list closes its wrapper properly. */
export function isWrapperEnd(tail: string): boolean {
  return parsed(WRAPPER_AGAIN + tail) !== null;
}

const hasEventMark = (value: object): boolean => eventMarks.some((mark) => Object.hasOwn(value, mark));

function parsed(text: string): object | null {
  try {
    return JSON.parse(text) as object;
  } catch {
    return null;
  }
}
