import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findingIdentity } from '../../src-main/case/index.ts';
import { huntRules, type Rule, type RuleOutcome } from '../../src-main/hunt/index.ts';
import type { PlainEvent } from '../../src-main/columns/index.ts';
import { columnsOf } from '../help/columns-of.ts';
import { aggregate, ruleOf } from './rule-text.ts';

const T = Date.parse('2026-01-05T00:00:00Z');
const MIN = 60_000;
const event = (minute: number, ip: string, more: Partial<PlainEvent> = {}): PlainEvent => ({
  'event.dataset': 'aws.cloudtrail', 'event.action': 'ListUsers', 'user.name': 'j.doe', 'organization.id': '1', 'source.ip': ip, ...more, time: T + minute * MIN,
});
const hunt = (rule: Rule, events: readonly PlainEvent[], zone = 'UTC'): RuleOutcome => [...huntRules([rule], columnsOf(events), { zone })][0]!;
const windowed = (window: string, limit = 'greater: 1', changes: Record<string, string> = {}): Rule =>
  ruleOf(aggregate(`by: [window, user.name]\nwindow: ${window}\nmeasures: { ips: { count_distinct: source.ip }, n: { count: events } }\nwhen: { measure: ips, ${limit} }`), changes);

test('a field with several values is counted by its values', () => {
  const rule = ruleOf(aggregate('by: [window, user.name]\nwindow: { type: tumbling, size: 1h }\nmeasures: { targets: { count_distinct: target.name } }\nwhen: { measure: targets, greater: 1 }'));
  const { findings } = hunt(rule, [event(0, 'a', { 'target.name': ['x', '-', 'y'] }), event(1, 'a', { 'target.name': ['y', 'z'] }), event(2, 'a', { 'target.name': ['-', ''] })]);
  expect(findings.map((one) => one.explanation.conditions[0]!.measured)).toEqual([3]);
});

test('two values are two, however far apart they are among very many', () => {
  const FAR = 2 ** 16;
  // Ids ascend with the texts: those of one user are as far apart as half a word of bits goes.
  const events = Array.from({ length: FAR + 20 }, (_, i) => event(0, `ip ${String(i).padStart(6, '0')}`, { 'user.name': `u${i % FAR}` }));
  const { findings } = hunt(windowed('{ type: tumbling, size: 1h }'), events);
  expect(findings.map((one) => one.entity['user.name']).sort()).toEqual(Array.from({ length: 20 }, (_, i) => `u${i}`).sort());
});

describe('sliding windows', () => {
  const rule = windowed('{ type: sliding, size: 5m, cap: 1h }');

  test('are open at the far end: five minutes apart is not within five minutes', () => {
    expect(hunt(rule, [event(0, 'a'), event(5, 'b')]).findings).toHaveLength(0);
    expect(hunt(rule, [event(0, 'a'), { ...event(5, 'b'), time: T + 5 * MIN - 1 }]).findings).toHaveLength(1);
  });

  test('overlapping hits are one finding from the first to the last event, with the peak', () => {
    const { findings } = hunt(rule, [event(0, 'a'), event(1, 'b'), event(2, 'a'), event(3, 'c'), event(60, 'a')]);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ start: T, end: T + 3 * MIN, explanation: { conditions: [{ name: 'ips', measured: 3, operator: '>', limit: 1 }], baseline: { windows_fired: 3 } } });
    expect([...findings[0]!.events]).toEqual([1, 2, 3, 4]);
  });

  test('a merged finding is no longer than its cap', () => {
    const events = Array.from({ length: 180 }, (_, i) => event(i, i % 2 === 0 ? 'a' : 'b'));
    const { findings } = hunt(rule, events);
    expect(findings.length).toBeGreaterThanOrEqual(3);
    for (const { start, end } of findings) expect(end - start).toBeLessThanOrEqual(60 * MIN);
    expect(new Set(findings.map(findingIdentity)).size).toBe(findings.length);
  });

  test('windows that fired and neighbours that did not are told, in order', () => {
    const { findings } = hunt(rule, [event(-20, 'a'), event(-10, 'a'), event(0, 'a'), event(1, 'b'), event(20, 'b')]);
    const windows = findings[0]!.explanation.windows;
    expect(windows.map(({ fired }) => fired)).toEqual([false, false, false, true, false]);
    expect(windows.every((one, i) => i === 0 || windows[i - 1]!.start <= one.start)).toBe(true);
  });

  test('the plain definition says the same', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(40), fc.constantFrom('a', 'b', 'c'), fc.constantFrom('u', 'v')), { maxLength: 30 }), (drawn) => {
      const events = drawn.map(([minute, ip, user]) => event(minute, ip, { 'user.name': user })).sort((a, b) => a.time - b.time);
      const firing = events.filter((anchor) => {
        const seen = events.filter((one) => one['user.name'] === anchor['user.name'] && one.time <= anchor.time && one.time > anchor.time - 5 * MIN);
        return new Set(seen.map((one) => one['source.ip'])).size > 1;
      });
      const { findings } = hunt(rule, events);
      const within = (one: PlainEvent) => findings.some((finding) => finding.entity['user.name'] === one['user.name'] && one.time >= finding.start && one.time <= finding.end);
      expect(firing.every(within)).toBe(true);
      expect(findings.every((finding) => firing.some((one) => one.time === finding.end))).toBe(true);
    }), { numRuns: 100 });
  });
});

