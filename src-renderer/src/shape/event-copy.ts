import type { EventLine, FieldName } from '@contract';
import { cellOf, type Column } from './event-columns.ts';

/**
 * Text that no mail program or chat makes a link of: `http` and `ftp` schemes become `hxxp` and `fxp`, each dot between letters or digits `[.]`, the colons
 * of an IPv6 address `[:]`. For handing addresses and names on; the bytes are those of "copy value".
 */
export function defanged(text: string): string {
  const schemes = text.replace(/\bhttp(s?):\/\//gi, 'hxxp$1://').replace(/\bftp(s?):\/\//gi, 'fxp$1://');
  const dots = schemes.replace(/(?<=[\p{L}\p{N}])\.(?=[\p{L}\p{N}])/gu, '[.]');
  return /^[0-9a-f:]*:[0-9a-f:.[\]]*$/i.test(dots) && (dots.match(/:/g)?.length ?? 0) > 1 ? dots.replaceAll(':', '[:]') : dots;
}

/** A condition on a field as search tools write it (KQL, as Kibana reads it): `source.ip: "203.0.113.7"`; several values are alternatives, none is a field that is absent. */
export function conditionText(field: string, values: readonly string[]): string {
  if (values.length === 0) return `not ${field}: *`;
  const quoted = values.map((value) => `"${value.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t')}"`);
  return `${field}: ${quoted.length === 1 ? quoted[0]! : `(${quoted.join(' or ')})`}`;
}

/** A field and its values as JSON; one value stands alone, none is null. */
export function fieldJson(field: string, values: readonly string[]): string {
  return JSON.stringify({ [field]: values.length > 1 ? values : (values[0] ?? null) });
}

/** A row as one line of JSON (JSON Lines): the id of the event, its record, and the columns on screen in their order; what an event does not have is left out. */
export function rowJson(line: EventLine, columns: readonly Column[], asked: readonly FieldName[]): string {
  const cells = columns.flatMap(({ id }): [string, string | readonly string[]][] => {
    const values = id === 'record' ? [] : cellOf(line, id, asked);
    return values.length === 0 ? [] : [[id, values.length === 1 ? values[0]! : values]];
  });
  return JSON.stringify({ 'bilocate.id': line.id, 'bilocate.record': line.record, ...Object.fromEntries(cells) });
}
