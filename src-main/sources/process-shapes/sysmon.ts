import { comparedFields, type FieldName } from '../../contract/index.ts';
import type { Refusal, SourceRecord } from '../source.ts';
import { hostOf } from './names.ts';
import type { ProcessSaid, ProcessShape } from './said.ts';
import { originOf, type WindowsEvent } from './windows-event.ts';
import { windowsEventOf } from './windows-read.ts';
import { windowsTime } from './windows-time.ts';
import { guidOf, hexOf, integrityOf, pidOf, sha256Of } from './windows-values.ts';

const none = { confidence: 0, reason: 'no event of Sysmon', system: null } as const;
const CREATED = 1;
/** What Linux has in the place of a session where there is none. */
const NO_SESSION = '4294967295';
/** What some shapes of one event leave out, and what follows from how it came. */
const besides: readonly FieldName[] = ['windows.process.record_id', 'windows.process.channel', 'host.domain'];
/** What the numbers of the other events stand for. */
const names: Readonly<Record<number, string>> = {
  2: 'file time changed', 3: 'network connection', 4: 'service state', 5: 'process ended', 6: 'driver loaded', 7: 'image loaded', 8: 'remote thread', 9: 'raw disk read', 10: 'process opened', 11: 'file created',
  12: 'registry', 13: 'registry', 14: 'registry', 15: 'file stream', 16: 'configuration', 17: 'pipe created', 18: 'pipe opened', 19: 'WMI filter', 20: 'WMI consumer', 21: 'WMI binding', 22: 'DNS query',
  23: 'file deleted', 24: 'clipboard', 25: 'process tampering', 26: 'file deleted', 27: 'file blocked', 28: 'file blocked', 29: 'executable found', 255: 'error',
};

/** Event 1 of Sysmon, on Windows and on Linux. Takes every event of Sysmon, to say of the others that they start no process. */
export const sysmon: ProcessShape = {
  telemetry: 'sysmon',
  recognise(record) {
    const event = windowsEventOf(record);
    const origin = event === null ? 'other' : originOf(event);
    if (event === null || !origin.endsWith('sysmon')) return none;
    return { confidence: 0.9, reason: `${event.layout}: number ${event.code} of Sysmon`, system: origin === 'linux-sysmon' ? 'linux' : 'windows' };
  },
  read,
};

function read(record: SourceRecord): ProcessSaid | Refusal {
  const event = windowsEventOf(record);
  if (event === null) return { reason: 'source/invalid', detail: 'no event of Sysmon' };
  if (event.code !== CREATED) return { reason: 'process/other-event', detail: `Sysmon event ${event.code}${event.code in names ? ` (${names[event.code]})` : ''} is no start of a process` };
  if (event.data('Image') === undefined && event.data('CommandLine') === undefined) return { reason: 'source/invalid', detail: 'event 1 of Sysmon names neither program nor command line' };
  const time = timeOf(event);
  return 'reason' in time ? time : saidOfSysmon(event, time, originOf(event) === 'linux-sysmon');
}

/** `UtcTime` is when the process started, in every shape to the millisecond; without it when the event was logged. */
function timeOf(event: WindowsEvent): ProcessSaid['time'] | Refusal {
  const text = event.data('UtcTime');
  if (text === undefined) return event.logged();
  const time = windowsTime(text);
  return typeof time === 'string' ? { reason: 'source/invalid', detail: `UtcTime: ${time}` } : { ...time, zoneAssumed: false };
}

function saidOfSysmon(event: WindowsEvent, time: ProcessSaid['time'], isLinux: boolean): ProcessSaid {
  const { data, recordId } = event;
  const host = hostOf({ name: event.computer }).name;
  const guid = guidOf(data('ProcessGuid'));
  const channel = event.channel ?? (isLinux ? 'Linux-Sysmon/Operational' : 'Microsoft-Windows-Sysmon/Operational');
  const record = recordId === undefined || host === undefined ? undefined : `${host}/${channel}/${recordId}`;
  const logonId = isLinux ? sessionOf(data('TerminalSessionId')) : hexOf(data('LogonId'));
  return {
    time,
    // On Windows every shape has the GUID, and not every one the number of the record. On Linux a process that turns into another program keeps its GUID, and every shape is XML.
    vendorId: (isLinux ? record ?? guid : guid ?? record) ?? null,
    // On Linux `LogonId` has the number of the user, and `TerminalSessionId` the audit session.
    user: { name: data('User'), id: isLinux ? numberOf(data('LogonId')) : undefined },
    host: { name: event.computer },
    logonId: host === undefined || logonId === undefined ? undefined : `${host}/${logonId}`,
    process: {
      executable: data('Image'), commandLine: data('CommandLine'), workingDirectory: data('CurrentDirectory'), pid: pidOf(data('ProcessId')), entityId: guid, sha256: sha256Of(data('Hashes')),
    },
    parent: { executable: data('ParentImage'), commandLine: data('ParentCommandLine'), pid: pidOf(data('ParentProcessId')), entityId: guidOf(data('ParentProcessGuid')) },
    own: isLinux ? onLinux(event) : {
      'event.code': event.code,
      'windows.process.channel': channel,
      'windows.process.record_id': recordId,
      'windows.process.integrity': integrityOf(data('IntegrityLevel')),
      'windows.process.original_name': data('OriginalFileName'),
      'windows.process.parent_user': data('ParentUser')?.toLowerCase(),
      'windows.process.cut': event.isCut ? true : undefined,
    },
    besides,
    says: guid === undefined && record === undefined ? undefined : saysOf(event, guid),
  };
}

/** An event that was cut says nothing for certain; what has its time in another place has been through hands that leave things out. */
function saysOf({ isCut, says, data }: WindowsEvent, guid: string | undefined): ProcessSaid['says'] {
  if (isCut) return [];
  return data('UtcTime') === undefined ? comparedFields : guid === undefined ? says : undefined;
}

/** Sysmon for Linux has the words of Windows, of which few mean something there. */
function onLinux(event: WindowsEvent): ProcessSaid['own'] {
  return { 'linux.process.incomplete': event.isCut ? true : undefined };
}

function sessionOf(text: string | undefined): string | undefined {
  return text === NO_SESSION ? undefined : numberOf(text);
}

function numberOf(text: string | undefined): string | undefined {
  return text !== undefined && /^\d{1,10}$/.test(text) ? text : undefined;
}
