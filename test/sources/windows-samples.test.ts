import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkSamples, sampleFolder } from '../help/sample-tables.ts';
import { readSample } from './okta-read.ts';
import { rows } from './windows-sample-rows.ts';

checkSamples('process', rows);

describe.skipIf(!existsSync(sampleFolder('process')))('what the samples are known for', () => {
  const drafts = async (file: string) => (await readSample(join(sampleFolder('process'), file))).drafts;

  test('a clock of twelve hours: Sysmon tells the time of the same start, sixteen hours later', async () => {
    const [security, own] = await drafts(rows[0]!.file);
    expect([security?.time.zoneAssumed, security?.fields['windows.process.half_day'], own?.time.zoneAssumed]).toEqual([true, true, false]);
    expect([security?.fields['process.pid'], security?.fields['logon.id']]).toEqual([own?.fields['process.pid'], own?.fields['logon.id']]);
    expect((own!.time.ms - security!.time.ms) / 3_600_000).toBe(16);
  });
  test('Winlogbeat: when Windows logged it, two years before it was read', async () => {
    const [one] = await drafts('legoguy1000__integrations__test-security-windows2019-4688-process-created.json');
    expect(one?.time.ms).toBe(Date.parse('2019-11-14T17:10:15.151Z'));
  });
  test('Splunk and Snare: the zone is that of the time beside the text', async () => {
    const [classic] = await drafts('criblpacks__cribl-windows-events__Classic_4688_XNPzEl.json');
    expect([classic?.time, classic?.vendorId]).toEqual([{ ms: 1_621_342_800_000, restNs: 0, precision: 'second', zoneAssumed: false }, 'host/Security/7901151']);
    const [snare] = await drafts('criblpacks__cribl-windows-events__Snare_syslog_Jtmfrq.json');
    expect([snare?.time.ms, snare?.fields['process.command_line']]).toEqual([1_643_394_810_000, '\\??\\C:\\Windows\\system32\\file.exe 0xffffffff -ForceV1']);
  });
  test('Sysmon for Linux: one event of the syslog was cut, and says so', async () => {
    const all = await drafts('OTRF__Security-Datasets__syslog_sysmon_log4shell_cve2021_44228_jndi_reference_2022-05-11181020.json');
    expect(all.filter(({ fields }) => fields['linux.process.incomplete'] === true)).toHaveLength(1);
    expect(new Set(all.map(({ vendorId }) => vendorId)).size).toBe(31);
    expect(all[0]?.fields).toMatchObject({ 'user.name': 'tomcat', 'user.id': '1001', 'host.name': 'ubuntu5', 'process.executable': '/bin/bash', 'process.parent.name': 'java' });
  });
  test('a table that pandas has saved: whole command lines', async () => {
    const all = await drafts('microsoft__msticpy__processes_on_host_4688.csv');
    expect(all.every(({ time, fields }) => !time.zoneAssumed && fields['host.name'] === 'msticalertswin1' && fields['process.pid'] !== undefined)).toBe(true);
    expect(all[3]?.fields['process.command_line']).toBe('"C:\\Windows\\system32\\cscript.exe" /nologo "MonitorKnowledgeDiscovery.vbs"');
  });
});
