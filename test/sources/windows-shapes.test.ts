import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EventDraft } from '../../src-main/contract/index.ts';
import { chooseSource, isRefusal, sources, unwrap } from '../../src-main/sources/index.ts';
import { readOne, tempFolder } from '../evidence/read.ts';
import { eventOf } from './records.ts';
import {
  classicOf, created, dottedOf, eventTableOf, evtxDumpOf, evtxEcmdOf, exportOf, movedOf, nxlogOf, powershellOf, prettyXmlOf, securityEventOf, separateOf, snareOf, started, startedOnLinux, velociraptorOf,
  viewerCsvOf, windowsEventTableOf, wazuhOf, winlogbeatOf, xmltodictOf, xmlOf, type Facts,
} from './windows-records.ts';

const folder = tempFolder();
const windowsProcess = sources.find(({ dataset }) => dataset === 'windows.process')!;
const utc = 1_777_882_530;
/** Every shape of one event, as its tool writes it. */
const shapes: Readonly<Record<string, (facts: Facts) => unknown>> = {
  'XML': xmlOf,
  'XML, indented, with a declaration': prettyXmlOf,
  'Splunk, XML': (facts) => ({ _raw: xmlOf(facts), _time: utc }),
  'evtx_dump': evtxDumpOf,
  'evtx_dump with separate attributes': separateOf,
  'xmltodict': xmltodictOf,
  'Velociraptor': velociraptorOf,
  'EvtxECmd': evtxEcmdOf,
  'Winlogbeat': winlogbeatOf,
  'Winlogbeat with its original': (facts) => ({ ...winlogbeatOf(facts), event: { original: xmlOf(facts) } }),
  'Winlogbeat with dots': dottedOf,
  'NXLog': nxlogOf,
  'SecurityEvent': securityEventOf,
  'WindowsEvent': (facts) => windowsEventTableOf(facts, false),
  'WindowsEvent in cells': (facts) => windowsEventTableOf(facts, true),
  'Event': eventTableOf,
  'Splunk, classic': classicOf,
  'Snare': (facts) => ({ _raw: snareOf(facts), _time: utc }),
  'Wazuh': wazuhOf,
  'PowerShell': powershellOf,
  'Export-WinEvents': exportOf,
};
const names = Object.keys(shapes);
/** Those that keep neither the number of the record. */
const numberless = ['Event', 'Export-WinEvents'];

/** What is told of the event itself, not of how it came. */
function told({ fields }: EventDraft) {
  const { 'windows.process.record_id': _number, 'event.id': _id, 'windows.process.half_day': _half, ...rest } = fields;
  return Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
}

describe.each(names)('%s', (name) => {
  const write = shapes[name]!;

  test('4688 says what the XML says', () => {
    const draft = eventOf(write(created()));
    expect(told(draft)).toEqual(told(eventOf(xmlOf(created()))));
    expect(draft.vendorId).toBe(numberless.includes(name) ? null : 'ws-17/Security/98764');
    if (name !== 'Export-WinEvents') expect([Math.floor(draft.time.ms / 1000), draft.time.zoneAssumed]).toEqual([utc, false]);
  });

  test('Sysmon is one event, whatever wrote it down', () => {
    const [draft, whole] = [eventOf(write(started())), eventOf(xmlOf(started()))];
    expect({ id: draft.vendorId, identity: draft.identity, says: draft.says, time: draft.time, told: told(draft) })
      .toEqual({ id: 'a1b2c3d4-0001-69f8-9e0e-000000000800', identity: whole.identity, says: undefined, time: whole.time, told: told(whole) });
  });
});

test('what is read finely has one identity; what is coarser says so, to be folded into it', () => {
  const whole = eventOf(xmlOf(created()));
  for (const name of names) {
    const draft = eventOf(shapes[name]!(created()));
    const same = JSON.stringify(draft.identity) === JSON.stringify(whole.identity);
    expect([name, same || draft.says !== undefined || draft.vendorId === null]).toEqual([name, true]);
  }
});

