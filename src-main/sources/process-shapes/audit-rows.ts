import { isObject, objectOf, textOf, type JsonObject } from '../read.ts';
import { gathered, type PartOf, type SourceRecord } from '../source.ts';
import { argumentsOf } from './audit-arguments.ts';
import { saidOfAudit, type AuditEvent } from './audit-event.ts';
import { hostIn } from './audit-lines.ts';
import { isLast, mayHaveOthers } from './audit-parts.ts';
import type { ProcessShape } from './said.ts';

/** Rows of NXLog (im_linuxaudit): one object a record of the audit system, numbers translated into names where it was told to. */
export const auditRows: ProcessShape = {
  telemetry: 'auditd',
  recognise(record) {
    const first = gathered(record)?.[0] ?? record.value;
    return isObject(first) && isRow(first) ? { confidence: 1, reason: 'row of NXLog with type and number of an audit record', system: 'linux' } : none;
  },
  read(record) {
    const rows = (gathered(record) ?? [record.value]).filter(isObject);
    return saidOfAudit(eventOf(rows, hostOfRow(rows[0] ?? {}, record)));
  },
};

const none = { confidence: 0, reason: 'no row of an audit record', system: null } as const;

function isRow(value: JsonObject): boolean {
  return typeof value['type'] === 'string' && value['seq'] !== undefined && value['time'] !== undefined && value['SourceModuleType'] === 'im_linuxaudit';
}

/** Which event a row is a part of. */
export function partOfRows(record: SourceRecord): PartOf | null {
  const { value } = record;
  if (!isObject(value) || !isRow(value)) return null;
  const type = textOf(value['type'])!;
  const [time, serial] = [textOf(value['time']), textOf(value['seq'])];
  if (time === undefined || serial === undefined || !mayHaveOthers(type)) return null;
  return { key: `${hostOfRow(value, record) ?? ''}:${time}:${serial}`, last: isLast(type) };
}

function hostOfRow(row: JsonObject, { envelope }: SourceRecord): string | undefined {
  return hostIn(row) ?? hostIn(envelope);
}

function eventOf(rows: readonly JsonObject[], host: string | undefined): AuditEvent {
  const of = (type: string): readonly JsonObject[] => rows.filter((row) => row['type'] === type);
  const first = objectOf(rows[0]);
  const call = of('SYSCALL')[0];
  const executed = of('EXECVE');
  const title = textOf(of('PROCTITLE')[0]?.['proctitle']);
  return {
    host: { name: host },
    time: textOf(first['time']) ?? '', serial: textOf(first['seq']) ?? '',
    types: [...new Set(rows.flatMap((row) => textOf(row['type']) ?? []))],
    call: call === undefined ? undefined : { said: (name) => textOf(call[name]), nameOf: () => undefined, exe: textOf(call['exe']), keys: textOf(call['key'])?.split('\x01') ?? [] },
    arguments: executed.length === 0 ? undefined : argumentsOf(executed.map(texts)),
    title: title === undefined ? undefined : title.split('\0'),
    directory: textOf(of('CWD')[0]?.['cwd']),
    asked: textOf((of('PATH').find((row) => textOf(row['item']) === '0') ?? {})['name']),
    parent: {},
  };
}

/** Values are decoded already: in quotes they are taken as they stand. */
function texts(row: JsonObject): readonly (readonly [string, string])[] {
  return Object.entries(row).flatMap(([name, value]) => {
    const text = typeof value === 'string' ? value : textOf(value);
    return text === undefined ? [] : [[name, /^a\d+(?:\[\d+\])?$/.test(name) ? `"${text}"` : text] as const];
  });
}
