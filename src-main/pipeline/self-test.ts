import { closeSync, fsyncSync, mkdirSync, mkdtempSync, openSync, readFileSync, renameSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SelfCheck, SelfTest } from '../contract/index.ts';
import { loadRules, problemText, ruleKey, runExamples } from '../hunt/index.ts';
import { caseChecks } from './self-test/case-checks.ts';
import { tablesInUse } from './geo-tables.ts';

/** Where things lie on this machine. `folders` are those that the app must be able to write to, by what they are for. */
export interface SelfTestPlaces {
  readonly resources: string;
  readonly ownTables: readonly string[];
  readonly folders: Readonly<Record<string, string>>;
  readonly version: string;
}

/**
 * Whether this machine reads, stores, hunts and looks up as it was built to (practice D10): evidence in every layout and container, made on the spot; a
 * case with its guards; the examples of every shipped rule; the tables against their hashes; time zones; disks. A check that breaks fails alone.
 */
export async function selfTest({ resources, ownTables, folders, version }: SelfTestPlaces): Promise<SelfTest> {
  const scratch = scratchIn([...Object.values(folders), tmpdir()]);
  try {
    const checks = [
      ...diskChecks(folders),
      ...(await guardedAll('case', () => caseChecks(scratch))),
      ...(await guardedAll('rules', () => ruleChecks(join(resources, 'rules')))),
      ...(await guardedAll('tables', () => tableChecks(resources, ownTables))),
      zoneCheck(),
    ];
    return { ok: checks.every((check) => check.ok), version, at: new Date().toISOString(), checks };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** A folder of its own in the first of these that can be written to; that others cannot is a check that fails. */
function scratchIn([first, ...others]: readonly string[]): string {
  try {
    mkdirSync(first!, { recursive: true });
    return mkdtempSync(join(first!, 'self-test-'));
  } catch (error) {
    if (others.length === 0) throw error;
    return scratchIn(others);
  }
}

async function guardedAll(name: string, work: () => readonly SelfCheck[] | Promise<readonly SelfCheck[]>): Promise<readonly SelfCheck[]> {
  try {
    return await work();
  } catch (error) {
    return [{ name, ok: false, checked: 0, detail: error instanceof Error ? error.message : String(error) }];
  }
}

/** Writes, syncs, renames and reads back in each folder, as cases and settings are written. */
function diskChecks(folders: SelfTestPlaces['folders']): readonly SelfCheck[] {
  return Object.entries(folders).map(([name, folder]) => {
    try {
      const same = comesBack(folder, name);
      const { bavail, bsize } = statfsSync(folder);
      return { name: `disk ${name}`, ok: same, checked: 1, detail: same ? `${folder}, ${Math.floor((bavail * bsize) / 1024 ** 2)} MiB free` : `${folder} gives back something else than was written` };
    } catch (error) {
      return { name: `disk ${name}`, ok: false, checked: 1, detail: `${folder}: ${(error as Error).message}` };
    }
  });
}

function comesBack(folder: string, text: string): boolean {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `self-test-${process.pid}`);
  try {
    const fd = openSync(`${path}.new`, 'w');
    try {
      writeSync(fd, text);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    renameSync(`${path}.new`, path);
    return readFileSync(path, 'utf8') === text;
  } finally {
    rmSync(path, { force: true });
    rmSync(`${path}.new`, { force: true });
  }
}

/** The examples of each shipped rule; a rule file with a problem is a check that failed. */
function ruleChecks(folder: string): readonly SelfCheck[] {
  const { rules, problems } = loadRules(folder);
  const broken = problems.map((problem) => ({ name: 'rules', ok: false, checked: 0, detail: problemText(problem) }));
  const run = rules.map((rule) => {
    const results = runExamples(rule);
    const failed = results.filter((result) => !result.ok);
    return { name: `rule ${ruleKey(rule)}`, ok: failed.length === 0 && results.length > 0, checked: results.length, detail: failed.length === 0 ? `version ${rule.version}, SHA-256 ${rule.hash}` : failed.map((result) => `${result.says}: ${result.why}`).join('; ') };
  });
  return rules.length === 0 ? [...broken, { name: 'rules', ok: false, checked: 0, detail: 'There are no rules.' }] : [...broken, ...run];
}

/** Opening the tables compares each with its SHA-256. */
function tableChecks(resources: string, own: readonly string[]): readonly SelfCheck[] {
  return tablesInUse({ resources, own }).map(({ role, name, buildDate, sha256, origin }) => ({ name: `table ${role}`, ok: true, checked: 1, detail: `${name} of ${buildDate}, ${origin}, SHA-256 ${sha256}` }));
}

/** Hours on both sides of clock changes: zones of calendar windows and of printed times come from the runtime. [zone, UTC, hour there]. */
const hours = [
  ['Europe/Oslo', '2026-03-29T00:59:59Z', 1], ['Europe/Oslo', '2026-03-29T01:00:00Z', 3], ['Europe/Oslo', '2026-10-25T00:59:59Z', 2], ['Europe/Oslo', '2026-10-25T01:00:00Z', 2],
  ['America/New_York', '2026-03-08T06:59:59Z', 1], ['America/New_York', '2026-03-08T07:00:00Z', 3], ['Asia/Kolkata', '2026-01-01T00:00:00Z', 5], ['Pacific/Apia', '2026-01-01T00:00:00Z', 13], ['UTC', '2026-01-01T23:00:00Z', 23],
] as const;

function zoneCheck(): SelfCheck {
  const wrong = hours.filter(([zone, at, hour]) => hourIn(zone, at) !== hour).map(([zone, at]) => `${zone} at ${at}`);
  return { name: 'time zones', ok: wrong.length === 0, checked: hours.length, detail: wrong.length === 0 ? `tzdata ${process.versions.tz ?? 'of the system'}, ICU ${process.versions.icu ?? 'none'}` : `wrong hour: ${wrong.join(', ')}` };
}

function hourIn(zone: string, at: string): number | null {
  try {
    return Number(new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', hourCycle: 'h23' }).format(new Date(at)));
  } catch {
    return null;
  }
}