describe('any value of the data', () => {
  // What a text form may do to a value: blanks at its ends, and what says nothing.
  const word = fc.string({ unit: 'grapheme', maxLength: 40 }).map((text) => text.replaceAll(/[\p{C}\u2028\u2029]/gu, '').trim()).filter((text) => text !== '' && text !== '(null)' && !/^[-\d.]+$/.test(text));
  const whole = names.filter((name) => !['Splunk, classic', 'Snare', 'PowerShell'].includes(name));

  test('comes out of every shape as it went in', () => {
    fc.assert(fc.property(word, word, fc.integer({ min: 4, max: 0xffff_fffc }), (command, folder, pid) => {
      const facts = started({ CommandLine: command, CurrentDirectory: folder, ProcessId: String(pid) });
      for (const name of whole) {
        const { fields } = eventOf(shapes[name]!(facts));
        expect([name, fields['process.command_line'], fields['process.working_directory'], fields['process.pid']]).toEqual([name, command, folder, pid]);
      }
    }), { numRuns: 150 });
  });

  test('a command line that quotes the message of the event is read whole out of it', () => {
    const line = 'cmd /c "echo Creator Process ID: 0x1 Process Command Line: x Token Elevation Type indicates nothing"';
    for (const name of ['Splunk, classic', 'PowerShell', 'Snare']) {
      const { fields } = eventOf(shapes[name]!(created({ CommandLine: line })));
      expect([name, fields['process.command_line'], fields['process.parent.pid']]).toEqual([name, line, 3080]);
    }
  });
});

test('a table that the Event Viewer saved: no host, local time, and the values out of the message', async () => {
  const member = await readOne(folder, Buffer.from(viewerCsvOf([created(), started()])));
  const [security, own] = member.values.map((value) => eventOf(value));
  const { 'host.name': _name, 'host.id': _id, 'host.domain': _domain, 'logon.id': _logon, ...rest } = told(eventOf(xmlOf(created())));
  expect(told(security!)).toEqual(rest);
  expect([security?.time, security?.vendorId]).toEqual([{ ms: Date.UTC(2026, 4, 4, 10, 15, 30), restNs: 0, precision: 'second', zoneAssumed: true }, null]);
  expect([own?.time.ms, own?.vendorId]).toEqual([Date.UTC(2026, 4, 4, 8, 15, 30, 123), 'a1b2c3d4-0001-69f8-9e0e-000000000800']);
});

test('Sysmon on Linux is a process of Linux, in every shape', () => {
  const facts = startedOnLinux();
  const whole = eventOf(xmlOf(facts));
  expect(whole).toMatchObject({ dataset: 'linux.process', fields: { 'process.telemetry': 'sysmon', 'user.name': 'tomcat', 'user.id': '1001', 'logon.id': 'build-9/77', 'host.name': 'build-9', 'process.executable': '/usr/bin/cat' } });
  const row = { Facility: 'user', SeverityLevel: 'info', HostName: 'build-9', SyslogMessage: xmlOf(facts), Type: 'Syslog' };
  for (const value of [row, { message: `<14>May  4 08:15:30 build-9 sysmon: ${xmlOf(facts)}` }, evtxDumpOf(facts), winlogbeatOf(facts)]) expect(eventOf(value).identity).toEqual(whole.identity);
  expect(eventOf({ ...row, SyslogMessage: xmlOf(facts).slice(0, -80) }).fields).toMatchObject({ 'process.executable': '/usr/bin/cat', 'linux.process.incomplete': true });
});

describe('what starts no process', () => {
  const refusal = (value: unknown) => {
    const [inner] = unwrap(value, null);
    if (inner === undefined || 'skip' in inner) throw new Error('an envelope');
    const choice = chooseSource(inner);
    if (!('source' in choice)) return choice.reason;
    const made = choice.source.map(inner);
    return isRefusal(made) ? [choice.source.dataset, made.reason, made.detail] : [choice.source.dataset, 'event', ''];
  };
  const logon: Partial<Facts> = { code: 4624 };
  test.each(names)('%s', (name) => {
    expect(refusal(shapes[name]!(created({}, logon)))).toEqual(['windows.process', 'process/other-event', 'event 4624 of Security is no start of a process']);
    expect(refusal(shapes[name]!(started({}, { code: 3 })))).toEqual(['windows.process', 'process/other-event', 'Sysmon event 3 (network connection) is no start of a process']);
  });
  test('the number 4688 and 1 of other logs', () => {
    expect(refusal(xmlOf(created({}, { provider: 'Other', channel: 'Application' })))).toEqual(['windows.process', 'process/other-event', 'event 4688 of Application is no start of a process']);
    expect(refusal(xmlOf(started({}, { provider: 'Microsoft-Windows-Kernel-General', channel: 'System' })))).toEqual(['windows.process', 'process/other-event', 'event 1 of System is no start of a process']);
  });
  test('an event without its data, or in another language', () => {
    expect(refusal(evtxDumpOf({ ...created(), data: {} }))).toEqual(['windows.process', 'source/invalid', 'event 4688 names no process; its message may be in another language than English']);
    expect(refusal(evtxDumpOf({ ...started(), data: { UtcTime: '2026-05-04 08:15:30.123' } }))).toEqual(['windows.process', 'source/invalid', 'event 1 of Sysmon names neither program nor command line']);
  });
  test('XML that is damaged, or that is none of Windows', () => {
    expect(refusal(xmlOf(created()).replace('</System>', '</Data>'))).toEqual(['windows.process', 'source/invalid', 'the XML of the event: </Data> closes <System>']);
    expect(refusal('<Event><Thing>1</Thing></Event>')).toBe('no source finds its own fields in it');
  });
});

