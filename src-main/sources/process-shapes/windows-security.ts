import type { Refusal, SourceRecord } from '../source.ts';
import { hostOf } from './names.ts';
import type { ProcessSaid, ProcessShape } from './said.ts';
import { originOf, type WindowsEvent } from './windows-event.ts';
import { windowsEventOf } from './windows-read.ts';
import { elevationOf, hexOf, integrityOf, pidOf } from './windows-values.ts';

const none = { confidence: 0, reason: 'no Windows event', system: null } as const;
const CREATED = 4688;
const NULL_SID = 'S-1-0-0';

/** Event 4688 of the security log. Takes every event of Windows that is not Sysmon's, to say of the others that they start no process. */
export const windowsSecurity: ProcessShape = {
  telemetry: '4688',
  recognise(record) {
    const event = windowsEventOf(record);
    if (event === null || isSysmon(event)) return none;
    if (Number.isNaN(event.code)) return { confidence: 0.6, reason: event.layout, system: 'windows' };
    return { confidence: 0.9, reason: `${event.layout}: number ${event.code} of ${event.channel ?? event.provider ?? 'a log without a name'}`, system: 'windows' };
  },
  read,
};

function isSysmon(event: WindowsEvent): boolean {
  return originOf(event).endsWith('sysmon');
}

function read(record: SourceRecord): ProcessSaid | Refusal {
  const event = windowsEventOf(record);
  if (event === null) return { reason: 'source/invalid', detail: 'no Windows event' };
  if (Number.isNaN(event.code)) return refusalOf(event);
  if (event.code !== CREATED || originOf(event) !== 'security') return { reason: 'process/other-event', detail: `event ${event.code} of ${event.channel ?? event.provider ?? 'Windows'} is no start of a process` };
  if (event.data('NewProcessName') === undefined && event.data('NewProcessId') === undefined) return { reason: 'source/invalid', detail: 'event 4688 names no process; its message may be in another language than English' };
  const time = event.logged();
  return 'reason' in time ? time : saidOf4688(event, time);
}

/** Of XML that could not be read nothing is known but why. */
function refusalOf(event: WindowsEvent): Refusal {
  const time = event.logged();
  return 'reason' in time ? time : { reason: 'source/invalid', detail: event.layout };
}

function saidOf4688(event: WindowsEvent, time: ProcessSaid['time']): ProcessSaid {
  const { data, channel, recordId } = event;
  const host = hostOf({ name: event.computer }).name;
  const log = channel ?? 'Security';
  const effective = effectiveOf(event);
  const logonId = hexOf(data('SubjectLogonId'));
  const vendorId = recordId === undefined || host === undefined ? null : `${host}/${log}/${recordId}`;
  return {
    time, vendorId,
    user: { name: data('SubjectUserName'), domain: data('SubjectDomainName'), id: sidOf(data('SubjectUserSid')) },
    effective,
    host: { name: event.computer },
    logonId: host === undefined || logonId === undefined ? undefined : `${host}/${logonId}`,
    process: { executable: data('NewProcessName'), commandLine: data('CommandLine'), pid: pidOf(data('NewProcessId')) },
    // Only Windows 10 and later name the parent; its number was there before.
    parent: { executable: data('ParentProcessName'), pid: pidOf(data('ProcessId')) },
    own: {
      'event.code': event.code,
      'windows.process.channel': log,
      'windows.process.record_id': recordId,
      'windows.process.integrity': integrityOf(data('MandatoryLabel')),
      'windows.process.elevation': elevationOf(data('TokenElevationType')),
      'windows.process.target_logon_id': effective === undefined ? undefined : hexOf(data('TargetLogonId')),
      'windows.process.half_day': event.isHalfDay() ? true : undefined,
      'windows.process.cut': event.isCut ? true : undefined,
    },
    // An event that was cut says nothing for certain.
    says: vendorId === null ? undefined : event.isCut ? [] : event.says,
  };
}

/** The account of the new process, where it is another one than that of the creator. `S-1-0-0` and `-` say: the same. */
function effectiveOf({ data }: WindowsEvent): ProcessSaid['effective'] {
  const [name, domain, id] = [data('TargetUserName'), data('TargetDomainName'), sidOf(data('TargetUserSid'))];
  if (name === undefined && id === undefined) return undefined;
  const same = id !== undefined ? id === sidOf(data('SubjectUserSid')) : name?.toLowerCase() === data('SubjectUserName')?.toLowerCase() && domain?.toLowerCase() === data('SubjectDomainName')?.toLowerCase();
  return same ? undefined : { name: domain === undefined || name === undefined ? name : `${domain}\\${name}`, id };
}

/** A SID; a message may have the name of an account in its place. */
function sidOf(text: string | undefined): string | undefined {
  return text !== undefined && text !== NULL_SID && /^S-1-\d/i.test(text) ? text.toUpperCase() : undefined;
}
