import type { Random } from '../random.ts';
import { DOMAIN, sidOf } from './fleet.ts';
import { commandLine, fileName, type Run } from './run.ts';

const hex = (n: number): string => `0x${n.toString(16)}`;
const computer = (name: string): string => `${name}.halden.example`;

/** An event 4688 of the Security log as evtx_dump writes it: one JSON object. */
export function securityLine(run: Run, record: number, random: Random): string {
  const { ms, host, user, path, args, parent } = run;
  return JSON.stringify({ Event: {
    '#attributes': { xmlns: 'http://schemas.microsoft.com/win/2004/08/events/event' },
    System: {
      Provider: { '#attributes': { Name: 'Microsoft-Windows-Security-Auditing', Guid: '54849625-5478-4994-A5BA-3E3B0328C30D' } }, EventID: 4688, Version: 2, Level: 0, Task: 13312, Opcode: 0, Keywords: '0x8020000000000000',
      TimeCreated: { '#attributes': { SystemTime: `${new Date(ms).toISOString().slice(0, -1)}${random.between(100, 999)}Z` } }, EventRecordID: record, Correlation: null,
      Execution: { '#attributes': { ProcessID: 4, ThreadID: random.between(100, 9000) } }, Channel: 'Security', Computer: computer(host.name), Security: null,
    },
    EventData: {
      SubjectUserSid: sidOf(user), SubjectUserName: user, SubjectDomainName: DOMAIN, SubjectLogonId: hex(0x40000 + (record % 7)), NewProcessId: hex(random.between(1000, 20_000) * 4), NewProcessName: path, TokenElevationType: '%%1938',
      ProcessId: hex(random.between(200, 900) * 4), CommandLine: commandLine(args), TargetUserSid: 'S-1-0-0', TargetUserName: '-', TargetDomainName: '-', TargetLogonId: '0x0', ParentProcessName: parent, MandatoryLabel: 'S-1-16-8192',
    },
  } });
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** An event 1 of Sysmon as XML, in one line. */
export function sysmonLine(run: Run, record: number, random: Random): string {
  const { ms, host, user, path, args, parent, cwd } = run;
  const iso = new Date(ms).toISOString();
  const guid = () => `{${random.uuid().toUpperCase()}}`;
  const data: Readonly<Record<string, string>> = {
    RuleName: '-', UtcTime: iso.slice(0, -1).replace('T', ' '), ProcessGuid: guid(), ProcessId: String(random.between(1000, 20_000)), Image: path, FileVersion: '10.0.22631.1', Description: '-', Product: '-', Company: '-',
    OriginalFileName: fileName(path), CommandLine: commandLine(args), CurrentDirectory: cwd, User: `${DOMAIN}\\${user}`, LogonGuid: guid(), LogonId: hex(0x40000 + (record % 7)), TerminalSessionId: '1', IntegrityLevel: 'Medium',
    Hashes: `SHA256=${random.hex(64).toUpperCase()}`, ParentProcessGuid: guid(), ParentProcessId: String(random.between(200, 990)), ParentImage: parent, ParentCommandLine: parent, ParentUser: `${DOMAIN}\\${user}`,
  };
  return `<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><System><Provider Name="Microsoft-Windows-Sysmon" Guid="{5770385F-C22A-43E0-BF4C-06F5698FFBD9}"/><EventID>1</EventID><Version>5</Version><Level>4</Level><Task>1</Task>`
    + `<Opcode>0</Opcode><Keywords>0x8000000000000000</Keywords><TimeCreated SystemTime="${iso.slice(0, -1)}${random.between(1000, 9999)}00Z"/><EventRecordID>${record}</EventRecordID><Correlation/><Execution ProcessID="3216" ThreadID="3964"/>`
    + `<Channel>Microsoft-Windows-Sysmon/Operational</Channel><Computer>${computer(host.name)}</Computer><Security UserID="S-1-5-18"/></System><EventData>`
    + `${Object.entries(data).map(([name, value]) => `<Data Name="${name}">${escaped(value)}</Data>`).join('')}</EventData></Event>`;
}
