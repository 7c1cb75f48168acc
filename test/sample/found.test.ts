import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rulesOverFindings } from '../../scripts/sample/over-findings.ts';
import { eventDetail, findingRows, findingStored } from '../../src-main/case/index.ts';
import { steps, type Deed } from './steps.ts';
import { wholeCase, type WholeCase } from './whole-case.ts';

/** What "done" says of the sample: each step of the story is found by a corrected rule, and a benign month has at most one grave finding for 50 users and week. */
const THIEF = ['45.142.37.86', '79.127.216.141'];
const WEEK = 7 * 86_400_000;
let whole: WholeCase;
let deeds: ReadonlyMap<number, Deed>;
let found: readonly { readonly rule: string; readonly severity: string; readonly actor: string | null; readonly events: readonly number[] }[];

beforeAll(async () => {
  whole = await wholeCase();
  deeds = deedsOf(whole);
  found = findingRows(whole.file).filter(({ variant }) => variant === 'corrected').map(({ id, rule, severity, actor }) => ({ rule, severity, actor, events: findingStored(whole.file, id).rows }));
}, 600_000);
afterAll(() => whole.close());

/** What the thief did, by event: what the truth names, and what Microsoft 365 has from his addresses. */
function deedsOf({ columns, file, truth }: WholeCase): Map<number, Deed> {
  const incidents = new Map(Object.entries(truth.attacker).flatMap(([incident, ids]) => ids.map((id) => [id, incident] as const)));
  const from = Date.parse('2026-05-12T00:00:00Z');
  const all = new Map<number, Deed>();
  columns.event.forEach((event, row) => {
    if (columns.time[row]! < from || columns.time[row]! > from + 3 * 86_400_000) return;
    const fields = new Map(eventDetail(file, event).fields.map(({ field, value }) => [field, value]));
    const at = (field: string): string => fields.get(field as never) ?? '';
    const dataset = at('event.dataset');
    const incident = incidents.get(at('event.id')) ?? (dataset === 'm365.audit' && THIEF.includes(at('source.ip')) ? 'replayed-session' : undefined);
    if (incident === undefined) return;
    const text = dataset === 'k8s.audit' ? `${at('orchestrator.resource.type')} ${at('user.name')}` : at('process.command_line') || at('application.name');
    all.set(event, { incident, dataset, action: at('event.action'), outcome: at('event.outcome'), text, time: new Date(columns.time[row]!).toISOString() });
  });
  return all;
}

describe('the story, step by step', () => {
  test('everything that the thief did is in one step', () => {
    const named = Object.values(whole.truth.attacker).flat().length;
    expect([...deeds.values()].filter(({ dataset }) => dataset !== 'm365.audit')).toHaveLength(named);
    for (const deed of deeds.values()) expect([deed, steps.filter(({ is }) => is(deed)).length]).toEqual([deed, 1]);
  });

  test('each step is found by a corrected rule, event by event', () => {
    const finders = new Map<number, Set<string>>();
    for (const { rule, events } of found) {
      if (rulesOverFindings.includes(rule)) continue;
      for (const event of events) finders.set(event, (finders.get(event) ?? new Set()).add(rule));
    }
    const table = steps.map(({ name, is }) => {
      const own = [...deeds].filter(([, deed]) => is(deed)).map(([event]) => finders.get(event) ?? new Set<string>());
      return { name, events: own.length, missed: own.filter((rules) => rules.size === 0).length, rules: [...new Set(own.flatMap((rules) => [...rules]))].sort() };
    });
    const printed = table.map(({ name, events, missed, rules }) => `${name}: ${events} events, ${missed} missed; ${rules.join(', ') || 'NO RULE'}`).join('\n');
    for (const { name, events, missed } of table) {
      expect([name, events > 0], printed).toEqual([name, true]);
      expect([name, missed], printed).toEqual([name, 0]);
    }
  });
});

describe('the benign month', () => {
  /** Findings of which no event is the thief's, by rule and severity. */
  const benign = () => found.filter(({ events }) => !events.some((event) => deeds.has(event)));
  const counts = () => [...Map.groupBy(benign(), ({ rule, severity }) => `${severity} ${rule}`)].map(([key, all]) => `${key}: ${all.length}`).join('\n');

  test('at most one high finding of the corrected rules per 50 active users and week, and one medium per 10', () => {
    const weeks = (whole.columns.time.at(-1)! - whole.columns.time[0]!) / WEEK;
    const people = (whole.truth as unknown as { readonly people: number }).people;
    const of = (...severities: readonly string[]) => benign().filter(({ severity }) => severities.includes(severity)).length;
    expect(people).toBeGreaterThan(20);
    expect(of('high', 'critical'), counts()).toBeLessThanOrEqual((people / 50) * weeks);
    expect(of('medium'), counts()).toBeLessThanOrEqual((people / 10) * weeks);
  });

  test('nobody but those whom the truth names is spoken of: everything else that fires is of the story', () => {
    const known = new Set(whole.truth.noise.flatMap(({ fires }) => (fires ?? []).map(({ rule }) => rule)));
    const unknown = benign().filter(({ rule }) => !known.has(rule)).map(({ rule, severity, actor }) => `${severity} ${rule} ${actor}`);
    expect(unknown.filter((line) => /^(high|critical)/.test(line)), counts()).toEqual([]);
  });
});
