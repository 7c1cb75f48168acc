import { fieldEntry, fieldNames } from '@contract/fields.ts';
import type { EventLine, EventSort, FieldName } from '@contract';

/** A column of the Events screen: a field, or the number of the record in its file. */
export type ColumnId = FieldName | 'record';
export interface Column { readonly id: ColumnId; readonly widthPx: number }

export const leastWidthPx = 48;
export const mostWidthPx = 1200;
const widths: Partial<Record<ColumnId, number>> = {
  '@timestamp': 122, 'source.ip': 116, 'event.outcome': 72, 'cloud.region': 92, 'record': 80, 'source.as.organization.name': 150, 'event.action': 160, 'service.name': 96, 'user.name': 112,
  'user_agent.original': 136, 'error.code': 94, 'source.port': 64, 'source.as.number': 78, 'source.geo.country_iso_code': 72, 'event.access': 70,
};
const usualIds = [
  '@timestamp', 'source.ip', 'event.outcome', 'cloud.region', 'record', 'source.as.organization.name', 'event.action', 'service.name', 'user.name', 'user_agent.original', 'error.code',
] as const satisfies readonly ColumnId[];

const usualWidth = (id: ColumnId): number => widths[id] ?? (fieldEntry(id)?.storage === 'time' ? 126 : 140);
export const columnOf = (id: ColumnId): Column => ({ id, widthPx: usualWidth(id) });
/** When, from where and with what outcome; then where it lies in the evidence, and who did what. */
export const usualColumns: readonly Column[] = usualIds.map(columnOf);

/** Fields that every row brings along; the others are asked for. */
const brought: Partial<Record<ColumnId, (line: EventLine) => string | null>> = {
  '@timestamp': (line) => line.time, 'source.ip': (line) => line.ip, 'event.outcome': (line) => line.outcome, 'cloud.region': (line) => line.region, 'record': (line) => String(line.record),
  'source.as.organization.name': (line) => line.network, 'source.geo.country_iso_code': (line) => line.country, 'source.as.number': (line) => (line.asn === null ? null : String(line.asn)), 'source.egress': (line) => line.egress,
  'event.action': (line) => line.action, 'service.name': (line) => line.service, 'user.name': (line) => line.user, 'user_agent.original': (line) => line.agent, 'user_agent.template': (line) => line.agentTemplate, 'error.code': (line) => line.error,
};

/** The fields that these columns need beside what every row brings along. */
export function askedFields(columns: readonly Column[]): readonly FieldName[] {
  return columns.flatMap(({ id }) => (id === 'record' || brought[id] !== undefined ? [] : [id]));
}

/** The values of a cell; `asked` says which fields the cells of the line are. Empty where the event does not have it. */
export function cellOf(line: EventLine, id: ColumnId, asked: readonly FieldName[]): readonly string[] {
  const own = brought[id];
  if (own === undefined) return line.cells[asked.indexOf(id as FieldName)] ?? [];
  const value = own(line);
  return value === null ? [] : [value];
}

/** Columns as they were kept, whatever has become of them: what is no column is left out, and nothing at all means the usual ones. */
export function keptColumns(kept: unknown): readonly Column[] {
  if (!Array.isArray(kept)) return usualColumns;
  const seen = new Set<string>();
  const columns = kept.flatMap((one: unknown): Column[] => {
    const { id, widthPx } = typeof one === 'object' && one !== null ? (one as Readonly<Record<string, unknown>>) : {};
    if (typeof id !== 'string' || (id !== 'record' && fieldEntry(id) === undefined) || seen.has(id)) return [];
    seen.add(id);
    return [{ id: id as ColumnId, widthPx: typeof widthPx === 'number' ? fitting(widthPx) : usualWidth(id as ColumnId) }];
  });
  return columns.length === 0 ? usualColumns : columns;
}

