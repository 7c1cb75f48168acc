import { objectIn, type JsonObject } from '../read.ts';
import { fromElastic, isElastic } from './elastic.ts';
import { renamed } from './sentinel-v2.ts';
import { setAt, spelledPath, spelledValue, type Nested, type Path } from './spelling.ts';

/** The shapes in which a System Log event may lie, by what its first level looks like. */
export type OktaShape = 'api' | 'table' | 'console' | 'elastic' | 'sentinel' | 'sentinel-v2';

const suffix = /_(?:s|d|b|t|g)$/;
/** The portal puts the zone of its times behind the name of the column: `[UTC]`, `[Local Time]`. */
const headMark = / ?\[[A-Za-z ]+\]$/;

/** Which shape it is; `undefined` where the record is none of them. */
export function shapeOf(value: JsonObject): OktaShape | undefined {
  if (typeof value['eventType'] === 'string') return Object.hasOwn(value, 'actor') && !Object.hasOwn(value, 'authenticationcontext') ? 'api' : laidOut(value) ? 'table' : 'api';
  if (typeof value['event_type'] === 'string') return 'console';
  if (typeof value['eventtype'] === 'string') return 'table';
  if (typeof value['eventType_s'] === 'string') return 'sentinel';
  if (isElastic(value)) return 'elastic';
  return typeof value['EventOriginalType'] === 'string' && typeof value['OriginalOutcomeResult'] === 'string' ? 'sentinel-v2' : undefined;
}

/** True where parts of the record are spelled otherwise, or lie side by side: `actor.alternateId` stands where `actor` would. */
function laidOut(value: JsonObject): boolean {
  return Object.keys(value).some((name) => name === 'authenticationcontext' || name.startsWith('actor.') || name.startsWith('outcome.') || name.startsWith('client.'));
}

/** The record as the System Log API writes it. One that is so already is given back as it is: this is the common case. */
export function canonical(value: JsonObject, shape: OktaShape): JsonObject {
  if (shape === 'api') return value;
  if (shape === 'elastic') return fromElastic(value);
  return shape === 'sentinel-v2' ? renamed(value) : nested(value, shape === 'sentinel' ? '_' : '.');
}

/**
 * Nests what a table laid out flat: `authentication_context.external_session_id` (admin console), `actor.alternateId` and `target[0].id` (flattened JSON),
 * `client_userAgent_rawUserAgent_s` (Log Analytics, which also cuts lists to JSON text, and writes null as text). A cell without text says nothing.
 */
function nested(value: JsonObject, separator: '.' | '_'): JsonObject {
  const made: Nested = Object.create(null) as Nested;
  for (const head in value) {
    const cell = value[head];
    if (cell === null || cell === undefined || cell === '' || cell === 'null') continue;
    const column = columnOf(head, separator);
    if (typeof cell === 'object') setAt(made, column.path, spelledValue(cell, 1));
    else if (typeof cell === 'string' && column.isPart && cell.trimStart().startsWith('{')) setAt(made, column.path, spelledValue(objectIn(cell), 1));
    else if (typeof cell === 'string') setAt(made, column.path, column.isGuid ? cell.replaceAll('-', '') : column.isUtc && !/Z$/i.test(cell) ? `${cell} UTC` : cell);
    else setAt(made, column.path, cell);
  }
  if (made['published'] === undefined && made['timestamp'] !== undefined) made['published'] = made['timestamp'];
  return made;
}

/** Where the cells of a column belong. */
interface Column {
  readonly path: Path;
  /** A whole part of the event: its cell may hold the JSON text of it. */
  readonly isPart: boolean;
  /** Log Analytics took 32 hexadecimal digits for a GUID and put hyphens in. */
  readonly isGuid: boolean;
  readonly isUtc: boolean;
}

/** What was made of the names of columns, since each row has them again; the names of a hostile file are not kept without end. */
const columns = { '.': new Map<string, Column>(), '_': new Map<string, Column>() };
const MOST_COLUMNS = 2000;

function columnOf(head: string, separator: '.' | '_'): Column {
  const known = columns[separator].get(head);
  if (known !== undefined) return known;
  const name = head.replace(headMark, '').trim();
  const path = spelledPath(separator === '_' ? underscored(name.replace(suffix, '')) : name.split('.'));
  const made = { path, isPart: path.length === 1, isGuid: path.at(-1) === 'deviceFingerprint' && name.endsWith('_g'), isUtc: head.endsWith('[UTC]') };
  if (columns[separator].size < MOST_COLUMNS && head.length < 200) columns[separator].set(head, made);
  return made;
}

/** Names of debug data may hold an underscore themselves: what follows the second step is one name. */
function underscored(name: string): readonly string[] {
  const steps = name.split('_');
  return steps[0] === 'debugContext' && steps.length > 3 ? [steps[0], steps[1]!, steps.slice(2).join('_')] : steps;
}