describe('times', () => {
  const timeOf = (value: unknown) => eventOf(value).time;
  test('a clock of twelve hours without its half says so, and Sysmon knows better', () => {
    expect(timeOf(exportOf(created()))).toEqual({ ms: Date.UTC(2026, 4, 4, 10, 15, 30, 123), restNs: 0, precision: 'millisecond', zoneAssumed: true });
    expect(eventOf(exportOf(created())).fields['windows.process.half_day']).toBe(true);
    expect(eventOf({ ...exportOf(created()), TimeCreated: '2026-05-04 22:15:30.123' }).fields['windows.process.half_day']).toBeUndefined();
    expect(timeOf(exportOf(started()))).toEqual({ ms: Date.UTC(2026, 4, 4, 8, 15, 30, 123), restNs: 0, precision: 'millisecond', zoneAssumed: false });
  });
  test('a time in UTC in the same row tells zone and half', () => {
    const row = { ...exportOf(created()), TimeCreated: '2026-05-04 04:15:30.123', '@timestamp': '2026-05-04T20:15:31.500Z' };
    expect(timeOf(row)).toEqual({ ms: Date.UTC(2026, 4, 4, 20, 15, 30, 123), restNs: 0, precision: 'millisecond', zoneAssumed: false });
    expect(eventOf(row).fields['windows.process.half_day']).toBeUndefined();
  });
  test('one that does not fit tells nothing', () => {
    expect(timeOf({ ...exportOf(created()), '@timestamp': '2026-05-04T20:22:00.000Z' }).zoneAssumed).toBe(true);
  });
  test('Splunk without the time that it took out of the text', () => {
    expect(timeOf({ _raw: classicOf(created())._raw })).toEqual({ ms: Date.UTC(2026, 4, 4, 10, 15, 30), restNs: 0, precision: 'second', zoneAssumed: true });
  });
  test('Winlogbeat: when Windows logged it, not when it was read', () => {
    expect(timeOf(winlogbeatOf(created())).ms).toBe(Date.UTC(2026, 4, 4, 8, 15, 30, 123));
  });
});

test('what the creator is not: the account of the new process', () => {
  const { fields } = eventOf(xmlOf(created({ TargetUserSid: 'S-1-5-21-1-2-3-500', TargetUserName: 'Svc-Backup', TargetDomainName: 'HALDEN', TargetLogonId: '0x00099F' })));
  expect(fields).toMatchObject({ 'user.name': 'mara', 'user.effective.name': 'svc-backup', 'user.effective.id': 'S-1-5-21-1-2-3-500', 'windows.process.target_logon_id': '0x99f', 'logon.id': 'ws-17/0x3a1b2c' });
  expect(eventOf(xmlOf(created({ TargetUserSid: created().data['SubjectUserSid']!, TargetUserName: 'MARA', TargetDomainName: 'halden' }))).fields['user.effective.name']).toBeUndefined();
});

test('Elastic moves the data of an event into fields of its own', () => {
  expect(eventOf(movedOf(started()))).toMatchObject({
    vendorId: 'a1b2c3d4-0001-69f8-9e0e-000000000800', time: { ms: Date.UTC(2026, 4, 4, 8, 15, 30, 123) },
    fields: { 'user.name': 'mara', 'user.domain': 'halden', 'process.pid': 6772, 'process.parent.pid': 3080, 'process.hash.sha256': 'e2'.repeat(32), 'windows.process.integrity': 'high' },
  });
  expect(told(eventOf(movedOf(created())))).toEqual(told(eventOf(xmlOf(created()))));
});

test('nothing that is thrown at it makes it throw', () => {
  fc.assert(fc.property(fc.constantFrom(...names), fc.constantFrom(created(), started()), fc.jsonValue(), fc.nat(), (name, facts, odd, pick) => {
    const value = shapes[name]!(facts);
    const texts = typeof value === 'string' ? [value.slice(0, pick % value.length), value.slice(pick % value.length), `${value.slice(0, pick % value.length)}${JSON.stringify(odd)}${value.slice(pick % value.length)}`] : [];
    const objects = typeof value === 'object' && value !== null ? Object.keys(value).map((key) => ({ ...value, [key]: odd })) : [];
    for (const one of [...texts, ...objects]) {
      for (const inner of unwrap(one, null)) {
        if ('skip' in inner) continue;
        windowsProcess.recognise(inner);
        windowsProcess.map(inner);
      }
    }
  }), { numRuns: 300 });
});
