import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rulesOfAnySource } from '../../scripts/sample/any-source.ts';
import { rulesOverFindings } from '../../scripts/sample/over-findings.ts';
import { makeMonth } from '../../scripts/sample/month.ts';
import type { Planted } from '../../scripts/sample/truth.ts';
import { closeCase, eventDetail, findingRows, findingStored, type WriteCase } from '../../src-main/case/index.ts';
import type { Columns } from '../../src-main/columns/index.ts';
import type { FieldName } from '../../src-main/contract/index.ts';
import { huntRules } from '../../src-main/hunt/index.ts';
import { enrichCase } from '../../src-main/pipeline/enrich-case.ts';
import { lookUp } from '../../src-main/pipeline/enrich.ts';
import { huntColumns, rulesOf } from '../../src-main/pipeline/hunt.ts';
import { loadColumns } from '../../src-main/pipeline/load-columns.ts';
import { storeHunt } from '../../src-main/pipeline/store-hunt.ts';
import { discard, importHere, newCase, resources, scratch } from '../help/open-cases.ts';

/** The sample company before Okta, Entra and Microsoft 365: what the ground truth names is found, by the rules that it names, and nothing else. */
interface Truth {
  readonly events: number;
  readonly sources: Readonly<Record<string, number>>;
  readonly twice: number;
  readonly planted: readonly Planted[];
  readonly attacker: Readonly<Record<string, readonly string[]>>;
  readonly noise: readonly { readonly id: string; readonly actors: readonly string[]; readonly tempts: readonly string[]; readonly fires?: readonly Planted[] }[];
}

const folder = scratch('sign-ins');
const VICTIM = 'j.doe@haldenfreight.example';
let truth: Truth;
let file: WriteCase;
let columns: Columns;

beforeAll(async () => {
  const made = await makeMonth({ out: join(folder, 'logs'), events: 0, sources: ['sign-ins'], seed: 1, days: 30 });
  truth = made.truth as Truth;
  file = newCase(folder);
  await importHere(file, [join(folder, 'logs')]);
  await enrichCase(file, { resources, own: [] }, lookUp);
  columns = loadColumns(file, join(folder, 'cache'));
  const run = { stop: () => false, now: () => 0, progress: () => undefined };
  storeHunt(file, huntColumns(columns, rulesOf({ resources, own: null }, []), { rules: [], parameters: {} }, run));
}, 120_000);
afterAll(() => {
  closeCase(file);
  discard(folder);
});

const seeds = ['S2', 'S3', 'S4', 'S5', 'S7', 'S10', 'S11', 'S12'];
interface Told { readonly rule: string; readonly variant: string; readonly start: number; readonly end: number; readonly events: readonly string[] }
const told = (
  one: Pick<Planted, 'rule' | 'variant' | 'start' | 'end' | 'events'>,
): Told => ({ rule: one.rule, variant: one.variant, start: Date.parse(one.start), end: Date.parse(one.end), events: [...one.events].sort() });
const found = (row: ReturnType<typeof findingRows>[number]): Told => told({
  rule: row.rule, variant: row.variant, start: row.start, end: row.end, events: idsOf(row.id),
} as unknown as Planted);
const inOrder = (list: readonly Told[]): readonly Told[] =>
  list.toSorted((a, b) => a.rule.localeCompare(b.rule) || a.variant.localeCompare(b.variant) || a.start - b.start || a.events[0]!.localeCompare(b.events[0]!));
function idsOf(finding: string): string[] {
  return findingStored(file, finding).rows.map((event) => eventDetail(file, event).fields.find(({ field }) => field === 'event.id')!.value);
}
const textAt = (field: FieldName, row: number): string | null => {
  const id = columns.ids(field)[row]!;
  return id === 0 ? null : columns.text(field, id);
};
const rowsOf = (dataset: string): number[] => Array.from({ length: columns.count }, (_, row) => row).filter((row) => textAt('event.dataset', row) === dataset);