describe('windows that do not overlap', () => {
  test('tumble from the epoch; the end is not part of them', () => {
    const { findings } = hunt(windowed('{ type: tumbling, size: 10m }'), [event(0, 'a'), event(9, 'b'), event(10, 'a'), event(19, 'a'), event(20, 'a'), event(29, 'c')]);
    expect(findings.map(({ start, end }) => [(start - T) / MIN, (end - T) / MIN])).toEqual([[0, 10], [20, 30]]);
    expect(findings[0]!.explanation.windows).toEqual([
      { start: '2026-01-05T00:00:00Z', end: '2026-01-05T00:10:00Z', measured: { ips: 2, n: 2 }, fired: true },
      { start: '2026-01-05T00:10:00Z', end: '2026-01-05T00:20:00Z', measured: { ips: 1, n: 2 }, fired: false },
    ]);
  });

  test('a day is a day of the case zone', () => {
    const rule = windowed('{ type: calendar, unit: day }');
    const events = [event(23 * 60 - 30, 'a'), event(23 * 60 + 30, 'b')];
    expect(hunt(rule, events, 'UTC').findings).toHaveLength(1);
    expect(hunt(rule, events, 'Europe/Berlin').findings).toHaveLength(0);
    const named = windowed('{ type: calendar, unit: day, zone: Europe/Berlin }');
    expect(hunt(named, events, 'UTC').findings).toHaveLength(0);
  });

  test('the whole case', () => {
    const rule = ruleOf(aggregate('by: [user.name]\nwindow: { type: whole }\nmeasures: { ips: { count_distinct: source.ip } }\nwhen: { measure: ips, at_least: 2 }'));
    expect(hunt(rule, [event(0, 'a'), event(90_000, 'b'), event(5, 'a', { 'user.name': 'x' })]).findings.map(({ actor }) => actor)).toEqual(['j.doe']);
  });
});

describe('what is blank', () => {
  const agents = (vendor: string, nulls?: string): Rule => ruleOf(
    aggregate('by: [window, user.name]\nwindow: { type: tumbling, size: 10m }\nmeasures: { agents: { count_distinct: user_agent.original } }\nwhen: { measure: agents, greater: 1 }'),
    { vendor, ...(nulls === undefined ? {} : { nulls }) },
  );
  const blanks = (agent: string | null) => [event(0, 'a', { 'user_agent.original': 'Chrome' }), event(1, 'a', { 'user_agent.original': agent })];

  test.each([
    ['sumo', null, 1], ['sumo', '', 1], ['splunk', null, 0], ['splunk', '', 1], ['bilocate', null, 0], ['bilocate', '', 0], ['bilocate', '-', 0], ['bilocate', 'Unknown', 0],
  ])('%s with agent %j gives %i', (vendor, agent, findings) => {
    expect(hunt(agents(vendor), blanks(agent)).findings).toHaveLength(findings);
  });

  test('absent and empty are one value in Sumo, not two', () => {
    const outcome = hunt(agents('sumo'), [event(0, 'a', { 'user_agent.original': '' }), event(1, 'a')]);
    expect(outcome.findings).toHaveLength(0);
  });

  test('a group that is blank is left out and counted, or kept', () => {
    const events = blanks('Firefox').map((one) => ({ ...one, 'user.name': null }));
    expect(hunt(agents('splunk'), events)).toMatchObject({ findings: [], dropped: [{ reason: 'user.name was empty', count: 2 }] });
    expect(hunt(agents('sumo'), events).findings.map(({ entity }) => entity)).toEqual([{ 'user.name': '', 'organization.id': '1' }]);
    expect(hunt(agents('splunk', '{ group: keep }'), events).findings).toHaveLength(1);
  });

  test('what was left out stands in every finding of the run', () => {
    const events = [...blanks('Firefox'), event(2, 'a', { 'user.name': null })];
    const { findings } = hunt(agents('splunk'), events);
    expect(findings[0]!.explanation.dropped).toEqual([{ reason: 'user.name was empty', count: 1 }]);
    expect(findings[0]!.explanation.text).toContain('Over its whole run the rule left out 1 event: user.name was empty.');
  });
});

