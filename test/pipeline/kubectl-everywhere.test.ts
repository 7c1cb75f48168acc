import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeCase, findingsJson } from '../../src-main/case/index.ts';
import { huntColumns, rulesOf } from '../../src-main/pipeline/hunt.ts';
import { loadColumns } from '../../src-main/pipeline/load-columns.ts';
import { storeHunt } from '../../src-main/pipeline/store-hunt.ts';
import { auditLines, laurelRecord } from '../sources/audit-records.ts';
import { deviceRow, falcon, jamfSpawn } from '../sources/macos-records.ts';
import { created, evtxDumpOf, started } from '../sources/windows-records.ts';
import { discard, failedChecks, importHere, newCase, resources, scratch } from '../help/open-cases.ts';

/** Seed S9 (A12): one person asks kubectl for its contexts, and never did before. Whatever wrote it down, the same rule says so once. */
interface Start {
  /** UTC ms. */
  readonly ms: number;
  readonly n: number;
  readonly path: string;
  readonly args: readonly string[];
}

const DAY = 86_400_000;
const T = Date.parse('2026-04-01T08:15:30.123Z');
const line = (records: readonly unknown[]): string => records.map((one) => JSON.stringify(one)).join('\n');
const iso = (ms: number): string => new Date(ms).toISOString();
const names = { 0: 'root', 1000: 'mara' };

/** Files of what each telemetry writes of these starts; where the program lies, and how its first word is written. */
const telemetries: Readonly<Record<string, { readonly path: string; readonly word: string; readonly file: string; readonly write: (starts: readonly Start[]) => string }>> = {
  jamf: {
    path: '/opt/homebrew/bin/kubectl', word: 'kubectl', file: 'jamf.jsonl',
    write: (starts) => line(starts.map(({ ms, n, path, args }) => jamfSpawn({
      path: [path, path], exec_args: { args: Object.fromEntries(args.map((one, at) => [at + 1, one])), args_compiled: args.join(',') }, exec_chain: { thread_uuid: `AAAA0000-0000-4000-8000-${String(n).padStart(12, '0')}` },
      arguments: { child_PID: 5000 + n }, key: `FF48B7F5-0000-4000-8000-${String(n).padStart(12, '0')}`, header: { event_id: 43_190, event_modifier: 0, event_name: 'AUE_POSIX_SPAWN', time_milliseconds_offset: ms % 1000, time_seconds_epoch: Math.floor(ms / 1000), version: 11 },
    }))),
  },
  auditd: { path: '/usr/local/bin/kubectl', word: 'kubectl', file: 'audit.log', write: (starts) => starts.flatMap(({ ms, n, path, args }) => auditLines({ ms, serial: 100 + n, args, exe: path, pid: 6000 + n, names })).join('\n') },
  laurel: { path: '/usr/bin/kubectl', word: '/usr/bin/kubectl', file: 'laurel.log', write: (starts) => line(starts.map(({ ms, n, path, args }) => laurelRecord({ ms, serial: 100 + n, args, exe: path, pid: 6000 + n, names }))) },
  4688: {
    path: 'C:\\Program Files\\k8s\\kubectl.exe', word: '"C:\\Program Files\\k8s\\kubectl.exe"', file: 'security.jsonl',
    write: (starts) => line(starts.map(({ ms, n, path, args }) => evtxDumpOf(created({ NewProcessName: path, NewProcessId: `0x${(0x2000 + n).toString(16)}`, CommandLine: args.join(' ') }, { recordId: 1000 + n, time: iso(ms) })))),
  },
  sysmon: {
    path: 'C:\\Tools\\KUBECTL.EXE', word: 'kubectl.exe', file: 'sysmon.jsonl',
    write: (starts) => line(starts.map(({ ms, n, path, args }) => evtxDumpOf(started({
      Image: path, OriginalFileName: 'kubectl.exe', ProcessId: String(7000 + n), ProcessGuid: `{A1B2C3D4-${String(n).padStart(4, '0')}-69F8-9E0E-000000000800}`, CommandLine: args.join(' '), UtcTime: iso(ms).replace('T', ' ').replace('Z', ''),
    }, { recordId: 2000 + n, time: iso(ms) })))),
  },
  crowdstrike: {
    path: '/usr/bin/kubectl', word: 'kubectl', file: 'falcon.jsonl',
    write: (starts) => line(starts.map(({ ms, n, path, args }) => falcon('Lin', {
      id: `e7000000-0000-4000-8000-${String(n).padStart(12, '0')}`, ImageFileName: path, CommandLine: args.join(' '), RawProcessId: String(4000 + n), TargetProcessId: String(488_638_905_187_000_000 + n), ProcessStartTime: String(ms / 1000), ContextTimeStamp: String(ms / 1000), timestamp: String(ms + 2000),
    }))),
  },
  defender: {
    path: 'C:\\Users\\mara\\bin\\kubectl.exe', word: 'kubectl.exe', file: 'defender.jsonl',
    write: (starts) => line(starts.map(({ ms, n, path, args }) => deviceRow({ ReportId: n, Timestamp: iso(ms), ProcessId: 4000 + n, ProcessCreationTime: iso(ms), FileName: 'kubectl.exe', FolderPath: path, ProcessCommandLine: args.join(' ') }))),
  },
};

