import { describe, expect, test } from 'vitest';
import type { PlainEvent } from '../../src-main/columns/index.ts';
import { emptyContext, type HuntContext, type HuntException, type NamedSet, type Trait } from '../../src-main/contract/index.ts';
import { checkFilter, filterMeasures, huntRules, loadRules, ruleKey, runExamples, type Rule, type RuleOutcome } from '../../src-main/hunt/index.ts';
import { columnsOf } from '../help/columns-of.ts';
import { aggregate, ruleOf } from './rule-text.ts';

const T = Date.parse('2026-01-05T00:00:00Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const at = (time: number, user: string, ip: string, more: Partial<PlainEvent> = {}): PlainEvent => ({ 'event.dataset': 'aws.cloudtrail', 'event.action': 'ListUsers', 'organization.id': '1', 'user.name': user, 'source.ip': ip, ...more, time });
const context = (more: Partial<HuntContext>): HuntContext => ({ ...emptyContext, ...more });
const hunt = (rule: Rule, events: readonly PlainEvent[], more: Partial<HuntContext> = {}, columns = columnsOf(events)): RuleOutcome => [...huntRules([rule], columns, { context: context(more) })][0]!;
const users = ({ findings }: RuleOutcome) => findings.map(({ entity }) => entity['user.name']).sort();
const set = (name: string, kind: NamedSet['kind'], values: readonly string[], more: Partial<NamedSet> = {}): NamedSet => ({
  name, kind, version: 1, entries: values.map((value) => ({ value, note: '' })), validFrom: null, validTo: null, reason: '', at: '', analyst: '', removed: false, ...more,
});
const said = { analyst: 'M. Sørby', at: '2026-02-01T00:00:00Z' };
const each = (where: string, changes: Readonly<Record<string, string>> = {}) => ruleOf(`kind: match\nwhere: ${where}\nmatch: { by: [user.name], together: 365d }\n`, changes);

describe('conditions that ask for a named set', () => {
  const events = [
    at(T, 'office', '198.51.100.7'), at(T + 1, 'six', '2001:db8::7'), at(T + 2, 'other', '203.0.113.9', { 'source.as.number': 62240, 'source.as.organization.name': 'Clouvider' }),
    at(T + 3, 'John.Doe', '192.0.2.1', { 'k8s.audit.claimed_ips': ['10.0.0.1', '198.51.100.9'] }), { time: T + 4, 'event.dataset': 'aws.cloudtrail', 'organization.id': '1', 'user.name': 'nowhere' } as PlainEvent,
  ];
  const inSet = (field: string, one: NamedSet) => users(hunt(each(`{ field: ${field}, in_set: s }`), events, { sets: [one] }));

  test('addresses lie in networks of both versions', () => expect(inSet('source.ip', set('s', 'ip', ['198.51.100.0/24', '2001:db8::/32', 'nonsense']))).toEqual(['office', 'six']));
  test('networks are those of the event, by number or name in any case, whatever the field', () => {
    expect(inSet('source.ip', set('s', 'network', ['AS62240']))).toEqual(['other']);
    expect(inSet('event.action', set('s', 'network', ['clouvider']))).toEqual(['other']);
  });
  test('users are compared in any case, other values as they are', () => {
    expect(inSet('user.name', set('s', 'user', ['john.doe']))).toEqual(['John.Doe']);
    expect(inSet('user.name', set('s', 'text', ['john.doe']))).toEqual([]);
  });
  test('of several values one is enough', () => expect(inSet('k8s.audit.claimed_ips', set('s', 'ip', ['198.51.100.0/24']))).toEqual(['John.Doe']));
  test('not in the set holds of who has no address too', () => expect(users(hunt(each('{ not: { field: source.ip, in_set: s } }'), events, { sets: [set('s', 'ip', ['0.0.0.0/0'])] }))).toEqual(['nowhere', 'six']));

  test('a set holds on its days, both of them whole', () => {
    const days = [at(T, 'a', '10.0.0.1'), at(T + DAY, 'b', '10.0.0.1'), at(T + 2 * DAY - 1, 'c', '10.0.0.1'), at(T + 2 * DAY, 'd', '10.0.0.1')];
    expect(users(hunt(each('{ field: source.ip, in_set: s }'), days, { sets: [set('s', 'ip', ['10.0.0.0/8'], { validFrom: '2026-01-06', validTo: '2026-01-06' })] }))).toEqual(['b', 'c']);
  });

  test('a set that the case lacks has nothing in it, and the rule says so', () => {
    const found = hunt(each('{ any: [{ field: user.name, is: office }, { field: source.ip, in_set: s }] }'), events);
    expect([found.status, users(found)]).toEqual(['ran', ['office']]);
    expect(found.dropped).toEqual([{ reason: 'the case has no set "s", so that nothing is in it', count: 0 }]);
    expect(found.findings[0]!.explanation.text).toMatch(/The case has no set "s", so that nothing is in it\.$/);
  });

  test('the next version of a set counts at once, though columns keep what was filtered', () => {
    const columns = columnsOf(events);
    const rule = each('{ field: source.ip, in_set: s }');
    const runs = [set('s', 'ip', ['198.51.100.7']), set('s', 'ip', ['203.0.113.9'], { version: 2 }), set('s', 'ip', ['198.51.100.7'])].map((one) => users(hunt(rule, events, { sets: [one] }, columns)));
    expect(runs).toEqual([['office'], ['other'], ['office']]);
  });

  test('a measure of an aggregate may ask for one, and is not kept for another version', () => {
    const columns = columnsOf(events);
    const rule = ruleOf(aggregate('by: [organization.id]\nwindow: { type: whole }\nmeasures: { inside: { count: events, where: { field: source.ip, in_set: s } } }\nwhen: { measure: inside, at_least: 0 }'));
    const measured = (one: NamedSet) => hunt(rule, events, { sets: [one] }, columns).findings[0]!.explanation.conditions[0]!.measured;
    expect([measured(set('s', 'ip', ['0.0.0.0/0'])), measured(set('s', 'ip', ['198.51.100.7'], { version: 2 }))]).toEqual([3, 1]);
  });
});

describe('the filter of a rule', () => {
  const rule = ruleOf(aggregate('by: [user.name, organization.id]\nwindow: { type: whole }\nmeasures: { ips: { count_distinct: source.ip }, n: { count: events } }\nwhen: { measure: ips, at_least: 2 }'));
  const events = [at(T, 'a', '1.1.1.1'), at(T, 'a', '1.1.1.2'), at(T, 'b', '1.1.1.1'), at(T, 'b', '1.1.1.2'), at(T, 'b', '1.1.1.3'), at(T, 'c', '1.1.1.2'), at(T, 'c', '1.1.1.4')];
  const by = (text: string) => hunt(rule, events, { filters: [{ rule: 'test-rule/corrected', text, seq: 7, reason: 'known proxy', ...said }] });

  test('keeps what has one event that fulfils where, and measures that fulfil when; what goes is counted with who and why', () => {
    expect(users(by('where: { field: source.ip, is: 1.1.1.1 }'))).toEqual(['a', 'b']);
    expect(users(by('when: { measure: ips, at_least: 3 }'))).toEqual(['b']);
    expect(users(by('where: { not: { field: source.ip, in: [1.1.1.1, 1.1.1.2] } }\nwhen: { measure: n, at_most: 2 }'))).toEqual(['c']);
    expect(users(by('when: { measure: events, greater: 2 }'))).toEqual(['b']);
    expect(by('when: { measure: ips, at_least: 3 }').dropped).toEqual([{ reason: 'filter of the rule: known proxy (M. Sørby)', count: 2 }]);
    expect(by('when: { measure: ips, at_least: 3 }').findings[0]!.explanation.dropped).toEqual([]);
  });

  test('another rule does not heed it', () => expect(users(hunt(rule, events, { filters: [{ rule: 'test-rule/published', text: 'when: { measure: ips, at_least: 3 }', seq: 7, reason: 'x', ...said }] }))).toEqual(['a', 'b', 'c']));

  test('one that no longer fits the rule is not applied, and that is told', () => {
    const found = by('when: { measure: addresses, at_least: 3 }');
    expect(users(found)).toEqual(['a', 'b', 'c']);
    expect(found.dropped).toEqual([{ reason: expect.stringContaining('was not applied (There is no measure "addresses"'), count: 0 }]);
  });

  test.each(loadRules('resources/rules').rules.filter((one) => one.kind !== 'compare').map((one) => [ruleKey(one), one] as const))('what it may ask of %s is there in whatever that finds', (_, shipped) => {
    for (const name of filterMeasures(shipped)) {
      const filter = { rule: ruleKey(shipped), text: `when: { measure: "${name}", at_least: -1e15 }`, seq: 1, reason: 'x', ...said };
      const counts = (filters: HuntContext['filters']) => runExamples(shipped, { filters }).map(({ found }) => found);
      expect([name, counts([filter])]).toEqual([name, counts([])]);
    }
  });

  test('problems have their line and column, all at once', () => {
    expect(checkFilter('', rule)).toEqual([]);
    expect(checkFilter('where: { field: user.name, is: a }\nwhen: { measure: events, at_least: 2 }', rule)).toEqual([]);
    expect(checkFilter('where:\n  - { field: user.nam, is: a }\n  - { field: event.action, greater: 3 }\nwhen: { measure: ip, at_least: 2 }', rule).map(({ line, message }) => [line, message])).toEqual([
      [2, expect.stringContaining('There is no field "user.nam"')], [3, expect.stringContaining('wants a number')], [4, expect.stringContaining('There are ips, n, events')],
    ]);
    expect(checkFilter('wher: []', rule)[0]).toMatchObject({ line: 1, column: 1, message: expect.stringContaining('where') });
    expect(checkFilter('where: [', rule)[0]!.message).toContain('Not readable as YAML');
    expect(checkFilter('- a', rule)).toHaveLength(1);
    expect(checkFilter('where: { field: user.name, regex: "(?=a)" }', rule)[0]!.message).toContain('linear time');
    expect(checkFilter('{}', rule)).toHaveLength(1);
  });
});

describe('exceptions', () => {
  const events = [
    at(T, 'a', '198.51.100.7'), at(T + HOUR, 'a', '198.51.100.8'), at(T, 'b', '198.51.100.7'), at(T + HOUR, 'b', '203.0.113.9'),
    at(T + 2 * HOUR, 'c', '203.0.113.9', { 'target.name': ['x', 'y'] }),
  ];
  const rule = each('[]');
  const exception = (when: HuntException['when'], more: Partial<HuntException> = {}): HuntException => ({ rule: null, when, from: null, until: null, seq: 5, reason: 'backup', ...said, ...more });
  const office = [{ field: 'source.ip', values: ['198.51.100.7', '198.51.100.8'], set: null }];
  const caught = (exceptions: readonly HuntException[], more: Partial<HuntContext> = {}, one = rule) => Object.fromEntries(hunt(one, events, { exceptions, ...more }).findings.map(({ entity, filteredBy }) => [entity['user.name'], filteredBy]));

  test('a finding whose every event has one of the values is kept, and says which exception caught it', () => expect(caught([exception(office)])).toEqual({ a: 5, b: null, c: null }));
  test('all conditions must hold; a field that may have several values needs one of them', () => {
    expect(caught([exception([...office, { field: 'user.name', values: ['b'], set: null }])])).toEqual({ a: null, b: null, c: null });
    expect(caught([exception([{ field: 'target.name', values: ['y'], set: null }])])).toEqual({ a: null, b: null, c: 5 });
  });
  test('an empty value is the absent one; a field that nobody knows has none', () => {
    expect(caught([exception([{ field: 'error.code', values: [''], set: null }])])).toEqual({ a: 5, b: 5, c: 5 });
    expect(caught([exception([{ field: 'no.such.field', values: ['', 'a'], set: null }])])).toEqual({ a: null, b: null, c: null });
  });
  test('values of a set, as far as it holds', () => {
    const when = [{ field: 'source.ip', values: ['203.0.113.9'], set: 'office' }];
    expect(caught([exception(when)], { sets: [set('office', 'ip', ['198.51.100.0/24'])] })).toEqual({ a: 5, b: 5, c: 5 });
    expect(caught([exception(when)], { sets: [set('office', 'ip', ['198.51.100.0/24'], { validTo: '2026-01-04' })] })).toEqual({ a: null, b: null, c: 5 });
    expect(caught([exception(when)])).toEqual({ a: null, b: null, c: 5 });
  });
  test('only while it holds: from inclusive, until exclusive', () => {
    expect(caught([exception(office, { from: '2026-01-05T00:00:00Z', until: '2026-01-05T01:00:00.001Z' })])).toMatchObject({ a: 5 });
    expect(caught([exception(office, { until: '2026-01-05T01:00:00Z' })])).toMatchObject({ a: null });
    expect(caught([exception(office, { from: '2026-01-05T00:00:00.001Z' })])).toMatchObject({ a: null });
  });
  test('of one rule it does not catch what another found; the first that catches is told', () => {
    expect(caught([exception(office, { rule: 'other/corrected' })])).toMatchObject({ a: null });
    expect(caught([exception(office, { rule: 'test-rule/corrected', seq: 3 }), exception(office, { seq: 4 })])).toMatchObject({ a: 3 });
  });
  test('rows of a table are left out and counted with the reason', () => {
    const found = hunt(each('[]', { output: 'view' }), events, { exceptions: [exception(office)] });
    expect(found.views[0]!.rows.map(({ entity }) => entity['user.name']).sort()).toEqual(['b', 'c']);
    expect(found.dropped).toEqual([{ reason: 'expected: backup', count: 1 }]);
  });
  test('what is expected takes no place from what is not', () => {
    const [found] = [...huntRules([rule], columnsOf(events), { most: 2, context: context({ exceptions: [exception(office)] }) })];
    expect(found!.findings.map(({ entity, filteredBy }) => [entity['user.name'], filteredBy])).toEqual([['b', null], ['c', null]]);
  });
  describe('where a kind cuts by itself', () => {
    // Every hour the scanner is seen from the office with more addresses than anybody; twice somebody else is seen with two.
    const hours = Array.from({ length: 12 }, (_, i) => T + i * HOUR);
    const storm = [
      ...hours.flatMap((time) => [1, 2, 3, 4].map((n) => at(time + n * 60_000, 'scanner', `198.51.100.${n}`, { 'user_agent.original': `a${n}`, 'source.as.number': 1 }))),
      ...[4, 8].flatMap((hour) => [1, 2, 3].map((n) => at(hours[hour]! + n * 60_000, 'somebody', `203.0.113.${n}`, { 'user_agent.original': `b${n}`, 'source.as.number': 2 }))),
    ].sort((a, b) => a.time - b.time);
    const scanner = [{ field: 'user.name', values: ['scanner'], set: null }];
    const kinds = {
      aggregate: aggregate('by: [window, user.name, organization.id]\nwindow: { type: tumbling, size: 1h }\nmeasures: { ips: { count_distinct: source.ip } }\nwhen: { measure: ips, at_least: 3 }'),
      compare: 'kind: compare\nwhere: []\ncompare:\n  by: [window, user.name, organization.id]\n  window: { type: tumbling, size: 1h }\n  measures: { ips: { count_distinct: source.ip } }\n  shift: 1h\n  when: { measure: ips, at_least: 3 }\n',
      pair: 'kind: pair\nwhere: []\npair:\n  by: [user.name, organization.id]\n  within: 10m\n  change: [user_agent.original]\n  when: { measure: minutes, at_most: 10 }\n  together: 5m\n',
    };
    test.each(Object.entries(kinds))('%s: what is expected, or let go by the filter, has the room that is left', (_, body) => {
      const rule = ruleOf(body);
      const found = (more: Partial<HuntContext>, most: number) => [...huntRules([rule], columnsOf(storm), { most, context: context(more) })][0]!;
      const told = ({ findings }: RuleOutcome) => findings.map(({ entity, filteredBy }) => [entity['user.name'], filteredBy]);
      const [here, gone] = [['somebody', null], ['scanner', 5]];
      expect(found({}, 100).findings).toHaveLength(14);
      const known = found({ exceptions: [exception(scanner)] }, 2);
      expect(told(known)).toEqual([here, here]);
      expect(known.dropped).toEqual([{ reason: 'findings beyond the 2 strongest that are expected, or that the filter of the rule lets go', count: 12 }]);
      expect(told(found({ exceptions: [exception(scanner)] }, 3)).toSorted()).toEqual([gone, here, here]);
      const filtered = found({ filters: [{ rule: ruleKey(rule), text: 'where: { field: source.ip, starts_with: "203." }', seq: 1, ...said, reason: 'office' }] }, 2);
      expect(told(filtered)).toEqual([here, here]);
      expect(filtered.dropped.reduce((sum, { count }) => sum + count, 0)).toBe(12);
    });
  });
});

describe('who stands behind a user', () => {
  const events = [at(T, 'a', '1.1.1.1'), at(T, 'a', '1.1.1.2'), at(T, 'b', '1.1.1.1'), at(T, 'b', '1.1.1.2')];
  const rule = (hypothesis: string, by = 'user.name, organization.id') => ruleOf(aggregate(`by: [${by}]\nwindow: { type: whole }\nmeasures: { ips: { count_distinct: source.ip } }\nwhen: { measure: ips, at_least: 2 }`), { hypotheses: `[${hypothesis}]`, severity: 'high' });
  const traits = (trait: Trait) => ({ traits: [{ user: 'a', trait }] });
  const graves = (one: Rule, trait: Trait) => hunt(one, events, traits(trait)).findings.map(({ severity }) => severity);

  test('a shared account makes counts of networks and clients low; nothing else changes', () => {
    expect([graves(rule('H1'), 'shared'), graves(rule('H2'), 'shared'), graves(rule('H4'), 'shared')]).toEqual([['low', 'high'], ['low', 'high'], ['high', 'high']]);
    expect(hunt(rule('H1'), events, traits('shared')).findings[0]!.explanation.text).toContain('The account is shared: several people use it');
    expect(graves(rule('H1', 'organization.id'), 'shared')).toEqual(['high']);
  });
  test('what rules find of CI is information, since it is judged against its networks; unusual actions stay', () => {
    expect([graves(rule('H1'), 'ci'), graves(rule('H5'), 'ci'), graves(rule('H6'), 'ci')]).toEqual([['info', 'high'], ['info', 'high'], ['high', 'high']]);
  });
  test.each(['person', 'service', 'vendor', 'test', 'break-glass'] as const)('%s changes nothing by itself', (trait) => expect(graves(rule('H1'), trait)).toEqual(['high', 'high']));
  test('a rule that asks for it sees it, also after it was said anew', () => {
    const columns = columnsOf(events);
    const asked = each('{ field: actor.trait, is: ci }', { hypotheses: '[H1]', severity: 'high' });
    expect([traits('ci'), traits('person'), traits('ci')].map((one) => hunt(asked, events, one, columns).findings.map(({ entity, severity }) => [entity['user.name'], severity]))).toEqual([[['a', 'high']], [], [['a', 'high']]]);
  });
});