test('a finding keeps every value with first, last and count, and has the same id on every run', () => {
  const events = Array.from({ length: 300 }, (_, i) => event(i / 100, `ip${i % 150}`));
  const run = () => hunt(windowed('{ type: tumbling, size: 10m }'), events).findings[0]!;
  const finding = run();
  expect(finding.values['source.ip']).toHaveLength(150);
  expect(finding.values['source.ip']![0]).toMatchObject({ value: 'ip0', count: 2, first: '2026-01-05T00:00:00Z' });
  expect(findingIdentity(finding)).toMatch(/^[0-9a-f]{32}$/);
  expect(findingIdentity(run())).toBe(findingIdentity(finding));
  expect(findingIdentity({ ...finding, variant: 'published' })).not.toBe(findingIdentity(finding));
  expect(findingIdentity({ ...finding, entity: Object.fromEntries(Object.entries(finding.entity).reverse()) })).toBe(findingIdentity(finding));
});

test('hostile texts of a log stay text in title and wording', () => {
  const user = '$source.ip$ <img src=x> \u001b[31m$& =cmd()';
  const { findings } = hunt(windowed('{ type: tumbling, size: 10m }'), [event(0, 'a', { 'user.name': user }), event(1, 'b', { 'user.name': user })]);
  expect(findings[0]!.title).toBe(`Test of ${user}`);
});

describe('a hunt', () => {
  const rule = windowed('{ type: tumbling, size: 10m }');

  test('says what the case lacks instead of finding nothing', () => {
    const needs = ruleOf(aggregate('by: [user.name]\nwindow: { type: whole }\nmeasures: { n: { count: events } }\nwhen: { measure: n, at_least: 1 }'), { requires: '{ datasets: [aws.cloudtrail], fields: [source.as.number] }' });
    expect(hunt(needs, [event(0, 'a')])).toMatchObject({ status: 'cannot-run', why: expect.stringContaining('not enriched') });
    expect(hunt(rule, [{ time: 0, 'user.name': 'x' }])).toMatchObject({ status: 'cannot-run', why: 'The case has no events of aws.cloudtrail.' });
    expect(hunt(rule, [event(0, 'a')])).toMatchObject({ status: 'ran-empty', findings: [] });
  });

  test('stops when asked, and tells how far it is', () => {
    const columns = columnsOf([event(0, 'a'), event(1, 'b')]);
    let asked = false;
    const steps: string[] = [];
    const run = huntRules([rule, rule], columns, { stop: () => asked, onProgress: (done, total) => steps.push(`${done}/${total}`) });
    expect(run.next().value).toMatchObject({ status: 'ran' });
    asked = true;
    expect(() => run.next()).toThrow(expect.objectContaining({ code: 'job/stopped' }));
    expect(steps).toEqual(['0/2', '1/2']);
  });

  test('a bad parameter is told before anything runs', () => {
    expect(() => huntRules([rule], columnsOf([event(0, 'a')]), { parameters: { 'test-rule': { nope: 1 } } }).next()).toThrow(expect.objectContaining({ code: 'rule/bad-parameter' }));
  });

  test('an empty case runs nothing and breaks nothing', () => {
    expect(hunt(rule, []).status).toBe('cannot-run');
  });
});

test('a new limit asks the windows that are kept, and says the same as a hunt of its own', () => {
  const text = aggregate('by: [window, user.name]\nwindow: { type: tumbling, size: 10m }\nmeasures: { ips: { count_distinct: source.ip } }\nwhen: { measure: ips, greater: $ips }');
  const rule = ruleOf(text, { parameters: '{ ips: { type: int, label: Addresses, default: 1, min: 0, max: 9 } }' });
  const events = [event(0, 'a'), event(1, 'b'), event(2, 'c'), event(11, 'a'), event(12, 'b'), event(13, 'z', { 'user.name': null })];
  const shared = columnsOf(events);
  for (const ips of [1, 2, 0, 1]) {
    const options = { parameters: { 'test-rule': { ips } } };
    const [again] = [...huntRules([rule], shared, options)];
    const [alone] = [...huntRules([rule], columnsOf(events), options)];
    expect({ ...again, rule: null }).toEqual({ ...alone, rule: null });
    expect(again!.dropped).toEqual([{ reason: 'user.name was empty', count: 1 }]);
  }
});

