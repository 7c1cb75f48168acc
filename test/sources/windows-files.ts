import { classicOf, created, evtxDumpOf, evtxEcmdOf, exportOf, movedOf, nxlogOf, prettyXmlOf, securityEventOf, snareOf, started, startedOnLinux, viewerCsvOf, wazuhOf, winlogbeatOf, xmlOf, type Facts } from './windows-records.ts';

/** Starts on one laptop, each by both logs, and what is no start. */
export const windowsFacts: readonly Facts[] = Array.from({ length: 6 }, (_, i) => [
  created({ NewProcessId: `0x1a${i}4`, CommandLine: `tool.exe /n:${i}` }, { recordId: 1000 + i }),
  started({ ProcessId: String(700 + i), CommandLine: `tool.exe /n:${i}`, ProcessGuid: `{A1B2C3D4-000${i}-69F8-9E0E-000000000800}` }, { recordId: 50 + i }),
  created({}, { code: 4689, recordId: 2000 + i }),
]).flat();

const lines = (write: (one: Facts) => unknown): Buffer => Buffer.from(windowsFacts.map((one) => JSON.stringify(write(one))).join('\n'));

/** Those events as tools write them to files, all of it. */
export function exportsOfOneLog(): Readonly<Record<string, Buffer>> {
  return {
    'events.xml': Buffer.from(`<?xml version="1.0" encoding="utf-8"?><Events>${windowsFacts.map(xmlOf).join('\n')}</Events>`),
    'viewer.xml': Buffer.from(`\uFEFF${windowsFacts.map((one, i) => `Record ${i + 1}\r\n${prettyXmlOf(one)}`).join('')}`, 'utf16le'),
    'evtx_dump.jsonl': lines(evtxDumpOf),
    'evtxecmd.json': lines(evtxEcmdOf),
    'winlogbeat.ndjson': lines(winlogbeatOf),
    'nxlog.json': lines(nxlogOf),
    'SecurityEvent.json': lines(securityEventOf),
    'splunk.json': Buffer.from(JSON.stringify(windowsFacts.map((one) => ({ result: { _raw: xmlOf(one), _time: 1_777_882_530 } })))),
    'classic.json': lines(classicOf),
    'classic.log': Buffer.from(windowsFacts.map((one) => classicOf(one)._raw).join('\r\n')),
    'evtx_dump.json': Buffer.from(windowsFacts.map((one, i) => `Record ${i + 1}\n${JSON.stringify(evtxDumpOf(one), null, 2)}\n`).join('\n')),
    'splunk-cut.json': lines((one) => ({ _raw: xmlOf(one).slice(0, -70), _time: 1_777_882_530 })),
    'moved.ndjson': lines(movedOf),
    'snare.log': Buffer.from(windowsFacts.map(snareOf).join('\r\n')),
  };
}

/** The same, and what has less in it. */
export function windowsFiles(): Readonly<Record<string, Buffer>> {
  return {
    ...exportsOfOneLog(),
    'viewer.csv': Buffer.from(viewerCsvOf(windowsFacts)),
    'wazuh.json': lines(wazuhOf),
    'Export-WinEvents.json': lines(exportOf),
    'sysmon.log': Buffer.from(windowsFacts.map(() => `May  4 08:15:30 build-9 sysmon: ${xmlOf(startedOnLinux())}\n`).join('')),
    'syslog.json': Buffer.from(windowsFacts.map(() => JSON.stringify({ HostName: 'build-9', SyslogMessage: xmlOf(startedOnLinux()), Facility: 'user' })).join('\n')),
  };
}
