import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { EventDraft } from '../../src-main/contract/index.ts';
import { Gathered, isRefusal } from '../../src-main/sources/index.ts';
import { linuxProcess } from '../../src-main/sources/linux-process.ts';
import { checkSamples, sampleFolder } from '../help/sample-tables.ts';
import { rows } from './linux-sample-rows.ts';

for (const [folder, table] of Object.entries(rows)) checkSamples(folder, table);

const folder = sampleFolder('process');
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

function eventOf(value: unknown): EventDraft {
  const made = linuxProcess.map({ value, path: null, envelope: null });
  if (isRefusal(made)) throw new Error(made.detail);
  return made;
}

describe.skipIf(!existsSync(folder))('what samples tell', () => {
  test.each(['execve', 'execve-long', 'perl-reverse-shell', 'weblogic'])('lines of auditd and what Laurel made of them are one event: %s', (name) => {
    const raw = eventOf(new Gathered(read(`threathunters-io__laurel__record-${name}.txt`).split('\n').filter((line) => line !== '')));
    const twin = eventOf(JSON.parse(read(`threathunters-io__laurel__record-${name}.json`)));
    const { 'process.telemetry': one, 'linux.process.records': types, ...fields } = raw.fields;
    expect([one, types?.filter((type) => type !== 'EOE')]).toEqual(['auditd', twin.fields['linux.process.records']]);
    expect(twin).toEqual({ ...raw, fields: { ...fields, 'process.telemetry': 'laurel', 'linux.process.records': types?.filter((type) => type !== 'EOE') } });
    expect(raw.fields['linux.process.incomplete']).toBeUndefined();
  });

  test('an argument of 8,192 bytes over three records is whole', () => {
    const { fields } = eventOf(new Gathered(read('threathunters-io__laurel__record-execve-long.txt').split('\n').filter((line) => line !== '')));
    expect(/^\/bin\/echo [a-g]{8192}$/.test(fields['process.command_line'] ?? '')).toBe(true);
  });

  test('rows of the agent of Log Analytics: a shell out of a web server, and who it ran as', () => {
    const lines = read('OTRF__Security-Datasets__syslog_auoms_auditd_log4shell_cve2021_44228_jndi_reference_2022-05-11181020.json').split('\n').filter((line) => line.trim() !== '').map((line) => eventOf(JSON.parse(line)));
    expect(lines[5]).toMatchObject({ vendorId: 'ubuntu5:1652292621.990:84143', time: { ms: 1_652_292_621_990, precision: 'millisecond', zoneAssumed: false } });
    expect(lines[5]!.fields).toMatchObject({
      'user.name': 'tomcat', 'user.id': '1001', 'host.name': 'ubuntu5', 'process.executable': '/bin/bash', 'process.pid': 17790, 'process.parent.pid': 1340, 'event.outcome': 'success', 'linux.process.key': 'auoms,delete',
    });
    expect(lines[0]!.fields).toMatchObject({ 'event.outcome': 'failure', 'error.code': 'ENOENT', 'process.executable': '/usr/local/sbin/bash', 'linux.process.caller': '/usr/lib/jvm/java-8-openjdk-amd64/jre/bin/java' });
    expect(lines[0]!.fields['process.command_line']).toBeUndefined();
  });
});