describe('measures of some events', () => {
  const text = aggregate(
    'by: [window, user.name]\nwindow: { type: sliding, size: 10m, cap: 1d }\nmeasures: { read: { count_distinct: source.ip, where: { field: event.action, is: Read } }, writes: { count: events, where: { field: event.action, is: Write } }, all: { count_distinct: source.ip } }\nwhen: { all: [{ measure: read, greater: 1 }, { measure: writes, at_least: 1 }] }',
  );
  const read = (minute: number, ip: string): PlainEvent => event(minute, ip, { 'event.action': 'Read' });
  const write = (minute: number, ip: string): PlainEvent => event(minute, ip, { 'event.action': 'Write' });

  test('count only what fulfils their condition, beside those that count all', () => {
    const { findings } = hunt(ruleOf(text), [read(0, 'a'), write(1, 'b'), write(2, 'c'), read(3, 'd')]);
    expect(findings).toHaveLength(1);
    expect(findings[0]!.explanation.conditions).toMatchObject([{ name: 'read', measured: 2 }, { name: 'writes', measured: 2 }]);
    expect(findings[0]!.explanation.windows.find((window) => window.fired)!.measured).toEqual({ read: 2, writes: 2, all: 4 });
    expect(findings[0]!.events).toHaveLength(4);
    expect(hunt(ruleOf(text), [read(0, 'a'), write(1, 'b'), write(2, 'c')]).findings).toEqual([]);
  });

  test('are called by their name, since it says which events they count', () => {
    const { findings } = hunt(ruleOf(text), [read(0, 'a'), write(1, 'b'), read(3, 'd')]);
    expect(findings[0]!.explanation.text).toContain('with 2 read addresses (limit 1)');
  });

  test('are checked like every condition', () => {
    const broken = text.replace('is: Read }', 'is: Read, and: 1 }').replace('{ count_distinct: source.ip }', '{ values: source.ip, where: { field: event.actoin, is: Read } }');
    expect(() => ruleOf(broken)).toThrow(/no key "and"[^]*Only count, count_distinct, sum and avg[^]*|Only count, count_distinct, sum and avg[^]*no key "and"/);
  });
});

describe('the order of a view', () => {
  const view = (more: string, changes: Record<string, string> = {}) =>
    ruleOf(aggregate(`by: [window, user.name]\nwindow: { type: tumbling, size: 1h }\nmeasures: { ips: { count_distinct: source.ip }, seen: { values: source.ip } }${more}`), { output: 'view', ...changes });
  const events = [event(0, 'a'), event(61, 'b'), event(62, 'c'), event(63, 'd'), event(130, 'e'), event(131, 'f')];
  const counts = (rule: Rule) => hunt(rule, events).views[0]!.rows.map((row) => row.cells[row.cells.length - 2]);

  test('is time, or a measure with the highest first', () => {
    expect([counts(view('')), counts(view('\nsort: ips'))]).toEqual([[1, 3, 2], [3, 2, 1]]);
  });

  test('can only be asked of a count, and of a view', () => {
    expect(() => view('\nsort: seen')).toThrow('Rows are ordered by a number: one of ips.');
    expect(() => view('\nwhen: { measure: ips, greater: 1 }\nsort: ips', { output: 'finding' })).toThrow('only the rows of a view');
  });
});

describe('more hits than a rule may have', () => {
  const storm = [...Array.from({ length: 30 }, (_, i) => [event(i * 10, 'a'), event(i * 10 + 1, 'b')]).flat(), event(152, 'c')];

  test.each(['{ type: tumbling, size: 10m }', '{ type: sliding, size: 5m, cap: 10m }'])('%s: the strongest are kept, then the earliest, and the rest is counted', (window) => {
    const rule = windowed(window);
    const all = [...huntRules([rule], columnsOf(storm))][0]!;
    const some = [...huntRules([rule], columnsOf(storm), { most: 4 })][0]!;
    expect(all.findings).toHaveLength(30);
    expect(some.findings.map(({ start }) => Math.floor((start - T) / MIN / 10))).toEqual([0, 1, 2, 15]);
    expect(some.dropped).toEqual([{ reason: 'findings beyond the 4 strongest', count: 26 }]);
    // What is kept says the same as if all had been.
    expect(some.findings[0]).toEqual(all.findings[0]);
  });
});
