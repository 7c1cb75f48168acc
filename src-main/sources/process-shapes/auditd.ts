import { gathered, type PartOf, type Refusal, type SourceRecord } from '../source.ts';
import { argumentsOf } from './audit-arguments.ts';
import { saidOfAudit, type AuditEvent } from './audit-event.ts';
import { auditId, auditLines, auditText, mayHoldText, type AuditLine } from './audit-lines.ts';
import { isLast, mayHaveOthers } from './audit-parts.ts';
import { unquoted, untrusted } from './audit-values.ts';
import type { ProcessShape } from './said.ts';

/** Lines of auditd, of its plugins and of the kernel: in a file, in syslog, in an envelope. */
export const auditd: ProcessShape = {
  telemetry: 'auditd',
  recognise(record) {
    const first = gathered(record)?.[0] ?? record.value;
    if (typeof first !== 'string' && !mayHoldText(first)) return none;
    const found = auditText({ ...record, value: first });
    return found === null ? none : found.text.startsWith('type=') || found.text.startsWith('node=') ? sure : inOther;
  },
  read(record) {
    const parts = gathered(record) ?? [record.value];
    const lines = parts.flatMap((value) => {
      const found = auditText({ ...record, value });
      return found === null ? [] : auditLines(found.text, found.host);
    });
    const first = lines[0];
    if (first === undefined) return noId;
    return saidOfAudit(eventOf(first, lines.filter((line) => line.serial === first.serial && line.time === first.time)));
  },
};

const sure = { confidence: 1, reason: 'type and id of a record of the Linux audit system', system: 'linux' } as const;
/** Behind the words of another daemon. */
const inOther = { ...sure, confidence: 0.95 };
const none = { confidence: 0, reason: 'no line of the Linux audit system', system: null } as const;
const noId: Refusal = { reason: 'source/no-time', detail: 'the record names no audit event: no audit(time:serial)' };

/** Which event a line is a part of. */
export function partOfAuditd(record: SourceRecord): PartOf | null {
  const found = auditText(record);
  const id = found === null ? null : auditId(found.text);
  if (found === null || id === null || !mayHaveOthers(id.type)) return null;
  return { key: `${id.node ?? found.host ?? ''}:${id.time}:${id.serial}`, last: isLast(id.type) };
}

function eventOf(first: AuditLine, lines: readonly AuditLine[]): AuditEvent {
  const of = (type: string): readonly AuditLine[] => lines.filter((line) => line.type === type);
  const executed = of('EXECVE');
  const call = of('SYSCALL')[0];
  return {
    host: { name: lines.find((line) => line.host !== undefined)?.host },
    time: first.time, serial: first.serial,
    types: [...new Set(lines.map((line) => line.type))],
    call: call === undefined ? undefined : callOf(call),
    arguments: executed.length === 0 ? undefined : argumentsOf(executed.map((one) => one.fields)),
    // Only what is used is taken apart: most events have their arguments, and did not fail.
    title: executed.length > 0 ? undefined : titleOf(of('PROCTITLE')[0]),
    directory: untrusted(of('CWD')[0]?.value('cwd')),
    asked: call?.value('success') === 'yes' ? undefined : untrusted((of('PATH').find((one) => one.value('item') === '0') ?? (executed.length > 0 ? undefined : of('PATH')[0]))?.value('name')),
    parent: {},
  };
}

function callOf(record: AuditLine): NonNullable<AuditEvent['call']> {
  const said = (name: string): string | undefined => plain(record.value(name));
  return {
    said,
    // Enrichment writes the same names in capitals, behind the record.
    nameOf: (name) => plain(record.value(name.toUpperCase())),
    exe: untrusted(record.value('exe')),
    // Several keys are one text with a byte of 1 between them.
    keys: untrusted(record.value('key'))?.split('\x01') ?? [],
  };
}

/** Arguments that the title has; they are parted by NUL, which makes it hex. */
function titleOf(record: AuditLine | undefined): readonly string[] | undefined {
  return untrusted(record?.value('proctitle'))?.replace(/\0+$/, '').split('\0');
}

const plain = (value: string | undefined): string | undefined => (value === undefined || value === '' ? undefined : unquoted(value));
