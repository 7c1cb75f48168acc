import type { JobCard } from '@contract';

/** The address that a remark was made at, where the entry is a remark with one: a path of this app. */
export function viewOf(row: { readonly action: string; readonly payload: string }): string | null {
  if (row.action !== 'case.remark') return null;
  const { view } = fieldsOf(row.payload);
  return typeof view === 'string' && view.startsWith('/') && !view.startsWith('//') ? view : null;
}

/** What a remark says; null for other entries. */
export function remarkOf(row: { readonly action: string; readonly payload: string }): string | null {
  const { text } = row.action === 'case.remark' ? fieldsOf(row.payload) : {};
  return typeof text === 'string' ? text : null;
}

function fieldsOf(payload: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(payload);
    return typeof value === 'object' && value !== null ? value as Record<string, unknown> : {};
  } catch {
    return {};
  }
}

/** The result of a check: whether it holds, and what was looked at. `holds` is null while it runs, or where it broke off. */
export function checkResult(job: JobCard): { readonly holds: boolean | null; readonly parts: readonly { readonly name: string; readonly value: string }[] } {
  const { ok, ...rest } = job.result;
  return { holds: job.state !== 'done' || ok === undefined || ok === null ? null : ok === 1, parts: Object.entries(rest).map(([name, value]) => ({ name, value: String(value ?? '') })) };
}
