import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rulesOfAnySource } from '../../scripts/sample/any-source.ts';
import { rulesOverFindings } from '../../scripts/sample/over-findings.ts';
import { makeMonth } from '../../scripts/sample/month.ts';
import { closeCase, eventDetail, findingRows, findingsJson, findingStored, type WriteCase } from '../../src-main/case/index.ts';
import { enrichCase } from '../../src-main/pipeline/enrich-case.ts';
import { lookUp } from '../../src-main/pipeline/enrich.ts';
import { huntColumns, rulesOf } from '../../src-main/pipeline/hunt.ts';
import { loadColumns } from '../../src-main/pipeline/load-columns.ts';
import { storeHunt } from '../../src-main/pipeline/store-hunt.ts';
import { discard, importHere, newCase, resources, scratch } from '../help/open-cases.ts';

/** The sample company's month with a stolen key and a hijacked session in it: what is planted is found, and nothing else is. */
interface Truth {
  readonly planted: readonly { readonly family: string; readonly variant: string; readonly entity: Record<string, string>; readonly start: string; readonly end: string; readonly events: readonly string[] }[];
}

const folder = scratch('truth');
let truth: Truth;
let file: WriteCase;

beforeAll(async () => {
  const made = await makeMonth({ out: join(folder, 'logs'), events: 40_000, seed: 1, days: 30 });
  truth = made.truth as unknown as Truth;
  file = newCase(folder);
  await importHere(file, [join(folder, 'logs')]);
  await enrichCase(file, { resources, own: [] }, lookUp);
  const columns = loadColumns(file, join(folder, 'cache'));
  const run = { stop: () => false, now: () => 0, progress: () => undefined };
  storeHunt(file, huntColumns(columns, rulesOf({ resources, own: null }, []), { rules: [], parameters: {} }, run));
}, 120_000);
afterAll(() => {
  closeCase(file);
  discard(folder);
});

const seeds: Readonly<Record<string, string>> = { s1: 'aws-console-concurrent-sessions', s7: 'aws-new-network-for-user', s16: 'aws-key-in-two-places', s17: 'aws-rare-session-profile' };

describe('the corrected rules on the sample', () => {
  test('find exactly what is planted: rule, span, user and every event, and nothing else', () => {
    const found = findingRows(file)
      .filter((row) => row.variant === 'corrected' && !rulesOfAnySource.includes(row.rule) && !rulesOverFindings.includes(row.rule))
      .map((row) => ({ rule: row.rule, start: row.start, end: row.end, events: vendorIds(row.id) }));
    const planted = truth.planted.map(({ family, start, end, events }) => ({ rule: seeds[family]!, start, end, events: [...events].sort() }));
    expect(found.sort(byRuleAndStart)).toEqual(planted.sort(byRuleAndStart));
  });

  test('name the key and the two networks of the story', () => {
    const stolen = findingsJson(file).filter((finding) => finding.rule === seeds.s16 && finding.variant === 'corrected');
    expect(stolen[0]).toMatchObject({ actor: 'j.doe', eventCount: 68, verdict: 'open', severity: 'high' });
    expect(stolen[0]!.values['source.as.organization.name']!.map((one) => one.value).sort()).toEqual(['Clouvider Limited', 'Comcast Cable Communications, LLC']);
    expect(stolen[0]!.explanation.windows.some((window) => window.fired)).toBe(true);
  });

  test('are stricter than the published ones, which the noise of a company tempts', () => {
    const published = findingRows(file).filter((row) => row.variant === 'published');
    expect(published.length).toBeGreaterThan(100);
    const stolen = truth.planted.filter(({ family }) => family === 's16')[0]!;
    const overlapping = published.filter((row) => row.rule === seeds.s16 && row.actor === 'j.doe' && row.start < stolen.end && row.end > stolen.start);
    expect(overlapping.length).toBeGreaterThan(0);
  });
});

function vendorIds(finding: string): string[] {
  return findingStored(file, finding).rows.map((event) => eventDetail(file, event).fields.find(({ field }) => field === 'event.id')!.value).sort();
}

function byRuleAndStart(a: { rule: string; start: string }, b: { rule: string; start: string }): number {
  return a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : a.start < b.start ? -1 : 1;
}
