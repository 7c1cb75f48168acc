/** One event of an invented host, from which every shape is written. */
export interface Facts {
  readonly provider: string;
  readonly channel: string;
  readonly code: number;
  readonly recordId: number;
  readonly computer: string;
  /** With seven digits, as Windows keeps it. */
  readonly time: string;
  readonly data: Readonly<Record<string, string>>;
}

export const GUID = '{5770385F-C22A-43E0-BF4C-06F5698FFBD9}';
const sid = 'S-1-5-21-1111111111-2222222222-3333333333-1104';

/** Mara opens the credential file of the AWS CLI on her laptop. */
export function created(data: Readonly<Record<string, string>> = {}, facts: Partial<Facts> = {}): Facts {
  return {
    provider: 'Microsoft-Windows-Security-Auditing', channel: 'Security', code: 4688, recordId: 98_764, computer: 'WS-17.halden.example', time: '2026-05-04T08:15:30.1234567Z',
    data: {
      SubjectUserSid: sid, SubjectUserName: 'Mara', SubjectDomainName: 'HALDEN', SubjectLogonId: '0x3a1b2c', NewProcessId: '0x1a74', NewProcessName: 'C:\\Windows\\System32\\cmd.exe', TokenElevationType: '%%1937',
      ProcessId: '0xc08', CommandLine: 'cmd.exe /c type C:\\Users\\mara\\.aws\\credentials & echo "a<b>"', TargetUserSid: 'S-1-0-0', TargetUserName: '-', TargetDomainName: '-', TargetLogonId: '0x0',
      ParentProcessName: 'C:\\Windows\\explorer.exe', MandatoryLabel: 'S-1-16-12288', ...data,
    },
    ...facts,
  };
}

/** The same start as Sysmon tells of it, a few milliseconds later. */
export function started(data: Readonly<Record<string, string>> = {}, facts: Partial<Facts> = {}): Facts {
  return {
    provider: 'Microsoft-Windows-Sysmon', channel: 'Microsoft-Windows-Sysmon/Operational', code: 1, recordId: 5521, computer: 'WS-17.halden.example', time: '2026-05-04T08:15:30.1299999Z',
    data: {
      RuleName: '-', UtcTime: '2026-05-04 08:15:30.123', ProcessGuid: '{A1B2C3D4-0001-69F8-9E0E-000000000800}', ProcessId: '6772', Image: 'C:\\Windows\\System32\\cmd.exe', FileVersion: '10.0.26100.1',
      Description: 'Windows Command Processor', Product: 'Windows', Company: 'Microsoft Corporation', OriginalFileName: 'Cmd.Exe', CommandLine: 'cmd.exe /c type C:\\Users\\mara\\.aws\\credentials & echo "a<b>"',
      CurrentDirectory: 'C:\\Users\\mara\\', User: 'HALDEN\\Mara', LogonGuid: '{A1B2C3D4-0001-69F8-4C14-030000000000}', LogonId: '0x3a1b2c', TerminalSessionId: '1', IntegrityLevel: 'High',
      Hashes: `MD5=573EB13AC2BA31E9C2E17FB6DAD14154,SHA256=${'E2'.repeat(32)},IMPHASH=A26BCB048DF34CBB422F2656F38634D0`, ParentProcessGuid: '{A1B2C3D4-0002-69F8-AA0C-000000000800}', ParentProcessId: '3080',
      ParentImage: 'C:\\Windows\\explorer.exe', ParentCommandLine: 'C:\\Windows\\Explorer.EXE', ParentUser: 'HALDEN\\Mara', ...data,
    },
    ...facts,
  };
}