describe('the month as evidence', () => {
  test('every record of every file is an event: as many as were asked for, in each source as many as the truth says', () => {
    const counted = Object.fromEntries(Object.keys(truth.sources).map((dataset) => [dataset, rowsOf(dataset).length]));
    expect(counted).toEqual(truth.sources);
    expect(truth.events).toBe(12_000);
    expect(columns.count).toBe(12_000);
  });

  test('what the CSV of Purview repeats is no second event', () => {
    const name = readdirSync(join(folder, 'logs', 'M365')).find((one) => one.endsWith('.csv'))!;
    const rows = readFileSync(join(folder, 'logs', 'M365', name), 'utf8').trimEnd().split('\r\n').slice(1);
    expect(rows).toHaveLength(truth.twice);
    expect(rows.filter((row) => row.includes('New-InboxRule'))).toHaveLength(1);
    expect(rowsOf('m365.audit').filter((row) => textAt('event.action', row) === 'New-InboxRule')).toHaveLength(1);
  });

  test('the same order gives the same bytes, and CloudTrail beside it is what it is alone', async () => {
    const bytesIn = (out: string, folders: readonly string[]) => {
      const paths = folders.flatMap((name) => readdirSync(join(out, name), { recursive: true, encoding: 'utf8' }).map((path) => join(name, path)));
      return Object.fromEntries(paths.filter((path) => /\.(gz|json|csv)$/.test(path)).map((path) => [path, createHash('sha256').update(readFileSync(join(out, path))).digest('hex')]));
    };
    const [both, trail] = [join(folder, 'both'), join(folder, 'trail')];
    const made = await makeMonth({ out: both, events: 40_000, sources: ['aws', 'sign-ins'], signIns: 12_000, seed: 1, days: 30 });
    await makeMonth({ out: trail, events: 40_000, seed: 1, days: 30 });
    expect(made.events).toBe(52_000);
    expect(bytesIn(both, ['Entra', 'Okta', 'M365'])).toEqual(bytesIn(join(folder, 'logs'), ['Entra', 'Okta', 'M365']));
    expect(bytesIn(both, ['AWSLogs'])).toEqual(bytesIn(trail, ['AWSLogs']));
  });

  test('more sign-ins bring more people; the story stays', async () => {
    const made = await makeMonth({ out: join(folder, 'more'), events: 0, sources: ['sign-ins'], signIns: 20_000, seed: 1, days: 30 });
    expect(made.events).toBe(20_000);
    const more = made.truth as Truth;
    expect(more.planted).toEqual(truth.planted);
    expect(more.noise.flatMap((one) => one.fires ?? [])).toEqual(truth.noise.flatMap((one) => one.fires ?? []));
  });

  test('a sign-in and its trace in the audit log bear one token id, and what was done with it names it as used', () => {
    const issued = new Set(rowsOf('entra.signin').map((row) => textAt('credential.issued_id', row)));
    const audit = rowsOf('m365.audit');
    const logins = audit.filter((row) => textAt('event.action', row) === 'UserLoggedIn');
    expect(logins.length).toBeGreaterThan(400);
    for (const row of logins) expect(issued).toContain(textAt('credential.issued_id', row));
    const used = audit.map((row) => textAt('credential.id', row)).filter((id) => id !== null);
    expect(used.length).toBeGreaterThan(1000);
    for (const id of used) expect(issued).toContain(id);
  });

  test('the thief\'s session is the owner\'s: one SID and one root session, on two networks and systems', () => {
    const wrong = new Set(truth.attacker['replayed-session']);
    for (const [dataset, field] of [['entra.signin', 'session.id'], ['okta.system', 'session.root_id']] as const) {
      const rows = rowsOf(dataset).filter((row) => textAt('user.name', row) === VICTIM);
      const eventOf = new Map(rows.map((row) => [eventDetail(file, columns.event[row]!).fields.find((one) => one.field === 'event.id')!.value, row]));
      const stolen = [...eventOf].filter(([event]) => wrong.has(event)).map(([, row]) => row);
      const sessions = new Set(stolen.map((row) => textAt(field, row)));
      expect([dataset, sessions.size]).toEqual([dataset, 1]);
      const inIt = rows.filter((row) => sessions.has(textAt(field, row)));
      expect(inIt.length).toBeGreaterThan(stolen.length);
      expect(new Set(inIt.map((row) => textAt('source.as.organization.name', row))).size).toBeGreaterThan(1);
    }
  });
});

test('the vendors judge the thief too, and know the laptop of the owner but not his machines', () => {
  const wrong = new Set(truth.attacker['replayed-session']);
  const mine = (dataset: string) => rowsOf(dataset).filter((row) => textAt('user.name', row) === VICTIM).map((row) => {
    const fields = eventDetail(file, columns.event[row]!).fields;
    return {
      id: fields.find((one) => one.field === 'event.id')!.value, risk: fields.find((one) => one.field === 'vendor.risk.level')?.value,
      device: fields.find((one) => one.field === 'device.id')?.value,
    };
  });
  const [okta, entra] = [mine('okta.system'), mine('entra.signin')];
  expect(new Set(okta.filter((one) => wrong.has(one.id)).map((one) => `${one.risk} ${one.device}`))).toEqual(new Set(['HIGH undefined']));
  expect(entra.filter((one) => one.risk === 'medium').map((one) => wrong.has(one.id))).toEqual([true]);
  expect(entra.filter((one) => wrong.has(one.id) && one.device !== undefined)).toEqual([]);
  expect(entra.filter((one) => one.device !== undefined).length).toBeGreaterThan(50);
});

