import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Finding, FindingDetail, FindingPage, Reply } from '../../src-main/contract/index.ts';
import { cli } from '../help/browser.ts';
import { writeCompany } from './evidence-files.ts';
import { caseFile, go, idle, importPaths, newCase, quietAfterEach, stage, writeReport, type Stage } from './steps.ts';
import { allFindings, findingsOn } from '../help/findings.ts';

let on: Stage;
beforeAll(async () => {
  on = await stage();
  const company = writeCompany(join(on.home, 'evidence'));
  await newCase(on.page, 'Halden Freight', 'IR-2026-014');
  await importPaths(on.page, [...company.logs, company.broken]);
  await idle(on.page);
});
quietAfterEach(() => on.screen);
afterAll(() => on?.end());

/** Asks the host from the page, as the screens do. */
async function ask<T>(name: string, input: unknown): Promise<T> {
  const reply = await on.page.evaluate(async ([call, text]) => {
    const answer = await fetch(`/call/${call}`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-bilocate': '1' }, body: text! });
    return answer.text();
  }, [name, JSON.stringify(input)]);
  const answer = JSON.parse(reply) as Reply<T>;
  if (!answer.ok) throw new Error(`${name}: ${answer.fault.code}`);
  return answer.value;
}

describe('app and command line say the same of the same case, byte for byte', () => {
  test('each finding', async () => {
    const told = JSON.parse(cli(on.home, ['findings', caseFile(on.home, 'halden-freight'), '--json'])) as Finding[];
    const rows = findingsOn(await ask<FindingPage>('finding.list', allFindings));
    expect(rows.map(({ id }) => id).sort()).toEqual(told.map(({ id }) => id).sort());
    for (const one of told) {
      const shown = await ask<FindingDetail>('finding.get', { finding: one.id });
      const shared = Object.keys(one).filter((key) => key in shown);
      expect(shared).toEqual(expect.arrayContaining(['id', 'rule', 'variant', 'title', 'severity', 'actor', 'entity', 'start', 'end', 'eventCount', 'values', 'explanation', 'verdict']));
      const of = (from: object) => JSON.stringify(shared.map((key) => (from as Record<string, unknown>)[key]));
      expect(of(shown)).toBe(of(one));
    }
  });

  test('the report as JSON, but for what stands under `written`', async () => {
    await go(on.page, 'Report');
    const [ours, theirs] = [join(on.home, 'app.json'), join(on.home, 'cli.json')];
    await writeReport(on.page, 'JSON', ours);
    await go(on.page, 'Cases');
    await on.page.getByRole('button', { name: /^Case:/ }).click();
    await on.page.getByRole('menuitem', { name: 'Close this case' }).click();
    await on.page.getByText('No case open').waitFor();
    cli(on.home, ['--analyst', 'A. Lindqvist', 'report', caseFile(on.home, 'halden-freight'), '--out', theirs]);
    const text = (path: string) => {
      const all = readFileSync(path, 'utf8');
      const { written, ...rest } = JSON.parse(all) as { readonly written: object };
      expect(Object.keys(written)).toContain('at');
      const from = all.indexOf('"written": {');
      const to = all.indexOf('\n  }', from);
      expect(Object.keys(rest).length).toBeGreaterThan(10);
      return `${all.slice(0, from)}${all.slice(to)}`;
    };
    expect(text(theirs)).toBe(text(ours));
  });
});
