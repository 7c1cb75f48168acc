import { isObject } from '../read.ts';
import type { SourceRecord } from '../source.ts';
import type { WindowsEvent } from './windows-event.ts';
import { flatEvent, viewerEvent } from './windows-flat.ts';
import { evtxEcmdEvent, nestedEvent, wazuhEvent, winlogbeatEvent } from './windows-nested.ts';
import { textEvent } from './windows-text.ts';

/** The record that was read last: several shapes ask for one, and the pipeline maps what it has asked about. */
let last: { readonly record: SourceRecord; readonly event: WindowsEvent | null } | null = null;

/** The Windows event that a record is, however it was written down; null where it is none. Cheap for what is none: a name or two are looked for. */
export function windowsEventOf(record: SourceRecord): WindowsEvent | null {
  if (last?.record !== record) last = { record, event: readRecord(record) };
  return last.event;
}

function readRecord({ value, envelope }: SourceRecord): WindowsEvent | null {
  if (typeof value === 'string') return textEvent(value, envelope);
  if (!isObject(value)) return null;
  // A table of syslog messages: Sysmon for Linux writes its events there.
  const syslog = value['SyslogMessage'];
  if (typeof syslog === 'string') return syslog.includes('<Event') ? textEvent(syslog, null) : null;
  if ('EventID' in value || 'Id' in value) return flatEvent(value);
  if ('winlog' in value || 'event_id' in value || 'winlog.event_id' in value) return winlogbeatEvent(value);
  if ('Event' in value || 'System' in value) return nestedEvent(value);
  if ('Payload' in value) return evtxEcmdEvent(value);
  if ('Event ID' in value) return viewerEvent(value);
  return 'data' in value ? wazuhEvent(value) : null;
}