/** Sysmon on a server with Linux. */
export function startedOnLinux(data: Readonly<Record<string, string>> = {}): Facts {
  return {
    ...started({ Image: '/usr/bin/cat', CommandLine: 'cat /root/.aws/credentials', CurrentDirectory: '/', User: 'tomcat', LogonId: '1001', TerminalSessionId: '77', IntegrityLevel: 'no level', Hashes: '-', ParentImage: '/bin/bash', ParentCommandLine: 'bash', OriginalFileName: '-', ParentUser: '-', ...data }),
    provider: 'Linux-Sysmon', channel: 'Linux-Sysmon/Operational', computer: 'build-9',
  };
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll('\'', '&apos;');
const dataXml = ({ data }: Facts): string => Object.entries(data).map(([name, value]) => `<Data Name='${escaped(name)}'>${escaped(value)}</Data>`).join('');

/** As wevtutil, Splunk and Winlogbeat write it: on one line. */
export function xmlOf(facts: Facts): string {
  const { provider, channel, code, recordId, computer, time } = facts;
  return `<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='${provider}' Guid='${GUID}'/><EventID>${code}</EventID><Version>2</Version><Level>0</Level><Task>1</Task>`
    + `<Opcode>0</Opcode><Keywords>0x8020000000000000</Keywords><TimeCreated SystemTime='${time}'/><EventRecordID>${recordId}</EventRecordID><Correlation/><Execution ProcessID='4' ThreadID='72'/>`
    + `<Channel>${channel}</Channel><Computer>${computer}</Computer><Security/></System><EventData>${dataXml(facts)}</EventData></Event>`;
}

/** As the Event Viewer and evtx_dump write it: indented, double quotes. */
export function prettyXmlOf(facts: Facts): string {
  return `<?xml version="1.0" encoding="utf-8"?>\r\n${xmlOf(facts).replaceAll('\'', '"').replaceAll(/></g, '>\r\n  <')}\r\n`;
}

const number = (text: string): string | number => (/^\d+$/.test(text) ? Number(text) : text);
const bare = (text: string): string => (/^\{[\dA-F-]+\}$/.test(text) ? text.slice(1, -1) : text);

/** evtx_dump: numbers are numbers, GUIDs have no braces. */
export function evtxDumpOf({ provider, channel, code, recordId, computer, time, data }: Facts) {
  return {
    Event: {
      '#attributes': { xmlns: 'http://schemas.microsoft.com/win/2004/08/events/event' },
      System: {
        Provider: { '#attributes': { Name: provider, Guid: bare(GUID) } }, EventID: code, Version: 2, Level: 0, Task: 1, Opcode: 0, Keywords: '0x8020000000000000',
        TimeCreated: { '#attributes': { SystemTime: time } }, EventRecordID: recordId, Correlation: null, Execution: { '#attributes': { ProcessID: 4, ThreadID: 72 } }, Channel: channel, Computer: computer, Security: null,
      },
      EventData: Object.fromEntries(Object.entries(data).map(([name, value]) => [name, number(bare(value))])),
    },
  };
}

/** evtx_dump with the attributes beside the elements. */
export function separateOf(facts: Facts) {
  const { Event: { System, EventData } } = evtxDumpOf(facts);
  const { Provider, TimeCreated, Execution, ...rest } = System;
  return { Event: { System: { ...rest, EventID: facts.code, EventID_attributes: { Qualifiers: '' }, Provider_attributes: Provider['#attributes'], TimeCreated_attributes: TimeCreated['#attributes'], Execution_attributes: Execution['#attributes'] }, EventData } };
}

/** python-evtx through xmltodict. */
export function xmltodictOf({ provider, channel, code, recordId, computer, time, data }: Facts) {
  return {
    Event: {
      '@xmlns': 'http://schemas.microsoft.com/win/2004/08/events/event',
      System: { Provider: { '@Name': provider, '@Guid': GUID }, EventID: { '@Qualifiers': '', '#text': String(code) }, TimeCreated: { '@SystemTime': time }, EventRecordID: String(recordId), Channel: channel, Computer: computer },
      EventData: { Data: Object.entries(data).map(([name, value]) => ({ '@Name': name, '#text': value })) },
    },
  };
}

export function velociraptorOf({ provider, channel, code, recordId, computer, time, data }: Facts) {
  return { System: { Provider: { Name: provider, Guid: GUID }, EventID: { Value: code }, TimeCreated: { SystemTime: time }, EventRecordID: recordId, Channel: channel, Computer: computer }, EventData: data, Message: 'x' };
}

export function evtxEcmdOf({ provider, channel, code, recordId, computer, time, data }: Facts) {
  return {
    PayloadData1: 'Target: x', Payload: JSON.stringify({ EventData: { Data: Object.entries(data).map(([name, value]) => ({ '@Name': name, '#text': value })) } }), Channel: channel, Provider: provider, EventId: code,
    EventRecordId: String(recordId), ProcessId: 4, ThreadId: 72, Level: 'LogAlways', SourceFile: 'C:\\case\\Security.evtx', Computer: computer, UserName: 'other', TimeCreated: time.replace('T', ' ').replace('Z', ''), RecordNumber: 12, MapDescription: 'Process created',
  };
}

const toMs = (time: string): string => time.replace(/(\.\d{3})\d*Z/, '$1Z');

/** Winlogbeat: every value a text, what is empty left out, times to the millisecond; `@timestamp` is when it was read. */
export function winlogbeatOf({ provider, channel, code, recordId, computer, time, data }: Facts) {
  return {
    '@timestamp': '2026-05-05T19:03:52.909Z', event: { kind: 'event', code: String(code), provider },
    winlog: {
      process: { pid: 4 }, record_id: String(recordId), provider_name: provider, computer_name: computer, channel, event_id: String(code), time_created: toMs(time),
      event_data: Object.fromEntries(Object.entries(data).filter(([, value]) => value !== '')),
    },
    host: { name: 'collector' }, agent: { type: 'winlogbeat' },
  };
}

/** The same with dots in its names, as a download of Kibana has it. */
export function dottedOf(facts: Facts): Record<string, unknown> {
  const { winlog, ...rest } = winlogbeatOf(facts);
  const { event_data: data, process: _process, ...own } = winlog;
  const flat: Record<string, unknown> = { '@timestamp': rest['@timestamp'], 'event.code': String(facts.code) };
  for (const [name, value] of Object.entries(own)) flat[`winlog.${name}`] = value;
  for (const [name, value] of Object.entries(data)) flat[`winlog.event_data.${name}`] = value;
  return flat;
}

export function nxlogOf({ provider, channel, code, recordId, computer, time, data }: Facts) {
  return { EventTime: time.replace('Z', '+00:00'), Hostname: computer, Keywords: -9_214_364_837_600_034_816, EventType: 'AUDIT_SUCCESS', EventID: code, SourceName: provider, RecordNumber: recordId, ExecutionProcessID: 4, Channel: channel, Message: 'x', ...data, EventReceivedTime: '2026-05-04 10:15:31', SourceModuleName: 'in', SourceModuleType: 'im_msvistalog' };
}

/** Export-WinEvents: no number of the record, a clock of twelve hours in the zone of the host. */
export function exportOf({ provider, channel, code, computer, data }: Facts) {
  return { ...data, TimeCreated: '2026-05-04 10:15:30.123', EventID: code, Channel: channel, Hostname: computer, SourceName: provider, Task: '1', Message: 'x' };
}

/** The table SecurityEvent; with the agent of today it has the number of the record. */
export function securityEventOf({ provider, channel, code, recordId, computer, time, data }: Facts) {
  return {
    TenantId: 'redacted', TimeGenerated: time, SourceSystem: 'OpsManager', Account: 'HALDEN\\Mara', AccountType: 'User', Computer: computer, EventSourceName: provider, Channel: channel, Task: 13312, Level: '8',
    EventID: code, Activity: '4688 - A new process has been created.', ...data, EventRecordId: String(recordId), Process: 'cmd.exe', SubjectAccount: 'HALDEN\\Mara', Type: 'SecurityEvent', _ResourceId: '/subscriptions/x',
  };
}

/** The table WindowsEvent: data as an object, or as its JSON in a cell. */
export function windowsEventTableOf(facts: Facts, asText: boolean) {
  const { provider, channel, code, recordId, computer, time, data } = facts;
  return { TimeGenerated: time, Computer: computer, Provider: provider, Channel: channel, EventID: code, EventRecordId: String(recordId), EventData: asText ? JSON.stringify(data) : data, SystemProcessId: 4, Type: 'WindowsEvent' };
}

/** The table Event: data as XML. */
export function eventTableOf(facts: Facts) {
  const { provider, channel, code, computer, time } = facts;
  return {
    TimeGenerated: time, Source: provider, EventLog: channel, Computer: computer, EventLevelName: 'Information', EventID: code, UserName: 'NT AUTHORITY\\SYSTEM', RenderedDescription: 'x', Type: 'Event', ParameterXml: '<Param>x</Param>',
    EventData: `<DataItem type="System.XmlData" time="${time}" sourceHealthServiceId="x"><EventData xmlns="http://schemas.microsoft.com/win/2004/08/events/event">${dataXml(facts)}</EventData></DataItem>`,
  };
}

/** The message of the event as Windows shows it. */
export function messageOf({ code, data }: Facts, lineEnd: string): string {
  if (code === 1) return ['Process Create:', ...Object.entries(data).map(([name, value]) => `${name}: ${value}`)].join(lineEnd);
  const d = data;
  const account = (title: string, kind: string): readonly string[] => [`${title} Subject:`, `\tSecurity ID:\t\t${d[`${kind}UserSid`]}`, `\tAccount Name:\t\t${d[`${kind}UserName`]}`, `\tAccount Domain:\t\t${d[`${kind}DomainName`]}`, `\tLogon ID:\t\t${d[`${kind}LogonId`]}`, ''];
  return [
    'A new process has been created.', '', ...account('Creator', 'Subject'), ...account('Target', 'Target'), 'Process Information:', `\tNew Process ID:\t\t${d['NewProcessId']}`, `\tNew Process Name:\t${d['NewProcessName']}`,
    `\tToken Elevation Type:\t${d['TokenElevationType']}`, `\tMandatory Label:\t\t${d['MandatoryLabel']}`, `\tCreator Process ID:\t${d['ProcessId']}`, `\tCreator Process Name:\t${d['ParentProcessName']}`,
    `\tProcess Command Line:\t${d['CommandLine']}`, '', 'Token Elevation Type indicates the type of token that was assigned to the new process in accordance with User Account Control policy.', '', 'Type 1 is a full token.',
  ].join(lineEnd);
}

/** Splunk's classic form, whose clock is two hours ahead of UTC here; `_time` beside it is in UTC. */
export function classicOf(facts: Facts) {
  const lines = ['05/04/2026 10:15:30 AM', `LogName=${facts.channel}`, `SourceName=${facts.code === 1 ? facts.provider : 'Microsoft Windows security auditing.'}`, `EventCode=${facts.code}`, 'EventType=0', 'Type=Information', `ComputerName=${facts.computer}`, 'TaskCategory=Process Creation', 'OpCode=Info', `RecordNumber=${facts.recordId}`, 'Keywords=Audit Success'];
  return { _raw: `${lines.join('\r\n')}\r\nMessage=${messageOf(facts, '\r\r\n')}`, _time: '1777882530', host: 'indexer' };
}

/** A line of Snare: all of the message on it. */
export function snareOf(facts: Facts): string {
  const message = messageOf(facts, ' ').replaceAll('\t', ' ').replaceAll(/ {2,}/g, '  ');
  return `<14>May  4 10:15:30 ${facts.computer} MSWinEventLog\t1\t${facts.channel}\t13\tMon May 04 10:15:30 2026\t${facts.code}\t${facts.provider}\tN/A\tN/A\tSuccess Audit\t${facts.computer}\tProcess Creation\t\t${message}\t${facts.recordId}`;
}

/** `Get-WinEvent | ConvertTo-Json` of Windows PowerShell: its own ProcessId is that of the service that logged. */
export function powershellOf(facts: Facts) {
  return {
    Id: facts.code, Version: 2, Level: 0, Task: 1, Opcode: 0, ProviderName: facts.provider, LogName: facts.channel, ProcessId: 4, ThreadId: 72, MachineName: facts.computer, UserId: null,
    TimeCreated: `/Date(${Date.parse(facts.time)})/`, RecordId: facts.recordId, Bookmark: {}, Properties: [{ Value: 'x' }], Message: messageOf(facts, '\r\n'),
  };
}

/** What Elastic's own processing leaves of an event of Winlogbeat: the data is in fields of its own, and `@timestamp` is the event's. */
export function movedOf(facts: Facts) {
  const { winlog, event } = winlogbeatOf(facts);
  const { code, data } = facts;
  const isSysmon = code === 1;
  const [domain, name] = isSysmon ? data['User']!.split('\\') : [data['SubjectDomainName'], data['SubjectUserName']];
  return {
    '@timestamp': isSysmon ? toMs(`${data['UtcTime']!.replace(' ', 'T')}Z`) : toMs(facts.time), event,
    winlog: { ...winlog, time_created: undefined, logon: { id: data['SubjectLogonId'] }, event_data: isSysmon ? { IntegrityLevel: data['IntegrityLevel'], LogonId: data['LogonId'] } : { MandatoryLabel: data['MandatoryLabel'], TokenElevationType: data['TokenElevationType'] } },
    user: { name, domain, id: data['SubjectUserSid'] }, host: { name: 'collector' },
    process: {
      executable: data['Image'] ?? data['NewProcessName'], command_line: data['CommandLine'], entity_id: data['ProcessGuid'], pid: Number(isSysmon ? data['ProcessId'] : data['NewProcessId']), working_directory: data['CurrentDirectory'],
      ...(isSysmon ? { hash: { sha256: 'e2'.repeat(32) } } : {}),
      parent: { executable: data['ParentImage'] ?? data['ParentProcessName'], pid: Number(data['ParentProcessId'] ?? data['ProcessId']), command_line: data['ParentCommandLine'], entity_id: data['ParentProcessGuid'] },
    },
  };
}

/** An alert of Wazuh. */
export function wazuhOf({ provider, channel, code, recordId, computer, time, data }: Facts) {
  const small = (name: string): string => name[0]!.toLowerCase() + name.slice(1);
  return {
    timestamp: '2026-05-04T10:15:33.325+0200', rule: { level: 3, description: 'x', id: '92000' }, agent: { id: '005', name: 'WS-17', ip: '10.0.0.5' }, manager: { name: 'wazuh' }, id: '1777882533.1', decoder: { name: 'windows_eventchannel' },
    data: {
      win: {
        system: { providerName: provider, providerGuid: GUID, eventID: String(code), systemTime: time, eventRecordID: String(recordId), processID: '4', channel, computer, message: '"x"' },
        eventdata: Object.fromEntries(Object.entries(data).map(([name, value]) => [small(name), value.replaceAll('\\', '\\\\')])),
      },
    },
    location: 'EventChannel',
  };
}

/** What the Event Viewer saves as CSV: the header has no name for the message. */
export function viewerCsvOf(facts: readonly Facts[]): string {
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const rows = facts.map((one) => `Information,5/4/2026 10:15:30 AM,${one.provider},${one.code},(1),${quoted(messageOf(one, '\r\n'))}`);
  return `\uFEFFLevel,Date and Time,Source,Event ID,Task Category\r\n${rows.join('\r\n')}\r\n`;
}