const fitting = (widthPx: number): number => Math.round(Math.min(mostWidthPx, Math.max(leastWidthPx, widthPx)));
export function resized(columns: readonly Column[], id: ColumnId, widthPx: number): readonly Column[] {
  return columns.map((one) => (one.id === id ? { id, widthPx: fitting(widthPx) } : one));
}
/** A column put in at the end, or taken out; the last one stays. */
export function toggled(columns: readonly Column[], id: ColumnId): readonly Column[] {
  if (!columns.some((one) => one.id === id)) return [...columns, columnOf(id)];
  return columns.length === 1 ? columns : columns.filter((one) => one.id !== id);
}
export function moved(columns: readonly Column[], id: ColumnId, by: number): readonly Column[] {
  const at = columns.findIndex((one) => one.id === id);
  const to = Math.max(0, Math.min(columns.length - 1, at + by));
  const rest = columns.filter((one) => one.id !== id);
  return at < 0 ? columns : [...rest.slice(0, to), columns[at]!, ...rest.slice(to)];
}

const withYearPx = 148;
/** Times that name their year need more room than somebody may have given them: a time that is cut is a wrong one. */
export function roomForYear(columns: readonly Column[]): readonly Column[] {
  return columns.map((one) => (fieldEntry(one.id)?.storage === 'time' && one.widthPx < withYearPx ? { ...one, widthPx: withYearPx } : one));
}

/** Tracks of a grid, and how wide they are at least, in px. The last column takes what room is left. */
export function tracksOf(columns: readonly Column[]): { readonly tracks: string; readonly widthPx: number } {
  const tracks = columns.map(({ widthPx }, index) => (index === columns.length - 1 ? `minmax(${widthPx}px, 1fr)` : `${widthPx}px`));
  return { tracks: tracks.join(' '), widthPx: columns.reduce((sum, one) => sum + one.widthPx, 0) + 24 };
}

/** What a click on a head asks for: rising, falling, then by time again. By time itself only the direction turns. */
export function nextSort(now: EventSort | null, field: FieldName): EventSort | null {
  if (field === '@timestamp') return now?.field === field || now === null ? (now?.descending === true ? null : { field, descending: true }) : null;
  if (now?.field !== field) return { field, descending: false };
  return now.descending ? null : { field, descending: true };
}
export const sortText = (sort: EventSort | null): string | undefined => (sort === null ? undefined : `${sort.descending ? '-' : ''}${sort.field}`);
/** Reads what {@link sortText} writes; null for anything else. */
export function sortFromQuery(query: Readonly<Record<string, unknown>>): EventSort | null {
  const text = query['sort'];
  if (typeof text !== 'string') return null;
  const field = text.replace(/^-/, '');
  return fieldEntry(field) === undefined ? null : { field: field as FieldName, descending: text.startsWith('-') };
}

export const fieldGroups = ['event', 'who', 'where', 'client', 'credential', 'target', 'dataset'] as const;
export type FieldGroup = (typeof fieldGroups)[number];
const groupOf = (name: string): FieldGroup => {
  if (fieldEntry(name)?.dataset !== 'core' && name !== 'record') return 'dataset';
  if (/^(user\.target|target|access|user\.effective|host)\b/.test(name)) return 'target';
  if (/^(user\.|organization)/.test(name)) return 'who';
  if (/^(source|network)\b/.test(name)) return 'where';
  if (/^(user_agent|tls|device)\b/.test(name)) return 'client';
  return /^(credential|session|auth|mfa)\b/.test(name) ? 'credential' : 'event';
};
/** All columns that there can be, by what they are about; those of one group in the order of the dictionary. */
export function columnsByGroup(): readonly { readonly group: FieldGroup; readonly ids: readonly ColumnId[] }[] {
  const all: readonly ColumnId[] = [...fieldNames, 'record'];
  return fieldGroups.map((group) => ({ group, ids: all.filter((id) => groupOf(id) === group) }));
}
