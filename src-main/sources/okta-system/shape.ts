import { objectIn, type JsonObject } from '../read.ts';
import { renamed } from './sentinel-v2.ts';
import { setAt, spelledPath, spelledValue, type Nested } from './spelling.ts';

/** The shapes in which a System Log event may lie, by what its first level looks like. */
export type OktaShape = 'api' | 'table' | 'console' | 'sentinel' | 'sentinel-v2';

const suffix = /_(?:s|d|b|t|g)$/;
const headMark = / ?\[UTC\]$/;

/** Which shape it is; `undefined` where the record is none of them. */
export function shapeOf(value: JsonObject): OktaShape | undefined {
  if (typeof value['eventType'] === 'string') return Object.hasOwn(value, 'actor') && !Object.hasOwn(value, 'authenticationcontext') ? 'api' : laidOut(value) ? 'table' : 'api';
  if (typeof value['event_type'] === 'string') return 'console';
  if (typeof value['eventtype'] === 'string') return 'table';
  if (typeof value['eventType_s'] === 'string') return 'sentinel';
  return typeof value['EventOriginalType'] === 'string' && typeof value['OriginalOutcomeResult'] === 'string' ? 'sentinel-v2' : undefined;
}

/** True where parts of the record are spelled otherwise, or lie side by side: `actor.alternateId` stands where `actor` would. */
function laidOut(value: JsonObject): boolean {
  return Object.keys(value).some((name) => name === 'authenticationcontext' || name.startsWith('actor.') || name.startsWith('outcome.') || name.startsWith('client.'));
}

/** The record as the System Log API writes it. One that is so already is given back as it is: this is the common case. */
export function canonical(value: JsonObject, shape: OktaShape): JsonObject {
  if (shape === 'api') return value;
  return shape === 'sentinel-v2' ? renamed(value) : nested(value, shape === 'sentinel' ? '_' : '.');
}

/**
 * Nests what a table laid out flat: `authentication_context.external_session_id` (admin console), `actor.alternateId` and `target[0].id` (flattened JSON),
 * `client_userAgent_rawUserAgent_s` (Log Analytics, which also cuts lists to JSON text, and writes null as text). A cell without text says nothing.
 */
function nested(value: JsonObject, separator: '.' | '_'): JsonObject {
  const made: Nested = Object.create(null) as Nested;
  for (const [head, cell] of Object.entries(value)) {
    const name = head.replace(headMark, '').trim();
    if (typeof cell === 'object' && cell !== null) {
      setAt(made, spelledPath(name.split(separator)), spelledValue(cell, 1));
      continue;
    }
    if (cell === null || cell === '' || cell === 'null') continue;
    const bare = separator === '_' ? name.replace(suffix, '') : name;
    const steps = separator === '_' ? underscored(bare) : bare.split('.');
    const path = spelledPath(steps);
    // Log Analytics takes 32 hexadecimal digits for a GUID and puts hyphens in.
    const text = path.at(-1) === 'deviceFingerprint' && name.endsWith('_g') && typeof cell === 'string' ? cell.replaceAll('-', '') : cell;
    setAt(made, path, typeof text === 'string' && text.trimStart().startsWith('{') && path.length === 1 ? spelledValue(objectIn(text), 1) : text);
  }
  if (made['published'] === undefined && made['timestamp'] !== undefined) made['published'] = made['timestamp'];
  return made;
}

/** Names of debug data may hold an underscore themselves: what follows the second step is one name. */
function underscored(name: string): readonly string[] {
  const steps = name.split('_');
  return steps[0] === 'debugContext' && steps.length > 3 ? [steps[0], steps[1]!, steps.slice(2).join('_')] : steps;
}
