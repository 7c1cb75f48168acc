import { comparedFields, type ComparedField, type Instant } from '../../contract/index.ts';
import { isObject, objectIn, textOf, type JsonObject } from '../read.ts';
import type { Refusal } from '../source.ts';
import { codeOf, never, originOf, saidOf, type WindowsEvent } from './windows-event.ts';
import { messageOf4688, messageOfSysmon } from './windows-message.ts';
import { dataOf } from './windows-nested.ts';
import { firstTime, setRight } from './windows-time.ts';
import { readEventXml } from './windows-xml.ts';

/** What a shape with the whole event but a coarser time says. A shape of text may have a name where the event has a SID. */
export const allButId: readonly ComparedField[] = comparedFields.filter((name) => name !== 'user.id');
/** Shippers wait this long at most, as a rule, before they send an event. */
const LATE_MS = 60_000;
/** `2020-10-18 10:56:14.283`, as Export-WinEvents writes it: no zone, and a clock of twelve hours without its half. */
const halfDay = /^\d{4}-\d\d-\d\d (?:0[1-9]|1[0-2]):\d\d:\d\d\.\d{3}$/;

/**
 * A flat row: Export-WinEvents, NXLog, the tables of Log Analytics (SecurityEvent, WindowsEvent, Event, as JSON or CSV), PowerShell's Get-WinEvent, a lake.
 * The event's data stand beside what the tool says, or in an object, in XML, or in the message. Null for all else.
 */
export function flatEvent(value: JsonObject): WindowsEvent | null {
  const powershell = 'Id' in value && 'LogName' in value && 'ProviderName' in value;
  const code = codeOf(value['EventID'] ?? (powershell ? value['Id'] : undefined));
  if (code === undefined || !hasHome(value)) return null;
  const event: Omit<WindowsEvent, 'data'> = {
    layout: 'a row of Windows events', code,
    channel: first(value, ['Channel', 'EventLog', 'LogName']),
    provider: first(value, ['ProviderName', 'EventSourceName', 'SourceName', 'Provider', 'Source']),
    computer: first(value, ['Computer', 'Hostname', 'MachineName', 'ComputerName', 'HostName']),
    recordId: first(value, ['EventRecordID', 'EventRecordId', 'RecordNumber', 'RecordId']),
    logged: () => loggedOf(value),
    isCut: false,
    isHalfDay: () => isHalfDay(value),
    says: allButId,
  };
  return { ...event, data: dataIn(value, event, powershell) };
}

/** A row of the table that the Event Viewer saves: neither host nor number of the record, and local time. The message stands in a column that has no name there. */
export function viewerEvent(value: JsonObject): WindowsEvent | null {
  const code = codeOf(value['Event ID']);
  const provider = textOf(value['Source']);
  if (code === undefined || provider === undefined || !('Date and Time' in value)) return null;
  const event = { layout: 'a row of the Event Viewer', code, provider, channel: undefined, computer: undefined, recordId: undefined, isCut: false, isHalfDay: never, says: allButId } as const;
  const logged = () => firstTime([['Date and Time', value['Date and Time']]]);
  let read: ReadonlyMap<string, string> | null = null;
  return { ...event, logged, data: (name) => saidOf((read ??= messageData(value, { ...event, logged })).get(name)) };
}

function hasHome(value: JsonObject): boolean {
  for (const name of ['Channel', 'Computer', 'Hostname', 'ProviderName', 'EventSourceName', 'EventLog', 'MachineName'] as const) if (name in value) return true;
  return false;
}

/** The time of the event, by the most certain of what the row says: a table of Azure is in UTC, NXLog and Export-WinEvents are not. */
function loggedOf(value: JsonObject): Instant | Refusal {
  const azure = value['TimeGenerated'] ?? value['TimeGenerated [UTC]'];
  const time = firstTime([['TimeGenerated', azure], ['EventTime', value['EventTime']], ['TimeCreated', value['TimeCreated']], ['p_event_time', value['p_event_time']], ['@timestamp', value['@timestamp']]]);
  if ('reason' in time) return time;
  return textOf(azure) !== undefined ? { ...time, zoneAssumed: false } : setRight(time, value['@timestamp'], LATE_MS);
}

/** Whether the time is of a clock of twelve hours, and nothing beside it says which half of the day it was. */
function isHalfDay(value: JsonObject): boolean {
  if (typeof value['TimeCreated'] !== 'string' || !halfDay.test(value['TimeCreated'])) return false;
  const time = loggedOf(value);
  return 'ms' in time && time.zoneAssumed && value['EventTime'] === undefined;
}

function dataIn(value: JsonObject, event: Omit<WindowsEvent, 'data'>, powershell: boolean): WindowsEvent['data'] {
  const xml = typeof value['EventData'] === 'string' && value['EventData'].trimStart().startsWith('<') ? value['EventData'] : null;
  const held = isObject(value['ExtraEventData']) ? value['ExtraEventData'] : objectIn(value['EventData']);
  const nested = dataOf(held);
  // PowerShell's own columns are of the record: ProcessId is of who wrote it.
  const own = powershell ? () => undefined : (name: string) => saidOf(textOf(value[name]));
  let read: ReadonlyMap<string, string> | null = null;
  const inText = (name: string): string | undefined => {
    read ??= xml !== null ? xmlData(xml) : messageData(value, event);
    return saidOf(read.get(name));
  };
  return (name) => nested(name) ?? own(name) ?? inText(name);
}

function xmlData(text: string): ReadonlyMap<string, string> {
  const read = readEventXml(text);
  return typeof read === 'string' ? new Map() : read.data;
}

function messageData(value: JsonObject, event: Omit<WindowsEvent, 'data'>): ReadonlyMap<string, string> {
  const message = value['Message'] ?? value['RenderedDescription'];
  if (typeof message !== 'string') return new Map();
  return originOf({ ...event, data: () => undefined }) === 'security' ? messageOf4688(message) : messageOfSysmon(message);
}

function first(value: JsonObject, names: readonly string[]): string | undefined {
  for (const name of names) {
    const text = saidOf(textOf(value[name]));
    if (text !== undefined) return text;
  }
  return undefined;
}