describe('the rules on the sign-ins', () => {
  test('find exactly what the truth names, event by event, planted or benign, as published and as corrected', () => {
    const expected = [...truth.planted, ...truth.noise.flatMap((one) => one.fires ?? [])].map(told);
    expect(inOrder(findingRows(file).filter((row) => !rulesOfAnySource.includes(row.rule) && !rulesOverFindings.includes(row.rule)).map(found))).toEqual(inOrder(expected));
  });

  test('the story: ten findings of the corrected rules, and the published ones see one of them', () => {
    const of = (variant: string) => truth.planted.filter((one) => one.variant === variant).map((one) => one.rule).toSorted();
    expect(of('corrected')).toEqual([
      'entra-many-agents', 'entra-many-networks', 'entra-many-systems', 'entra-networks-above-usual', 'entra-networks-and-countries', 'entra-new-network-for-user', 'entra-new-network-for-user',
      'okta-many-agents-to-apps', 'okta-new-app-for-user', 'okta-new-app-for-user',
    ]);
    expect(of('published')).toEqual(['okta-many-agents-to-apps']);
  });

  test('a replayed token shows with nobody at the keyboard: both counts stand side by side (A5)', () => {
    const row = findingRows(file).find((one) => one.rule === 'entra-many-networks')!;
    const fired = findingStored(file, row.id).explanation.windows.filter((window) => window.fired);
    const peak = (name: string) => Math.max(...fired.map((window) => window.measured[name]!));
    expect([peak('networks'), peak('interactive_networks'), peak('non_interactive_networks')]).toEqual([4, 1, 3]);
  });

  test('every noise that fires says so: two journeys, and a tester whom the published rules take for a thief', () => {
    const fires = Object.fromEntries(truth.noise.filter((one) => (one.fires ?? []).length > 0).map((one) => [
      one.id, one.fires!.map((finding) => `${finding.rule}/${finding.variant}`),
    ]));
    expect(fires).toEqual({
      journey: Array(2).fill('entra-networks-and-countries/corrected'),
      'browser-tests': [...Array(4).fill('entra-many-agents/published') as string[], ...Array(4).fill('okta-many-agents-to-apps/published') as string[]],
    });
  });

  test('noise tempts rules of these seeds and of any source only, and names who makes it', () => {
    const rules = new Map(rulesOf({ resources, own: null }, []).map(({ rule }) => [`${rule.id}/${rule.variant}`, rule.seed]));
    for (const { id, actors, tempts } of truth.noise) {
      expect([id, actors.length > 0]).toEqual([id, true]);
      for (const rule of tempts) expect(rulesOfAnySource.includes(rule.split('/')[0]!) ? [...seeds, null] : seeds).toContain(rules.get(rule));
    }
  });
});

describe('the lists', () => {
  /** The rows of a view by column. */
  const rowsOfView = (id: string, variant: string): Record<string, unknown>[] => {
    const rule = rulesOf({ resources, own: null }, []).find((one) => one.rule.id === id && one.rule.variant === variant)!.rule;
    const [view] = [...huntRules([rule], columns)][0]!.views;
    return view!.rows.map((row) => Object.fromEntries(view!.columns.map((name, i) => [name, row.cells[i]])));
  };

  test('S2: as corrected the day of the theft comes first, with both counts; as published it is one of hundreds, with half of the networks', () => {
    expect(rowsOfView('entra-networks-per-day', 'corrected')[0]).toMatchObject({
      'user.name': VICTIM, window_start: '2026-05-12T00:00:00Z', networks: 4, interactive_networks: 2, non_interactive_networks: 3, countries: 3,
    });
    const published = rowsOfView('entra-networks-per-day', 'published');
    expect(published.length).toBeGreaterThan(400);
    expect(published.find((row) => row['user.name'] === VICTIM && row['window_start'] === '2026-05-12T00:00:00Z')).toMatchObject({ distinct_ASNs: 2 });
  });

  test('S2: interim steps of a login are no sign-ins', () => {
    const counted = rowsOfView('entra-networks-per-day', 'corrected').reduce((sum, row) => sum + Number(row['sign_ins']), 0);
    const succeeded = rowsOf('entra.signin').filter((row) => textAt('event.outcome', row) === 'success').length;
    expect(counted).toBe(succeeded);
    expect(rowsOf('entra.signin').length - succeeded).toBeGreaterThan(100);
  });

  test('S11: the tester leads as published; as corrected the thief, who does what was never done a week before, while the tester does it every week', () => {
    const [published, corrected] = [rowsOfView('okta-agents-per-hour', 'published'), rowsOfView('okta-agents-per-hour', 'corrected')];
    expect(published.map((row) => [String(row['user.name']).split('@')[0], row['dc_userAgents']])).toEqual([
      ...Array.from({ length: 4 }, () => ['x.morales', 5]), ['j.doe', 4],
    ]);
    expect(corrected.map((row) => [String(row['user.name']).split('@')[0], row['agents'], row['strings'], row['agents.before'], row['agents.change'], row['comparison']])).toEqual([
      ['j.doe', 5, 5, 0, 5, 'no events'], ['x.morales', 3, 5, 2, 1, 'seen'], ...Array.from({ length: 2 }, () => ['x.morales', 3, 5, 3, 0, 'seen']), ['x.morales', 3, 5, null, null, 'no data'],
    ]);
  });
});
