import type { AuditRow } from '@contract';

/** A report that was written, as the case log has it. `pages` is 0 for what has none. */
export interface WrittenReport { readonly seq: number; readonly at: string; readonly analyst: string; readonly path: string; readonly format: string; readonly pages: number; readonly sha256: string; readonly others: readonly { readonly path: string; readonly sha256: string }[] }

/** Reads the entries `report.write` of the case log, newest first. Older entries have less. */
export function writtenReports(rows: readonly AuditRow[]): readonly WrittenReport[] {
  return rows.filter((row) => row.action === 'report.write').map(writtenOf).sort((a, b) => b.seq - a.seq);
}

function writtenOf({ seq, at, analyst, object, payload }: AuditRow): WrittenReport {
  const said = objectOf(payload);
  const path = textOf(said['path']);
  const files = Array.isArray(said['files']) ? said['files'].map((one: unknown) => objectOf(one)) : [];
  const sha256 = /[0-9a-f]{64}/.exec(object)?.[0] ?? textOf(said['sha256']);
  return {
    seq, at, analyst, path, sha256, format: textOf(said['format']) || 'pdf', pages: typeof said['pages'] === 'number' ? said['pages'] : 0,
    others: files.map((one) => ({ path: textOf(one['path']), sha256: textOf(one['sha256']) })).filter((one) => one.path !== '' && one.path !== path),
  };
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  try {
    const read: unknown = JSON.parse(String(value));
    return typeof read === 'object' && read !== null ? read as Record<string, unknown> : {};
  } catch {
    return {};
  }
}
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