/** A start each morning for four weeks; on the last but one the contexts are asked for, an hour later twice more. */
function month(path: string, word: string): Start[] {
  const daily = Array.from({ length: 28 }, (_, day) => ({ ms: T + day * DAY, path, args: [word, 'get', 'pods'] }));
  const asked = [0, 3_600_000, 3_700_000].map((after) => ({ ms: T + 26 * DAY + 60_000 + after, path, args: [word, 'config', 'get-contexts'] }));
  return [...daily, ...asked].sort((a, b) => a.ms - b.ms).map((one, n) => ({ ...one, n }));
}

let folder: string;
beforeAll(() => {
  folder = scratch('kubectl');
});
afterAll(() => discard(folder));

async function found(name: string, files: Readonly<Record<string, string>>) {
  const file = newCase(folder, `${name}.bilocate`);
  try {
    const paths = Object.entries(files).map(([at, text]) => {
      writeFileSync(join(folder, at), text);
      return join(folder, at);
    });
    const { totals } = await importHere(file, paths);
    const columns = loadColumns(file, join(folder, `${name}-cache`));
    storeHunt(file, huntColumns(columns, rulesOf({ resources, own: null }, ['S9']), { rules: ['S9'], parameters: {} }, { stop: () => false, now: () => 0, progress: () => undefined }));
    expect(failedChecks(file)).toEqual([]);
    return { totals, findings: findingsJson(file).map(({ rule, variant, actor, start, eventCount, values }) => ({ rule: `${rule}/${variant}`, actor, start, eventCount, said: values['command']?.map((one) => one.value), as: values['process.command_line']?.map((one) => one.value) })) };
  } finally {
    closeCase(file);
  }
}

describe('S9: kubectl config get-contexts, for the first time', () => {
  test.each(Object.entries(telemetries))('written down by %s: published and corrected say so once', async (name, { path, word, file, write }) => {
    const { totals, findings } = await found(name, { [file]: write(month(path, word)) });
    expect(totals).toMatchObject({ records: totals.events + totals.folded, events: 31, skips: 0 });
    expect(findings.map((one) => one.rule).sort()).toEqual(['kubectl-new-command-for-user/corrected', 'kubectl-new-command-for-user/published']);
    for (const one of findings) {
      expect([one.start.slice(0, 16), one.eventCount, one.as]).toEqual(['2026-04-27T08:16', 3, [`${word} config get-contexts`]]);
      expect(one.actor).toMatch(/mara|jonas/i);
    }
    expect(findings.find((one) => one.rule.endsWith('corrected'))!.said).toEqual(['kubectl config get-contexts']);
  });

  test('written down by two logs of one laptop: known from one of them is known, for whom folders and .exe make no difference', async () => {
    const { path, word, write } = telemetries['4688']!;
    const other = telemetries['sysmon']!;
    const before = month(path, word).map((one) => ({ ...one, args: [word, 'config', 'get-contexts'] })).filter((one) => one.ms < T + 20 * DAY);
    const after = month(other.path, other.word).filter((one) => one.ms > T + 20 * DAY);
    const { findings } = await found('both', { 'security-a.jsonl': write(before), 'sysmon-a.jsonl': other.write(after) });
    expect(findings.map((one) => [one.rule, one.as])).toEqual(expect.arrayContaining([['kubectl-new-command-for-user/published', ['kubectl.exe config get-contexts']]]));
    expect(findings.filter((one) => one.rule.endsWith('corrected')).map((one) => one.said)).toEqual([['kubectl get pods']]);
  });
});
